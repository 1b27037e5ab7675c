"""The superblock ring: the first rows of group 0, written in turn, each generation in two of them."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from dataclasses import dataclass

from engine.constants import BLOCK_BYTES, DATA_LANES, SUPERBLOCK_COPIES, SUPERBLOCK_RING_ROWS
from engine.errors import InvalidRecordError
from engine.format.superblock import Superblock, pack_superblock, unpack_superblock
from engine.keys.state import KeyState
from engine.scatter.allocation import RowRun
from engine.scatter.backend import ScatterStorageBackend
from engine.types import BlockPointer, BlockWrite, SlotKind

_PLACES = SUPERBLOCK_RING_ROWS // SUPERBLOCK_COPIES
RING_ROWS = range(SUPERBLOCK_RING_ROWS)
"""Rows that never hold anything else."""


@dataclass(frozen=True, slots=True)
class FoundRoot:
    """A superblock read from the ring."""

    root: Superblock
    place: int
    """Which of the ring's places it lies in."""
    copies: tuple[int, ...]
    """Rows whose copy could be read."""


class SuperblockRing:
    """Reads the roots that are there, writes the next one over the oldest."""

    def __init__(self, backend: ScatterStorageBackend, vault_id: bytes, keys: KeyState) -> None:
        self._backend = backend
        self._vault_id = vault_id
        self._keys = keys

    def load(self) -> list[FoundRoot]:
        """All generations that can be read, newest first; empty when none can."""
        found: dict[int, FoundRoot] = {}
        for row, epoch in itertools.product(RING_ROWS, self._keys.epochs):
            root = self._read(row, epoch)
            if root is None:
                continue
            known = found.get(root.generation)
            copies = (*known.copies, row) if known else (row,)
            found[root.generation] = FoundRoot(root, row // SUPERBLOCK_COPIES, copies)
        return sorted(found.values(), key=lambda each: each.root.generation, reverse=True)

    def write(self, root: Superblock, place: int) -> None:
        """Write both copies of a root; the caller syncs."""
        block = BlockWrite(0, root.generation, pack_superblock(root))
        for copy in range(SUPERBLOCK_COPIES):
            run = RowRun(place * SUPERBLOCK_COPIES + copy, 1)
            self._backend.write_run(
                run, [block], SlotKind.SUPERBLOCK, root.key_epoch, root.generation
            )

    @staticmethod
    def next_place(place: int) -> int:
        """The place after `place`: it holds the oldest root."""
        return (place + 1) % _PLACES

    def copies(self, found: FoundRoot) -> list[BlockPointer]:
        """Pointers to both copies of a root, for those who check them."""
        first = found.place * SUPERBLOCK_COPIES
        return [
            BlockPointer(row, found.root.key_epoch, found.root.generation)
            for row in range(first, first + SUPERBLOCK_COPIES)
        ]

    def is_whole(self, found: FoundRoot) -> bool:
        """Whether every lane of both copies is there: no write of it was torn, nothing damaged."""
        return not any(
            self._backend.check(pointer, SlotKind.SUPERBLOCK).damages
            for pointer in self.copies(found)
        )

    def _read(self, row: int, epoch: int) -> Superblock | None:
        """One copy; lanes of another generation (a torn write) count as lost."""
        births = Counter(self._backend.births(row, SlotKind.SUPERBLOCK, epoch))
        for birth, lanes in births.most_common():
            if lanes < DATA_LANES:
                continue
            check = self._backend.check(BlockPointer(row, epoch, birth), SlotKind.SUPERBLOCK)
            try:
                root = unpack_superblock((check.data or b"")[:BLOCK_BYTES])
            except InvalidRecordError:
                continue
            if root.vault_id != self._vault_id:
                continue
            if (root.generation, root.key_epoch) == (birth, epoch):
                return root
        return None


def root_digest(root: Superblock) -> bytes:
    """SHA-256 of a packed superblock: the link that the next one carries."""
    return hashlib.sha256(pack_superblock(root)).digest()
