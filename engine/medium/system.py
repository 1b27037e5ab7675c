"""What differs between operating systems in how files are opened and locked: in this one place.

A flag that a system does not have is 0 here, and so has no effect there. Windows passes no
descriptor on to programs unless told to, has no terminals or FIFOs among its files, and makes
symbolic links only for administrators, so nothing is lost by their absence.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import cast

CLOEXEC: int = (
    getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_BINARY", 0)
)
"""Every file that we open: not for programs that we start, and as bytes."""

NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)
NOCTTY: int = getattr(os, "O_NOCTTY", 0)
DIRECTORY: int = getattr(os, "O_DIRECTORY", 0)
DIRECT: int = getattr(os, "O_DIRECT", 0)
"""Past the page cache."""

_MANY_DESCRIPTORS = 1 << 20

_WINDOWS_DESCRIPTORS = 8192
"""What its C library can be asked for; `_setmaxstdio` has its bound there."""


_CORES: frozenset[int] = (
    frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else frozenset()
)
"""The cores that the process was given."""


def run_anywhere() -> None:
    """Let the calling thread run on every core of the process, at its turn; for threads of a pool.

    A thread begins with the cores and the policy of the one that starts it, which may keep to a
    single core for the time being (`engine.mount.linux.companion`).
    """
    if _CORES:
        with suppress(OSError):
            os.sched_setaffinity(0, _CORES)
            if os.sched_getscheduler(0) == os.SCHED_IDLE:
                os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def lock_exclusively(fd: int) -> None:
    """Lock an open file against every other process, at once or not at all.

    The lock ends with the descriptor, and so with the process.

    Raises:
        BlockingIOError: Another process holds it.
        OSError: The file system knows no locks.
    """
    try:
        import fcntl
    except ImportError:
        _lock_one_byte(fd)
    else:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock_one_byte(fd: int) -> None:
    """Windows locks ranges of bytes. Ours lies past all content, since what is locked is unreadable."""
    import msvcrt

    os.lseek(fd, (1 << 31) - 2, os.SEEK_SET)
    try:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except PermissionError as error:
        raise BlockingIOError(error.errno, "locked by another process") from error
    finally:
        os.lseek(fd, 0, os.SEEK_SET)


_WAIT_BEFORE, _WRITE, _WAIT_AFTER = 1, 2, 4
"""Flags of Linux's sync_file_range(2)."""


@cache
def linux_call(name: str, *arguments: type) -> Callable[..., int] | None:
    """A call of Linux's C library that Python's `os` does not have; None where there is none such.

    Args:
        name: Its name.
        arguments: Their ctypes types. It answers with an int, and `ctypes.get_errno` says why it failed.
    """
    if sys.platform != "linux":
        return None
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:
        return None
    call.argtypes = arguments
    call.restype = ctypes.c_int
    return cast("Callable[..., int]", call)


def _sync_file_range() -> Callable[..., int] | None:
    """See docs/adr/0013."""
    return linux_call(
        "sync_file_range", ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint
    )


def start_writing(fd: int, offset: int, length: int) -> None:
    """Have the system begin to hand a range of a file to the drive. A hint: never fails."""
    call = _sync_file_range()
    if call is not None:
        call(fd, offset, length, _WRITE)


def finish_writing(fd: int, offset: int, length: int) -> bool:
    """Return once the drive has taken a range; False where the system does not know of such.

    The drive may still hold it in its own cache, and where the file got new blocks for it nothing
    may lead to them yet: it is durable with the file's next sync.

    Raises:
        OSError: The drive refused.
    """
    call = _sync_file_range()
    if call is None:
        return False
    if call(fd, offset, length, _WAIT_BEFORE | _WRITE | _WAIT_AFTER):
        code = ctypes.get_errno()
        if code in (errno.ENOSYS, errno.EINVAL, errno.ESPIPE):
            return False
        raise OSError(code, os.strerror(code))
    return True


_DIRECT_AND_ASYNCHRONOUS = frozenset({0xEF53, 0x58465342})
"""File systems that do direct I/O while the caller goes on, into space that they have promised:
ext4 (which shares its number with ext2 and ext3) and XFS (linux/magic.h)."""

_STATFS_BYTES = 256
"""More than `struct statfs` has; its first word is the file system's number."""


def does_direct_io(fd: int) -> bool:
    """Whether the file system under a file is one that direct I/O is worth it on."""
    call = linux_call("fstatfs", ctypes.c_int, ctypes.c_void_p)
    if call is None or not DIRECT:
        return False
    found = (ctypes.c_long * (_STATFS_BYTES // ctypes.sizeof(ctypes.c_long)))()
    return not call(fd, found) and found[0] in _DIRECT_AND_ASYNCHRONOUS


_CACHESTAT = 451
"""Number of cachestat(2), the same on every machine; since Linux 6.5."""

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def is_cached(fd: int, offset: int, length: int) -> bool:
    """Whether a whole range of a file is in the page cache; False where nobody can tell."""
    call = linux_call("syscall", ctypes.c_long, ctypes.c_int, *[ctypes.c_void_p] * 2, ctypes.c_uint)
    if call is None:
        return False
    asked = (ctypes.c_uint64 * 2)(offset, length)
    found = (ctypes.c_uint64 * 5)()
    return not call(_CACHESTAT, fd, asked, found, 0) and found[0] * _PAGE_BYTES >= length


def raise_descriptor_limit() -> int:
    """Raise the process's soft limit on descriptors to the hard one; returns what it is now."""
    try:
        import resource
    except ImportError:
        return _WINDOWS_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return _MANY_DESCRIPTORS
    wanted = hard if hard != resource.RLIM_INFINITY else _MANY_DESCRIPTORS
    if wanted > soft:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (ValueError, OSError):
            return soft
    return max(soft, wanted)
