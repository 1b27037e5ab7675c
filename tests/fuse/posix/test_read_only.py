"""A read-only mount: everything can be looked at, nothing changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fuse.posix.calls import CHANGING, LOOKING, MAKING, TAKING, Call
from tests.support.nodes import DIRECTORY, FILE, make
from tests.support.places import Place, VaultPlace
from tests.support.syscalls import outcome, renameat2


@pytest.fixture
def work(new_place: Callable[..., Place], tmp_path: Path, monkeypatch) -> Iterator[Path]:
    """A few files, on a mount that was writable when they were made."""
    place = new_place()
    (place.root / "file").write_bytes(b"content")
    (place.root / "spare").write_bytes(b"")
    (place.root / "folder").mkdir()
    os.symlink("file", place.root / "link")
    if isinstance(place, VaultPlace):
        place.stop()
        # No ruling on ownership: whoever runs the tests made these files.
        read_only = VaultPlace(place.vault, place.root, read_only=True)
        read_only.start()
        with monkeypatch.context() as patch:
            patch.chdir(place.root)
            yield place.root
        read_only.close()
        place.start()
    elif os.geteuid() == 0:
        view = tmp_path / "read-only"
        view.mkdir()
        subprocess.run(["mount", "--bind", place.root, view], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", view], check=True)
        with monkeypatch.context() as patch:
            patch.chdir(view)
            yield view
        subprocess.run(["umount", view], check=True)
    else:
        pytest.skip("a read-only view of a plain folder needs root")


def test_nothing_can_be_changed(work: Path) -> None:
    def refused(call: Call, path: str) -> None:
        assert outcome(call.run, path) == "EROFS", f"{call} on {path}"

    for call in MAKING:
        refused(call, "new")
    for call in TAKING:
        refused(call, "file")
    for call in CHANGING:
        refused(call, "file")
    assert outcome(os.rmdir, "folder") == "EROFS"
    assert outcome(make, FILE, "folder/new") == "EROFS"
    assert outcome(make, DIRECTORY, "folder/new") == "EROFS"
    assert outcome(os.rename, "file", "spare") == "EROFS"
    assert outcome(renameat2, "file", "spare", 2) == "EROFS"
    assert outcome(os.open, "file", os.O_RDONLY | os.O_TRUNC) == "EROFS"
    assert outcome(os.open, "file", os.O_RDWR) == "EROFS"
    assert not os.access("file", os.W_OK)
    assert sorted(os.listdir(".")) == ["file", "folder", "link", "spare"]
    assert Path("file").read_bytes() == b"content"
    assert os.readlink("link") == "file"
    assert os.statvfs(".").f_flag & os.ST_RDONLY


def test_everything_can_be_looked_at(work: Path) -> None:
    skipped = {"readlink", "chdir", "list", "getxattr"}
    for call in LOOKING:
        if call.name not in skipped:
            assert outcome(call.run, "file") == "ok", call
    assert outcome(os.stat, "absent") == "ENOENT"
    before = os.stat("file")
    with open("file", "rb") as stream:
        assert stream.read() == b"content"
        os.fsync(stream.fileno())
    assert os.stat("file").st_atime_ns == before.st_atime_ns
