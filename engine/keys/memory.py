"""Keys in memory: kept out of core dumps and swap, and wiped, as far as Python allows.

How far that is, honestly. The master key lies in a page of its own that is locked, left out of
dumps, and overwritten when the vault is locked. Keys derived from it are bytearrays, overwritten
when their use has begun or ended. Beyond our reach are the copies that others make: `str` and
`bytes` objects (a passphrase, from the line that was read to what is hashed) live until they are
freed and are not overwritten then; argon2-cffi and OpenSSL hold copies of their own while they
work and, for ciphers, for as long as the object lives. They are dropped when the vault is locked,
which ends their use, and not promised to be gone from memory; docs/threat-model.md has the count.
A hibernated machine writes locked pages to disk as well.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import sys

_PR_SET_DUMPABLE = 4
"""prctl(2); also stops debuggers of the same user from attaching."""


def disable_core_dumps() -> bool:
    """Keep this process's memory out of core dumps; once, at the start of a program with keys.

    The limit alone does not bind when the system pipes dumps to a program (core(5)), so on Linux
    the process is marked as not dumpable as well. A program that is executed later starts afresh.

    Returns:
        Whether everything that this system offers was done.
    """
    try:
        import resource
    except ImportError:  # Windows writes no core files
        return sys.platform == "win32"
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return False
    if not sys.platform.startswith("linux"):
        return True
    libc = _libc()
    return libc is not None and libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0


def wipe(buffer: bytearray | memoryview) -> None:
    """Overwrite a secret with zeros, in place."""
    buffer[:] = bytes(len(buffer))


class LockedBytes:
    """A secret in a page of its own: locked against swapping and left out of dumps if allowed.

    Locks are by page, so secrets that shared one could not be unlocked apart. A child made by
    fork inherits the page's content but not its lock.

    Args:
        secret: Copied; the caller wipes its own.
    """

    __slots__ = ("_length", "_page", "locked")

    def __init__(self, secret: bytes | bytearray | memoryview) -> None:
        self._length = len(secret)
        self._page = mmap.mmap(-1, max(self._length, 1))
        self.locked = _lock_page(self._page)
        """Whether the system granted the lock (RLIMIT_MEMLOCK)."""
        if hasattr(mmap, "MADV_DONTDUMP"):
            with contextlib.suppress(OSError):
                self._page.madvise(mmap.MADV_DONTDUMP)
        with memoryview(self._page) as page:  # which takes any buffer, without another copy
            page[: self._length] = secret

    def view(self) -> memoryview:
        """The secret itself, not a copy; release the view before `wipe`.

        Raises:
            ValueError: It was wiped.
        """
        return memoryview(self._page)[: self._length]

    def wipe(self) -> None:
        """Overwrite the secret and give the page back; a second call does nothing."""
        if self._page.closed:
            return
        self._page[: self._length] = bytes(self._length)
        self._page.close()


def _lock_page(page: mmap.mmap) -> bool:
    libc = _libc()
    if libc is None or not hasattr(libc, "mlock"):
        return False
    place = ctypes.c_char.from_buffer(page)
    locked = libc.mlock(ctypes.byref(place), ctypes.c_size_t(len(page))) == 0
    del place  # the mapping cannot be closed while a pointer into it lives
    return bool(locked)


def _libc() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):  # TypeError: Windows has no such library
        return None
