"""Rows that a sequential reader will want, on their way from the bands while he has others.

Read past the page cache, into memory of our own: a stream is read once. What nobody takes is let go
of, and what was not asked for in time is read the usual way.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import NamedTuple

from engine.constants import SLOT_BYTES
from engine.medium.direct_io import DirectIo, Open, Parts

_RUNS = 4
"""Runs that were asked for and not taken yet: two each for two readers."""

_STALE_S = 1.0
"""After so long the place of a run that nobody took goes to a reader who asks."""

_clock = time.monotonic


class _Run(NamedTuple):
    """Neighbouring rows of one group on their way."""

    row: int
    end: int
    """The row behind the last one."""
    parts: Parts
    asked_s: float


class ReadAhead:
    """The runs of one vault that were asked for. Thread-safe."""

    def __init__(self, direct: DirectIo) -> None:
        self._direct = direct
        self._lock = threading.Lock()
        self._runs: list[_Run] = []

    def ask(
        self, row: int, count: int, offset: int, positions: Sequence[int], open_band: Open
    ) -> bool:
        """Begin to read a run of one group; False if it has to be read the usual way.

        Args:
            row: The first row.
            count: How many.
            offset: Where they lie in each band.
            positions: The bands that are wanted.
            open_band: Opens a position's band.
        """
        with self._lock:
            if len(self._runs) >= _RUNS and _clock() - self._runs[0].asked_s > _STALE_S:
                del self._runs[0]
            if len(self._runs) >= _RUNS:
                return False
            parts = self._direct.read(offset, count * SLOT_BYTES, positions, open_band)
            if len(parts.failed) == len(positions):
                return False
            self._runs.append(_Run(row, row + count, parts, _clock()))
        return True

    def together(self, row: int, count: int) -> int:
        """How many of the rows from `row` on lie in one run that was asked for, or in none."""
        end = row + count
        for run in tuple(self._runs):
            if run.row <= row < run.end:
                return min(end, run.end) - row
            if row < run.row:
                end = min(end, run.row)
        return end - row

    def take(self, row: int, count: int) -> dict[int, memoryview]:
        """The slots of rows that are part of one run, by position; waits for them.

        Empty if they were not asked for; a position whose slots did not come is left out. A run is
        let go of with its last row.
        """
        for run in tuple(self._runs):
            if run.row <= row and row + count <= run.end:
                self._direct.wait(run.parts)
                if row + count == run.end:
                    self._let_go(run)
                start = (row - run.row) * SLOT_BYTES
                slots = slice(start, start + count * SLOT_BYTES)
                failed = run.parts.failed
                pieces = run.parts.by_position.items()
                return {
                    position: piece[slots] for position, piece in pieces if position not in failed
                }
        return {}

    def forget(self, row: int, count: int) -> None:
        """Rows are written: what was read ahead of them is out of date."""
        for run in tuple(self._runs):
            if row < run.end and run.row < row + count:
                self._let_go(run)

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._runs.clear()

    def _let_go(self, run: _Run) -> None:
        with self._lock:
            self._runs = [each for each in self._runs if each is not run]
