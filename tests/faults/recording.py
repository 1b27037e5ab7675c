"""A `Disk` that remembers, in order, everything that was asked of the one below it.

What it records is what a power cut needs to know (`tests.faults.power_cut`): which bytes were
handed to the system, and which of them a sync has promised to keep.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from engine.medium.disk import Disk, DiskSpace
from engine.types import Buffer


@dataclass(frozen=True)
class Event:
    """Something that changes a folder, in the order in which it began."""

    disk: int
    name: str


@dataclass(frozen=True)
class Write(Event):
    """Bytes handed to the system: on disk at some time, whole or in part, or not."""

    offset: int
    data: bytes


@dataclass(frozen=True)
class Allocate(Event):
    """The file exists and is at least so long; what was not there reads as zeros."""

    length: int


@dataclass(frozen=True)
class Sync(Event):
    """The file's content is durable, as far as it was written before event number `covers`."""

    covers: int


@dataclass(frozen=True)
class FailedSync(Event):
    """The system could not write, and told so once: no later sync covers what was written before.

    Linux marks such pages clean (Rebello et al., "Can Applications Recover from fsync Failures?",
    USENIX ATC 2020).
    """


@dataclass(frozen=True)
class Create(Event):
    """A new file, durable with its name."""

    data: bytes


@dataclass(frozen=True)
class Replace(Event):
    """A file's content exchanged as a whole, durably."""

    data: bytes


@dataclass(frozen=True)
class Remove(Event):
    """A name taken away; durable with the next sync of the folder."""


@dataclass(frozen=True)
class SyncFolder(Event):
    """The names in the folder of `name` are durable, as they were before event `covers`."""

    covers: int


@dataclass
class Trace:
    """What happened to one or more disks, in one order."""

    events: list[Event] = field(default_factory=list)
    bases: list[dict[str, bytes]] = field(default_factory=list)
    """Each disk's files when the recording began: all of it durable."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, event: Event) -> None:
        with self.lock:
            self.events.append(event)

    def __len__(self) -> int:
        return len(self.events)

    def positions(self, kind: type[Event]) -> list[int]:
        """Where the events of a kind stand."""
        return [place for place, event in enumerate(self.events) if isinstance(event, kind)]


class RecordingDisk:
    """Wraps a disk and writes down what changes it. Several may share a trace."""

    def __init__(
        self, inner: Disk, trace: Trace | None = None, base: dict[str, bytes] | None = None
    ) -> None:
        self.inner = inner
        self.root = inner.root
        self.trace = trace if trace is not None else Trace()
        self.number = len(self.trace.bases)
        self.trace.bases.append(read_folder(inner.root) if base is None else base)

    def pread(self, name: str, length: int, offset: int) -> bytes:
        return self.inner.pread(name, length, offset)

    def pwrite(self, name: str, data: Buffer, offset: int) -> None:
        # Recorded first: a write that fails may have reached the disk in part.
        self.trace.add(Write(self.number, name, offset, bytes(data)))
        self.inner.pwrite(name, data, offset)

    def sync(self, name: str) -> None:
        covers = len(self.trace)
        self.inner.sync(name)
        self.trace.add(Sync(self.number, name, covers))

    def start_writing(self, name: str, offset: int, length: int) -> None:
        self.inner.start_writing(name, offset, length)

    def finish_writing(self, name: str, offset: int, length: int) -> bool:
        return self.inner.finish_writing(name, offset, length)  # promises nothing: no event

    def sync_failed(self, name: str) -> None:
        """Told by a disk above that fails instead of us."""
        self.trace.add(FailedSync(self.number, name))

    def allocate(self, name: str, length: int) -> None:
        self.inner.allocate(name, length)
        self.trace.add(Allocate(self.number, name, length))

    def create(self, name: str, data: bytes) -> None:
        self.inner.create(name, data)
        self.trace.add(Create(self.number, name, bytes(data)))

    def replace(self, name: str, data: bytes) -> None:
        self.inner.replace(name, data)
        self.trace.add(Replace(self.number, name, bytes(data)))

    def remove(self, name: str) -> None:
        self.inner.remove(name)
        self.trace.add(Remove(self.number, name))

    def sync_folder(self, name: str = "") -> None:
        covers = len(self.trace)
        self.inner.sync_folder(name)
        self.trace.add(SyncFolder(self.number, name, covers))

    def size(self, name: str) -> int | None:
        return self.inner.size(name)

    def names(self, folder: str = "") -> list[str]:
        return self.inner.names(folder)

    def advise(self, name: str, offset: int, length: int) -> None:
        self.inner.advise(name, offset, length)

    def is_cached(self, name: str, offset: int, length: int) -> bool:
        return self.inner.is_cached(name, offset, length)

    def open_direct(self, name: str) -> None:
        return None  # so that every write passes here

    def set_times(self, name: str, time_ns: int) -> None:
        self.inner.set_times(name, time_ns)

    def space(self) -> DiskSpace:
        return self.inner.space()

    def refresh(self) -> None:
        self.inner.refresh()

    def close(self) -> None:
        self.inner.close()


def read_folder(root: Path) -> dict[str, bytes]:
    """Every regular file below a folder, by its name relative to it."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
