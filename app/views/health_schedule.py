"""When a vault checks itself, and the check that does so just now."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.jobs import health
from app.models.session import VaultSession
from app.text.quantities import moment
from app.text.translation import mark, tr, tr_marked, trn
from app.widgets.job_bar import JobBar
from app.widgets.theme import GAP, muted

if TYPE_CHECKING:
    from app.jobs.health import Background
    from engine.health import Schedule, Survey

LOOK_MS = 1000
"""How often a visible page looks at the check that runs by itself."""

_DAY_S = 24 * 3600
_CHOICES = (
    (_DAY_S, mark("Every day")),
    (7 * _DAY_S, mark("Every week")),
    (30 * _DAY_S, mark("Every 30 days")),
    (90 * _DAY_S, mark("Every 90 days")),
    (0, mark("Never by itself")),
)


class ScheduleRow(QWidget):
    """The choice of an interval, when the next check is due, and a bar while one runs by itself."""

    changed = Signal(object)
    """A `Survey`, after another interval was chosen."""
    failed = Signal(object)
    ended = Signal()
    """A check that ran by itself came to its end, or was broken off."""

    def __init__(self, session: VaultSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._running = False
        self.interval = QComboBox()
        self.interval.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.interval.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.interval.setAccessibleName(tr("Check by itself"))
        self.due = muted()
        self.due.setWordWrap(False)
        self.bar = JobBar()
        self.bar.cancel_button.hide()
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(self.look)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(QLabel(tr("Check by itself:")))
        row.addWidget(self.interval)
        row.addSpacing(GAP)
        row.addWidget(self.due, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.interval.activated.connect(self._choose)
        self.bar.pause_asked.connect(self._hold)

    def show_schedule(self, survey: Survey) -> None:
        """Show what a vault's schedule is."""
        schedule = survey.schedule
        self.interval.clear()
        for seconds, text in _choices(schedule):
            self.interval.addItem(text, seconds)
            if seconds == schedule.interval_s:
                self.interval.setCurrentIndex(self.interval.count() - 1)
        self.interval.setEnabled(not survey.read_only)
        self.due.setText(_due_text(schedule, read_only=survey.read_only))

    def look(self) -> None:
        """Ask how far the check is that runs by itself."""
        self._session.ask(health.background, self.show_background, lambda _error: None)

    def show_background(self, state: Background) -> None:
        """Show the check that runs by itself, or that none does."""
        if state.progress is None:
            if self._running:
                self._running = False
                self.bar.end()
                self.ended.emit()
            return
        if not self._running:
            self._running = True
            self.bar.begin(tr("Checking by itself, a little at a time"), 0, can_pause=True)
            self.bar.cancel_button.hide()
            self.bar.pause_button.setChecked(state.is_held)
        self.bar.show_progress(state.progress)

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody else does."""
        super().showEvent(event)
        self._looks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._looks.stop()

    def _choose(self, index: int) -> None:
        seconds = self.interval.itemData(index)
        job = partial(_set_interval, seconds)
        self._session.ask(job, self.changed.emit, self.failed.emit)

    def _hold(self, held: bool) -> None:
        if self._running:
            self._session.ask(partial(_hold, held), None, self.failed.emit)


def _set_interval(seconds: int, vault: object, cancel: object, report: object) -> Survey:
    return health.set_interval(vault, seconds, cancel, report)  # type: ignore[arg-type]


def _hold(held: bool, vault: object, cancel: object, report: object) -> None:
    health.hold_background(vault, held, cancel, report)  # type: ignore[arg-type]


def _choices(schedule: Schedule) -> list[tuple[int, str]]:
    choices = [(seconds, tr_marked(text)) for seconds, text in _CHOICES]
    known = {seconds for seconds, _ in choices}
    if schedule.interval_s not in known:
        hours = max(1, schedule.interval_s // 3600)
        text = (
            trn("Every hour", "Every %n hours", hours)
            if hours % 24
            else trn("Every day", "Every %n days", hours // 24)
        )
        choices.append((schedule.interval_s, text))
    return choices


def _due_text(schedule: Schedule, *, read_only: bool) -> str:
    due_s = schedule.due_s
    if due_s is None:
        return ""
    if due_s > time.time():
        return tr("Next: {when}").format(when=moment(due_s * 10**9))
    if read_only:
        return tr("Due. Open the vault for writing to have it checked.")
    return tr("Due: it begins by itself while the vault is open.")
