"""Files' kinds, lengths and identities, without their times."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.medium import status
from engine.medium.disk import PosixDisk
from engine.medium.status import FileStatus, status_of_fd, status_of_name


def refused(*_: object) -> int:
    """A container's filter of system calls, which knows no statx."""
    ctypes.set_errno(errno.EPERM)
    return -1


@pytest.fixture(params=["as the system has it", "without statx", "refused"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "as the system has it":
        call = refused if request.param == "refused" else None
        monkeypatch.setattr(status, "_statx", lambda: call)


def in_folder(folder: Path, look: Callable[[int], FileStatus]) -> FileStatus:
    fd = os.open(folder, os.O_RDONLY)
    try:
        return look(fd)
    finally:
        os.close(fd)


@pytest.mark.usefixtures("_either_way")
def test_what_stat_says(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(12_345))
    os.truncate(tmp_path / "file", 5 << 40)
    os.link(tmp_path / "file", tmp_path / "other")
    (tmp_path / "folder").mkdir()
    (tmp_path / "pointer").symlink_to("file")
    os.mkfifo(tmp_path / "fifo")
    for name in ("file", "other", "folder", "pointer", "fifo"):
        expected = os.lstat(tmp_path / name)
        found = in_folder(tmp_path, lambda fd, name=name: status_of_name(name, fd))
        assert stat.S_IFMT(found.mode) == stat.S_IFMT(expected.st_mode)
        assert (found.links, found.size_bytes) == (expected.st_nlink, expected.st_size)
        assert found.ino == expected.st_ino
        assert os.makedev(*found.device) == expected.st_dev


@pytest.mark.usefixtures("_either_way")
def test_the_same_file_under_two_names_and_another(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "another").touch()
    os.link(tmp_path / "file", tmp_path / "other")
    fd = os.open(tmp_path / "file", os.O_RDONLY)
    try:
        opened = status_of_fd(fd)
    finally:
        os.close(fd)
    names = ("file", "other", "another")
    found = [in_folder(tmp_path, lambda fd, name=name: status_of_name(name, fd)) for name in names]
    assert [opened.is_same_file(each) for each in found] == [True, True, False]
    assert not opened.is_same_file(opened._replace(device=(0, 0)))


@pytest.mark.usefixtures("_either_way")
def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        in_folder(tmp_path, lambda fd: status_of_name("none", fd))
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
        status_of_fd(1 << 20)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's statx leaves the times out")
def test_a_file_in_use_is_not_asked_for_its_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = PosixDisk(tmp_path)
    disk.create("file", b"before")

    asked: list[object] = []
    with monkeypatch.context() as patched:
        for name in ("stat", "fstat", "lstat"):
            patched.setattr(os, name, lambda *of, **_: asked.append(of))
        size = disk.size("file")
        disk.pwrite("file", b"after.", 0)
        disk.sync("file")
    assert (size, asked) == (6, [])
    assert disk.pread("file", 6, 0) == b"after."
    disk.close()
