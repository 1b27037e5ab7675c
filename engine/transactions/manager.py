"""Transactions: changes that are staged, and then take effect all together or not at all.

    ACTIVE -- commit --> COMMITTING --> COMMITTED
      |                      `--------> FAILED        (applied, but perhaps not durable)
      |`- rollback, or a change that failed -> ROLLED_BACK
       `- time-out --------------------------> TIMED_OUT

A state changes under the transaction's own lock, by compare-and-set, so that a commit, a rollback
and the clean-up worker can meet in any order and one of them wins.
"""

from __future__ import annotations

import enum
import itertools
import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Self

from engine.errors import TransactionStateError, TransactionTimeoutError, VaultError

log = logging.getLogger(__name__)

Action = Callable[[], object]


def _nothing() -> None:
    """An action that does nothing."""


class TransactionState(enum.Enum):
    """Where a transaction stands; the last four are final."""

    ACTIVE = "active"
    COMMITTING = "committing"
    COMMITTED = "committed"
    ROLLED_BACK = "rolled-back"
    TIMED_OUT = "timed-out"
    FAILED = "failed"


class Transaction:
    """A group of staged changes, which may be used from any thread.

    As a context manager it commits on leaving, or rolls back when an exception leaves it.
    """

    def __init__(self, owner: TransactionManager, number: int, deadline: float | None) -> None:
        self.id = number
        self.deadline = deadline
        self._owner = owner
        self._lock = threading.Lock()
        self._state = TransactionState.ACTIVE
        self._staged: list[tuple[Action, Action]] = []
        self._abandon: list[Action] = []
        self._success: list[Action] = []

    @property
    def state(self) -> TransactionState:
        """Where it stands now."""
        return self._state

    def stage(self, apply: Action, undo: Action = _nothing) -> None:
        """Add a change: `apply` runs at commit; `undo` runs when a later one of them fails.

        `undo` may be left out where the manager's scope undoes what happened inside it.

        Raises:
            TransactionStateError: The transaction is no longer active.
        """
        with self._lock:
            self._need_active()
            self._staged.append((apply, undo))

    def on_abandon(self, action: Action) -> None:
        """Have `action` run if the transaction ends without its changes: to let go of resources.

        Raises:
            TransactionStateError: The transaction is no longer active.
        """
        with self._lock:
            self._need_active()
            self._abandon.append(action)

    def on_success(self, action: Action) -> None:
        """Have `action` run once the changes have taken effect, durable or not.

        Raises:
            TransactionStateError: The transaction is no longer active.
        """
        with self._lock:
            self._need_active()
            self._success.append(action)

    def commit(self) -> None:
        """Let all changes take effect, and make them durable.

        Raises:
            TransactionTimeoutError: The time-out came first; nothing changed.
            TransactionStateError: It has ended already.
            Exception: What a change raised; the earlier ones were undone.
        """
        self._move(TransactionState.COMMITTING)
        try:
            self._apply()
        except BaseException:
            self._end(TransactionState.ROLLED_BACK, self._abandon)
            raise
        try:
            self._owner.make_durable()
        except BaseException:
            self._end(TransactionState.FAILED, self._success)
            raise
        self._end(TransactionState.COMMITTED, self._success)

    def rollback(self) -> None:
        """Forget all changes. Nothing happens if the transaction did not commit and has ended.

        Raises:
            TransactionStateError: It was committed, or is being so.
        """
        with self._lock:
            if self._state in (TransactionState.ROLLED_BACK, TransactionState.TIMED_OUT):
                return
            self._need_active()
            self._state = TransactionState.COMMITTING
        self._end(TransactionState.ROLLED_BACK, self._abandon)

    def expire(self) -> bool:
        """Roll back because time is up; False if the transaction has moved on by itself."""
        with self._lock:
            if self._state is not TransactionState.ACTIVE:
                return False
            self._state = TransactionState.COMMITTING
        self._end(TransactionState.TIMED_OUT, self._abandon)
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        ended = (TransactionState.COMMITTED, TransactionState.ROLLED_BACK)
        if kind is None:
            if self._state not in ended:  # by hand, within the block; a time-out is told
                self.commit()
        elif self._state in (TransactionState.ACTIVE, TransactionState.COMMITTING):
            self.rollback()

    # -- details -----------------------------------------------------------------------------

    def _apply(self) -> None:
        """Run every change within the manager's scope; on failure undo those that ran."""
        done: list[Action] = []
        with self._owner.scope():
            try:
                for apply, undo in self._staged:
                    apply()
                    done.append(undo)
            except BaseException:
                for undo in reversed(done):
                    undo()
                raise

    def _move(self, state: TransactionState) -> None:
        if self.deadline is not None and time.monotonic() >= self.deadline:
            self.expire()  # the worker may be late
        with self._lock:
            self._need_active()
            self._state = state

    def _end(self, state: TransactionState, actions: list[Action]) -> None:
        """Reach a final state; resources are let go before anybody can see it."""
        for action in actions:
            try:
                action()
            except VaultError as error:
                log.error("transaction %d: clean-up failed: %s", self.id, error.code)
        for each in (self._staged, self._abandon, self._success):
            each.clear()
        with self._lock:
            self._state = state
        self._owner.ended(self)

    def _need_active(self) -> None:
        if self._state is TransactionState.TIMED_OUT:
            raise TransactionTimeoutError(self.id, self._state.value)
        if self._state is not TransactionState.ACTIVE:
            raise TransactionStateError(self.id, self._state.value)


class TransactionManager:
    """Gives out transactions, any number of them at once, and ends those that take too long.

    Args:
        scope: Entered around the changes of a commit; what it raises on leaving counts as a
            failure of the last change.
        make_durable: Called after the scope was left; must not return before the disk has it.

    The clean-up worker is a thread that starts with the first transaction that has a time-out
    and is joined by `close`.
    """

    def __init__(
        self,
        scope: Callable[[], AbstractContextManager[object]] = nullcontext,
        make_durable: Action = _nothing,
    ) -> None:
        self.scope = scope
        self.make_durable = make_durable
        self._numbers = itertools.count(1)
        self._open: dict[int, Transaction] = {}
        self._condition = threading.Condition()
        self._worker: threading.Thread | None = None
        self._closed = False

    def begin(self, timeout_s: float | None = None) -> Transaction:
        """Start a transaction that is rolled back unless it commits within `timeout_s`.

        Raises:
            TransactionStateError: The manager is closed.
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        with self._condition:
            number = next(self._numbers)
            if self._closed:
                raise TransactionStateError(number, "closed")
            transaction = Transaction(self, number, deadline)
            self._open[number] = transaction
            if deadline is not None:
                self._start_worker()
                self._condition.notify()
        return transaction

    def open_transactions(self) -> list[Transaction]:
        """Those that have not ended, oldest first."""
        with self._condition:
            return list(self._open.values())

    def close(self) -> None:
        """Roll back what is open, and join the worker. A commit under way is waited for."""
        with self._condition:
            self._closed = True
            worker, self._worker = self._worker, None
            self._condition.notify_all()
        if worker is not None and worker is not threading.current_thread():
            worker.join()
        for transaction in self.open_transactions():
            try:
                transaction.rollback()
            except TransactionStateError:
                self._wait_for(transaction)

    def ended(self, transaction: Transaction) -> None:
        """A transaction reached its end."""
        with self._condition:
            self._open.pop(transaction.id, None)
            self._condition.notify_all()

    def _wait_for(self, transaction: Transaction) -> None:
        with self._condition:
            self._condition.wait_for(lambda: transaction.id not in self._open)

    def _start_worker(self) -> None:
        if self._worker is None:
            self._worker = threading.Thread(
                target=self._clean_up, name="sigmavault-transactions", daemon=True
            )
            self._worker.start()

    def _clean_up(self) -> None:
        while True:
            with self._condition:
                if self._closed:
                    return
                due = self._due()
                if not due:
                    self._condition.wait(self._until_next())
                    continue
            for transaction in due:
                if transaction.expire():
                    log.warning("transaction %d timed out", transaction.id)

    def _due(self) -> list[Transaction]:
        now = time.monotonic()
        return [
            each
            for each in self._open.values()
            if each.deadline is not None
            and each.deadline <= now
            and each.state is TransactionState.ACTIVE
        ]

    def _until_next(self) -> float | None:
        """Seconds until an active transaction is due; None if there is none."""
        deadlines = [
            each.deadline
            for each in self._open.values()
            if each.deadline is not None and each.state is TransactionState.ACTIVE
        ]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
