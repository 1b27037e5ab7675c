"""scrub: damage is found, named and repaired, and the exit code says which."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

Key = tuple[str, str]


@pytest.fixture
def filled(run: CommandLine, vault: Path, key: Key, tmp_path: Path) -> Path:
    """A vault with one file of several stripes."""
    (tmp_path / "large").write_bytes(os.urandom(3_000_000))
    run("put", vault, tmp_path / "large", "/", *key)
    return vault


APART = (0, 5)
"""Two bands of which at most one holds parity, so that reading meets the damage."""


def destroy(vault: Path, bands: Iterable[int]) -> None:
    for number in bands:
        band = vault / "bands" / f"00000000-{number:02}"
        band.write_bytes(os.urandom(band.stat().st_size))


def test_a_good_vault(run: CommandLine, filled: Path, key: Key) -> None:
    assert "0 findings" in run("scrub", filled, *key).out
    record = run("scrub", filled, "--json", *key).json
    assert record["worst"] == "good"
    assert record["findings"] == []
    assert record["slots_checked"] > 300


def test_damage_that_can_be_repaired(
    run: CommandLine, filled: Path, key: Key, tmp_path: Path
) -> None:
    destroy(filled, APART)
    outcome = run("scrub", filled, *key, code=1)
    assert "  /large\n" in outcome.out
    assert "Run it with --repair" in outcome.out
    assert "bands/00000000-05: 47 slots of file data, altered: can be repaired" in outcome.out
    record = run("scrub", filled, "--json", *key, code=1).json
    assert record["worst"] == "warning"
    assert record["files"] == ["/large"]
    assert record["lost_files"] == []
    data = [each for each in record["findings"] if each["code"] == "data"]
    assert {each["place"] for each in data} == {"bands/00000000-00", "bands/00000000-05"}
    # What is damaged still reads, and the reader is told.
    outcome = run("get", filled, "/large", tmp_path / "back", *key)
    assert "damaged slots met" in outcome.err
    assert (tmp_path / "back").read_bytes() == (tmp_path / "large").read_bytes()

    record = run("scrub", filled, "--repair", "--json", *key).json
    assert all(each["repaired"] for each in record["findings"])
    assert run("scrub", filled, "--json", *key).json["findings"] == []
    assert run("get", filled, "/large", tmp_path / "again", *key).err == ""


def test_damage_that_cannot_be_repaired(
    run: CommandLine, vault: Path, filled: Path, key: Key, tmp_path: Path
) -> None:
    """Three lanes of ten are more than two parity lanes make up for; the index is lost too."""
    destroy(filled, range(3))
    outcome = run("scrub", filled, *key, code=4)
    assert outcome.err.startswith("sigmavault: ")
    run("scrub", filled, "--repair", *key, code=4)
    record = run("get", filled, "/large", tmp_path / "back", "--json", *key, code=4).json
    assert record["error"]["exit_code"] == 4
    assert not (tmp_path / "back").exists()


def test_a_file_that_cannot_be_read_any_more(
    run: CommandLine, filled: Path, key: Key, tmp_path: Path
) -> None:
    """Three slots of one stripe: the file is lost in part and named, everything else is whole."""
    (tmp_path / "small").write_bytes(b"x")
    run("put", filled, tmp_path / "small", "/", *key)
    destroy_row(run, filled, key)
    record = run("scrub", filled, "--json", *key, code=4).json
    assert record["lost_files"] == ["/large"]
    assert "/large  LOST IN PART" in run("scrub", filled, *key, code=4).out
    record = run("get", filled, "/", tmp_path / "back", "--json", *key, code=4).json
    assert [each["code"] for each in record["failures"]] == ["stripe-lost"]
    assert [each["path"] for each in record["failures"]] == ["/large"]
    assert os.listdir(tmp_path / "back") == ["small"]
    assert "Data was lost" in run("cat", filled, "/large", *key, code=4).err


def destroy_row(run: CommandLine, vault: Path, key: Key) -> None:
    """Damage three lanes of a row that holds file data: found by a scrub of a damaged copy."""
    import shutil

    copy = Path(shutil.copytree(vault, vault.parent / "copy"))
    destroy(copy, [0])
    found = run("scrub", copy, "--read-only", "--json", *key, code=1).json["findings"]
    row = next(each["row"] for each in found if each["code"] == "data")
    for lane in range(3):
        with (vault / "bands" / f"00000000-{lane:02}").open("r+b") as band:
            band.seek(row % 512 * 8192 + 100)
            band.write(b"damaged")


def test_the_vault_remembers_its_scrubs(run: CommandLine, filled: Path, key: Key) -> None:
    assert "Last scrub: never" in run("scrub", filled, "--status", *key).out
    record = run("scrub", filled, "--status", "--json", *key).json
    assert record["last"] is None
    assert record["schedule"]["last_s"] is None
    assert record["schedule"]["interval_s"] == 30 * 86_400
    destroy(filled, APART)
    run("scrub", filled, "--read-only", *key, code=1)
    assert run("scrub", filled, "--status", "--json", *key).json["last"] is None
    found = run("scrub", filled, "--json", *key, code=1).json
    kept = run("scrub", filled, "--status", "--json", *key).json
    assert kept["last"]["worst"] == "warning"
    assert kept["last"]["files"] == found["files"] == ["/large"]
    assert kept["last"]["findings"] == found["findings"]
    assert kept["schedule"]["due_s"] == kept["schedule"]["last_s"] + 30 * 86_400
    assert (
        "There was damage that `--repair` can repair." in run("scrub", filled, "--status", *key).out
    )


@pytest.mark.parametrize(
    ("said", "seconds", "told"),
    [
        ("never", None, "only when you ask for it"),
        ("weekly", 7 * 86_400, "every 7 days"),
        ("2w", 14 * 86_400, "every 14 days"),
        ("12h", 12 * 3600, "every 12 hours"),
        ("1d", 86_400, "every day"),
    ],
)
def test_the_schedule(
    run: CommandLine, vault: Path, key: Key, said: str, seconds: int | None, told: str
) -> None:
    assert told in run("scrub", vault, "--schedule", said, *key).out
    record = run("scrub", vault, "--status", "--json", *key).json
    assert record["schedule"]["interval_s"] == seconds
    assert (record["schedule"]["due_s"] is None) == (seconds is None)


@pytest.mark.parametrize(
    "options",
    [
        ("--schedule", "often"),
        ("--schedule", "0d"),
        ("--schedule", "99999d"),
        ("--schedule", "1d", "--status"),
        ("--repair", "--read-only"),
        ("--repair", "--status"),
    ],
)
def test_what_makes_no_sense(
    run: CommandLine, vault: Path, key: Key, options: tuple[str, ...]
) -> None:
    run("scrub", vault, *options, *key, code=2)
