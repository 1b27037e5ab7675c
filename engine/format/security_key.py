"""What a key slot keeps of a security key, readable by everybody: whom to ask, and what.

    flags u8 | salt 32 | credential id 1 to 1,023

Flag 1: whoever holds the key has to verify themselves to it (PIN or finger); a security key gives
two different answers with and without. The credential id is the key's own (W3C, Web
Authentication Level 3, section 4), as long as it likes.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.constants import SALT_BYTES
from engine.errors import InvalidRecordError

MAX_CREDENTIAL_ID_BYTES = 1023

_VERIFIED = 1


class SecurityKeyHandle(NamedTuple):
    """Which credential of a security key to ask, and what."""

    credential_id: bytes
    salt: bytes
    """32 bytes that the key mixes with a secret of its own."""
    verified: bool
    """Whether it wants to see a PIN or a finger."""

    def pack(self) -> bytes:
        """As a slot's parameter."""
        return bytes([_VERIFIED if self.verified else 0]) + self.salt + self.credential_id


def unpack_security_key(packed: bytes) -> SecurityKeyHandle:
    """Read a slot's parameter.

    Raises:
        InvalidRecordError: It is not what `pack` writes.
    """
    flags, salt, credential_id = packed[:1], packed[1 : 1 + SALT_BYTES], packed[1 + SALT_BYTES :]
    known = flags in (b"\x00", bytes([_VERIFIED]))
    if not known or not 0 < len(credential_id) <= MAX_CREDENTIAL_ID_BYTES:
        raise InvalidRecordError("security key")
    return SecurityKeyHandle(credential_id, salt, flags != b"\x00")
