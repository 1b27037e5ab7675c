"""Where each table of an index begins that may be damaged: SQLite's own table of tables, or a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import apsw

from engine.constants import INDEX_PAGE_BYTES
from engine.errors import InvalidRecordError
from engine.index.btree import PageSource, parse_cell, parse_page
from engine.index.records import Value, columns_of
from engine.index.schema import create_tables

_MOST_SCHEMA_PAGES = 64
_NOT_EVERYWHERE = ("lock", "locked", "seal")
"""Tables that a vault has from its first second lock on, if it was made before there were any."""


def table_roots(source: PageSource) -> Mapping[str, int]:
    """The root page of each table: as the index says, or as it is made where that is lost."""
    roots = dict(_created_roots())
    known: dict[str, int] = {}
    try:
        for kind, name, _, root in _schema_rows(source):
            if kind == b"table" and isinstance(name, bytes) and isinstance(root, int):
                known[name.decode(errors="replace")] = root
        for table in _NOT_EVERYWHERE:
            roots.pop(table, None)
    except InvalidRecordError:
        pass
    return roots | known


def _schema_rows(source: PageSource) -> Iterator[Sequence[Value]]:
    """The first columns of SQLite's own table of tables, which begins at page 1.

    Raises:
        InvalidRecordError: Some of it is lost.
    """
    waiting = [1]
    for number in waiting:  # grows as it goes
        page = parse_page(number, source.page(number) or b"")
        cells = [parse_cell(page, at) for at in page.cells]
        if page.kind.is_leaf:
            yield from (columns_of(cell.local, 4) for cell in cells)
        else:
            waiting += [*(cell.child for cell in cells), page.last_child]
        if len(waiting) > _MOST_SCHEMA_PAGES:
            raise InvalidRecordError("index: schema")


def _created_roots() -> Iterator[tuple[str, int]]:
    connection = apsw.Connection(":memory:")
    connection.execute(f"pragma page_size={INDEX_PAGE_BYTES}")
    connection.execute("pragma auto_vacuum=INCREMENTAL")
    create_tables(connection)
    rows = connection.execute("select name, rootpage from sqlite_schema").fetchall()
    connection.close()
    for name, root in rows:
        yield str(name), int(str(root))
