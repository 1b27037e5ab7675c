"""PosixDisk: exact I/O, refusals, and what becomes of the system's errors."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.errors import MediumError, MissingPieceError, NoSpaceError
from engine.medium import system
from engine.medium.disk import NEW_SUFFIX, PosixDisk, translate_error
from tests.support.slow_aio import skip_without_direct_io


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[PosixDisk]:
    disk = PosixDisk(tmp_path)
    yield disk
    disk.close()


def test_reads_back_what_was_written(disk: PosixDisk) -> None:
    disk.allocate("bands/a", 100)
    for data in (b"bytes", bytearray(b"array"), memoryview(b"views")):
        disk.pwrite("bands/a", data, 7)
        assert disk.pread("bands/a", 5, 7) == bytes(data)


def test_reads_short_only_at_the_end(disk: PosixDisk) -> None:
    disk.create("a", b"0123456789")
    assert disk.pread("a", 20, 4) == b"456789"
    assert disk.pread("a", 20, 10) == b""


def test_reads_on_after_a_short_read(disk: PosixDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.create("a", bytes(range(100)))
    real = os.pread
    monkeypatch.setattr(os, "pread", lambda fd, length, offset: real(fd, min(length, 7), offset))
    assert disk.pread("a", 90, 5) == bytes(range(5, 95))


def test_writes_on_after_a_short_write(disk: PosixDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.allocate("a", 100)
    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda fd, data, offset: real(fd, bytes(data[:7]), offset))
    disk.pwrite("a", bytes(range(90)), 5)
    monkeypatch.undo()
    assert disk.pread("a", 90, 5) == bytes(range(90))


def test_a_write_of_nothing_is_a_full_disk(
    disk: PosixDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.allocate("a", 100)
    monkeypatch.setattr(os, "pwrite", lambda *_: 0)
    with pytest.raises(NoSpaceError):
        disk.pwrite("a", b"data", 0)


def test_allocate_takes_real_space_and_never_shrinks(disk: PosixDisk, tmp_path: Path) -> None:
    disk.allocate("bands/a", 1 << 20)
    status = (tmp_path / "bands/a").stat()
    assert status.st_size == 1 << 20
    assert status.st_blocks * 512 >= 1 << 20
    disk.pwrite("bands/a", b"kept", 1 << 19)
    disk.allocate("bands/a", 10)
    assert disk.size("bands/a") == 1 << 20
    assert disk.pread("bands/a", 4, 1 << 19) == b"kept"


def test_files_are_for_their_owner_alone(disk: PosixDisk, tmp_path: Path) -> None:
    disk.allocate("bands/a", 10)
    assert (tmp_path / "bands/a").stat().st_mode & 0o077 == 0
    assert (tmp_path / "bands").stat().st_mode & 0o077 == 0


def test_create_wants_a_new_name(disk: PosixDisk) -> None:
    disk.create("a", b"first")
    with pytest.raises(MediumError) as caught:
        disk.create("a", b"second")
    assert caught.value.errno_value == errno.EEXIST
    assert disk.pread("a", 10, 0) == b"first"


def test_create_leaves_no_half_file(disk: PosixDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(NoSpaceError):
        disk.create("a", b"data")
    assert disk.size("a") is None


def test_replace_exchanges_the_whole_content(disk: PosixDisk) -> None:
    disk.replace("a", b"a long first content")
    assert disk.pread("a", 100, 0) == b"a long first content"
    disk.replace("a", b"short")
    assert disk.pread("a", 100, 0) == b"short"
    assert disk.names() == ["a"]


def test_replace_is_synced_before_and_after_the_rename(
    disk: PosixDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, os.rename

    def noted_sync(fd: int) -> None:
        steps.append("sync " + Path(os.readlink(f"/proc/self/fd/{fd}")).name)
        fsync(fd)

    def noted_rename(*args: object, **kwargs: object) -> None:
        steps.append("rename")
        rename(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "rename", noted_rename)
    disk.replace("a", b"data")
    folder = f"sync {disk.root.name}"
    assert steps == [f"sync a{NEW_SUFFIX}", folder, "rename", folder]


def test_replace_passes_over_what_a_crash_left(disk: PosixDisk) -> None:
    disk.create("a", b"old")
    disk.create("a" + NEW_SUFFIX, b"half")
    disk.replace("a", b"new")
    assert disk.pread("a", 10, 0) == b"new"
    assert disk.names() == ["a"]


def test_replace_keeps_the_old_when_the_disk_is_full(
    disk: PosixDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.create("a", b"old")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(NoSpaceError):
        disk.replace("a", b"new")
    monkeypatch.undo()
    assert disk.pread("a", 10, 0) == b"old"
    assert disk.names() == ["a"]


def test_remove_takes_the_file_and_its_descriptor(disk: PosixDisk) -> None:
    disk.create("a", b"data")
    disk.remove("a")
    disk.remove("a")
    assert disk.size("a") is None
    with pytest.raises(MissingPieceError):
        disk.pread("a", 1, 0)


def test_names_are_sorted_and_a_missing_folder_has_none(disk: PosixDisk) -> None:
    assert disk.names("bands") == []
    for name in ("bands/c", "bands/a", "bands/b"):
        disk.allocate(name, 1)
    assert disk.names("bands") == ["a", "b", "c"]
    assert disk.names() == ["bands"]


@pytest.mark.parametrize("operation", ["pread", "pwrite", "sync", "set_times"])
def test_a_missing_file_is_a_missing_piece(disk: PosixDisk, operation: str) -> None:
    calls = {
        "pread": lambda: disk.pread("bands/none", 1, 0),
        "pwrite": lambda: disk.pwrite("bands/none", b"x", 0),
        "sync": lambda: disk.sync("bands/none"),
        "set_times": lambda: disk.set_times("bands/none", 0),
    }
    with pytest.raises(MissingPieceError) as caught:
        calls[operation]()
    assert caught.value.place.endswith("bands/none")
    assert caught.value.reason == "missing"
    disk.advise("bands/none", 0, 1)


def put_symlink(path: Path) -> None:
    target = path.with_name("target")
    target.write_bytes(bytes(100))
    path.symlink_to(target)


def put_dangling_symlink(path: Path) -> None:
    path.symlink_to("/nowhere/at/all")


def put_folder(path: Path) -> None:
    path.mkdir()


def put_fifo(path: Path) -> None:
    os.mkfifo(path)


def put_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(path))


def put_device(path: Path) -> None:
    try:
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero: reads as much as one likes
    except PermissionError:
        pytest.skip("device nodes are root's to make")


STAND_INS = [put_symlink, put_dangling_symlink, put_folder, put_fifo, put_socket, put_device]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("stand_in", STAND_INS)
def test_anything_but_a_regular_file_is_refused(
    tmp_path: Path, stand_in: object, read_only: bool
) -> None:
    (tmp_path / "bands").mkdir()
    stand_in(tmp_path / "bands/a")  # type: ignore[operator]
    disk = PosixDisk(tmp_path, read_only)
    with pytest.raises(MissingPieceError) as caught:
        disk.pread("bands/a", 1, 0)
    assert caught.value.reason
    if not read_only:
        with pytest.raises(MissingPieceError):
            disk.pwrite("bands/a", b"x", 0)
        with pytest.raises(MissingPieceError):
            disk.allocate("bands/a", 100)
    assert disk.size("bands/a") is None
    disk.close()


def test_a_linked_folder_is_refused(tmp_path: Path) -> None:
    """Somebody's link in the place of a folder must not lead the vault's writes elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    root = tmp_path / "vault"
    root.mkdir()
    (root / "bands").symlink_to(elsewhere)
    disk = PosixDisk(root)
    with pytest.raises(MissingPieceError):
        disk.allocate("bands/a", 10)
    assert list(elsewhere.iterdir()) == []
    disk.close()


def test_the_root_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingPieceError):
        PosixDisk(tmp_path / "none")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(MissingPieceError):
        PosixDisk(tmp_path / "file")


def test_a_read_only_disk_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"data")
    disk = PosixDisk(tmp_path, read_only=True)
    assert disk.pread("a", 4, 0) == b"data"
    for change in (
        lambda: disk.pwrite("a", b"x", 0),
        lambda: disk.create("b", b"x"),
        lambda: disk.replace("b", b"x"),
        lambda: disk.allocate("a", 100),
        lambda: disk.remove("a"),
        lambda: disk.set_times("a", 0),
    ):
        with pytest.raises(MediumError) as caught:
            change()
        assert caught.value.errno_value == errno.EROFS
    disk.close()
    assert (tmp_path / "a").read_bytes() == b"data"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_reading_leaves_no_trace_of_when(disk: PosixDisk, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"data")
    os.utime(tmp_path / "a", ns=(1, 2))  # relatime would move an access time older than this
    disk.pread("a", 4, 0)
    assert (tmp_path / "a").stat().st_atime_ns == 1


def test_set_times(disk: PosixDisk, tmp_path: Path) -> None:
    disk.create("a", b"x")
    disk.set_times("a", 123_456_789)
    status = (tmp_path / "a").stat()
    assert (status.st_atime_ns, status.st_mtime_ns) == (123_456_789, 123_456_789)


def test_space_is_the_file_systems(disk: PosixDisk, tmp_path: Path) -> None:
    status = os.statvfs(tmp_path)
    space = disk.space()
    assert space.total_bytes == status.f_blocks * status.f_frsize
    assert 0 < space.free_bytes <= space.total_bytes


def test_a_closed_disk_says_so(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"data")
    disk = PosixDisk(tmp_path)
    disk.pread("a", 1, 0)
    disk.close()
    for call in (lambda: disk.pread("a", 1, 0), disk.space, lambda: disk.size("a")):
        with pytest.raises(MediumError) as caught:
            call()
        assert caught.value.errno_value == errno.EBADF


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (errno.ENOSPC, NoSpaceError),
        (errno.EDQUOT, NoSpaceError),
        (errno.ENOENT, MissingPieceError),
        (errno.ELOOP, MissingPieceError),
        (errno.EIO, MediumError),
        (errno.EROFS, MediumError),
        (errno.ENODEV, MediumError),
        (errno.EACCES, MediumError),
    ],
)
def test_the_systems_errors_become_ours(
    disk: PosixDisk, monkeypatch: pytest.MonkeyPatch, code: int, expected: type[Exception]
) -> None:
    disk.create("a", b"data")

    def fail(*_: object) -> bytes:
        raise OSError(code, os.strerror(code))

    for name in ("pread", "pwrite", "fdatasync"):
        monkeypatch.setattr(os, name, fail)
    for call in (
        lambda: disk.pread("a", 1, 0),
        lambda: disk.pwrite("a", b"x", 0),
    ):
        with pytest.raises(expected) as caught:
            call()
        assert type(caught.value) is expected
        assert caught.value.place == f"{disk.root}/a"  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_no_room_at_a_sync_is_a_failure_of_the_disk(
    disk: PosixDisk, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    disk.create("a", b"data")

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    for name in ("fdatasync", "fsync"):
        monkeypatch.setattr(os, name, fail)
    for call in (lambda: disk.sync("a"), lambda: disk.sync_folder("a")):
        with pytest.raises(MediumError) as caught:
            call()
        assert caught.value.errno_value == code


def test_an_error_without_a_number_counts_as_input_output() -> None:
    error = translate_error("a", OSError("odd"))
    assert isinstance(error, MediumError)
    assert error.errno_value == errno.EIO


def test_a_file_removed_under_us_does_not_pass_as_synced(disk: PosixDisk, tmp_path: Path) -> None:
    disk.allocate("bands/a", 100)
    disk.sync("bands/a")
    (tmp_path / "bands/a").unlink()
    disk.pwrite("bands/a", b"into the void", 0)
    with pytest.raises(MissingPieceError) as caught:
        disk.sync("bands/a")
    assert caught.value.reason == "exchanged while in use"
    assert disk.size("bands/a") is None


def test_a_file_exchanged_under_us_does_not_pass_as_synced(disk: PosixDisk, tmp_path: Path) -> None:
    disk.create("a", b"ours")
    (tmp_path / "b").write_bytes(b"theirs")
    (tmp_path / "b").rename(tmp_path / "a")
    disk.pwrite("a", b"more", 4)
    with pytest.raises(MissingPieceError):
        disk.sync("a")
    assert disk.pread("a", 10, 0) == b"theirs"


def test_folders_are_listed_whole_by_several_at_once(tmp_path: Path) -> None:
    (tmp_path / "bands").mkdir()
    for number in range(2000):
        (tmp_path / "bands" / f"{number:05}").touch()
    disk = PosixDisk(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        lengths = set(pool.map(lambda _: len(disk.names("bands")), range(120)))
    disk.close()
    assert lengths == {2000}


# -- past the page cache ----------------------------------------------------------------------


def test_direct_io_is_of_the_same_file_and_stays_so(disk: PosixDisk, tmp_path: Path) -> None:
    skip_without_direct_io(tmp_path)
    disk.create("a", bytes(8192))
    direct = disk.open_direct("a")
    assert direct is not None
    assert disk.open_direct("a") is direct
    assert fcntl.fcntl(direct.fd, fcntl.F_GETFL) & os.O_DIRECT
    assert os.path.samestat(os.fstat(direct.fd), os.stat(tmp_path / "a"))
    disk.replace("a", bytes(4096))
    fresh = disk.open_direct("a")
    assert fresh is not None
    assert os.path.samestat(os.fstat(fresh.fd), os.stat(tmp_path / "a"))


def test_a_file_that_is_not_ours_alone_has_no_direct_io(disk: PosixDisk, tmp_path: Path) -> None:
    disk.create("a", bytes(4096))
    os.link(tmp_path / "a", tmp_path / "b")
    disk.refresh()
    assert disk.open_direct("a") is None
    assert disk.open_direct("nowhere") is None


def test_nor_has_a_file_system_that_it_brings_nothing_on(
    disk: PosixDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.create("a", bytes(4096))
    monkeypatch.setattr(system, "_DIRECT_AND_ASYNCHRONOUS", frozenset())
    assert disk.open_direct("a") is None


def test_a_reader_s_direct_io_cannot_write(disk: PosixDisk, tmp_path: Path) -> None:
    skip_without_direct_io(tmp_path)
    disk.create("a", bytes(4096))
    reader = PosixDisk(tmp_path, read_only=True)
    handle = reader.open_direct("a")
    assert handle is not None
    assert fcntl.fcntl(handle.fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
    reader.close()


def test_says_what_is_in_the_page_cache(disk: PosixDisk, tmp_path: Path) -> None:
    disk.create("a", bytes(16 * 4096))
    if not disk.is_cached("a", 0, 16 * 4096):
        pytest.skip("this kernel does not say it")
    with (tmp_path / "a").open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    assert not disk.is_cached("a", 0, 16 * 4096)
    assert not disk.is_cached("nowhere", 0, 4096)
