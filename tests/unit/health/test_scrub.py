"""Scrub and repair: every slot class damaged, found, named, healed, and clean afterwards."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.constants import BAND_SLOTS, BLOCK_BYTES, SLOT_BYTES
from engine.errors import ReadOnlyVaultError, StripeLostError
from engine.health import FindingCode, scrub
from engine.keys import KdfParameters, Passphrase
from engine.progress import CancelToken, Progress
from engine.types import BlockPointer, Severity
from engine.vault import Vault, create_vault
from engine.vault.headers import HEADER_COPY_NAME

KEY = Passphrase(b"old passphrase")
CONTENT = os.urandom(5 * BLOCK_BYTES + 300)


@pytest.fixture
def vault(vault_path: Path, fast_kdf: KdfParameters):
    create_vault(vault_path, KEY.secret, kdf=fast_kdf)
    with Vault.unlock(vault_path, KEY) as unlocked:
        names = unlocked.namespace
        folder = names.mkdir(1, b"folder", 0o755, 0, 0)
        inode = names.create(folder.ino, b"film", 0o100644, 0, 0)
        names.write(inode.ino, 0, CONTENT)
        names.link(inode.ino, 1, b"second name")
        small = names.create(1, b"note", 0o100644, 0, 0)
        names.write(small.ino, 0, b"inside the index")
        names.sync()
        yield unlocked


def _content(vault: Vault) -> bytes:
    inode = vault.namespace.resolve(b"folder/film")
    return bytes(vault.namespace.read(inode.ino, 0, inode.size))


def _film_blocks(vault: Vault) -> list[BlockPointer]:
    return [pointer for _, blocks in vault.namespace.stored_blocks() for _, pointer in blocks]


def _flip(path: Path, offset: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 0x10]))


def _harm(vault: Vault, pointer: BlockPointer, *lanes: int, byte: int = 4000) -> None:
    for lane in lanes:
        name = vault.store.backend.band_name(pointer.row, lane)
        _flip(vault.path / name, pointer.row % BAND_SLOTS * SLOT_BYTES + byte)


def test_a_healthy_vault_is_clean_and_counted(vault):
    report = scrub(vault)
    assert report.findings == ()
    assert report.worst is Severity.GOOD
    # 6 blocks of data, 4 superblock copies, and at least one chunk and one map block.
    assert report.rows_checked >= 12
    assert report.slots_checked >= report.rows_checked * 10


@pytest.mark.parametrize("lane", [0, 7, 8, 9])
def test_one_flipped_byte_of_data_is_found_named_and_repaired(vault, lane):
    for byte in (0, 11, 12, 50, 8191):
        pointer = _film_blocks(vault)[2]
        _harm(vault, pointer, lane, byte=byte)
        (finding,) = scrub(vault).findings
        assert finding.severity is Severity.WARNING
        assert finding.message_code is FindingCode.DATA
        assert (finding.row, finding.lane, finding.reason) == (pointer.row, lane, "altered")
        assert finding.place == vault.store.backend.band_name(pointer.row, lane)
        assert set(finding.paths) == {b"/folder/film", b"/second name"}
        assert not finding.repaired
        report = scrub(vault, repair=True)
        assert report.repaired_rows == 1
        assert report.findings[0].repaired
        assert scrub(vault).findings == ()
        assert _film_blocks(vault)[2].row != pointer.row
        assert _content(vault) == CONTENT


@pytest.mark.parametrize("kind", ["superblock", "index", "map"])
@pytest.mark.parametrize("lane", [0, 9])
def test_the_engines_own_slots_are_found_and_repaired(vault, kind, lane):
    vault.store.touch()
    vault.store.checkpoint()
    store = vault.store
    pointers = {
        "superblock": store.roots.ring.copies(store.root),
        "index": store.index_pointers(),
        "map": store.map_pointers(),
    }[kind]
    for pointer in pointers:
        _harm(vault, pointer, lane)
    report = scrub(vault)
    assert {(each.row, each.lane) for each in report.findings} == {
        (pointer.row, lane) for pointer in pointers
    }
    expected = FindingCode.SUPERBLOCK if kind == "superblock" else FindingCode.INDEX
    assert {each.message_code for each in report.findings} == {expected}
    assert all(each.repaired for each in scrub(vault, repair=True).findings)
    assert scrub(vault).findings == ()
    assert _content(vault) == CONTENT


@pytest.mark.parametrize("copy", [0, 1])
def test_a_flipped_byte_of_the_journal_is_found_and_repaired(vault, copy):
    _flip(vault.path / f"journal-{copy}", 100)
    (finding,) = scrub(vault).findings
    assert finding.message_code is FindingCode.JOURNAL
    assert (finding.place, finding.row) == (f"journal-{copy}", 0)
    scrub(vault, repair=True)
    assert scrub(vault).findings == ()


def test_journal_damage_met_at_opening_is_told(vault, vault_path):
    vault.abandon()
    _flip(vault_path / "journal-1", 100)
    with Vault.unlock(vault_path, KEY) as again:
        findings = scrub(again).findings
        assert [each.message_code for each in findings] == [FindingCode.JOURNAL]
        assert findings[0].repaired
        assert _content(again) == CONTENT


@pytest.mark.parametrize("when", ["before", "while"])
def test_a_lost_header_copy_is_found_and_made_anew(vault, vault_path, when):
    if when == "before":
        vault.lock()
        (vault_path / HEADER_COPY_NAME).unlink()
        vault = Vault.unlock(vault_path, KEY)
        assert [each.repaired for each in scrub(vault).findings] == [True]
    else:
        (vault_path / HEADER_COPY_NAME).unlink()
        assert [each.repaired for each in scrub(vault).findings] == [False]
        scrub(vault, repair=True)
    assert (vault_path / HEADER_COPY_NAME).exists()
    vault.lock()


@pytest.mark.parametrize("how", ["gone", "cut", "noise", "swapped"])
def test_whole_bands_lost_are_healed(vault, how):
    lanes = [vault.path / vault.store.backend.band_name(8, lane) for lane in (1, 8)]
    if how == "gone":
        for path in lanes:
            path.unlink()
    elif how == "cut":
        for path in lanes:
            os.truncate(path, 5 * SLOT_BYTES)
    elif how == "noise":
        for path in lanes:
            path.write_bytes(os.urandom(BAND_SLOTS * SLOT_BYTES))
    else:
        one, two = (path.read_bytes() for path in lanes)
        lanes[0].write_bytes(two)
        lanes[1].write_bytes(one)
    report = scrub(vault)
    assert _content(vault) == CONTENT
    assert {each.severity for each in report.findings} == {Severity.WARNING}
    assert {each.place for each in report.findings} == {
        vault.store.backend.band_name(8, lane) for lane in (1, 8)
    }
    if how == "gone":
        assert {each.reason for each in report.findings} == {"missing"}
    assert all(each.repaired for each in scrub(vault, repair=True).findings)
    assert scrub(vault).findings == ()
    assert _content(vault) == CONTENT


def test_beyond_parity_the_file_is_named_and_the_rest_still_reads(vault):
    pointer = _film_blocks(vault)[2]
    _harm(vault, pointer, 0, 3, 9)
    inode = vault.namespace.resolve(b"folder/film")
    report = scrub(vault, repair=True)
    assert report.worst is Severity.CRITICAL
    assert report.lost_paths == (b"/folder/film", b"/second name")
    assert {each.lane for each in report.findings} == {0, 3, 9}
    with pytest.raises(StripeLostError):
        vault.namespace.read(inode.ino, 2 * BLOCK_BYTES, 10)
    assert bytes(vault.namespace.read(inode.ino, 0, 100)) == CONTENT[:100]
    note = vault.namespace.resolve(b"note")
    assert bytes(vault.namespace.read(note.ino, 0, 50)) == b"inside the index"


def test_without_parity_damage_is_found_and_cannot_be_healed(vault_path, fast_kdf):
    create_vault(vault_path, KEY.secret, kdf=fast_kdf, parity_lanes=0)
    with Vault.unlock(vault_path, KEY) as vault:
        inode = vault.namespace.create(1, b"film", 0o100644, 0, 0)
        vault.namespace.write(inode.ino, 0, CONTENT)
        vault.namespace.sync()
        _harm(vault, _film_blocks(vault)[0], 0)
        assert scrub(vault, repair=True).lost_paths == (b"/film",)


def test_reading_only_finds_and_refuses_to_repair(vault, vault_path):
    _harm(vault, _film_blocks(vault)[0], 4)
    vault.lock()
    with Vault.unlock(vault_path, KEY, read_only=True) as reader:
        assert [each.lane for each in scrub(reader).findings] == [4]
        with pytest.raises(ReadOnlyVaultError):
            scrub(reader, repair=True)


def test_repair_survives_a_crash_right_after_it(vault, vault_path):
    _harm(vault, _film_blocks(vault)[0], 4)
    scrub(vault, repair=True)
    vault.namespace.sync()
    vault.abandon()
    with Vault.unlock(vault_path, KEY) as again:
        assert scrub(again).findings == ()
        assert _content(again) == CONTENT


def test_leaked_rows_are_found_and_given_back(vault):
    with vault.store.lock:
        rows = vault.store.rows.allocator.take(0, 5, data=True)
    (finding,) = scrub(vault, repair=True).findings
    assert finding.message_code is FindingCode.ROW_LEAKED
    assert sum(run.count for run in rows) == 5
    assert finding.reason == "5"
    assert scrub(vault).findings == ()


def test_a_row_in_use_that_is_free_on_the_map_is_critical(vault):
    pointer = _film_blocks(vault)[0]
    with vault.store.lock:
        vault.store.rows.allocator.release([pointer.row])
        (finding,) = scrub(vault).findings
    assert finding.message_code is FindingCode.ROW_NOT_TAKEN
    assert finding.severity is Severity.CRITICAL


def test_progress_runs_to_its_end_and_cancel_stops(vault):
    seen: list[Progress] = []
    scrub(vault, report=seen.append)
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    assert seen[-1].done == seen[-1].total
    token = CancelToken()
    token.cancel()
    assert scrub(vault, cancel=token).cancelled
