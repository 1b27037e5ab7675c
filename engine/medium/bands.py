"""Band files: rows and positions to files and offsets, over all locations of a vault.

    row      0 … 511 | 512 … 1023 | …        group = row // 512, slot in its bands = row % 512
    group 0: bands/00000000-00 … bands/00000000-09     n files, one per position
    group 1: bands/00000001-00 …

A position is the number of a file within its group; which lane of a row lies in it is not decided
here. Positions are dealt over the locations in turn.
"""

from __future__ import annotations

import errno
import re
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from engine.constants import RUN_ROWS, SLOT_BYTES
from engine.errors import MissingPieceError, NoSpaceError
from engine.medium.direct_io import DirectIo, Open
from engine.medium.disk import Disk
from engine.medium.noise import fill_with_noise, noise
from engine.medium.pages import cut_room
from engine.medium.read_ahead import ReadAhead
from engine.medium.sync_pool import SyncPool, Task
from engine.medium.write_out import WriteOut
from engine.types import Buffer, Geometry

BAND_FOLDER = "bands"

_OBSTRUCTIONS = frozenset({errno.EISDIR, errno.ENXIO, errno.ELOOP, errno.EMLINK})
"""What opening says of a folder, a FIFO or device, a symbolic link in a band's place, and writing of
a file that has another name: a hard link to somebody else's."""

STREAM_ROWS = RUN_ROWS // 2
"""Rows in a run from which on it counts as part of a stream, which need not pass the page cache."""

BandLoss = Literal["missing", "short", "obstructed"]
"""Why a band is no use: not there, cut short, or something that is no file in its place."""

_BAND_NAME = re.compile(r"[0-9]{8,10}-[0-9]{2}")

Band = tuple[int, int]
"""A band file: group and position."""


@lru_cache(maxsize=1 << 16)
def band_name(group: int, position: int) -> str:
    """The band file's name inside its location."""
    return f"{BAND_FOLDER}/{group:08d}-{position:02d}"


def is_band(name: str) -> bool:
    """Whether a name in the band folder is of the form that our files have."""
    return _BAND_NAME.fullmatch(name) is not None


class BandStore:
    """The slots of a vault, read and written by position and row. Thread-safe."""

    def __init__(self, disks: Sequence[Disk], geometry: Geometry) -> None:
        self.disks = tuple(disks)
        self.geometry = geometry
        self._rows = geometry.band_slots
        self._by_position = [disks[i % len(disks)] for i in range(geometry.lanes)]
        self._touched: set[Band] = set()
        self._new: set[Band] = set()
        self._syncs = SyncPool()
        self._write_out = WriteOut(self._start_writing)
        self._direct = DirectIo(geometry.lanes, RUN_ROWS * SLOT_BYTES)
        self._ahead = ReadAhead(self._direct)
        self._obstructed: set[Band] = set()
        self._writing = threading.Lock()
        """Held by whoever writes or begins to: no file is written both ways at once (`direct_io`)."""

    def read(self, position: int, row: int, count: int) -> bytes:
        """Read `count` slots from `row` on, all in one group.

        Raises:
            MissingPieceError: The band is missing or too short.
            MediumError: The disk refused.
        """
        group, slot = divmod(row, self._rows)
        name = band_name(group, position)
        length = count * SLOT_BYTES
        self._direct.finish_writing()
        data = self._by_position[position].pread(name, length, slot * SLOT_BYTES)
        if len(data) != length:
            raise MissingPieceError(name, errno.ENODATA, "too short")
        return data

    def write(self, position: int, row: int, data: Buffer) -> None:
        """Write whole slots from `row` on, all in one group; durable after `sync`.

        Raises:
            NoSpaceError: The disk is full, which a reserved group rules out on most file systems.
            MediumError: The disk refused.
        """
        group, slot = divmod(row, self._rows)
        if self._obstructed and (group, position) in self._obstructed:
            return
        self._ahead.forget(row, len(data) // SLOT_BYTES)
        disk = self._by_position[position]
        try:
            with self._writing:
                self._direct.finish_writing()
                disk.pwrite(band_name(group, position), data, slot * SLOT_BYTES)
        except MissingPieceError as error:
            self._do_without((group, position), error)
            return
        # After the write, never before it: a sync in between would take the mark without the data.
        self._touched.add((group, position))

    def room(self, count: int) -> memoryview | None:
        """Memory to seal a run of so many rows into, for `write_run`; None if it brings nothing."""
        return self._direct.room() if count >= STREAM_ROWS else None

    def write_run(self, row: int, slots: Sequence[Buffer], room: memoryview | None = None) -> None:
        """Write whole slots to every position from `row` on, all in one group; durable after `sync`.

        A disk that refuses what lies in a room says so at the sync.

        Args:
            row: The first row.
            slots: By position.
            room: What they are parts of, if it is one that `room` gave.

        Raises:
            NoSpaceError, MediumError: As `write`.
        """
        count = len(slots[0]) // SLOT_BYTES
        rest: Sequence[int] = range(len(slots))
        if room is not None and not self._obstructed:
            rest = self._write_directly(row, [memoryview(each) for each in slots])
        for position in rest:
            self.write(position, row, slots[position])
        if rest and count >= STREAM_ROWS:
            self._write_out.begin(row, count)

    def _write_directly(self, row: int, slots: Sequence[memoryview]) -> Sequence[int]:
        """Begin to write parts of a room; the positions whose disk does not take them."""
        group, slot = divmod(row, self._rows)
        offset = slot * SLOT_BYTES

        def write_otherwise(position: int, data: Buffer) -> None:
            self._by_position[position].pwrite(band_name(group, position), data, offset)

        self._ahead.forget(row, len(slots[0]) // SLOT_BYTES)
        with self._writing:
            rest = self._direct.write(
                offset, dict(enumerate(slots)), self._opener(group), write_otherwise
            )
        # After it was begun, never before: a sync takes the mark, and then waits for what was begun.
        self._touched.update(
            (group, position) for position in range(len(slots)) if position not in rest
        )
        return rest

    def _opener(self, group: int) -> Open:
        return lambda position: self._by_position[position].open_direct(band_name(group, position))

    def _start_writing(self, row: int, count: int) -> None:
        group, slot = divmod(row, self._rows)
        for position, disk in enumerate(self._by_position):
            name = band_name(group, position)
            disk.start_writing(name, slot * SLOT_BYTES, count * SLOT_BYTES)

    def reserve_group(self, group: int) -> None:
        """Make the group's files with real space under them. Repeating it after a crash is right.

        Raises:
            NoSpaceError: Files that this call made are removed again; others stay as they are.
        """
        length = self._rows * SLOT_BYTES
        made: list[Band] = []
        self._check_room(group, length)
        try:
            for position, disk in enumerate(self._by_position):
                name = band_name(group, position)
                if disk.size(name) is None:
                    made.append((group, position))
                try:
                    disk.allocate(name, length)
                except MissingPieceError as error:
                    self._do_without((group, position), error)
                    continue
                self._new.add((group, position))
                self._touched.add((group, position))
        except NoSpaceError:
            for band in made:
                self._remove(band)
            raise

    def fill_noise(self, group: int, rows: Iterable[tuple[int, int]]) -> None:
        """Fill runs of rows, given as (first row within the group, count), with noise.

        Raises:
            MediumError: The disk refused.
        """
        for first, count in rows:
            for start in range(first, first + count, RUN_ROWS):
                run = min(RUN_ROWS, first + count - start)
                room = self.room(run)
                slots: Sequence[Buffer]
                if room is None:
                    slots = [noise(run * SLOT_BYTES) for _ in self._by_position]
                else:
                    slots = cut_room(room, run * SLOT_BYTES, self.geometry.lanes)
                    for part in slots:
                        fill_with_noise(part)
                self.write_run(group * self._rows + start, slots, room)

    def fill_strays(self, groups: int) -> None:
        """Overwrite with noise the bands that lie beyond the first `groups` groups.

        A crash while the vault grew leaves such; the next growth takes them as they are.

        Raises:
            MediumError: The disk refused.
        """
        for number, disk in enumerate(self.disks):
            for name in disk.names(BAND_FOLDER):
                if not is_band(name):
                    continue
                group, position = (int(part) for part in name.split("-"))
                of_disk = position < self.geometry.lanes and position % len(self.disks) == number
                if of_disk and group >= groups:
                    self._fill_stray((group, position))

    def _fill_stray(self, band: Band) -> None:
        disk, name = self._by_position[band[1]], band_name(*band)
        length = min(disk.size(name) or 0, self._rows * SLOT_BYTES)
        if length:
            disk.pwrite(name, noise(length), 0)
            self._touched.add(band)

    def missing(self, groups: int, *, short_too: bool = False) -> list[Band]:
        """Bands of the first `groups` groups whose file is not there.

        Args:
            groups: How many groups the vault has.
            short_too: Also those that are shorter than a band; costs a look at each file.
        """
        for disk in self.disks:
            disk.refresh()
        there = [set(disk.names(BAND_FOLDER)) for disk in self.disks]
        length = self._rows * SLOT_BYTES
        missing = []
        for group in range(groups):
            for position, disk in enumerate(self._by_position):
                name = band_name(group, position)
                is_there = name.rpartition("/")[2] in there[position % len(self.disks)]
                if not is_there or (short_too and (disk.size(name) or 0) < length):
                    missing.append((group, position))
        return missing

    def losses(self, groups: int) -> dict[str, BandLoss]:
        """Bands of the first `groups` groups that are no use, by name: a look at each one's length."""
        return {band_name(*band): self._loss(band) for band in self.missing(groups, short_too=True)}

    def _loss(self, band: Band) -> BandLoss:
        group, position = band
        disk, name = self._by_position[position], band_name(group, position)
        if disk.size(name) is not None:
            return "short"
        there = name.rpartition("/")[2] in disk.names(BAND_FOLDER)
        return "obstructed" if there else "missing"

    @property
    def left_out(self) -> tuple[str, ...]:
        """Bands that were found not to be ours to write to, and are counted as lost."""
        return tuple(band_name(*band) for band in sorted(self._obstructed))

    def restore(self, bands: Iterable[Band]) -> None:
        """Make missing bands anew, and lengthen short ones, with noise: their slots are lost.

        Raises:
            NoSpaceError, MediumError: The disk refused.
        """
        length = self._rows * SLOT_BYTES
        for group, position in bands:
            disk = self._by_position[position]
            name = band_name(group, position)
            start = disk.size(name) or 0
            try:
                disk.allocate(name, length)
            except MissingPieceError as error:
                self._do_without((group, position), error)
                continue
            with self._writing:
                self._direct.finish_writing()
                disk.pwrite(name, noise(length - start), start)
            # What lay in its place is gone: from now on the band is written to again.
            self._obstructed.discard((group, position))
            self._new.add((group, position))
            self._touched.add((group, position))

    def take_touched(self) -> set[Band]:
        """The bands written since the last call: what a commit has to sync."""
        taken = set()
        # Drained, not swapped: a writer that adds meanwhile adds to the one set there is.
        while self._touched:
            taken.add(self._touched.pop())
        return taken

    def sync(self, touched: Iterable[Band]) -> None:
        """Return once all that was written to the bands is durable, new names included.

        Raises:
            MediumError: A band could not be synced. What it held since its last sync is then
                unknown, and another sync that succeeds would prove nothing: stop writing.
        """
        self._direct.finish_writing()
        self._direct.check()
        bands = list(touched)
        tasks: list[Task] = []
        folders: set[int] = set()
        for group, position in bands:
            disk = self._by_position[position]
            tasks.append((disk.sync, band_name(group, position)))
            if (group, position) in self._new:
                folders.add(position % len(self.disks))
        some_name = band_name(0, 0)
        tasks += [(self.disks[number].sync_folder, some_name) for number in sorted(folders)]
        self._syncs.run(tasks)
        self._new.difference_update(bands)

    def advise(self, position: int, row: int, count: int) -> None:
        """Tell the system that slots will be read soon."""
        group, slot = divmod(row, self._rows)
        disk = self._by_position[position]
        disk.advise(band_name(group, position), slot * SLOT_BYTES, count * SLOT_BYTES)

    def read_ahead(self, row: int, count: int, positions: Sequence[int]) -> None:
        """Have slots of one group come that will be read soon. A hint.

        The system is told of them where they are in the page cache already, or are few.
        """
        if count < STREAM_ROWS or not self._read_directly(row, count, positions):
            for position in positions:
                self.advise(position, row, count)

    def _read_directly(self, row: int, count: int, positions: Sequence[int]) -> bool:
        group, slot = divmod(row, self._rows)
        offset, first = slot * SLOT_BYTES, positions[0]
        self._direct.finish_writing()
        if self._by_position[first].is_cached(band_name(group, first), offset, count * SLOT_BYTES):
            return False
        return self._ahead.ask(row, count, offset, positions, self._opener(group))

    def together(self, row: int, count: int) -> int:
        """How many of the rows from `row` on `arrived` may be asked for at once."""
        return self._ahead.together(row, count)

    def arrived(self, row: int, count: int) -> dict[int, memoryview]:
        """What `read_ahead` has brought of these rows, by position; empty if it was not asked."""
        return self._ahead.take(row, count)

    def close(self) -> None:
        """Stop the threads. The disks belong to whoever made them."""
        self._ahead.clear()
        self._direct.close()
        self._write_out.stop()
        self._syncs.stop()

    def _check_room(self, group: int, length: int) -> None:
        """Refuse at once what a full disk would refuse after some of the files were made."""
        for number, disk in enumerate(self.disks):
            needed = sum(
                length
                for position in range(number, self.geometry.lanes, len(self.disks))
                if disk.size(band_name(group, position)) is None
            )
            if needed > disk.space().free_bytes:
                raise NoSpaceError(str(disk.root))

    def _do_without(self, band: Band, error: MissingPieceError) -> None:
        """Count a band as lost in whose place something else lies: a folder, a link, a FIFO.

        It is not ours to remove, and parity makes up for it, as it does for a band that is lost.

        Raises:
            MissingPieceError: There is nothing in its place, or more bands are gone than parity
                makes up for.
        """
        if band in self._obstructed:
            return
        lost = sum(group == band[0] for group, _ in self._obstructed)
        if error.errno_value not in _OBSTRUCTIONS or lost >= self.geometry.parity_lanes:
            raise error
        self._obstructed.add(band)

    def _remove(self, band: Band) -> None:
        group, position = band
        self._by_position[position].remove(band_name(group, position))
        self._new.discard(band)
        self._touched.discard(band)
