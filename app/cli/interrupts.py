"""What Ctrl-C, SIGTERM and a closed terminal mean: a request to stop, and to leave nothing behind."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from engine.progress import CancelToken

STOP_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Windows has no SIGHUP."""


@contextmanager
def cancel_on_interrupt() -> Iterator[CancelToken]:
    """A token that the first signal sets, for jobs that ask it; a second one stops at once.

    Stopping at once is safe too: it only leaves what the vault drops when it is next opened.
    """
    token = CancelToken()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if token.cancelled:
            raise KeyboardInterrupt
        token.cancel()

    with _handled_by(ask):
        yield token


@contextmanager
def interrupts_raise() -> Iterator[None]:
    """Let every such signal end us as Ctrl-C does: by an exception, through the clean-up."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    with _handled_by(stop):
        yield


def ignore_interrupts() -> None:
    """From here on the work is done, and a Ctrl-C must not make it look as if it were not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _handled_by(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)
