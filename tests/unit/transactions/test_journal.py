"""The journal on disk: appended, torn, damaged, emptied by its epoch."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from engine.constants import JOURNAL_STEP_BYTES, SLOT_BYTES
from engine.errors import MediumError, NoSpaceError
from engine.format.journal import LogWrite
from engine.keys import KeyState
from engine.medium.disk import PosixDisk
from engine.transactions.journal import Journal
from engine.transactions.journal_copies import PIECE_SLOTS
from tests.support.slow_aio import install, skip_without_direct_io

VAULT_ID = b"i" * 16


@pytest.fixture
def keys() -> KeyState:
    return KeyState(os.urandom(32))


@pytest.fixture
def journal(tmp_path: Path, keys: KeyState):
    made = Journal([PosixDisk(tmp_path)], keys, VAULT_ID)
    made.restart(4)
    yield made
    made.close()


def _append(journal: Journal, *pieces: bytes) -> None:
    end = 0
    for piece in pieces:
        journal.append([LogWrite(end, piece)], end + len(piece))
        end += len(piece)


def _contents(journal: Journal, epoch: int = 4) -> list[bytes]:
    return [batch.writes[0].data for batch in journal.replay(epoch).batches]


def _flip(path: Path, offset: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


PIECES = (b"one", b"t" * 30_000, b"three")
"""The middle one takes four slots."""


def test_replays_what_was_appended(journal):
    _append(journal, *PIECES)
    replay = journal.replay(4)
    assert _contents(journal) == list(PIECES)
    assert [batch.sequence for batch in replay.batches] == [1, 2, 3]
    assert replay.slots == 6
    assert not replay.damages
    assert not replay.lost


def test_another_epoch_sees_nothing(journal):
    _append(journal, *PIECES)
    assert _contents(journal, 5) == []
    assert journal.begins(4)
    assert not journal.begins(5)
    journal.restart(5)
    _append(journal, b"new")
    assert _contents(journal, 5) == [b"new"]
    assert not journal.replay(5).lost


def test_lengths_are_whole_steps_and_do_not_change_with_use(journal, tmp_path):
    _append(journal, b"x")
    sizes = [(tmp_path / name).stat().st_size for name in journal.names]
    assert sizes == [JOURNAL_STEP_BYTES] * 2
    _append(journal, *PIECES)
    assert [(tmp_path / name).stat().st_size for name in journal.names] == sizes


def test_grows_by_steps(journal, tmp_path):
    _append(journal, os.urandom(JOURNAL_STEP_BYTES + 1))
    assert (tmp_path / journal.names[1]).stat().st_size == 2 * JOURNAL_STEP_BYTES
    assert len(_contents(journal)[0]) == JOURNAL_STEP_BYTES + 1


def test_copies_share_no_block(journal, tmp_path):
    _append(journal, *PIECES)
    one, two = ((tmp_path / name).read_bytes() for name in journal.names)
    blocks = {one[at : at + 16] for at in range(0, len(one), 16)}
    assert not any(two[at : at + 16] in blocks for at in range(0, len(two), 16))


@pytest.mark.parametrize("copy", [0, 1])
@pytest.mark.parametrize("slot", range(6))
def test_damage_in_one_copy_is_found_and_costs_nothing(journal, tmp_path, copy, slot):
    _append(journal, *PIECES)
    _flip(tmp_path / journal.names[copy], slot * SLOT_BYTES + 100)
    replay = journal.replay(4)
    assert [batch.writes[0].data for batch in replay.batches] == list(PIECES)
    assert [(each.file, each.position) for each in replay.damages] == [(journal.names[copy], slot)]


def test_a_lost_copy_costs_nothing(journal, tmp_path):
    _append(journal, *PIECES)
    os.truncate(tmp_path / journal.names[0], 0)
    assert _contents(journal) == list(PIECES)


def test_a_torn_tail_ends_the_log_quietly(journal, tmp_path):
    _append(journal, *PIECES[:2])
    for name in journal.names:  # the last slot of the second batch never reached either copy
        _flip(tmp_path / name, 4 * SLOT_BYTES + 5)
    replay = journal.replay(4)
    assert [batch.writes[0].data for batch in replay.batches] == [b"one"]
    assert not replay.lost


def test_a_torn_batch_with_its_later_slots_kept_is_no_loss(journal, tmp_path):
    _append(journal, *PIECES[:2])
    for name in journal.names:
        _flip(tmp_path / name, 1 * SLOT_BYTES + 5)
    replay = journal.replay(4)
    assert len(replay.batches) == 1
    assert not replay.lost


def test_a_gap_before_a_later_batch_is_a_loss(journal, tmp_path):
    _append(journal, *PIECES)
    for name in journal.names:
        _flip(tmp_path / name, 2 * SLOT_BYTES + 5)
    replay = journal.replay(4)
    assert len(replay.batches) == 1
    assert replay.lost


def test_slots_moved_within_or_between_copies_do_not_open(journal, tmp_path):
    _append(journal, *PIECES)
    one, two = (tmp_path / name for name in journal.names)
    raw = one.read_bytes()
    two.write_bytes(raw)  # the other copy's slots, in their own places
    assert len(journal.replay(4).damages) == 6
    one.write_bytes(raw[SLOT_BYTES:] + raw[:SLOT_BYTES])  # shifted by one
    assert _contents(journal) == []


def test_full_disk_leaves_the_journal_as_it_was(journal, tmp_path, monkeypatch):
    _append(journal, b"one")

    def full(name: str, length: int) -> None:
        raise NoSpaceError(name)

    monkeypatch.setattr(journal._copies.files[0][0], "allocate", full)
    with pytest.raises(NoSpaceError):
        journal.append([LogWrite(3, bytes(2 * JOURNAL_STEP_BYTES))], 3 + 2 * JOURNAL_STEP_BYTES)
    monkeypatch.undo()
    journal.append([LogWrite(3, b"two")], 6)
    assert _contents(journal) == [b"one", b"two"]


@pytest.mark.parametrize(("method", "copy"), [("finish_writing", 1), ("sync", 0)])
def test_a_copy_that_the_drive_refuses_is_told(journal, monkeypatch, method, copy):
    disk = journal._copies.files[1][0]
    real = getattr(disk, method)

    def fail(name: str, *rest: int) -> object:
        if name == journal.names[copy]:
            raise OSError(errno.EIO, "refused")
        return real(name, *rest)

    journal.reserve(4)
    monkeypatch.setattr(disk, method, fail)
    with pytest.raises(OSError, match="refused"):
        _append(journal, b"one")


def synced(journal, monkeypatch) -> list[str]:
    disk, seen = journal._copies.files[0][0], []
    real = disk.sync
    monkeypatch.setattr(disk, "sync", lambda name: (seen.append(name), real(name))[1])
    return seen


def test_copies_on_one_disk_share_a_sync_and_the_second_follows(journal, monkeypatch):
    journal.reserve(4)
    seen = synced(journal, monkeypatch)
    _append(journal, b"one", b"two")
    assert seen == [journal.names[0]] * 2
    journal.settle()
    assert seen[2:] == [journal.names[1]]
    journal.settle()
    assert len(seen) == 3


def test_where_the_system_cannot_write_a_range_out_each_copy_is_synced(journal, monkeypatch):
    journal.reserve(4)
    seen = synced(journal, monkeypatch)
    monkeypatch.setattr(journal._copies.files[0][0], "finish_writing", lambda *_: False)
    _append(journal, b"one")
    assert sorted(seen) == sorted(journal.names)
    journal.settle()
    assert len(seen) == 2


def test_a_new_epoch_owes_no_sync(journal, monkeypatch):
    _append(journal, b"one")
    journal.restart(5)
    seen = synced(journal, monkeypatch)
    journal.settle()
    assert seen == []


# -- past the page cache ----------------------------------------------------------------------


@pytest.fixture
def slow(tmp_path: Path, keys: KeyState, monkeypatch: pytest.MonkeyPatch):
    """A journal whose transfers happen when somebody waits for them."""
    skip_without_direct_io(tmp_path)
    aio = install(monkeypatch)
    made = Journal([PosixDisk(tmp_path)], keys, VAULT_ID)
    made.restart(4)
    yield made, aio
    made.close()


def test_a_batch_is_on_the_disk_before_the_sync(slow, monkeypatch):
    journal, aio = slow
    journal.reserve(20)
    aio.done.clear()
    disk = journal._copies.files[0][0]
    real = disk.sync

    def sync(name: str) -> None:
        assert aio.waiting == []
        real(name)

    monkeypatch.setattr(disk, "sync", sync)
    _append(journal, *PIECES)
    assert len(aio.done) == len(PIECES) * len(journal.names)
    assert _contents(journal) == list(PIECES)


def test_a_long_batch_goes_in_pieces(slow):
    journal, aio = slow
    journal.reserve(200)
    aio.done.clear()
    piece = os.urandom(3 * PIECE_SLOTS * SLOT_BYTES)
    _append(journal, piece)
    slots = [transfer.length // SLOT_BYTES for transfer in aio.done]
    assert max(slots) == PIECE_SLOTS
    assert sum(slots) > 2 * 3 * PIECE_SLOTS
    assert _contents(journal) == [piece]


def test_what_the_disk_does_not_take_past_the_cache_it_takes_through_it(slow):
    journal, aio = slow
    aio.fate = lambda transfer: -errno.EIO if transfer.number % 2 else None
    _append(journal, b"one")
    aio.taken = lambda transfers: 1
    journal.append([LogWrite(3, b"two")], 6)
    aio.taken = lambda transfers: 0
    journal.append([LogWrite(6, b"three")], 11)
    journal.append([LogWrite(11, b"four")], 15)
    assert _contents(journal) == [b"one", b"two", b"three", b"four"]
    assert journal.replay(4).damages == ()


def test_what_it_takes_neither_way_is_told(slow, monkeypatch):
    journal, aio = slow
    journal.reserve(20)
    aio.fate = lambda _: -errno.EIO

    def refuse(name: str, *_: object) -> None:
        raise MediumError(name, errno.EIO)

    monkeypatch.setattr(journal._copies.files[0][0], "pwrite", refuse)
    with pytest.raises(MediumError):
        _append(journal, b"one")
