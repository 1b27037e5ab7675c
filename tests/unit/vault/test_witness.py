"""What a device remembers of a vault: old and forked copies are found, and nothing else is."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.errors import HeaderRollbackError, RollbackError, VaultBusyError
from engine.format.witness import MAX_OPENINGS, OpeningRecord, WitnessRecord
from engine.keys import KdfParameters, Passphrase
from engine.medium.device_state import DeviceFolder, state_root
from engine.transactions.lineage import KEPT_OPENINGS, FoundState, Lineage, Opening
from engine.types import OnRollback
from engine.vault import Memory, Vault, create_vault, memory_failure
from engine.vault import witness as witness_module
from engine.vault.witness import FOLDER, Relation, compare
from tests.support.tally import Tally, Trial

KDF = KdfParameters(65536, 3, 1)
KEY = Passphrase(b"secret")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "v"
    create_vault(place, KEY.secret, kdf=KDF)
    return place


def write(path: Path, name: bytes, **options) -> int:
    """A session that makes a file; the generation that it ends with."""
    with Vault.unlock(path, KEY, **options) as vault:
        vault.namespace.create(1, name, 0o100644, 0, 0)
        vault.namespace.sync()
        vault.store.checkpoint()
    return vault.generation


def names(path: Path, **options) -> list[bytes]:
    with Vault.unlock(path, KEY, **options) as vault:
        return [entry.name for entry in vault.namespace.entries(1)]


def copy(path: Path, name: str) -> Path:
    return Path(shutil.copytree(path, path.with_name(name)))


def put_back(copy: Path, path: Path) -> None:
    shutil.rmtree(path)
    shutil.copytree(copy, path)


def contents(path: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(path)): each.read_bytes() for each in path.rglob("*") if each.is_file()
    }


def records() -> list[Path]:
    folder = state_root() / FOLDER
    return [each for each in sorted(folder.glob("*")) if each.suffix != ".lock"]


# -- found --------------------------------------------------------------------------------------


def test_an_old_copy_put_back_is_refused_before_anything_is_written(
    path: Path, tally: Tally
) -> None:
    old_generation = write(path, b"first")
    old = copy(path, "old")
    new_generation = write(path, b"second")
    put_back(old, path)
    for read_only in (False, True):
        with pytest.raises(RollbackError) as raised:
            Vault.unlock(path, KEY, read_only=read_only)
        error = raised.value
        assert type(error) is RollbackError
        assert (error.remembered_generation, error.found_generation) == (
            new_generation,
            old_generation,
        )
        assert not error.forked
        assert error.remembered_ns > 10**18
    assert contents(path) == contents(old)
    tally.add(Trial.ROLLBACK)
    tally.add(Trial.ROLLBACK_FOUND)


def test_looking_leaves_everything_as_it_is(path: Path) -> None:
    write(path, b"first")
    old = copy(path, "old")
    write(path, b"second")
    put_back(old, path)
    record = records()[0].read_bytes()
    for read_only in (False, True):
        vault = Vault.unlock(path, KEY, read_only=read_only, on_rollback=OnRollback.READ_ONLY)
        with vault:
            assert vault.read_only
            assert vault.witness.memory is Memory.ROLLED_BACK
            assert isinstance(vault.rollback, RollbackError)
            assert [entry.name for entry in vault.namespace.entries(1)] == [b"first"]
    assert contents(path) == contents(old)
    assert records()[0].read_bytes() == record


def test_accepting_once_is_enough_and_the_other_copy_is_the_odd_one_then(path: Path) -> None:
    write(path, b"first")
    old = copy(path, "old")
    write(path, b"second")
    new = copy(path, "new")
    put_back(old, path)
    with Vault.unlock(path, KEY, on_rollback=OnRollback.ACCEPT) as vault:
        assert vault.witness.memory is Memory.ACCEPTED
        assert not vault.read_only
    assert names(path) == [b"first"]
    write(path, b"third")
    with pytest.raises(RollbackError) as raised:
        Vault.unlock(new, KEY)
    assert raised.value.forked
    with Vault.unlock(path, KEY, read_only=True) as vault:
        assert vault.witness.report().accepted_ns is not None


def test_accepting_without_writing_accepts_nothing(path: Path) -> None:
    write(path, b"first")
    old = copy(path, "old")
    write(path, b"second")
    put_back(old, path)
    with Vault.unlock(path, KEY, read_only=True, on_rollback=OnRollback.ACCEPT) as vault:
        assert vault.witness.memory is Memory.ROLLED_BACK
    with pytest.raises(RollbackError):
        Vault.unlock(path, KEY)


@pytest.mark.parametrize("further", [1, 6])
def test_two_copies_that_both_went_on_are_a_fork(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, further: int, tally: Tally
) -> None:
    """On two devices; the second copy is ahead by so much that the ring has forgotten the first."""
    write(path, b"common")
    other = copy(path, "other")
    write(path, b"here")
    with monkeypatch.context() as patch:
        patch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "another device"))
        for number in range(further):
            write(other, b"there %d" % number)
    with pytest.raises(RollbackError) as raised:
        Vault.unlock(other, KEY)
    assert raised.value.forked
    assert further == 1 or raised.value.found_generation > raised.value.remembered_generation
    tally.add(Trial.ROLLBACK)
    tally.add(Trial.ROLLBACK_FOUND)


def test_what_another_device_wrote_is_a_continuation(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(path, b"here")
    with monkeypatch.context() as patch:
        patch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "another device"))
        for number in range(6):
            write(path, b"there %d" % number)
    assert len(names(path)) == 7


def test_a_rollback_of_the_journal_alone(path: Path) -> None:
    """The same root, and a commit less."""
    vault = Vault.unlock(path, KEY)
    vault.namespace.create(1, b"one", 0o100644, 0, 0)
    vault.namespace.sync()
    journals = {each.name: each.read_bytes() for each in path.glob("journal-*")}
    vault.namespace.create(1, b"two", 0o100644, 0, 0)
    vault.namespace.sync()
    vault.store.after_durable()  # as the worker does within seconds
    generation = vault.generation
    vault.abandon()
    for name, content in journals.items():
        (path / name).write_bytes(content)
    with pytest.raises(RollbackError) as raised:
        Vault.unlock(path, KEY)
    assert raised.value.remembered_generation == raised.value.found_generation == generation
    assert not raised.value.forked


def test_an_old_header_put_back(path: Path) -> None:
    write(path, b"first")
    old = {each.name: each.read_bytes() for each in path.glob("vault.sigma*")}
    with Vault.unlock(path, KEY) as vault:
        vault.change_passphrase(b"better", kdf=KDF)
    for name, content in old.items():
        (path / name).write_bytes(content)
    with pytest.raises(HeaderRollbackError) as raised:
        Vault.unlock(path, KEY)
    assert (raised.value.remembered_generation, raised.value.found_generation) == (1, 0)
    with Vault.unlock(path, KEY, on_rollback=OnRollback.ACCEPT):
        pass
    assert names(path) == [b"first"]


# -- and nothing else ---------------------------------------------------------------------------


def test_bands_put_back_old_are_damage_and_no_rollback(path: Path) -> None:
    write(path, b"first")
    bands = sorted((path / "bands").iterdir())
    old = [band.read_bytes() for band in bands[:2]]
    write(path, b"second")
    for band, content in zip(bands, old, strict=False):
        band.write_bytes(content)
    assert names(path) == [b"first", b"second"]


def test_a_crash_is_no_rollback(path: Path) -> None:
    vault = Vault.unlock(path, KEY)
    vault.namespace.create(1, b"one", 0o100644, 0, 0)
    vault.namespace.sync()
    vault.namespace.create(1, b"two", 0o100644, 0, 0)
    vault.abandon()
    assert names(path) == [b"one"]


def test_reading_neither_remembers_nor_forgets(path: Path) -> None:
    assert names(path, read_only=True) == []
    assert records() == []
    write(path, b"one")
    before = records()[0].read_bytes()
    names(path, read_only=True)
    assert records()[0].read_bytes() == before


def test_each_durable_step_is_remembered(path: Path) -> None:
    with Vault.unlock(path, KEY) as vault:
        seen = [vault.witness.record]
        vault.namespace.create(1, b"one", 0o100644, 0, 0)
        vault.namespace.sync()
        vault.store._background_commit()
        seen.append(vault.witness.record)
        vault.store.checkpoint()
        seen.append(vault.witness.record)
        vault.change_passphrase(b"other", kdf=KDF)
        seen.append(vault.witness.record)
    seen.append(vault.witness.record)
    steps = [(each.generation, each.batches, each.header_revision) for each in seen if each]
    assert len(set(steps)) == len(steps) == 5
    assert steps == sorted(steps)


def test_the_record_tells_strangers_nothing(path: Path) -> None:
    with Vault.unlock(path, KEY) as vault:
        vault_id = vault.header.vault_id
    [record] = records()
    raw = record.read_bytes()
    assert len(raw) == 8192
    assert record.stat().st_mode & 0o777 == 0o600
    assert record.parent.stat().st_mode & 0o077 == 0
    for telling in (vault_id, vault_id.hex().encode(), b"SIGM", os.fsencode(path)):
        assert telling not in raw
        assert telling.hex() not in record.name
    assert vault_id.hex() not in record.name


# -- a memory that is no help -------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "folder", "another vault's"])
def test_a_record_that_cannot_be_read_is_no_memory(path: Path, tmp_path: Path, damage: str) -> None:
    write(path, b"first")
    [record] = records()
    raw = bytearray(record.read_bytes())
    if damage == "flipped":
        raw[4000] ^= 1
    record.unlink()
    if damage == "folder":
        record.mkdir()
    elif damage == "another vault's":
        create_vault(tmp_path / "w", KEY.secret, kdf=KDF)
        names(tmp_path / "w")
        shutil.copy(next(each for each in records() if each != record), record)
    else:
        record.write_bytes({"cut": raw[:-1], "empty": b""}.get(damage, raw))
    with Vault.unlock(path, KEY) as vault:
        wanted = Memory.UNAVAILABLE if damage == "folder" else Memory.UNREADABLE
        assert vault.witness.memory is wanted
        assert not vault.read_only
    if damage != "folder":
        with Vault.unlock(path, KEY) as vault:
            assert vault.witness.memory is Memory.KNOWN


def test_a_state_folder_that_cannot_be_written_keeps_nobody_out(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "file" / "state"))
    assert memory_failure() is not None
    write(path, b"first")
    with Vault.unlock(path, KEY) as vault:
        assert not vault.witness.works
        assert vault.witness.memory is Memory.UNAVAILABLE


def test_a_state_folder_that_fails_later_loses_no_write(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with Vault.unlock(path, KEY) as vault:
        assert vault.witness.works
        monkeypatch.setattr(DeviceFolder, "replace", full)
        vault.namespace.create(1, b"one", 0o100644, 0, 0)
        vault.store.checkpoint()
        assert not vault.witness.works
    monkeypatch.undo()
    assert names(path) == [b"one"]


def test_nothing_of_a_failed_replacement_is_left(tmp_path: Path, monkeypatch) -> None:
    folder = DeviceFolder("x", tmp_path)
    folder.replace("a", b"old")

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        folder.replace("a", b"new")
    assert contents(tmp_path) == {"x/a": b"old"}


# -- several at once ----------------------------------------------------------------------------


def test_two_copies_unlocked_at_once_do_not_both_open(path: Path) -> None:
    """Each finds its copy to be as remembered; only one may have it so."""
    write(path, b"first")
    places = [path, copy(path, "other")]
    barrier = threading.Barrier(2)
    opened: list[Path] = []
    refused: list[RollbackError] = []

    def unlock(place: Path) -> None:
        barrier.wait()
        try:
            with Vault.unlock(place, KEY):
                opened.append(place)
        except RollbackError as error:
            refused.append(error)

    threads = [threading.Thread(target=unlock, args=(place,)) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == len(refused) == 1


def test_a_process_that_never_ends_unlocking_holds_nobody_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, b"first")
    [lock] = (state_root() / FOLDER).glob("*.lock")
    monkeypatch.setattr(witness_module, "_LOCK_TIMEOUT_S", 0.1)
    with DeviceFolder(FOLDER).locked(lock.name, 1), pytest.raises(VaultBusyError):
        Vault.unlock(path, KEY)
    assert names(path) == [b"first"]


_WRITER = """
import sys
from pathlib import Path
from engine.keys import Passphrase
from engine.vault import Vault

vault = Vault.unlock(Path(sys.argv[1]), Passphrase(b"secret"))
print("open", flush=True)
for number in range(100_000):
    vault.namespace.create(1, b"%s %d" % (sys.argv[2].encode(), number), 0o100644, 0, 0)
    if number % 3 == 0:
        vault.namespace.sync()
        vault.store.after_durable()
    if number % 40 == 39:
        vault.store.checkpoint()
"""


def _kill_rounds(path: Path, rounds: int, tally: Tally) -> None:
    for number in range(rounds):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, path, str(number)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.stdout.close()
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(0.05 + number % 7 * 0.03)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        with Vault.unlock(path, KEY, read_only=number % 2 == 0) as vault:
            assert vault.rollback is None
            assert vault.witness.memory is Memory.KNOWN
        tally.add(Trial.KILL)


def test_a_killed_writer_is_no_rollback(path: Path, tally: Tally) -> None:
    _kill_rounds(path, 4, tally)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_many_killed_writers_are_no_rollback(path: Path, tally: Tally) -> None:
    _kill_rounds(path, 200, tally)


# -- the judgement ------------------------------------------------------------------------------

A, B, C, D = (bytes([number]) * 16 for number in range(1, 5))
ROOT = bytes(32)


def seen(session: bytes, generation: int, batches: int = 0, *openings: tuple) -> WitnessRecord:
    listed = tuple(OpeningRecord(*each) for each in openings)
    return WitnessRecord(bytes(16), session, generation, batches, ROOT, 0, 1, 0, listed)


def found(
    session: bytes, generation: int, batches: int = 0, *openings: tuple, complete: bool = True
) -> FoundState:
    lineage = Lineage(session, tuple(Opening(*each) for each in openings), complete)
    return FoundState(generation, (ROOT,) * (batches + 1), lineage)


@pytest.mark.parametrize(
    ("record", "state", "relation"),
    [
        (seen(A, 10), found(A, 10), None),
        (seen(A, 10, 3), found(A, 10, 3), None),
        (seen(A, 10, 3), found(A, 10, 5), None),
        (seen(A, 10, 3), found(A, 11), None),
        (seen(A, 10, 3), found(A, 10, 2), Relation.OLDER),
        (seen(A, 10), found(A, 9, 7), Relation.OLDER),
        # another session after the remembered one, as far or further
        (seen(A, 10), found(B, 18, 0, (A, 10, 0)), None),
        (seen(A, 10, 1), found(B, 18, 0, (A, 12, 0)), None),
        (seen(A, 10, 2), found(B, 18, 0, (A, 10, 1)), Relation.FORKED),
        (seen(A, 30), found(B, 18, 0, (A, 10, 0)), Relation.FORKED),
        # an ancestor, and one that went on by itself
        (seen(B, 20, 0, (A, 10, 0)), found(A, 10), Relation.OLDER),
        (seen(B, 20, 0, (A, 10, 2)), found(A, 10, 1), Relation.OLDER),
        (seen(B, 20, 0, (A, 10, 0)), found(A, 11), Relation.FORKED),
        (seen(B, 20, 0, (A, 10, 0)), found(A, 30), Relation.FORKED),
        # two sessions on one root
        (seen(B, 20, 0, (A, 10, 0)), found(C, 20, 0, (A, 10, 0)), Relation.FORKED),
        (seen(B, 20, 0, (A, 10, 0)), found(C, 19, 0, (A, 10, 0)), Relation.FORKED),
        (seen(B, 20, 0, (A, 10, 0)), found(C, 90, 0, (A, 10, 0)), Relation.FORKED),
        # from before sessions were noted
        (seen(A, 10), found(b"", 2), Relation.OLDER),
        (seen(A, 10), found(b"", 12), Relation.FORKED),
        # the list has been cut: an alarm has to be true
        (seen(A, 10), found(C, 90, 0, (B, 50, 0), complete=False), None),
        (seen(A, 60), found(C, 90, 0, (B, 50, 0), complete=False), Relation.FORKED),
    ],
)
def test_the_judgement(record: WitnessRecord, state: FoundState, relation: Relation | None) -> None:
    assert compare(record, state) is relation


def test_the_judgement_goes_by_the_digest_too() -> None:
    state = FoundState(10, (ROOT, b"1" * 32, b"2" * 32), Lineage(A))
    record = WitnessRecord(bytes(16), A, 10, 1, b"1" * 32, 0, 1, 0, ())
    assert compare(record, state) is None
    other = WitnessRecord(bytes(16), A, 10, 1, b"x" * 32, 0, 1, 0, ())
    assert compare(other, state) is Relation.FORKED


def test_a_full_record_knows_the_old_from_the_forked() -> None:
    openings = [
        (bytes([9, n % 256, n // 256]) + bytes(13), 100 + n, 0) for n in range(MAX_OPENINGS)
    ]
    record = seen(B, 1000, 0, *openings)
    assert compare(record, found(A, 50)) is Relation.OLDER
    assert compare(record, found(A, 200)) is Relation.FORKED


def test_the_list_of_sessions_stays_short(path: Path) -> None:
    with Vault.unlock(path, KEY) as vault:
        with vault.store.lock:
            vault.store.executemany(
                "insert into opening values (?, ?, ?, 0)",
                ((number, os.urandom(16), number) for number in range(2, KEPT_OPENINGS + 50)),
            )
            vault.store.touch()
        # The last row is the session of now: it was not meant to be in the middle.
        with vault.store.lock:
            vault.store.execute("update opening set id = ? where id = 1", (KEPT_OPENINGS + 50,))
    for _ in range(2):
        with Vault.unlock(path, KEY) as vault, vault.store.lock:
            [[count]] = vault.store.execute("select count(*) from opening").fetchall()
            assert count == KEPT_OPENINGS
            assert not vault.store.lineage.complete
            assert len(vault.store.lineage.openings) == KEPT_OPENINGS - 1
