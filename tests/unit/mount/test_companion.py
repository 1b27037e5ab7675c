"""The serving thread keeps to the core of the one program that it serves, and is freed in time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.medium.system import run_anywhere
from engine.mount.linux import companion
from engine.mount.linux.companion import LOOK_AGAIN, PATIENCE, Companion

CORES = sorted(os.sched_getaffinity(0))

pytestmark = [
    pytest.mark.skipif(len(CORES) < 2, reason="needs two cores"),
    pytest.mark.skipif(not companion._may_come_back(), reason="needs to be root"),
]


@contextmanager
def program_on(core: int) -> Iterator[subprocess.Popen[bytes]]:
    """A program that waits on a core, by its process id; SIGUSR1 moves it to another one."""
    code = f"""
import os, signal, sys
os.sched_setaffinity(0, [{core}])
def move(*_):
    os.sched_setaffinity(0, [{CORES[1]}])
    print(flush=True)
signal.signal(signal.SIGUSR1, move)
print(flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def ours() -> Iterator[Companion]:
    """Of this very thread."""
    made = Companion()
    yield made
    made.close()
    assert_free()


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch does not come in between."""
    monkeypatch.setattr(companion, "RESCUE_S", 30)
    monkeypatch.setattr(Companion, "_look_after", lambda self: None)


def assert_free(thread_id: int = 0) -> None:
    assert sorted(os.sched_getaffinity(thread_id)) == CORES
    assert os.sched_getscheduler(thread_id) == os.SCHED_OTHER


def serve(ours: Companion, pid: int, count: int) -> None:
    for _ in range(count):
        ours.served(pid)


@pytest.mark.parametrize("core", CORES[:2])
@pytest.mark.usefixtures("unwatched")
def test_keeps_to_the_core_of_a_program_that_asks_alone(ours: Companion, core: int) -> None:
    with program_on(core) as program:
        serve(ours, program.pid, PATIENCE)
        assert_free()  # the first was of another program, so one is missing
        serve(ours, program.pid, 1)
        assert ours.core == core
        assert os.sched_getaffinity(0) == {core}
        assert os.sched_getscheduler(0) == os.SCHED_OTHER
        seen = []
        ours.reply(lambda *_: seen.append(os.sched_getscheduler(0)), 1, b"")
        assert seen == [os.SCHED_IDLE]
        assert os.sched_getscheduler(0) == os.SCHED_OTHER


@pytest.mark.usefixtures("unwatched")
def test_moves_with_the_program(ours: Companion) -> None:
    with program_on(CORES[0]) as program:
        serve(ours, program.pid, PATIENCE + 1)
        program.send_signal(signal.SIGUSR1)
        assert program.stdout is not None
        program.stdout.readline()
        serve(ours, program.pid, LOOK_AGAIN + 1)
        assert ours.core == CORES[1]
        assert os.sched_getaffinity(0) == {CORES[1]}


@pytest.mark.usefixtures("unwatched")
def test_two_programs_in_turn_are_served_from_anywhere(ours: Companion) -> None:
    with program_on(CORES[0]) as one, program_on(CORES[1]) as other:
        for _ in range(2 * PATIENCE):
            ours.served(one.pid)
            ours.served(other.pid)
        assert_free()
        serve(ours, one.pid, PATIENCE + 1)
        assert ours.core == CORES[0]
        ours.served(other.pid)
        assert_free()


@pytest.mark.usefixtures("unwatched")
def test_requests_of_the_kernel_itself_change_nothing(ours: Companion) -> None:
    with program_on(CORES[0]) as program:
        serve(ours, program.pid, PATIENCE + 1)
        ours.served(0)
        assert ours.core == CORES[0]


@pytest.mark.usefixtures("unwatched")
def test_lets_go_when_told(ours: Companion) -> None:
    with program_on(CORES[0]) as program:
        serve(ours, program.pid, PATIENCE + 1)
        ours.let_go()
        assert_free()


def test_a_program_that_is_gone_is_not_followed(ours: Companion) -> None:
    with program_on(CORES[0]) as program:
        pass
    serve(ours, program.pid, PATIENCE + 2)
    assert_free()


@pytest.mark.usefixtures("unwatched")
def test_threads_that_are_started_meanwhile_run_anywhere(ours: Companion) -> None:
    found: list[tuple[list[int], int]] = []

    def look() -> None:
        run_anywhere()
        found.append((sorted(os.sched_getaffinity(0)), os.sched_getscheduler(0)))

    with program_on(CORES[0]) as program:
        serve(ours, program.pid, PATIENCE + 1)
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert found == [(CORES, os.SCHED_OTHER)]


def test_is_freed_when_nothing_more_is_asked(ours: Companion) -> None:
    with program_on(CORES[0]) as program:
        serve(ours, program.pid, PATIENCE + 1)
        wait_until_free(ours)


def test_a_thread_that_does_not_come_back_is_freed_and_rests(ours: Companion) -> None:
    def kept_away(*_: object) -> None:
        """As on a core that others want: back when somebody else gives the thread its share."""
        deadline = time.monotonic() + 60
        while os.sched_getscheduler(0) == os.SCHED_IDLE and time.monotonic() < deadline:
            time.sleep(0.001)
        assert_free()

    with program_on(CORES[0]) as program:
        serve(ours, program.pid, PATIENCE + 1)
        ours.reply(kept_away, 1, b"")
        assert ours.core == -1
        assert ours._rest_until > 0
        serve(ours, program.pid, PATIENCE + LOOK_AGAIN)
        assert ours.core == -1 or time.monotonic() >= ours._rest_until


def test_programs_that_compute_on_the_core_keep_nobody_waiting_for_long(ours: Companion) -> None:
    """The thread comes back while two others take the core, many times in a row."""
    spin = f"import os; os.sched_setaffinity(0, [{CORES[0]}])\nwhile True: pass"
    with program_on(CORES[0]) as program:
        hogs = [subprocess.Popen([sys.executable, "-c", spin]) for _ in range(2)]
        try:
            for _ in range(4 * PATIENCE):
                ours.served(program.pid)
                if ours.core >= 0:
                    ours.reply(lambda *_: None, 1, b"")
        finally:
            for hog in hogs:
                hog.kill()
                hog.wait()


def test_the_rest_grows_and_is_bounded(ours: Companion) -> None:
    rests = []
    for _ in range(9):
        ours._rest()
        rests.append(ours._rest_s)
    assert rests[:3] == [1.0, 2.0, 4.0] or rests[:3] == [2.0, 4.0, 8.0]
    assert rests[-1] == companion.LONGEST_REST_S


def wait_until_free(ours: Companion) -> None:
    deadline = time.monotonic() + 60
    while ours.core >= 0 and time.monotonic() < deadline:
        time.sleep(0.001)
    assert ours.core == -1
