"""Noticing that a window is on the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Watches a window until it is drawn for the first time.

    The system's window is watched, since a widget that its children cover gets no paint event of
    its own. An exposed window is painted before the next turn of the loop.
    """

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the window to be shown, and then for it to be exposed."""
        if isinstance(watched, QWidget):
            handle = watched.windowHandle()
            if event.type() is QEvent.Type.Show and handle is not None:
                watched.removeEventFilter(self)
                handle.installEventFilter(self)
        elif event.type() in (QEvent.Type.Expose, QEvent.Type.Paint):
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.seen.emit)
        return False
