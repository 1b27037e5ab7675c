"""What a store passes straight on: statements to the index, blocks to the bands, promises of room.

A part of TransactionalStore; here so that the order of writes stands alone in its module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import apsw

from engine.constants import BLOCK_BYTES
from engine.errors import ReadOnlyVaultError
from engine.index import IndexSession
from engine.scatter.backend import ScatterStorageBackend
from engine.transactions.parts import StoreParts
from engine.transactions.rows import RowLedger
from engine.transactions.space import SpaceKeeper
from engine.types import BlockPointer, BlockWrite, SlotKind, SpaceUsage


class StoreAccess:
    """The index's statements need the store's lock, as does all that writes; reads of blocks do not."""

    backend: ScatterStorageBackend
    rows: RowLedger
    read_only: bool
    _parts: StoreParts
    _room: SpaceKeeper
    _session: IndexSession
    _pending_generation: int
    _read_only_reason: str

    @property
    def connection(self) -> apsw.Connection:
        """SQLite's own connection, for what a statement changed."""
        return self._session.connection

    def execute(self, sql: str, bindings: Any = ()) -> apsw.Cursor:
        """Run a statement on the index, with the lock held; see `IndexSession.execute`."""
        return self._session.execute(sql, bindings)

    def executemany(self, sql: str, bindings: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each set of bindings, with the lock held."""
        self._session.executemany(sql, bindings)

    def savepoint(self) -> AbstractContextManager[None]:
        """Statements inside take effect together or not at all; may be nested."""
        return self._session.savepoint()

    def get(
        self, pointer: BlockPointer, offset: int = 0, length: int = BLOCK_BYTES, level: int = 0
    ) -> memoryview:
        """Read `length` bytes of a block of the level; see `BlockWrite`.

        Raises:
            StripeLostError: Fewer than k lanes are left.
            SealBrokenError: It is of another level.
        """
        return self.backend.get(pointer, SlotKind.DATA, offset, length, level)

    def get_many(self, pointers: Sequence[BlockPointer], level: int = 0) -> list[memoryview]:
        """Read whole blocks, neighbouring rows at once; raises as `get` does."""
        return self.backend.get_many(pointers, level=level)

    def read_ahead(self, pointers: Sequence[BlockPointer]) -> None:
        """Have blocks come that will be asked for soon. A hint."""
        self.backend.read_ahead(pointers)

    # -- blocks ---------------------------------------------------------------------------------

    def put(self, blocks: Sequence[BlockWrite], *, reserved: bool = True) -> list[BlockPointer]:
        """Write blocks to fresh rows; durable with the next commit.

        Args:
            blocks: In order of owner and index where possible: neighbours share a run.
            reserved: Whether `reserve` promised the rows; the promise is used up.

        Raises:
            NoSpaceError: No rows (cannot happen when reserved).
            MediumError: The disk refused; nothing changed.
        """
        self.check_writable()
        if not reserved:
            self._room.make_room(len(blocks))
        pointers = self.backend.put(
            blocks, SlotKind.DATA, self._parts.epoch, self._pending_generation
        )
        if reserved:
            self.rows.promised -= len(blocks)
        return pointers

    def free(self, pointers: Iterable[BlockPointer]) -> None:
        """Let go of blocks with the current transaction; call it once nothing can fail any more."""
        self.rows.free(pointer.row for pointer in pointers if pointer.row)

    # -- space ----------------------------------------------------------------------------------

    def check_writable(self) -> None:
        """Raise unless the store can be written.

        Raises:
            ReadOnlyVaultError: Opened for reading, or turned so by a failure.
        """
        if self.read_only:
            raise ReadOnlyVaultError(self._read_only_reason)

    def reserve(self, rows: int) -> None:
        """Promise rows to blocks that will be put later; may grow the vault or write a root.

        Raises:
            NoSpaceError: Not even growth gives so many rows.
        """
        self._room.reserve(rows)

    def unreserve(self, rows: int) -> None:
        """Give promised rows back."""
        self._room.unreserve(rows)

    def admit(self, deletes: bool = False) -> None:
        """Called first by every operation that changes something.

        Raises:
            ReadOnlyVaultError: The store cannot be written.
            NoSpaceError: Only the reserve is left, and the operation does not delete.
        """
        if self.read_only:
            self.check_writable()
        self._room.admit(deletes)

    def space(self) -> SpaceUsage:
        """What is used and what is free, with what the disk under it lets the vault grow."""
        return self._room.usage()
