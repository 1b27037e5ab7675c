"""Reading what is left of an index: down from each table's root, then whatever no path leads to.

SQLite gives up at the first page that is gone. This reads every leaf that is left:

1. down from each table's root, noting the range of keys below every page that is lost;
2. where something was lost, every page that was not reached: the pointer map says to which table
   it belongs, and the shape of its records where the map is lost too.
"""

from __future__ import annotations

from typing import cast

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
)
from engine.index.records import columns_of, fits
from engine.index.remains import IndexRemains, Table
from engine.index.table_roots import table_roots
from engine.types import Buffer

_LEAST, _MOST = -(1 << 63), (1 << 63) - 1
_DEEPEST = 24
"""More levels than a b-tree of 2^32 pages has."""


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
