"""A folder of the disk outside that an export writes into: entries appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable

from engine.errors import (
    EntryExistsError,
    IsADirectoryInVaultError,
    NoSpaceError,
    NotADirectoryInVaultError,
)
from engine.vault.tally import Conflict

FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FULL = (errno.ENOSPC, errno.EDQUOT)


class LocalFolder:
    """An open folder. Everything is done relative to its descriptor."""

    def __init__(self, fd: int, conflict: Conflict) -> None:
        self.fd = fd
        self._conflict = conflict

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
            fd = os.open(name, FOLDER_FLAGS | os.O_NOFOLLOW, dir_fd=self.fd)
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.ELOOP):
                raise NotADirectoryInVaultError(name) from error
            raise
        return LocalFolder(fd, self._conflict)

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

    def place(self, name: bytes, make: Callable[[bytes], None]) -> None:
        """Let `make` make an entry under a name of ours, then put it in its place.

        Whatever goes wrong, nothing of it is left.

        Raises:
            NoSpaceError: The disk is full.
        """
        # Beside its place, because a rename cannot leave the disk; hidden, and nobody else's name.
        temporary = b".sigmavault-" + secrets.token_hex(8).encode() + b".part"
        try:
            make(temporary)
            os.replace(temporary, name, src_dir_fd=self.fd, dst_dir_fd=self.fd)
        except OSError as error:
            if error.errno in _FULL:
                raise NoSpaceError(os.fsdecode(name)) from error
            raise
        finally:
            # Also after a rename: one of two links to the same file is left by it (POSIX rename).
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=self.fd)
