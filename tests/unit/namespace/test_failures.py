"""The index fails at the n-th statement, for every n: nothing changes, and the next try works."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from engine.constants import BLOCK_BYTES, ROOT_INODE
from engine.errors import StripeLostError
from engine.namespace import RENAME_EXCHANGE, extents
from engine.transactions.manager import TransactionState
from tests.support.worlds import World


def picture(world: World) -> object:
    """All that can be seen, less times, which an operation that fails late may have moved."""
    seen = []
    for name, inode in world.ns.entries_with_inodes(ROOT_INODE):
        below = world.names(inode.ino) if inode.is_directory else None
        content = world.content(inode.ino) if inode.is_regular else None
        attributes = (inode.mode, inode.nlink, inode.uid, inode.size, inode.blocks, inode.parent)
        seen.append((name, attributes, below, content, world.ns.list_xattrs(inode.ino)))
    return seen, world.ns.inode(ROOT_INODE).nlink, world.ns.inode_count


def prepare() -> World:
    world = World()
    world.file(b"small", b"text" * 100)
    world.file(b"large", os.urandom(5 * BLOCK_BYTES))
    folder = world.folder(b"folder")
    world.file(b"inside", b"x", folder.ino)
    world.folder(b"empty")
    world.file(b"victim", b"v" * 100_000)
    world.ns.set_xattr(folder.ino, b"user.a", b"1")
    world.reopen()
    return world


def ino(world: World, name: bytes) -> int:
    return world.ns.lookup(ROOT_INODE, name).ino


def stage(world: World) -> None:
    transaction = world.ns.begin()
    folder = transaction.mkdir(ROOT_INODE, b"staged", 0o755, 0, 0)
    transaction.symlink(folder, b"l", b"t", 0, 0)
    transaction.rename(ROOT_INODE, b"small", folder, b"small")
    transaction.unlink(ROOT_INODE, b"victim")
    try:
        transaction.commit()
    except StripeLostError:
        if transaction.state is not TransactionState.FAILED:  # applied, but not durable yet
            raise


OPERATIONS: dict[str, Callable[[World], object]] = {
    "create": lambda w: w.file(b"new"),
    "mkdir": lambda w: w.folder(b"new"),
    "symlink": lambda w: w.ns.symlink(ROOT_INODE, b"new", b"t", 0, 0),
    "link": lambda w: w.ns.link(ino(w, b"small"), ROOT_INODE, b"new"),
    "unlink": lambda w: w.ns.unlink(ROOT_INODE, b"large"),
    "rmdir": lambda w: w.ns.rmdir(ROOT_INODE, b"empty"),
    "rename": lambda w: w.ns.rename(ROOT_INODE, b"folder", ROOT_INODE, b"empty"),
    "replace": lambda w: w.ns.rename(ROOT_INODE, b"small", ROOT_INODE, b"victim"),
    "exchange": lambda w: w.ns.rename(
        ROOT_INODE, b"small", ino(w, b"folder"), b"inside", RENAME_EXCHANGE
    ),
    "write": lambda w: w.ns.write(ino(w, b"large"), 10, b"patch" * 20_000),
    "write small": lambda w: w.ns.write(ino(w, b"small"), 10, b"patch"),
    "grow": lambda w: w.ns.write(ino(w, b"small"), 10, b"patch" * 20_000),
    "cut": lambda w: w.ns.set_attributes(ino(w, b"large"), size=2 * BLOCK_BYTES + 10),
    "empty": lambda w: w.ns.set_attributes(ino(w, b"large"), size=0),
    "chmod": lambda w: w.ns.set_attributes(ino(w, b"large"), mode=0o600),
    "punch": lambda w: w.ns.punch_hole(ino(w, b"large"), 10, 3 * BLOCK_BYTES),
    "xattr": lambda w: w.ns.set_xattr(ino(w, b"folder"), b"user.b", b"2"),
    "remove xattr": lambda w: w.ns.remove_xattr(ino(w, b"folder"), b"user.a"),
    "stage": stage,
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_failure_at_any_statement_changes_nothing(name: str) -> None:
    operation = OPERATIONS[name]
    statements = 0
    while True:
        world = prepare()
        before = picture(world)
        world.reopen()
        world.store.fail_execute_at = statements
        try:
            operation(world)
        except StripeLostError:
            world.store.fail_execute_at = -1
        else:
            break
        if name != "punch":  # may have zeroed a part, which a second try then does again
            assert picture(world) == before, statements
        world.check()
        operation(world)
        world.store.fail_execute_at = -1
        world.check()
        world.ns.close()
        statements += 1
    assert statements > 0
    world.store.fail_execute_at = -1
    world.ns.close()


def test_a_cut_that_fails_on_the_way_leaves_a_shorter_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A huge file is cut in steps from its end; nothing before the end may ever read as zeros."""
    monkeypatch.setattr(extents, "DROP_LEAVES", 1)
    sizes, statements = set(), 0
    while True:
        world = World()
        inode = world.file(b"f")
        for leaf in range(4):
            world.ns.write(inode.ino, (leaf * 256 + 3) * BLOCK_BYTES, b"x" * BLOCK_BYTES)
        world.reopen()
        inode = world.ns.inode(inode.ino)
        world.store.fail_execute_at = statements
        try:
            world.ns.set_attributes(inode.ino, size=5)
        except StripeLostError:
            world.store.fail_execute_at = -1
        else:
            break
        sizes.add(inode.size)
        for leaf in range(4):
            offset = (leaf * 256 + 3) * BLOCK_BYTES
            expected = b"x" * max(0, min(BLOCK_BYTES, inode.size - offset))
            assert bytes(world.ns.read(inode.ino, offset, BLOCK_BYTES)) == expected
        world.check()
        statements += 1
    assert len(sizes) >= 4
    assert inode.size == 5
    world.store.fail_execute_at = -1
    world.check()


def test_a_flush_that_fails_anywhere_is_done_again() -> None:
    statements = 0
    while True:
        world = prepare()
        for operation in ("create", "replace", "write", "xattr", "rmdir"):
            OPERATIONS[operation](world)
        world.ns.write(ino(world, b"victim"), 30, b"text" * 10_000)
        world.ns.symlink(ROOT_INODE, b"link", b"target", 0, 0)
        world.ns.remember(ino(world, b"folder"))
        staged = world.ns.create_orphan(0o600, 0, 0)
        world.ns.write(staged.ino, 0, b"s" * 100_000)
        before = picture(world)
        world.store.fail_execute_at = statements
        try:
            world.flush()
        except StripeLostError:
            pass
        else:
            break
        world.store.fail_execute_at = -1
        assert picture(world) == before
        world.check()
        world.ns.sync()
        assert picture(world) == before
        statements += 1
    assert statements > 5
    world.store.fail_execute_at = -1
    world.check()


def test_pointers_in_two_leaves_change_together() -> None:
    """Of a run that lies in both, none is replaced when the second leaf cannot be written."""
    world = World()
    number = world.file(b"f").ino
    for round_number in range(2):
        world.ns.write(number, 250 * BLOCK_BYTES, os.urandom(12 * BLOCK_BYTES))
        if not round_number:
            world.ns.sync()
    before = picture(world)
    for statement in range(12):
        world.store.fail_execute_at = statement
        try:
            world.flush()
        except StripeLostError:
            world.store.fail_execute_at = -1
            world.check_pointers()
            assert picture(world) == before
        else:
            break
        finally:
            world.store.fail_execute_at = -1
    assert statement > 2
    world.check()
    assert picture(world) == before
