"""A folder's entries as a grid of icons and thumbnails.

A view of our own, since `QListView` makes a record for each item and a region of each selected one:
here every cell has the same size, so that where one is is arithmetic, and only those in sight cost
anything, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from app.models.entry_model import EntryModel
from app.models.thumbnails import Thumbnails
from app.text.translation import tr
from app.views.entry_view import EntryView, Index
from app.views.icon_delegate import CELL_WIDTH, THUMBNAIL, IconDelegate, cell_height
from app.widgets.theme import GAP, colours

_REST_MS = 60
"""A scroll must rest so long before thumbnails are made: who scrolls by asks for nothing."""

Move = QAbstractItemView.CursorAction

_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_CLEAR = QItemSelectionModel.SelectionFlag.Clear


class IconView(EntryView, QAbstractItemView):
    """Rows of an `EntryModel` in a grid that is as wide as the window."""

    def __init__(
        self, model: EntryModel, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._band_from: QPoint | None = None
        """Where a rubber band began, in the grid's coordinates."""
        self._band = QRect()
        self._before_band = QItemSelection()
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._want_thumbnails)
        self.set_up_entries(model)
        self.setItemDelegate(IconDelegate(thumbnails, self))
        self.setAccessibleName(tr("Files as icons"))
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._count_changed)
        model.dataChanged.connect(self._rest.start)
        thumbnails.arrived.connect(self._show_thumbnail)
        thumbnails.forgotten.connect(self._forget_thumbnails)

    # -- the grid -------------------------------------------------------------------------------

    @property
    def columns(self) -> int:
        """Cells in a line."""
        return max(1, (self.viewport().width() - GAP) // CELL_WIDTH)

    @property
    def cell_width(self) -> int:
        """A cell's share of the line: what is left over is dealt to all."""
        return max(CELL_WIDTH, (self.viewport().width() - GAP) // self.columns)

    @property
    def cell_height(self) -> int:
        """A cell's height: the picture, and two lines of the font."""
        return cell_height(self.fontMetrics())

    def _count(self) -> int:
        return len(self.entries.rows)

    def _cell(self, at: int) -> QRect:
        """Where a row's cell is in the grid."""
        line, column = divmod(at, self.columns)
        if self.isRightToLeft():
            column = self.columns - 1 - column
        width = self.cell_width
        return QRect(
            GAP // 2 + column * width, GAP // 2 + line * self.cell_height, width, self.cell_height
        )

    def _ats_in(self, area: QRect) -> Iterator[range]:
        """The rows whose cells meet an area of the grid, line by line."""
        columns, width, count = self.columns, self.cell_width, self._count()
        first = max(0, (area.left() - GAP // 2) // width)
        last = min(columns - 1, (area.right() - GAP // 2) // width)
        if self.isRightToLeft():
            first, last = columns - 1 - last, columns - 1 - first
        top = max(0, (area.top() - GAP // 2) // self.cell_height)
        bottom = min((area.bottom() - GAP // 2) // self.cell_height, (count - 1) // columns)
        for line in range(top, bottom + 1):
            yield range(line * columns + first, min(line * columns + last + 1, count))

    def _in_sight(self) -> range:
        view = self.viewport().rect().translated(0, self.verticalOffset())
        lines = list(self._ats_in(view))
        return range(lines[0].start, lines[-1].stop) if lines else range(0)

    def updateGeometries(self) -> None:
        """The grid has another height, or is seen through another window."""
        super().updateGeometries()
        lines = -(-self._count() // self.columns)
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, lines * self.cell_height + GAP - page))
        bar.setPageStep(page)
        bar.setSingleStep(self.cell_height // 3)

    # -- what Qt asks ---------------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        """Where a row's cell is in sight."""
        if not index.isValid():
            return QRect()
        return self._cell(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row whose icon or name is at a point; beside them is nothing."""
        spot = QRect(point + QPoint(0, self.verticalOffset()), QSize(1, 1))
        for ats in self._ats_in(spot):
            for at in ats:
                if self._cell(at).adjusted(GAP // 2, 0, -GAP // 2, 0).contains(spot.topLeft()):
                    return self.entries.index(at, 0)
        return QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight."""
        if not index.isValid():
            return
        cell, bar, page = (
            self._cell(index.row()),
            self.verticalScrollBar(),
            self.viewport().height(),
        )
        top, hints = bar.value(), QAbstractItemView.ScrollHint
        if hint is hints.PositionAtCenter:
            bar.setValue(cell.center().y() - page // 2)
        elif hint is hints.PositionAtTop or cell.top() < top:
            bar.setValue(cell.top() - GAP // 2)
        elif hint is hints.PositionAtBottom or cell.bottom() > top + page:
            bar.setValue(cell.bottom() - page + GAP // 2)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads."""
        count, columns = self._count(), self.columns
        if not count:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self.entries.index(0, 0)
        at = current.row()
        lines = max(1, self.viewport().height() // self.cell_height)
        side = -1 if self.isRightToLeft() else 1
        to = {
            Move.MoveLeft: at - side,
            Move.MoveRight: at + side,
            Move.MovePrevious: at - 1,
            Move.MoveNext: at + 1,
            Move.MoveUp: at - columns if at >= columns else at,
            Move.MoveDown: min(at + columns, count - 1)
            if at // columns < (count - 1) // columns
            else at,
            Move.MovePageUp: max(at - lines * columns, at % columns),
            Move.MovePageDown: at + lines * columns,
            Move.MoveHome: 0,
            Move.MoveEnd: count - 1,
        }[action]
        return self.entries.index(max(0, min(to, count - 1)), 0)

    def horizontalOffset(self) -> int:
        """Nothing is ever beside the window."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled down."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """Every row is shown."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what meets a rectangle of the viewport; between two rows, all that lie between."""
        if self._band_from is None and command & QItemSelectionModel.SelectionFlag.Current:
            first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
            if first.isValid() and last.isValid():
                self._select_ranges(
                    [range(min(first.row(), last.row()), max(first.row(), last.row()) + 1)], command
                )
                return
        area = rect.translated(0, self.verticalOffset())
        self._select_ranges(list(self._ats_in(area)), command)

    def _select_ranges(
        self, ranges: list[range], command: QItemSelectionModel.SelectionFlag
    ) -> None:
        model, selection = self.entries, QItemSelection()
        last = model.columnCount() - 1
        for ats in ranges:
            if ats:
                selection.select(model.index(ats.start, 0), model.index(ats.stop - 1, last))
        self.selectionModel().select(selection, command)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Whole rows, as the table selects them: both views have one selection."""
        command = super().selectionCommand(index, event)
        return command | QItemSelectionModel.SelectionFlag.Rows

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where selected rows are in sight; the rest needs no drawing."""
        region, sight = QRegion(), self._in_sight()
        for part in selection.toList():
            for at in range(max(part.top(), sight.start), min(part.bottom() + 1, sight.stop)):
                region += self._cell(at).translated(0, -self.verticalOffset())
        return region

    # -- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the icons a rubber band begins."""
        point = event.position().toPoint()
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.indexAt(point).isValid():
            keeps = event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            )
            if not keeps:
                self.clearSelection()
            self._before_band = QItemSelection(self.selectionModel().selection())
            self._band_from = point + QPoint(0, self.verticalOffset())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rubber band, and select what it meets."""
        if self._band_from is None:
            super().mouseMoveEvent(event)
            return
        self.setState(QAbstractItemView.State.DragSelectingState)
        at = event.position().toPoint() + QPoint(0, self.verticalOffset())
        self._band = QRect(self._band_from, at).normalized()
        self.selectionModel().select(self._before_band, _SELECT | _CLEAR)
        self._select_ranges(list(self._ats_in(self._band)), _SELECT)
        self._scroll_with(event.position().toPoint())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The rubber band ends."""
        if self._band_from is None or self._band.isNull():
            self._band_from = None
            super().mouseReleaseEvent(event)
            return
        self._band_from, self._band = None, QRect()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def _scroll_with(self, point: QPoint) -> None:
        """A band that leaves the window takes the grid along."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        beyond = min(point.y(), 0) or max(point.y() - height, 0)
        if beyond:
            bar.setValue(bar.value() + beyond)

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells in sight, the rubber band, and where a drop would go."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        selection, current = self.selectionModel(), self.currentIndex()
        area = event.rect().translated(0, self.verticalOffset())
        active = self.hasFocus()
        for ats in self._ats_in(area):
            for at in ats:
                index = self.entries.index(at, 0)
                self._dress(option, index, selection.isSelected(index), active and index == current)
                self.itemDelegateForIndex(index).paint(painter, option, index)
        if not self._band.isNull():
            accent = QColor(colours().accent)
            painter.setPen(QPen(accent, 1))
            accent.setAlpha(40)
            painter.setBrush(accent)
            painter.drawRect(self._band.translated(0, -self.verticalOffset()))
        painter.end()
        self.paint_target()

    def _dress(
        self, option: QStyleOptionViewItem, index: QModelIndex, selected: bool, current: bool
    ) -> None:
        o: Any = option
        o.rect = self.visualRect(index)
        o.state = QStyle.StateFlag.State_Enabled
        if selected:
            o.state |= QStyle.StateFlag.State_Selected
        if current:
            o.state |= QStyle.StateFlag.State_HasFocus

    def target_rect(self, row: int) -> QRectF:
        """The frame around a folder that a drop would go into."""
        return QRectF(self.visualRect(self.entries.index(row, 0))).adjusted(3, 1, -3, -1)

    # -- thumbnails -----------------------------------------------------------------------------

    def _want_thumbnails(self) -> None:
        if self.isVisible():
            sight = self._in_sight()
            side = round(THUMBNAIL * self.devicePixelRatioF())
            self._thumbnails.want(self.entries.rows[sight.start : sight.stop], side)

    def _show_thumbnail(self, ino: int) -> None:
        rows = self.entries.rows
        for at in self._in_sight():
            if rows[at].ino == ino:
                self.viewport().update(self.visualRect(self.entries.index(at, 0)))

    def _forget_thumbnails(self) -> None:
        self.viewport().update()
        self._rest.start()

    # -- changes --------------------------------------------------------------------------------

    def _count_changed(self) -> None:
        self.updateGeometries()
        self.viewport().update()
        self._rest.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Other rows are in sight."""
        super().scrollContentsBy(dx, dy)
        self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of columns; the current row stays in sight."""
        was_seen = self.viewport().rect().intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        self.updateGeometries()
        if was_seen:
            self.scrollTo(self.currentIndex())
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        """It comes to sight: now pictures are of use."""
        super().showEvent(event)
        self.updateGeometries()
        self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees them any more."""
        super().hideEvent(event)
        self._rest.stop()
        self._thumbnails.want((), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Other colours, another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometries()
            self.viewport().update()
