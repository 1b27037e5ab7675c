"""When a vault has not been used for so long that it should lock itself.

One timer, which rings when the time may be over; nothing looks at a clock in between, however often
the vault is used.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class IdleClock(QObject):
    """Counts from the last use."""

    due = Signal()
    """Unused for as long as is allowed; again after as long a time, while it is watched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last_use_s = time.monotonic()
        self._limit_s = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @property
    def idle_s(self) -> float:
        """How long there was no use, in seconds."""
        return time.monotonic() - self._last_use_s

    @Slot()
    def touch(self) -> None:
        """Somebody uses it."""
        self._last_use_s = time.monotonic()

    def watch(self, limit_s: int) -> None:
        """Ring after so long without use; 0 is never."""
        self._limit_s = limit_s
        if limit_s:
            self._start(limit_s - self.idle_s)
        else:
            self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Ring if it is time, else later."""
        left_s = self._limit_s - self.idle_s
        if not self._limit_s:
            return
        if left_s <= 0:
            self._start(self._limit_s)
            self.due.emit()
        else:
            self._start(left_s)

    def _start(self, wait_s: float) -> None:
        self._timer.start(max(1, round(wait_s * 1000) + 1))
