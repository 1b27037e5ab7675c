"""The padlock on the icon of what lies under a second lock."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.widgets.icons import paint_icon
from app.widgets.theme import colours

_LEAST = 16
"""Pixels; a smaller padlock cannot be told from an open one."""

_SHARE = 0.45
"""Of a large icon's side."""


def paint_lock_badge(painter: QPainter, place: QRect, *, is_open: bool, selected: bool) -> None:
    """Draw the padlock at the lower right of an icon or picture, on a ground of its own.

    Args:
        painter: Of the view.
        place: Of the icon; a small one's badge reaches beyond it a little.
        is_open: Whether the lock is.
        selected: Whether the entry is: the ground is that of the row.
    """
    c = colours()
    side = max(_LEAST, round(min(place.width(), place.height()) * _SHARE))
    badge = QRect(0, 0, side, side)
    badge.moveBottomRight(place.bottomRight() + QPoint(side // 5, side // 7))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c.accent_soft if selected else c.window))
    painter.drawEllipse(QRectF(badge))
    rim = max(2, side // 6)
    name, ink = ("unlocked-small", c.warning) if is_open else ("locked-small", c.text)
    paint_icon(painter, name, badge.adjusted(rim, rim, -rim, -rim), QColor(ink))
    painter.restore()
