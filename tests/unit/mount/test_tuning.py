"""The kernel's limits for a mount: set where we may, and the older way where there is no newer."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.mount.linux import tuning
from engine.mount.mount_table import MountedFileSystem

MOUNTPOINT = Path("/mnt/vault")


def backing_device(root: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]) -> Path:
    folder = root / "0:77"
    folder.mkdir()
    for name in names:
        (folder / name).write_text("as it was")
    monkeypatch.setattr(tuning, "_BACKING_DEVICES", root)
    mount = MountedFileSystem(MOUNTPOINT, "fuse.sigmavault", "0:77")
    monkeypatch.setattr(tuning, "find_mount", {MOUNTPOINT: mount}.get)
    return folder


def settings(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_dirty_pages_are_bounded_in_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("read_ahead_kb", "max_bytes", "max_ratio", "strict_limit")
    folder = backing_device(tmp_path, monkeypatch, names)
    tuning.set_limits(MOUNTPOINT)
    assert settings(folder) == {
        "read_ahead_kb": "1024",
        "max_bytes": str(128 << 20),
        "max_ratio": "as it was",
        "strict_limit": "1",
    }


def test_where_the_kernel_counts_no_bytes_they_are_not_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = backing_device(tmp_path, monkeypatch, ("read_ahead_kb", "max_ratio", "strict_limit"))
    (folder / "max_bytes").mkdir()
    tuning.set_limits(MOUNTPOINT)
    (folder / "max_bytes").rmdir()
    assert settings(folder) == {"read_ahead_kb": "1024", "max_ratio": "100", "strict_limit": "0"}


def test_whoever_may_set_nothing_is_told_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = backing_device(tmp_path, monkeypatch, ())
    folder.rmdir()
    tuning.set_limits(MOUNTPOINT)
    tuning.set_limits(Path("/mnt/elsewhere"))
