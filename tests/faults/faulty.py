"""A `Disk` that fails when told to: the i-th operation of a kind, or everything from then on."""

from __future__ import annotations

import errno
import os
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors import MediumError
from engine.medium.disk import Disk, DiskSpace, translate_error
from engine.types import Buffer


@dataclass(frozen=True)
class Fault:
    """The `number`-th call (from 0) of an operation fails.

    `operation` is a method of `Disk`, or "any" to count them all alike. `lasting` faults go on
    with every later call of that operation. A `torn` write has done its first half.
    """

    operation: str
    number: int
    errno_value: int = errno.EIO
    lasting: bool = False
    torn: bool = False


class FaultyDisk:
    """Wraps a disk and fails as planned. `counts` tells how often each operation was called."""

    def __init__(self, inner: Disk, faults: Iterable[Fault] = ()) -> None:
        self.inner = inner
        self.root = inner.root
        self.faults = list(faults)
        self.counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def vanish(self) -> None:
        """From now on the disk is gone, as when its plug is pulled."""
        self.faults.append(Fault("any", 0, errno.EIO, lasting=True))

    def recover(self) -> None:
        """No more faults; the counts begin anew."""
        self.faults.clear()
        self.counts.clear()

    def pread(self, name: str, length: int, offset: int) -> bytes:
        self._enter("pread", name)
        return self.inner.pread(name, length, offset)

    def pwrite(self, name: str, data: Buffer, offset: int) -> None:
        fault = self._find("pwrite")
        if fault is not None:
            if fault.torn:
                self.inner.pwrite(name, bytes(data[: len(data) // 2]), offset)
            self._fail(fault, name)
        self.inner.pwrite(name, data, offset)

    def sync(self, name: str) -> None:
        self._enter_sync(name)
        self.inner.sync(name)

    def start_writing(self, name: str, offset: int, length: int) -> None:
        self.inner.start_writing(name, offset, length)

    def finish_writing(self, name: str, offset: int, length: int) -> bool:
        """Fails as a sync does, and counts as one."""
        self._enter_sync(name)
        return self.inner.finish_writing(name, offset, length)

    def allocate(self, name: str, length: int) -> None:
        fault = self._find("allocate")
        if fault is not None:
            if fault.torn:
                self.inner.allocate(name, length // 2)
            self._fail(fault, name)
        self.inner.allocate(name, length)

    def create(self, name: str, data: bytes) -> None:
        self._enter("create", name)
        self.inner.create(name, data)

    def replace(self, name: str, data: bytes) -> None:
        self._enter("replace", name)
        self.inner.replace(name, data)

    def remove(self, name: str) -> None:
        self._enter("remove", name)
        self.inner.remove(name)

    def sync_folder(self, name: str = "") -> None:
        self._enter("sync_folder", name)
        self.inner.sync_folder(name)

    def size(self, name: str) -> int | None:
        self._enter("size", name)
        return self.inner.size(name)

    def names(self, folder: str = "") -> list[str]:
        self._enter("names", folder)
        return self.inner.names(folder)

    def advise(self, name: str, offset: int, length: int) -> None:
        self.inner.advise(name, offset, length)

    def is_cached(self, name: str, offset: int, length: int) -> bool:
        return self.inner.is_cached(name, offset, length)

    def open_direct(self, name: str) -> None:
        return None  # so that every write passes here

    def set_times(self, name: str, time_ns: int) -> None:
        self._enter("set_times", name)
        self.inner.set_times(name, time_ns)

    def space(self) -> DiskSpace:
        self._enter("space", "")
        return self.inner.space()

    def refresh(self) -> None:
        self.inner.refresh()

    def close(self) -> None:
        self.inner.close()

    def _enter_sync(self, name: str) -> None:
        fault = self._find("sync")
        if fault is not None:
            if tell := getattr(self.inner, "sync_failed", None):
                tell(name)
            raise MediumError(f"{self.root}/{name}", fault.errno_value)  # no refusal: see `Disk`

    def _enter(self, operation: str, name: str) -> None:
        fault = self._find(operation)
        if fault is not None:
            self._fail(fault, name)

    def _find(self, operation: str) -> Fault | None:
        """Count the call; the fault that it meets, if any."""
        with self._lock:
            calls = {operation: self.counts[operation], "any": self.counts["any"]}
            self.counts.update(calls.keys())
        for fault in self.faults:
            call = calls.get(fault.operation, -1)
            if call == fault.number or (fault.lasting and call > fault.number):
                return fault
        return None

    def _fail(self, fault: Fault, name: str) -> None:
        error = OSError(fault.errno_value, os.strerror(fault.errno_value))
        raise translate_error(f"{self.root}/{name}", error)
