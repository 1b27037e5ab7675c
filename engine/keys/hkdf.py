"""HKDF-SHA256 (RFC 5869), its two steps apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

Secret: TypeAlias = bytes | bytearray | memoryview
"""Bytes that must not be logged; a bytearray or memoryview where the caller wipes them."""


def extract(salt: bytes, pieces: Iterable[Secret]) -> bytearray:
    """Concentrate secrets of any length into one pseudorandom key (RFC 5869, section 2.2).

    Args:
        salt: Need not be secret; here it separates one use of secrets from another.
        pieces: The input key material; fed piece by piece, so that no joined copy stays in memory.

    Returns:
        32 bytes, for the caller to wipe.
    """
    mac = HMAC(salt, SHA256())
    for piece in pieces:
        mac.update(piece)
    return bytearray(mac.finalize())


def expand(key: Secret, info: bytes, length: int) -> bytearray:
    """Derive bytes for one use from a pseudorandom key (RFC 5869, section 2.3).

    Args:
        key: At least 32 uniformly random bytes, such as `extract` gives.
        info: What the result is for; another `info` gives an independent result.
        length: Bytes wanted, at most 8,160.

    Returns:
        Those bytes, for the caller to wipe.
    """
    out = bytearray(length)
    HKDFExpand(SHA256(), length, info).derive_into(key, out)
    return out
