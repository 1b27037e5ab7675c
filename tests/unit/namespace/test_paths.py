"""From paths to inodes and back."""

from __future__ import annotations

import pytest

from engine.constants import ROOT_INODE
from engine.errors import InvalidOperationError, NoEntryError, NotADirectoryInVaultError
from tests.support.worlds import World


def test_resolving(world: World) -> None:
    one = world.folder(b"one")
    two = world.folder(b"two", one.ino)
    inode = world.file(b"f\xff", parent=two.ino)
    for path in (b"/one/two/f\xff", b"one//two/./f\xff", b"/../one/two/../two/f\xff"):
        assert world.ns.resolve(path).ino == inode.ino
    for path in (b"", b"/", b"//", b"/..", b"one/.."):
        assert world.ns.resolve(path).ino == ROOT_INODE
    assert world.ns.resolve(b"/one/").ino == one.ino
    with pytest.raises(NoEntryError):
        world.ns.resolve(b"/one/three")
    with pytest.raises(NotADirectoryInVaultError):
        world.ns.resolve(b"/one/two/f\xff/x")
    with pytest.raises(NotADirectoryInVaultError):
        world.ns.resolve(b"/one/two/f\xff/")


def test_links_are_followed(world: World) -> None:
    one = world.folder(b"one")
    two = world.folder(b"two", one.ino)
    inode = world.file(b"f", parent=two.ino)
    down = world.ns.symlink(ROOT_INODE, b"down", b"one/two", 0, 0)
    up = world.ns.symlink(two.ino, b"up", b"../../down/f", 0, 0)
    assert world.ns.resolve(b"down/f").ino == inode.ino
    assert world.ns.resolve(b"down").ino == down.ino
    assert world.ns.resolve(b"down", follow=True).ino == two.ino
    assert world.ns.resolve(b"down/").ino == two.ino
    assert world.ns.resolve(b"one/two/up").ino == up.ino
    assert world.ns.resolve(b"down/up", follow=True).ino == inode.ino


def test_links_that_lead_nowhere(world: World) -> None:
    world.ns.symlink(ROOT_INODE, b"circle", b"circle", 0, 0)
    world.ns.symlink(ROOT_INODE, b"out", b"/etc/passwd", 0, 0)
    world.ns.symlink(ROOT_INODE, b"none", b"missing", 0, 0)
    with pytest.raises(InvalidOperationError):
        world.ns.resolve(b"circle", follow=True)
    for path in (b"out", b"none"):
        assert world.ns.resolve(path).size > 0
        with pytest.raises(NoEntryError):
            world.ns.resolve(path, follow=True)


def test_paths_of_an_inode(world: World) -> None:
    one = world.folder(b"one")
    two = world.folder(b"two", one.ino)
    inode = world.file(b"a", parent=two.ino)
    assert world.ns.paths_of(ROOT_INODE) == [b"/"]
    assert world.ns.paths_of(two.ino) == [b"/one/two"]
    assert world.ns.paths_of(inode.ino) == [b"/one/two/a"]
    world.ns.link(inode.ino, ROOT_INODE, b"b")
    world.ns.link(inode.ino, two.ino, b"c")
    assert world.ns.paths_of(inode.ino) == [b"/b", b"/one/two/a", b"/one/two/c"]
    world.ns.unlink(two.ino, b"a")
    world.ns.unlink(two.ino, b"c")
    assert world.reopen().paths_of(inode.ino) == [b"/b"]
    world.ns.rename(ROOT_INODE, b"b", one.ino, b"d")
    world.ns.rename(ROOT_INODE, b"one", ROOT_INODE, b"uno")
    assert world.ns.paths_of(inode.ino) == [b"/uno/d"]
    world.ns.open(inode.ino)
    world.ns.unlink(one.ino, b"d")
    assert world.ns.paths_of(inode.ino) == []
    world.ns.release(inode.ino)
