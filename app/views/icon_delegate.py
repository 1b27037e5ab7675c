"""How an entry looks in the grid: its picture or icon, and its name in two lines below."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.jobs.rows import Row
from app.models.entry_model import ROW_ROLE
from app.models.thumbnails import Thumbnails
from app.text.names import shown
from app.views.entry_view import begin_name, icon_name
from app.widgets.icons import icon
from app.widgets.lock_badge import paint_lock_badge
from app.widgets.theme import GAP, colours

THUMBNAIL = 96
"""A picture's longer side, in pixels at 100 %."""

CELL_WIDTH = THUMBNAIL + 4 * GAP

_ICON = 56
_LINES = 2
_ROUND = 6


def cell_height(metrics: QFontMetrics) -> int:
    """A cell's height, with room for two lines."""
    return GAP + THUMBNAIL + GAP // 2 + _LINES * metrics.lineSpacing() + GAP


class IconDelegate(QStyledItemDelegate):
    """Paints cells of the grid."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One cell."""
        o: Any = option
        row: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, o.rect, o.state)
        box = _picture_box(o.rect)
        picture = self._thumbnails.picture(row)
        if picture is not None:
            place = _paint_picture(painter, box, picture)
        else:
            colour = colours().accent if row.is_folder else colours().muted
            place = QRect(0, 0, _ICON, _ICON)
            place.moveCenter(box.center())
            icon(icon_name(row), colour).paint(painter, place)
        if row.lock is not None:
            selected = bool(o.state & QStyle.StateFlag.State_Selected)
            paint_lock_badge(painter, place, is_open=row.lock.is_open, selected=selected)
        _paint_name(painter, _name_box(o.rect), shown(row.name), o.fontMetrics)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every cell is as large as any other."""
        o: Any = option
        return QSize(CELL_WIDTH, cell_height(o.fontMetrics))

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """The name, selected without its ending."""
        begin_name(editor, index)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Over the name."""
        o: Any = option
        editor.setGeometry(_name_box(o.rect).adjusted(-GAP // 2, -2, GAP // 2, 2))
        editor.setStyleSheet("padding: 1px 4px;")


def _picture_box(cell: QRect) -> QRect:
    return QRect(cell.left(), cell.top() + GAP, cell.width(), THUMBNAIL)


def _name_box(cell: QRect) -> QRect:
    top = cell.top() + GAP + THUMBNAIL + GAP // 2
    return QRect(cell.left() + GAP, top, cell.width() - 2 * GAP, cell.bottom() - GAP // 2 - top)


def _paint_ground(painter: QPainter, cell: QRect, state: QStyle.StateFlag) -> None:
    area = QRectF(cell).adjusted(3, 1.5, -3, -1.5)
    if state & QStyle.StateFlag.State_Selected:
        path = QPainterPath()
        path.addRoundedRect(area, _ROUND, _ROUND)
        painter.fillPath(path, QColor(colours().accent_soft))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(colours().accent), 1))
        painter.drawRoundedRect(area, _ROUND, _ROUND)


def _paint_picture(painter: QPainter, box: QRect, picture: QPixmap) -> QRect:
    """A picture, with a line around it: a white one has an edge, too. Returns its place."""
    own = picture.size() / painter.device().devicePixelRatioF()
    area = QRect(QPoint(), own)
    area.moveCenter(box.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(area, picture)
    painter.setPen(QPen(QColor(colours().line), 1))
    painter.drawRect(QRectF(area).adjusted(-0.5, -0.5, 0.5, 0.5))
    return area


def _paint_name(painter: QPainter, box: QRect, name: str, metrics: QFontMetrics) -> None:
    """A name in two lines; of a longer one the middle is left out, since its end tells the kind."""
    painter.setPen(QColor(colours().text))
    layout = QTextLayout(name, painter.font())
    layout.setTextOption(_centred())
    layout.beginLayout()
    lines: list[tuple[int, int]] = []
    while len(lines) <= _LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(box.width())
        line.setPosition(QPointF(0, (len(lines)) * metrics.lineSpacing()))
        lines.append((line.textStart(), line.textLength()))
    layout.endLayout()
    if len(lines) <= _LINES:
        layout.draw(painter, QPointF(box.topLeft()))
        return
    start = lines[_LINES - 1][0]
    height = metrics.lineSpacing()
    upper = QRect(box.left(), box.top(), box.width(), height)
    # The letters may be of another font than the metrics, and reach further down.
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextDontClip
    painter.drawText(upper, flags, name[:start].rstrip())
    rest = metrics.elidedText(name[start:], Qt.TextElideMode.ElideMiddle, box.width())
    painter.drawText(upper.translated(0, height), flags, rest)


def _centred() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
