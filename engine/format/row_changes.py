"""Changes of the index's rows, as the journal notes them in place of the pages that they change.

    change = kind u8 | the integers i64 each | length u32 of each string | the strings

What a change does is said by its kind; integers and strings are its values in the order of their
columns, each sort by itself. See docs/format.md.
"""

from __future__ import annotations

import enum
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import InvalidRecordError


class ChangeKind(enum.IntEnum):
    """What is done to a row."""

    PUT_INODE = 1
    DELETE_INODE = 2
    ADD_NAME = 3
    REMOVE_NAME = 4
    MOVE_NAME = 5
    POINT_NAME = 6
    PUT_TEXT = 7
    DELETE_TEXT = 8
    PUT_XATTR = 9
    REMOVE_XATTR = 10
    DELETE_XATTRS = 11
    ADD_ORPHAN = 12
    REMOVE_ORPHAN = 13
    PUT_SETTING = 14


VALUES = {
    ChangeKind.PUT_INODE: "iiiiiiiiiiiii",
    ChangeKind.DELETE_INODE: "i",
    ChangeKind.ADD_NAME: "ibii",
    ChangeKind.REMOVE_NAME: "ib",
    ChangeKind.MOVE_NAME: "ibib",
    ChangeKind.POINT_NAME: "iiib",
    ChangeKind.PUT_TEXT: "ib",
    ChangeKind.DELETE_TEXT: "i",
    ChangeKind.PUT_XATTR: "ibb",
    ChangeKind.REMOVE_XATTR: "ib",
    ChangeKind.DELETE_XATTRS: "i",
    ChangeKind.ADD_ORPHAN: "i",
    ChangeKind.REMOVE_ORPHAN: "i",
    ChangeKind.PUT_SETTING: "ti",
}
"""The values of each kind: `i` integer, `b` bytes, `t` text in UTF-8."""

Value = int | bytes | str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A change of the index's rows."""

    kind: ChangeKind
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the values of a kind lie."""

    values: str
    head: struct.Struct
    numbers: tuple[int, ...]
    """Places of the integers among the values, as in the next one."""
    strings: tuple[int, ...]

    @staticmethod
    def of(values: str) -> _Layout:
        """The layout of values of these sorts."""
        numbers = tuple(place for place, sort in enumerate(values) if sort == "i")
        strings = tuple(place for place, sort in enumerate(values) if sort != "i")
        head = struct.Struct(f"<B{len(numbers)}q{len(strings)}I")
        return _Layout(values, head, numbers, strings)


_LAYOUTS = {kind: _Layout.of(values) for kind, values in VALUES.items()}


def pack_change(kind: ChangeKind, values: Sequence[Any]) -> bytes:
    """Pack a change to bytes; of values that SQLite has taken."""
    layout = _LAYOUTS[kind]
    if not layout.strings:
        return layout.head.pack(kind, *values)
    strings = [
        values[place].encode() if layout.values[place] == "t" else values[place]
        for place in layout.strings
    ]
    numbers = [values[place] for place in layout.numbers]
    return b"".join((layout.head.pack(kind, *numbers, *map(len, strings)), *strings))


def unpack_changes(packed: bytes) -> Iterator[RowChange]:
    """Read changes that lie one behind the other.

    Raises:
        InvalidRecordError: A kind that there is not, a string that is not whole, or no UTF-8.
    """
    position = 0
    while position < len(packed):
        try:
            kind = ChangeKind(packed[position])
        except ValueError:
            raise InvalidRecordError("row change: kind") from None
        layout = _LAYOUTS[kind]
        end = position + layout.head.size
        if end > len(packed):
            raise InvalidRecordError("row change: too short")
        _, *fields = layout.head.unpack_from(packed, position)
        values: list[Value] = [0] * len(layout.values)
        for place, number in zip(layout.numbers, fields, strict=False):
            values[place] = number
        for place, length in zip(layout.strings, fields[len(layout.numbers) :], strict=True):
            if end + length > len(packed):
                raise InvalidRecordError("row change: too short")
            string = packed[end : end + length]
            values[place] = _text(string) if layout.values[place] == "t" else string
            end += length
        yield RowChange(kind, tuple(values))
        position = end


def _text(string: bytes) -> str:
    try:
        return string.decode()
    except UnicodeDecodeError:
        raise InvalidRecordError("row change: text") from None
