"""Entries as rows of a Qt model: what every list of entries has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.jobs.entries import Place
from app.jobs.rows import Order, Row, SortBy, display_name, extension
from app.models.carrying import entries_mime
from app.models.session import VaultSession
from app.text.names import shown
from app.text.quantities import moment, size
from app.text.translation import mark, tr, tr_marked

Index = QModelIndex | QPersistentModelIndex

ROOT = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

_TITLES = {
    SortBy.NAME: mark("Name"),
    SortBy.FOLDER: mark("Folder"),
    SortBy.SIZE: mark("Size"),
    SortBy.MODIFIED: mark("Modified"),
    SortBy.KIND: mark("Kind"),
}

_KINDS = {
    1: mark("Pipe"),
    2: mark("Device"),
    4: mark("Folder"),
    6: mark("Device"),
    10: mark("Link"),
    12: mark("Socket"),
}
"""By S_IFMT >> 12."""


class EntryModel(QAbstractTableModel):
    """Rows that somebody else fetches and orders; nothing here searches or sorts."""

    columns: ClassVar[tuple[SortBy, ...]] = (
        SortBy.NAME,
        SortBy.SIZE,
        SortBy.MODIFIED,
        SortBy.KIND,
    )

    failed = Signal(object)
    rename_asked = Signal(object, str)
    """A `Place` and the name that somebody typed for what stands there."""

    def __init__(self, session: VaultSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Row] = []
        self._order = Order()

    # -- what is shown --------------------------------------------------------------------------

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

    def find(self, name: bytes) -> int:
        """The row of a name, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.name == name), -1)

    def place_at(self, at: int) -> Place:
        """Where the entry of a row stands in the vault."""
        raise NotImplementedError

    def folder_path_at(self, at: int) -> bytes | None:
        """The path of the folder that holds a row's entry; None: that of the folder shown."""
        raise NotImplementedError

    def show_order(self, order: Order) -> None:
        """Show the rows in another order, or other rows."""
        raise NotImplementedError

    def mime_of(self, ats: Sequence[int]) -> QMimeData:
        """Some rows' entries as something to drop or paste inside this vault."""
        return entries_mime(self._session, [self.place_at(at) for at in ats])

    # -- Qt's side ------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr_marked(_TITLES[self.columns[section]])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; only cells in sight are ever asked for."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self._rows[index.row()]
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), column)
        if role == Qt.ItemDataRole.EditRole:
            return display_name(self._rows[index.row()].name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column is SortBy.NAME:
            row = self._rows[index.row()]
            return tr(", ").join(filter(None, (shown(row.name), kind_text(row), lock_text(row))))
        if role == Qt.ItemDataRole.ToolTipRole and column is SortBy.NAME:
            return lock_text(self._rows[index.row()]) or None
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
            self.rename_asked.emit(self.place_at(index.row()), value)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column."""
        descending = order is Qt.SortOrder.DescendingOrder
        now = self._order
        wanted = Order(self.columns[column], descending, now.pattern, now.hidden)
        if wanted != now:
            self.show_order(wanted)

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The entries of some rows, for drag and clipboard."""
        return self.mime_of(sorted({index.row() for index in indexes}))

    def _text(self, at: int, column: SortBy) -> str:
        row = self._rows[at]
        if column is SortBy.NAME:
            return shown(row.name)
        if column is SortBy.SIZE:
            return size(row.size) if row.is_file else ""
        if column is SortBy.MODIFIED:
            return moment(row.mtime_ns)
        return kind_text(row)


def kind_text(row: Row) -> str:
    """What an entry is, in a word."""
    kind = _KINDS.get(row.mode >> 12)
    if kind is not None:
        return tr_marked(kind)
    end = extension(row.name)
    if not end or len(end) > 5:
        return tr("File")
    return tr("{extension} file").format(extension=end.upper())


def lock_text(row: Row) -> str:
    """What there is to say of an entry's second lock; empty for none."""
    if row.lock is None:
        return ""
    if row.lock.is_open:
        return tr("Second lock, open for this session")
    return tr("Locked with a second passphrase")


def _alignment(column: SortBy) -> Qt.AlignmentFlag:
    right = column is SortBy.SIZE
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
