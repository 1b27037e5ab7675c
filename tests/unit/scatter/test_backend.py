"""What the disk hears of, and in which order: reads of parts of a block, and streams."""

from __future__ import annotations

import os
from itertools import count

import pytest

from engine.constants import DATA_LANES, FRAGMENT_BYTES, RUN_ROWS
from engine.holographic.lanes import LaneCodec
from engine.medium.bands import BandStore
from engine.mixer.entropic import EntropicMixer
from engine.scatter import Projection, RowAllocator, ScatterStorageBackend
from engine.scatter import backend as backend_module
from engine.types import BlockWrite, Geometry, SlotKind
from tests.faults.memory_disk import MemoryDisk


class WatchedBands(BandStore):
    """Notes what is asked of it: a letter and a position."""

    def __init__(self) -> None:
        super().__init__([MemoryDisk()], Geometry(2))
        self.calls: list[tuple[str, int]] = []
        self.streamed: list[tuple[int, int]] = []

    def read(self, position: int, row: int, count: int) -> bytes:
        self.calls.append(("read", position))
        return super().read(position, row, count)

    def advise(self, position: int, row: int, count: int) -> None:
        self.calls.append(("advise", position))
        super().advise(position, row, count)

    def start_writing(self, row: int, count: int) -> None:
        self.streamed.append((row, count))


def store_on(bands: BandStore) -> tuple[ScatterStorageBackend, Projection]:
    bands.reserve_group(0)
    allocator = RowAllocator()
    allocator.add_group()
    mixer = EntropicMixer(b"v" * 16, lambda group, epoch: b"k" * 32, LaneCodec(2))
    projection = Projection(b"s" * 32, b"p" * 32, DATA_LANES + 2)
    backend = ScatterStorageBackend(
        bands, mixer, projection, allocator, Geometry(2), lambda damage: pytest.fail(str(damage))
    )
    return backend, projection


def slots_read(bands: WatchedBands, slots: int) -> list[int]:
    """Read a part of a block that so many slots hold; their positions."""
    backend, projection = store_on(bands)
    block = os.urandom(DATA_LANES * FRAGMENT_BYTES)
    (pointer,) = backend.put([BlockWrite(7, 0, block)], SlotKind.DATA, 0, 1)
    bands.calls.clear()
    first = 1 if slots < DATA_LANES else 0
    offset = first * FRAGMENT_BYTES + 100
    length = (slots - 1) * FRAGMENT_BYTES + 50
    assert backend.get(pointer, offset=offset, length=length) == block[offset : offset + length]
    phase = projection.phase(0)
    return [(lane + phase) % (DATA_LANES + 2) for lane in range(first, first + slots)]


@pytest.mark.parametrize("slots", [1, 2])
def test_the_second_slot_is_told_of_before_the_first_is_read(slots: int) -> None:
    bands = WatchedBands()
    positions = slots_read(bands, slots)
    assert bands.calls == [
        *(("advise", position) for position in positions[1:]),
        *(("read", position) for position in positions),
    ]


@pytest.mark.parametrize("slots", [3, 7, DATA_LANES])
def test_of_more_slots_all_are_told_of_once_the_first_had_to_be_waited_for(
    slots: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bands = WatchedBands()
    seconds = count(step=0.001)
    monkeypatch.setattr(backend_module, "_clock", lambda: next(seconds))
    positions = slots_read(bands, slots)
    assert bands.calls == [
        ("read", positions[0]),
        *(("advise", position) for position in positions[1:]),
        *(("read", position) for position in positions[1:]),
    ]


@pytest.mark.parametrize("slots", [3, 7, DATA_LANES])
def test_nobody_is_told_of_what_lies_in_the_page_cache(
    slots: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bands = WatchedBands()
    seconds = count(step=1e-6)
    monkeypatch.setattr(backend_module, "_clock", lambda: next(seconds))
    positions = slots_read(bands, slots)
    assert bands.calls == [("read", position) for position in positions]


def test_a_stream_is_handed_to_the_drive_at_once_and_single_blocks_are_not() -> None:
    bands = WatchedBands()
    backend, _ = store_on(bands)
    backend.put([BlockWrite(7, 0, b"one")], SlotKind.DATA, 0, 1)
    assert bands.streamed == []
    pointers = backend.put([BlockWrite(7, i, b"x") for i in range(RUN_ROWS)], SlotKind.DATA, 0, 1)
    assert bands.streamed == [(pointers[0].row, RUN_ROWS)]
