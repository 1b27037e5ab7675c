"""What both bindings have to do alike."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import FuseUnavailableError
from engine.mount.mount_table import find_mount
from engine.mount.options import Binding, default_binding
from engine.mount.session import MountSession
from tests.support.fake_mount import Server, fails_with, fake_vault, require_fuse, served

libc = ctypes.CDLL(None, use_errno=True)


@pytest.fixture(params=list(Binding))
def server(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    mountpoint = tmp_path / "mounted"
    mountpoint.mkdir()
    with served(mountpoint, "--binding", request.param) as made:
        yield made


@pytest.fixture
def root(server: Server) -> Path:
    return server.mountpoint


def test_content(root: Path) -> None:
    data = os.urandom(3_000_000)
    (root / "file").write_bytes(data)
    assert (root / "file").read_bytes() == data
    with (root / "file").open("rb+") as file:
        file.seek(1000)
        file.write(b"changed")
        file.truncate(2000)
    assert (root / "file").read_bytes() == data[:1000] + b"changed" + data[1007:2000]
    with (root / "file").open("wb"):
        pass
    assert (root / "file").stat().st_size == 0


def test_tree(root: Path) -> None:
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "file").write_bytes(b"x")
    os.link(root / "a" / "file", root / "a" / "b" / "other")
    (root / "pointer").symlink_to("a/b/other")
    os.mkfifo(root / "fifo")
    name = os.fsencode(root) + b"/" + b"\xff\xfe"
    os.mkdir(name)
    assert (root / "pointer").read_bytes() == b"x"
    assert (root / "a" / "file").stat().st_nlink == 2
    assert (root / "a" / "file").stat().st_ino == (root / "a" / "b" / "other").stat().st_ino
    assert sorted(os.listdir(os.fsencode(root))) == [b"a", b"fifo", b"pointer", b"\xff\xfe"]
    (root / "a" / "b" / "other").write_bytes(b"longer")
    assert (root / "a" / "file").stat().st_size == 6
    subprocess.run(["rm", "-r", *(root / name for name in os.listdir(root))], check=True)
    assert os.listdir(root) == []


def test_attributes(root: Path) -> None:
    path = root / "file"
    path.touch()
    path.chmod(0o640)
    os.utime(path, ns=(1_000_000_001, 2_000_000_002))
    seen = path.stat()
    assert stat.S_IMODE(seen.st_mode) == 0o640
    assert (seen.st_atime_ns, seen.st_mtime_ns) == (1_000_000_001, 2_000_000_002)
    subprocess.run(["touch", "-m", path], check=True)
    assert path.stat().st_atime_ns == 1_000_000_001
    assert path.stat().st_mtime_ns > 2_000_000_002
    if os.geteuid() == 0:
        os.chown(path, 5, -1)
        os.chown(path, -1, 6)
        assert (path.stat().st_uid, path.stat().st_gid) == (5, 6)
    assert os.statvfs(root).f_blocks == (4 << 30) // 4096


def test_extended_attributes(root: Path) -> None:
    path = root / "file"
    path.touch()
    os.setxattr(path, "user.one", b"\0value")
    os.setxattr(path, "user.empty", b"")
    assert os.getxattr(path, "user.one") == b"\0value"
    assert sorted(os.listxattr(path)) == ["user.empty", "user.one"]
    os.removexattr(path, "user.one")
    with fails_with(errno.ENODATA):
        os.getxattr(path, "user.one")


def test_a_rename_that_must_not_overwrite_does_not(root: Path) -> None:
    for name in (b"one", b"two"):
        (root / os.fsdecode(name)).write_bytes(name)
    paths = [os.fsencode(root / name) for name in ("one", "two")]
    assert libc.renameat2(-100, paths[0], -100, paths[1], 1) == -1
    assert ctypes.get_errno() == errno.EEXIST
    assert libc.renameat2(-100, paths[0], -100, paths[1], 2) == 0
    assert (root / "one").read_bytes() == b"two"
    os.rename(root / "one", root / "two")
    assert (root / "two").read_bytes() == b"two"


def test_a_file_that_is_removed_while_it_is_open(root: Path) -> None:
    path = root / "file"
    with path.open("wb+") as file:
        file.write(b"before")
        file.flush()
        path.unlink()
        assert not path.exists()
        file.write(b" and after")
        file.seek(0)
        assert file.read() == b"before and after"
        os.ftruncate(file.fileno(), 6)
        assert os.fstat(file.fileno()).st_size == 6


def test_a_large_folder(root: Path) -> None:
    names = {f"{number:05d}" for number in range(3000)}
    for name in names:
        (root / name).touch()
    assert set(os.listdir(root)) == names


def test_allocation(root: Path) -> None:
    with (root / "file").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, 10_000)
    assert (root / "file").stat().st_size == 10_000


def test_fsync_and_a_clean_end(root: Path, server: Server) -> None:
    with (root / "file").open("wb") as file:
        file.write(b"x")
        file.flush()
        os.fsync(file.fileno())
    code, words = server.end(signal.SIGTERM)
    assert (code, words) == (0, "synced 2 files {'file': 1}\n")
    assert find_mount(root) is None


def test_the_direct_binding_is_the_default_here() -> None:
    assert default_binding() is Binding.LINUX


def test_a_machine_without_libfuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    (tmp_path / "mounted").mkdir()
    monkeypatch.setitem(__import__("sys").modules, "mfusepy", None)
    session = MountSession(fake_vault(tmp_path / "vault"), tmp_path / "mounted", "mfusepy")
    with pytest.raises(FuseUnavailableError):
        session.start()
