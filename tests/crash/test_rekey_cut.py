"""Power cuts while a vault moves to a new master key, from the header that begins it to the last one.

At every cut the vault opens by the newest header that is there, holds what it held, and the move
goes on to its end: then the old key opens nothing that is on the disk.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import engine.vault.vault as vault_module
from engine.constants import BLOCK_BYTES, ROOT_INODE
from engine.errors import HeaderDamagedError
from engine.format.header import verify_header
from engine.health import move_to_new_key, scrub
from engine.keys import KdfParameters, KeyState, Passphrase, open_old_key
from engine.medium.disk import PosixDisk
from engine.progress import Progress
from engine.vault import Vault, create_vault
from engine.vault.headers import UnlockedHeader, read_headers
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
from tests.support.old_key import opened_by
from tests.support.tally import Tally, Trial

OLD, NEW = Passphrase(b"old"), Passphrase(b"new")
KDF = KdfParameters(65536, 3, 1)
REG = 0o100644


@dataclass
class Moved:
    """What a move did to a vault, event by event, while somebody wrote to it."""

    trace: Trace = field(default_factory=Trace)
    old_key: bytes = b""
    new_key: bytes = b""
    began: int = 0
    """Events before the first copy of the header that begins the move."""
    changed: int = 0
    """Events when the call that begins it had returned."""
    steady: dict[bytes, bytes] = field(default_factory=dict)
    versions: list[bytes] = field(default_factory=list)
    """Of the file that is overwritten meanwhile."""
    written: list[int] = field(default_factory=list)
    """Events before each version was written."""
    synced: list[int] = field(default_factory=list)
    """Events when the sync of each version had returned."""

    def allowed(self, cut: int) -> list[bytes]:
        oldest = sum(events <= cut for events in self.synced) - 1
        newest = sum(events <= cut for events in self.written) - 1
        return self.versions[max(oldest, 0) : newest + 1]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    path = tmp_path_factory.mktemp("moved") / "v"
    create_vault(path, OLD.secret, kdf=KDF)
    choose = random.Random(3)
    moved = Moved()
    moved.steady = {
        b"film": choose.randbytes(12 * BLOCK_BYTES + 70),
        b"letter": choose.randbytes(2 * BLOCK_BYTES),
        b"note": b"inside the index",
    }
    with Vault.unlock(path, OLD) as vault:
        for name, data in moved.steady.items():
            write(vault, name, data)
        write(vault, b"diary", b"")
    disk = RecordingDisk(PosixDisk(path), moved.trace)

    def change(vault: Vault) -> None:
        data = choose.randbytes(choose.randrange(3 * BLOCK_BYTES))
        moved.versions.append(data)
        moved.written.append(len(moved.trace))
        write(vault, b"diary", data)
        vault.namespace.sync()
        moved.synced.append(len(moved.trace))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault_module, "open_location", lambda *_: disk)
        patch.setattr(disk, "close", lambda: None)
        with Vault.unlock(path, OLD) as vault:
            moved.old_key = bytes(vault.keys.copy_master_key())
            change(vault)
            moved.began = len(moved.trace)
            vault.rekey(vault.plan_rekey([OLD], NEW.secret, KDF))
            moved.changed = len(moved.trace)
            moved.new_key = bytes(vault.keys.copy_master_key())
            change(vault)

            def report(_: Progress) -> None:
                change(vault)

            assert move_to_new_key(vault, report=report).finished
            change(vault)
    disk.inner.close()
    return moved


def write(vault: Vault, name: bytes, data: bytes) -> None:
    """Overwrite a file as a whole, at once: no state between is ever to be found."""
    names = {entry.name for entry in vault.namespace.entries(ROOT_INODE)}
    with vault.namespace.begin() as staged:
        file = staged.create(ROOT_INODE, name, REG, 0, 0, replace=name in names)
        staged.write(file, 0, data)


def unlocked(disk: MemoryDisk, moved: Moved, cut: int) -> UnlockedHeader:
    """As `unlock_header` with what was kept, which opens either header; without a derivation."""
    copies = read_headers(disk)
    header, raw = next(iter(copies.distinct()))
    keys = KeyState(moved.new_key, header.key_epoch)
    try:
        verify_header(raw, keys.header_key)
    except HeaderDamagedError:
        assert cut < moved.changed, "the header of before came back"
        keys = KeyState(moved.old_key, header.key_epoch)
        verify_header(raw, keys.header_key)
    for record in header.old_keys:
        keys.hold_old(record.epoch, open_old_key(record, header.vault_id, keys.old_key_key))
    other = [name for name, (_, each) in copies.parsed.items() if each != raw]
    return UnlockedHeader(header, keys, (*copies.bad, *other), b"")


def check_content(vault: Vault, moved: Moved, allowed: list[bytes]) -> None:
    for name, data in moved.steady.items():
        assert read(vault, name) == data, name
    assert read(vault, b"diary") in allowed


def read(vault: Vault, name: bytes) -> bytes:
    inode = vault.namespace.lookup(ROOT_INODE, name)
    return bytes(vault.namespace.read(inode.ino, 0, inode.size))


def check_cuts(
    moved: Moved,
    chosen: Iterable[int],
    survivals: Callable[[int], Iterable[Survival]],
    place: Path,
    tally: Tally,
) -> None:
    cuts = PowerCuts(moved.trace)
    for cut in chosen:
        cuts.advance(cut)
        tally.add(Trial.CUT_POINT)
        for number, survival in enumerate(survivals(cut)):
            (disk,) = cuts.disks(survival)
            go_on(disk, moved, cut, place / f"{cut}-{number}")
            tally.add(Trial.POWER_CUT)


def go_on(disk: MemoryDisk, moved: Moved, cut: int, place: Path) -> None:
    """Open what a cut has left, and bring the move to its end."""
    allowed = moved.allowed(cut) or [b""]
    found = unlocked(disk, moved, cut)
    vault = Vault(Path("/memory"), disk, None, found, False, state_folder=place)  # type: ignore[arg-type]
    try:
        assert not vault.read_only
        check_content(vault, moved, allowed)
        if found.header.key_epoch:
            assert move_to_new_key(vault).finished
            check_content(vault, moved, allowed)
            assert [each for each in scrub(vault).findings if not each.repaired] == [], cut
            generation = vault.generation
            vault.lock()
            place.mkdir(exist_ok=True)
            put_out(disk, place / "out")
            left = opened_by(moved.old_key, place / "out", range(2), range(generation + 20))
            assert list(left) == [], cut
    finally:
        vault.abandon()


def put_out(disk: MemoryDisk, folder: Path) -> None:
    for name, file in disk.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(file.read(file.length, 0))


def test_cuts_along_a_move(moved: Moved, tmp_path: Path, tally: Tally) -> None:
    """A sample over all of it, and every event around both headers; the others in the soak."""
    kinds = (Nothing, Everything, TornLast, LastOnly)
    headers = range(moved.began, moved.changed, 4)
    chosen = sorted({*headers, *range(0, len(moved.trace), len(moved.trace) // 24)})

    def survivals(cut: int) -> Iterable[Survival]:
        return (kinds[cut // 7 % 4](),)

    check_cuts(moved, chosen, survivals, tmp_path, tally)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_every_cut_of_a_move(moved: Moved, tmp_path: Path, tally: Tally) -> None:
    def survivals(cut: int) -> Iterable[Survival]:
        return (Nothing(), Everything(), TornLast(), LastOnly(), Chance(cut))

    check_cuts(moved, range(len(moved.trace) + 1), survivals, tmp_path, tally)


def test_the_move_that_is_cut_is_a_whole_one(moved: Moved) -> None:
    """What the cuts are made along: both headers, moves, roots, noise."""
    assert len(moved.versions) > 4
    replaced = [event.name for event in moved.trace.events if type(event).__name__ == "Replace"]
    assert replaced.count("vault.sigma") == 2
