"""SQLite's record format (sqlite.org/fileformat2.html, section 2.1), read with distrust.

SQLite itself reads an index that is whole. This is for one of which pages are gone: whatever does
not fit is an `InvalidRecordError`, and nothing is allocated on a length's word alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import InvalidRecordError
from engine.types import Buffer

Value = int | bytes | None
"""What a column holds here: integers, blobs and texts (as bytes), or NULL. No real numbers."""

_MAX_COLUMNS = 32
"""More than any table of the index has."""
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_ZERO, _ONE, _FIRST_BLOB = 8, 9, 12


def read_varint(data: Buffer, at: int) -> tuple[int, int]:
    """A variable-length integer: its value as 64 bits without sign, and where the next byte is.

    Raises:
        InvalidRecordError: The data ends before it does.
    """
    value = 0
    for place in range(at, at + 8):
        byte = _byte(data, place)
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | _byte(data, at + 8), at + 9


def signed(value: int) -> int:
    """A rowid as SQLite means it: 64 bits with sign."""
    return value - (1 << 64) if value >> 63 else value


def columns_of(record: Buffer, count: int) -> list[Value]:
    """The first `count` columns of a record, of which so much must be there.

    Args:
        record: A record, or as much of its start as lies in its page.
        count: Columns wanted.

    Raises:
        InvalidRecordError: Fewer columns, a kind that the index never stores, or too few bytes.
    """
    types, at = _types(record)
    if len(types) < count:
        raise InvalidRecordError("index record: columns")
    values = []
    for kind in types[:count]:
        value, at = _value(record, kind, at)
        values.append(value)
    return values


def column_count(record: Buffer) -> int:
    """How many columns a record has.

    Raises:
        InvalidRecordError: Its header is none.
    """
    return len(_types(record)[0])


def fits(record: Buffer, shape: str) -> bool:
    """Whether a record's columns are of these kinds: `i` integer, `b` blob, `t` text, `n` NULL.

    Only its header is looked at, which always lies in the page.
    """
    try:
        types, _ = _types(record)
    except InvalidRecordError:
        return False
    return len(types) == len(shape) and all(map(_is_kind, types, shape))


def _is_kind(kind: int, letter: str) -> bool:
    if letter == "i":
        return 1 <= kind <= 6 or kind in (_ZERO, _ONE)
    if letter == "n":
        return kind == 0
    return kind >= _FIRST_BLOB and kind % 2 == (letter == "t")


def _types(record: Buffer) -> tuple[Sequence[int], int]:
    """The serial types of a record's columns, and where its values begin."""
    header_bytes, at = read_varint(record, 0)
    if not at <= header_bytes <= len(record):
        raise InvalidRecordError("index record: header")
    types = []
    while at < header_bytes:
        kind = record[at]
        at += 1
        if kind >= 0x80:  # most are one byte
            kind, at = read_varint(record, at - 1)
        types.append(kind)
        if len(types) > _MAX_COLUMNS:
            raise InvalidRecordError("index record: columns")
    if at != header_bytes:
        raise InvalidRecordError("index record: header")
    return types, at


def _value(record: Buffer, kind: int, at: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (_ZERO, _ONE):
        return kind - _ZERO, at
    if kind >= _FIRST_BLOB:
        end = at + (kind - _FIRST_BLOB) // 2
    elif kind < len(_INTEGER_BYTES):
        end = at + _INTEGER_BYTES[kind]
    else:
        raise InvalidRecordError("index record: kind")
    if end > len(record):
        raise InvalidRecordError("index record: too short")
    raw = bytes(record[at:end])
    return (raw if kind >= _FIRST_BLOB else int.from_bytes(raw, "big", signed=True)), end


def _byte(data: Buffer, at: int) -> int:
    if at >= len(data):
        raise InvalidRecordError("index record: too short")
    return data[at]
