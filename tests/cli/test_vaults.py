"""create, info, keys: making a vault and what opens it."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PASSPHRASE, CommandLine

Key = tuple[str, str]
FAST = ("--kdf-time", "0.01")


def test_create(run: CommandLine, tmp_path: Path, key: Key) -> None:
    outcome = run("create", tmp_path / "v", *FAST, *key, "--parity", "3")
    assert "8 data lanes and 3 parity lanes" in outcome.out
    assert outcome.err == ""
    [recovery] = [line.strip() for line in outcome.out.splitlines() if line.count("-") == 13]
    (tmp_path / "recovery").write_text(recovery)
    run("ls", tmp_path / "v", *key)
    run("ls", tmp_path / "v", "--recovery-key-file", tmp_path / "recovery")


def test_create_as_json(run: CommandLine, tmp_path: Path, key: Key) -> None:
    outcome = run("create", tmp_path / "v", *FAST, *key, "--json")
    assert outcome.err == ""
    assert outcome.json["parity_lanes"] == 2
    (tmp_path / "recovery").write_text(outcome.json["recovery_key"])
    run("ls", tmp_path / "v", "--recovery-key-file", tmp_path / "recovery")


def test_create_where_something_is(run: CommandLine, vault: Path, tmp_path: Path, key: Key) -> None:
    before = sorted(vault.iterdir())
    assert "taken" in run("create", vault, *FAST, *key, code=1).err
    assert sorted(vault.iterdir()) == before


def test_create_over_several_locations_is_refused_cleanly(
    run: CommandLine, tmp_path: Path, key: Key
) -> None:
    outcome = run("create", tmp_path / "v", "--location", tmp_path / "w", *FAST, *key, code=2)
    assert "several locations" in outcome.err
    assert not (tmp_path / "v").exists()


def test_create_needs_somebody_to_ask(run: CommandLine, tmp_path: Path) -> None:
    assert "--passphrase-file" in run("create", tmp_path / "v", code=2).err
    assert not (tmp_path / "v").exists()


def test_info_tells_a_locked_vault(run: CommandLine, vault: Path) -> None:
    text = run("info", vault).out
    assert "8 data + 2 parity" in text
    assert "Argon2id" in text
    assert "Content" not in text
    record = run("info", vault, "--json").json
    assert record["geometry"] == {"data_lanes": 8, "parity_lanes": 2, "band_slots": 512}
    assert [slot["kind"] for slot in record["slots"]] == ["passphrase", "recovery"]
    assert record["slots"][0]["kdf"]["memory_kib"] >= 64 * 1024
    assert record["disk_bytes"] > 40_000_000
    assert record["content"] is None


def test_info_tells_an_unlocked_vault(
    run: CommandLine, vault: Path, key: Key, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(bytes(100_000))
    run("put", vault, tmp_path / "file", "/", *key)
    record = run("info", vault, "--json", *key).json["content"]
    assert (record["files"], record["directories"], record["links"]) == (1, 1, 0)
    assert record["space"]["used_bytes"] >= 100_000
    assert record["space"]["free_bytes"] > 0
    assert record["health"]["damage_seen"] == []
    text = run("info", vault, *key).out
    assert "1 file (97.7 KiB)" in text
    assert "Generation" in text


@pytest.mark.parametrize("command", ["info", "ls", "scrub", "keys list"])
def test_where_no_vault_is(run: CommandLine, tmp_path: Path, command: str, key: Key) -> None:
    options = () if command.startswith("keys") else key
    outcome = run(*command.split(), tmp_path / "none", *options, code=1)
    assert "There is no vault at" in outcome.err


def test_a_wrong_passphrase_opens_nothing(run: CommandLine, vault: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text(PASSPHRASE.upper())
    outcome = run("ls", vault, "--passphrase-file", tmp_path / "wrong", code=3)
    assert outcome.out == ""
    record = run("ls", vault, "--passphrase-file", tmp_path / "wrong", "--json", code=3).json
    assert record["error"]["code"] == "wrong-key"


def test_a_mistyped_recovery_key_is_told_from_a_wrong_one(
    run: CommandLine, vault: Path, tmp_path: Path, recovery_key: str
) -> None:
    file = tmp_path / "recovery"
    file.write_text(recovery_key[:-1] + ("0" if recovery_key[-1] != "0" else "1"))
    record = run("ls", vault, "--recovery-key-file", file, "--json", code=3).json
    assert record["error"]["code"] == "mistyped-recovery-key"
    file.write_text(recovery_key.lower().replace("-", " "))
    run("ls", vault, "--recovery-key-file", file)


def test_a_passphrase_from_a_command(run: CommandLine, vault: Path) -> None:
    prints = f"{shlex.quote(sys.executable)} -c 'print(\"{PASSPHRASE}\")'"
    run("ls", vault, "--passphrase-command", prints)
    run("ls", vault, "--passphrase-command", "false", code=1)


def test_keys_list(run: CommandLine, vault: Path) -> None:
    assert run("keys", "list", vault).out.count("Argon2id") == 2
    assert len(run("keys", "list", vault, "--json").json["slots"]) == 2


def test_keys_change(
    run: CommandLine, vault: Path, key: Key, tmp_path: Path, recovery_key: str
) -> None:
    (tmp_path / "new").write_text("a new one")
    (tmp_path / "recovery").write_text(recovery_key)
    new = ("--new-passphrase-file", tmp_path / "new")
    run("keys", "change", vault, *key, *new, *FAST)
    run("ls", vault, *key, code=3)
    run("ls", vault, "--passphrase-file", tmp_path / "new")
    run("ls", vault, "--recovery-key-file", tmp_path / "recovery")
    # The recovery key is what there is when the passphrase is forgotten.
    (tmp_path / "new").write_text("a newer one")
    recovery = ("--recovery-key-file", tmp_path / "recovery")
    changed = run("keys", "change", vault, *recovery, *new, *FAST, "--json").json
    assert changed["changed"]
    assert changed["slot"]["kind"] == "passphrase"
    run("ls", vault, "--passphrase-file", tmp_path / "new")


def test_keys_change_asks_nobody_on_a_pipe(run: CommandLine, vault: Path, key: Key) -> None:
    assert "--new-passphrase-file" in run("keys", "change", vault, *key, code=2).err
    run("ls", vault, *key)


def test_keys_recovery(
    run: CommandLine, vault: Path, key: Key, tmp_path: Path, recovery_key: str
) -> None:
    new = run("keys", "recovery", vault, *key, "--json").json["recovery_key"]
    (tmp_path / "old").write_text(recovery_key)
    (tmp_path / "new").write_text(new)
    run("ls", vault, "--recovery-key-file", tmp_path / "old", code=3)
    run("ls", vault, "--recovery-key-file", tmp_path / "new")
    run("ls", vault, *key)
    assert "shown only now" in run("keys", "recovery", vault, *key).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("ls",),
        ("info", "--unlock"),
        ("scrub",),
        ("cat", "/x"),
        ("keys", "recovery"),
        ("mount", "m"),
    ],
)
def test_nobody_is_asked_on_a_pipe(
    run: CommandLine, vault: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "m").mkdir()
    name, *rest = arguments
    words = [name, rest.pop(0)] if name == "keys" else [name]
    rest = [str(tmp_path / "m") if word == "m" else word for word in rest]
    outcome = run(*words, vault, *rest, code=2)
    assert "There is no terminal to ask on" in outcome.err
    json.dumps(outcome.out)
