"""truncate, ftruncate and writing: sizes, holes, and what reads back."""

from __future__ import annotations

import os
import random

import pytest

from tests.support.identity import ALICE, BOB, acting_as
from tests.support.syscalls import outcome, tick

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

INLINE = 16 * KIB
BLOCK = 65_024
"""Sizes at which the vault changes how it keeps a file; on any other file system just numbers."""

EDGES = sorted(
    {0, 1, 4095, 4096, 4097}
    | {edge + delta for edge in (INLINE, BLOCK, 2 * BLOCK, 64 * KIB) for delta in (-1, 0, 1)}
)


def content(length: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(length)


def write_file(path: str, data: bytes) -> None:
    with open(path, "wb") as stream:
        stream.write(data)


def read_file(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


@pytest.mark.parametrize("way", ["truncate", "ftruncate"])
@pytest.mark.parametrize("before", EDGES)
def test_from_any_size_to_any_other(before: int, way: str) -> None:
    data = content(before)
    for after in EDGES:
        write_file("file", data)
        if way == "truncate":
            os.truncate("file", after)
        else:
            with open("file", "r+b") as stream:
                os.ftruncate(stream.fileno(), after)
        assert os.stat("file").st_size == after
        assert read_file("file") == (data + bytes(max(0, after - before)))[:after], after


@pytest.mark.parametrize("size", EDGES)
def test_what_was_cut_off_does_not_come_back(size: int) -> None:
    write_file("file", b"\xaa" * (3 * BLOCK))
    with open("file", "r+b") as stream:
        os.fsync(stream.fileno())
        os.ftruncate(stream.fileno(), size)
        os.ftruncate(stream.fileno(), 3 * BLOCK)
        os.fsync(stream.fileno())
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    assert read_file("file") == b"\xaa" * size + bytes(3 * BLOCK - size)


@pytest.mark.parametrize("offset", [*EDGES[1:], MIB, 10 * MIB + 7, 4 * GIB - 3, 4 * GIB, 5 * GIB])
def test_a_write_past_the_end_leaves_a_hole(offset: int) -> None:
    write_file("file", b"begin")
    opened = os.open("file", os.O_RDWR)
    os.pwrite(opened, b"end", offset)
    assert os.fstat(opened).st_size == max(5, offset + 3)
    os.fsync(opened)
    os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
    assert os.pread(opened, 3, offset) == b"end"
    if offset > 100:
        assert os.pread(opened, 100, 0) == b"begin" + bytes(95)
        assert os.pread(opened, 103, offset - 100) == (bytes(100) + b"end")
    assert os.fstat(opened).st_blocks * 512 < 2 * MIB
    os.close(opened)


@pytest.mark.parametrize("size", [2 * GIB - 1, 2 * GIB, 4 * GIB - 1, 4 * GIB + 1, 8 * 1024 * GIB])
def test_large_sizes_cost_nothing(size: int) -> None:
    write_file("file", b"begin")
    os.truncate("file", size)
    found = os.stat("file")
    assert found.st_size == size
    assert found.st_blocks * 512 < MIB
    opened = os.open("file", os.O_RDONLY)
    assert os.pread(opened, 64, size - 10) == bytes(10)
    assert os.pread(opened, 64, size) == b""
    assert os.pread(opened, 64, size // 2) == bytes(64)
    assert os.pread(opened, 8, 0) == b"begin\0\0\0"
    os.close(opened)
    os.truncate("file", 3)
    assert read_file("file") == b"beg"


def test_sizes_that_are_none() -> None:
    write_file("file", b"content")
    assert outcome(os.truncate, "file", -1) == "EINVAL"
    with open("file", "r+b") as stream:
        assert outcome(os.ftruncate, stream.fileno(), -1) == "EINVAL"
        assert outcome(os.ftruncate, stream.fileno(), 2**63 - 1) in {"EFBIG", "ok"}
        assert outcome(os.pwrite, stream.fileno(), b"x", 2**63 - 1) in {"EFBIG", "EINVAL"}
        os.ftruncate(stream.fileno(), 7)
    assert read_file("file") == b"content"


@pytest.mark.parametrize("size", [0, 3, 7, 100])
def test_times(size: int) -> None:
    write_file("file", b"content")
    os.utime("file", ns=(10**18, 10**18))
    before = os.stat("file")
    tick()
    os.truncate("file", size)
    after = os.stat("file")
    if size != 7:
        assert after.st_mtime_ns > before.st_ctime_ns
        assert after.st_ctime_ns > before.st_ctime_ns
    assert after.st_atime_ns == 10**18


@pytest.mark.root
def test_permission() -> None:
    write_file("file", b"content")
    os.chown("file", ALICE.uid, ALICE.gid)
    os.chmod("file", 0o644)
    before = os.stat("file")
    with acting_as(BOB):
        assert outcome(os.truncate, "file", 0) == "EACCES"
    assert os.stat("file").st_ctime_ns == before.st_ctime_ns
    with acting_as(ALICE):
        os.truncate("file", 1)
        os.chmod("file", 0o444)
        assert outcome(os.truncate, "file", 0) == "EACCES"
    assert read_file("file") == b"c"


@pytest.mark.parametrize("seed", range(4))
def test_small_writes_anywhere(seed: int) -> None:
    choose = random.Random(seed)
    model = bytearray()
    opened = os.open("file", os.O_CREAT | os.O_RDWR, 0o644)
    for _ in range(200):
        offset = choose.choice(EDGES) + choose.randrange(-40, 40)
        data = choose.randbytes(choose.choice((1, 17, 100, 5000)))
        offset = max(0, offset)
        os.pwrite(opened, data, offset)
        if len(model) < offset:
            model.extend(bytes(offset - len(model)))
        model[offset : offset + len(data)] = data
        start = choose.randrange(len(model))
        assert os.pread(opened, 300, start) == model[start : start + 300]
    os.close(opened)
    assert read_file("file") == model


def test_vectors() -> None:
    opened = os.open("file", os.O_CREAT | os.O_RDWR, 0o644)
    parts = [content(length, length) for length in (1, 4096, 70_000, 0, 13)]
    assert os.pwritev(opened, parts, 5) == sum(map(len, parts))
    buffers = [bytearray(5), bytearray(70_000), bytearray(10_000)]
    assert os.preadv(opened, buffers, 0) == 5 + sum(map(len, parts))
    assert b"".join(buffers)[: 5 + sum(map(len, parts))] == bytes(5) + b"".join(parts)
    os.close(opened)


def test_reading_at_and_past_the_end() -> None:
    write_file("file", b"0123456789")
    opened = os.open("file", os.O_RDONLY)
    for offset, length, expected in (
        (0, 0, b""),
        (0, 10, b"0123456789"),
        (0, 100, b"0123456789"),
        (9, 1, b"9"),
        (9, 100, b"9"),
        (10, 1, b""),
        (4096, 10, b""),
        (2**40, 10, b""),
    ):
        assert os.pread(opened, length, offset) == expected
    os.close(opened)


def test_a_copy_inside_the_kernel() -> None:
    data = content(300_000)
    write_file("source", data)
    source = os.open("source", os.O_RDONLY)
    target = os.open("target", os.O_CREAT | os.O_RDWR, 0o644)
    copied = 0
    while copied < len(data):
        copied += os.copy_file_range(source, target, len(data) - copied)
    assert os.pread(target, len(data) + 1, 0) == data
    os.ftruncate(target, 0)
    os.lseek(target, 0, os.SEEK_SET)
    sent = 0
    while sent < len(data):
        sent += os.sendfile(target, source, sent, len(data) - sent)
    assert os.pread(target, len(data) + 1, 0) == data
    os.close(source)
    os.close(target)
