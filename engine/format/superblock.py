"""The superblock: the root from which a generation of the vault is found.

Layout, little-endian, at the start of the stripe's payload:

    magic 8 | version u32 | flags u32 | vault id 16 | generation u64 | key epoch u32 | groups u32
    | index length in bytes u64 | digest of the superblock before it 32 | pointer count u32 | 0 u32
    | map pointers, 16 bytes each | zeros

The stripe's seal authenticates it; the magic and the bounds are checked all the same, so that a
fault of our own never becomes a wild read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from engine.constants import (
    BLOCK_BYTES,
    FORMAT_VERSION,
    INDEX_CHUNK_BYTES,
    POINTER_BYTES,
    VAULT_ID_BYTES,
)
from engine.errors import InvalidRecordError
from engine.format.pointers import pack_pointers, unpack_pointers
from engine.types import BlockPointer

MAGIC = b"SIGMROOT"
DIGEST_BYTES = 32
_HEAD = struct.Struct(f"<8sII{VAULT_ID_BYTES}sQIIQ{DIGEST_BYTES}sII")

POINTERS_PER_MAP_BLOCK = BLOCK_BYTES // POINTER_BYTES
"""Chunk pointers in one map block: 4,064, or 250 MB of index."""

MAX_MAP_BLOCKS = (BLOCK_BYTES - _HEAD.size) // POINTER_BYTES
"""Map blocks that one superblock can name: about 1 TB of index."""


@dataclass(frozen=True, slots=True)
class Superblock:
    """One generation's root."""

    vault_id: bytes
    generation: int
    key_epoch: int
    groups: int
    """Groups that were part of the vault at this generation."""
    index_bytes: int
    """Length of the index (the SQLite database) in bytes."""
    previous_digest: bytes
    """SHA-256 of the packed superblock before this one; chains the generations."""
    map_pointers: tuple[BlockPointer, ...]


def pack_superblock(root: Superblock) -> bytes:
    """Pack a superblock to at most one block.

    Raises:
        InvalidRecordError: The index outgrew what a superblock can name.
    """
    if len(root.map_pointers) > MAX_MAP_BLOCKS:
        raise InvalidRecordError("superblock: index too large")
    head = _HEAD.pack(
        MAGIC,
        FORMAT_VERSION,
        0,
        root.vault_id,
        root.generation,
        root.key_epoch,
        root.groups,
        root.index_bytes,
        root.previous_digest,
        len(root.map_pointers),
        0,
    )
    return head + pack_pointers(root.map_pointers)


def unpack_superblock(raw: bytes | memoryview) -> Superblock:
    """Read a superblock from a block's payload.

    Raises:
        InvalidRecordError: Wrong magic, version, count or index length.
    """
    if len(raw) < _HEAD.size:
        raise InvalidRecordError("superblock: too short")
    (magic, version, _, vault_id, generation, epoch, groups, index_bytes, digest, count, _) = (
        _HEAD.unpack_from(raw)
    )
    if magic != MAGIC or version != FORMAT_VERSION:
        raise InvalidRecordError("superblock: not one of this version")
    end = _HEAD.size + count * POINTER_BYTES
    chunks = -(-index_bytes // INDEX_CHUNK_BYTES)
    if end > len(raw) or count != -(-chunks // POINTERS_PER_MAP_BLOCK):
        raise InvalidRecordError("superblock: pointer count")
    pointers = unpack_pointers(bytes(raw[_HEAD.size : end]))
    return Superblock(vault_id, generation, epoch, groups, index_bytes, digest, tuple(pointers))
