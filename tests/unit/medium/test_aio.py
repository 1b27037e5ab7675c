"""Linux's asynchronous I/O, on real files: what moves, what is refused, and what ends short."""

from __future__ import annotations

import errno
import os
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.medium import aio
from engine.medium.aio import AsyncIo, Transfer
from engine.medium.pages import PagePool, address_of, cut_room
from tests.support.slow_aio import skip_without_direct_io

PAGE = 4096


@pytest.fixture
def queue() -> Iterator[AsyncIo]:
    try:
        queue = AsyncIo(8)
    except OSError as error:
        pytest.skip(f"no asynchronous I/O here: {error}")
    yield queue
    queue.close()


@pytest.fixture
def fd(tmp_path: Path) -> Iterator[int]:
    skip_without_direct_io(tmp_path)
    path = tmp_path / "file"
    path.write_bytes(os.urandom(8 * PAGE))
    fd = os.open(path, os.O_RDWR | os.O_DIRECT)
    yield fd
    os.close(fd)


def ended(queue: AsyncIo, count: int) -> dict[int, int]:
    found: dict[int, int] = {}
    while len(found) < count:
        found.update(queue.wait(1))
    return found


def test_moves_bytes_both_ways(queue: AsyncIo, fd: int, tmp_path: Path) -> None:
    before = (tmp_path / "file").read_bytes()
    room = PagePool(4 * PAGE).take()
    pieces = cut_room(room, PAGE, 4)
    pieces[0][:] = new = os.urandom(PAGE)
    transfers = [
        Transfer(7, True, fd, address_of(pieces[0]), PAGE, 5 * PAGE),
        Transfer(8, False, fd, address_of(pieces[1]), PAGE, PAGE),
        Transfer(9, False, fd, address_of(pieces[2]), 2 * PAGE, 2 * PAGE),
    ]
    assert queue.submit(transfers) == 3
    assert ended(queue, 3) == {7: PAGE, 8: PAGE, 9: 2 * PAGE}
    assert pieces[1] == before[PAGE : 2 * PAGE]
    assert room[2 * PAGE :] == before[2 * PAGE : 4 * PAGE]
    after = (tmp_path / "file").read_bytes()
    assert after == before[: 5 * PAGE] + new + before[6 * PAGE :]


def test_the_end_of_a_file_ends_a_read_short(queue: AsyncIo, fd: int) -> None:
    room = PagePool(4 * PAGE).take()
    queue.submit([Transfer(1, False, fd, address_of(room), 4 * PAGE, 6 * PAGE)])
    assert ended(queue, 1) == {1: 2 * PAGE}


def test_what_comes_after_one_that_is_refused_is_not_begun(queue: AsyncIo, fd: int) -> None:
    room = PagePool(2 * PAGE).take()
    good = Transfer(1, False, fd, address_of(room), PAGE, 0)
    closed = Transfer(2, False, 1 << 20, address_of(room), PAGE, 0)
    assert queue.submit([good, closed, good]) == 1
    assert ended(queue, 1) == {1: PAGE}
    assert queue.submit([closed, good]) == 0


def test_a_file_that_cannot_be_written_is_refused_or_fails(
    queue: AsyncIo, fd: int, tmp_path: Path
) -> None:
    before = (tmp_path / "file").read_bytes()
    reader = os.open(tmp_path / "file", os.O_RDONLY | os.O_DIRECT)
    try:
        room = PagePool(PAGE).take()
        if queue.submit([Transfer(1, True, reader, address_of(room), PAGE, 0)]):
            assert ended(queue, 1)[1] < 0
    finally:
        os.close(reader)
    assert (tmp_path / "file").read_bytes() == before


def test_waiting_for_none_does_not_wait(queue: AsyncIo) -> None:
    assert queue.wait(0) == []


@pytest.mark.parametrize("machine", ["i686", "ppc64le", "AMD64"])
def test_an_unknown_machine_has_none(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSYS)):
        AsyncIo(8)


def test_a_call_that_was_interrupted_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [0, -1, 3, -1]
    codes = iter([errno.EINTR, errno.EINVAL])

    def call(*_: object) -> int:
        return answers.pop(0)

    monkeypatch.setattr(aio, "_system_calls", lambda: (aio._GENERIC, call))
    monkeypatch.setattr(aio.ctypes, "get_errno", lambda: next(codes))
    queue = AsyncIo(8)
    assert queue.submit([Transfer(1, True, 0, 0, 0, 0)] * 3) == 3
    assert answers == [-1]
    with pytest.raises(OSError, match="Invalid"):
        queue.wait(1)
