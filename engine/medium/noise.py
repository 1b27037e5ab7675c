"""Noise: what free rows are filled with.

A keystream under a key that is thrown away at once is as good as `os.urandom` to anyone who looks
and about twenty times as fast.
"""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from engine.constants import KEY_BYTES

_BLOCK_BYTES = 16
_ZEROS = bytes(1 << 19)


def noise(length: int) -> bytes:
    """AES-256-CTR keystream of `length` bytes (NIST SP 800-38A, section 6.5), never the same twice."""
    if length <= len(_ZEROS):
        return _keystream().update(memoryview(_ZEROS)[:length])
    return _keystream().update(bytes(length))


def fill_with_noise(view: memoryview) -> None:
    """As `noise`, into memory that is there already."""
    stream = _keystream()
    for start in range(0, len(view), len(_ZEROS)):
        part = view[start : start + len(_ZEROS)]
        stream.update_into(memoryview(_ZEROS)[: len(part)], part)


def _keystream() -> CipherContext:
    # The counter may start at zero: no key is used twice.
    return Cipher(AES(os.urandom(KEY_BYTES)), CTR(bytes(_BLOCK_BYTES))).encryptor()
