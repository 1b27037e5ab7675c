"""Jobs run away from the window, and tell how they ended exactly once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.jobs.worker import Worker
from engine.progress import Progress


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    worker = Worker("test")
    yield worker
    worker.stop()
    assert worker.wait(10_000)


def test_a_result_arrives_in_the_windows_thread(qtbot: QtBot, worker: Worker) -> None:
    seen: list[tuple[int, int]] = []
    here = threading.get_ident()
    with qtbot.waitSignal(worker.idle):
        worker.submit(
            lambda _c, _r: threading.get_ident(),
            lambda there: seen.append((there, threading.get_ident())),
        )
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_a_failure_is_told_and_does_not_end_the_thread(qtbot: QtBot, worker: Worker) -> None:
    failures: list[Exception] = []
    results: list[int] = []
    with qtbot.waitSignal(worker.idle):
        worker.submit(lambda _c, _r: 1 // 0, results.append, failures.append)
        worker.submit(lambda _c, _r: 5, results.append, failures.append)
    assert [type(error) for error in failures] == [ZeroDivisionError]
    assert results == [5]


class Asker(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []

    def hear(self, name: str, result: object) -> None:
        self.heard.append((name, result))


def test_whoever_is_gone_is_not_told(qtbot: QtBot, worker: Worker) -> None:
    there, gone = Asker(), Asker()
    go = threading.Event()
    with qtbot.waitSignal(worker.idle):
        worker.submit(lambda _c, _r: go.wait(20), partial(gone.hear, "done"))
        worker.submit(lambda _c, _r: 1 // 0, None, partial(gone.hear, "failed"))
        worker.submit(lambda _c, _r: 5, partial(there.hear, "done"))
        shiboken6.delete(gone)
        go.set()
    assert gone.heard == []
    assert there.heard == [("done", 5)]


def test_a_cancelled_job_says_so_and_nothing_else(qtbot: QtBot, worker: Worker) -> None:
    heard: list[str] = []
    started = threading.Event()

    def job(cancel, _report):
        started.set()
        while True:
            cancel.check()

    with qtbot.waitSignal(worker.idle):
        handle = worker.submit(
            job, lambda _: heard.append("done"), lambda _: heard.append("failed")
        )
        handle.cancelled.connect(lambda: heard.append("cancelled"))
        handle.ended.connect(lambda: heard.append("ended"))
        assert started.wait(10)
        handle.cancel()
    assert heard == ["cancelled", "ended"]


def test_a_job_cancelled_while_it_waits_never_runs(qtbot: QtBot, worker: Worker) -> None:
    gate = threading.Event()
    ran: list[int] = []
    with qtbot.waitSignal(worker.idle):
        worker.submit(lambda _c, _r: gate.wait(10))
        worker.submit(lambda _c, _r: ran.append(1)).cancel()
        gate.set()
    assert ran == []


def test_progress_is_sampled_and_not_told_each_time(qtbot: QtBot, worker: Worker) -> None:
    told: list[Progress] = []

    def job(_cancel, report):
        for done in range(200_000):
            report(Progress(done, 200_000))

    with qtbot.waitSignal(worker.idle, timeout=20_000):
        handle = worker.submit(job, sampled=True)
        handle.progressed.connect(told.append)
    assert told[-1].done == 199_999
    assert len(told) < 200


def test_a_paused_job_waits_and_can_be_cancelled(qtbot: QtBot, worker: Worker) -> None:
    steps: list[int] = []
    reached = threading.Event()

    def job(cancel, report):
        while True:
            cancel.check()
            steps.append(1)
            report(Progress(len(steps), 0))
            if len(steps) == 10:
                reached.set()

    handle = worker.submit(job)
    assert reached.wait(10)
    handle.pause()
    qtbot.wait(50)
    held = len(steps)
    qtbot.wait(50)
    assert len(steps) <= held + 1
    with qtbot.waitSignal(handle.cancelled):
        handle.cancel()
