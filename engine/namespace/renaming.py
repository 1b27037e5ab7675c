"""Rename: over nothing, over things, never over (NOREPLACE), and both ways at once (EXCHANGE)."""

from __future__ import annotations

import stat

from engine.constants import ROOT_INODE
from engine.errors import (
    EntryExistsError,
    IndexDamagedError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    NoEntryError,
    NotADirectoryInVaultError,
    NotEmptyError,
)
from engine.namespace.core import NamespaceCore
from engine.namespace.directories import Target
from engine.namespace.inode import Inode
from engine.namespace.names import check_name

RENAME_NOREPLACE = 1
"""The new name must be free. The kernel's number, as is the next."""

RENAME_EXCHANGE = 2
"""Both names must exist and trade what they stand for."""

_FLAGS = (0, RENAME_NOREPLACE, RENAME_EXCHANGE)
_DIRECTORY_KIND = stat.S_IFDIR >> 12
_DEEPEST = 1 << 20
"""Levels after which a chain of parents must be a circle."""


class RenameOperations(NamespaceCore):
    """Rename and what it must check."""

    def rename(
        self,
        parent: int,
        name: bytes,
        new_parent: int,
        new_name: bytes,
        flags: int = 0,
        *,
        origin: object = None,
    ) -> None:
        """Rename, atomically. Two names of one inode: nothing happens, as POSIX asks.

        Raises:
            NoEntryError: The old name, or with EXCHANGE the new one, does not exist.
            EntryExistsError: NOREPLACE, and the new name is taken.
            InvalidOperationError: A directory would move into itself; unknown flags.
            NotEmptyError, NotADirectoryInVaultError, IsADirectoryInVaultError: What has the new
                name cannot be replaced by what has the old one.
        """
        if flags not in _FLAGS:
            raise InvalidOperationError(name)
        with self._lock:
            self._admit()
            self._living_directory(parent)
            self._living_directory(new_parent)
            check_name(name)
            check_name(new_name)
            moved = self._directories.need(parent, name)
            present = self._directories.find(new_parent, new_name)
            if present is None and flags == RENAME_EXCHANGE:
                raise NoEntryError(new_name)
            if present is not None and flags == RENAME_NOREPLACE:
                raise EntryExistsError(new_name)
            if parent != new_parent:
                self._refuse_circle(moved, new_parent, name)
                if flags == RENAME_EXCHANGE and present is not None:
                    self._refuse_circle(present, parent, new_name)
            if present is not None and present.ino == moved.ino:
                return
            # Only now: a look at many parents can drop live objects from memory.
            source, target = self._inodes.get(parent), self._inodes.get(new_parent)
            if self._locks.any:
                self._check_locks((source, name, moved), (target, new_name, present), flags)
            if flags == RENAME_EXCHANGE and present is not None:
                self._exchange((source, name, moved), (target, new_name, present), origin)
            else:
                self._move((source, name, moved), (target, new_name, present), origin)

    def _move(
        self,
        old: tuple[Inode, bytes, Target],
        new: tuple[Inode, bytes, Target | None],
        origin: object,
    ) -> None:
        source, name, _ = old
        target, new_name, _ = new
        inode = self._inodes.get(old[2].ino)
        replaced = self._replaceable(inode, new[2], new_name)
        self._directories.move(source.ino, name, target.ino, new_name)
        now = self._now()
        self._directory_changed(source, now)
        self._directory_changed(target, now)
        self._reparent(inode, source, target, now)
        if replaced is not None:
            self._inodes.change(replaced)
            replaced.ctime_ns = now
            if replaced.is_directory:
                target.nlink -= 1
                self._inodes.drop_links(replaced, replaced.nlink)
            else:
                self._inodes.drop_links(replaced)
        self._store.touch()
        self._announcer.entry(source.ino, name, inode.ino, origin)
        if replaced is not None:
            self._announcer.entry(target.ino, new_name, replaced.ino, origin)
            if replaced.nlink:
                self._announcer.inode(replaced.ino, origin)
        self._announcer.entry(target.ino, new_name, inode.ino, origin)
        self._announcer.inode(inode.ino, origin)

    def _exchange(
        self, one: tuple[Inode, bytes, Target], two: tuple[Inode, bytes, Target], origin: object
    ) -> None:
        first, second = self._inodes.get(one[2].ino), self._inodes.get(two[2].ino)
        with self._store.savepoint():
            self._directories.point(one[0].ino, one[1], second.ino, second.kind)
            self._directories.point(two[0].ino, two[1], first.ino, first.kind)
        now = self._now()
        self._directory_changed(one[0], now)
        self._directory_changed(two[0], now)
        self._reparent(first, one[0], two[0], now)
        self._reparent(second, two[0], one[0], now)
        self._store.touch()
        self._announcer.entry(one[0].ino, one[1], second.ino, origin)
        self._announcer.entry(two[0].ino, two[1], first.ino, origin)
        self._announcer.inode(first.ino, origin)
        self._announcer.inode(second.ino, origin)

    def _check_locks(
        self,
        old: tuple[Inode, bytes, Target],
        new: tuple[Inode, bytes, Target | None],
        flags: int,
    ) -> None:
        """What a rename may do to what lies under second locks.

        Raises:
            FileLockedError: A folder under a closed lock would change, or something under one be
                replaced.
            CrossLockError: A file would come under another lock, which takes more than a name.
        """
        (source, name, moved), (target, new_name, present) = old, new
        self._locks.check(source, name)
        self._locks.check(target, new_name)
        stays = source.ino == target.ino  # whatever it lies under, the directory names it already
        if not stays:
            self._locks.check_fits(self._inodes.get(moved.ino), target, name)
        if present is None:
            return
        victim = self._inodes.get(present.ino)
        if flags == RENAME_EXCHANGE:
            if not stays:
                self._locks.check_fits(victim, source, new_name)
        else:
            self._locks.check_change(victim, new_name)

    def _replaceable(self, inode: Inode, present: Target | None, name: bytes) -> Inode | None:
        """What has the new name, once it is clear that it may go."""
        if present is None:
            return None
        victim = self._inodes.get(present.ino)
        if victim.is_directory and not inode.is_directory:
            raise IsADirectoryInVaultError(name)
        if inode.is_directory and not victim.is_directory:
            raise NotADirectoryInVaultError(name)
        if victim.is_directory and not self._directories.is_empty(victim.ino):
            raise NotEmptyError(name)
        return victim

    def _reparent(self, inode: Inode, source: Inode, target: Inode, now_ns: int) -> None:
        """Upkeep of '..' and of the hint for other files, after the index has moved the name."""
        self._inodes.change(inode)
        inode.ctime_ns = now_ns
        inode.parent = target.ino
        if inode.is_directory:
            source.nlink -= 1
            target.nlink += 1

    def _refuse_circle(self, moved: Target, into: int, name: bytes) -> None:
        """A directory must not move into itself or below."""
        if moved.kind != _DIRECTORY_KIND:
            return
        for _ in range(_DEEPEST):
            if into == moved.ino:
                raise InvalidOperationError(name)
            if into == ROOT_INODE:
                return
            into = self._inodes.get(into).parent
        raise IndexDamagedError("index: a circle of directories")
