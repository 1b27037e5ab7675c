"""Power cuts while a folder comes under a second lock, and from under it again.

At every cut each file is whole: under the lock, or as it was. The same passphrase then finishes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import engine.vault.vault as vault_module
from engine.constants import BLOCK_BYTES
from engine.errors import FileLockedError
from engine.health import FindingCode, scrub
from engine.keys import KdfParameters, KeyState, Passphrase
from engine.medium.disk import PosixDisk
from engine.namespace import LockState
from engine.types import Severity
from engine.vault import Vault, create_vault
from engine.vault.headers import UnlockedHeader, read_headers
from tests.faults.memory_disk import MemoryDisk
from tests.faults.power_cut import Everything, LastOnly, Nothing, PowerCuts, TornLast
from tests.faults.recording import RecordingDisk, Trace
from tests.support.tally import Tally, Trial

OWNER, SECOND = Passphrase(b"owner"), b"second"
KDF = KdfParameters(65536, 3, 1)
FOLDER = b"/private"


@dataclass
class Locked:
    """What locking a folder, and opening it for good, did to a vault."""

    trace: Trace = field(default_factory=Trace)
    key: bytes = b""
    files: dict[bytes, bytes] = field(default_factory=dict)
    began: int = 0
    """Events before the lock was put on."""
    done: int = 0
    """Events when that had returned."""


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Locked:
    path = tmp_path_factory.mktemp("locked") / "v"
    create_vault(path, OWNER.secret, kdf=KDF)
    choose = random.Random(5)
    made = Locked()
    made.files = {
        b"large": choose.randbytes(9 * BLOCK_BYTES + 70),
        b"small": choose.randbytes(900),
        b"sparse": bytes(4 * BLOCK_BYTES) + choose.randbytes(100),
    }
    disk = RecordingDisk(PosixDisk(path), made.trace)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault_module, "open_location", lambda *_: disk)
        patch.setattr(disk, "close", lambda: None)
        with Vault.unlock(path, OWNER) as vault:
            made.key = bytes(vault.keys.copy_master_key())
            namespace = vault.namespace
            folder = namespace.mkdir(1, FOLDER[1:], 0o700, 0, 0).ino
            for name, data in made.files.items():
                ino = namespace.create(folder, name, 0o100600, 0, 0).ino
                start = len(data) - len(data.lstrip(b"\0"))
                namespace.write(ino, start, data[start:])
            namespace.sync()
            made.began = len(made.trace)
            vault.file_locks.lock(FOLDER, SECOND, KDF)
            made.done = len(made.trace)
            vault.file_locks.remove(FOLDER, SECOND)
    disk.inner.close()
    return made


def unlocked(disk: MemoryDisk, key: bytes) -> UnlockedHeader:
    """As `unlock_header`, without a derivation."""
    copies = read_headers(disk)
    header, _ = next(iter(copies.distinct()))
    return UnlockedHeader(header, KeyState(key, header.key_epoch), copies.bad, b"")


def states(vault: Vault, locked: Locked) -> Iterator[bool]:
    """For each file whether it can be read; what is read is right."""
    for name, data in locked.files.items():
        inode = vault.namespace.resolve(FOLDER + b"/" + name)
        assert inode.size == len(data)
        try:
            assert bytes(vault.namespace.read(inode.ino, 0, inode.size)) == data, name
            yield True
        except FileLockedError:
            yield False


def check(disk: MemoryDisk, locked: Locked, cut: int, place: Path) -> None:
    vault = Vault(Path("/memory"), disk, None, unlocked(disk, locked.key), False, state_folder=place)  # type: ignore[arg-type]  # fmt: skip
    try:
        readable = list(states(vault, locked))
        if cut == locked.done:
            assert not any(readable)
        info = vault.file_locks.of(FOLDER)
        if info is None:
            lock = vault.namespace.lock_number(vault.namespace.resolve(FOLDER).ino)
            if not all(readable):  # the folder is from under it, and not all of its files are
                assert lock
                vault.file_locks.remove(FOLDER, SECOND)
        elif info.state in (LockState.WHOLE, LockState.REMOVING):
            vault.file_locks.open(FOLDER, SECOND)
        else:
            vault.file_locks.lock(FOLDER, SECOND)
            assert not any(states(vault, locked))
            vault.file_locks.open(FOLDER, SECOND)
        assert all(states(vault, locked)), cut
        # The journal's second copy follows the first one by some seconds: docs/crash.md, 4.
        assert [
            each
            for each in scrub(vault).findings
            if each.severity > Severity.INFO and each.message_code is not FindingCode.JOURNAL
        ] == []
        vault.lock()
    finally:
        vault.abandon()


def test_cuts_along_a_lock(locked: Locked, tmp_path: Path, tally: Tally) -> None:
    """A sample; which of the last writes survive changes from one to the next."""
    kinds = (Nothing, Everything, TornLast, LastOnly)
    end = len(locked.trace)
    chosen = sorted(
        {locked.began, locked.done, *range(locked.began, end, (end - locked.began) // 40)}
    )
    cuts = PowerCuts(locked.trace)
    for number, cut in enumerate(chosen):
        cuts.advance(cut)
        (disk,) = cuts.disks(kinds[number % 4]())
        check(disk, locked, cut, tmp_path / str(cut))
        tally.add(Trial.CUT_POINT)
        tally.add(Trial.POWER_CUT)
