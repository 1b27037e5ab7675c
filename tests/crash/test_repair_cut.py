"""Power cuts while a scrub repairs: at every one the vault opens, reads the same, and can be healed.

The damage lies within parity: a band that is gone, a byte in each kind of slot, a copy of the
header. What a repair has written when the power goes is there, torn, or not there.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

import engine.vault.vault as vault_module
from engine.constants import BLOCK_BYTES, ROOT_INODE
from engine.format.header import VaultHeader
from engine.health.scrub import Manner, run_scrub, scrub
from engine.keys import KdfParameters, KeyState, Passphrase
from engine.medium.disk import Disk, PosixDisk
from engine.namespace import Namespace, make_noted_again
from engine.progress import CancelToken, ignore_progress
from engine.transactions.store import TransactionalStore
from engine.types import Severity
from engine.vault import Vault, create_vault
from engine.vault.assembly import assemble
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
from tests.support.damage import flip_byte
from tests.support.tally import Tally, Trial

KEY = Passphrase(b"pass")
SLOT = 8192


@dataclass
class Repaired:
    """What a repair did to a damaged vault, event by event."""

    trace: Trace
    keys: KeyState
    header: VaultHeader
    content: dict[bytes, bytes]


@pytest.fixture(scope="module")
def repaired(tmp_path_factory: pytest.TempPathFactory) -> Repaired:
    path = tmp_path_factory.mktemp("repaired") / "v"
    create_vault(path, KEY.secret, kdf=KdfParameters(65536, 3, 1))
    choose = random.Random(8)
    content = {
        b"film": choose.randbytes(9 * BLOCK_BYTES + 70),
        b"letter": choose.randbytes(2 * BLOCK_BYTES),
        b"note": b"inside the index",
    }
    with Vault.unlock(path, KEY) as vault:
        for name, data in content.items():
            inode = vault.namespace.create(ROOT_INODE, name, 0o100644, 0, 0)
            vault.namespace.write(inode.ino, 0, data)
        keys, header = KeyState(vault.keys.copy_master_key()), vault.header
    with Vault.unlock(path, KEY, read_only=True) as vault:
        damage(vault)
    (path / "bands" / "00000000-04").unlink()
    os.truncate(path / "vault.sigma.copy", 100)
    trace = Trace()
    disk = RecordingDisk(PosixDisk(path), trace)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault_module, "open_location", lambda *_: disk)
        patch.setattr(disk, "close", lambda: None)
        with Vault.unlock(path, KEY) as vault:
            report = scrub(vault, repair=True)
            assert report.repaired_rows > 10
            assert report.worst is Severity.GOOD
    disk.inner.close()
    return Repaired(trace, keys, header, content)


def damage(vault: Vault) -> None:
    """One byte of one slot of every row in use, in a lane of a band that is left."""
    store = vault.store
    rows = [pointer for _, blocks in vault.namespace.stored_blocks() for _, pointer in blocks]
    with store.lock:
        rows += store.index_pointers() + store.map_pointers()
        assert store.root is not None
        rows += store.roots.ring.copies(store.root)
    for pointer in rows:
        flip_byte(vault.path / "bands" / "00000000-08", pointer.row * SLOT + 321)


def opened(disk: Disk, repaired: Repaired) -> Any:
    """As much of an unlocked vault as a scrub asks for, without a key derivation."""
    parts = assemble([disk], repaired.header, repaired.keys, lambda _: None)
    store = TransactionalStore(parts, read_only=False)
    store.open(make_again=make_noted_again)
    return SimpleNamespace(
        store=store,
        namespace=Namespace(store),
        disk=disk,
        header=repaired.header,
        keys=repaired.keys,
        header_copies_bad=(),
        geometry=repaired.header.geometry,
        read_only=store.read_only,
    )


def check_content(vault: Any, repaired: Repaired) -> None:
    for name, data in repaired.content.items():
        inode = vault.namespace.lookup(ROOT_INODE, name)
        assert bytes(vault.namespace.read(inode.ino, 0, len(data) + 1)) == data, name


def check_cuts(
    repaired: Repaired,
    chosen: Iterable[int],
    survivals: Callable[[int], Iterable[Survival]],
    tally: Tally,
) -> None:
    cuts = PowerCuts(repaired.trace)
    for cut in chosen:
        cuts.advance(cut)
        tally.add(Trial.CUT_POINT)
        for survival in survivals(cut):
            (disk,) = cuts.disks(survival)
            vault = opened(disk, repaired)
            try:
                assert not vault.read_only
                check_content(vault, repaired)
                healed = run_scrub(vault, Manner(repair=True), ignore_progress, CancelToken())
                assert healed.worst is Severity.GOOD, (cut, healed.findings)
                again = run_scrub(vault, Manner(), ignore_progress, CancelToken())
                assert [each for each in again.findings if not each.repaired] == [], cut
                check_content(vault, repaired)
                vault.namespace.close()
                vault.store.close()
            finally:
                vault.store.abandon()
            tally.add(Trial.POWER_CUT)


def test_cuts_along_a_repair(repaired: Repaired, tally: Tally) -> None:
    """A sample at every thirteenth event; all of them in the soak."""
    kinds = (Nothing, Everything, TornLast, LastOnly)

    def survivals(cut: int) -> Iterable[Survival]:
        return (kinds[cut // 13 % 4](), Chance(cut))

    check_cuts(repaired, range(0, len(repaired.trace), 13), survivals, tally)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_every_cut_of_a_repair(repaired: Repaired, tally: Tally) -> None:
    def survivals(cut: int) -> Iterable[Survival]:
        return (Nothing(), Everything(), TornLast(), LastOnly(), Chance(cut))

    check_cuts(repaired, range(len(repaired.trace) + 1), survivals, tally)
