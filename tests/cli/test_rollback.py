"""An older copy of a vault on the command line: refused, looked at, accepted."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, start

Key = tuple[str, str]
ROLLBACK = 8


@pytest.fixture
def older(run: CommandLine, vault: Path, tmp_path: Path, key: Key) -> Path:
    """A vault whose folder was put back to an earlier state."""
    (tmp_path / "first").write_bytes(b"1")
    (tmp_path / "second").write_bytes(b"2")
    run("put", vault, tmp_path / "first", "/", *key)
    shutil.copytree(vault, tmp_path / "copy")
    run("put", vault, tmp_path / "second", "/", *key)
    vault.rename(tmp_path / "newest")
    (tmp_path / "copy").rename(vault)
    return vault


def contents(vault: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [
        "ls V",
        "cat V /first",
        "get V /first OUT",
        "info V",
        "scrub V",
        "scrub V --repair",
        "put V FILE /",
        "mkdir V /x",
        "rm V /first",
        "mv V /first /x",
        "keys recovery V",
        "mount V MOUNT --foreground",
    ],
)
def test_every_command_that_unlocks_refuses_it(
    run: CommandLine, older: Path, tmp_path: Path, key: Key, command: str
) -> None:
    (tmp_path / "mount").mkdir()
    places = {"V": older, "OUT": tmp_path / "out", "FILE": tmp_path / "first"}
    places["MOUNT"] = tmp_path / "mount"
    words = [str(places.get(word, word)) for word in command.split()]
    before = contents(older)
    outcome = run(*words, *key, code=ROLLBACK)
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    for word in ("older", "damage", "--read-only", "--accept-rollback"):
        assert word in outcome.err
    assert contents(older) == before


def test_the_refusal_as_json(run: CommandLine, older: Path, key: Key) -> None:
    record = run("ls", older, "--json", *key, code=ROLLBACK).json["error"]
    assert (record["code"], record["exit_code"]) == ("rollback", ROLLBACK)


def test_looking_at_it(run: CommandLine, older: Path, tmp_path: Path, key: Key) -> None:
    before = contents(older)
    for command in (("ls",), ("cat", "/first"), ("get", "/", tmp_path / "out"), ("scrub",)):
        name, *rest = command
        outcome = run(name, older, *rest, "--read-only", *key)
        assert "older" in outcome.err
        assert outcome.err.count("\n") == 1
    assert run("ls", older, "--read-only", *key).out == "first\n"
    memory = run("info", older, "--read-only", "--json", *key).json["content"]["memory"]
    assert memory["state"] == "rolled-back"
    assert memory["works"]
    assert contents(older) == before
    run("ls", older, *key, code=ROLLBACK)


def test_accepting_it_once(run: CommandLine, older: Path, tmp_path: Path, key: Key) -> None:
    assert run("ls", older, "--accept-rollback", *key).err == ""
    assert run("put", older, tmp_path / "second", "/third", *key).err == ""
    memory = run("info", older, "--json", *key).json["content"]["memory"]
    assert memory["state"] == "known"
    assert memory["accepted_ns"] > 10**18
    assert "was accepted" in run("info", older, *key).out
    # The copy that was the newest is the odd one now.
    outcome = run("ls", tmp_path / "newest", *key, code=ROLLBACK)
    assert "went its own way" in outcome.err


def test_both_answers_at_once_make_no_sense(run: CommandLine, older: Path, key: Key) -> None:
    run("ls", older, "--read-only", "--accept-rollback", *key, code=2)
    run("mount", older, older.parent, "--read-only", "--accept-rollback", *key, code=2)


def test_a_vault_that_is_as_it_should_be_is_opened_without_a_word(
    run: CommandLine, vault: Path, key: Key
) -> None:
    for options in ((), ("--read-only",), ("--accept-rollback",), ()):
        assert run("ls", vault, *options, *key).err == ""
    content = run("info", vault, "--json", *key).json["content"]
    assert content["memory"]["state"] == "known"
    assert content["memory"]["accepted_ns"] is None


def test_a_record_that_was_tampered_with(
    run: CommandLine, older: Path, tmp_path: Path, key: Key
) -> None:
    [record] = [each for each in (tmp_path / "state/seen").iterdir() if not each.suffix]
    raw = bytearray(record.read_bytes())
    raw[100] ^= 1
    record.write_bytes(raw)
    assert "altered" in run("info", older, *key).out
    outcome = run("mkdir", older, "/x", *key)
    assert "was not noticed" in outcome.err
    assert run("mkdir", older, "/y", *key).err == ""


def test_a_state_folder_that_cannot_be_used(
    run: CommandLine, older: Path, tmp_path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "file" / "state"))
    outcome = run("mkdir", older, "/x", *key)
    assert "cannot remember" in outcome.err
    assert outcome.err.count("\n") == 1
    memory = run("info", older, "--json", *key).json["content"]["memory"]
    assert (memory["state"], memory["works"]) == ("unavailable", False)
    assert "cannot remember" in run("info", older, *key).out


def test_status_says_whether_vaults_are_remembered(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("status", "--json").json == {"mounts": [], "remembers": True}
    (tmp_path / "state/seen").rmdir()
    (tmp_path / "state/seen").write_bytes(b"")
    outcome = run("status", "--json")
    assert not outcome.json["remembers"]
    assert "cannot remember" in outcome.err


@pytest.mark.fuse
def test_mounting_it(run: CommandLine, older: Path, tmp_path: Path, key: Key) -> None:
    if not os.path.exists("/dev/fuse"):
        pytest.skip("no FUSE here")
    place = tmp_path / "mount"
    place.mkdir()
    assert "older" in run("mount", older, place, *key, code=ROLLBACK).err
    assert "older" in run("mount", older, place, "--read-only", *key).err
    try:
        assert (place / "first").read_bytes() == b"1"
        with pytest.raises(OSError, match="Read-only"):
            (place / "x").write_bytes(b"")
    finally:
        run("unmount", place)
    assert run("mount", older, place, "--accept-rollback", *key).err == ""
    try:
        (place / "x").write_bytes(b"")
    finally:
        run("unmount", place)
    assert run("mount", older, place, *key).err == ""
    run("unmount", place)


def test_a_killed_command_is_no_rollback(
    run: CommandLine, vault: Path, tmp_path: Path, key: Key
) -> None:
    (tmp_path / "tree").mkdir()
    for number in range(200):
        (tmp_path / "tree" / str(number)).write_bytes(bytes(30_000))
    for _ in range(2):
        child = start("put", vault, tmp_path / "tree", "/", *key)
        while not (vault / "vault.lock").exists() and child.poll() is None:
            pass
        child.send_signal(signal.SIGKILL)
        child.communicate()
        run("ls", vault, *key)
