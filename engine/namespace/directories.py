"""Directory entries, in the index at once: a name is where the index says, at any time."""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.errors import NoEntryError
from engine.index.statements import (
    ADD_NAME,
    INODE_COLUMNS,
    MOVE_NAME,
    POINT_NAME,
    REMOVE_NAME,
)
from engine.namespace.backing import Store
from engine.namespace.inode import Entry

_JOINED = ", ".join(f"i.{column.strip()}" for column in INODE_COLUMNS.split(","))
_FIND = "select ino, kind from dirent where parent = ? and name = ?"
_LIST = "select name, ino, kind from dirent where parent = ? and name > ? order by name limit ?"
_LIST_JOINED = (
    f"select d.name, d.ino, {_JOINED} from dirent d left join inode i on i.ino = d.ino"  # noqa: S608
    " where d.parent = ? and d.name > ? order by d.name limit ?"
)

_NAMES = "select parent, name from dirent where ino = ?"
_NAMES_IN = "select parent, name from dirent where parent = ? and ino = ?"


class Target(NamedTuple):
    """What a directory entry names."""

    ino: int
    kind: int


class Directories:
    """The `dirent` table. Each method is one statement, and so takes effect whole or not at all."""

    __slots__ = ("_store",)

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, parent: int, name: bytes) -> Target | None:
        """What a name stands for, or None."""
        row = self._store.execute(_FIND, (parent, name)).fetchone()
        return None if row is None else Target(row[0], row[1])

    def need(self, parent: int, name: bytes) -> Target:
        """What a name stands for.

        Raises:
            NoEntryError: Nothing.
        """
        row = self._store.execute(_FIND, (parent, name)).fetchone()
        if row is None:
            raise NoEntryError(name)
        return Target(row[0], row[1])

    def add(self, parent: int, name: bytes, ino: int, kind: int) -> bool:
        """Give a name; False when it is taken."""
        self._store.execute(ADD_NAME, (parent, name, ino, kind))
        return self._store.connection.changes() > 0

    def remove(self, parent: int, name: bytes) -> None:
        """Take a name away."""
        self._store.execute(REMOVE_NAME, (parent, name))

    def move(self, parent: int, name: bytes, new_parent: int, new_name: bytes) -> None:
        """Rename; the new name's entry is replaced if there is one."""
        self._store.execute(MOVE_NAME, (new_parent, new_name, parent, name))

    def point(self, parent: int, name: bytes, ino: int, kind: int) -> None:
        """Let an existing name stand for something else."""
        self._store.execute(POINT_NAME, (ino, kind, parent, name))

    def is_empty(self, parent: int) -> bool:
        """Whether a directory has no entries."""
        found = self._store.execute("select 1 from dirent where parent = ? limit 1", (parent,))
        return found.fetchone() is None

    def listed(self, parent: int, after: bytes, limit: int) -> list[Entry]:
        """Entries in the order of their names' bytes."""
        rows = self._store.execute(_LIST, (parent, after, limit)).fetchall()
        return [Entry._make(row) for row in rows]

    def listed_rows(self, parent: int, after: bytes, limit: int) -> list[tuple[Any, ...]]:
        """Name, inode number, and the columns of an `InodeRow` or NULLs where none is written yet."""
        rows: list[tuple[Any, ...]] = self._store.execute(
            _LIST_JOINED, (parent, after, limit)
        ).fetchall()
        return rows

    def names_of(self, ino: int, parent: int | None = None) -> list[tuple[int, bytes]]:
        """(parent, name) of an inode's entries in one directory, or anywhere (a full scan)."""
        if parent is None:
            return list(self._store.execute(_NAMES, (ino,)).fetchall())
        return list(self._store.execute(_NAMES_IN, (parent, ino)).fetchall())
