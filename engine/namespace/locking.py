"""Putting files and folders under a second lock, and taking them from under it.

A file's content is copied to a nameless inode, sealed or opened on the way, and then the two trade
their contents in one step of the index: after a crash the file is what it was before, or what it
is after, and the nameless inode dies at the next opening with whatever it holds. Folders come
first, so that what is created below meanwhile comes under the lock at once.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from engine.constants import BLOCK_BYTES, ROOT_INODE, RUN_ROWS
from engine.errors import (
    AlreadyLockedError,
    FileLockedError,
    IndexDamagedError,
    InsideLockError,
    InvalidOperationError,
    LockUnfinishedError,
    NotLockedError,
    StaleInodeError,
)
from engine.format.file_lock import FileLockRecord
from engine.keys.file_locks import LockKey
from engine.namespace.entries import EntryOperations
from engine.namespace.inode import Inode
from engine.namespace.locks import FileLock, LockState
from engine.progress import CancelToken, Progress, Report

_STEP_BYTES = RUN_ROWS * BLOCK_BYTES
_LISTED = 1000
_PARKED = -1
"""Stands for one of two inodes while their rows trade places; no inode has it."""

_TRADED = ("content", "extent", "locked", "seal")


class LockInfo(NamedTuple):
    """What is known of the lock that something lies under."""

    number: int
    root: int
    """Inode that it was put on."""
    is_open: bool
    state: LockState


class LockOperations(EntryOperations):
    """Operations on second locks. What takes a passphrase is done above: here come the keys."""

    # -- asking ---------------------------------------------------------------------------------

    def lock_of(self, ino: int) -> LockInfo | None:
        """The lock that an inode lies under; None for none."""
        with self._lock:
            number = self._locks.of(self._inodes.get(ino))
            return _info(self._locks.get(number)) if number else None

    def lock_number(self, ino: int) -> int:
        """The number of the lock that an inode lies under, or is to; 0 for none."""
        with self._lock:
            try:
                return self._lock_at(ino).number
            except (NotLockedError, StaleInodeError, IndexDamagedError):
                return 0

    def lock_for(self, parent: int) -> int:
        """The number of the lock that something new in a directory comes under; 0 for none.

        Raises:
            FileLockedError: That lock is closed.
        """
        with self._lock:
            return self._locks.inherited(self._inodes.get(parent)) if self._locks.any else 0

    def lock_record(self, ino: int) -> FileLockRecord:
        """The wrapped key of the lock that an inode lies under, or is to.

        Raises:
            NotLockedError: There is none.
        """
        with self._lock:
            return self._lock_at(ino).record

    # -- opening and closing --------------------------------------------------------------------

    def open_lock(self, ino: int, key: LockKey) -> LockInfo:
        """Keep a lock's key, so that what lies under it is like any other content.

        Raises:
            NotLockedError: There is none.
        """
        with self._lock:
            lock = self._lock_at(ino)
            if lock.key is None:
                lock.key = key
            elif lock.key is not key:
                key.wipe()
            # What could not be read before can be now; nobody keeps an answer of before.
            self._announcer.inode(lock.root, None)
            self._announcer.lock(lock.root)
            return _info(lock)

    def close_lock(self, number: int) -> None:
        """Write what is unwritten under a lock, and forget its key and all that was read.

        By its number, which outlives any one inode's lying under it.

        Raises:
            DamageError: A changed block cannot be completed; the lock is open still.
        """
        with self._lock:
            lock = self._locks.find(number)
            if lock is None or lock.key is None:
                return
            if not self._store.read_only:
                self._admit(deletes=True)
                self._contents.let_go_of_lock(lock.number)
                self._locks.flush()
                self._store.touch()
            else:
                self._contents.let_go_of_lock(lock.number)
            self._locks.close(lock)
            self._announcer.lock(lock.root)

    # -- putting on -----------------------------------------------------------------------------

    def check_lockable(self, ino: int) -> None:
        """Make sure that a lock can be put on a file or directory.

        Raises:
            InvalidOperationError: It is something else, or the root.
            AlreadyLockedError: It lies under one.
            LockUnfinishedError: It lies under one of its own that was not put on to the end.
        """
        with self._lock:
            self._store.check_writable()
            inode = self._inodes.get(ino)
            if ino == ROOT_INODE or not (inode.is_regular or inode.is_directory):
                raise InvalidOperationError
            if self._locks.unfinished_on(ino) is not None:
                raise LockUnfinishedError
            if self._locks.of(inode):
                raise AlreadyLockedError

    def add_lock(self, ino: int, record: FileLockRecord, key: LockKey) -> LockInfo:
        """Begin to put a lock on a file or directory; raises as `check_lockable` does."""
        with self._lock:
            self._admit()
            self.check_lockable(ino)
            with self._store.savepoint():
                lock = self._locks.add(ino, record, key)
            self._store.touch()
            return _info(lock)

    def seal_below(self, ino: int, report: Report, cancel: CancelToken) -> int:
        """Put everything at and below a lock's root under it, but for what lies under another.

        Returns:
            Files that were sealed.

        Raises:
            NotLockedError: No lock was put there.
            FileLockedError: It is closed.
            NoSpaceError: There is no room for another copy of one of the files; those before it
                are under the lock.
            CancelledError: Between two files.
        """
        lock = self._open_lock_at(ino)
        files = list(self._below(ino, self._cover_directory(lock)))
        done = self._carry(files, lock, report, cancel, seal=True)
        with self._lock:
            self._locks.set_state(lock, LockState.ERASING)
            self._store.touch()
        return done

    def finish_lock(self, ino: int) -> None:
        """Nothing is left of what a lock's files were before."""
        with self._lock:
            self._settle(self._lock_at(ino))

    # -- taking off -----------------------------------------------------------------------------

    def open_below(self, ino: int, report: Report, cancel: CancelToken) -> int:
        """Take everything at and below an inode from under its lock, which is open, for good.

        Returns:
            Files whose content lies open now.

        Raises:
            NotLockedError: It lies under no lock.
            InsideLockError: A folder that names it lies under that one or another.
            FileLockedError: It is closed.
            NoSpaceError: There is no room for another copy of one of the files.
            CancelledError: Between two files.
        """
        lock = self._open_lock_at(ino)
        with self._lock:
            inode = self._inodes.get(ino)
            if self._is_held(inode):
                raise InsideLockError
            self._locks.set_state(lock, LockState.REMOVING)
        files = list(self._below(ino, self._uncover_directory(lock)))
        done = self._carry(files, lock, report, cancel, seal=False)
        self.sync()  # what carried the contents is gone, and with it its rows under the lock
        with self._lock:
            self._settle(lock)
        return done

    # -- details --------------------------------------------------------------------------------

    def _lock_at(self, ino: int) -> FileLock:
        number = self._locks.of(self._inodes.get(ino))
        lock = self._locks.get(number) if number else self._locks.unfinished_on(ino)
        if lock is None:
            raise NotLockedError
        return lock

    def _open_lock_at(self, ino: int) -> FileLock:
        with self._lock:
            self._store.check_writable()
            lock = self._lock_at(ino)
            if lock.key is None:
                raise FileLockedError
            return lock

    def _settle(self, lock: FileLock) -> None:
        """Nothing of a lock is under way any more; one with nothing under it is forgotten."""
        self._locks.set_state(lock, LockState.WHOLE)
        self._locks.discard_empty(lock)
        self._store.touch()
        self._announcer.lock(lock.root)

    def _is_held(self, inode: Inode) -> bool:
        """Whether a directory under a lock names the inode: it names nothing that lies open."""
        names = self._directories.names_of(inode.ino, inode.parent)
        if inode.nlink > len(names) and not inode.is_directory:
            names = self._directories.names_of(inode.ino)  # the parent was a hint
        return any(self._locks.covers(parent) for parent in {parent for parent, _ in names})

    def _cover_directory(self, lock: FileLock) -> Callable[[Inode], bool]:
        def cover(inode: Inode) -> bool:
            number = self._locks.of(inode)
            if not number:
                self._admit()
                with self._store.savepoint():
                    self._locks.cover(inode, lock.number)
                self._store.touch()
                self._announcer.inode(inode.ino, None)
            return number in (0, lock.number)

        return cover

    def _uncover_directory(self, lock: FileLock) -> Callable[[Inode], bool]:
        def uncover(inode: Inode) -> bool:
            number = self._locks.of(inode)
            if number == lock.number:
                self._admit(deletes=True)
                self._locks.uncover(inode)
                self._store.touch()
                self._announcer.inode(inode.ino, None)
            return number in (0, lock.number)

        return uncover

    def _below(self, ino: int, enter: Callable[[Inode], bool]) -> Iterator[int]:
        """Regular files at and below an inode; `enter` sees each directory before its entries."""
        waiting = [ino]
        while waiting:
            at = waiting.pop()
            with self._lock:
                inode = self._inodes.get(at)
                if inode.is_regular:
                    yield at
                    continue
                if not inode.is_directory or not enter(inode):
                    continue
            after = b""
            while True:
                with self._lock:
                    batch = self._directories.listed(at, after, _LISTED)
                for entry in batch:
                    if entry.kind == stat.S_IFDIR >> 12:
                        waiting.append(entry.ino)
                    elif entry.kind == stat.S_IFREG >> 12:
                        yield entry.ino
                if len(batch) < _LISTED:
                    break
                after = batch[-1].name

    def _carry(
        self, files: list[int], lock: FileLock, report: Report, cancel: CancelToken, *, seal: bool
    ) -> int:
        """Bring files under the lock, or from under it, one after the other."""
        done = 0
        wanted = 0 if seal else lock.number
        for number, ino in enumerate(dict.fromkeys(files)):
            cancel.check()
            report(Progress(number, len(files), "files"))
            try:
                with self._lock:
                    inode = self._inodes.get(ino)
                    if self._locks.of(inode) != wanted:
                        continue
                self._carry_file(ino, lock.number if seal else 0)
            except StaleInodeError:  # deleted meanwhile
                continue
            done += 1
        report(Progress(len(files), len(files), "files"))
        return done

    def _carry_file(self, ino: int, number: int) -> None:
        """Copy a file's content to where it is sealed under a lock, or under none; then trade."""
        with self._frozen(ino), self._carrier(ino, number) as carrier:
            offset: int | None = 0
            while offset is not None:  # the lock is let go in between: others work on
                offset = self._copy_step(ino, carrier, offset)
            with self._lock:
                self._trade(self._inodes.get(ino), self._inodes.get(carrier), number)

    @contextmanager
    def _frozen(self, ino: int) -> Iterator[None]:
        """Nobody changes the file meanwhile."""
        with self._lock:
            self._inodes.open(self._inodes.get(ino))
            self._locks.frozen.add(ino)
        try:
            yield
        finally:
            with self._lock:
                self._locks.frozen.discard(ino)
                self._inodes.release(self._inodes.get(ino))

    @contextmanager
    def _carrier(self, ino: int, number: int) -> Iterator[int]:
        """A nameless inode of the file's length, whose content is meant for the file."""
        with self._lock:
            self._admit()
            carrier = self._new_inode(stat.S_IFREG | 0o600, 0, 0, 0, 0, 0, 0)
            with self._store.savepoint():
                self._locks.cover(carrier, number, bound_to=ino)
            self._inodes.open(carrier)
            self._contents.resize(carrier, self._inodes.get(ino).size)
            self._store.touch()
        try:
            yield carrier.ino
        finally:
            with self._lock:
                self._locks.passed_on(carrier.ino)
                self._inodes.release(self._inodes.get(carrier.ino))
                self._store.touch()

    def _copy_step(self, ino: int, carrier: int, offset: int) -> int | None:
        """Copy the data that comes next; where to go on, None at the end."""
        with self._lock:
            inode, target = self._inodes.get(ino), self._inodes.get(carrier)
            if offset >= inode.size:
                return None
            start = self._contents.next_data(inode, offset)
            if start is None or start >= inode.size:
                return None
            end = min(self._contents.next_hole(inode, start), start + _STEP_BYTES, inode.size)
            self._admit()
            piece = memoryview(b"".join(self._contents.read(inode, start, end - start)))
            self._contents.write(target, start, piece)
            self._inodes.change(target)
            return end

    def _trade(self, inode: Inode, carrier: Inode, number: int) -> None:
        """Let two inodes trade their contents: in the index at once, and nothing of them in memory."""
        for each in (inode, carrier):
            self._contents.let_go(each)
        self._locks.flush()
        with self._store.savepoint():
            for table in _TRADED:
                for old, new in ((inode.ino, _PARKED), (carrier.ino, inode.ino),
                                 (_PARKED, carrier.ino)):  # fmt: skip
                    self._store.execute(f"update {table} set ino = ? where ino = ?", (new, old))  # noqa: S608
        for each in (inode, carrier):
            self._inodes.change(each)
            each.may_have_rows = True
        inode.lock, carrier.lock = number, self._locks.of(inode)
        inode.blocks, carrier.blocks = carrier.blocks, inode.blocks
        self._store.touch()
        self._announcer.inode(inode.ino, None)


def _info(lock: FileLock) -> LockInfo:
    return LockInfo(lock.number, lock.root, lock.key is not None, lock.state)
