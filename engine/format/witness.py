"""The device's memory of one vault: the plaintext of its one sealed slot.

Kept outside the vault, in the state folder of a device, so that an older copy of the whole vault
is noticed there. Little-endian:

    magic 8 | version u16 | flags u16 = 0 | openings u32 | vault id 16 | session 16
    | generation u64 | batches u64 | digest 32 | header revision u64
    | written, ns since 1970, u64 | accepted, ns since 1970 or 0, u64
    | for each opening: session 16 | generation u64 | batches u64
    | zeros
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from engine.constants import SESSION_BYTES, SLOT_PLAIN_BYTES, VAULT_ID_BYTES
from engine.errors import InvalidRecordError

MAGIC = b"SIGMSEEN"
VERSION = 1
DIGEST_BYTES = 32

_HEAD = struct.Struct(f"<8sHHI{VAULT_ID_BYTES}s{SESSION_BYTES}sQQ{DIGEST_BYTES}sQQQ")
_OPENING = struct.Struct(f"<{SESSION_BYTES}sQQ")

MAX_OPENINGS = (SLOT_PLAIN_BYTES - _HEAD.size) // _OPENING.size
"""Sessions before the remembered one that a record has room for."""


@dataclass(frozen=True, slots=True)
class OpeningRecord:
    """A session that had ended, and how far it had come."""

    session: bytes
    generation: int
    batches: int


@dataclass(frozen=True, slots=True)
class WitnessRecord:
    """The newest state of a vault that a device has seen to be durable."""

    vault_id: bytes
    session: bytes
    generation: int
    batches: int
    digest: bytes
    header_revision: int
    written_ns: int
    accepted_ns: int
    """When an older or forked copy was accepted last; 0 for never."""
    openings: tuple[OpeningRecord, ...]
    """The sessions before it, oldest first: the newest MAX_OPENINGS."""


def pack_witness(record: WitnessRecord) -> bytes:
    """Pack a record to SLOT_PLAIN_BYTES; of too many openings the oldest are left out."""
    kept = record.openings[-MAX_OPENINGS:]
    head = _HEAD.pack(
        MAGIC,
        VERSION,
        0,
        len(kept),
        record.vault_id,
        record.session,
        record.generation,
        record.batches,
        record.digest,
        record.header_revision,
        record.written_ns,
        record.accepted_ns,
    )
    rows = (_OPENING.pack(each.session, each.generation, each.batches) for each in kept)
    return b"".join((head, *rows)).ljust(SLOT_PLAIN_BYTES, b"\0")


def unpack_witness(plain: bytes) -> WitnessRecord:
    """Read a record.

    Raises:
        InvalidRecordError: It is none of this version.
    """
    if len(plain) != SLOT_PLAIN_BYTES:
        raise InvalidRecordError("witness: length")
    (magic, version, flags, count, vault_id, session, generation, batches, digest, *numbers) = (
        _HEAD.unpack_from(plain)
    )
    if magic != MAGIC or version != VERSION or flags or count > MAX_OPENINGS:
        raise InvalidRecordError("witness: not one of this version")
    end = _HEAD.size + count * _OPENING.size
    openings = (OpeningRecord(*row) for row in _OPENING.iter_unpack(plain[_HEAD.size : end]))
    revision, written_ns, accepted_ns = numbers
    return WitnessRecord(
        vault_id,
        session,
        generation,
        batches,
        digest,
        revision,
        written_ns,
        accepted_ns,
        tuple(openings),
    )
