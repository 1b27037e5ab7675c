"""Entries as the window shows them, and the orders that they can be shown in."""

from __future__ import annotations

import enum
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from engine.namespace import Inode, LockMark, Namespace

T = TypeVar("T")

_SORT_RUN = 8192
"""A sort is one call that nobody can interrupt; runs of this length take a few milliseconds."""

TRASH_PREFIX = b".Trash-"


class Row(NamedTuple):
    """An entry as the window shows it."""

    name: bytes
    ino: int
    mode: int
    size: int
    mtime_ns: int
    lock: LockMark | None = None
    """The second lock that it lies under; None for none."""

    @property
    def is_folder(self) -> bool:
        """Whether it holds entries."""
        return self.mode & 0o170000 == stat.S_IFDIR

    @property
    def is_file(self) -> bool:
        """Whether it holds data."""
        return self.mode & 0o170000 == stat.S_IFREG

    @property
    def is_link(self) -> bool:
        """Whether it points somewhere."""
        return self.mode & 0o170000 == stat.S_IFLNK

    @property
    def is_closed(self) -> bool:
        """Whether nobody reads it, since it lies under a second lock that is closed."""
        return self.lock is not None and not self.lock.is_open


class SortBy(enum.Enum):
    """The columns that rows can be ordered by."""

    NAME = "name"
    SIZE = "size"
    MODIFIED = "modified"
    KIND = "kind"
    FOLDER = "folder"
    """Of a search's results only: the folder that holds them."""


@dataclass(frozen=True, slots=True)
class Order:
    """How rows are ordered, and which are shown. Folders come before files in any order."""

    by: SortBy = SortBy.NAME
    descending: bool = False
    pattern: str = ""
    """Rows whose names fit it: a part of them in any case, or with `*` or `?` all of it."""
    hidden: bool = False
    """Rows whose names begin with a dot, too."""


def display_name(name: bytes) -> str:
    """A name as text; bytes that are no UTF-8 become the replacement character."""
    return name.decode("utf-8", "replace")


def extension(name: bytes) -> str:
    """What stands behind a name's last dot, in lower case."""
    stem, dot, rest = name.rpartition(b".")
    return rest.decode("utf-8", "replace").lower() if dot and stem else ""


def rows_of(namespace: Namespace, parent: int, entries: Sequence[tuple[bytes, Inode]]) -> list[Row]:
    """Rows of a folder's entries, from what the engine tells."""
    marks = namespace.lock_marks(parent, (inode.ino for _, inode in entries))
    return [
        Row(name, inode.ino, inode.mode, inode.size, inode.mtime_ns, marks.get(inode.ino))
        for name, inode in entries
    ]


def ordered(rows: Iterable[Row], order: Order) -> list[Row]:
    """Rows in an order: folders first, then by the column, then by name."""
    return ordered_by(rows, order, lambda row: row)


def ordered_by(things: Iterable[T], order: Order, row_of_thing: Callable[[T], Row]) -> list[T]:
    """The same for things that have a row."""
    folders: list[T] = []
    others: list[T] = []
    for thing in things:
        (folders if row_of_thing(thing).is_folder else others).append(thing)
    result = []
    column = _KEYS.get(order.by)
    for part in (folders, others):
        _sort(part, lambda thing: name_key(row_of_thing(thing)))
        if column is not None:
            _sort(part, partial(_key_of, column, row_of_thing))
        if order.descending:
            part.reverse()
        result += part
    return result


def _key_of(column: Callable[[Row], Any], row_of_thing: Callable[[T], Row], thing: T) -> Any:
    return column(row_of_thing(thing))


def _sort(rows: list[T], key: Callable[[T], Any]) -> None:
    """Sort in runs, so that no single call holds the interpreter for long."""
    if len(rows) > _SORT_RUN:
        runs = [rows[start : start + _SORT_RUN] for start in range(0, len(rows), _SORT_RUN)]
        for run in runs:
            run.sort(key=key)
        rows[:] = [row for run in runs for row in run]
    rows.sort(key=key)


def name_key(row: Row) -> str:
    """What rows are ordered by when they are ordered by name."""
    # One string, which sorts three times as fast as a tuple; the name itself settles ties.
    text = display_name(row.name)
    return f"{text.casefold()}\0{text}"


def _kind_key(row: Row) -> str:
    return extension(row.name)


_KEYS: dict[SortBy, Callable[[Row], Any]] = {
    SortBy.SIZE: lambda row: row.size,
    SortBy.MODIFIED: lambda row: row.mtime_ns,
    SortBy.KIND: _kind_key,
}


def full_key(order: Order) -> Callable[[Row], tuple[bool, Any, str]]:
    """What a row's place in an order depends on, as one key; of a list that ascends."""
    column = _KEYS.get(order.by)

    def key(row: Row) -> tuple[bool, Any, str]:
        return (not row.is_folder, column(row) if column is not None else 0, name_key(row))

    return key


def position_descending(shown: Sequence[Row], row: Row, order: Order) -> int:
    """As bisect does, in a list whose two parts (folders, others) each descend."""
    key = full_key(order)
    wanted = key(row)
    low, high = 0, len(shown)
    while low < high:
        middle = (low + high) // 2
        found = key(shown[middle])
        comes_before = found[0] < wanted[0] or (found[0] == wanted[0] and found[1:] > wanted[1:])
        if comes_before:
            low = middle + 1
        else:
            high = middle
    return low
