"""Waiting for the end of a session or for a signal, whichever comes first."""

from __future__ import annotations

import contextlib
import signal
import socket
from typing import Any

_END_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)
)
"""SIGHUP comes when the terminal is closed; Windows has none."""

_ENDED = b"\0"
"""No signal has number 0."""


class EndWaiter:
    """A socket that the serving thread and the system's signal handler write to.

    The handler writes in C (`set_wakeup_fd`), so that no Python lock is taken inside of it.
    """

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        self._handlers: dict[signal.Signals, Any] = {}
        self._previous = -1

    def tell_ended(self) -> None:
        """The session has ended."""
        with contextlib.suppress(OSError):
            self._writer.send(_ENDED)

    def wait(self, timeout_s: float | None = None) -> bool:
        """Whether a signal came first. After the time-out: no."""
        self._reader.settimeout(timeout_s)
        try:
            return self._reader.recv(1) not in (_ENDED, b"")
        except TimeoutError:
            return False

    def catch_signals(self) -> None:
        """From now on these signals wake the waiter and do nothing else. Main thread only."""
        # In this order, or a signal in between would be neither raised nor told.
        self._previous = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _do_nothing) for number in _END_SIGNALS}

    def close(self) -> None:
        """Give signals and sockets back."""
        if self._handlers:
            signal.set_wakeup_fd(self._previous)
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
        self._reader.close()
        self._writer.close()


def _do_nothing(*_: object) -> None:
    """What matters is that the wake-up descriptor was written to."""
