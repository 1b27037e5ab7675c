"""Power cuts against the device's memory: what it remembers was durable, so no cut is an alarm.

The memory lies on another disk, which keeps what it was given: the worst case. At every cut the
vault is held against the newest record that had been begun by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.format.header import VaultHeader
from engine.keys import KeyState, Passphrase
from engine.medium.device_state import DeviceFolder
from engine.medium.disk import PosixDisk
from engine.transactions.lineage import FoundState
from engine.transactions.store import TransactionalStore
from engine.vault import Vault, create_vault
from engine.vault import vault as vault_module
from engine.vault.assembly import assemble
from engine.vault.headers import read_headers
from engine.vault.witness import FOLDER, Witness
from tests.crash.workload import KDF, PASSPHRASES, Workload, run_workload
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
from tests.support.tally import Tally, Trial

KINDS: tuple[Callable[[], Survival], ...] = (Nothing, LastOnly, TornLast, Everything)


class VaultWorkload(Workload):
    """The workload through the façade, which keeps the device's memory."""

    def __init__(self, path: Path, trace: Trace) -> None:
        self.path = path
        self.vault: Vault
        self._passphrase = PASSPHRASES[0]
        super().__init__(None, (), None, lambda: len(trace))  # type: ignore[arg-type]

    def open(self) -> None:
        self.vault = Vault.unlock(self.path, Passphrase(self._passphrase))
        self.store, self.namespace = self.vault.store, self.vault.namespace

    def sync(self) -> None:
        super().sync()
        self.store.after_durable()  # as the worker does within seconds

    def close(self) -> None:
        self.vault.lock()

    def end(self) -> None:
        self.vault.abandon()
        self.open()

    def change_passphrase(self) -> None:
        self._passphrase = PASSPHRASES[1]
        self.vault.change_passphrase(self._passphrase, kdf=KDF)


@dataclass
class Recorded:
    """What happened to the vault's disk, and what the device wrote down meanwhile."""

    trace: Trace
    keys: KeyState
    header: VaultHeader
    records: list[tuple[int, str, bytes]] = field(default_factory=list)
    """(events of the vault's disk when the writing began, file name, content)."""

    def newest(self, cut: int) -> tuple[str, bytes] | None:
        """The record that is there after a cut before event `cut`."""
        begun = [each[1:] for each in self.records if each[0] <= cut]
        return begun[-1] if begun else None


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    path = tmp_path_factory.mktemp("recorded") / "v"
    create_vault(path, PASSPHRASES[0], kdf=KDF)
    trace = Trace()
    disk = RecordingDisk(PosixDisk(path), trace)
    records: list[tuple[int, str, bytes]] = []
    replace = DeviceFolder.replace

    def note(folder: DeviceFolder, name: str, content: bytes) -> None:
        records.append((len(trace), name, content))
        replace(folder, name, content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault_module, "open_location", lambda *_: disk)
        patch.setattr(disk, "close", lambda: None)
        patch.setattr(DeviceFolder, "replace", note)
        work = VaultWorkload(path, trace)
        keys = KeyState(work.vault.keys.copy_master_key())
        header = work.vault.header
        run_workload(work)
    disk.inner.close()
    return Recorded(trace, keys, header, records)


def found_on(disk: MemoryDisk, recorded: Recorded) -> tuple[FoundState, int]:
    """What an opening finds, and the revision of the header."""
    parts = assemble([disk], recorded.header, recorded.keys, lambda _: None)
    store = TransactionalStore(parts, read_only=True)
    seen: list[FoundState] = []
    try:
        store.open(seen.append)
    finally:
        store.abandon()
    return seen[0], read_headers(disk).newest.revision


def witness_with(recorded: Recorded, record: tuple[str, bytes], state: Path) -> Witness:
    DeviceFolder(FOLDER, state).replace(*record)
    witness = Witness(recorded.keys, recorded.header.vault_id, state)
    witness.recall()
    assert witness.record is not None
    return witness


def check_cuts(
    recorded: Recorded,
    chosen: Iterable[int],
    survivals: Callable[[int], Iterable[Survival]],
    state: Path,
    tally: Tally,
) -> None:
    cuts = PowerCuts(recorded.trace)
    last = witness_with(recorded, recorded.records[-1][1:], state / "last")
    assert last.record is not None
    for cut in chosen:
        cuts.advance(cut)
        for survival in survivals(cut):
            (disk,) = cuts.disks(survival)
            found, revision = found_on(disk, recorded)
            where = f"{type(survival).__name__} before event {cut} of {len(recorded.trace)}"
            record = recorded.newest(cut)
            if record is not None:
                alarm = witness_with(recorded, record, state / "then").judge(found, revision)
                assert alarm is None, where
            # And whoever has seen the end knows every earlier state for what it is.
            ended = found.digests[-1] == last.record.digest
            assert (last.judge(found, revision) is None) == ended, where
            tally.add(Trial.POWER_CUT)


def one_kind(cut: int) -> Iterable[Survival]:
    kinds = (*KINDS, lambda: Chance(cut))
    yield kinds[cut % len(kinds)]()


def every_kind(cut: int) -> Iterable[Survival]:
    yield from (kind() for kind in KINDS)
    yield from (Chance(seed) for seed in (cut, -1 - cut))


def test_the_memory_follows_the_workload(recorded: Recorded) -> None:
    """Else the tests below would have nothing to hold the cuts against."""
    assert len(recorded.records) >= 15
    assert recorded.records[0][0] < len(recorded.trace) // 10
    assert len({content for _, _, content in recorded.records}) == len(recorded.records)


@pytest.mark.parametrize("part", range(4))
def test_no_cut_is_an_alarm(recorded: Recorded, part: int, tmp_path: Path, tally: Tally) -> None:
    count = len(recorded.trace) + 1
    chosen = range(count * part // 4, count * (part + 1) // 4)
    check_cuts(recorded, chosen, one_kind, tmp_path, tally)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(8))
def test_no_cut_of_any_kind_is_an_alarm(
    recorded: Recorded, part: int, tmp_path: Path, tally: Tally
) -> None:
    count = len(recorded.trace) + 1
    chosen = range(count * part // 8, count * (part + 1) // 8)
    check_cuts(recorded, chosen, every_kind, tmp_path, tally)
