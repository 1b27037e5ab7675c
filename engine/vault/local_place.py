"""A folder of the disk outside that an export writes into: entries appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.errors import (
    EntryExistsError,
    IsADirectoryInVaultError,
    NoSpaceError,
    NotADirectoryInVaultError,
)
from engine.medium.system import CLOEXEC, DIRECTORY, NOFOLLOW
from engine.vault.tally import Conflict

FOLDER_FLAGS = os.O_RDONLY | DIRECTORY | CLOEXEC
_DESCRIPTORS = b"/proc/self/fd"
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(slots=True)
class DiskAbilities:
    """What was found out about the disk so far; shared by the folders of one export."""

    nameless_files: bool = True


class LocalFolder:
    """An open folder. Everything is done relative to its descriptor."""

    def __init__(self, fd: int, conflict: Conflict, disk: DiskAbilities | None = None) -> None:
        self.fd = fd
        self._conflict = conflict
        self._disk = disk or DiskAbilities()

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self.fd)

    def enter(self, name: bytes) -> LocalFolder:
        """Open a folder in this one, made if it is missing.

        Made for its owner alone: it gets its mode when all that belongs into it is there.

        Raises:
            NotADirectoryInVaultError: Something else has the name, a link for instance.
        """
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, 0o700, dir_fd=self.fd)
        try:
            fd = os.open(name, FOLDER_FLAGS | NOFOLLOW, dir_fd=self.fd)
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.ELOOP):
                raise NotADirectoryInVaultError(name) from error
            raise
        return LocalFolder(fd, self._conflict, self._disk)

    def is_wanted(self, name: bytes) -> bool:
        """Whether a file is to be written under a name; asked before its content is read.

        Raises:
            IsADirectoryInVaultError: A folder has the name.
            EntryExistsError: A file has it, and that is to be a failure.
        """
        try:
            info = os.stat(name, dir_fd=self.fd, follow_symlinks=False)
        except FileNotFoundError:
            return True
        if stat.S_ISDIR(info.st_mode):
            raise IsADirectoryInVaultError(name)
        if self._conflict is Conflict.FAIL:
            raise EntryExistsError(name)
        return self._conflict is Conflict.REPLACE

    def place_file(self, name: bytes, fill: Callable[[int], None]) -> None:
        """Let `fill` write a file through a descriptor, then put the file in its place.

        Until then the file has no name, where the disk can do that: not even a kill leaves any of
        it, and the folder does not grow by names that come and go.

        Raises:
            NoSpaceError: The disk is full.
        """
        if not self._place_nameless(name, fill):
            self._disk.nameless_files = False
            self.place(name, lambda temporary: self._fill_named(temporary, fill))

    def _place_nameless(self, name: bytes, fill: Callable[[int], None]) -> bool:
        """Whether the file is there now; else this disk, or what guards it, does not let us."""
        fd = _open_nameless(self.fd) if self._disk.nameless_files else None
        if fd is None:
            return False
        try:
            with _full_disk(name):
                fill(fd)
                try:
                    self._link_nameless(fd, name)
                except OSError as error:
                    if error.errno in _FULL:
                        raise
                    return False
        finally:
            os.close(fd)
        return True

    def _fill_named(self, temporary: bytes, fill: Callable[[int], None]) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW | CLOEXEC
        fd = os.open(temporary, flags, 0o600, dir_fd=self.fd)
        try:
            fill(fd)
        finally:
            os.close(fd)

    def _link_nameless(self, fd: int, name: bytes) -> None:
        source = b"%s/%d" % (_DESCRIPTORS, fd)
        try:
            os.link(source, name, dst_dir_fd=self.fd)
        except FileExistsError:
            if self._conflict is not Conflict.REPLACE:  # it came meanwhile
                raise EntryExistsError(name) from None
            self.place(name, lambda temporary: os.link(source, temporary, dst_dir_fd=self.fd))

    def place(self, name: bytes, make: Callable[[bytes], None]) -> None:
        """Let `make` make an entry under a name of ours, then put it in its place.

        Whatever goes wrong, nothing of it is left.

        Raises:
            NoSpaceError: The disk is full.
        """
        # Beside its place, because a rename cannot leave the disk; hidden, and nobody else's name.
        temporary = b".sigmavault-" + secrets.token_hex(8).encode() + b".part"
        try:
            with _full_disk(name):
                make(temporary)
                os.replace(temporary, name, src_dir_fd=self.fd, dst_dir_fd=self.fd)
        finally:
            # Also after a rename: one of two links to the same file is left by it (POSIX rename).
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=self.fd)


def _open_nameless(folder_fd: int) -> int | None:
    """Make a file without a name in a folder (Linux: O_TMPFILE); None where that is not known."""
    if sys.platform != "linux" or not os.path.isdir(_DESCRIPTORS):
        return None
    try:
        return os.open(b".", os.O_TMPFILE | os.O_WRONLY | CLOEXEC, 0o600, dir_fd=folder_fd)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL):
            return None
        raise


@contextlib.contextmanager
def _full_disk(name: bytes) -> Iterator[None]:
    """Raise NoSpaceError for what the system says of a full disk."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpaceError(os.fsdecode(name)) from error
        raise
