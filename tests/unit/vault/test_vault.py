"""The façade: creating, unlocking, locking, and changing what opens a vault."""

from __future__ import annotations

import dataclasses
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import (
    HeaderDamagedError,
    HeaderMissingError,
    InvalidGeometryError,
    InvalidPassphraseError,
    KdfCostError,
    MediumError,
    NotAVaultError,
    ReadOnlyVaultError,
    UnsupportedVersionError,
    VaultBusyError,
    VaultExistsError,
    VaultLockedError,
    WrongKeyError,
)
from engine.format.header import pack_header, parse_header
from engine.keys import KdfParameters, Passphrase, RecoveryKey, parse_recovery_key
from engine.medium.disk import PosixDisk
from engine.transactions.store import TransactionalStore
from engine.vault import Vault, create_vault, read_info
from engine.vault.headers import HEADER_COPY_NAME, HEADER_NAME, HEADER_NAMES, write_headers

OLD, NEW = Passphrase(b"old passphrase"), Passphrase(b"new passphrase")


@pytest.fixture
def made(vault_path: Path, fast_kdf: KdfParameters):
    return create_vault(vault_path, OLD.secret, kdf=fast_kdf)


def _write_note(vault: Vault, data: bytes = b"a note") -> None:
    inode = vault.namespace.create(1, b"note", 0o100600, 0, 0)
    vault.namespace.write(inode.ino, 0, data)


def _read_note(vault: Vault) -> bytes:
    return bytes(vault.namespace.read(vault.namespace.lookup(1, b"note").ino, 0, 100))


def _opens(path: Path, credential: Passphrase | RecoveryKey) -> bool:
    try:
        Vault.unlock(path, credential, read_only=True).lock()
    except WrongKeyError:
        return False
    return True


# -- life -----------------------------------------------------------------------------------------


def test_what_is_written_is_there_after_locking(vault_path, made):
    with Vault.unlock(vault_path, OLD) as vault:
        _write_note(vault)
    with Vault.unlock(vault_path, OLD) as vault:
        assert _read_note(vault) == b"a note"


def test_recovery_key_opens_too(vault_path, made):
    with Vault.unlock(vault_path, OLD) as vault:
        _write_note(vault)
    key = RecoveryKey(parse_recovery_key(made.recovery_key_text))
    with Vault.unlock(vault_path, key) as vault:
        assert _read_note(vault) == b"a note"


def test_nothing_else_opens(vault_path, made):
    assert not _opens(vault_path, NEW)
    assert not _opens(vault_path, RecoveryKey(os.urandom(32)))
    assert not _opens(vault_path, RecoveryKey(OLD.secret))


def test_without_a_recovery_key_there_is_none(vault_path, fast_kdf):
    made = create_vault(vault_path, OLD.secret, kdf=fast_kdf, recovery=False)
    assert made.recovery_key_text == ""
    assert [slot.kind for slot in read_info(vault_path).slots] == ["passphrase"]


def test_locked_vault_refuses_and_locking_twice_is_no_error(vault_path, made):
    vault = Vault.unlock(vault_path, OLD)
    vault.lock()
    vault.lock()
    with pytest.raises(VaultLockedError):
        vault.namespace.lookup(1, b"note")
    with pytest.raises(VaultLockedError):
        vault.new_recovery_key()


def test_second_opener_is_told_of_the_first(vault_path, made):
    with Vault.unlock(vault_path, OLD, purpose="tests") as _:
        with pytest.raises(VaultBusyError) as caught:
            Vault.unlock(vault_path, OLD)
        assert str(os.getpid()) in caught.value.holder
        assert "tests" in caught.value.holder
    assert _opens(vault_path, OLD)


def test_reading_only_leaves_the_disk_alone(vault_path, made):
    with Vault.unlock(vault_path, OLD) as vault:
        _write_note(vault)
    before = {p: p.read_bytes() for p in vault_path.rglob("*") if p.is_file()}
    with Vault.unlock(vault_path, OLD, read_only=True) as vault:
        assert _read_note(vault) == b"a note"
        with pytest.raises(ReadOnlyVaultError):
            _write_note(vault)
        with pytest.raises(ReadOnlyVaultError):
            vault.change_passphrase(NEW.secret)
    assert {p: p.read_bytes() for p in vault_path.rglob("*") if p.is_file()} == before


def test_times_of_the_files_tell_nothing(vault_path, made):
    with Vault.unlock(vault_path, OLD) as vault:
        _write_note(vault, os.urandom(100_000))
    names = [*vault_path.glob("bands/*"), *vault_path.glob("journal-*")]
    assert len({path.stat().st_mtime_ns for path in names}) == 1


def test_times_of_a_new_vault_tell_nothing(vault_path, made):
    files = [path for path in vault_path.rglob("*") if path.is_file()]
    assert len(files) > 12
    assert len({path.stat().st_mtime_ns for path in files}) == 1


def test_statistics_count(vault_path, made):
    with Vault.unlock(vault_path, OLD) as vault:
        _write_note(vault)
        vault.namespace.mkdir(1, b"d", 0o755, 0, 0)
        vault.namespace.symlink(1, b"l", b"note", 0, 0)
        statistics = vault.statistics()
    assert (statistics.files, statistics.directories, statistics.links) == (1, 2, 1)
    assert statistics.content_bytes == 6


# -- creation -------------------------------------------------------------------------------------


@pytest.mark.parametrize("parity", [0, 1, 2, 8])
def test_every_parity_round_trips(vault_path, fast_kdf, parity):
    create_vault(vault_path, OLD.secret, kdf=fast_kdf, parity_lanes=parity)
    assert len(list(vault_path.glob("bands/*"))) == 8 + parity
    with Vault.unlock(vault_path, OLD) as vault:
        _write_note(vault, b"x" * 90)
    with Vault.unlock(vault_path, OLD) as vault:
        assert _read_note(vault) == b"x" * 90


def test_taken_places_are_refused_and_left_alone(tmp_path, fast_kdf):
    (tmp_path / "mine").write_text("precious")
    with pytest.raises(VaultExistsError):
        create_vault(tmp_path, OLD.secret, kdf=fast_kdf)
    with pytest.raises(VaultExistsError):
        create_vault(tmp_path / "mine", OLD.secret, kdf=fast_kdf)
    assert (tmp_path / "mine").read_text() == "precious"


@pytest.mark.parametrize("parity", [-1, 9])
def test_impossible_parity_is_refused(vault_path, fast_kdf, parity):
    with pytest.raises(InvalidGeometryError):
        create_vault(vault_path, OLD.secret, kdf=fast_kdf, parity_lanes=parity)
    assert not vault_path.exists()


def test_locations_and_empty_passphrases_are_refused(vault_path, tmp_path, fast_kdf):
    with pytest.raises(InvalidGeometryError):
        create_vault(vault_path, OLD.secret, kdf=fast_kdf, locations=[tmp_path / "other"])
    with pytest.raises(InvalidPassphraseError):
        create_vault(vault_path, b"", kdf=fast_kdf)
    assert not vault_path.exists()


@pytest.mark.parametrize("existing", [False, True])
def test_failed_creation_leaves_no_trace(vault_path, fast_kdf, monkeypatch, existing):
    if existing:
        vault_path.mkdir()

    def fail(*_: object) -> None:
        raise MediumError("disk", 5)

    monkeypatch.setattr("engine.vault.creation.write_headers", fail)
    with pytest.raises(MediumError):
        create_vault(vault_path, OLD.secret, kdf=fast_kdf)
    assert vault_path.exists() == existing
    assert not existing or list(vault_path.iterdir()) == []


def test_half_made_vault_is_not_a_vault(vault_path, fast_kdf, monkeypatch):
    """A crash before the header was written: the folder is refused, not misread."""

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.vault.creation._remove_traces", lambda *_: None)
    monkeypatch.setattr("engine.vault.creation.write_headers", crash)
    with pytest.raises(KeyboardInterrupt):
        create_vault(vault_path, OLD.secret, kdf=fast_kdf)
    with pytest.raises(HeaderMissingError):
        Vault.unlock(vault_path, OLD)


def test_two_vaults_share_nothing(tmp_path, fast_kdf):
    infos = []
    for name in ("a", "b"):
        create_vault(tmp_path / name, OLD.secret, kdf=fast_kdf)
        infos.append(read_info(tmp_path / name))
    assert infos[0].vault_id != infos[1].vault_id
    assert infos[0].slots[0].slot_id != infos[1].slots[0].slot_id


# -- keys -----------------------------------------------------------------------------------------


def test_passphrase_change_needs_no_new_encryption(vault_path, made, fast_kdf):
    with Vault.unlock(vault_path, OLD) as vault:
        _write_note(vault)
    bands = {p: p.read_bytes() for p in vault_path.glob("bands/*")}
    vault = Vault.unlock(vault_path, OLD)
    changed_by_opening = {p for p in bands if p.read_bytes() != bands[p]}
    vault.change_passphrase(NEW.secret, fast_kdf)
    now = {p for p in bands if p.read_bytes() != bands[p]}
    assert now == changed_by_opening
    vault.lock()
    assert not _opens(vault_path, OLD)
    assert _opens(vault_path, NEW)
    assert _opens(vault_path, RecoveryKey(parse_recovery_key(made.recovery_key_text)))
    with Vault.unlock(vault_path, NEW) as vault:
        assert _read_note(vault) == b"a note"


def test_new_recovery_key_replaces_the_old(vault_path, made):
    with Vault.unlock(vault_path, OLD) as vault:
        text = vault.new_recovery_key()
        assert [slot.kind for slot in vault.key_slots()] == ["passphrase", "recovery"]
    assert _opens(vault_path, RecoveryKey(parse_recovery_key(text)))
    assert not _opens(vault_path, RecoveryKey(parse_recovery_key(made.recovery_key_text)))
    assert _opens(vault_path, OLD)


def test_crash_between_the_copies_of_a_change_opens_with_either(vault_path, made, fast_kdf):
    old_copy = (vault_path / HEADER_NAME).read_bytes()
    with Vault.unlock(vault_path, OLD) as vault:
        vault.change_passphrase(NEW.secret, fast_kdf)
    (vault_path / HEADER_NAME).write_bytes(old_copy)
    assert _opens(vault_path, NEW)
    assert _opens(vault_path, OLD)
    with Vault.unlock(vault_path, OLD) as vault:
        assert vault.header_copies_bad == (HEADER_NAME,)
    # The newer header won, and stands in both places.
    assert not _opens(vault_path, OLD)
    assert _opens(vault_path, NEW)
    assert read_info(vault_path).header_copies_bad == ()


def test_failed_change_keeps_the_old_passphrase(vault_path, made, fast_kdf, monkeypatch):
    vault = Vault.unlock(vault_path, OLD)

    def fail(*_: object) -> None:
        raise MediumError("disk", 5)

    monkeypatch.setattr(PosixDisk, "replace", fail)
    with pytest.raises(MediumError):
        vault.change_passphrase(NEW.secret, fast_kdf)
    monkeypatch.undo()
    vault.lock()
    assert _opens(vault_path, OLD)


# -- headers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HEADER_NAMES)
@pytest.mark.parametrize("how", ["gone", "cut", "noise", "flipped"])
def test_one_copy_is_enough_and_the_other_is_made_anew(vault_path, made, name, how):
    target = vault_path / name
    raw = target.read_bytes()
    if how == "gone":
        target.unlink()
    else:
        damaged = {"cut": raw[:100], "noise": os.urandom(len(raw))}
        flipped = raw[:700] + bytes([raw[700] ^ 4]) + raw[701:]
        target.write_bytes(damaged.get(how, flipped))
    assert read_info(vault_path).header_copies_bad == (name,)
    with Vault.unlock(vault_path, OLD) as vault:
        assert vault.header_copies_bad == (name,)
    assert target.read_bytes() == raw


def test_both_copies_damaged_is_said_plainly(vault_path, made):
    for name in HEADER_NAMES:
        (vault_path / name).write_bytes(os.urandom(8192))
    with pytest.raises(HeaderDamagedError):
        Vault.unlock(vault_path, OLD)


def test_foreign_folders_and_versions(tmp_path, vault_path, made):
    with pytest.raises(NotAVaultError):
        Vault.unlock(tmp_path / "nothing", OLD)
    with pytest.raises(NotAVaultError):
        Vault.unlock(tmp_path, OLD)
    for name in HEADER_NAMES:
        raw = bytearray((vault_path / name).read_bytes())
        raw[8] = 9
        (vault_path / name).write_bytes(raw)
    with pytest.raises(UnsupportedVersionError):
        Vault.unlock(vault_path, OLD)


def _forge(vault_path: Path, **changes: object) -> None:
    """Rewrite both headers as somebody without the key would."""
    for name in HEADER_NAMES:
        header, _, _ = parse_header((vault_path / name).read_bytes())
        forged = dataclasses.replace(header, **changes)
        (vault_path / name).write_bytes(pack_header(forged, os.urandom(32)))


def test_forged_geometry_is_found_after_the_key_opens(vault_path, made):
    header, _, _ = parse_header((vault_path / HEADER_NAME).read_bytes())
    _forge(vault_path, geometry=dataclasses.replace(header.geometry, parity_lanes=3))
    with pytest.raises(HeaderDamagedError):
        Vault.unlock(vault_path, OLD)


def test_hostile_kdf_cost_is_refused_before_it_is_paid(vault_path, made):
    header, _, _ = parse_header((vault_path / HEADER_NAME).read_bytes())
    huge = KdfParameters(2**30, 3, 1)
    slots = tuple(dataclasses.replace(slot, kdf=huge) for slot in header.key_slots)
    intact = (vault_path / HEADER_COPY_NAME).read_bytes()
    _forge(vault_path, key_slots=slots)
    with pytest.raises(KdfCostError):
        Vault.unlock(vault_path, OLD)
    (vault_path / HEADER_COPY_NAME).write_bytes(intact)
    assert _opens(vault_path, OLD)


def test_header_of_another_vault_does_not_open_this_one(tmp_path, vault_path, made, fast_kdf):
    create_vault(tmp_path / "other", OLD.secret, kdf=fast_kdf)
    for name in HEADER_NAMES:
        (vault_path / name).write_bytes((tmp_path / "other" / name).read_bytes())
    with pytest.raises(Exception, match=r"root-lost|stripe-lost|damage"):
        Vault.unlock(vault_path, OLD)


def test_info_needs_no_key_and_tells_nothing_of_content(vault_path, made):
    empty = read_info(vault_path)
    raw = [(vault_path / name).read_bytes() for name in HEADER_NAMES]
    with Vault.unlock(vault_path, OLD) as vault:
        _write_note(vault, os.urandom(300_000))
    assert [(vault_path / name).read_bytes() for name in HEADER_NAMES] == raw
    assert dataclasses.replace(read_info(vault_path), disk_bytes=0) == dataclasses.replace(
        empty, disk_bytes=0
    )


def test_writing_headers_keeps_one_whole_at_any_moment(vault_path, made, monkeypatch):
    vault = Vault.unlock(vault_path, OLD)
    real, calls = PosixDisk.replace, []

    def second_fails(self: PosixDisk, name: str, data: bytes) -> None:
        calls.append(name)
        if len(calls) == 2:
            raise MediumError("disk", 5)
        real(self, name, data)

    monkeypatch.setattr(PosixDisk, "replace", second_fails)
    with pytest.raises(MediumError):
        write_headers(vault.disk, vault.header, vault.keys)
    assert calls == [HEADER_COPY_NAME, HEADER_NAME]
    monkeypatch.undo()
    vault.lock()
    assert _opens(vault_path, OLD)


# -- processes ------------------------------------------------------------------------------------

_DIE_UNLOCKED = """
import os, sys
from pathlib import Path
from engine.keys import Passphrase
from engine.vault import Vault
vault = Vault.unlock(Path(sys.argv[1]), Passphrase(b"old passphrase"))
inode = vault.namespace.create(1, b"note", 0o100600, 0, 0)
vault.namespace.write(inode.ino, 0, b"a note")
vault.namespace.sync()
vault.namespace.create(1, b"unsynced", 0o100600, 0, 0)
os.kill(os.getpid(), 9)
"""


def test_killed_process_leaves_an_openable_vault_with_what_it_synced(vault_path, made):
    ended = subprocess.run([sys.executable, "-c", _DIE_UNLOCKED, str(vault_path)], check=False)
    assert ended.returncode == -9
    with Vault.unlock(vault_path, OLD) as vault:
        assert _read_note(vault) == b"a note"


def test_failure_while_opening_gives_the_lock_back(vault_path, made, monkeypatch):
    def fail(*_: object) -> None:
        raise MediumError("disk", 5)

    monkeypatch.setattr(TransactionalStore, "open", fail)
    with pytest.raises(MediumError):
        Vault.unlock(vault_path, OLD)
    monkeypatch.undo()
    assert _opens(vault_path, OLD)


@pytest.mark.parametrize("refused", HEADER_NAMES)
def test_a_passphrase_change_that_the_disk_refuses_halfway_changes_nothing(
    vault_path, fast_kdf, monkeypatch, refused
):
    """Else the next opening, with the old passphrase, would put the new one in its place."""
    create_vault(vault_path, OLD.secret, kdf=fast_kdf)
    real = PosixDisk.replace
    left = [1]

    def replace(disk, name, data):
        if name == refused and left:
            left.pop()
            raise MediumError(name, errno.EIO)
        real(disk, name, data)

    with Vault.unlock(vault_path, OLD) as vault:
        monkeypatch.setattr(PosixDisk, "replace", replace)
        with pytest.raises(MediumError):
            vault.change_passphrase(NEW.secret, fast_kdf)
    for _ in range(2):
        with pytest.raises(WrongKeyError):
            Vault.unlock(vault_path, NEW)
        Vault.unlock(vault_path, OLD).lock()
