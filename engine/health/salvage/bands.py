"""Band files as they are found: missing, cut short, unreadable in part, or under a wrong name."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable

from engine.constants import BAND_BYTES, MAX_ROW, SLOT_BYTES
from engine.errors import MediumError, MissingPieceError
from engine.medium.bands import BAND_FOLDER, Band, BandStore, band_name
from engine.medium.disk import Disk
from engine.types import Geometry

_NAME = re.compile(r"(\d{8})-(\d{2})")


class FoundBands(BandStore):
    """Reads bands by group and position, wherever they turn out to lie. Writes nothing."""

    def __init__(self, disk: Disk, geometry: Geometry) -> None:
        super().__init__([disk], geometry)
        self._disk = disk
        self._places: dict[Band, str | None] = {}
        self.found = self._list()

    def groups(self) -> list[int]:
        """Every group of which a band is there, in ascending order."""
        return sorted({group for group, _ in self.found})

    def missing(self, groups: int, *, short_too: bool = False) -> list[Band]:
        """See `BandStore`; `groups` counts from 0 even where the first ones are gone."""
        places = ((group, each) for group in range(groups) for each in range(self.geometry.lanes))
        return [
            band
            for band in places
            if band not in self.found or (short_too and self._length(band) < BAND_BYTES)
        ]

    def read(self, position: int, row: int, count: int) -> bytes:
        """See `BandStore`."""
        group, slot = divmod(row, self.geometry.band_slots)
        name = self._places.get((group, position), band_name(group, position))
        length = count * SLOT_BYTES
        data = b"" if name is None else self._disk.pread(name, length, slot * SLOT_BYTES)
        if len(data) != length:
            raise MissingPieceError(band_name(group, position), errno.ENODATA, "too short")
        return data

    def read_what_is_there(self, position: int, row: int, count: int) -> bytes:
        """Slots, with zeros for those that cannot be read; nothing when none can."""
        try:
            return self.read(position, row, count)
        except MediumError:
            pass
        slots: list[bytes] = []
        for each in range(row, row + count):
            try:
                slots.append(self.read(position, each, 1))
            except MediumError:
                slots.append(b"")
        return b"".join(slot or bytes(SLOT_BYTES) for slot in slots) if any(slots) else b""

    def read_as_named(self, band: Band, slot: int) -> bytes:
        """One slot of the file that bears the band's name, whatever it is."""
        try:
            return self._disk.pread(band_name(*band), SLOT_BYTES, slot * SLOT_BYTES)
        except MediumError:
            return b""

    def move(self, moves: Iterable[tuple[Band, Band]]) -> None:
        """Read the file named as the first band in the place of the second from now on."""
        pairs = list(moves)
        self._places.update(dict.fromkeys((source for source, _ in pairs), None))
        self._places.update({target: band_name(*source) for source, target in pairs})

    def _list(self) -> frozenset[Band]:
        bands = set()
        for name in self._disk.names(BAND_FOLDER):
            match = _NAME.fullmatch(name)
            if match is None:
                continue
            group, position = int(match[1]), int(match[2])
            in_bounds = (group + 1) * self.geometry.band_slots <= MAX_ROW + 1
            if in_bounds and position < self.geometry.lanes and self._length((group, position)):
                bands.add((group, position))
        return frozenset(bands)

    def _length(self, band: Band) -> int:
        try:
            return self._disk.size(band_name(*band)) or 0
        except MediumError:
            return 0
