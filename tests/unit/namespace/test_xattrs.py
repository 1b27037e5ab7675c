"""Extended attributes."""

from __future__ import annotations

import pytest

from engine.constants import MAX_XATTR_NAME_BYTES, MAX_XATTR_VALUE_BYTES, ROOT_INODE
from engine.errors import (
    AttributeExistsError,
    AttributeTooLargeError,
    InvalidOperationError,
    NoAttributeError,
    StaleInodeError,
)
from engine.namespace import XATTR_CREATE, XATTR_REPLACE
from tests.support.worlds import World


def test_set_get_list_remove(world: World) -> None:
    ino = world.file(b"f").ino
    world.ns.set_attributes(ino, mtime_ns=1, ctime_ns=1)
    world.ns.set_xattr(ino, b"user.b", b"\0value\xff")
    assert world.ns.inode(ino).ctime_ns > 1
    assert world.ns.inode(ino).mtime_ns == 1
    world.ns.set_xattr(ino, b"user.a", b"")
    world.ns.set_xattr(ino, b"user.a", b"2")
    world.reopen()
    assert world.ns.list_xattrs(ino) == [b"user.a", b"user.b"]
    assert world.ns.get_xattr(ino, b"user.b") == b"\0value\xff"
    assert world.ns.get_xattr(ino, b"user.a") == b"2"
    world.ns.set_attributes(ino, ctime_ns=1)
    world.ns.remove_xattr(ino, b"user.a")
    assert world.ns.inode(ino).ctime_ns > 1
    assert world.ns.list_xattrs(ino) == [b"user.b"]
    for call in (world.ns.get_xattr, world.ns.remove_xattr):
        with pytest.raises(NoAttributeError):
            call(ino, b"user.a")


def test_flags(world: World) -> None:
    ino = world.folder(b"d").ino
    with pytest.raises(NoAttributeError):
        world.ns.set_xattr(ino, b"user.a", b"1", XATTR_REPLACE)
    world.ns.set_xattr(ino, b"user.a", b"1", XATTR_CREATE)
    with pytest.raises(AttributeExistsError):
        world.ns.set_xattr(ino, b"user.a", b"2", XATTR_CREATE)
    assert world.ns.get_xattr(ino, b"user.a") == b"1"
    world.ns.set_xattr(ino, b"user.a", b"3", XATTR_REPLACE)
    assert world.ns.get_xattr(ino, b"user.a") == b"3"
    with pytest.raises(InvalidOperationError):
        world.ns.set_xattr(ino, b"user.a", b"4", XATTR_CREATE | XATTR_REPLACE)


def test_bounds(world: World) -> None:
    ino = world.file(b"f").ino
    name, value = b"n" * MAX_XATTR_NAME_BYTES, b"v" * MAX_XATTR_VALUE_BYTES
    world.ns.set_xattr(ino, name, value)
    assert world.ns.get_xattr(ino, name) == value
    for bad_name, bad_value in ((name + b"n", b""), (b"user.a", value + b"v")):
        with pytest.raises(AttributeTooLargeError):
            world.ns.set_xattr(ino, bad_name, bad_value)
    assert world.ns.list_xattrs(ino) == [name]


def test_they_go_with_their_inode(world: World) -> None:
    ino = world.file(b"f").ino
    world.ns.set_xattr(ino, b"user.a", b"1")
    world.ns.unlink(ROOT_INODE, b"f")
    with pytest.raises(StaleInodeError):
        world.ns.list_xattrs(ino)
    world.check()
