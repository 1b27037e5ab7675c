"""Which rows are taken: the allocation map, in memory.

Each group is a 512-bit number with a bit set for every free row, so that a run of any length is
found with a few shifts. Rows of file data are told apart from rows of the engine's own blocks
(index, map, superblock ring), because only the former are recorded in the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.constants import BAND_SLOTS
from engine.errors import NoSpaceError
from engine.scatter.coordinate import Projection

_FULL = (1 << BAND_SLOTS) - 1
GROUP_MAP_BYTES = BAND_SLOTS // 8
"""Bytes of one group's map: 64."""


class RowRun(NamedTuple):
    """Neighbouring rows of one group."""

    row: int
    count: int  # type: ignore[assignment] # hides tuple.count, which no run needs


class RowAllocator:
    """Hands out free rows. Not thread-safe: its owner's lock guards it."""

    def __init__(self) -> None:
        self._free: list[int] = []
        self._data: list[int] = []
        self._open: list[int] = []
        self._open_place: dict[int, int] = {}
        self.free_rows = 0
        self.dirty_groups: set[int] = set()
        """Groups whose map of data rows changed since it was last written to the index."""

    @property
    def groups(self) -> int:
        """Groups that the allocator knows."""
        return len(self._free)

    def add_group(self, data_map: int = 0) -> int:
        """Add the next group, with rows of data already taken. Returns its number."""
        group = len(self._free)
        self._free.append(_FULL & ~data_map)
        self._data.append(data_map)
        self.free_rows += BAND_SLOTS - data_map.bit_count()
        self._note(group)
        return group

    def data_map(self, group: int) -> int:
        """Rows of a group that are taken by data, as a bit set."""
        return self._data[group]

    def taken_map(self, group: int) -> int:
        """Rows of a group that are taken by anything, as a bit set."""
        return _FULL & ~self._free[group]

    def free_runs(self, group: int) -> list[tuple[int, int]]:
        """Free rows of a group as (first row within the group, count)."""
        return list(_runs(self._free[group]))

    def is_free(self, row: int) -> bool:
        """Whether nothing lives in the row."""
        group, bit = divmod(row, BAND_SLOTS)
        return bool(self._free[group] >> bit & 1)

    def take(self, wish: int, count: int, *, data: bool) -> list[RowRun]:
        """Take `count` free rows, in as few runs as can be, near where the projection wishes.

        Raises:
            NoSpaceError: Fewer rows are free; nothing was taken.
        """
        if count > self.free_rows:
            raise NoSpaceError("rows")
        runs: list[RowRun] = []
        while count:
            run = self._find(wish, min(count, BAND_SLOTS))
            self._mark(run, data)
            runs.append(run)
            count -= run.count
        return runs

    def claim(self, rows: Iterable[int]) -> None:
        """Take particular rows for the engine's own blocks, as found when the vault is opened."""
        for row in rows:
            if self.is_free(row):
                self._mark(RowRun(row, 1), data=False)

    def release(self, rows: Iterable[int]) -> None:
        """Give rows back; a row that is free already stays so."""
        for row in rows:
            group, bit = divmod(row, BAND_SLOTS)
            if self._free[group] >> bit & 1:
                continue
            self._free[group] |= 1 << bit
            if self._data[group] >> bit & 1:
                self._data[group] &= ~(1 << bit)
                self.dirty_groups.add(group)
            self.free_rows += 1
            self._note(group)

    def _find(self, wish: int, count: int) -> RowRun:
        while count:
            start = Projection.row_in_group(wish, 1 << (count.bit_length() - 1))
            for step in range(min(len(self._open), _PROBES if count > 1 else BAND_SLOTS)):
                group = self._open[(wish + step) % len(self._open)]
                place = _first_run(self._free[group], count, start)
                if place >= 0:
                    return RowRun(group * BAND_SLOTS + place, count)
            count >>= 1
        raise NoSpaceError("rows")

    def _mark(self, run: RowRun, data: bool) -> None:
        group, bit = divmod(run.row, BAND_SLOTS)
        mask = ((1 << run.count) - 1) << bit
        self._free[group] &= ~mask
        if data:
            self._data[group] |= mask
            self.dirty_groups.add(group)
        self.free_rows -= run.count
        self._note(group)

    def _note(self, group: int) -> None:
        """Keep the list of groups with free rows, so that a full vault is not searched group by group."""
        place = self._open_place.get(group)
        if self._free[group] and place is None:
            self._open_place[group] = len(self._open)
            self._open.append(group)
        elif not self._free[group] and place is not None:
            last = self._open.pop()
            del self._open_place[group]
            if last != group:
                self._open[place] = last
                self._open_place[last] = place


_PROBES = 8
"""Groups tried for a run of one length before a shorter one is taken."""


def _first_run(free: int, count: int, start: int) -> int:
    """First place at or after `start` (else from 0) with `count` bits set in a row; -1 if none."""
    width = 1
    while width < count:
        shift = min(width, count - width)
        free &= free >> shift
        width += shift
    after = free >> start
    if after:
        return start + (after & -after).bit_length() - 1
    return (free & -free).bit_length() - 1


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    place = 0
    while bits:
        zeros = (bits & -bits).bit_length() - 1
        bits >>= zeros
        place += zeros
        ones = (~bits & (bits + 1)).bit_length() - 1
        yield place, ones
        bits >>= ones
        place += ones
