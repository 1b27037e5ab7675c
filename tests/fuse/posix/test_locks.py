"""flock and fcntl locks between processes and between descriptors."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.syscalls import outcome

EXCLUSIVE, SHARED, UNLOCK, NOW = fcntl.LOCK_EX, fcntl.LOCK_SH, fcntl.LOCK_UN, fcntl.LOCK_NB

HOLDER = """
import fcntl, sys
stream = open("file", "r+b")
kind, start, length = sys.argv[1], int(sys.argv[3]), int(sys.argv[4])
operation = {"shared": fcntl.LOCK_SH, "exclusive": fcntl.LOCK_EX}[sys.argv[2]]
if kind == "flock":
    fcntl.flock(stream, operation)
else:
    fcntl.lockf(stream, operation, length, start)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def opened(work) -> Iterator[int]:
    descriptor = os.open("file", os.O_CREAT | os.O_RDWR, 0o644)
    os.write(descriptor, bytes(100))
    yield descriptor
    os.close(descriptor)


@contextmanager
def held(kind: str, operation: str, start: int = 0, length: int = 0) -> Iterator[subprocess.Popen]:
    """A lock in another process, until the block ends."""
    command = [sys.executable, "-c", HOLDER, kind, operation, str(start), str(length)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.stdin.close()
        process.wait()


def test_flock_between_processes(opened: int) -> None:
    with held("flock", "exclusive"):
        assert outcome(fcntl.flock, opened, EXCLUSIVE | NOW) == "EAGAIN"
        assert outcome(fcntl.flock, opened, SHARED | NOW) == "EAGAIN"
    assert outcome(fcntl.flock, opened, EXCLUSIVE | NOW) == "ok"
    fcntl.flock(opened, UNLOCK)
    with held("flock", "shared"):
        assert outcome(fcntl.flock, opened, EXCLUSIVE | NOW) == "EAGAIN"
        assert outcome(fcntl.flock, opened, SHARED | NOW) == "ok"


def test_flock_belongs_to_the_open_file(opened: int) -> None:
    other, copy = os.open("file", os.O_RDWR), os.dup(opened)
    fcntl.flock(opened, EXCLUSIVE)
    assert outcome(fcntl.flock, other, EXCLUSIVE | NOW) == "EAGAIN"
    assert outcome(fcntl.flock, copy, EXCLUSIVE | NOW) == "ok"
    os.close(copy)
    assert outcome(fcntl.flock, other, SHARED | NOW) == "EAGAIN"
    fcntl.flock(opened, SHARED)
    assert outcome(fcntl.flock, other, SHARED | NOW) == "ok"
    assert outcome(fcntl.flock, opened, EXCLUSIVE | NOW) == "EAGAIN"
    os.close(other)


def test_closing_gives_the_flock_up(opened: int) -> None:
    other = os.open("file", os.O_RDWR)
    fcntl.flock(other, EXCLUSIVE)
    assert outcome(fcntl.flock, opened, EXCLUSIVE | NOW) == "EAGAIN"
    os.close(other)
    assert outcome(fcntl.flock, opened, EXCLUSIVE | NOW) == "ok"


OVERLAPS = [
    (0, 0, True),
    (0, 10, False),
    (0, 11, True),
    (10, 10, True),
    (15, 1, True),
    (19, 100, True),
    (20, 0, False),
    (20, 5, False),
]


@pytest.mark.parametrize(("start", "length", "collides"), OVERLAPS)
@pytest.mark.parametrize("theirs", ["shared", "exclusive"])
@pytest.mark.parametrize("ours", [SHARED, EXCLUSIVE])
def test_ranges_between_processes(
    opened: int, ours: int, theirs: str, start: int, length: int, collides: bool
) -> None:
    refused = collides and (ours == EXCLUSIVE or theirs == "exclusive")
    with held("fcntl", theirs, 10, 10):
        result = outcome(fcntl.lockf, opened, ours | NOW, length, start)
        assert result in ({"EAGAIN", "EACCES"} if refused else {"ok"})
    assert outcome(fcntl.lockf, opened, ours | NOW, length, start) == "ok"


def test_who_holds_it(opened: int) -> None:
    with held("fcntl", "exclusive", 10, 10) as process:
        question = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        answer = struct.unpack("hhqqi4x", fcntl.fcntl(opened, fcntl.F_GETLK, question))
        kind, _, start, length, holder = answer
        assert (kind, start, length, holder) == (fcntl.F_WRLCK, 10, 10, process.pid)
    answer = struct.unpack("hhqqi4x", fcntl.fcntl(opened, fcntl.F_GETLK, question))
    assert answer[0] == fcntl.F_UNLCK


def test_closing_any_descriptor_gives_the_ranges_up(opened: int) -> None:
    """POSIX's own trap: the process loses its range locks with any descriptor of the file."""
    fcntl.lockf(opened, EXCLUSIVE, 10, 0)
    os.close(os.open("file", os.O_RDONLY))
    with held("fcntl", "exclusive", 0, 10):
        pass


@pytest.mark.parametrize("kind", ["flock", "fcntl"])
def test_a_waiting_process_gets_it_in_the_end(opened: int, kind: str) -> None:
    lock = fcntl.flock if kind == "flock" else fcntl.lockf
    lock(opened, EXCLUSIVE)
    command = [sys.executable, "-c", HOLDER, kind, "exclusive", "0", "0"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        os.pwrite(opened, b"still ours", 0)
        lock(opened, UNLOCK)
        assert process.stdout.readline() == b"held\n"
        assert outcome(lock, opened, EXCLUSIVE | NOW) in {"EAGAIN", "EACCES"}
        process.stdin.close()


@pytest.mark.parametrize("kind", ["flock", "fcntl"])
def test_a_killed_holder_holds_nothing(opened: int, kind: str) -> None:
    lock = fcntl.flock if kind == "flock" else fcntl.lockf
    with held(kind, "exclusive") as process:
        process.kill()
        process.wait()
        lock(opened, EXCLUSIVE)


def test_locks_survive_unlinking(opened: int) -> None:
    other = os.open("file", os.O_RDWR)
    fcntl.flock(opened, EXCLUSIVE)
    os.unlink("file")
    assert outcome(fcntl.flock, other, EXCLUSIVE | NOW) == "EAGAIN"
    fcntl.flock(opened, UNLOCK)
    assert outcome(fcntl.flock, other, EXCLUSIVE | NOW) == "ok"
    os.close(other)
