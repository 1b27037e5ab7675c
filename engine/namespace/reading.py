"""Reading file data: dirty blocks, cache, runs of stored blocks with read-ahead, holes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.constants import BLOCK_BYTES, RUN_ROWS
from engine.errors import DamageError
from engine.namespace.backing import Store
from engine.namespace.blocks import ZEROS
from engine.namespace.cache import BlockCache
from engine.namespace.content import ContentTable, FileContent
from engine.namespace.veil import SEALED_LEVEL
from engine.types import BlockPointer

FIRST_WINDOW = 4
"""Blocks read ahead once a second read continues the first: 260 KB, doubled at each miss."""

WINDOWS_AHEAD = 2
"""Windows that are on their way beyond the one that is read."""

_ZEROS = memoryview(ZEROS)

Piece = bytes | bytearray | memoryview
Bases = Mapping[BlockPointer, bytes | memoryview]
"""Stored blocks that were read together."""

_NONE: Bases = {}


class FileReader:
    """Puts the bytes of a read together."""

    def __init__(self, store: Store, cache: BlockCache, table: ContentTable) -> None:
        self._store = store
        self._cache = cache
        self._table = table

    def read(self, content: FileContent, offset: int, length: int) -> list[Piece]:
        """Read `length` bytes, all of them within the file, in one or more pieces."""
        if content.inline:
            piece = content.text[offset : offset + length]
            if len(piece) != length:
                piece = bytes(piece) + bytes(length - len(piece))
            return [piece]
        end = offset + length
        first, last = offset // BLOCK_BYTES, (end - 1) // BLOCK_BYTES
        pointers = content.extents.get(first, last + 1 - first)
        sequential = offset == content.next_read
        content.next_read = end
        if not sequential:
            content.window = content.asked_ahead = 0
        whole = sequential or last - first > 1
        if whole:
            self._load(content, first, pointers, sequential)
        pieces: list[Piece] = []
        for index in range(first, last + 1):
            low = offset - index * BLOCK_BYTES if index == first else 0
            high = end - index * BLOCK_BYTES if index == last else BLOCK_BYTES
            pieces.append(self._piece(content, index, pointers[index - first], low, high))
        return pieces

    def bases(self, content: FileContent, indices: Sequence[int]) -> Bases:
        """Stored blocks for `fill`, neighbouring rows read at once, but for those that are cached.

        For one run, which bounds the memory. A single one is left to `fill`, which needs less.

        Raises:
            StripeLostError: One of them cannot be read.
        """
        pairs = [(content.extents.get(index, 1)[0], index) for index in indices]
        missing = sorted(pair for pair in pairs if pair[0] not in self._cache)
        if len(missing) < 2:
            return {}
        pointers = [pointer for pointer, _ in missing]
        blocks = self._stored(content, pointers, [index for _, index in missing])
        return dict(zip(pointers, blocks, strict=True))

    def fill(
        self, content: FileContent, index: int, pointer: BlockPointer, bases: Bases = _NONE
    ) -> None:
        """Complete a dirty block from the stored one below it.

        Args:
            content: The file.
            index: Of the block; it must need what is stored.
            pointer: The stored block's place.
            bases: What `bases` gave, if it was asked.

        Raises:
            StripeLostError: The stored block cannot be read.
        """
        block = content.blocks[index]
        base = bases.get(pointer)
        if base is None:
            base = self._cache.get(pointer)
        if base is None and content.veil is not None:
            base = self._stored(content, [pointer], [index])[0]
        if base is None:
            wanted = self._store.get(pointer, 0, block.base_end)
        else:
            wanted = memoryview(base)[: block.base_end]
        before = len(block.data)
        block.fill(wanted)
        self._table.used += len(block.data) - before

    def _piece(
        self, content: FileContent, index: int, pointer: BlockPointer, low: int, high: int
    ) -> Piece:
        block = content.blocks.get(index)
        if block is not None:
            if block.needs_base:
                self.fill(content, index, pointer)
            return block.read(low, high)
        if not pointer.row:
            if content.veil is not None:
                content.veil.check_hole(index)
            return _ZEROS[low:high]
        cached = self._cache.get(pointer)
        if cached is None and content.veil is not None:
            cached = self._stored(content, [pointer], [index])[0]
            self._cache.put(pointer, cached)
        if cached is not None:
            return cached if high - low == BLOCK_BYTES else memoryview(cached)[low:high]
        return self._store.get(pointer, low, high - low)

    def _stored(
        self, content: FileContent, pointers: Sequence[BlockPointer], indices: Sequence[int]
    ) -> Sequence[bytes | memoryview]:
        """Whole blocks as they were written, whatever seals them: all reads of such pass here.

        Raises:
            StripeLostError, SealBrokenError: One of them cannot be read.
        """
        if content.veil is None:
            return self._store.get_many(pointers)
        blocks = self._store.get_many(pointers, SEALED_LEVEL)
        return list(map(content.veil.open_block, indices, blocks))

    def _load(
        self, content: FileContent, first: int, pointers: list[BlockPointer], sequential: bool
    ) -> None:
        """Bring the wanted blocks into the cache; on a miss of a sequential reader, more."""
        if not any(self._missing(content, first + i, p) for i, p in enumerate(pointers)):
            return
        wanted = pointers
        if sequential and first + len(pointers) > 1:
            content.window = min(RUN_ROWS, max(FIRST_WINDOW, content.window * 2))
            end = first + len(pointers)
            wanted = pointers + self._ahead(content, end, _window_end(end, content.window))
        if content.window >= RUN_ROWS // 2:  # before the reading, so that the disk works meanwhile
            self._read_ahead(content, first + len(wanted))
        places = [i for i, p in enumerate(wanted) if self._missing(content, first + i, p)]
        for start in range(0, len(places), RUN_ROWS):
            part = places[start : start + RUN_ROWS]
            run, indices = [wanted[i] for i in part], [first + i for i in part]
            found = self._fetch(content, run, indices, len(pointers))
            for pointer, block in zip(run, found, strict=False):
                self._cache.put(pointer, block)

    def _fetch(
        self, content: FileContent, run: list[BlockPointer], indices: list[int], wanted: int
    ) -> Sequence[bytes | memoryview]:
        """Read a run; when read-ahead meets damage, only what was asked for counts."""
        try:
            return self._stored(content, run, indices)
        except DamageError:
            if len(run) <= wanted:
                raise
            return []

    def _read_ahead(self, content: FileContent, first: int) -> None:
        """Have the windows from `first` on come, as far as that was not asked for before."""
        end = (first // RUN_ROWS + WINDOWS_AHEAD) * RUN_ROWS
        ahead = self._ahead(content, max(first, content.asked_ahead), end)
        content.asked_ahead = end
        self._store.read_ahead([pointer for pointer in ahead if pointer.row])

    def _ahead(self, content: FileContent, first: int, end: int) -> list[BlockPointer]:
        count = min(end, -(-content.inode.size // BLOCK_BYTES)) - first
        try:
            return content.extents.get(first, count) if count > 0 else []
        except DamageError:  # of pointers that nobody asked for yet
            return []

    def _missing(self, content: FileContent, index: int, pointer: BlockPointer) -> bool:
        return bool(pointer.row) and index not in content.blocks and pointer not in self._cache


def _window_end(end: int, window: int) -> int:
    """Where to stop reading ahead behind the blocks that are wanted, which end at `end`.

    Whole windows end where the runs do that a stream is written in, so that each is one run.
    """
    if window < RUN_ROWS:
        return end + window
    return -(-end // RUN_ROWS) * RUN_ROWS
