"""SlotSealer: AES-256-GCM with nothing left to choose."""

from __future__ import annotations

import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.constants import KEY_BYTES, NONCE_BYTES, SLOT_BYTES, SLOT_PLAIN_BYTES
from engine.mixer import seal
from engine.mixer.seal import SlotAuthError, SlotSealer

KEY = bytes(range(KEY_BYTES))
NONCE = bytes(range(NONCE_BYTES))
PLAIN = os.urandom(SLOT_PLAIN_BYTES)
AAD = b"place"


def sealed(plain: bytes = PLAIN, nonce: bytes = NONCE) -> bytearray:
    out = bytearray(SLOT_BYTES)
    SlotSealer(KEY).seal_into(plain, AAD, memoryview(out), nonce)
    return out


def test_a_slot_is_nonce_ciphertext_tag() -> None:
    assert sealed() == NONCE + AESGCM(KEY).encrypt(NONCE, PLAIN, AAD)


def test_what_was_sealed_opens() -> None:
    assert SlotSealer(KEY).open(sealed(), AAD) == PLAIN
    assert SlotSealer(KEY).open(memoryview(bytes(sealed())), AAD) == PLAIN


@pytest.mark.parametrize("position", [0, NONCE_BYTES, SLOT_BYTES // 2, SLOT_BYTES - 1])
def test_an_altered_slot_does_not(position: int) -> None:
    slot = sealed()
    slot[position] ^= 1
    with pytest.raises(SlotAuthError):
        SlotSealer(KEY).open(slot, AAD)


def test_another_key_or_place_does_not() -> None:
    with pytest.raises(SlotAuthError):
        SlotSealer(bytes(KEY_BYTES)).open(sealed(), AAD)
    with pytest.raises(SlotAuthError):
        SlotSealer(KEY).open(sealed(), b"elsewhere")


@pytest.mark.parametrize("length", [0, 8, 11, 13, 16, 24])
def test_only_twelve_byte_nonces_are_taken(length: int) -> None:
    """AESGCM itself takes 24 bytes without being XAES."""
    with pytest.raises(ValueError, match="length"):
        sealed(nonce=bytes(length))


@pytest.mark.parametrize("length", [0, SLOT_PLAIN_BYTES - 1, SLOT_PLAIN_BYTES + 1])
def test_only_whole_slots_are_sealed_and_opened(length: int) -> None:
    with pytest.raises(ValueError, match="length"):
        sealed(plain=bytes(length))
    with pytest.raises(SlotAuthError):
        SlotSealer(KEY).open(bytes(length), AAD)


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_only_256_bit_keys_are_taken(length: int) -> None:
    with pytest.raises(ValueError, match="key"):
        SlotSealer(bytes(length))


def test_a_key_that_may_be_wiped_is() -> None:
    key = bytearray(KEY)
    sealer = SlotSealer(key)
    assert key == bytes(KEY_BYTES)
    assert sealer.open(sealed(), AAD) == PLAIN


def test_a_key_that_ciphers_still_read_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With an older OpenSSL the cipher works out of the caller's buffer."""
    monkeypatch.setattr(seal, "_ciphers_copy_keys", lambda: False)
    key = bytearray(KEY)
    sealer = SlotSealer(key)
    assert key == KEY
    assert sealer.open(sealed(), AAD) == PLAIN


def test_whether_ciphers_copy_keys_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lazy:
        def __init__(self, key: bytearray) -> None:
            self._key = key

        def encrypt(self, nonce: bytes, plain: bytes, aad: bytes | None) -> bytes:
            return AESGCM(bytes(self._key)).encrypt(nonce, plain, aad)

    assert seal._ciphers_copy_keys()
    monkeypatch.setattr(seal, "AESGCM", Lazy)
    assert not seal._ciphers_copy_keys.__wrapped__()
