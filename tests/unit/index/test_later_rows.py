"""Noted changes made in what is left of an index: as SQLite would have made them."""

from __future__ import annotations

import random
from contextlib import closing

import pytest

from engine.format.row_changes import ChangeKind, pack_change
from engine.index.later_rows import make_again
from engine.index.remains import IndexRemains, NameRow, Table
from engine.index.remains_reader import read_remains
from engine.index.statements import STATEMENTS
from tests.unit.index.test_recorder import do_something, made_session
from tests.unit.index.test_remains import pages_of

_INOS = range(1, 12)


def told(remains: IndexRemains) -> dict[str, object]:
    return {
        "inodes": {ino: remains.inode(ino) for ino in sorted(remains.inodes())},
        "texts": {ino: remains.content(ino) for ino in _INOS if remains.has_content(ino)},
        "attributes": {ino: sorted(remains.xattrs(ino)) for ino in _INOS},
        "names": {ino: names for ino, names in sorted(remains.names.items()) if names},
        "settings": remains.settings,
        "owners": remains.owners(),
    }


@pytest.mark.parametrize("seed", range(15))
def test_it_is_what_sqlite_would_have_made(seed: int) -> None:
    choose = random.Random(seed)
    with closing(made_session()) as session:
        for _ in range(25):
            do_something(session, choose)
        before = pages_of(session.connection)
        session.changes.start()
        for _ in range(choose.randrange(60)):
            do_something(session, choose)
        changes = session.changes.take()
        after = pages_of(session.connection)
    assert changes is not None
    remains = read_remains(before)
    make_again(remains, [changes])
    expected = told(read_remains(after))
    found = told(remains)
    assert found == expected


def test_a_change_says_what_a_lost_page_does_not() -> None:
    remains = IndexRemains(None)  # type: ignore[arg-type]
    remains.lost[Table.DIRENT].add(1, 1)
    changes = [
        (ChangeKind.ADD_NAME, (1, b"a", 5, 8)),
        (ChangeKind.POINT_NAME, (6, 8, 1, b"b")),
        (ChangeKind.POINT_NAME, (6, 8, 2, b"never was")),
        (ChangeKind.MOVE_NAME, (1, b"new", 1, b"lost")),
        (ChangeKind.REMOVE_NAME, (2, b"lost")),
        (ChangeKind.PUT_TEXT, (5, b"text")),
        (ChangeKind.DELETE_TEXT, (7,)),
        (ChangeKind.REMOVE_XATTR, (7, b"lost")),
    ]
    make_again(remains, [pack_change(kind, values) for kind, values in changes])
    assert remains.names[1] == {b"a": NameRow(5, 8, True), b"b": NameRow(6, 8, True)}
    assert remains.content(5) == (b"text", True)
    assert not remains.has_content(7)
    assert not remains.names[2]


def test_a_doubtful_name_gives_way() -> None:
    remains = IndexRemains(None)  # type: ignore[arg-type]
    remains.names[1] = {b"a": NameRow(4, 8, False), b"b": NameRow(4, 8, True)}
    packed = [pack_change(ChangeKind.ADD_NAME, (1, name, 5, 8)) for name in (b"a", b"b")]
    make_again(remains, packed)
    assert remains.names[1] == {b"a": NameRow(5, 8, True), b"b": NameRow(4, 8, True)}
    assert set(STATEMENTS) == set(ChangeKind)
