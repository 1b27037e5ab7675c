"""Packed block pointers and row numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.constants import POINTER_BYTES
from engine.errors import InvalidRecordError
from engine.format.pointers import pack_pointers, pack_rows, unpack_pointers, unpack_rows
from engine.types import HOLE, BlockPointer

_POINTERS = st.builds(
    BlockPointer, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1)
)


@given(st.lists(_POINTERS, max_size=300))
def test_round_trip(pointers):
    raw = pack_pointers(pointers)
    assert len(raw) == POINTER_BYTES * len(pointers)
    assert unpack_pointers(raw) == pointers


def test_layout_is_fixed():
    assert pack_pointers([BlockPointer(1, 2, 3)]).hex() == "01000000020000000300000000000000"


def test_zeros_are_a_hole():
    assert unpack_pointers(bytes(POINTER_BYTES)) == [HOLE]


@given(st.lists(st.integers(0, 2**32 - 1), max_size=100))
def test_rows_round_trip(rows):
    assert unpack_rows(pack_rows(rows)) == rows


@pytest.mark.parametrize("length", [1, 15, 17])
def test_odd_lengths_are_refused(length):
    with pytest.raises(InvalidRecordError):
        unpack_pointers(bytes(length))
    with pytest.raises(InvalidRecordError):
        unpack_rows(bytes(length * 4 + 1))
