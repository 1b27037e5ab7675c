"""The superblock's record: round trip, and a closed outcome for any other bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.constants import BLOCK_BYTES, INDEX_CHUNK_BYTES
from engine.errors import InvalidRecordError
from engine.format.superblock import (
    MAX_MAP_BLOCKS,
    POINTERS_PER_MAP_BLOCK,
    Superblock,
    pack_superblock,
    unpack_superblock,
)
from engine.types import BlockPointer


def _root(map_blocks: int = 1, index_bytes: int = 5 * INDEX_CHUNK_BYTES) -> Superblock:
    pointers = tuple(BlockPointer(row, 0, 9) for row in range(8, 8 + map_blocks))
    return Superblock(b"v" * 16, 7, 0, 3, index_bytes, b"d" * 32, pointers)


def test_round_trip_within_a_padded_block():
    raw = pack_superblock(_root()).ljust(BLOCK_BYTES, b"\0")
    assert unpack_superblock(raw) == _root()


def test_empty_index_has_no_map():
    assert unpack_superblock(pack_superblock(_root(0, 0))) == _root(0, 0)


def test_pointer_count_must_match_the_index_length():
    with pytest.raises(InvalidRecordError):
        unpack_superblock(pack_superblock(_root(2)))
    longest = POINTERS_PER_MAP_BLOCK * INDEX_CHUNK_BYTES
    assert unpack_superblock(pack_superblock(_root(1, longest)))
    with pytest.raises(InvalidRecordError):
        unpack_superblock(pack_superblock(_root(1, longest + 1)))


def test_more_map_blocks_than_fit_are_refused():
    with pytest.raises(InvalidRecordError):
        pack_superblock(_root(MAX_MAP_BLOCKS + 1))


@pytest.mark.parametrize("place", [0, 8])
def test_wrong_magic_or_version(place):
    raw = bytearray(pack_superblock(_root()))
    raw[place] ^= 1
    with pytest.raises(InvalidRecordError):
        unpack_superblock(raw)


@given(st.binary(max_size=400))
def test_hostile_bytes(raw):
    with pytest.raises(InvalidRecordError):
        unpack_superblock(raw)


@given(st.binary(max_size=300))
def test_hostile_rest_after_a_good_start(tail):
    start = pack_superblock(_root())[:12]
    try:
        root = unpack_superblock(start + tail)
    except InvalidRecordError:
        return
    assert len(root.map_pointers) * 16 <= len(tail)
