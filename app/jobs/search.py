"""Finding entries by name, in the whole vault or below one folder.

A `NameSearch` lives in one worker's thread and goes through the vault's names page by page, so that
the browser's other questions come in between and the first results show at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from app.jobs.entries import Place
from app.jobs.matching import folded, name_matcher
from app.jobs.rows import TRASH_PREFIX, Order, Row, SortBy, ordered_by, rows_of
from engine.constants import ROOT_INODE
from engine.errors import NamespaceError
from engine.progress import CancelToken

if TYPE_CHECKING:
    from engine.namespace import Namespace, PlacedEntry

MOST_FOUND = 10_000
"""Results that are kept; nobody reads more, and a longer pattern finds fewer."""

PAGE = 5000
"""Names in one look: some milliseconds under the namespace's lock."""

_FOLDER_KIND = 4


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for."""

    pattern: str
    """A part of the name in any case; with `*` or `?` in it, the whole name as in a shell."""
    folder: int = ROOT_INODE
    """Only what lies below it."""
    hidden: bool = False
    """Names that begin with a dot, and what lies in such folders, too."""


class Found(NamedTuple):
    """An entry that was found."""

    row: Row
    place: Place
    folder: bytes
    """The path of the folder that holds it."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a step has found. With `complete`, all that was found, in order."""

    found: tuple[Found, ...]
    complete: bool = False
    cut: bool = False
    """There is more than MOST_FOUND."""


class _Way(NamedTuple):
    """A folder's path, with a slash at its end, and whether what it holds is looked for."""

    path: bytes
    wanted: bool


class NameSearch:
    """One search, from beginning to end."""

    def __init__(self, namespace: Namespace, query: SearchQuery, order: Order) -> None:
        self.query = query
        self._namespace = namespace
        self._order = order
        self._matches = name_matcher(query.pattern)
        self._after: tuple[int, bytes] | None = None
        self._folders: dict[int, tuple[int, bytes]] = {}
        self._ways = {ROOT_INODE: _Way(b"/", query.folder == ROOT_INODE)}
        self._early: list[PlacedEntry] = []
        """Matches in folders whose own names come later: folders that were moved."""
        self._found: list[Found] = []
        self.complete = False
        self._cut = False

    @property
    def order(self) -> Order:
        """How the results are ordered."""
        return self._order

    @property
    def count(self) -> int:
        """How many were found so far."""
        return len(self._found)

    def step(self, cancel: CancelToken) -> Results:
        """Look at the next page of names.

        Raises:
            CancelledError: Nobody wants the rest.
            DamageError: The index cannot be read.
        """
        cancel.check()
        page = self._namespace.every_entry(self._after, PAGE)
        matches = []
        for entry in page:
            if entry.kind == _FOLDER_KIND:
                self._folders[entry.ino] = (entry.parent, entry.name)
            if self._matches(entry.name):
                matches.append(entry)
        if page:
            self._after = (page[-1].parent, page[-1].name)
        at_end = len(page) < PAGE
        new = self._take([*self._early, *matches] if at_end else matches, at_end)
        self.complete = at_end or self._cut
        if self.complete:
            self._folders.clear()
            self._early.clear()
            return self.reorder(self._order)
        return Results(tuple(new))

    def reorder(self, order: Order) -> Results:
        """All that was found, in another order."""
        self._order = order
        self._found = ordered_by(self._found, order, lambda found: found.row)
        if order.by is SortBy.FOLDER:
            self._found.sort(key=lambda found: folded(found.folder.decode("utf-8", "replace")))
            if order.descending:
                self._found.reverse()
        return Results(tuple(self._found), self.complete, self._cut)

    # -- details --------------------------------------------------------------------------------

    def _take(self, entries: Sequence[PlacedEntry], at_end: bool) -> list[Found]:
        new: list[Found] = []
        for entry in entries:
            way = self._way(entry.parent)
            if way is None:
                if not at_end:
                    self._early.append(entry)
                continue
            if not way.wanted or self._is_hidden(entry.name):
                continue
            if len(self._found) + len(new) >= MOST_FOUND:
                self._cut = True
                break
            with suppress(NamespaceError):  # it went away meanwhile
                inode = self._namespace.inode(entry.ino)
                [row] = rows_of(self._namespace, entry.parent, [(entry.name, inode)])
                new.append(Found(row, Place(entry.parent, entry.name), _without_slash(way.path)))
        self._found += new
        return new

    def _way(self, ino: int) -> _Way | None:
        """A folder's way from the top; None while a name on it is not known."""
        chain: list[int] = []
        at = ino
        while at not in self._ways:
            if at not in self._folders or len(chain) > len(self._folders):
                return None
            chain.append(at)
            at = self._folders[at][0]
        way = self._ways[at]
        for each in reversed(chain):
            name = self._folders[each][1]
            wanted = (way.wanted and not self._is_hidden(name)) or each == self.query.folder
            way = _Way(way.path + name + b"/", wanted)
            self._ways[each] = way
        return way

    def _is_hidden(self, name: bytes) -> bool:
        return name.startswith(b".") and (not self.query.hidden or name.startswith(TRASH_PREFIX))


def _without_slash(path: bytes) -> bytes:
    return path[:-1] if len(path) > 1 else path
