"""A thread that runs jobs one after the other, and tells the window's thread of them by signals."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from engine.errors import CancelledError
from engine.progress import CancelToken, Progress, Report

T = TypeVar("T")

Job = Callable[[CancelToken, Report], T]

SAMPLE_MS = 100
"""Time between two looks at a job's progress: jobs report far more often than anyone can look."""

_log = logging.getLogger(__name__)


class JobHandle(QObject):
    """A job as the window sees it. Lives in the window's thread, and so do its signals."""

    progressed = Signal(object)
    """A `Progress`, at about 10 Hz while the job runs."""
    finished = Signal(object)
    """The job's result."""
    failed = Signal(object)
    """The exception that ended it."""
    cancelled = Signal()
    ended = Signal()
    """After one of the three."""

    def __init__(self, job: Job[Any], label: str) -> None:
        super().__init__()
        self.label = label
        """What is being done, in a word or two, for people."""
        self.can_pause = False
        """It reports while it holds no lock, so that holding it holds nobody else."""
        self.latest: Progress | None = None
        self.is_over = False
        self._job: Job[Any] | None = job
        self._token = CancelToken()
        self._running = threading.Event()
        self._running.set()
        self._shown: Progress | None = None

    def cancel(self) -> None:
        """Ask the job to stop at its next safe point."""
        self._token.cancel()
        self._running.set()

    @property
    def cancel_asked(self) -> bool:
        """Whether somebody asked the job to stop."""
        return self._token.cancelled

    def pause(self) -> None:
        """Hold the job where it reports next. Only for jobs that report while they hold no lock."""
        if not self._token.cancelled:
            self._running.clear()

    def resume(self) -> None:
        """Let the job go on."""
        self._running.set()

    @property
    def is_paused(self) -> bool:
        """Whether the job is held."""
        return not self._running.is_set()

    def sample(self) -> None:
        """Tell how far the job is, if it came further since the last time."""
        if self.latest is not None and self.latest is not self._shown:
            self._shown = self.latest
            self.progressed.emit(self.latest)

    # -- in the worker's thread -------------------------------------------------------------------

    def run(self) -> Any:
        """Run the job.

        Raises:
            CancelledError: It was cancelled before it began, or while it ran.
        """
        job, self._job = self._job, None  # what the job holds goes when it ends
        self._token.check()
        return job(self._token, self._note) if job is not None else None

    def _note(self, progress: Progress) -> None:
        self.latest = progress
        if not self._running.is_set():
            self._running.wait()


class _Outcome(NamedTuple):
    handle: JobHandle
    result: Any = None
    error: Exception | None = None


def _while_there(callback: Callable[[T], object]) -> Callable[[T], object]:
    """A callback that is called no more once the object is gone to which a `partial` binds it.

    Qt sees to that by itself where it is given a method as it is.
    """
    bound: Any = callback
    while isinstance(bound, partial):
        bound = bound.func
    owner = getattr(bound, "__self__", None)
    if bound is callback or not isinstance(owner, QObject):
        return callback
    return lambda result: callback(result) if shiboken6.isValid(owner) else None


class Worker(QThread):
    """Runs the jobs that are submitted to it, in their order."""

    idle = Signal()
    """Nothing is left to do."""

    _over = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._queue: queue.SimpleQueue[JobHandle | None] = queue.SimpleQueue()
        self._waiting: list[JobHandle] = []
        self._stopped = False
        self._sampler = QTimer(self, interval=SAMPLE_MS)
        self._sampler.timeout.connect(self._sample)
        self._over.connect(self._deliver)

    def submit(
        self,
        job: Job[T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        label: str = "",
        sampled: bool = False,
    ) -> JobHandle:
        """Queue a job.

        Args:
            job: Runs in this worker's thread.
            done: Called with its result, in the window's thread.
            failed: Called with what ended it, a cancellation excepted.
            label: What is being done, for people.
            sampled: Whether anybody wants to see its progress.
        """
        handle = JobHandle(job, label)
        handle.setParent(self)
        if done is not None:
            handle.finished.connect(_while_there(done))
        if failed is not None:
            handle.failed.connect(_while_there(failed))
        if self._stopped:
            handle.cancel()
        self._waiting.append(handle)
        self._queue.put(handle)
        if not self.isRunning():
            self.start()
        if sampled:
            self._sampler.start()
        return handle

    @property
    def jobs(self) -> tuple[JobHandle, ...]:
        """The jobs that have not ended, the running one first."""
        return tuple(self._waiting)

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for handle in self._waiting:
            handle.cancel()

    def stop(self) -> None:
        """Take no more jobs, and end when the present ones have."""
        if not self._stopped:
            self._stopped = True
            self.cancel_all()
            self._queue.put(None)

    def run(self) -> None:
        """The thread."""
        while (handle := self._queue.get()) is not None:
            self._over.emit(_outcome(handle))
            del handle

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        handle, result, error = outcome
        self._waiting.remove(handle)
        if not self._waiting:
            self._sampler.stop()
        handle.sample()
        handle.is_over = True
        if error is None:
            handle.finished.emit(result)
        elif isinstance(error, CancelledError):
            handle.cancelled.emit()
        else:
            handle.failed.emit(error)
        handle.ended.emit()
        handle.deleteLater()
        if not self._waiting:
            self.idle.emit()

    @Slot()
    def _sample(self) -> None:
        for handle in self._waiting:
            handle.sample()


def _outcome(handle: JobHandle) -> _Outcome:
    try:
        return _Outcome(handle, handle.run())
    except CancelledError as error:
        return _Outcome(handle, error=error.with_traceback(None))
    except Exception as error:  # noqa: BLE001 - every failure is the window's to explain
        _log.debug("job failed: %s", type(error).__name__)
        return _Outcome(handle, error=error)
