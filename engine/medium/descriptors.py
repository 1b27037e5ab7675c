"""A bounded cache of open descriptors under one folder.

Looking one up costs a dictionary access and no lock. That is safe because a descriptor is closed
by its handle's finaliser and by nothing else: an evicted handle lives as long as somebody still
reads through it, so that a descriptor's number never comes to mean another file in mid-use.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

from engine.medium.status import FileStatus, status_of_fd, status_of_name
from engine.medium.system import (
    CLOEXEC,
    DIRECT,
    DIRECTORY,
    NOCTTY,
    NOFOLLOW,
    NONBLOCK,
    raise_descriptor_limit,
)

OPEN_LIMIT = 4096
"""Most files kept open at once: 16 GiB of bands."""

DIRECT_LIMIT = 64
"""Most of them that are open a second time for direct I/O: what a few streams use at once."""

SPARE_DESCRIPTORS = 128 + DIRECT_LIMIT
"""Left to the rest of the process, and to those, out of what the system allows it."""

_FLAGS = CLOEXEC | NOFOLLOW | NONBLOCK | NOCTTY
# Reading a band must not leave a trace of when; only the owner may ask for that.
_NO_ACCESS_TIME: int = getattr(os, "O_NOATIME", 0)


class Handle:
    """An open descriptor, closed with the last reference to it."""

    __slots__ = ("fd", "status", "used")

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.status: FileStatus = status_of_fd(fd)
        """As it was when it was opened."""
        self.used = False

    @property
    def shared(self) -> bool:
        """Whether the file had another name when it was opened: a hard link.

        Whoever can write to the folder could make one to a file of ours that is no part of the
        vault. A name that is given to our own file later is another matter, and not looked for.
        """
        return self.status.links > 1

    def __del__(self) -> None:
        os.close(self.fd)


class DescriptorCache:
    """Open files below `root`, found by name. Evicts in the manner of CLOCK.

    Raises:
        OSError: From here as from every method, for the caller to translate.
    """

    def __init__(self, root: Path, read_only: bool, max_open: int | None = None) -> None:
        self._access = os.O_RDONLY if read_only else os.O_RDWR
        self._limit = max_open or min(OPEN_LIMIT, raise_descriptor_limit() - SPARE_DESCRIPTORS)
        self._lock = threading.Lock()
        self._open: dict[str, Handle] = {}
        self._direct: dict[str, tuple[Handle, Handle]] = {}
        self._folders = {"": Handle(os.open(root, os.O_RDONLY | DIRECTORY | CLOEXEC))}

    def __len__(self) -> int:
        return len(self._open)

    def get(self, name: str) -> Handle:
        """The file's handle. Keep a reference to it for as long as its `fd` is in use."""
        handle = self._open.get(name)
        if handle is None:
            return self._add(name, self._access)
        handle.used = True
        return handle

    def direct(self, name: str) -> Handle:
        """A handle of the very same file for direct I/O, past the page cache."""
        handle = self.get(name)
        known, direct = self._direct.get(name, (None, None))
        if direct is None or known is not handle:
            direct = _open_again(handle, self._access | DIRECT)
            with self._lock:
                while len(self._direct) >= DIRECT_LIMIT:
                    del self._direct[next(iter(self._direct))]
                self._direct[name] = (handle, direct)
        return direct

    def make(self, name: str, exclusive: bool = False) -> Handle:
        """The handle of a file that is created if it is missing, with its folder."""
        if not exclusive and name in self._open:
            return self.get(name)
        self._make_folder(_folder_of(name))
        return self._add(name, self._access | os.O_CREAT | (os.O_EXCL if exclusive else 0))

    def folder(self, name: str) -> Handle:
        """The handle of the folder that holds `name`."""
        folder = _folder_of(name)
        handle = self._folders.get(folder)
        if handle is None:
            flags = os.O_RDONLY | DIRECTORY | CLOEXEC | NOFOLLOW
            handle = Handle(os.open(folder, flags, dir_fd=self._root().fd))
            self._folders[folder] = handle
        return handle

    def size(self, name: str) -> int:
        """Length of a regular file."""
        folder = self.folder(name)
        status = status_of_name(_leaf(name), folder.fd)
        if not stat.S_ISREG(status.mode):
            raise OSError(errno.ENXIO, "no regular file")
        return status.size_bytes

    def names(self, folder: str) -> list[str]:
        """Names in a folder, sorted.

        Through a descriptor of their own: two that list one folder at once through the same
        descriptor, or copies of it, would each miss what the other has read.
        """
        known = self.folder(folder + "/" if folder else "")
        fd = os.open(".", os.O_RDONLY | DIRECTORY | CLOEXEC, dir_fd=known.fd)
        try:
            return sorted(os.listdir(fd))
        finally:
            os.close(fd)

    def is_current(self, name: str, handle: Handle) -> bool:
        """Whether the name still leads to the file that the handle is open on."""
        folder = self.folder(name)
        try:
            named = status_of_name(_leaf(name), folder.fd)
        except FileNotFoundError:
            return False
        if named.is_same_file(handle.status):
            return True
        # Some network file systems number a file anew while it is open.
        return named.is_same_file(status_of_fd(handle.fd))

    def unlink(self, name: str) -> None:
        """Remove the name; whoever still holds the handle may go on with it."""
        folder = self.folder(name)
        with self._lock:
            os.unlink(_leaf(name), dir_fd=folder.fd)
            self._drop(name)

    def rename(self, name: str, new_name: str) -> None:
        """Rename within one folder, over what is there."""
        folder = self.folder(name)
        with self._lock:
            os.rename(_leaf(name), _leaf(new_name), src_dir_fd=folder.fd, dst_dir_fd=folder.fd)
            self._drop(name)
            self._drop(new_name)

    def drop(self, name: str) -> None:
        """Forget the file's handle; the next `get` opens what the name leads to then."""
        with self._lock:
            self._drop(name)

    def forget(self) -> None:
        """Forget every open file; the next `get` opens what its name leads to then."""
        with self._lock:
            self._open.clear()
            self._direct.clear()

    def close(self) -> None:
        """Forget every descriptor; later calls fail with EBADF."""
        with self._lock:
            self._open.clear()
            self._direct.clear()
            self._folders.clear()

    def _root(self) -> Handle:
        try:
            return self._folders[""]
        except KeyError:
            raise OSError(errno.EBADF, "closed") from None

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        root = self._root()
        try:
            os.mkdir(folder, 0o700, dir_fd=root.fd)
        except FileExistsError:
            return
        os.fsync(root.fd)

    def _add(self, name: str, flags: int) -> Handle:
        # Opened under the lock, so that no rename comes between and leaves the old file cached.
        with self._lock:
            folder = self.folder(name)
            handle = self._open.get(name)
            if handle is not None and not flags & os.O_EXCL:
                return handle
            handle = _open_regular(_leaf(name), flags, folder.fd)
            while len(self._open) >= self._limit:
                self._evict()
            self._open[name] = handle
        return handle

    def _drop(self, name: str) -> None:
        self._open.pop(name, None)
        self._direct.pop(name, None)

    def _evict(self) -> None:
        """Drop the first handle that nobody came back to since it was opened or passed over."""
        while True:
            name = next(iter(self._open))
            handle = self._open.pop(name)
            if not handle.used:
                return
            handle.used = False
            self._open[name] = handle


def _open_regular(leaf: str, flags: int, folder_fd: int) -> Handle:
    """Open a regular file and nothing else.

    A symbolic link would lead out of the vault's folder, a FIFO would block the reader, a device
    would answer with somebody else's bytes: whoever can write to the folder could put one there.
    """
    try:
        fd = os.open(leaf, flags | _FLAGS | _NO_ACCESS_TIME, 0o600, dir_fd=folder_fd)
    except PermissionError:
        fd = os.open(leaf, flags | _FLAGS, 0o600, dir_fd=folder_fd)
    handle = Handle(fd)
    if not stat.S_ISREG(handle.status.mode):
        raise OSError(errno.ENXIO, "no regular file")
    return handle


def _open_again(handle: Handle, flags: int) -> Handle:
    """Open a file once more by its descriptor: whatever its name leads to now, it is the same one."""
    path = f"/proc/self/fd/{handle.fd}"
    try:
        return Handle(os.open(path, flags | CLOEXEC | _NO_ACCESS_TIME))
    except PermissionError:
        return Handle(os.open(path, flags | CLOEXEC))


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _leaf(name: str) -> str:
    return name.rpartition("/")[2]
