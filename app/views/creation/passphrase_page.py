"""What opens the new vault: its passphrase, judged while it is typed, this device, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QWidget

from app.jobs.strength import Strength, judge
from app.jobs.worker import JobHandle, Worker
from app.text.translation import mark, number, tr, tr_marked
from app.views.creation.page import WizardPage
from app.widgets.passphrase import PassphraseEdit
from app.widgets.strength import StrengthMeter
from app.widgets.theme import GAP, muted, set_property
from engine.types import VaultMode

TIMES_S = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
USUAL_TIME = 2
"""Place of one second in TIMES_S."""

_WAIT_MS = 150

MODES = (
    (
        VaultMode.USER,
        mark("A passphrase, on any device"),
        mark("Whoever gets a copy of the vault can guess at the passphrase, so it must be strong."),
    ),
    (
        VaultMode.HYBRID,
        mark("A passphrase, on this device only"),
        mark(
            "A copy of the vault is no use for guessing. If this device is lost, only the recovery"
            " key opens it."
        ),
    ),
    (
        VaultMode.DEVICE,
        mark("This device, without a passphrase"),
        mark(
            "Nothing has to be typed. Whoever can use your account here can open it, and if this"
            " device is lost, only the recovery key does."
        ),
    ),
)
"""What a person may choose, and what it is worth. Other ways can be added later."""


class PassphrasePage(WizardPage):
    """Two fields, a meter, a slider."""

    title = mark("Choose what opens it")
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
        self.mode = QComboBox()
        self.mode.setAccessibleName(tr("What opens it"))
        for mode, name, _ in MODES:
            self.mode.addItem(tr_marked(name), mode)
        self.mode_note = muted()
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
        self.column.addWidget(self.mode)
        self.column.addWidget(self.mode_note)
        for widget in (self.first, self.meter, self.second, self.match, self.caps):
            self.column.addWidget(widget)
        cost = QWidget()
        row = QHBoxLayout(cost)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP * 3 // 2)
        row.addWidget(QLabel(tr("Unlock time")))
        row.addWidget(self.slider, 1)
        row.addWidget(self.slider_text)
        self.column.addWidget(cost)
        self.guesses: QLabel = muted()
        self._asked = (self.first, self.meter, self.second, self.match, cost, self.guesses)
        self.column.addWidget(self.guesses)
        self.column.addStretch()
        self._timer = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._judge)
        for edit in (self.first, self.second):
            edit.caps_lock.connect(self.caps.setVisible)
            edit.textChanged.connect(self._update)
        self.first.textChanged.connect(self._judge_soon)
        self.slider.valueChanged.connect(self._slid)
        self.mode.currentIndexChanged.connect(self._choose)
        self._slid()
        self._choose()

    @property
    def unlock_time_s(self) -> float:
        """What unlocking shall take."""
        return TIMES_S[self.slider.value()]

    @property
    def chosen_mode(self) -> VaultMode:
        """What opens it, beside the recovery key."""
        return VaultMode(self.mode.currentData())

    def is_complete(self) -> bool:
        """Something was typed twice. How strong it is, is the user's decision."""
        if self.chosen_mode is VaultMode.DEVICE:
            return True
        return bool(self.first.text()) and self.first.text() == self.second.text()

    def enter(self) -> None:
        """Typing can begin."""
        (self.mode if self.first.isHidden() else self.first).setFocus()

    def wipe(self) -> None:
        """Forget what was typed."""
        self.first.wipe()
        self.second.wipe()

    def _choose(self) -> None:
        self.mode_note.setText(tr_marked(MODES[self.mode.currentIndex()][2]))
        asks = self.chosen_mode is not VaultMode.DEVICE
        if not asks:
            self.wipe()
            self.caps.hide()
        for widget in self._asked:
            widget.setVisible(asks)
        self.changed.emit()

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
        self.guesses.setText(
            tr(
                "Each guess costs an attacker as long as unlocking costs you: a machine like this"
                " one tries {count} an hour."
            ).format(count=number(3600 / time_s))
        )
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
