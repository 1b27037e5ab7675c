"""What the disk hears of, and in which order: reads of parts of a block, and streams."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from engine.constants import BLOCK_BYTES, DATA_LANES, FRAGMENT_BYTES, RUN_ROWS
from engine.holographic.lanes import LaneCodec
from engine.medium.bands import BAND_FOLDER, BandStore
from engine.medium.disk import PosixDisk
from engine.mixer.entropic import EntropicMixer
from engine.scatter import Projection, RowAllocator, ScatterStorageBackend
from engine.scatter import backend as backend_module
from engine.scatter.allocation import RowRun
from engine.types import BlockPointer, BlockWrite, Damage, Geometry, SlotKind
from tests.faults.memory_disk import MemoryDisk
from tests.support.slow_aio import SlowAio, evict, install, skip_without_direct_io


class WatchedBands(BandStore):
    """Notes what is asked of it: a letter and a position."""

    def __init__(self) -> None:
        super().__init__([MemoryDisk()], Geometry(2))
        self.calls: list[tuple[str, int]] = []

    def read(self, position: int, row: int, count: int) -> bytes:
        self.calls.append(("read", position))
        return super().read(position, row, count)

    def advise(self, position: int, row: int, count: int) -> None:
        self.calls.append(("advise", position))
        super().advise(position, row, count)


def fail(damage: Damage) -> None:
    pytest.fail(str(damage))


def store_on(
    bands: BandStore, on_damage: Callable[[Damage], None] = fail
) -> tuple[ScatterStorageBackend, Projection]:
    bands.reserve_group(0)
    allocator = RowAllocator()
    allocator.add_group()
    mixer = EntropicMixer(b"v" * 16, lambda group, epoch: b"k" * 32, LaneCodec(2))
    projection = Projection(b"s" * 32, b"p" * 32, DATA_LANES + 2)
    backend = ScatterStorageBackend(bands, mixer, projection, allocator, Geometry(2), on_damage)
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


# -- streams ----------------------------------------------------------------------------------


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[BandStore, SlowAio]]:
    """Bands on a real disk with asynchronous I/O that takes its time."""
    skip_without_direct_io(tmp_path)
    aio = install(monkeypatch)
    disk = PosixDisk(tmp_path)
    bands = BandStore([disk], Geometry(2))
    yield bands, aio
    bands.close()
    disk.close()


def put_stream(backend: ScatterStorageBackend) -> tuple[list[BlockPointer], list[bytes]]:
    blocks = [os.urandom(BLOCK_BYTES) for _ in range(RUN_ROWS)]
    writes = [BlockWrite(7, index, data) for index, data in enumerate(blocks)]
    return backend.put(writes, SlotKind.DATA, 0, 1), blocks


def test_a_stream_passes_the_page_cache_by_and_single_blocks_do_not(
    real: tuple[BandStore, SlowAio],
) -> None:
    bands, aio = real
    backend, _ = store_on(bands)
    backend.put([BlockWrite(7, 0, b"one")], SlotKind.DATA, 0, 1)
    assert aio.waiting == []
    pointers, blocks = put_stream(backend)
    assert len(aio.waiting) == DATA_LANES + 2
    assert backend.get_many(pointers) == blocks
    assert all(check.damages == () for check in backend.check_run(pointers, SlotKind.DATA))


def stored_stream(
    bands: BandStore, on_damage: Callable[[Damage], None] = fail
) -> tuple[ScatterStorageBackend, list[BlockPointer], list[bytes]]:
    """A stream that is on the disk and not in the page cache."""
    backend, _ = store_on(bands, on_damage)
    pointers, blocks = put_stream(backend)
    forget_cached(bands)
    return backend, pointers, blocks


def forget_cached(bands: BandStore) -> None:
    bands.sync(bands.take_touched())
    evict(bands.disks[0].root / BAND_FOLDER)


def test_blocks_that_were_read_ahead_are_opened_from_there(
    real: tuple[BandStore, SlowAio], monkeypatch: pytest.MonkeyPatch
) -> None:
    bands, _ = real
    backend, pointers, blocks = stored_stream(bands)
    backend.read_ahead(pointers)
    monkeypatch.setattr(bands, "read", lambda *_: pytest.fail("read once more"))
    assert backend.get_many(pointers[:5]) == blocks[:5]
    assert backend.get_many(pointers[5:]) == blocks[5:]


def test_reads_go_across_the_ends_of_what_was_read_ahead(
    real: tuple[BandStore, SlowAio],
) -> None:
    bands, _ = real
    backend, pointers, blocks = stored_stream(bands)
    backend.read_ahead(pointers[10:50])
    assert backend.get_many(pointers) == blocks


def test_lanes_that_do_not_come_are_read_the_other_way_or_rebuilt(
    real: tuple[BandStore, SlowAio],
) -> None:
    bands, aio = real
    found: list[Damage] = []
    backend, pointers, blocks = stored_stream(bands, found.append)
    aio.fate = lambda transfer: -errno.EIO if transfer.number % 3 else None
    backend.read_ahead(pointers)
    assert backend.get_many(pointers) == blocks
    assert found == []
    lost = bands.disks[0].root / backend.band_name(pointers[0].row, 2)
    lost.unlink()
    bands.disks[0].refresh()
    forget_cached(bands)
    aio.fate = lambda _: None
    backend.read_ahead(pointers)
    assert backend.get_many(pointers) == blocks
    assert {damage.lane for damage in found} == {2}


def test_what_was_overwritten_since_it_was_read_ahead_is_no_damage(
    real: tuple[BandStore, SlowAio], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program of ours, or a row that was given up and taken again."""
    bands, _ = real
    backend, pointers, _ = stored_stream(bands)
    backend.read_ahead(pointers)
    monkeypatch.setattr(bands._ahead, "forget", lambda *_: None)
    blocks = [os.urandom(BLOCK_BYTES) for _ in range(RUN_ROWS)]
    writes = [BlockWrite(8, index, data) for index, data in enumerate(blocks)]
    backend.write_run(RowRun(pointers[0].row, RUN_ROWS), writes, SlotKind.DATA, 0, 2)
    fresh = [pointer._replace(birth=2) for pointer in pointers]
    assert backend.get_many(fresh) == blocks


def test_a_scrub_s_lanes_are_read_ahead_with_parity(
    real: tuple[BandStore, SlowAio], monkeypatch: pytest.MonkeyPatch
) -> None:
    bands, _ = real
    backend, pointers, _ = stored_stream(bands)
    backend.read_ahead(pointers, parity=True)
    monkeypatch.setattr(bands, "read", lambda *_: pytest.fail("read once more"))
    lanes = backend.read_run(pointers)
    assert set(lanes) == set(range(DATA_LANES + 2))
    assert all(backend.verify_run(pointers, SlotKind.DATA, lanes))
