"""Handing what was just written to the drive while the next is being sealed.

Without it a stream lies in the page cache until the sync, which then waits for all of it. The
drive may keep whoever hands over waiting, so a thread does it, and what it cannot keep up with is
left to the system.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from engine.medium.system import run_anywhere

_WAITING = 4
"""Ranges that wait at most: a drive that is so far behind needs no more to do."""

Start = Callable[[int, int], None]
"""Begins to hand rows to the drive: the first one, and how many. Must not fail."""


class WriteOut:
    """A thread that starts with the first range and ends with `stop`."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._ranges: queue.Queue[tuple[int, int] | None] = queue.Queue()
        self._thread: threading.Thread | None = None

    def begin(self, row: int, count: int) -> None:
        """Have rows handed to the drive soon, unless too many wait. Returns at once."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._work, name="sigmavault-write-out", daemon=True
            )
            self._thread.start()
        if self._ranges.qsize() < _WAITING:
            self._ranges.put((row, count))

    def stop(self) -> None:
        """End the thread once it has handed over what waits."""
        if self._thread is not None:
            self._ranges.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        run_anywhere()
        while (rows := self._ranges.get()) is not None:
            self._start(*rows)
