"""The file workloads on a folder of the operating system: a mounted vault, or the plain disk."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from engine.benchmark.amounts import FILES_PER_FOLDER, SMALL_FILE_BYTES, noise

Check = Callable[[], None]
"""Called now and then; raises to stop the work."""

_TREE = "tree"
_SYNCED = "synced"


class ShortReadError(OSError):
    """A read gave less than was written."""


def no_check() -> None:
    """A `Check` for whoever cannot be stopped."""


class FolderFiles:
    """Workloads over the files of one folder. What a workload reads, an earlier one has written."""

    def __init__(self, folder: Path, check: Check = no_check) -> None:
        self.folder = folder
        self._check = check

    # -- large files ----------------------------------------------------------------------------

    def write_stream(self, name: str, total: int, piece: int) -> None:
        """Write a large file from front to back, then fsync."""
        source = memoryview(noise())
        descriptor = os.open(self.folder / name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
        try:
            for offset in range(0, total, piece):
                self._check()
                start = offset % len(source)
                _write_all(descriptor, source[start : start + piece])
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read_stream(self, name: str, total: int, piece: int) -> None:
        """Read it from front to back.

        Raises:
            ShortReadError: It has another length.
        """
        buffer = bytearray(piece)
        found = 0
        descriptor = os.open(self.folder / name, os.O_RDONLY)
        try:
            while count := os.readv(descriptor, [buffer]):
                self._check()
                found += count
        finally:
            os.close(descriptor)
        if found != total:
            raise ShortReadError(f"{found} bytes")

    def read_random(self, name: str, total: int, piece: int, count: int, seed: int) -> None:
        """Read pieces at random places, none twice.

        Raises:
            ShortReadError: The file ends before.
        """
        descriptor = os.open(self.folder / name, os.O_RDONLY)
        try:
            for offset in random_offsets(total, piece, count, seed):
                self._check()
                if len(os.pread(descriptor, piece, offset)) != piece:
                    raise ShortReadError(f"at {offset}")
        finally:
            os.close(descriptor)

    def write_random(self, name: str, total: int, piece: int, count: int, seed: int) -> None:
        """Write pieces at random places, none twice, then fsync."""
        data = memoryview(noise())[:piece]
        descriptor = os.open(self.folder / name, os.O_WRONLY)
        try:
            for offset in random_offsets(total, piece, count, seed):
                self._check()
                os.pwrite(descriptor, data, offset)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    # -- small files ----------------------------------------------------------------------------

    def create_tree(self, count: int) -> None:
        """Create small files, a hundred in a folder."""
        data = noise()[:SMALL_FILE_BYTES]
        (self.folder / _TREE).mkdir()
        for number in range(count):
            folder, name = divmod(number, FILES_PER_FOLDER)
            path = f"{self.folder}/{_TREE}/{folder:05d}"
            if not name:
                self._check()
                os.mkdir(path)
            _write_file(f"{path}/{name:02d}.txt", data)

    def list_tree(self, count: int) -> None:
        """List all folders."""
        self._complete(sum(len(_scan(each.path)) for each in self._folders()), count)

    def stat_tree(self, count: int) -> None:
        """List the folders and stat every file.

        Raises:
            ShortReadError: A file has another size than it should.
        """
        found = 0
        for folder in self._folders():
            for entry in _scan(folder.path):
                if entry.stat(follow_symlinks=False).st_size != SMALL_FILE_BYTES:
                    raise ShortReadError(entry.path)
                found += 1
        self._complete(found, count)

    def read_tree(self, count: int) -> None:
        """List the folders and read every file.

        Raises:
            ShortReadError: A file has another length than it should.
        """
        found = 0
        for folder in self._folders():
            for entry in _scan(folder.path):
                descriptor = os.open(entry.path, os.O_RDONLY)
                try:
                    if len(os.read(descriptor, 2 * SMALL_FILE_BYTES)) != SMALL_FILE_BYTES:
                        raise ShortReadError(entry.path)
                finally:
                    os.close(descriptor)
                found += 1
        self._complete(found, count)

    def remove_tree(self, count: int) -> None:
        """List and remove all of it, as `rm -r` does."""
        found = 0
        for folder in self._folders():
            for entry in _scan(folder.path):
                os.unlink(entry.path)
                found += 1
            os.rmdir(folder.path)
        os.rmdir(self.folder / _TREE)
        self._complete(found, count)

    def create_synced(self, count: int) -> None:
        """Create small files one at a time, each with fsync before the next."""
        data = noise()[:SMALL_FILE_BYTES]
        (self.folder / _SYNCED).mkdir()
        for number in range(count):
            self._check()
            _write_file(f"{self.folder}/{_SYNCED}/{number:05d}", data, sync=True)

    def clean(self) -> None:
        """Remove whatever is in the folder."""
        for entry in _scan(str(self.folder)):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)

    def _folders(self) -> list[os.DirEntry[str]]:
        self._check()
        return _scan(f"{self.folder}/{_TREE}")

    def _complete(self, found: int, wanted: int) -> None:
        self._check()
        if found != wanted:
            raise ShortReadError(f"{found} files")


def random_offsets(total: int, piece: int, count: int, seed: int) -> list[int]:
    """Where to read or write: the same places for everybody in the same round."""
    chance = random.Random(seed)  # noqa: S311 - a workload, no secret
    return [place * piece for place in chance.sample(range(total // piece), count)]


def _scan(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        return list(entries)


def _write_file(path: str, data: bytes, *, sync: bool = False) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    try:
        _write_all(descriptor, data)
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes | memoryview) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
