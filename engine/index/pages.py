"""The index's main file, as SQLite sees it: pages that lie in stripes, copy-on-write.

Fifteen pages share a stripe, a chunk. Writes collect in an overlay and go to fresh rows when the
checkpoint syncs; until then the stripes of the last root stay as they are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from engine.constants import INDEX_CHUNK_BYTES
from engine.errors import IndexDamagedError
from engine.scatter.backend import ScatterStorageBackend
from engine.types import HOLE, BlockPointer, BlockWrite, Buffer, SlotKind

_CACHED_CHUNKS = 64
"""Whole chunks kept decoded: 4 MB, beside SQLite's own page cache."""


class ChunkedPages:
    """A file of `length` bytes over block pointers; guarded by the store's lock."""

    def __init__(self, backend: ScatterStorageBackend) -> None:
        self._backend = backend
        self.pointers: list[BlockPointer] = []
        self.length = 0
        self.on_sync: Callable[[], None] | None = None
        """Set by the store: writes the root. Called when SQLite syncs the main file."""
        self._overlay: dict[int, bytearray] = {}
        self._cache: OrderedDict[int, Buffer] = OrderedDict()
        self._last_chunk = -2

    def load(self, pointers: list[BlockPointer], length: int) -> None:
        """Take the state of a root."""
        self.pointers = pointers
        self.length = length
        self.discard()

    def discard(self) -> None:
        """Drop what was written since the last root (a checkpoint failed: SQLite repeats it)."""
        self._overlay.clear()
        self._cache.clear()

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes, from one or more chunks; short at the end of the file."""
        length = max(0, min(length, self.length - offset))
        pieces = []
        while length:
            chunk, within = divmod(offset, INDEX_CHUNK_BYTES)
            take = min(length, INDEX_CHUNK_BYTES - within)
            pieces.append(self._read_chunk(chunk, within, take))
            offset += take
            length -= take
        return b"".join(pieces)

    def write(self, offset: int, data: bytes) -> None:
        """Write whole pages into the overlay."""
        position = 0
        while position < len(data):
            chunk, within = divmod(offset + position, INDEX_CHUNK_BYTES)
            take = min(len(data) - position, INDEX_CHUNK_BYTES - within)
            self._writable(chunk)[within : within + take] = data[position : position + take]
            position += take
        self.length = max(self.length, offset + len(data))

    def truncate(self, length: int) -> None:
        """Shorten the file; chunks past the end leave the map at the next sync."""
        self.length = min(self.length, length)

    def rewrite(self, chunks: Iterable[int]) -> None:
        """Take chunks into the overlay, so that the next flush writes them to fresh rows."""
        for chunk in chunks:
            self._writable(chunk)

    def dirty_chunks(self) -> int:
        """Chunks that the next flush will write."""
        return len(self._overlay)

    def flush(self, epoch: int, birth: int) -> list[BlockPointer]:
        """Write the overlay to fresh rows. Returns the pointers that the new state no longer uses.

        The new state stands in `pointers` only once this returns; a failure leaves it as it was.
        """
        chunks = sorted(chunk for chunk in self._overlay if chunk < self._chunk_count())
        self._clear_past_end()
        blocks = [BlockWrite(0, chunk, self._overlay[chunk]) for chunk in chunks]
        written = self._backend.put(blocks, SlotKind.INDEX, epoch, birth)
        pointers = self.pointers[: self._chunk_count()]
        replaced = self.pointers[self._chunk_count() :]
        pointers.extend([HOLE] * (self._chunk_count() - len(pointers)))
        for chunk, pointer in zip(chunks, written, strict=True):
            replaced.append(pointers[chunk])
            pointers[chunk] = pointer
        self.pointers = pointers
        for chunk in chunks:
            self._remember(chunk, self._overlay.pop(chunk))
        self._overlay.clear()
        return [pointer for pointer in replaced if pointer != HOLE]

    def _clear_past_end(self) -> None:
        """Let nothing of pages that were cut off go to disk once more."""
        last, used = divmod(self.length, INDEX_CHUNK_BYTES)
        if used and last in self._overlay:
            self._overlay[last][used:] = bytes(INDEX_CHUNK_BYTES - used)

    def _chunk_count(self) -> int:
        return -(-self.length // INDEX_CHUNK_BYTES)

    def _writable(self, chunk: int) -> bytearray:
        buffer = self._overlay.get(chunk)
        if buffer is None:
            buffer = bytearray(INDEX_CHUNK_BYTES)
            if chunk < len(self.pointers) and self.pointers[chunk] != HOLE:
                buffer[:] = self._whole(chunk)
            self._overlay[chunk] = buffer
            self._cache.pop(chunk, None)
        return buffer

    def _read_chunk(self, chunk: int, within: int, length: int) -> Buffer:
        source: Buffer | None = self._overlay.get(chunk)
        if source is None:
            source = self._cache.get(chunk)
        if source is not None:
            return memoryview(source)[within : within + length]
        sequential = chunk in (self._last_chunk, self._last_chunk + 1)
        self._last_chunk = chunk
        if sequential:  # a scan, not a look-up: the neighbours will be wanted too
            return memoryview(self._whole(chunk))[within : within + length]
        pointer = self._pointer(chunk)
        return self._backend.get(pointer, SlotKind.INDEX, within, length)

    def _whole(self, chunk: int) -> Buffer:
        data = self._cache.get(chunk)
        if data is None:
            pointer = self._pointer(chunk)
            data = self._backend.get(pointer, SlotKind.INDEX, 0, INDEX_CHUNK_BYTES)
            self._remember(chunk, data)
        return data

    def _pointer(self, chunk: int) -> BlockPointer:
        if chunk >= len(self.pointers) or self.pointers[chunk] == HOLE:
            raise IndexDamagedError(f"index chunk {chunk} was never written")
        return self.pointers[chunk]

    def _remember(self, chunk: int, data: Buffer) -> None:
        self._cache[chunk] = data
        self._cache.move_to_end(chunk)
        if len(self._cache) > _CACHED_CHUNKS:
            self._cache.popitem(last=False)
