"""Icons that take the colour of the palette, at any scale, in light and dark."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

APPLICATION = "sigmavault"

POINTING = frozenset({"back", "chevron", "forward", "open", "panel", "redo", "undo"})
"""Icons that point along the text, and turn round with it."""


@cache
def icon(name: str, colour: str = "") -> QIcon:
    """An icon by its file's name.

    Args:
        name: Without the ending.
        colour: A fixed one; empty follows the text's.
    """
    return QIcon(_Engine(name, colour))


@cache
def application_icon() -> QIcon:
    """The product's icon, in its own colours."""
    drawn = QIcon()
    renderer = QSvgRenderer(QByteArray(_text(APPLICATION).encode()))
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        drawn.addPixmap(pixmap)
    return drawn


def paint_icon(painter: QPainter, name: str, rect: QRect, colour: QColor) -> None:
    """Draw an icon where no widget does it."""
    painter.save()
    if name in POINTING and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        painter.translate(2 * rect.x() + rect.width(), 0)
        painter.scale(-1, 1)
    _renderer(name, colour.name()).render(painter, QRectF(rect))
    painter.restore()


@cache
def _text(name: str) -> str:
    return files("app.icons").joinpath(f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_text(name).replace("currentColor", colour).encode()))


class _Engine(QIconEngine):
    """Draws the icon anew for each size, state and palette."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        palette = QApplication.palette()
        if mode is QIcon.Mode.Disabled:
            colour = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        elif mode is QIcon.Mode.Selected and not self._colour:
            colour = palette.color(QPalette.ColorRole.HighlightedText)
        elif self._colour:
            colour = QColor(self._colour)
        else:
            colour = palette.color(QPalette.ColorRole.ButtonText)
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        paint_icon(painter, self._name, square, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap
