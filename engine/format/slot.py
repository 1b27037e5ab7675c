"""The slot: nonce | ciphertext | tag, and what stands inside it.

A slot's plaintext is a header and a fragment of FRAGMENT_BYTES. The header, little-endian, 36 bytes:

    birth u64 | owner u64 | index u64 | length u32 | kind u8 | level u8 | lane u8 | flags u8 = 0
    | stamp u32

All lanes of a block carry the same header but for the lane, so it is packed in two parts: a stem,
common to the lanes, and a tail. The stamp is drawn anew for each run that is mixed: after a crash
the same row may be written again under the same birth, and the stamp tells the two attempts apart.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from engine.constants import BLOCK_BYTES, NONCE_BYTES, SLOT_HEADER_BYTES, VAULT_ID_BYTES
from engine.errors import InvalidRecordError
from engine.types import Buffer, SlotKind

_STEM = struct.Struct("<QQQIBB")
_TAIL = struct.Struct("<BBI")
_HEADER = struct.Struct("<QQQIBBBBI")
_AAD = struct.Struct(f"<{VAULT_ID_BYTES}sBBHIQ")
_ROW = struct.Struct("<Q")
_BIRTH = struct.Struct("<Q")
_STAMP = struct.Struct("<I")

STEM_BYTES = _STEM.size
"""The part of a header that all lanes of a block share at its start; the lane's byte follows."""

STAMP_BYTES = _STAMP.size


class SlotHeader(NamedTuple):
    """What a slot says of itself: enough to salvage a file without the index."""

    birth: int
    owner: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a header
    length: int
    """Bytes of the block that are payload; the rest is zeros."""
    kind: SlotKind
    level: int
    """Layers of sealing inside the block; see `BlockWrite`."""
    lane: int
    stamp: int = 0


def pack_slot_header(header: SlotHeader) -> bytes:
    """Pack a header to SLOT_HEADER_BYTES."""
    stem = pack_stem(*header[:6])
    return stem + pack_tail(header.lane, header.stamp)


def pack_stem(birth: int, owner: int, index: int, length: int, kind: int, level: int) -> bytes:
    """Pack the part of a header that is the same in all lanes."""
    return _STEM.pack(birth, owner, index, length, kind, level)


def pack_tail(lane: int, stamp: int) -> bytes:
    """Pack the part of a header that follows the stem."""
    return _TAIL.pack(lane, 0, stamp)


def unpack_slot_header(raw: Buffer) -> SlotHeader:
    """Read the header at the start of a slot's plaintext.

    Raises:
        InvalidRecordError: Too short, or a kind, flag or length that no writer of ours sets.
    """
    if len(raw) < SLOT_HEADER_BYTES:
        raise InvalidRecordError("slot header: too short")
    birth, owner, index, length, kind, level, lane, flags, stamp = _HEADER.unpack_from(raw)
    known = _KINDS.get(kind)
    if known is None or flags or length > BLOCK_BYTES:
        raise InvalidRecordError("slot header: bounds")
    return SlotHeader(birth, owner, index, length, known, level, lane, stamp)


def birth_of(head: Buffer) -> int:
    """The birth in a header, without the rest."""
    return int.from_bytes(head[: _BIRTH.size], "little")


def level_of(head: Buffer) -> int:
    """The level in a header, without the rest."""
    return head[STEM_BYTES - 1]


def slot_aad(vault_id: bytes, kind: int, lane: int, row: int, epoch: int) -> bytes:
    """Associated data that binds a slot to its place: 32 bytes, the row last."""
    return _AAD.pack(vault_id, kind, lane, 0, epoch, row)


def slot_aad_prefix(vault_id: bytes, kind: int, lane: int, epoch: int) -> bytes:
    """A lane's associated data without its row, for runs; see `row_suffixes`."""
    return slot_aad(vault_id, kind, lane, 0, epoch)[: -_ROW.size]


def row_suffixes(row: int, count: int) -> list[bytes]:
    """What completes a prefix of associated data, for `count` rows from `row` on."""
    return [_ROW.pack(number) for number in range(row, row + count)]


def unpack_stamp(raw: bytes) -> int:
    """A stamp from STAMP_BYTES random bytes."""
    (stamp,) = _STAMP.unpack(raw)
    return int(stamp)


def cut_nonces(raw: Buffer) -> Sequence[bytes]:
    """Cut random bytes into nonces of NONCE_BYTES each."""
    return struct.unpack(f"{NONCE_BYTES}s" * (len(raw) // NONCE_BYTES), raw)


_KINDS = {int(kind): kind for kind in SlotKind}
