"""The structures have the sizes that `linux/fuse.h` gives them, and values land where they belong."""

from __future__ import annotations

import struct
from types import SimpleNamespace

import pytest

from engine.mount.linux import wire
from engine.mount.linux.negotiation import negotiate
from engine.mount.linux.packing import (
    NEGATIVE_ENTRY,
    pack_attributes,
    pack_entry,
    pack_statx,
)
from engine.mount.linux.request import BODY, Request
from engine.mount.linux.wire import InitFlag

SIZES = {
    "IN_HEADER": 40, "OUT_HEADER": 16, "INIT_OUT": 64, "ENTRY_OUT": 128, "ATTR_OUT": 104,
    "OPEN_OUT": 16, "SETATTR_IN": 88, "MKNOD_IN": 16, "MKDIR_IN": 8, "RENAME_IN": 8,
    "RENAME2_IN": 16, "LINK_IN": 8, "CREATE_IN": 16, "FORGET_IN": 8, "BATCH_FORGET_IN": 8,
    "FORGET_ONE": 16, "READ_IN": 40, "WRITE_IN": 40, "WRITE_OUT": 8, "STATFS_OUT": 80,
    "SETXATTR_IN": 16, "SETXATTR_COMPAT_IN": 8, "GETXATTR_IN": 8, "GETXATTR_OUT": 8,
    "FALLOCATE_IN": 32, "LSEEK_IN": 24, "LSEEK_OUT": 8, "COPY_IN": 56, "DIRENT": 24,
    "DIRENTPLUS": 152, "STATX_OUT": 288, "NOTIFY_INVAL_INODE_OUT": 24,
    "NOTIFY_INVAL_ENTRY_OUT": 16, "NOTIFY_DELETE_OUT": 24,
}  # fmt: skip


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_sizes(name: str, size: int) -> None:
    assert getattr(wire, name).size == size


INODE = SimpleNamespace(
    ino=7, size=1 << 40, blocks=9, atime_ns=-1, mtime_ns=5_000_000_006, ctime_ns=0,
    btime_ns=1_000_000_001, mode=0o100644, nlink=2, uid=1000, gid=1001, rdev=0x0501,
)  # fmt: skip


def test_attributes_land_where_they_belong() -> None:
    raw = pack_entry(INODE)
    attributes = raw[40:]
    assert struct.unpack_from("<QQ", raw) == (7, 0)
    assert struct.unpack_from("<QQQ", attributes) == (7, 1 << 40, 9)
    assert struct.unpack_from("<qqq", attributes, 24) == (-1, 5, 0)
    assert struct.unpack_from("<III", attributes, 48) == (999_999_999, 6, 0)
    assert struct.unpack_from("<IIIII", attributes, 60) == (0o100644, 2, 1000, 1001, 0x0501)
    assert pack_attributes(INODE)[16:] == attributes
    assert struct.unpack_from("<Q", NEGATIVE_ENTRY)[0] == 0


def test_statx_lands_where_it_belongs() -> None:
    raw = pack_statx(INODE)[32:]
    assert struct.unpack_from("<IIQIIIH", raw) == (0xFFF, 65536, 0, 2, 1000, 1001, 0o100644)
    assert struct.unpack_from("<QQQ", raw, 32) == (7, 1 << 40, 9)
    times = [struct.unpack_from("<qI", raw, 64 + 16 * index) for index in range(4)]
    assert times == [(-1, 999_999_999), (1, 1), (0, 0), (5, 6)]
    assert struct.unpack_from("<II", raw, 128) == (5, 1)


# -- INIT ---------------------------------------------------------------------------------------


def init(major: int, minor: int, flags: int, size: int = 104) -> Request:
    request = Request()
    low, high = flags & 0xFFFFFFFF, flags >> 32
    body = struct.pack("<IIIII", major, minor, 131072, low, high).ljust(size - BODY, b"\0")
    request.buffer[BODY:size] = body[: size - BODY]
    request.end = size
    return request


ALL = (1 << 64) - 1


def test_a_new_kernel() -> None:
    reply, terms = negotiate(init(7, 99, ALL), writeback=True)
    assert isinstance(reply, bytes)
    assert terms is not None
    assert terms.minor == wire.PROTOCOL_MINOR
    assert not terms.opens
    assert InitFlag.WRITEBACK_CACHE in terms.flags
    major, minor, readahead, flags = struct.unpack_from("<IIII", reply)
    assert (major, minor, readahead) == (7, wire.PROTOCOL_MINOR, 1 << 20)
    assert flags & InitFlag.HANDLE_KILLPRIV_V2
    for unwanted in (1 << 1, 1 << 3, 1 << 6, 1 << 10, 1 << 12, 1 << 20):
        assert not flags & unwanted
    assert struct.unpack_from("<I", reply, 20)[0] == 1 << 20
    assert struct.unpack_from("<H", reply, 28)[0] == 256


def test_nothing_is_taken_that_was_not_offered() -> None:
    reply, terms = negotiate(init(7, 31, InitFlag.ASYNC_READ | InitFlag.MAX_PAGES), True)
    assert terms is not None
    assert terms.flags == InitFlag.ASYNC_READ | InitFlag.MAX_PAGES
    assert terms.opens
    assert terms.minor == 31
    assert isinstance(reply, bytes)


def test_high_flags_count_only_with_the_long_request() -> None:
    _, terms = negotiate(init(7, 35, ALL & ~int(InitFlag.INIT_EXT), size=56), True)
    assert terms is not None
    assert InitFlag.HAS_EXPIRE_ONLY not in terms.flags


def test_without_write_back() -> None:
    _, terms = negotiate(init(7, 45, ALL), writeback=False)
    assert terms is not None
    assert InitFlag.WRITEBACK_CACHE not in terms.flags


def test_other_majors() -> None:
    reply, terms = negotiate(init(8, 0, ALL), True)
    assert terms is None
    assert isinstance(reply, bytes)
    assert struct.unpack_from("<I", reply)[0] == 7
    for major, minor in ((6, 99), (7, 30)):
        reply, terms = negotiate(init(major, minor, ALL), True)
        assert terms is None
        assert isinstance(reply, int)
