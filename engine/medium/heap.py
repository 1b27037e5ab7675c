"""Working memory that stays with the process.

A run of rows passes through buffers of some megabytes, made and freed again a hundred times a
second. glibc gives such memory back to the system at once and then pays a page fault for every
4 KiB of the next one: measured, that makes the erasure code eight times slower (80 µs a block
against 10) and the whole write path half as fast.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from engine.medium.system import linux_call

_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
"""Parameters of glibc's mallopt, from <malloc.h>."""

KEPT_BYTES = 32 * 1024 * 1024
"""Free memory at the end of the heap that is kept: the buffers of some runs."""

LARGE_BYTES = 32 * 1024 * 1024
"""Single buffers from this size on still come from the system and return to it at once."""


COLLECT_AFTER = 50_000
"""New objects that Python's collector waits for; its own 700 are for programs with small heaps."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Have Python look for cycles of garbage seldom, for the time being.

    Our objects make hardly any cycles, while an import keeps some hundred thousand of them, all of
    which each full collection walks through: measured, a third of the time of an import of 55,000
    files.
    """
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@cache
def keep_freed_memory() -> None:
    """Let the process keep up to KEPT_BYTES of freed memory. Other systems than glibc's: nothing."""
    mallopt = linux_call("mallopt", ctypes.c_int, ctypes.c_int)
    if mallopt is not None:
        mallopt(_M_TRIM_THRESHOLD, KEPT_BYTES)
        mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)
