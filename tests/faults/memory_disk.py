"""A `Disk` in memory, cheap to copy: pages over contents that nobody changes."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterable
from pathlib import Path

from engine.errors import MissingPieceError, NoSpaceError
from engine.medium.disk import NEW_SUFFIX, DiskSpace
from engine.types import Buffer

PAGE_BYTES = 4096


class MemoryFile:
    """Bytes that lie over others. The ones below are shared and never written."""

    def __init__(self, below: bytes | bytearray = b"") -> None:
        self._below = below
        self._pages: dict[int, bytearray] = {}
        self.length = len(below)

    def read(self, length: int, offset: int) -> bytes:
        """As much of it as there is."""
        length = max(0, min(length, self.length - offset))
        data = bytearray(self._below[offset : offset + length].ljust(length, b"\0"))
        for number in self._touched(offset, length):
            start = number * PAGE_BYTES
            low, high = max(start, offset), min(start + PAGE_BYTES, offset + length)
            data[low - offset : high - offset] = self._pages[number][low - start : high - start]
        return bytes(data)

    def write(self, data: Buffer, offset: int) -> None:
        """Put bytes in, and make the file longer where they need it."""
        view = memoryview(data).cast("B")
        done = 0
        while done < len(view):
            number, within = divmod(offset + done, PAGE_BYTES)
            count = min(PAGE_BYTES - within, len(view) - done)
            self._page(number)[within : within + count] = view[done : done + count]
            done += count
        self.length = max(self.length, offset + len(view))

    def extend(self, length: int) -> None:
        """Be at least so long; what is new reads as zeros."""
        self.length = max(self.length, length)

    def _touched(self, offset: int, length: int) -> Iterable[int]:
        last = -(-(offset + length) // PAGE_BYTES)
        if last - offset // PAGE_BYTES > len(self._pages):
            return [n for n in self._pages if offset < (n + 1) * PAGE_BYTES and n < last]
        return [n for n in range(offset // PAGE_BYTES, last) if n in self._pages]

    def _page(self, number: int) -> bytearray:
        page = self._pages.get(number)
        if page is None:
            start = number * PAGE_BYTES
            page = bytearray(self._below[start : start + PAGE_BYTES].ljust(PAGE_BYTES, b"\0"))
            self._pages[number] = page
        return page


class MemoryDisk:
    """Files by name. Everything is durable at once; `capacity` bounds the sum of their lengths."""

    def __init__(self, files: dict[str, MemoryFile] | None = None, capacity: int = 1 << 40) -> None:
        self.root = Path("/memory")
        self.files = files if files is not None else {}
        self.capacity = capacity
        self._lock = threading.Lock()

    def pread(self, name: str, length: int, offset: int) -> bytes:
        with self._lock:
            return self._file(name).read(length, offset)

    def pwrite(self, name: str, data: Buffer, offset: int) -> None:
        with self._lock:
            file = self._file(name)
            self._room(offset + len(memoryview(data)) - file.length)
            file.write(data, offset)

    def sync(self, name: str) -> None:
        with self._lock:
            self._file(name)

    def start_writing(self, name: str, offset: int, length: int) -> None:
        pass

    def finish_writing(self, name: str, offset: int, length: int) -> bool:
        self.sync(name)
        return True

    def allocate(self, name: str, length: int) -> None:
        with self._lock:
            file = self.files.get(name)
            self._room(length - (file.length if file else 0))
            self.files.setdefault(name, MemoryFile()).extend(length)

    def create(self, name: str, data: bytes) -> None:
        with self._lock:
            self._room(len(data))
            self.files[name] = MemoryFile(bytes(data))

    def replace(self, name: str, data: bytes) -> None:
        self.create(name + NEW_SUFFIX, data)
        with self._lock:
            self.files[name] = self.files.pop(name + NEW_SUFFIX)

    def remove(self, name: str) -> None:
        with self._lock:
            self.files.pop(name, None)

    def sync_folder(self, name: str = "") -> None:
        pass

    def size(self, name: str) -> int | None:
        file = self.files.get(name)
        return file.length if file else None

    def names(self, folder: str = "") -> list[str]:
        start = folder + "/" if folder else ""
        below = {name[len(start) :].split("/")[0] for name in self.files if name.startswith(start)}
        return sorted(below)

    def advise(self, name: str, offset: int, length: int) -> None:
        pass

    def is_cached(self, name: str, offset: int, length: int) -> bool:
        return True

    def open_direct(self, name: str) -> None:
        return None  # there is no file

    def set_times(self, name: str, time_ns: int) -> None:
        with self._lock:
            self._file(name)

    def space(self) -> DiskSpace:
        return DiskSpace(self.capacity, max(0, self.capacity - self._used()))

    def refresh(self) -> None:
        pass

    def close(self) -> None:
        pass

    def _used(self) -> int:
        return sum(file.length for file in self.files.values())

    def _room(self, more: int) -> None:
        if more > 0 and self._used() + more > self.capacity:
            raise NoSpaceError(str(self.root))

    def _file(self, name: str) -> MemoryFile:
        if name not in self.files:
            raise MissingPieceError(f"{self.root}/{name}", errno.ENOENT, "no such file")
        return self.files[name]
