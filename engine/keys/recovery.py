"""The recovery key as a person keeps it: printed groups with a checksum, or words.

    text = base32(key 32 | first 3 bytes of SHA-256(label | key)), 56 characters in 14 groups of 4

The alphabet is Crockford's Base32: no I, L, O or U. What is easily misread (O for 0, I or L for 1)
is read as meant, and case, spaces and dashes do not count. A mistype passes the checksum once in
16 million. The checksum tells nothing that the key printed beside it does not.

The same key as words is that of BIP 39 (Palatinus, Rusnak, Voisine and Bowe, 2013): 24 of 2,048 English
words of which no two begin with the same four letters; the first 256 bits are the key, the last 8 its
SHA-256's. Words are easier to write, to read aloud and to type; of mistypes that are other words of
the list one in 256 passes the checksum. Only the encoding is that of wallets: no seed is derived.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
import re
from typing import TYPE_CHECKING

from engine.constants import KEY_BYTES
from engine.errors import MistypedRecoveryKeyError

if TYPE_CHECKING:
    from mnemonic import Mnemonic

GROUP_CHARACTERS = 4
CHECKSUM_BYTES = 3
TEXT_CHARACTERS = (KEY_BYTES + CHECKSUM_BYTES) * 8 // 5

WORDS = 24
MAX_TEXT_CHARACTERS = 4096
"""Longer than anybody types either form, whatever stands between its parts."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_VALUES |= {"O": 0, "I": 1, "L": 1}
_SEPARATORS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}_"
_WORD_BREAKS = re.compile(rf"[\s.,;:)({re.escape(_SEPARATORS)}]+")
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


def format_recovery_words(key: bytes | bytearray) -> str:
    """Print a recovery key as 24 words with spaces between them.

    Raises:
        ValueError: The key is not 32 bytes long.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    return _list_of_words().to_mnemonic(bytes(key))


def parse_recovery_key(text: str) -> bytes:
    """Read a recovery key as somebody typed it: groups or words.

    Words may be numbered, and cut after their fourth letter.

    Raises:
        MistypedRecoveryKeyError: Too long or short, a character or word that is none of ours, or a
            checksum that does not fit.
    """
    if len(text) > MAX_TEXT_CHARACTERS:
        raise MistypedRecoveryKeyError
    words = [word for word in _WORD_BREAKS.split(text.lower()) if word and not word.isdigit()]
    if len(words) == WORDS and all(word.isalpha() for word in words):
        return _parse_words(words)
    return _parse_groups(text)


def _parse_words(words: list[str]) -> bytes:
    listed = _list_of_words()
    try:
        return bytes(listed.to_entropy([listed.expand_word(word) for word in words]))
    except (ValueError, LookupError):
        # Not chained: the cause may carry a word of the key into a traceback.
        raise MistypedRecoveryKeyError from None


def _parse_groups(text: str) -> bytes:
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


@functools.cache
def _list_of_words() -> Mnemonic:
    from mnemonic import Mnemonic  # 10 ms that only words are worth

    return Mnemonic("english")


def _checksum(key: bytes | bytearray) -> bytes:
    return hashlib.sha256(_CHECKSUM + key).digest()[:CHECKSUM_BYTES]
