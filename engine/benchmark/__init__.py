"""The benchmark suite: crypto, scatter and file system, measured on the machine it runs on.

What measures is imported when a run begins: results are shown and compared without it, and the
suite's own workers start sooner.
"""

from __future__ import annotations

from pathlib import Path

from engine.benchmark.catalogue import BENCHMARKS, CATEGORIES, BenchmarkInfo, Category, Unit
from engine.benchmark.comparison import Comparison, compare
from engine.benchmark.plan import Plan
from engine.benchmark.record import baseline, load_results, save_results
from engine.benchmark.results import Machine, Result, Results, Skip, Subject
from engine.progress import CancelToken, Report, ignore_progress

__all__ = [
    "BENCHMARKS",
    "CATEGORIES",
    "BenchmarkInfo",
    "Category",
    "Comparison",
    "Machine",
    "Plan",
    "Result",
    "Results",
    "Skip",
    "Subject",
    "Unit",
    "baseline",
    "clear_abandoned",
    "compare",
    "load_results",
    "run",
    "run_apart",
    "save_results",
]


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
    from engine.benchmark.suite import run_suite

    return run_suite(plan, report, cancel or CancelToken())


def run_apart(
    plan: Plan, report: Report = ignore_progress, cancel: CancelToken | None = None
) -> Results:
    """As `run`, in a process of its own: for a window, which would stutter and spoil the figures.

    Nothing is left in the place either when one of the two processes is killed; when both are, the
    next run there clears it, or `clear_abandoned`.

    Raises:
        CancelledError, MediumError, NoSpaceError: As `run`.
        RuntimeError: Something unforeseen ended that process; the text is what it said.
    """
    from engine.benchmark.apart import run_apart as apart

    return apart(plan, report, cancel or CancelToken())


def clear_abandoned(place: Path) -> None:
    """Remove what runs of `run_apart` left in a place when all their processes were killed."""
    from engine.benchmark.apart import clear_abandoned as clear

    clear(place)
