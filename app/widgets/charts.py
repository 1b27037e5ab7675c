"""Bars and lines, drawn by pyqtgraph.

Imported when the first chart is drawn: numpy and pyqtgraph take a second to load. What is told by
colour is told by a pattern or a shape too, and in words beside it.
"""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.widgets.scales import Scale, scale_of
from app.widgets.series import Series, brush_of, colour_of
from app.widgets.theme import colours

_hooks = sys.excepthook, threading.excepthook
import numpy as np  # noqa: E402
import pyqtgraph  # noqa: E402 - it puts hooks of its own in the place of ours, which are put back

sys.excepthook, threading.excepthook = _hooks

pyqtgraph.setConfigOptions(antialias=True, exitCleanup=False)

_BAR_PX = 15
_ROW_GAP_PX = 16
_AXIS_PX = 34
_LINE_CHART_PX = 340
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, from the least to the greatest of its values, and what is written at its end."""

    value: float
    low: float
    high: float
    text: str


class _Plot(pyqtgraph.PlotWidget):  # type: ignore[misc] # it has no types
    """A picture: nothing in it moves, and the wheel scrolls the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseEnabled(False, False)
        self.setMenuEnabled(False)
        self.hideButtons()
        # What is left and right here is decided by us; mirroring it once more would undo that.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.getPlotItem().setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Chart(QWidget):
    """What both kinds share: colours of the theme, and the direction of the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = _Plot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self.draw()

    def draw(self) -> None:
        """Draw everything anew."""

    def _begin(self) -> tuple[str, str]:
        """Clear; the axis that labels stand at, and the one across from it."""
        self.plot.clear()
        self.plot.setBackground(QColor(colours().base))
        begin, end = ("right", "left") if self.isRightToLeft() else ("left", "right")
        self.plot.getViewBox().invertX(self.isRightToLeft())
        for name in (begin, "bottom"):
            axis = self.plot.getAxis(name)
            axis.setPen(QPen(QColor(colours().line)))
            axis.setTextPen(QPen(QColor(colours().text)))
            axis.setStyle(tickFont=self._small_font(), tickLength=0, autoExpandTextSpace=True)
            self.plot.showAxis(name)
        self.plot.hideAxis(end)
        return begin, end

    def _turned(self, text: str) -> str:
        """A text that runs as the page does, where pyqtgraph paints it as it likes."""
        return f"\u2067{text}\u2069" if self.isRightToLeft() else text

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.92))
        return font

    def _write(self, text: str, x: float, y: float) -> None:
        """Put a text where a bar ends."""
        anchor = (1, 0.5) if self.isRightToLeft() else (0, 0.5)
        item = pyqtgraph.TextItem(self._turned(text), QColor(colours().text), anchor=anchor)
        item.setFont(self._small_font())
        item.setPos(QPointF(x, y))
        self.plot.addItem(item, ignoreBounds=True)


class BarChart(_Chart):
    """Lying bars: a group of them for each label, long as labels may be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._bars: tuple[tuple[Bar | None, ...], ...] = ()
        self._series_drawn = 0
        self._value_text: Callable[[float], str] = str
        self.scale = Scale(0.0, 1.0, logarithmic=False)
        # The room for bars changes with the widget's and with the labels' width.
        self.plot.getViewBox().sigResized.connect(lambda _box: self._fit())

    def show_bars(
        self,
        labels: Sequence[str],
        series: Sequence[Series],
        bars: Sequence[Sequence[Bar | None]],
        value_text: Callable[[float], str],
    ) -> None:
        """Show a chart, once `draw_next` has been called until it says that this is all.

        Args:
            labels: Of the groups, from above.
            series: What the bars of a group are.
            bars: Of each group, one for each of the series.
            value_text: A value as the axis writes it.
        """
        self._labels, self._series = tuple(labels), tuple(series)
        self._bars, self._value_text = tuple(tuple(group) for group in bars), value_text
        values = [value for bar in self._shown() for value in (bar.low, bar.high)]
        self.scale = scale_of(values)
        row = _BAR_PX * len(self._series) + _ROW_GAP_PX
        self.setFixedHeight(row * len(self._labels) + _AXIS_PX)
        self._series_drawn = -1

    def _shown(self) -> list[Bar]:
        return [bar for group in self._bars for bar in group if bar is not None]

    def draw(self) -> None:
        """Draw everything anew."""
        self._series_drawn = -1
        while self.draw_next():
            pass

    def draw_next(self) -> bool:
        """Draw a part, so that nobody waits for long; whether there is more to draw."""
        if not self._shown() or self._series_drawn == len(self._series):
            return False
        if self._series_drawn < 0:
            self._draw_axes()
        else:
            self._draw_series(self._series_drawn)
        self._series_drawn += 1
        self._fit()
        return True

    def _draw_axes(self) -> None:
        begin, _ = self._begin()
        self.plot.getAxis(begin).setTicks(
            [[(-row, self._turned(label)) for row, label in enumerate(self._labels)]]
        )
        self.plot.getAxis("bottom").setTicks([self._ticks()])
        self.plot.showGrid(x=True, y=False, alpha=0.18)

    def _ticks(self) -> list[tuple[float, str]]:
        return [
            (self.scale.place(value), self._value_text(value) if value else "0")
            for value in self.scale.ticks(_MOST_TICKS)
        ]

    def _draw_series(self, number: int) -> None:
        series, count = self._series[number], len(self._series)
        thick = _BAR_PX / (_BAR_PX * count + _ROW_GAP_PX)
        found = [(row, bar) for row, group in enumerate(self._bars) if (bar := group[number])]
        if not found:
            return
        rows = [-row + ((count - 1) / 2 - number) * thick for row, _ in found]
        ends = [self.scale.place(bar.value) for _, bar in found]
        start = self.scale.start
        bars = pyqtgraph.BarGraphItem(
            x0=[start] * len(rows), y=rows, height=thick * 0.8,
            width=[end - start for end in ends],
            brush=brush_of(series), pen=QPen(colour_of(series), 0),
        )  # fmt: skip
        self.plot.addItem(bars)
        lows = [self.scale.place(bar.low) for _, bar in found]
        highs = [self.scale.place(bar.high) for _, bar in found]
        self.plot.addItem(
            pyqtgraph.ErrorBarItem(
                x=np.array(ends), y=np.array(rows), beam=thick * 0.4,
                left=np.array(ends) - np.array(lows),
                right=np.array(highs) - np.array(ends),
                pen=QPen(QColor(colours().text), 0),
            )
        )  # fmt: skip
        for row, high, (_, bar) in zip(rows, highs, found, strict=True):
            self._write(" " + bar.text, high, row)

    def _fit(self) -> None:
        """Leave as much room behind the longest bar as the longest text takes."""
        if not self._shown():
            return
        metrics = QFontMetricsF(self._small_font())
        text_px = max(metrics.horizontalAdvance(" " + bar.text) for bar in self._shown()) + 14
        room_px = max(self.plot.getViewBox().width(), 2 * text_px)
        start, end = self.scale.start, self.scale.end
        end = start + (end - start) / (1 - text_px / room_px)
        self.plot.setXRange(start, end, padding=0)
        self.plot.setYRange(-len(self._labels) + 0.5, 0.5, padding=0)


class LineChart(_Chart):
    """Lines over the runs of a history, the oldest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._lines: tuple[tuple[Series, tuple[float | None, ...]], ...] = ()
        self._level: tuple[Series, float] | None = None
        self._value_text: Callable[[float], str] = str
        self.scale = Scale(0.0, 1.0, logarithmic=False)
        self.setFixedHeight(_LINE_CHART_PX)

    def show_lines(
        self,
        labels: Sequence[str],
        lines: Sequence[tuple[Series, Sequence[float | None]]],
        level: tuple[Series, float] | None,
        value_text: Callable[[float], str],
    ) -> None:
        """Show a chart.

        Args:
            labels: Of the runs.
            lines: A value for each run, None where it has none.
            level: A value that all are measured by, drawn across.
            value_text: A value as the axis writes it.
        """
        self._labels = tuple(labels)
        self._lines = tuple((series, tuple(values)) for series, values in lines)
        self._level, self._value_text = level, value_text
        values = [value for _, line in self._lines for value in line if value is not None]
        self.scale = scale_of([*values, *([level[1]] if level is not None else [])])
        self.draw()

    def draw(self) -> None:
        """Draw everything anew."""
        if not self._lines:
            return
        begin, _ = self._begin()
        self.plot.getAxis(begin).setTicks(
            [[(self.scale.place(value), self._value_text(value) if value else "0")
              for value in self.scale.ticks(_MOST_TICKS)]]
        )  # fmt: skip
        every = max(1, math.ceil(len(self._labels) / 5))
        self.plot.getAxis("bottom").setTicks(
            [[(run, label) for run, label in enumerate(self._labels) if run % every == 0]]
        )
        self.plot.showGrid(x=False, y=True, alpha=0.18)
        for series, line in self._lines:
            points = [(x, self.scale.place(y)) for x, y in enumerate(line) if y is not None]
            pen = QPen(colour_of(series), 2, series.line)
            pen.setCosmetic(True)
            self.plot.plot(
                [x for x, _ in points], [y for _, y in points], pen=pen,
                symbol=series.symbol, symbolSize=9,
                symbolBrush=QBrush(colour_of(series)), symbolPen=QPen(QColor(colours().base), 0),
            )  # fmt: skip
        if self._level is not None:
            series, value = self._level
            pen = QPen(colour_of(series), 2, series.line)
            pen.setCosmetic(True)
            self.plot.addItem(pyqtgraph.InfiniteLine(self.scale.place(value), angle=0, pen=pen))
        self.plot.setXRange(-0.5, max(1, len(self._labels) - 1) + 0.5, padding=0)
        span = self.scale.end - self.scale.start
        self.plot.setYRange(self.scale.start, self.scale.end + span * 0.06, padding=0)
