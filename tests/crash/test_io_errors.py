"""Errors of the disk: the i-th write, allocation or sync of a workload fails, for every i.

The caller is told, what was synced stays, nothing is half there, and no later sync claims what a
failed one has lost. Whatever was not synced when the error came is taken away afterwards, which is
what a system may do with pages that it could not write.
"""

from __future__ import annotations

import errno
import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

import pytest

from engine.errors import VaultError
from engine.format.header import VaultHeader
from engine.health import scrub
from engine.health.allocation import check_allocation
from engine.namespace import Namespace
from engine.types import Severity
from tests.crash.workload import Workload, lay_out, read_tree, run_workload
from tests.faults.faulty import Fault, FaultyDisk
from tests.faults.memory_disk import MemoryDisk, MemoryFile
from tests.faults.power_cut import Everything, Nothing, PowerCuts, Survival
from tests.faults.recording import RecordingDisk, Trace, read_folder
from tests.support.bare_store import BareVault, as_vault
from tests.support.tally import Tally, Trial

OPERATIONS = ("pwrite", "sync", "allocate", "replace", "sync_folder")
CODES = (errno.EIO, errno.ENOSPC)


NOBODY = 1 << 40
"""No inode has this number."""


class _CannotOpenError(Exception):
    """The disk fails for good."""


class Stage:
    """A vault at rest, and runs of the workload over copies of it."""

    def __init__(self, bare: BareVault, headers: Sequence[VaultHeader]) -> None:
        self.bare = bare
        self.headers = headers
        self.base = read_folder(bare.folder)
        self.counts = self.run(None)[1].counts

    def run(self, fault: Fault | None) -> tuple[Attempt, FaultyDisk, Trace]:
        memory = MemoryDisk({name: MemoryFile(data) for name, data in self.base.items()})
        trace = Trace()
        faulty = FaultyDisk(RecordingDisk(memory, trace, self.base))
        attempt = Attempt(self.bare, self.headers, faulty, lambda: len(trace))
        faulty.recover()  # the opening has faults of its own, in another test
        faulty.faults = [fault] if fault else []
        with suppress(_CannotOpenError):
            run_workload(attempt)
        attempt.store.abandon()
        memory.files.clear()
        return attempt, faulty, trace


class Attempt(Workload):
    """The workload, which goes on after errors, as a program does that was told."""

    def __init__(self, *arguments) -> None:
        self.errors: list[VaultError] = []
        super().__init__(*arguments)

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except VaultError as error:
            self.errors.append(error)
            return False
        return True

    def do(self, change) -> None:
        began = self.history.events()
        self._try(lambda: change(self.namespace))
        self._note(began)

    def sync(self) -> None:
        if self._try(self.namespace.sync):
            self._synced()

    def checkpoint(self) -> None:
        def checkpoint() -> None:
            self.store.touch()
            self.store.checkpoint()

        if self._try(checkpoint):
            self._synced()

    def write_out(self) -> None:
        self._try(super().write_out)

    def close(self) -> None:
        if not self.store.read_only:
            vault = as_vault(self.bare, self.disk, self.store, self.namespace)
            if self._try(self.namespace.sync):
                assert check_allocation(vault, False) == [], "the error has leaked rows"
        if self._try(self.namespace.close) & self._try(self.store.close):
            self._synced()

    def grow(self) -> None:
        self._try(super().grow)

    def change_passphrase(self) -> None:
        self._try(super().change_passphrase)

    def ino(self, name: bytes, parent: int = 1) -> int:
        try:
            return super().ino(name, parent)
        except VaultError:
            return NOBODY

    def pin(self, ino: int) -> None:
        self._try(lambda: super(Attempt, self).pin(ino))

    def release(self, ino: int) -> None:
        self._try(lambda: super(Attempt, self).release(ino))

    def open(self) -> None:
        """Twice, as a user tries again; then it is over."""
        if not self._try(super().open) and not self._try(super().open):
            raise _CannotOpenError


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    bare = BareVault(tmp_path_factory.mktemp("stage") / "v")
    return Stage(bare, lay_out(bare))


def check_fault(stage: Stage, fault: Fault, tally: Tally) -> None:
    attempt, _, trace = stage.run(fault)
    history = attempt.history
    where = f"{fault}: {[str(error) for error in attempt.errors]}"
    end = len(trace)
    everything_kept = history.oldest(end) == len(history.states) - 1
    assert attempt.errors or everything_kept, where
    cuts = PowerCuts(trace)
    cuts.advance(end)
    for survival in (Nothing(), Everything()):
        check_state(stage.bare, cuts, survival, history.allowed(end), where)
    tally.add(Trial.IO_ERROR)
    del attempt, trace, cuts
    gc.collect()  # a store is a ring of references, and holds all that was recorded


def check_state(bare: BareVault, cuts: PowerCuts, survival: Survival, allowed, where: str) -> None:
    (disk,) = cuts.disks(survival)
    store = bare.open(disk=disk)
    try:
        namespace = Namespace(store)
        assert read_tree(namespace) in allowed, where
        report = scrub(as_vault(bare, disk, store, namespace))
        assert report.worst is Severity.GOOD, (where, report.findings)
        namespace.close()
        store.close()
    finally:
        store.abandon()
        disk.files.clear()  # a store is a ring of references: its disk would wait for the collector


def faults(stage: Stage, operation: str, step: int, first: int) -> Iterator[Fault]:
    """Each code in turn; every one of them at each place where all places are tried."""
    for place, number in enumerate(range(first % step, stage.counts[operation], step)):
        for code in CODES if step == 1 else (CODES[place % 2],):
            yield Fault(operation, number, code, torn=bool(number % 2))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_some_operations_fail(stage: Stage, operation: str, tally: Tally) -> None:
    """One in thirty, or all of the rare ones; every one of them in the long run."""
    step = max(1, min(30, stage.counts[operation] // 10))
    for fault in faults(stage, operation, step, 7):
        check_fault(stage, fault, tally)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_fails(stage: Stage, operation: str, tally: Tally) -> None:
    for fault in faults(stage, operation, 1, 0):
        check_fault(stage, fault, tally)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("operation", ["pwrite", "sync"])
def test_a_disk_that_fails_from_some_moment_on(
    stage: Stage, operation: str, code: int, tally: Tally
) -> None:
    count = stage.counts[operation]
    for number in range(3, count, count // 5):
        check_fault(stage, Fault(operation, number, code, lasting=True), tally)


def test_an_opening_after_a_cut_that_fails_anywhere(stage: Stage, tally: Tally) -> None:
    """Replay, roots and orphans of a vault that nobody has closed, with each operation failing."""
    attempt, _, trace = stage.run(None)
    cut = max(events for events, state in attempt.history.synced if state < 25)
    allowed = attempt.history.allowed(cut)
    cuts = PowerCuts(trace)
    cuts.advance(cut)
    number = failed = 0
    while True:
        (disk,) = cuts.disks(Everything())
        trace_of_opening = Trace()
        base = {name: file.read(file.length, 0) for name, file in disk.files.items()}
        faulty = FaultyDisk(RecordingDisk(disk, trace_of_opening, base))
        faulty.faults = [Fault("any", number, errno.EIO)]
        try:
            store = stage.bare.open(disk=faulty)
        except VaultError:
            failed += 1
        else:
            store.abandon()
            if faulty.counts["any"] <= number:
                break
        opening = PowerCuts(trace_of_opening)
        opening.advance(len(trace_of_opening))
        where = f"operation {number} of an opening"
        check_state(stage.bare, opening, Nothing(), allowed, where)
        tally.add(Trial.IO_ERROR)
        number += 15
    assert failed > 3
