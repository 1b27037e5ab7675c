"""The kernel's protocol over a namespace in memory: what programs see of files and names."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import MountError
from engine.mount.linux import negotiation, server
from engine.mount.linux.negotiation import Terms, negotiate
from engine.mount.linux.request import Reply, Request
from engine.mount.mount_table import find_mount
from engine.mount.refusals import Refusal
from engine.namespace.clock import now_ns
from tests.support.fake_mount import (
    Mounted,
    fails_with,
    mounted,
    open_folder,
    require_fuse,
    wait_until,
)

RENAME_NOREPLACE, RENAME_EXCHANGE = 1, 2
libc = ctypes.CDLL(None, use_errno=True)


@pytest.fixture
def mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mounted]:
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    with open_folder() as folder, mounted(folder, allow_other=os.geteuid() == 0) as made:
        yield made


def rename2(old: Path, new: Path, flags: int) -> None:
    if libc.renameat2(-100, os.fsencode(old), -100, os.fsencode(new), flags):
        raise OSError(ctypes.get_errno(), "renameat2")


def test_content_of_any_length_comes_back(mount: Mounted) -> None:
    for length in (0, 1, 4095, 4096, 65537, 3 << 20):
        data = os.urandom(length)
        path = mount.root / f"file-{length}"
        path.write_bytes(data)
        assert path.read_bytes() == data
        assert path.stat().st_size == length
        assert bytes(mount.namespace.resolve(f"/file-{length}".encode()).data) == data


def test_writes_at_offsets_and_appends(mount: Mounted) -> None:
    path = mount.root / "file"
    with path.open("wb") as file:
        file.write(b"a" * 10)
        file.seek(100_000)
        file.write(b"b")
    with path.open("ab") as file:
        file.write(b"c")
    assert path.read_bytes() == b"a" * 10 + bytes(99_990) + b"bc"
    os.truncate(path, 5)
    assert path.read_bytes() == b"aaaaa"
    with path.open("wb"):
        pass
    assert path.stat().st_size == 0


def test_names_of_any_bytes(mount: Mounted) -> None:
    names = [b"\xff\xfe", "ä€😀".encode(), b" ", b"-", b"a\nb", b"n" * 255]
    for name in names:
        with open(os.fsencode(mount.root) + b"/" + name, "wb"):
            pass
    assert sorted(os.listdir(os.fsencode(mount.root))) == sorted(names)
    with fails_with(errno.ENAMETOOLONG):
        os.mkdir(os.fsencode(mount.root) + b"/" + b"n" * 256)


def test_a_tree_of_directories(mount: Mounted) -> None:
    deep = mount.root / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert (mount.root / "a").stat().st_nlink == 3
    with fails_with(errno.ENOTEMPTY):
        (mount.root / "a").rmdir()
    deep.rmdir()
    assert os.listdir(mount.root / "a" / "b") == []
    assert os.stat(mount.root / "a" / "b" / "..").st_ino == os.stat(mount.root / "a").st_ino


def test_links(mount: Mounted) -> None:
    original, other = mount.root / "original", mount.root / "other"
    original.write_bytes(b"one")
    os.link(original, other)
    assert original.stat().st_nlink == 2
    assert original.stat().st_ino == other.stat().st_ino
    with other.open("ab") as file:
        file.write(b" more")
    assert original.stat().st_size == 8
    original.unlink()
    assert other.stat().st_nlink == 1
    assert other.read_bytes() == b"one more"
    (mount.root / "pointer").symlink_to("other")
    assert os.readlink(mount.root / "pointer") == "other"
    assert (mount.root / "pointer").read_bytes() == b"one more"


def test_special_files(mount: Mounted) -> None:
    os.mkfifo(mount.root / "fifo", 0o640)
    seen = os.lstat(mount.root / "fifo")
    assert stat.S_ISFIFO(seen.st_mode)
    assert stat.S_IMODE(seen.st_mode) == 0o640


def test_the_umask_counts_once(mount: Mounted) -> None:
    before = os.umask(0o027)
    try:
        os.close(os.open(mount.root / "file", os.O_CREAT | os.O_WRONLY, 0o666))
        os.mkdir(mount.root / "folder", 0o777)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(mount.root / "file").st_mode) == 0o640
    assert stat.S_IMODE(os.stat(mount.root / "folder").st_mode) == 0o750


def test_rename_overwrites_only_when_it_may(mount: Mounted) -> None:
    one, two = mount.root / "one", mount.root / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    with fails_with(errno.EEXIST):
        rename2(one, two, RENAME_NOREPLACE)
    rename2(one, two, RENAME_EXCHANGE)
    assert (one.read_bytes(), two.read_bytes()) == (b"2", b"1")
    rename2(one, mount.root / "three", RENAME_NOREPLACE)
    os.rename(two, mount.root / "three")
    assert os.listdir(mount.root) == ["three"]
    assert (mount.root / "three").read_bytes() == b"1"
    with fails_with(errno.EINVAL):
        rename2(mount.root / "three", mount.root / "four", 4)


def test_times_to_the_nanosecond(mount: Mounted) -> None:
    path = mount.root / "file"
    path.write_bytes(b"x")
    for stamps in ((1_000_000_001, 2_123_456_789), (-1_500_000_000, -7), (5, 4 << 60)):
        os.utime(path, ns=stamps)
        seen = path.stat()
        assert (seen.st_atime_ns, seen.st_mtime_ns) == stamps
        inode = mount.namespace.resolve(b"/file")
        assert (inode.atime_ns, inode.mtime_ns) == stamps
    before = now_ns()
    os.utime(path)
    assert path.stat().st_mtime_ns >= before


def test_the_kernel_keeps_the_times_of_what_is_written(mount: Mounted) -> None:
    """After every flush the namespace has the times that programs see, not those of the flush."""
    path = mount.root / "file"
    with path.open("wb", buffering=0) as file:
        for _ in range(20):
            file.write(b"x" * 5000)
            os.fsync(file.fileno())
            # In the same tick as the write before, so that the kernel has no new time to send...
            file.write(b"x" * 5000)
            written_ns = now_ns()
            wait_until(lambda limit=written_ns: now_ns() > limit, "the clock has ticked")
            # ...when it writes these bytes back in a later one.
            os.fsync(file.fileno())
            inode = mount.namespace.resolve(b"/file")
            assert inode.mtime_ns == path.stat().st_mtime_ns
            assert inode.ctime_ns == path.stat().st_ctime_ns
    os.utime(path, ns=(1, 2))
    with path.open("rb+") as file:
        os.posix_fallocate(file.fileno(), 0, 10)
    assert mount.namespace.resolve(b"/file").mtime_ns == path.stat().st_mtime_ns


def test_a_birth_time(mount: Mounted) -> None:
    path = mount.root / "file"
    path.write_bytes(b"x")
    mount.namespace.resolve(b"/file").btime_ns = 1_234_567_890 * 10**9
    seen = subprocess.run(["stat", "-c", "%W %s", path], capture_output=True, check=True)
    assert seen.stdout == b"1234567890 1\n"


@pytest.mark.root
def test_a_change_of_owner_takes_privileges_away(mount: Mounted) -> None:
    path = mount.root / "file"
    path.write_bytes(b"x")
    for before, after in ((0o6755, 0o755), (0o6745, 0o2745), (0o4711, 0o711)):
        os.chmod(path, before)
        os.chown(path, 1, 1)
        assert stat.S_IMODE(path.stat().st_mode) == after
        assert (path.stat().st_uid, path.stat().st_gid) == (1, 1)
    os.mkdir(mount.root / "folder")
    os.chmod(mount.root / "folder", 0o2755)
    os.chown(mount.root / "folder", 1, 1)
    assert stat.S_IMODE(os.stat(mount.root / "folder").st_mode) == 0o2755


@pytest.mark.root
@pytest.mark.parametrize("act", ["f.write(b'y')", "f.truncate(0)"])
def test_a_write_by_another_user_takes_privileges_away(mount: Mounted, act: str) -> None:
    path = mount.root / "file"
    path.write_bytes(b"x")
    path.chmod(0o6777)
    # /proc/self/exe may be nobody's to run, so the child drops its rights after it has started.
    script = f"import os; f = open({str(path)!r}, 'rb+'); os.setgid(65534); os.setuid(65534); {act}"
    subprocess.run([sys.executable, "-S", "-c", script], check=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o777


@pytest.mark.root
def test_permissions_are_checked_by_the_kernel(mount: Mounted) -> None:
    path = mount.root / "secret"
    path.write_bytes(b"x")
    drop = "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534)"
    read = f"{drop}; open({str(path)!r})"
    for mode, allowed in ((0o604, True), (0o660, False)):
        path.chmod(mode)
        done = subprocess.run([sys.executable, "-S", "-c", read], capture_output=True, check=False)
        assert (done.returncode == 0) == allowed
        assert (b"PermissionError" not in done.stderr) == allowed


def test_extended_attributes(mount: Mounted) -> None:
    path = mount.root / "file"
    path.write_bytes(b"x")
    big = os.urandom(65536)
    os.setxattr(path, "user.one", b"1")
    os.setxattr(path, "user.big", big)
    os.setxattr(path, "user.empty", b"")
    assert sorted(os.listxattr(path)) == ["user.big", "user.empty", "user.one"]
    assert os.getxattr(path, "user.big") == big
    assert os.getxattr(path, "user.empty") == b""
    for flags, name, number in (
        (os.XATTR_CREATE, "user.one", errno.EEXIST),
        (os.XATTR_REPLACE, "user.none", errno.ENODATA),
        (0, "system.other", errno.EOPNOTSUPP),
    ):
        with fails_with(number):
            os.setxattr(path, name, b"v", flags)
    os.removexattr(path, "user.one")
    for read in (os.getxattr, os.removexattr):
        with fails_with(errno.ENODATA):
            read(path, "user.one")
    buffer = ctypes.create_string_buffer(10)
    assert libc.getxattr(os.fsencode(path), b"user.big", buffer, 10) == -1
    assert ctypes.get_errno() == errno.ERANGE


def test_a_file_without_a_name_lives_while_it_is_open(mount: Mounted) -> None:
    path = mount.root / "file"
    path.write_bytes(b"still here")
    ino = path.stat().st_ino
    with path.open("rb+") as file:
        path.unlink()
        assert os.fstat(file.fileno()).st_nlink == 0
        assert file.read() == b"still here"
        file.write(b" and more")
        file.flush()
        os.ftruncate(file.fileno(), 30)
        os.fchmod(file.fileno(), 0o600)
        assert mount.namespace.inode(ino).mode & 0o777 == 0o600
    wait_until(lambda: ino not in mount.namespace._inodes, "the inode is gone")


def test_a_nameless_file_can_be_given_a_name(mount: Mounted) -> None:
    descriptor = os.open(mount.root, os.O_TMPFILE | os.O_RDWR, 0o600)
    try:
        os.write(descriptor, b"born without a name")
        assert os.listdir(mount.root) == []
        source, target = f"/proc/self/fd/{descriptor}".encode(), os.fsencode(mount.root / "named")
        assert libc.linkat(-100, source, -100, target, 0x400) == 0  # AT_SYMLINK_FOLLOW
    finally:
        os.close(descriptor)
    assert (mount.root / "named").read_bytes() == b"born without a name"
    other = os.open(mount.root, os.O_TMPFILE | os.O_RDWR, 0o600)
    ino = os.fstat(other).st_ino
    os.close(other)
    wait_until(lambda: ino not in mount.namespace._inodes, "the inode is gone")


def test_allocation_and_holes(mount: Mounted) -> None:
    path = mount.root / "file"
    path.write_bytes(b"x" * 20_000)
    with path.open("rb+") as file:
        os.posix_fallocate(file.fileno(), 0, 30_000)
        assert os.fstat(file.fileno()).st_size == 30_000
        keep, punch, zero = 1, 2, 0x10
        offset, length = ctypes.c_long(4096), ctypes.c_long(8192)
        assert libc.fallocate(file.fileno(), keep | punch, offset, length) == 0
        assert os.lseek(file.fileno(), 0, os.SEEK_HOLE) == 4096
        assert os.lseek(file.fileno(), 5000, os.SEEK_DATA) == 12288
        assert libc.fallocate(file.fileno(), zero, ctypes.c_long(0), ctypes.c_long(40_000)) == 0
        with fails_with(errno.ENXIO):
            os.lseek(file.fileno(), 0, os.SEEK_DATA)
        assert libc.fallocate(file.fileno(), 0x08, offset, length) == -1
    assert path.read_bytes() == bytes(40_000)


def test_data_that_is_not_written_back_yet_is_no_hole(mount: Mounted) -> None:
    with (mount.root / "file").open("wb") as file:
        os.truncate(file.fileno(), 1 << 20)
        os.pwrite(file.fileno(), b"x" * 4096, 8192)
        assert os.lseek(file.fileno(), 0, os.SEEK_DATA) == 8192
        assert os.lseek(file.fileno(), 8192, os.SEEK_HOLE) == 12288


def test_copy_file_range(mount: Mounted) -> None:
    data = os.urandom(10 << 20)
    (mount.root / "from").write_bytes(data)
    with (mount.root / "from").open("rb") as source, (mount.root / "to").open("wb") as target:
        left = len(data)
        while left:
            left -= os.copy_file_range(source.fileno(), target.fileno(), left)
    assert (mount.root / "to").read_bytes() == data


def test_memory_maps(mount: Mounted) -> None:
    path = mount.root / "file"
    path.write_bytes(bytes(100_000))
    # In another process: a page fault here would hold the interpreter's lock, and with it us.
    script = (
        "import mmap, sys\n"
        "with open(sys.argv[1], 'rb+') as f, mmap.mmap(f.fileno(), 0) as m:\n"
        "    m[50_000:50_005] = b'hello'\n"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert path.read_bytes()[50_000:50_005] == b"hello"
    wait_until(
        lambda: bytes(mount.namespace.resolve(b"/file").data[50_000:50_005]) == b"hello", "written"
    )


def test_locks_work(mount: Mounted) -> None:
    with (mount.root / "file").open("wb") as one, (mount.root / "file").open("rb+") as two:
        fcntl.flock(one, fcntl.LOCK_EX)
        with pytest.raises(BlockingIOError):
            fcntl.flock(two, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.lockf(one, fcntl.LOCK_EX)


def test_statfs_tells_the_space(mount: Mounted) -> None:
    seen = os.statvfs(mount.root)
    space = mount.namespace.space()
    assert seen.f_blocks * seen.f_frsize == space.total
    assert seen.f_bavail * seen.f_frsize == space.free
    assert seen.f_namemax == 255
    assert 0 < seen.f_ffree < seen.f_files


def test_a_program_asks_for_terminal_and_gets_no(mount: Mounted) -> None:
    with (mount.root / "file").open("wb") as file:
        assert not os.isatty(file.fileno())


def test_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    with mounted(tmp_path, read_only=True) as mount:
        mount.namespace.create(1, b"file", stat.S_IFREG | 0o644, 0, 0)
        mount.namespace.write(mount.namespace.resolve(b"/file").ino, 0, b"content")
        assert (mount.root / "file").read_bytes() == b"content"
        with fails_with(errno.EROFS):
            (mount.root / "other").write_bytes(b"")
        with fails_with(errno.EROFS):
            os.utime(mount.root / "file")


def test_kernels_that_insist_on_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before Linux 5.1 there was no way around OPEN and OPENDIR."""
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))

    def negotiate_as_before(request: Request, writeback: bool) -> tuple[Reply, Terms | None]:
        reply, terms = negotiate(request, writeback)
        return reply, terms and terms._replace(opens=True)

    monkeypatch.setattr(server, "negotiate", negotiate_as_before)
    with mounted(tmp_path) as mount:
        path = mount.root / "file"
        path.write_bytes(b"some content")
        path.write_bytes(b"less")
        assert path.read_bytes() == b"less"
        with path.open("rb") as file:
            path.unlink()
            assert file.read() == b"less"
        (mount.root / "folder").mkdir()
        assert os.listdir(mount.root) == ["folder"]


def test_a_kernel_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setattr(negotiation, "OLDEST_MINOR", 999)
    with pytest.raises(MountError) as failed, mounted(tmp_path):
        pass
    assert failed.value.reason == Refusal.KERNEL_TOO_OLD
    wait_until(lambda: find_mount(tmp_path / "mounted") is None, "nothing is left")
