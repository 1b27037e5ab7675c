"""Direct I/O: what is on its way, what a disk does not take, and who is told of it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.errors import MediumError, NoSpaceError
from engine.medium import direct_io
from engine.medium.direct_io import DirectIo
from engine.medium.pages import cut_room
from engine.types import Buffer
from tests.support.slow_aio import DirectFiles, SlowAio, install

PIECE = 8192
FILES = 3


class Files(DirectFiles):
    """Three files of eight pieces, and what was written to them the other way."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, [bytes(8 * PIECE)] * FILES)
        self.rewritten: list[int] = []
        self.error: Exception | None = None

    def otherwise(self, offset: int) -> Callable[[int, Buffer], None]:
        def write(position: int, data: Buffer) -> None:
            self.rewritten.append(position)
            if self.error is not None:
                raise self.error
            self.disk.pwrite(f"f{position}", data, offset)

        return write

    def read(self, position: int, offset: int) -> bytes:
        return self.disk.pread(f"f{position}", PIECE, offset)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    files = Files(tmp_path)
    yield files
    files.disk.close()


@pytest.fixture
def aio(monkeypatch: pytest.MonkeyPatch) -> SlowAio:
    return install(monkeypatch)


@pytest.fixture
def direct(aio: SlowAio, files: Files) -> Iterator[DirectIo]:
    direct = DirectIo(FILES, PIECE)
    yield direct
    direct.close()


def begin(direct: DirectIo, files: Files, offset: int = PIECE) -> tuple[list[bytes], list[int]]:
    room = direct.room()
    assert room is not None
    content = [os.urandom(PIECE) for _ in range(FILES)]
    pieces = cut_room(room, PIECE, FILES)
    for piece, data in zip(pieces, content, strict=True):
        piece[:] = data
    refused = direct.write(offset, dict(enumerate(pieces)), files.open, files.otherwise(offset))
    return content, list(refused)


def test_real_transfers_arrive(files: Files) -> None:
    direct = DirectIo(FILES, PIECE)
    written = {offset: begin(direct, files, offset)[0] for offset in range(0, 8 * PIECE, PIECE)}
    direct.finish_writing()
    direct.check()
    for offset, content in written.items():
        assert [files.read(number, offset) for number in range(FILES)] == content
        parts = direct.read(offset, PIECE, [2, 0], files.open)
        direct.wait(parts)
        assert parts.failed == set()
        assert parts.by_position[2] == content[2]
        assert parts.by_position[0] == content[0]
    direct.close()
    assert files.rewritten == []


def test_what_was_begun_is_there_once_it_was_waited_for(
    direct: DirectIo, files: Files, aio: SlowAio
) -> None:
    content, refused = begin(direct, files)
    assert refused == []
    assert len(aio.waiting) == FILES
    assert files.read(0, PIECE) == bytes(PIECE)
    direct.finish_writing()
    assert [files.read(number, PIECE) for number in range(FILES)] == content


def test_one_room_is_under_way_at_a_time(direct: DirectIo, files: Files, aio: SlowAio) -> None:
    for place in range(5):
        begin(direct, files, place * PIECE)
        assert len(aio.waiting) == FILES
    assert len(aio.done) == 4 * FILES


def test_memory_is_not_lent_again_while_it_is_under_way(
    direct: DirectIo, files: Files, aio: SlowAio
) -> None:
    content, _ = begin(direct, files)
    other = direct.room()
    assert other is not None
    other[:] = b"\xff" * len(other)
    direct.finish_writing()
    assert [files.read(number, PIECE) for number in range(FILES)] == content


def test_files_that_cannot_be_opened_are_left_to_the_caller(direct: DirectIo, files: Files) -> None:
    files.closed = {1}
    content, refused = begin(direct, files)
    assert refused == [1]
    direct.finish_writing()
    assert files.read(0, PIECE) == content[0]
    assert files.read(1, PIECE) == bytes(PIECE)
    assert direct.room() is not None


def test_what_the_system_does_not_take_is_left_to_the_caller(
    direct: DirectIo, files: Files, aio: SlowAio
) -> None:
    aio.taken = lambda transfers: 1
    content, refused = begin(direct, files)
    assert refused == [1, 2]
    direct.finish_writing()
    assert files.read(0, PIECE) == content[0]


def test_a_disk_that_takes_nothing_is_not_asked_again(direct: DirectIo, files: Files) -> None:
    files.closed = {0, 1, 2}
    assert begin(direct, files)[1] == [0, 1, 2]
    assert direct.room() is None
    parts = direct.read(0, PIECE, [0, 1], files.open)
    assert parts.failed == {0, 1}


def test_a_system_without_it_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(depth: int) -> SlowAio:
        raise OSError(errno.ENOSYS, "none")

    monkeypatch.setattr(direct_io, "AsyncIo", none)
    assert DirectIo(FILES, PIECE).room() is None


@pytest.mark.parametrize("moved", [-errno.EIO, -errno.ENOSPC, 0, 4096])
def test_what_fails_or_ends_short_goes_the_other_way(
    direct: DirectIo, files: Files, aio: SlowAio, moved: int
) -> None:
    aio.fate = lambda transfer: moved if transfer.number % FILES == 1 else None
    content, refused = begin(direct, files)
    assert refused == []
    direct.finish_writing()
    assert files.rewritten == [1]
    direct.check()
    assert [files.read(number, PIECE) for number in range(FILES)] == content


def test_it_goes_the_other_way_when_nothing_else_is_under_way(
    direct: DirectIo, files: Files, aio: SlowAio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways at once to one file would make the system report an error at its next sync."""
    aio.fate = lambda transfer: -errno.EIO if transfer.number == 0 else None
    pwrite, left = files.disk.pwrite, []

    def noted(name: str, data: Buffer, offset: int) -> None:
        left.append(len(aio.waiting))
        pwrite(name, data, offset)

    monkeypatch.setattr(files.disk, "pwrite", noted)
    begin(direct, files, 0)
    begin(direct, files, PIECE)
    assert left == [0]
    assert files.rewritten == [0]


@pytest.mark.parametrize(
    ("error", "code"),
    [(MediumError("f", errno.EIO), errno.EIO), (NoSpaceError("f"), errno.EIO)],
)
def test_what_goes_neither_way_is_told_and_told_again(
    direct: DirectIo, files: Files, aio: SlowAio, error: Exception, code: int
) -> None:
    aio.fate = lambda _: -errno.EIO
    files.error = error
    begin(direct, files)
    direct.finish_writing()
    for _ in range(2):
        with pytest.raises(MediumError) as caught:
            direct.check()
        assert caught.value.errno_value == code


def test_a_read_that_fails_or_ends_short_says_so(
    direct: DirectIo, files: Files, aio: SlowAio
) -> None:
    outcomes = iter([-errno.EIO, None, 100])
    aio.fate = lambda _: next(outcomes)
    parts = direct.read(0, PIECE, [2, 1, 0], files.open)
    direct.wait(parts)
    assert parts.failed == {2, 0}
    assert parts.by_position[1] == bytes(PIECE)
    direct.check()


def test_closing_waits_and_then_nothing_is_taken(
    direct: DirectIo, files: Files, aio: SlowAio
) -> None:
    content, _ = begin(direct, files)
    direct.close()
    assert aio.waiting == []
    assert files.read(2, PIECE) == content[2]
    assert direct.room() is None
    direct.close()
