"""salvage: what a person is told, the reports, and the exit codes."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

Key = tuple[str, str]


@pytest.fixture
def filled(run: CommandLine, vault: Path, key: Key, tmp_path: Path) -> Path:
    """A vault with a large file, small ones, a link and a fifo."""
    source = tmp_path / "source"
    (source / "notes").mkdir(parents=True)
    (source / "large").write_bytes(os.urandom(1_000_000))
    for number in range(5):
        (source / "notes" / f"{number}").write_text(f"note {number}\n")
    (source / "link").symlink_to("large")
    os.mkfifo(source / "fifo")
    run("put", vault, f"{source}/.", "/", *key)
    return vault


def lose_superblocks(vault: Path) -> None:
    for number in range(10):
        with (vault / "bands" / f"00000000-{number:02}").open("r+b") as band:
            band.write(os.urandom(8 * 8192))


def test_a_vault_that_nothing_else_opens(
    run: CommandLine, filled: Path, key: Key, tmp_path: Path
) -> None:
    lose_superblocks(filled)
    assert "superblock" in run("ls", filled, "/", *key, code=4).err
    out = tmp_path / "out"
    outcome = run("salvage", filled, out, "--special-files", *key)
    assert "No superblock is left; the index was found by its map" in outcome.out
    assert "All of it is whole." in outcome.out
    assert "salvage-report.txt" in outcome.err
    assert (out / "large").read_bytes() == (tmp_path / "source" / "large").read_bytes()
    assert (out / "notes" / "3").read_text() == "note 3\n"
    assert os.readlink(out / "link") == "large"
    assert stat.S_ISFIFO((out / "fifo").stat().st_mode)
    assert json.loads((out / "salvage-report.json").read_text())["complete"] is True
    assert "All of it is whole." in (out / "salvage-report.txt").read_text()
    for name in ("salvage-report.json", "salvage-report.txt"):
        assert stat.S_IMODE((out / name).stat().st_mode) == 0o600


def test_devices_only_when_asked(run: CommandLine, filled: Path, key: Key, tmp_path: Path) -> None:
    record = run("salvage", filled, tmp_path / "out", "--json", *key, code=4).json
    assert not (tmp_path / "out" / "fifo").exists()
    (entry,) = record["entries"]
    assert (entry["path"], entry["state"], entry["reasons"]) == ("fifo", "not-written", ["kind"])
    outcome = run("salvage", filled, tmp_path / "again", *key, code=4)
    assert "fifo: not written (it is a device, fifo or socket" in outcome.out


def test_a_damaged_file_is_named_with_its_bytes(
    run: CommandLine, filled: Path, key: Key, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(filled, tmp_path / "copy"))
    band = copy / "bands" / "00000000-00"
    band.write_bytes(os.urandom(band.stat().st_size))
    found = run("scrub", copy, "--json", *key, code=1).json["findings"]
    row = next(each["row"] for each in found if each["code"] == "data")
    for lane in range(3):
        with (filled / "bands" / f"00000000-{lane:02}").open("r+b") as file:
            file.seek(row % 512 * 8192 + 100)
            file.write(b"damaged")
    out = tmp_path / "out"
    record = run("salvage", filled, out, "--json", "--special-files", *key, code=4).json
    (entry,) = record["entries"]
    assert (entry["path"], entry["state"]) == ("large.damaged", "damaged")
    ((low, high),) = entry["missing"]
    damaged, large = (
        (out / "large.damaged").read_bytes(),
        (tmp_path / "source" / "large").read_bytes(),
    )
    assert damaged == large[:low] + bytes(high - low) + large[high:]
    assert json.loads((out / "salvage-report.json").read_text()) == record
    text = (out / "salvage-report.txt").read_text()
    assert "large.damaged: DAMAGED (blocks of it are lost)" in text
    assert f"bytes {low:,} to {high - 1:,} are lost, zeros in their place" in text


def test_a_report_does_not_take_the_place_of_a_file(
    run: CommandLine, vault: Path, key: Key, tmp_path: Path
) -> None:
    (tmp_path / "salvage-report.txt").write_text("mine")
    run("put", vault, tmp_path / "salvage-report.txt", "/", *key)
    run("salvage", vault, tmp_path / "out", *key)
    assert (tmp_path / "out" / "salvage-report.txt").read_text() == "mine"
    assert "whole" in (tmp_path / "out" / "salvage-report.1.txt").read_text()


def test_a_saved_header(run: CommandLine, filled: Path, key: Key, tmp_path: Path) -> None:
    saved = tmp_path / "header"
    shutil.copy(filled / "vault.sigma", saved)
    (filled / "vault.sigma").unlink()
    (filled / "vault.sigma.copy").unlink()
    assert "header" in run("salvage", filled, tmp_path / "out", *key, code=4).err
    arguments = ("salvage", filled, tmp_path / "out", "--header", saved, "--special-files")
    assert "All of it is whole." in run(*arguments, *key).out


def test_refusals(run: CommandLine, filled: Path, key: Key, tmp_path: Path) -> None:
    full = run("salvage", filled, tmp_path / "source", *key, code=1)
    assert full.err == (
        f"sigmavault: What is salvaged cannot be written to {tmp_path}/source"
        " (the folder is not empty).\n"
    )
    inside = run("salvage", filled, filled / "out", *key, code=1)
    assert "it lies inside the vault" in inside.err
    wrong = tmp_path / "wrong"
    wrong.write_text("another passphrase\n")
    run("salvage", filled, tmp_path / "out", "--passphrase-file", wrong, code=3)
    run("salvage", tmp_path, tmp_path / "out", *key, code=1)
    run("salvage", filled, tmp_path / "out", code=2)
    assert not (tmp_path / "out").exists()
