"""What shows of second locks where entries are listed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from engine.errors import IndexDamagedError
from engine.namespace.core import NamespaceCore
from engine.namespace.locks import LockState

_OF_MANY = "select ino, lock from locked where ino in (select value from json_each(?))"


class LockMark(NamedTuple):
    """The second lock over an entry, as one looks into the directory that names it."""

    is_open: bool
    is_held: bool
    """The directory lies under a lock, this or another, and so this one does not come off here."""
    is_unfinished: bool
    """It was being put on this very entry, or taken off it, and that was broken off."""


class MarkOperations(NamespaceCore):
    """What a list of entries asks about second locks."""

    def lock_marks(self, parent: int, inos: Iterable[int]) -> dict[int, LockMark]:
        """The marks of some of a directory's entries; none for what lies under no lock.

        One look at the index for all of them, and none at all while the vault has no locks.
        """
        if not self.has_locks:
            return {}
        with self._lock:
            wanted = json.dumps([parent, *inos])
            numbers = dict(self._store.execute(_OF_MANY, (wanted,)).fetchall())
            is_held = numbers.pop(parent, 0) != 0
            return {ino: self._mark(ino, number, is_held) for ino, number in numbers.items()}

    def _mark(self, ino: int, number: int, is_held: bool) -> LockMark:
        try:
            lock = self._locks.get(number)
        except IndexDamagedError:  # whoever wants to open it is told
            return LockMark(False, is_held, False)
        unfinished = lock.root == ino and lock.state is not LockState.WHOLE
        return LockMark(lock.key is not None, is_held, unfinished)
