"""Where the parts of slots and blocks lie in their buffers, as slices made once.

A slice object costs as much to make as the slicing itself, and a run of 64 rows takes some two
thousand of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from operator import getitem, setitem
from typing import cast

from engine.constants import (
    BAND_SLOTS,
    DATA_LANES,
    FRAGMENT_BYTES,
    NONCE_BYTES,
    SLOT_BYTES,
    SLOT_HEADER_BYTES,
    SLOT_PLAIN_BYTES,
)

STEP_ROWS = 16
"""Rows that are coded and sealed, or rebuilt, together: their buffers stay in a core's cache.

Measured on one core: 59 µs a block in steps of 16 rows, 79 in one of 64, 71 in steps of 8.
"""


def _slices(step: int, start: int, length: int, count: int) -> list[slice]:
    """`length` bytes from `start` on in each of `count` pieces of `step` bytes."""
    return [slice(i * step + start, i * step + start + length) for i in range(count)]


FRAGMENTS = _slices(FRAGMENT_BYTES, 0, FRAGMENT_BYTES, DATA_LANES)
"""The fragments of a block."""

SLOTS = _slices(SLOT_BYTES, 0, SLOT_BYTES, BAND_SLOTS)
NONCES = _slices(SLOT_BYTES, 0, NONCE_BYTES, BAND_SLOTS)
BODIES = _slices(SLOT_BYTES, NONCE_BYTES, SLOT_BYTES - NONCE_BYTES, BAND_SLOTS)
"""Neighbouring slots: whole, their nonces, and their ciphertexts with tags."""

STEP_PLAINS = _slices(SLOT_PLAIN_BYTES, 0, SLOT_PLAIN_BYTES, DATA_LANES * STEP_ROWS)
"""The plaintexts of a step's data slots, which lie one after the other."""

PARITY_FRAGMENTS = _slices(SLOT_PLAIN_BYTES, SLOT_HEADER_BYTES, FRAGMENT_BYTES, STEP_ROWS)
"""The fragments in a parity lane of a step; what lies between them is the parity of headers."""

ROW_BYTES = SLOT_HEADER_BYTES + DATA_LANES * FRAGMENT_BYTES
"""A buffer that a block is opened into: room for one header before it."""

ROOMS = _slices(FRAGMENT_BYTES, 0, SLOT_PLAIN_BYTES, DATA_LANES)[::-1]
HEADS = _slices(FRAGMENT_BYTES, 0, SLOT_HEADER_BYTES, DATA_LANES)[::-1]
"""The plaintexts of a block's data lanes in such a buffer, and their headers, last lane first."""


take = cast("Callable[[memoryview, slice], memoryview]", getitem)
put = cast("Callable[[memoryview, slice, bytes], None]", setitem)
"""Slicing, in the form that `map` wants."""


def exhaust(steps: Iterable[object]) -> None:
    """Run an iterator to its end without a step of the interpreter for each item."""
    deque(steps, maxlen=0)
