"""The store: commits, roots, quarantine, growth, recovery; reopened from disk each time."""

from __future__ import annotations

import os
import random
import threading
from pathlib import Path

import pytest

from engine.constants import BAND_SLOTS, BLOCK_BYTES, CHECKPOINT_LOG_BYTES, SLOT_BYTES
from engine.errors import (
    IndexDamagedError,
    MediumError,
    NoSpaceError,
    ReadOnlyVaultError,
    RootLostError,
    StripeLostError,
    VaultLockedError,
)
from engine.transactions.store import GENERATION_GAP, TransactionalStore
from engine.types import BlockPointer, BlockWrite
from tests.support.bare_store import BareVault, put_setting, settings


@pytest.fixture
def bare(tmp_path: Path) -> BareVault:
    return BareVault(tmp_path / "v")


def _put(store: TransactionalStore, owner: int, *blocks: bytes) -> list[BlockPointer]:
    with store.lock:
        store.reserve(len(blocks))
        pointers = store.put(
            [BlockWrite(owner, number, data) for number, data in enumerate(blocks)]
        )
        store.touch()
    return pointers


def _record(store: TransactionalStore, name: str, pointer: BlockPointer) -> None:
    put_setting(store, name, pointer.row)
    put_setting(store, name + "-birth", pointer.birth)


# -- durability -----------------------------------------------------------------------------------


def test_committed_changes_survive_a_crash(bare):
    store = bare.open()
    data = os.urandom(BLOCK_BYTES)
    pointer = _put(store, 5, data)[0]
    _record(store, "block", pointer)
    store.commit()
    store.abandon()
    store = bare.open()
    found = settings(store)
    again = BlockPointer(found["block"], 0, found["block-birth"])
    assert bytes(store.get(again)) == data
    store.close()


def test_uncommitted_changes_do_not(bare):
    store = bare.open()
    put_setting(store, "kept", 1)
    store.commit()
    put_setting(store, "lost", 1)
    store.abandon()
    assert settings(bare.open(read_only=True)) == {"kept": 1}


def test_many_commits_and_roots_in_any_order(bare):
    choice = random.Random(11)
    expected: dict[str, int] = {}
    store = bare.open()
    for step in range(120):
        put_setting(store, f"k{step % 17}", step)
        expected[f"k{step % 17}"] = step
        action = choice.random()
        if action < 0.2:
            store.checkpoint()
        else:
            store.commit()
        if action > 0.9:
            store.abandon()
            store = bare.open()
        assert settings(store) == expected
    store.close()
    assert settings(bare.open(read_only=True)) == expected


def test_closing_makes_a_root_and_leaves_the_journal_empty(bare):
    store = bare.open()
    put_setting(store, "a", 1)
    store.close()
    store = bare.open(read_only=True)
    assert store.replay.batches == ()
    assert settings(store) == {"a": 1}


def test_group_commit_needs_nobody_to_ask(bare, monkeypatch):
    store = bare.open()
    done = threading.Event()
    monkeypatch.setattr(store._worker, "_commit", done.set)
    monkeypatch.setattr(store._worker, "_interval_s", 0.01)
    monkeypatch.setattr(store._worker, "_due", None)
    put_setting(store, "a", 1)
    assert done.wait(20)
    store.abandon()


def test_concurrent_commits_all_return_with_their_change_durable(bare):
    store = bare.open()

    def work(number: int) -> None:
        for step in range(10):
            put_setting(store, f"t{number}", step)
            store.commit()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.abandon()
    assert settings(bare.open(read_only=True)) == {f"t{number}": 9 for number in range(6)}


# -- generations ----------------------------------------------------------------------------------


def test_no_birth_is_used_again_after_a_crash(bare):
    store = bare.open()
    first = _put(store, 1, b"x")[0]
    store.abandon()
    store = bare.open()
    second = _put(store, 1, b"x")[0]
    assert second.birth >= first.birth + GENERATION_GAP - 1
    store.abandon()


def test_older_root_is_used_when_the_newest_is_gone_and_the_vault_turns_read_only(bare):
    store = bare.open()
    put_setting(store, "a", 1)
    store.checkpoint()
    put_setting(store, "b", 2)
    store.checkpoint()
    place = store.root.place
    put_setting(store, "c", 3)
    store.commit()
    store.abandon()
    for name in sorted(os.listdir(bare.folder / "bands"))[:10]:
        with (bare.folder / "bands" / name).open("r+b") as band:
            band.seek(place * 2 * SLOT_BYTES)
            band.write(os.urandom(2 * SLOT_BYTES))
    store = bare.open()
    assert settings(store) == {"a": 1}
    assert store.newest_root_lost
    with pytest.raises(ReadOnlyVaultError):
        store.admit()
    store.close()


def _lose_root(bare: BareVault, place: int) -> None:
    for name in sorted(os.listdir(bare.folder / "bands"))[:10]:
        with (bare.folder / "bands" / name).open("r+b") as band:
            band.seek(place * 2 * SLOT_BYTES)
            band.write(os.urandom(2 * SLOT_BYTES))


@pytest.mark.parametrize("end", ["closed", "crashed"])
@pytest.mark.parametrize("batches", [0, 3])
def test_a_lost_root_is_noticed_though_the_one_before_it_can_be_replayed(bare, batches, end):
    """What was committed since is there; what only the lost root held is not, and that is told."""
    store = bare.open()
    for number in range(batches):
        put_setting(store, f"s{number}", number)
        store.commit()
    put_setting(store, "last", 1)  # sealed by the root itself: in no journal
    store.checkpoint()
    place = store.root.place
    if end == "closed":
        store.close()
        ring = bare.open(read_only=True)
        place = ring.root.place
        ring.close()
    else:
        store.abandon()
    _lose_root(bare, place)
    store = bare.open()
    found = settings(store)
    assert store.newest_root_lost
    assert store.read_only
    assert {name: found.get(name) for name in (f"s{n}" for n in range(batches))} == {
        f"s{number}": number for number in range(batches)
    }
    store.close()


@pytest.mark.parametrize("copy", [0, 1])
def test_a_lost_root_is_noticed_in_whichever_copy_of_the_journal_is_left(bare, copy):
    store = bare.open()
    put_setting(store, "a", 1)
    store.commit()
    store.checkpoint()
    place = store.root.place
    store.abandon()
    _lose_root(bare, place)
    (bare.folder / f"journal-{copy}").unlink()
    store = bare.open()
    assert store.newest_root_lost
    store.close()


def test_without_any_root_there_is_a_clear_error(bare):
    bare.open().close()
    for name in os.listdir(bare.folder / "bands"):
        with (bare.folder / "bands" / name).open("r+b") as band:
            band.write(os.urandom(8 * SLOT_BYTES))
    with pytest.raises(RootLostError):
        bare.open()


# -- rows -----------------------------------------------------------------------------------------


def test_freed_rows_wait_for_two_roots(bare):
    store = bare.open()
    pointers = _put(store, 1, *[b"x"] * 100)
    store.commit()
    rows = {pointer.row for pointer in pointers}
    with store.lock:
        store.free(pointers)
        store.touch()
    allocator = store.rows.allocator
    store.commit()
    assert not any(allocator.is_free(row) for row in rows)
    put_setting(store, "a", 1)
    store.checkpoint()
    assert not any(allocator.is_free(row) for row in rows)
    put_setting(store, "a", 2)
    store.checkpoint()
    assert all(allocator.is_free(row) for row in rows)
    store.close()


@pytest.mark.parametrize("roots", [0, 1])
def test_quarantine_survives_a_crash(bare, roots):
    store = bare.open()
    pointers = _put(store, 1, *[b"x"] * 20)
    store.checkpoint()
    with store.lock:
        store.free(pointers)
        store.touch()
    store.commit()
    for step in range(roots):
        put_setting(store, "a", step)
        store.checkpoint()
    store.abandon()
    # Opening for reading shows the books as the crash left them.
    rows = {pointer.row for pointer in pointers}
    reader = bare.open(read_only=True)
    assert not any(reader.rows.allocator.is_free(row) for row in rows)
    reader.close()
    store = bare.open()
    for step in range(3):
        put_setting(store, "a", step)
        store.checkpoint()
    # Not "free": by now a root's own rows may lie there.
    taken = {row for row in rows if store.rows.allocator.data_map(0) >> row & 1}
    assert not taken
    store.close()
    assert bare.open(read_only=True).rows.quarantined < 20


def test_the_last_two_roots_are_never_overwritten(bare):
    """Between two roots, no row that either refers to is written."""
    store = bare.open()
    choice = random.Random(3)
    live: list[BlockPointer] = []
    written: list[int] = []
    real = store.backend.write_run

    def watch(run, *rest):
        written.extend(range(run.row, run.row + run.count))
        real(run, *rest)

    store.backend.write_run = watch
    protected: list[set[int]] = [set(), set()]
    for step in range(60):
        live += _put(store, 1, *[b"x"] * choice.randrange(1, 30))
        drop = [live.pop(choice.randrange(len(live))) for _ in range(choice.randrange(len(live)))]
        with store.lock:
            store.free(drop)
            store.touch()
        store.commit()
        assert not (protected[0] | protected[1]) & set(written)
        if step % 3 == 0:
            store.touch()
            store.checkpoint()
            rows = {each.row for each in (*live, *store.index_pointers(), *store.map_pointers())}
            ring = {store.root.place * 2, store.root.place * 2 + 1}
            protected = [protected[1], rows | ring]
            written.clear()
    store.close()


def test_grows_by_whole_groups_of_noise(bare):
    store = bare.open()
    before = store.rows.allocator.groups
    _put(store, 1, *[b"x"] * BAND_SLOTS)
    store.commit()
    assert store.rows.allocator.groups > before
    sizes = {path.stat().st_size for path in (bare.folder / "bands").iterdir()}
    assert sizes == {BAND_SLOTS * SLOT_BYTES}
    for path in (bare.folder / "bands").iterdir():
        raw = path.read_bytes()
        assert bytes(64) not in raw
    store.close()


def test_promised_rows_are_kept_from_others(bare, monkeypatch):
    store = bare.open()

    def full(group: int) -> None:
        raise NoSpaceError("disk")

    monkeypatch.setattr(store._bands, "reserve_group", full)
    rows = store.rows.available
    store.reserve(rows)
    with pytest.raises(NoSpaceError):
        store.reserve(1)
    with pytest.raises(NoSpaceError):
        store.admit()
    store.admit(deletes=True)
    store.put([BlockWrite(1, number, b"x") for number in range(rows)])
    store.touch()
    store.close()


def test_a_full_vault_can_be_emptied_and_filled_again(bare, monkeypatch):
    store = bare.open()

    def full(group: int) -> None:
        raise NoSpaceError("disk")

    monkeypatch.setattr(store._bands, "reserve_group", full)
    room = None
    for _ in range(3):
        pointers: list[BlockPointer] = []
        with pytest.raises(NoSpaceError):
            while True:
                pointers += _put(store, 1, b"x")
                store.commit()
        room = room or len(pointers)
        assert len(pointers) >= room - 5
        store.admit(deletes=True)
        with store.lock:
            store.free(pointers)
            store.touch()
        store.commit()
    store.close()
    store = bare.open()
    assert settings(store) == {}
    store.close()


def test_space_adds_up(bare):
    store = bare.open()
    before = store.space()
    _put(store, 1, *[b"x"] * 30)
    after = store.space()
    assert after.used - before.used == 30 * BLOCK_BYTES
    assert after.used + after.free == after.total
    assert after.disk_bytes == 10 * BAND_SLOTS * SLOT_BYTES
    store.close()


# -- failures -------------------------------------------------------------------------------------


def test_a_failed_sync_is_never_success_later(bare, monkeypatch):
    store = bare.open()
    put_setting(store, "a", 1)
    store.commit()
    put_setting(store, "b", 2)

    def fail(*_: object) -> None:
        raise MediumError("disk", 5)

    monkeypatch.setattr(store.journal, "append", fail)
    with pytest.raises(MediumError):
        store.commit()
    monkeypatch.undo()
    with pytest.raises(MediumError):
        store.commit()
    with pytest.raises(ReadOnlyVaultError):
        store.admit()
    with pytest.raises(MediumError):
        store.close()
    assert settings(bare.open(read_only=True)) == {"a": 1}


def test_a_journal_that_cannot_grow_becomes_a_root(bare, monkeypatch):
    store = bare.open()

    def full(*_: object) -> None:
        raise NoSpaceError("disk")

    monkeypatch.setattr(store.journal, "append", full)
    put_setting(store, "a", 1)
    generation = store.generation
    store.commit()
    assert store.generation > generation
    store.abandon()
    assert settings(bare.open(read_only=True)) == {"a": 1}


@pytest.mark.parametrize("step", ["chunks", "map", "bands"])
def test_a_checkpoint_that_finds_no_room_leaves_everything_as_it_was(bare, monkeypatch, step):
    store = bare.open()
    put_setting(store, "a", 1)
    store.commit()

    def full(*_: object) -> None:
        raise NoSpaceError("disk")

    target = {
        "chunks": (store._pages, "flush"),
        "map": (store.roots, "write_map"),
        "bands": (store.rows, "fill_new_groups"),
    }[step]
    monkeypatch.setattr(*target, full)
    with pytest.raises(NoSpaceError):
        store.checkpoint()
    monkeypatch.undo()
    put_setting(store, "b", 2)
    store.commit()
    store.checkpoint()
    store.abandon()
    assert settings(bare.open(read_only=True)) == {"a": 1, "b": 2}


def test_savepoints_undo_only_what_is_inside(bare):
    store = bare.open()
    put_setting(store, "a", 1)
    with store.lock, pytest.raises(KeyError), store.savepoint():
        store.execute("insert into setting values ('b', 2)")
        with store.savepoint():
            store.execute("insert into setting values ('c', 3)")
        raise KeyError
    put_setting(store, "d", 4)
    store.commit()
    store.abandon()
    assert settings(bare.open(read_only=True)) == {"a": 1, "d": 4}


def test_reading_only_changes_nothing_on_disk(bare):
    store = bare.open()
    put_setting(store, "a", 1)
    store.commit()
    store.abandon()

    def state() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in bare.folder.rglob("*") if p.is_file()}

    before = state()
    reader = bare.open(read_only=True)
    assert settings(reader) == {"a": 1}
    with pytest.raises(ReadOnlyVaultError):
        reader.admit(deletes=True)
    reader.commit()
    reader.close()
    assert state() == before


def test_use_after_closing_is_refused(bare):
    store = bare.open()
    store.close()
    store.close()
    with pytest.raises(VaultLockedError):
        store.execute("select 1")


def test_bad_sql_is_an_index_error(bare):
    store = bare.open()
    with pytest.raises(IndexDamagedError):
        store.execute("select * from nothing")
    store.close()


# -- damage ---------------------------------------------------------------------------------------


def _destroy(bare: BareVault, store: TransactionalStore, pointer: BlockPointer, lanes) -> None:
    for lane in lanes:
        name = store.backend.band_name(pointer.row, lane)
        with (bare.folder / name).open("r+b") as band:
            place = pointer.row % BAND_SLOTS * SLOT_BYTES + 4000
            band.seek(place)
            [byte] = band.read(1)
            band.seek(place)
            band.write(bytes([byte ^ 1]))  # another one, whatever it was


@pytest.mark.parametrize("kind", ["data", "index", "map", "superblock"])
def test_m_lost_lanes_cost_nothing_anywhere(bare, kind):
    store = bare.open()
    data = os.urandom(BLOCK_BYTES)
    pointer = _put(store, 5, data)[0]
    _record(store, "block", pointer)
    store.checkpoint()
    victims = {
        "data": [pointer],
        "index": store.index_pointers(),
        "map": store.map_pointers(),
        "superblock": store.roots.ring.copies(store.root),
    }[kind]
    for victim in victims:
        _destroy(bare, store, victim, (0, 9))
    store.abandon()
    store = bare.open()
    assert settings(store)["block"] == pointer.row
    assert bytes(store.get(pointer)) == data
    assert bytes(store.get(pointer, 100, 50)) == data[100:150]
    store.close()


def test_more_than_m_lost_lanes_are_an_error_never_wrong_data(bare):
    store = bare.open()
    pointers = _put(store, 5, os.urandom(BLOCK_BYTES), os.urandom(BLOCK_BYTES))
    store.commit()
    _destroy(bare, store, pointers[0], (1, 4, 8))
    with pytest.raises(StripeLostError):
        store.get(pointers[0])
    with pytest.raises(StripeLostError):
        store.get(pointers[0], 9000, 10)
    with pytest.raises(StripeLostError):
        store.get_many(pointers)
    assert len(store.get(pointers[1])) == BLOCK_BYTES
    store.close()


def test_damage_met_on_a_read_is_remembered_with_its_place(bare):
    store = bare.open()
    pointer = _put(store, 5, os.urandom(BLOCK_BYTES))[0]
    store.commit()
    _destroy(bare, store, pointer, (3,))
    store.get(pointer)
    damage = bare.damages[0]
    assert (damage.row, damage.lane, damage.reason, damage.repaired) == (
        pointer.row, 3, "altered", True,
    )  # fmt: skip
    assert damage.band == store.backend.band_name(pointer.row, 3)
    assert damage.owner == 5
    store.close()


def test_a_stale_copy_put_back_is_noticed(bare):
    store = bare.open()
    first = _put(store, 5, *[b"old" * 1000] * 200)
    store.commit()
    names = {each.row: bare.folder / store.backend.band_name(each.row, 2) for each in first}
    old = {path: path.read_bytes() for path in names.values()}
    with store.lock:
        store.free(first)
        store.touch()
    for step in range(3):
        put_setting(store, "a", step)
        store.checkpoint()
    second = _put(store, 6, *[b"new" * 1000] * 300)
    store.commit()
    same = next(each for each in second if each.row in names)
    names[same.row].write_bytes(old[names[same.row]])
    assert bytes(store.get(same)[:3000]) == b"new" * 1000
    assert [each.reason for each in bare.damages if each.row == same.row] == ["stale"]
    store.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_long_log_is_replayed_and_no_more(bare, read_only):
    """SQLite would checkpoint a log of 1,000 pages by itself, before we know which rows are taken."""
    store = bare.open()
    blocks = [os.urandom(BLOCK_BYTES) for _ in range(20)]
    pointers = _put(store, 7, *blocks)
    with store.lock:
        for number in range(1200):
            store.execute(
                "insert into content values (?, ?)", (1000 + number, number.to_bytes(4000, "big"))
            )
        store.touch()
    store.commit()
    assert 1000 * 4096 < store.log_bytes < CHECKPOINT_LOG_BYTES
    before = store.generation
    store.abandon()
    store = bare.open(read_only=read_only)
    with store.lock:
        count = store.execute("select count(*) from content where ino >= 1000").fetchall()
    assert count == [(1200,)]
    assert [bytes(store.get(pointer)) for pointer in pointers] == blocks
    assert store.generation == (before if read_only else before + GENERATION_GAP)
    assert store.bands_restored == ()
    store.abandon()
