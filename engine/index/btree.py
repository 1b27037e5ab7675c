"""Pages of SQLite's b-trees (sqlite.org/fileformat2.html, sections 1.5 to 1.8), one at a time.

For an index of which pages are gone; see `engine.index.remains`. A page that contradicts itself is
an `InvalidRecordError`; chains of overflow pages are followed no further than a payload's length,
which is bounded, asks for.
"""

from __future__ import annotations

import enum
from typing import NamedTuple, Protocol

from engine.constants import INDEX_PAGE_BYTES
from engine.errors import InvalidRecordError
from engine.index.records import read_varint, signed
from engine.types import Buffer

MAX_PAYLOAD_BYTES = 128 * 1024
"""Longest record that is read: the longest attribute takes half of it."""

FILE_HEADER_BYTES = 100
"""What precedes the b-tree in page 1."""

_TABLE_LOCAL = INDEX_PAGE_BYTES - 35
_INDEX_LOCAL = (INDEX_PAGE_BYTES - 12) * 64 // 255 - 23
_LEAST_LOCAL = (INDEX_PAGE_BYTES - 12) * 32 // 255 - 23
_LINK_BYTES = 4

_MAP_ENTRIES = INDEX_PAGE_BYTES // 5
_LOCK_PAGE = (1 << 30) // INDEX_PAGE_BYTES + 1
"""The page that SQLite's locks lie in: it holds nothing."""


class PageSource(Protocol):
    """Where pages come from; they are numbered from 1."""

    @property
    def count(self) -> int:
        """How many pages the index has."""

    def page(self, number: int) -> Buffer | None:
        """A page's INDEX_PAGE_BYTES; None when it is lost."""

    def is_sure(self, number: int) -> bool:
        """Whether the page is as it was at the moment that the index is read as of."""


class PageKind(enum.IntEnum):
    """The four kinds of b-tree pages, by the byte that they begin with."""

    INDEX_INNER = 2
    TABLE_INNER = 5
    INDEX_LEAF = 10
    TABLE_LEAF = 13

    @property
    def is_leaf(self) -> bool:
        """Whether it has no pages below it."""
        return self >= PageKind.INDEX_LEAF

    @property
    def is_table(self) -> bool:
        """Whether its keys are rowids."""
        return self in (PageKind.TABLE_INNER, PageKind.TABLE_LEAF)


class Cell(NamedTuple):
    """One cell: a record, a key of an inner page, or both."""

    child: int
    """Page with what sorts before this cell; 0 in leaves."""
    rowid: int
    """Key in a table's b-tree, else 0."""
    size: int
    """Length of the record; 0 where there is none."""
    local: memoryview
    """As much of the record as lies in the page."""
    overflow: int
    """First page of the rest, or 0."""


class BtreePage(NamedTuple):
    """A page taken apart."""

    kind: PageKind
    data: memoryview
    cells: tuple[int, ...]
    """Where the cells begin, in order of keys."""
    last_child: int
    """Page with what sorts after the last cell; 0 in leaves."""


class MapEntry(enum.IntEnum):
    """What the pointer map says of a page; a b-tree's root is the first."""

    ROOT = 1
    FREE = 2
    OVERFLOW_FIRST = 3
    OVERFLOW = 4
    BTREE = 5


def parse_page(number: int, raw: Buffer) -> BtreePage:
    """Take a page apart.

    Raises:
        InvalidRecordError: It is no page of a b-tree.
    """
    data = memoryview(raw)
    start = FILE_HEADER_BYTES if number == 1 else 0
    if len(data) != INDEX_PAGE_BYTES or data[start] not in _KINDS:
        raise InvalidRecordError("index page: kind")
    kind = PageKind(data[start])
    count = int.from_bytes(data[start + 3 : start + 5], "big")
    table = start + (8 if kind.is_leaf else 12)
    if table + 2 * count > INDEX_PAGE_BYTES:
        raise InvalidRecordError("index page: cells")
    places = range(table, table + 2 * count, 2)
    cells = tuple(int.from_bytes(data[at : at + 2], "big") for at in places)
    last = 0 if kind.is_leaf else int.from_bytes(data[start + 8 : start + 12], "big")
    return BtreePage(kind, data, cells, last)


def parse_cell(page: BtreePage, at: int) -> Cell:
    """Read the cell that begins at a place of its page.

    Raises:
        InvalidRecordError: It leaves the page, or its record is longer than any of ours.
    """
    data, child = page.data, 0
    if not page.kind.is_leaf:
        child, at = int.from_bytes(data[at : at + _LINK_BYTES], "big"), at + _LINK_BYTES
    if page.kind is PageKind.TABLE_INNER:
        rowid, _ = read_varint(data, at)
        return Cell(child, signed(rowid), 0, data[:0], 0)
    size, at = read_varint(data, at)
    rowid = 0
    if page.kind is PageKind.TABLE_LEAF:
        rowid, at = read_varint(data, at)
    local = _local_bytes(size, _TABLE_LOCAL if page.kind.is_table else _INDEX_LOCAL)
    end = at + local
    if size > MAX_PAYLOAD_BYTES or end > len(data):
        raise InvalidRecordError("index cell: length")
    overflow = int.from_bytes(data[end : end + _LINK_BYTES], "big") if local < size else 0
    return Cell(child, signed(rowid), size, data[at:end], overflow)


def whole_record(source: PageSource, cell: Cell) -> tuple[bytes, bool]:
    """A cell's record with what lies in overflow pages, and whether all of those are sure.

    Raises:
        InvalidRecordError: A page of the chain is lost.
    """
    pieces, missing = [bytes(cell.local)], cell.size - len(cell.local)
    number, sure = cell.overflow, True
    while missing > 0:
        page = source.page(number) if 1 < number <= source.count else None
        if page is None:
            raise InvalidRecordError("index overflow page")
        piece = bytes(page[_LINK_BYTES : _LINK_BYTES + missing])
        pieces.append(piece)
        missing -= len(piece)
        sure &= source.is_sure(number)
        number = int.from_bytes(page[:_LINK_BYTES], "big")
    return b"".join(pieces), sure


def map_page_of(number: int) -> int:
    """The pointer map page that tells of a page; itself for a map page."""
    map_page = (number - 2) // (_MAP_ENTRIES + 1) * (_MAP_ENTRIES + 1) + 2
    return map_page + (map_page == _LOCK_PAGE)


def map_entry(source: PageSource, number: int) -> tuple[MapEntry, int] | None:
    """What the pointer map says of a page, and the page above it; None when it is lost."""
    map_page = map_page_of(number)
    raw = source.page(map_page) if number > map_page else None
    if raw is None:
        return None
    at = (number - map_page - 1) * 5
    if raw[at] not in _ENTRIES:
        return None
    return MapEntry(raw[at]), int.from_bytes(raw[at + 1 : at + 5], "big")


def _local_bytes(size: int, most: int) -> int:
    if size <= most:
        return size
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (INDEX_PAGE_BYTES - _LINK_BYTES)
    return local if local <= most else _LEAST_LOCAL


_KINDS = frozenset(PageKind)
_ENTRIES = frozenset(MapEntry)
