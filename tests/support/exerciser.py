"""Random operations on one file, checked against a bytearray: fsx's way.

Everything that reads or writes a file in the middle is mixed: pread and pwrite, shared mappings,
truncate, fallocate in its modes, copies inside the file, fsync, reopening, and dropping the
kernel's cache so that the next read comes from the file system itself.
"""

from __future__ import annotations

import errno
import mmap
import os
import random
from collections import deque
from collections.abc import Callable

from tests.support.syscalls import (
    FALLOC_KEEP_SIZE,
    FALLOC_PUNCH_HOLE,
    FALLOC_ZERO_RANGE,
    fallocate,
)


class FileExerciser:
    """One file and its model. `base` moves everything up by so many bytes of hole.

    Args:
        path: the file, made anew.
        seed: decides everything; a failure names it.
        limit: the largest size of the model.
        base: offset of the model in the file, a multiple of the page size.
        edges: offsets that operations should begin or end at more often than chance has it.
    """

    def __init__(
        self,
        path: str,
        seed: int,
        *,
        limit: int = 300_000,
        base: int = 0,
        edges: tuple[int, ...] = (),
    ) -> None:
        self.path = path
        self.seed = seed
        self.limit = limit
        self.base = base
        self.edges = edges
        self.choose = random.Random(seed)
        self.model = bytearray()
        self.history: deque[str] = deque(maxlen=25)
        self.unsupported: set[int] = set()
        self.descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o644)
        if base:
            os.ftruncate(self.descriptor, base)
        self._operations: list[tuple[int, Callable[[], None]]] = [
            (20, self.read),
            (20, self.write),
            (6, self.append),
            (8, self.map_read),
            (8, self.map_write),
            (8, self.truncate),
            (4, self.allocate),
            (6, self.punch),
            (4, self.zero),
            (4, self.copy),
            (3, self.sync),
            (3, self.drop_cache),
            (2, self.reopen),
        ]

    def run(self, steps: int) -> None:
        """So many operations, then a look at the whole file past every cache."""
        weights = [weight for weight, _ in self._operations]
        calls = [call for _, call in self._operations]
        for step, call in enumerate(self.choose.choices(calls, weights, k=steps)):
            call()
            if step % 50 == 0:
                self.check()
        self.drop_cache()
        self.check()

    def close(self) -> None:
        """Let go of the file."""
        os.close(self.descriptor)

    # -- operations -------------------------------------------------------------------------------

    def read(self) -> None:
        """Some bytes, some of them past the end."""
        start, end = self._range()
        self._note("read", start, end)
        self._same(os.pread(self.descriptor, end - start, self.base + start), start, end)

    def write(self) -> None:
        """Some bytes, perhaps past the end, which leaves a hole of zeros."""
        start, end = self._range()
        data = self.choose.randbytes(end - start)
        self._note("write", start, end)
        done = 0
        while done < len(data):
            done += os.pwrite(self.descriptor, data[done:], self.base + start + done)
        self._put(start, data)

    def append(self) -> None:
        """Small writes at the end, as logs grow."""
        for _ in range(self.choose.randrange(1, 6)):
            data = self.choose.randbytes(self.choose.randrange(1, 3000))
            start = len(self.model)
            if start + len(data) > self.limit:
                return
            self._note("append", start, start + len(data))
            os.pwrite(self.descriptor, data, self.base + start)
            self._put(start, data)

    def map_read(self) -> None:
        """Bytes through a shared mapping."""
        start, end = self._range(inside=True)
        if start < end:
            self._note("map read", start, end)
            with self._mapping(start, end, mmap.PROT_READ) as (view, first):
                self._same(view[start - first : end - first], start, end)

    def map_write(self) -> None:
        """Change bytes through a shared mapping, with and without a flush."""
        start, end = self._range(inside=True)
        if start < end:
            data = self.choose.randbytes(end - start)
            self._note("map write", start, end)
            with self._mapping(start, end, mmap.PROT_READ | mmap.PROT_WRITE) as (view, first):
                view[start - first : end - first] = data
                if self.choose.random() < 0.3:
                    view.flush()
            self._put(start, data)

    def truncate(self) -> None:
        """Shrink or grow."""
        size = self._place(self.limit)
        self._note("truncate", len(self.model), size)
        os.ftruncate(self.descriptor, self.base + size)
        self._resize(size)

    def allocate(self) -> None:
        """Reserve room; what was there stays, what is new reads as zeros."""
        start, end = self._range()
        keep = self.choose.random() < 0.4
        done = start < end and self._fallocate(FALLOC_KEEP_SIZE if keep else 0, start, end)
        if done and not keep:
            self._resize(max(len(self.model), end))

    def punch(self) -> None:
        """Make a hole."""
        start, end = self._range()
        if start < end and self._fallocate(FALLOC_PUNCH_HOLE | FALLOC_KEEP_SIZE, start, end):
            self._clear(start, end)

    def zero(self) -> None:
        """Make zeros, growing or not."""
        start, end = self._range()
        keep = self.choose.random() < 0.5
        mode = FALLOC_ZERO_RANGE | (FALLOC_KEEP_SIZE if keep else 0)
        if start < end and self._fallocate(mode, start, end):
            if not keep:
                self._resize(max(len(self.model), end))
            self._clear(start, end)

    def copy(self) -> None:
        """Copy a range inside the file; the two do not overlap."""
        start, end = self._range(inside=True)
        target = self._place(self.limit - (end - start))
        if start == end or abs(target - start) < end - start:
            return
        self._note(f"copy to {target}", start, end)
        data, done = bytes(self.model[start:end]), 0
        while done < len(data):
            done += os.copy_file_range(
                self.descriptor,
                self.descriptor,
                len(data) - done,
                self.base + start + done,
                self.base + target + done,
            )
        self._put(target, data)

    def sync(self) -> None:
        """Make it durable; nothing may change."""
        self._note("sync", 0, 0)
        os.fsync(self.descriptor)

    def drop_cache(self) -> None:
        """Have the kernel forget the content, so that reads reach the file system."""
        self._note("drop cache", 0, 0)
        os.fsync(self.descriptor)
        os.posix_fadvise(self.descriptor, 0, 0, os.POSIX_FADV_DONTNEED)

    def reopen(self) -> None:
        """Close and open again."""
        self._note("reopen", 0, 0)
        os.close(self.descriptor)
        self.descriptor = os.open(self.path, os.O_RDWR)

    def check(self) -> None:
        """Compare size and content as a whole."""
        size = os.fstat(self.descriptor).st_size
        if size != self.base + len(self.model):
            self._fail(f"size is {size}, not {self.base + len(self.model)}")
        self._same(os.pread(self.descriptor, self.limit + 1, self.base), 0, self.limit + 1)

    # -- the model --------------------------------------------------------------------------------

    def _place(self, limit: int) -> int:
        """An offset, often near an edge or the end."""
        kind = self.choose.random()
        if kind < 0.25 and self.edges:
            place = self.choose.choice(self.edges) + self.choose.randrange(-2, 3)
        elif kind < 0.4:
            place = len(self.model) + self.choose.randrange(-2, 3)
        elif kind < 0.5:
            place = self.choose.randrange(limit + 1) // mmap.PAGESIZE * mmap.PAGESIZE
        else:
            place = self.choose.randrange(limit + 1)
        return max(0, min(place, limit))

    def _range(self, *, inside: bool = False) -> tuple[int, int]:
        limit = len(self.model) if inside else self.limit
        start = self._place(limit)
        if self.choose.random() < 0.5:
            end = start + self.choose.choice((1, 13, 512, 4096, 20_000, 70_000))
        else:
            end = self._place(limit)
        start, end = min(start, end), max(start, end)
        return min(start, limit), min(end, limit)

    def _resize(self, size: int) -> None:
        if size < len(self.model):
            del self.model[size:]
        else:
            self.model.extend(bytes(size - len(self.model)))

    def _put(self, start: int, data: bytes) -> None:
        if data:
            self._resize(max(len(self.model), start + len(data)))
            self.model[start : start + len(data)] = data

    def _clear(self, start: int, end: int) -> None:
        end = min(end, len(self.model))
        if start < end:
            self.model[start:end] = bytes(end - start)

    def _fallocate(self, mode: int, start: int, end: int) -> bool:
        if mode in self.unsupported:
            return False
        self._note(f"fallocate {mode:#x}", start, end)
        try:
            fallocate(self.descriptor, mode, self.base + start, end - start)
        except OSError as error:
            if error.errno != errno.EOPNOTSUPP:
                raise
            self.unsupported.add(mode)
            return False
        return True

    def _mapping(self, start: int, end: int, protection: int) -> _Mapping:
        first = start // mmap.ALLOCATIONGRANULARITY * mmap.ALLOCATIONGRANULARITY
        return _Mapping(self.descriptor, self.base + first, end - first, protection, first)

    # -- telling ----------------------------------------------------------------------------------

    def _note(self, what: str, start: int, end: int) -> None:
        self.history.append(f"{what} {start}..{end}")

    def _same(self, found: bytes, start: int, end: int) -> None:
        expected = self.model[start:end]
        if found == expected:
            return
        if len(found) != len(expected):
            self._fail(f"{len(found)} bytes at {start}, not {len(expected)}")
        wrong = next(i for i in range(len(found)) if found[i] != expected[i])
        wrong_to = next(i for i in reversed(range(len(found))) if found[i] != expected[i])
        self._fail(
            f"bytes {start + wrong}..{start + wrong_to} differ: "
            f"{found[wrong : wrong + 8].hex()} instead of {expected[wrong : wrong + 8].hex()}"
        )

    def _fail(self, what: str) -> None:
        steps = "\n  ".join(self.history)
        raise AssertionError(f"seed {self.seed}, base {self.base}: {what}; after\n  {steps}")


class _Mapping:
    """A mapping of part of a file, closed at the end of the block."""

    def __init__(self, descriptor: int, offset: int, length: int, prot: int, first: int) -> None:
        self._view = mmap.mmap(descriptor, length, prot=prot, offset=offset)
        self._first = first

    def __enter__(self) -> tuple[mmap.mmap, int]:
        return self._view, self._first

    def __exit__(self, *_: object) -> None:
        self._view.close()
