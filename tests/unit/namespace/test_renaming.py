"""Rename in every case that POSIX and Linux tell apart."""

from __future__ import annotations

import pytest

from engine.constants import ROOT_INODE
from engine.errors import (
    EntryExistsError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    NoEntryError,
    NotADirectoryInVaultError,
    NotEmptyError,
    StaleInodeError,
)
from engine.namespace import RENAME_EXCHANGE, RENAME_NOREPLACE
from tests.support.worlds import World


def age(world: World, *inodes: int) -> None:
    for ino in inodes:
        world.ns.set_attributes(ino, atime_ns=1, mtime_ns=1, ctime_ns=1)


def test_within_a_directory(world: World) -> None:
    inode = world.file(b"a", b"text")
    age(world, inode.ino, ROOT_INODE)
    world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b")
    root = world.ns.inode(ROOT_INODE)
    assert world.names() == [b"b"]
    assert (inode.nlink, inode.mtime_ns, root.atime_ns) == (1, 1, 1)
    assert inode.ctime_ns == root.mtime_ns == root.ctime_ns > 1
    assert world.content(world.reopen().lookup(ROOT_INODE, b"b").ino) == b"text"


def test_a_directory_into_another(world: World) -> None:
    one, two = world.folder(b"one"), world.folder(b"two")
    moved = world.folder(b"d", one.ino)
    world.file(b"f", b"x", moved.ino)
    age(world, one.ino, two.ino, moved.ino)
    world.ns.rename(one.ino, b"d", two.ino, b"e")
    assert (one.nlink, two.nlink, moved.nlink) == (2, 3, 3 - 1)
    assert one.mtime_ns == two.mtime_ns == moved.ctime_ns > 1
    assert moved.mtime_ns == 1
    world.reopen()
    assert world.ns.lookup(moved.ino, b"..").ino == two.ino
    assert world.ns.resolve(b"/two/e/f").size == 1


def test_over_a_file(world: World) -> None:
    folder = world.folder(b"d")
    world.file(b"a", b"new")
    old = world.file(b"b", b"old", folder.ino)
    world.ns.rename(ROOT_INODE, b"a", folder.ino, b"b")
    with pytest.raises(StaleInodeError):
        world.ns.inode(old.ino)
    assert world.names() == [b"d"]
    assert world.content(world.ns.resolve(b"d/b").ino) == b"new"


def test_over_one_of_two_links(world: World) -> None:
    inode = world.file(b"a")
    other = world.file(b"x")
    world.ns.link(other.ino, ROOT_INODE, b"y")
    age(world, other.ino)
    world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"x")
    assert other.nlink == 1
    assert other.ctime_ns > 1
    assert world.ns.lookup(ROOT_INODE, b"x").ino == inode.ino
    assert world.ns.lookup(ROOT_INODE, b"y").ino == other.ino


def test_two_names_of_one_file_both_stay(world: World) -> None:
    inode = world.file(b"a")
    world.ns.link(inode.ino, ROOT_INODE, b"b")
    age(world, inode.ino, ROOT_INODE)
    for flags in (0, RENAME_EXCHANGE):
        world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b", flags)
    world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"a")
    assert world.names() == [b"a", b"b"]
    assert (inode.nlink, inode.ctime_ns) == (2, 1)
    assert world.ns.inode(ROOT_INODE).mtime_ns == 1
    with pytest.raises(EntryExistsError):
        world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b", RENAME_NOREPLACE)


def test_over_an_empty_directory_only(world: World) -> None:
    one = world.folder(b"one")
    two = world.folder(b"two")
    full = world.folder(b"full")
    world.file(b"f", parent=full.ino)
    world.file(b"g", parent=one.ino)
    with pytest.raises(NotEmptyError):
        world.ns.rename(ROOT_INODE, b"one", ROOT_INODE, b"full")
    world.ns.rename(ROOT_INODE, b"one", ROOT_INODE, b"two")
    assert world.names() == [b"full", b"two"]
    assert world.ns.inode(ROOT_INODE).nlink == 4
    assert world.ns.lookup(ROOT_INODE, b"two").ino == one.ino
    with pytest.raises(StaleInodeError):
        world.ns.inode(two.ino)


def test_kinds_do_not_replace_each_other(world: World) -> None:
    folder = world.folder(b"d")
    world.file(b"f")
    with pytest.raises(IsADirectoryInVaultError):
        world.ns.rename(ROOT_INODE, b"f", ROOT_INODE, b"d")
    with pytest.raises(NotADirectoryInVaultError):
        world.ns.rename(ROOT_INODE, b"d", ROOT_INODE, b"f")
    assert world.names() == [b"d", b"f"]
    assert folder.nlink == 2


def test_what_is_replaced_lives_while_it_is_open(world: World) -> None:
    old = world.file(b"b", b"old")
    world.file(b"a", b"new")
    world.ns.open(old.ino)
    world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b")
    assert old.nlink == 0
    assert world.content(old.ino) == b"old"
    world.ns.release(old.ino)
    with pytest.raises(StaleInodeError):
        world.ns.inode(old.ino)


def test_never_into_itself(world: World) -> None:
    one = world.folder(b"one")
    two = world.folder(b"two", one.ino)
    three = world.folder(b"three", two.ino)
    for into in (one, two, three):
        for flags in (0, RENAME_NOREPLACE):
            with pytest.raises(InvalidOperationError):
                world.ns.rename(ROOT_INODE, b"one", into.ino, b"x", flags)
    with pytest.raises(InvalidOperationError):
        world.ns.rename(ROOT_INODE, b"one", two.ino, b"three", RENAME_EXCHANGE)
    with pytest.raises(InvalidOperationError):
        world.ns.rename(two.ino, b"three", ROOT_INODE, b"one", RENAME_EXCHANGE)
    with pytest.raises(NotEmptyError):
        world.ns.rename(two.ino, b"three", ROOT_INODE, b"one")
    assert world.ns.paths_of(three.ino) == [b"/one/two/three"]


def test_noreplace(world: World) -> None:
    world.file(b"a")
    other = world.file(b"b")
    with pytest.raises(EntryExistsError):
        world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b", RENAME_NOREPLACE)
    assert world.ns.lookup(ROOT_INODE, b"b").ino == other.ino
    world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"c", RENAME_NOREPLACE)
    assert world.names() == [b"b", b"c"]


def test_exchange_of_files(world: World) -> None:
    folder = world.folder(b"d")
    one = world.file(b"a", b"1")
    two = world.file(b"b", b"2", folder.ino)
    age(world, one.ino, two.ino, folder.ino)
    world.ns.rename(ROOT_INODE, b"a", folder.ino, b"b", RENAME_EXCHANGE)
    assert world.ns.lookup(ROOT_INODE, b"a").ino == two.ino
    assert world.ns.lookup(folder.ino, b"b").ino == one.ino
    assert one.ctime_ns == two.ctime_ns == folder.mtime_ns > 1
    assert (one.nlink, two.nlink) == (1, 1)


def test_exchange_of_a_directory_and_a_file(world: World) -> None:
    left, right = world.folder(b"left"), world.folder(b"right")
    folder = world.folder(b"x", left.ino)
    inside = world.file(b"inside", parent=folder.ino)
    inode = world.file(b"y", parent=right.ino)
    world.ns.rename(left.ino, b"x", right.ino, b"y", RENAME_EXCHANGE)
    assert (left.nlink, right.nlink, folder.nlink) == (2, 3, 2)
    assert world.ns.lookup(folder.ino, b"..").ino == right.ino
    assert world.ns.paths_of(inside.ino) == [b"/right/y/inside"]
    assert world.ns.paths_of(inode.ino) == [b"/left/x"]
    assert [entry.kind for entry in world.ns.entries(left.ino)] == [8]


def test_exchange_of_directories_in_different_places(world: World) -> None:
    left, right = world.folder(b"left"), world.folder(b"right")
    one, two = world.folder(b"x", left.ino), world.folder(b"y", right.ino)
    world.folder(b"below", one.ino)
    world.ns.rename(left.ino, b"x", right.ino, b"y", RENAME_EXCHANGE)
    assert (left.nlink, right.nlink) == (3, 3)
    assert world.ns.lookup(one.ino, b"..").ino == right.ino
    assert world.ns.lookup(two.ino, b"..").ino == left.ino


def test_exchange_needs_both(world: World) -> None:
    world.file(b"a")
    with pytest.raises(NoEntryError):
        world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b", RENAME_EXCHANGE)
    with pytest.raises(NoEntryError):
        world.ns.rename(ROOT_INODE, b"b", ROOT_INODE, b"a", RENAME_EXCHANGE)


def test_flags_that_contradict_or_are_unknown(world: World) -> None:
    world.file(b"a")
    for flags in (RENAME_NOREPLACE | RENAME_EXCHANGE, 4, 8):
        with pytest.raises(InvalidOperationError):
            world.ns.rename(ROOT_INODE, b"a", ROOT_INODE, b"b", flags)
    with pytest.raises(NoEntryError):
        world.ns.rename(ROOT_INODE, b"none", ROOT_INODE, b"b")
    assert world.names() == [b"a"]
