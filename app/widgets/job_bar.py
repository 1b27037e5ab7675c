"""What runs just now: how far, how fast, how long still; to be paused and cancelled."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.text.quantities import size
from app.text.translation import number, tr, trn
from app.widgets.icons import icon
from app.widgets.theme import GAP, muted
from engine.progress import Progress

_STEPS = 1000
_WINDOW_S = 5.0
"""Span over which the rate is averaged: long enough to be steady, short enough to be true."""


class RateMeter:
    """The rate of the last seconds, and what is left at that rate."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def note(self, done: int, now_s: float) -> None:
        """Take a sample."""
        if self._samples and done < self._samples[-1][1]:
            self._samples.clear()
        self._samples.append((now_s, done))
        while self._samples[-1][0] - self._samples[0][0] > _WINDOW_S:
            self._samples.popleft()

    @property
    def per_second(self) -> float:
        """Units a second; 0 while nothing is known."""
        if len(self._samples) < 2:
            return 0.0
        span = self._samples[-1][0] - self._samples[0][0]
        return (self._samples[-1][1] - self._samples[0][1]) / span if span > 0 else 0.0

    def seconds_left(self, total: int) -> float | None:
        """Time until `total`; None while nothing can be said."""
        rate = self.per_second
        if rate <= 0 or not self._samples:
            return None
        return max(0.0, (total - self._samples[-1][1]) / rate)


class JobBar(QFrame):
    """Shows one job, and how many wait behind it. Hidden when nothing runs."""

    pause_asked = Signal(bool)
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setMinimumWidth(1)
        self._numbers = muted()
        self._numbers.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._pause = QToolButton()
        self._pause.setCheckable(True)
        self._pause.toggled.connect(self._pause_toggled)
        self._cancel = QToolButton()
        self._cancel.setIcon(icon("close"))
        self._cancel.setToolTip(tr("Cancel"))
        self._cancel.setAccessibleName(tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_asked)
        for button in (self._pause, self._cancel):
            button.setIconSize(QSize(16, 16))
        self._meter = RateMeter()
        self._said = ""
        self._build()
        self._pause_toggled(False)
        self.hide()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self._label, 1)
        top.addWidget(self._numbers)
        column = QVBoxLayout()
        column.setSpacing(GAP // 2 + 2)
        column.addLayout(top)
        column.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP * 2, GAP, GAP * 2, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(column, 1)
        layout.addWidget(self._pause)
        layout.addWidget(self._cancel)

    @property
    def text(self) -> str:
        """What runs, and the numbers beside it."""
        return f"{self._said} {self._numbers.text()}".strip()

    @property
    def pause_button(self) -> QToolButton:
        """Holds the job."""
        return self._pause

    @property
    def cancel_button(self) -> QToolButton:
        """Ends it."""
        return self._cancel

    def begin(self, label: str, waiting: int, *, can_pause: bool) -> None:
        """A job begins."""
        self._meter = RateMeter()
        if waiting:
            more = trn("%n more waiting", "%n more waiting", waiting)
            self._say(f"{label}  ({more})")
        else:
            self._say(label)
        self._bar.setAccessibleName(label)
        self._numbers.setText("")
        self._bar.setRange(0, 0)
        self._pause.setVisible(can_pause)
        self._pause.setChecked(False)
        self._cancel.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """The job came further."""
        self._meter.note(progress.done, time.monotonic())
        if progress.total:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(min(_STEPS, progress.done * _STEPS // progress.total))
        self._numbers.setText(self._describe(progress))
        self._fit()

    def cancelling(self) -> None:
        """The job was asked to stop."""
        self._say(tr("Cancelling…"))
        self._cancel.setEnabled(False)
        self._pause.setVisible(False)

    def _say(self, text: str) -> None:
        self._said = text
        self._fit()

    def _fit(self) -> None:
        """Leave out the middle of a long name before a number is cut off."""
        room = self._bar.width() - self._numbers.sizeHint().width() - GAP * 2
        mode = Qt.TextElideMode.ElideMiddle
        self._label.setText(self._label.fontMetrics().elidedText(self._said, mode, max(room, 80)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room for words, or less."""
        super().resizeEvent(event)
        self._fit()

    def end(self) -> None:
        """Nothing runs."""
        self.hide()

    def _describe(self, progress: Progress) -> str:
        parts = []
        if progress.unit == "bytes":
            parts.append(
                tr("{done} of {total}").format(done=size(progress.done), total=size(progress.total))
            )
            if progress.items_total > 1:
                parts.append(_part_of_items(progress.items_done, progress.items_total))
        elif progress.total:
            parts.append(_part_of(progress))
        if self._pause.isChecked():
            return " · ".join([*parts, tr("paused")])
        if progress.unit == "bytes" and self._meter.per_second > 0:
            parts.append(tr("{amount}/s").format(amount=size(self._meter.per_second)))
        left = self._meter.seconds_left(progress.total) if progress.total else None
        if left is not None:
            parts.append(_left(left))
        return " · ".join(parts)

    def _pause_toggled(self, paused: bool) -> None:
        self._pause.setIcon(icon("play" if paused else "pause"))
        text = tr("Go on") if paused else tr("Pause")
        self._pause.setToolTip(text)
        self._pause.setAccessibleName(text)
        self.pause_asked.emit(paused)


def _part_of(progress: Progress) -> str:
    if progress.unit == "items":
        return _part_of_items(progress.done, progress.total)
    if progress.unit == "rows":
        text = trn("{done} of %n row", "{done} of %n rows", progress.total)
        return text.format(done=number(progress.done))
    return tr("{done} of {total}").format(done=number(progress.done), total=number(progress.total))


def _part_of_items(done: int, total: int) -> str:
    return trn("{done} of %n item", "{done} of %n items", total).format(done=number(done))


def _left(seconds: float) -> str:
    """Time left, rounded as far as it can be known."""
    if seconds < 2:
        return tr("a moment left")
    if seconds < 60:
        return tr("{seconds} s left").format(seconds=number(seconds))
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("{minutes} min left").format(minutes=number(minutes))
    return tr("{hours} h left").format(hours=number(minutes / 60))
