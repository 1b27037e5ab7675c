"""A new master key for a store: what is written goes under it at once, the rest is moved to it.

Blocks of files are moved by whoever knows the files. Here are the store's own steps: the change of
the key, the index and its map, and the overwriting of all that was ever sealed under the old key:
free rows, the superblock ring, the journal, bands that a crash has left behind.

A part of TransactionalStore; here so that the order of writes stands alone in its module.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from engine.constants import BAND_SLOTS, RUN_ROWS, SUPERBLOCK_COPIES
from engine.errors import NoSpaceError
from engine.index import ChunkedPages
from engine.medium.bands import BandStore
from engine.scatter.backend import ScatterStorageBackend
from engine.transactions.journal import Journal
from engine.transactions.parts import StoreParts
from engine.transactions.roots import RootStore
from engine.transactions.rows import RowLedger
from engine.transactions.space import SpaceKeeper
from engine.transactions.superblocks import RING_ROWS
from engine.types import BlockPointer, SlotKind

log = logging.getLogger(__name__)

_RING_ROOTS = len(RING_ROWS) // SUPERBLOCK_COPIES
"""Roots that take every place of the ring once."""


class RenewedStore:
    """The steps of a move to a new key; see `TransactionalStore` for the locks."""

    lock: threading.RLock
    _io: threading.Lock
    _parts: StoreParts
    _bands: BandStore
    _pages: ChunkedPages
    _room: SpaceKeeper
    backend: ScatterStorageBackend
    journal: Journal
    rows: RowLedger
    roots: RootStore

    def check_writable(self) -> None:
        """Raise unless the store can be written."""
        raise NotImplementedError

    def touch(self) -> None:
        """Note that something changed."""
        raise NotImplementedError

    def checkpoint(self) -> None:
        """Write a root."""
        raise NotImplementedError

    def rewrite_index(self, rows: set[int]) -> None:
        """Let the next root write anew what of the index and its map lies in these rows."""
        raise NotImplementedError

    # -- the change -----------------------------------------------------------------------------

    def change_key(self, master_key: bytes | bytearray, write_header: Callable[[], None]) -> None:
        """Write under a new master key from now on.

        The header comes first: from it both keys can be had, so that everything up to then and
        everything after it opens. What the journal holds stays under the old key until the next
        root, which is written here as well.

        Args:
            master_key: 32 random bytes.
            write_header: Makes the header durable that carries both keys, or raises.

        Raises:
            ReadOnlyVaultError, NoSpaceError, MediumError: Nothing has changed, unless the store
                has failed: then the header's word holds.
        """
        keys = self._parts.keys
        with self.lock:
            self.check_writable()
            self.touch()
            self.checkpoint()
            write_header()
            old = keys.epoch
            keys.advance(master_key)
            self.backend.advance_keys(old, keys.scatter_key, keys.phase_key)
            self.touch()
            with suppress(NoSpaceError):  # then a later root brings it; nothing depends on when
                self.checkpoint()

    def forget_old_keys(self) -> None:
        """Drop the keys of earlier epochs, and all that was derived from them."""
        with self.lock:
            self._parts.keys.forget_old()
            self.backend.forget_old_keys()

    def unwritable_bands(self) -> set[str]:
        """Bands in whose place something lies that is not written to: it would stay as it is."""
        with self.lock:
            lost = self._bands.losses(self.rows.allocator.groups)
        return {*self._bands.left_out, *lost}

    # -- the index ------------------------------------------------------------------------------

    def old_engine_rows(self) -> list[BlockPointer]:
        """Where pieces of the index and of its map lie that are under an old key."""
        epoch = self._parts.epoch
        with self.lock:
            pointers = [*self._pages.pointers, *self.roots.map_pointers()]
        return [each for each in pointers if each.row and each.epoch != epoch]

    def renew_index(self) -> int:
        """Move a portion of the index, or of its map, to the present key. Returns what is left.

        Raises:
            NoSpaceError: There is no room for it; the store is as it was.
        """
        with self.lock:
            self.check_writable()
            old = self.old_engine_rows()
            if not old:
                return 0
            # No more than a root may need anyway, of which the reserve takes account.
            room = min(RUN_ROWS, max(1, self.rows.allocator.free_rows // 4))
            self.rewrite_index({pointer.row for pointer in old[:room]})
            self.touch()
            self.checkpoint()
            return len(self.old_engine_rows())

    # -- room -----------------------------------------------------------------------------------

    def reserve_for_move(self, rows: int) -> int:
        """Promise up to `rows` rows to blocks that leave as many behind. Returns how many.

        Raises:
            NoSpaceError: None at all.
        """
        return self._room.reserve_for_move(rows)

    # -- what is left under the old key ---------------------------------------------------------

    def renew_ring(self) -> None:
        """Write roots until every place of the ring is of the present key.

        Rows that were freed before are then free: no root refers to them any more.

        Raises:
            NoSpaceError, MediumError: A root could not be written.
        """
        for _ in range(_RING_ROOTS):
            self.touch()
            self.checkpoint()

    def old_roots(self) -> int:
        """Rows of the ring in which anything opens under an old key."""
        with self.lock:
            return sum(
                bool(self.backend.births(row, SlotKind.SUPERBLOCK, epoch))
                for row in RING_ROWS
                for epoch in self._parts.keys.old_epochs
            )

    def wipe_free_rows(self, group: int) -> int:
        """Overwrite what is free in a group with noise; durable with the next commit.

        The lock is held for a run at a time. What is taken meanwhile is written under the present
        key, and what is freed meanwhile was.

        Returns:
            Rows overwritten.

        Raises:
            MediumError: The disk refused.
        """
        wiped = 0
        place = 0
        while place < BAND_SLOTS:
            with self.lock:
                self.check_writable()
                run = next(
                    ((max(place, first), first + count)
                     for first, count in self.rows.allocator.free_runs(group)
                     if first + count > place),
                    None,
                )  # fmt: skip
                if run is None:
                    break
                first, end = run[0], min(run[1], run[0] + RUN_ROWS)
                self._bands.fill_noise(group, [(first, end - first)])
                self.touch()
            wiped += end - first
            place = end
        return wiped

    def wipe_leftovers(self) -> None:
        """Overwrite the bands of groups that the vault does not have, and the journal's rest.

        A crash while the vault grew may have left such bands. Of the journal that is what lies
        behind the batches of the present root; a root follows, so that its note is there again.

        Raises:
            MediumError, NoSpaceError: The disk refused.
        """
        with self.lock:
            self._bands.fill_strays(self.rows.allocator.groups)
            self.touch()
            self.checkpoint()
            with self._io:
                self.journal.erase()
            self.touch()
            self.checkpoint()
