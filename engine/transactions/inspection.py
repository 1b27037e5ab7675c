"""What those who check a store ask of it: where its own rows lie, what is lost, and to renew that.

A part of TransactionalStore; here so that the order of writes stands alone in its module.
"""

from __future__ import annotations

import threading
from collections.abc import Container

from engine.index import ChunkedPages
from engine.medium.bands import BandLoss, BandStore
from engine.transactions.damages import DamageLog
from engine.transactions.journal import Journal, Replay
from engine.transactions.roots import RootStore
from engine.transactions.rows import RowLedger
from engine.transactions.superblocks import FoundRoot
from engine.types import HOLE, BlockPointer, Damage


class InspectedStore:
    """The checks' side of a store; see `TransactionalStore` for the locks."""

    lock: threading.RLock
    _io: threading.Lock
    _bands: BandStore
    _pages: ChunkedPages
    _damages: DamageLog
    rows: RowLedger
    roots: RootStore
    journal: Journal
    root: FoundRoot | None

    @property
    def generation(self) -> int:
        """Generation of the newest durable root."""
        raise NotImplementedError

    def touch(self) -> None:
        """Note that something changed."""
        raise NotImplementedError

    def checkpoint(self) -> None:
        """Write a root."""
        raise NotImplementedError

    def index_pointers(self) -> list[BlockPointer]:
        """Where the chunks of the index lie, as of the newest root."""
        return [pointer for pointer in self._pages.pointers if pointer != HOLE]

    def map_pointers(self) -> list[BlockPointer]:
        """Where the map blocks lie, as of the newest root."""
        return self.roots.map_pointers()

    def lost_bands(self) -> dict[str, BandLoss]:
        """Band files that are missing, cut short, or not files; a look at each one's length."""
        with self.lock:
            groups = self.rows.allocator.groups
        return self._bands.losses(groups)

    def restore_bands(self) -> None:
        """Make band files anew, in noise, that are missing, and lengthen those cut short."""
        with self.lock:
            lost = self._bands.missing(self.rows.allocator.groups, short_too=True)
            self._bands.restore(lost)
            if lost:
                self.touch()

    def renew_journal(self) -> None:
        """Have whole copies of the journal: a root empties it, and files that are gone are made."""
        with self.lock:
            self.touch()
            self.checkpoint()
            with self._io:
                self.journal.reserve(1)

    def examine_journal(self) -> Replay:
        """What the journal holds now, while nothing is appended to it."""
        with self._io:
            root = self.root
            return self.journal.replay(self.generation, root.root.key_epoch if root else None)

    def rewrite_index(self, rows: Container[int]) -> None:
        """Let the next root write anew, to fresh rows, what of the index and its map lies in these."""
        places = enumerate(self._pages.pointers)
        self._pages.rewrite([chunk for chunk, pointer in places if pointer.row in rows])
        places = enumerate(self.roots.map_pointers())
        self.roots.rewrite([block for block, pointer in places if pointer.row in rows])

    @property
    def damage_seen(self) -> tuple[Damage, ...]:
        """Damage that reads have met since the store was opened."""
        return self._damages.seen

    def note_damage(self, damage: Damage) -> None:
        """Remember damage seen on a read, for whoever asks about the vault's health."""
        self._damages.note(damage)
