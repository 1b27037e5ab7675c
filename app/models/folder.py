"""The entries of one folder as a Qt model, kept as the worker says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.jobs.entries import Place
from app.jobs.listing import EditKind, Edits, FolderListing, Gone, Rows, Update
from app.jobs.rows import Order
from app.jobs.worker import JobHandle
from app.models.entry_model import ROOT, EntryModel
from app.models.session import VaultSession

if TYPE_CHECKING:
    from engine.namespace import Change


class FolderModel(EntryModel):
    """A folder's rows, kept as the worker's `FolderListing` says."""

    loaded = Signal()
    """The whole list is there; not told of later changes."""
    counted = Signal(int, int, bool)
    """Rows shown, entries in all, whether that is final."""
    gone = Signal()
    """The folder was deleted."""

    def __init__(self, session: VaultSession, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._listing: FolderListing | None = None
        self._handle: JobHandle | None = None
        session.changed.connect(self._note_changes)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def folder(self) -> int:
        """The folder's inode; 0 for none."""
        return self._listing.ino if self._listing is not None else 0

    def place_at(self, at: int) -> Place:
        """Where the entry of a row stands in the vault."""
        return Place(self.folder, self._rows[at].name)

    def folder_path_at(self, _at: int) -> bytes | None:
        """Every row's entry is in the folder that is shown."""
        return None

    def show_folder(self, ino: int) -> None:
        """Show another folder; its first page comes at once, the rest when it is there."""
        self.clear()
        vault = self._session.vault
        if vault is None:
            return
        self._listing = FolderListing(vault.namespace, ino, self._order)
        self._load(self._listing)

    def show_order(self, order: Order) -> None:
        """Show the rows in another order, or other rows."""
        self._order = order
        if self._listing is not None:
            listing = self._listing
            self._ask(listing, lambda: listing.reorder(order))

    def clear(self) -> None:
        """Show nothing."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        self._listing = None
        if self._rows:
            self.beginResetModel()
            self._rows = []
            self.endResetModel()

    # -- from the worker ------------------------------------------------------------------------

    def _load(self, listing: FolderListing) -> None:
        self._handle = self._session.ask(
            lambda _vault, cancel, _report: listing.load(cancel),
            partial(self._loaded, listing),
            self.failed.emit,
        )
        if self._handle is not None:
            self._handle.cancelled.connect(partial(self._forget_handle, self._handle))

    def _loaded(self, listing: FolderListing, update: Update | None) -> None:
        if listing is not self._listing:
            return
        self._handle = None
        self._apply(listing, update)
        if listing is not self._listing:
            return
        if listing.complete:
            self.loaded.emit()
        else:
            self.counted.emit(len(self._rows), listing.count, False)
            self._load(listing)

    def _forget_handle(self, handle: JobHandle) -> None:
        if handle is self._handle:
            self._handle = None

    def _ask(self, listing: FolderListing, look: Any) -> None:
        self._session.ask(
            lambda _vault, _cancel, _report: look(),
            partial(self._apply, listing),
            self.failed.emit,
        )

    def _apply(self, listing: FolderListing, update: Update | None) -> None:
        if listing is not self._listing or update is None:
            return
        if isinstance(update, Gone):
            self.clear()
            self.gone.emit()
            return
        if isinstance(update, Rows):
            self.beginResetModel()
            self._rows = list(update.rows)
            self.endResetModel()
            self.counted.emit(len(self._rows), update.total, update.complete)
            return
        self._edit(update)
        self.counted.emit(len(self._rows), update.total, True)

    def _edit(self, edits: Edits) -> None:
        for kind, at, row in edits.edits:
            if kind is EditKind.REMOVE or row is None:
                self.beginRemoveRows(ROOT, at, at)
                del self._rows[at]
                self.endRemoveRows()
            elif kind is EditKind.INSERT:
                self.beginInsertRows(ROOT, at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            else:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def _note_changes(self, changes: Sequence[Change]) -> None:
        listing = self._listing
        if listing is None:
            return
        names = {change.name for change in changes if change.parent == listing.ino}
        inodes = {change.ino for change in changes}
        self._ask(listing, lambda: listing.refresh(names, inodes))
        if any(change.kind == "lock" for change in changes):
            self._ask(listing, listing.refresh_locks)
