"""System calls that the os module lacks or hides, and the outcome of a call as one word."""

from __future__ import annotations

import ctypes
import errno
import os
import time
from collections.abc import Callable
from typing import Self

AT_FDCWD = -100
AT_SYMLINK_NOFOLLOW = 0x100
AT_SYMLINK_FOLLOW = 0x400
UTIME_NOW = (1 << 30) - 1
UTIME_OMIT = (1 << 30) - 2

CLOCK_REALTIME_COARSE = 5
"""The clock that the kernel stamps files with; the time module does not name it."""

RENAME_NOREPLACE = 1
RENAME_EXCHANGE = 2

FALLOC_KEEP_SIZE = 0x01
FALLOC_PUNCH_HOLE = 0x02
FALLOC_COLLAPSE_RANGE = 0x08
FALLOC_ZERO_RANGE = 0x10

AnyPath = str | bytes | os.PathLike[str]

_libc = ctypes.CDLL(None, use_errno=True)


class _Timespec(ctypes.Structure):
    _fields_ = (("tv_sec", ctypes.c_long), ("tv_nsec", ctypes.c_long))


class _DirectoryEntry(ctypes.Structure):
    _fields_ = (
        ("d_ino", ctypes.c_uint64),
        ("d_off", ctypes.c_int64),
        ("d_reclen", ctypes.c_ushort),
        ("d_type", ctypes.c_ubyte),
        ("d_name", ctypes.c_char * 256),
    )


_libc.opendir.restype = ctypes.c_void_p
_libc.readdir.restype = ctypes.POINTER(_DirectoryEntry)
_libc.readdir.argtypes = (ctypes.c_void_p,)
_libc.closedir.argtypes = (ctypes.c_void_p,)
_libc.telldir.restype = ctypes.c_long
_libc.telldir.argtypes = (ctypes.c_void_p,)
_libc.seekdir.argtypes = (ctypes.c_void_p, ctypes.c_long)
_libc.rewinddir.argtypes = (ctypes.c_void_p,)
_libc.fallocate.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)


def outcome(call: Callable[..., object], *arguments: object, **keywords: object) -> str:
    """Make the call and say how it went: "ok", or the name of its errno ("ENOENT")."""
    try:
        call(*arguments, **keywords)
    except OSError as error:
        number = error.errno or 0
        if number == errno.EOPNOTSUPP:
            return "EOPNOTSUPP"  # on Linux ENOTSUP is the same number
        return errno.errorcode.get(number, f"errno {number}")
    return "ok"


def _check(result: int, path: AnyPath = "") -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(path))


def renameat2(source: AnyPath, target: AnyPath, flags: int) -> None:
    """Rename with RENAME_NOREPLACE or RENAME_EXCHANGE."""
    old, new = os.fsencode(source), os.fsencode(target)
    _check(_libc.renameat2(AT_FDCWD, old, AT_FDCWD, new, ctypes.c_uint(flags)), source)


def set_times(
    path: AnyPath,
    access: tuple[int, int] = (0, UTIME_OMIT),
    modification: tuple[int, int] = (0, UTIME_OMIT),
    *,
    follow: bool = True,
) -> None:
    """Call utimensat with (seconds, nanoseconds) as given; the second may be UTIME_NOW or _OMIT."""
    times = (_Timespec * 2)(_Timespec(*access), _Timespec(*modification))
    flags = 0 if follow else AT_SYMLINK_NOFOLLOW
    _check(_libc.utimensat(AT_FDCWD, os.fsencode(path), times, flags), path)


def fallocate(descriptor: int, mode: int, offset: int, length: int) -> None:
    """Call fallocate with any mode; os.posix_fallocate knows only the first."""
    _check(_libc.fallocate(descriptor, mode, offset, length))


def link_descriptor(descriptor: int, path: AnyPath) -> None:
    """Give an open file a name: linkat through /proc, which os.link does not reach."""
    source = f"/proc/self/fd/{descriptor}".encode()
    _check(_libc.linkat(AT_FDCWD, source, AT_FDCWD, os.fsencode(path), AT_SYMLINK_FOLLOW), path)


class Directory:
    """A directory stream: what os.scandir does not show ("." and "..", positions)."""

    def __init__(self, path: AnyPath) -> None:
        self._stream = _libc.opendir(os.fsencode(path))
        if not self._stream:
            _check(-1, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        _libc.closedir(self._stream)

    def read(self) -> tuple[bytes, int, int] | None:
        """The next entry's name, inode number and type; None at the end."""
        ctypes.set_errno(0)
        entry = _libc.readdir(self._stream)
        if not entry:
            _check(-1 if ctypes.get_errno() else 0)
            return None
        record = entry.contents
        return record.d_name, record.d_ino, record.d_type

    def names(self) -> list[bytes]:
        """The names from here to the end."""
        found = []
        while entry := self.read():
            found.append(entry[0])
        return found

    def tell(self) -> int:
        """The place after the entry read last."""
        return _libc.telldir(self._stream)

    def seek(self, place: int) -> None:
        """Go back to a place that `tell` gave."""
        _libc.seekdir(self._stream, place)

    def rewind(self) -> None:
        """Go back to the beginning, and see what changed since."""
        _libc.rewinddir(self._stream)


def tick() -> None:
    """Wait until the clock that the kernel stamps files with has moved past this moment.

    The kernel's coarse clock moves every few milliseconds; a server that stamps with the fine one
    is ahead of it. After this call a time stamped now is later than any stamped before.
    """
    now = time.clock_gettime_ns(time.CLOCK_REALTIME)
    while time.clock_gettime_ns(CLOCK_REALTIME_COARSE) <= now:
        time.sleep(0.0005)
