"""Small files: their whole content is one text, kept in the index."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

from engine.constants import COMMIT_TEXT_BYTES
from engine.index.statements import DELETE_TEXT, PUT_TEXT
from engine.namespace.backing import Store
from engine.namespace.blocks import ZEROS
from engine.namespace.content import ContentTable, FileContent
from engine.namespace.inodes import InodeTable

TEXT_ROW_BYTES = 30 * 1024
"""Text for which one row is promised until the commit: a stripe holds 60 KB of index pages, of
which small texts fill half at the worst (2,100 bytes each: a page holds one, and not two)."""


class SmallTexts:
    """Changes and flushes inline contents."""

    def __init__(self, store: Store, inodes: InodeTable, table: ContentTable) -> None:
        self._store = store
        self._inodes = inodes
        self._table = table
        self._bytes = 0
        self._rows = 0

    def write(self, content: FileContent, offset: int, data: memoryview) -> None:
        """Write within the text or past its end; the gap becomes zeros."""
        self._promise(content, max(0, offset + len(data) - len(content.text)))
        text = content.text
        if not isinstance(text, bytearray):
            text = bytearray(text)
        before = len(text) if content.text_dirty else 0
        if offset > len(text):
            text.extend(ZEROS[: offset - len(text)])
        text[offset : offset + len(data)] = data
        self._set(content, text, before)

    def cut(self, content: FileContent, size: int) -> None:
        """Shorten the text. Needs no promise: it makes the index smaller."""
        before = len(content.text) if content.text_dirty else 0
        self._set(content, bytearray(content.text[:size]), before)

    def clear(self, content: FileContent) -> None:
        """Turn a content without blocks into an empty text."""
        content.inline = True
        content.has_row = True  # perhaps; deleting a missing row costs little
        self._set(content, bytearray(), 0)

    def take(self, content: FileContent) -> None:
        """Drop the text: the content is no longer inline."""
        self.forget(content)
        content.inline, content.text, content.text_dirty = False, b"", False

    def forget(self, content: FileContent) -> None:
        """Take an unwritten text out of the account."""
        if content.text_dirty:
            self._table.used -= len(content.text)

    def flush(self, contents: Sequence[FileContent]) -> None:
        """Write dirty texts to the index, and remove the rows of those that left it."""
        texts = [each for each in contents if each.text_dirty]
        gone = [each for each in contents if each.has_row and not each.text]
        # A single row changes whole or not at all by itself.
        single = len(texts) + len(gone) == 1 and (texts or gone)[0].veil is None
        with nullcontext() if single else self._store.savepoint():
            self._write([each for each in texts if each.text], gone)
        for content in gone:
            content.has_row = False
        for content in texts:
            content.inode.may_have_rows = True
            content.has_row = bool(content.text)
            content.text_dirty = False
            self._table.used -= len(content.text)

    def _write(self, texts: Sequence[FileContent], gone: Sequence[FileContent]) -> None:
        for content in (*gone, *texts):
            if content.veil is not None:
                content.veil.put_text(content.text)
        numbers = [(each.inode.ino,) for each in gone if each.veil is None]
        rows = [(each.inode.ino, each.text) for each in texts if each.veil is None]
        if numbers:
            self._store.executemany(DELETE_TEXT, numbers)
        if rows:
            self._store.executemany(PUT_TEXT, rows)

    def end_promises(self) -> None:
        """Before a commit, with everything flushed: the index takes the space from here."""
        self._store.unreserve(self._rows)
        self._rows = self._bytes = 0

    def _promise(self, content: FileContent, grown: int) -> None:
        """Have the store promise room for what the index will take.

        The promise itself may write a root, and so flush this very text.
        """
        while True:
            flushes = self._table.flushes
            needed = self._bytes + (grown if content.text_dirty else len(content.text) + grown)
            rows = -(-needed // TEXT_ROW_BYTES) - self._rows
            if rows > 0:
                self._store.reserve(rows)
                self._rows += rows
            if flushes == self._table.flushes:
                if self._bytes <= COMMIT_TEXT_BYTES < needed:
                    self._store.commit_soon()
                self._bytes = needed
                return

    def _set(self, content: FileContent, text: bytearray, before: int) -> None:
        content.text = text
        content.text_dirty = True
        self._table.used += len(text) - before
        self._table.mark(content)
        self._inodes.change(content.inode)
        content.inode.blocks = -(-len(text) // 512)
