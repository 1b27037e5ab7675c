"""Decoded blocks kept for the next read, and the guess at what will be read next."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from engine.constants import BLOCK_BYTES
from engine.types import BlockPointer

CACHE_BLOCKS = 32 * 1024 * 1024 // BLOCK_BYTES
"""516 blocks, 32 MiB."""


class BlockCache:
    """Whole blocks by pointer, the least recently used ones dropped first.

    What a pointer names never changes while it is live, so that nothing needs to be invalidated
    but what was freed: its row, epoch and birth can come back together within one generation.
    """

    __slots__ = ("_blocks", "_capacity")

    def __init__(self, capacity: int = CACHE_BLOCKS) -> None:
        self._blocks: OrderedDict[BlockPointer, bytes | memoryview] = OrderedDict()
        self._capacity = capacity

    def get(self, pointer: BlockPointer) -> bytes | memoryview | None:
        """The block, if it is here."""
        block = self._blocks.get(pointer)
        if block is not None:
            self._blocks.move_to_end(pointer)
        return block

    def __contains__(self, pointer: BlockPointer) -> bool:
        return pointer in self._blocks

    def put(self, pointer: BlockPointer, block: bytes | memoryview) -> None:
        """Keep a block of BLOCK_BYTES."""
        self._blocks[pointer] = block
        self._blocks.move_to_end(pointer)
        if len(self._blocks) > self._capacity:
            self._blocks.popitem(last=False)

    def discard(self, pointers: Iterable[BlockPointer]) -> None:
        """Forget blocks that were freed."""
        for pointer in pointers:
            self._blocks.pop(pointer, None)

    def clear(self) -> None:
        """Forget everything."""
        self._blocks.clear()
