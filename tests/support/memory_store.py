"""A `TransactionalStore` in memory: SQLite in ':memory:', blocks in a dict, no cryptography.

It is strict where the real store may be lenient: a pointer that is freed twice, read after it was
freed, or put without a reservation fails at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import apsw

from engine.constants import BLOCK_BYTES
from engine.errors import NoSpaceError, ReadOnlyVaultError, SealBrokenError, StripeLostError
from engine.format.journal import NotedWrite
from engine.index.schema import create_tables
from engine.transactions.noted import NotedWrites
from engine.types import BlockPointer, BlockWrite, Damage, SpaceUsage


class MemoryStore:
    """The interface of the real store over a dict. `capacity` is in rows."""

    def __init__(self, capacity: int = 1 << 40, read_only: bool = False) -> None:
        self.lock = threading.RLock()
        self.connection = apsw.Connection(":memory:")
        create_tables(self.connection)
        self.connection.execute("begin")
        self.read_only = read_only
        self.capacity = capacity
        self.generation = 1
        self.next_row = 8
        self.blocks: dict[BlockPointer, bytes] = {}
        self.levels: dict[BlockPointer, int] = {}
        self.freed: dict[BlockPointer, bytes] = {}  # since the last commit
        self.born: set[BlockPointer] = set()  # since the last commit
        self.reusable: list[int] = []  # rows put and freed since the last commit
        self.reserved = 0
        self.before_commit: list[Callable[[], None]] = []
        self.noted = NotedWrites()  # never allowed: it has no journal
        self.recovered: dict[int, list[NotedWrite]] = {}
        self.on_damage: Callable[[Damage], None] = lambda _: None
        self.lost: set[BlockPointer] = set()
        self.touched = 0
        self.commits = 0
        self.gets = 0
        self.bytes_read = 0
        self.runs: list[int] = []  # lengths of what was read at once
        self.puts: list[list[tuple[int, int]]] = []
        self.fail_put: Exception | None = None
        self.fail_execute_at = -1
        self._depth = 0

    # -- SQL ---------------------------------------------------------------------------------

    def execute(self, sql: str, bindings: Any = ()) -> apsw.Cursor:
        self._maybe_fail()
        return self.connection.execute(sql, bindings)

    def executemany(self, sql: str, rows: Iterable[Any]) -> None:
        self._maybe_fail()
        self.connection.executemany(sql, rows)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        with self.connection:
            yield

    def _maybe_fail(self) -> None:
        if self.fail_execute_at == 0:
            self.fail_execute_at = -1
            raise StripeLostError("index")
        if self.fail_execute_at > 0:
            self.fail_execute_at -= 1

    # -- space -------------------------------------------------------------------------------

    def check_writable(self) -> None:
        if self.read_only:
            raise ReadOnlyVaultError("asked for")

    def free_rows(self) -> int:
        return self.capacity - len(self.blocks) - self.reserved

    def reserve(self, rows: int) -> None:
        if self.free_rows() < rows:
            raise NoSpaceError()
        self.reserved += rows

    def reserve_for_move(self, rows: int) -> int:
        self.reserve(rows)
        return rows

    def unreserve(self, rows: int) -> None:
        self.reserved -= rows
        assert self.reserved >= 0, "more given back than promised"

    def admit(self, deletes: bool = False) -> None:
        self.check_writable()
        if not deletes and self.free_rows() <= 0:
            raise NoSpaceError()

    def space(self) -> SpaceUsage:
        used = len(self.blocks) * BLOCK_BYTES
        free = max(0, self.free_rows()) * BLOCK_BYTES
        return SpaceUsage(used, free, used + free, used, free)

    # -- blocks ------------------------------------------------------------------------------

    def put(self, blocks: Sequence[BlockWrite], *, reserved: bool = True) -> list[BlockPointer]:
        if self.fail_put is not None:
            raise self.fail_put
        if reserved:
            self.unreserve(len(blocks))
        pointers = []
        for block in blocks:
            assert len(block.data) <= BLOCK_BYTES
            if self.reusable:  # the same pointer again, as in the real store
                row = self.reusable.pop()
            else:
                row, self.next_row = self.next_row, self.next_row + 1
            pointer = BlockPointer(row, 0, self.generation)
            self.blocks[pointer] = bytes(block.data)
            self.levels[pointer] = block.level
            self.born.add(pointer)
            pointers.append(pointer)
        self.puts.append([(block.owner, block.index) for block in blocks])
        return pointers

    def get(
        self, pointer: BlockPointer, offset: int = 0, length: int = BLOCK_BYTES, level: int = 0
    ) -> bytes:
        assert offset >= 0
        assert offset + length <= BLOCK_BYTES
        self.gets += 1
        self.bytes_read += length
        if pointer in self.lost:
            raise StripeLostError("row", pointer.row, 3)
        if self.levels[pointer] != level:
            raise SealBrokenError("row")
        data = self.blocks[pointer][offset : offset + length]
        return data + bytes(length - len(data))

    def get_many(self, pointers: Sequence[BlockPointer], level: int = 0) -> list[bytes]:
        self.runs.append(len(pointers))
        return [self.get(pointer, level=level) for pointer in pointers]

    def read_ahead(self, pointers: Iterable[BlockPointer]) -> None:
        for pointer in pointers:
            assert pointer in self.blocks

    def free(self, pointers: Iterable[BlockPointer]) -> None:
        for pointer in pointers:
            data = self.blocks.pop(pointer)
            if pointer in self.born:
                self.born.remove(pointer)
                self.reusable.append(pointer.row)
            else:
                self.freed[pointer] = data

    # -- commits -----------------------------------------------------------------------------

    def touch(self) -> None:
        self.touched += 1

    def commit_soon(self) -> None:
        """Nothing is ever made in the background here."""

    def write_out(self) -> None:
        self.commit()

    def commit(self) -> None:
        with self.lock:
            for callback in self.before_commit:
                callback()
            self.connection.execute("commit")
            self.connection.execute("begin")
            self.generation += 1
            self.commits += 1
            self.freed.clear()
            self.born.clear()
            self.reusable.clear()

    def crashed(self) -> MemoryStore:
        """The store as it would be found after a crash now: the last commit and nothing later."""
        self.connection.execute("rollback")
        image = self.connection.serialize("main")
        self.connection.execute("begin")
        found = MemoryStore(self.capacity)
        found.connection.execute("rollback")
        found.connection = apsw.Connection(":memory:")
        found.connection.deserialize("main", image)
        found.connection.execute("begin")
        found.generation = self.generation + 1
        found.next_row = self.next_row
        found.blocks = {p: data for p, data in self.blocks.items() if p not in self.born}
        found.blocks.update(self.freed)
        found.levels = dict(self.levels)
        return found
