"""One writer: between objects, between processes, and past a dead one's file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import MediumError, MissingPieceError, VaultBusyError
from engine.medium.lock import LOCK_NAME, WriterLock, read_holder

HOLD = """
import sys
from pathlib import Path
from engine.medium.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.acquire("testing")
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


def hold_elsewhere(root: Path) -> subprocess.Popen[bytes]:
    """A process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLD, str(root)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    process.communicate()
    assert process.returncode == 0


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    process = hold_elsewhere(tmp_path)
    lock = WriterLock(tmp_path)
    try:
        with pytest.raises(VaultBusyError) as caught:
            lock.acquire("me too")
        assert caught.value.path == tmp_path
        assert caught.value.holder.startswith(f"pid {process.pid} on ")
        assert caught.value.holder.endswith(": testing")
        assert not lock.held
    finally:
        end(process)
    lock.acquire("now me")
    assert lock.held
    lock.release()
    assert not (tmp_path / LOCK_NAME).exists()


def test_a_refused_lock_leaves_the_holders_words_alone(tmp_path: Path) -> None:
    with WriterLock(tmp_path) as first:
        first.acquire("first")
        content = first.path.read_bytes()
        with pytest.raises(VaultBusyError):
            WriterLock(tmp_path).acquire("second")
        assert first.path.read_bytes() == content


def test_the_file_of_a_killed_process_is_no_obstacle(tmp_path: Path) -> None:
    process = hold_elsewhere(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (tmp_path / LOCK_NAME).exists()
    with WriterLock(tmp_path) as lock:
        lock.acquire("after it")
        assert json.loads(lock.path.read_bytes())["pid"] == os.getpid()


def test_a_file_removed_between_open_and_lock_is_not_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else two would hold "the" lock: one on the removed file, one on its successor."""
    lock = WriterLock(tmp_path)
    opened = lock._open
    calls = []

    def open_then_lose() -> int:
        fd = opened()
        calls.append(fd)
        if len(calls) == 1:
            lock.path.unlink()
        return fd

    monkeypatch.setattr(lock, "_open", open_then_lose)
    lock.acquire("mine")
    assert len(calls) == 2
    with pytest.raises(VaultBusyError):
        WriterLock(tmp_path).acquire("second")
    lock.release()


def test_releasing_twice_does_not_take_anothers_file(tmp_path: Path) -> None:
    first, second = WriterLock(tmp_path), WriterLock(tmp_path)
    first.acquire("first")
    first.release()
    second.acquire("second")
    first.release()
    assert second.path.exists()
    with pytest.raises(VaultBusyError):
        first.acquire("first again")
    second.release()


def test_the_mount_process_inherits_the_lock(tmp_path: Path) -> None:
    """The command's process goes, its fork serves the mount: the lock stays with the fork."""
    lock = WriterLock(tmp_path)
    lock.acquire("starting")
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(tell)
        lock.describe("mount", "/mnt/vault")
        os.read(told, 1)
        lock.release()
        os._exit(0)
    os.close(told)
    lock.disown()
    try:
        with pytest.raises(VaultBusyError):
            WriterLock(tmp_path).acquire("second")
    finally:
        os.close(tell)
        assert os.waitpid(pid, 0)[1] == 0
    with WriterLock(tmp_path) as after:
        after.acquire("after")


def test_the_mount_point_is_in_the_file(tmp_path: Path) -> None:
    with WriterLock(tmp_path) as lock:
        lock.acquire("mount", "/mnt/vault")
        assert json.loads(lock.path.read_bytes())["mountpoint"] == "/mnt/vault"


@pytest.mark.parametrize(
    "content",
    [b"", b"not json", b"[]", b"{}", b'{"pid": "1", "host": 2, "purpose": 3}', b"\xff" * 9000],
)
def test_odd_content_names_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK_NAME).write_bytes(content)
    assert read_holder(tmp_path / LOCK_NAME) == ""
    with WriterLock(tmp_path) as lock:
        lock.acquire("over it")


def test_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"precious")
    (tmp_path / LOCK_NAME).symlink_to(target)
    with pytest.raises(MissingPieceError):
        WriterLock(tmp_path).acquire("through it")
    assert target.read_bytes() == b"precious"


def test_no_folder_no_lock(tmp_path: Path) -> None:
    with pytest.raises(MediumError):
        WriterLock(tmp_path / "none").acquire("nothing")
