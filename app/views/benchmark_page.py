"""The speed of vaults on this computer: measured, compared, remembered."""

from __future__ import annotations

import errno
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.jobs import benchmark
from app.jobs.benchmark import Known, Measured
from app.jobs.worker import JobHandle, Worker
from app.settings.benchmark_choice import load_choice, save_choice
from app.text.names import shown
from app.text.translation import isolated, tr
from app.views.benchmark_charts import load_charts
from app.views.benchmark_results import BenchmarkResults
from app.views.benchmark_setup import BenchmarkSetup
from app.views.benchmark_words import run_name
from app.views.sentences import is_expected, sentence
from app.widgets.banner import Banner
from app.widgets.icons import icon
from app.widgets.theme import GAP, heading, muted
from engine.benchmark import Results, save_results
from engine.errors import MediumError, NoSpaceError, VaultError

_LETTERS_OF_RUN, _LETTERS_OF_REFERENCE = 19, 12
"""How much of a name can be read in a narrow window."""


class BenchmarkPage(QScrollArea):
    """Needs no open vault: what is measured are vaults of its own."""

    unexpected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("speed", self)
        self._asker = Worker("speed-questions", self)
        self._handle: JobHandle | None = None
        self._loaded = False
        self._known: Known | None = None
        self._runs: list[Results] = []
        self._opened: list[tuple[str, Results | None]] = []
        self._references: list[tuple[str, Results | None]] = []
        self.setup = BenchmarkSetup(load_choice())
        self.banner = Banner()
        self.empty = _Empty()
        self.results = BenchmarkResults()
        self.run_choice = QComboBox()
        self.reference_choice = QComboBox()
        self.open_button = QPushButton(tr("Open results…"))
        self.export_button = QPushButton(tr("Export"))
        self._card_of_results = QFrame()
        self._build()
        self.setup.started.connect(self.measure)
        self.setup.cancel_asked.connect(self.cancel)
        self.setup.place_changed.connect(self._look)
        self.run_choice.activated.connect(self._show_chosen)
        self.reference_choice.activated.connect(self._show_chosen)
        self.open_button.clicked.connect(self._ask_what_to_open)

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self.setWidget(inner)
        page = QVBoxLayout(inner)
        page.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 3)
        page.setSpacing(GAP * 2)
        page.addWidget(_card(QFrame(), self.setup))
        page.addWidget(self.banner)
        page.addWidget(_card(self._card_of_results, self._choices(), self.results))
        page.addWidget(self.empty, 1)
        page.addStretch()
        self._card_of_results.hide()

    def _choices(self) -> QWidget:
        menu = QMenu(self.export_button)
        menu.addAction(tr("Results as JSON…")).triggered.connect(self._ask_where_results)
        menu.addAction(tr("Picture…")).triggered.connect(self._ask_where_picture)
        self.export_button.setMenu(menu)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for text, choice, letters in (
            (tr("&Run"), self.run_choice, _LETTERS_OF_RUN),
            (tr("&Compared with"), self.reference_choice, _LETTERS_OF_REFERENCE),
        ):
            label = QLabel(text)
            label.setBuddy(choice)
            choice.setAccessibleName(text.replace("&", ""))
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setMinimumContentsLength(letters)
            layout.addWidget(label)
            layout.addWidget(choice, 1)
            layout.addSpacing(GAP)
        layout.addWidget(self.open_button)
        layout.addWidget(self.export_button)
        return row

    # -- life -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Load what was measured before, and what draws it, once somebody looks."""
        super().showEvent(event)
        self.setup.look()
        if not self._loaded:
            self._loaded = True
            place = self.setup.place
            self._asker.submit(partial(benchmark.load_known, place), self._know, self._failed)
            self._asker.submit(load_charts, self._can_draw, self._failed)

    def _know(self, known: Known) -> None:
        self._known = known

    def _can_draw(self, _: object) -> None:
        known = self._known
        if known is None:
            return
        self._runs = [each.results for each in known.runs]
        self._renew_choices()

    @property
    def running_jobs(self) -> tuple[JobHandle, ...]:
        """The run that is under way."""
        return (self._handle,) if self._handle is not None else ()

    def stop(self) -> None:
        """Break a run off, and return when nothing is left of it."""
        for worker in (self._worker, self._asker):
            worker.stop()
        for worker in (self._worker, self._asker):
            worker.wait()

    # -- a run ----------------------------------------------------------------------------------

    def measure(self) -> None:
        """Measure what is chosen."""
        if self._handle is not None:
            return
        choice = self.setup.choice
        self.banner.clear()
        try:
            save_choice(choice)
        except OSError as error:
            self.banner.say(sentence(error), "warning")
        place = self.setup.place
        plan = benchmark.plan_of(choice.categories, place, thorough=choice.thorough)
        self._handle = self._worker.submit(
            partial(benchmark.measure, plan), self._show_measured,
            partial(self._run_failed, place), label=tr("Measuring the speed"), sampled=True,
        )  # fmt: skip
        self._handle.progressed.connect(self.setup.running.show_progress)
        self._handle.cancelled.connect(self._say_cancelled)
        self._handle.ended.connect(self._ended)
        self.setup.begin()

    def cancel(self) -> None:
        """Break the run off."""
        if self._handle is not None:
            self._handle.cancel()
            self.setup.running.cancelling()

    def _ended(self) -> None:
        self._handle = None
        self.setup.end()

    def _say_cancelled(self) -> None:
        self.banner.say(tr("Cancelled. Nothing is left of it, and nothing was kept."))

    def _show_measured(self, measured: Measured) -> None:
        self._runs.insert(0, measured.results)
        QTimer.singleShot(0, self, self._renew_choices)
        if measured.not_kept is not None:
            text = tr("This run could not be kept for later: {why}")
            self.banner.say(text.format(why=sentence(measured.not_kept)), "warning")

    def _run_failed(self, place: Path, error: Exception) -> None:
        where = isolated(shown(place))
        if isinstance(error, NoSpaceError):
            text = tr("{place} has not enough room for this. Nothing is left there.")
            self.banner.say(text.format(place=where), "critical")
        elif isinstance(error, MediumError) and error.errno_value == errno.EINTR:
            text = tr("The measurement was ended from outside. Nothing is left of it.")
            self.banner.say(text, "critical")
        else:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        if is_expected(error):
            self.banner.say(sentence(error), "critical")
        else:
            self.unexpected.emit(error)

    def _look(self, place: Path) -> None:
        self._asker.submit(
            partial(benchmark.look_at, place), self.setup.show_room,
            lambda _error: self.setup.show_no_room(),
        )  # fmt: skip

    # -- showing --------------------------------------------------------------------------------

    def _renew_choices(self) -> None:
        """The newest run, compared with the baseline, where nothing else was chosen."""
        baseline = self._known.baseline if self._known is not None else None
        self._references = [(tr("the plain disk only"), None)]
        if baseline is not None:
            self._references.append((tr("the baseline"), baseline))
        self._references += [
            (tr("the run of {time}").format(time=run_name(run)), run) for run in self._runs
        ]
        self._references += self._opened
        for choice, names in (
            (self.run_choice, [run_name(run) for run in self._runs]),
            (self.reference_choice, [name for name, _ in self._references]),
        ):
            choice.clear()
            choice.addItems(names)
        self.reference_choice.setCurrentIndex(1 if baseline is not None else 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        has_run = bool(self._runs)
        self._card_of_results.setVisible(has_run)
        self.empty.setVisible(not has_run)
        if not has_run:
            return
        found = self._runs[max(0, self.run_choice.currentIndex())]
        name, reference = self._references[max(0, self.reference_choice.currentIndex())]
        self.results.show_results(found, reference, name, self._runs[::-1])

    # -- files ----------------------------------------------------------------------------------

    def _ask_what_to_open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Open results"), "", tr("Benchmark results (*.json)")
        )
        if chosen:
            self.open_results(Path(chosen))

    def open_results(self, path: Path) -> None:
        """Compare the run that is shown with somebody's results."""
        self.banner.clear()
        self._asker.submit(
            partial(benchmark.open_results, path), partial(self._compare_with, path), self._failed
        )

    def _compare_with(self, path: Path, opened: Results) -> None:
        name = isolated(shown(path.name))
        self._opened.append((name, opened))
        self._references.append((name, opened))
        self.reference_choice.addItem(name)
        self.reference_choice.setCurrentIndex(self.reference_choice.count() - 1)
        self._show_chosen()

    def _ask_where_results(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Export results"), "benchmark.json", tr("Benchmark results (*.json)")
        )
        if chosen:
            self.export_results(Path(chosen))

    def export_results(self, path: Path) -> None:
        """Write the run that is shown to a file, as the command line does."""
        if self.results.found is None:
            return
        try:
            save_results(path, self.results.found)
        except VaultError as error:
            self.banner.say(sentence(error, path), "critical")

    def _ask_where_picture(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Export picture"), "benchmark.png", tr("Pictures (*.png)")
        )
        if chosen:
            self.export_picture(Path(chosen))

    def export_picture(self, path: Path) -> None:
        """Write a picture of what is shown."""
        picture: QPixmap = self.results.picture()
        if not picture.save(str(path), "PNG"):
            self.banner.say(tr("The picture could not be written there."), "critical")


class _Empty(QWidget):
    """What is there before the first run."""

    def __init__(self) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icon("speed").pixmap(56, 56))
        title = heading(tr("Nothing has been measured yet"), 13)
        text = muted(
            tr(
                "Choose above what to measure. The results appear here as charts and figures, and"
                " are kept, so that you see when something gets slower."
            )
        )
        column = QVBoxLayout(self)
        column.addStretch()
        for label in (picture, title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch()


def _card(card: QFrame, *widgets: QWidget) -> QFrame:
    card.setProperty("card", True)
    column = QVBoxLayout(card)
    column.setContentsMargins(GAP * 5 // 2, GAP * 2, GAP * 5 // 2, GAP * 2)
    column.setSpacing(GAP * 3 // 2)
    for widget in widgets:
        column.addWidget(widget)
    return card
