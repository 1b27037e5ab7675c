"""Power cuts: a scripted workload on a recorded disk, cut at every write, reordered and torn.

After each cut the vault opens, is what it was at some moment not older than the last sync, and
its books are in order.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.constants import BLOCK_BYTES
from engine.health.allocation import check_allocation
from engine.medium.disk import PosixDisk
from engine.namespace import Namespace
from engine.transactions.store import TransactionalStore
from tests.faults.power_cut import (
    Chance,
    Everything,
    LastOnly,
    Nothing,
    Survival,
    TornLast,
    cut_power,
)
from tests.faults.recording import RecordingDisk, Trace
from tests.support.bare_store import BareVault

Tree = dict[bytes, bytes]
"""Path to content; a directory's path ends in a slash."""

REG = 0o100644


@dataclass
class History:
    """The states that the workload went through, and what had been recorded by then."""

    trace: Trace
    states: list[Tree] = field(default_factory=list)
    began: list[int] = field(default_factory=list)
    """Events recorded before the change that led to each state."""
    synced: list[tuple[int, int]] = field(default_factory=list)
    """(events recorded when a sync had returned, number of the state that was synced)."""

    def allowed(self, cut: int) -> list[Tree]:
        """States that may be found after a cut before event `cut`."""
        oldest = max((state for events, state in self.synced if events <= cut), default=0)
        newest = max(number for number, began in enumerate(self.began) if began <= cut)
        return self.states[oldest : newest + 1]


class Workload:
    """Runs operations on a namespace and keeps the history."""

    def __init__(self, bare: BareVault, trace: Trace, disk: RecordingDisk) -> None:
        self.bare = bare
        self.disk = disk
        self.history = History(trace)
        self.store: TransactionalStore
        self.open()
        self.history.states.append(read_tree(self.namespace))
        self.history.began.append(0)

    def open(self) -> None:
        self.store = self.bare.open(disk=self.disk)
        self.namespace = Namespace(self.store)

    def do(self, change: Callable[[Namespace], object]) -> None:
        self.history.began.append(len(self.history.trace))
        change(self.namespace)
        self.history.states.append(read_tree(self.namespace))

    def sync(self) -> None:
        self.namespace.sync()
        self.history.synced.append((len(self.history.trace), len(self.history.states) - 1))

    def checkpoint(self) -> None:
        self.store.touch()
        self.store.checkpoint()
        self.history.synced.append((len(self.history.trace), len(self.history.states) - 1))

    def close(self) -> None:
        self.namespace.close()
        self.store.close()
        self.history.synced.append((len(self.history.trace), len(self.history.states) - 1))


def read_tree(namespace: Namespace, ino: int = 1, path: bytes = b"") -> Tree:
    tree: Tree = {}
    for entry in namespace.entries(ino):
        inode = namespace.inode(entry.ino)
        name = path + entry.name
        if inode.is_directory:
            tree[name + b"/"] = b""
            tree |= read_tree(namespace, entry.ino, name + b"/")
        elif inode.is_regular:
            tree[name] = bytes(namespace.read(entry.ino, 0, inode.size))
        else:
            tree[name] = namespace.readlink(entry.ino)
    return tree


def write_file(namespace: Namespace, name: bytes, data: bytes, parent: int = 1) -> None:
    inode = namespace.create(parent, name, REG, 0, 0)
    namespace.write(inode.ino, 0, data)


def run_workload(work: Workload) -> None:
    """Files made, overwritten, renamed, deleted, truncated, synced; roots; a new opening."""
    choice = random.Random(5)
    content = choice.randbytes
    work.do(lambda ns: write_file(ns, b"small", content(500)))
    work.sync()
    work.do(lambda ns: write_file(ns, b"large", content(3 * BLOCK_BYTES + 77)))
    work.do(lambda ns: ns.mkdir(1, b"dir", 0o755, 0, 0))
    work.sync()
    large = work.namespace.lookup(1, b"large").ino
    work.do(lambda ns: ns.write(large, BLOCK_BYTES - 10, content(100)))
    work.sync()
    work.do(lambda ns: ns.rename(1, b"small", ns.lookup(1, b"dir").ino, b"moved"))
    work.do(lambda ns: ns.symlink(1, b"link", b"dir/moved", 0, 0))
    work.sync()
    work.checkpoint()
    work.do(lambda ns: ns.set_attributes(large, size=BLOCK_BYTES + 5))
    work.sync()
    work.do(lambda ns: write_file(ns, b"other", content(20_000)))
    work.do(lambda ns: ns.rename(1, b"other", 1, b"large"))
    work.sync()
    work.do(lambda ns: ns.unlink(1, b"link"))
    work.checkpoint()
    work.checkpoint()
    work.do(lambda ns: write_file(ns, b"reuses rows", content(4 * BLOCK_BYTES)))
    work.sync()
    work.close()
    work.open()
    work.do(lambda ns: write_file(ns, b"last", content(BLOCK_BYTES)))
    work.sync()
    work.do(lambda ns: ns.unlink(1, b"reuses rows"))
    work.close()


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> Iterator[tuple[BareVault, History]]:
    folder = tmp_path_factory.mktemp("recorded")
    bare = BareVault(folder / "v")
    trace = Trace()
    work = Workload(bare, trace, RecordingDisk(PosixDisk(bare.folder), trace))
    run_workload(work)
    yield bare, work.history
    shutil.rmtree(folder)


@pytest.fixture
def scratch() -> Iterator[Path]:
    """In memory where there is such a place: each cut writes a whole vault."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


def check_after(bare: BareVault, history: History, cut: int, survival: Survival, at: Path) -> None:
    shutil.rmtree(at, ignore_errors=True)
    cut_power(history.trace, cut, survival, [at])
    disk = PosixDisk(at)
    store = bare.open(disk=disk)
    try:
        namespace = Namespace(store)
        tree = read_tree(namespace)
        assert tree in history.allowed(cut), f"cut at {cut} of {len(history.trace)}"
        assert not store.newest_root_lost
        assert not store.replay.lost
        namespace.sync()
        vault = SimpleNamespace(store=store, namespace=namespace)
        assert check_allocation(vault, False) == []
        namespace.close()
        store.close()
    finally:
        store.abandon()
        disk.close()


def test_the_workload_itself_is_whole(recorded, scratch):
    bare, history = recorded
    check_after(bare, history, len(history.trace), Nothing(), scratch / "v")


SURVIVALS = {
    "nothing": Nothing,
    "everything": Everything,
    "torn": TornLast,
    "last-only": LastOnly,
}


@pytest.mark.parametrize("name", SURVIVALS)
def test_cuts_along_the_workload(recorded, scratch, name):
    """Every seventh event, at another offset for each kind of survival; all of them in the soak."""
    bare, history = recorded
    first = list(SURVIVALS).index(name)
    for cut in range(first, len(history.trace), 7):
        check_after(bare, history, cut, SURVIVALS[name](), scratch / "v")


def test_cuts_with_any_subset_of_writes(recorded, scratch):
    bare, history = recorded
    choice = random.Random(99)
    for seed in range(60):
        cut = choice.randrange(len(history.trace))
        check_after(bare, history, cut, Chance(seed), scratch / "v")


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_every_cut_with_every_kind_of_survival(recorded, scratch):
    bare, history = recorded
    for cut in range(len(history.trace) + 1):
        for survival in (
            Nothing(),
            Everything(),
            TornLast(),
            LastOnly(),
            Chance(cut),
            Chance(-cut),
        ):
            check_after(bare, history, cut, survival, scratch / "v")
