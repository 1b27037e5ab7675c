"""What scrubbing and repair need to know: which blocks of which inode lie where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from engine.format.pointers import unpack_pointers
from engine.namespace.core import NamespaceCore
from engine.namespace.extents import LEAF_POINTERS, ExtentMap
from engine.namespace.veil import SEALED_LEVEL
from engine.types import BlockPointer, BlockWrite, Buffer


class Move(NamedTuple):
    """A block that is to go to a fresh row: whose it is, where it lies, what it holds."""

    ino: int
    place: int
    """The block's index in the file."""
    pointer: BlockPointer
    data: Buffer


StoredBlock = tuple[int, BlockPointer]
"""A block's index in its file, and where it lies."""

Leaf = tuple[int, int]
"""A step of the walk over all stored blocks: an inode, and the number of a leaf of its extents."""

FIRST_LEAF: Leaf = (0, -1)
"""Before the first one."""

NO_INODE = 1 << 63
"""Behind the last one."""

_NEXT_LEAF = (
    "select ino, leaf, pointers from extent where (ino, leaf) > (?, ?) order by ino, leaf limit 1"
)


class StoredOperations(NamespaceCore):
    """Operations on stored blocks."""

    def stored_blocks(
        self, after: Leaf = FIRST_LEAF, before_ino: int = NO_INODE
    ) -> Iterator[tuple[int, list[StoredBlock]]]:
        """The stored blocks of every inode, a leaf at a time, ascending.

        The lock is held for each step only: by the time of the next one, blocks may have moved.

        Args:
            after: Where a walk that was broken off had come to; see `leaf_of`.
            before_ino: The first inode that is left out.
        """
        ino, leaf = after
        while True:
            with self._lock:
                row = self._store.execute(_NEXT_LEAF, (ino, leaf)).fetchone()
            if row is None or row[0] >= before_ino:
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
            moves = [Move(ino, *block) for block in blocks]
            return {move.place for move in self._relocate(moves)}

    def move_blocks(self, moves: Sequence[Move]) -> int:
        """Write blocks of any files to fresh rows, as far as there is room for them at once.

        Rows that come free by it are used for more of them sooner than the vault is made larger,
        and some of those that are kept for deletes are.

        Args:
            moves: In ascending order of file and index.

        Returns:
            How many of the moves were looked at: those that come first. A block that no longer
            lies where it is said to is left alone.

        Raises:
            NoSpaceError: There is no row at all; none has moved.
        """
        with self._lock:
            self._store.check_writable()
            granted = self._store.reserve_for_move(len(moves))
            self._relocate(moves[:granted])
            return granted

    def _relocate(self, moves: Sequence[Move]) -> list[Move]:
        """Move blocks, to which rows are promised, if they are still where they are said to be."""
        promised = len(moves)
        try:
            extents = {ino: self._contents.extents_of(ino) for ino in {each.ino for each in moves}}
            still = [each for each in moves if _lies(extents[each.ino], each)]
            self._store.unreserve(promised - len(still))
            promised = len(still)
            if not still:
                return []
            # Under a second lock what moves is ciphertext, and no key is needed for it.
            levels = {ino: SEALED_LEVEL * self._locks.covers(ino) for ino in extents}
            writes = [BlockWrite(e.ino, e.place, e.data, levels[e.ino]) for e in still]
            fresh = self._store.put(writes)
        except BaseException:
            self._store.unreserve(promised)
            raise
        done = 0
        try:
            for ino, group in groupby(zip(still, fresh, strict=True), lambda each: each[0].ino):
                file = [(move.place, pointer) for move, pointer in group]
                replaced = extents[ino].set(file)
                done += len(file)
                self._contents.free(replaced)
        except BaseException:
            self._store.free(fresh[done:])
            raise
        finally:
            self._store.touch()
        return still


def _lies(extents: ExtentMap, move: Move) -> bool:
    """Whether a block still lies where a move takes it from."""
    return extents.get(move.place, 1)[0] == move.pointer


def leaf_of(ino: int, blocks: Sequence[StoredBlock]) -> Leaf:
    """Where the walk stands after a step that gave these blocks."""
    return ino, blocks[0][0] // LEAF_POINTERS
