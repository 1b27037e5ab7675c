"""The file workloads, round after round, on every place in turn.

    all places open   write, create, fsync
    cold              sequential reads, list        (then each once more, warm)
    cold              random reads, stat            (stat once more, warm)
    cold              read small files              (once more, warm)
                      random writes, remove, what programs do, import

Each step is done on all places before the next begins, and each turn begins with another place: so
what else the machine does hits all of them. Cold means: every place closed (a mounted vault's
server ended, the vault locked) and opened again, then the caches dropped. What is read cold was
read by nobody since: three large files, and of the small ones first the folders, then the attributes, then
the content.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from engine.benchmark import memory, scale
from engine.benchmark.amounts import PIECES, Amounts, amounts, noise
from engine.benchmark.catalogue import BENCHMARKS
from engine.benchmark.folder_files import FolderFiles
from engine.benchmark.machine import drop_caches
from engine.benchmark.places import (
    ApiPlace,
    Files,
    MountedPlace,
    Place,
    PlainPlace,
    why_not_mounted,
)
from engine.benchmark.plan import Plan
from engine.benchmark.programs import (
    PROGRAMS,
    Clients,
    Program,
    SourceTree,
    Workplace,
    missing_program,
)
from engine.benchmark.results import Subject
from engine.benchmark.statistics import in_turn
from engine.benchmark.workbench import Action, Workbench, timed, value_of
from engine.errors import MountError
from engine.vault.transfer import import_tree

_IMPORT = "api-import"


@dataclass(frozen=True, slots=True)
class Step:
    """One timed workload."""

    name: str
    work: Callable[[Files, Amounts, int], object]
    """Does it on the files of a place; the number is the round's, for the choice of offsets."""
    amount: Callable[[Amounts], float]
    """Bytes or files of one go."""
    cold: bool | None = None
    settle: bool = False
    """Have everything else written to disk before, so that nobody pays for it."""


def run(bench: Workbench) -> None:
    """Measure all of the category."""
    much = amounts(quick=bench.plan.quick)
    noise()
    with (
        tempfile.TemporaryDirectory(dir=bench.folder, ignore_cleanup_errors=True) as folder,
        ExitStack() as stack,
    ):
        _Rounds(bench, much, Path(folder), stack).run()
    why = memory.run(bench, much)
    if why:
        bench.skip_all(memory.NAMES, why)
    scale.run(bench, much)


def steps(plan: Plan) -> int:
    """How many steps `run` takes where everything is here."""
    files = sum(len(section) for section in _SECTIONS) * 3 + len(PROGRAMS) * 2 + 1
    return files * (plan.rounds + 1) + len(memory.NAMES) + scale.steps()


# -- the workloads ------------------------------------------------------------------------------


def _large(verb: str, *, cold: bool | None = None) -> tuple[Step, ...]:
    """A workload on each of the three large files, in pieces of the size that it is named after."""
    return tuple(
        Step(f"{verb}-{size}", _in_order(verb, size), lambda much: much.stream_bytes, cold,
             settle=verb == "write")
        for size in PIECES
    )  # fmt: skip


def _large_at_random(verb: str, *, cold: bool | None = None) -> tuple[Step, ...]:
    return tuple(
        Step(f"{verb}-{size}", _at_random(verb, size), _accessed(size), cold,
             settle=verb == "random-write")
        for size in PIECES
    )  # fmt: skip


def _accessed(size: str) -> Callable[[Amounts], float]:
    return lambda much: much.random_accesses[size] * PIECES[size]


def _in_order(verb: str, size: str) -> Callable[[Files, Amounts, int], object]:
    if verb == "write":
        return lambda files, much, _: files.write_stream(size, much.stream_bytes, PIECES[size])
    return lambda files, much, _: files.read_stream(size, much.stream_bytes, PIECES[size])


def _at_random(verb: str, size: str) -> Callable[[Files, Amounts, int], object]:
    def work(files: Files, much: Amounts, number: int) -> None:
        how = files.write_random if verb == "random-write" else files.read_random
        how(size, much.stream_bytes, PIECES[size], much.random_accesses[size], number)

    return work


def _files(much: Amounts) -> float:
    return much.files


def _list(*, cold: bool) -> Step:
    return Step("list", lambda files, much, _: files.list_tree(much.files), _files, cold)


def _stat(*, cold: bool) -> Step:
    return Step("stat", lambda files, much, _: files.stat_tree(much.files), _files, cold)


def _read(*, cold: bool) -> Step:
    return Step("read-files", lambda files, much, _: files.read_tree(much.files), _files, cold)


_CREATE = Step("create", lambda files, much, _: files.create_tree(much.files), _files, settle=True)
_FSYNC = Step(
    "fsync",
    lambda files, much, _: files.create_synced(much.synced_files),
    lambda much: much.synced_files,
    settle=True,
)
_REMOVE = Step("remove", lambda files, much, _: files.remove_tree(much.files), _files)

_SECTIONS: tuple[tuple[Step, ...], ...] = (
    (*_large("write"), _CREATE, _FSYNC),
    (
        *_large("read", cold=True), _list(cold=True),
        *_large("read", cold=False), _list(cold=False),
    ),
    (*_large_at_random("random-read", cold=True), _stat(cold=True), _stat(cold=False)),
    (
        _read(cold=True), _read(cold=False),
        *_large_at_random("random-write"), _REMOVE,
    ),
)  # fmt: skip
"""In this order; everything is cold at the beginning of each but the first."""


# -- the rounds ---------------------------------------------------------------------------------

_Key = tuple[str, Subject, bool | None]


class _Rounds:
    """All rounds over all places; the one before the first is a warm-up, in which nothing is cold."""

    def __init__(self, bench: Workbench, much: Amounts, folder: Path, stack: ExitStack) -> None:
        self._bench = bench
        self._folder = folder
        self._much = much
        self._values: dict[_Key, list[float]] = {}
        self._places: list[Place] = []
        self._open_places(stack)

    def run(self) -> None:
        """Measure; the results come in the order of the steps."""
        for number in range(-1, self._bench.rounds):
            for section in _SECTIONS:
                if number >= 0 and section is not _SECTIONS[0]:
                    self._cool()
                for turn, step in enumerate(section):
                    self._do_step(step, number, turn)
            for turn, program in enumerate(PROGRAMS):
                self._run_program(program, number, turn)
            self._import(number)
            if number < self._bench.rounds - 1:
                for place in self._places:
                    place.files.clean()
        for (name, subject, cold), values in self._values.items():
            self._bench.note(name, values, cold=cold, subject=subject)

    # -- places ---------------------------------------------------------------------------------

    def _open_places(self, stack: ExitStack) -> None:
        folder, check = self._folder, self._bench.cancel.check
        self._plain = PlainPlace(folder / "plain", check)
        self._api = ApiPlace(folder / "api", check)
        self._sources = SourceTree(folder / "sources", self._much.tree_files, check)
        self._clients = Clients(folder / "state", check)
        stack.callback(self._clients.close)
        mounted = MountedPlace(folder / "vault", check)
        stack.callback(self._api.close)
        self._api.open()
        self._places = [self._plain, self._api]
        stack.callback(mounted.close)
        try:
            mounted.open()
        except MountError as error:
            self._skip_mounted(why_not_mounted(error))
        else:
            self._places = [mounted, self._plain, self._api]

    def _skip_mounted(self, reason: str) -> None:
        each = [step.name for section in _SECTIONS for step in section]
        names = dict.fromkeys([*each, *(program.name for program in PROGRAMS)])
        self._bench.skip_all(tuple(names), reason)
        self._bench.steps -= (len(each) + len(PROGRAMS)) * (self._bench.rounds + 1) - len(names)

    def _cool(self) -> None:
        self._bench.cancel.check()
        for place in self._places:
            place.close()
        for place in self._places:
            place.open()
        drop_caches(self._folder)

    # -- steps ----------------------------------------------------------------------------------

    def _do_step(self, step: Step, number: int, turn: int) -> None:
        if step.settle:
            os.sync()
        for place in in_turn(self._places, number + turn):
            name = place.prefix + step.name
            self._bench.step(BENCHMARKS[name])
            self._time(
                (name, place.subject, step.cold),
                lambda: step.work(place.files, self._much, number),  # noqa: B023
                step.amount(self._much),
                number,
            )

    def _run_program(self, program: Program, number: int, turn: int) -> None:
        why = missing_program(program.name)
        os.sync()
        for place in in_turn(self._places, number + turn):
            files = place.files
            if not isinstance(files, FolderFiles):
                continue
            self._bench.step(BENCHMARKS[program.name])
            if why:
                if number < 0:
                    self._bench.skip(program.name, why, place.subject)
                continue
            self._run_at(program, files.folder, place.subject, number)

    def _run_at(self, program: Program, folder: Path, subject: Subject, number: int) -> None:
        bench = self._bench
        workplace = Workplace(folder, self._sources, self._clients, self._much, bench.cancel.check)
        with program.prepare(workplace) as action:
            key = (program.name, subject, None)
            self._time(key, action, program.amount(self._much), number)

    def _import(self, number: int) -> None:
        """The largest of the plain folder's files and the source tree, in one go, durable."""
        self._bench.step(BENCHMARKS[_IMPORT])
        large = self._plain.files.folder / "1m"
        sources = [large, self._sources.tree]
        os.sync()
        self._time(
            (_IMPORT, Subject.VAULT, None),
            lambda: import_tree(self._api.vault, sources, b"/", cancel=self._bench.cancel),
            self._much.stream_bytes + self._sources.bytes,
            number,
        )

    def _time(self, key: _Key, action: Action, amount: float, number: int) -> None:
        seconds = timed(action)
        if number >= 0:
            value = value_of(BENCHMARKS[key[0]].unit, amount, seconds)
            self._values.setdefault(key, []).append(value)
