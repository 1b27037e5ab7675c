"""fallocate, holes, SEEK_HOLE and SEEK_DATA, and what statvfs says."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from tests.support import nodes
from tests.support.nodes import make
from tests.support.places import Place
from tests.support.syscalls import (
    FALLOC_COLLAPSE_RANGE,
    FALLOC_KEEP_SIZE,
    FALLOC_PUNCH_HOLE,
    FALLOC_ZERO_RANGE,
    fallocate,
    outcome,
)

BLOCK = 65_024
MIB = 1 << 20
PUNCH = FALLOC_PUNCH_HOLE | FALLOC_KEEP_SIZE
PATTERN = bytes(range(1, 256)) * 4200
"""A little over a megabyte without a zero in it."""


def open_with(data: bytes) -> int:
    opened = os.open("file", os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o644)
    written = 0
    while written < len(data):
        written += os.write(opened, data[written:])
    return opened


def from_disk(opened: int) -> bytes:
    """The content, past the kernel's cache."""
    os.fsync(opened)
    os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
    return os.pread(opened, 2 * MIB, 0)


RANGES = [
    (0, 1),
    (0, 4096),
    (1, 4094),
    (100, 20_000),
    (16_000, 1000),
    (0, BLOCK),
    (BLOCK, BLOCK),
    (BLOCK - 1, 2),
    (BLOCK + 1, 3 * BLOCK - 2),
    (65_536, 131_072),
    (0, 900_000),
    (900_000, 500_000),
    (len(PATTERN) - 10, 10),
    (len(PATTERN), 10),
    (len(PATTERN) + 5000, 10),
]


@pytest.mark.parametrize(("offset", "length"), RANGES)
@pytest.mark.parametrize("size", [50, 10_000, 200_000, len(PATTERN)])
def test_punched_holes_read_as_zeros(size: int, offset: int, length: int) -> None:
    opened = open_with(PATTERN[:size])
    fallocate(opened, PUNCH, offset, length)
    expected = bytearray(PATTERN[:size])
    expected[offset : min(size, offset + length)] = bytes(max(0, min(size - offset, length)))
    assert os.fstat(opened).st_size == size
    assert os.pread(opened, 2 * MIB, 0) == expected
    assert from_disk(opened) == expected
    os.close(opened)


@pytest.mark.parametrize(("offset", "length"), RANGES)
@pytest.mark.parametrize("keep", [False, True], ids=["grow", "keep size"])
@pytest.mark.parametrize("mode", [0, FALLOC_ZERO_RANGE], ids=["allocate", "zero"])
def test_allocated_and_zeroed_ranges(mode: int, keep: bool, offset: int, length: int) -> None:
    size = 200_000
    opened = open_with(PATTERN[:size])
    result = outcome(fallocate, opened, mode | (FALLOC_KEEP_SIZE if keep else 0), offset, length)
    if result == "EOPNOTSUPP" and mode == FALLOC_ZERO_RANGE:
        os.close(opened)
        pytest.skip("this file system has no FALLOC_FL_ZERO_RANGE")
    assert result == "ok"
    expected = bytearray(PATTERN[:size])
    if not keep:
        expected.extend(bytes(max(0, offset + length - size)))
    if mode == FALLOC_ZERO_RANGE:
        end = min(len(expected), offset + length)
        expected[offset:end] = bytes(max(0, end - offset))
    assert os.fstat(opened).st_size == len(expected)
    assert from_disk(opened) == expected
    os.close(opened)


def test_arguments_that_are_none() -> None:
    opened = open_with(b"content")
    reader = os.open("file", os.O_RDONLY)
    assert outcome(fallocate, opened, 0, 0, 0) == "EINVAL"
    assert outcome(fallocate, opened, 0, -1, 10) == "EINVAL"
    assert outcome(fallocate, opened, 0, 0, -1) == "EINVAL"
    assert outcome(fallocate, opened, 0, 2**62, 2**62) == "EFBIG"
    assert outcome(fallocate, opened, FALLOC_PUNCH_HOLE, 0, 10) == "EOPNOTSUPP"
    assert outcome(fallocate, reader, 0, 0, 10) == "EBADF"
    collapsed = outcome(fallocate, opened, FALLOC_COLLAPSE_RANGE, 0, 4096)
    assert collapsed in {"EOPNOTSUPP", "EINVAL"}
    assert os.pread(opened, 100, 0) == b"content"
    os.close(opened)
    os.close(reader)
    os.mkfifo("fifo")
    fifo = os.open("fifo", os.O_RDWR)
    assert outcome(fallocate, fifo, 0, 0, 10) == "ESPIPE"
    os.close(fifo)


def test_a_hole_costs_nothing_and_punching_gives_back() -> None:
    # Looked at after closing: under a write-back cache the kernel counts blocks only then.
    os.close(open_with(PATTERN))
    assert os.stat("file").st_blocks * 512 >= len(PATTERN)
    opened = os.open("file", os.O_RDWR)
    fallocate(opened, PUNCH, 0, 10 * BLOCK)
    os.close(opened)
    assert os.stat("file").st_blocks * 512 <= len(PATTERN) - 9 * BLOCK


@pytest.mark.parametrize("size", [1, 100, 4096, 16_384, 16_385, 70_000])
def test_content_is_never_taken_for_a_hole(size: int) -> None:
    """A file without blocks is one great hole to tar and cp, whatever its size."""
    os.close(open_with(PATTERN[:size]))
    assert os.stat("file").st_blocks > 0


# -- finding holes --------------------------------------------------------------------------------


def extents(opened: int) -> list[tuple[int, int]]:
    """The stretches of data, found by alternating SEEK_DATA and SEEK_HOLE."""
    size = os.fstat(opened).st_size
    found, place = [], 0
    while place < size:
        try:
            start = os.lseek(opened, place, os.SEEK_DATA)
        except OSError:
            break
        place = os.lseek(opened, start, os.SEEK_HOLE)
        found.append((start, place))
    return found


LAYOUTS = {
    "all data": [(0, 300_000)],
    "starts with a hole": [(2 * MIB, 300_000)],
    "two islands": [(MIB, 1000), (5 * MIB, 200_000)],
    "far away": [(0, 10), (5 << 30, 10)],
    "many": [(2 * MIB * number, 70_000) for number in range(8)],
    "small": [(0, 100)],
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("synced", [False, True], ids=["cached", "synced"])
def test_every_byte_of_data_is_found(layout: str, synced: bool) -> None:
    opened = os.open("file", os.O_CREAT | os.O_RDWR, 0o644)
    written = LAYOUTS[layout]
    for offset, length in written:
        os.pwrite(opened, PATTERN[:length], offset)
    if synced:
        os.fsync(opened)
    size = os.fstat(opened).st_size
    found = extents(opened)
    for offset, length in written:
        assert any(start <= offset and offset + length <= end for start, end in found)
    assert all(0 <= start < end <= size for start, end in found)
    # Between what was written there are megabytes: a hole must show in each such gap.
    gaps = [(first[0] + first[1], second[0]) for first, second in itertools.pairwise(written)]
    if written[0][0]:
        gaps.append((0, written[0][0]))
    for begin, end in gaps:
        middle = (begin + end) // 2
        assert os.lseek(opened, middle, os.SEEK_HOLE) == middle
    os.close(opened)


def test_seeking_at_the_edges() -> None:
    opened = open_with(PATTERN[:1000])
    assert os.lseek(opened, 0, os.SEEK_DATA) == 0
    assert os.lseek(opened, 999, os.SEEK_DATA) == 999
    assert os.lseek(opened, 0, os.SEEK_HOLE) == 1000
    for place in (1000, 1001, 2**40):
        assert outcome(os.lseek, opened, place, os.SEEK_DATA) == "ENXIO"
        assert outcome(os.lseek, opened, place, os.SEEK_HOLE) == "ENXIO"
    assert outcome(os.lseek, opened, -1, os.SEEK_DATA) in {"ENXIO", "EINVAL"}
    os.ftruncate(opened, 0)
    assert outcome(os.lseek, opened, 0, os.SEEK_DATA) == "ENXIO"
    assert outcome(os.lseek, opened, 0, os.SEEK_HOLE) == "ENXIO"
    os.ftruncate(opened, 10 * MIB)
    assert outcome(os.lseek, opened, 0, os.SEEK_DATA) == "ENXIO"
    assert os.lseek(opened, 0, os.SEEK_HOLE) == 0
    assert os.lseek(opened, 0, os.SEEK_END) == 10 * MIB
    assert os.lseek(opened, -5, os.SEEK_CUR) == 10 * MIB - 5
    os.close(opened)


# -- how much there is ----------------------------------------------------------------------------


def test_statvfs_is_sane(work: Path) -> None:
    found = os.statvfs(work)
    assert found.f_namemax == 255
    assert found.f_bsize >= 512
    assert found.f_frsize >= 512
    assert 0 < found.f_bavail <= found.f_bfree <= found.f_blocks
    assert found.f_favail <= found.f_ffree <= found.f_files
    make(nodes.FILE, "file")
    opened = os.open("file", os.O_RDONLY)
    assert os.fstatvfs(opened).f_blocks == os.statvfs(".").f_blocks
    os.close(opened)


def test_what_is_used_grows_and_the_disk_below_bounds_what_is_free(
    place: Place, work: Path
) -> None:
    def used() -> int:
        found = os.statvfs(work)
        return (found.f_blocks - found.f_bfree) * found.f_frsize

    before = used()
    with open("file", "wb") as stream:
        stream.writelines(os.urandom(MIB) for _ in range(32))
        stream.flush()
        os.fsync(stream.fileno())
    if not place.is_vault:
        return  # others use the same disk
    assert used() - before >= 30 * MIB
    found, below = os.statvfs(work), os.statvfs(place.root.parent)
    # Others use the disk below while we look, and the vault owns some free rows already.
    assert found.f_bavail * found.f_frsize <= below.f_bavail * below.f_frsize + (1 << 30)
