"""One vault that grows: look-up, commit, unlock and memory at a thousand to a million files."""

from __future__ import annotations

import random
import stat
from pathlib import Path

from engine.benchmark.amounts import Amounts
from engine.benchmark.catalogue import BENCHMARKS
from engine.benchmark.machine import drop_caches
from engine.benchmark.places import ApiPlace
from engine.benchmark.processes import ProgramFailedError, end, start_worker
from engine.benchmark.results import Skip
from engine.benchmark.workbench import Workbench, timed
from engine.constants import ROOT_INODE

_FILE_MODE = stat.S_IFREG | 0o644
_FILES_PER_FOLDER = 1000
_MEASURED = ("lookup", "commit", "unlock", "memory-unlock")
_SIZES = ("1k", "100k", "1m")
_END_TIMEOUT_S = 60.0


def steps() -> int:
    """How many steps `run` takes."""
    return len(_MEASURED) * len(_SIZES)


def run(bench: Workbench, much: Amounts) -> None:
    """Measure at every size that the amounts name; the other sizes are not for a quick run."""
    place = ApiPlace(bench.folder / "scale", bench.cancel.check)
    wanted = dict(much.scales)
    vault = _Growing(bench, much, place)
    try:
        place.open()
        for size in _SIZES:
            if size in wanted:
                vault.measure(size, wanted[size])
            else:
                bench.skip_all((f"{what}-{size}" for what in _MEASURED), Skip.QUICK)
    finally:
        place.close()


class _Growing:
    """The vault, and the folders of its files."""

    def __init__(self, bench: Workbench, much: Amounts, place: ApiPlace) -> None:
        self._bench = bench
        self._much = much
        self._place = place
        self._folders: list[int] = []
        self._files = 0
        self._committed = 0

    def measure(self, size: str, files: int) -> None:
        """Let it grow to so many files, then measure there."""
        self._bench.step(BENCHMARKS[f"lookup-{size}"])
        self._grow(files)
        self._measure_lookup(f"lookup-{size}")
        self._bench.step(BENCHMARKS[f"commit-{size}"])
        self._measure_commit(f"commit-{size}")
        self._bench.step(BENCHMARKS[f"unlock-{size}"])
        self._measure_unlock(f"unlock-{size}")
        self._bench.step(BENCHMARKS[f"memory-unlock-{size}"])
        self._measure_memory(f"memory-unlock-{size}")

    def _grow(self, files: int) -> None:
        namespace = self._place.vault.namespace
        while self._files < files:
            number, name = divmod(self._files, _FILES_PER_FOLDER)
            if not name:
                self._bench.cancel.check()
                folder = namespace.mkdir(ROOT_INODE, b"%04d" % number, 0o755, 0, 0)
                self._folders.append(folder.ino)
            namespace.create(self._folders[-1], b"%03d.txt" % name, _FILE_MODE, 0, 0)
            self._files += 1
        namespace.sync()

    def _measure_lookup(self, name: str) -> None:
        """Files that nobody has asked for since the vault was unlocked, then the same once more."""
        cold: list[float] = []
        warm: list[float] = []
        for number in range(self._bench.rounds):
            chosen = self._chosen(number)
            self._reopen()
            for values in (cold, warm):
                values.append(timed(lambda: self._look_up(chosen)) / len(chosen))  # noqa: B023
        self._bench.note(name, cold, cold=True)
        self._bench.note(name, warm, cold=False)

    def _chosen(self, number: int) -> list[tuple[int, bytes]]:
        chance = random.Random(number)  # noqa: S311 - a workload, no secret
        files = chance.sample(range(self._files), min(self._much.lookups, self._files))
        return [
            (self._folders[each // _FILES_PER_FOLDER], b"%03d.txt" % (each % _FILES_PER_FOLDER))
            for each in files
        ]

    def _look_up(self, chosen: list[tuple[int, bytes]]) -> None:
        namespace = self._place.vault.namespace
        for parent, name in chosen:
            namespace.lookup(parent, name)

    def _measure_commit(self, name: str) -> None:
        """Transactions that create one file each, every one durable before the next."""
        count = self._much.vault_commits
        values = [timed(self._commit) / count for _ in range(-1, self._bench.rounds)]
        self._bench.note(name, values[1:])

    def _commit(self) -> None:
        namespace = self._place.vault.namespace
        for _ in range(self._much.vault_commits):
            self._bench.cancel.check()
            with namespace.begin() as transaction:
                transaction.create(ROOT_INODE, b"commit-%06d" % self._committed, 0o644, 0, 0)
            self._committed += 1

    def _measure_unlock(self, name: str) -> None:
        """With the caches dropped. The key derivation's time at its least cost is part of it."""
        values = []
        for _ in range(self._bench.rounds):
            self._bench.cancel.check()
            self._place.close()
            drop_caches(self._bench.folder)
            values.append(timed(self._place.open))
        self._bench.note(name, values, cold=True)

    def _reopen(self) -> None:
        self._bench.cancel.check()
        self._place.close()
        self._place.open()
        drop_caches(self._bench.folder)

    def _measure_memory(self, name: str) -> None:
        """In a process of its own: what others have left in this one's memory is not counted."""
        self._place.close()
        try:
            taken = _memory_of_unlocking(self._place.folder, self._bench.folder)
        finally:
            self._place.open()
        if taken:
            self._bench.note(name, [taken])
        else:
            self._bench.skip(name, Skip.NO_MEMORY_FIGURES)


def _memory_of_unlocking(vault: Path, state: Path) -> int:
    worker = start_worker("unlock", str(vault), state=state)
    try:
        said = worker.stdout.readline() if worker.stdout else b""
        if not said.endswith(b"\n"):
            raise ProgramFailedError("a vault could not be unlocked in another process")
        return int(said)
    finally:
        end(worker, _END_TIMEOUT_S)
