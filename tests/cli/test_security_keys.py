"""Security keys on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.support.authenticator import Authenticator, plug_in

Key = tuple[str, str]
FAST = ("--kdf-time", "0.01")
PIN = "2468"


@pytest.fixture
def security_key(monkeypatch: pytest.MonkeyPatch) -> Authenticator:
    made = Authenticator(pin=PIN)
    plug_in(monkeypatch, made)
    return made


@pytest.fixture
def pin(tmp_path: Path) -> Path:
    file = tmp_path / "pin"
    file.write_text(PIN + "\n")
    return file


@pytest.fixture
def other(tmp_path: Path) -> Path:
    file = tmp_path / "other"
    file.write_text("another one")
    return file


@pytest.fixture
def opened_by_it(
    run: CommandLine, vault: Path, key: Key, security_key: Authenticator, pin: Path
) -> Path:
    run(
        "keys", "add", vault, *key, *FAST, "--kind", "fido2", "--new-pin-file", pin,
        "--label", "on the ring",
    )  # fmt: skip
    return vault


def test_it_opens_with_its_pin(
    run: CommandLine, opened_by_it: Path, security_key: Authenticator, pin: Path
) -> None:
    outcome = run("ls", opened_by_it, "--security-key", "--pin-file", pin)
    assert outcome.err == "sigmavault: Touch the security key.\n"
    assert security_key.touches == 3
    slots = run("keys", "list", opened_by_it, "--json").json["slots"]
    [slot] = [slot for slot in slots if slot["kind"] == "fido2"]
    assert (slot["label"], slot["known"]) == ("on the ring", True)
    [identity] = security_key.credentials
    assert slot["security_key"].startswith("01")
    assert slot["security_key"].endswith(identity.hex())


def test_what_does_not_open(
    run: CommandLine,
    opened_by_it: Path,
    security_key: Authenticator,
    pin: Path,
    other: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ("ls", opened_by_it, "--security-key")
    assert "asks for its PIN" in run(*asked, code=1).err
    wrong = run(*asked, "--pin-file", other, code=3)
    assert "the PIN is wrong; tries left: 7" in wrong.err
    assert (
        run(*asked, "--pin-file", other, "--json", code=3).json["error"]["code"] == "security-key"
    )
    plug_in(monkeypatch, Authenticator(pin=PIN))
    assert "not one that opens" in run(*asked, "--pin-file", pin, code=3).err
    plug_in(monkeypatch)
    assert "none was found" in run(*asked, "--pin-file", pin, code=1).err
    run("ls", opened_by_it, "--pin-file", pin, code=2)
    run(*asked, "--keyfile", other, code=2)
    run(*asked, "--device", code=2)


def test_a_vault_that_takes_none_says_so(
    run: CommandLine, vault: Path, security_key: Authenticator
) -> None:
    assert "not one that opens this vault" in run("ls", vault, "--security-key", code=3).err
    assert not security_key.touches


def test_with_a_passphrase_beside_it(
    run: CommandLine, vault: Path, key: Key, security_key: Authenticator, pin: Path, other: Path
) -> None:
    run(
        "keys", "add", vault, *key, *FAST, "--kind", "passphrase+fido2", "--new-pin-file", pin,
        "--new-passphrase-file", other,
    )  # fmt: skip
    by_key = ("--security-key", "--pin-file", pin)
    run("ls", vault, *by_key, "--passphrase-file", other)
    run("ls", vault, *by_key, *key, code=3)
    run("ls", vault, "--passphrase-file", other, code=3)
    assert "no terminal" in run("ls", vault, *by_key, code=2).err


def test_it_mounts(
    run: CommandLine, opened_by_it: Path, security_key: Authenticator, pin: Path, tmp_path: Path
) -> None:
    """The answer goes to the process that serves the mount; the key is asked once."""
    place = tmp_path / "mounted"
    place.mkdir()
    touches = security_key.touches
    run("mount", opened_by_it, place, "--security-key", "--pin-file", pin)
    try:
        (place / "file").write_bytes(b"content")
    finally:
        run("unmount", place)
    assert security_key.touches == touches + 1


def test_a_new_key_of_the_vault_keeps_it(
    run: CommandLine, opened_by_it: Path, security_key: Authenticator, pin: Path, key: Key
) -> None:
    by_key = ("--security-key", "--pin-file", pin)
    record = run("rekey", opened_by_it, *by_key, "--yes", "--json").json
    assert [slot["kind"] for slot in record["slots"]] == ["fido2", "recovery"]
    run("ls", opened_by_it, *by_key)
    run("ls", opened_by_it, *key, code=3)


def test_kept_beside_the_passphrase(
    run: CommandLine, vault: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(monkeypatch, Authenticator())
    run("keys", "add", vault, *key, *FAST, "--kind", "fido2")
    run("rekey", vault, *key, "--keep-security-key", "--yes")
    run("ls", vault, *key)
    run("ls", vault, "--security-key")


def test_another_one_in_its_place(
    run: CommandLine,
    opened_by_it: Path,
    security_key: Authenticator,
    pin: Path,
    key: Key,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = Authenticator()
    plug_in(monkeypatch, second)
    run("keys", "change", opened_by_it, "on the ring", *key, *FAST)
    run("ls", opened_by_it, "--security-key")
    plug_in(monkeypatch, security_key)
    run("ls", opened_by_it, "--security-key", "--pin-file", pin, code=3)
    plug_in(monkeypatch, second)
    run("keys", "remove", opened_by_it, "on the ring", *key)
    run("ls", opened_by_it, "--security-key", code=3)


def test_the_last_ones_are_not_left_to_a_security_key_unasked(
    run: CommandLine, opened_by_it: Path, security_key: Authenticator, pin: Path
) -> None:
    by_key = ("--security-key", "--pin-file", pin)
    slots = run("keys", "list", opened_by_it, "--json").json["slots"]
    ids = {slot["kind"]: slot["id"] for slot in slots}
    run("keys", "remove", opened_by_it, ids["passphrase"], *by_key)
    refused = run("keys", "remove", opened_by_it, ids["recovery"], *by_key, code=1)
    assert "without a security key" in refused.err
    run("keys", "remove", opened_by_it, ids["recovery"], *by_key, "--force")
    run("ls", opened_by_it, *by_key)


def test_what_contradicts_itself(run: CommandLine, vault: Path, key: Key, other: Path) -> None:
    add = ("keys", "add", vault, *key, *FAST, "--kind")
    run(*add, "fido2", "--new-passphrase-file", other, code=2)
    run(*add, "fido2", "--new-keyfile", other, code=2)
    run(*add, "keyfile", "--new-keyfile", other, "--new-pin-file", other, code=2)
    run(*add, "passphrase+fido2", code=2)
