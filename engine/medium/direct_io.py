"""Large writes and reads past the page cache (O_DIRECT), several under way at once.

What goes through the page cache is copied once more and takes a page of memory for each 4 KiB,
which costs more than sealing it where that memory has to be found first. Here the disk takes bytes
from where they were sealed, while the next are being sealed, and brings those that will be wanted.

Nothing depends on it: what a disk does not take, or does not bring, goes the other way, through the
page cache. The system keeps both ways coherent, but not while something is under way: a read may
then find old bytes, and a write through the cache that touches the same large page of it makes Linux
report an error of the file at its next sync (dio_warn_stale_pagecache). So whoever reads, syncs, or
writes the other way what may be on its way to the disk waits first (`finish_writing`).
"""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from engine.errors import MediumError, VaultError
from engine.medium.aio import AsyncIo, Transfer
from engine.medium.descriptors import Handle
from engine.medium.pages import PagePool, address_of, cut_room
from engine.types import Buffer

log = logging.getLogger(__name__)

_DEPTH = 8
"""Rooms that may be under way in all."""

Open = Callable[[int], Handle | None]
"""Opens the file of a position past the page cache; None where that cannot be."""
WriteOtherwise = Callable[[int, Buffer], None]
"""Writes a position's bytes through the page cache; raises what the disk says."""


@dataclass(slots=True, eq=False)
class Parts:
    """Pieces of one room under way, each to or from another file, at the same offset in all."""

    offset: int
    by_position: Mapping[int, memoryview]
    otherwise: WriteOtherwise | None = None
    """None where they are read."""
    left: int = 0
    """Transfers that have not ended."""
    failed: set[int] = field(default_factory=set)
    """Positions whose piece did not come."""


class DirectIo:
    """Transfers between rooms of memory and files that are numbered by position. Thread-safe.

    Args:
        positions: How many files a room is spread over.
        part_bytes: The most for each of them.
    """

    def __init__(self, positions: int, part_bytes: int) -> None:
        self._positions = positions
        self._lock = threading.Lock()
        self._pool = PagePool(positions * part_bytes)
        self._io: AsyncIo | None = None
        self._refused = False
        self._numbers = count()
        self._under_way: dict[int, tuple[Parts, int]] = {}
        self._writes = 0
        self._not_taken: list[tuple[Parts, int]] = []
        self._failure: VaultError | None = None

    def room(self) -> memoryview | None:
        """Memory to be written from, or read into; None where there is no such way to the disk.

        It goes back to the others once nobody refers to it.
        """
        try:
            with self._lock:
                if self._io is None and not self._refused:
                    self._io = AsyncIo(self._positions * _DEPTH)
            return None if self._refused else self._pool.take()
        except OSError:
            self._refused = True
            return None

    # -- writing --------------------------------------------------------------------------------

    def write(
        self,
        offset: int,
        pieces: Mapping[int, memoryview],
        open_file: Open,
        otherwise: WriteOtherwise,
    ) -> Sequence[int]:
        """Begin to write pieces of a room, once the room before is written.

        The next one can be filled meanwhile. More of them under way take memory and bring nothing.

        Args:
            offset: Where in each file, a multiple of the page size, as are the lengths.
            pieces: By position.
            open_file: Opens a position's file.
            otherwise: Writes what the disk did not take after all.

        Returns:
            The positions that were not taken: the caller's to write.
        """
        self.finish_writing()
        refused = self._begin(Parts(offset, pieces, otherwise), open_file)
        if len(refused) == len(pieces):
            self._refused = True  # a disk that takes none of them will take none of the next
        return refused

    def finish_writing(self) -> None:
        """Return once the disk has all that `write` began to write; durable it is after a sync."""
        if self._writes or self._not_taken:
            with self._lock:
                while self._writes:
                    self._collect(1)
                while self._not_taken:
                    self._write_otherwise(*self._not_taken.pop())
            self._pool.trim()

    def check(self) -> None:
        """Raise what the disk said of something that it would take neither way.

        Raises:
            MediumError: What was to be written is lost.
        """
        if self._failure is not None:
            code = getattr(self._failure, "errno_value", None) or errno.EIO
            raise MediumError(str(self._failure), code) from self._failure

    # -- reading --------------------------------------------------------------------------------

    def read(self, offset: int, length: int, positions: Sequence[int], open_file: Open) -> Parts:
        """Begin to read from several files; `wait` before looking at it.

        All of its positions have failed where there is no such way to the disk.
        """
        room = self.room()
        if room is None:
            return Parts(offset, {}, failed=set(positions))
        parts = Parts(
            offset, dict(zip(positions, cut_room(room, length, len(positions)), strict=True))
        )
        parts.failed.update(self._begin(parts, open_file))
        return parts

    def wait(self, parts: Parts) -> None:
        """Return once what was begun of these parts has ended."""
        if parts.left:
            with self._lock:
                while parts.left:
                    self._collect(1)

    # -- both -----------------------------------------------------------------------------------

    def close(self) -> None:
        """Wait for what is under way, and take no more."""
        self.finish_writing()
        with self._lock:
            while self._under_way:
                self._collect(1)
            self._refused = True
            if self._io is not None:
                self._io.close()
                self._io = None

    def _begin(self, parts: Parts, open_file: Open) -> Sequence[int]:
        """Hand parts to the disk; the positions that it did not take."""
        writes = parts.otherwise is not None
        opened = [(position, open_file(position)) for position in parts.by_position]
        taken = [(position, handle) for position, handle in opened if handle is not None]
        with self._lock:
            if self._io is None or not taken:
                return list(parts.by_position)
            transfers = []
            for position, handle in taken:
                piece, number = parts.by_position[position], next(self._numbers)
                transfers.append(
                    Transfer(number, writes, handle.fd, address_of(piece), len(piece), parts.offset)
                )
            begun = self._io.submit(transfers)
            for transfer, (position, _) in zip(transfers[:begun], taken, strict=False):
                self._under_way[transfer.number] = (parts, position)
            parts.left = begun
            if writes:
                self._writes += begun
        if begun == len(parts.by_position):
            return ()
        going = {position for position, _ in taken[:begun]}
        return [position for position in parts.by_position if position not in going]

    def _collect(self, at_least: int) -> None:
        """Holding the lock: take note of transfers that have ended, once so many have."""
        if self._io is None:
            return
        for number, moved in self._io.wait(at_least):
            parts, position = self._under_way.pop(number)
            parts.left -= 1
            if parts.otherwise is not None:
                self._writes -= 1
            if moved == len(parts.by_position[position]):
                continue
            if parts.otherwise is None:
                parts.failed.add(position)
            else:
                self._not_taken.append((parts, position))

    def _write_otherwise(self, parts: Parts, position: int) -> None:
        """What did not reach the disk is still here, and the page cache may take it."""
        try:
            if parts.otherwise is not None:
                parts.otherwise(position, parts.by_position[position])
        except VaultError as error:
            log.error("the disk refused a write: %s", error.code)
            self._failure = self._failure or error
