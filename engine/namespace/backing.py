"""What the namespace needs of the store below it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import apsw

from engine.constants import BLOCK_BYTES
from engine.format.journal import NotedWrite
from engine.transactions.noted import NotedWrites
from engine.types import BlockPointer, BlockWrite, SpaceUsage


class Store(Protocol):
    """The part of `TransactionalStore` that the namespace builds on.

    Every call but `commit` is made while holding `lock`. A write transaction is always open on
    `connection` unless the store is read-only; `commit` alone ends it.
    """

    lock: threading.RLock
    read_only: bool
    before_commit: list[Callable[[], None]]
    noted: NotedWrites
    recovered: Mapping[int, Sequence[NotedWrite]]

    @property
    def connection(self) -> apsw.Connection:
        """SQLite's own connection, for what a statement changed."""

    def execute(self, sql: str, bindings: Any = ()) -> Any:
        """Run one statement; SQLite's errors come out as the engine's. Returns a cursor."""

    def executemany(self, sql: str, bindings: Sequence[Any]) -> None:
        """Run one statement for each row of bindings."""

    def savepoint(self) -> AbstractContextManager[object]:
        """Undo the statements inside when they end in an exception."""

    def check_writable(self) -> None:
        """Raise ReadOnlyVaultError where nothing may be written."""

    def admit(self, deletes: bool = False) -> None:
        """Raise NoSpaceError when only the reserve for deletes is left, unless `deletes`."""

    def reserve(self, rows: int) -> None:
        """Promise rows, so that a later put cannot fail for space; NoSpaceError now."""

    def reserve_for_move(self, rows: int) -> int:
        """Promise up to so many rows to blocks that leave as many behind; says how many."""

    def unreserve(self, rows: int) -> None:
        """Give promised rows back."""

    def put(self, blocks: Sequence[BlockWrite], *, reserved: bool = True) -> list[BlockPointer]:
        """Write blocks to rows, taking from what was reserved."""

    def get(
        self, pointer: BlockPointer, offset: int = 0, length: int = BLOCK_BYTES, level: int = 0
    ) -> bytes | memoryview:
        """Read part of a block; exactly `length` bytes. One of another level is an error."""

    def get_many(
        self, pointers: Sequence[BlockPointer], level: int = 0
    ) -> Sequence[bytes | memoryview]:
        """Read whole blocks, neighbours in one go."""

    def read_ahead(self, pointers: Sequence[BlockPointer]) -> None:
        """Say that the blocks will be read soon."""

    def free(self, pointers: Iterable[BlockPointer]) -> None:
        """Give rows up with the current transaction."""

    def touch(self) -> None:
        """Something changed: commit within COMMIT_INTERVAL_S."""

    def commit_soon(self) -> None:
        """Much waits for a commit: have one made in the background at once, to keep memory small."""

    def commit(self) -> None:
        """Make everything durable. Not while holding `lock`."""

    def write_out(self) -> None:
        """The same, with every changed block in its rows."""

    def space(self) -> SpaceUsage:
        """What is used and free."""
