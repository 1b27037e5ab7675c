"""A new master key: the contents stay, the old key opens nothing, whatever stops it on the way."""

from __future__ import annotations

import os
import random
import shutil
import threading
from pathlib import Path

import pytest

from engine.constants import BLOCK_BYTES, ROOT_INODE
from engine.errors import (
    CancelledError,
    ForeignHeaderError,
    NoSpaceError,
    RekeyError,
    RollbackError,
    SupersededHeaderError,
    WrongKeyError,
)
from engine.health import keep_rekeyed, move_to_new_key, scrub
from engine.health.salvage import salvage
from engine.keys import KdfParameters, Passphrase, RecoveryKey, parse_recovery_key
from engine.medium.disk import DiskSpace
from engine.progress import CancelToken, Progress
from engine.types import Severity
from engine.vault import Memory, Vault, back_up_header, create_vault, restore_header
from engine.vault.headers import HEADER_NAMES
from tests.support.damage import flip_byte
from tests.support.old_key import opened_by

KDF = KdfParameters(65536, 3, 1)
OLD = Passphrase(b"the leaked passphrase")
NEW = Passphrase(b"a better passphrase")
REG = 0o100644
SLOT = 8192
GENERATIONS = range(150)


class Specimen:
    """A vault with some content, and what was known of it before it got another key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        created = create_vault(path, OLD.secret, kdf=KDF)
        self.recovery = RecoveryKey(parse_recovery_key(created.recovery_key_text))
        self.content: dict[bytes, bytes] = {}
        choose = random.Random(4)
        with Vault.unlock(path, OLD) as vault:
            for number, size in enumerate((9 * BLOCK_BYTES + 7, 300 * BLOCK_BYTES, 20_000, 50)):
                self.write(vault, b"file %d" % number, choose.randbytes(size))
            for number in range(40):
                self.write(vault, b"small %d" % number, choose.randbytes(choose.randrange(40_000)))
            self.write(vault, b"file 0", choose.randbytes(5 * BLOCK_BYTES))
            vault.namespace.sync()
            self.old_key = bytes(vault.keys.copy_master_key())

    def write(self, vault: Vault, name: bytes, data: bytes) -> None:
        names = {entry.name: entry.ino for entry in vault.namespace.entries(ROOT_INODE)}
        ino = names.get(name) or vault.namespace.create(ROOT_INODE, name, REG, 0, 0).ino
        vault.namespace.set_attributes(ino, size=0)
        vault.namespace.write(ino, 0, data)
        self.content[name] = data

    def begin(self, vault: Vault, *credentials: Passphrase | RecoveryKey) -> str:
        """Begin with a changed passphrase; the new recovery key."""
        plan = vault.plan_rekey(credentials or (OLD,), NEW.secret, KDF)
        vault.rekey(plan)
        return plan.recovery_key_text

    def check(self, vault: Vault) -> None:
        namespace = vault.namespace
        found = {entry.name: entry.ino for entry in namespace.entries(ROOT_INODE)}
        assert found.keys() == self.content.keys()
        for name, data in self.content.items():
            assert bytes(namespace.read(found[name], 0, len(data) + 1)) == data, name

    def what_opens(self, *, anywhere: bool = False) -> list[tuple[str, int, str]]:
        return list(opened_by(self.old_key, self.path, range(2), GENERATIONS, anywhere))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    return Specimen(tmp_path_factory.mktemp("template") / "v")


@pytest.fixture
def specimen(template: Specimen, tmp_path: Path) -> Specimen:
    made = object.__new__(Specimen)
    made.__dict__.update(vars(template))
    made.content = dict(template.content)
    made.path = Path(shutil.copytree(template.path, tmp_path / "v"))
    return made


class StopAfter:
    """Cancels when so many reports have come."""

    def __init__(self, reports: int) -> None:
        self.token = CancelToken()
        self._left = reports

    def __call__(self, _: Progress) -> None:
        self._left -= 1
        if self._left <= 0:
            self.token.cancel()


def stopped_after(vault: Vault, reports: int) -> None:
    stop = StopAfter(reports)
    with pytest.raises(CancelledError):
        move_to_new_key(vault, report=stop, cancel=stop.token)


# -- what it comes to ---------------------------------------------------------------------------


def test_afterwards_the_old_key_opens_nothing_that_is_on_disk(specimen: Specimen) -> None:
    assert len(specimen.what_opens(anywhere=True)) == len(specimen.what_opens()) > 1000
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        assert vault.rekey_under_way
        report = move_to_new_key(vault)
        assert report.finished
        assert report.moved_rows > 300
        assert not vault.rekey_under_way
        assert vault.keys.old_epochs == ()
        specimen.check(vault)
        assert scrub(vault).worst is Severity.GOOD
        assert vault.generation < GENERATIONS.stop
    assert specimen.what_opens(anywhere=True) == []
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)
        found = scrub(vault)
        assert found.worst is Severity.GOOD, found.findings
    assert specimen.what_opens() == []


def test_what_was_not_presented_opens_nothing_at_once(specimen: Specimen) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        plan = vault.plan_rekey([OLD], NEW.secret, KDF)
        assert [slot.kind for slot in plan.kept] == ["passphrase", "recovery"]
        assert [slot.kind for slot in plan.revoked] == ["passphrase", "recovery"]
        vault.rekey(plan)
        assert not any(plan.master_key)
    for gone in (OLD, specimen.recovery):
        with pytest.raises(WrongKeyError):
            Vault.unlock(specimen.path, gone)
    again = RecoveryKey(parse_recovery_key(plan.recovery_key_text))
    with Vault.unlock(specimen.path, again) as vault:
        assert vault.rekey_under_way
        specimen.check(vault)


def test_what_is_presented_is_kept_with_its_label(specimen: Specimen) -> None:
    other = Passphrase(b"of somebody else")
    with Vault.unlock(specimen.path, OLD) as vault:
        added = vault.add_key_slot(other, "somebody else", KDF)
        plan = vault.plan_rekey([OLD, other, specimen.recovery])
        assert plan.revoked == ()
        assert plan.recovery_key_text == ""
        vault.rekey(plan)
        kept = {slot.slot_id: slot.label for slot in vault.key_slots()}
        assert kept[added.slot_id] == "somebody else"
    for credential in (OLD, other, specimen.recovery):
        Vault.unlock(specimen.path, credential).lock()


def test_refusals_change_nothing(specimen: Specimen) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        before = vault.header
        with pytest.raises(WrongKeyError):
            vault.plan_rekey([OLD, Passphrase(b"wrong")])
        with pytest.raises(RekeyError, match="only-recovery"):
            vault.plan_rekey([specimen.recovery])
        with pytest.raises(RekeyError, match="only-recovery"):
            vault.plan_rekey([])
        stale = vault.plan_rekey([OLD])
        vault.change_passphrase(OLD.secret, KDF)
        with pytest.raises(RekeyError, match="rekey-changed"):
            vault.rekey(stale)
        assert vault.header.key_epoch == before.key_epoch
        specimen.begin(vault)
        with pytest.raises(RekeyError, match="rekey-under-way"):
            vault.plan_rekey([NEW])


def test_another_move_follows_the_first(specimen: Specimen) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        move_to_new_key(vault)
        second = bytes(vault.keys.copy_master_key())
        vault.rekey(vault.plan_rekey([NEW]))
        assert move_to_new_key(vault).finished
        assert vault.header.key_epoch == 2
    assert specimen.what_opens() == []
    assert list(opened_by(second, specimen.path, range(3), GENERATIONS)) == []
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)


# -- stopped on the way -------------------------------------------------------------------------


@pytest.mark.parametrize("reports", [1, 2, 3, 4])
def test_a_move_that_was_stopped_goes_on_at_the_next_opening(
    specimen: Specimen, reports: int
) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        stopped_after(vault, reports)
        specimen.check(vault)
    with Vault.unlock(specimen.path, NEW, read_only=True) as vault:
        assert vault.rekey_progress is not None
        assert 0 <= vault.rekey_progress.fraction < 1
        specimen.check(vault)
        assert scrub(vault).worst is Severity.GOOD
    with Vault.unlock(specimen.path, NEW) as vault:
        assert scrub(vault).worst is Severity.GOOD
        specimen.write(vault, b"file 0", os.urandom(4 * BLOCK_BYTES))
        assert move_to_new_key(vault).finished
        assert vault.rekey_progress is None
    assert specimen.what_opens() == []
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)


def test_what_was_moved_is_not_moved_again(specimen: Specimen) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        stopped_after(vault, 2)
    with Vault.unlock(specimen.path, NEW) as vault:
        assert vault.rekey_progress is not None
        assert vault.rekey_progress.fraction > 0.2
        assert move_to_new_key(vault).moved_rows < 200


def test_a_crash_right_after_the_header(specimen: Specimen, monkeypatch) -> None:
    """The header carries both keys, and everything else is still under the old one."""
    with Vault.unlock(specimen.path, OLD) as vault:
        plan = vault.plan_rekey([OLD], NEW.secret, KDF)
        specimen.write(vault, b"just now", os.urandom(70_000))
        vault.namespace.sync()

        class Crash(Exception):
            pass

        def crash(*_: object) -> None:
            raise Crash

        monkeypatch.setattr(type(vault.keys), "advance", crash)
        with pytest.raises(Crash):
            vault.rekey(plan)
        monkeypatch.undo()
        vault.abandon()
    with pytest.raises(WrongKeyError):
        Vault.unlock(specimen.path, OLD)
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)
        assert move_to_new_key(vault).finished
    assert specimen.what_opens() == []


def test_what_is_synced_before_a_root_can_be_written_is_kept(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the next root the journal goes on under the old key, and is read with it."""
    with Vault.unlock(specimen.path, OLD) as vault:
        plan = vault.plan_rekey([OLD], NEW.secret, KDF)
        roots = iter([True])
        checkpoint = vault.store.checkpoint

        def first_one_only() -> None:
            if not next(roots, False):
                raise NoSpaceError("rows")
            checkpoint()

        monkeypatch.setattr(vault.store, "checkpoint", first_one_only)
        vault.rekey(plan)
        specimen.write(vault, b"just now", os.urandom(70_000))
        vault.namespace.sync()
        vault.abandon()
    with Vault.unlock(specimen.path, NEW, read_only=True) as vault:
        specimen.check(vault)
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)


# -- in use meanwhile ---------------------------------------------------------------------------


def test_writers_go_on_while_it_moves(specimen: Specimen) -> None:
    """Files are overwritten, made and deleted between every two portions."""
    choose = random.Random(6)
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)

        def use(_: Progress) -> None:
            number = choose.randrange(40)
            specimen.write(vault, b"small %d" % number, choose.randbytes(30_000))
            specimen.write(vault, b"made %d" % number, choose.randbytes(90_000))
            found = vault.namespace.lookup(ROOT_INODE, b"file 1")
            place = choose.randrange(250) * BLOCK_BYTES + 17
            data = choose.randbytes(3 * BLOCK_BYTES)
            vault.namespace.write(found.ino, place, data)
            whole = bytearray(specimen.content[b"file 1"])
            whole[place : place + len(data)] = data
            specimen.content[b"file 1"] = bytes(whole)

        assert move_to_new_key(vault, report=use).finished
        specimen.check(vault)
    assert specimen.what_opens() == []
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)
        assert scrub(vault).worst is Severity.GOOD


def test_it_goes_on_by_itself_while_the_vault_is_open(specimen: Specimen) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        mover = keep_rekeyed(vault)
        specimen.begin(vault)
        mover.look_now()
        done = threading.Event()
        end = vault.end_rekey

        def ended() -> None:
            end()
            done.set()

        vault.end_rekey = ended  # type: ignore[method-assign]
        assert done.wait(120)
    assert not any(thread.name == "sigmavault-rekey" for thread in threading.enumerate())
    assert specimen.what_opens() == []
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)


def test_files_under_a_second_lock_move_as_they_are(specimen: Specimen) -> None:
    """Closed or open, no key of theirs is needed; they can be locked while it moves, too."""
    with Vault.unlock(specimen.path, OLD) as vault:
        vault.file_locks.lock(b"/file 0", b"second", KDF)
        specimen.begin(vault)
        stopped_after(vault, 1)
        vault.file_locks.lock(b"/file 2", b"second", KDF)
        assert move_to_new_key(vault).finished
    with Vault.unlock(specimen.path, NEW) as vault:
        for name in (b"/file 0", b"/file 2"):
            vault.file_locks.open(name, b"second")
        specimen.check(vault)
        assert scrub(vault).worst is Severity.GOOD
    assert specimen.what_opens() == []


def test_locking_stops_it(specimen: Specimen) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        keep_rekeyed(vault)
    assert not any(thread.name == "sigmavault-rekey" for thread in threading.enumerate())
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)


# -- old copies, damage, and no room ------------------------------------------------------------


def test_an_old_header_put_back_is_noticed(specimen: Specimen) -> None:
    headers = {name: (specimen.path / name).read_bytes() for name in HEADER_NAMES}
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        stopped_after(vault, 2)
    for name, raw in headers.items():
        (specimen.path / name).write_bytes(raw)
    with pytest.raises(RollbackError):
        Vault.unlock(specimen.path, OLD)


def test_rollback_detection_goes_on_under_the_new_key(specimen: Specimen, tmp_path: Path) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        stopped_after(vault, 2)
    copied = Path(shutil.copytree(specimen.path, tmp_path / "copy"))
    with Vault.unlock(specimen.path, NEW) as vault:
        move_to_new_key(vault)
    with pytest.raises(RollbackError):
        Vault.unlock(copied, NEW)


def test_a_device_that_missed_the_move_still_knows_the_vault(
    specimen: Specimen, tmp_path: Path
) -> None:
    """It finds its record by what the index keeps of the old key, once the key itself is gone."""
    other = tmp_path / "other device"
    with Vault.unlock(specimen.path, OLD, state_folder=other) as vault:
        specimen.write(vault, b"seen by the other", b"1")
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        move_to_new_key(vault)
    with Vault.unlock(specimen.path, NEW, state_folder=other) as vault:
        assert vault.witness.memory is Memory.KNOWN
        specimen.check(vault)
    assert specimen.what_opens() == []


def test_a_device_that_has_caught_up_knows_an_old_copy(specimen: Specimen, tmp_path: Path) -> None:
    """Its record under the old key is of before the copy: it has to learn of the move as well."""
    other = tmp_path / "other device"
    Vault.unlock(specimen.path, OLD, state_folder=other).lock()
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.write(vault, b"later", b"1")
    copied = Path(shutil.copytree(specimen.path, tmp_path / "copy"))
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        move_to_new_key(vault)
    Vault.unlock(specimen.path, NEW, state_folder=other).lock()
    with pytest.raises(RollbackError):
        Vault.unlock(copied, OLD, state_folder=other)


def test_a_saved_header_of_before_is_refused(specimen: Specimen, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    back_up_header(specimen.path, saved)
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        stopped_after(vault, 2)
    before = (specimen.path / "vault.sigma").read_bytes()
    with pytest.raises(SupersededHeaderError):
        restore_header(specimen.path, saved, OLD)
    with Vault.unlock(specimen.path, NEW) as vault:
        half_way = tmp_path / "half way"
        vault.back_up_header(half_way)
        move_to_new_key(vault)
    with pytest.raises(SupersededHeaderError):
        restore_header(specimen.path, saved, OLD)
    for name in HEADER_NAMES:
        (specimen.path / name).unlink()
    with pytest.raises(ForeignHeaderError):
        restore_header(specimen.path, saved, OLD)
    restore_header(specimen.path, half_way, NEW)
    assert before
    with Vault.unlock(specimen.path, NEW) as vault:
        specimen.check(vault)
        assert move_to_new_key(vault).finished
    assert specimen.what_opens() == []


def test_a_band_that_is_gone_is_healed_on_the_way(specimen: Specimen) -> None:
    (specimen.path / "bands" / "00000000-03").unlink()
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        assert move_to_new_key(vault).finished
        specimen.check(vault)
        assert [each for each in scrub(vault).findings if not each.repaired] == []
    assert specimen.what_opens() == []


def test_a_band_with_another_name_is_refused(specimen: Specimen, tmp_path: Path) -> None:
    """It is somebody else's file too, is not written to, and would stay under the old key."""
    with Vault.unlock(specimen.path, OLD) as vault:
        plan = vault.plan_rekey([OLD], NEW.secret, KDF)
        vault.rekey(plan)
        os.link(specimen.path / "bands" / "00000000-03", tmp_path / "backup of a band")
        vault.disk.refresh()
        with pytest.raises(RekeyError, match="rekey-obstructed"):
            move_to_new_key(vault)
        assert vault.rekey_under_way


def test_a_block_that_is_lost_keeps_the_old_key(specimen: Specimen) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        lost = vault.namespace.lookup(ROOT_INODE, b"file 0").ino
        [(_, blocks)] = [each for each in vault.namespace.stored_blocks() if each[0] == lost]
        row = blocks[2][1].row
    for position in range(3):
        flip_byte(
            specimen.path / "bands" / f"{row // 512:08d}-{position:02d}", row % 512 * SLOT + 99
        )
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        report = move_to_new_key(vault)
        assert not report.finished
        assert report.unreadable == (lost,)
        assert vault.rekey_under_way
        vault.namespace.unlink(ROOT_INODE, b"file 0")
        del specimen.content[b"file 0"]
        vault.namespace.sync()
        assert move_to_new_key(vault).finished
        specimen.check(vault)
    assert specimen.what_opens() == []


def test_a_full_vault_on_a_full_disk_moves_in_portions(specimen: Specimen, monkeypatch) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        monkeypatch.setattr(type(vault.disk), "space", lambda _: DiskSpace(1 << 40, 0))
        ino = vault.namespace.create(ROOT_INODE, b"filler", REG, 0, 0).ino
        data = random.Random(1).randbytes(BLOCK_BYTES)
        filled = 0
        with pytest.raises(NoSpaceError):
            while vault.namespace.write(ino, filled, data) == BLOCK_BYTES:
                filled += BLOCK_BYTES
            raise NoSpaceError
        vault.namespace.set_attributes(ino, size=filled)
        vault.namespace.sync()
        specimen.content[b"filler"] = data * (filled // BLOCK_BYTES)
        groups = vault.store.rows.allocator.groups
        assert vault.store.rows.available < 8
        specimen.begin(vault)
        assert move_to_new_key(vault).finished
        assert vault.store.rows.allocator.groups == groups
        specimen.check(vault)
    assert specimen.what_opens() == []


def test_no_room_at_all_is_told_and_loses_nothing(specimen: Specimen, monkeypatch) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        with monkeypatch.context() as patch:
            patch.setattr(vault.store, "reserve_for_move", _no_room)
            with pytest.raises(NoSpaceError):
                move_to_new_key(vault)
        specimen.check(vault)
        assert vault.rekey_under_way
        assert move_to_new_key(vault).finished
    assert specimen.what_opens() == []


def _no_room(_: int) -> int:
    raise NoSpaceError("rows")


@pytest.mark.parametrize("reports", [2, 4])
def test_salvage_half_way_takes_both_keys(specimen: Specimen, tmp_path: Path, reports: int) -> None:
    with Vault.unlock(specimen.path, OLD) as vault:
        specimen.begin(vault)
        stopped_after(vault, reports)
    for position in range(3):  # the ring, in more lanes than parity makes up for
        with (specimen.path / "bands" / f"00000000-{position:02d}").open("r+b") as band:
            band.write(os.urandom(8 * SLOT))
    report = salvage(specimen.path, NEW, tmp_path / "saved")
    assert report.whole == len(specimen.content)
    for name, data in specimen.content.items():
        assert (tmp_path / "saved" / os.fsdecode(name)).read_bytes() == data
