"""Questions that go past one folder's list: every name of the vault, and folders without files."""

from __future__ import annotations

import stat
from contextlib import suppress
from typing import NamedTuple

from engine.errors import StaleInodeError
from engine.namespace.entries import EntryOperations
from engine.namespace.inode import Inode

FOLDER_KIND = stat.S_IFDIR >> 12
"""`PlacedEntry.kind` of a directory."""

_EVERY = (
    "select parent, name, ino, kind from dirent where (parent, name) > (?, ?)"
    " order by parent, name limit ?"
)
_FOLDERS = (
    "select name, ino from dirent where parent = ? and name > ? and kind = ? order by name limit ?"
)


class PlacedEntry(NamedTuple):
    """A name, the directory that holds it, and what it names; `kind` is S_IFMT(mode) >> 12."""

    parent: int
    name: bytes
    ino: int
    kind: int


class SearchOperations(EntryOperations):
    """What a search and a tree of folders ask."""

    def every_entry(
        self, after: tuple[int, bytes] | None = None, limit: int = 5000
    ) -> list[PlacedEntry]:
        """At most `limit` names of the whole vault past (parent, name), in that order.

        One range of the index for each page, however many folders it spans. A name that is moved
        while somebody asks page by page may be told twice, or not at all.
        """
        with self._lock:
            rows = self._store.execute(_EVERY, (*(after or (0, b"")), limit)).fetchall()
        return [PlacedEntry._make(row) for row in rows]

    def folders_in(
        self, parent: int, after: bytes | None = None, limit: int = 1000
    ) -> list[tuple[bytes, Inode]]:
        """At most `limit` directories in a directory past the name `after`, by name.

        Raises:
            NotADirectoryInVaultError: `parent` is no directory.
        """
        found = []
        with self._lock:
            self._directory(parent)
            rows = self._store.execute(_FOLDERS, (parent, after or b"", FOLDER_KIND, limit))
            for name, ino in rows.fetchall():
                with suppress(StaleInodeError):  # a damaged index; other lists leave it out, too
                    found.append((name, self._inodes.get(ino)))
        return found
