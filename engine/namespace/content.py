"""What is in memory of one regular file's data."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from engine.namespace.blocks import DirtyBlock

if TYPE_CHECKING:
    from engine.namespace.extents import ExtentMap
    from engine.namespace.inode import Inode
    from engine.namespace.veil import Veil

CLEAN_CONTENTS = 256
"""Clean contents of open or recently read files kept in memory."""


class FileContent:
    """A file's data as far as it is in memory: its text when inline, else its changed blocks.

    `text` may be shorter than the file; the rest is zeros. `has_row` says that the index has a
    row of an earlier inline text. `full` names the blocks that were written from end to end.
    The object is dirty when `text_dirty` is set or `blocks` is not empty.
    """

    __slots__ = (
        "asked_ahead",
        "blocks",
        "extents",
        "full",
        "has_row",
        "inline",
        "inode",
        "next_read",
        "text",
        "text_dirty",
        "veil",
        "window",
    )

    def __init__(self, inode: Inode, extents: ExtentMap, veil: Veil | None = None) -> None:
        self.inode = inode
        self.veil = veil
        """Seals and opens what goes to the store and comes from it, under a second lock."""
        self.extents = extents
        self.inline = True
        self.text: bytes | bytearray = b""
        self.text_dirty = False
        self.has_row = False
        self.blocks: dict[int, DirtyBlock] = {}
        self.full: set[int] = set()
        self.next_read = 0
        """Where a sequential reader will go on."""
        self.window = 0
        """Blocks to read ahead of it."""
        self.asked_ahead = 0
        """Up to which block they were asked for."""

    @property
    def dirty(self) -> bool:
        """Whether something here is not in the store yet."""
        return self.text_dirty or bool(self.blocks)


class ContentTable:
    """The contents in memory: dirty ones until they are flushed, clean ones in an LRU."""

    __slots__ = ("_clean", "dirty", "flushes", "used")

    def __init__(self) -> None:
        self.dirty: dict[int, FileContent] = {}
        """By inode; the one that has been dirty for longest comes first."""
        self._clean: OrderedDict[int, FileContent] = OrderedDict()
        self.used = 0
        """Bytes of data that are not in the store yet."""
        self.flushes = 0
        """Counts flushes: a promise of space may cause one in the middle of a write."""

    def find(self, inode: Inode) -> FileContent | None:
        """The content of an inode, if it is in memory."""
        content = self.dirty.get(inode.ino)
        if content is None:
            content = self._clean.get(inode.ino)
            if content is not None:
                self._clean.move_to_end(inode.ino)
                content.inode = inode
        return content

    def extents_of(self, ino: int) -> ExtentMap | None:
        """The pointers of an inode, if its content is in memory."""
        content = self.dirty.get(ino) or self._clean.get(ino)
        return None if content is None else content.extents

    def keep(self, content: FileContent) -> None:
        """Keep a clean content for the next read."""
        self._clean[content.inode.ino] = content
        if len(self._clean) > CLEAN_CONTENTS:
            self._clean.popitem(last=False)

    def mark(self, content: FileContent) -> None:
        """Note that the content is dirty."""
        ino = content.inode.ino
        if ino not in self.dirty:
            self.dirty[ino] = content
            self._clean.pop(ino, None)

    def mark_clean(self, content: FileContent) -> None:
        """Note that the content has been flushed; it stays only while the file is open."""
        del self.dirty[content.inode.ino]
        if content.inode.opens:
            self.keep(content)

    def drop_clean(self, lock: int) -> None:
        """Forget the clean contents under a second lock."""
        for ino in [ino for ino, each in self._clean.items() if each.inode.lock == lock]:
            del self._clean[ino]

    def remove(self, inode: Inode) -> FileContent | None:
        """Forget an inode's content; returns it if it was dirty."""
        self._clean.pop(inode.ino, None)
        return self.dirty.pop(inode.ino, None)
