"""A vault on a disk that fills up: refused with ENOSPC, everything stays, and it can be emptied."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.places import VaultPlace
from tests.support.syscalls import outcome

pytestmark = pytest.mark.root

MIB = 1 << 20


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Nothing of the shared mount is needed here."""
    return tmp_path


@pytest.fixture
def small(tmp_path: Path) -> Iterator[VaultPlace]:
    """A vault on a disk of its own, of 160 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160m", "none", disk], check=True)
    try:
        place = VaultPlace.create(disk)
        place.start()
        yield place
        place.close()
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def fill(folder: Path, size: int = MIB) -> list[Path]:
    """Write files until there is no room; each is either whole and synced, or refused and gone."""
    kept: list[Path] = []
    for number in range(10_000):
        path = folder / f"file-{number}"
        try:
            with path.open("wb") as stream:
                stream.write(bytes([number % 256]) * size)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
            return kept
        kept.append(path)
    raise AssertionError("the disk never filled up")


def check(kept: list[Path], size: int = MIB) -> None:
    for path in kept:
        number = int(path.name.rpartition("-")[2])
        assert path.read_bytes() == bytes([number % 256]) * size


@pytest.mark.parametrize("size", [MIB, 5000])
def test_full_and_emptied_again(small: VaultPlace, size: int) -> None:
    (small.root / "before").mkdir()
    kept = fill(small.root, size)
    assert len(kept) * size > 16 * MIB
    check(kept, size)
    found = os.statvfs(small.root)
    assert found.f_bavail * found.f_frsize < 8 * MIB
    small.remount()
    check(kept, size)
    for path in kept:
        path.unlink()
    (small.root / "before").rmdir()
    assert os.listdir(small.root) == []
    # What was freed can be used again, as often as one likes.
    again = fill(small.root, size)
    assert len(again) >= len(kept) * 3 // 4
    check(again, size)
    small.remount()
    check(again, size)


def test_a_full_disk_refuses_every_growth_but_not_the_way_out(small: VaultPlace) -> None:
    kept = fill(small.root)
    small.remount()
    root = small.root
    for number in range(100_000):
        if outcome(os.symlink, "x" * 4000, root / f"link-{number}") == "ENOSPC":
            break
    for number in range(100_000):
        if outcome((root / f"folder-{number}").mkdir) == "ENOSPC":
            break
    assert outcome((root / "another").mkdir) == "ENOSPC"
    assert outcome(os.symlink, "x", root / "link") == "ENOSPC"
    assert outcome(os.mkfifo, root / "fifo") == "ENOSPC"
    check(kept[:5])
    kept[0].unlink()
    os.truncate(kept[1], 0)
    small.remount()
    assert not kept[0].exists()
    assert kept[1].stat().st_size == 0
    check(kept[2:])
    for path in root.iterdir():
        path.unlink() if path.is_symlink() or not path.is_dir() else path.rmdir()
    small.remount()
    assert os.listdir(root) == []
    (root / "room").write_bytes(b"again" * 100_000)
    small.remount()
    assert (root / "room").read_bytes() == b"again" * 100_000
