"""Removing an entry with all that is below it."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from engine.namespace.namespace import Namespace

_TOGETHER = 500
"""Entries that are looked at together."""

_FOLDER_KIND = stat.S_IFDIR >> 12


def remove_tree(
    namespace: Namespace, parent: int, name: bytes, *, even_locked: bool = False
) -> Iterator[int]:
    """Remove an entry, and first what is below it; without recursion, however deep it is.

    Args:
        namespace: Where.
        parent: Inode of the directory that has the entry.
        name: The entry, of any kind.
        even_locked: Also what lies under a closed second lock.

    Yields:
        1 for each entry that is gone. Whoever stops asking leaves the rest.

    Raises:
        NamespaceError: One could not be removed; what was removed before it is gone.
    """
    if not namespace.lookup(parent, name).is_directory:
        namespace.unlink(parent, name, even_locked=even_locked)
        yield 1
        return
    way = [(parent, name)]
    while way:
        parent, name = way[-1]
        folder = namespace.lookup(parent, name).ino
        entries = namespace.entries(folder, limit=_TOGETHER)
        if not entries:
            namespace.rmdir(parent, name, even_locked=even_locked)
            way.pop()
            yield 1
        for entry in entries:
            if entry.kind == _FOLDER_KIND:
                way.append((folder, entry.name))
            else:
                namespace.unlink(folder, entry.name, even_locked=even_locked)
                yield 1
