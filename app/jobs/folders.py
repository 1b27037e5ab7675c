"""Folders without their files, for the tree."""

from __future__ import annotations

import posixpath
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


MOST_TOLD = 50
"""Ways to go on with a path that is being typed; whoever has more types another letter."""


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


def completions(
    vault: Vault, here: bytes, text: str, hidden: bool, cancel: CancelToken, _report: Report
) -> tuple[str, ...]:
    """Paths of folders that begin as somebody has typed, without regard to case, in order.

    Args:
        vault: Unlocked.
        here: The folder that a path not beginning with a slash starts from.
        text: What was typed.
        hidden: With names that begin with a dot; they are in any case once a dot was typed.
        cancel: Stops the search.
    """
    above, _, begun = text.rpartition("/")
    above += "/" if text.startswith("/") or above else ""
    folder = posixpath.normpath(posixpath.join(here, above.encode("utf-8", "surrogateescape")))
    try:
        ino = vault.namespace.resolve(folder, follow=True).ino
    except (NamespaceError, UnicodeEncodeError):
        return ()
    cancel.check()
    branch = _branch(vault.namespace, ino, hidden or begun.startswith("."))
    names = [_typed(each.name) for each in branch.folders or ()]
    wanted = folded(begun)
    return tuple(above + name + "/" for name in names if folded(name).startswith(wanted))[
        :MOST_TOLD
    ]


def _typed(name: bytes) -> str:
    """A name as it can be typed, and as a path is read back."""
    return name.decode("utf-8", "surrogateescape")


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
