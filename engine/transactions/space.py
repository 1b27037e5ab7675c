"""Room in a vault: promises, growth, what the index may keep unused, and roots that set rows free.

Rows become free in three ways, the cheapest first: they are free, the vault grows, or roots are
written until the quarantine lets rows go. What a full disk leaves is the ledger's reserve, which
only deletes and commits may touch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from engine.constants import (
    BAND_SLOTS,
    BLOCK_BYTES,
    INDEX_CHUNK_PAGES,
    RUN_ROWS,
    SUPERBLOCK_COPIES,
)
from engine.errors import NoSpaceError
from engine.medium.disk import Disk
from engine.transactions.rows import RowLedger
from engine.types import SpaceUsage

_QUARANTINE_SHARE = BAND_SLOTS // 4
"""Rows for each group that wait in quarantine before roots are written to free them."""
_UNUSED_PAGES = 1024
"""Unused pages that the index may keep, and how many are given back at once: 4 MiB. Past a quarter
of the index, that is."""
_MOVE_ROWS = 32
"""Rows of the reserve that a block on its way to another row may use: it leaves one behind."""
_MEASURE_EVERY = 64
"""Operations between two looks at the index's size: they make it larger by less than the rows
that the reserve holds beyond it."""

_FEW_OPERATIONS = _MEASURE_EVERY // 4


@dataclass(frozen=True, slots=True)
class SpaceActions:
    """What keeping space asks of the store."""

    flush: Callable[[], None]
    """Bring the index up to date; what was deleted gives its rows up."""
    index_pages: Callable[[], tuple[int, int]]
    """Pages of the index as the transaction under way has it, and how many of them are unused."""
    index_chunks: Callable[[], int]
    """Chunks of the index as the newest root has it."""
    shrink: Callable[[int], None]
    """Give up to so many unused pages of the index back."""
    write_root: Callable[[], None]
    """Write a root, changed or not."""


class SpaceKeeper:
    """Makes room, and says how much there is; guarded by the store's lock."""

    def __init__(self, ledger: RowLedger, disks: Sequence[Disk], actions: SpaceActions) -> None:
        self._ledger = ledger
        self._disks = disks
        self._do = actions
        self._unmeasured = 0

    def reserve(self, rows: int) -> None:
        """Promise rows to blocks that will be put later; may grow the vault or write a root.

        Raises:
            NoSpaceError: Not even growth gives so many rows.
        """
        if rows > self._ledger.available:
            self.make_room(rows)
        self._ledger.promised += rows

    def make_room_without_root(self, rows: int) -> None:
        """See that so many rows are there to be promised, by growth alone.

        Raises:
            NoSpaceError: Growth does not give so many.
        """
        short = rows - self._ledger.available
        if short > 0:
            self._ledger.grow(short)

    def reserve_for_move(self, rows: int) -> int:
        """Promise up to `rows` rows to blocks that leave as many behind, and say how many.

        Rows in quarantine come before growth: a move of everything would else make the vault
        larger by all of it.

        Raises:
            NoSpaceError: Not a single one.
        """
        ledger = self._ledger
        if rows > ledger.available and ledger.releasable:
            self._release_quarantine()
        if rows > ledger.available and ledger.available < RUN_ROWS:
            with suppress(NoSpaceError):
                ledger.grow(1)
        granted = min(rows, ledger.available + _MOVE_ROWS)
        if granted <= 0:
            raise NoSpaceError("rows")
        ledger.promised += granted
        return granted

    def unreserve(self, rows: int) -> None:
        """Give promised rows back."""
        self._ledger.promised -= rows

    def admit(self, deletes: bool) -> None:
        """See that an operation which changes something finds a row.

        Raises:
            NoSpaceError: Only the reserve is left, and the operation does not delete.
        """
        self._unmeasured += 1
        if self._unmeasured >= _MEASURE_EVERY:
            self.measure_index()
        if not deletes and self._ledger.available <= 0:
            self.make_room(1)

    def make_room(self, rows: int) -> None:
        """Grow, or write roots until the quarantine lets rows go.

        Growth comes first while the quarantine is small: a root costs syncs, a group only space.

        Raises:
            NoSpaceError: Neither gives so many rows.
        """
        ledger = self._ledger
        short = rows - ledger.available
        if short <= 0:
            return
        if ledger.releasable >= max(short, ledger.allocator.groups * _QUARANTINE_SHARE):
            self._release_quarantine()
            short = rows - ledger.available
        if short <= 0:
            return
        try:
            ledger.grow(short)
        except NoSpaceError:
            # What was deleted gives its rows up at the next flush. Roots cost syncs: a full vault
            # that is written to all the same must not pay them for nothing, each time.
            self._do.flush()
            unused = self.measure_index()
            self._do.shrink(unused)
            if ledger.releasable + unused // INDEX_CHUNK_PAGES >= short:
                self._release_quarantine()
            if rows > ledger.available:
                raise

    def measure_index(self) -> int:
        """Note how large the index has become; the reserve goes by it. Returns unused pages."""
        pages, unused = self._do.index_pages()
        chunks = -(-pages // INDEX_CHUNK_PAGES)
        self._ledger.index_chunks = max(chunks, self._do.index_chunks())
        self._unmeasured = 0
        return unused

    def trim_index(self) -> None:
        """After a commit: let the index give unused pages back when it keeps too many.

        After a small one the look that follows soon will do: a statement costs what a page does.
        """
        if self._unmeasured < _FEW_OPERATIONS:
            return
        unused = self.measure_index()
        if unused > _UNUSED_PAGES and 4 * unused > self._ledger.index_chunks * INDEX_CHUNK_PAGES:
            self._do.shrink(_UNUSED_PAGES)

    def needs_second_root(self) -> bool:
        """Whether the rows that a root has just replaced are needed for the next one.

        Without a second root the next one might find none, and a full vault could not be emptied.
        """
        return self._ledger.available <= 0 < self._ledger.quarantined

    def usage(self) -> SpaceUsage:
        """What is used and what is free, with what the disk under it lets the vault grow."""
        ledger = self._ledger
        disk = self._disks[0].space()
        group = ledger.group_bytes()
        growable = disk.free_bytes // group * BAND_SLOTS
        waiting = ledger.quarantined + ledger.freed_now
        free_rows = max(0, ledger.available) + waiting + growable
        used_rows = ledger.allocator.groups * BAND_SLOTS - ledger.allocator.free_rows - waiting
        used, free = used_rows * BLOCK_BYTES, free_rows * BLOCK_BYTES
        taken = ledger.allocator.groups * group
        return SpaceUsage(used, free, used + free, taken, disk.free_bytes)

    def _release_quarantine(self) -> None:
        """Write roots until what is freed now can be used again: two, and one for the index."""
        for _ in range(SUPERBLOCK_COPIES + 1):
            self._do.write_root()
