"""Reading and writing roots: the map of the index's chunks, and the superblock that names it.

A root is durable in this order: chunks of the index, map blocks, sync, superblock, sync. Until
the last sync the root before it is the vault.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.constants import INDEX_CHUNK_BYTES, POINTER_BYTES
from engine.errors import RootLostError
from engine.format.pointers import pack_pointers, unpack_pointers
from engine.format.superblock import POINTERS_PER_MAP_BLOCK, Superblock
from engine.keys.state import KeyState
from engine.scatter.backend import ScatterStorageBackend
from engine.transactions.superblocks import FoundRoot, SuperblockRing, root_digest
from engine.types import BlockPointer, BlockWrite, SlotKind


@dataclass(frozen=True, slots=True)
class LoadedRoot:
    """A root with its map read."""

    found: FoundRoot
    chunks: list[BlockPointer]
    """One pointer for each chunk of the index."""

    @property
    def rows(self) -> set[int]:
        """Rows that the root's index and map take."""
        pointers = (*self.chunks, *self.found.root.map_pointers)
        return {pointer.row for pointer in pointers} - {0}


class RootStore:
    """The last two roots, and the map blocks of the newest."""

    def __init__(
        self, backend: ScatterStorageBackend, ring: SuperblockRing, keys: KeyState
    ) -> None:
        self._backend = backend
        self.ring = ring
        self._keys = keys
        self._map: list[bytes] = []
        self._map_pointers: list[BlockPointer] = []

    def load(self) -> tuple[LoadedRoot, LoadedRoot | None]:
        """The newest root that can be read, and the one before it.

        Raises:
            RootLostError: No root can be read.
        """
        loaded: list[LoadedRoot] = []
        for found in self.ring.load():
            try:
                loaded.append(LoadedRoot(found, self._chunks(found.root)))
            except Exception as error:
                if not loaded:
                    raise RootLostError("index map") from error
                break
            if len(loaded) == 2:
                break
        if not loaded:
            raise RootLostError("superblock ring")
        newest = loaded[0]
        self._map_pointers = list(newest.found.root.map_pointers)
        self._map = _map_blocks(newest.chunks)
        return newest, loaded[1] if len(loaded) > 1 else None

    def write_map(self, chunks: Sequence[BlockPointer], birth: int) -> list[BlockPointer]:
        """Write the map blocks that changed. Returns the pointers no longer used."""
        blocks = _map_blocks(chunks)
        changed = [
            number
            for number, block in enumerate(blocks)
            if number >= len(self._map) or self._map[number] != block
        ]
        writes = [BlockWrite(0, number, blocks[number]) for number in changed]
        written = self._backend.put(writes, SlotKind.MAP, self._keys.epoch, birth)
        pointers = self._map_pointers[: len(blocks)]
        replaced = self._map_pointers[len(blocks) :]
        for number, pointer in zip(changed, written, strict=True):
            if number < len(pointers):
                replaced.append(pointers[number])
                pointers[number] = pointer
            else:
                pointers.append(pointer)
        self._map, self._map_pointers = blocks, pointers
        return replaced

    def map_pointers(self) -> list[BlockPointer]:
        """Where the newest root's map blocks lie."""
        return list(self._map_pointers)

    def rewrite(self, blocks: Iterable[int]) -> None:
        """Let the next root write these map blocks anew, changed or not."""
        for number in blocks:
            self._map[number] = b""

    def map_block_count(self, chunks: int) -> int:
        """Map blocks that an index of so many chunks has."""
        return -(-chunks // POINTERS_PER_MAP_BLOCK)

    def write_superblock(
        self, before: FoundRoot | None, vault_id: bytes, generation: int, groups: int, length: int
    ) -> FoundRoot:
        """Write the next superblock over the oldest; the caller syncs before and after."""
        root = Superblock(
            vault_id=vault_id,
            generation=generation,
            key_epoch=self._keys.epoch,
            groups=groups,
            index_bytes=length,
            previous_digest=root_digest(before.root) if before else bytes(32),
            map_pointers=tuple(self._map_pointers),
        )
        place = self.ring.next_place(before.place) if before else 0
        self.ring.write(root, place)
        return FoundRoot(root, place, ())

    def _chunks(self, root: Superblock) -> list[BlockPointer]:
        count = -(-root.index_bytes // INDEX_CHUNK_BYTES)
        blocks = self._backend.get_many(root.map_pointers, SlotKind.MAP)
        raw = b"".join(block[: POINTERS_PER_MAP_BLOCK * POINTER_BYTES] for block in blocks)
        return unpack_pointers(raw[: count * POINTER_BYTES])


def _map_blocks(chunks: Sequence[BlockPointer]) -> list[bytes]:
    return [
        pack_pointers(chunks[start : start + POINTERS_PER_MAP_BLOCK])
        for start in range(0, len(chunks), POINTERS_PER_MAP_BLOCK)
    ]
