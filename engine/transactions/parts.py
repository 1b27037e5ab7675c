"""What a transactional store is built from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    epoch: int
    bands: BandStore
    disks: Sequence[Disk]
    backend: ScatterStorageBackend
    allocator: RowAllocator
    roots: RootStore
    journal: Journal
    lanes: int
