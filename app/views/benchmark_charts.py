"""The charts of one tab, drawn one after the other so that the window is never held for long."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.models.benchmark_rows import Chart, Row
from app.text.benchmarks import ratio_text, result_title, value_text
from app.text.translation import tr
from app.views.benchmark_words import chart_title, when
from app.widgets.series import Legend, Role, Series
from app.widgets.theme import GAP, heading, muted
from engine.benchmark import Result, Results, Subject
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from app.widgets.charts import Bar, BarChart, LineChart


def load_charts(_cancel: CancelToken, _report: Report) -> None:
    """Load what draws, in a worker's thread: it takes a second that the window's has not."""
    importlib.import_module("app.widgets.charts")


class BarCharts(QWidget):
    """Bars: a run, what it is compared with, and the plain disk."""

    drawn = Signal()
    """All of them are there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend = Legend()
        self._waiting: list[Chart] = []
        self._drawing: BarChart | None = None
        self._old: list[QWidget] = []
        self._reference_name = ""
        self._step = QTimer(self, interval=0, singleShot=True)
        self._step.timeout.connect(self._draw_next)
        self._charts = QVBoxLayout()
        self._charts.setSpacing(GAP * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP * 2)
        column.addWidget(self.legend)
        column.addLayout(self._charts)

    @property
    def titles(self) -> list[str]:
        """Of the charts that are drawn."""
        found = self.findChildren(QLabel, _TITLE)
        return [each.text() for each in found if each.parentWidget() not in self._old]

    def show_charts(self, charts: Sequence[Chart], run_name: str, reference_name: str) -> None:
        """Show other charts.

        Args:
            charts: What they show.
            run_name: Of the run, in the legend.
            reference_name: Of what it is compared with.
        """
        while (item := self._charts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                self._old.append(widget)
        self._reference_name = reference_name
        rows = [row for chart in charts for row in chart.rows]
        self.legend.show_series(_series(rows, run_name, reference_name))
        self._waiting, self._drawing = list(charts), None
        self._step.start()

    def _draw_next(self) -> None:
        """Do one small thing, and come back for the next when all else has had its turn."""
        if self._drawing is not None and self._drawing.draw_next():
            pass
        elif self._waiting:
            self._charts.addWidget(self._begun(self._waiting.pop(0)))
        elif self._old:
            self._old.pop().deleteLater()
        else:
            self._drawing = None
            self.drawn.emit()
            return
        self._step.start()

    def _begun(self, chart: Chart) -> QWidget:
        from app.widgets.charts import BarChart

        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        text = chart_title(chart)
        title = heading(text, 10.5)
        title.setObjectName(_TITLE)
        column.addWidget(title)
        bars = BarChart()
        series = _series(chart.rows, tr("This run"), self._reference_name)
        bars.show_bars(
            [result_title(row.result) for row in chart.rows],
            series,
            [[_bar(row, each.role) for each in series] for row in chart.rows],
            partial(value_text, chart.unit),
        )
        bars.setAccessibleName(text)
        bars.setAccessibleDescription(tr("The same figures are in the table."))
        if bars.scale.logarithmic:
            column.addWidget(muted(tr("Logarithmic: each mark is a multiple of the one before.")))
        column.addWidget(bars)
        self._drawing = bars
        return block


_TITLE = "chart-title"


def _series(rows: Sequence[Row], run_name: str, reference_name: str) -> list[Series]:
    found = [Series(run_name, Role.RUN)]
    if any(row.reference is not None for row in rows):
        found.append(Series(reference_name, Role.REFERENCE))
    if any(row.plain is not None for row in rows):
        found.append(Series(tr("Plain disk"), Role.PLAIN))
    return found


def _bar(row: Row, role: Role) -> Bar | None:
    from app.widgets.charts import Bar

    result = {Role.RUN: row.result, Role.REFERENCE: row.reference, Role.PLAIN: row.plain}[role]
    if result is None:
        return None
    text = value_text(result.unit, result.median)
    ratio = None
    if role is Role.REFERENCE and row.comparison is not None:
        ratio = row.comparison.ratio
    elif role is Role.PLAIN:
        ratio = row.against_plain
    if ratio is not None:
        text = tr("{value} (this run: {ratio})").format(value=text, ratio=ratio_text(ratio))
    return Bar(result.median, result.low, result.high, text)


class HistoryChart(QWidget):
    """One benchmark over the runs that were kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Benchmark"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.legend = Legend()
        self.note = muted()
        self._runs: tuple[Results, ...] = ()
        self._reference: Results | None = None
        self._reference_name = ""
        self._keys: list[tuple[str, bool | None]] = []
        self._chart: LineChart | None = None
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._draw)
        top = QHBoxLayout()
        top.addWidget(self.choice)
        top.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP * 3 // 2)
        self._column.addLayout(top)
        self._column.addWidget(self.legend)
        self._column.addWidget(self.note)
        self.choice.currentIndexChanged.connect(self._draw)

    def show_runs(
        self, runs: Sequence[Results], reference: Results | None, reference_name: str
    ) -> None:
        """Show other runs, the oldest first. They must be of one kind: amounts differ else."""
        self._runs, self._reference = tuple(runs), reference
        self._reference_name = reference_name
        before = self._keys[self.choice.currentIndex()] if self.choice.count() else None
        found = {
            (each.name, each.cold): each
            for run in runs
            for each in run.results
            if each.values and each.subject is Subject.VAULT
        }
        self._keys = list(found)
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems([result_title(each) for each in found.values()])
        usual = ("write-1m", None)
        wanted = next((key for key in (before, usual) if key in found), None)
        self.choice.setCurrentIndex(self._keys.index(wanted) if wanted is not None else 0)
        self.choice.blockSignals(False)
        self._draw()

    def _draw(self) -> None:
        from app.widgets.charts import LineChart

        if not self._keys:
            return
        if self._chart is None:
            self._chart = LineChart()
            self._column.addWidget(self._chart)
            self._later.start()
            return
        key = self._keys[max(0, self.choice.currentIndex())]
        vault = [_found(run, key, Subject.VAULT) for run in self._runs]
        plain = [_found(run, key, Subject.PLAIN_DISK) for run in self._runs]
        level = _found(self._reference, key, Subject.VAULT) if self._reference is not None else None
        unit = next(each.unit for each in vault if each is not None)
        lines = [(Series(tr("Vault"), Role.RUN), _medians(vault))]
        if any(each is not None for each in plain):
            lines.append((Series(tr("Plain disk"), Role.PLAIN), _medians(plain)))
        across = Series(self._reference_name, Role.REFERENCE)
        shown = [series for series, _ in lines] + ([across] if level is not None else [])
        self.legend.show_series(shown, lines=True)
        self.note.setText(
            tr("higher is better") if unit.higher_is_better else tr("lower is better")
        )
        self._chart.show_lines(
            [when(run) for run in self._runs], lines,
            (across, level.median) if level is not None else None, partial(value_text, unit),
        )  # fmt: skip
        self._chart.setAccessibleName(self.choice.currentText())
        self._chart.setAccessibleDescription(
            "; ".join(value_text(unit, each.median) for each in vault if each is not None)
        )


def _found(run: Results, key: tuple[str, bool | None], subject: Subject) -> Result | None:
    return next(
        (
            each
            for each in run.results
            if (each.name, each.cold) == key and each.subject is subject and each.values
        ),
        None,
    )


def _medians(results: Sequence[Result | None]) -> list[float | None]:
    return [each.median if each is not None else None for each in results]
