"""The power cut itself: what was promised is there, the rest in any state that a disk may leave."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from engine.errors import MediumError, MissingPieceError, NoSpaceError
from engine.medium.disk import PosixDisk
from tests.faults.faulty import Fault, FaultyDisk
from tests.faults.power_cut import (
    SECTOR_BYTES,
    Chance,
    Everything,
    LastOnly,
    Nothing,
    Survival,
    TornLast,
    cut_power,
)
from tests.faults.recording import RecordingDisk, Trace, read_folder


@pytest.fixture
def disk(tmp_path: Path) -> RecordingDisk:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "base").write_bytes(b"there before")
    return RecordingDisk(PosixDisk(root))


def after(
    disk: RecordingDisk, tmp_path: Path, survival: Survival, at: int | None = None
) -> dict[str, bytes]:
    target = tmp_path / f"cut-{len(list(tmp_path.iterdir()))}"
    cut_power(disk.trace, len(disk.trace) if at is None else at, survival, [target])
    return read_folder(target)


def test_everything_is_the_folder_as_it_is(disk: RecordingDisk, tmp_path: Path) -> None:
    disk.allocate("bands/a", 5000)
    disk.pwrite("bands/a", b"x" * 700, 300)
    disk.create("header", b"h")
    disk.replace("header", b"new header")
    disk.pwrite("base", b"T", 0)
    disk.allocate("gone", 10)
    disk.remove("gone")
    assert after(disk, tmp_path, Everything()) == read_folder(disk.root)


def test_nothing_is_what_was_synced(disk: RecordingDisk, tmp_path: Path) -> None:
    disk.allocate("a", 1000)
    disk.pwrite("a", b"kept", 0)
    disk.sync("a")
    disk.sync_folder("a")
    disk.pwrite("a", b"lost", 500)
    disk.pwrite("base", b"lost", 0)
    disk.allocate("b", 10)
    disk.sync("b")
    expected = {"a": b"kept".ljust(1000, b"\0"), "base": b"there before"}
    assert after(disk, tmp_path, Nothing()) == expected


def test_a_name_is_durable_with_its_own_folder(disk: RecordingDisk, tmp_path: Path) -> None:
    disk.allocate("bands/a", 10)
    disk.sync("bands/a")
    disk.sync_folder("base")
    assert "bands/a" not in after(disk, tmp_path, Nothing())
    disk.sync_folder("bands/a")
    assert "bands/a" in after(disk, tmp_path, Nothing())


def test_a_removed_name_may_be_back(disk: RecordingDisk, tmp_path: Path) -> None:
    disk.remove("base")
    assert "base" in after(disk, tmp_path, Nothing())
    assert "base" not in after(disk, tmp_path, Everything())
    disk.sync_folder("base")
    assert "base" not in after(disk, tmp_path, Nothing())


def test_a_file_is_replaced_whole_or_not(disk: RecordingDisk, tmp_path: Path) -> None:
    disk.replace("base", b"second")
    assert after(disk, tmp_path, Nothing(), at=0)["base"] == b"there before"
    assert after(disk, tmp_path, Nothing(), at=1)["base"] == b"second"


def test_a_cut_knows_nothing_of_later(disk: RecordingDisk, tmp_path: Path) -> None:
    disk.pwrite("base", b"1", 0)
    disk.pwrite("base", b"2", 0)
    assert after(disk, tmp_path, Everything(), at=1)["base"] == b"1here before"


def test_the_last_write_is_torn_at_a_sector(disk: RecordingDisk, tmp_path: Path) -> None:
    disk.allocate("a", 8192)
    disk.pwrite("a", b"first" * 100, 0)
    disk.pwrite("a", b"y" * 4096, 4096)
    content = after(disk, tmp_path, TornLast())["a"]
    assert content[:500] == b"first" * 100
    assert content[4096:].rstrip(b"\0") == b"y" * 2048
    only = after(disk, tmp_path, LastOnly())
    assert "a" not in only


def test_writes_survive_out_of_order(disk: RecordingDisk, tmp_path: Path) -> None:
    disk.pwrite("base", b"1", 0)
    disk.pwrite("base", b"2", 1)
    assert after(disk, tmp_path, LastOnly())["base"] == b"t2ere before"


def test_chance_repeats_itself_and_reaches_every_outcome(
    disk: RecordingDisk, tmp_path: Path
) -> None:
    disk.allocate("a", 2 * SECTOR_BYTES)
    disk.sync("a")
    disk.sync_folder("a")
    disk.pwrite("a", b"1" * SECTOR_BYTES + b"2" * SECTOR_BYTES, 0)
    seen = set()
    for seed in range(200):
        content = after(disk, tmp_path, Chance(seed))["a"]
        assert content == after(disk, tmp_path, Chance(seed))["a"]
        seen.add((content[:SECTOR_BYTES].count(b"1"), content[SECTOR_BYTES:].count(b"2")))
    full = SECTOR_BYTES
    assert seen == {(0, 0), (full, 0), (0, full), (full, full)}


def test_disks_lose_power_together_or_alone(tmp_path: Path) -> None:
    trace = Trace()
    roots = [tmp_path / "one", tmp_path / "two"]
    for root in roots:
        root.mkdir()
    disks = [RecordingDisk(PosixDisk(root), trace) for root in roots]
    for disk in disks:
        disk.create("a", b"0")
        disk.pwrite("a", b"1", 0)
    together = [tmp_path / "t1", tmp_path / "t2"]
    cut_power(trace, len(trace), Nothing(), together)
    assert [read_folder(root)["a"] for root in together] == [b"0", b"0"]
    alone = [tmp_path / "a1", tmp_path / "a2"]
    cut_power(trace, len(trace), Nothing(), alone, number=1)
    assert [read_folder(root)["a"] for root in alone] == [b"1", b"0"]


def test_a_sync_covers_what_came_before_it_began(disk: RecordingDisk, tmp_path: Path) -> None:
    """A write that another thread makes while the sync runs is not covered by it."""
    inner = disk.inner.sync

    def overtaken(name: str) -> None:
        inner(name)
        disk.pwrite(name, b"late", 0)

    disk.inner.sync = overtaken  # type: ignore[method-assign]
    disk.pwrite("base", b"early", 6)
    disk.sync("base")
    assert after(disk, tmp_path, Nothing())["base"] == b"there earlye"


@pytest.mark.parametrize(
    ("code", "expected"),
    [(errno.EIO, MediumError), (errno.ENOSPC, NoSpaceError), (errno.ENOENT, MissingPieceError)],
)
def test_the_planned_call_fails_and_no_other(
    tmp_path: Path, code: int, expected: type[Exception]
) -> None:
    disk = FaultyDisk(PosixDisk(tmp_path), [Fault("pwrite", 1, code)])
    disk.create("a", bytes(10))
    disk.pwrite("a", b"0", 0)
    with pytest.raises(expected):
        disk.pwrite("a", b"1", 1)
    disk.pwrite("a", b"2", 2)
    assert disk.pread("a", 3, 0) == b"0\x002"
    assert disk.counts["pwrite"] == 3


def test_a_torn_write_has_done_its_half(tmp_path: Path) -> None:
    disk = FaultyDisk(PosixDisk(tmp_path), [Fault("pwrite", 0, torn=True)])
    disk.create("a", bytes(4))
    with pytest.raises(MediumError):
        disk.pwrite("a", b"1234", 0)
    assert disk.pread("a", 4, 0) == b"12\0\0"


def test_a_vanished_disk_fails_at_everything_until_it_is_back(tmp_path: Path) -> None:
    disk = FaultyDisk(PosixDisk(tmp_path))
    disk.create("a", b"data")
    disk.vanish()
    for call in (lambda: disk.pread("a", 1, 0), lambda: disk.sync("a"), lambda: disk.size("a")):
        with pytest.raises(MediumError):
            call()
    disk.recover()
    assert disk.pread("a", 4, 0) == b"data"
