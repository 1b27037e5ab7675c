"""Rows out of an index of which pages are lost: right, or known to be missing."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.constants import INDEX_PAGE_BYTES
from engine.errors import InvalidRecordError
from engine.index.btree import map_page_of, parse_cell, parse_page
from engine.index.frames import committed_pages
from engine.index.records import columns_of, read_varint
from engine.index.remains import IndexRemains, LostRanges, Table
from engine.index.remains_reader import read_remains
from engine.index.schema import create_tables

FILES = 1500


@dataclass
class Pages:
    """An index in memory, of which pages can be taken away or aged."""

    pages: dict[int, bytes]
    count: int
    doubtful: set[int] = field(default_factory=set)

    def page(self, number: int) -> bytes | None:
        return self.pages.get(number)

    def is_sure(self, number: int) -> bool:
        return number not in self.doubtful


def make_index() -> apsw.Connection:
    """Inodes, names, contents of many lengths, pointers, attributes; some deleted again."""
    choose = random.Random(1)
    connection = apsw.Connection(":memory:")
    connection.execute(f"pragma page_size={INDEX_PAGE_BYTES}")
    connection.execute("pragma auto_vacuum=INCREMENTAL")
    create_tables(connection)
    with connection:
        for ino in range(2, FILES):
            row = (ino, 0o100644, 1, 0, 0, 0, ino * 7, ino % 32, ino << 30, -ino, 3, 4, 1)
            connection.execute(f"insert into inode values ({','.join('?' * 13)})", row)
            name = b"%d-" % ino + b"n" * (ino % 240)
            connection.execute("insert into dirent values (?, ?, ?, 8)", (1 + ino % 9, name, ino))
            length = ino * 11 if ino % 5 else 60
            blob = choose.randbytes(length)
            if ino % 3:
                connection.execute("insert into content values (?, ?)", (ino, blob))
            for leaf in range(ino % 7 - 3):
                pointers = choose.randbytes(16 * (1 + ino % 256))
                connection.execute("insert into extent values (?, ?, ?)", (ino, leaf, pointers))
            if ino % 50 == 0:
                value = choose.randbytes(ino * 20)
                connection.execute("insert into xattr values (?, ?, ?)", (ino, b"user.x", value))
        for ino in range(2, FILES, 11):
            connection.execute("delete from content where ino = ?", (ino,))
            connection.execute("delete from inode where ino = ?", (ino,))
    return connection


@pytest.fixture(scope="module")
def index() -> apsw.Connection:
    return make_index()


def pages_of(connection: apsw.Connection) -> Pages:
    raw = connection.serialize("main")
    count = len(raw) // INDEX_PAGE_BYTES
    return Pages({n + 1: raw[n * 4096 : (n + 1) * 4096] for n in range(count)}, count)


def truth(connection: apsw.Connection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f"select * from {table}").fetchall()


def check_sound(connection: apsw.Connection, remains: IndexRemains) -> int:
    """Every row is right or doubtful; every row that is not there lies in a lost range.

    Returns:
        How many rows were read.
    """
    found = 0
    for row in truth(connection, "inode"):
        got = remains.inode(row[0])
        if got is None:
            assert remains.lost[Table.INODE].covers(row[0])
        elif got[1]:
            assert tuple(got[0]) == row
            found += 1
    for ino, data in truth(connection, "content"):
        got = remains.content(ino)
        if got is None:
            assert remains.lost[Table.CONTENT].covers(ino)
        elif got[1]:
            assert got[0] == data
            found += 1
    for parent, name, ino, kind in truth(connection, "dirent"):
        entry = remains.names.get(parent, {}).get(name)
        if entry is None:
            assert remains.lost[Table.DIRENT].covers(parent)
        elif entry.sure:
            assert entry[:2] == (ino, kind)
            found += 1
    rows: dict[int, list[tuple[int, bytes]]] = {}
    for ino, leaf, pointers in truth(connection, "extent"):
        rows.setdefault(ino, []).append((leaf, pointers))
    for ino, leaves in rows.items():
        there = list(remains.extents(ino))
        sure = [(leaf, raw) for leaf, raw, is_sure in there if is_sure]
        assert set(sure) <= set(leaves)
        assert len(sure) == len(leaves) or remains.lost[Table.EXTENT].covers(ino)
        found += len(sure)
    return found


def test_a_whole_index(index: apsw.Connection) -> None:
    remains = read_remains(pages_of(index))
    assert remains.is_whole
    tables = ("inode", "content", "dirent", "extent")
    assert check_sound(index, remains) == sum(len(truth(index, table)) for table in tables)
    assert set(remains.inodes()) == {row[0] for row in truth(index, "inode")}
    assert sum(map(len, remains.names.values())) == len(truth(index, "dirent"))
    for ino, name, value in truth(index, "xattr"):
        assert list(remains.xattrs(ino)) == [(name, value)]
    assert remains.settings[b"next_ino"] == 2


@pytest.mark.parametrize("seed", range(12))
def test_pages_lost(seed: int, index: apsw.Connection) -> None:
    pages = pages_of(index)
    choose = random.Random(seed)
    lost = choose.sample(range(1, pages.count + 1), pages.count * (1 + seed) // 14)
    for number in lost:
        del pages.pages[number]
    remains = read_remains(pages)
    found = check_sound(index, remains)
    assert found or 2 in lost  # without the pointer map nothing loose is sure


@pytest.mark.parametrize("table", ["inode", "content", "dirent", "extent"])
def test_the_root_of_a_table_lost(table: str, index: apsw.Connection) -> None:
    """The pointer map leads to every page below it; what lay in the root itself is all that is gone."""
    root = index.execute("select rootpage from sqlite_schema where name = ?", (table,)).fetchone()
    pages = pages_of(index)
    del pages.pages[int(str(root[0]))]  # type: ignore[index]
    remains = read_remains(pages)
    every = sum(len(truth(index, each)) for each in ("inode", "content", "dirent", "extent"))
    assert every - 60 < check_sound(index, remains) <= every


def test_an_older_page_is_doubtful(index: apsw.Connection) -> None:
    """Rows of a page that is of an earlier moment are told apart, and give way to sure ones."""
    pages = pages_of(index)
    newer = make_index()
    with newer:
        newer.execute("update inode set size = 12345 where ino % 2")
    now = pages_of(newer)
    changed = [n for n in now.pages if pages.pages.get(n) != now.pages[n]]
    aged = changed[::2]
    for number in aged:
        now.pages[number] = pages.pages[number]
        now.doubtful.add(number)
    remains = read_remains(now)
    check_sound(newer, remains)
    doubtful = [ino for ino in remains.inodes() if not remains.inode(ino)[1]]  # type: ignore[index]
    assert doubtful
    assert all(remains.lost[Table.INODE].covers(ino) for ino in doubtful)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_pages_of_anything(data: st.DataObject, index: apsw.Connection) -> None:
    """Whatever the bytes are: rows or losses, never another error and never an endless walk."""
    pages = pages_of(index)
    choose = random.Random(data.draw(st.integers(0, 2**32)))
    for _ in range(data.draw(st.integers(1, 40))):
        number = choose.randrange(1, pages.count + 1)
        page = bytearray(pages.pages[number])
        way = choose.randrange(4)
        if way == 0:
            page[:] = choose.randbytes(len(page))
        elif way == 1:
            page[:] = pages.pages[choose.randrange(1, pages.count + 1)]
        else:
            for _ in range(choose.randrange(1, 30)):
                page[choose.randrange(64 if way == 2 else len(page))] = choose.randrange(256)
        pages.pages[number] = bytes(page)
    remains = read_remains(pages)
    for ino in sorted(remains.owners())[::10]:
        try:
            remains.inode(ino)
        except InvalidRecordError:
            continue
        remains.content(ino)
        list(remains.extents(ino))
        list(remains.xattrs(ino))


@given(raw=st.binary(max_size=200))
def test_records_of_anything(raw: bytes) -> None:
    for read in (lambda: columns_of(raw, 3), lambda: read_varint(raw, 0)):
        try:
            read()
        except InvalidRecordError:
            continue


@given(
    raw=st.binary(min_size=INDEX_PAGE_BYTES, max_size=INDEX_PAGE_BYTES),
    kind=st.sampled_from([2, 5, 10, 13]),
)
@settings(max_examples=50, suppress_health_check=list(HealthCheck))
def test_cells_of_anything(raw: bytes, kind: int) -> None:
    try:
        page = parse_page(2, bytes([kind]) + raw[1:])
        for at in page.cells:
            cell = parse_cell(page, at)
            assert len(cell.local) <= INDEX_PAGE_BYTES
    except InvalidRecordError:
        return


def test_lost_ranges() -> None:
    ranges = LostRanges()
    assert not ranges.covers(3)
    ranges.add(5, 9)
    ranges.add(1, 2)
    ranges.add(8, 12)
    assert [key for key in range(15) if ranges.covers(key)] == [1, 2, 5, 6, 7, 8, 9, 10, 11, 12]


def test_pointer_map_pages() -> None:
    """Where SQLite has them: page 2, then every 820th; what lies between belongs to the one before."""
    assert [number for number in range(2, 3000) if map_page_of(number) == number] == [
        2,
        822,
        1642,
        2462,
    ]
    assert map_page_of(821) == 2


def test_frames_of_an_unfinished_commit_are_left_out() -> None:
    page = bytes(INDEX_PAGE_BYTES)

    def frame(number: int, length: int, fill: int, salt: bytes = b"saltsalt") -> bytes:
        head = number.to_bytes(4, "big") + length.to_bytes(4, "big") + salt + bytes(8)
        return head + bytes([fill]) * len(page)

    log = bytes(16) + b"saltsalt" + bytes(8)
    log += frame(3, 0, 1) + frame(4, 9, 2) + frame(3, 0, 5) + frame(4, 9, 6, b"oldersal")
    pages, count = committed_pages(log)
    assert count == 9
    assert {number: content[0] for number, content in pages.items()} == {3: 1, 4: 2}
    assert committed_pages(b"") == ({}, 0)
