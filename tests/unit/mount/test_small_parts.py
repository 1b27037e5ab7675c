"""Privileges, processes, the table of mounts, what holds a mount."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.mount import mount_table
from engine.mount.filesystem import SigmaVaultFS
from engine.mount.holders import find_holders
from engine.mount.mount_table import find_mount, is_ours, mounted_file_systems
from engine.mount.privileges import without_privileges
from engine.mount.processes import is_running, start_time
from tests.support.fake_namespace import FakeNamespace
from tests.support.places import wait_until


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (0o104755, 0o100755),
        (0o106755, 0o100755),
        (0o102755, 0o100755),
        (0o102745, 0o102745),
        (0o106644, 0o102644),
        (0o101777, 0o101777),
        (0o042755, 0o042755),
        (0o046755, 0o046755),
    ],
)
def test_privileges(before: int, after: int) -> None:
    assert without_privileges(before) == after


def test_running_processes() -> None:
    ours = os.getpid()
    assert is_running(ours, start_time(ours))
    assert is_running(ours, "")
    assert not is_running(ours, "1")
    child = subprocess.Popen(["true"])
    started = start_time(child.pid)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not is_running(child.pid, started)  # a zombie
    child.wait()
    assert not is_running(child.pid, started)
    assert start_time(child.pid) == ""


_ENDS_BUT_FOR_A_THREAD = """
import ctypes, threading
threading.Thread(target=input).start()
ctypes.CDLL(None).pthread_exit(None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the states of threads are Linux's")
def test_a_process_runs_until_its_last_thread_has_ended() -> None:
    """Its files stay open until then: a vault that it serves is not free yet."""
    child = subprocess.Popen([sys.executable, "-c", _ENDS_BUT_FOR_A_THREAD], stdin=subprocess.PIPE)
    try:
        state = Path(f"/proc/{child.pid}/stat")
        wait_until(lambda: state.read_text().rpartition(")")[2].split()[0] == "Z", "it is a zombie")
        assert is_running(child.pid, "")
    finally:
        child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not is_running(child.pid, "")
    child.communicate()


TABLE = rb"""22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
36 22 0:41 / /home/me/with\040space rw,nosuid - fuse.sigmavault sigmavault rw,user_id=0
37 22 0:42 / /mnt/back\134slash rw master:3 propagate_from:2 - fuse.other x rw
38 36 0:43 / /home/me/with\040space rw - tmpfs none rw
"""


def test_the_table_of_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mountinfo").write_bytes(TABLE)
    monkeypatch.setattr(mount_table, "_MOUNTINFO", tmp_path / "mountinfo")
    found = mounted_file_systems()
    assert [mount.kind for mount in found] == ["ext4", "fuse.sigmavault", "fuse.other", "tmpfs"]
    assert found[1].device == "0:41"
    assert [is_ours(mount) for mount in found] == [False, True, False, False]
    upper = find_mount(Path("/home/me/with space"))
    assert upper is not None
    assert upper.kind == "tmpfs"
    assert find_mount(Path("/mnt/back\\slash")) is not None
    assert find_mount(Path("/home/me")) is None


def test_holders_are_found_by_open_files_and_folders(tmp_path: Path) -> None:
    inside, beside = tmp_path / "in", tmp_path / "in-not"
    inside.mkdir()
    beside.mkdir()
    assert find_holders(inside) == ()
    with (beside / "file").open("w"):
        assert find_holders(inside) == ()
    with (inside / "file").open("w"):
        assert len(find_holders(inside)) == 1
    sleeper = subprocess.Popen(["sleep", "100"], cwd=inside)
    try:
        assert find_holders(inside) == (f"sleep ({sleeper.pid})",)
    finally:
        sleeper.kill()
        sleeper.wait()


def test_references_are_counted_here_and_held_once_below() -> None:
    namespace = FakeNamespace()
    ino = namespace.create(1, b"file", 0o100644, 0, 0).ino
    fs = SigmaVaultFS(namespace)
    for _ in range(3):
        fs.remember(ino)
    assert namespace.pins() == {ino: 1}
    fs.forget(ino, 2)
    assert fs.is_referenced(ino)
    namespace.unlink(1, b"file")
    assert namespace.inode(ino).nlink == 0
    fs.forget(ino, 1)
    assert namespace.pins() == {}
    assert ino not in namespace._inodes
    fs.forget(ino, 1)
    fs.forget(1, 1)


@pytest.mark.parametrize("change", [{"uid": 1}, {"gid": 1}, {"drop_privileges": True, "size": 0}])
def test_changes_that_take_privileges(change: dict[str, int]) -> None:
    namespace = FakeNamespace()
    ino = namespace.create(1, b"file", 0o106755, 0, 0).ino
    fs = SigmaVaultFS(namespace)
    fs.change(ino, mtime_ns=5)
    assert namespace.inode(ino).mode == 0o106755
    fs.change(ino, **change)
    assert namespace.inode(ino).mode == 0o100755
    fs.change(ino, mode=0o6711, **change)
    assert namespace.inode(ino).mode == 0o100711


def test_a_read_only_file_system_has_nothing_to_sync() -> None:
    namespace = FakeNamespace()
    SigmaVaultFS(namespace, read_only=True).sync()
    assert namespace.calls["sync"] == 0
    SigmaVaultFS(namespace).sync()
    assert namespace.calls["sync"] == 1
