"""Inodes as live objects, and their rows in the index."""

from __future__ import annotations

import stat
from typing import NamedTuple

from engine.constants import MAX_SYMLINK_BYTES

DIRECTORY_BYTES = 4096
"""What a directory says its size is, whatever it holds: its real size would tell of old names."""

InodeRow = tuple[int, int, int, int, int, int, int, int, int, int, int, int, int]

_FILE_KINDS = frozenset(
    (stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR,
     stat.S_IFBLK)
)  # fmt: skip


class Inode:
    """A file, directory, link or special file. Only the namespace writes to it.

    `size` is in bytes, `blocks` in units of 512 bytes, times in nanoseconds since 1970. `parent`
    is exact for a directory and a hint for anything else. `opens` counts holders that keep a
    nameless inode alive beside the kernel's look-ups. `may_have_rows` is false only while the
    index surely holds nothing about the inode. `lock` is the number of the second lock that it
    lies under, 0 for none, and None as long as nobody has looked.
    """

    __slots__ = (
        "atime_ns",
        "blocks",
        "btime_ns",
        "ctime_ns",
        "gid",
        "ino",
        "lock",
        "may_have_rows",
        "mode",
        "mtime_ns",
        "nlink",
        "opens",
        "parent",
        "rdev",
        "size",
        "uid",
    )

    ino: int
    mode: int
    nlink: int
    uid: int
    gid: int
    rdev: int
    size: int
    blocks: int
    atime_ns: int
    mtime_ns: int
    ctime_ns: int
    btime_ns: int
    parent: int
    opens: int
    may_have_rows: bool
    lock: int | None

    def __init__(self, row: InodeRow, may_have_rows: bool = True) -> None:
        (self.ino, self.mode, self.nlink, self.uid, self.gid, self.rdev, self.size, self.blocks,
         self.atime_ns, self.mtime_ns, self.ctime_ns, self.btime_ns, self.parent) = row  # fmt: skip
        self.opens = 0
        self.may_have_rows = may_have_rows
        self.lock = None

    def restore(self, row: InodeRow) -> None:
        """Take every attribute from a row of the same inode."""
        (_, self.mode, self.nlink, self.uid, self.gid, self.rdev, self.size, self.blocks,
         self.atime_ns, self.mtime_ns, self.ctime_ns, self.btime_ns, self.parent) = row  # fmt: skip

    def row(self) -> InodeRow:
        """What the index stores."""
        return (self.ino, self.mode, self.nlink, self.uid, self.gid, self.rdev, self.size,
                self.blocks, self.atime_ns, self.mtime_ns, self.ctime_ns, self.btime_ns,
                self.parent)  # fmt: skip

    @property
    def is_directory(self) -> bool:
        """Whether it holds entries."""
        return self.mode & 0o170000 == stat.S_IFDIR

    @property
    def is_regular(self) -> bool:
        """Whether it holds data."""
        return self.mode & 0o170000 == stat.S_IFREG

    @property
    def kind(self) -> int:
        """The kind that a directory entry repeats: S_IFMT >> 12, the kernel's DT_ numbers."""
        return self.mode >> 12

    def __repr__(self) -> str:
        return f"Inode({self.ino}, mode={self.mode:o}, nlink={self.nlink}, size={self.size})"


class Entry(NamedTuple):
    """A name in a directory. `kind` is S_IFMT(mode) >> 12."""

    name: bytes
    ino: int
    kind: int


class Statistics(NamedTuple):
    """How many inodes of each kind there are; `others` are fifos, sockets and devices.

    `content_bytes` is the sum of the files' sizes, holes included.
    """

    files: int
    directories: int
    links: int
    others: int
    content_bytes: int


def is_file_kind(mode: int) -> bool:
    """Whether the mode's S_IFMT bits name one of the seven kinds."""
    return stat.S_IFMT(mode) in _FILE_KINDS


def fits_symlink(target: bytes) -> bool:
    """Whether a symbolic link may point there."""
    return 0 < len(target) <= MAX_SYMLINK_BYTES and b"\0" not in target
