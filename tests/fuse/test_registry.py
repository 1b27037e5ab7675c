"""Who has mounted what, found again from other processes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import MountBusyError, MountError
from engine.mount.mount_table import find_mount
from engine.mount.refusals import Refusal
from engine.mount.registry import (
    find_record,
    list_mounts,
    new_record,
    register,
    state_folder,
    unmount,
    unregister,
)
from tests.support.fake_mount import mounted, require_fuse, served, wait_until


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture
def mountpoint(tmp_path: Path) -> Path:
    require_fuse()
    folder = tmp_path / "mounted"
    folder.mkdir()
    return folder


def record_for(tmp_path: Path, name: str = "mounted"):
    return new_record(
        tmp_path / "vault", tmp_path / name, read_only=False, binding="linux", dedicated=True
    )


# -- records ------------------------------------------------------------------------------------


def test_records_come_back(tmp_path: Path) -> None:
    first, second = record_for(tmp_path, "b"), record_for(tmp_path, "a\udcff")
    register(first)
    register(second)
    assert list_mounts() == [second, first]
    unregister(second)
    assert list_mounts() == [first]


def test_records_are_for_the_user_only(tmp_path: Path) -> None:
    register(record_for(tmp_path))
    assert state_folder().stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in state_folder().iterdir())


def test_records_of_the_dead_go(tmp_path: Path) -> None:
    record = record_for(tmp_path)
    ended = subprocess.Popen(["true"])
    ended.wait()
    for dead in (replace(record, pid=ended.pid), replace(record, started="1")):
        register(dead)
        assert list_mounts() == []
        assert list(state_folder().iterdir()) == []


def test_what_is_no_record_goes(tmp_path: Path) -> None:
    for content in (b"", b"{", b"[]", b"{}", b'{"pid": "x"}', b"\xff" * 100, b"[" * 70000):
        (state_folder() / "bad.json").write_bytes(content)
        assert list_mounts() == []
        assert not (state_folder() / "bad.json").exists()


def test_another_mount_at_the_same_place_keeps_its_record(tmp_path: Path) -> None:
    old = record_for(tmp_path)
    new = replace(old, read_only=True)
    register(new)
    unregister(old)
    assert list_mounts() == [new]


def test_records_hold_nothing_but_what_they_must(tmp_path: Path) -> None:
    register(record_for(tmp_path))
    (path,) = state_folder().iterdir()
    assert set(json.loads(path.read_text())) == {
        "vault", "mountpoint", "pid", "started", "read_only", "binding", "dedicated",
    }  # fmt: skip


# -- live mounts --------------------------------------------------------------------------------


def test_a_mount_is_listed_while_it_lasts(mountpoint: Path) -> None:
    with served(mountpoint) as server:
        (record,) = list_mounts()
        assert record.mountpoint == mountpoint
        assert record.pid == server.process.pid
        assert record.vault == mountpoint.parent / "mounted-vault"
        assert find_record(mountpoint) == find_record(record.vault) == record
        server.end(signal.SIGTERM)
        assert list_mounts() == []
        assert list(state_folder().iterdir()) == []


@pytest.mark.parametrize("by", ["mountpoint", "vault", "relative"])
def test_unmounting_waits_for_the_process(
    mountpoint: Path, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(mountpoint) as server:
        (mountpoint / "file").write_bytes(b"x")
        monkeypatch.chdir(mountpoint.parent)
        path = {
            "mountpoint": mountpoint,
            "vault": mountpoint.parent / "mounted-vault",
            "relative": Path("mounted"),
        }[by]
        record = unmount(path)
        assert record is not None
        assert not record.alive
        assert server.end() == (0, "synced 1 files {'file': 1}\n")
        assert find_mount(mountpoint) is None


def test_unmounting_what_is_in_use(mountpoint: Path) -> None:
    with served(mountpoint) as server, (mountpoint / "file").open("wb") as file:
        with pytest.raises(MountBusyError) as busy:
            unmount(mountpoint)
        assert any(f"({os.getpid()})" in holder for holder in busy.value.holders)
        file.close()
        unmount(mountpoint, lazy=True)
        assert server.end()[0] == 0


def test_a_forced_unmount_ends_what_is_in_use(mountpoint: Path) -> None:
    with served(mountpoint) as server:
        file = os.open(mountpoint / "file", os.O_CREAT | os.O_RDWR)
        os.write(file, b"kept")
        record = unmount(mountpoint, force=True)
        assert record is not None
        assert not record.alive
        assert server.end() == (0, "synced 1 files {'file': 4}\n")
        with contextlib.suppress(OSError):  # the file system under it is gone
            os.close(file)


def test_a_server_that_does_not_end_in_time(mountpoint: Path) -> None:
    with served(mountpoint) as server, (mountpoint / "file").open("wb"):
        with pytest.raises(MountError) as failed:
            unmount(mountpoint, lazy=True, timeout_s=0.05)
        assert failed.value.reason == Refusal.STILL_SERVING
        assert server.process.poll() is None


def test_the_application_goes_on_after_an_unmount_from_outside(tmp_path: Path) -> None:
    require_fuse()
    with mounted(tmp_path) as mount:
        record = unmount(mount.root)
        assert record is not None
        assert record.alive
        assert mount.namespace.calls["sync"] == 1
        assert list_mounts() == []


def test_unmounting_nothing(tmp_path: Path) -> None:
    with pytest.raises(MountError) as failed:
        unmount(tmp_path)
    assert failed.value.reason == Refusal.NOT_MOUNTED


def test_unmounting_a_dead_mount_clears_it(mountpoint: Path) -> None:
    with served(mountpoint) as server:
        pid = server.process.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        server.process.kill()
        server.process.communicate()
        wait_until(lambda: not os.path.ismount(mountpoint), "the mount is dead")
        assert find_mount(mountpoint) is not None
        unmount(mountpoint)
        assert find_mount(mountpoint) is None
        assert list_mounts() == []
