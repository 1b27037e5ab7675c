"""Kind, length and identity of files, without asking for their times.

Linux notes that somebody asked for a file's time of change (multigrain timestamps, since 6.13): the
next write then takes a fine stamp instead of the tick of 4 ms, and until that tick has passed no
other stamp of the machine may be older. We look at the journal at each commit. Asking for its times
made the kernel's stamps of files in a mount differ from ours, so that it sent its own: a request
more for each file that is created and synced.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from typing import NamedTuple

from engine.medium.system import linux_call

_NOFOLLOW, _EMPTY_PATH = 0x100, 0x1000
"""AT_SYMLINK_NOFOLLOW and AT_EMPTY_PATH (linux/fcntl.h)."""

_WANTED = 0x1 | 0x4 | 0x100 | 0x200
"""STATX_TYPE, STATX_NLINK, STATX_INO and STATX_SIZE (linux/stat.h)."""


class _Found(ctypes.Structure):
    """`struct statx` of 256 bytes (linux/stat.h), the times left out."""

    _fields_ = (
        ("mask", ctypes.c_uint32),
        ("block_bytes", ctypes.c_uint32),
        ("attributes", ctypes.c_uint64),
        ("links", ctypes.c_uint32),
        ("uid", ctypes.c_uint32),
        ("gid", ctypes.c_uint32),
        ("mode", ctypes.c_uint16),
        ("ino", ctypes.c_uint64),
        ("size_bytes", ctypes.c_uint64),
        ("blocks", ctypes.c_uint64),
        ("attributes_mask", ctypes.c_uint64),
        ("times", ctypes.c_uint64 * 8),
        ("special_device", ctypes.c_uint32 * 2),
        ("device", ctypes.c_uint32 * 2),
        ("rest", ctypes.c_uint64 * 14),
    )


class FileStatus(NamedTuple):
    """What is known of a file."""

    mode: int
    """For its kind alone (`stat.S_IFMT`): on Linux the permissions may be left out."""
    links: int
    size_bytes: int
    device: tuple[int, int]
    """Major and minor number."""
    ino: int

    def is_same_file(self, other: FileStatus) -> bool:
        """Whether both are of one file, whatever its names."""
        return self.ino == other.ino and self.device == other.device


def status_of_name(name: str, folder_fd: int) -> FileStatus:
    """The status of what a folder has under a name; of a symbolic link itself.

    Raises:
        OSError: Nothing is there, or it may not be looked at.
    """
    found = _asked(folder_fd, os.fsencode(name), _NOFOLLOW)
    return found or _of_stat(os.stat(name, dir_fd=folder_fd, follow_symlinks=False))


def status_of_fd(fd: int) -> FileStatus:
    """The status of an open file.

    Raises:
        OSError: It is not open.
    """
    return _asked(fd, b"", _EMPTY_PATH) or _of_stat(os.fstat(fd))


def _statx() -> Callable[..., int] | None:
    """None where a file's times are always told."""
    return linux_call(
        "statx", ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p
    )


def _asked(fd: int, name: bytes, flags: int) -> FileStatus | None:
    """What statx says; None where there is none, or a container's filter refuses it."""
    call, found = _statx(), _Found()
    if call is None:
        return None
    if call(fd, name, flags, _WANTED, ctypes.byref(found)):
        code = ctypes.get_errno()
        if code in (errno.ENOSYS, errno.EPERM):
            return None
        raise OSError(code, os.strerror(code))
    major, minor = found.device
    return FileStatus(found.mode, found.links, found.size_bytes, (major, minor), found.ino)


def _of_stat(seen: os.stat_result) -> FileStatus:
    device = (seen.st_dev, 0) if sys.platform == "win32" else (
        os.major(seen.st_dev), os.minor(seen.st_dev)
    )  # fmt: skip
    return FileStatus(seen.st_mode, seen.st_nlink, seen.st_size, device, seen.st_ino)
