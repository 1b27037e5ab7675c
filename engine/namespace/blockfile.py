"""Larger files: changed blocks in memory, and their way to the store and out of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from engine.constants import BLOCK_BYTES, MAX_FILE_BYTES, RUN_ROWS
from engine.errors import DamageError
from engine.format.journal import NotedWrite
from engine.namespace.backing import Store
from engine.namespace.blocks import DirtyBlock
from engine.namespace.cache import BlockCache
from engine.namespace.content import ContentTable, FileContent
from engine.namespace.extents import Dropped
from engine.namespace.inodes import InodeTable
from engine.namespace.reading import Bases, FileReader
from engine.namespace.veil import SEALED_LEVEL, Veil
from engine.transactions.noted import NotedWrites
from engine.types import BlockPointer, BlockWrite

log = logging.getLogger(__name__)

MAX_BLOCKS = MAX_FILE_BYTES // BLOCK_BYTES + 1
"""More than a file can have."""

FileBlocks = tuple[FileContent, Sequence[int]]
"""A file, and indices of dirty blocks of it, ascending."""

Seals = list[tuple[int, bytes]]
"""Of blocks under a second lock: index, and what the file's rows keep of its sealing."""

UNITS_PER_BLOCK = BLOCK_BYTES // 512
"""st_blocks of one stripe: 127, exactly."""


class BlockFiles:
    """Changes and flushes contents that lie in blocks."""

    def __init__(
        self,
        store: Store,
        inodes: InodeTable,
        table: ContentTable,
        cache: BlockCache,
        reader: FileReader,
    ) -> None:
        self._store = store
        self._inodes = inodes
        self._table = table
        self._cache = cache
        self._reader = reader
        self.stuck: dict[int, DamageError] = {}
        """By inode: the damage that keeps a changed block from being completed and written."""
        self._voided = False
        """Whether a block of which the journal has writes is no longer what they make of it."""

    # -- changing ----------------------------------------------------------------------------

    def write(self, content: FileContent, offset: int, data: memoryview) -> None:
        """Take `data` into dirty blocks.

        Raises:
            NoSpaceError: Not every new block could be promised a row; nothing changed.
        """
        first, last = offset // BLOCK_BYTES, (offset + len(data) - 1) // BLOCK_BYTES
        self._dirty_blocks(content, range(first, last + 1))
        blocks, table = content.blocks, self._table
        for index, start, piece in _pieces(offset, data):
            block = blocks[index]
            before = len(block.data)
            block.write(start, piece)
            table.used += len(block.data) - before
            if len(block.data) == BLOCK_BYTES and block.complete:
                content.full.add(index)

    def shrink(self, content: FileContent, size: int) -> None:
        """Cut a file to `size`; its size follows step by step, so that it is whole at each."""
        inode = content.inode
        keep = -(-size // BLOCK_BYTES)
        edge = size // BLOCK_BYTES
        cut = edge < keep and self._exists(content, edge)
        if cut:
            self._dirty_blocks(content, (edge,))
        for step in content.extents.drop(keep, -(-inode.size // BLOCK_BYTES)):
            self._inodes.change(inode)
            inode.size = max(size, min(inode.size, step.first * BLOCK_BYTES))
            self._count_dropped(content, step, keep, MAX_BLOCKS)
        self.forget(content, [index for index in content.blocks if index >= keep])
        if cut:
            self._zero(content, size, keep * BLOCK_BYTES)

    def punch(self, content: FileContent, offset: int, end: int) -> None:
        """Make bytes zeros and free the blocks that lie wholly within; the size stays."""
        first = -(-offset // BLOCK_BYTES)
        after = end // BLOCK_BYTES
        if end >= content.inode.size:
            after = -(-end // BLOCK_BYTES)
        parts = [(offset, end)]
        if first <= after:
            parts = [(offset, min(end, first * BLOCK_BYTES)), (after * BLOCK_BYTES, end)]
        parts = [(low, high) for low, high in parts if low < high]
        parts = [part for part in parts if self._exists(content, part[0] // BLOCK_BYTES)]
        self._dirty_blocks(content, [low // BLOCK_BYTES for low, _ in parts])
        for low, high in parts:
            self._zero(content, low, high)
        if first < after:
            for step in content.extents.drop(first, after):
                self._inodes.change(content.inode)
                self._count_dropped(content, step, first, after)
            self.forget(content, [index for index in content.blocks if first <= index < after])

    def _zero(self, content: FileContent, offset: int, end: int) -> None:
        """Zero a part of one dirty block."""
        index = offset // BLOCK_BYTES
        block = content.blocks[index]
        low, high = offset - index * BLOCK_BYTES, end - index * BLOCK_BYTES
        before = len(block.data)
        if high == BLOCK_BYTES or end >= content.inode.size:
            block.cut(low)
        else:
            block.write(low, bytes(high - low))
        self._table.used += len(block.data) - before
        if not block.complete:
            content.full.discard(index)

    def _count_dropped(self, content: FileContent, step: Dropped, first: int, end: int) -> None:
        content.inode.blocks -= step.blocks * UNITS_PER_BLOCK
        low = max(first, step.first)
        if content.veil is not None:
            content.veil.drop(low, end)
        self.forget(content, [index for index in content.blocks if low <= index < end])

    def forget(self, content: FileContent, indices: Iterable[int]) -> None:
        """Drop dirty blocks and give their promises back."""
        holes = count = 0
        for index in indices:
            block = content.blocks.pop(index)
            content.full.discard(index)
            self._table.used -= len(block.data)
            holes += block.over_hole
            self._voided |= block.noted
            count += 1
        if count:
            self._store.unreserve(count)
        if holes:
            self._inodes.change(content.inode)
            content.inode.blocks -= holes * UNITS_PER_BLOCK

    def free(self, pointers: Sequence[BlockPointer]) -> None:
        """Give up stored blocks that nothing points to any more."""
        if pointers:
            self._cache.discard(pointers)
            self._store.free(pointers)

    # -- the journal -------------------------------------------------------------------------

    def small_changes(self, contents: Sequence[FileContent], room: int) -> list[FileBlocks] | None:
        """The blocks of each file whose changes the journal may take, in so many bytes at most.

        None if every changed block has to be written: a noted write that is out of date would undo
        later ones.
        """
        if self._voided:
            return None
        found: list[FileBlocks] = []
        for content in contents:
            small = []
            for index, block in content.blocks.items():
                length = block.bytes_to_note() if content.veil is None else None
                if length is not None:
                    small.append(index)
                    room -= length
                elif block.noted:
                    return None
            found.append((content, small))
        return found if room >= 0 else None

    def note(self, small_changes: Sequence[FileBlocks], noted: NotedWrites) -> None:
        """Have the journal take these changes, and write the other changed blocks of the files."""
        self.flush(
            (content, sorted(content.blocks.keys() - small))
            for content, small in small_changes
            if len(small) < len(content.blocks)
        )
        for content, small in small_changes:
            for index in small:
                base = index * BLOCK_BYTES
                noted.note(
                    NotedWrite(content.inode.ino, base + at, data)
                    for at, data in content.blocks[index].take_fresh()
                )

    def lay_over(self, content: FileContent, writes: Sequence[NotedWrite]) -> None:
        """Have noted writes in memory, for reading alone: no row is promised to their blocks."""
        for write in writes:
            for index, start, piece in _pieces(write.offset, write.within(content.inode.size)):
                if index not in content.blocks:
                    content.blocks[index] = self._fresh(content, index)
                content.blocks[index].write(start, piece)

    def all_written(self, noted: NotedWrites) -> None:
        """Every changed block has been written, or is `stuck`."""
        self._voided = False
        noted.void()

    # -- flushing ----------------------------------------------------------------------------

    def flush(self, parts: Iterable[FileBlocks]) -> None:
        """Put the given dirty blocks, in runs that several files may share.

        Only a file that fills whole runs is cut at their ends. A block whose rest cannot be read any
        more stays in memory; see `stuck`.
        """
        self._table.flushes += 1
        run: list[FileBlocks] = []
        room = RUN_ROWS
        for content, indices in parts:
            self.stuck.pop(content.inode.ino, None)
            content.inode.may_have_rows = True
            for start in range(0, len(indices), RUN_ROWS):
                some = self._completed(content, indices[start : start + RUN_ROWS])
                if len(some) > room:
                    self._put(run)
                    run, room = [], RUN_ROWS
                if some:
                    run.append((content, some))
                    room -= len(some)
        self._put(run)

    def _completed(self, content: FileContent, indices: Sequence[int]) -> list[int]:
        """Those of the blocks that can be written, completed from what is stored."""
        good = []
        bases = self._bases(content, indices)
        for index in indices:
            block = content.blocks[index]
            if block.needs_base:
                try:
                    self._reader.fill(content, index, content.extents.get(index, 1)[0], bases)
                except DamageError as error:
                    log.warning("a changed block stays in memory: %s", error.code)
                    self.stuck[content.inode.ino] = error
                    block.fresh = None  # so that it is tried, and told of, at each sync
                    continue
            good.append(index)
        return good

    def _bases(self, content: FileContent, indices: Sequence[int]) -> Bases:
        """What is stored under the blocks; nothing when that meets damage, so each is tried alone."""
        wanting = [index for index in indices if content.blocks[index].needs_base]
        try:
            return self._reader.bases(content, wanting)
        except DamageError:
            return {}

    def _put(self, run: Sequence[FileBlocks]) -> None:
        """Put blocks, all of which are complete, at once."""
        writes: list[BlockWrite] = []
        all_seals: list[Seals] = []
        for content, indices in run:
            ino, blocks, seals = content.inode.ino, content.blocks, Seals()
            for index in indices:  # a leaf that cannot be read is found before rows are used
                content.extents.get(index, 1)
            its_writes = [BlockWrite(ino, i, blocks[i].payload()) for i in indices]
            if content.veil is not None:
                its_writes, seals = _sealed(content.veil, its_writes)
            writes += its_writes
            all_seals.append(seals)
        if not writes:
            return
        left = self._store.put(writes)
        for (content, indices), seals in zip(run, all_seals, strict=True):
            pointers = left[: len(indices)]
            try:
                replaced = self._point(content, indices, pointers, seals)
            except BaseException:
                self._store.free(left)
                self._store.reserve(len(left))
                raise
            left = left[len(indices) :]
            self.free(replaced)
            self._are_put(content, indices, pointers)

    def _are_put(
        self, content: FileContent, indices: Sequence[int], pointers: Sequence[BlockPointer]
    ) -> None:
        for index, pointer in zip(indices, pointers, strict=True):
            block = content.blocks.pop(index)
            self._voided |= block.noted
            self._table.used -= len(block.data)
            if index in content.full:
                content.full.discard(index)
            else:  # likely to be changed again soon
                self._cache.put(pointer, bytes(block.data.ljust(BLOCK_BYTES, b"\0")))

    def _point(
        self,
        content: FileContent,
        run: Sequence[int],
        pointers: Sequence[BlockPointer],
        seals: Seals,
    ) -> list[BlockPointer]:
        """Let the index refer to blocks that were put, and know their seals; returns the old ones."""
        places = list(zip(run, pointers, strict=True))
        if content.veil is None:
            return content.extents.set(places)
        with self._store.savepoint():
            keep_seals = content.veil.set(seals)
            replaced = content.extents.set(places)
        keep_seals()
        return replaced

    # -- dirty blocks ------------------------------------------------------------------------

    def _dirty_blocks(self, content: FileContent, indices: Sequence[int]) -> None:
        """Have a dirty block at each index, with a row promised to it.

        The promise itself may write a root, and so flush blocks of this very file.
        """
        while True:
            flushes = self._table.flushes
            new = [index for index in indices if index not in content.blocks]
            if not new:
                return
            self._store.reserve(len(new))
            if flushes == self._table.flushes:
                break
            self._store.unreserve(len(new))
        try:
            fresh = [self._fresh(content, index) for index in new]
        except BaseException:
            self._store.unreserve(len(new))
            raise
        content.blocks.update(zip(new, fresh, strict=True))
        self._table.mark(content)
        holes = sum(block.over_hole for block in fresh)
        if holes:
            self._inodes.change(content.inode)
            content.inode.blocks += holes * UNITS_PER_BLOCK

    def _fresh(self, content: FileContent, index: int) -> DirtyBlock:
        within = content.inode.size - index * BLOCK_BYTES
        if within <= 0 or not content.extents.get(index, 1)[0].row:
            if content.veil is not None:
                content.veil.check_hole(index)
            return DirtyBlock()
        return DirtyBlock(min(BLOCK_BYTES, within), over_hole=False)

    def _exists(self, content: FileContent, index: int) -> bool:
        return index in content.blocks or bool(content.extents.get(index, 1)[0].row)


def _pieces(offset: int, data: memoryview) -> Iterator[tuple[int, int, memoryview]]:
    """Data of a file cut at its blocks: the index of each, where in it, and what."""
    at = 0
    index, start = divmod(offset, BLOCK_BYTES)
    while at < len(data):
        end = min(at + BLOCK_BYTES - start, len(data))
        yield index, start, data[at:end]
        at, index, start = end, index + 1, 0


def _sealed(veil: Veil, writes: Sequence[BlockWrite]) -> tuple[list[BlockWrite], Seals]:
    """Blocks as they go to the store under a second lock, and the seals to keep."""
    sealed, seals = [], []
    for write in writes:
        data, seal = veil.seal_block(write.index, write.data)
        sealed.append(BlockWrite(write.owner, write.index, data, SEALED_LEVEL))
        seals.append((write.index, seal))
    return sealed, seals
