"""From the namespace's announcements to one signal: whatever changes, whoever changes it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from engine.namespace import Change

GATHER_MS = 60
"""Changes within this time are shown together: an import of 20,000 files is one look, not 20,000."""


class ChangeRelay(QObject):
    """Gathers changes, told under the namespace's lock in any thread, for the window's thread."""

    changed = Signal(object)
    """A tuple of `Change`."""

    _noted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._pending: list[Change] = []
        self._timer = QTimer(self, interval=GATHER_MS, singleShot=True)
        self._timer.timeout.connect(self._tell)
        self._noted.connect(self._wait_for_more)

    def note(self, change: Change) -> None:
        """A `Listener`: takes note, and nothing else."""
        with self._lock:
            self._pending.append(change)
            first = len(self._pending) == 1
        if first:
            self._noted.emit()

    def take(self) -> Sequence[Change]:
        """What was noted since the last time."""
        with self._lock:
            taken, self._pending = self._pending, []
        return taken

    @Slot()
    def _wait_for_more(self) -> None:
        self._timer.start()

    @Slot()
    def _tell(self) -> None:
        taken = self.take()
        if taken:
            self.changed.emit(tuple(taken))
