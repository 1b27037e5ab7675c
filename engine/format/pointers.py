"""Block pointers as they stand in the index, the map and the superblock.

A packed pointer is 16 bytes, little-endian: row u32 | key epoch u32 | birth u64.
All zero is a hole (row 0 belongs to the superblock ring and never holds data).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import chain

from engine.constants import POINTER_BYTES
from engine.errors import InvalidRecordError
from engine.types import BlockPointer

_ONE = struct.Struct("<IIQ")
_ROW = struct.Struct("<I")


def pack_pointers(pointers: Sequence[BlockPointer]) -> bytes:
    """Pack pointers one after the other: 16 bytes each."""
    return struct.pack("<" + "IIQ" * len(pointers), *chain.from_iterable(pointers))


def unpack_pointers(raw: bytes | memoryview) -> list[BlockPointer]:
    """Read packed pointers back.

    Raises:
        InvalidRecordError: The length is no multiple of a pointer's.
    """
    if len(raw) % POINTER_BYTES:
        raise InvalidRecordError("block pointers")
    return [BlockPointer._make(fields) for fields in _ONE.iter_unpack(raw)]


def pack_rows(rows: Iterable[int]) -> bytes:
    """Pack row numbers, 4 bytes each, as the quarantine keeps them."""
    numbers = list(rows)
    return struct.pack(f"<{len(numbers)}I", *numbers)


def unpack_rows(raw: bytes) -> list[int]:
    """Read packed row numbers back.

    Raises:
        InvalidRecordError: The length is no multiple of 4.
    """
    if len(raw) % _ROW.size:
        raise InvalidRecordError("row numbers")
    return [row for (row,) in _ROW.iter_unpack(raw)]
