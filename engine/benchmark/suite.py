"""A run of the suite from beginning to end."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import engine
from engine.benchmark import crypto, filesystem, scatter
from engine.benchmark.amounts import amounts
from engine.benchmark.catalogue import BENCHMARKS, CATEGORIES
from engine.benchmark.machine import describe_machine, file_system, load, what_cold_means
from engine.benchmark.plan import Plan
from engine.benchmark.results import SCHEMA_VERSION, Result, Results, Subject
from engine.benchmark.scratch_vault import free_bytes
from engine.benchmark.workbench import Workbench
from engine.errors import CancelledError, MediumError, NoSpaceError
from engine.progress import CancelToken, Progress, Report

_PLACES = {name: place for place, name in enumerate(BENCHMARKS)}

FOLDER_PREFIX = "sigmavault-bench-"
"""Of the folder that a run makes in its place."""

_RUNNERS: dict[str, tuple[Callable[[Workbench], None], Callable[[Plan], int]]] = {
    "crypto": (crypto.run, crypto.steps),
    "scatter": (scatter.run, scatter.steps),
    "filesystem": (filesystem.run, filesystem.steps),
}


def run_suite(plan: Plan, report: Report, cancel: CancelToken) -> Results:
    """See `engine.benchmark.run`."""
    names = [category.name for category in CATEGORIES if category.name in plan.categories]
    if len(names) != len(plan.categories) or plan.rounds < 1:
        raise ValueError(plan)
    started, busy = datetime.now(UTC).isoformat(timespec="seconds"), load()
    with _scratch(plan, cancel) as folder:
        bench = Workbench(plan, folder, report, cancel)
        runners = [_RUNNERS[name] for name in names]
        bench.steps = sum(steps(plan) for _, steps in runners)
        for measure, _ in runners:
            measure(bench)
        report(Progress(bench.steps, bench.steps, "steps"))
        return Results(
            SCHEMA_VERSION, started, engine.__version__, describe_machine(), file_system(folder),
            what_cold_means(), max(busy, load()), plan.quick, plan.rounds,
            tuple(sorted(bench.results, key=_order)),
        )  # fmt: skip


def _order(result: Result) -> tuple[int, bool, bool]:
    """As the catalogue has it; cold before warm, the vault before what it is compared with."""
    return _PLACES[result.name], result.cold is False, result.subject is Subject.PLAIN_DISK


@contextmanager
def _scratch(plan: Plan, cancel: CancelToken) -> Iterator[Path]:
    """A folder of the run's own, gone at the end; errors of the system become the engine's."""
    place = str(plan.place)
    try:
        folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX, dir=plan.place)).resolve()
        try:
            _check_room(plan, folder)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        if cancel.cancelled:
            raise CancelledError from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpaceError(place) from error
        said = "" if error.errno else str(error)
        raise MediumError(place, error.errno or errno.EIO, said) from error


def _check_room(plan: Plan, folder: Path) -> None:
    """Refuse to begin what would fill the disk; the cryptography takes none of it."""
    needed = amounts(quick=plan.quick).disk_bytes
    if plan.categories - {"crypto"} and free_bytes(folder) < needed:
        raise NoSpaceError(str(plan.place))
