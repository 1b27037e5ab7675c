"""Who holds which row, over time: allocation, quarantine, promises, the reserve, growth.

A row freed while generation g was being prepared may be used again only when two roots that do
not refer to it are durable, so that the last two roots are each a whole vault. Until then it sits
in quarantine: taken for the allocator, dead for the namespace.

The map of data rows and the quarantine are tables of the index and so change with the
transaction; rows of the index itself follow from the roots' maps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from engine.constants import BAND_BYTES, BAND_SLOTS, MAX_ROW
from engine.errors import NoSpaceError
from engine.format.pointers import pack_rows, unpack_rows
from engine.medium.bands import BandStore
from engine.scatter.allocation import GROUP_MAP_BYTES, RowAllocator

Execute = Callable[..., Any]
_BASE_RESERVE = 64
"""Rows that only deletes and commits may use, beside what a root may need: its map, and the few
chunks of a second root that lets the first one's rows go."""


class RowLedger:
    """Keeps the rows' books; guarded by the store's lock."""

    def __init__(self, allocator: RowAllocator, bands: BandStore, lanes: int) -> None:
        self.allocator = allocator
        self._bands = bands
        self._lanes = lanes
        self._freed: list[int] = []
        self._data_quarantine: dict[int, list[int]] = {}
        self._index_quarantine: dict[int, list[int]] = {}
        self._new_groups: set[int] = set()
        self._clear_before = -1
        self.promised = 0
        """Rows promised to dirty blocks that are not written yet."""
        self.quarantined = 0
        """Rows that wait for two roots."""
        self.index_chunks = 0
        """Chunks of the index as it stands, committed or not: what a root may have to write."""

    # -- opening --------------------------------------------------------------------------------

    def load(self, execute: Execute, groups: int) -> None:
        """Read the tables of an opened index; `groups` as the root has it."""
        maps = dict(execute("select id, live from band_group").fetchall())
        for group in range(max(groups, max(maps, default=-1) + 1)):
            self.allocator.add_group(
                int.from_bytes(maps.get(group, b"")[:GROUP_MAP_BYTES], "little")
            )
        self.allocator.dirty_groups = set(range(self.allocator.groups)) - set(maps)
        for generation, rows in execute("select generation, rows from quarantine").fetchall():
            self._quarantine(self._data_quarantine, generation, unpack_rows(rows))

    def claim_index(self, latest: Iterable[int], previous: Iterable[int], generation: int) -> None:
        """Take the rows of the last two roots' indexes; what only the older uses is in quarantine."""
        kept = set(latest)
        dead = set(previous) - kept
        self.allocator.claim(kept)
        self.allocator.claim(dead)
        self._quarantine(self._index_quarantine, generation, sorted(dead))

    # -- within a transaction -------------------------------------------------------------------

    def free(self, rows: Iterable[int]) -> None:
        """Note rows of data that the current transaction no longer uses."""
        self._freed.extend(rows)

    @property
    def has_news(self) -> bool:
        """Whether `record` has anything to write."""
        return bool(self._freed or self.allocator.dirty_groups or self._clear_before >= 0)

    def record(self, execute: Execute, generation: int) -> None:
        """Write what changed to the index, as part of the transaction about to be committed."""
        if self._clear_before >= 0:
            execute("delete from quarantine where generation <= ?", (self._clear_before,))
            self._clear_before = -1
        if self._freed:
            execute("insert into quarantine values (?, ?)", (generation, pack_rows(self._freed)))
            self._quarantine(self._data_quarantine, generation, self._freed)
            self._freed = []
        for group in sorted(self.allocator.dirty_groups):
            live = self.allocator.data_map(group).to_bytes(GROUP_MAP_BYTES, "little")
            execute("insert or replace into band_group values (?, ?)", (group, live))
        self.allocator.dirty_groups.clear()

    def fill_new_groups(self) -> None:
        """Fill with noise what is free in groups that no root or commit knows yet."""
        for group in sorted(self._new_groups):
            self._bands.fill_noise(group, self.allocator.free_runs(group))
            self._new_groups.discard(group)

    def root_written(self, previous: int, replaced: Iterable[int], generation: int) -> None:
        """A root of `generation` is durable; `previous` was the one before it.

        Frees what neither of them refers to, and quarantines the index rows just replaced.
        """
        for book in (self._data_quarantine, self._index_quarantine):
            for old in [freed for freed in book if freed <= previous]:
                rows = book.pop(old)
                self.quarantined -= len(rows)
                self.allocator.release(rows)
                if book is self._data_quarantine:
                    self._clear_before = max(self._clear_before, old)
        self._quarantine(self._index_quarantine, generation, list(replaced))

    def _quarantine(self, book: dict[int, list[int]], generation: int, rows: list[int]) -> None:
        if rows:
            book.setdefault(generation, []).extend(rows)
            self.quarantined += len(rows)

    @property
    def freed_now(self) -> int:
        """Rows that the transaction under way no longer uses."""
        return len(self._freed)

    @property
    def releasable(self) -> int:
        """Rows of data that roots would free. Those of the index do not count: roots take as many."""
        return len(self._freed) + sum(len(rows) for rows in self._data_quarantine.values())

    def quarantined_rows(self) -> dict[int, int]:
        """Rows of data that wait for two roots, and those freed since the last commit, as bit sets."""
        groups: dict[int, int] = {}
        for rows in (*self._data_quarantine.values(), self._freed):
            for row in rows:
                group, bit = divmod(row, BAND_SLOTS)
                groups[group] = groups.get(group, 0) | 1 << bit
        return groups

    # -- space ----------------------------------------------------------------------------------

    @property
    def reserve_rows(self) -> int:
        """Rows kept for deletes and commits: a root may have to write the whole index anew."""
        return _BASE_RESERVE + self.index_chunks

    @property
    def available(self) -> int:
        """Rows that ordinary writes may still take without growth; can be negative."""
        return self.allocator.free_rows - self.promised - self.reserve_rows

    def grow(self, rows: int) -> None:
        """Add groups until at least `rows` more rows are free.

        Raises:
            NoSpaceError: The disk has no room for another group; those added before stay.
        """
        for _ in range(-(-rows // BAND_SLOTS)):
            if (self.allocator.groups + 1) * BAND_SLOTS > MAX_ROW:
                raise NoSpaceError("rows")
            self._bands.reserve_group(self.allocator.groups)
            group = self.allocator.add_group()
            self.allocator.dirty_groups.add(group)
            self._new_groups.add(group)

    def group_bytes(self) -> int:
        """Disk space that one more group takes."""
        return self._lanes * BAND_BYTES
