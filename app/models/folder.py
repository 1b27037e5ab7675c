"""The entries of one folder as a Qt model. Rows come from the worker; nothing here searches or sorts."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
    Signal,
)

from app.jobs.entries import Place
from app.jobs.listing import (
    EditKind,
    Edits,
    FolderListing,
    Gone,
    Rows,
    Update,
)
from app.jobs.rows import Order, Row, SortBy, display_name, extension
from app.jobs.worker import JobHandle
from app.models.session import VaultSession
from app.text.names import shown
from app.text.quantities import moment, size
from app.text.translation import mark, tr, tr_marked

if TYPE_CHECKING:
    from engine.namespace import Change

Index = QModelIndex | QPersistentModelIndex

ROOT = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

ENTRIES_MIME = "application/x-sigmavault-entries"
"""Entries that are dragged, cut or copied inside a vault."""

COLUMNS = (SortBy.NAME, SortBy.SIZE, SortBy.MODIFIED, SortBy.KIND)
_TITLES = (mark("Name"), mark("Size"), mark("Modified"), mark("Kind"))

_KINDS = {
    1: mark("Pipe"),
    2: mark("Device"),
    4: mark("Folder"),
    6: mark("Device"),
    10: mark("Link"),
    12: mark("Socket"),
}
"""By S_IFMT >> 12."""


class FolderModel(QAbstractTableModel):
    """A folder's rows, kept as the worker's `FolderListing` says."""

    loaded = Signal()
    """The whole list is there; not told of later changes."""
    counted = Signal(int, int, bool)
    """Rows shown, entries in all, whether that is final."""
    gone = Signal()
    """The folder was deleted."""
    failed = Signal(object)
    rename_asked = Signal(object, str)
    """A `Row` and the name that somebody typed for it."""

    def __init__(self, session: VaultSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Row] = []
        self._order = Order()
        self._listing: FolderListing | None = None
        self._handle: JobHandle | None = None
        session.changed.connect(self._note_changes)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def folder(self) -> int:
        """The folder's inode; 0 for none."""
        return self._listing.ino if self._listing is not None else 0

    @property
    def order(self) -> Order:
        """How rows are ordered and filtered."""
        return self._order

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, as they are shown."""
        return self._rows

    def row_at(self, index: Index) -> Row:
        """The row of an index."""
        return self._rows[index.row()]

    def place(self, row: Row) -> Place:
        """Where an entry stands in the vault."""
        return Place(self.folder, row.name)

    def find(self, name: bytes) -> int:
        """The row of a name, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.name == name), -1)

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
        def done(update: Update | None) -> None:
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

        self._handle = self._session.ask(
            lambda _vault, cancel, _report: listing.load(cancel), done, self.failed.emit
        )
        if self._handle is not None:
            self._handle.cancelled.connect(partial(self._forget_handle, self._handle))

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
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))

    def _note_changes(self, changes: Sequence[Change]) -> None:
        listing = self._listing
        if listing is None:
            return
        names = {change.name for change in changes if change.parent == listing.ino}
        inodes = {change.ino for change in changes}
        self._ask(listing, lambda: listing.refresh(names, inodes))

    # -- Qt's side ------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr_marked(_TITLES[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; only cells in sight are ever asked for."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, index.column())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.EditRole:
            return display_name(row.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be selected, dragged and renamed; folders can be dropped on."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = (
            Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        if index.column() == 0 and not self._session.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        if self._rows[index.row()].is_folder:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a name that was typed; it shows when the vault has it."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row = self._rows[index.row()]
        if isinstance(value, str) and value != display_name(row.name):
            self.rename_asked.emit(row, value)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column."""
        descending = order is Qt.SortOrder.DescendingOrder
        wanted = Order(COLUMNS[column], descending, self._order.pattern, self._order.hidden)
        if wanted != self._order:
            self.show_order(wanted)

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The entries of some rows, for drag and clipboard."""
        rows = [self._rows[at] for at in sorted({index.row() for index in indexes})]
        return self.mime_of(rows)

    def mime_of(self, rows: Sequence[Row]) -> QMimeData:
        """Entries as something to drop: for ourselves, and, of a mounted vault, for others.

        Others get paths on the drive. A vault that is not mounted has no paths, and nothing of it
        is written to a disk for the purpose.
        """
        mime = QMimeData()
        places = [[self.folder, row.name.hex()] for row in rows]
        text = json.dumps({"vault": str(self._session.path), "places": places})
        mime.setData(ENTRIES_MIME, QByteArray(text.encode("utf-8", "surrogateescape")))
        return mime

    def add_urls(self, mime: QMimeData, rows: Sequence[Row], folder_path: bytes) -> None:
        """Add the entries' paths on the drive."""
        root = os.fsencode(self._session.mountpoint)
        mime.setUrls(
            [
                QUrl.fromLocalFile(os.fsdecode(root + folder_path.rstrip(b"/") + b"/" + row.name))
                for row in rows
            ]
        )


def places_of(mime: QMimeData, session: VaultSession) -> list[Place]:
    """The entries of this vault that are dragged or were cut; none if they are another's."""
    try:
        found = json.loads(bytes(mime.data(ENTRIES_MIME).data()).decode("utf-8", "surrogateescape"))
        if found["vault"] != str(session.path):
            return []
        return [Place(int(parent), bytes.fromhex(name)) for parent, name in found["places"]]
    except (ValueError, KeyError, TypeError):
        return []


def local_paths(mime: QMimeData) -> list[Path]:
    """Files of the disk outside that are dragged or were copied."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def kind_text(row: Row) -> str:
    """What an entry is, in a word."""
    kind = _KINDS.get(row.mode >> 12)
    if kind is not None:
        return tr_marked(kind)
    end = extension(row.name)
    if not end or len(end) > 5:
        return tr("File")
    return tr("{extension} file").format(extension=end.upper())


def _text(row: Row, column: int) -> str:
    if column == 0:
        return shown(row.name)
    if column == 1:
        return size(row.size) if row.is_file else ""
    if column == 2:
        return moment(row.mtime_ns)
    return kind_text(row)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == 1 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
