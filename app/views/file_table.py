"""The table of a folder's entries: icons, renaming in place, drags in and out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.jobs.rows import Row, display_name, extension
from app.models.folder import ENTRIES_MIME, ROW_ROLE, FolderModel
from app.text.translation import tr
from app.widgets.icons import icon
from app.widgets.theme import RADIUS, colours

ROW_HEIGHT = 36
_ICON = 20

_FAMILIES = {
    "file-image": "png jpg jpeg gif bmp webp tif tiff svg heic avif ico raw psd",
    "file-sound": "mp3 wav flac ogg opus m4a aac mid",
    "file-film": "mp4 mkv avi mov webm m4v mpg mpeg",
    "file-archive": "zip tar gz bz2 xz zst 7z rar deb rpm iso",
    "file-text": "txt md rst tex log csv json xml yaml yml toml ini html css js ts py c h cpp hpp rs"
    " go java sh sql pdf doc docx odt rtf xls xlsx ods ppt pptx odp epub",
}
_ICON_BY_END = {end: name for name, ends in _FAMILIES.items() for end in ends.split()}


def icon_name(row: Row) -> str:
    """The icon for an entry."""
    if row.is_folder:
        return "folder"
    if row.is_link:
        return "link"
    return _ICON_BY_END.get(extension(row.name), "file")


class _Delegate(QStyledItemDelegate):
    """Icons in the first column; an editor that selects the name without its ending."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        o: Any = option
        c = colours()
        if index.column() == 0:
            row: Row = index.data(ROW_ROLE)
            o.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            o.decorationSize = QSize(_ICON, _ICON)
            o.icon = icon(icon_name(row), c.accent if row.is_folder else c.muted)
        else:
            o.palette.setColor(o.palette.ColorRole.Text, QColor(c.muted))
            o.palette.setColor(o.palette.ColorRole.HighlightedText, QColor(c.muted))

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if not isinstance(editor, QLineEdit):
            return
        row: Row = index.data(ROW_ROLE)
        name = display_name(row.name)
        editor.setText(name)
        end = extension(row.name)
        stem = len(name) - len(end) - 1 if end and not row.is_folder else len(name)
        # After the view, which selects all of it.
        QTimer.singleShot(0, editor, lambda: editor.setSelection(0, stem))

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        o: Any = option
        editor.setGeometry(o.rect.adjusted(_ICON + 14, 2, -4, -2))
        editor.setStyleSheet("padding: 2px 6px;")


class FileTable(QTableView):
    """Rows of a `FolderModel`."""

    opened = Signal(object)
    """A `Row` was double-clicked, or Enter was pressed on it."""
    dropped = Signal(object, object, object)
    """The `QMimeData`, the `Row` it was dropped on (None: beside), the drop's action."""
    drag_wanted = Signal(object)
    """A `QMimeData` of a drag that begins; others may add to it."""

    def __init__(self, model: FolderModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drop_row = -1
        self._dropping = False
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSortingEnabled(True)
        self.setAccessibleName(tr("Files"))
        self._set_up_headers()
        self.doubleClicked.connect(self._double_clicked)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 100), (2, 150), (3, 110)):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)

    @property
    def folder_model(self) -> FolderModel:
        """The model."""
        model = self.model()
        if not isinstance(model, FolderModel):
            raise TypeError(type(model))
        return model

    # -- selection ------------------------------------------------------------------------------

    def selected_rows(self) -> list[Row]:
        """The rows that are selected, from top to bottom."""
        rows = self.folder_model.rows
        found: set[int] = set()
        for part in self.selectionModel().selection().toList():
            found.update(range(part.top(), part.bottom() + 1))
        return [rows[at] for at in sorted(found)]

    def selected_count(self) -> int:
        """How many rows are selected; quick however many there are."""
        return sum(part.height() for part in self.selectionModel().selection().toList())

    def select(self, at: int) -> None:
        """Select one row, and scroll to it."""
        self.selectRow(at)
        self.scrollTo(self.folder_model.index(at, 0))

    def edit_name(self, at: int) -> None:
        """Rename a row in place."""
        self.select(at)
        self.edit(self.folder_model.index(at, 0))

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Qt's own would edit."""
        editing = self.state() is QAbstractItemView.State.EditingState
        current = self.currentIndex()
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and not editing
            and current.isValid()
        ):
            self.opened.emit(self.folder_model.row_at(current))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next name that begins so. Qt's own would ask the model for every row."""
        wanted = search.casefold()
        rows = self.folder_model.rows
        start = self.currentIndex().row() + (len(search) == 1)
        for at in (*range(max(start, 0), len(rows)), *range(max(start, 0))):
            if display_name(rows[at].name).casefold().startswith(wanted):
                self.select(at)
                return

    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.folder_model.row_at(index))

    # -- dragging out ---------------------------------------------------------------------------

    def drag_mime(self) -> QMimeData:
        """What a drag of the selection carries."""
        mime = self.folder_model.mime_of(self.selected_rows())
        self.drag_wanted.emit(mime)
        return mime

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selection."""
        rows = self.selected_rows()
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(self.drag_mime())
        drag.setPixmap(icon(icon_name(rows[0])).pixmap(32, 32))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)

    # -- dropping -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files, or entries of ours."""
        if event.mimeData().hasUrls() or event.mimeData().hasFormat(ENTRIES_MIME):
            self._aim(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        self._aim(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Nothing is dropped."""
        self._show_target(-1, dropping=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it to the browser."""
        self._aim(event)
        row = self._target(event.position().toPoint())
        self._show_target(-1, dropping=False)
        target = self.folder_model.rows[row] if row >= 0 else None
        self.dropped.emit(event.mimeData(), target, event.dropAction())

    def _aim(self, event: QDropEvent) -> None:
        own = event.mimeData().hasFormat(ENTRIES_MIME)
        # Files from outside are copied, and never taken away from where they are.
        event.setDropAction(Qt.DropAction.MoveAction if own else Qt.DropAction.CopyAction)
        event.accept()
        self._show_target(self._target(event.position().toPoint()), dropping=True)

    def _target(self, point: QPoint) -> int:
        at = self.rowAt(point.y())
        return at if at >= 0 and self.folder_model.rows[at].is_folder else -1

    def _show_target(self, row: int, *, dropping: bool) -> None:
        if (row, dropping) != (self._drop_row, self._dropping):
            self._drop_row, self._dropping = row, dropping
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The table, and a frame around where a drop would go."""
        super().paintEvent(event)
        if not self._dropping:
            return
        view = self.viewport()
        area = QRectF(view.rect()).adjusted(2, 2, -2, -2)
        if self._drop_row >= 0:
            top = self.rowViewportPosition(self._drop_row)
            area = QRectF(4, top + 1, view.width() - 8, self.rowHeight(self._drop_row) - 2)
        painter = QPainter(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().accent), 2))
        painter.drawRoundedRect(area, RADIUS, RADIUS)

    def changeEvent(self, event: QEvent) -> None:
        """Other colours: cells are drawn with them."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.viewport().update()
