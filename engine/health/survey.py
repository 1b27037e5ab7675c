"""What a vault holds and takes, and how it is: all that a health panel shows."""

from __future__ import annotations

from dataclasses import dataclass

from engine.constants import BAND_SLOTS, SLOT_BYTES
from engine.health.record import Outcome, Schedule, last_outcome, progress_kept, schedule_of
from engine.types import Damage, SpaceUsage
from engine.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class DiskShares:
    """What a vault's bytes on disk are, and what the disk has left; in bytes."""

    data: int
    """Slots with fragments of files and of the index."""
    parity: int
    decoys: int
    """Slots without content: noise, and what was freed and not yet written over."""
    free: int
    """Free on the disk under the vault."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A vault at a moment."""

    files: int
    folders: int
    content_bytes: int
    """Sum of the files' sizes."""
    space: SpaceUsage
    shares: DiskShares
    data_lanes: int
    parity_lanes: int
    group_rows: int
    """Rows of a group."""
    used_rows: tuple[int, ...]
    """Rows in use of each group, the engine's own among them."""
    damage_seen: tuple[Damage, ...]
    """Damaged slots that reads have met since the vault was unlocked."""
    read_only: bool
    schedule: Schedule
    outcome: Outcome | None
    """The last scrub that came to its end."""
    begun: tuple[int, int] | None
    """Of a scrub that was broken off: stripes read by then, and when (seconds since 1970)."""

    @property
    def groups(self) -> int:
        """Groups of bands that the vault has."""
        return len(self.used_rows)


def survey(vault: Vault) -> Survey:
    """Count what a vault holds, and say how it is.

    Raises:
        DamageError: The index cannot be read.
    """
    statistics = vault.statistics()
    geometry = vault.geometry
    used = _used_rows(vault)
    row_count = sum(used)
    data = row_count * geometry.data_lanes * SLOT_BYTES
    parity = row_count * geometry.parity_lanes * SLOT_BYTES
    whole = len(used) * BAND_SLOTS * geometry.lanes * SLOT_BYTES
    shares = DiskShares(data, parity, whole - data - parity, statistics.space.disk_free_bytes)
    return Survey(
        files=statistics.files,
        folders=statistics.directories - 1,  # the root is nobody's folder
        content_bytes=statistics.content_bytes,
        space=statistics.space,
        shares=shares,
        data_lanes=geometry.data_lanes,
        parity_lanes=geometry.parity_lanes,
        group_rows=BAND_SLOTS,
        used_rows=used,
        damage_seen=statistics.damage_seen,
        read_only=vault.read_only,
        schedule=schedule_of(vault),
        outcome=last_outcome(vault),
        begun=progress_kept(vault),
    )


def _used_rows(vault: Vault) -> tuple[int, ...]:
    store = vault.store
    with store.lock:
        waiting = store.rows.quarantined_rows()
        allocator = store.rows.allocator
        return tuple(
            (allocator.taken_map(group) & ~waiting.get(group, 0)).bit_count()
            for group in range(allocator.groups)
        )
