"""mount, unmount, status, demo: with the kernel."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.mount.processes import is_running
from tests.cli.conftest import PASSPHRASE, CommandLine, start
from tests.support.places import wait_until

Key = tuple[str, str]

pytestmark = pytest.mark.fuse


def is_mounted(path: Path) -> bool:
    return str(path) in Path("/proc/mounts").read_text(encoding="utf-8")


@pytest.fixture
def mountpoint(tmp_path: Path) -> Iterator[Path]:
    """An empty folder; whatever a test left mounted there is taken away."""
    place = tmp_path / "mounted"
    place.mkdir()
    yield place
    if is_mounted(place):
        subprocess.run(["fusermount3", "-u", "-z", str(place)], check=True)


def mount(run: CommandLine, vault: Path, mountpoint: Path, *options: str | Path) -> int:
    """Mount; the serving process's id."""
    outcome = run("mount", vault, mountpoint, *options)
    assert (outcome.out, outcome.err) == ("", "")
    [record] = run("status", "--json").json["mounts"]
    return int(record["pid"])


def test_a_whole_life(run: CommandLine, vault: Path, mountpoint: Path, key: Key) -> None:
    for number in range(2):
        pid = mount(run, vault, mountpoint, *key)
        assert is_mounted(mountpoint)
        assert sorted(os.listdir(mountpoint)) == [f"file{each}" for each in range(number)]
        (mountpoint / f"file{number}").write_bytes(b"content")
        run("unmount", mountpoint)
        assert not is_mounted(mountpoint)
        assert (
            not Path(f"/proc/{pid}/cmdline").exists()
            or not Path(f"/proc/{pid}/cmdline").read_bytes()
        )
    assert run("ls", vault, *key).out == "file0\nfile1\n"


def test_unmount_by_the_vault(run: CommandLine, vault: Path, mountpoint: Path, key: Key) -> None:
    mount(run, vault, mountpoint, *key)
    run("unmount", vault)
    assert not is_mounted(mountpoint)
    run("ls", vault, *key)


def test_status(run: CommandLine, vault: Path, mountpoint: Path, key: Key) -> None:
    assert run("status").out == "0 vaults mounted\n"
    assert run("status", "--json").json == {"mounts": [], "remembers": True}
    pid = mount(run, vault, mountpoint, *key, "--read-only")
    assert run("status", "--json").json["mounts"] == [
        {
            "vault": str(vault),
            "mountpoint": str(mountpoint),
            "pid": pid,
            "read_only": True,
            "binding": "linux",
            "rekey_under_way": False,
            "rekey_fraction": None,
        }
    ]
    assert f"read-only, pid {pid}" in run("status").out
    run("unmount", mountpoint)
    assert run("status", "--json").json == {"mounts": [], "remembers": True}


def test_the_serving_process_shows_no_secret(
    run: CommandLine, vault: Path, mountpoint: Path, key: Key
) -> None:
    pid = mount(run, vault, mountpoint, *key)
    for place in ("cmdline", "environ"):
        assert PASSPHRASE.encode() not in Path(f"/proc/{pid}/{place}").read_bytes()
    assert os.readlink(f"/proc/{pid}/cwd") == "/"
    streams = [Path(f"/proc/{pid}/fd/{number}") for number in range(3)]
    wait_until(  # it lets go of them just after it has said that it is ready
        lambda: {os.readlink(each) for each in streams} == {"/dev/null"}, "the streams are let go"
    )
    assert os.getsid(pid) == pid
    run("unmount", mountpoint)


def test_a_mounted_vault_is_busy(run: CommandLine, vault: Path, mountpoint: Path, key: Key) -> None:
    pid = mount(run, vault, mountpoint, *key)
    (mountpoint.parent / "other").mkdir()
    for arguments in (
        ("ls", vault),
        ("scrub", vault),
        ("put", vault, __file__, "/"),
        ("keys", "recovery", vault),
        ("mount", vault, mountpoint.parent / "other"),
    ):
        outcome = run(*arguments, *key, code=5)
        assert f"pid {pid} " in outcome.err
        assert str(mountpoint) in outcome.err
    assert run("ls", vault, *key, "--json", code=5).json["error"]["code"] == "vault-busy"
    run("info", vault)
    run("unmount", mountpoint)
    run("ls", vault, *key)


def test_a_busy_mount_stays(run: CommandLine, vault: Path, mountpoint: Path, key: Key) -> None:
    mount(run, vault, mountpoint, *key)
    with (mountpoint / "open").open("wb") as file:
        outcome = run("unmount", mountpoint, code=5)
        assert str(os.getpid()) in outcome.err
        file.write(b"goes on")
    run("unmount", mountpoint)
    assert run("cat", vault, "/open", *key).out == "goes on"


def test_the_child_tells_what_went_wrong(
    run: CommandLine, vault: Path, mountpoint: Path, tmp_path: Path, key: Key
) -> None:
    (tmp_path / "wrong").write_text("wrong")
    outcome = run("mount", vault, mountpoint, "--passphrase-file", tmp_path / "wrong", code=3)
    assert (
        outcome.err
        == "sigmavault: That does not open this vault: it is not one of its passphrases, keys or keyfiles.\n"
    )
    (mountpoint / "full").touch()
    assert "not empty" in run("mount", vault, mountpoint, *key, code=1).err
    assert "no such folder" in run("mount", vault, mountpoint / "none", *key, code=1).err
    assert "inside of itself" in run("mount", vault, vault / "bands", *key, code=1).err
    assert "no vault at" in run("mount", tmp_path / "none", mountpoint, *key, code=1).err
    assert run("status", "--json").json == {"mounts": [], "remembers": True}
    assert not (vault / "vault.lock").exists()


def test_unmount_of_what_is_not_mounted(
    run: CommandLine, vault: Path, mountpoint: Path, tmp_path: Path
) -> None:
    for place in (mountpoint, vault, tmp_path / "none"):
        assert "no vault is mounted there" in run("unmount", place, code=1).err


def test_read_only(run: CommandLine, vault: Path, mountpoint: Path, key: Key) -> None:
    run("mkdir", vault, "/folder", *key)
    mount(run, vault, mountpoint, *key, "--read-only")
    with pytest.raises(OSError, match="Read-only"):
        (mountpoint / "folder" / "file").touch()
    run("unmount", mountpoint)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_in_the_foreground_a_signal_unmounts(
    run: CommandLine, vault: Path, mountpoint: Path, key: Key, number: signal.Signals
) -> None:
    process = start("mount", vault, mountpoint, "--foreground", *key)
    try:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Mounted at")
        (mountpoint / "file").write_bytes(b"kept")
        process.send_signal(number)
        process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0
    assert not is_mounted(mountpoint)
    assert run("cat", vault, "/file", *key).out == "kept"


def test_a_folder_named_app_where_we_stand_is_not_run(
    run: CommandLine,
    vault: Path,
    mountpoint: Path,
    key: Key,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("raise SystemExit(99)")
    (tmp_path / "app" / "__main__.py").touch()
    monkeypatch.chdir(tmp_path)
    mount(run, Path("vault"), Path("mounted"), *key)
    assert is_mounted(mountpoint)
    run("unmount", "mounted")


def test_a_mount_of_a_killed_process_is_cleared(
    run: CommandLine, vault: Path, mountpoint: Path, key: Key
) -> None:
    pid = mount(run, vault, mountpoint, *key)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running(pid, ""), "the killed process has ended")
    assert run("status", "--json").json == {"mounts": [], "remembers": True}
    mount(run, vault, mountpoint, *key)
    run("unmount", mountpoint)


def test_an_interrupted_mount_leaves_nothing(
    run: CommandLine, vault: Path, mountpoint: Path, key: Key
) -> None:
    """At whatever moment: while it starts, derives the key, mounts."""
    for wait_s in (0.05, 0.3, 0.5, 0.7):
        process = start("mount", vault, mountpoint, *key)
        time.sleep(wait_s)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        if process.returncode == 0:
            run("unmount", mountpoint)
        assert process.returncode in (0, 1, -signal.SIGINT), err
        # A serving process that was already there takes its mount away on its own time.
        deadline = time.monotonic() + 30
        while is_mounted(mountpoint) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not is_mounted(mountpoint)
        while run("ls", vault, *key, code=None).code == 5 and time.monotonic() < deadline:
            time.sleep(0.05)  # and gives the vault back a moment later
        run("ls", vault, *key)


def test_demo(run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = sorted(tmp_path.iterdir())
    outcome = run("demo", "--size", "3")
    for step in (
        "Created",
        "Mounted",
        "Copied",
        "Locked",
        "Overwrote",
        "Scrub",
        "Repaired",
        "Opened",
    ):
        assert step in outcome.out
    assert "every byte is the same" in outcome.out
    assert outcome.err == ""
    assert [each for each in sorted(tmp_path.iterdir()) if each.name != "state"] == before
