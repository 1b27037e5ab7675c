"""What all operations of a namespace share: its parts, admission, flushing, atomic groups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import (
    IndexDamagedError,
    InvalidOperationError,
    NoEntryError,
    NotADirectoryInVaultError,
)
from engine.index.statements import PUT_SETTING
from engine.namespace import clock
from engine.namespace.backing import Store
from engine.namespace.contents import FileContents
from engine.namespace.directories import Directories
from engine.namespace.events import Announcer, Listener
from engine.namespace.inode import Inode, Statistics
from engine.namespace.inodes import InodeTable
from engine.namespace.locks import LockTable
from engine.namespace.reclaim import Reclaimer
from engine.transactions.manager import TransactionManager
from engine.types import SpaceUsage

_COUNT_KINDS = """
select sum(mode >> 12 = 8), sum(mode >> 12 = 4), sum(mode >> 12 = 10),
       sum(mode >> 12 not in (8, 4, 10)), sum(size * (mode >> 12 = 8)) from inode
"""


class NamespaceCore:
    """State and rules under the operations, which are spread over its subclasses by subject.

    Each operation that changes something goes: take the lock, `_admit` (which may commit, so it
    comes before anything is looked at), check, change the index by one statement or within a
    savepoint, then change memory, which cannot fail.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = store.lock
        self._inodes = InodeTable(store)
        self._directories = Directories(store)
        self._locks = LockTable(store, self._inodes)
        self._contents = FileContents(store, self._inodes, self._locks)
        self._reclaimer = Reclaimer(store, self._inodes, self._locks, self._contents.free)
        self._announcer = Announcer()
        self._in_group = False
        self._settings: dict[str, int] = {}
        with self._lock:
            self._open()
        self._manager = TransactionManager(scope=self._group, make_durable=self.sync)

    def _open(self) -> None:
        rows = self._store.execute("select name, value from setting").fetchall()
        settings = {str(name): int(value) for name, value in rows}
        if "next_ino" not in settings or "inodes" not in settings:
            raise IndexDamagedError("index: settings")
        self._inodes.next_ino = settings["next_ino"]
        self._inodes.count = settings["inodes"]
        self._settings = self._current_settings()
        self._locks.load()
        if not self._store.read_only:
            self._reclaimer.adopt_orphans()
            if self._inodes.dead:
                self._store.touch()
            self._store.before_commit.append(self._flush)

    # -- public ------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Have every change told to `listener`, under the lock: it must only take note."""
        with self._lock:
            self._announcer.listeners += (listener,)

    def unsubscribe(self, listener: Listener) -> None:
        """Undo `subscribe`."""
        with self._lock:
            left = [each for each in self._announcer.listeners if each != listener]
            self._announcer.listeners = tuple(left)

    def sync(self, ino: int | None = None) -> None:
        """Make everything durable; with `ino`, only trouble with that inode's data is told.

        Raises:
            DamageError: A changed block could not be completed, since the stored one is lost. It
                is kept in memory and told again until it is written whole, cut or deleted;
                everything else is durable.
            MediumError: The disk refused.
        """
        self.commit()
        self.check_written(ino)

    def commit(self) -> None:
        """Make everything durable that can be; what cannot be is told by `check_written`.

        Raises:
            MediumError: The disk refused.
        """
        self._store.commit()

    def check_written(self, ino: int | None = None) -> None:
        """Tell whether the last commit left out a change of that inode, or of any.

        Raises:
            DamageError: It did; see `sync`.
        """
        with self._lock:
            error = self._contents.stuck(ino)
        if error is not None:
            raise error

    def space(self) -> SpaceUsage:
        """What is used and free."""
        with self._lock:
            if self._inodes.dead and not self._store.read_only:
                self._reclaimer.flush()  # what was just deleted counts as free at once
                self._store.touch()
            return self._store.space()

    @property
    def next_inode(self) -> int:
        """The number that the next inode gets: it and those beyond come later than now."""
        return self._inodes.next_ino

    @property
    def inode_count(self) -> int:
        """How many inodes there are, at no cost."""
        return self._inodes.count

    def count_kinds(self) -> Statistics:
        """How many inodes of each kind there are; reads all of them."""
        with self._lock:
            if not self._store.read_only:
                self._flush_rows()
            counts = self._store.execute(_COUNT_KINDS).fetchall()[0]
        return Statistics(*(int(count or 0) for count in counts))

    def close(self) -> None:
        """Roll back open transactions, let nameless inodes die, and make everything durable.

        Raises:
            VaultError: The last commit failed; the namespace is closed all the same.
        """
        self._manager.close()
        if self._store.read_only:
            self._locks.close_all()
            return
        with self._lock:
            for inode in self._inodes.drop_pins():
                self._inodes.reap(inode)
        try:
            self._write_out()
            while self._inodes.dead and not self._store.read_only:
                self._write_out()
        finally:
            with self._lock:
                if self._flush in self._store.before_commit:
                    self._store.before_commit.remove(self._flush)
                self._locks.close_all()

    def _write_out(self) -> None:
        """Make everything durable, in blocks: what is only noted would be lost with the next root."""
        self._store.touch()
        self._store.write_out()
        self.check_written(None)

    def forget_lock_keys(self) -> None:
        """Forget the keys of all second locks, whatever is unwritten: the vault is being left."""
        with self._lock:
            self._locks.close_all()

    @property
    def has_locks(self) -> bool:
        """Whether anything may lie under a second lock."""
        return self._locks.any

    # -- shared by the operations ------------------------------------------------------------

    def _admit(self, *, deletes: bool = False) -> None:
        """Ask the store whether it takes a change. First of all: it may commit."""
        if self._in_group:
            return
        self._store.admit(deletes)
        if self._inodes.crowded:
            self._inodes.flush()

    def _directory(self, ino: int) -> Inode:
        """A directory, for reading.

        Raises:
            NotADirectoryInVaultError: It is something else.
        """
        inode = self._inodes.get(ino)
        if not inode.is_directory:
            raise NotADirectoryInVaultError
        return inode

    def _living_directory(self, ino: int) -> Inode:
        """A directory that names can be put into: one that was not removed."""
        directory = self._directory(ino)
        if not directory.nlink:
            raise NoEntryError
        return directory

    def _directory_changed(self, directory: Inode, now_ns: int) -> None:
        self._inodes.change(directory)
        directory.mtime_ns = directory.ctime_ns = now_ns

    def _now(self) -> int:
        return clock.now_ns()

    # -- groups of operations ----------------------------------------------------------------

    @contextmanager
    def _group(self) -> Iterator[None]:
        """All operations inside take effect, or none; nobody sees the state between."""
        with self._lock:
            if self._in_group:
                raise InvalidOperationError
            self._admit()
            self._in_group = True
            self._inodes.begin_undo()
            self._announcer.hold()
            stayed = False
            try:
                with self._store.savepoint():
                    yield
                stayed = True
            finally:
                self._in_group = False
                if stayed:
                    self._inodes.keep_changes()
                else:
                    self._inodes.undo_changes()
                self._announcer.let_go(stayed)

    # -- flushing ----------------------------------------------------------------------------

    def _flush(self) -> None:
        """Bring the index up to date; the store calls it before each commit."""
        self._contents.flush()
        self._locks.flush()
        self._flush_rows()

    def _flush_rows(self) -> None:
        self._reclaimer.flush()
        self._inodes.flush()
        settings = self._current_settings()
        if settings != self._settings:
            self._store.executemany(PUT_SETTING, list(settings.items()))
            self._settings = settings

    def _current_settings(self) -> dict[str, int]:
        return {"next_ino": self._inodes.next_ino, "inodes": self._inodes.count}
