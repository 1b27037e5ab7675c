"""The tree of folders at the browser's side."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
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
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from app.jobs.folders import Subfolder
from app.jobs.rows import display_name
from app.models.tree import FOLDER_ROLE, TreeModel
from app.text.translation import tr
from app.views.entry_view import aim, can_take
from app.widgets.icons import icon
from app.widgets.theme import RADIUS, colours
from engine.constants import ROOT_INODE

_ROW_HEIGHT = 30
_ICON = 18
_OPEN_AFTER_MS = 700
"""Who holds a drag over a folder so long wants to see what is in it."""


class _Delegate(QStyledItemDelegate):
    """Icons, and rows that are high enough to hit."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        o: Any = option
        folder = index.data(FOLDER_ROLE)
        if isinstance(folder, Subfolder):
            o.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            o.decorationSize = QSize(_ICON, _ICON)
            o.icon = icon("home" if folder.ino == ROOT_INODE else "folder", colours().accent)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """The name itself, without what directs it on screen."""
        folder = index.data(FOLDER_ROLE)
        if isinstance(editor, QLineEdit) and isinstance(folder, Subfolder):
            editor.setText(display_name(folder.name))

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Over the name, as high as the row."""
        o: Any = option
        beside = _ICON + 6
        area = o.rect.adjusted(0, 1, 0, -1)
        before, after = (0, -beside) if editor.isRightToLeft() else (beside, 0)
        editor.setGeometry(area.adjusted(before, 0, after, 0))
        editor.setStyleSheet("padding: 1px 4px;")

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(_ROW_HEIGHT, size.height()))


class FolderTree(QTreeView):
    """Folders of a `TreeModel`. A click goes to one; keys move about, and Enter goes there."""

    chosen = Signal(int)
    """The inode of a folder to be shown."""
    dropped = Signal(object, int, str)
    """The `QMimeData`, and the inode and the name of the folder that it was dropped on."""
    menu_asked = Signal(object, QPoint)
    """The index of a folder, and a point of the screen."""

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drop_at = QPersistentModelIndex()
        self._open_timer = QTimer(self, interval=_OPEN_AFTER_MS, singleShot=True)
        self._open_timer.timeout.connect(self._open_target)
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(16)
        self.setMinimumWidth(120)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(True)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setAccessibleName(tr("Folders"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.expanded.connect(model.need)
        self.clicked.connect(self._choose)
        model.revealed.connect(self._show)

    @property
    def folders(self) -> TreeModel:
        """The model."""
        model = self.model()
        if not isinstance(model, TreeModel):
            raise TypeError(type(model))
        return model

    def _choose(self, index: QModelIndex) -> None:
        folder = self.folders.folder_at(index)
        if folder is not None:
            self.chosen.emit(folder.ino)

    def _show(self, index: QModelIndex) -> None:
        """The folder that the browser shows is the current one, and its way is open."""
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        if not index.parent().isValid():
            self.expand(index)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the current folder."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the folder under the pointer; by its key, of the current one."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if self.folders.folder_at(index) is not None:
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_asked.emit(index, self.viewport().mapToGlobal(place))

    # -- drags ----------------------------------------------------------------------------------

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag a folder to somewhere else in the vault."""
        index = self.currentIndex()
        if self.folders.place_at(index) is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.folders.mimeData([index]))
        drag.setPixmap(icon("folder", colours().accent).pixmap(32, 32))
        drag.exec(Qt.DropAction.MoveAction)

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
        self._show_target(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it to the browser."""
        self.stopAutoScroll()
        self._aim(event)
        index = self.indexAt(event.position().toPoint())
        self._show_target(QModelIndex())
        folder = self.folders.folder_at(index)
        if folder is not None:
            self.dropped.emit(event.mimeData(), folder.ino, str(index.data()))

    def _aim(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self.folders.folder_at(index) is None:
            event.ignore()
            index = QModelIndex()
        else:
            aim(event)
        self._show_target(index)

    def _show_target(self, index: QModelIndex) -> None:
        if self._drop_at != QPersistentModelIndex(index):
            self._drop_at = QPersistentModelIndex(index)
            self.viewport().update()
            if index.isValid():
                self._open_timer.start()
            else:
                self._open_timer.stop()

    def _open_target(self) -> None:
        if self._drop_at.isValid():
            self.expand(self._drop_at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tree, and a frame around where a drop would go."""
        super().paintEvent(event)
        if self._drop_at.isValid():
            area = self.visualRect(self._drop_at).adjusted(1, 1, -2, -1)
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRoundedRect(area, RADIUS / 2, RADIUS / 2)
