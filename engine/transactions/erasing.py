"""Leaving nothing of what was deleted: for content that has come under a second lock.

What is freed stays readable with the master key until something else is written there: blocks in
free rows, small texts in unused parts of the index, in earlier versions of its chunks, and in the
journal. Here all of that becomes noise.

A part of TransactionalStore; here so that the order of writes stands alone in its module.
"""

from __future__ import annotations

import threading

from engine.index import IndexSession
from engine.medium.bands import BandStore
from engine.progress import Progress, Report
from engine.transactions.journal import Journal
from engine.transactions.rows import RowLedger

_ROOTS_AFTER = 2
"""Roots after which neither of the last two refers to what was freed before."""


class ErasingStore:
    """The erasing side of a store; see `TransactionalStore` for the locks."""

    lock: threading.RLock
    _io: threading.Lock
    _bands: BandStore
    _session: IndexSession
    rows: RowLedger
    journal: Journal

    def check_writable(self) -> None:
        """Raise unless the store can be written."""
        raise NotImplementedError

    def touch(self) -> None:
        """Note that something changed."""
        raise NotImplementedError

    def commit(self) -> None:
        """Make everything durable."""
        raise NotImplementedError

    def _checkpoint_once(self) -> None:
        raise NotImplementedError

    def erase(self, report: Report) -> None:
        """Overwrite everything with noise that the vault no longer refers to, durably.

        Costs a rewrite of the index and of all free rows. A crash in between loses nothing, and
        leaves some of it unerased.

        Args:
            report: Told of progress in groups of rows.

        Raises:
            NoSpaceError: There is no room for another copy of the index.
            MediumError: The disk refused.
        """
        with self.lock:
            self.check_writable()
            self._checkpoint_once()
            with self._io:
                self._rebuild_index()
            for _ in range(1 + _ROOTS_AFTER):
                self.touch()
                self._checkpoint_once()
            with self._io:
                self.journal.erase()
            groups = self.rows.allocator.groups
        for group in range(groups):
            report(Progress(group, groups, "groups"))
            with self.lock:  # a row that is taken meanwhile is overwritten by who took it
                self._bands.fill_noise(group, self.rows.allocator.free_runs(group))
                self.touch()
        self.commit()
        report(Progress(groups, groups, "groups"))

    def _rebuild_index(self) -> None:
        self._session.commit()
        try:
            self._session.rebuild()
        finally:
            self._session.begin()
