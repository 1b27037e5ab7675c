"""A walk over a tree of a vault, in the order of names and in bounded memory."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from engine.errors import DamageError, MediumError

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace

_BATCH = 1000
"""Entries that are fetched at once."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry of the tree. `name` is empty where the caller chose the entry by its path."""

    name: bytes
    path: bytes
    inode: Inode


class Visitor(Protocol):
    """What is done with each entry of a tree."""

    def enter(self, stored: Stored, /) -> bool:
        """Come to a folder; False passes over it and what it holds."""

    def leave(self, stored: Stored, /) -> None:
        """Be done with a folder that was entered."""

    def leaf(self, stored: Stored, /) -> None:
        """Come to anything but a folder."""

    def failed(self, path: bytes, error: DamageError | MediumError, /) -> None:
        """Hear of a folder whose entries cannot be read."""


def walk_vault(namespace: Namespace, inode: Inode, path: bytes, visitor: Visitor) -> None:
    """Visit a file, or a folder and everything below it."""
    levels: list[tuple[Stored, Iterator[Stored]]] = []
    _visit(namespace, Stored(b"", path, inode), visitor, levels)
    while levels:
        folder, entries = levels[-1]
        try:
            entry = next(entries, None)
        except (DamageError, MediumError) as error:
            visitor.failed(folder.path, error)
            entry = None
        if entry is None:
            levels.pop()
            visitor.leave(folder)
        else:
            _visit(namespace, entry, visitor, levels)


def _visit(
    namespace: Namespace,
    stored: Stored,
    visitor: Visitor,
    levels: list[tuple[Stored, Iterator[Stored]]],
) -> None:
    if not stored.inode.is_directory:
        visitor.leaf(stored)
    elif visitor.enter(stored):
        levels.append((stored, _entries(namespace, stored)))


def _entries(namespace: Namespace, folder: Stored) -> Iterator[Stored]:
    after: bytes | None = None
    while batch := namespace.entries_with_inodes(folder.inode.ino, after=after, limit=_BATCH):
        for name, inode in batch:
            yield Stored(name, posixpath.join(folder.path, name), inode)
        after = batch[-1][0]
