"""Records and closed sets that several layers share."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple

from engine.constants import BAND_SLOTS, DATA_LANES

Buffer = bytes | bytearray | memoryview
"""Bytes in any form; a memoryview is one-dimensional and of format B."""


class SlotKind(enum.IntEnum):
    """What a slot holds; part of its associated data."""

    DATA = 1
    INDEX = 2
    MAP = 3
    SUPERBLOCK = 4
    JOURNAL = 5


class BlockPointer(NamedTuple):
    """Where a block lies: its row, the key epoch it was sealed under, the generation it was born in.

    Row 0 belongs to the superblock ring, so the all-zero pointer stands for a hole.
    """

    row: int
    epoch: int
    birth: int


HOLE = BlockPointer(0, 0, 0)
"""The pointer of a block that was never written and reads as zeros."""


class BlockWrite(NamedTuple):
    """A block on its way to disk. `data` is at most BLOCK_BYTES long; the rest is zeros.

    `owner` is an inode (or 0 for the engine's own blocks), `index` the block's place in it.
    """

    owner: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a block
    data: bytes | bytearray | memoryview
    level: int = 0
    """Layers of sealing inside the block: 1 where it is content under a second lock."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """The shape of a vault: fixed at creation, authenticated in the header."""

    parity_lanes: int
    data_lanes: int = DATA_LANES
    band_slots: int = BAND_SLOTS

    @property
    def lanes(self) -> int:
        """n = k + m."""
        return self.data_lanes + self.parity_lanes


class VaultMode(enum.Enum):
    """What opens a new vault, beside its recovery key. Key slots added later change it at will."""

    USER = "user"
    """A passphrase, anywhere."""
    DEVICE = "device"
    """This device by itself; no passphrase."""
    HYBRID = "hybrid"
    """A passphrase, and on this device alone."""


class OnRollback(enum.Enum):
    """What to do with a vault that is older than what is remembered, or a fork."""

    REFUSE = "refuse"
    READ_ONLY = "read-only"
    """Open it for reading only; what is remembered stays."""
    ACCEPT = "accept"
    """It is meant to be: from now on this copy is what is remembered."""


class SpaceUsage(NamedTuple):
    """Space of a vault, in bytes of payload unless said otherwise."""

    used: int
    free: int
    """What can still be written: free rows less the reserve, and what the disk lets the vault grow."""
    total: int
    disk_bytes: int
    """Bytes that the vault takes on disk."""
    disk_free_bytes: int
    """Bytes free on the disk under it."""


class Severity(enum.IntEnum):
    """Defined by consequence, in the manner of Cryptomator's health check."""

    GOOD = 0
    INFO = 1
    """Worth knowing; nothing is at risk."""
    WARNING = 2
    """Redundancy is lower than it should be; everything still reads."""
    CRITICAL = 3
    """Something cannot be read any more."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One slot that did not authenticate, was missing or was stale, seen during a read."""

    row: int
    lane: int
    kind: SlotKind
    band: str
    """The band file's name inside its location."""
    owner: int
    """Inode of the file concerned, or 0."""
    repaired: bool
    """Whether the block could be rebuilt from the other lanes."""
    reason: str
    """"missing", "altered" or "stale"."""
