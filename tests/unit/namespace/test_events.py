"""What listeners are told."""

from __future__ import annotations

import contextlib

from engine.constants import ROOT_INODE
from engine.namespace import RENAME_EXCHANGE, Change
from tests.support.worlds import World


def listen(world: World) -> list[Change]:
    told: list[Change] = []
    world.ns.subscribe(told.append)
    return told


def test_every_change_is_told_with_its_origin(memory: World) -> None:
    told = listen(memory)
    ns, me = memory.ns, object()
    inode = ns.create(ROOT_INODE, b"f", 0o100644, 0, 0, origin=me)
    assert told == [("entry", ROOT_INODE, b"f", inode.ino, me)]
    steps = [
        (lambda: ns.write(inode.ino, 0, b"x", origin=me), {("inode", 0, b"", inode.ino)}),
        (
            lambda: ns.set_attributes(inode.ino, mode=0o600, origin=me),
            {("inode", 0, b"", inode.ino)},
        ),
        (
            lambda: ns.set_xattr(inode.ino, b"user.a", b"", origin=me),
            {("inode", 0, b"", inode.ino)},
        ),
        (lambda: ns.punch_hole(inode.ino, 0, 1, origin=me), {("inode", 0, b"", inode.ino)}),
        (
            lambda: ns.link(inode.ino, ROOT_INODE, b"g", origin=me),
            {("entry", ROOT_INODE, b"g", inode.ino), ("inode", 0, b"", inode.ino)},
        ),
        (
            lambda: ns.rename(ROOT_INODE, b"g", ROOT_INODE, b"h", origin=me),
            {
                ("entry", ROOT_INODE, b"g", inode.ino),
                ("entry", ROOT_INODE, b"h", inode.ino),
                ("inode", 0, b"", inode.ino),
            },
        ),
        (
            lambda: ns.unlink(ROOT_INODE, b"h", origin=me),
            {("entry", ROOT_INODE, b"h", inode.ino), ("inode", 0, b"", inode.ino)},
        ),
    ]
    for step, expected in steps:
        told.clear()
        step()
        assert {change[:4] for change in told} == expected
        assert all(change.origin is me for change in told)


def test_what_a_rename_replaces_is_told(memory: World) -> None:
    one, two = memory.file(b"a"), memory.file(b"b")
    told = listen(memory)
    memory.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b", RENAME_EXCHANGE)
    assert {change[:4] for change in told if change.kind == "entry"} == {
        ("entry", ROOT_INODE, b"a", two.ino),
        ("entry", ROOT_INODE, b"b", one.ino),
    }
    told.clear()
    memory.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b")
    assert ("entry", ROOT_INODE, b"b", one.ino, None) in told


def test_what_failed_is_not_told(memory: World) -> None:
    memory.file(b"a")
    told = listen(memory)
    with contextlib.suppress(Exception):
        memory.file(b"a")
    with memory.ns.begin() as transaction:
        transaction.mkdir(ROOT_INODE, b"d", 0o755, 0, 0)
        transaction.unlink(ROOT_INODE, b"a")
        assert told == []
    assert {change.name for change in told} == {b"d", b"a"}
    told.clear()
    transaction = memory.ns.begin()
    transaction.mkdir(ROOT_INODE, b"e", 0o755, 0, 0)
    transaction.unlink(ROOT_INODE, b"none")
    with contextlib.suppress(Exception):
        transaction.commit()
    assert told == []


def test_unsubscribing(memory: World) -> None:
    told = listen(memory)
    memory.ns.unsubscribe(told.append)
    memory.file(b"a")
    assert told == []
