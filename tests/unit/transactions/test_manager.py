"""TransactionManager: life cycle, rollback, time-outs, many at once, and a worker that ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.errors import MediumError, NoSpaceError, TransactionStateError, TransactionTimeoutError
from engine.transactions.manager import Transaction, TransactionManager, TransactionState

WORKER = "sigmavault-transactions"


def workers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == WORKER]


def wait_until(condition) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.005)


class Ledger:
    """Changes that can be seen, in order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.durable: list[str] = []
        self.in_scope = False
        self.fail_sync: Exception | None = None

    @contextmanager
    def scope(self) -> Iterator[None]:
        assert not self.in_scope
        self.in_scope = True
        try:
            yield
        finally:
            self.in_scope = False

    def sync(self) -> None:
        assert not self.in_scope
        if self.fail_sync:
            raise self.fail_sync
        self.durable = list(self.lines)

    def stage(self, transaction: Transaction, line: str) -> None:
        def apply() -> None:
            assert self.in_scope
            self.lines.append(line)

        def undo() -> None:
            assert self.in_scope
            assert self.lines.pop() == line

        transaction.stage(apply, undo)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def manager(ledger: Ledger) -> Iterator[TransactionManager]:
    made = TransactionManager(scope=ledger.scope, make_durable=ledger.sync)
    yield made
    made.close()
    assert workers() == []
    assert made.open_transactions() == []


def test_nothing_happens_before_the_commit(manager: TransactionManager, ledger: Ledger) -> None:
    transaction = manager.begin()
    ledger.stage(transaction, "one")
    ledger.stage(transaction, "two")
    assert transaction.state is TransactionState.ACTIVE
    assert manager.open_transactions() == [transaction]
    assert ledger.lines == []
    transaction.commit()
    assert transaction.state is TransactionState.COMMITTED
    assert ledger.lines == ledger.durable == ["one", "two"]
    assert manager.open_transactions() == []


def test_numbers_are_unique(manager: TransactionManager) -> None:
    made = [manager.begin() for _ in range(5)]
    assert len({each.id for each in made}) == 5
    assert manager.open_transactions() == made


def test_a_rollback_forgets(manager: TransactionManager, ledger: Ledger) -> None:
    transaction = manager.begin()
    ledger.stage(transaction, "one")
    transaction.rollback()
    transaction.rollback()
    assert transaction.state is TransactionState.ROLLED_BACK
    assert ledger.lines == []
    for call in (transaction.commit, lambda: ledger.stage(transaction, "two")):
        with pytest.raises(TransactionStateError):
            call()


def test_a_change_that_fails_undoes_the_earlier_ones(
    manager: TransactionManager, ledger: Ledger
) -> None:
    transaction = manager.begin()
    abandoned: list[str] = []
    transaction.on_abandon(lambda: abandoned.append("let go"))
    transaction.on_success(lambda: abandoned.append("never"))
    ledger.lines.append("before")
    ledger.stage(transaction, "one")
    ledger.stage(transaction, "two")

    def fail() -> None:
        assert ledger.lines == ["before", "one", "two"]
        raise NoSpaceError

    transaction.stage(fail)
    ledger.stage(transaction, "three")
    with pytest.raises(NoSpaceError):
        transaction.commit()
    assert ledger.lines == ["before"]
    assert ledger.durable == []
    assert abandoned == ["let go"]
    assert transaction.state is TransactionState.ROLLED_BACK


def test_a_commit_happens_once(manager: TransactionManager, ledger: Ledger) -> None:
    transaction = manager.begin()
    ledger.stage(transaction, "one")
    transaction.commit()
    for call in (transaction.commit, transaction.rollback):
        with pytest.raises(TransactionStateError):
            call()
    assert ledger.lines == ["one"]


def test_as_a_context(manager: TransactionManager, ledger: Ledger) -> None:
    with manager.begin() as transaction:
        ledger.stage(transaction, "one")
    assert ledger.lines == ["one"]
    with pytest.raises(ZeroDivisionError), manager.begin() as other:
        ledger.stage(other, "two")
        raise ZeroDivisionError
    assert other.state is TransactionState.ROLLED_BACK
    assert ledger.lines == ["one"]
    with manager.begin() as third:
        ledger.stage(third, "never")
        third.rollback()
    with manager.begin() as fourth:
        ledger.stage(fourth, "four")
        fourth.commit()
    assert ledger.lines == ["one", "four"]
    with pytest.raises(TransactionTimeoutError), manager.begin(timeout_s=0.0):
        wait_until(lambda: not manager.open_transactions())


def test_what_is_not_durable_is_not_called_committed(
    manager: TransactionManager, ledger: Ledger
) -> None:
    transaction = manager.begin()
    released: list[str] = []
    transaction.on_success(lambda: released.append("applied"))
    ledger.stage(transaction, "one")
    ledger.fail_sync = MediumError("journal", 5)
    with pytest.raises(MediumError):
        transaction.commit()
    assert transaction.state is TransactionState.FAILED
    assert ledger.lines == ["one"]
    assert released == ["applied"]


def test_a_time_out_is_noticed_by_the_worker(manager: TransactionManager, ledger: Ledger) -> None:
    abandoned: list[str] = []
    patient = manager.begin(timeout_s=3600)
    transaction = manager.begin(timeout_s=0.03)
    transaction.on_abandon(lambda: abandoned.append("let go"))
    ledger.stage(transaction, "one")
    wait_until(lambda: transaction.state is TransactionState.TIMED_OUT)
    assert abandoned == ["let go"]
    with pytest.raises(TransactionTimeoutError):
        transaction.commit()
    with pytest.raises(TransactionTimeoutError):
        ledger.stage(transaction, "two")
    transaction.rollback()
    assert patient.state is TransactionState.ACTIVE
    assert manager.open_transactions() == [patient]
    assert len(workers()) == 1
    ledger.stage(patient, "patient")
    patient.commit()
    assert ledger.lines == ["patient"]


def test_a_late_commit_is_refused_even_if_the_worker_sleeps(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = TransactionManager()
    monkeypatch.setattr(manager, "_start_worker", lambda: None)
    transaction = manager.begin(timeout_s=0.0)
    transaction.stage(lambda: ledger.lines.append("never"))
    with pytest.raises(TransactionTimeoutError):
        transaction.commit()
    assert ledger.lines == []
    manager.close()


def test_a_commit_under_way_does_not_time_out(manager: TransactionManager, ledger: Ledger) -> None:
    transaction = manager.begin(timeout_s=0.2)
    started, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        started.set()
        assert go_on.wait(20)
        ledger.lines.append("slow")

    transaction.stage(slow)
    thread = threading.Thread(target=transaction.commit)
    thread.start()
    assert started.wait(20)
    time.sleep(0.3)
    assert transaction.state is TransactionState.COMMITTING
    with pytest.raises(TransactionStateError):
        transaction.rollback()
    go_on.set()
    thread.join()
    assert transaction.state is TransactionState.COMMITTED
    assert ledger.lines == ["slow"]


def test_closing_waits_for_a_commit_and_rolls_back_the_rest(ledger: Ledger) -> None:
    manager = TransactionManager(scope=ledger.scope, make_durable=ledger.sync)
    idle, busy = manager.begin(timeout_s=60), manager.begin()
    started, go_on = threading.Event(), threading.Event()
    ledger.stage(idle, "never")

    def slow() -> None:
        started.set()
        assert go_on.wait(20)
        ledger.lines.append("slow")

    busy.stage(slow)
    thread = threading.Thread(target=busy.commit)
    thread.start()
    assert started.wait(20)
    closing = threading.Thread(target=manager.close)
    closing.start()
    wait_until(lambda: idle.state is TransactionState.ROLLED_BACK)
    assert closing.is_alive()
    go_on.set()
    closing.join(20)
    thread.join(20)
    assert busy.state is TransactionState.COMMITTED
    assert ledger.durable == ["slow"]
    assert workers() == []
    with pytest.raises(TransactionStateError):
        manager.begin()
    manager.close()


def test_many_threads(manager: TransactionManager) -> None:
    total, lock = [0], threading.Lock()
    manager.scope = lambda: lock  # type: ignore[assignment,return-value]
    manager.make_durable = lambda: None

    def add() -> None:
        value = total[0]
        time.sleep(0)
        total[0] = value + 1

    def work() -> None:
        for turn in range(50):
            transaction = manager.begin(timeout_s=60)
            transaction.stage(add)
            if turn % 5:
                transaction.commit()
            else:
                transaction.rollback()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == [8 * 40]


def test_a_manager_without_time_outs_needs_no_thread() -> None:
    manager = TransactionManager()
    manager.begin().commit()
    assert workers() == []
    manager.close()


def test_letting_go_goes_on_past_a_failure(manager: TransactionManager) -> None:
    done: list[str] = []
    transaction = manager.begin()

    def fail() -> None:
        raise NoSpaceError

    transaction.on_abandon(fail)
    transaction.on_abandon(lambda: done.append("second"))
    transaction.rollback()
    assert done == ["second"]
    assert transaction.state is TransactionState.ROLLED_BACK
