"""What is to be measured, where and how thoroughly; and how far it is while it runs."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.jobs.benchmark import QUICK_BYTES, THOROUGH_BYTES, Room, usual_place
from app.settings.benchmark_choice import CATEGORIES, BenchmarkChoice
from app.text.benchmarks import category_title, title
from app.text.quantities import size
from app.text.translation import mark, number, tr, tr_marked
from app.widgets.theme import GAP, heading, muted, primary, set_property
from engine.benchmark import BENCHMARKS
from engine.progress import Progress

_LOOK_AFTER_MS = 300
"""How long after the last letter of a place we look at it."""

_HINTS = {
    "crypto": mark("ciphers, hashes and key derivation, in memory"),
    "scatter": mark("spreading blocks over a vault, and gathering them"),
    "filesystem": mark("files in a mounted vault, and on the plain disk beside it"),
}
_INFOS = {info.title: info for info in BENCHMARKS.values()}


class BenchmarkSetup(QWidget):
    """The upper card of the page."""

    started = Signal()
    cancel_asked = Signal()
    place_changed = Signal(object)
    """Somebody should look at this `Path`."""

    def __init__(self, choice: BenchmarkChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {name: QCheckBox(category_title(name)) for name in CATEGORIES}
        self.quick = QRadioButton(
            tr("Quick: a minute or two, {size} of disk").format(size=size(QUICK_BYTES))
        )
        self.thorough = QRadioButton(
            tr("Thorough: many minutes, {size} of disk").format(size=size(THOROUGH_BYTES))
        )
        self._kinds = QButtonGroup(self)
        self.place_edit = QLineEdit(str(choice.place or usual_place()))
        self.place_edit.setAccessibleName(tr("Folder on the disk to measure"))
        self.choose_button = QPushButton(tr("Choose…"))
        self.hint = muted()
        self.start_button = primary(tr("Measure"))
        self.running = _Running()
        self.cancel_button = self.running.cancel_button
        self._room: Room | None = None
        self._is_absent = False
        self._wait = QTimer(self, interval=_LOOK_AFTER_MS, singleShot=True)
        self._wait.timeout.connect(self.look)
        for name, box in self.boxes.items():
            box.setChecked(name in choice.categories)
            box.setToolTip(tr_marked(_HINTS[name]))
            box.setAccessibleDescription(tr_marked(_HINTS[name]))
            box.toggled.connect(self._update)
        (self.thorough if choice.thorough else self.quick).setChecked(True)
        self._build()
        self.thorough.toggled.connect(self._update)
        self.place_edit.textChanged.connect(self._place_typed)
        self.choose_button.clicked.connect(self._choose)
        self.start_button.clicked.connect(self.started)
        self.cancel_button.clicked.connect(self.cancel_asked)
        self._update()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP * 3 // 2)
        column.addWidget(heading(tr("Speed"), 13))
        column.addWidget(
            muted(
                tr(
                    "How fast vaults are on this computer, beside its plain disk and the results"
                    " that came with SigmaVault. Leave the computer alone meanwhile: whatever else"
                    " runs is measured too."
                )
            )
        )
        column.addLayout(self._row(*self.boxes.values()))
        column.addLayout(self._row(self.quick, self.thorough))
        for kind in (self.quick, self.thorough):
            self._kinds.addButton(kind)
        where = QLabel(tr("&Where"))
        where.setBuddy(self.place_edit)
        place = QHBoxLayout()
        place.setSpacing(GAP)
        place.addWidget(where)
        place.addWidget(self.place_edit, 1)
        place.addWidget(self.choose_button)
        column.addLayout(place)
        bottom = QHBoxLayout()
        bottom.setSpacing(GAP * 2)
        bottom.addWidget(self.hint, 1)
        bottom.addWidget(self.start_button)
        column.addLayout(bottom)
        column.addWidget(self.running)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP * 3)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch()
        return row

    # -- the choice -----------------------------------------------------------------------------

    @property
    def choice(self) -> BenchmarkChoice:
        """What the controls say."""
        categories = frozenset(name for name, box in self.boxes.items() if box.isChecked())
        return BenchmarkChoice(categories, self.thorough.isChecked(), self.place)

    @property
    def place(self) -> Path:
        """The folder."""
        return Path(self.place_edit.text().strip()).expanduser()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, tr("Choose a folder"), self.place_edit.text()
        )
        if chosen:
            self.place_edit.setText(chosen)

    def _place_typed(self) -> None:
        self._room, self._is_absent = None, False
        self._update()
        self._wait.start()

    def look(self) -> None:
        """Have somebody look at the place."""
        if self.place.is_absolute():
            self.place_changed.emit(self.place)
        else:
            self.show_no_room()

    def show_room(self, room: Room) -> None:
        """What the place offers."""
        if room.place == self.place:
            self._room, self._is_absent = room, False
            self._update()

    def show_no_room(self) -> None:
        """There is no such place."""
        self._room, self._is_absent = None, True
        self._update()

    def _update(self) -> None:
        needed = THOROUGH_BYTES if self.thorough.isChecked() else QUICK_BYTES
        on_disk = any(box.isChecked() for name, box in self.boxes.items() if name != "crypto")
        begin = tr("Temporary vaults and files are made in this folder, and removed at the end.")
        room = self._room
        if self._is_absent:
            self._say(tr("There is no such folder."), "critical")
        elif room is None:
            self._say(begin)
        elif not room.writable:
            self._say(tr("You may not write into this folder."), "critical")
        elif on_disk and room.free_bytes < needed:
            text = tr("{free} free, which is not enough: {needed} are needed.")
            self._say(text.format(free=size(room.free_bytes), needed=size(needed)), "critical")
        else:
            free = tr("{free} free.").format(free=size(room.free_bytes))
            self._say(f"{begin} {free}")
        self.start_button.setEnabled(bool(self.choice.categories) and self.running.isHidden())

    def _say(self, text: str, tone: str = "") -> None:
        self.hint.setText(text)
        set_property(self.hint, "tone", tone)

    # -- while it runs --------------------------------------------------------------------------

    def begin(self) -> None:
        """A run begins."""
        self._set_running(True)

    def end(self) -> None:
        """It ended."""
        self._set_running(False)

    def _set_running(self, running: bool) -> None:
        self.running.setVisible(running)
        self.start_button.setVisible(not running)
        for widget in (*self.boxes.values(), self.quick, self.thorough, self.place_edit):
            widget.setEnabled(not running)
        self.choose_button.setEnabled(not running)
        if running:
            self.running.begin()
            self.cancel_button.setFocus()
        else:
            self.running.end()
        self._update()
        if not running:
            self.start_button.setFocus()


class _Running(QWidget):
    """How far a run is."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.numbers = muted()
        self.numbers.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel_button = QPushButton(tr("Cancel"))
        self._begun = 0.0
        self._progress: Progress | None = None
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._show_numbers)
        words = QHBoxLayout()
        words.addWidget(self.label, 1)
        words.addWidget(self.numbers)
        column = QVBoxLayout()
        column.addLayout(words)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP * 2)
        row.addLayout(column, 1)
        row.addWidget(self.cancel_button)
        self.hide()

    def begin(self) -> None:
        """A run begins."""
        self._begun, self._progress = time.monotonic(), None
        self.label.setText(tr("Getting ready…"))
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self._clock.start()
        self._show_numbers()

    def show_progress(self, progress: Progress) -> None:
        """It came further."""
        self._progress = progress
        info = _INFOS.get(progress.current)
        if self.cancel_button.isEnabled():
            self.label.setText(title(info) if info is not None else progress.current)
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self._show_numbers()

    def cancelling(self) -> None:
        """It was asked to stop."""
        self.cancel_button.setEnabled(False)
        self.label.setText(tr("Cancelling…"))

    def end(self) -> None:
        """It ended."""
        self._clock.stop()

    def _show_numbers(self) -> None:
        minutes, seconds = divmod(int(time.monotonic() - self._begun), 60)
        parts = [f"{minutes}:{seconds:02d}"]
        if self._progress is not None:
            text = tr("{done} of {total}")
            done, total = number(self._progress.done), number(self._progress.total)
            parts.insert(0, text.format(done=done, total=total))
        self.numbers.setText(" · ".join(parts))
