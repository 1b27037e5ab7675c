"""`sigmavault rekey`: what it says, what it keeps, and what it does when it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.errors import CancelledError
from engine.vault import read_info
from tests.cli.conftest import CommandLine
from tests.support.places import wait_until

Key = tuple[str, str]


@pytest.fixture
def filled(run: CommandLine, vault: Path, key: Key, tmp_path: Path) -> Path:
    """The vault, with a file of some blocks in it."""
    (tmp_path / "film").write_bytes(os.urandom(1_500_000))
    run("put", vault, tmp_path / "film", "/", *key)
    return vault


@pytest.fixture
def better(tmp_path: Path) -> Path:
    file = tmp_path / "better"
    file.write_text("another passphrase\n")
    return file


def test_the_old_ways_in_open_nothing(
    run: CommandLine, filled: Path, key: Key, better: Path, tmp_path: Path
) -> None:
    outcome = run("rekey", filled, *key, "--new-passphrase-file", better, "--yes")
    assert "Everything in" in outcome.out
    run("ls", filled, *key, code=3)
    run("get", filled, "/film", tmp_path / "out", "--passphrase-file", better)
    assert (tmp_path / "out").read_bytes() == (tmp_path / "film").read_bytes()
    assert not run("info", filled, "--json").json["rekey_under_way"]


def test_begun_shown_and_gone_on_with(
    run: CommandLine, filled: Path, key: Key, better: Path
) -> None:
    record = run(
        "rekey", filled, *key, "--new-passphrase-file", better, "--begin", "--yes", "--json"
    ).json
    assert record["begun"]
    assert not record["finished"]
    assert record["key_epoch"] == 1
    assert record["recovery_key"]
    assert len(record["recovery_words"].split()) == 24
    assert "moving to a new key" in run("info", filled).out
    new = ("--passphrase-file", better)
    info = run("info", filled, "--json", *new).json
    assert info["rekey_under_way"]
    assert 0 <= info["content"]["rekey_fraction"] < 1
    assert "rekey" in run("rekey", filled, *new, "--keep-passphrase-file", better, "--yes",
                          "--json", code=1).json["error"]["code"]  # fmt: skip
    again = run("rekey", filled, *new, "--yes", "--json")
    assert again.json["finished"]
    assert not again.json["begun"]
    assert again.json["recovery_key"] is None
    assert run("info", filled, "--json", *new).json["content"]["rekey_fraction"] is None


def test_ways_in_that_are_presented_are_kept(
    run: CommandLine, filled: Path, key: Key, better: Path, tmp_path: Path
) -> None:
    run("keys", "add", filled, *key, "--new-passphrase-file", better, "--label", "theirs",
        "--kdf-time", "0.01")  # fmt: skip
    record = run("rekey", filled, *key, "--keep-passphrase-file", better, "--yes", "--json").json
    assert record["finished"]
    assert [slot["label"] for slot in record["slots"]][:2] == ["", "theirs"]
    assert len(record["revoked"]) == 1  # the recovery key, which a new one takes the place of
    run("ls", filled, *key)
    run("ls", filled, "--passphrase-file", better)


def test_nothing_happens_without_a_word(run: CommandLine, filled: Path, key: Key) -> None:
    before = (filled / "vault.sigma").read_bytes()
    assert "--yes" in run("rekey", filled, *key, code=2).err
    wrong = filled.parent / "wrong"
    wrong.write_text("wrong\n")
    run("rekey", filled, *key, "--keep-passphrase-file", wrong, "--yes", code=3)
    assert (filled / "vault.sigma").read_bytes() == before


def test_a_stop_is_said_and_goes_on_later(
    run: CommandLine, filled: Path, key: Key, better: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise CancelledError

    with monkeypatch.context() as patch:
        patch.setattr("engine.health.move_to_new_key", stopped)
        outcome = run("rekey", filled, *key, "--new-passphrase-file", better, "--yes", code=1)
    assert "Stopped. The rest is done while the vault is mounted" in outcome.out
    outcome = run("rekey", filled, "--passphrase-file", better, "--yes")
    assert "going on with that" in outcome.err
    assert "is under the new key" in outcome.out


def test_a_mount_goes_on_with_it_and_keeps_others_out(
    run: CommandLine, filled: Path, key: Key, better: Path, tmp_path: Path
) -> None:
    new = ("--passphrase-file", str(better))
    run("rekey", filled, *key, "--new-passphrase-file", better, "--yes", "--begin")
    mountpoint = tmp_path / "mounted"
    mountpoint.mkdir()
    run("mount", filled, mountpoint, *new)
    try:
        busy = run("rekey", filled, *new, "--yes", code=5)
        assert "mount it again" in busy.err
        wait_until(lambda: not read_info(filled).rekey_under_way, "the mount has moved it")
        assert (mountpoint / "film").read_bytes() == (tmp_path / "film").read_bytes()
        assert "moving" not in run("status").out
    finally:
        run("unmount", mountpoint)
