"""The table of live inodes: loading, changing, pinning, and the death of nameless ones.

An inode object stays while it is dirty (changed since its row was written), open, or holds unwritten
data; the others are kept in an LRU. The kernel's look-ups are counted apart, as plain numbers: they
keep an inode without a name from dying, but not its object in memory.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from engine.errors import StaleInodeError
from engine.index.statements import INODE_COLUMNS, PUT_INODE
from engine.namespace.backing import Store
from engine.namespace.inode import Inode, InodeRow

IDLE_INODES = 8192
"""Clean inodes kept in memory, about 400 bytes each."""

DIRTY_INODES = 16384
"""Changed inodes kept in memory before their rows are written, though not committed."""

_SELECT = f"select {INODE_COLUMNS} from inode where ino = ?"  # noqa: S608 - a constant


class InodeTable:
    """Live inodes over the `inode` and `orphan` tables.

    `discard_content` is called with an inode that dies, `holds_data` with one that might be
    dropped from memory.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._live: dict[int, Inode] = {}
        self.cached: Callable[[int], Inode | None] = self._live.get
        """The live object of an inode, if it is in memory."""
        self._idle: OrderedDict[int, Inode] = OrderedDict()
        self._dirty: dict[int, Inode] = {}
        self._lookups: dict[int, int] = {}
        self._undo: Undo | None = None
        self.nameless: set[int] = set()
        """Inodes with nlink 0 that are still in use."""
        self.dead: dict[int, None] = {}
        """Inodes that are gone but may have rows in the index, oldest first."""
        self.next_ino = 1
        self.count = 0
        self.discard_content: Callable[[Inode], None] = lambda _: None
        self.holds_data: Callable[[int], bool] = lambda _: False

    # -- finding -----------------------------------------------------------------------------

    def get(self, ino: int) -> Inode:
        """The live object of an inode.

        Raises:
            StaleInodeError: There is no such inode any more.
        """
        inode = self._live.get(ino)
        if inode is None:
            row = None if ino in self.dead else self._store.execute(_SELECT, (ino,)).fetchone()
            if row is None:
                raise StaleInodeError(b"%d" % ino)
            return self.admit_row(row)
        if ino in self._idle:
            self._idle.move_to_end(ino)
        return inode

    def admit_row(self, row: InodeRow) -> Inode:
        """Make a live object of a row that was read and is not live yet."""
        inode = Inode(row)
        self._live[inode.ino] = inode
        self._idle[inode.ino] = inode
        if len(self._idle) > IDLE_INODES:
            ino, _ = self._idle.popitem(last=False)
            del self._live[ino]
        return inode

    # -- changing ----------------------------------------------------------------------------

    def add(self, row: InodeRow) -> Inode:
        """Take in a new inode whose number is `next_ino`."""
        inode = Inode(row, may_have_rows=False)
        ino = inode.ino
        self.next_ino = ino + 1
        self.count += 1
        self._live[ino] = self._dirty[ino] = inode
        if not inode.nlink:
            self.nameless.add(ino)
        if self._undo is not None:
            self._undo.created.append(inode)
        return inode

    def change(self, inode: Inode) -> None:
        """Announce a change of attributes. To be called before the change."""
        ino = inode.ino
        if ino not in self._dirty:
            self._dirty[ino] = self._live[ino] = inode
            self._idle.pop(ino, None)
        if self._undo is not None:
            self._undo.note(inode)

    def add_link(self, inode: Inode) -> None:
        """Count one more name. After `change`."""
        inode.nlink += 1
        self.nameless.discard(inode.ino)

    def drop_links(self, inode: Inode, count: int = 1) -> None:
        """Count fewer names; without any, the inode dies as soon as nobody uses it."""
        inode.nlink -= count
        if not inode.nlink:
            self.nameless.add(inode.ino)
            self.reap(inode)

    # -- pinning -----------------------------------------------------------------------------

    def open(self, inode: Inode) -> None:
        """Keep the inode alive and in memory until `release`."""
        inode.opens += 1
        self._live[inode.ino] = inode
        self._idle.pop(inode.ino, None)

    def release(self, inode: Inode) -> None:
        """Undo one `open`."""
        inode.opens -= 1
        self.settle(inode)
        self.reap(inode)

    def remember(self, ino: int) -> None:
        """The kernel was told about the inode once more."""
        self._lookups[ino] = self._lookups.get(ino, 0) + 1

    def forget(self, ino: int, count: int) -> None:
        """The kernel dropped `count` of its references."""
        left = self._lookups.get(ino, 0) - count
        if left > 0:
            self._lookups[ino] = left
            return
        self._lookups.pop(ino, None)
        if ino in self.nameless:
            self.reap(self.get(ino))

    def settle(self, inode: Inode) -> None:
        """Let the inode be dropped from memory if nothing holds it."""
        ino = inode.ino
        if inode.opens or ino in self._dirty or ino not in self._live or self.holds_data(ino):
            return
        self._idle[ino] = inode
        if len(self._idle) > IDLE_INODES:
            oldest, _ = self._idle.popitem(last=False)
            del self._live[oldest]

    def reap(self, inode: Inode) -> None:
        """End the inode if it has no name and nobody uses it; its rows go at the next flush."""
        ino = inode.ino
        if inode.nlink or inode.opens or ino in self._lookups or ino not in self.nameless:
            return
        if self._undo is not None:
            self._undo.reapable.append(inode)
            return
        self.nameless.discard(ino)
        self.discard_content(inode)
        self._live.pop(ino, None)
        self._idle.pop(ino, None)
        self._dirty.pop(ino, None)
        self.count -= 1
        if inode.may_have_rows:
            self.dead[ino] = None

    def drop_pins(self) -> list[Inode]:
        """Forget every opener and look-up; the nameless inodes that this leaves to die."""
        self._lookups.clear()
        nameless = [self.get(ino) for ino in self.nameless]
        for inode in nameless:
            inode.opens = 0
        return nameless

    # -- writing rows ------------------------------------------------------------------------

    @property
    def crowded(self) -> bool:
        """Whether so many inodes are dirty that their rows should be written."""
        return len(self._dirty) > DIRTY_INODES

    def flush(self) -> None:
        """Write the rows of the changed inodes."""
        if not self._dirty:
            return
        changed = list(self._dirty.values())
        self._store.executemany(PUT_INODE, [inode.row() for inode in changed])
        self._dirty.clear()
        for inode in changed:
            inode.may_have_rows = True
            self.settle(inode)

    # -- undoing -----------------------------------------------------------------------------

    def begin_undo(self) -> None:
        """Record what changes from here on. Not nestable."""
        self._undo = Undo()

    def keep_changes(self) -> None:
        """End the record and let what should have died meanwhile die."""
        undo, self._undo = self._undo, None
        for inode in undo.reapable if undo else ():
            self.reap(inode)

    def undo_changes(self) -> None:
        """End the record and put every attribute back to what it was."""
        undo, self._undo = self._undo, None
        if undo is None:
            return
        for inode, row in undo.before.values():
            inode.restore(row)
            self._mark_named(inode)
        for inode in undo.created:
            self.discard_content(inode)
            for table in (self._live, self._idle, self._dirty):
                table.pop(inode.ino, None)
            self.nameless.discard(inode.ino)
            self.count -= 1

    def _mark_named(self, inode: Inode) -> None:
        if inode.nlink:
            self.nameless.discard(inode.ino)
        else:
            self.nameless.add(inode.ino)


class Undo:
    """What inodes were before a group of changes."""

    __slots__ = ("before", "created", "reapable")

    def __init__(self) -> None:
        self.before: dict[int, tuple[Inode, InodeRow]] = {}
        self.created: list[Inode] = []
        self.reapable: list[Inode] = []

    def note(self, inode: Inode) -> None:
        """Keep the attributes as they are now, unless an earlier state is kept already."""
        if inode.ino not in self.before:
            self.before[inode.ino] = (inode, inode.row())
