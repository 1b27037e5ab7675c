"""The results of a search by name, as a Qt model: they come in while the worker still looks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.entries import Place
from app.jobs.rows import Order, SortBy
from app.jobs.search import Found, NameSearch, Results, SearchQuery
from app.jobs.worker import JobHandle
from app.models.entry_model import ROOT, EntryModel
from app.models.session import VaultSession
from app.text.names import shown

if TYPE_CHECKING:
    from engine.namespace import Change

QUIET_MS = 500
"""So long nothing must have changed in the vault before the search is made anew."""


class SearchModel(EntryModel):
    """What a `NameSearch` has found so far."""

    columns: ClassVar[tuple[SortBy, ...]] = (
        SortBy.NAME,
        SortBy.FOLDER,
        SortBy.SIZE,
        SortBy.MODIFIED,
        SortBy.KIND,
    )

    progressed = Signal()
    """More was found, or the search has ended."""

    def __init__(self, session: VaultSession, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._found: list[Found] = []
        self._search: NameSearch | None = None
        self._handle: JobHandle | None = None
        self._again: NameSearch | None = None
        """The same search once more, since something has changed; shown when it is complete."""
        self.running = False
        self.cut = False
        """There is more than is kept."""
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._search_again)
        session.changed.connect(self._note_changes)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def query(self) -> SearchQuery | None:
        """What is looked for."""
        return self._search.query if self._search is not None else None

    def place_at(self, at: int) -> Place:
        """Where the entry of a row stands in the vault."""
        return self._found[at].place

    def folder_path_at(self, at: int) -> bytes | None:
        """The path of the folder that holds a row's entry."""
        return self._found[at].folder

    def start(self, query: SearchQuery) -> None:
        """Look for something else."""
        self.clear()
        vault = self._session.vault
        if vault is None:
            return
        self._search = NameSearch(vault.namespace, query, self._order)
        self.running = True
        self._step(self._search)

    def stop(self) -> None:
        """Keep what was found, and look no further."""
        self._cancel()
        if self.running:
            self.running = False
            self.progressed.emit()

    def clear(self) -> None:
        """Show nothing."""
        self._cancel()
        self._search = None
        self.running = self.cut = False
        self._show(())

    def show_order(self, order: Order) -> None:
        """Show the results in another order."""
        self._order = order
        search = self._search
        if search is not None:
            self._session.ask(
                lambda _vault, _cancel, _report: search.reorder(order),
                partial(self._reordered, search),
                self.failed.emit,
            )

    # -- from the worker ------------------------------------------------------------------------

    def _step(self, search: NameSearch) -> None:
        self._handle = self._session.ask(
            lambda _vault, cancel, _report: search.step(cancel),
            partial(self._stepped, search),
            partial(self._broken, search),
        )

    def _stepped(self, search: NameSearch, results: Results) -> None:
        stopped = search is self._search and not self.running
        if stopped or search not in (self._search, self._again):
            return
        self._handle = None
        if not results.complete:
            if search is self._search:
                self._append(results.found)
            self._step(search)
            return
        self._search, self._again = search, None
        self.running, self.cut = False, results.cut
        if results.found != tuple(self._found):
            self._show(results.found)
        self.progressed.emit()
        if search.order != self._order:  # ordered anew on the way
            self.show_order(self._order)

    def _broken(self, search: NameSearch, error: Exception) -> None:
        if search is self._search or search is self._again:
            self.stop()
            self.failed.emit(error)

    def _reordered(self, search: NameSearch, results: Results) -> None:
        if search is self._search and not self.running:
            self._show(results.found)

    def _append(self, found: Sequence[Found]) -> None:
        if found:
            at = len(self._found)
            self.beginInsertRows(ROOT, at, at + len(found) - 1)
            self._found += found
            self._rows += [each.row for each in found]
            self.endInsertRows()
        self.progressed.emit()

    def _show(self, found: Sequence[Found]) -> None:
        if not found and not self._found:
            return
        self.beginResetModel()
        self._found = list(found)
        self._rows = [each.row for each in found]
        self.endResetModel()

    def _cancel(self) -> None:
        self._quiet.stop()
        self._again = None
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    # -- staying true ---------------------------------------------------------------------------

    def _note_changes(self, changes: Sequence[Change]) -> None:
        # Before it is complete the search sees them itself; one that was stopped stays as it is.
        if self._search is None or not self._search.complete:
            return
        inodes = {found.row.ino for found in self._found}
        if any(change.kind != "inode" or change.ino in inodes for change in changes):
            self._quiet.start()

    def _search_again(self) -> None:
        vault, query = self._session.vault, self.query
        if vault is None or query is None:
            return
        if self._handle is not None:  # still at it: when that is done
            self._quiet.start()
            return
        self._again = NameSearch(vault.namespace, query, self._order)
        self._step(self._again)

    def _text(self, at: int, column: SortBy) -> str:
        if column is SortBy.FOLDER:
            return shown(self._found[at].folder)
        return super()._text(at, column)
