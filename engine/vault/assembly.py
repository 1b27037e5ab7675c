"""Puts a store together from a folder, a header and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.errors import InvalidGeometryError
from engine.format.header import VaultHeader
from engine.holographic.lanes import LaneCodec
from engine.keys import KeyState
from engine.medium.bands import BandStore
from engine.medium.disk import Disk
from engine.mixer.entropic import EntropicMixer
from engine.scatter import Projection, RowAllocator, ScatterStorageBackend
from engine.transactions.journal import Journal
from engine.transactions.parts import StoreParts
from engine.transactions.roots import RootStore
from engine.transactions.superblocks import SuperblockRing
from engine.types import Damage, Geometry


def assemble(
    disks: Sequence[Disk],
    header: VaultHeader,
    keys: KeyState,
    on_damage: Callable[[Damage], None],
) -> StoreParts:
    """Build every layer from the medium up to the roots.

    Raises:
        InvalidGeometryError: The header asks for a shape that this version does not know.
    """
    geometry = header.geometry
    if len(disks) != max(1, len(header.locations)):
        raise InvalidGeometryError("locations")
    bands = BandStore(disks, geometry)
    codec = LaneCodec(geometry.parity_lanes)
    mixer = EntropicMixer(header.vault_id, keys.group_key, codec)
    projection = projection_of(keys, geometry)
    allocator = RowAllocator()
    backend = ScatterStorageBackend(bands, mixer, projection, allocator, geometry, on_damage)
    ring = SuperblockRing(backend, header.vault_id, keys)
    return StoreParts(
        vault_id=header.vault_id,
        keys=keys,
        bands=bands,
        disks=disks,
        backend=backend,
        allocator=allocator,
        roots=RootStore(backend, ring, keys),
        journal=Journal(disks, keys, header.vault_id),
        lanes=geometry.lanes,
    )


def projection_of(keys: KeyState, geometry: Geometry) -> Projection:
    """The placement under a vault's keys, of all epochs that it has."""
    projection = Projection(keys.scatter_key, keys.phase_key, geometry.lanes)
    for epoch in keys.old_epochs:
        projection.hold_old(epoch, keys.phase_key_of(epoch))
    return projection
