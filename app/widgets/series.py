"""The series of a chart: each has a colour, a pattern and a kind of line; and their legend."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.widgets.theme import GAP, colours, muted

_SWATCH = QSize(26, 14)


class Role(enum.Enum):
    """What a series is to the one that is looked at."""

    RUN = enum.auto()
    REFERENCE = enum.auto()
    PLAIN = enum.auto()


_PATTERNS = {
    Role.RUN: Qt.BrushStyle.SolidPattern,
    Role.REFERENCE: Qt.BrushStyle.BDiagPattern,
    Role.PLAIN: Qt.BrushStyle.Dense6Pattern,
}
_LINES = {
    Role.RUN: Qt.PenStyle.SolidLine,
    Role.REFERENCE: Qt.PenStyle.DashLine,
    Role.PLAIN: Qt.PenStyle.DotLine,
}


_SYMBOLS = {Role.RUN: "o", Role.REFERENCE: "", Role.PLAIN: "s"}


@dataclass(frozen=True, slots=True)
class Series:
    """One of the things that are compared."""

    name: str
    role: Role

    @property
    def line(self) -> Qt.PenStyle:
        """How its line is drawn."""
        return _LINES[self.role]

    @property
    def symbol(self) -> str:
        """What marks the points of its line, by pyqtgraph's letters: a disc or a square."""
        return _SYMBOLS[self.role]


def colour_of(series: Series) -> QColor:
    """The colour of just now."""
    c = colours()
    return QColor({Role.RUN: c.accent, Role.REFERENCE: c.warning, Role.PLAIN: c.muted}[series.role])


def brush_of(series: Series) -> QBrush:
    """What its bars are filled with."""
    return QBrush(colour_of(series), _PATTERNS[series.role])


class _Swatch(QWidget):
    def __init__(self, series: Series, *, lines: bool) -> None:
        super().__init__()
        self._series, self._lines = series, lines
        self.setFixedSize(_SWATCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(colour_of(self._series)))
        if not self._lines:
            painter.setBrush(brush_of(self._series))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        painter.setPen(QPen(colour_of(self._series), 2, self._series.line))
        painter.drawLine(QPointF(0, middle.y()), QPointF(self.width(), middle.y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(self._series))
        mark = QRectF(middle.x() - 4.5, middle.y() - 4.5, 9, 9)
        if self._series.symbol == "o":
            painter.drawEllipse(mark)
        elif self._series.symbol:
            painter.drawRect(mark)


class Legend(QWidget):
    """The names of the series, each beside its pattern."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)

    def show_series(self, series: Sequence[Series], *, lines: bool = False) -> None:
        """Show other series: as bars look, or as lines do."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for each in series:
            name = muted(each.name)
            name.setWordWrap(False)
            self._row.addWidget(_Swatch(each, lines=lines))
            self._row.addWidget(name)
            self._row.addSpacing(GAP * 2)
        self._row.addStretch()
