"""What a transactional store is built from, and what it holds on the way to the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.format.journal import LogWrite, NotedWrite
from engine.keys.state import KeyState
from engine.medium.bands import BandStore
from engine.medium.disk import Disk
from engine.scatter.allocation import RowAllocator
from engine.scatter.backend import ScatterStorageBackend
from engine.transactions.journal import Journal
from engine.transactions.roots import RootStore


@dataclass(frozen=True, slots=True)
class StoreParts:
    """What a store is built from; the vault puts it together."""

    vault_id: bytes
    keys: KeyState
    bands: BandStore
    disks: Sequence[Disk]
    backend: ScatterStorageBackend
    allocator: RowAllocator
    roots: RootStore
    journal: Journal
    lanes: int

    @property
    def epoch(self) -> int:
        """The key epoch that is written in."""
        return self.keys.epoch


@dataclass(frozen=True, slots=True)
class SealedCommit:
    """A commit that SQLite has made and the disk has not."""

    change: int
    writes: list[LogWrite]
    log_bytes: int
    touched: Any
    noted: tuple[Sequence[NotedWrite], bool]
    """Noted writes, and whether earlier ones hold no longer."""
    changes: bytes = b""
    """Changes of rows that stand for the pages, of which there are no writes then."""
