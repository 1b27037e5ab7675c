"""What a run found: in a sentence, in charts, over time, and in exact figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPushButton,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.models.benchmark_rows import Row, charts_of, rows_of, skipped_of
from app.models.benchmark_table import BenchmarkTable
from app.text.benchmarks import category_title
from app.text.translation import tr
from app.views.benchmark_charts import BarCharts, HistoryChart
from app.views.benchmark_words import (
    caveats,
    machine_text,
    run_name,
    skipped_text,
    summary,
)
from app.widgets.theme import GAP, heading, muted, set_property
from engine.benchmark import CATEGORIES, Results

_HISTORY, _TABLE = "history", "table"
_MOST_LINES = 18
_ROW_PX = 32
_PICTURE_SCALE = 2.0


class BenchmarkResults(QWidget):
    """The lower card of the page."""

    drawn = Signal()
    """The tab that is shown is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = heading("", 12)
        self.machine = muted()
        self.caveats = QLabel()
        self.caveats.setWordWrap(True)
        set_property(self.caveats, "tone", "warning")
        self.skipped = muted()
        for label in (self.summary, self.machine, self.caveats, self.skipped):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("Results"))
        self.charts = BarCharts()
        self.history = HistoryChart()
        self.model = BenchmarkTable()
        self.table = QTableView()
        self.copy_button = QPushButton(tr("Copy the table"))
        self._table_page = QWidget()
        self._found: Results | None = None
        self._reference: Results | None = None
        self._reference_name = ""
        self._runs: tuple[Results, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._build()
        self.tabs.currentChanged.connect(self._show_tab)
        self.charts.drawn.connect(self.drawn)
        self.copy_button.clicked.connect(self.copy_table)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Copy), self.table, self._copy_chosen,
            context=Qt.ShortcutContext.WidgetShortcut,
        )  # fmt: skip

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for label in (self.summary, self.machine, self.caveats):
            column.addWidget(label)
        column.addSpacing(GAP)
        column.addWidget(self.tabs)
        column.addSpacing(GAP // 2)
        for page in (self.charts, self.history, self._table_page):
            column.addWidget(page)
        column.addWidget(self.skipped)
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Exact figures"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        below = QVBoxLayout(self._table_page)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.table)
        below.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeading)

    # -- showing --------------------------------------------------------------------------------

    @property
    def found(self) -> Results | None:
        """The run that is shown."""
        return self._found

    def show_results(
        self,
        found: Results,
        reference: Results | None,
        reference_name: str,
        runs: Sequence[Results],
    ) -> None:
        """Show a run.

        Args:
            found: The run.
            reference: What it is compared with, if anything.
            reference_name: What that is called in a sentence.
            runs: The history, the oldest first.
        """
        self._found, self._reference, self._reference_name = found, reference, reference_name
        self._runs = tuple(run for run in runs if run.quick == found.quick)
        self._rows = rows_of(found, reference)
        self.summary.setText(summary(self._rows, reference_name) or tr("Nothing to compare with."))
        self.machine.setText(f"{run_name(found)} · {machine_text(found)}")
        self.caveats.setText(caveats(found, reference))
        self.caveats.setVisible(bool(self.caveats.text()))
        self.skipped.setText(skipped_text(skipped_of(found)))
        self.skipped.setVisible(bool(self.skipped.text()))
        self.model.show_rows(self._rows)
        lines = min(_MOST_LINES, len(self._rows))
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height()
                                  + lines * _ROW_PX + 18)  # fmt: skip
        self._renew_tabs()

    def _renew_tabs(self) -> None:
        present = {row.result.category for row in self._rows}
        wanted = [
            (category.name, category_title(category.name))
            for category in CATEGORIES
            if category.name in present
        ]
        wanted += [(_HISTORY, tr("History")), (_TABLE, tr("Table"))]
        before = self.tab
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for name, text in wanted:
            self.tabs.setTabData(self.tabs.addTab(text), name)
        self.tabs.blockSignals(False)
        self.open_tab(before)
        self._show_tab()

    @property
    def tab(self) -> str:
        """Which tab is open."""
        return str(self.tabs.tabData(self.tabs.currentIndex()) or "")

    def open_tab(self, name: str) -> None:
        """Open a tab, if there is such a one."""
        for index in range(self.tabs.count()):
            if self.tabs.tabData(index) == name:
                self.tabs.setCurrentIndex(index)

    def _show_tab(self) -> None:
        name = self.tab
        self.charts.setVisible(name not in (_HISTORY, _TABLE))
        self.history.setVisible(name == _HISTORY)
        self._table_page.setVisible(name == _TABLE)
        if name == _HISTORY:
            self.history.show_runs(self._runs, self._reference, self._reference_name)
            self.drawn.emit()
        elif name == _TABLE:
            self.drawn.emit()
        else:
            shown = [chart for chart in charts_of(self._rows) if chart.category == name]
            self.charts.show_charts(shown, tr("This run"), self._reference_name)

    # -- taking it elsewhere --------------------------------------------------------------------

    def copy_table(self) -> None:
        """Put all of the table into the clipboard."""
        QGuiApplication.clipboard().setText(self.model.text_of(range(self.model.rowCount())))

    def _copy_chosen(self) -> None:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        QGuiApplication.clipboard().setText(self.model.text_of(rows))

    def picture(self) -> QPixmap:
        """The card as it is shown, with twice the dots."""
        drawn = QPixmap(self.size() * _PICTURE_SCALE)
        drawn.setDevicePixelRatio(_PICTURE_SCALE)
        drawn.fill(self.palette().base().color())
        self.render(drawn, renderFlags=QWidget.RenderFlag.DrawChildren)
        return drawn
