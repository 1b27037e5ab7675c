"""ScatterStorageBackend: the block store. Puts, gets, and rebuilds what a lane has lost.

Blocks go to disk in runs of neighbouring rows: one write and one read per lane and run. It does
no locking and knows no transactions: its owner decides when a row is free.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from engine.constants import (
    BAND_SLOTS,
    BLOCK_BYTES,
    DATA_LANES,
    RUN_ROWS,
    SLOT_BYTES,
)
from engine.errors import (
    DamageError,
    MediumError,
    MissingPieceError,
    SealBrokenError,
    StripeLostError,
)
from engine.format.slot import SlotHeader
from engine.medium.bands import BandStore, band_name
from engine.mixer.entropic import EntropicMixer, lanes_of_range
from engine.mixer.unmix import UnmixedRow
from engine.scatter.allocation import RowAllocator, RowRun
from engine.scatter.coordinate import Projection
from engine.types import BlockPointer, BlockWrite, Buffer, Damage, Geometry, SlotKind

_WARM_S, _WARM_BYTES_PER_S = 40e-6, 2e9
"""What a read from the page cache takes at most, for the call and for its bytes; other reads come from a
disk. On the machine that was measured 8 KiB take 5 µs from there, and from its quick disk 60."""

_clock = time.perf_counter


@dataclass(frozen=True, slots=True)
class StripeCheck:
    """What a full read of one stripe found: every lane, parity too."""

    header: SlotHeader | None
    data: memoryview | None
    """The block, or None when it cannot be rebuilt."""
    damages: tuple[Damage, ...]


class ScatterStorageBackend:
    """Blocks in, pointers out; pointers in, blocks out."""

    def __init__(
        self,
        bands: BandStore,
        mixer: EntropicMixer,
        projection: Projection,
        allocator: RowAllocator,
        geometry: Geometry,
        on_damage: Callable[[Damage], None],
    ) -> None:
        self._bands = bands
        self._mixer = mixer
        self._projection = projection
        self._allocator = allocator
        self._lanes = geometry.lanes
        self._on_damage = on_damage

    # -- writing --------------------------------------------------------------------------------

    def put(
        self, blocks: Sequence[BlockWrite], kind: SlotKind, epoch: int, birth: int
    ) -> list[BlockPointer]:
        """Scatter blocks over fresh rows; not yet durable.

        Raises:
            NoSpaceError: Too few rows are free.
            MediumError: The disk refused a write; the rows taken are free again.
        """
        pointers: list[BlockPointer] = []
        try:
            for start in range(0, len(blocks), RUN_ROWS):
                self._put_batch(blocks[start : start + RUN_ROWS], kind, epoch, birth, pointers)
        except BaseException:
            self._allocator.release(pointer.row for pointer in pointers)
            raise
        return pointers

    def _put_batch(
        self,
        blocks: Sequence[BlockWrite],
        kind: SlotKind,
        epoch: int,
        birth: int,
        pointers: list[BlockPointer],
    ) -> None:
        allocator = self._allocator
        coordinate = self._projection.locate(
            blocks[0], kind, birth, allocator.groups, allocator.free_rows
        )
        wish = self._projection.project(coordinate)
        runs = allocator.take(wish, len(blocks), data=kind is SlotKind.DATA)
        pointers.extend(
            BlockPointer(row, epoch, birth)
            for run in runs
            for row in range(run.row, run.row + run.count)
        )
        done = 0
        for run in runs:
            self.write_run(run, blocks[done : done + run.count], kind, epoch, birth)
            done += run.count

    def write_run(
        self, run: RowRun, blocks: Sequence[BlockWrite], kind: SlotKind, epoch: int, birth: int
    ) -> None:
        """Seal blocks into given neighbouring rows (the superblock ring's rows are given)."""
        phase = self._projection.phase(run.row // BAND_SLOTS, epoch)
        room = self._bands.room(run.count)
        lanes = self._mixer.mix(blocks, kind, run.row, epoch, birth, room)
        slots = [lanes[(position - phase) % self._lanes] for position in range(self._lanes)]
        self._bands.write_run(run.row, slots, room)

    # -- reading --------------------------------------------------------------------------------

    def get(
        self,
        pointer: BlockPointer,
        kind: SlotKind = SlotKind.DATA,
        offset: int = 0,
        length: int = BLOCK_BYTES,
        level: int = 0,
    ) -> memoryview:
        """Read part of a block; only the slots that the range needs, unless one is damaged.

        Raises:
            StripeLostError: Fewer than k lanes are left.
            SealBrokenError: It is of another level than the one asked for.
        """
        needed = lanes_of_range(offset, length)
        if len(needed) == DATA_LANES:
            return self.get_many([pointer], kind, level)[0][offset : offset + length]
        lanes: dict[int, Buffer] = {}
        self._read_lanes(lanes, needed, [pointer])
        row, epoch, birth = pointer
        found = self._mixer.unmix_range(lanes, kind, row, epoch, birth, offset, length, level)
        if found is None:
            return self._recover(pointer, kind, level)[offset : offset + length]
        return found

    def get_many(
        self, pointers: Sequence[BlockPointer], kind: SlotKind = SlotKind.DATA, level: int = 0
    ) -> list[memoryview]:
        """Read whole blocks; neighbouring rows are read with one call per lane.

        Raises:
            StripeLostError: Fewer than k lanes of one of them are left.
            SealBrokenError: One is of another level than the one asked for.
        """
        blocks: list[memoryview] = []
        for run in runs_of(pointers):
            start = 0
            while start < len(run):
                end = start + self._bands.together(run[start].row, len(run) - start)
                blocks.extend(self._get_run(run[start:end], kind, level))
                start = end
        return blocks

    def _get_run(
        self, run: Sequence[BlockPointer], kind: SlotKind, level: int
    ) -> Iterator[memoryview]:
        lanes = self._arrived_lanes(run)
        self._read_lanes(lanes, [lane for lane in range(DATA_LANES) if lane not in lanes], run)
        unmixed = self._unmix(lanes, kind, run)
        if len(lanes) < DATA_LANES or any(one.bad for one in unmixed):
            self._read_lanes(lanes, range(DATA_LANES, self._lanes), run)
            unmixed = self._unmix(lanes, kind, run)
        for one, pointer in zip(unmixed, run, strict=True):
            if one.data is None:
                yield self._recover(pointer, kind, level)
                continue
            _check_level(pointer, one.header, level)
            for lane, reason in one.bad.items():
                self._on_damage(self._damage(pointer, lane, kind, one, reason))
            yield one.data

    def _arrived_lanes(self, run: Sequence[BlockPointer]) -> dict[int, Buffer]:
        """What was read ahead of a run, by lane; none of it if that was not asked for."""
        arrived = self._bands.arrived(run[0].row, len(run))
        if not arrived:
            return {}
        phase = self._projection.phase(run[0].row // BAND_SLOTS, run[0].epoch)
        return {(position - phase) % self._lanes: slots for position, slots in arrived.items()}

    def _read_lanes(
        self, into: dict[int, Buffer], lanes: Iterable[int], run: Sequence[BlockPointer]
    ) -> None:
        """Read lanes of a run; one that cannot be read counts as lost.

        Each lies in another file. Where the first had to be waited for, the system is told of all
        the others, so that the disk is waited for once and not for each in turn; of two, it is told
        of the second before. Where nothing has to be waited for, telling it would cost as much as
        the reading.
        """
        row, count = run[0].row, len(run)
        phase = self._projection.phase(row // BAND_SLOTS, run[0].epoch)
        places = [(lane, (lane + phase) % self._lanes) for lane in lanes]
        if len(places) == 2:
            self._bands.advise(places[1][1], row, count)
        warm_s = _WARM_S + count * SLOT_BYTES / _WARM_BYTES_PER_S
        untold = len(places) > 2
        for number, (lane, position) in enumerate(places, 1):
            began = _clock()
            with suppress(MediumError):
                into[lane] = self._bands.read(position, row, count)
            if untold and _clock() - began > warm_s:
                untold = False
                for _, other in places[number:]:
                    self._bands.advise(other, row, count)

    def _unmix(
        self, lanes: Mapping[int, Buffer], kind: SlotKind, run: Sequence[BlockPointer]
    ) -> list[UnmixedRow]:
        births = [pointer.birth for pointer in run]
        return self._mixer.unmix(lanes, kind, run[0].row, len(run), run[0].epoch, births)

    def _damage(
        self, pointer: BlockPointer, lane: int, kind: SlotKind, found: UnmixedRow, reason: str
    ) -> Damage:
        return Damage(
            row=pointer.row,
            lane=lane,
            kind=kind,
            band=self.band_name(pointer.row, lane, pointer.epoch),
            owner=found.header.owner if found.header else 0,
            repaired=found.data is not None,
            reason=reason,
        )

    def _recover(self, pointer: BlockPointer, kind: SlotKind, level: int) -> memoryview:
        """Rebuild a block from all the lanes that are left, and say so."""
        check = self.check(pointer, kind)
        for damage in check.damages:
            self._on_damage(damage)
        if check.data is None:
            good = self._lanes - len(check.damages)
            raise StripeLostError(f"row {pointer.row}", row=pointer.row, good_lanes=good)
        _check_level(pointer, check.header, level)
        return check.data

    def check(self, pointer: BlockPointer, kind: SlotKind) -> StripeCheck:
        """Read and verify every lane of a stripe, parity too; raises nothing for damage."""
        return self.check_run([pointer], kind)[0]

    def check_run(self, run: Sequence[BlockPointer], kind: SlotKind) -> list[StripeCheck]:
        """`check` for pointers to neighbouring rows of one group and epoch."""
        row, count = run[0].row, len(run)
        phase = self._projection.phase(row // BAND_SLOTS, run[0].epoch)
        lanes: dict[int, Buffer] = {}
        reasons: dict[int, str] = {}
        in_part = False
        for lane in range(self._lanes):
            try:
                lanes[lane] = self._bands.read((lane + phase) % self._lanes, row, count)
            except MissingPieceError as error:
                reasons[lane] = "missing"
                in_part = in_part or error.errno_value == errno.ENODATA
            except MediumError:
                reasons[lane] = "unreadable"
                in_part = True
        if (
            count > 1 and in_part
        ):  # of a file that is short, or has a bad sector, some rows are left
            return [self.check(pointer, kind) for pointer in run]
        births = [pointer.birth for pointer in run]
        unmixed = self._mixer.unmix(lanes, kind, row, count, run[0].epoch, births, thorough=True)
        return [
            StripeCheck(
                one.header,
                one.data,
                tuple(
                    self._damage(pointer, lane, kind, one, reasons.get(lane, reason))
                    for lane, reason in sorted(one.bad.items())
                ),
            )
            for one, pointer in zip(unmixed, run, strict=True)
        ]

    def read_run(self, run: Sequence[BlockPointer]) -> dict[int, Buffer]:
        """Every lane of neighbouring rows as it lies on disk; one that cannot be read is left out."""
        lanes = self._arrived_lanes(run)
        self._read_lanes(lanes, [lane for lane in range(self._lanes) if lane not in lanes], run)
        return lanes

    def verify_run(
        self, run: Sequence[BlockPointer], kind: SlotKind, lanes: Mapping[int, Buffer] | None = None
    ) -> list[bool]:
        """Whether every lane of each stripe is as it should be; `check_run` says what is not.

        Args:
            run: Pointers to neighbouring rows of one group and epoch.
            kind: What they hold.
            lanes: What `read_run` gave, if somebody read it already.
        """
        births = [pointer.birth for pointer in run]
        lanes = self.read_run(run) if lanes is None else lanes
        return self._mixer.verify(lanes, kind, run[0].row, run[0].epoch, births)

    def births(self, row: int, kind: SlotKind, epoch: int) -> list[int]:
        """The births that a row's slots carry, one for each lane that opens."""
        phase = self._projection.phase(row // BAND_SLOTS, epoch)
        births = []
        for lane in range(self._lanes):
            try:
                slot = self._bands.read((lane + phase) % self._lanes, row, 1)
                births.append(self._mixer.open_slot(slot, kind, lane, row, epoch)[0].birth)
            except (DamageError, MediumError):
                continue
        return births

    def band_name(self, row: int, lane: int, epoch: int = 0) -> str:
        """The band file in which a lane of a row lies, as its name inside the location."""
        group = row // BAND_SLOTS
        phase = self._projection.phase(group, epoch)
        return band_name(group, (lane + phase) % self._lanes)

    def advance_keys(
        self, old_epoch: int, scatter_key: bytes | bytearray, phase_key: bytes | bytearray
    ) -> None:
        """Place blocks by new keys from now on; those of the epoch that ends are found as before."""
        self._projection.advance(old_epoch, scatter_key, phase_key)
        self._mixer.forget_keys()

    def forget_old_keys(self) -> None:
        """Drop the cipher objects, to be made anew, and the placement's keys of earlier epochs."""
        self._mixer.forget_keys()
        self._projection.forget_old()

    def forget_keys(self) -> None:
        """Drop the cipher objects of every group, and the keys of the placement."""
        self._mixer.forget_keys()
        self._projection.forget()

    def read_ahead(self, pointers: Sequence[BlockPointer], *, parity: bool = False) -> None:
        """Have blocks come that `get_many`, or with parity `read_run`, will be asked for soon."""
        for row, count, positions in self._places(pointers, parity):
            self._bands.read_ahead(row, count, positions)

    def advise(self, pointers: Sequence[BlockPointer], *, parity: bool = False) -> None:
        """Tell the system that blocks will be wanted soon: all lanes of a run at once."""
        for row, count, positions in self._places(pointers, parity):
            for position in positions:
                self._bands.advise(position, row, count)

    def _places(
        self, pointers: Sequence[BlockPointer], parity: bool
    ) -> Iterator[tuple[int, int, list[int]]]:
        """First row, number of rows, and positions of each run."""
        lanes = range(self._lanes if parity else DATA_LANES)
        for run in runs_of(pointers):
            phase = self._projection.phase(run[0].row // BAND_SLOTS, run[0].epoch)
            yield run[0].row, len(run), [(lane + phase) % self._lanes for lane in lanes]


def _check_level(pointer: BlockPointer, header: SlotHeader | None, level: int) -> None:
    """An index that says of sealed content that it is not, or the other way, is not believed."""
    if header is not None and header.level != level:
        raise SealBrokenError(f"row {pointer.row}")


def runs_of(pointers: Sequence[BlockPointer]) -> Iterator[Sequence[BlockPointer]]:
    """Cut pointers into stretches of neighbouring rows of one group and epoch."""
    start = 0
    for place in range(1, len(pointers) + 1):
        if place < len(pointers) and place - start < RUN_ROWS:
            last, this = pointers[place - 1], pointers[place]
            same_group = this.row % BAND_SLOTS != 0
            if this.row == last.row + 1 and same_group and this.epoch == last.epoch:
                continue
        yield pointers[start:place]
        start = place
