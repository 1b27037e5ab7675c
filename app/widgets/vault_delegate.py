"""How a vault looks in the list: an icon for its state, its name, and the state in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.widgets.icons import paint_icon
from app.widgets.theme import GAP, RADIUS, colours

ROW_HEIGHT = 56

_ICONS = {
    "missing": "missing",
    "damaged": "warning",
    "locked": "lock",
    "unlocking": "busy",
    "unlocked": "unlock",
    "mounted": "drive",
    "mounted-read-only": "drive",
    "busy": "busy",
}


_ACTIONS = {
    "missing": "refresh",
    "damaged": "unlock",
    "locked": "unlock",
    "unlocked": "lock",
    "mounted": "lock",
    "mounted-read-only": "lock",
}
"""The one button of each row: lock what is open, open what is locked, look for what is missing."""

BUTTON = 32


class VaultDelegate(QStyledItemDelegate):
    """Draws rows of the list of vaults. The model's roles are given, so that this knows no model."""

    acted = Signal(object)
    """The row's button was clicked; its `QModelIndex`."""

    def __init__(self, state_role: int, text_role: int) -> None:
        super().__init__()
        self._state_role = state_role
        self._text_role = text_role

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are as high."""
        return QSize(120, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        c = colours()
        o: Any = option  # the stubs do not have its fields
        state = index.data(self._state_role).value
        rect = QRect(o.rect).adjusted(GAP, 2, -GAP, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_background(painter, rect, o.state)
        open_now = state in ("unlocked", "mounted", "mounted-read-only")
        if state == "damaged":
            tint = c.critical
        elif state == "missing":
            tint = c.muted
        else:
            tint = c.accent if open_now else c.muted
        side = 22
        square = QRect(rect.left() + GAP, rect.center().y() - side // 2, side, side)
        paint_icon(painter, _ICONS[state], _visual(o, square), QColor(tint))
        left = square.right() + GAP * 3 // 2
        action = _ACTIONS.get(state)
        width = rect.right() - left - GAP // 2 - (BUTTON if action else 0)
        font = QFont(o.font)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(c.muted if state == "missing" else c.text))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, width
        )
        middle = rect.center().y()
        height = painter.fontMetrics().height()
        painter.drawText(
            _visual(o, QRect(left, middle - height, width, height)),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            name,
        )
        font = QFont(o.font)
        font.setPointSizeF(font.pointSizeF() - 1)
        painter.setFont(font)
        painter.setPen(QColor(c.critical if state == "damaged" else c.muted))
        painter.drawText(
            _visual(o, QRect(left, middle + 1, width, height)),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            str(index.data(self._text_role)),
        )
        if action is not None and o.state & (
            QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        ):
            button = _visual(o, button_rect(QRect(o.rect)))
            side = 16
            square = QRect(0, 0, side, side)
            square.moveCenter(button.center())
            paint_icon(painter, action, square, QColor(c.text))
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Take a click on the row's button."""
        o: Any = option
        if (
            event.type() is QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and index.data(self._state_role).value in _ACTIONS
            and _visual(o, button_rect(QRect(o.rect))).contains(event.position().toPoint())
        ):
            self.acted.emit(model.index(index.row(), index.column()))
            return True
        return super().editorEvent(event, model, option, index)

    def _paint_background(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        c = colours()
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(c.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(c.hover))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect), RADIUS - 2, RADIUS - 2)
        chosen = c.strong and state & QStyle.StateFlag.State_Selected
        if chosen or state & QStyle.StateFlag.State_HasFocus:
            width = 2.0 if state & QStyle.StateFlag.State_HasFocus else 1.0
            painter.setPen(QPen(QColor(c.accent), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS - 2, RADIUS - 2)


def button_rect(row: QRect) -> QRect:
    """Where a row's button is, where text runs from left to right."""
    return QRect(row.right() - GAP - BUTTON, row.center().y() - BUTTON // 2, BUTTON, BUTTON)


def _visual(option: Any, rect: QRect) -> QRect:
    """Where a part of a row is in the direction of the text."""
    return QStyle.visualRect(option.direction, QRect(option.rect), rect)
