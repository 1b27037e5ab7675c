"""keys: every way in, from the command line."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.support.tpm import needs_tpm, software_tpm

Key = tuple[str, str]
FAST = ("--kdf-time", "0.01")


@pytest.fixture
def keyfile(run: CommandLine, tmp_path: Path) -> Path:
    run("keys", "keyfile", tmp_path / "keyfile")
    return tmp_path / "keyfile"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A file with another passphrase."""
    file = tmp_path / "other"
    file.write_text("another one")
    return file


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    """Moves to a device that remembers nothing, and back."""

    def go(name: str = "elsewhere") -> None:
        monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / name))

    return go


def test_a_keyfile_is_made_once_and_for_its_owner(
    run: CommandLine, keyfile: Path, tmp_path: Path
) -> None:
    assert len(keyfile.read_bytes()) == 64
    assert stat.S_IMODE(keyfile.stat().st_mode) == 0o600
    before = keyfile.read_bytes()
    assert "exists" in run("keys", "keyfile", keyfile, code=1).err
    assert keyfile.read_bytes() == before
    assert run("keys", "keyfile", tmp_path / "second", "--json").json == {
        "keyfile": str(tmp_path / "second")
    }
    assert (tmp_path / "second").read_bytes() != before


def test_a_keyfile_opens(run: CommandLine, vault: Path, key: Key, keyfile: Path) -> None:
    added = run(
        "keys", "add", vault, *key, *FAST, "--kind", "keyfile", "--new-keyfile", keyfile,
        "--label", "the stick", "--json",
    ).json["slot"]  # fmt: skip
    assert (added["kind"], added["label"]) == ("keyfile", "the stick")
    run("ls", vault, "--keyfile", keyfile)
    run("ls", vault, *key)
    assert "the stick" in run("keys", "list", vault).out
    keyfile.write_bytes(keyfile.read_bytes()[:-1] + b"x")
    run("ls", vault, "--keyfile", keyfile, code=3)


@pytest.mark.parametrize("content", [b"", b"short", bytes(8 * 1024 * 1024 + 1)])
def test_what_is_no_keyfile(run: CommandLine, vault: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad").write_bytes(content)
    assert "cannot be a keyfile" in run("ls", vault, "--keyfile", tmp_path / "bad", code=2).err
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in run("ls", vault, "--keyfile", tmp_path / "pipe", code=2).err


def test_a_keyfile_and_a_passphrase_together(
    run: CommandLine, vault: Path, key: Key, keyfile: Path, other: Path
) -> None:
    run(
        "keys", "add", vault, *key, *FAST, "--kind", "passphrase+keyfile",
        "--new-keyfile", keyfile, "--new-passphrase-file", other,
    )  # fmt: skip
    run("ls", vault, "--keyfile", keyfile, "--passphrase-file", other)
    run("ls", vault, "--keyfile", keyfile, *key, code=3)
    run("ls", vault, "--passphrase-file", other, code=3)
    # The vault takes both, so the passphrase is asked for; nobody is there.
    assert "no terminal" in run("ls", vault, "--keyfile", keyfile, code=2).err


def test_a_second_passphrase_comes_and_goes(
    run: CommandLine, vault: Path, key: Key, other: Path
) -> None:
    new = ("--new-passphrase-file", other)
    added = run("keys", "add", vault, *key, *FAST, *new, "--label", "Anna", "--json").json["slot"]
    run("ls", vault, "--passphrase-file", other)
    run("keys", "rename", vault, "Anna", "Ann", *key)
    assert run("keys", "list", vault, "--json").json["slots"][-1]["label"] == "Ann"
    run("keys", "remove", vault, "Anna", *key, code=1)
    removed = run("keys", "remove", vault, added["id"][:6].upper(), *key, "--json").json["slot"]
    assert removed["id"] == added["id"]
    run("ls", vault, "--passphrase-file", other, code=3)
    run("ls", vault, *key)


def test_only_one_of_several_passphrases_is_changed(
    run: CommandLine, vault: Path, key: Key, other: Path, tmp_path: Path, recovery_key: str
) -> None:
    run("keys", "add", vault, *key, *FAST, "--new-passphrase-file", other, "--label", "Anna")
    (tmp_path / "third").write_text("a third one")
    third = ("--new-passphrase-file", tmp_path / "third")
    (tmp_path / "recovery").write_text(recovery_key)
    recovery = ("--recovery-key-file", tmp_path / "recovery")
    assert "several" in run("keys", "change", vault, *recovery, *third, *FAST, code=1).err
    run("keys", "change", vault, "Anna", *recovery, *third, *FAST)
    run("ls", vault, *key)
    run("ls", vault, "--passphrase-file", other, code=3)
    run("keys", "change", vault, "--passphrase-file", tmp_path / "third", *FAST,
        "--new-passphrase-file", other)  # fmt: skip
    run("ls", vault, "--passphrase-file", other)
    run("ls", vault, *key)


def test_the_last_ways_in_are_kept(run: CommandLine, vault: Path, key: Key) -> None:
    first, recovery = (slot["id"] for slot in run("keys", "list", vault, "--json").json["slots"])
    record = run("keys", "remove", vault, first, *key, "--json", code=1).json
    assert record["error"]["code"] == "key-slot"
    assert "recovery key" in record["error"]["message"]
    run("keys", "remove", vault, recovery, *key)
    run("keys", "remove", vault, first, *key, "--force", code=1)
    run("ls", vault, *key)


def test_what_a_kind_takes(run: CommandLine, vault: Path, key: Key, other: Path) -> None:
    passphrase = ("--new-passphrase-file", other)
    for arguments in (
        ("--kind", "keyfile"),
        ("--kind", "device", *passphrase),
        ("--kind", "passphrase", *passphrase, "--new-keyfile", other),
        ("--kind", "passphrase+keyfile", *passphrase),
        ("--kind", "passphrase+device"),
        ("--kind", "recovery"),
    ):
        run("keys", "add", vault, *key, *arguments, code=2)
    assert len(run("keys", "list", vault, "--json").json["slots"]) == 2


# -- this device ----------------------------------------------------------------------------------


def test_a_vault_that_this_device_opens_by_itself(
    run: CommandLine, tmp_path: Path, elsewhere, other: Path
) -> None:
    made = run("create", tmp_path / "v", *FAST, "--mode", "device", "--json").json
    assert made["mode"] == "device"
    run("ls", tmp_path / "v")
    run("ls", tmp_path / "v", "--device")
    (tmp_path / "recovery").write_text(made["recovery_key"])
    run("ls", tmp_path / "v", "--recovery-key-file", tmp_path / "recovery")
    elsewhere()
    assert "no terminal" in run("ls", tmp_path / "v", code=2).err
    record = run("ls", tmp_path / "v", "--device", "--json", code=1).json
    assert record["error"]["code"] == "device-secret"
    run("ls", tmp_path / "v", "--passphrase-file", other, code=3)


def test_a_vault_of_a_passphrase_and_this_device(
    run: CommandLine, tmp_path: Path, elsewhere, key: Key
) -> None:
    place = tmp_path / "v"
    made = run("create", place, *FAST, *key, "--mode", "hybrid", "--json").json
    run("ls", place, *key)
    run("ls", place, "--device", code=3)
    assert "no terminal" in run("ls", place, code=2).err
    elsewhere()
    run("ls", place, *key, code=3)
    # The recovery key lets another device in.
    (tmp_path / "recovery").write_text(made["recovery_key"])
    recovery = ("--recovery-key-file", tmp_path / "recovery")
    run(
        "keys", "add", place, *recovery, *FAST, "--kind", "passphrase+device", "--label", "new",
        "--new-passphrase-file", tmp_path / "passphrase",
    )  # fmt: skip
    run("ls", place, *key)
    elsewhere("state")
    run("ls", place, *key)
    # And what was let in is kept out again.
    run("keys", "remove", place, "new", *key)
    elsewhere()
    run("ls", place, *key, code=3)


def test_a_passphrase_changed_with_the_recovery_key_takes_this_device(
    run: CommandLine, tmp_path: Path, elsewhere, key: Key, other: Path
) -> None:
    place = tmp_path / "v"
    made = run("create", place, *FAST, *key, "--mode", "hybrid", "--json").json
    (tmp_path / "recovery").write_text(made["recovery_key"])
    recovery = ("--recovery-key-file", tmp_path / "recovery")
    elsewhere()
    run("keys", "change", place, *recovery, *FAST, "--new-passphrase-file", other)
    run("ls", place, "--passphrase-file", other)
    elsewhere("state")
    run("ls", place, "--passphrase-file", other, code=3)


def test_a_device_forgets_what_nothing_takes_any_more(
    run: CommandLine, vault: Path, key: Key, tmp_path: Path
) -> None:
    secrets = tmp_path / "state" / "device"
    for kind in ("device", "passphrase+device"):
        new = ("--new-passphrase-file", tmp_path / "passphrase") if "+" in kind else ()
        run("keys", "add", vault, *key, *FAST, "--kind", kind, "--label", kind, *new)
    [secret] = secrets.iterdir()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    run("keys", "remove", vault, "device", *key)
    assert list(secrets.iterdir()) == [secret]
    run("keys", "remove", vault, "passphrase+device", *key)
    assert list(secrets.iterdir()) == []


@pytest.mark.parametrize("how", ["cut", "altered", "open to others", "another vault's"])
def test_a_secret_that_is_no_use_keeps_nobody_out(
    run: CommandLine, vault: Path, key: Key, tmp_path: Path, how: str
) -> None:
    run("keys", "add", vault, *key, *FAST, "--kind", "device")
    [file] = (tmp_path / "state" / "device").iterdir()
    raw = bytearray(file.read_bytes())
    if how == "cut":
        file.write_bytes(raw[:-1])
    elif how == "open to others":
        file.chmod(0o644)
    else:
        raw[40 if how == "altered" else 15] ^= 1
        file.write_bytes(raw)
    outcome = run("ls", vault, *key)
    assert "This device's secret" in outcome.err
    assert run("ls", vault, "--device", "--json", code=1).json["error"]["code"] == "device-secret"
    # An error of usage, since a passphrase would have been asked for.
    assert "no terminal" in run("ls", vault, code=2).err


def test_creation_says_what_makes_no_sense(run: CommandLine, tmp_path: Path, key: Key) -> None:
    run("create", tmp_path / "v", *FAST, *key, "--mode", "device", code=2)
    run("create", tmp_path / "v", *FAST, "--mode", "hybrid", code=2)
    run("create", tmp_path / "v", *FAST, *key, "--mode", "telepathy", code=2)
    assert not (tmp_path / "v").exists()


def made_slots(run: CommandLine, vault: Path) -> list[dict[str, str]]:
    return run("keys", "list", vault, "--json").json["slots"]


@needs_tpm
def test_a_vault_that_the_tpm_of_this_machine_opens(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="tpm-", dir="/tmp") as short:
        with software_tpm(Path(short) / "one") as connection:
            monkeypatch.setenv("TPM2TOOLS_TCTI", connection)
            made = run("create", tmp_path / "v", "--mode", "device", *FAST, "--json").json
            run("mkdir", tmp_path / "v", "/folder", "--device")
            assert run("ls", tmp_path / "v", "--device").out == "folder\n"
        with software_tpm(Path(short) / "another") as connection:
            monkeypatch.setenv("TPM2TOOLS_TCTI", connection)
            refused = run("ls", tmp_path / "v", "--device", code=1)
            assert "another TPM" in refused.err
            (tmp_path / "key").write_text(made["recovery_key"])
            recovery = ("--recovery-key-file", tmp_path / "key")
            (lost,) = (each for each in made_slots(run, tmp_path / "v") if each["kind"] == "device")
            run("keys", "add", tmp_path / "v", *recovery, "--kind", "device", *FAST)
            run("keys", "remove", tmp_path / "v", lost["id"], *recovery)
            assert run("ls", tmp_path / "v", "--device").out == "folder\n"
