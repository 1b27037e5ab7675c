"""One writer: a lock on the vault's folder that names who holds it.

The kernel's lock decides and dies with its holder; what the file says is for people. So the file
of a process that is gone is no obstacle.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import stat
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.errors import VaultBusyError, VaultError
from engine.medium.disk import translate_error
from engine.medium.system import CLOEXEC, NOCTTY, NOFOLLOW, NONBLOCK, lock_exclusively

LOCK_NAME = "vault.lock"
_MAX_CONTENT_BYTES = 4096
_SAFE_FLAGS = CLOEXEC | NOFOLLOW | NONBLOCK | NOCTTY
_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | _SAFE_FLAGS
_READ_FLAGS = os.O_RDONLY | _SAFE_FLAGS


class WriterLock:
    """The right to write to the vault in `root`.

    A lock survives `fork` in whichever process keeps it: the other one calls `disown`. `describe`
    then puts the new process's number into the file.
    """

    def __init__(self, root: Path) -> None:
        self.path = root / LOCK_NAME
        self._fd: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._fd is not None

    def acquire(self, purpose: str, mountpoint: str = "") -> None:
        """Take the lock, at once or not at all.

        Raises:
            VaultBusyError: Another process has it; `holder` names it.
            MediumError: The folder cannot be written to or knows no locks.
        """
        while self._fd is None:
            fd = self._open()
            try:
                lock_exclusively(fd)
                # The holder before us may have removed the file between our open and our lock.
                if _same_file(fd, self.path):
                    self._fd = fd
            except BlockingIOError:
                raise VaultBusyError(self.path.parent, read_holder(self.path)) from None
            except OSError as error:
                raise self._error(error) from error
            finally:
                if self._fd is None:
                    os.close(fd)
        self.describe(purpose, mountpoint)

    def describe(self, purpose: str, mountpoint: str = "") -> None:
        """Write who holds the lock and what for."""
        if self._fd is None:
            return
        content = {"pid": os.getpid(), "host": socket.gethostname(), "purpose": purpose}
        if mountpoint:
            content["mountpoint"] = mountpoint
        raw = json.dumps(content).encode()
        try:
            if os.fstat(self._fd).st_nlink > 1:
                return  # it is another file too, which is not ours to write to
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, raw, 0)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise self._error(error) from error
            # A full disk must not keep anyone from opening the vault to delete something.

    def release(self) -> None:
        """Give the lock back and remove its file. Releasing twice is no error."""
        if self._fd is None:
            return
        fd, self._fd = self._fd, None
        try:
            if os.fstat(fd).st_nlink <= 1:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise self._error(error) from error
        finally:
            os.close(fd)

    def disown(self) -> None:
        """Forget the lock in a process that left it to its fork."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _open(self) -> int:
        try:
            fd = os.open(self.path, _LOCK_FLAGS, 0o600)
        except OSError as error:
            raise self._error(error) from error
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            os.close(fd)
            raise self._error(OSError(errno.ENXIO, "no regular file"))
        return fd

    def _error(self, error: OSError) -> VaultError:
        return translate_error(str(self.path), error)


def read_holder(path: Path) -> str:
    """Who a lock file says holds it, for people: "pid N on HOST: purpose", or "" when unreadable."""
    try:
        with os.fdopen(os.open(path, _READ_FLAGS), "rb") as file:
            content = json.loads(file.read(_MAX_CONTENT_BYTES))
    except (OSError, ValueError, RecursionError):
        return ""
    if not isinstance(content, dict):
        return ""
    pid, host, purpose = (content.get(name) for name in ("pid", "host", "purpose"))
    if not isinstance(pid, int) or not isinstance(host, str) or not isinstance(purpose, str):
        return ""
    holder = f"pid {pid} on {host}: {purpose}"
    # Whoever can write to the folder wrote this: no escape sequences for a terminal.
    return holder if holder.isprintable() else ""


def _same_file(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), os.stat(path, follow_symlinks=False))
    except FileNotFoundError:
        return False
