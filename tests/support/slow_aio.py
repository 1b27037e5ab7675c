"""Asynchronous I/O whose transfers happen when somebody waits for them, and not before."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from engine.medium import direct_io
from engine.medium.aio import Result, Transfer
from engine.medium.descriptors import Handle
from engine.medium.disk import PosixDisk


class SlowAio:
    """Stands in for `AsyncIo`; one for all queues that are made while it is installed."""

    def __init__(self) -> None:
        self.waiting: list[Transfer] = []
        self.done: list[Transfer] = []
        self.fate: Callable[[Transfer], int | None] = lambda _: None
        """What a transfer is to end with, if not with what the system says of it."""
        self.taken: Callable[[Sequence[Transfer]], int] = len
        """How many of the transfers are taken at all."""

    def submit(self, transfers: Sequence[Transfer]) -> int:
        taken = self.taken(transfers)
        self.waiting += transfers[:taken]
        return taken

    def wait(self, at_least: int) -> list[Result]:
        results = []
        while self.waiting and len(results) < at_least:
            transfer = self.waiting.pop(0)
            self.done.append(transfer)
            moved = self.fate(transfer)
            results.append(Result(transfer.number, _moved(transfer) if moved is None else moved))
        return results

    def close(self) -> None:
        assert self.waiting == []


def _moved(transfer: Transfer) -> int:
    memory = (ctypes.c_char * transfer.length).from_address(transfer.address)
    if transfer.writes:
        return os.pwrite(transfer.fd, memory, transfer.offset)
    return os.preadv(transfer.fd, [memory], transfer.offset)


def install(monkeypatch: pytest.MonkeyPatch) -> SlowAio:
    """Have every queue that is made from now on be this one."""
    aio = SlowAio()
    monkeypatch.setattr(direct_io, "AsyncIo", lambda depth: aio)
    return aio


class DirectFiles:
    """Files by number, with what they hold; some may be closed to direct I/O."""

    def __init__(self, folder: Path, contents: Sequence[bytes]) -> None:
        skip_without_direct_io(folder)
        self.disk = PosixDisk(folder)
        for number, content in enumerate(contents):
            self.disk.create(f"f{number}", content)
        self.closed: set[int] = set()

    def open(self, position: int) -> Handle | None:
        return None if position in self.closed else self.disk.open_direct(f"f{position}")


def evict(folder: Path) -> None:
    """Have nothing of a folder's files in the page cache."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fdatasync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def skip_without_direct_io(folder: Path) -> None:
    """End the test where the file system under a folder is none for direct I/O."""
    disk = PosixDisk(folder)
    try:
        disk.allocate("probe", 4096)
        if disk.open_direct("probe") is None:
            pytest.skip("this file system has no direct I/O that is worth it")
        disk.remove("probe")
    finally:
        disk.close()
