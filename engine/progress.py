"""Progress and cancellation, as data: a counter that whoever looks samples, a token that is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import CancelledError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. `total` is 0 while it is not known; units are bytes unless `unit` says."""

    done: int
    total: int
    unit: str = "bytes"
    items_done: int = 0
    items_total: int = 0
    current: str = ""


Report = Callable[[Progress], None]
"""Called by a job as often as it likes; whoever shows it samples at about 10 Hz."""


def ignore_progress(_: Progress) -> None:
    """A `Report` for callers who do not look."""


class CancelToken:
    """Asked between steps that leave the vault whole; set from any thread."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next safe point."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()

    @property
    def event(self) -> threading.Event:
        """Set when somebody asks to stop; for libraries that look at one while they wait."""
        return self._event

    def check(self) -> None:
        """Raise when somebody asked to stop.

        Raises:
            CancelledError: `cancel` was called.
        """
        if self._event.is_set():
            raise CancelledError()

    def wait(self, timeout_s: float) -> bool:
        """Sleep, but not past the moment at which somebody asks to stop. Whether somebody did."""
        return self._event.wait(timeout_s)


class PauseToken(CancelToken):
    """A token that can also hold the job, at the points where it asks."""

    __slots__ = ("_going",)

    def __init__(self) -> None:
        super().__init__()
        self._going = threading.Event()
        self._going.set()

    def pause(self) -> None:
        """Hold the job at its next safe point."""
        self._going.clear()
        if self.cancelled:  # looked at afterwards: a cancellation in between must not be held
            self._going.set()

    def resume(self) -> None:
        """Let it go on."""
        self._going.set()

    @property
    def paused(self) -> bool:
        """Whether the job is held."""
        return not self._going.is_set()

    def cancel(self) -> None:
        """Ask the job to stop, also one that is held."""
        super().cancel()
        self._going.set()

    def check(self) -> None:
        """Wait while the job is held; then as `CancelToken.check`."""
        self._going.wait()
        super().check()
