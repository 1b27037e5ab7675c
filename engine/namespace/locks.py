"""Second locks on files and folders: which inode lies under which, and which of them are open.

What lies under a lock that is closed can be listed, renamed and given other attributes. It cannot
be read, written, cut or replaced, and a folder under it takes no other names. Whoever asks gets
FileLockedError; nothing below would help them anyway, since the key is not there. To remove it
takes no key, but somebody who says that it is to go all the same (`even_locked`): a passphrase that
was forgotten does not hold the space for ever.
"""

from __future__ import annotations

import enum
import logging
from dataclasses import dataclass
from typing import Any

from engine.errors import (
    CrossLockError,
    FileLockedError,
    IndexDamagedError,
    SealBrokenError,
    StaleInodeError,
)
from engine.format.file_lock import FileLockRecord
from engine.index.schema import LOCK_TABLES
from engine.keys import KdfParameters
from engine.keys.file_locks import LockKey
from engine.namespace.backing import Store
from engine.namespace.inode import Inode
from engine.namespace.inodes import InodeTable
from engine.namespace.veil import Veil

log = logging.getLogger(__name__)

_HAS_TABLES = "select 1 from sqlite_schema where type = 'table' and name = 'lock'"
_ALL = (
    "select id, root, state, lock_id, memory_kib, passes, lanes, salt, nonce, wrapped_key,"
    " commitment from lock"
)
_INSERT = "insert into lock values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OF = "select lock from locked where ino = ?"
_ROW = "select proof, text from locked where ino = ?"
_ADD = "insert into locked (ino, lock, proof, text) values (?, ?, ?, x'')"
_PROVE = "update locked set proof = ? where ino = ?"
_NAMED_IN = (
    "select 1 from dirent d join locked l on l.ino = d.parent where d.parent = ? and d.ino = ?"
)
_EMPTY = "select id from lock where id not in (select lock from locked)"
_MEMBERS = "select 1 from locked where lock = ? limit 1"


class LockState(enum.IntEnum):
    """Where a lock stands; part of the format."""

    WHOLE = 0
    SEALING = 1
    """Files below its root are still to be sealed."""
    ERASING = 2
    """All are sealed; what they were before is still to be overwritten."""
    REMOVING = 3
    """Files are being opened for good."""


@dataclass(slots=True)
class FileLock:
    """One lock. `key` is there while it is open."""

    number: int
    root: int
    state: LockState
    record: FileLockRecord
    key: LockKey | None = None


class LockTable:
    """The locks of a namespace, over the tables `lock` and `locked`; guarded by the store's lock."""

    def __init__(self, store: Store, inodes: InodeTable) -> None:
        self._store = store
        self._inodes = inodes
        self._locks: dict[int, FileLock] = {}
        self._stale: dict[int, Veil] = {}
        """Veils whose proof is out of date, by the inode of their rows."""
        self._bound: dict[int, int] = {}
        """Files whose content is bound to another inode, which it is about to pass to."""
        self.frozen: set[int] = set()
        """Files that are being sealed or opened for good, and so must not change."""
        self.any = False
        """Whether there are locks at all: without, nothing else here costs anything."""

    def load(self) -> None:
        """Read the locks of an opened index."""
        if self._store.execute(_HAS_TABLES).fetchone() is None:
            return
        for row in self._store.execute(_ALL).fetchall():
            self._take(row)

    # -- asking ---------------------------------------------------------------------------------

    def of(self, inode: Inode) -> int:
        """The number of the lock that an inode lies under; 0 for none.

        Raises:
            IndexDamagedError: A folder under a lock names it, and yet it lies under none.
        """
        if inode.lock is None:
            if not self.any:
                return 0
            row = self._store.execute(_OF, (inode.ino,)).fetchone()
            if row is None and inode.is_regular:
                self._check_plain(inode)
            inode.lock = 0 if row is None else int(row[0])
        return inode.lock

    def covers(self, ino: int) -> bool:
        """Whether an inode lies under any lock, also one that is about to be removed."""
        return self.any and self._store.execute(_OF, (ino,)).fetchone() is not None

    def get(self, number: int) -> FileLock:
        """A lock by its number.

        Raises:
            IndexDamagedError: There is none, though something is said to lie under it.
        """
        lock = self._locks.get(number)
        if lock is None:
            raise IndexDamagedError("index: a second lock without a record")
        return lock

    def find(self, number: int) -> FileLock | None:
        """A lock by its number, if there is one."""
        return self._locks.get(number)

    def unfinished_on(self, ino: int) -> FileLock | None:
        """The lock that was being put on an inode, or taken off it, when that was broken off.

        The inode itself may lie under it or not. Once a lock is whole only what lies under it
        counts: it outlives its being taken off there while something lies under it elsewhere.
        """
        locks = self._locks.values()
        return next((e for e in locks if e.root == ino and e.state is not LockState.WHOLE), None)

    def is_open(self, number: int) -> bool:
        """Whether the key of a lock is there."""
        return self.get(number).key is not None

    def check(self, inode: Inode, name: bytes = b"") -> None:
        """Let through what lies under no lock, or under an open one.

        Raises:
            FileLockedError: It lies under a closed one.
        """
        if not self.any:
            return
        number = self.of(inode)
        if number and not self.is_open(number):
            raise FileLockedError(name)

    def check_change(self, inode: Inode, name: bytes = b"", *, even_closed: bool = False) -> None:
        """`check`, for changes of content; with `even_closed`, for what needs no key.

        Raises:
            FileLockedError: Also while the file is being sealed.
        """
        if inode.ino in self.frozen:
            raise FileLockedError(name)
        if not even_closed:
            self.check(inode, name)

    def inherited(self, directory: Inode, name: bytes = b"") -> int:
        """The lock that something new in a directory comes under.

        Raises:
            FileLockedError: It is closed, and so the directory takes no names.
        """
        if not self.any:
            return 0
        self.check(directory, name)
        return self.of(directory)

    def check_fits(self, inode: Inode, directory: Inode, name: bytes) -> None:
        """Make sure that a directory under a lock names only what lies under the same one.

        Raises:
            CrossLockError: It lies under another one, or none.
        """
        if not self.any or not (inode.is_regular or inode.is_directory):
            return
        number = self.of(directory)
        if number and self.of(inode) != number:
            raise CrossLockError(name)

    def _is_gone(self, ino: int) -> bool:
        try:
            self._inodes.get(ino)
        except StaleInodeError:
            return True
        return False

    def _check_plain(self, inode: Inode) -> None:
        parent = inode.parent and self._store.execute(_OF, (inode.parent,)).fetchone()
        if not parent or self.get(parent[0]).state is not LockState.WHOLE:
            return
        if self._store.execute(_NAMED_IN, (inode.parent, inode.ino)).fetchone() is not None:
            raise IndexDamagedError("index: a file outside of its folder's second lock")

    # -- changing -------------------------------------------------------------------------------

    def add(self, root: int, record: FileLockRecord, key: LockKey) -> FileLock:
        """Take in a new lock, open, with nothing under it yet."""
        self._store.execute(LOCK_TABLES)
        number = max(self._locks, default=0) + 1
        kdf = record.kdf
        row = (number, record.lock_id, root, LockState.SEALING, kdf.memory_kib, kdf.passes,
               kdf.lanes, *record[2:])  # fmt: skip
        self._store.execute(_INSERT, row)
        lock = FileLock(number, root, LockState.SEALING, record, key)
        self._locks[number] = lock
        self.any = True
        return lock

    def set_state(self, lock: FileLock, state: LockState) -> None:
        """Note how far a lock has come."""
        self._store.execute("update lock set state = ? where id = ?", (state, lock.number))
        lock.state = state

    def discard_empty(self, lock: FileLock) -> bool:
        """Forget a lock under which nothing lies any more; returns whether that is so."""
        if self._store.execute(_MEMBERS, (lock.number,)).fetchone() is not None:
            return False
        self._store.execute("delete from lock where id = ?", (lock.number,))
        self.close(lock)
        del self._locks[lock.number]
        self.any = bool(self._locks)
        return True

    def discard_all_empty(self) -> None:
        """Forget the locks under which nothing lies since all of it was removed.

        But for those that are still to be put on: nothing lies under them yet.
        """
        for (number,) in self._store.execute(_EMPTY).fetchall():
            lock = self.find(number)
            if lock is not None and (lock.state is LockState.WHOLE or self._is_gone(lock.root)):
                self.discard_empty(lock)

    def cover(self, inode: Inode, number: int, bound_to: int | None = None) -> None:
        """Put an empty file, or a directory, under an open lock.

        Args:
            inode: Of which nothing was written yet.
            number: The lock; 0 does nothing.
            bound_to: The file that its content is meant for, if that is another one.
        """
        if not number:
            inode.lock = 0
            return
        proof = b""
        if inode.is_regular:
            if bound_to is not None:
                self._bound[inode.ino] = bound_to
            proof = self._new_veil(inode.ino, number).proof(inode.size)
        elif not inode.is_directory:
            inode.lock = 0
            return
        self._store.execute(_ADD, (inode.ino, number, proof))
        inode.lock = number
        inode.may_have_rows = True

    def uncover(self, inode: Inode) -> None:
        """Take a directory from under its lock."""
        self._store.execute("delete from locked where ino = ?", (inode.ino,))
        inode.lock = 0

    def passed_on(self, ino: int) -> None:
        """The content of an inode has become that of the one it was bound to."""
        self._bound.pop(ino, None)

    # -- content --------------------------------------------------------------------------------

    def veil(self, inode: Inode) -> tuple[Veil, bytes] | None:
        """What opens a file's content, and its sealed text; None under no lock.

        Raises:
            FileLockedError: The lock is closed.
            SealBrokenError: The file is not as it was left.
        """
        if not self.any:
            return None
        self.check(inode)
        number = self.of(inode)
        if not number:
            return None
        row = self._store.execute(_ROW, (inode.ino,)).fetchone()
        if row is None:
            raise SealBrokenError(f"inode {inode.ino}")
        veil = self._stale.get(inode.ino)
        if veil is None:
            veil = self._new_veil(inode.ino, number)
            veil.load(row[0], row[1], inode.size)
        return veil, row[1]

    def size_changed(self, veil: Veil | None) -> None:
        """Have the proof of a file taken anew."""
        if veil is not None:
            self._stale[veil.rows] = veil

    def flush(self) -> None:
        """Write the proofs that are out of date; once contents are written, before inodes are."""
        for ino, veil in self._stale.items():
            try:
                size = self._inodes.get(ino).size
            except StaleInodeError:
                continue
            self._store.execute(_PROVE, (veil.proof(size), ino))
        self._stale.clear()

    def close(self, lock: FileLock) -> None:
        """Forget the key of a lock, of which nothing is unwritten."""
        if lock.key is not None:
            lock.key.wipe()
            lock.key = None

    def close_all(self) -> None:
        """Forget all keys: the vault is being locked."""
        for lock in self._locks.values():
            self.close(lock)

    def _new_veil(self, ino: int, number: int) -> Veil:
        key = self.get(number).key
        if key is None:
            raise FileLockedError
        bound_to = self._bound.get(ino, ino)
        return Veil(self._store, key, number, bound_to, ino, self.size_changed)

    def _take(self, row: tuple[Any, ...]) -> None:
        """A row that cannot be one of ours is passed over: what lies under it is not read."""
        self.any = True
        number, root, state, lock_id, memory_kib, passes, lanes, *rest = row
        try:
            kdf = KdfParameters(memory_kib, passes, lanes)
            record = FileLockRecord(bytes(lock_id), kdf, *map(bytes, rest))
            self._locks[number] = FileLock(number, root, LockState(state), record)
        except (TypeError, ValueError):
            log.warning("index: a second lock of which nothing can be made")
