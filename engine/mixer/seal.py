"""Sealing one slot: AES-256-GCM (NIST SP 800-38D), nonce | ciphertext | tag."""

from __future__ import annotations

from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.constants import KEY_BYTES, NONCE_BYTES, SLOT_BYTES, SLOT_PLAIN_BYTES
from engine.errors import DamageError
from engine.keys.memory import wipe
from engine.types import Buffer


class SlotAuthError(DamageError):
    """A slot does not authenticate under its key at its place: altered, moved, or noise."""

    code = "slot-auth"


class SlotSealer:
    """Seals and opens whole slots under one key. Thread-safe."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes | bytearray) -> None:
        self._cipher = new_cipher(key)

    def seal_into(self, plain: Buffer, aad: bytes, out: memoryview, nonce: bytes) -> None:
        """Seal SLOT_PLAIN_BYTES into `out`, SLOT_BYTES long.

        The nonce is the caller's to draw, once for each call. Any other length than 12 is
        refused: longer ones are hashed by GCM, which is a weaker construction and no XAES.

        Raises:
            ValueError: A length is wrong.
        """
        if len(nonce) != NONCE_BYTES or len(plain) != SLOT_PLAIN_BYTES or len(out) != SLOT_BYTES:
            raise ValueError("length of nonce, plaintext or slot")
        out[:NONCE_BYTES] = nonce
        self._cipher.encrypt_into(nonce, plain, aad, out[NONCE_BYTES:])

    def open(self, slot: Buffer, aad: bytes) -> bytes:
        """The plaintext of a slot.

        Raises:
            SlotAuthError: It does not authenticate.
        """
        if len(slot) != SLOT_BYTES:
            raise SlotAuthError("slot length")
        view = memoryview(slot)
        try:
            return self._cipher.decrypt(bytes(view[:NONCE_BYTES]), view[NONCE_BYTES:], aad)
        except InvalidTag:
            raise SlotAuthError("slot") from None


def new_cipher(key: bytes | bytearray) -> AESGCM:
    """The cipher object for a sub-key. A key in a bytearray is wiped: the cipher has its own copy.

    Raises:
        ValueError: The key is no 256-bit key.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("length of key")
    cipher = AESGCM(key)
    if isinstance(key, bytearray) and _ciphers_copy_keys():
        wipe(key)
    return cipher


@cache
def _ciphers_copy_keys() -> bool:
    """Whether a cipher object works on when the key that it was made of is overwritten.

    With OpenSSL before 3.2 `cryptography` expands the key anew for each call, out of the caller's
    buffer; data would then be sealed under zeros.
    """
    key, nonce = bytearray(b"k" * KEY_BYTES), bytes(NONCE_BYTES)
    cipher = AESGCM(key)
    before = cipher.encrypt(nonce, b"probe", None)
    wipe(key)
    return cipher.encrypt(nonce, b"probe", None) == before
