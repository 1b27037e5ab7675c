"""Where a file's blocks lie: leaves of packed pointers, read when needed, written through at once.

Leaves in memory are clean copies of their rows, so that they can be dropped at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from typing import NamedTuple

from engine.constants import POINTER_BYTES
from engine.format.pointers import pack_pointers, unpack_pointers
from engine.namespace.backing import Store
from engine.types import HOLE, BlockPointer

LEAF_POINTERS = 256
"""Blocks that a leaf covers: 16.6 MB of a file in a row of at most 4 KiB."""

CACHED_LEAVES = 64
"""Leaves of one file kept in memory: 256 KiB for 1 GB of the file."""

DROP_LEAVES = 64
"""Leaves removed in one step: 1 GB of a file, 262 KB of pointers."""

_HOLE_BYTES = bytes(POINTER_BYTES)
_SELECT = "select pointers from extent where ino = ? and leaf = ?"
_REPLACE = "insert or replace into extent (ino, leaf, pointers) values (?, ?, ?)"
_DELETE = "delete from extent where ino = ? and leaf = ?"
_TAIL = (
    "select leaf, pointers from extent where ino = ? and leaf >= ? and leaf <= ?"
    " order by leaf desc limit ?"
)
_NEXT = "select leaf, pointers from extent where ino = ? and leaf >= ? order by leaf limit 1"


FreeBlocks = Callable[[Sequence[BlockPointer]], None]


class Dropped(NamedTuple):
    """One step of a removal: how many blocks went, and the first index that was looked at."""

    blocks: int
    first: int


class ExtentMap:
    """The block pointers of one inode. `free` is called with what nothing points to any more."""

    __slots__ = ("_free", "_ino", "_leaves", "_store")

    def __init__(self, store: Store, ino: int, free: FreeBlocks) -> None:
        self._store = store
        self._ino = ino
        self._free = free
        self._leaves: dict[int, bytes] = {}

    def get(self, first: int, count: int) -> list[BlockPointer]:
        """The pointers of `count` blocks from index `first`; HOLE where there is none."""
        leaf, start = divmod(first, LEAF_POINTERS)
        if start + count <= LEAF_POINTERS:
            return self._from_leaf(leaf, start, count)
        pointers: list[BlockPointer] = []
        while count:
            part = min(count, LEAF_POINTERS - start)
            pointers += self._from_leaf(leaf, start, part)
            leaf, start, count = leaf + 1, 0, count - part
        return pointers

    def set(self, blocks: Sequence[tuple[int, BlockPointer]]) -> list[BlockPointer]:
        """Point the given indices (ascending) elsewhere; returns what was replaced, less holes.

        All of them or, when SQLite fails, none.
        """
        old = [pointer for index, _ in blocks if (pointer := self.get(index, 1)[0]).row]
        changed = self._changed(blocks)
        # A single row changes whole or not at all by itself.
        with self._store.savepoint() if len(changed) > 1 else nullcontext():
            for leaf, raw in changed.items():
                self._store.execute(_REPLACE, (self._ino, leaf, raw))
        for leaf, raw in changed.items():
            self._keep(leaf, raw)
        return old

    def drop(self, first: int, end: int) -> Iterator[Dropped]:
        """Free the blocks from index `first` to `end` (exclusive), in steps, the last ones first.

        After each step the index is whole; a caller that shrinks a file as it goes can stop at any.
        """
        last_leaf = (end - 1) // LEAF_POINTERS
        while last_leaf >= first // LEAF_POINTERS:
            rows = self._store.execute(
                _TAIL, (self._ino, first // LEAF_POINTERS, last_leaf, DROP_LEAVES)
            ).fetchall()
            if not rows:
                return
            yield self._drop_leaves(rows, first, end)
            last_leaf = rows[-1][0] - 1

    def next_stored(self, first: int) -> int | None:
        """The first index at or after `first` that has a block."""
        while True:
            row = self._store.execute(_NEXT, (self._ino, first // LEAF_POINTERS)).fetchone()
            if row is None:
                return None
            leaf, pointers = row[0], unpack_pointers(row[1])
            start = first % LEAF_POINTERS if leaf == first // LEAF_POINTERS else 0
            for position in range(start, len(pointers)):
                if pointers[position].row:
                    return int(leaf) * LEAF_POINTERS + position
            first = (leaf + 1) * LEAF_POINTERS

    def next_hole(self, first: int) -> int:
        """The first index at or after `first` that has no block."""
        while True:
            leaf, start = divmod(first, LEAF_POINTERS)
            for pointer in self._from_leaf(leaf, start, LEAF_POINTERS - start):
                if not pointer.row:
                    return first
                first += 1

    # -- leaves ------------------------------------------------------------------------------

    def _from_leaf(self, leaf: int, start: int, count: int) -> list[BlockPointer]:
        raw = self._leaf(leaf)[start * POINTER_BYTES : (start + count) * POINTER_BYTES]
        pointers = unpack_pointers(raw)
        if len(pointers) < count:
            pointers += [HOLE] * (count - len(pointers))
        return pointers

    def _leaf(self, leaf: int) -> bytes:
        raw = self._leaves.get(leaf)
        if raw is None:
            row = self._store.execute(_SELECT, (self._ino, leaf)).fetchone()
            raw = row[0] if row else b""
            self._keep(leaf, raw)
        return raw

    def _keep(self, leaf: int, raw: bytes) -> None:
        if leaf not in self._leaves and len(self._leaves) >= CACHED_LEAVES:
            del self._leaves[next(iter(self._leaves))]
        self._leaves[leaf] = raw

    def _changed(self, blocks: Sequence[tuple[int, BlockPointer]]) -> dict[int, bytes]:
        changed: dict[int, bytearray] = {}
        for index, pointer in blocks:
            leaf, position = divmod(index, LEAF_POINTERS)
            raw = changed.get(leaf)
            if raw is None:
                raw = changed[leaf] = bytearray(self._leaf(leaf))
            at = position * POINTER_BYTES
            if len(raw) < at:
                raw.extend(bytes(at - len(raw)))
            raw[at : at + POINTER_BYTES] = pack_pointers((pointer,))
        return {leaf: bytes(raw) for leaf, raw in changed.items()}

    def _drop_leaves(self, rows: Sequence[tuple[int, bytes]], first: int, end: int) -> Dropped:
        freed: list[BlockPointer] = []
        kept: dict[int, bytes] = {}
        for leaf, raw in rows:
            base = leaf * LEAF_POINTERS
            low = max(0, first - base) * POINTER_BYTES
            high = max(0, min(LEAF_POINTERS, end - base)) * POINTER_BYTES
            freed += [pointer for pointer in unpack_pointers(raw[low:high]) if pointer.row]
            kept[leaf] = _without_tail(raw[:low] + bytes(len(raw[low:high])) + raw[high:])
        with self._store.savepoint():
            for leaf, raw in kept.items():
                if raw:
                    self._store.execute(_REPLACE, (self._ino, leaf, raw))
                else:
                    self._store.execute(_DELETE, (self._ino, leaf))
        for leaf, raw in kept.items():
            if leaf in self._leaves:
                self._leaves[leaf] = raw
        self._free(freed)
        return Dropped(len(freed), max(first, rows[-1][0] * LEAF_POINTERS))


def _without_tail(raw: bytes) -> bytes:
    """The packed pointers less the holes at their end."""
    end = len(raw)
    while end and raw[end - POINTER_BYTES : end] == _HOLE_BYTES:
        end -= POINTER_BYTES
    return raw[:end]
