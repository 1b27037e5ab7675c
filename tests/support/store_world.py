"""A namespace on the real store, on a disk in memory whose power can be cut and which can rot."""

from __future__ import annotations

import functools
import random
import tempfile
from pathlib import Path

from engine.constants import SLOT_BYTES
from engine.health import ScrubReport, scrub
from engine.health.allocation import check_allocation
from engine.namespace import Namespace
from tests.crash.workload import lay_out
from tests.faults.memory_disk import MemoryDisk, MemoryFile
from tests.faults.power_cut import PowerCuts, Survival
from tests.faults.recording import RecordingDisk, Trace, read_folder
from tests.support.bare_store import BareVault, as_vault

PARITY_LANES = 2


@functools.cache
def _template() -> tuple[BareVault, dict[str, bytes]]:
    """An empty vault, made once."""
    with tempfile.TemporaryDirectory() as folder:
        bare = BareVault(Path(folder) / "v", PARITY_LANES)
        lay_out(bare)
        return bare, read_folder(bare.folder)


class StoreWorld:
    """The interface of `tests.support.worlds.World`, and what can happen to a disk."""

    def __init__(self) -> None:
        self._bare, base = _template()
        self._begin(base)

    def _begin(self, base: dict[str, bytes]) -> None:
        self._memory = MemoryDisk({name: MemoryFile(data) for name, data in base.items()})
        self._trace = Trace()
        self._disk = RecordingDisk(self._memory, self._trace, base)
        self._open()

    def _open(self) -> None:
        self.store = self._bare.open(disk=self._disk)
        self.ns = Namespace(self.store)

    def flush(self) -> None:
        with self.store.lock:
            for flush in self.store.before_commit:
                flush()

    def checkpoint(self) -> None:
        self.store.touch()
        self.store.checkpoint()

    def reopen(self) -> None:
        self.ns.close()
        self.store.close()
        self._open()

    def cut_power(self, survival: Survival) -> None:
        """Only what was synced is sure to be there; `survival` decides on the rest."""
        self.store.abandon()
        cuts = PowerCuts(self._trace)
        cuts.advance(len(self._trace))
        files = cuts.files(0, survival)
        self._begin({name: file.read(file.length, 0) for name, file in files.items()})

    def rot(self, position: int, seed: int) -> int:
        """Overwrite some slots of the bands at a position; returns how many."""
        choose = random.Random(seed)
        hurt = 0
        for name in list(self._memory.files):
            if name.startswith("bands/") and name.endswith(f"-{position:02d}"):
                slots = (self._memory.size(name) or 0) // SLOT_BYTES
                for slot in choose.sample(range(slots), min(slots, choose.choice((3, 60, 512)))):
                    self._disk.pwrite(name, choose.randbytes(40), slot * SLOT_BYTES + 100)
                    hurt += 1
                self._disk.sync(name)
        return hurt

    def scrub(self, *, repair: bool = False) -> ScrubReport:
        return scrub(as_vault(self._bare, self._disk, self.store, self.ns), repair=repair)

    def content(self, ino: int) -> bytes:
        return bytes(self.ns.read(ino, 0, self.ns.inode(ino).size))

    def check(self) -> None:
        self.ns.sync()
        vault = as_vault(self._bare, self._disk, self.store, self.ns)
        assert check_allocation(vault, False) == []

    def close(self) -> None:
        self.ns.close()
        self.store.close()

    def abandon(self) -> None:
        self.store.abandon()
