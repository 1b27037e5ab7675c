"""Bands: where a row lies, what grows, what a commit syncs, and what a full disk leaves."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.constants import BAND_BYTES, BAND_SLOTS, SLOT_BYTES
from engine.errors import MediumError, MissingPieceError, NoSpaceError
from engine.medium.bands import BAND_FOLDER, STREAM_ROWS, BandStore, band_name
from engine.medium.disk import PosixDisk
from engine.medium.pages import cut_room
from engine.types import Buffer, Geometry
from tests.faults.faulty import Fault, FaultyDisk
from tests.faults.memory_disk import MemoryDisk
from tests.faults.recording import RecordingDisk, Sync, SyncFolder, Write
from tests.support.slow_aio import SlowAio, evict, install, skip_without_direct_io

GEOMETRY = Geometry(parity_lanes=2)
LANES = GEOMETRY.lanes


def slot(fill: int) -> bytes:
    return bytes([fill]) * SLOT_BYTES


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[FaultyDisk]:
    disk = FaultyDisk(PosixDisk(tmp_path))
    yield disk
    disk.close()


@pytest.fixture
def bands(disk: FaultyDisk) -> Iterator[BandStore]:
    store = BandStore([disk], GEOMETRY)
    store.reserve_group(0)
    yield store
    store.close()


def test_a_row_lies_where_the_layout_says(bands: BandStore, tmp_path: Path) -> None:
    bands.reserve_group(1)
    bands.write(7, BAND_SLOTS + 3, slot(1) + slot(2))
    raw = (tmp_path / "bands/00000001-07").read_bytes()
    assert raw[3 * SLOT_BYTES : 5 * SLOT_BYTES] == slot(1) + slot(2)
    assert bands.read(7, BAND_SLOTS + 4, 1) == slot(2)
    assert band_name(1, 7) == "bands/00000001-07"


def test_a_group_is_its_files_at_full_size(bands: BandStore, tmp_path: Path) -> None:
    files = sorted((tmp_path / "bands").iterdir())
    assert [path.name for path in files] == [f"00000000-{lane:02d}" for lane in range(LANES)]
    assert {path.stat().st_size for path in files} == {BAND_BYTES}


def test_reserving_again_keeps_what_is_there(bands: BandStore) -> None:
    bands.write(0, 5, slot(9))
    bands.reserve_group(0)
    assert bands.read(0, 5, 1) == slot(9)


def test_reserving_completes_what_a_crash_left(bands: BandStore, tmp_path: Path) -> None:
    (tmp_path / band_name(0, 3)).unlink()
    os.truncate(tmp_path / band_name(0, 4), BAND_BYTES // 3)
    bands.close()
    fresh = BandStore([PosixDisk(tmp_path)], GEOMETRY)
    fresh.reserve_group(0)
    sizes = {fresh.disks[0].size(band_name(0, lane)) for lane in range(LANES)}
    assert sizes == {BAND_BYTES}


@pytest.mark.parametrize("torn", [False, True])
@pytest.mark.parametrize("number", [0, 4, LANES - 1])
def test_a_full_disk_leaves_no_part_of_a_group(
    disk: FaultyDisk, bands: BandStore, tmp_path: Path, number: int, torn: bool
) -> None:
    before = sorted(os.listdir(tmp_path / "bands"))
    disk.recover()
    disk.faults.append(Fault("allocate", number, errno.ENOSPC, torn=torn))
    with pytest.raises(NoSpaceError):
        bands.reserve_group(1)
    assert sorted(os.listdir(tmp_path / "bands")) == before
    bands.sync(bands.take_touched())
    disk.recover()
    bands.reserve_group(1)
    assert len(os.listdir(tmp_path / "bands")) == 2 * LANES


def test_a_full_disk_takes_nothing_from_a_group_that_is_there(
    disk: FaultyDisk, bands: BandStore
) -> None:
    bands.write(2, 7, slot(4))
    disk.recover()
    disk.faults.append(Fault("allocate", 5, errno.ENOSPC))
    with pytest.raises(NoSpaceError):
        bands.reserve_group(0)
    assert bands.read(2, 7, 1) == slot(4)


def test_noise_goes_to_the_rows_named_and_no_others(bands: BandStore) -> None:
    for lane in range(LANES):
        bands.write(lane, 0, bytes(BAND_BYTES))
    bands.fill_noise(0, [(1, 2), (100, 150)])
    for lane in range(LANES):
        noisy = {row for row in range(BAND_SLOTS) if bands.read(lane, row, 1) != bytes(SLOT_BYTES)}
        assert noisy == {1, 2, *range(100, 250)}
    seen = {bands.read(lane, row, 1) for lane in range(LANES) for row in (1, 2, 100, 249)}
    assert len(seen) == 4 * LANES


def test_a_missing_or_short_band_is_a_missing_piece(bands: BandStore, tmp_path: Path) -> None:
    with pytest.raises(MissingPieceError):
        bands.read(0, BAND_SLOTS, 1)
    os.truncate(tmp_path / band_name(0, 0), 10 * SLOT_BYTES + 1)
    assert len(bands.read(0, 0, 10)) == 10 * SLOT_BYTES
    for row, count in ((10, 1), (5, 6), (200, 1)):
        with pytest.raises(MissingPieceError) as caught:
            bands.read(0, row, count)
        assert caught.value.reason == "too short"


def test_touched_bands_are_handed_out_once(bands: BandStore) -> None:
    bands.take_touched()
    bands.write(3, 1, slot(1))
    bands.write(3, 2, slot(1))
    bands.write(4, 2, slot(1))
    assert bands.take_touched() == {(0, 3), (0, 4)}
    assert bands.take_touched() == set()
    bands.write(3, 2, slot(2))
    assert bands.take_touched() == {(0, 3)}


def test_a_write_that_failed_half_way_is_not_forgotten_by_others(
    disk: FaultyDisk, bands: BandStore
) -> None:
    bands.take_touched()
    disk.recover()
    disk.faults.append(Fault("pwrite", 1, errno.EIO))
    bands.write(0, 0, slot(1))
    with pytest.raises(MediumError):
        bands.write(1, 0, slot(1))
    assert (0, 0) in bands.take_touched()


def test_sync_reaches_each_touched_band_and_new_names(tmp_path: Path) -> None:
    disk = RecordingDisk(PosixDisk(tmp_path))
    bands = BandStore([disk], GEOMETRY)
    bands.reserve_group(0)
    bands.sync(bands.take_touched())
    events = disk.trace.events
    synced = {event.name for event in events if isinstance(event, Sync)}
    assert synced == {band_name(0, lane) for lane in range(LANES)}
    assert len(disk.trace.positions(SyncFolder)) == 1

    bands.write(6, 3, slot(1))
    place = len(disk.trace)
    bands.sync(bands.take_touched())
    assert [(type(event), event.name) for event in events[place:]] == [(Sync, band_name(0, 6))]
    bands.close()
    disk.close()


@pytest.mark.parametrize("number", range(LANES))
def test_a_failed_sync_is_raised_after_all_have_ended(
    disk: FaultyDisk, bands: BandStore, number: int
) -> None:
    disk.recover()
    disk.faults.append(Fault("sync", number, errno.EIO))
    with pytest.raises(MediumError) as caught:
        bands.sync(bands.take_touched())
    assert caught.value.errno_value == errno.EIO
    assert disk.counts["sync"] == LANES


def test_a_folder_that_cannot_be_synced_is_raised(disk: FaultyDisk, bands: BandStore) -> None:
    disk.recover()
    disk.faults.append(Fault("sync_folder", 0, errno.EIO))
    touched = bands.take_touched()
    with pytest.raises(MediumError):
        bands.sync(touched)
    disk.recover()
    bands.sync(touched)
    assert disk.counts["sync_folder"] == 1, "the names are still not durable"


def test_a_take_in_the_middle_of_a_write_does_not_lose_it(
    disk: FaultyDisk, bands: BandStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marked before the write, the band would be synced without its data, and then forgotten."""
    bands.take_touched()
    write = disk.inner.pwrite

    def overtaken(name: str, data: Buffer, offset: int) -> None:
        bands.take_touched()
        write(name, data, offset)

    monkeypatch.setattr(disk.inner, "pwrite", overtaken)
    bands.write(3, 1, slot(1))
    assert bands.take_touched() == {(0, 3)}


def test_writers_and_a_syncer_lose_no_mark(tmp_path: Path) -> None:
    disk = RecordingDisk(PosixDisk(tmp_path))
    bands = BandStore([disk], GEOMETRY)
    bands.reserve_group(0)
    bands.take_touched()
    stop = threading.Event()
    taken: list[tuple[int, set[tuple[int, int]]]] = []

    def write(position: int) -> None:
        for row in range(200):
            bands.write(position, row, b"\1" * 64)

    def take() -> None:
        while not stop.is_set():
            marks = bands.take_touched()
            taken.append((len(disk.trace), marks))

    writers = [threading.Thread(target=write, args=(lane,)) for lane in range(LANES)]
    taker = threading.Thread(target=take)
    for thread in (*writers, taker):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    taker.join()
    marks = bands.take_touched()
    taken.append((len(disk.trace), marks))
    last_write = {
        event.name: place
        for place, event in enumerate(disk.trace.events)
        if isinstance(event, Write)
    }
    for lane in range(LANES):
        last_taken = max(place for place, marks in taken if (0, lane) in marks)
        assert last_taken > last_write[band_name(0, lane)]
    bands.close()
    disk.close()


def test_lanes_are_dealt_over_the_locations(tmp_path: Path) -> None:
    roots = [tmp_path / name for name in ("a", "b", "c")]
    for root in roots:
        root.mkdir()
    disks = [RecordingDisk(PosixDisk(root)) for root in roots]
    bands = BandStore(disks, GEOMETRY)
    bands.reserve_group(0)
    for number, root in enumerate(roots):
        names = sorted(os.listdir(root / "bands"))
        assert names == [f"00000000-{lane:02d}" for lane in range(number, LANES, 3)]
    bands.write(5, 0, slot(7))
    assert (roots[2] / band_name(0, 5)).read_bytes()[:SLOT_BYTES] == slot(7)
    bands.sync(bands.take_touched())
    assert [len(disk.trace.positions(SyncFolder)) for disk in disks] == [1, 1, 1]
    bands.close()
    for disk in disks:
        disk.close()


def test_advice_never_fails(bands: BandStore) -> None:
    bands.advise(0, 5, 3)
    bands.advise(0, 5 * BAND_SLOTS, 3)


def test_a_band_is_written_to_again_once_nothing_lies_in_its_place(
    bands: BandStore, disk: FaultyDisk, tmp_path: Path
) -> None:
    band = tmp_path / band_name(0, 4)
    band.unlink()
    band.mkdir()
    disk.refresh()
    bands.write(4, 7, slot(1))
    band.rmdir()
    disk.refresh()
    bands.restore(bands.missing(1))
    bands.write(4, 7, slot(2))
    assert bands.read(4, 7, 1) == slot(2)


class SlowDisk(MemoryDisk):
    """A drive that takes what it is handed only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = threading.Event()
        self.handed: list[tuple[str, int, int]] = []

    def start_writing(self, name: str, offset: int, length: int) -> None:
        assert self.let.wait(60)
        self.handed.append((name, offset, length))


def run_of(count: int, first: int = 0) -> list[Buffer]:
    """A run's slots by position, each position's of its own byte."""
    return [bytes([first + position]) * (count * SLOT_BYTES) for position in range(LANES)]


def test_a_stream_is_handed_to_every_band_by_a_thread_that_may_wait() -> None:
    disk = SlowDisk()
    bands = BandStore([disk], GEOMETRY)
    bands.reserve_group(0)
    bands.write_run(5, run_of(40))
    assert disk.handed == []
    assert bands.read(3, 44, 1) == slot(3)
    disk.let.set()
    bands.close()
    expected = [(band_name(0, lane), 5 * SLOT_BYTES, 40 * SLOT_BYTES) for lane in range(LANES)]
    assert disk.handed == expected


def test_what_is_no_stream_is_left_to_the_system() -> None:
    disk = SlowDisk()
    bands = BandStore([disk], GEOMETRY)
    bands.reserve_group(0)
    bands.write_run(5, run_of(STREAM_ROWS - 1))
    disk.let.set()
    bands.close()
    assert disk.handed == []


def test_a_drive_that_is_far_behind_is_handed_no_more() -> None:
    disk = SlowDisk()
    bands = BandStore([disk], GEOMETRY)
    bands.reserve_group(0)
    before = threading.active_count()
    for _ in range(30):
        bands.write_run(0, run_of(STREAM_ROWS))
    disk.let.set()
    bands.close()
    assert LANES <= len(disk.handed) <= 5 * LANES
    assert threading.active_count() == before


# -- past the page cache ----------------------------------------------------------------------


@pytest.fixture
def aio(monkeypatch: pytest.MonkeyPatch) -> SlowAio:
    return install(monkeypatch)


@pytest.fixture
def direct(tmp_path: Path, aio: SlowAio) -> Iterator[BandStore]:
    skip_without_direct_io(tmp_path)
    disk = PosixDisk(tmp_path)
    bands = BandStore([disk], GEOMETRY)
    bands.reserve_group(0)
    bands.take_touched()
    yield bands
    bands.close()
    disk.close()


def write_stream(bands: BandStore, row: int, count: int, first: int = 0) -> None:
    room = bands.room(count)
    assert room is not None
    slots = cut_room(room, count * SLOT_BYTES, LANES)
    for place, content in zip(slots, run_of(count, first), strict=True):
        place[:] = content
    bands.write_run(row, slots, room)


def test_a_stream_by_a_room_is_read_back_at_once(direct: BandStore, aio: SlowAio) -> None:
    write_stream(direct, 7, 40)
    assert len(aio.waiting) == LANES
    assert [direct.read(lane, 7, 40) for lane in range(LANES)] == run_of(40)
    assert aio.waiting == []


def test_a_sync_waits_for_what_was_begun_and_syncs_its_bands(
    direct: BandStore, aio: SlowAio, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stream(direct, 7, 40)
    touched = direct.take_touched()
    assert touched == {(0, lane) for lane in range(LANES)}
    synced = []

    def sync(name: str) -> None:
        assert aio.waiting == []
        synced.append(name)

    monkeypatch.setattr(direct.disks[0], "sync", sync)
    direct.sync(touched)
    assert sorted(synced) == [band_name(0, lane) for lane in range(LANES)]


def test_no_band_is_written_both_ways_at_once(direct: BandStore, aio: SlowAio) -> None:
    """Linux reports an error of a file of which a page was changed in the cache meanwhile."""
    write_stream(direct, 0, 40)
    direct.write(4, 40, slot(200))
    assert aio.waiting == []
    assert direct.read(4, 39, 2) == slot(4) + slot(200)


def test_a_stream_begins_only_when_a_write_through_the_cache_has_ended(
    direct: BandStore, aio: SlowAio, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = direct.disks[0]
    pwrite, began, let = disk.pwrite, threading.Event(), threading.Event()

    def slow(name: str, data: Buffer, offset: int) -> None:
        began.set()
        assert let.wait(60)
        assert aio.waiting == [], "begun in the middle of it"
        pwrite(name, data, offset)

    monkeypatch.setattr(disk, "pwrite", slow)
    writer = threading.Thread(target=direct.write, args=(4, 40, slot(200)))
    writer.start()
    assert began.wait(60)
    opened = threading.Event()
    monkeypatch.setattr(direct._ahead, "forget", lambda *_: opened.set())
    streamer = threading.Thread(target=write_stream, args=(direct, 0, 40))
    streamer.start()
    assert opened.wait(60)
    streamer.join(0.05)  # it would be through by now if nothing kept it
    let.set()
    writer.join()
    streamer.join()
    assert direct.read(4, 39, 2) == slot(4) + slot(200)
    assert len(aio.done) == LANES


def test_what_the_disk_takes_neither_way_is_raised_by_each_sync(
    direct: BandStore, aio: SlowAio, monkeypatch: pytest.MonkeyPatch
) -> None:
    aio.fate = lambda transfer: -errno.EIO

    def refuse(name: str, data: Buffer, offset: int) -> None:
        raise MediumError(name, errno.EIO)

    monkeypatch.setattr(direct.disks[0], "pwrite", refuse)
    write_stream(direct, 0, 40)
    for touched in (direct.take_touched(), set()):
        with pytest.raises(MediumError):
            direct.sync(touched)


def test_a_band_that_has_another_name_elsewhere_is_not_written_to(
    tmp_path: Path, aio: SlowAio
) -> None:
    skip_without_direct_io(tmp_path)
    disk = PosixDisk(tmp_path)
    bands = BandStore([disk], GEOMETRY)
    bands.reserve_group(0)
    bands.take_touched()
    os.link(tmp_path / band_name(0, 4), tmp_path / "another")
    disk.refresh()
    before = (tmp_path / "another").read_bytes()
    write_stream(bands, 0, 40, first=1)
    touched = bands.take_touched()
    assert touched == {(0, lane) for lane in range(LANES) if lane != 4}
    bands.sync(touched)
    assert (tmp_path / "another").read_bytes() == before
    assert bands.left_out == (band_name(0, 4),)
    assert bands.read(5, 0, 40) == slot(6) * 40
    bands.close()
    disk.close()


def test_noise_goes_the_same_way_and_repeats_nowhere(direct: BandStore, aio: SlowAio) -> None:
    direct.fill_noise(0, [(0, BAND_SLOTS)])
    slots = {direct.read(lane, row, 1) for lane in range(LANES) for row in range(BAND_SLOTS)}
    assert len(slots) == LANES * BAND_SLOTS
    assert bytes(SLOT_BYTES) not in slots
    assert aio.done != []


def test_what_was_read_ahead_is_there_until_it_is_written_again(
    direct: BandStore, aio: SlowAio, tmp_path: Path
) -> None:
    write_stream(direct, 0, 40)
    direct.sync(direct.take_touched())
    evict(tmp_path / BAND_FOLDER)
    direct.read_ahead(0, 40, [3, 4])
    assert len(aio.waiting) == 2
    assert direct.together(30, 20) == 10
    assert direct.arrived(0, 10) == {3: slot(3) * 10, 4: slot(4) * 10}
    direct.write(3, 39, slot(200))
    assert direct.arrived(10, 30) == {}


def test_what_lies_in_the_page_cache_is_not_read_ahead_past_it(
    direct: BandStore, aio: SlowAio
) -> None:
    for position in range(LANES):
        direct.write(position, 0, slot(1) * 40)
    if not direct.disks[0].is_cached(band_name(0, 3), 0, 40 * SLOT_BYTES):
        pytest.skip("this kernel does not say what is in the page cache")
    direct.read_ahead(0, 40, [3, 4])
    assert aio.waiting == []
    assert direct.arrived(0, 40) == {}


def test_few_rows_are_not_read_ahead_past_the_page_cache(
    direct: BandStore, aio: SlowAio, tmp_path: Path
) -> None:
    evict(tmp_path / BAND_FOLDER)
    direct.read_ahead(0, STREAM_ROWS - 1, [3, 4])
    assert aio.waiting == []
