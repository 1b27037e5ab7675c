"""Folders without their files, for the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from app.jobs.matching import folded
from app.jobs.rows import TRASH_PREFIX, display_name
from engine.errors import NamespaceError
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.namespace import Namespace
    from engine.vault import Vault

MOST_SHOWN = 1000
"""Folders that the tree shows below one; who has more looks for them in the list."""


class Subfolder(NamedTuple):
    """A folder below another one."""

    ino: int
    name: bytes
    has_folders: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """The folders in a folder, by name. None of a folder that is gone."""

    ino: int
    folders: tuple[Subfolder, ...] | None
    cut: bool = False
    """There are more than MOST_SHOWN."""


def branches(
    vault: Vault, inos: Sequence[int], hidden: bool, cancel: CancelToken, _report: Report
) -> tuple[Branch, ...]:
    """What lies in some folders.

    Raises:
        CancelledError: Nobody wants to know any more.
        DamageError: The index cannot be read.
    """
    found = []
    for ino in inos:
        cancel.check()
        found.append(_branch(vault.namespace, ino, hidden))
    return tuple(found)


def _branch(namespace: Namespace, ino: int, hidden: bool) -> Branch:
    try:
        folders = namespace.folders_in(ino, limit=MOST_SHOWN + 1)
    except NamespaceError:
        return Branch(ino, None)
    shown = [
        Subfolder(inode.ino, name, inode.nlink > 2)
        for name, inode in folders[:MOST_SHOWN]
        if not name.startswith(b".") or (hidden and not name.startswith(TRASH_PREFIX))
    ]
    shown.sort(key=sort_key)
    return Branch(ino, tuple(shown), len(folders) > MOST_SHOWN)


def sort_key(folder: Subfolder) -> tuple[str, bytes]:
    """What folders of the tree are ordered by."""
    return (folded(display_name(folder.name)), folder.name)
