"""Staged transactions: all at once and durable, or not at all."""

from __future__ import annotations

import os
import threading
import time

import pytest

from engine.constants import BLOCK_BYTES, COMMIT_TEXT_BYTES, INLINE_BYTES, ROOT_INODE
from engine.errors import (
    EntryExistsError,
    NoEntryError,
    StaleInodeError,
    TransactionStateError,
    TransactionTimeoutError,
)
from engine.transactions.manager import TransactionState
from tests.support.worlds import World


def snapshot(world: World) -> tuple[object, ...]:
    """Everything that can be seen of the tree, and what the index holds."""
    seen: list[object] = []

    def walk(ino: int) -> None:
        for name, inode in world.ns.entries_with_inodes(ino):
            seen.append((name, inode.row(), world.ns.list_xattrs(inode.ino)))
            if inode.is_directory:
                walk(inode.ino)
            elif inode.is_regular:
                seen.append(world.content(inode.ino))

    walk(ROOT_INODE)
    return (world.ns.inode(ROOT_INODE).row(), seen, world.ns.inode_count)


def test_a_tree_appears_at_once_and_for_good(world: World) -> None:
    content = os.urandom(3 * BLOCK_BYTES)
    old = world.file(b"old", b"x")
    with world.ns.begin() as transaction:
        folder = transaction.mkdir(ROOT_INODE, b"d", 0o750, 1, 2)
        below = transaction.mkdir(folder, b"e", 0o700, 1, 2)
        inode = transaction.create(below, b"f", 0o640, 1, 2)
        transaction.write(inode, 0, content)
        transaction.symlink(below, b"l", b"f", 1, 2)
        transaction.link(inode, folder, b"g")
        transaction.set_attributes(inode, mtime_ns=5)
        transaction.set_xattr(folder, b"user.a", b"1")
        transaction.rename(ROOT_INODE, b"old", below, b"moved")
        assert world.names() == [b"old"]
    assert transaction.state is TransactionState.COMMITTED
    world.crash()
    assert world.names() == [b"d"]
    found = world.ns.resolve(b"d/e/f")
    assert (found.nlink, found.mtime_ns, found.ino) == (2, 5, inode.ino)
    assert world.content(found.ino) == content
    assert world.ns.readlink(world.ns.resolve(b"d/e/l").ino) == b"f"
    assert world.ns.resolve(b"d/e/moved").ino == old.ino
    assert world.ns.get_xattr(folder.ino, b"user.a") == b"1"
    assert world.ns.inode(folder.ino).nlink == 3


@pytest.mark.parametrize("steps", range(9))
def test_the_first_impossible_change_undoes_all(world: World, steps: int) -> None:
    folder = world.folder(b"d")
    world.file(b"a", b"content of a", folder.ino)
    world.file(b"b", b"b" * 50_000)
    world.folder(b"empty", folder.ino)
    world.ns.set_xattr(folder.ino, b"user.a", b"1")
    world.ns.sync()
    before = snapshot(world)
    transaction = world.ns.begin()
    inode = transaction.create(ROOT_INODE, b"new", 0o644, 0, 0)
    transaction.write(inode, 0, b"n" * 100_000)
    changes = [
        lambda: transaction.unlink(folder.ino, b"a"),
        lambda: transaction.rmdir(folder.ino, b"empty"),
        lambda: transaction.mkdir(folder.ino, b"made", 0o700, 0, 0),
        lambda: transaction.rename(ROOT_INODE, b"b", folder.ino, b"c"),
        lambda: transaction.rename(ROOT_INODE, b"new", folder.ino, b"c"),
        lambda: transaction.set_attributes(folder.ino, mode=0o500),
        lambda: transaction.set_xattr(folder.ino, b"user.b", b"2"),
        lambda: transaction.symlink(folder.ino, b"l", b"x", 0, 0),
    ]
    for change in changes[:steps]:
        change()
    transaction.unlink(ROOT_INODE, b"none")
    with pytest.raises(NoEntryError):
        transaction.commit()
    assert transaction.state is TransactionState.ROLLED_BACK
    assert snapshot(world) == before
    with pytest.raises(StaleInodeError):
        world.ns.inode(inode.ino)
    world.check()
    world.crash()
    assert snapshot(world) == before


def test_the_store_is_asked_before_the_first_change_only() -> None:
    """Asking may write a root, and so commit: never in the middle of a group."""
    world = World()
    world.file(b"a")
    admit, asked = world.store.admit, []

    def recording(deletes: bool = False) -> None:
        asked.append(world.names())
        admit(deletes)

    transaction = world.ns.begin()
    transaction.mkdir(ROOT_INODE, b"d", 0o755, 0, 0)
    transaction.rename(ROOT_INODE, b"a", ROOT_INODE, b"b")
    transaction.unlink(ROOT_INODE, b"b")
    world.store.admit = recording
    transaction.commit()
    assert asked == [[b"a"]]
    world.check()


def test_rolling_back_by_hand_and_by_exception(world: World) -> None:
    before = snapshot(world)
    transaction = world.ns.begin()
    transaction.write(transaction.create(ROOT_INODE, b"f", 0o644, 0, 0), 0, b"x" * 100_000)
    transaction.rollback()
    transaction.rollback()
    with pytest.raises(ZeroDivisionError), world.ns.begin() as other:
        other.mkdir(ROOT_INODE, b"d", 0o755, 0, 0)
        other.create(ROOT_INODE, b"f", 0o644, 0, 0)
        raise ZeroDivisionError
    for ended in (transaction, other):
        assert ended.state is TransactionState.ROLLED_BACK
        with pytest.raises(TransactionStateError):
            ended.commit()
        with pytest.raises(TransactionStateError):
            ended.mkdir(ROOT_INODE, b"d", 0o755, 0, 0)
        with pytest.raises(TransactionStateError):
            ended.create(ROOT_INODE, b"f", 0o644, 0, 0)
    assert snapshot(world) == before
    world.check()


def test_a_time_out_rolls_back(world: World) -> None:
    before = snapshot(world)
    transaction = world.ns.begin(timeout_s=0.05)
    transaction.write(transaction.create(ROOT_INODE, b"f", 0o644, 0, 0), 0, b"x" * 100_000)
    until = time.monotonic() + 20
    while transaction.state is not TransactionState.TIMED_OUT and time.monotonic() < until:
        time.sleep(0.01)
    with pytest.raises(TransactionTimeoutError):
        transaction.commit()
    assert snapshot(world) == before
    world.check()


def test_many_are_open_at_once(world: World) -> None:
    open_ones = [world.ns.begin(60) for _ in range(20)]
    for number, transaction in enumerate(open_ones):
        inode = transaction.create(ROOT_INODE, b"f%d" % (number % 10), 0o644, 0, 0)
        transaction.write(inode, 0, b"%d" % number)
    won = []

    def commit(number: int) -> None:
        try:
            open_ones[number].commit()
            won.append(number)
        except EntryExistsError:
            pass

    threads = [threading.Thread(target=commit, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 10
    assert {number % 10 for number in won} == set(range(10))
    for number in won:
        assert world.content(world.ns.resolve(b"f%d" % (number % 10)).ino) == b"%d" % number


def test_replacing(world: World) -> None:
    world.file(b"f", b"old")
    with world.ns.begin() as transaction:
        inode = transaction.create(ROOT_INODE, b"f", 0o644, 0, 0, replace=True)
        transaction.write(inode, 0, b"new")
    assert world.content(world.ns.resolve(b"f").ino) == b"new"
    assert world.ns.inode_count == 2


def test_closing_rolls_back_what_is_open(world: World) -> None:
    transaction = world.ns.begin(timeout_s=60)
    transaction.write(transaction.create(ROOT_INODE, b"f", 0o644, 0, 0), 0, b"x" * 100_000)
    world.reopen()
    assert transaction.state is TransactionState.ROLLED_BACK
    assert world.names() == []
    assert not [each for each in threading.enumerate() if each.name == "sigmavault-transactions"]


def test_much_small_text_brings_a_commit_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for each COMMIT_TEXT_BYTES: what waits for a commit takes memory."""
    count = COMMIT_TEXT_BYTES // INLINE_BYTES
    calls: list[bool] = []
    monkeypatch.setattr(world.store, "commit_soon", lambda: calls.append(True))
    seen = []
    for turn in range(2):
        for number in range(count + 1):
            if number in (count // 2, count):
                seen.append(len(calls))
            world.file(b"%d-%d" % (turn, number), b"x" * INLINE_BYTES)
        seen.append(len(calls))
        world.ns.sync()
    assert seen == [0, 0, 1, 1, 1, 2]
