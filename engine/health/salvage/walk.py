"""The walk: every slot of every band is read, and every row says what it holds.

A row is opened as a block of file data first: most are. What does not open is tried as each other
kind, lane by lane, so that a row of which too few lanes are left still says what was lost. A free
row opens as nothing. One run of rows is in memory at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.constants import BAND_SLOTS, DATA_LANES, RUN_ROWS, SLOT_BYTES, SUPERBLOCK_RING_ROWS
from engine.health.salvage.bands import FoundBands
from engine.health.salvage.catalogue import Catalogue, CatalogueBuilder, join
from engine.medium.bands import Band
from engine.mixer.entropic import EntropicMixer
from engine.mixer.seal import SlotAuthError
from engine.mixer.unmix import UnmixedRow
from engine.progress import CancelToken, Progress, Report
from engine.scatter import Projection
from engine.types import SlotKind

_KINDS = (SlotKind.DATA, SlotKind.INDEX, SlotKind.MAP)
_RING_KINDS = (SlotKind.SUPERBLOCK,)

_PROBED_ROWS = 8
"""Rows known to be in use that a misplaced band is tried at."""
_MAX_PROBES = 2_000_000
"""Slots opened, at most, to find where misplaced bands belong: some ten seconds."""


class Try(NamedTuple):
    """What a row may be: a kind of block, sealed in one of the vault's key epochs."""

    epoch: int
    kind: SlotKind


@dataclass(slots=True)
class Tally:
    """Counts of a walk."""

    slots_read: int = 0
    slots_opened: int = 0
    rows_read: int = 0
    rows_good: int = 0
    rows_rebuilt: int = 0
    rows_lost: int = 0


@dataclass(slots=True)
class _Group:
    """What a group's rows said."""

    builder: CatalogueBuilder = field(default_factory=CatalogueBuilder)
    tally: Tally = field(default_factory=Tally)
    good: Counter[int] = field(default_factory=Counter)
    """Slots that opened, by position."""
    bad: Counter[int] = field(default_factory=Counter)
    """Slots of rows in use that did not, by position."""
    used: list[tuple[int, Try]] = field(default_factory=list)
    """A few rows in use, to try misplaced bands at."""


class Walk:
    """Reads the bands of a vault into a catalogue."""

    def __init__(
        self,
        bands: FoundBands,
        mixer: EntropicMixer,
        projection: Projection,
        epochs: Sequence[int],
        report: Report,
        cancel: CancelToken,
    ) -> None:
        self._bands = bands
        self._mixer = mixer
        self._projection = projection
        self._tries = [Try(epoch, kind) for epoch in epochs for kind in _KINDS]
        self._ring_tries = [Try(epoch, kind) for epoch in epochs for kind in _RING_KINDS]
        self._lanes = bands.geometry.lanes
        self._report = report
        self._cancel = cancel
        self._groups: dict[int, _Group] = {}
        self._probes = 0
        self.misplaced = 0
        """Bands that lay under the name of another one."""

    def run(self) -> Catalogue:
        """Read everything; bands under a wrong name are found and read in their places.

        Raises:
            CancelledError: Somebody asked to stop.
        """
        groups = self._bands.groups()
        for number, group in enumerate(groups):
            self._groups[group] = self._read_group(group, number, len(groups))
        moves = self._find_misplaced()
        if moves:
            self.misplaced = len(moves)
            self._bands.move(moves)
            again = sorted({target[0] for _, target in moves} | {source[0] for source, _ in moves})
            for number, group in enumerate(again):
                self._groups[group] = self._read_group(group, number, len(again))
        return join(each.builder for each in self._groups.values())

    @property
    def tally(self) -> Tally:
        """The counts of all groups."""
        total = Tally()
        for group in self._groups.values():
            for name in Tally.__slots__:
                setattr(total, name, getattr(total, name) + getattr(group.tally, name))
        return total

    # -- one group ------------------------------------------------------------------------------

    def _read_group(self, group: int, number: int, groups: int) -> _Group:
        found = _Group()
        first = group * BAND_SLOTS
        for row in range(first, first + BAND_SLOTS, RUN_ROWS):
            self._cancel.check()
            self._report(Progress(number * BAND_SLOTS + row - first, groups * BAND_SLOTS, "rows"))
            bands = self._read_bands(row, RUN_ROWS)
            found.tally.slots_read += sum(map(len, bands.values())) // SLOT_BYTES
            found.tally.rows_read += RUN_ROWS
            for start, count, tries in self._parts(row):
                cut = slice((start - row) * SLOT_BYTES, (start - row + count) * SLOT_BYTES)
                part = {position: memoryview(raw)[cut] for position, raw in bands.items()}
                self._read_run(found, part, start, count, tries)
        return found

    def _read_bands(self, row: int, count: int) -> dict[int, bytes]:
        """The slots of some rows, by their position: an epoch says which lanes those are."""
        positions = range(self._lanes)
        bands = {each: self._bands.read_what_is_there(each, row, count) for each in positions}
        return {position: raw for position, raw in bands.items() if raw}

    def _read_run(
        self,
        found: _Group,
        bands: Mapping[int, memoryview],
        row: int,
        count: int,
        tries: Sequence[Try],
    ) -> None:
        """Open neighbouring rows as one kind, and those that do not open as the next."""
        if not tries:
            return
        attempt, *rest = tries
        phase = self._projection.phase(row // BAND_SLOTS, attempt.epoch)
        lanes = {(position - phase) % self._lanes: raw for position, raw in bands.items()}
        rows = self._mixer.unmix(lanes, attempt.kind, row, count, attempt.epoch)
        for number, one in enumerate(rows):
            if one.header is not None:
                self._note(found, row + number, attempt, one)
        for start, length in _stretches([one.header is None for one in rows]):
            cut = slice(start * SLOT_BYTES, (start + length) * SLOT_BYTES)
            part = {position: raw[cut] for position, raw in bands.items()}
            self._read_run(found, part, row + start, length, rest)

    def _note(self, found: _Group, row: int, attempt: Try, one: UnmixedRow) -> None:
        tally = found.tally
        good = one.data is not None
        looked_at = range(self._lanes if one.bad else DATA_LANES)
        opened = [lane for lane in looked_at if lane not in one.bad]
        if good:
            opened = opened[:DATA_LANES]
        tally.slots_opened += len(opened)
        tally.rows_good += good
        tally.rows_rebuilt += good and bool(one.bad)
        tally.rows_lost += not good
        phase = self._projection.phase(row // BAND_SLOTS, attempt.epoch)
        altered = [lane for lane, loss in one.bad.items() if loss == "altered"]
        found.good.update((lane + phase) % self._lanes for lane in opened)
        found.bad.update((lane + phase) % self._lanes for lane in altered)
        if len(found.used) < _PROBED_ROWS:
            found.used.append((row, attempt))
        if one.header is not None:
            found.builder.add(row, attempt.epoch, one.header, good)

    def _parts(self, row: int) -> Iterator[tuple[int, int, Sequence[Try]]]:
        """A run cut where the superblock ring ends: first row, rows, and what they may hold."""
        ring = max(0, SUPERBLOCK_RING_ROWS - row)
        if ring:
            yield row, ring, self._ring_tries
        yield row + ring, RUN_ROWS - ring, self._tries

    # -- bands under a wrong name ----------------------------------------------------------------

    def _find_misplaced(self) -> list[tuple[Band, Band]]:
        """Bands of which nothing opened where they lie, each with the place where it does.

        Swapped bands of one group, of several groups, and whole groups under other numbers.
        """
        suspects, vacant = self._suspects()
        moves = []
        for source in suspects:
            target = next(
                (each for each in vacant if each != source and self._belongs(source, each)), None
            )
            if target is not None:
                vacant.remove(target)
                moves.append((source, target))
        return moves

    def _suspects(self) -> tuple[list[Band], list[Band]]:
        """Bands that are not what their names say, and places of which the band is wanted."""
        suspects, vacant = [], []
        some_group_is_dead = sum(not group.used for group in self._groups.values()) > 1
        for number, group in self._groups.items():
            for position in range(self._lanes):
                band = (number, position)
                there = band in self._bands.found
                silent = not group.good[position]
                unknown = not group.used and some_group_is_dead
                if there and silent and (group.bad[position] or unknown):
                    suspects.append(band)
                if silent and (group.used or unknown):
                    vacant.append(band)
        return suspects, vacant

    def _belongs(self, source: Band, target: Band) -> bool:
        """Whether a slot of the band `source` opens in the place of `target`."""
        group, position = target
        for row, (epoch, kind) in self._candidates(group):
            self._probes += 1
            if self._probes > _MAX_PROBES:
                return False
            slot = self._bands.read_as_named(source, row % BAND_SLOTS)
            try:
                lane = (position - self._projection.phase(group, epoch)) % self._lanes
                self._mixer.open_slot(slot, kind, lane, row, epoch)
            except SlotAuthError:
                continue
            return True
        return False

    def _candidates(self, group: int) -> Iterable[tuple[int, Try]]:
        used = self._groups[group].used
        if used:
            return used
        rows = range(group * BAND_SLOTS, (group + 1) * BAND_SLOTS)
        return ((row, attempt) for row in rows for attempt in self._tries)


def _stretches(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where neighbouring flags are set: the first of them, and how many."""
    start = None
    for place, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = place
        elif not flag and start is not None:
            yield start, place - start
            start = None
