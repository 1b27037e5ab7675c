"""Power cuts: a scripted workload on a recorded disk, cut at every event, reordered and torn.

After each cut the vault opens, is what it was at some moment not older than the last sync, one of
its passphrases opens it, and a scrub of all of it finds nothing.
"""

from __future__ import annotations

import gc
import random
import shutil
from collections.abc import Iterable, Iterator

import pytest

from engine.health import scrub
from engine.medium.disk import PosixDisk
from engine.namespace import Namespace
from engine.types import Severity
from tests.crash.workload import (
    PASSPHRASES,
    History,
    Workload,
    lay_out,
    read_tree,
    run_workload,
)
from tests.faults.memory_disk import MemoryDisk
from tests.faults.power_cut import (
    Chance,
    Everything,
    LastOnly,
    Nothing,
    PowerCuts,
    Survival,
    TornLast,
)
from tests.faults.recording import RecordingDisk, Trace
from tests.support.bare_store import BareVault, as_vault, opening_passphrases
from tests.support.tally import Tally, Trial

Recorded = tuple[BareVault, History, Trace]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    folder = tmp_path_factory.mktemp("recorded")
    bare = BareVault(folder / "v")
    headers = lay_out(bare)
    trace = Trace()
    disk = RecordingDisk(PosixDisk(bare.folder), trace)
    work = Workload(bare, headers, disk, lambda: len(trace))
    run_workload(work)
    assert (bare.folder / "bands" / "00000001-00").exists(), "the workload did not grow the vault"
    assert work.has_noted
    assert work.has_noted_rows
    yield bare, work.history, trace
    shutil.rmtree(folder)


KINDS = (Nothing, Everything, TornLast, LastOnly)


def survivals(cut: int) -> Iterable[Survival]:
    """One kind for each cut of the short version: all kinds at neighbouring places."""
    kinds = (*KINDS, lambda: Chance(cut))
    yield kinds[cut % len(kinds)]()


def every_survival(cut: int) -> Iterable[Survival]:
    """All kinds at each cut, and any subsets of any sectors."""
    yield from (kind() for kind in KINDS)
    yield from (Chance(seed) for seed in random.Random(cut).sample(range(1 << 30), 4))


def check_cuts(recorded: Recorded, chosen, survivals, tally: Tally) -> None:
    bare, history, trace = recorded
    cuts = PowerCuts(trace)
    for cut in chosen:
        cuts.advance(cut)
        for survival in survivals(cut):
            (disk,) = cuts.disks(survival)
            where = f"{type(survival).__name__} before event {cut} of {len(trace)}"
            files = check_after(bare, history, cut, disk, where)
            tally.add(Trial.POWER_CUT)
            tally.add(Trial.FSYNCED, files)
        tally.add(Trial.CUT_POINT)
        if cut % 16 == 0:
            gc.collect()  # a store is a ring of references


def check_after(bare: BareVault, history: History, cut: int, disk: MemoryDisk, where: str) -> int:
    """Open what a cut left; how many files the last sync before it had promised."""
    opening = opening_passphrases(bare, disk, PASSPHRASES)
    assert opening, where
    assert opening <= set(history.passphrases(cut)), where
    store = bare.open(disk=disk)
    try:
        namespace = Namespace(store)
        assert read_tree(namespace) in history.allowed(cut), where
        assert not store.newest_root_lost, where
        assert not store.replay.lost, where
        report = scrub(as_vault(bare, disk, store, namespace))
        assert report.worst is Severity.GOOD, (where, report.findings)
        namespace.close()
        store.close()
    finally:
        store.abandon()
        disk.files.clear()  # a store is a ring of references: its disk would wait for the collector
    return len(history.states[history.oldest(cut)])


def test_the_workload_itself_is_whole(recorded: Recorded, tally: Tally) -> None:
    check_cuts(recorded, [len(recorded[2])], lambda _: [Nothing()], tally)


@pytest.mark.parametrize("part", range(8))
def test_every_cut(recorded: Recorded, part: int, tally: Tally) -> None:
    """Each place between two events, with one kind of survival after the other."""
    count = len(recorded[2]) + 1
    check_cuts(recorded, range(count * part // 8, count * (part + 1) // 8), survivals, tally)


def test_cuts_with_any_subset_of_writes(recorded: Recorded, tally: Tally) -> None:
    chosen = sorted(random.Random(99).sample(range(len(recorded[2])), 60))
    check_cuts(recorded, chosen, lambda cut: [Chance(cut + 1_000_000)], tally)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(8))
def test_every_cut_with_every_kind_of_survival(recorded: Recorded, part: int, tally: Tally) -> None:
    count = len(recorded[2]) + 1
    check_cuts(recorded, range(count * part // 8, count * (part + 1) // 8), every_survival, tally)
