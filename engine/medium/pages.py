"""Memory for direct I/O: whole pages, used again and again.

Such memory goes between the disk and us without passing the page cache, and has to begin where a
page does. It holds what lies on disk anyway: sealed slots and noise, never content.
"""

from __future__ import annotations

import ctypes
import mmap
from typing import Any

KEPT_ROOMS = 2
"""Rooms that nobody uses and that are kept all the same: what a stream gives back and takes again."""


class _Loan:
    """What views of a room refer to; with the last of them the room goes back to its pool."""

    memory: mmap.mmap
    pool: list[mmap.mmap]

    def __del__(self) -> None:
        if len(self.pool) < KEPT_ROOMS:
            self.pool.append(self.memory)


class PagePool:
    """Rooms of one size, in bytes."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._spare: list[mmap.mmap] = []
        members = {"_type_": ctypes.c_ubyte, "_length_": length}
        self._loan_type: Any = type("Loan", (_Loan, ctypes.Array), members)

    def take(self) -> memoryview:
        """A room that nobody else has until the last view of it is gone; it holds anything.

        Raises:
            OSError: The system has no memory for it.
        """
        try:
            memory = self._spare.pop()
        except IndexError:
            memory = mmap.mmap(-1, self._length)
            # A child that is made while the disk writes here must not come to share the page.
            if hasattr(mmap, "MADV_DONTFORK"):
                memory.madvise(mmap.MADV_DONTFORK)
        loan = self._loan_type.from_buffer(memory)
        loan.memory, loan.pool = memory, self._spare
        return memoryview(loan).cast("B")

    def trim(self) -> None:
        """Keep one room at most that nobody uses."""
        del self._spare[1:]


def cut_room(room: memoryview, length: int, number: int) -> list[memoryview]:
    """The first `number` pieces of a room, each of `length` bytes."""
    return [room[start : start + length] for start in range(0, number * length, length)]


def address_of(view: memoryview) -> int:
    """Where a writable view's memory begins."""
    return ctypes.addressof(ctypes.c_char.from_buffer(view))
