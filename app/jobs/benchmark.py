"""Jobs of the speed page: measuring, what was measured before, and what a place offers."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.settings.benchmark_history import KeptRun, keep_run, load_history
from engine.benchmark import Plan, Results, baseline, clear_abandoned, load_results, run_apart
from engine.errors import MediumError
from engine.progress import CancelToken, Report

QUICK_ROUNDS = 3
THOROUGH_ROUNDS = 5

QUICK_BYTES = 1 << 30
THOROUGH_BYTES = 8 << 30
"""What a run may take of the disk while it lasts; the engine refuses to begin with less."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A run, and whether it could be kept."""

    results: Results
    kept: KeptRun | None
    not_kept: Exception | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to show before anything is measured."""

    runs: tuple[KeptRun, ...]
    """The newest first."""
    baseline: Results | None


@dataclass(frozen=True, slots=True)
class Room:
    """What a place offers."""

    place: Path
    free_bytes: int
    writable: bool


def plan_of(categories: frozenset[str], place: Path, *, thorough: bool) -> Plan:
    """What is to be measured."""
    rounds = THOROUGH_ROUNDS if thorough else QUICK_ROUNDS
    return Plan(categories, rounds, not thorough, place)


def measure(plan: Plan, cancel: CancelToken, report: Report) -> Measured:
    """Measure in a process of its own, and keep what was found.

    Raises:
        CancelledError, MediumError, NoSpaceError: As `engine.benchmark.run`.
    """
    results = run_apart(plan, report, cancel)
    try:
        return Measured(results, keep_run(results))
    except (MediumError, OSError) as error:
        return Measured(results, None, error)


def load_known(last_place: Path, cancel: CancelToken, _report: Report) -> Known:
    """What was measured before; clears what a run left there that was killed with its window."""
    clear_abandoned(last_place)
    cancel.check()
    runs: tuple[KeptRun, ...] = ()
    with suppress(OSError):  # without a folder to keep them in there are none
        runs = tuple(load_history())
    return Known(runs, baseline())


def open_results(path: Path, _cancel: CancelToken, _report: Report) -> Results:
    """Read somebody's results.

    Raises:
        BenchmarkRecordError: The file is something else.
        MediumError: It cannot be read.
    """
    return load_results(path)


def look_at(place: Path, _cancel: CancelToken, _report: Report) -> Room:
    """How much room a place has.

    Raises:
        OSError: There is no such place.
    """
    free = shutil.disk_usage(place).free
    return Room(place, free, os.access(place, os.W_OK | os.X_OK) and place.is_dir())


def usual_place() -> Path:
    """The temporary folder, but not one in memory: that is no disk."""
    named = os.environ.get("TMPDIR")
    fallback = Path("/var/tmp")  # noqa: S108 - our folder in it is made by mkdtemp
    return Path(named) if named else fallback if fallback.is_dir() else Path(tempfile.gettempdir())
