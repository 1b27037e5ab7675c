"""Files without a name: alive while used, gone afterwards, cleaned up after a crash."""

from __future__ import annotations

import os

import pytest

from engine.constants import BLOCK_BYTES, ROOT_INODE
from engine.errors import (
    EntryExistsError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    StaleInodeError,
)
from engine.namespace import inodes, reclaim
from engine.namespace.extents import DROP_LEAVES
from tests.support.worlds import World


def orphans(world: World) -> list[int]:
    return [ino for (ino,) in world.store.execute("select ino from orphan").fetchall()]


@pytest.mark.parametrize("size", [100, 3 * BLOCK_BYTES])
def test_an_open_file_outlives_its_name(world: World, size: int) -> None:
    content = os.urandom(size)
    inode = world.file(b"f", content)
    world.ns.open(inode.ino)
    world.ns.open(inode.ino)
    world.ns.unlink(ROOT_INODE, b"f")
    world.ns.sync()
    assert inode.nlink == 0
    assert orphans(world) == [inode.ino]
    world.ns.release(inode.ino)
    world.ns.write(inode.ino, size, b"more")
    assert world.content(inode.ino) == content + b"more"
    world.ns.release(inode.ino)
    with pytest.raises(StaleInodeError):
        world.ns.inode(inode.ino)
    world.flush()
    assert orphans(world) == []
    assert world.ns.inode_count == 1


def test_what_the_kernel_remembers_outlives_its_name(world: World) -> None:
    inode = world.file(b"f", b"text")
    for _ in range(3):
        world.ns.remember(inode.ino)
    world.ns.unlink(ROOT_INODE, b"f")
    world.ns.forget(inode.ino, 2)
    assert world.content(inode.ino) == b"text"
    world.ns.open(inode.ino)
    world.ns.forget(inode.ino)
    assert world.content(inode.ino) == b"text"
    world.ns.release(inode.ino)
    with pytest.raises(StaleInodeError):
        world.ns.inode(inode.ino)


def test_forgetting_a_named_file_changes_nothing(world: World) -> None:
    inode = world.file(b"f", b"text")
    world.ns.remember(inode.ino)
    world.ns.forget(inode.ino, 5)
    world.ns.forget(inode.ino)
    assert world.content(inode.ino) == b"text"
    with pytest.raises(InvalidOperationError):
        world.ns.release(inode.ino)


def test_a_file_that_never_reached_a_commit_leaves_no_trace(memory: World) -> None:
    inode = memory.file(b"f", os.urandom(5 * BLOCK_BYTES))
    assert memory.promised() == 5
    memory.ns.unlink(ROOT_INODE, b"f")
    assert memory.promised() == 0
    memory.ns.sync()
    assert memory.store.puts == []
    with pytest.raises(StaleInodeError):
        memory.ns.inode(inode.ino)


def test_a_crash_ends_what_had_no_name(world: World) -> None:
    inode = world.file(b"f", os.urandom(3 * BLOCK_BYTES))
    folder = world.folder(b"d")
    world.ns.set_xattr(inode.ino, b"user.a", b"1")
    world.ns.remember(inode.ino)
    world.ns.remember(folder.ino)
    staged = world.ns.create_orphan(0o600, 0, 0)
    world.ns.write(staged.ino, 0, os.urandom(100_000))
    world.ns.unlink(ROOT_INODE, b"f")
    world.ns.rmdir(ROOT_INODE, b"d")
    world.ns.sync()
    assert sorted(orphans(world)) == [inode.ino, folder.ino, staged.ino]
    world.crash()
    for ino in (inode.ino, folder.ino, staged.ino):
        with pytest.raises(StaleInodeError):
            world.ns.inode(ino)
    assert world.ns.inode_count == 1
    world.check()
    assert orphans(world) == []


def test_closing_ends_what_is_still_open(world: World) -> None:
    inode = world.file(b"f", os.urandom(3 * BLOCK_BYTES))
    world.ns.open(inode.ino)
    world.ns.unlink(ROOT_INODE, b"f")
    world.reopen()
    assert world.ns.inode_count == 1
    assert orphans(world) == []


def test_a_huge_file_dies_in_steps(memory: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reclaim, "STEPS_PER_COMMIT", 2)
    inode = memory.file(b"f")
    leaves = DROP_LEAVES * 9
    for leaf in range(leaves):
        memory.ns.write(inode.ino, leaf * 256 * BLOCK_BYTES, b"x")
    memory.ns.sync()
    assert len(memory.store.blocks) == leaves
    memory.ns.unlink(ROOT_INODE, b"f")
    memory.ns.sync()
    left = len(memory.store.blocks)
    assert 0 < left < leaves
    assert orphans(memory) == [inode.ino]
    memory.crash()
    assert memory.ns.inode_count == 1
    memory.ns.sync()
    assert 0 < len(memory.store.blocks) < left
    memory.reopen()
    assert memory.store.blocks == {}
    assert orphans(memory) == []


def test_orphans_are_adopted(world: World) -> None:
    folder = world.folder(b"d")
    staged = world.ns.create_orphan(0o640, 3, 4)
    world.ns.write(staged.ino, 0, b"text" * 10_000)
    assert world.names() == [b"d"]
    assert staged.nlink == 0
    world.ns.adopt(staged.ino, folder.ino, b"f")
    assert (staged.nlink, staged.uid, staged.gid, staged.mode & 0o7777) == (1, 3, 4, 0o640)
    assert folder.mtime_ns == staged.ctime_ns
    world.ns.release(staged.ino)
    assert world.ns.paths_of(staged.ino) == [b"/d/f"]
    world.reopen()
    assert world.content(staged.ino) == b"text" * 10_000


def test_adopting_over_a_name(world: World) -> None:
    old = world.file(b"f", b"old")
    staged = world.ns.create_orphan(0o600, 0, 0)
    world.ns.write(staged.ino, 0, b"new")
    with pytest.raises(EntryExistsError):
        world.ns.adopt(staged.ino, ROOT_INODE, b"f")
    assert world.content(world.ns.lookup(ROOT_INODE, b"f").ino) == b"old"
    world.ns.open(old.ino)
    world.ns.adopt(staged.ino, ROOT_INODE, b"f", replace=True)
    assert world.ns.lookup(ROOT_INODE, b"f").ino == staged.ino
    assert old.nlink == 0
    assert world.content(old.ino) == b"old"
    world.ns.release(old.ino)
    world.ns.release(staged.ino)
    assert world.content(staged.ino) == b"new"
    with pytest.raises(InvalidOperationError):
        world.ns.adopt(staged.ino, ROOT_INODE, b"g")


def test_adopting_never_replaces_a_directory(world: World) -> None:
    world.folder(b"d")
    staged = world.ns.create_orphan(0o600, 0, 0)
    with pytest.raises(IsADirectoryInVaultError):
        world.ns.adopt(staged.ino, ROOT_INODE, b"d", replace=True)
    world.ns.release(staged.ino)
    with pytest.raises(StaleInodeError):
        world.ns.inode(staged.ino)


def test_a_changed_inode_is_never_read_back_from_its_old_row(
    memory: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inodes, "IDLE_INODES", 2)
    numbers = [memory.file(b"%d" % i).ino for i in range(10)]
    memory.ns.sync()
    for ino in numbers:
        memory.ns.open(ino)
        memory.ns.set_attributes(ino, mode=0o600)
        memory.ns.release(ino)
    assert {memory.ns.inode(ino).mode & 0o777 for ino in numbers} == {0o600}


def test_memory_holds_few_inodes_and_never_an_old_state(
    memory: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inodes, "IDLE_INODES", 10)
    monkeypatch.setattr(inodes, "DIRTY_INODES", 20)
    numbers = [memory.file(b"%d" % i, b"%d" % i).ino for i in range(100)]
    pinned = memory.ns.open(numbers[50])
    memory.ns.sync()
    assert len(memory.ns._inodes._live) <= 12
    for turn in range(3):
        for position, ino in enumerate(numbers):
            inode = memory.ns.set_attributes(ino, mtime_ns=turn)
            assert inode.size == len(b"%d" % position)
            memory.ns.write(ino, 0, b"%d" % position)
        memory.ns.sync()
    assert memory.ns.inode(numbers[50]) is pinned
    memory.ns.release(pinned.ino)
    assert len(memory.ns._inodes._live) <= 12
    assert [memory.content(ino) for ino in numbers] == [b"%d" % i for i in range(100)]
