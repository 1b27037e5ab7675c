"""Noted writes: small changes of stored blocks that the journal keeps until their blocks are written.

A block is never written in place, so that 4 KiB of it cost a whole stripe: 80 KiB, ten files to
sync, and a read of the rest. What is synced before its turn comes is noted in the journal instead,
as databases and ZFS's intent log do it. The changed block stays in memory, from where it is read
and, within COMMIT_INTERVAL_S or at the next root, written whole. After a crash the noted writes
are made again. See docs/adr/0012.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from engine.constants import NOTED_BYTES_LIMIT, NOTED_COMMIT_BYTES, NOTED_PAGES_BYTES
from engine.format.journal import JournalBatch, LogWrite, NotedWrite


class NotedWrites:
    """What of the journal's noted writes holds; guarded by the store's lock."""

    def __init__(self) -> None:
        self.allowed = False
        """Whether the commit under way may note changes, rather than write their blocks."""
        self.hold = False
        """Whether some are needed until their blocks are written."""
        self._voids = False
        self._fresh: list[NotedWrite] = []
        self._bytes = 0

    @property
    def room(self) -> int:
        """Bytes that the commit under way may note."""
        return min(NOTED_COMMIT_BYTES, NOTED_BYTES_LIMIT - self._bytes)

    @property
    def is_full(self) -> bool:
        """Whether it is time for a root, since there is little room left."""
        return 2 * self._bytes > NOTED_BYTES_LIMIT

    @property
    def journal_bytes(self) -> int:
        """Bytes noted since the newest root: what they make the journal longer by."""
        return self._bytes

    def note(self, writes: Iterable[NotedWrite]) -> None:
        """Have writes become durable with the commit under way."""
        for write in writes:
            self._fresh.append(write)
            self._bytes += len(write.data)
            self.hold = True

    def void(self) -> None:
        """All changed blocks are written: from the commit under way on, nothing noted holds."""
        self._fresh.clear()
        self._voids |= self.hold
        self.hold = False

    def take(self) -> tuple[list[NotedWrite], bool]:
        """What the commit under way notes, and whether it voids what was noted before."""
        fresh, self._fresh = self._fresh, []
        voids, self._voids = self._voids, False
        return fresh, voids

    def root_written(self) -> None:
        """The journal is empty."""
        self._fresh.clear()
        self.hold = self._voids = False
        self._bytes = 0


class NotedChanges:
    """Changes of rows that stand for pages which were not written; guarded by the store's lock."""

    def __init__(self) -> None:
        self.journal_bytes = 0
        """Bytes noted since the newest root: what they make the journal longer by."""
        self._since_commit = 0

    def note(self, changes: bytes) -> None:
        """Count changes in that become durable with the commit under way."""
        self.journal_bytes += len(changes)
        self._since_commit += len(changes)

    @property
    def hold_much(self) -> bool:
        """Whether SQLite keeps so many changed pages that it should put them into the log."""
        return self._since_commit > NOTED_PAGES_BYTES

    def committed(self) -> None:
        """The log has the pages."""
        self._since_commit = 0

    def root_written(self) -> None:
        """The journal is empty."""
        self.journal_bytes = 0


class Commit(Protocol):
    """A commit, sealed or found in the journal."""

    @property
    def writes(self) -> Sequence[LogWrite]:
        """Pages that SQLite wrote to the log."""

    @property
    def changes(self) -> bytes:
        """Changes of rows that came after them."""


def changes_in_force(commits: Iterable[Commit]) -> list[bytes]:
    """The changes of rows, in order, that no later commit has the pages for."""
    found: list[bytes] = []
    for commit in commits:
        if commit.writes:
            found.clear()
        if commit.changes:
            found.append(commit.changes)
    return found


def still_noted(batches: Iterable[JournalBatch]) -> dict[int, list[NotedWrite]]:
    """The noted writes of a journal that hold at its end, in order, by inode."""
    found: dict[int, list[NotedWrite]] = {}
    for batch in batches:
        if batch.voids:
            found.clear()
        for write in batch.noted:
            found.setdefault(write.ino, []).append(write)
    return found


def join_noted(
    commits: Iterable[tuple[Sequence[NotedWrite], bool]],
) -> tuple[list[NotedWrite], bool]:
    """What several commits in turn note and void, as one."""
    joined: list[NotedWrite] = []
    any_voids = False
    for noted, voids in commits:
        if voids:
            joined.clear()
            any_voids = True
        joined += noted
    return joined, any_voids
