"""What a store passes straight on: statements to the index, reads to the blocks.

A part of TransactionalStore; here so that the order of writes stands alone in its module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import apsw

from engine.constants import BLOCK_BYTES
from engine.index import IndexSession
from engine.scatter.backend import ScatterStorageBackend
from engine.types import BlockPointer, SlotKind


class StoreAccess:
    """The index's statements need the store's lock; reads of blocks do not."""

    backend: ScatterStorageBackend
    _session: IndexSession

    @property
    def connection(self) -> apsw.Connection:
        """SQLite's own connection, for what a statement changed."""
        return self._session.connection

    def execute(self, sql: str, bindings: Any = ()) -> apsw.Cursor:
        """Run a statement on the index, with the lock held; see `IndexSession.execute`."""
        return self._session.execute(sql, bindings)

    def executemany(self, sql: str, bindings: Iterable[Sequence[Any]]) -> None:
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
