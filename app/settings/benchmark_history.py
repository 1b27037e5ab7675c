"""Benchmark runs of this machine, kept: a file of results for each, named by its time."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings.places import data_folder
from engine.errors import VaultError

if TYPE_CHECKING:
    from engine.benchmark import Results

FOLDER_NAME = "benchmarks"

MOST_RUNS = 60
"""The oldest run goes when there are more; a full one takes 60 kB."""

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z(-\d{1,3})?\.json")
_MOST_OF_A_SECOND = 1000


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run of the history."""

    path: Path
    results: Results


def load_history(folder: Path | None = None) -> list[KeptRun]:
    """The runs, the newest first. Files that are no results of ours are passed over."""
    from engine.benchmark import load_results

    runs = []
    for path in _files(_folder(folder)):
        with suppress(VaultError):
            runs.append(KeptRun(path, load_results(path)))
    return runs


def keep_run(results: Results, folder: Path | None = None) -> KeptRun:
    """Keep a run, and let the oldest ones go.

    Raises:
        MediumError: The disk refused; the runs before are still there.
    """
    from engine.benchmark import save_results

    there = _folder(folder)
    path = _free_name(there, results)
    save_results(path, results)
    for old in _files(there)[MOST_RUNS:]:
        with suppress(OSError):
            old.unlink()
    return KeptRun(path, results)


def forget_run(run: KeptRun) -> None:
    """Remove a run from the history.

    Raises:
        OSError: The disk refused.
    """
    run.path.unlink(missing_ok=True)


def _folder(folder: Path | None) -> Path:
    there = folder or data_folder() / FOLDER_NAME
    there.mkdir(mode=0o700, parents=True, exist_ok=True)
    return there


def _files(folder: Path) -> list[Path]:
    """The files of runs, the newest first; nothing else that somebody put there."""
    found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    return sorted(found, key=_order, reverse=True)


def _order(path: Path) -> tuple[str, int]:
    time, _, number = path.stem.partition("Z")
    return time, int(number[1:] or 0)


def _free_name(folder: Path, results: Results) -> Path:
    when = datetime.fromisoformat(results.started).astimezone(UTC)
    stem = when.strftime("%Y-%m-%dT%H%M%SZ")
    names = [f"{stem}.json", *(f"{stem}-{number}.json" for number in range(1, _MOST_OF_A_SECOND))]
    return next(path for name in names if not (path := folder / name).exists())
