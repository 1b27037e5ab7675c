"""One function that makes a node of any type, for tables that go over the types."""

from __future__ import annotations

import os
import stat

FILE = "file"
DIRECTORY = "directory"
FIFO = "fifo"
SOCKET = "socket"
SYMLINK = "symlink"
BLOCK_DEVICE = "block device"
CHARACTER_DEVICE = "character device"

DEVICES = (BLOCK_DEVICE, CHARACTER_DEVICE)
"""Only root may make them."""

SPECIAL = (FIFO, SOCKET)
UNPRIVILEGED = (FILE, DIRECTORY, FIFO, SOCKET, SYMLINK)
EVERY = UNPRIVILEGED + DEVICES
WITH_MODE = (FILE, DIRECTORY, FIFO, SOCKET, *DEVICES)
"""Types whose mode can be set; a symbolic link has none."""

_FORMATS = {
    FILE: stat.S_IFREG,
    FIFO: stat.S_IFIFO,
    SOCKET: stat.S_IFSOCK,
    BLOCK_DEVICE: stat.S_IFBLK,
    CHARACTER_DEVICE: stat.S_IFCHR,
    DIRECTORY: stat.S_IFDIR,
    SYMLINK: stat.S_IFLNK,
}


def make(kind: str, path: str, mode: int = 0o644) -> None:
    """Make a node of the kind with mkdir, symlink, open or mknod, whichever is usual for it."""
    if kind == DIRECTORY:
        os.mkdir(path, mode)
    elif kind == SYMLINK:
        os.symlink("somewhere", path)
    elif kind == FILE:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    elif kind == FIFO:
        os.mkfifo(path, mode)
    else:
        os.mknod(path, _FORMATS[kind] | mode, os.makedev(7, 259))


def remove(kind: str, path: str) -> None:
    """Remove a node made by `make`."""
    if kind == DIRECTORY:
        os.rmdir(path)
    else:
        os.unlink(path)


def kind_of(path: str) -> str:
    """Which kind lies at the path, links not followed."""
    found = stat.S_IFMT(os.lstat(path).st_mode)
    return next(kind for kind, bits in _FORMATS.items() if bits == found)


def needs_root(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that this process may make."""
    return kinds if os.geteuid() == 0 else tuple(kind for kind in kinds if kind not in DEVICES)
