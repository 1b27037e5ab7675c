"""What can still be read of an index of which pages are lost: rows, and where rows are missing.

SQLite gives up at the first page that is gone. This reads every leaf that is left:

1. down from each table's root, noting the range of keys below every page that is lost;
2. where something was lost, every page that was not reached: the pointer map says to which table
   it belongs, and the shape of its records where the map is lost too.

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
    MapEntry,
    PageSource,
    map_entry,
    map_page_of,
    parse_cell,
    parse_page,
    whole_record,
)
from engine.index.records import columns_of, fits
from engine.index.table_roots import table_roots
from engine.types import Buffer

_LEAST, _MOST = -(1 << 63), (1 << 63) - 1
_DEEPEST = 24
"""More levels than a b-tree of 2^32 pages has."""


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
    """The rows that are left; made by `read_remains`."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._inodes: dict[int, tuple[bytes, bool]] = {}
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
        rest = columns_of(found[0], len(InodeRecord._fields))[1:]
        self._latest = InodeRecord(ino, *cast("list[int]", rest)), found[1]
        return self._latest

    def content(self, ino: int) -> tuple[bytes, bool] | None:
        """What of a file lies in the index, and whether it is sure; None without a readable row."""
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
        for columns, _ in self._rows(Table.XATTR, ino):
            yield cast("bytes", columns[1]), cast("bytes", columns[2])

    def has_blocks(self, ino: int) -> bool:
        """Whether any row says where blocks of the file lie."""
        return ino in self._places[Table.EXTENT]

    def has_content(self, ino: int) -> bool:
        """Whether there is a row with content of the file."""
        return ino in self._places[Table.CONTENT]

    def owners(self) -> set[int]:
        """Every inode of which any row but a name speaks."""
        return set(self._inodes) | {ino for rows in self._places.values() for ino in rows}

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


def read_remains(source: PageSource) -> IndexRemains:
    """Read everything that is left in the pages."""
    return _Reader(source).run()


class _Reader:
    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._remains = IndexRemains(source)
        self._seen = bytearray(source.count + 1)
        roots = table_roots(source)
        names = {table: table.name.lower() for table in Table}
        self._roots = {table: roots[name] for table, name in names.items() if name in roots}

    def run(self) -> IndexRemains:
        for table in self._roots:
            self._descend(table)
        if not self._remains.is_whole:
            for number in range(2, self._source.count + 1):
                if not self._seen[number] and map_page_of(number) != number:
                    self._read_loose(number)
        return self._remains

    # -- down from the root ---------------------------------------------------------------------

    def _descend(self, table: Table) -> None:
        stack = [(self._roots[table], _LEAST, _MOST)]
        while stack:
            number, low, high = stack.pop()
            try:
                stack += self._read_page(table, number, low, high)
            except InvalidRecordError:
                self._remains.lost[table].add(low, high)

    def _read_page(
        self, table: Table, number: int, low: int, high: int
    ) -> list[tuple[int, int, int]]:
        """Take a page's rows; returns the pages below it, with the range of keys below each."""
        if not 1 <= number <= self._source.count or self._seen[number]:
            raise InvalidRecordError("index page: number")
        raw = self._source.page(number)
        if raw is None:
            raise InvalidRecordError("index page: lost")
        page = parse_page(number, raw)
        if page.kind.is_table != table.has_rowid:
            raise InvalidRecordError("index page: of another table")
        self._seen[number] = 1
        sure = self._source.is_sure(number)
        if not sure:  # an earlier state of the page lacks rows that came later
            self._remains.lost[table].add(low, high)
        below = []
        before = low
        for at in page.cells:
            cell = parse_cell(page, at)
            self._take(table, cell, number * INDEX_PAGE_BYTES + at, sure)
            if not page.kind.is_leaf:
                key = self._key(table, cell, before, high)
                below.append((cell.child, before, key))
                before = key
        if not page.kind.is_leaf:
            below.append((page.last_child, before, high))
        return below

    def _take(self, table: Table, cell: Cell, place: int, sure: bool) -> None:
        if not cell.size:
            return
        if not fits(cell.local, table.value):
            raise InvalidRecordError("index record: of another table")
        self._remains.take(table, cell, place, sure)

    @staticmethod
    def _key(table: Table, cell: Cell, low: int, high: int) -> int:
        """What a cell of an inner page is sorted by."""
        if table.has_rowid:
            return cell.rowid
        key = columns_of(cell.local, 1)[0]
        return min(max(key, low), high) if isinstance(key, int) else high

    # -- what no path leads to ------------------------------------------------------------------

    def _read_loose(self, number: int) -> None:
        raw = self._source.page(number)
        if raw is None:
            return
        table, sure = self._table_of(number)
        if table is _FREE:
            return
        try:
            page = parse_page(number, raw)
            for at in page.cells:
                cell = parse_cell(page, at)
                if cell.size:
                    known = table or _table_by_shape(page.kind.is_table, cell.local)
                    if known is not None and known.has_rowid == page.kind.is_table:
                        place = number * INDEX_PAGE_BYTES + at
                        sure &= self._source.is_sure(number)
                        self._take(known, cell, place, sure)
        except InvalidRecordError:
            return

    def _table_of(self, number: int) -> tuple[Table | None, bool]:
        """The table that a page belongs to by the pointer map, and whether the map is sure.

        No table where the map is lost; `_FREE` where the page is in no table that we read.
        """
        sure = True
        for _ in range(_DEEPEST):
            entry = map_entry(self._source, number)
            if entry is None:
                return None, False
            sure &= self._source.is_sure(map_page_of(number))
            if entry[0] is MapEntry.ROOT:
                known = {root: table for table, root in self._roots.items()}
                return known.get(number, _FREE), sure
            if entry[0] is not MapEntry.BTREE:
                return _FREE, sure
            number = entry[1]
        return _FREE, sure


_FREE = cast("Table", object())
"""A page that is unused, or in a table that a salvage does not read."""

_BAND_GROUP_BYTES = 64
"""Rows of `band_group` look like contents, but for their length."""


def _table_by_shape(has_rowid: bool, record: Buffer) -> Table | None:
    for table in (Table.INODE, Table.DIRENT, Table.CONTENT, Table.EXTENT, Table.XATTR):
        if table.has_rowid == has_rowid and fits(record, table.value):
            is_group = table is Table.CONTENT and len(record) == _BAND_GROUP_BYTES + 4
            return None if is_group else table
    return None
