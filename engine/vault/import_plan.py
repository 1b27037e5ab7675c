"""What an import will link into the vault once all content is there, entry by entry.

Content goes to files without a name first; nobody can see them, and a crash leaves nothing of
them. When all of it is in the vault, the entries below are linked in order, in one go.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.errors import (
    EntryExistsError,
    IsADirectoryInVaultError,
    NoEntryError,
    NotADirectoryInVaultError,
)
from engine.vault.attributes import Attributes
from engine.vault.tally import Conflict, Tally

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace


@dataclass(slots=True)
class PlannedFolder:
    """A folder of the source. `ino` is 0 until it is in the vault.

    The anchor, under which everything goes, has no parent; its attributes are left alone when it
    has none.
    """

    parent: PlannedFolder | None
    name: bytes
    path: bytes
    attributes: Attributes | None
    ino: int = 0

    def link(self, namespace: Namespace, tally: Tally, _: Conflict) -> None:
        """Make the folder, unless the vault has it."""
        if self.parent is None or self.ino:
            tally.directories += self.attributes is not None
            return
        parent = _ino_of(self.parent, self.name)
        existing = find(namespace, parent, self.name)
        if existing is not None and not existing.is_directory:
            raise NotADirectoryInVaultError(self.name)
        if existing is not None:
            self.ino = existing.ino
        elif self.attributes is not None:
            mode = stat.S_IMODE(self.attributes.mode)
            made = namespace.mkdir(
                parent, self.name, mode, self.attributes.uid, self.attributes.gid
            )
            self.ino = made.ino
        tally.directories += 1

    def finish(self, namespace: Namespace) -> None:
        """Give the folder its attributes, last: what is linked into it changes its times."""
        if self.ino and self.attributes is not None:
            apply_in_vault(namespace, self.ino, self.attributes)


@dataclass(slots=True)
class StagedFile:
    """A file's content in the vault, still without a name, or with its first one."""

    ino: int
    size: int
    linked: bool = False


@dataclass(slots=True)
class PlannedFile:
    """One name of a staged file: the first is adopted, further ones are hard links."""

    parent: PlannedFolder
    name: bytes
    path: bytes
    staged: StagedFile

    def link(self, namespace: Namespace, tally: Tally, conflict: Conflict) -> None:
        """Give the file this name."""
        parent = _ino_of(self.parent, self.name)
        if not self.staged.linked:
            namespace.adopt(
                self.staged.ino, parent, self.name, replace=conflict is Conflict.REPLACE
            )
            self.staged.linked = True
            tally.files += 1
            tally.data_bytes += self.staged.size
            return
        if _is_linked_there(namespace, parent, self.name, self.staged.ino):
            return
        make_way(namespace, parent, self.name, conflict)
        namespace.link(self.staged.ino, parent, self.name)
        tally.hard_links += 1


@dataclass(slots=True)
class PlannedSpecial:
    """A symbolic link (with its target), fifo, socket or device: no content to stage."""

    parent: PlannedFolder
    name: bytes
    path: bytes
    attributes: Attributes
    target: bytes = b""

    def link(self, namespace: Namespace, tally: Tally, conflict: Conflict) -> None:
        """Make it under its name."""
        attributes = self.attributes
        parent = _ino_of(self.parent, self.name)
        make_way(namespace, parent, self.name, conflict)
        owner = attributes.uid, attributes.gid
        if stat.S_ISLNK(attributes.mode):
            made = namespace.symlink(parent, self.name, self.target, *owner)
            tally.symlinks += 1
        else:
            made = namespace.create(
                parent, self.name, attributes.mode, *owner, rdev=attributes.rdev
            )
            tally.others += 1
        apply_in_vault(namespace, made.ino, attributes)


Planned = PlannedFolder | PlannedFile | PlannedSpecial


@dataclass(slots=True)
class Plan:
    """Everything that an import will link, in an order in which folders come before content."""

    entries: list[Planned] = field(default_factory=list)
    staged: list[StagedFile] = field(default_factory=list)


def find(namespace: Namespace, parent: int, name: bytes) -> Inode | None:
    """What a folder of the vault has under a name."""
    try:
        return namespace.lookup(parent, name)
    except NoEntryError:
        return None


def make_way(namespace: Namespace, parent: int, name: bytes, conflict: Conflict) -> None:
    """Remove what has the name, if that is what the caller asked for.

    Raises:
        EntryExistsError: It is not.
        IsADirectoryInVaultError: A folder is never replaced.
    """
    existing = find(namespace, parent, name)
    if existing is None:
        return
    if existing.is_directory:
        raise IsADirectoryInVaultError(name)
    if conflict is not Conflict.REPLACE:
        raise EntryExistsError(name)
    namespace.unlink(parent, name)


def apply_in_vault(namespace: Namespace, ino: int, attributes: Attributes) -> None:
    """Give an inode its extended attributes, owner, mode and times."""
    for name, value in attributes.xattrs:
        namespace.set_xattr(ino, name, value)
    namespace.set_attributes(
        ino,
        mode=None if stat.S_ISLNK(attributes.mode) else attributes.mode,
        uid=attributes.uid,
        gid=attributes.gid,
        atime_ns=attributes.atime_ns,
        mtime_ns=attributes.mtime_ns,
    )


def _ino_of(folder: PlannedFolder, name: bytes) -> int:
    if not folder.ino:  # it could not be made, and has been named as a failure
        raise NoEntryError(name)
    return folder.ino


def _is_linked_there(namespace: Namespace, parent: int, name: bytes, ino: int) -> bool:
    existing = find(namespace, parent, name)
    return existing is not None and existing.ino == ino
