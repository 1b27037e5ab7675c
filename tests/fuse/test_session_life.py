"""Mounting, ending, and what is in the way of either."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from engine.errors import FuseUnavailableError, MediumError, MountBusyError, MountError
from engine.mount import session as session_module
from engine.mount.mount_table import find_mount, is_dead
from engine.mount.refusals import Refusal
from engine.mount.session import MountSession
from tests.support.fake_mount import (
    PATIENCE_S,
    REPOSITORY,
    fails_with,
    fake_vault,
    mounted,
    open_folder,
    require_fuse,
    served,
    wait_until,
)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_fuse()
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture
def mountpoint(tmp_path: Path) -> Path:
    folder = tmp_path / "mounted"
    folder.mkdir()
    return folder


def refusal(vault: Path, mountpoint: Path, **options: object) -> str:
    session = MountSession(fake_vault(vault), mountpoint, dedicated=False, **options)
    with pytest.raises(MountError) as refused:
        session.start()
    assert not session.is_mounted
    return refused.value.reason


def check_cut_off(file: int) -> None:
    """The file system under an open file is gone."""
    try:
        with fails_with(errno.ENOTCONN):
            os.fsync(file)
    finally:
        with contextlib.suppress(OSError):  # it is closed all the same
            os.close(file)


# -- where one cannot mount ---------------------------------------------------------------------


def test_places_that_will_not_do(tmp_path: Path, mountpoint: Path) -> None:
    vault = tmp_path / "vault"
    (tmp_path / "file").touch()
    assert refusal(vault, tmp_path / "none") == Refusal.MISSING
    assert refusal(vault, tmp_path / "file") == Refusal.NOT_A_DIRECTORY
    assert refusal(vault, tmp_path / "file" / "x") == Refusal.NOT_A_DIRECTORY
    assert refusal(vault, vault) == Refusal.INSIDE_VAULT
    (vault / "inner").mkdir()
    assert refusal(vault, vault / "inner") == Refusal.INSIDE_VAULT
    (tmp_path / "link").symlink_to(vault / "inner")
    assert refusal(vault, tmp_path / "link") == Refusal.INSIDE_VAULT
    assert refusal(vault, tmp_path, nonempty=True) == Refusal.INSIDE_VAULT
    (mountpoint / "something").touch()
    assert refusal(vault, mountpoint) == Refusal.NOT_EMPTY
    assert refusal(vault, Path("/proc")) == Refusal.ALREADY_A_MOUNT


def test_a_folder_with_something_in_it_if_asked_to(tmp_path: Path) -> None:
    (tmp_path / "mounted").mkdir()
    (tmp_path / "mounted" / "something").touch()
    vault = fake_vault(tmp_path / "vault")
    session = MountSession(vault, tmp_path / "mounted", nonempty=True, dedicated=False)
    session.start()
    try:
        session.wait_ready()
        assert os.listdir(tmp_path / "mounted") == []
    finally:
        session.unmount(lazy=True)
    assert os.listdir(tmp_path / "mounted") == ["something"]


def test_a_place_that_is_mounted_already(tmp_path: Path) -> None:
    with mounted(tmp_path) as mount:
        assert refusal(tmp_path / "other", mount.root) == Refusal.ALREADY_A_MOUNT
        assert os.listdir(mount.root) == []


def test_a_machine_without_fusermount(
    tmp_path: Path, mountpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    session = MountSession(fake_vault(tmp_path / "vault"), mountpoint, dedicated=False)
    with pytest.raises(FuseUnavailableError) as refused:
        session.start()
    assert refused.value.reason == Refusal.NO_FUSERMOUNT


def test_a_fusermount_that_says_yes_and_hands_nothing_over(
    tmp_path: Path, mountpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "fusermount3"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    session = MountSession(fake_vault(tmp_path / "vault"), mountpoint, dedicated=False)
    with pytest.raises(FuseUnavailableError) as refused:
        session.start()
    assert refused.value.reason == Refusal.NO_FUSERMOUNT


@pytest.mark.root
def test_something_else_in_the_place_of_the_device(tmp_path: Path, mountpoint: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from engine.errors import FuseUnavailableError
from engine.mount.linux.fusermount import attach
from engine.mount.options import MountOptions
try:
    attach(MountOptions(Path({str(mountpoint)!r})))
except FuseUnavailableError as error:
    print(error.reason)
"""
    shell = 'mount --bind /dev/null /dev/fuse && exec "$0" -c "$1"'
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", shell, sys.executable, script],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == Refusal.NO_FUSE


def test_what_fusermount_says_becomes_a_reason(
    tmp_path: Path, mountpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for message, kind, reason in (
        ("fuse device not found, try 'modprobe fuse' first", FuseUnavailableError, "no-fuse"),
        ("option allow_other only allowed if 'user_allow_other' is set in /etc/fuse.conf",
         MountError, "allow-other-forbidden"),
        ("user has no write access to mountpoint /x", MountError, "no-permission"),
        ("a text that nobody knows", MountError, "a text that nobody knows"),
    ):  # fmt: skip
        program = tmp_path / "bin" / "fusermount3"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\necho "fusermount3: {message}" >&2\nexit 1\n')
        program.chmod(0o755)
        with monkeypatch.context() as patch:
            patch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
            session = MountSession(fake_vault(tmp_path / "vault"), mountpoint, dedicated=False)
            with pytest.raises(kind) as refused:
                session.start()
            assert refused.value.reason == reason


def test_a_mountpoint_by_a_relative_path(
    tmp_path: Path, mountpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = MountSession(fake_vault(tmp_path / "vault"), Path("mounted"), dedicated=False)
    session.start()
    try:
        session.wait_ready()
        assert session.mountpoint == mountpoint
    finally:
        session.unmount(lazy=True)


def test_odd_characters_in_the_mountpoint(tmp_path: Path) -> None:
    for name in ("with space", "comma,comma", "back\\slash", "ünï", os.fsdecode(b"\xff")):
        folder = tmp_path / name
        folder.mkdir()
        session = MountSession(fake_vault(tmp_path / "vault"), folder, dedicated=False)
        session.start()
        try:
            session.wait_ready()
            (folder / "file").touch()
            assert find_mount(folder) is not None
        finally:
            session.unmount(lazy=True)
        assert os.listdir(folder) == []


# -- unmounting from inside ---------------------------------------------------------------------


def test_unmount_makes_everything_durable(tmp_path: Path) -> None:
    with mounted(tmp_path) as mount:
        (mount.root / "file").write_bytes(b"x")
        mount.session.unmount()
        assert find_mount(mount.root) is None
        assert mount.namespace.calls["sync"] == 1
        assert not mount.session.is_mounted
        mount.session.unmount()


def test_a_busy_mount_names_who_uses_it(tmp_path: Path) -> None:
    with mounted(tmp_path) as mount, (mount.root / "file").open("wb") as file:
        with pytest.raises(MountBusyError) as busy:
            mount.session.unmount()
        assert any(f"({os.getpid()})" in holder for holder in busy.value.holders)
        file.write(b"still works")
        file.flush()
        os.fsync(file.fileno())


def test_a_working_directory_is_use(tmp_path: Path) -> None:
    with mounted(tmp_path) as mount:
        sleeper = subprocess.Popen(["sleep", "100"], cwd=mount.root)
        try:
            with pytest.raises(MountBusyError) as busy:
                mount.session.unmount()
            assert busy.value.holders == (f"sleep ({sleeper.pid})",)
        finally:
            sleeper.kill()
            sleeper.wait()
        mount.session.unmount()


def test_a_lazy_unmount_waits_for_the_last_user(tmp_path: Path) -> None:
    with mounted(tmp_path) as mount:
        file = (mount.root / "file").open("wb")
        ending = threading.Thread(target=mount.session.unmount, kwargs={"lazy": True})
        ending.start()
        wait_until(lambda: find_mount(mount.root) is None, "detached")
        file.write(b"kept")
        assert ending.is_alive()
        file.close()
        ending.join(PATIENCE_S)
        assert not ending.is_alive()
        assert bytes(mount.namespace.resolve(b"/file").data) == b"kept"


def test_a_forced_unmount_does_not_wait_for_ever(tmp_path: Path) -> None:
    with mounted(tmp_path) as mount:
        file = os.open(mount.root / "file", os.O_CREAT | os.O_RDWR)
        os.write(file, b"kept")
        mount.session.unmount(lazy=True, linger_s=0.01)
        assert bytes(mount.namespace.resolve(b"/file").data) == b"kept"
        assert mount.namespace.calls["sync"] == 1
        check_cut_off(file)


def test_a_failed_last_sync_is_told(tmp_path: Path) -> None:
    with mounted(tmp_path) as mount:
        mount.namespace.fail["sync"] = MediumError("bands", 5)
        with pytest.raises(MediumError):
            mount.session.unmount()
        del mount.namespace.fail["sync"]


# -- a process of its own -----------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_cleanly(mountpoint: Path, number: int) -> None:
    with served(mountpoint) as server:
        (mountpoint / "file").write_bytes(b"x" * 1000)
        code, words = server.end(number)
    assert code == 0
    assert words == "synced 1 files {'file': 1000}\n"
    assert find_mount(mountpoint) is None


def test_an_unmount_from_outside_ends_it_cleanly(mountpoint: Path) -> None:
    for command in (["fusermount3", "-u"], ["umount"]):
        if command == ["umount"] and os.geteuid() != 0:
            continue
        with served(mountpoint) as server:
            (mountpoint / "file").write_bytes(b"x" * 1000)
            subprocess.run([*command, mountpoint], check=True)
            code, words = server.end()
        assert (code, words) == (0, "synced 1 files {'file': 1000}\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_what_open_files_hold(mountpoint: Path, number: int) -> None:
    with served(mountpoint) as server:
        with (mountpoint / "file").open("wb") as file:
            file.write(b"x" * 100_000)
            file.flush()
            server.process.send_signal(number)
            wait_until(lambda: find_mount(mountpoint) is None, "detached")
            file.write(b"x" * 100_000)
        code, words = server.end()
    assert (code, words) == (0, "synced 1 files {'file': 200000}\n")


def test_a_second_signal_does_not_wait_for_open_files(mountpoint: Path) -> None:
    """What was written to them by then is kept, though they were never closed."""
    with served(mountpoint) as server:
        file = os.open(mountpoint / "file", os.O_CREAT | os.O_RDWR)
        os.write(file, b"x" * 100_000)
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: find_mount(mountpoint) is None, "detached")
        code, words = server.end(signal.SIGTERM)
        check_cut_off(file)
    assert (code, words) == (0, "synced 1 files {'file': 100000}\n")


def test_idle_users_are_waited_for_only_so_long(
    tmp_path: Path, mountpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that never closes its file does not keep the machine from shutting down."""
    script = (
        "from engine.mount import session\n"
        "session.LINGER_S = 0.05\n"
        "from tests.support.fake_mount import main\n"
        "main()\n"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", script, str(mountpoint)],
        cwd=REPOSITORY, env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert server.stdout is not None
    with server, server.stdout:
        assert server.stdout.readline() == b"ready\n"
        file = os.open(mountpoint / "file", os.O_CREAT | os.O_RDWR)
        os.write(file, b"kept")
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE_S) == 0
        assert server.stdout.read() == b"synced 1 files {'file': 4}\n"
        check_cut_off(file)
    assert session_module.LINGER_S > 1


def test_a_signal_after_a_lazy_unmount(mountpoint: Path) -> None:
    with served(mountpoint) as server:
        file = os.open(mountpoint / "file", os.O_CREAT | os.O_RDWR)
        os.write(file, b"kept")
        subprocess.run(["fusermount3", "-uz", mountpoint], check=True)
        server.process.send_signal(signal.SIGTERM)
        code, words = server.end(signal.SIGTERM)
        check_cut_off(file)
    assert (code, words) == (0, "synced 1 files {'file': 4}\n")


def test_a_killed_server_leaves_no_mount(mountpoint: Path) -> None:
    with served(mountpoint) as server:
        (mountpoint / "file").touch()
        (mountpoint / "folder").mkdir()
        os.listdir(mountpoint)
        mountpoint.stat()  # cached now, so the dead mount's root would still answer
        server.process.kill()
        server.process.communicate()
        wait_until(lambda: find_mount(mountpoint) is None, "the mount is gone")


def kill_with_watcher(mountpoint: Path, server: subprocess.Popen[bytes]) -> None:
    """Kill a server and the watcher that would clear up after it."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    server.kill()
    server.communicate()
    wait_until(lambda: is_dead(mountpoint), "the mount is dead")


def test_a_dead_mount_is_cleared_by_the_next(tmp_path: Path, mountpoint: Path) -> None:
    with served(mountpoint) as server:
        (mountpoint / "folder").mkdir()
        os.listdir(mountpoint)
        mountpoint.stat()  # cached now, so the dead mount's root would still answer
        kill_with_watcher(mountpoint, server.process)
        session = MountSession(fake_vault(tmp_path / "vault"), mountpoint, dedicated=False)
        session.start()
        try:
            session.wait_ready()
            assert os.listdir(mountpoint) == []
        finally:
            session.unmount(lazy=True)


# -- other users --------------------------------------------------------------------------------


def provide_open_device() -> None:
    """Give this process a /dev/fuse that everybody may open, as it is on a desktop."""
    libc = ctypes.CDLL(None, use_errno=True)
    with tempfile.TemporaryDirectory() as folder:
        node = os.fsencode(folder) + b"/fuse"
        assert libc.unshare(0x20000) == 0  # CLONE_NEWNS
        assert libc.mount(b"none", b"/", None, 0x44000, None) == 0  # MS_REC | MS_PRIVATE
        os.mknod(node, stat.S_IFCHR | 0o666, os.makedev(10, 229))
        os.chmod(node, 0o666)
        assert libc.mount(node, b"/dev/fuse", None, 0x1000, None) == 0  # MS_BIND


def as_nobody(script: str) -> int:
    """Run a function in a child that has given its rights up; its exit code."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        provide_open_device()
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        exec(script, {})
        code = 0
    except BaseException as error:
        print(f"as nobody: {type(error).__name__} {error}", file=sys.stderr)
    finally:
        os._exit(code)


@pytest.mark.root
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="forks a process that may have threads")
def test_without_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a forked child: the interpreter itself may be out of another user's reach."""
    with open_folder() as folder:
        for name in ("mounted", "vault", "state"):
            (folder / name).mkdir()
        for path in (folder, *folder.iterdir()):
            os.chown(path, 65534, 65534)
        monkeypatch.setenv("SIGMAVAULT_STATE_DIR", f"{folder}/state")
        script = f"""
import os
from pathlib import Path
from engine.errors import MountError
from engine.mount.session import MountSession
from tests.support.fake_mount import fake_vault
folder = Path({str(folder)!r})
vault = fake_vault(folder / "vault")
vault.namespace.inode(1).uid = os.getuid()
session = MountSession(vault, folder / "mounted", dedicated=False, allow_other=True)
try:
    session.start()
except MountError as error:
    assert error.reason == "allow-other-forbidden", error
else:
    session.unmount()
session = MountSession(vault, folder / "mounted", dedicated=False)
session.start()
session.wait_ready()
(folder / "mounted" / "file").write_bytes(b"x" * 5000)
assert (folder / "mounted" / "file").stat().st_uid == 65534
with (folder / "mounted" / "file").open() as file:
    try:
        session.unmount()
    except MountError as error:
        assert error.reason == "busy", error
    else:
        raise AssertionError("not busy")
session.unmount()
assert vault.namespace.resolve(b"/file").size == 5000
"""
        assert as_nobody(script) == 0


@pytest.mark.root
def test_other_users_are_kept_out_unless_let_in() -> None:
    with open_folder() as folder:
        mountpoint = folder / "mounted"
        mountpoint.mkdir()
        look = f"import os; os.setuid(65534); os.listdir({str(mountpoint)!r})"
        for options, code in (([], 1), (["--allow-other"], 0)):
            with served(mountpoint, *options):
                done = subprocess.run(
                    [sys.executable, "-S", "-c", look], capture_output=True, check=False
                )
                assert done.returncode == code, done.stderr
