"""What an import will link into the vault once all content is there, entry by entry.

Content goes to files without a name first; nobody can see them, and a crash leaves nothing of
them. When all of it is in the vault, the entries below are linked in order, in one go.
"""

from __future__ import annotations

import posixpath
import secrets
import stat
from collections.abc import Callable
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
    """A file whose content is in the vault, still without a name."""

    ino: int
    size: int
    linked: bool = False

    def link_first(
        self, namespace: Namespace, parent: int, name: bytes, conflict: Conflict, tally: Tally
    ) -> None:
        """Give the file its first name."""
        group = namespace.inode(self.ino).gid
        adopted = namespace.adopt(self.ino, parent, name, replace=conflict is Conflict.REPLACE)
        self.linked = True
        if adopted.gid != group:  # a folder with setgid gives its group to what comes into it
            namespace.set_attributes(self.ino, gid=group)
        tally.files += 1
        tally.data_bytes += self.size


@dataclass(slots=True)
class StagedSpecial:
    """A symbolic link (with its target), fifo, socket or device: made when it gets its name."""

    attributes: Attributes
    target: bytes = b""
    ino: int = 0

    @property
    def linked(self) -> bool:
        """Whether it has its first name."""
        return self.ino != 0

    def link_first(
        self, namespace: Namespace, parent: int, name: bytes, conflict: Conflict, tally: Tally
    ) -> None:
        """Make it under its first name."""
        place(namespace, parent, name, conflict, lambda name: self._make(namespace, parent, name))
        if stat.S_ISLNK(self.attributes.mode):
            tally.symlinks += 1
        else:
            tally.others += 1

    def _make(self, namespace: Namespace, parent: int, name: bytes) -> None:
        attributes = self.attributes
        owner = attributes.uid, attributes.gid
        if stat.S_ISLNK(attributes.mode):
            made = namespace.symlink(parent, name, self.target, *owner)
        else:
            made = namespace.create(parent, name, attributes.mode, *owner, rdev=attributes.rdev)
        apply_in_vault(namespace, made.ino, attributes)
        self.ino = made.ino


Staged = StagedFile | StagedSpecial


@dataclass(slots=True)
class PlannedName:
    """One name of something staged: the first is its own, further ones are hard links."""

    parent: PlannedFolder
    name: bytes
    staged: Staged
    source: bytes = b""
    """Where it comes from, if it is a source itself; kept for few, since there may be millions."""

    @property
    def path(self) -> bytes:
        """Where it comes from."""
        return self.source or posixpath.join(self.parent.path, self.name)

    def link(self, namespace: Namespace, tally: Tally, conflict: Conflict) -> None:
        """Give it this name."""
        parent = _ino_of(self.parent, self.name)
        staged = self.staged
        if not staged.linked:
            staged.link_first(namespace, parent, self.name, conflict, tally)
        elif not _is_linked_there(namespace, parent, self.name, staged.ino):
            place(
                namespace,
                parent,
                self.name,
                conflict,
                lambda name: namespace.link(staged.ino, parent, name),
            )
            tally.hard_links += 1


Planned = PlannedFolder | PlannedName


@dataclass(slots=True)
class Plan:
    """Everything that an import will link, in an order in which folders come before content."""

    entries: list[Planned] = field(default_factory=list)
    files: list[StagedFile] = field(default_factory=list)


def find(namespace: Namespace, parent: int, name: bytes) -> Inode | None:
    """What a folder of the vault has under a name."""
    try:
        return namespace.lookup(parent, name)
    except NoEntryError:
        return None


def place(
    namespace: Namespace,
    parent: int,
    name: bytes,
    conflict: Conflict,
    make: Callable[[bytes], object],
) -> None:
    """Let `make` make an entry; what has the name goes only when the new entry is there.

    Raises:
        EntryExistsError: The name is taken, and that was not to be replaced.
        IsADirectoryInVaultError: A folder has it, and is never replaced.
    """
    existing = find(namespace, parent, name)
    if existing is None:
        make(name)
        return
    if existing.is_directory:
        raise IsADirectoryInVaultError(name)
    if conflict is not Conflict.REPLACE:
        raise EntryExistsError(name)
    beside = b".sigmavault-" + secrets.token_hex(8).encode()
    make(beside)
    namespace.rename(parent, beside, parent, name)


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
