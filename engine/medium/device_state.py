"""The state folder of this device: small files that are about a vault, but lie outside of it.

Each is replaced whole or not at all, and durable when that has returned. What is read from here is
trusted no more than what is read from a vault.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from engine.medium.system import CLOEXEC, DIRECTORY, NOCTTY, NOFOLLOW, NONBLOCK, lock_exclusively

STATE_DIR_VARIABLE = "SIGMAVAULT_STATE_DIR"
"""Environment variable that names another state folder, for tests and portable installations."""

_READ_FLAGS = os.O_RDONLY | CLOEXEC | NOFOLLOW | NONBLOCK | NOCTTY
_LOCK_STEP_S = 0.02


def state_root() -> Path:
    """The program's folder for what it remembers on this device. Not made here."""
    named = os.environ.get(STATE_DIR_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_state_dir("sigmavault", "sigmavault"))


class DeviceFolder:
    """A folder below the state folder, for its owner's eyes only.

    Raises:
        OSError: From every method, for the caller to judge: a device that cannot remember is no
            reason to keep anyone from a vault.
    """

    def __init__(self, name: str, root: Path | None = None) -> None:
        self.path = (root if root is not None else state_root()) / name

    def read(self, name: str, limit_bytes: int) -> bytes | None:
        """A file's content, and one byte more if it is longer than the limit; None if missing."""
        try:
            descriptor = os.open(self.path / name, _READ_FLAGS)
        except (FileNotFoundError, NotADirectoryError):
            return None
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(self.path / name))
            return file.read(limit_bytes + 1)

    def replace(self, name: str, content: bytes | bytearray) -> None:
        """Put a file in the place of another, durably: old or new after a crash."""
        self._make()
        descriptor, fresh = tempfile.mkstemp(dir=self.path, prefix=".new-")  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, self.path / name)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(fresh)
            raise
        _sync_folder(self.path)

    def remove(self, name: str) -> None:
        """Take a file away. That there was none is no error."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            (self.path / name).unlink()

    @contextlib.contextmanager
    def locked(self, name: str, timeout_s: float) -> Iterator[None]:
        """Hold an exclusive lock of that name; it dies with its holder, its empty file stays.

        Raises:
            TimeoutError: Somebody else held it all the time.
        """
        self._make()
        flags = os.O_RDWR | os.O_CREAT | CLOEXEC | NOFOLLOW
        descriptor = os.open(self.path / name, flags, 0o600)
        try:
            _lock(descriptor, timeout_s)
            yield
        finally:
            os.close(descriptor)

    def check_writable(self) -> None:
        """Raise unless files can be put here."""
        self._make()
        descriptor, probe = tempfile.mkstemp(dir=self.path, prefix=".new-")
        os.close(descriptor)
        os.unlink(probe)

    def _make(self) -> None:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)


def _lock(descriptor: int, timeout_s: float) -> None:
    end = time.monotonic() + timeout_s
    while True:
        try:
            lock_exclusively(descriptor)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
            time.sleep(_LOCK_STEP_S)
        else:
            return


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | DIRECTORY | CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
