"""Dimensional scatter: the eight axes of a block's place, and their keyed projection to a row.

The projection is a PRF (HMAC-SHA256, RFC 2104; key from `KeyState.scatter_key`) over the axes.
Without the key the sequence of rows that a file takes cannot be told from chance, as far as the
allocation map leaves a choice. The projection only proposes: the allocator resolves collisions.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

from engine.constants import BAND_SLOTS, MAX_CHUNK_SIZE
from engine.keys.memory import wipe
from engine.types import BlockWrite, SlotKind

_AXES = struct.Struct("<QQQQQQQQ")
_SAMPLE_BYTES = 4096
"""Bytes of a run's first block that its semantic axis digests: enough to tell contents apart,
little enough to cost 3 µs in a run of 4 MB."""


@dataclass(frozen=True, slots=True)
class Coordinate:
    """Where a run of blocks belongs, in eight dimensions; each axis is an unsigned 64-bit number."""

    spatial: int
    """Groups among which the run may lie."""
    temporal: int
    """Birth generation: a block written again goes elsewhere."""
    entropic: int
    """Free rows (decoys) at the time of placement."""
    semantic: int
    """Keyed digest of the content: self-referential topology."""
    fractal: int
    """Level: file data, index, map, superblock."""
    phase: int
    """Rotation of the lanes in the group; 0 until the group is known."""
    topological: int
    """The owner and the block's place in it."""
    holographic: int
    """The lane; 0 for the stripe as a whole."""

    def pack(self) -> bytes:
        """The axes as 64 bytes, in order."""
        return _AXES.pack(
            self.spatial,
            self.temporal,
            self.entropic,
            self.semantic,
            self.fractal,
            self.phase,
            self.topological,
            self.holographic,
        )


class Projection:
    """The keyed maps from coordinates to rows, and from groups to phases."""

    def __init__(
        self, scatter_key: bytes | bytearray, phase_key: bytes | bytearray, lanes: int
    ) -> None:
        self._scatter_key = bytearray(scatter_key)
        self._phase_key = bytearray(phase_key)
        self._old_phase_keys: dict[int, bytearray] = {}
        self._lanes = lanes
        self._phases: dict[tuple[int, int], int] = {}

    def locate(
        self, first: BlockWrite, kind: SlotKind, birth: int, groups: int, free_rows: int
    ) -> Coordinate:
        """The coordinate of a run that begins with the block `first`."""
        sample = bytes(memoryview(first.data)[: min(_SAMPLE_BYTES, MAX_CHUNK_SIZE)])
        return Coordinate(
            spatial=groups,
            temporal=birth,
            entropic=free_rows,
            semantic=int.from_bytes(self._prf(self._scatter_key, b"semantic" + sample)[:8]),
            fractal=int(kind),
            phase=0,
            topological=(first.owner * 0x9E3779B97F4A7C15 + first.index) & (2**64 - 1),
            holographic=0,
        )

    def project(self, coordinate: Coordinate) -> int:
        """A 64-bit number, uniform to anyone without the key; the allocator takes it as a wish."""
        return int.from_bytes(self._prf(self._scatter_key, b"row" + coordinate.pack())[:8])

    def phase(self, group: int, epoch: int = 0) -> int:
        """Rotation of a row's lanes, by its group and epoch: lane l lies in band (l + phase) mod n.

        A row belongs to one epoch, so that rows of two epochs lie side by side in one group, each
        rotated its own way.
        """
        known = self._phases.get((group, epoch))
        if known is None:
            key = self._old_phase_keys.get(epoch, self._phase_key)
            digest = self._prf(key, group.to_bytes(8, "little"))
            known = self._phases[group, epoch] = int.from_bytes(digest[:8]) % self._lanes
        return known

    def hold_old(self, epoch: int, phase_key: bytes | bytearray) -> None:
        """Have the phase key of an earlier epoch, to find the lanes of its rows."""
        self._old_phase_keys[epoch] = bytearray(phase_key)

    def advance(
        self, old_epoch: int, scatter_key: bytes | bytearray, phase_key: bytes | bytearray
    ) -> None:
        """Go by new keys from now on; rows of the epoch that ends are found as before."""
        self._old_phase_keys[old_epoch] = self._phase_key
        self._phase_key = bytearray(phase_key)
        self._scatter_key = bytearray(scatter_key)

    def forget_old(self) -> None:
        """Overwrite the keys of earlier epochs."""
        for key in self._old_phase_keys.values():
            wipe(key)
        self._old_phase_keys.clear()
        self._phases.clear()

    def forget(self) -> None:
        """Overwrite the keys; nothing can be placed any more."""
        wipe(self._scatter_key)
        wipe(self._phase_key)
        self.forget_old()

    @staticmethod
    def row_in_group(wish: int, run: int) -> int:
        """Row within a group where a run would like to begin, aligned so that runs do not splinter."""
        return (wish >> 32) % BAND_SLOTS // run * run

    @staticmethod
    def _prf(key: bytes | bytearray, message: bytes) -> bytes:
        mac = HMAC(key, hashes.SHA256())
        mac.update(message)
        return mac.finalize()
