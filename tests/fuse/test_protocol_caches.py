"""What the kernel remembers, what it is told, and how seldom it has to ask."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import DamageError
from engine.mount.filesystem import SigmaVaultFS
from tests.support.fake_mount import Mounted, fails_with, mounted, require_fuse, wait_until

FILE = stat.S_IFREG | 0o644


@pytest.fixture
def mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mounted]:
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    with mounted(tmp_path) as made:
        yield made


def write_beside(mount: Mounted, name: bytes, data: bytes) -> int:
    """A file that the mount has no part in."""
    ino = mount.namespace.create(1, name, FILE, 0, 0).ino
    mount.namespace.write(ino, 0, data)
    return ino


# -- asking seldom ------------------------------------------------------------------------------


def test_names_are_looked_up_once(mount: Mounted) -> None:
    write_beside(mount, b"file", b"x")
    mount.settle()
    (mount.root / "file").stat()
    assert not (mount.root / "none").exists()
    before = mount.namespace.calls["lookup"]
    for _ in range(3):
        (mount.root / "file").stat()
        assert not (mount.root / "none").exists()
    assert mount.namespace.calls["lookup"] == before


def test_content_is_read_once(mount: Mounted) -> None:
    write_beside(mount, b"file", b"x" * 5000)
    mount.settle()
    for _ in range(3):
        assert (mount.root / "file").read_bytes() == b"x" * 5000
    assert mount.namespace.calls["read"] == 1


def test_many_small_writes_arrive_as_few(mount: Mounted) -> None:
    with (mount.root / "file").open("wb", buffering=0) as file:
        for _ in range(1000):
            file.write(b"x" * 1000)
    assert mount.namespace.calls["write"] <= 4
    assert mount.namespace.calls["get_xattr"] <= 2


@pytest.mark.root
def test_nobody_looks_at_permissions_where_root_alone_comes_in(
    mount: Mounted, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mount.root / "first").touch()
    asked: list[int] = []

    def attributes(fs: SigmaVaultFS, ino: int) -> object:
        asked.append(ino)
        return fs.namespace.inode(ino)

    monkeypatch.setattr(SigmaVaultFS, "attributes", attributes)
    (mount.root / "second").touch()
    (mount.root / "second").unlink()
    assert asked == []
    mount.root.stat()
    assert asked == [1]


@pytest.mark.root
def test_root_may_all_but_run_what_nobody_may_run(mount: Mounted, tmp_path: Path) -> None:
    for place in (mount.root, tmp_path):
        (place / "file").write_text("#!/bin/sh\nexit 0\n")
        (place / "folder").mkdir()
        (place / "pointer").symlink_to("file")
    for mode in (0o000, 0o444, 0o666, 0o001, 0o010, 0o700):
        for name in ("file", "folder"):
            os.chown(mount.root / name, 65534, 65534)
            os.chown(tmp_path / name, 65534, 65534)
            os.chmod(mount.root / name, mode)
            os.chmod(tmp_path / name, mode)
        for name in ("file", "folder", "pointer"):
            for wanted in (os.F_OK, os.R_OK, os.W_OK, os.X_OK, 7):
                expected = os.access(tmp_path / name, wanted)
                assert os.access(mount.root / name, wanted) == expected, (name, oct(mode), wanted)
        assert runs(mount.root / "file") == runs(tmp_path / "file")
        os.stat(mount.root / "folder" / ".")
        (mount.root / "file").open("ab").close()


def runs(program: Path) -> bool:
    """Whether a program may be run."""
    try:
        return subprocess.run([program], check=False).returncode == 0
    except PermissionError:
        return False


# -- being told ---------------------------------------------------------------------------------


def test_a_new_file_shows(mount: Mounted) -> None:
    assert not (mount.root / "file").exists()
    write_beside(mount, b"file", b"x")
    mount.settle()
    assert (mount.root / "file").exists()
    assert os.listdir(mount.root) == ["file"]


def test_a_cached_listing_shows_what_nobody_looked_up(mount: Mounted) -> None:
    (mount.root / "folder").mkdir()
    (mount.root / "folder" / "old").touch()
    ino = (mount.root / "folder").stat().st_ino
    for _ in range(2):
        assert os.listdir(mount.root / "folder") == ["old"]
    mount.namespace.create(ino, b"new", FILE, 0, 0)
    mount.settle()
    assert sorted(os.listdir(mount.root / "folder")) == ["new", "old"]


def test_a_removed_file_is_gone(mount: Mounted) -> None:
    (mount.root / "folder").mkdir()
    (mount.root / "folder" / "file").write_bytes(b"x")
    ino = (mount.root / "folder").stat().st_ino
    assert os.listdir(mount.root / "folder") == ["file"]
    mount.namespace.unlink(ino, b"file")
    mount.settle()
    assert not (mount.root / "folder" / "file").exists()
    assert os.listdir(mount.root / "folder") == []


def test_a_removed_name_of_a_file_with_another(mount: Mounted) -> None:
    (mount.root / "one").write_bytes(b"x")
    os.link(mount.root / "one", mount.root / "two")
    (mount.root / "one").stat()
    mount.namespace.unlink(1, b"one")
    mount.settle()
    assert not (mount.root / "one").exists()
    assert (mount.root / "two").stat().st_nlink == 1
    assert (mount.root / "two").read_bytes() == b"x"


def test_a_replaced_file_reads_as_the_new_one(mount: Mounted) -> None:
    (mount.root / "file").write_bytes(b"old")
    assert (mount.root / "file").read_bytes() == b"old"
    write_beside(mount, b"fresh", b"the new one")
    mount.namespace.rename(1, b"fresh", 1, b"file")
    mount.settle()
    assert (mount.root / "file").read_bytes() == b"the new one"
    assert not (mount.root / "fresh").exists()


def test_changed_content_size_and_times_show(mount: Mounted) -> None:
    (mount.root / "file").write_bytes(b"short")
    assert (mount.root / "file").read_bytes() == b"short"
    ino = (mount.root / "file").stat().st_ino
    mount.namespace.write(ino, 0, b"much longer than before")
    mount.namespace.set_attributes(ino, mtime_ns=5)
    mount.settle()
    assert (mount.root / "file").read_bytes() == b"much longer than before"
    assert (mount.root / "file").stat().st_mtime_ns == 5


def test_changed_attributes_show(mount: Mounted) -> None:
    (mount.root / "file").write_bytes(b"x")
    (mount.root / "folder").mkdir()
    for name in ("file", "folder"):
        ino = (mount.root / name).stat().st_ino
        mount.namespace.set_attributes(ino, mode=0o700)
        mount.settle()
        assert stat.S_IMODE((mount.root / name).stat().st_mode) == 0o700


def test_changes_beside_the_mount_while_it_is_busy(mount: Mounted) -> None:
    """Notifications wait for locks that programs hold while they wait for us: no deadlock."""
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            path = mount.root / f"mine-{number % 10}"
            path.write_bytes(b"x")
            os.listdir(mount.root)
            path.unlink()
            number += 1

    workers = [threading.Thread(target=work) for _ in range(1)]
    for worker in workers:
        worker.start()
    for number in range(300):
        write_beside(mount, b"theirs-%d" % (number % 10), b"x")
        mount.namespace.unlink(1, b"theirs-%d" % (number % 10))
    stop.set()
    for worker in workers:
        worker.join(30)
        assert not worker.is_alive()
    wait_until(lambda: os.listdir(mount.root) == [], "all is quiet")


def test_the_mount_is_not_told_of_its_own_changes(mount: Mounted) -> None:
    """A write of ours must not empty the page cache that it came from."""
    (mount.root / "file").write_bytes(b"x" * 5000)
    (mount.root / "other").touch()
    before = mount.namespace.calls["read"]
    assert (mount.root / "file").read_bytes() == b"x" * 5000
    assert mount.namespace.calls["read"] == before


# -- errors -------------------------------------------------------------------------------------


def test_damage_is_an_io_error_and_others_go_on(
    mount: Mounted, caplog: pytest.LogCaptureFixture
) -> None:
    write_beside(mount, b"file", b"x")
    mount.namespace.fail["read"] = DamageError("bands/00000000-00")
    with fails_with(errno.EIO):
        (mount.root / "file").read_bytes()
    assert "READ failed: damage" in caplog.text
    del mount.namespace.fail["read"]
    assert (mount.root / "file").read_bytes() == b"x"


def test_a_bug_is_an_io_error_logged_without_names(
    mount: Mounted, caplog: pytest.LogCaptureFixture
) -> None:
    mount.namespace.fail["create"] = KeyError("the-secret-name")
    with fails_with(errno.EIO):
        (mount.root / "the-secret-name").touch()
    assert "MKNOD failed: KeyError" in caplog.text
    assert "the-secret-name" not in caplog.text
    del mount.namespace.fail["create"]
    (mount.root / "the-secret-name").touch()


def test_a_short_write_back_is_an_error(mount: Mounted, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mount.namespace.write

    def short(ino: int, offset: int, data: bytes, **named: object) -> int:
        return whole(ino, offset, data[: len(data) // 2], **named)

    monkeypatch.setattr(mount.namespace, "write", short)
    descriptor = os.open(mount.root / "file", os.O_CREAT | os.O_WRONLY)
    try:
        os.write(descriptor, b"x" * 8192)
        with fails_with(errno.ENOSPC):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


# -- durability ---------------------------------------------------------------------------------


def test_fsync_syncs(mount: Mounted) -> None:
    with (mount.root / "file").open("wb") as file:
        file.write(b"x")
        file.flush()
        assert mount.namespace.calls["sync"] == 0
        os.fsync(file.fileno())
        assert mount.namespace.calls["sync"] == 1
        os.fdatasync(file.fileno())
    directory = os.open(mount.root, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(directory)
    os.close(directory)
    assert mount.namespace.calls["sync"] >= 2
    assert bytes(mount.namespace.resolve(b"/file").data) == b"x"


def test_a_failed_sync_is_told(mount: Mounted) -> None:
    with (mount.root / "file").open("wb") as file:
        mount.namespace.fail["sync"] = DamageError("journal")
        with fails_with(errno.EIO):
            os.fsync(file.fileno())
        del mount.namespace.fail["sync"]


def test_others_go_on_while_one_waits_for_the_disk(mount: Mounted) -> None:
    gate = mount.namespace.sync_gate = threading.Event()
    with (mount.root / "file").open("wb") as file:
        waiting = threading.Thread(target=os.fsync, args=(file.fileno(),))
        waiting.start()
        wait_until(lambda: mount.namespace.calls["sync"] == 1, "the sync began")
        (mount.root / "other").write_bytes(b"written meanwhile")
        assert os.listdir(mount.root) == ["file", "other"]
        assert waiting.is_alive()
        gate.set()
        waiting.join(20)
        assert not waiting.is_alive()


# -- references ---------------------------------------------------------------------------------


def test_all_references_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    with mounted(tmp_path) as mount:
        namespace = mount.namespace
        for number in range(50):
            (mount.root / f"file-{number}").write_bytes(b"x")
            (mount.root / f"folder-{number}").mkdir()
        os.listdir(mount.root)
        for number in range(0, 50, 2):
            (mount.root / f"file-{number}").unlink()
        assert namespace.pins()
        wait_until(lambda: len(namespace._inodes) == 76, "the removed files are gone")
        mount.session.unmount()
    assert namespace.pins() == {}
    assert namespace._listeners == []
    assert len(namespace._inodes) == 76
