"""A bar of parts of a whole, with a legend that has the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.text.translation import tr
from app.widgets.theme import GAP, begin_at_text, colours, muted

HEIGHT = 14


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bar."""

    name: str
    amount: int
    text: str
    """The amount for people."""
    colour: QColor


class _Strip(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.parts: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        total = sum(part.amount for part in self.parts)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin_at_text(self, painter)
        whole = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(whole, HEIGHT / 2, HEIGHT / 2)
        painter.setClipPath(outline)
        painter.fillRect(whole, QColor(colours().line))
        left = 0.0
        for part in self.parts:
            width = whole.width() * part.amount / total if total else 0.0
            painter.fillRect(QRectF(left, 0, max(0.0, width - 1), HEIGHT), part.colour)
            left += width


class Swatch(QWidget):
    """A square of a colour, for legends."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(10, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)


class SpaceBar(QWidget):
    """The bar and its legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = _Strip()
        self._legend = QHBoxLayout()
        self._legend.setSpacing(GAP * 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(self._strip)
        layout.addLayout(self._legend)
        self.setAccessibleName(tr("Space"))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is shown."""
        return self._strip.parts

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show parts."""
        self._strip.parts = tuple(parts)
        self._strip.update()
        while (item := self._legend.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for part in parts:
            self._legend.addWidget(_legend_entry(part))
        self._legend.addStretch()
        self.setAccessibleDescription(tr(", ").join(f"{part.name}: {part.text}" for part in parts))


def _legend_entry(part: Part) -> QWidget:
    entry = QWidget()
    grid = QHBoxLayout(entry)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(GAP)
    name = muted(part.name)
    name.setWordWrap(False)
    grid.addWidget(Swatch(part.colour))
    grid.addWidget(name)
    grid.addWidget(QLabel(part.text))
    return entry
