"""The journal's records: batches cut into slots and joined again."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.constants import MAX_FILE_BYTES, SLOT_PLAIN_BYTES
from engine.errors import InvalidRecordError
from engine.format.journal import (
    PART_BYTES,
    JournalBatch,
    JournalSlot,
    LogWrite,
    NotedWrite,
    join_batch,
    journal_aad,
    pack_batch,
    split_batch,
    unpack_slot,
)
from engine.format.row_changes import ChangeKind, pack_change

_NOTED = st.lists(
    st.builds(
        NotedWrite, st.integers(0, 2**63 - 1), st.integers(0, 2**46), st.binary(max_size=9_000)
    ),
    max_size=4,
)
_WRITES = st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=12_000)), max_size=5)


def _batch(writes) -> JournalBatch:
    made = tuple(LogWrite(offset, data) for offset, data in writes)
    return JournalBatch(3, 30_000, made)


def _slots(batch: JournalBatch) -> list[JournalSlot]:
    return [unpack_slot(plain) for plain in split_batch(batch.sequence, pack_batch(batch))]


_CHANGES = st.lists(
    st.builds(
        lambda ino, data: pack_change(ChangeKind.PUT_TEXT, (ino, data)),
        st.integers(1, 1 << 40),
        st.binary(max_size=9_000),
    ),
    max_size=3,
)


@given(_WRITES, _NOTED, st.booleans(), _CHANGES)
def test_round_trip(writes, noted, voids, changes):
    batch = dataclasses.replace(
        _batch(writes), noted=tuple(noted), voids=voids, changes=b"".join(changes)
    )
    plains = list(split_batch(batch.sequence, pack_batch(batch)))
    assert all(len(plain) == SLOT_PLAIN_BYTES for plain in plains)
    assert join_batch([unpack_slot(plain) for plain in plains]) == batch


def test_parts_are_numbered():
    slots = _slots(_batch([(0, b"x" * (2 * PART_BYTES))]))
    assert [(slot.part, slot.parts) for slot in slots] == [(0, 3), (1, 3), (2, 3)]


def test_a_batch_without_its_last_slot_is_none():
    slots = _slots(_batch([(0, b"x" * (2 * PART_BYTES))]))
    with pytest.raises(InvalidRecordError):
        join_batch(slots[:-1])


def test_slots_of_two_batches_do_not_join():
    slots = _slots(_batch([(0, b"x" * (2 * PART_BYTES))]))
    slots[1] = dataclasses.replace(slots[1], sequence=4)
    with pytest.raises(InvalidRecordError):
        join_batch(slots)


def test_a_write_past_the_log_is_refused():
    batch = JournalBatch(1, 10, (LogWrite(8, b"abc"),))
    with pytest.raises(InvalidRecordError):
        join_batch(_slots(batch))


def test_a_noted_write_past_any_file_is_refused():
    for write in (NotedWrite(2, MAX_FILE_BYTES - 2, b"abc"), NotedWrite(2**63, 0, b"abc")):
        with pytest.raises(InvalidRecordError):
            join_batch(_slots(JournalBatch(1, 0, (), (write,))))


def test_more_noted_writes_than_there_are_bytes_are_refused():
    packed = bytearray(pack_batch(JournalBatch(1, 0, ())))
    packed[20:24] = b"\xff\xff\xff\x7f"
    with pytest.raises(InvalidRecordError):
        join_batch([JournalSlot(1, 0, 1, bytes(packed))])


def _joined(packed: bytes) -> JournalBatch:
    return join_batch([JournalSlot(1, 0, 1, packed)])


def test_changes_that_cannot_be_made_are_refused():
    good = pack_change(ChangeKind.DELETE_TEXT, (5,))
    for changes in (good[:-1], good + b"\0", b"\xff" * 9):
        with pytest.raises(InvalidRecordError):
            _joined(pack_batch(JournalBatch(1, 0, (), changes=changes)))


def test_changes_are_there_if_the_head_says_so():
    """An engine that does not know them takes them for more writes than there can be."""
    packed = pack_batch(JournalBatch(1, 0, (), changes=pack_change(ChangeKind.DELETE_TEXT, (5,))))
    assert int.from_bytes(packed[16:20], "little") == 1 << 31
    with pytest.raises(InvalidRecordError):
        _joined(packed[:24])
    for further in (b"\0", packed[24:]):
        with pytest.raises(InvalidRecordError):
            _joined(pack_batch(JournalBatch(1, 0, ())) + further)


@given(st.binary(max_size=200))
def test_hostile_slots(raw):
    try:
        slot = unpack_slot(raw.ljust(SLOT_PLAIN_BYTES, b"\0"))
    except InvalidRecordError:
        return
    assert len(slot.data) <= PART_BYTES
    assert slot.part < slot.parts


def test_wrong_length_is_refused():
    with pytest.raises(InvalidRecordError):
        unpack_slot(bytes(SLOT_PLAIN_BYTES - 1))


def test_associated_data_tells_every_place_apart():
    base = (b"v" * 16, 5, 0, 1, 2)
    others = [
        (b"w" * 16, 5, 0, 1, 2), (b"v" * 16, 4, 0, 1, 2), (b"v" * 16, 5, 1, 1, 2),
        (b"v" * 16, 5, 0, 2, 2), (b"v" * 16, 5, 0, 1, 3),
    ]  # fmt: skip
    assert len({journal_aad(*each) for each in [base, *others]}) == 6
