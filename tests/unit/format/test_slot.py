"""The slot's header and associated data: layout, round trips, hostile bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.constants import BLOCK_BYTES, SLOT_HEADER_BYTES
from engine.errors import InvalidRecordError
from engine.format.slot import (
    STEM_BYTES,
    SlotHeader,
    birth_of,
    cut_nonces,
    pack_slot_header,
    pack_stem,
    pack_tail,
    row_suffixes,
    slot_aad,
    slot_aad_prefix,
    unpack_slot_header,
    unpack_stamp,
)
from engine.types import SlotKind

U8, U32, U64 = (st.integers(0, 2**bits - 1) for bits in (8, 32, 64))

HEADERS = st.builds(
    SlotHeader,
    birth=U64,
    owner=U64,
    index=U64,
    length=st.integers(0, BLOCK_BYTES),
    kind=st.sampled_from(SlotKind),
    level=U8,
    lane=U8,
    stamp=U32,
)

HEADER = SlotHeader(
    birth=0x0102030405060708,
    owner=0x1112131415161718,
    index=0x2122232425262728,
    length=0x00004243,
    kind=SlotKind.MAP,
    level=0x51,
    lane=0x61,
    stamp=0x71727374,
)

HEADER_HEX = "0807060504030201 1817161514131211 2827262524232221 43420000 03 51 61 00 74737271"


def test_the_layout_is_the_documented_one() -> None:
    assert pack_slot_header(HEADER) == bytes.fromhex(HEADER_HEX)
    assert unpack_slot_header(bytes.fromhex(HEADER_HEX)) == HEADER


@given(HEADERS)
def test_headers_come_back(header: SlotHeader) -> None:
    packed = pack_slot_header(header)
    assert len(packed) == SLOT_HEADER_BYTES
    assert unpack_slot_header(packed) == header
    assert unpack_slot_header(memoryview(packed + b"fragment")) == header
    assert birth_of(packed) == birth_of(memoryview(packed)) == header.birth


@given(HEADERS)
def test_the_parts_make_the_whole(header: SlotHeader) -> None:
    stem = pack_stem(
        header.birth, header.owner, header.index, header.length, header.kind, header.level
    )
    assert len(stem) == STEM_BYTES
    assert stem + pack_tail(header.lane, header.stamp) == pack_slot_header(header)
    assert pack_slot_header(header)[STEM_BYTES] == header.lane


@given(st.binary(max_size=2 * SLOT_HEADER_BYTES))
def test_hostile_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        header = unpack_slot_header(raw)
    except InvalidRecordError:
        return
    assert header.length <= BLOCK_BYTES
    assert pack_slot_header(header) == raw[:SLOT_HEADER_BYTES]


@pytest.mark.parametrize(
    ("offset", "value"),
    [
        (24, b"\xff\xff\xff\xff"),
        (24, (BLOCK_BYTES + 1).to_bytes(4, "little")),
        (28, b"\x00"),
        (28, b"\x06"),
        (31, b"\x01"),
    ],
)
def test_what_no_writer_sets_is_refused(offset: int, value: bytes) -> None:
    raw = bytearray(bytes.fromhex(HEADER_HEX))
    raw[offset : offset + len(value)] = value
    with pytest.raises(InvalidRecordError):
        unpack_slot_header(raw)


def test_a_short_header_is_refused() -> None:
    with pytest.raises(InvalidRecordError):
        unpack_slot_header(bytes(SLOT_HEADER_BYTES - 1))


def test_associated_data_names_the_place() -> None:
    vault = bytes(range(16))
    packed = slot_aad(vault, SlotKind.INDEX, lane=9, row=0x0102030405, epoch=0x11121314)
    assert packed == vault + bytes.fromhex("02 09 0000 14131211 0504030201000000")


@given(
    st.tuples(st.binary(min_size=16, max_size=16), st.sampled_from(SlotKind), U8, U32, U32),
    st.tuples(st.binary(min_size=16, max_size=16), st.sampled_from(SlotKind), U8, U32, U32),
)
def test_no_two_places_share_associated_data(
    one: tuple[bytes, SlotKind, int, int, int], other: tuple[bytes, SlotKind, int, int, int]
) -> None:
    assert (slot_aad(*one) == slot_aad(*other)) == (one == other)


@given(U8, st.integers(0, 2**32 - 600), st.integers(0, 512), U32)
def test_prefix_and_suffix_make_the_whole(lane: int, row: int, count: int, epoch: int) -> None:
    vault = b"\x07" * 16
    prefix = slot_aad_prefix(vault, SlotKind.DATA, lane, epoch)
    whole = [slot_aad(vault, SlotKind.DATA, lane, row + i, epoch) for i in range(count)]
    assert [prefix + suffix for suffix in row_suffixes(row, count)] == whole


def test_nonces_are_cut_whole() -> None:
    raw = bytes(range(36))
    assert list(cut_nonces(raw)) == [raw[:12], raw[12:24], raw[24:]]
    assert list(cut_nonces(b"")) == []


def test_a_stamp_uses_all_of_its_bytes() -> None:
    assert unpack_stamp(bytes.fromhex("74737271")) == HEADER.stamp
