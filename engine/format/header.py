"""The header `vault.sigma`: what must be readable before there is a key.

Layout, little-endian:

    magic 8 | version u16 | 0 u16 | body length u32 | body: ASCII JSON
    | SHA-256 of all before it 32 | HMAC-SHA256 of the same bytes 32 | zeros up to a multiple of 8 KiB

The body tells the vault's id and shape, its locations and its key slots, and nothing about what
is stored. The plain digest needs no key: it finds rot, so that the other copy is taken instead of
a right passphrase being called wrong. The MAC, under a key below the master key, finds intent: a
lowered KDF cost, a slot from elsewhere, another geometry or location (`verify_header`).

Every byte has one right value: the body must be the one encoding that we write, the padding zero.
Until `verify_header` has passed, all of it is an attacker's word.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from pathlib import Path

from engine.constants import FORMAT_VERSION, MAX_HEADER_BYTES, SLOT_BYTES
from engine.errors import HeaderDamagedError, InvalidGeometryError, UnsupportedVersionError
from engine.format.header_body import LocationRecord, VaultHeader, decode_body, encode_body
from engine.format.json_members import MalformedError
from engine.format.key_slots import (
    KdfParameters,
    KeySlotKind,
    KeySlotRecord,
    Parameters,
    UnknownKind,
    slot_binding,
)
from engine.format.old_keys import OldKeyRecord, old_key_binding

__all__ = [
    "HEADER_PATH",
    "KdfParameters",
    "KeySlotKind",
    "KeySlotRecord",
    "LocationRecord",
    "OldKeyRecord",
    "Parameters",
    "UnknownKind",
    "VaultHeader",
    "old_key_binding",
    "pack_header",
    "parse_header",
    "slot_binding",
    "verify_header",
]

MAGIC = b"SIGMAV\r\n"
"""Ends as PNG's signature does, so that a transfer that rewrites line ends is noticed."""

HEADER_PATH = Path("vault.sigma")
"""The header's name in a location, and the place that errors name unless told better."""

DIGEST_BYTES = 32

_ENVELOPE = struct.Struct("<8sHHI")


def pack_header(header: VaultHeader, mac_key: bytes | bytearray) -> bytes:
    """Pack and authenticate a header; the result's length is a multiple of 8 KiB.

    Args:
        header: What to write.
        mac_key: `KeyState.header_key`.

    Raises:
        InvalidGeometryError: A field is out of bounds, or the whole is longer than a header may be.
    """
    try:
        body = encode_body(header)
    except MalformedError as error:
        raise InvalidGeometryError(str(error)) from error
    signed = _ENVELOPE.pack(MAGIC, header.version, 0, len(body)) + body
    packed = signed + hashlib.sha256(signed).digest() + _mac(mac_key, signed)
    packed += bytes(-len(packed) % SLOT_BYTES)
    if len(packed) > MAX_HEADER_BYTES:
        raise InvalidGeometryError("header: too long")
    return packed


def parse_header(raw: bytes, path: Path = HEADER_PATH) -> tuple[VaultHeader, bytes, bytes]:
    """Read a header that nobody has vouched for yet.

    Args:
        raw: The file's bytes; those past `MAX_HEADER_BYTES` need not be read.
        path: The place that errors name.

    Returns:
        The header, its MAC, and the bytes that the MAC covers.

    Raises:
        UnsupportedVersionError: A header of another format version.
        HeaderDamagedError: Anything else that is not exactly what `pack_header` writes.
    """
    try:
        return _parse(bytes(raw))
    except MalformedError as error:
        raise HeaderDamagedError(path, str(error)) from error


def verify_header(raw: bytes, mac_key: bytes | bytearray, path: Path = HEADER_PATH) -> None:
    """Authenticate a header under the key that its own slot led to.

    HMAC commits to its key, so a header whose slots wrap different master keys passes under one
    of them at most.

    Raises:
        HeaderDamagedError: It was written under another key, or changed since.
    """
    _, mac, signed = parse_header(raw, path)
    if not hmac.compare_digest(mac, _mac(mac_key, signed)):
        raise HeaderDamagedError(path, "not authentic")


# -- the envelope ---------------------------------------------------------------------------------


def _mac(mac_key: bytes | bytearray, signed: bytes) -> bytes:
    return hmac.digest(mac_key, signed, "sha256")


def _parse(raw: bytes) -> tuple[VaultHeader, bytes, bytes]:
    signed, mac = _open_envelope(raw)
    return decode_body(signed[_ENVELOPE.size :]), mac, signed


def _open_envelope(raw: bytes) -> tuple[bytes, bytes]:
    """Split off the signed bytes and the MAC; the plain digest and the padding are checked."""
    if not SLOT_BYTES <= len(raw) <= MAX_HEADER_BYTES or len(raw) % SLOT_BYTES:
        raise MalformedError("length")
    magic, version, reserved, body_length = _ENVELOPE.unpack_from(raw)
    if magic != MAGIC:
        raise MalformedError("magic")
    if version != FORMAT_VERSION:
        raise UnsupportedVersionError(version)
    body_end = _ENVELOPE.size + body_length
    end = body_end + 2 * DIGEST_BYTES
    if reserved or end > len(raw) or len(raw) - end >= SLOT_BYTES:
        raise MalformedError("body length")
    signed = raw[:body_end]
    digest, mac = raw[body_end : body_end + DIGEST_BYTES], raw[body_end + DIGEST_BYTES : end]
    if digest != hashlib.sha256(signed).digest():
        raise MalformedError("digest")
    if any(raw[end:]):
        raise MalformedError("padding")
    return signed, mac
