"""What is done to each subject, and what of it is timed.

A scene is a row of steps over the same files. Each step is timed by itself; before it the subject
may be mounted anew with all caches dropped (cold), or primed without being timed (warm).
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_PIECE_BYTES = 1 << 20
_SMALL_BYTES = 4096
_FILES_PER_FOLDER = 100
_STREAM = "stream.bin"
_TREE = "tree"
_SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is done."""

    stream_bytes: int
    files: int
    random_accesses: int
    synced_files: int


@dataclass(frozen=True, slots=True)
class Work:
    """Where a step works: a folder inside the subject, how much, and which random numbers."""

    folder: Path
    sizes: Sizes
    seed: int


Action = Callable[[Work], float]
"""Does the work and tells how much it was, in the step's unit."""


@dataclass(frozen=True, slots=True)
class Step:
    """One timed workload."""

    name: str
    title: str
    unit: str
    action: Action
    cold: bool = False
    """Mount anew and drop all caches before it."""
    prime: Action | None = None
    """Done before it without being timed."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Steps that go together, and what removes their files."""

    name: str
    steps: tuple[Step, ...]
    clean: Callable[[Work], None]


class ShortReadError(Exception):
    """A read gave less than was written."""


# -- one large file ---------------------------------------------------------------------------


def write_stream(work: Work) -> float:
    """Write a large file from front to back in 1 MiB pieces, then fsync. Megabytes."""
    pieces = [random.Random(work.seed + i).randbytes(_PIECE_BYTES) for i in range(16)]
    return _write_stream(work, pieces)


def _write_stream(work: Work, pieces: list[bytes]) -> float:
    descriptor = os.open(work.folder / _STREAM, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
    try:
        for number in range(work.sizes.stream_bytes // _PIECE_BYTES):
            _write_all(descriptor, pieces[number % len(pieces)])
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return work.sizes.stream_bytes / 1e6


def read_stream(work: Work) -> float:
    """Read the large file from front to back in 1 MiB pieces. Megabytes."""
    buffer = bytearray(_PIECE_BYTES)
    total = 0
    descriptor = os.open(work.folder / _STREAM, os.O_RDONLY)
    try:
        while count := os.readv(descriptor, [buffer]):
            total += count
    finally:
        os.close(descriptor)
    if total != work.sizes.stream_bytes:
        raise ShortReadError(f"{total} bytes")
    return total / 1e6


def read_random(work: Work) -> float:
    """Read 4 KiB pages of the large file at random. Reads."""
    descriptor = os.open(work.folder / _STREAM, os.O_RDONLY)
    try:
        for offset in _offsets(work):
            if len(os.pread(descriptor, _SMALL_BYTES, offset)) != _SMALL_BYTES:
                raise ShortReadError(f"at {offset}")
    finally:
        os.close(descriptor)
    return work.sizes.random_accesses


def write_random(work: Work) -> float:
    """Write 4 KiB pages of the large file at random, then fsync. Writes."""
    data = random.Random(work.seed).randbytes(_SMALL_BYTES)
    descriptor = os.open(work.folder / _STREAM, os.O_WRONLY)
    try:
        for offset in _offsets(work):
            os.pwrite(descriptor, data, offset)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return work.sizes.random_accesses


def _offsets(work: Work) -> list[int]:
    pages = work.sizes.stream_bytes // _SMALL_BYTES
    count = min(work.sizes.random_accesses, pages)
    picked = random.Random(work.seed).sample(range(pages), count)
    return [page * _SMALL_BYTES for page in picked]


# -- many small files -------------------------------------------------------------------------


def create_files(work: Work) -> float:
    """Create files of 4 KiB, a hundred in a folder. Files."""
    data = random.Random(work.seed).randbytes(_SMALL_BYTES)
    os.mkdir(work.folder / _TREE)
    for number in range(work.sizes.files):
        folder, name = divmod(number, _FILES_PER_FOLDER)
        path = f"{work.folder}/{_TREE}/{folder:05d}"
        if not name:
            os.mkdir(path)
        _write_file(f"{path}/{name:02d}.txt", data)
    return work.sizes.files


def read_files(work: Work) -> float:
    """List the folders and read every file. Files."""
    count = 0
    for folder in _scan(f"{work.folder}/{_TREE}"):
        for entry in _scan(folder.path):
            descriptor = os.open(entry.path, os.O_RDONLY)
            try:
                if len(os.read(descriptor, 2 * _SMALL_BYTES)) != _SMALL_BYTES:
                    raise ShortReadError(entry.path)
            finally:
                os.close(descriptor)
            count += 1
    return _complete(count, work)


def stat_files(work: Work) -> float:
    """List the folders and stat every file. Files."""
    count = 0
    for folder in _scan(f"{work.folder}/{_TREE}"):
        for entry in _scan(folder.path):
            if entry.stat(follow_symlinks=False).st_size != _SMALL_BYTES:
                raise ShortReadError(entry.path)
            count += 1
    return _complete(count, work)


def remove_files(work: Work) -> float:
    """Remove all of it, as `rm -r` does. Files."""
    count = 0
    for folder in _scan(f"{work.folder}/{_TREE}"):
        for entry in _scan(folder.path):
            os.unlink(entry.path)
            count += 1
        os.rmdir(folder.path)
    os.rmdir(f"{work.folder}/{_TREE}")
    return _complete(count, work)


def create_synced(work: Work) -> float:
    """Create files of 4 KiB one at a time, each with fsync before the next. Files."""
    data = random.Random(work.seed).randbytes(_SMALL_BYTES)
    os.mkdir(work.folder / _SYNCED)
    for number in range(work.sizes.synced_files):
        _write_file(f"{work.folder}/{_SYNCED}/{number:05d}", data, sync=True)
    return work.sizes.synced_files


def _scan(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        return list(entries)


def _complete(count: int, work: Work) -> float:
    if count != work.sizes.files:
        raise ShortReadError(f"{count} files")
    return count


def _write_file(path: str, data: bytes, *, sync: bool = False) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    try:
        _write_all(descriptor, data)
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


# -- the scenes -------------------------------------------------------------------------------


def _clean_stream(work: Work) -> None:
    (work.folder / _STREAM).unlink()


def _clean_tree(work: Work) -> None:
    shutil.rmtree(work.folder / _TREE, ignore_errors=True)


def _clean_synced(work: Work) -> None:
    shutil.rmtree(work.folder / _SYNCED)


SCENES: tuple[Scene, ...] = (
    Scene(
        "stream",
        (
            Step("seq-write", "sequential write, fsync", "MB/s", write_stream),
            Step("seq-read-cold", "sequential read, cold", "MB/s", read_stream, cold=True),
            Step("seq-read-warm", "sequential read, warm", "MB/s", read_stream, prime=read_stream),
            Step("random-read", "random 4 KiB reads, cold", "/s", read_random, cold=True),
            Step(
                "random-write", "random 4 KiB writes, fsync", "/s", write_random, prime=read_stream
            ),
        ),
        _clean_stream,
    ),
    Scene(
        "files",
        (
            Step("create", "create 4 KiB files", "/s", create_files),
            Step("read-files", "read them, cold", "/s", read_files, cold=True),
            Step("stat", "stat all, cold", "/s", stat_files, cold=True),
            Step("remove", "remove them", "/s", remove_files, prime=stat_files),
        ),
        _clean_tree,
    ),
    Scene(
        "synced",
        (Step("create-fsync", "create + fsync, one by one", "/s", create_synced),),
        _clean_synced,
    ),
)
"""Everything that is measured, in the order of the table."""
