"""Large files, sparse files, crowded folders, many writers; and how much memory that takes."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.places import Place, VaultPlace

MIB = 1 << 20
GIB = 1 << 30

MEMORY_LIMIT_BYTES = 300 * MIB
"""What a large file may cost the serving process, all told."""


def piece(number: int) -> bytes:
    """A megabyte that no other piece resembles."""
    return random.Random(number).randbytes(MIB)


def write_pieces(path: Path, count: int) -> None:
    with path.open("wb", buffering=0) as stream:
        for number in range(count):
            assert stream.write(piece(number)) == MIB
        os.fsync(stream.fileno())
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def check_pieces(path: Path, count: int) -> None:
    assert path.stat().st_size == count * MIB
    with path.open("rb", buffering=0) as stream:
        for number in range(count):
            assert stream.read(MIB) == piece(number), f"piece {number}"
        assert stream.read(1) == b""


def check_memory(place: Place) -> None:
    if isinstance(place, VaultPlace):
        assert place.peak_memory_bytes() < MEMORY_LIMIT_BYTES


def write_and_read(place: Place, count: int) -> None:
    large = place.root / "large"
    write_pieces(large, count)
    check_pieces(large, count)
    check_memory(place)
    place.remount()
    check_pieces(large, count)
    with large.open("r+b", buffering=0) as stream:
        choose = random.Random(1)
        for _ in range(200):
            number = choose.randrange(count)
            stream.seek(number * MIB + 1000)
            assert stream.read(5000) == piece(number)[1000:6000]
        stream.truncate(count * MIB // 2 + 7)
    half = count // 2 if count % 2 == 0 else None
    if half is not None:
        with large.open("rb", buffering=0) as stream:
            stream.seek((half - 1) * MIB)
            assert stream.read() == piece(half - 1) + piece(half)[:7]
    check_memory(place)


@pytest.mark.timeout(300)
def test_a_large_file(new_place: Callable[..., Place]) -> None:
    write_and_read(new_place(), 160)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_ten_gibibytes(new_place: Callable[..., Place]) -> None:
    write_and_read(new_place(), 10 * 1024)


def test_a_sparse_file_past_four_gibibytes(new_place: Callable[..., Place]) -> None:
    place = new_place()
    islands = {
        0: b"begin",
        2 * GIB - 3: b"across two",
        4 * GIB - 5: b"across four gibibytes",
        6 * GIB: os.urandom(200_000),
        1024 * GIB: b"far away",
    }
    path = place.root / "sparse"
    with path.open("wb", buffering=0) as stream:
        for offset, data in islands.items():
            stream.seek(offset)
            stream.write(data)

    def check() -> None:
        found = path.stat()
        assert found.st_size == 1024 * GIB + 8
        assert found.st_blocks * 512 < 4 * MIB
        with path.open("rb", buffering=0) as stream:
            for offset, data in islands.items():
                stream.seek(offset)
                assert stream.read(len(data)) == data
                stream.seek(max(0, offset - 100))
                before = stream.read(min(offset, 100))
                assert before == bytes(len(before))
            assert os.lseek(stream.fileno(), 7 * GIB, os.SEEK_DATA) > 1023 * GIB

    check()
    place.remount()
    check()
    if isinstance(place, VaultPlace):
        size = sum(each.stat().st_blocks * 512 for each in place.vault.rglob("*"))
        assert size < 256 * MIB
    path.unlink()


def crowd(place: Place, count: int) -> None:
    """So many entries in one folder: made, listed, looked up, moved, removed."""
    folder = place.root / "crowded"
    folder.mkdir()
    for number in range(count):
        if number % 10:
            os.close(os.open(folder / f"entry-{number}", os.O_CREAT | os.O_WRONLY, 0o644))
        else:
            (folder / f"entry-{number}").write_bytes(b"%d" % number)
    everything = {f"entry-{number}" for number in range(count)}
    found = os.listdir(folder)
    assert len(found) == count
    assert set(found) == everything
    place.remount()
    with os.scandir(folder) as entries:
        sizes = {entry.name: entry.stat(follow_symlinks=False).st_size for entry in entries}
    assert sizes.keys() == everything
    assert all(size == (0 if int(name[6:]) % 10 else len(name) - 6) for name, size in sizes.items())
    for number in random.Random(3).sample(range(count), 500):
        os.rename(folder / f"entry-{number}", folder / f"moved-{number}")
        assert (folder / f"moved-{number}").exists()
        assert not (folder / f"entry-{number}").exists()
    assert len(os.listdir(folder)) == count
    with os.scandir(folder) as entries:
        for entry in entries:
            os.unlink(entry.path)
    assert os.listdir(folder) == []
    folder.rmdir()
    check_memory(place)


def test_five_thousand_entries(new_place: Callable[..., Place]) -> None:
    crowd(new_place(), 5_000)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_entries(new_place: Callable[..., Place]) -> None:
    crowd(new_place(), 100_000)


WRITER = """
import hashlib, os, random, sys
name, seed = sys.argv[1], int(sys.argv[2])
choose = random.Random(seed)
os.mkdir(name)
for number in range(60):
    data = choose.randbytes(choose.choice((0, 100, 5000, 70_000, 400_000)))
    temporary = f"{name}/temporary"
    with open(temporary, "wb") as stream:
        stream.write(data)
        if number % 5 == 0:
            os.fsync(stream.fileno())
    os.rename(temporary, f"{name}/{number}-{hashlib.sha256(data).hexdigest()}")
    if number % 7 == 6:
        victim = choose.choice(os.listdir(name))
        os.rename(f"{name}/{victim}", f"shared-{name}-{victim}")
"""


def test_many_writers_at_once(new_place: Callable[..., Place]) -> None:
    """Processes that write side by side; every file says itself what must be in it."""
    place = new_place()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, f"writer-{n}", str(n)], cwd=place.root)
        for n in range(5)
    ]
    assert [writer.wait() for writer in writers] == [0] * 5

    def check() -> int:
        count = 0
        for path in place.root.rglob("*"):
            if path.is_file():
                digest = path.name.rpartition("-")[2]
                assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, path
                count += 1
        return count

    assert check() == 5 * 60
    place.remount()
    assert check() == 5 * 60
