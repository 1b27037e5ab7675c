"""What can still be read of an index of which pages are lost: rows, and where rows are missing.

A row is *sure* if it is what the index held at the moment that the pages are read as of, and
doubtful if its page, or what led there, may be of an earlier moment. A sure row takes the place of
a doubtful one. A key that is not found and in no lost range was not in the index.

Rows of files are held as they are packed; what may be long (contents, pointers, attributes) stays
in its page until somebody asks.
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, cast

from engine.constants import INDEX_PAGE_BYTES
from engine.errors import InvalidRecordError
from engine.index.btree import (
    Cell,
    PageSource,
    parse_cell,
    parse_page,
    whole_record,
)
from engine.index.records import columns_of

_MOST = (1 << 63) - 1


class Table(enum.Enum):
    """The tables that a salvage reads; the value is the shape of their records."""

    INODE = "niiiiiiiiiiii"
    DIRENT = "ibii"
    CONTENT = "nb"
    EXTENT = "iib"
    XATTR = "ibb"
    SETTING = "ti"
    LOCKED = "nibb"

    @property
    def has_rowid(self) -> bool:
        """Whether the key is the rowid; else it is the record's first column."""
        return self.value[0] == "n"


class InodeRecord(NamedTuple):
    """A row of the table `inode`."""

    ino: int
    mode: int
    nlink: int
    uid: int
    gid: int
    rdev: int
    size: int
    blocks: int
    atime_ns: int
    mtime_ns: int
    ctime_ns: int
    btime_ns: int
    parent: int


class NameRow(NamedTuple):
    """What a name in a directory leads to."""

    ino: int
    kind: int
    sure: bool


class LostRanges:
    """Ranges of keys, both ends included, of which rows may be missing."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []
        self._merged = True

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def add(self, low: int, high: int) -> None:
        """Note that rows of these keys may be missing."""
        self._ranges.append((low, high))
        self._merged = False

    def covers(self, key: int) -> bool:
        """Whether a row of the key may be missing."""
        self._merge()
        place = bisect_right(self._ranges, (key, _MOST)) - 1
        return place >= 0 and self._ranges[place][1] >= key

    def _merge(self) -> None:
        if self._merged:
            return
        merged: list[tuple[int, int]] = []
        for low, high in sorted(self._ranges):
            if merged and low <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        self._ranges, self._merged = merged, True


class IndexRemains:
    """The rows that are left; made by `engine.index.remains_reader`."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._inodes: dict[int, tuple[bytes | InodeRecord, bool]] = {}
        self._texts: dict[int, bytes] = {}
        self._attributes: dict[int, dict[bytes, bytes]] = {}
        self._latest: tuple[InodeRecord, bool] | None = None
        self._places: dict[Table, dict[int, dict[int | bytes, tuple[int, bool]]]] = {
            table: {} for table in (Table.CONTENT, Table.EXTENT, Table.XATTR)
        }
        self.names: dict[int, dict[bytes, NameRow]] = {}
        """By the directory's inode."""
        self.settings: dict[bytes, int] = {}
        self.locked: set[int] = set()
        """Inodes under a second lock."""
        self.lost = {table: LostRanges() for table in Table}
        """Keys that may be missing: inodes, of a directory or of the file that a row belongs to."""

    @property
    def is_whole(self) -> bool:
        """Whether no row is missing or doubtful."""
        return not any(self.lost.values())

    def inodes(self) -> Iterator[int]:
        """Every inode of which there is a row."""
        return iter(self._inodes)

    def inode(self, ino: int) -> tuple[InodeRecord, bool] | None:
        """An inode's row, and whether it is sure."""
        if self._latest is not None and self._latest[0].ino == ino:
            return self._latest
        found = self._inodes.get(ino)
        if found is None:
            return None
        record, sure = found
        if not isinstance(record, InodeRecord):
            rest = columns_of(record, len(InodeRecord._fields))[1:]
            record = InodeRecord(ino, *cast("list[int]", rest))
        self._latest = record, sure
        return self._latest

    def content(self, ino: int) -> tuple[bytes, bool] | None:
        """What of a file lies in the index, and whether it is sure; None without a readable row."""
        if ino in self._texts:
            return self._texts[ino], True
        for columns, sure in self._rows(Table.CONTENT, ino):
            return cast("bytes", columns[1]), sure
        return None

    def extents(self, ino: int) -> Iterator[tuple[int, bytes, bool]]:
        """Leaves of packed pointers, in ascending order: number, pointers, whether they are sure.

        A leaf that cannot be read any more counts as lost from then on.
        """
        for columns, sure in self._rows(Table.EXTENT, ino):
            yield cast("int", columns[1]), cast("bytes", columns[2]), sure

    def xattrs(self, ino: int) -> Iterator[tuple[bytes, bytes]]:
        """Names and values of extended attributes that can be read."""
        later = self._attributes.get(ino, {})
        for columns, _ in self._rows(Table.XATTR, ino):
            if columns[1] not in later:
                yield cast("bytes", columns[1]), cast("bytes", columns[2])
        yield from later.items()

    def has_blocks(self, ino: int) -> bool:
        """Whether any row says where blocks of the file lie."""
        return ino in self._places[Table.EXTENT]

    def has_content(self, ino: int) -> bool:
        """Whether there is a row with content of the file."""
        return ino in self._places[Table.CONTENT] or ino in self._texts

    def owners(self) -> set[int]:
        """Every inode of which any row but a name speaks."""
        placed = (ino for rows in self._places.values() for ino in rows)
        return {*self._inodes, *self._texts, *self._attributes, *placed}

    def _rows(self, table: Table, ino: int) -> Iterator[tuple[list[int | bytes | None], bool]]:
        rows = self._places[table].get(ino, {})
        for key in sorted(rows, key=lambda each: (isinstance(each, bytes), each)):
            place, sure = rows[key]
            number, at = divmod(place, INDEX_PAGE_BYTES)
            try:
                raw = self._source.page(number)
                cell = parse_cell(parse_page(number, raw or b""), at)
                record, whole_sure = whole_record(self._source, cell)
                yield columns_of(record, len(table.value)), sure and whole_sure
            except InvalidRecordError:
                self.lost[table].add(ino, ino)

    # -- what came after the pages --------------------------------------------------------------

    def put_inode(self, record: InodeRecord) -> None:
        """Take a row in place of the one that there may be, as the next ones do."""
        self._inodes[record.ino] = record, True
        self._latest = None

    def drop_inode(self, ino: int) -> None:
        """Take it away."""
        self._inodes.pop(ino, None)
        self._latest = None

    def put_text(self, ino: int, text: bytes) -> None:
        """What of a file lies in the index."""
        self._texts[ino] = text

    def drop_text(self, ino: int) -> None:
        """Take it away."""
        self._texts.pop(ino, None)
        self._places[Table.CONTENT].pop(ino, None)

    def put_xattr(self, ino: int, name: bytes, value: bytes) -> None:
        """An extended attribute."""
        self._attributes.setdefault(ino, {})[name] = value

    def drop_xattr(self, ino: int, name: bytes) -> None:
        """Take it away."""
        self._attributes.get(ino, {}).pop(name, None)
        self._places[Table.XATTR].get(ino, {}).pop(name, None)

    def drop_xattrs(self, ino: int) -> None:
        """Take all of an inode's away."""
        self._attributes.pop(ino, None)
        self._places[Table.XATTR].pop(ino, None)

    # -- filling --------------------------------------------------------------------------------

    def take(self, table: Table, cell: Cell, place: int, sure: bool) -> None:
        """Take a row in, unless a better one of its key is there.

        Raises:
            InvalidRecordError: Its key cannot be read.
        """
        if table is Table.INODE:
            columns_of(cell.local, len(InodeRecord._fields))  # so that it can be read later
            if sure or cell.rowid not in self._inodes:
                self._inodes[cell.rowid] = (bytes(cell.local), sure)
                self._latest = None
            return
        if table is Table.LOCKED:
            self.locked.add(cell.rowid)
            return
        if table is Table.CONTENT:
            self._take_place(table, cell.rowid, 0, place, sure)
            return
        columns = columns_of(cell.local, 4 if table is Table.DIRENT else 2)
        first, second = columns[:2]
        if table is Table.SETTING:
            self.settings.setdefault(cast("bytes", first), cast("int", second))
        elif table is Table.DIRENT:
            names = self.names.setdefault(cast("int", first), {})
            if sure or second not in names:
                ino, kind = cast("list[int]", columns[2:])
                names[cast("bytes", second)] = NameRow(ino, kind, sure)
        else:
            self._take_place(table, cast("int", first), cast("int | bytes", second), place, sure)

    def _take_place(self, table: Table, ino: int, key: int | bytes, place: int, sure: bool) -> None:
        rows = self._places[table].setdefault(ino, {})
        if sure or key not in rows:
            rows[key] = (place, sure)
