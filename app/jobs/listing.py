"""A folder of the vault as a list: fetched by pages, ordered and filtered away from the window.

One `FolderListing` lives in one worker's thread. It knows which rows the window shows, so that it
can tell changes as edits at row numbers, and the window never searches or sorts.
"""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from app.jobs.matching import name_matcher
from app.jobs.rows import (
    TRASH_PREFIX,
    Order,
    Row,
    full_key,
    ordered,
    position_descending,
    rows_of,
)
from engine.errors import NamespaceError
from engine.progress import CancelToken

if TYPE_CHECKING:
    from engine.namespace import Namespace

FIRST_PAGE = 1000
"""Entries of the first page: shown at once, before the rest is there."""

PAGE = 2000
"""Entries of a further page: some milliseconds under the namespace's lock."""

MOST_EDITS = 200
"""More changes at once than this are shown as a whole new list."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The whole list anew. `complete` is false while more pages are on their way."""

    rows: tuple[Row, ...]
    total: int
    """Entries in the folder, those that are not shown included."""
    complete: bool = True


class EditKind(enum.Enum):
    """What becomes of one row."""

    INSERT = "insert"
    REMOVE = "remove"
    UPDATE = "update"


class Edit(NamedTuple):
    """One row that changed; the number holds once the edits before it are made."""

    kind: EditKind
    at: int
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """A few changes of the list."""

    edits: tuple[Edit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The folder is not there any more."""


Update = Rows | Edits | Gone

_Changed = tuple[bytes, Row | None, Row | None]
"""A name, and its row before and after."""


class FolderListing:
    """The entries of one folder, and which of them are shown in which order."""

    def __init__(self, namespace: Namespace, ino: int, order: Order) -> None:
        self.ino = ino
        self._namespace = namespace
        self._order = order
        self._entries: dict[bytes, Row] = {}
        self._names: dict[int, set[bytes]] = {}
        self._shown: list[Row] = []
        self._after: bytes | None = None
        self._complete = False

    # -- loading --------------------------------------------------------------------------------

    def load(self, cancel: CancelToken) -> Update | None:
        """Fetch the next page. Returns what is to be shown now; None when nothing new is.

        Raises:
            CancelledError: Nobody wants the rest.
            DamageError: The index cannot be read.
        """
        cancel.check()
        first = self._after is None
        limit = FIRST_PAGE if first else PAGE
        try:
            page = self._namespace.entries_with_inodes(self.ino, after=self._after, limit=limit)
        except NamespaceError:
            return Gone()
        for row in rows_of(self._namespace, self.ino, page):
            self._add(row)
        self._complete = len(page) < limit
        if page:
            self._after = page[-1][0]
        if first or self._complete:
            return self._all()
        return None

    @property
    def complete(self) -> bool:
        """Whether every page is there."""
        return self._complete

    @property
    def count(self) -> int:
        """Entries that have been fetched."""
        return len(self._entries)

    # -- changing -------------------------------------------------------------------------------

    def reorder(self, order: Order) -> Rows:
        """Show other rows, or in another order."""
        self._order = order
        return self._all()

    def refresh(self, names: Iterable[bytes], inodes: Iterable[int]) -> Update | None:
        """Look again at names and inodes that have changed."""
        changed_inodes = set(inodes)
        if self.ino in changed_inodes and self._is_gone():
            return Gone()
        wanted = set(names)
        for ino in changed_inodes:
            wanted |= self._names.get(ino, set())
        if not self._complete:  # later pages bring what lies behind; this, what lies before
            wanted = {name for name in wanted if self._after is not None and name <= self._after}
        if not wanted:
            return None
        try:
            found = self._namespace.entries_with_inodes(self.ino, names=sorted(wanted))
        except NamespaceError:
            return Gone()
        present = {row.name: row for row in rows_of(self._namespace, self.ino, found)}
        changed = [
            (name, self._entries.get(name), present.get(name))
            for name in sorted(wanted)
            if self._entries.get(name) != present.get(name)
        ]
        for name, old, new in changed:
            if old is not None:
                self._drop(name, old)
            if new is not None:
                self._add(new)
        return self._told(changed)

    def refresh_locks(self) -> Update | None:
        """Look again which rows lie under second locks, and which of those are open."""
        rows = list(self._entries.values())
        changed: list[_Changed] = []
        for start in range(0, len(rows), PAGE):
            page = rows[start : start + PAGE]
            marks = self._namespace.lock_marks(self.ino, (row.ino for row in page))
            for row in page:
                mark = marks.get(row.ino)
                if row.lock != mark:
                    self._entries[row.name] = row._replace(lock=mark)
                    changed.append((row.name, row, self._entries[row.name]))
        return self._told(changed)

    # -- details --------------------------------------------------------------------------------

    def _told(self, changed: Sequence[_Changed]) -> Update | None:
        """What the window is told of changed rows."""
        if not changed:
            return None
        if len(changed) > MOST_EDITS or not self._complete:
            return self._all()
        return self._edits(changed)

    def _is_gone(self) -> bool:
        """Whether the folder has no name any more; a mount may keep its inode for a while."""
        try:
            return not self._namespace.inode(self.ino).nlink
        except NamespaceError:
            return True

    def _add(self, row: Row) -> None:
        self._entries[row.name] = row
        self._names.setdefault(row.ino, set()).add(row.name)

    def _drop(self, name: bytes, row: Row) -> None:
        del self._entries[name]
        names = self._names[row.ino]
        names.discard(name)
        if not names:
            del self._names[row.ino]

    def _all(self) -> Rows:
        wanted = [row for row in self._entries.values() if self._is_wanted(row)]
        self._shown = ordered(wanted, self._order)
        return Rows(tuple(self._shown), len(self._entries), self._complete)

    def _edits(self, changed: Sequence[_Changed]) -> Edits:
        edits = []
        for _, was, now in changed:
            old = was if was is not None and self._is_wanted(was) else None
            new = now if now is not None and self._is_wanted(now) else None
            before = self._place_of(old) if old is not None else -1
            if old is not None:
                del self._shown[before]
            if new is None:
                edits += [Edit(EditKind.REMOVE, before)] if old is not None else []
                continue
            after = self._position(new)
            self._shown.insert(after, new)
            if old is not None and before == after:
                edits.append(Edit(EditKind.UPDATE, after, new))
                continue
            if old is not None:
                edits.append(Edit(EditKind.REMOVE, before))
            edits.append(Edit(EditKind.INSERT, after, new))
        return Edits(tuple(edits), len(self._entries))

    def _position(self, row: Row) -> int:
        """Where a shown row stands, or would stand."""
        key = full_key(self._order)
        if self._order.descending:
            return position_descending(self._shown, row, self._order)
        return bisect_left(self._shown, key(row), key=key)

    def _place_of(self, row: Row) -> int:
        """Where a row stands; names that are no text may share a key."""
        at = self._position(row)
        while self._shown[at].name != row.name:
            at += 1
        return at

    def _is_wanted(self, row: Row) -> bool:
        if row.name.startswith(b".") and (
            not self._order.hidden or row.name.startswith(TRASH_PREFIX)
        ):
            return False
        pattern = self._order.pattern
        return not pattern or name_matcher(pattern)(row.name)


def pages(listing: FolderListing, cancel: CancelToken) -> Iterator[Update]:
    """All updates until the listing is complete. For tests and for whoever can wait."""
    while not listing.complete:
        update = listing.load(cancel)
        if update is not None:
            yield update
        if isinstance(update, Gone):
            return
