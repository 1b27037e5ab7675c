"""A run of the suite from beginning to end."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import engine
from engine.benchmark import crypto, scatter
from engine.benchmark.catalogue import CATEGORIES
from engine.benchmark.machine import describe_machine, file_system, load, what_cold_means
from engine.benchmark.plan import Plan
from engine.benchmark.results import SCHEMA_VERSION, Results
from engine.benchmark.workbench import Workbench
from engine.errors import MediumError, NoSpaceError
from engine.progress import CancelToken, Progress, Report, ignore_progress

FOLDER_PREFIX = "sigmavault-bench-"
"""Of the folder that a run makes in its place."""

_RUNNERS: dict[str, tuple[Callable[[Workbench], None], Callable[[], int]]] = {
    "crypto": (crypto.run, crypto.steps),
    "scatter": (scatter.run, scatter.steps),
}


def run(plan: Plan, report: Report = ignore_progress, cancel: CancelToken | None = None) -> Results:
    """Measure what the plan names.

    What cannot be measured here (no FUSE, no git) is skipped, and its result says why.

    Args:
        plan: What to run, and where.
        report: Told of progress, in steps; `current` is the benchmark's title.
        cancel: Asked between steps, and within long ones.

    Raises:
        CancelledError: Asked to stop. As after any other end, nothing is left in the place.
        MediumError: The place is no folder that we can write to, or the disk refused.
        NoSpaceError: The disk is too full.
        ValueError: A category that does not exist, or no round.
    """
    names = [category.name for category in CATEGORIES if category.name in plan.categories]
    if len(names) != len(plan.categories) or plan.rounds < 1:
        raise ValueError(plan)
    started, busy = datetime.now(UTC).isoformat(timespec="seconds"), load()
    with _scratch(plan.place) as folder:
        bench = Workbench(plan, folder, report, cancel or CancelToken())
        runners = [_RUNNERS[name] for name in names if name in _RUNNERS]
        bench.steps = sum(steps() for _, steps in runners)
        for measure, _ in runners:
            measure(bench)
        report(Progress(bench.steps, bench.steps, "steps"))
        return Results(
            SCHEMA_VERSION, started, engine.__version__, describe_machine(), file_system(folder),
            what_cold_means(), busy, plan.quick, plan.rounds, tuple(bench.results),
        )  # fmt: skip


@contextmanager
def _scratch(place: Path) -> Iterator[Path]:
    """A folder of the run's own, gone at the end; errors of the system become the engine's."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX, dir=place)).resolve()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpaceError(str(place)) from error
        raise MediumError(
            str(place), error.errno or errno.EIO, os.strerror(error.errno or 0)
        ) from error
