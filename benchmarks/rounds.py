"""The run itself: all subjects side by side, step by step in turns, round after round."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.subjects import SUBJECTS, Subject
from benchmarks.workloads import Scene, Sizes, Step, Tools, Work
from engine.benchmark import machine
from engine.benchmark.folder_files import no_check
from engine.benchmark.programs import Clients, SourceTree
from engine.benchmark.statistics import in_turn
from engine.benchmark.workbench import timed


@dataclass(frozen=True, slots=True)
class Placement:
    """On which cores client and server run; None leaves it to the system."""

    name: str
    title: str
    client: tuple[int, ...] | None
    server: tuple[int, ...] | None


PLACEMENTS: Mapping[str, Placement] = {
    each.name: each
    for each in (
        Placement("unpinned", "client and server unpinned", None, None),
        Placement("one-core", "client and server on one core", (0,), (0,)),
        Placement("two-cores", "client and server on a core each", (0,), (1,)),
    )
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One step, once, for one subject."""

    placement: str
    step: str
    subject: str
    round: int
    seconds: float
    amount: float
    server_cpu_s: float
    server_peak_bytes: int
    load: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run."""

    folder: Path
    subjects: Sequence[str]
    placements: Sequence[str]
    scenes: Sequence[Scene]
    steps: frozenset[str]
    """The steps to report; others of their scenes are still done, since later ones build on them."""
    sizes: Sizes
    rounds: int
    warm_ups: int


Progress = Callable[[str], None]


def run(plan: Plan, progress: Progress) -> list[Sample]:
    """All samples but those of the warm-up rounds."""
    samples: list[Sample] = []
    for name in plan.placements:
        placement = PLACEMENTS[name]
        with _on_cores(placement.client), _tools(plan) as tools:
            for number in range(-plan.warm_ups, plan.rounds):
                for scene in plan.scenes:
                    for sample in _scene(plan, placement, scene, tools, number, progress):
                        if number >= 0 and sample.step in plan.steps:
                            samples.append(sample)  # noqa: PERF401 - kept even if a later one fails
    return samples


def _scene(
    plan: Plan,
    placement: Placement,
    scene: Scene,
    tools: Tools | None,
    number: int,
    progress: Progress,
) -> Iterator[Sample]:
    """Fresh stores for every scene and round: none has room left over from the one before."""
    with ExitStack() as stack:
        subjects = {
            name: stack.enter_context(_ready(plan.folder, name, placement))
            for name in plan.subjects
        }
        for turn, step in enumerate(scene.steps):
            for name in in_turn(plan.subjects, number + turn):
                subject = subjects[name]
                work = Work(subject.place, plan.sizes, number + plan.warm_ups, tools)
                sample = _measure(plan, placement, step, subject, work, number)
                progress(_line(sample, step))
                yield sample
        for subject in subjects.values():
            scene.clean(Work(subject.place, plan.sizes, 0))


def _measure(
    plan: Plan, placement: Placement, step: Step, subject: Subject, work: Work, number: int
) -> Sample:
    if step.cold:
        subject.unmount()
        machine.drop_caches(plan.folder)
        subject.mount()
        machine.drop_caches(plan.folder)
    if step.prime:
        step.prime(work)
    os.sync()  # nobody pays for what another has left to be written
    load, cpu = machine.load(), subject.server_cpu_s()
    amount = 0.0

    def act() -> None:
        nonlocal amount
        amount = step.action(work)

    seconds = timed(act)
    return Sample(
        placement.name, step.name, subject.name, number, seconds, amount,
        subject.server_cpu_s() - cpu, subject.server_peak_bytes(), load,
    )  # fmt: skip


@contextmanager
def _tools(plan: Plan) -> Iterator[Tools | None]:
    """What the programs work with; the clients run on the cores of this process."""
    if not any(scene.needs_tools for scene in plan.scenes):
        yield None
        return
    folder = plan.folder / "tools"
    folder.mkdir()
    clients = Clients(folder / "state", no_check)
    try:
        yield Tools(SourceTree(folder / "sources", plan.sizes.tree_files, no_check), clients)
    finally:
        clients.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _ready(folder: Path, name: str, placement: Placement) -> Iterator[Subject]:
    """A fresh subject, mounted; taken away at the end."""
    place = folder / name
    subject = SUBJECTS[name](place, placement.server)
    try:
        subject.create()
        subject.mount()
        yield subject
    finally:
        subject.unmount()
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _on_cores(cores: Sequence[int] | None) -> Iterator[None]:
    before = os.sched_getaffinity(0)
    if cores is not None:
        os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _line(sample: Sample, step: Step) -> str:
    round_name = "warm-up" if sample.round < 0 else f"round {sample.round + 1}"
    return (
        f"{sample.placement:9} {round_name:8} {step.name:14} {sample.subject:10}"
        f" {sample.amount / max(sample.seconds, 1e-9):10.1f} {step.unit}"
        f"  (server cpu {sample.server_cpu_s:.2f} of {sample.seconds:.2f} s)"
    )
