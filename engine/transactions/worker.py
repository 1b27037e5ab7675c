"""The thread behind group commit: wakes a while after the first change, or when asked."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from engine.constants import COMMIT_INTERVAL_S
from engine.errors import VaultError

log = logging.getLogger(__name__)


class CommitWorker:
    """Runs `commit` at most COMMIT_INTERVAL_S after `wake_later`. Costs nothing while idle."""

    def __init__(self, commit: Callable[[], None], interval_s: float = COMMIT_INTERVAL_S) -> None:
        self._commit = commit
        self._interval_s = interval_s
        self._condition = threading.Condition(threading.Lock())
        self._due: float | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread = threading.Thread(target=self._run, name="sigmavault-commit", daemon=True)
        self._thread.start()

    def wake_later(self) -> None:
        """Something changed; the clock runs from the first change."""
        if self._due is None:
            self._wake(time.monotonic() + self._interval_s)

    def wake_now(self) -> None:
        """Commit as soon as the thread gets its turn."""
        self._wake(time.monotonic())

    def stop(self) -> None:
        """Stop and join; no commit is made on the way out."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _wake(self, due: float) -> None:
        with self._condition:
            self._due = due
            self._condition.notify()

    def _run(self) -> None:
        while self._wait():
            try:
                self._commit()
            except VaultError as error:
                # Whoever syncs next is told; here it must only not end the thread.
                log.error("group commit failed: %s", error.code)

    def _wait(self) -> bool:
        """Sleep until a commit is due; False when it is time to stop."""
        with self._condition:
            while not self._stopping:
                if self._due is None:
                    self._condition.wait()
                    continue
                remaining = self._due - time.monotonic()
                if remaining <= 0:
                    self._due = None
                    return True
                self._condition.wait(remaining)
        return False
