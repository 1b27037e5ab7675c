"""bench: what it prints and writes, and that nothing is left of it."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from engine.benchmark import BENCHMARKS, load_results
from tests.cli.conftest import CommandLine, start
from tests.unit.benchmark.conftest import made, result, tiny

__all__ = ["tiny"]

PATIENCE_S = 60


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def quick(place: Path) -> list[str]:
    return ["bench", "--quick", "--rounds", "1", "--category", "crypto", "--place", str(place)]


@pytest.mark.usefixtures("tiny")
def test_a_table_and_a_file(run: CommandLine, place: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    found = run(*quick(place), "--json", file)
    lines = found.out.splitlines()
    assert any(line.startswith("Cryptography") and "median" in line for line in lines)
    assert any(line.startswith("SHA-256 of 64 KiB") and "MB/s" in line for line in lines)
    assert {each.category for each in load_results(file).results} == {"crypto"}
    assert load_results(file).quick
    assert list(place.iterdir()) == []


@pytest.mark.usefixtures("tiny")
def test_a_comparison_says_by_how_much(run: CommandLine, place: Path, tmp_path: Path) -> None:
    from engine.benchmark import save_results

    before = tmp_path / "before.json"
    save_results(before, made(result("sha256-64k", 1.0), result("kdf-floor", 1e-9)))
    lines = run(*quick(place), "--compare", before).out.splitlines()
    (hashing,) = [line for line in lines if line.startswith("SHA-256 of")]
    (deriving,) = [line for line in lines if line.startswith("Argon2id at its least")]
    (other,) = [line for line in lines if line.startswith("BLAKE2b")]
    assert hashing.endswith("× better")
    assert deriving.endswith("× worse")
    assert other.endswith("–")


def test_a_file_without_results_is_refused_before_anything_is_measured(
    run: CommandLine, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("engine.benchmark.run")
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"schema": "another"}))
    found = run(*quick(place), "--compare", wrong, code=1)
    assert found.err == f"sigmavault: {wrong} holds no benchmark results.\n"
    assert found.out == ""


def test_a_place_that_is_none(run: CommandLine, tmp_path: Path) -> None:
    found = run(*quick(tmp_path / "nowhere"), code=1)
    assert "No such file or directory" in found.err
    assert len(found.err.splitlines()) == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--rounds", "0"],
        ["--category", "weather"],
        ["--baseline", "--compare", "x.json"],
        ["--peers", "--category", "crypto"],
        ["--peers", "--baseline"],
        ["extra"],
    ],
    ids=" ".join,
)
def test_usage(run: CommandLine, options: list[str]) -> None:
    run("bench", *options, code=2)


def test_peers_need_the_source(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.cli import bench

    monkeypatch.setattr(bench, "find_spec", lambda _: None)
    found = run("bench", "--peers", code=1)
    assert "needs the folder `benchmarks` of the source" in found.err


def test_peers_are_run_with_what_was_asked_for(
    run: CommandLine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.cli import bench

    asked: list[list[str]] = []

    class Done:
        returncode = 0

    def note(command: list[str], **_: object) -> Done:
        asked.append(command)
        return Done()

    monkeypatch.setattr(bench.subprocess, "run", note)
    run("bench", "--peers", "--quick", "--rounds", "2", "--place", place)
    assert asked[0][1:] == [
        "-m", "benchmarks.peers", "--subjects", "all", "--quick", "--rounds", "2",
        "--folder", str(place),
    ]  # fmt: skip


@pytest.mark.fuse
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_while_a_vault_is_mounted(number: int, place: Path) -> None:
    """The group gets the signal, as from a terminal; servers and clients are in none of ours."""
    running = start(
        "bench", "--quick", "--category", "filesystem", "--place", place, process_group=0
    )
    try:
        while not _mounts(place):
            assert running.poll() is None, running.communicate()
        os.killpg(running.pid, number)
        out, err = running.communicate(timeout=PATIENCE_S)
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
    assert running.returncode == 1
    assert err == "sigmavault: Cancelled; nothing was changed.\n"
    assert out == ""
    assert _mounts(place) == []
    assert list(place.iterdir()) == []


def _mounts(place: Path) -> list[str]:
    table = Path("/proc/self/mounts").read_text(encoding="utf-8")
    return [line for line in table.splitlines() if f" {place}/" in line]


def test_every_title_fits_a_terminal() -> None:
    from app.text.benchmarks import title

    assert max(len(title(info)) for info in BENCHMARKS.values()) <= 42
