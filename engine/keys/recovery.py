"""The recovery key as a person keeps it: printed groups with a checksum.

    text = base32(key 32 | first 3 bytes of SHA-256(label | key)), 56 characters in 14 groups of 4

The alphabet is Crockford's Base32: no I, L, O or U. What is easily misread (O for 0, I or L for 1)
is read as meant, and case, spaces and dashes do not count. A mistype passes the checksum once in
16 million. The checksum tells nothing that the key printed beside it does not.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from engine.constants import KEY_BYTES
from engine.errors import MistypedRecoveryKeyError

GROUP_CHARACTERS = 4
CHECKSUM_BYTES = 3
TEXT_CHARACTERS = (KEY_BYTES + CHECKSUM_BYTES) * 8 // 5

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_VALUES |= {"O": 0, "I": 1, "L": 1}
_SEPARATORS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}_"
_CHECKSUM = b"sigmavault 1 recovery key"


def new_recovery_key() -> bytes:
    """Make a recovery key: 32 random bytes."""
    return os.urandom(KEY_BYTES)


def format_recovery_key(key: bytes | bytearray) -> str:
    """Print a recovery key, as 14 groups of four characters joined by dashes.

    Raises:
        ValueError: The key is not 32 bytes long.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    number = int.from_bytes(key + _checksum(key))
    text = "".join(
        _ALPHABET[number >> shift & 31] for shift in range(5 * TEXT_CHARACTERS - 5, -1, -5)
    )
    groups = range(0, TEXT_CHARACTERS, GROUP_CHARACTERS)
    return "-".join(text[start : start + GROUP_CHARACTERS] for start in groups)


def parse_recovery_key(text: str) -> bytes:
    """Read a recovery key as somebody typed it.

    Raises:
        MistypedRecoveryKeyError: Too long or short, a character that is none of ours, or a
            checksum that does not fit.
    """
    characters = [
        character for character in text if character not in _SEPARATORS and not character.isspace()
    ]
    number = 0
    if len(characters) != TEXT_CHARACTERS:
        raise MistypedRecoveryKeyError
    for character in characters:
        value = _VALUES.get(character.upper())
        if value is None:
            raise MistypedRecoveryKeyError
        number = number << 5 | value
    packed = number.to_bytes(KEY_BYTES + CHECKSUM_BYTES)
    key, checksum = packed[:KEY_BYTES], packed[KEY_BYTES:]
    if not hmac.compare_digest(checksum, _checksum(key)):
        raise MistypedRecoveryKeyError
    return key


def _checksum(key: bytes | bytearray) -> bytes:
    return hashlib.sha256(_CHECKSUM + key).digest()[:CHECKSUM_BYTES]
