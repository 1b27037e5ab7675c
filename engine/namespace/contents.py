"""Data of regular files: small ones as text in the index, larger ones in blocks.

Writes go to memory, which is bounded by DIRTY_BYTES_LIMIT. The store promises space when a byte is
accepted, so that a flush cannot fail for want of it. A promise may itself write a root and thereby
flush: nothing that was read before it may be relied on after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from engine.constants import BLOCK_BYTES, DIRTY_BYTES_LIMIT, INLINE_BYTES, RUN_ROWS
from engine.errors import DamageError, IndexDamagedError
from engine.format.journal import NotedWrite
from engine.namespace.backing import Store
from engine.namespace.blockfile import UNITS_PER_BLOCK, BlockFiles
from engine.namespace.blocks import ZEROS
from engine.namespace.cache import BlockCache
from engine.namespace.content import ContentTable, FileContent
from engine.namespace.extents import ExtentMap
from engine.namespace.inode import Inode
from engine.namespace.inodes import InodeTable
from engine.namespace.locks import LockTable
from engine.namespace.reading import FileReader, Piece
from engine.namespace.smalltext import SmallTexts

_FLUSHED_TOGETHER = 64
"""Files flushed in one step when too much is dirty."""


class FileContents:
    """The contents of all regular files."""

    def __init__(self, store: Store, inodes: InodeTable, locks: LockTable) -> None:
        self._store = store
        self._inodes = inodes
        self._locks = locks
        self._table = ContentTable()
        self._cache = BlockCache()
        self._reader = FileReader(store, self._cache, self._table)
        self._texts = SmallTexts(store, inodes, self._table)
        self._blocks = BlockFiles(store, inodes, self._table, self._cache, self._reader)
        self.free = self._blocks.free
        inodes.discard_content = self.discard
        inodes.holds_data = self._table.dirty.__contains__

    # -- reading and changing ----------------------------------------------------------------

    def read(self, inode: Inode, offset: int, length: int) -> list[Piece]:
        """Read bytes that lie within the file, in pieces."""
        return self._reader.read(self._get(inode), offset, length)

    def write(self, inode: Inode, offset: int, data: memoryview) -> None:
        """Take `data` into memory. The caller updates the size afterwards.

        Raises:
            NoSpaceError: There is no room; nothing changed.
        """
        if self._table.used + len(data) > DIRTY_BYTES_LIMIT:
            self._flush_oldest(DIRTY_BYTES_LIMIT // 2)
        content = self._get(inode)
        if content.inline:
            if offset + len(data) <= INLINE_BYTES:
                self._texts.write(content, offset, data)
                return
            self._leave_inline(content)
        elif len(content.full) >= RUN_ROWS:
            self._blocks.flush([(content, sorted(content.full)[:RUN_ROWS])])
        self._blocks.write(content, offset, data)

    def make_again(self, inode: Inode, writes: Sequence[NotedWrite]) -> None:
        """Take writes into memory that the journal has noted; the size knows of them already."""
        content = self._get(inode)
        if content.inline or content.veil is not None:
            return  # noted are changes of stored blocks alone, and of none under a second lock
        for write in writes:
            if data := write.within(inode.size):
                self._blocks.write(content, write.offset, data)

    def resize(self, inode: Inode, size: int) -> None:
        """Make a file shorter or longer, and set its size.

        Raises:
            NoSpaceError: The cut block has no row to go to; nothing changed. Cutting at 0 or
                between blocks needs none.
        """
        content = self._get(inode)
        if content.inline:
            if size > INLINE_BYTES:
                self._leave_inline(content)
            elif size < len(content.text):
                self._texts.cut(content, size)
        elif size < inode.size:
            self._blocks.shrink(content, size)
            if not size:
                self._texts.clear(content)
        self._inodes.change(inode)
        inode.size = size
        self._locks.size_changed(content.veil)

    def punch(self, inode: Inode, offset: int, end: int) -> None:
        """Make the bytes from `offset` to `end` (at most the size) zeros, and free whole blocks."""
        content = self._get(inode)
        if content.inline:
            end = min(end, len(content.text))
            if offset < end:
                self._texts.write(content, offset, memoryview(ZEROS)[: end - offset])
            return
        self._blocks.punch(content, offset, end)

    def next_data(self, inode: Inode, offset: int) -> int | None:
        """Where the first data at or after `offset` starts; None if only holes follow."""
        content = self._get(inode)
        if content.inline:
            return offset if offset < len(content.text) else None
        index = offset // BLOCK_BYTES
        found = [each for each in content.blocks if each >= index]
        stored = content.extents.next_stored(index)
        if stored is not None:
            found.append(stored)
        return max(offset, min(found) * BLOCK_BYTES) if found else None

    def next_hole(self, inode: Inode, offset: int) -> int:
        """Where the first hole at or after `offset` starts; the end of the file counts as one."""
        content = self._get(inode)
        if content.inline:
            return inode.size if offset < len(content.text) else offset
        start = offset // BLOCK_BYTES
        index = content.extents.next_hole(start)
        while index in content.blocks:
            index = content.extents.next_hole(index + 1)
        return min(inode.size, max(offset, index * BLOCK_BYTES))

    # -- memory ------------------------------------------------------------------------------

    def discard(self, inode: Inode) -> None:
        """Forget a dead file's unwritten data."""
        self._blocks.stuck.pop(inode.ino, None)
        content = self._table.remove(inode)
        if content is not None:
            self._texts.forget(content)
            self._blocks.forget(content, list(content.blocks))

    def let_go(self, inode: Inode) -> None:
        """Write a file's data, and have nothing of it in memory.

        Raises:
            DamageError: A changed block could not be completed; it stays in memory.
        """
        content = self._table.dirty.get(inode.ino)
        if content is not None:
            self._flush([content])
            if content.dirty:
                raise self._blocks.stuck[inode.ino]
        self._table.remove(inode)

    def let_go_of_lock(self, lock: int) -> None:
        """Write the data of every file under a second lock, and have nothing of it in memory.

        Raises:
            DamageError: As `let_go`; the other files are written all the same.
        """
        error: DamageError | None = None
        for content in list(self._table.dirty.values()):
            if content.inode.lock == lock:
                try:
                    self.let_go(content.inode)
                except DamageError as damage:
                    error = damage
        if error is not None:
            raise error
        self._table.drop_clean(lock)
        self._cache.clear()

    def extents_of(self, ino: int) -> ExtentMap:
        """The pointers of an inode: those that its content in memory uses, if there is one."""
        return self._table.extents_of(ino) or ExtentMap(self._store, ino, self.free)

    def flush(self) -> None:
        """Write everything; called before each commit, which may take small changes in its journal.

        A block whose rest cannot be read any more stays in memory; see `stuck`.
        """
        contents, noted = list(self._table.dirty.values()), self._store.noted
        small = self._blocks.small_changes(contents, noted.room) if noted.allowed else None
        if small is None:
            self._flush(contents)
            self._blocks.all_written(noted)
        else:
            self._table.flushes += 1
            self._texts.flush(contents)
            self._blocks.note(small, noted)
            self._settle(contents)
        self._texts.end_promises()

    def stuck(self, ino: int | None) -> DamageError | None:
        """The damage that kept data of an inode, or of any, from the last flush."""
        if ino is not None:
            return self._blocks.stuck.get(ino)
        return next(iter(self._blocks.stuck.values()), None)

    def _flush_oldest(self, target: int) -> None:
        """Write the longest dirty files until at most `target` bytes are dirty."""
        table = self._table
        before = table.used + 1
        while target < table.used < before:
            before = table.used
            self._flush(list(islice(table.dirty.values(), _FLUSHED_TOGETHER)))

    def _flush(self, contents: Sequence[FileContent]) -> None:
        self._table.flushes += 1
        self._texts.flush(contents)
        self._blocks.flush((each, sorted(each.blocks)) for each in contents if each.blocks)
        self._settle(contents)

    def _settle(self, contents: Sequence[FileContent]) -> None:
        """Take note of which contents are in the store now."""
        for content in contents:
            if not content.dirty:
                self._blocks.stuck.pop(content.inode.ino, None)
                self._table.mark_clean(content)
                self._inodes.settle(content.inode)

    def _leave_inline(self, content: FileContent) -> None:
        """Turn the text into block 0, since the file grows past what the index takes."""
        if content.text:
            self._blocks.write(content, 0, memoryview(content.text))
        self._texts.take(content)
        self._table.mark(content)  # the text's row has to go, even where no block follows
        self._inodes.change(content.inode)
        content.inode.blocks = len(content.blocks) * UNITS_PER_BLOCK

    def _get(self, inode: Inode) -> FileContent:
        content = self._table.find(inode)
        if content is None:
            content = self._load(inode)
            self._table.keep(content)
        return content

    def _load(self, inode: Inode) -> FileContent:
        content = FileContent(inode, ExtentMap(self._store, inode.ino, self.free))
        veiled = self._locks.veil(inode)
        if veiled is not None:
            content.veil, text = veiled
            content.text, content.has_row = content.veil.open_text(text), bool(text)
            content.inline = bool(text) or (
                inode.size <= INLINE_BYTES and content.extents.next_stored(0) is None
            )
        elif inode.size > INLINE_BYTES:
            content.inline = False
        elif inode.size and inode.may_have_rows:
            row = self._store.execute(
                "select data from content where ino = ?", (inode.ino,)
            ).fetchone()
            if row is not None:
                content.text, content.has_row = row[0], True
            else:
                content.inline = content.extents.next_stored(0) is None
                if content.inline and inode.blocks:
                    raise IndexDamagedError(f"index: the content of inode {inode.ino}")
        recovered = self._store.recovered.get(inode.ino)
        if recovered and not content.inline and content.veil is None:
            self._blocks.lay_over(content, recovered)
        return content
