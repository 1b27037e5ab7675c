"""What scrubbing and repair need to know: which blocks of which inode lie where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.format.pointers import unpack_pointers
from engine.namespace.core import NamespaceCore
from engine.namespace.extents import LEAF_POINTERS, ExtentMap
from engine.types import BlockPointer, BlockWrite

StoredBlock = tuple[int, BlockPointer]
"""A block's index in its file, and where it lies."""

_NEXT_LEAF = (
    "select ino, leaf, pointers from extent where (ino, leaf) > (?, ?) order by ino, leaf limit 1"
)


class StoredOperations(NamespaceCore):
    """Operations on stored blocks."""

    def stored_blocks(self) -> Iterator[tuple[int, list[StoredBlock]]]:
        """The stored blocks of every inode, a leaf at a time, ascending.

        The lock is held for each step only: by the time of the next one, blocks may have moved.
        """
        ino, leaf = 0, -1
        while True:
            with self._lock:
                row = self._store.execute(_NEXT_LEAF, (ino, leaf)).fetchone()
            if row is None:
                return
            ino, leaf, raw = row
            pointers = enumerate(unpack_pointers(raw), leaf * LEAF_POINTERS)
            blocks = [(index, pointer) for index, pointer in pointers if pointer.row]
            if blocks:
                yield ino, blocks

    def still_stored(self, ino: int, blocks: Sequence[StoredBlock]) -> list[StoredBlock]:
        """Those of the blocks that still lie where they are said to."""
        with self._lock:
            extents = ExtentMap(self._store, ino, self._contents.free)
            return [each for each in blocks if extents.get(each[0], 1)[0] == each[1]]

    def relocate(
        self, ino: int, index: int, pointer: BlockPointer, data: bytes | bytearray | memoryview
    ) -> bool:
        """Write a block's content to a fresh row, if it still lies at `pointer`.

        Raises:
            NoSpaceError: There is no row for it.
        """
        with self._lock:
            self._store.check_writable()
            self._store.reserve(1)  # may flush, and so move the block
            extents = self._contents.extents_of(ino)
            if extents.get(index, 1)[0] != pointer:
                self._store.unreserve(1)
                return False
            fresh = self._store.put([BlockWrite(ino, index, data)])
            try:
                replaced = extents.set([(index, fresh[0])])
            except BaseException:
                self._store.free(fresh)
                raise
            self._contents.free(replaced)
            self._store.touch()
            return True
