"""A device's secret for one vault, as the file of a state folder that holds it.

Little-endian:

    magic 8 | version u16 | flags u16 = 0 | vault id 16 | secret 32
    | first 8 bytes of SHA-256 of all before

It is not sealed: the device has nothing to seal it under. Its mode (0600) and the login keep it.

A device with a TPM 2 has it sealed by that:

    magic 8 | version u16 | flags u16 = 0 | vault id 16 | length of public part u16 | of private u16
    | both parts | first 8 bytes of SHA-256 of all before
"""

from __future__ import annotations

import hashlib
import struct

from engine.constants import KEY_BYTES, VAULT_ID_BYTES
from engine.errors import InvalidRecordError

MAGIC = b"SIGMDEVK"
VERSION = 1
CHECK_BYTES = 8

_DEVICE_SECRET = struct.Struct(f"<8sHH{VAULT_ID_BYTES}s{KEY_BYTES}s{CHECK_BYTES}s")
RECORD_BYTES = _DEVICE_SECRET.size

SEALED_MAGIC = b"SIGMTPM2"
MAX_SEALED_BYTES = 2048
"""Many times what any TPM makes of 32 bytes."""

_SEALED = struct.Struct(f"<8sHH{VAULT_ID_BYTES}sHH")


def pack_device_secret(vault_id: bytes, secret: bytes | bytearray) -> bytearray:
    """Pack a secret, for the caller to wipe."""
    packed = bytearray(RECORD_BYTES)
    _DEVICE_SECRET.pack_into(packed, 0, MAGIC, VERSION, 0, vault_id, secret, bytes(CHECK_BYTES))
    packed[-CHECK_BYTES:] = _check(packed)
    return packed


def unpack_device_secret(packed: bytes | bytearray, vault_id: bytes) -> bytearray:
    """Take the secret of a vault out of its record, for the caller to wipe.

    Raises:
        InvalidRecordError: It is not exactly what `pack_device_secret` writes for this vault.
    """
    if len(packed) != RECORD_BYTES:
        raise InvalidRecordError("device secret")
    magic, version, flags, owner, secret, check = _DEVICE_SECRET.unpack(packed)
    known = (magic, version, flags, owner) == (MAGIC, VERSION, 0, vault_id)
    if not known or check != _check(packed):
        raise InvalidRecordError("device secret")
    return bytearray(secret)


def pack_sealed_secret(vault_id: bytes, public: bytes, private: bytes) -> bytes:
    """Pack what a TPM gave for a secret.

    Raises:
        InvalidRecordError: It is longer than a TPM makes it.
    """
    head = _SEALED.pack(SEALED_MAGIC, VERSION, 0, vault_id, len(public), len(private))
    packed = head + public + private + bytes(CHECK_BYTES)
    if len(packed) > MAX_SEALED_BYTES:
        raise InvalidRecordError("sealed device secret")
    return packed[:-CHECK_BYTES] + _check(packed)


def unpack_sealed_secret(packed: bytes, vault_id: bytes) -> tuple[bytes, bytes]:
    """The public and the private part for a vault.

    Raises:
        InvalidRecordError: It is not exactly what `pack_sealed_secret` writes for this vault.
    """
    if not _SEALED.size + CHECK_BYTES <= len(packed) <= MAX_SEALED_BYTES:
        raise InvalidRecordError("sealed device secret")
    magic, version, flags, owner, first, second = _SEALED.unpack_from(packed)
    known = (magic, version, flags, owner) == (SEALED_MAGIC, VERSION, 0, vault_id)
    whole = len(packed) == _SEALED.size + first + second + CHECK_BYTES
    if not known or not whole or packed[-CHECK_BYTES:] != _check(packed):
        raise InvalidRecordError("sealed device secret")
    middle = _SEALED.size + first
    return packed[_SEALED.size : middle], packed[middle : middle + second]


def _check(packed: bytes | bytearray) -> bytes:
    return hashlib.sha256(packed[:-CHECK_BYTES]).digest()[:CHECK_BYTES]
