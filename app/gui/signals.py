"""SIGTERM, SIGINT and SIGHUP end the application as Quit does: locked, with everything durable."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

from PySide6.QtCore import QSocketNotifier

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


@contextlib.contextmanager
def quit_on_signals(quit_now: Callable[[], object]) -> Iterator[None]:
    """Call `quit_now` in the window's thread when a signal arrives.

    Python runs its handlers between two steps of Python code, and Qt's loop is none; so the
    system's handler writes to a socket that the loop waits for.
    """
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    reader.setblocking(False)
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.signal(number, _do_nothing) for number in numbers}
    previous = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)

    def arrived() -> None:
        with contextlib.suppress(OSError):
            if set(reader.recv(64)) & {int(number) for number in numbers}:
                quit_now()

    notifier.activated.connect(arrived)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(previous)
        for number, handler in before.items():
            signal.signal(number, handler)
        reader.close()
        writer.close()


def _do_nothing(*_: object) -> None:
    """What matters is that the wake-up descriptor was written to."""
