"""Inodes as the kernel takes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from engine.mount.linux.wire import ATTR_OUT, ENTRY_OUT, STATX_OUT

if TYPE_CHECKING:
    from engine.namespace import Inode

VALID_S = 86_400
"""How long the kernel may trust names and attributes: we are the only writer and tell it of every
change that it did not ask for itself. (A day, so that an error of ours heals one day.)"""

NEGATIVE_ENTRY = ENTRY_OUT.pack(0, 0, VALID_S, *(0,) * 19)
"""There is no such name, and the kernel may remember that too."""

PREFERRED_BYTES = 65536
"""st_blksize: what programs should read and write at once."""

_NS = 1_000_000_000
_STATX_MASK = 0xFFF
"""STATX_BASIC_STATS | STATX_BTIME."""


def pack_entry(inode: Inode) -> bytes:
    """fuse_entry_out: an inode that the kernel now holds a reference to."""
    atime, atime_rest = divmod(inode.atime_ns, _NS)
    mtime, mtime_rest = divmod(inode.mtime_ns, _NS)
    ctime, ctime_rest = divmod(inode.ctime_ns, _NS)
    ino = inode.ino
    return ENTRY_OUT.pack(
        ino, 0, VALID_S, VALID_S, 0, 0,
        ino, inode.size, inode.blocks, atime, mtime, ctime, atime_rest, mtime_rest, ctime_rest,
        inode.mode, inode.nlink, inode.uid, inode.gid, inode.rdev, PREFERRED_BYTES, 0,
    )  # fmt: skip


def pack_attributes(inode: Inode) -> bytes:
    """fuse_attr_out."""
    atime, atime_rest = divmod(inode.atime_ns, _NS)
    mtime, mtime_rest = divmod(inode.mtime_ns, _NS)
    ctime, ctime_rest = divmod(inode.ctime_ns, _NS)
    return ATTR_OUT.pack(
        VALID_S, 0, 0,
        inode.ino, inode.size, inode.blocks, atime, mtime, ctime,
        atime_rest, mtime_rest, ctime_rest,
        inode.mode, inode.nlink, inode.uid, inode.gid, inode.rdev, PREFERRED_BYTES, 0,
    )  # fmt: skip


def pack_statx(inode: Inode) -> bytes:
    """fuse_statx_out: what stat tells, and the time of birth."""
    times: list[int] = []
    for time_ns in (inode.atime_ns, inode.btime_ns, inode.ctime_ns, inode.mtime_ns):
        times += (*divmod(time_ns, _NS), 0)
    return STATX_OUT.pack(
        VALID_S, 0, 0,
        _STATX_MASK, PREFERRED_BYTES, 0, inode.nlink, inode.uid, inode.gid, inode.mode, 0,
        inode.ino, inode.size, inode.blocks, 0,
        *times,
        os.major(inode.rdev), os.minor(inode.rdev), 0, 0,
    )  # fmt: skip
