"""Files mapped into memory, shared and private."""

from __future__ import annotations

import mmap
import os
import random
import subprocess
import sys

import pytest

from tests.support.places import Place
from tests.support.syscalls import outcome

PAGE = mmap.PAGESIZE
SIZE = 70 * PAGE + 100
"""More than a stripe, and no whole number of pages."""


def write_file(path: str, data: bytes) -> None:
    with open(path, "wb") as stream:
        stream.write(data)


def from_disk(path: str) -> bytes:
    with open(path, "rb") as stream:
        os.fsync(stream.fileno())
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return stream.read()


@pytest.fixture
def data(work) -> bytes:
    made = random.Random(5).randbytes(SIZE)
    write_file("file", made)
    return made


def test_reading(data: bytes) -> None:
    with open("file", "rb") as stream, mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ) as view:
        assert view[:] == data
        assert view[SIZE - 5 :] == data[-5:]


def test_writing_reaches_the_file(data: bytes) -> None:
    model = bytearray(data)
    with open("file", "r+b") as stream, mmap.mmap(stream.fileno(), 0) as view:
        for place in (0, 1, PAGE - 1, PAGE, 20 * PAGE + 7, SIZE - 3):
            view[place : place + 3] = model[place : place + 3] = b"new"
        assert os.pread(stream.fileno(), SIZE, 0) == model
        view.flush()
        assert from_disk("file") == model
        view[10:13] = model[10:13] = b"end"
    assert from_disk("file") == model


def test_writes_show_in_the_mapping(data: bytes) -> None:
    with open("file", "r+b") as stream, mmap.mmap(stream.fileno(), 0) as view:
        assert view[PAGE] == data[PAGE]
        os.pwrite(stream.fileno(), b"seen", PAGE)
        assert view[PAGE : PAGE + 4] == b"seen"
        fallback = os.open("file", os.O_WRONLY)
        os.pwrite(fallback, b"too", 0)
        os.close(fallback)
        assert view[:3] == b"too"


def test_two_mappings_are_one(data: bytes) -> None:
    with (
        open("file", "r+b") as one,
        open("file", "r+b") as two,
        mmap.mmap(one.fileno(), 0) as first,
        mmap.mmap(two.fileno(), 0) as second,
    ):
        first[100:105] = b"hello"
        assert second[100:105] == b"hello"


def test_between_processes(data: bytes) -> None:
    script = (
        "import mmap,sys\n"
        "with open('file','r+b') as f, mmap.mmap(f.fileno(),0) as m:\n"
        "    assert m[:4] == b'ping'; m[4:8] = b'pong'\n"
    )
    with open("file", "r+b") as stream, mmap.mmap(stream.fileno(), 0) as view:
        view[:4] = b"ping"
        subprocess.run([sys.executable, "-c", script], check=True)
        assert view[:8] == b"pingpong"


def test_private_mappings_change_nothing(data: bytes) -> None:
    with (
        open("file", "r+b") as stream,
        mmap.mmap(stream.fileno(), 0, flags=mmap.MAP_PRIVATE) as view,
    ):
        view[:7] = b"private"
        assert view[:7] == b"private"
        assert os.pread(stream.fileno(), 7, 0) == data[:7]
    assert from_disk("file") == data


def test_the_tail_of_the_last_page_is_zero_and_stays_out_of_the_file(
    data: bytes, place: Place
) -> None:
    os.truncate("file", 71 * PAGE)
    with open("file", "r+b") as stream, mmap.mmap(stream.fileno(), 0) as view:
        os.ftruncate(stream.fileno(), SIZE)
        assert view[SIZE:] == bytes(71 * PAGE - SIZE)
        view[SIZE : SIZE + 4] = b"lost"
        view.flush()
        assert os.fstat(stream.fileno()).st_size == SIZE
        os.ftruncate(stream.fileno(), SIZE + 100)
    if place.is_vault:  # ext4 does the same, tmpfs shows what was written there
        assert from_disk("file") == data + bytes(100)


def test_truncation_shows_in_the_mapping(data: bytes) -> None:
    with open("file", "r+b") as stream, mmap.mmap(stream.fileno(), 0) as view:
        os.ftruncate(stream.fileno(), PAGE + 10)
        os.ftruncate(stream.fileno(), SIZE)
        assert view[: PAGE + 10] == data[: PAGE + 10]
        assert view[PAGE + 10 : 3 * PAGE] == bytes(2 * PAGE - 10)


def test_holes_are_filled_by_writing_to_them(work) -> None:
    with open("file", "w+b") as stream:
        os.ftruncate(stream.fileno(), 64 * PAGE)
        with mmap.mmap(stream.fileno(), 0) as view:
            view[30 * PAGE + 5] = 7
            assert view[30 * PAGE] == 0
    expected = bytearray(64 * PAGE)
    expected[30 * PAGE + 5] = 7
    assert from_disk("file") == expected


def test_an_unlinked_file_stays_mapped(data: bytes) -> None:
    with open("file", "r+b") as stream:
        view = mmap.mmap(stream.fileno(), 0)
    os.unlink("file")
    view[:4] = b"kept"
    assert view[:8] == b"kept" + data[4:8]
    assert outcome(os.stat, "file") == "ENOENT"
    view.close()


def test_permission_to_map() -> None:
    write_file("file", b"x" * PAGE)
    with open("file", "rb") as stream:
        assert outcome(mmap.mmap, stream.fileno(), 0, access=mmap.ACCESS_WRITE) == "EACCES"
