"""Names: given, looked up, listed, taken away, and what that does to counts and times."""

from __future__ import annotations

import os
import stat
import threading

import pytest

from engine.constants import MAX_LINKS, ROOT_INODE
from engine.errors import (
    EntryExistsError,
    InvalidNameError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    NameTooLongError,
    NoEntryError,
    NotADirectoryInVaultError,
    NotEmptyError,
    NotPermittedError,
    ReadOnlyVaultError,
    StaleInodeError,
    TooManyLinksError,
)
from engine.namespace import Inode
from tests.support.worlds import World

KINDS = [stat.S_IFREG, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK]


def times(inode: Inode) -> tuple[int, int, int]:
    return inode.atime_ns, inode.mtime_ns, inode.ctime_ns


def age(world: World, *inodes: int) -> None:
    """Set all times to 1, so that whatever becomes now is seen."""
    for ino in inodes:
        world.ns.set_attributes(ino, atime_ns=1, mtime_ns=1, ctime_ns=1)


def test_the_root_is_a_directory_of_its_own(world: World) -> None:
    root = world.ns.inode(ROOT_INODE)
    assert stat.S_ISDIR(root.mode)
    assert root.nlink == 2
    assert world.ns.lookup(ROOT_INODE, b"..").ino == ROOT_INODE
    assert world.ns.lookup(ROOT_INODE, b".").ino == ROOT_INODE


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_created_and_kept(world: World, kind: int) -> None:
    made = world.ns.create(ROOT_INODE, b"x", kind | 0o2640, 5, 6, 0x0801)
    ino = made.ino
    found = world.reopen().lookup(ROOT_INODE, b"x")
    assert (found.ino, found.mode, found.uid, found.gid) == (ino, kind | 0o2640, 5, 6)
    assert (found.nlink, found.size, found.blocks) == (1, 0, 0)
    assert found.rdev == (0x0801 if kind in (stat.S_IFCHR, stat.S_IFBLK) else 0)
    assert found.atime_ns == found.mtime_ns == found.ctime_ns == found.btime_ns > 10**18
    assert world.ns.entries(ROOT_INODE)[0].kind == kind >> 12


@pytest.mark.parametrize("mode", [stat.S_IFDIR | 0o755, stat.S_IFLNK | 0o777, 0o30000])
def test_other_kinds_are_refused(world: World, mode: int) -> None:
    with pytest.raises(InvalidOperationError):
        world.ns.create(ROOT_INODE, b"x", mode, 0, 0)


def test_a_creation_changes_its_directory(world: World) -> None:
    folder = world.folder(b"d")
    age(world, folder.ino)
    made = world.file(b"f", parent=folder.ino)
    assert times(folder) == (1, made.ctime_ns, made.ctime_ns)
    assert folder.nlink == 2
    below = world.folder(b"e", folder.ino)
    assert folder.nlink == 3
    assert below.nlink == 2


def test_a_taken_name_is_refused_and_nothing_changes(world: World) -> None:
    folder = world.folder(b"d")
    world.file(b"f", parent=folder.ino)
    age(world, folder.ino)
    before = world.ns.inode_count
    with pytest.raises(EntryExistsError):
        world.file(b"f", parent=folder.ino)
    with pytest.raises(EntryExistsError):
        world.folder(b"f", folder.ino)
    with pytest.raises(EntryExistsError):
        world.ns.symlink(folder.ino, b"f", b"t", 0, 0)
    assert times(folder) == (1, 1, 1)
    assert folder.nlink == 2
    assert world.ns.inode_count == before


@pytest.mark.parametrize("name", [b"", b".", b"..", b"a/b", b"/", b"a\0"])
def test_impossible_names_are_refused(world: World, name: bytes) -> None:
    other = world.file(b"other")
    with pytest.raises(InvalidNameError):
        world.file(name)
    with pytest.raises(InvalidNameError):
        world.folder(name)
    with pytest.raises(InvalidNameError):
        world.ns.link(other.ino, ROOT_INODE, name)
    with pytest.raises(InvalidNameError):
        world.ns.symlink(ROOT_INODE, name, b"t", 0, 0)
    with pytest.raises(InvalidNameError):
        world.ns.unlink(ROOT_INODE, name)
    with pytest.raises(InvalidNameError):
        world.ns.rename(ROOT_INODE, b"other", ROOT_INODE, name)
    assert world.names() == [b"other"]


def test_names_of_any_bytes_up_to_the_bound(world: World) -> None:
    odd = [bytes([value]) for value in range(1, 256) if value not in b"/."]
    odd += [b"\xff" * 255, b"...", "é".encode() * 127, b"a\n\xc3\x28"]
    for name in odd:
        world.file(name)
    world.reopen()
    assert world.names() == sorted(odd)
    with pytest.raises(NameTooLongError):
        world.file(b"n" * 256)
    with pytest.raises(NameTooLongError):
        world.ns.lookup(ROOT_INODE, b"n" * 256)


def test_looking_up_what_is_not_there(world: World) -> None:
    inode = world.file(b"f")
    with pytest.raises(NoEntryError):
        world.ns.lookup(ROOT_INODE, b"g")
    with pytest.raises(NotADirectoryInVaultError):
        world.ns.lookup(inode.ino, b"g")
    with pytest.raises(StaleInodeError):
        world.ns.inode(12345)
    with pytest.raises(NotADirectoryInVaultError):
        world.file(b"g", parent=inode.ino)
    with pytest.raises(NotADirectoryInVaultError):
        world.ns.entries(inode.ino)


def test_dot_dot_leads_up(world: World) -> None:
    one = world.folder(b"one")
    two = world.folder(b"two", one.ino)
    assert world.reopen().lookup(two.ino, b"..").ino == one.ino
    assert world.ns.lookup(two.ino, b".").ino == two.ino


def test_a_set_group_id_directory_hands_its_group_on(world: World) -> None:
    folder = world.ns.mkdir(ROOT_INODE, b"d", 0o2770, 1, 77)
    inside = world.ns.mkdir(folder.ino, b"e", 0o700, 2, 2)
    assert (inside.uid, inside.gid, inside.mode) == (2, 77, stat.S_IFDIR | 0o2700)
    made = world.file(b"f", parent=inside.ino)
    assert (made.gid, made.mode & 0o7777) == (77, 0o644)
    assert world.ns.symlink(inside.ino, b"l", b"t", 3, 3).gid == 77
    orphan = world.ns.create_orphan(0o600, 3, 3)
    assert world.ns.adopt(orphan.ino, inside.ino, b"o").gid == 77
    world.ns.release(orphan.ino)


def test_entries_come_by_name_and_in_pieces(world: World) -> None:
    names = sorted(os.urandom(8).hex().encode() for _ in range(50))
    for name in reversed(names):
        world.file(name)
    assert world.names() == names
    listed: list[bytes] = []
    while piece := world.ns.entries(ROOT_INODE, listed[-1] if listed else None, 7):
        assert len(piece) <= 7
        listed += [entry.name for entry in piece]
    assert listed == names


def test_entries_with_inodes_see_what_is_not_written_yet(world: World) -> None:
    old = world.file(b"old", b"12345").ino
    world.ns.sync()
    world.reopen()
    new = world.file(b"new", b"123").ino
    pairs = {name: (inode.ino, inode.size) for name, inode in world.ns.entries_with_inodes(1)}
    assert pairs == {b"old": (old, 5), b"new": (new, 3)}
    assert world.ns.entries_with_inodes(1, after=b"new", limit=1)[0][0] == b"old"
    chosen = world.ns.entries_with_inodes(1, [b"old", b"none", b"new"])
    assert [name for name, _ in chosen] == [b"old", b"new"]
    world.ns.write(old, 0, b"1234567")
    assert world.ns.entries_with_inodes(1, [b"old"])[0][1].size == 7


def test_symlinks(world: World) -> None:
    target = b"../\xff" * 1000
    link = world.ns.symlink(ROOT_INODE, b"l", target, 4, 5)
    assert (link.mode, link.size, link.nlink) == (stat.S_IFLNK | 0o777, len(target), 1)
    assert world.reopen().readlink(link.ino) == target
    for bad, error in ((b"", NoEntryError), (b"x" * 4096, NameTooLongError)):
        with pytest.raises(error):
            world.ns.symlink(ROOT_INODE, b"m", bad, 0, 0)
    with pytest.raises(InvalidOperationError):
        world.ns.readlink(ROOT_INODE)
    world.ns.unlink(ROOT_INODE, b"l")
    world.ns.sync()
    with pytest.raises(StaleInodeError):
        world.ns.readlink(link.ino)


def test_hard_links_are_one_file(world: World) -> None:
    folder = world.folder(b"d")
    inode = world.file(b"a", b"text")
    age(world, inode.ino, folder.ino)
    world.ns.link(inode.ino, folder.ino, b"b")
    assert inode.nlink == 2
    assert inode.ctime_ns > 1
    assert inode.mtime_ns == 1
    assert folder.mtime_ns == folder.ctime_ns == inode.ctime_ns
    world.ns.write(inode.ino, 4, b"more")
    assert world.ns.lookup(folder.ino, b"b").size == 8
    age(world, inode.ino)
    world.ns.unlink(ROOT_INODE, b"a")
    assert inode.nlink == 1
    assert inode.ctime_ns > 1
    assert world.content(world.reopen().lookup(folder.ino, b"b").ino) == b"textmore"


def test_what_cannot_be_linked(world: World) -> None:
    folder = world.folder(b"d")
    inode = world.file(b"f")
    with pytest.raises(NotPermittedError):
        world.ns.link(folder.ino, ROOT_INODE, b"e")
    with pytest.raises(EntryExistsError):
        world.ns.link(inode.ino, ROOT_INODE, b"d")
    assert inode.nlink == 1
    world.ns.open(inode.ino)
    world.ns.unlink(ROOT_INODE, b"f")
    with pytest.raises(NoEntryError):
        world.ns.link(inode.ino, ROOT_INODE, b"g")
    world.ns.release(inode.ino)


def test_links_are_counted_to_their_bound(memory: World) -> None:
    inode = memory.file(b"f")
    memory.ns._inodes.change(inode)
    inode.nlink = MAX_LINKS - 1
    memory.ns.link(inode.ino, ROOT_INODE, b"last")
    with pytest.raises(TooManyLinksError):
        memory.ns.link(inode.ino, ROOT_INODE, b"more")
    inode.nlink = 2


def test_unlink_and_rmdir_each_take_their_own_kind(world: World) -> None:
    folder = world.folder(b"d")
    inside = world.file(b"f", parent=folder.ino)
    with pytest.raises(IsADirectoryInVaultError):
        world.ns.unlink(ROOT_INODE, b"d")
    with pytest.raises(NotADirectoryInVaultError):
        world.ns.rmdir(folder.ino, b"f")
    with pytest.raises(NotEmptyError):
        world.ns.rmdir(ROOT_INODE, b"d")
    for operation in (world.ns.unlink, world.ns.rmdir):
        with pytest.raises(NoEntryError):
            operation(ROOT_INODE, b"none")
    age(world, folder.ino, ROOT_INODE)
    world.ns.unlink(folder.ino, b"f")
    assert folder.mtime_ns == folder.ctime_ns > 1
    with pytest.raises(StaleInodeError):
        world.ns.inode(inside.ino)
    root = world.ns.inode(ROOT_INODE)
    assert (root.nlink, root.mtime_ns) == (3, 1)
    world.ns.rmdir(ROOT_INODE, b"d")
    assert root.nlink == 2
    assert root.mtime_ns == root.ctime_ns > 1


def test_a_removed_directory_that_is_in_use_takes_no_names(world: World) -> None:
    folder = world.folder(b"d")
    inode = world.file(b"f")
    world.ns.remember(folder.ino)
    world.ns.rmdir(ROOT_INODE, b"d")
    assert world.ns.inode(folder.ino).nlink == 0
    assert world.ns.entries(folder.ino) == []
    with pytest.raises(NoEntryError):
        world.file(b"g", parent=folder.ino)
    with pytest.raises(NoEntryError):
        world.ns.link(inode.ino, folder.ino, b"g")
    with pytest.raises(NoEntryError):
        world.ns.rename(ROOT_INODE, b"f", folder.ino, b"f")
    world.ns.forget(folder.ino)
    with pytest.raises(StaleInodeError):
        world.ns.inode(folder.ino)


def test_numbers_are_never_given_twice(world: World) -> None:
    seen = set()
    for round_number in range(4):
        inode = world.file(b"f%d" % round_number)
        assert inode.ino not in seen
        seen.add(inode.ino)
        world.ns.unlink(ROOT_INODE, b"f%d" % round_number)
        world.reopen()


def test_counts(world: World) -> None:
    world.folder(b"d")
    world.file(b"f", b"123")
    world.ns.symlink(ROOT_INODE, b"l", b"t", 0, 0)
    world.ns.create(ROOT_INODE, b"p", stat.S_IFIFO | 0o600, 0, 0)
    assert world.ns.count_kinds() == (1, 2, 1, 1, 3)
    assert world.ns.inode_count == 5
    assert world.reopen().inode_count == 5


def test_nothing_is_written_to_a_read_only_vault(world: World) -> None:
    inode = world.file(b"f", b"text")
    folder = world.folder(b"d")
    world.ns.set_xattr(inode.ino, b"user.a", b"1")
    ns = world.reopen(read_only=True)
    attempts = [
        lambda: world.file(b"g"),
        lambda: world.folder(b"e"),
        lambda: ns.symlink(1, b"l", b"t", 0, 0),
        lambda: ns.link(inode.ino, 1, b"h"),
        lambda: ns.unlink(1, b"f"),
        lambda: ns.rmdir(1, b"d"),
        lambda: ns.rename(1, b"f", folder.ino, b"f"),
        lambda: ns.write(inode.ino, 0, b"x"),
        lambda: ns.set_attributes(inode.ino, mode=0o600),
        lambda: ns.punch_hole(inode.ino, 0, 1),
        lambda: ns.allocate(inode.ino, 0, 10, keep_size=False),
        lambda: ns.set_xattr(inode.ino, b"user.b", b"1"),
        lambda: ns.remove_xattr(inode.ino, b"user.a"),
        lambda: ns.create_orphan(0o600, 0, 0),
    ]
    for attempt in attempts:
        with pytest.raises(ReadOnlyVaultError):
            attempt()
    ns.remember(inode.ino)
    ns.open(inode.ino)
    assert world.content(inode.ino) == b"text"
    ns.release(inode.ino)
    ns.forget(inode.ino)
    assert ns.count_kinds().files == 1
    world.reopen()


def test_many_threads_at_once(world: World) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            folder = world.folder(b"t%d" % number)
            for i in range(60):
                inode = world.file(b"%d" % i, b"%d" % i * 50, folder.ino)
                assert world.content(inode.ino) == b"%d" % i * 50
                if i % 3:
                    world.ns.unlink(folder.ino, b"%d" % i)
                if i % 20 == 0:
                    world.ns.sync()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert all(len(world.names(entry.ino)) == 20 for entry in world.ns.entries(ROOT_INODE))
