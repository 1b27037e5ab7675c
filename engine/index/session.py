"""A connection to the index whose errors are the engine's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import apsw

from engine.errors import IndexDamagedError, VaultError, VaultLockedError
from engine.format.row_changes import unpack_changes
from engine.index.database import checkpoint_log, open_index
from engine.index.recorder import ChangeRecorder
from engine.index.statements import STATEMENTS
from engine.index.vfs import IndexVfs


class IndexSession:
    """Statements, transactions and savepoints on the index; guarded by the store's lock."""

    def __init__(self, vfs: IndexVfs) -> None:
        self._vfs = vfs
        self._depth = 0
        self._closed = False
        self.connection = open_index(vfs)
        self.changes = ChangeRecorder()
        """Takes what the statements change."""
        self._taken: list[bytes] = []
        """Changes that were taken to be noted, and are not committed yet."""

    def execute(self, sql: str, bindings: Any = ()) -> apsw.Cursor:
        """Run a statement; fetch all of its rows before letting go of the lock.

        Raises:
            IndexDamagedError: SQLite found the index inconsistent.
            DamageError, MediumError: A stripe of the index could not be read.
            VaultLockedError: The session is closed.
        """
        cursor = self._run(sql, bindings)
        if self.changes:
            self.changes.record(sql, (bindings,))
        return cursor

    def executemany(self, sql: str, bindings: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each set of bindings; raises as `execute` does."""
        try:
            self.connection.executemany(sql, bindings)
        except apsw.Error as error:
            self.changes.stop()  # some may have been made
            raise self._translate(error) from error
        self.changes.record(sql, bindings)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Statements inside take effect together or not at all; may be nested."""
        self._depth += 1
        name = f"s{self._depth}"
        mark = self.changes.mark()
        self._run(f"savepoint {name}")
        try:
            yield
        except BaseException:
            self._run(f"rollback to {name}")
            self.changes.rewind(mark)
            raise
        finally:
            self._depth -= 1
            self._run(f"release {name}")

    def begin(self) -> None:
        """Open the write transaction that all statements are part of."""
        self._run("begin immediate")

    def commit(self) -> None:
        """Let SQLite append the transaction to the log; nothing reaches the disk by it."""
        self._run("commit")
        self._taken.clear()

    def take_changes(self) -> bytes | None:
        """What the transaction has changed since the last call; see `ChangeRecorder.take`."""
        taken = self.changes.take()
        if taken:
            self._taken.append(taken)
        return taken

    def make_again(self, noted: Iterable[bytes]) -> None:
        """Make changes of rows that the journal has noted, as a transaction of its own.

        Raises:
            IndexDamagedError: They do not fit the rows that are there; the index is as it was.
            DamageError: A stripe of the index could not be read; likewise.
        """
        self.begin()
        try:
            for packed in noted:
                for change in unpack_changes(packed):
                    self.execute(STATEMENTS[change.kind], change.values)
        except BaseException:
            self._run("rollback")
            raise
        self.commit()

    def size(self) -> tuple[int, int]:
        """Pages of the index as the open transaction has it, and how many of them are unused."""
        pages: Any = self._run("pragma page_count").fetchall()[0][0]
        unused: Any = self._run("pragma freelist_count").fetchall()[0][0]
        return int(pages), int(unused)

    def shrink(self, pages: int) -> None:
        """Give up to so many unused pages back, by moving others into their place."""
        self._run(f"pragma incremental_vacuum({pages})").fetchall()

    def rebuild(self) -> None:
        """Write the whole index anew, outside a transaction: nothing deleted is left in its pages.

        Raises:
            VaultError: It could not be read; it is as it was.
        """
        self._run("vacuum").fetchall()

    def checkpoint(self) -> None:
        """Move the log into the pages, outside a transaction; the root is written on the way.

        Raises:
            VaultError: What writing the root raised; the log stays as it was.
        """
        try:
            checkpoint_log(self.connection)
        except apsw.Error as error:
            raise self._translate(error) from error

    def close(self) -> None:
        """Close the connection and take the VFS away."""
        self._closed = True
        self.connection.close()
        self._vfs.unregister()

    def _run(self, sql: str, bindings: Any = ()) -> apsw.Cursor:
        try:
            return self.connection.execute(sql, bindings)
        except apsw.Error as error:
            raise self._translate(error) from error

    def _show_taken_again(self) -> None:
        """SQLite has taken the whole transaction back, as it does after an I/O error.

        What was noted is shown again, as what was committed is. What was not is lost, so that the
        next commit has to fail: nothing is begun.
        """
        self.changes.stop()
        taken, self._taken = self._taken, []
        with suppress(apsw.Error):
            for packed in taken:
                for change in unpack_changes(packed):
                    self.connection.execute(STATEMENTS[change.kind], change.values)
        self._vfs.failure = None

    def _translate(self, error: apsw.Error) -> VaultError:
        if self._closed or isinstance(error, apsw.ConnectionClosedError):
            return VaultLockedError()
        failure, self._vfs.failure = self._vfs.failure, None
        if not self.connection.in_transaction:
            self._show_taken_again()
        if isinstance(failure, VaultError):
            return failure
        return IndexDamagedError(f"index: {error}")
