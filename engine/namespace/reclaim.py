"""The end of inodes without a name: their rows and blocks, and what a crash would leave of them.

What is in use without a name at a commit stands in the table `orphan`, as does what is gone but
has too many extents to free in one commit. Opening for writing finishes both.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.index.statements import (
    ADD_ORPHAN,
    DELETE_INODE,
    DELETE_TEXT,
    DELETE_XATTRS,
    REMOVE_ORPHAN,
)
from engine.namespace.backing import Store
from engine.namespace.blockfile import MAX_BLOCKS
from engine.namespace.extents import ExtentMap, FreeBlocks
from engine.namespace.inodes import InodeTable
from engine.namespace.locks import LockTable

STEPS_PER_COMMIT = 64
"""Removal steps of DROP_LEAVES leaves in one commit: 68 GB of a deleted file."""

_DELETES = (DELETE_INODE, DELETE_TEXT, DELETE_XATTRS)
_DELETES_OF_LOCKS = ("delete from locked where ino = ?", "delete from seal where ino = ?")


class Reclaimer:
    """Removes dead inodes from the index, and keeps the `orphan` table."""

    def __init__(
        self, store: Store, inodes: InodeTable, locks: LockTable, free: FreeBlocks
    ) -> None:
        self._store = store
        self._locks = locks
        self._inodes = inodes
        self._free = free
        self._rows: set[int] = set()

    def adopt_orphans(self) -> None:
        """Let what a crash left without a name die. Called once, at opening for writing."""
        rows = self._store.execute(
            "select o.ino, i.ino is not null from orphan o left join inode i on i.ino = o.ino"
        ).fetchall()
        for ino, counted in rows:
            self._rows.add(ino)
            self._inodes.dead[ino] = None
            self._inodes.count -= counted

    def flush(self) -> None:
        """Remove dead inodes, and record those that a crash must not forget."""
        unfinished = self._remove(list(self._inodes.dead)) if self._inodes.dead else set()
        self._record(self._inodes.nameless | unfinished)

    def _remove(self, dead: list[int]) -> set[int]:
        numbers = [(ino,) for ino in dead]
        for statement in _DELETES + (_DELETES_OF_LOCKS if self._locks.any else ()):
            self._store.executemany(statement, numbers)
        if self._locks.any:
            self._locks.discard_all_empty()
        steps = STEPS_PER_COMMIT
        unfinished = set()
        for ino in dead:
            steps = self._free_extents(ino, steps)
            if steps > 0:
                del self._inodes.dead[ino]
            else:
                unfinished.add(ino)
        return unfinished

    def _free_extents(self, ino: int, steps: int) -> int:
        """Free an inode's blocks in at most `steps`; returns how many are left, 0 if too few."""
        if steps > 0:
            for step in ExtentMap(self._store, ino, self._free).drop(0, MAX_BLOCKS):
                if step.first:
                    steps -= 1
                if not steps:
                    break
        return steps

    def _record(self, wanted: Iterable[int]) -> None:
        wanted = set(wanted)
        if wanted == self._rows:
            return
        gone = [(ino,) for ino in self._rows - wanted]
        new = [(ino,) for ino in wanted - self._rows]
        if gone:
            self._store.executemany(REMOVE_ORPHAN, gone)
        if new:
            self._store.executemany(ADD_ORPHAN, new)
        self._rows = wanted
