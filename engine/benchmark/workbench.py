"""Where benchmarks are run: time is taken here, progress told, cancelling asked for."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from engine.benchmark.catalogue import BENCHMARKS, BenchmarkInfo, Unit
from engine.benchmark.plan import Plan
from engine.benchmark.results import Result, Subject
from engine.benchmark.statistics import rate
from engine.progress import CancelToken, Progress, Report

Action = Callable[[], object]

QUICK_ROUND_S = 0.02
FULL_ROUND_S = 0.1
"""A round repeats what is short until it took so long, or the clock would be what is measured."""


@dataclass(slots=True)
class Workbench:
    """One run: its plan, its scratch folder, and how far it is."""

    plan: Plan
    folder: Path
    """Removed when the run ends, however it ends."""
    report: Report
    cancel: CancelToken
    steps: int = 0
    """How many steps there will be."""
    done: int = 0
    results: list[Result] = field(default_factory=list)

    @property
    def rounds(self) -> int:
        """Rounds that count."""
        return self.plan.rounds

    def step(self, info: BenchmarkInfo) -> None:
        """A step of a benchmark begins: the place where a run can be cancelled.

        Raises:
            CancelledError: Somebody asked to stop.
        """
        self.cancel.check()
        self.report(Progress(self.done, self.steps, "steps", current=info.title))
        self.done += 1

    def skip(self, name: str, reason: str, subject: Subject = Subject.VAULT) -> None:
        """Note that a benchmark cannot be run."""
        self.results.append(Result.skip(BENCHMARKS[name], reason, subject))

    def skip_all(self, names: Iterable[str], reason: str) -> None:
        """The same for several, each a step."""
        for name in names:
            self.step(BENCHMARKS[name])
            self.skip(name, reason)

    def note(
        self,
        name: str,
        values: Sequence[float],
        *,
        cold: bool | None = None,
        subject: Subject = Subject.VAULT,
    ) -> None:
        """Keep what the rounds of a benchmark gave."""
        self.results.append(Result.of(BENCHMARKS[name], values, cold=cold, subject=subject))

    def measure(self, name: str, action: Action, amount: float) -> None:
        """Measure something short: a warm-up, then the rounds, each of many repeats.

        Args:
            name: Of the benchmark.
            action: What is timed.
            amount: Bytes or operations of one call; for a benchmark in seconds, calls to count.
        """
        info = BENCHMARKS[name]
        self.step(info)
        repeats = self._repeats(action)
        values = []
        for _ in range(self.rounds):
            self.cancel.check()
            seconds = timed(action, repeats)
            values.append(value_of(info.unit, amount * repeats, seconds))
        self.note(name, values)

    def _repeats(self, action: Action) -> int:
        """How many calls fill a round; the calls made to find out are the warm-up."""
        wanted = QUICK_ROUND_S if self.plan.quick else FULL_ROUND_S
        repeats = 1
        while (seconds := timed(action, repeats)) < wanted / 2:
            repeats = max(2 * repeats, int(repeats * wanted / max(seconds, 1e-9) * 0.8))
        return max(1, round(repeats * wanted / seconds))


def value_of(unit: Unit, amount: float, seconds: float) -> float:
    """What a time means in a unit: time for one of the amount, or amount in a second."""
    return seconds / amount if unit is Unit.SECONDS else rate(amount, seconds)


def timed(action: Action, repeats: int = 1) -> float:
    """Seconds that some calls take, in this thread, untraced and without garbage collection."""
    with undisturbed():
        start = time.perf_counter()
        for _ in range(repeats):
            action()
        return time.perf_counter() - start


@contextmanager
def undisturbed() -> Iterator[None]:
    """Take tracers and profilers off this thread, and put the garbage collector to rest."""
    trace, profile, collecting = sys.gettrace(), sys.getprofile(), gc.isenabled()
    gc.collect()
    gc.disable()
    sys.settrace(None)
    sys.setprofile(None)
    try:
        yield
    finally:
        sys.setprofile(profile)
        sys.settrace(trace)
        if collecting:
            gc.enable()
