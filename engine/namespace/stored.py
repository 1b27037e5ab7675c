"""What scrubbing and repair need to know: which blocks of which inode lie where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.format.pointers import unpack_pointers
from engine.namespace.core import NamespaceCore
from engine.namespace.extents import LEAF_POINTERS, ExtentMap
from engine.types import BlockPointer, BlockWrite, Buffer

StoredBlock = tuple[int, BlockPointer]
"""A block's index in its file, and where it lies."""

Leaf = tuple[int, int]
"""A step of the walk over all stored blocks: an inode, and the number of a leaf of its extents."""

FIRST_LEAF: Leaf = (0, -1)
"""Before the first one."""

_NEXT_LEAF = (
    "select ino, leaf, pointers from extent where (ino, leaf) > (?, ?) order by ino, leaf limit 1"
)


class StoredOperations(NamespaceCore):
    """Operations on stored blocks."""

    def stored_blocks(self, after: Leaf = FIRST_LEAF) -> Iterator[tuple[int, list[StoredBlock]]]:
        """The stored blocks of every inode, a leaf at a time, ascending.

        The lock is held for each step only: by the time of the next one, blocks may have moved.

        Args:
            after: Where a walk that was broken off had come to; see `leaf_of`.
        """
        ino, leaf = after
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

    def relocate(self, ino: int, index: int, pointer: BlockPointer, data: Buffer) -> bool:
        """Write a block's content to a fresh row, if it still lies at `pointer`.

        Raises:
            NoSpaceError: There is no row for it.
        """
        return bool(self.relocate_many(ino, [(index, pointer, data)]))

    def relocate_many(
        self, ino: int, blocks: Sequence[tuple[int, BlockPointer, Buffer]]
    ) -> set[int]:
        """Write blocks of a file to fresh rows, those that still lie where they are said to.

        The rows that held them are let go with the transaction, and so stay as they are until two
        roots that do not refer to them are durable.

        Args:
            ino: The file.
            blocks: Index in the file (ascending), pointer and content of each.

        Returns:
            The indices of those that moved.

        Raises:
            NoSpaceError: There are no rows for them; none has moved.
        """
        with self._lock:
            self._store.check_writable()
            self._store.reserve(len(blocks))  # may flush, and so move blocks
            promised = len(blocks)
            try:
                extents = self._contents.extents_of(ino)
                still = [each for each in blocks if extents.get(each[0], 1)[0] == each[1]]
                self._store.unreserve(promised - len(still))
                promised = len(still)
                if not still:
                    return set()
                fresh = self._store.put([BlockWrite(ino, index, data) for index, _, data in still])
            except BaseException:
                self._store.unreserve(promised)
                raise
            moves = [(block[0], row) for block, row in zip(still, fresh, strict=True)]
            try:
                replaced = extents.set(moves)
            except BaseException:
                self._store.free(fresh)
                raise
            self._contents.free(replaced)
            self._store.touch()
            return {index for index, _ in moves}


def leaf_of(ino: int, blocks: Sequence[StoredBlock]) -> Leaf:
    """Where the walk stands after a step that gave these blocks."""
    return ino, blocks[0][0] // LEAF_POINTERS
