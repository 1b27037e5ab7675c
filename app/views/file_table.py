"""The table of a folder's entries: columns, icons, renaming in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.jobs.rows import Row, SortBy
from app.models.entry_model import ROW_ROLE, EntryModel
from app.text.translation import tr
from app.views.entry_view import EntryView, begin_name, icon_name
from app.widgets.icons import icon
from app.widgets.lock_badge import paint_lock_badge
from app.widgets.theme import colours

ROW_HEIGHT = 36
_ICON = 20

_NAME_WIDTH = 180
"""Where there is less room for names, other columns go."""

_FIRST_TO_GO = (SortBy.KIND, SortBy.MODIFIED, SortBy.SIZE)

_WIDTHS: Mapping[SortBy, int] = {
    SortBy.FOLDER: 200,
    SortBy.SIZE: 90,
    SortBy.MODIFIED: 140,
    SortBy.KIND: 100,
}


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

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """A cell; over an icon whether its entry lies under a second lock."""
        super().paint(painter, option, index)
        mark = index.data(ROW_ROLE).lock if index.column() == 0 else None
        if mark is None:
            return
        dressed: Any = QStyleOptionViewItem(option)
        self.initStyleOption(dressed, index)
        place = dressed.widget.style().subElementRect(
            QStyle.SubElement.SE_ItemViewItemDecoration, dressed, dressed.widget
        )
        selected = bool(dressed.state & QStyle.StateFlag.State_Selected)
        paint_lock_badge(painter, place, is_open=mark.is_open, selected=selected)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        begin_name(editor, index)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        o: Any = option
        beside_icon = o.rect.adjusted(_ICON + 14, 2, -4, -2)
        editor.setGeometry(QStyle.visualRect(o.direction, o.rect, beside_icon))
        editor.setStyleSheet("padding: 2px 6px;")


class FileTable(EntryView, QTableView):
    """Rows of an `EntryModel`."""

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_up_entries(model)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSortingEnabled(True)
        self.setAccessibleName(tr("Files"))
        self._set_up_headers()

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, by in enumerate(self.entries.columns[1:], 1):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, _WIDTHS[by])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names have room: columns that matter less are hidden in a narrow window."""
        columns = self.entries.columns
        needed = _NAME_WIDTH + sum(_WIDTHS[by] for by in columns[1:])
        gone: set[SortBy] = set()
        for by in _FIRST_TO_GO:
            if needed > self.viewport().width():
                gone.add(by)
                needed -= _WIDTHS[by]
        for column, by in enumerate(columns):
            if self.isColumnHidden(column) != (by in gone):
                self.setColumnHidden(column, by in gone)
        super().resizeEvent(event)

    def target_rect(self, row: int) -> QRectF:
        """The frame around a folder that a drop would go into: its whole row."""
        top = self.rowViewportPosition(row)
        return QRectF(4, top + 1, self.viewport().width() - 8, self.rowHeight(row) - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The table, and a frame around where a drop would go."""
        super().paintEvent(event)
        self.paint_target()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours: cells are drawn with them."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.viewport().update()


class ResultTable(FileTable):
    """What a search has found. Only its folders can be dropped on: beside them is no one place."""

    takes_drops_beside = False

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setAccessibleName(tr("Search results"))
