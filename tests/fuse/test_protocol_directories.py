"""Listings through the kernel: complete, stable while entries go, fresh after a rewind."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.mount import listings
from tests.support.fake_mount import Mounted, mounted, require_fuse


@pytest.fixture
def mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mounted]:
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    with mounted(tmp_path) as made:
        yield made


def fill(mount: Mounted, count: int, parent: int = 1) -> set[str]:
    """Files made beside the mount, which is quicker."""
    for number in range(count):
        mount.namespace.create(parent, b"file-%05d" % number, 0o100644, 0, 0)
    return {f"file-{number:05d}" for number in range(count)}


def test_a_long_listing_is_complete(mount: Mounted) -> None:
    names = fill(mount, 5000)
    assert sorted(os.listdir(mount.root)) == sorted(names)
    with os.scandir(mount.root) as entries:
        seen = {entry.name: entry.inode() for entry in entries}
    assert seen.keys() == names
    assert seen["file-00042"] == os.stat(mount.root / "file-00042").st_ino


def test_entries_deleted_on_the_way_hide_no_others(mount: Mounted) -> None:
    names = fill(mount, 5000)
    seen = set()
    with os.scandir(mount.root) as entries:
        for entry in entries:
            assert entry.name not in seen
            seen.add(entry.name)
            os.unlink(mount.root / entry.name)
    assert seen == names
    assert os.listdir(mount.root) == []


def test_rm_leaves_nothing(mount: Mounted) -> None:
    folder = mount.root / "folder"
    folder.mkdir()
    ino = folder.stat().st_ino
    for number in range(12_000):  # past what rm reads at once
        mount.namespace.create(ino, b"%d" % number, 0o100644, 0, 0)
    subprocess.run(["rm", "-r", folder], check=True)
    assert os.listdir(mount.root) == []


def test_a_rewound_listing_shows_what_is_new(mount: Mounted) -> None:
    (mount.root / "old").touch()
    directory = os.open(mount.root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        assert os.listdir(directory) == ["old"]
        (mount.root / "new").touch()
        assert sorted(os.listdir(directory)) == ["new", "old"]
        (mount.root / "old").unlink()
        assert os.listdir(directory) == ["new"]
    finally:
        os.close(directory)


def test_a_listing_goes_on_when_its_names_are_kept_no_more(
    mount: Mounted, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = fill(mount, 3000)
    for number in range(5):
        (mount.root / f"folder-{number}").mkdir()
    names |= {f"folder-{number}" for number in range(5)}
    monkeypatch.setattr(listings, "KEPT_LISTINGS", 2)
    seen = []
    with os.scandir(mount.root) as entries:
        for position, entry in enumerate(entries):
            if position % 500 == 0:
                for number in range(5):
                    os.listdir(mount.root / f"folder-{number}")
            seen.append(entry.name)
    assert sorted(seen) == sorted(names)


def test_a_listing_is_asked_for_once(mount: Mounted) -> None:
    fill(mount, 10)
    mount.settle()
    os.listdir(mount.root)
    mount.namespace.calls.clear()
    os.listdir(mount.root)
    os.listdir(mount.root)
    assert not mount.namespace.calls["entries"] + mount.namespace.calls["entries_with_inodes"]


def test_listing_with_attributes_saves_the_lookups(mount: Mounted) -> None:
    ino = (mount.root / "folder").mkdir() or (mount.root / "folder").stat().st_ino
    fill(mount, 100, ino)
    mount.settle()
    mount.namespace.calls.clear()
    subprocess.run(["ls", "-l", mount.root / "folder"], stdout=subprocess.DEVNULL, check=True)
    assert mount.namespace.calls["lookup"] <= 2
