"""A progress bar on standard error, and only where standard error is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.text.names import shown
from app.text.quantities import size
from engine.progress import Progress, Report, ignore_progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

SAMPLE_S = 0.1
"""Time between two updates of the bar: jobs report far more often than anyone can look."""


@contextmanager
def progress_bar(label: str, *, quiet: bool = False) -> Iterator[Report]:
    """Show a job's progress while the block runs.

    Args:
        label: What is being done, a word or two.
        quiet: Show nothing, whatever standard error is.

    Yields:
        The function that the job reports to.
    """
    if quiet or not sys.stderr.isatty():
        yield ignore_progress
        return
    bars = _bars()
    with bars:
        task = bars.add_task(label, total=None, amount="", place="")
        sampler = _Sampler(bars, task)
        yield sampler
        sampler.flush()


class _Sampler:
    """Hands the newest report to the bar, at most every SAMPLE_S."""

    def __init__(self, bars: Bars, task: TaskID) -> None:
        self._bars = bars
        self._task = task
        self._next = 0.0
        self._latest: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        self._latest = progress
        now = time.monotonic()
        if now >= self._next:
            self._next = now + SAMPLE_S
            self.flush()

    def flush(self) -> None:
        """Show the newest report, so that the bar does not end on an old one."""
        if self._latest is not None:
            self._bars.update(
                self._task,
                completed=self._latest.done,
                total=self._latest.total or None,
                amount=_amount(self._latest),
                place=_shortened(shown(self._latest.current)),
            )


def _bars() -> Bars:
    """The bar's columns. Imported here: rich costs 80 ms, and most commands show no bar."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    return RichProgress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[amount]}", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.fields[place]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )


def _amount(progress: Progress) -> str:
    """How much of how much: `12 MiB of 40 MiB`, `300 of 512 rows`."""
    if progress.unit == "bytes":
        return f"{size(progress.done)} of {size(progress.total)}"
    return f"{progress.done:,} of {progress.total:,} {progress.unit}"


def _shortened(text: str, width: int = 32) -> str:
    """The end of a long path: it says more than its beginning."""
    return text if len(text) <= width else "…" + text[1 - width :]
