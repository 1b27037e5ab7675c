"""What every view of entries does alike: keys, selection, drags, drops."""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import (
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from app.jobs.rows import Row, display_name, extension
from app.models.carrying import ENTRIES_MIME
from app.models.entry_model import ROW_ROLE, EntryModel
from app.widgets.icons import icon
from app.widgets.theme import RADIUS, colours

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object  # Qt's view classes are no siblings: each view of ours has one of its own

Index = QModelIndex | QPersistentModelIndex

_FAMILIES = {
    "file-image": "png jpg jpeg gif bmp webp tif tiff svg heic avif ico raw psd",
    "file-sound": "mp3 wav flac ogg opus m4a aac mid",
    "file-film": "mp4 mkv avi mov webm m4v mpg mpeg",
    "file-archive": "zip tar gz bz2 xz zst 7z rar deb rpm iso",
    "file-text": "txt md rst tex log csv json xml yaml yml toml ini html css js ts py c h cpp hpp rs"
    " go java sh sql pdf doc docx odt rtf xls xlsx ods ppt pptx odp epub",
}
_ICON_BY_END = {end: name for name, ends in _FAMILIES.items() for end in ends.split()}

_DRAG_ICON = 32


def icon_name(row: Row) -> str:
    """The icon for an entry."""
    if row.is_folder:
        return "folder"
    if row.is_link:
        return "link"
    return _ICON_BY_END.get(extension(row.name), "file")


class EntryView(_View):
    """Mixed into a view of Qt's; its model is an `EntryModel`."""

    opened = QtSignal(object)
    """A `Row` was double-clicked, or Enter was pressed on it."""
    dropped = QtSignal(object, object, object)
    """The `QMimeData`, the `Row` it was dropped on (None: beside), the drop's action."""
    look_asked = QtSignal()
    """The space bar: show or hide the preview."""
    drag_wanted = QtSignal(object)
    """A `QMimeData` of a drag that begins, or for the clipboard; others may add to it."""

    takes_drops_beside: ClassVar[bool] = True
    """Whether something can be dropped where no folder is."""

    _drop_row = -1
    _dropping = False
    _typed = ""
    _typed_at = 0.0

    def set_up_entries(self, model: EntryModel) -> None:
        """Show a model's rows."""
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(self._double_clicked)

    @property
    def entries(self) -> EntryModel:
        """The model."""
        model = self.model()
        if not isinstance(model, EntryModel):
            raise TypeError(type(model))
        return model

    # -- selection ------------------------------------------------------------------------------

    def selected_ats(self) -> list[int]:
        """The numbers of the rows that are selected, from top to bottom."""
        found: set[int] = set()
        for part in self.selectionModel().selection().toList():
            found.update(range(part.top(), part.bottom() + 1))
        return sorted(found)

    def selected_rows(self) -> list[Row]:
        """The rows that are selected, from top to bottom."""
        rows = self.entries.rows
        return [rows[at] for at in self.selected_ats()]

    def selected_count(self) -> int:
        """How many rows are selected; quick however many there are."""
        parts: list[QItemSelectionRange] = self.selectionModel().selection().toList()
        return sum(part.height() for part in parts)

    def select(self, at: int) -> None:
        """Select one row, and scroll to it."""
        selection = self.selectionModel()
        flags = selection.SelectionFlag.ClearAndSelect | selection.SelectionFlag.Rows
        index = self.entries.index(at, 0)
        selection.setCurrentIndex(index, flags)
        self.scrollTo(index)

    def edit_name(self, at: int) -> None:
        """Rename a row in place."""
        self.select(at)
        self.edit(self.entries.index(at, 0))

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Qt's own would edit. The menu's key asks for the menu of what is selected."""
        editing = self.state() is QAbstractItemView.State.EditingState
        current = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and plain and not editing and current.isValid():
            self.opened.emit(self.entries.row_at(current))
        elif event.key() == Qt.Key.Key_Space and plain and not editing and not self._is_typing():
            self.look_asked.emit()
        else:
            super().keyPressEvent(event)

    def menu_point(self) -> QPoint:
        """Where a menu belongs that the keyboard asked for: at the current row, if it is in sight."""
        rect = self.visualRect(self.currentIndex())
        view = self.viewport().rect()
        return rect.center() if rect.isValid() and view.intersects(rect) else view.center()

    def keyboardSearch(self, search: str) -> None:
        """Go to the name that begins as it is typed; the same letter again goes to the next one.

        Qt's own would ask the model for every row.
        """
        self._typed = (self._typed if self._is_typing() else "") + search
        self._typed_at = time.monotonic()
        same = len(set(self._typed)) == 1
        at = self._find(self._typed[:1] if same else self._typed, go_on=same)
        if at >= 0:
            self.select(at)

    def _is_typing(self) -> bool:
        pause_s = QApplication.keyboardInputInterval() / 1000
        return bool(self._typed) and time.monotonic() - self._typed_at < pause_s

    def _find(self, text: str, *, go_on: bool) -> int:
        """The first row from the current one on, or past it, whose name begins so; -1 for none."""
        wanted = text.casefold().encode("utf-8", "replace")
        rows, length = self.entries.rows, len(wanted)
        start: int = max(self.currentIndex().row() + int(go_on), 0)
        for at in chain(range(start, len(rows)), range(min(start, len(rows)))):
            head = rows[at].name[:length]
            if head.lower() == wanted or (
                not head.isascii() and display_name(head).casefold().encode() == wanted
            ):
                return at
        return -1

    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.entries.row_at(index))

    # -- dragging out ---------------------------------------------------------------------------

    def drag_mime(self) -> QMimeData:
        """What a drag of the selection carries."""
        mime = self.entries.mime_of(self.selected_ats())
        self.drag_wanted.emit(mime)
        return mime

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selection."""
        rows = self.selected_rows()
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(self.drag_mime())
        drag.setPixmap(icon(icon_name(rows[0])).pixmap(_DRAG_ICON, _DRAG_ICON))
        # Other programs are proposed a copy, ours is a move: dropping decides (`aim`).
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)

    # -- dropping -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files, or entries of ours."""
        if can_take(event.mimeData()):
            self._aim(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go; scroll at the edges."""
        self._aim(event)
        self.startAutoScroll()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Nothing is dropped."""
        self.stopAutoScroll()
        self._show_target(-1, dropping=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it to the browser."""
        self.stopAutoScroll()
        self._aim(event)
        row = self._target(event.position().toPoint())
        self._show_target(-1, dropping=False)
        target = self.entries.rows[row] if row >= 0 else None
        if target is not None or self.takes_drops_beside:
            self.dropped.emit(event.mimeData(), target, event.dropAction())

    def _aim(self, event: QDropEvent) -> None:
        target = self._target(event.position().toPoint())
        if target < 0 and not self.takes_drops_beside:
            event.ignore()
        else:
            aim(event)
        self._show_target(target, dropping=target >= 0 or self.takes_drops_beside)

    def _target(self, point: QPoint) -> int:
        index = self.indexAt(point)
        return index.row() if index.isValid() and self.entries.row_at(index).is_folder else -1

    def _show_target(self, row: int, *, dropping: bool) -> None:
        if (row, dropping) != (self._drop_row, self._dropping):
            self._drop_row, self._dropping = row, dropping
            self.viewport().update()

    def target_rect(self, row: int) -> QRectF:
        """The frame around a folder that a drop would go into."""
        return QRectF(self.visualRect(self.entries.index(row, 0)))

    def paint_target(self) -> None:
        """Draw a frame around where a drop would go."""
        if not self._dropping:
            return
        area = QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2)
        if self._drop_row >= 0:
            area = self.target_rect(self._drop_row)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().accent), 2))
        painter.drawRoundedRect(area, RADIUS, RADIUS)


def can_take(mime: QMimeData) -> bool:
    """Whether something can be dropped into a vault: files, or entries of ours."""
    return mime.hasUrls() or mime.hasFormat(ENTRIES_MIME)


def aim(event: QDropEvent) -> None:
    """Accept what is dropped: files from outside are copied, and never taken from where they are."""
    own = event.mimeData().hasFormat(ENTRIES_MIME)
    event.setDropAction(Qt.DropAction.MoveAction if own else Qt.DropAction.CopyAction)
    event.accept()


def begin_name(editor: QWidget, index: Index) -> None:
    """Fill a name's editor, and select the name without its ending."""
    if not isinstance(editor, QLineEdit):
        return
    row: Row = index.data(ROW_ROLE)
    name = display_name(row.name)
    editor.setText(name)
    end = extension(row.name)
    stem = len(name) - len(end) - 1 if end and not row.is_folder else len(name)
    # After the view, which selects all of it.
    QTimer.singleShot(0, editor, lambda: editor.setSelection(0, stem))
