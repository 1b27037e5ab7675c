"""The wire format of the kernel's FUSE protocol (`linux/fuse.h`, version 7.45 and before).

Everything is little-endian here because the kernel speaks the machine's own order and every machine
that we run on is little-endian; `linux/device.py` refuses others.
"""

from __future__ import annotations

import enum
import struct

PROTOCOL_MAJOR = 7
PROTOCOL_MINOR = 45
"""Newest minor that this module was written against; the older of the two sides counts."""

OLDEST_MINOR = 31
"""Linux 5.4: every structure below has had its present size since then."""

MAX_WRITE_BYTES = 1 << 20
"""Largest WRITE and READ: FUSE_MAX_PAGES with 256 pages of 4 KiB."""

MAX_PAGES = 256

REQUEST_BUFFER_BYTES = MAX_WRITE_BYTES + 65536
"""A WRITE of full size and its headers; also more than the largest SETXATTR."""


class Opcode(enum.IntEnum):
    """`enum fuse_opcode`."""

    LOOKUP = 1
    FORGET = 2
    GETATTR = 3
    SETATTR = 4
    READLINK = 5
    SYMLINK = 6
    MKNOD = 8
    MKDIR = 9
    UNLINK = 10
    RMDIR = 11
    RENAME = 12
    LINK = 13
    OPEN = 14
    READ = 15
    WRITE = 16
    STATFS = 17
    RELEASE = 18
    FSYNC = 20
    SETXATTR = 21
    GETXATTR = 22
    LISTXATTR = 23
    REMOVEXATTR = 24
    FLUSH = 25
    INIT = 26
    OPENDIR = 27
    READDIR = 28
    RELEASEDIR = 29
    FSYNCDIR = 30
    GETLK = 31
    SETLK = 32
    SETLKW = 33
    ACCESS = 34
    CREATE = 35
    INTERRUPT = 36
    BMAP = 37
    DESTROY = 38
    IOCTL = 39
    POLL = 40
    NOTIFY_REPLY = 41
    BATCH_FORGET = 42
    FALLOCATE = 43
    READDIRPLUS = 44
    RENAME2 = 45
    LSEEK = 46
    COPY_FILE_RANGE = 47
    SYNCFS = 50
    TMPFILE = 51
    STATX = 52
    COPY_FILE_RANGE_64 = 53


class InitFlag(enum.IntFlag):
    """Features offered and accepted in INIT; bits from 32 on travel in `flags2`."""

    ASYNC_READ = 1 << 0
    ATOMIC_O_TRUNC = 1 << 3
    BIG_WRITES = 1 << 5
    DONT_MASK = 1 << 6
    DO_READDIRPLUS = 1 << 13
    READDIRPLUS_AUTO = 1 << 14
    ASYNC_DIO = 1 << 15
    WRITEBACK_CACHE = 1 << 16
    NO_OPEN_SUPPORT = 1 << 17
    PARALLEL_DIROPS = 1 << 18
    MAX_PAGES = 1 << 22
    CACHE_SYMLINKS = 1 << 23
    NO_OPENDIR_SUPPORT = 1 << 24
    EXPLICIT_INVAL_DATA = 1 << 25
    HANDLE_KILLPRIV_V2 = 1 << 28
    SETXATTR_EXT = 1 << 29
    INIT_EXT = 1 << 30
    HAS_EXPIRE_ONLY = 1 << 35
    NO_EXPORT_SUPPORT = 1 << 38


class Valid(enum.IntFlag):
    """FATTR_*: which fields of a SETATTR count."""

    MODE = 1 << 0
    UID = 1 << 1
    GID = 1 << 2
    SIZE = 1 << 3
    ATIME = 1 << 4
    MTIME = 1 << 5
    FH = 1 << 6
    ATIME_NOW = 1 << 7
    MTIME_NOW = 1 << 8
    LOCKOWNER = 1 << 9
    CTIME = 1 << 10
    KILL_SUIDGID = 1 << 11


WRITE_CACHE = 1 << 0
"""FUSE_WRITE_CACHE: written from the page cache, so the kernel keeps the times."""

WRITE_KILL_SUIDGID = 1 << 2

EXPIRE_ONLY = 1 << 0
"""FUSE_EXPIRE_ONLY: look the entry up again, do not drop it."""


class Notification(enum.IntEnum):
    """`enum fuse_notify_code`; travels in the error field of a reply to no request."""

    INVAL_INODE = 2
    INVAL_ENTRY = 3
    DELETE = 6


IN_HEADER = struct.Struct("<IIQQIIIHH")
"""len, opcode, unique, nodeid, uid, gid, pid, total_extlen, padding."""

OUT_HEADER = struct.Struct("<IiQ")
"""len, error, unique."""

INIT_IN = struct.Struct("<IIIII")
"""major, minor, max_readahead, flags, flags2."""

INIT_OUT = struct.Struct("<IIIIHHIIHHI28x")
"""major, minor, max_readahead, flags, max_background, congestion_threshold, max_write, time_gran,
max_pages, map_alignment, flags2, unused."""

_ATTR = "QQQqqqIIIIIIIIII"
"""ino, size, blocks, atime, mtime, ctime, their nanoseconds, mode, nlink, uid, gid, rdev, blksize,
flags. Seconds are signed, whatever the header says: the kernel reads them so."""

ENTRY_OUT = struct.Struct("<QQQQII" + _ATTR)
"""nodeid, generation, entry_valid, attr_valid, their nanoseconds, attributes."""

ATTR_OUT = struct.Struct("<QII" + _ATTR)
"""attr_valid, its nanoseconds, padding, attributes."""

OPEN_OUT = struct.Struct("<QII")
"""fh, open_flags, padding."""

SETATTR_IN = struct.Struct("<IIQQQqqqIIIIIIII")
"""valid, padding, fh, size, lock_owner, atime, mtime, ctime, their nanoseconds, mode, unused, uid,
gid, unused."""

ACCESS_IN = struct.Struct("<II")
"""mask, padding."""

MKNOD_IN = struct.Struct("<IIII")
"""mode, rdev, umask, padding."""

MKDIR_IN = struct.Struct("<II")
"""mode, umask."""

RENAME_IN = struct.Struct("<Q")
RENAME2_IN = struct.Struct("<QII")
"""newdir, flags, padding."""

LINK_IN = struct.Struct("<Q")
CREATE_IN = struct.Struct("<IIII")
"""flags, mode, umask, open_flags."""

FORGET_IN = struct.Struct("<Q")
BATCH_FORGET_IN = struct.Struct("<II")
FORGET_ONE = struct.Struct("<QQ")
"""nodeid, nlookup."""

READ_IN = struct.Struct("<QQIIQII")
"""fh, offset, size, read_flags, lock_owner, flags, padding; READDIR's too."""

WRITE_IN = struct.Struct("<QQIIQII")
"""fh, offset, size, write_flags, lock_owner, flags, padding."""

WRITE_OUT = struct.Struct("<II")
"""size, padding."""

STATFS_OUT = struct.Struct("<QQQQQIIII24x")
"""blocks, bfree, bavail, files, ffree, bsize, namelen, frsize, padding, spare."""

SETXATTR_IN = struct.Struct("<IIII")
"""size, flags, setxattr_flags, padding (with SETXATTR_EXT)."""

SETXATTR_COMPAT_IN = struct.Struct("<II")
GETXATTR_IN = struct.Struct("<II")
GETXATTR_OUT = struct.Struct("<II")
"""size, padding."""

FALLOCATE_IN = struct.Struct("<QQQII")
"""fh, offset, length, mode, padding."""

LSEEK_IN = struct.Struct("<QQII")
"""fh, offset, whence, padding."""

LSEEK_OUT = struct.Struct("<Q")
COPY_IN = struct.Struct("<QQQQQQQ")
"""fh_in, off_in, nodeid_out, fh_out, off_out, len, flags."""

COPY_64_OUT = struct.Struct("<Q")

DIRENT = struct.Struct("<QQII")
"""ino, off, namelen, type; the name follows, padded to 8 bytes."""

DIRENTPLUS = struct.Struct(ENTRY_OUT.format + DIRENT.format[1:])

STATX_OUT = struct.Struct("<QII16x" + "IIQIIIHHQQQQ" + "qIi" * 4 + "IIII112x")
"""attr_valid, its nanoseconds, flags, spare; then mask, blksize, attributes, nlink, uid, gid, mode,
spare, ino, size, blocks, attributes_mask; atime, btime, ctime, mtime, each as seconds, nanoseconds,
reserved; rdev major and minor, dev major and minor, spare."""

NOTIFY_INVAL_INODE_OUT = struct.Struct("<Qqq")
"""ino, offset, length; the whole content if the length is not positive."""

NOTIFY_INVAL_ENTRY_OUT = struct.Struct("<QII")
"""parent, namelen, flags; the name and a NUL follow."""

NOTIFY_DELETE_OUT = struct.Struct("<QQII")
"""parent, child, namelen, padding; the name and a NUL follow."""
