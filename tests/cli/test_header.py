"""`sigmavault header`: a copy of the header saved, and put back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import PASSPHRASE, CommandLine
from tests.cli.terminal import Terminal

Key = tuple[str, str]
FAST = ("--kdf-time", "0.01")


@pytest.fixture
def saved(run: CommandLine, vault: Path, tmp_path: Path) -> Path:
    """The header of `vault`, saved."""
    run("header", "backup", vault, tmp_path / "saved")
    return tmp_path / "saved"


def headers(vault: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in vault.glob("vault.sigma*")}


def lose_header(vault: Path) -> None:
    for name in headers(vault):
        (vault / name).unlink()


def test_a_header_is_saved_for_its_owner_alone(
    run: CommandLine, vault: Path, tmp_path: Path
) -> None:
    outcome = run("header", "backup", vault, tmp_path / "saved")
    assert "--verify" in outcome.out
    assert (tmp_path / "saved").read_bytes() == (vault / "vault.sigma").read_bytes()
    assert (tmp_path / "saved").stat().st_mode & 0o777 == 0o600


def test_a_key_vouches_for_it(run: CommandLine, vault: Path, tmp_path: Path, key: Key) -> None:
    record = run("header", "backup", vault, tmp_path / "saved", "--json", *key).json
    assert record["verified"]
    assert [slot["kind"] for slot in record["slots"]] == ["passphrase", "recovery"]
    assert (tmp_path / "saved").read_bytes() == (vault / "vault.sigma").read_bytes()
    (tmp_path / "wrong").write_text("wrong")
    run(
        "header", "backup", vault, tmp_path / "other",
        "--passphrase-file", tmp_path / "wrong", code=3,
    )  # fmt: skip
    assert not (tmp_path / "other").exists()
    assert "terminal" in run("header", "backup", vault, tmp_path / "other", "--verify", code=2).err


def test_of_a_damaged_and_a_sound_copy_the_sound_one_is_saved(
    run: CommandLine, vault: Path, tmp_path: Path
) -> None:
    sound = (vault / "vault.sigma.copy").read_bytes()
    (vault / "vault.sigma").write_bytes(b"\0" * len(sound))
    run("header", "backup", vault, tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == sound


def test_nothing_is_overwritten(run: CommandLine, vault: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"precious")
    assert "exists" in run("header", "backup", vault, tmp_path / "there", code=1).err
    assert (tmp_path / "there").read_bytes() == b"precious"


def test_a_vault_without_a_header_says_what_helps(
    run: CommandLine, vault: Path, saved: Path, key: Key
) -> None:
    lose_header(vault)
    for command in ("ls", "info", "scrub"):
        outcome = run(command, vault, *key, code=4)
        assert "sigmavault header restore" in outcome.err
    record = run("header", "restore", vault, saved, "--yes", "--json", *key).json
    assert (record["brought_back"], record["taken_away"]) == ([], [])
    assert len(record["slots"]) == 2
    assert run("mkdir", vault, "/x", *key).err == ""
    assert set(headers(vault)) == {"vault.sigma", "vault.sigma.copy"}
    assert len(set(headers(vault).values())) == 1


def test_a_vault_whose_header_is_ruined_says_so_too(
    run: CommandLine, vault: Path, saved: Path, key: Key
) -> None:
    for name in headers(vault):
        (vault / name).write_bytes(b"\0" * 8192)
    assert "sigmavault header restore" in run("ls", vault, *key, code=4).err
    run("header", "restore", vault, saved, "--yes", *key)
    run("ls", vault, *key)


def test_an_older_header_brings_the_old_passphrase_back(
    run: CommandLine, vault: Path, saved: Path, tmp_path: Path, key: Key
) -> None:
    (tmp_path / "new").write_text("a new one")
    new = ("--passphrase-file", tmp_path / "new")
    run("keys", "change", vault, *key, "--new-passphrase-file", tmp_path / "new", *FAST)
    run("ls", vault, *key, code=3)
    run("header", "restore", vault, saved, "--yes", *new, code=3)
    record = run("header", "restore", vault, saved, "--yes", "--json", *key).json
    assert (len(record["brought_back"]), len(record["taken_away"])) == (1, 1)
    # This device remembers the newer header, and knows who put the older one there.
    assert run("ls", vault, *key).err == ""
    run("ls", vault, *new, code=3)


def test_it_outlives_a_copy_of_the_newer_header(
    run: CommandLine, vault: Path, saved: Path, tmp_path: Path, key: Key
) -> None:
    """What was restored is the newest: an old copy that turns up beside it does not win."""
    (tmp_path / "new").write_text("a new one")
    run("keys", "change", vault, *key, "--new-passphrase-file", tmp_path / "new", *FAST)
    newer = (vault / "vault.sigma").read_bytes()
    run("header", "restore", vault, saved, "--yes", *key)
    (vault / "vault.sigma.copy").write_bytes(newer)
    run("mkdir", vault, "/x", *key)
    assert len(set(headers(vault).values())) == 1
    run("ls", vault, "--passphrase-file", tmp_path / "new", code=3)


def test_a_foreign_header_is_refused(
    run: CommandLine, vault: Path, tmp_path: Path, key: Key
) -> None:
    run("create", tmp_path / "other", *FAST, *key)
    run("header", "backup", tmp_path / "other", tmp_path / "foreign")
    before = headers(vault)
    record = run("header", "restore", vault, tmp_path / "foreign", "--yes", "--json", *key, code=1)
    assert record.json["error"]["code"] == "foreign-header"
    assert headers(vault) == before
    lose_header(vault)
    run("header", "restore", vault, tmp_path / "foreign", "--yes", *key, code=1)
    assert headers(vault) == {}


def test_a_vault_without_superblocks_still_knows_its_header(
    run: CommandLine, vault: Path, saved: Path, tmp_path: Path, key: Key
) -> None:
    """For salvage: the header is what everything else hangs on."""
    (tmp_path / "file").write_bytes(bytes(300_000))
    run("put", vault, tmp_path / "file", "/", *key)
    for band in (vault / "bands").iterdir():
        with band.open("r+b") as file:
            file.write(os.urandom(8 * 8192))
    lose_header(vault)
    run("header", "restore", vault, saved, "--yes", *key)
    assert set(headers(vault)) == {"vault.sigma", "vault.sigma.copy"}


@pytest.mark.parametrize("kind", ["text", "cut", "flipped", "fifo", "folder", "missing", "long"])
def test_what_is_no_header_is_refused(
    run: CommandLine, vault: Path, saved: Path, tmp_path: Path, key: Key, kind: str
) -> None:
    raw = bytearray(saved.read_bytes())
    file = tmp_path / "file"
    if kind == "fifo":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    elif kind != "missing":
        raw[100] ^= 1
        variants = {"text": b"hello", "cut": raw[:-1], "flipped": raw, "long": bytes(10**6)}
        file.write_bytes(variants[kind])
    before = headers(vault)
    outcome = run("header", "restore", vault, file, "--yes", *key, code=None)
    assert outcome.code in (1, 2)
    assert outcome.err.startswith("sigmavault: ")
    assert headers(vault) == before


def test_nobody_is_asked_on_a_pipe(run: CommandLine, vault: Path, saved: Path, key: Key) -> None:
    before = headers(vault)
    assert "--yes" in run("header", "restore", vault, saved, *key, code=2).err
    assert headers(vault) == before


def test_a_vault_in_use_keeps_its_header(
    run: CommandLine, vault: Path, saved: Path, key: Key
) -> None:
    from engine.keys import Passphrase
    from engine.vault import Vault

    with Vault.unlock(vault, Passphrase(PASSPHRASE.encode())):
        run("header", "restore", vault, saved, "--yes", *key, code=5)
    assert "vault.lock" not in os.listdir(vault)


def test_where_no_folder_is(run: CommandLine, vault: Path, saved: Path, key: Key) -> None:
    outcome = run("header", "restore", vault.with_name("none"), saved, "--yes", *key, code=1)
    assert "There is no vault at" in outcome.err


def test_it_shows_what_it_would_do_and_asks(
    vault: Path, saved: Path, tmp_path: Path, run: CommandLine, key: Key
) -> None:
    (tmp_path / "new").write_text("a new one")
    run("keys", "change", vault, *key, "--new-passphrase-file", tmp_path / "new", *FAST)
    before = headers(vault)
    for answer, code in (("n", 1), ("y", 0)):
        terminal = Terminal("header", "restore", vault, saved, *key)
        try:
            terminal.wait_for("brings back")
            terminal.wait_for("takes away")
            terminal.wait_for("Replace the header?")
            assert headers(vault) == before
            terminal.type(answer)
            assert terminal.end() == code
        finally:
            terminal.kill()
        assert (headers(vault) == before) == (answer == "n")
