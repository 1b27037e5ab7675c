"""The clock that stamps files."""

from __future__ import annotations

import sys
import time

_CLOCK_REALTIME_COARSE = 5
"""Linux's number for it; Python has no name for it."""


def now_ns() -> int:
    """The time that new stamps get: the kernel's own clock for files where there is one.

    The kernel stamps writes itself (write-back cache). A finer clock here would let a file that is
    created after a write be older than it, and would make the kernel send its own, coarser stamp of
    nearly every file that is created and written at once.
    """
    if sys.platform != "linux":
        return time.time_ns()
    return time.clock_gettime_ns(_CLOCK_REALTIME_COARSE)
