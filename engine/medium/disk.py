"""One location's folder: every byte that the vault reads or writes there passes through a `Disk`.

That it is a Protocol lets tests record, cut, tear and fail each operation. `PosixDisk` is the one
for use. What it promises of durability is what the operating system promises: `sync` returns once
the drive has acknowledged, and a drive that lies is beyond us.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from engine.errors import MediumError, MissingPieceError, NoSpaceError, VaultError
from engine.medium.descriptors import DescriptorCache, Handle
from engine.medium.system import does_direct_io, finish_writing, is_cached, start_writing
from engine.types import Buffer

NEW_SUFFIX = ".new"
"""Ending of the file that `replace` writes before it renames; a left-over one means nothing."""

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
_MISSING = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.EMLINK}
)
_REASONS = {
    errno.ENOENT: "missing",
    errno.ELOOP: "a symbolic link",
    errno.ENOTDIR: "its folder is no directory",
    errno.EMLINK: "the same file has another name elsewhere (a hard link)",
}


class DiskSpace(NamedTuple):
    """Room on the file system under a location, for us and not for root alone."""

    total_bytes: int
    free_bytes: int


class Disk(Protocol):
    """The operations on one location's folder. Names are relative, with '/' between parts."""

    root: Path

    def pread(self, name: str, length: int, offset: int) -> bytes:
        """Read; shorter than `length` only at the end of the file.

        Raises:
            MissingPieceError: No such file, or no regular one.
        """

    def pwrite(self, name: str, data: Buffer, offset: int) -> None:
        """Write all of `data`, or raise.

        Raises:
            NoSpaceError: The disk or the quota is full.
        """

    def sync(self, name: str) -> None:
        """Return once the file's content is durable.

        Raises:
            MissingPieceError: The file was removed or exchanged under us.
            MediumError: What was written since the last sync may be lost, for good: no later sync
                can be trusted with it. Never NoSpaceError, which promises that nothing changed.
        """

    def start_writing(self, name: str, offset: int, length: int) -> None:
        """Begin to hand a written range to the drive. A hint: never fails."""

    def finish_writing(self, name: str, offset: int, length: int) -> bool:
        """Return once the drive has taken a written range; False if only `sync` can tell.

        It is durable with the file's next sync. Where it overwrote what the file had, it is so in
        practice with the next sync of any file on the same drive, which empties the drive's cache.

        Raises:
            MediumError: As from `sync`.
        """

    def allocate(self, name: str, length: int) -> None:
        """Create the file if it is missing and reserve real space up to `length`.

        Raises:
            NoSpaceError: There is none.
        """

    def create(self, name: str, data: bytes) -> None:
        """Write a new file, durable with its name. It must not exist yet."""

    def replace(self, name: str, data: bytes) -> None:
        """Put `data` in the place of a file, durably: old or new after a crash, nothing between."""

    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is no error."""

    def sync_folder(self, name: str = "") -> None:
        """Make the entries durable of the folder that holds `name`."""

    def size(self, name: str) -> int | None:
        """Length in bytes; None when there is no regular file of the name."""

    def names(self, folder: str = "") -> list[str]:
        """Names in a folder, sorted; none when it is missing."""

    def advise(self, name: str, offset: int, length: int) -> None:
        """Tell the system that a range will be read soon. A hint: never fails."""

    def is_cached(self, name: str, offset: int, length: int) -> bool:
        """Whether a range can be read without the drive. Never fails; False if nobody can tell."""

    def open_direct(self, name: str) -> Handle | None:
        """The file, open for direct I/O; None where that brings nothing, or the file is no use.

        What is written so is durable with the file's next `sync`.
        """

    def set_times(self, name: str, time_ns: int) -> None:
        """Set access and modification time, so that they tell nothing."""

    def space(self) -> DiskSpace:
        """Room on the file system."""

    def refresh(self) -> None:
        """Let later calls open what each name leads to now, not what it led to before."""

    def close(self) -> None:
        """Close every descriptor."""


class PosixDisk:
    """A folder on a POSIX file system, with a bounded cache of open descriptors. Thread-safe.

    Raises:
        MissingPieceError: `root` is no folder that can be opened.
    """

    def __init__(self, root: Path, read_only: bool = False, max_open: int | None = None) -> None:
        self.root = root
        self.read_only = read_only
        self._does_direct_io: bool | None = None
        try:
            self._files = DescriptorCache(root, read_only, max_open)
        except OSError as error:
            raise translate_error(str(root), error) from error

    def pread(self, name: str, length: int, offset: int) -> bytes:
        """See `Disk`."""
        try:
            handle = self._files.get(name)
            data = os.pread(handle.fd, length, offset)
            if len(data) != length and data:
                data = self._read_on(handle.fd, data, length, offset)
        except OSError as error:
            raise self._error(name, error) from error
        return data

    def pwrite(self, name: str, data: Buffer, offset: int) -> None:
        """See `Disk`."""
        try:
            self._check_writable()
            handle = self._files.get(name)
            _check_ours_alone(handle)
            written = os.pwrite(handle.fd, data, offset)
            if written != len(data):
                self._write_on(handle.fd, data, written, offset)
        except OSError as error:
            raise self._error(name, error) from error

    def sync(self, name: str) -> None:
        """See `Disk`."""
        try:
            handle = self._files.get(name)
            _sync_data(handle.fd)
            current = self._files.is_current(name, handle)
        except OSError as error:
            raise self._sync_error(name, error) from error
        if not current:
            # Somebody removed or exchanged the file: what was synced can no longer be found.
            self._files.drop(name)
            raise MissingPieceError(f"{self.root}/{name}", errno.ENOENT, "exchanged while in use")

    def start_writing(self, name: str, offset: int, length: int) -> None:
        """See `Disk`."""
        with suppress(OSError):
            handle = self._files.get(name)
            start_writing(handle.fd, offset, length)

    def finish_writing(self, name: str, offset: int, length: int) -> bool:
        """See `Disk`."""
        try:
            handle = self._files.get(name)
            return finish_writing(handle.fd, offset, length)
        except OSError as error:
            raise self._sync_error(name, error) from error

    def allocate(self, name: str, length: int) -> None:
        """See `Disk`."""
        try:
            self._check_writable()
            handle = self._files.make(name)
            _check_ours_alone(handle)
            _allocate(handle.fd, length)
        except OSError as error:
            raise self._error(name, error) from error

    def create(self, name: str, data: bytes) -> None:
        """See `Disk`. A file that could not be written whole is taken away again."""
        try:
            self._check_writable()
            handle = self._files.make(name, exclusive=True)
            try:
                self._write_on(handle.fd, data, 0, 0)
                _sync_all(handle.fd)
            except OSError:
                self._files.unlink(name)
                raise
            _sync_all(self._files.folder(name).fd)
        except OSError as error:
            raise self._error(name, error) from error

    def replace(self, name: str, data: bytes) -> None:
        """See `Disk`."""
        fresh = name + NEW_SUFFIX
        self.remove(fresh)
        self.create(fresh, data)
        try:
            self._files.rename(fresh, name)
            _sync_all(self._files.folder(name).fd)
        except OSError as error:
            raise self._error(name, error) from error

    def remove(self, name: str) -> None:
        """See `Disk`."""
        try:
            self._check_writable()
            with suppress(FileNotFoundError):
                self._files.unlink(name)
        except OSError as error:
            raise self._error(name, error) from error

    def sync_folder(self, name: str = "") -> None:
        """See `Disk`."""
        try:
            _sync_all(self._files.folder(name).fd)
        except OSError as error:
            raise self._sync_error(name, error) from error

    def size(self, name: str) -> int | None:
        """See `Disk`."""
        try:
            return self._files.size(name)
        except OSError as error:
            if error.errno in _MISSING:
                return None
            raise self._error(name, error) from error

    def names(self, folder: str = "") -> list[str]:
        """See `Disk`."""
        try:
            return self._files.names(folder)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._error(folder, error) from error

    def advise(self, name: str, offset: int, length: int) -> None:
        """See `Disk`."""
        if sys.platform == "linux":
            with suppress(OSError):
                handle = self._files.get(name)
                os.posix_fadvise(handle.fd, offset, length, os.POSIX_FADV_WILLNEED)

    def is_cached(self, name: str, offset: int, length: int) -> bool:
        """See `Disk`."""
        with suppress(OSError):
            handle = self._files.get(name)
            return is_cached(handle.fd, offset, length)
        return False

    def open_direct(self, name: str) -> Handle | None:
        """See `Disk`."""
        if self._does_direct_io is None:
            with suppress(OSError):
                self._does_direct_io = does_direct_io(self._files.folder("").fd)
        if not self._does_direct_io:
            return None
        with suppress(OSError):
            handle = self._files.direct(name)
            if not handle.shared:
                return handle
        return None

    def set_times(self, name: str, time_ns: int) -> None:
        """See `Disk`."""
        try:
            self._check_writable()
            handle = self._files.get(name)
            _check_ours_alone(handle)
            os.utime(handle.fd, ns=(time_ns, time_ns))
        except OSError as error:
            raise self._error(name, error) from error

    def space(self) -> DiskSpace:
        """See `Disk`."""
        try:
            status = os.fstatvfs(self._files.folder("").fd)
        except OSError as error:
            raise self._error("", error) from error
        return DiskSpace(status.f_blocks * status.f_frsize, status.f_bavail * status.f_frsize)

    def refresh(self) -> None:
        """See `Disk`."""
        self._files.forget()

    def close(self) -> None:
        """See `Disk`."""
        self._files.close()

    def _check_writable(self) -> None:
        if self.read_only:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def _read_on(self, fd: int, data: bytes, length: int, offset: int) -> bytes:
        """Read on after a short read, which the system may give before the end of a file."""
        pieces = [data]
        done = len(data)
        while done < length and (piece := os.pread(fd, length - done, offset + done)):
            pieces.append(piece)
            done += len(piece)
        return b"".join(pieces)

    def _write_on(self, fd: int, data: Buffer, done: int, offset: int) -> None:
        """Write the rest after a short write, which a nearly full disk gives before ENOSPC."""
        with memoryview(data) as view:
            while done < len(view):
                written = os.pwrite(fd, view[done:], offset + done)
                if written == 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                done += written

    def _error(self, name: str, error: OSError) -> VaultError:
        return translate_error(f"{self.root}/{name}", error)

    def _sync_error(self, name: str, error: OSError) -> VaultError:
        """No room at a sync is no refusal that leaves things as they were: data may be gone."""
        found = self._error(name, error)
        if isinstance(found, NoSpaceError):
            return MediumError(f"{self.root}/{name}", error.errno or errno.ENOSPC)
        return found


def translate_error(place: str, error: OSError) -> VaultError:
    """The engine's error for what the operating system said."""
    code = error.errno or errno.EIO
    if code in _NO_SPACE:
        return NoSpaceError(place)
    if code in _MISSING:
        return MissingPieceError(place, code, _REASONS.get(code, "no regular file"))
    return MediumError(place, code)


def _check_ours_alone(handle: Handle) -> None:
    """Refuse to write in place to a file that has another name: it is somebody else's file too."""
    if handle.shared:
        raise OSError(errno.EMLINK, os.strerror(errno.EMLINK))


def _allocate(fd: int, length: int) -> None:
    """Reserve real space, so that a later write into it cannot fail for want of it."""
    if sys.platform == "linux":
        os.posix_fallocate(fd, 0, length)
    else:
        size = os.fstat(fd).st_size
        while size < length:
            size += os.pwrite(fd, os.urandom(min(length - size, 1 << 20)), size)


def _sync_data(fd: int) -> None:
    if sys.platform == "linux":
        os.fdatasync(fd)
    else:
        _sync_all(fd)


def _sync_all(fd: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # fsync alone leaves the data in the drive's cache
    else:
        os.fsync(fd)
