"""The new vault's passphrase, judged while it is typed, and how long unlocking takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider

from app.jobs.strength import Strength, judge
from app.jobs.worker import JobHandle, Worker
from app.text.translation import mark, number, tr
from app.views.creation.page import WizardPage
from app.widgets.passphrase import PassphraseEdit
from app.widgets.strength import StrengthMeter
from app.widgets.theme import GAP, muted, set_property

TIMES_S = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
USUAL_TIME = 2
"""Place of one second in TIMES_S."""

_WAIT_MS = 150


class PassphrasePage(WizardPage):
    """Two fields, a meter, a slider."""

    title = mark("Choose a passphrase")
    note = mark(
        "Nobody can reset it: without the passphrase or the recovery key, the content is gone."
        " Five or six unrelated words are strong, and easy to type."
    )
    next_text = mark("Create vault")

    def __init__(self, worker: Worker, own_words: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._worker = worker
        self._own_words = own_words
        self._judging: JobHandle | None = None
        self.first = PassphraseEdit(tr("Passphrase"))
        self.second = PassphraseEdit(tr("The same passphrase again"))
        self.meter = StrengthMeter()
        self.caps = QLabel(tr("Caps lock is on."))
        self.caps.setProperty("tone", "warning")
        self.caps.hide()
        self.match: QLabel = muted(" ")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, len(TIMES_S) - 1)
        self.slider.setPageStep(1)
        self.slider.setValue(USUAL_TIME)
        self.slider.setAccessibleName(tr("Unlock time"))
        self.slider_text: QLabel = muted()
        for widget in (self.first, self.meter, self.second, self.match, self.caps):
            self.column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(GAP * 3 // 2)
        row.addWidget(QLabel(tr("Unlock time")))
        row.addWidget(self.slider, 1)
        row.addWidget(self.slider_text)
        self.column.addLayout(row)
        self.column.addWidget(
            muted(tr("Each guess costs an attacker as long as unlocking costs you."))
        )
        self.column.addStretch()
        self._timer = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._judge)
        for edit in (self.first, self.second):
            edit.caps_lock.connect(self.caps.setVisible)
            edit.textChanged.connect(self._update)
        self.first.textChanged.connect(self._judge_soon)
        self.slider.valueChanged.connect(self._slid)
        self._slid()

    @property
    def unlock_time_s(self) -> float:
        """What unlocking shall take."""
        return TIMES_S[self.slider.value()]

    def is_complete(self) -> bool:
        """Something was typed twice. How strong it is, is the user's decision."""
        return bool(self.first.text()) and self.first.text() == self.second.text()

    def enter(self) -> None:
        """Typing can begin."""
        self.first.setFocus()

    def wipe(self) -> None:
        """Forget what was typed."""
        self.first.wipe()
        self.second.wipe()

    def _update(self) -> None:
        first, second = self.first.text(), self.second.text()
        if not second or (first.startswith(second) and first != second):
            text, tone = " ", ""
        elif first == second:
            text, tone = tr("Both are the same."), "good"
        else:
            text, tone = tr("The two differ."), "critical"
        self.match.setText(text)
        set_property(self.match, "tone", tone)
        self.changed.emit()

    def _slid(self) -> None:
        time_s = self.unlock_time_s
        places = 0 if time_s >= 1 else 2 if time_s < 0.5 else 1
        self.slider_text.setText(tr("{seconds} s").format(seconds=number(time_s, places)))
        self._timer.start()

    def _judge_soon(self) -> None:
        self._timer.start()

    def _judge(self) -> None:
        if self._judging is not None:
            self._judging.cancel()
        text = self.first.text()
        if not text:
            self._judging = None
            self.meter.show_strength(-1, "")
            return
        self._judging = self._worker.submit(
            partial(judge, text, tuple(self._own_words()), self.unlock_time_s),
            partial(self._judged, text),
        )

    def _judged(self, text: str, strength: Strength) -> None:
        if text != self.first.text():
            return
        self._judging = None
        said = f"{strength.sentence} {strength.advice}" if strength.advice else strength.sentence
        self.meter.show_strength(strength.level, said)
