"""What statements change, made once more elsewhere."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import suppress

import apsw
import pytest

from engine.constants import NOTED_CHANGES_BYTES
from engine.errors import IndexDamagedError
from engine.format.row_changes import ChangeKind, pack_change, unpack_changes
from engine.index import IndexSession, IndexVfs, MemoryLog, statements
from engine.index.pages import ChunkedPages
from engine.index.recorder import ChangeRecorder
from engine.index.schema import create_tables
from engine.index.statements import PUT_TEXT, STATEMENTS

_TABLES = ("inode", "dirent", "content", "xattr", "orphan", "setting")


class Undone(Exception):
    """Ends a savepoint."""


def made_session() -> IndexSession:
    session = IndexSession(IndexVfs(ChunkedPages(None), MemoryLog()))  # type: ignore[arg-type]
    create_tables(session.connection)
    return session


@pytest.fixture
def sessions() -> Iterator[tuple[IndexSession, IndexSession]]:
    both = made_session(), made_session()
    for session in both:  # the root's times differ
        session.execute("delete from inode")
    yield both
    for session in both:
        session.close()


def content(session: IndexSession) -> dict[str, list[object]]:
    return {
        table: sorted(session.execute(f"select * from {table}").fetchall()) for table in _TABLES
    }


def do_something(session: IndexSession, choose: random.Random) -> None:
    ino, other = choose.randrange(2, 9), choose.randrange(2, 9)
    name, new = (choose.choice((b"a", b"b", b"\xff", b"long" * 50)) for _ in range(2))
    values = {
        ChangeKind.PUT_INODE: (ino, *(choose.randrange(1 << 40) for _ in range(12))),
        ChangeKind.ADD_NAME: (ino, name, other, 8),
        ChangeKind.REMOVE_NAME: (ino, name),
        ChangeKind.MOVE_NAME: (other, new, ino, name),
        ChangeKind.POINT_NAME: (other, 4, ino, name),
        ChangeKind.PUT_TEXT: (ino, bytearray(choose.randbytes(choose.randrange(3000)))),
        ChangeKind.PUT_XATTR: (ino, name, choose.randbytes(10)),
        ChangeKind.REMOVE_XATTR: (ino, name),
        ChangeKind.PUT_SETTING: (choose.choice(("inodes", "next_ino", "ä")), other),
    }
    kind = choose.choice(list(ChangeKind))
    row = values.get(kind, (ino,))
    if choose.random() < 0.5:
        session.execute(STATEMENTS[kind], row)
    else:
        session.executemany(STATEMENTS[kind], [row, values.get(kind, (other,))])


@pytest.mark.parametrize("seed", range(20))
def test_changes_that_are_made_again_give_the_same_rows(sessions, seed: int) -> None:
    session, copy = sessions
    choose = random.Random(seed)
    session.begin()
    session.changes.start()
    for _ in range(12):
        for _ in range(choose.randrange(10)):
            do_something(session, choose)
            session.execute("select 1 from inode").fetchall()
        with suppress(Undone), session.savepoint():
            do_something(session, choose)
            with session.savepoint():
                do_something(session, choose)
            if choose.random() < 0.5:
                raise Undone
        changes = session.changes.take()
        assert changes is not None
        copy.make_again([changes])
        assert content(copy) == content(session)
    session.commit()


def test_nothing_is_recorded_before_the_start() -> None:
    recorder = ChangeRecorder()
    recorder.record(PUT_TEXT, [(1, b"x")])
    assert recorder.take() is None
    recorder.start()
    assert recorder.take() == b""
    recorder.record(PUT_TEXT, [(1, b"x"), (2, b"y")])
    taken = recorder.take()
    assert taken is not None
    assert [change.values for change in unpack_changes(taken)] == [(1, b"x"), (2, b"y")]
    assert recorder.take() == b""
    recorder.stop()
    assert recorder.take() is None


@pytest.mark.parametrize(
    "statement",
    ["delete from inode", "update inode set mode = 1", "create table t (a)", "pragma user_version = 2",
     "Insert into orphan values (1)", "with x as (select 1) delete from inode"],
)  # fmt: skip
def test_after_a_statement_of_another_kind_nothing_is_known(statement: str) -> None:
    recorder = ChangeRecorder()
    recorder.start()
    recorder.record(PUT_TEXT, [(1, b"x")])
    recorder.record(statement, [()])
    recorder.record(PUT_TEXT, [(1, b"x")])
    assert recorder.take() is None


def test_a_statement_of_another_kind_that_is_undone(sessions) -> None:
    """It is not looked into: the pages say it."""
    session, _ = sessions
    session.begin()
    session.changes.start()
    with suppress(Undone), session.savepoint():
        session.execute("delete from inode")
        raise Undone
    assert session.changes.take() is None
    session.commit()


def test_only_so_much_is_recorded() -> None:
    recorder = ChangeRecorder()
    recorder.start()
    for number in range(4):
        recorder.record(PUT_TEXT, [(number, bytes(NOTED_CHANGES_BYTES // 4 - 13))])
    assert recorder
    recorder.record(PUT_TEXT, [(9, b"")])
    assert recorder.take() is None


def test_a_statement_that_fails_changes_nothing(sessions) -> None:
    session, _ = sessions
    session.begin()
    session.changes.start()
    with pytest.raises(IndexDamagedError):
        session.execute(PUT_TEXT, (1, None))
    assert session.changes.take() == b""
    session.commit()


def test_of_several_rows_some_may_have_been_changed(sessions) -> None:
    session, _ = sessions
    session.begin()
    session.changes.start()
    with pytest.raises(IndexDamagedError):
        session.executemany(PUT_TEXT, [(1, b"text"), (2, None)])
    assert session.changes.take() is None
    session.commit()


def test_changes_that_do_not_fit_are_damage(sessions) -> None:
    session, _ = sessions
    session.execute("drop table xattr")
    with pytest.raises(IndexDamagedError):
        session.make_again([pack_change(ChangeKind.PUT_XATTR, (1, b"a", b"b"))])


def test_statements_depend_on_nothing_but_their_values(sessions) -> None:
    """They are of one table, without a clock or chance, and SQLite takes all of them."""
    session, _ = sessions
    for statement in STATEMENTS.values():
        words = statement.replace("(", " ").split()
        assert "select" not in words
        assert not any(word.endswith("()") for word in words)
        session.execute(
            "explain " + statement, tuple(os.urandom(1) for _ in range(statement.count("?")))
        )
    assert statements.INODE_COLUMNS.count(",") == 12
    assert isinstance(session.connection, apsw.Connection)
