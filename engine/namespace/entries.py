"""Names: looking them up, giving them, taking them away, listing them."""

from __future__ import annotations

import stat
from collections.abc import Sequence

from engine.constants import MAX_LINKS, MAX_NAME_BYTES
from engine.errors import (
    EntryExistsError,
    InvalidNameError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    NameTooLongError,
    NoEntryError,
    NotADirectoryInVaultError,
    NotEmptyError,
    NotPermittedError,
    TooManyLinksError,
)
from engine.index.statements import PUT_TEXT
from engine.namespace.core import NamespaceCore
from engine.namespace.inode import DIRECTORY_BYTES, Entry, Inode, fits_symlink, is_file_kind
from engine.namespace.names import check_name

_DIRECTORY_KIND = stat.S_IFDIR >> 12
_NO_LIMIT = -1


class EntryOperations(NamespaceCore):
    """Operations on directory entries, less rename."""

    # -- looking -----------------------------------------------------------------------------

    def lookup(self, parent: int, name: bytes) -> Inode:
        """What a name in a directory stands for; '.' and '..' too.

        Raises:
            NoEntryError: Nothing.
            NotADirectoryInVaultError: `parent` is no directory.
        """
        with self._lock:
            target = self._directories.find(parent, name)
            if target is not None:
                return self._inodes.get(target.ino)
            directory = self._directory(parent)
            if name == b".":
                return directory
            if name == b"..":
                return self._inodes.get(directory.parent)
            if len(name) > MAX_NAME_BYTES:
                raise NameTooLongError(name)
            raise NoEntryError(name)

    def inode(self, ino: int) -> Inode:
        """An inode by number.

        Raises:
            StaleInodeError: There is no such inode any more.
        """
        with self._lock:
            return self._inodes.get(ino)

    def entries(
        self, parent: int, after: bytes | None = None, limit: int = _NO_LIMIT
    ) -> list[Entry]:
        """At most `limit` entries past the name `after`, by name, without '.' and '..'."""
        with self._lock:
            self._directory(parent)
            return self._directories.listed(parent, after or b"", limit)

    def entries_with_inodes(
        self,
        parent: int,
        names: Sequence[bytes] | None = None,
        after: bytes | None = None,
        limit: int = _NO_LIMIT,
    ) -> list[tuple[bytes, Inode]]:
        """The same with inodes. With `names`, those of them that exist, in the order given."""
        with self._lock:
            self._directory(parent)
            if names is not None:
                found = [(name, self._directories.find(parent, name)) for name in names]
                return [(name, self._inodes.get(at.ino)) for name, at in found if at is not None]
            pairs = []
            cached, admit = self._inodes.cached, self._inodes.admit_row
            for row in self._directories.listed_rows(parent, after or b"", limit):
                inode = cached(row[1])
                if inode is None and row[2] is not None:
                    inode = admit(row[2:])
                if inode is not None:
                    pairs.append((row[0], inode))
            return pairs

    def readlink(self, ino: int) -> bytes:
        """Where a symbolic link points.

        Raises:
            InvalidOperationError: It is none.
        """
        with self._lock:
            inode = self._inodes.get(ino)
            if not stat.S_ISLNK(inode.mode):
                raise InvalidOperationError
            row = self._store.execute("select data from content where ino = ?", (ino,)).fetchone()
            return bytes(row[0]) if row else b""

    # -- giving names ------------------------------------------------------------------------

    def create(
        self,
        parent: int,
        name: bytes,
        mode: int,
        uid: int,
        gid: int,
        rdev: int = 0,
        *,
        origin: object = None,
    ) -> Inode:
        """Create a regular file, fifo, socket or device, by the S_IFMT bits of `mode`.

        Raises:
            EntryExistsError: The name is taken.
            InvalidOperationError: The mode names another kind, or none.
        """
        if not stat.S_IFMT(mode):
            mode |= stat.S_IFREG
        if not is_file_kind(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode):
            raise InvalidOperationError(name)
        if not (stat.S_ISCHR(mode) or stat.S_ISBLK(mode)):
            rdev = 0
        with self._lock:
            return self._new_entry(parent, name, mode, uid, gid, rdev, 0, origin)

    def mkdir(
        self, parent: int, name: bytes, mode: int, uid: int, gid: int, *, origin: object = None
    ) -> Inode:
        """Create a directory. One in a set-group-id directory takes its group and the bit."""
        with self._lock:
            mode = stat.S_IFDIR | mode & 0o7777
            inode = self._new_entry(parent, name, mode, uid, gid, 0, DIRECTORY_BYTES, origin)
            inode.nlink = 2
            self._inodes.get(parent).nlink += 1
            return inode

    def symlink(
        self,
        parent: int,
        name: bytes,
        target: bytes,
        uid: int,
        gid: int,
        *,
        origin: object = None,
    ) -> Inode:
        """Create a symbolic link.

        Raises:
            NameTooLongError: The target is longer than MAX_SYMLINK_BYTES.
            NoEntryError: The target is empty, as Linux has it.
        """
        if not target:
            raise NoEntryError(name)
        if not fits_symlink(target):
            raise (InvalidNameError if b"\0" in target else NameTooLongError)(name)
        with self._lock:
            self._admit()
            with self._store.savepoint():
                self._store.execute(PUT_TEXT, (self._inodes.next_ino, target))
                inode = self._new_entry(
                    parent, name, stat.S_IFLNK | 0o777, uid, gid, 0, len(target), origin,
                    admitted=True,
                )  # fmt: skip
            inode.may_have_rows = True
            return inode

    def link(self, ino: int, parent: int, name: bytes, *, origin: object = None) -> Inode:
        """Give a file one more name.

        Raises:
            NotPermittedError: It is a directory.
            TooManyLinksError: It has MAX_LINKS names.
            NoEntryError: Its last name is gone.
        """
        with self._lock:
            self._admit()
            inode = self._inodes.get(ino)
            directory = self._living_directory(parent)
            check_name(name)
            if inode.is_directory:
                raise NotPermittedError(name)
            if inode.nlink >= MAX_LINKS:
                raise TooManyLinksError(name)
            if not inode.nlink:
                raise NoEntryError(name)
            self._locks.check(inode, name)
            self._locks.inherited(directory, name)
            self._locks.check_fits(inode, directory, name)
            self._name(directory, name, inode, origin)
            return inode

    def create_orphan(self, mode: int, uid: int, gid: int, lock: int = 0) -> Inode:
        """Create a regular file without a name, open once: `release` it when done with it.

        Args:
            mode: Its permissions.
            uid: Its owner.
            gid: Its group.
            lock: Number of the second lock of the folder that it is meant for; see `lock_for`.
        """
        with self._lock:
            self._admit()
            inode = self._new_inode(stat.S_IFREG | mode & 0o7777, uid, gid, 0, 0, 0, 0)
            self._locks.cover(inode, lock)
            self._inodes.open(inode)
            self._store.touch()
            return inode

    def adopt(
        self, ino: int, parent: int, name: bytes, replace: bool = False, *, origin: object = None
    ) -> Inode:
        """Give a file without a name one, in place of the file that has it when `replace`.

        Raises:
            EntryExistsError: The name is taken, and `replace` was not given.
            IsADirectoryInVaultError: A directory has the name.
        """
        with self._lock:
            self._admit()
            inode = self._inodes.get(ino)
            directory = self._living_directory(parent)
            check_name(name)
            if inode.nlink or not inode.is_regular:
                raise InvalidOperationError(name)
            self._locks.inherited(directory, name)
            self._locks.check_fits(inode, directory, name)
            old = self._directories.find(parent, name) if replace else None
            if old is not None:
                self._replace(directory, name, inode, old.ino)
            self._inodes.change(inode)
            if directory.mode & stat.S_ISGID:
                inode.gid = directory.gid
            inode.parent = parent
            if old is None:
                self._name(directory, name, inode, origin)
            else:
                self._inodes.add_link(inode)
                inode.ctime_ns = directory.ctime_ns
                self._store.touch()
                self._announcer.entry(parent, name, ino, origin)
            return inode

    # -- taking names away -------------------------------------------------------------------

    def unlink(
        self, parent: int, name: bytes, *, even_locked: bool = False, origin: object = None
    ) -> Inode:
        """Take a name from anything but a directory; the file dies with its last one and user.

        Raises:
            IsADirectoryInVaultError: It is a directory.
            FileLockedError: It, or the directory, lies under a second lock that is closed, and
                `even_locked` was not given; or it is coming under one just now.
        """
        with self._lock:
            self._admit(deletes=True)
            directory = self._directory(parent)
            check_name(name)
            target = self._directories.need(parent, name)
            inode = self._inodes.get(target.ino)
            if inode.is_directory:
                raise IsADirectoryInVaultError(name)
            self._check_removable(directory, inode, name, even_locked)
            self._directories.remove(parent, name)
            now = self._now()
            self._directory_changed(directory, now)
            self._inodes.change(inode)
            inode.ctime_ns = now
            self._inodes.drop_links(inode)
            self._removed(parent, name, inode, origin)
            return inode

    def rmdir(
        self, parent: int, name: bytes, *, even_locked: bool = False, origin: object = None
    ) -> Inode:
        """Remove an empty directory; `even_locked` is as in `unlink`.

        Raises:
            NotADirectoryInVaultError: It is something else.
            NotEmptyError: It has entries.
        """
        with self._lock:
            self._admit(deletes=True)
            directory = self._directory(parent)
            check_name(name)
            target = self._directories.need(parent, name)
            inode = self._inodes.get(target.ino)
            if not inode.is_directory:
                raise NotADirectoryInVaultError(name)
            if not self._directories.is_empty(inode.ino):
                raise NotEmptyError(name)
            self._check_removable(directory, inode, name, even_locked)
            self._directories.remove(parent, name)
            now = self._now()
            self._directory_changed(directory, now)
            directory.nlink -= 1
            self._inodes.change(inode)
            inode.ctime_ns = now
            self._inodes.drop_links(inode, inode.nlink)
            self._removed(parent, name, inode, origin)
            return inode

    # -- details -----------------------------------------------------------------------------

    def _new_entry(
        self,
        parent: int,
        name: bytes,
        mode: int,
        uid: int,
        gid: int,
        rdev: int,
        size: int,
        origin: object,
        *,
        admitted: bool = False,
    ) -> Inode:
        """A new inode with a name, nlink 1. The name is the only thing that reaches the index."""
        if not admitted:
            self._admit()
        directory = self._living_directory(parent)
        check_name(name)
        lock = self._locks.inherited(directory, name)
        ino = self._inodes.next_ino
        if not self._directories.add(parent, name, ino, mode >> 12):
            raise EntryExistsError(name)
        if directory.mode & stat.S_ISGID:
            gid = directory.gid
            if mode >> 12 == _DIRECTORY_KIND:
                mode |= stat.S_ISGID
        inode = self._new_inode(mode, uid, gid, rdev, size, parent, 1)
        self._locks.cover(inode, lock)
        self._directory_changed(directory, inode.ctime_ns)
        self._store.touch()
        self._announcer.entry(parent, name, ino, origin)
        return inode

    def _new_inode(
        self, mode: int, uid: int, gid: int, rdev: int, size: int, parent: int, nlink: int
    ) -> Inode:
        now = self._now()
        ino = self._inodes.next_ino
        return self._inodes.add(
            (ino, mode, nlink, uid, gid, rdev, size, 0, now, now, now, now, parent)
        )

    def _name(self, directory: Inode, name: bytes, inode: Inode, origin: object) -> None:
        """Give a living inode a name that is free."""
        if not self._directories.add(directory.ino, name, inode.ino, inode.kind):
            raise EntryExistsError(name)
        now = self._now()
        self._directory_changed(directory, now)
        self._inodes.change(inode)
        self._inodes.add_link(inode)
        inode.ctime_ns = now
        self._store.touch()
        self._announcer.entry(directory.ino, name, inode.ino, origin)
        self._announcer.inode(inode.ino, origin)

    def _replace(self, directory: Inode, name: bytes, inode: Inode, old_ino: int) -> None:
        """Let a name stand for `inode`, and take it from the file that has it."""
        old = self._inodes.get(old_ino)
        if old.is_directory:
            raise IsADirectoryInVaultError(name)
        self._locks.check_change(old, name)
        self._directories.point(directory.ino, name, inode.ino, inode.kind)
        now = self._now()
        self._directory_changed(directory, now)
        self._inodes.change(old)
        old.ctime_ns = now
        self._inodes.drop_links(old)

    def _check_removable(
        self, directory: Inode, inode: Inode, name: bytes, even_locked: bool
    ) -> None:
        """What lies under a closed second lock, or is named there, goes only if that is meant."""
        if self._locks.any:
            if not even_locked:
                self._locks.check(directory, name)
            self._locks.check_change(inode, name, even_closed=even_locked)

    def _removed(self, parent: int, name: bytes, inode: Inode, origin: object) -> None:
        self._store.touch()
        self._announcer.entry(parent, name, inode.ino, origin)
        if inode.nlink:
            self._announcer.inode(inode.ino, origin)
