"""The second lock's key, derived a second way: HKDF by hand (RFC 5869) over hashlib's HMAC."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import struct

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.errors import InvalidPassphraseError, KdfCostError, SealBrokenError, WrongFileKeyError
from engine.keys import KdfParameters
from engine.keys.file_locks import create_file_lock, open_file_lock, prove

VAULT = bytes(range(16))
COST = KdfParameters(65536, 3, 1)
SECRET = b"the second one"


def extract(salt: bytes, data: bytes) -> bytes:
    return hmac.digest(salt, data, "sha256")


def expand(key: bytes, info: bytes, length: int) -> bytes:
    out = block = b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([number]), "sha256")
        out += block
    return out[:length]


def test_the_wrapped_key_and_the_keys_of_a_file_by_hand() -> None:
    record, key = create_file_lock(SECRET, VAULT, COST)
    hardened = hash_secret_raw(SECRET, record.salt, 3, 65536, 1, 32, Type.ID)
    binding = struct.pack("<H16s16sIII", 1, VAULT, record.lock_id, 65536, 3, 1)
    framed = struct.pack("<I", 10) + b"passphrase" + struct.pack("<Q", 32) + hardened
    both = expand(extract(b"sigmavault 1 file lock", framed), binding, 64)
    assert record.commitment == both[32:]
    lock_key = AESGCM(both[:32]).decrypt(record.nonce, record.wrapped_key, binding)
    info = b"sigmavault 1 locked file" + record.lock_id + struct.pack("<Q", 77)
    wanted = expand(lock_key, info, 64)
    cipher, proof_key = key.file_keys(77)
    nonce = bytes(12)
    assert AESGCM(wanted[:32]).decrypt(nonce, cipher.encrypt(nonce, b"x", b"y"), b"y") == b"x"
    assert proof_key == wanted[32:]
    assert prove(proof_key, [b"a", b"b"]) == hmac.new(wanted[32:], b"ab", hashlib.sha256).digest()


def test_only_its_passphrase_opens_an_unaltered_record() -> None:
    record, key = create_file_lock(SECRET, VAULT, COST)
    opened = open_file_lock(record, SECRET, VAULT)
    assert opened.file_keys(5)[1] == key.file_keys(5)[1]
    assert opened.file_keys(5)[1] != opened.file_keys(6)[1]
    with pytest.raises(WrongFileKeyError):
        open_file_lock(record, SECRET + b" ", VAULT)
    with pytest.raises(WrongFileKeyError):
        open_file_lock(record, SECRET, VAULT[::-1])
    for field in ("lock_id", "salt", "commitment"):
        altered = record._replace(**{field: bytes(len(getattr(record, field)))})
        with pytest.raises(WrongFileKeyError):
            open_file_lock(altered, SECRET, VAULT)
    with pytest.raises(WrongFileKeyError):
        open_file_lock(record._replace(kdf=dataclasses.replace(COST, passes=4)), SECRET, VAULT)
    for field in ("nonce", "wrapped_key"):
        altered = record._replace(**{field: bytes(len(getattr(record, field)))})
        with pytest.raises(SealBrokenError):
            open_file_lock(altered, SECRET, VAULT)
    for field in ("lock_id", "salt", "nonce", "wrapped_key", "commitment"):
        with pytest.raises(SealBrokenError):
            open_file_lock(record._replace(**{field: b"short"}), SECRET, VAULT)
    with pytest.raises(KdfCostError):
        open_file_lock(record._replace(kdf=KdfParameters(1 << 31, 3, 1)), SECRET, VAULT)


def test_an_empty_passphrase_is_none_and_a_wiped_key_gives_nothing() -> None:
    with pytest.raises(InvalidPassphraseError):
        create_file_lock(b"", VAULT, COST)
    _, key = create_file_lock(SECRET, VAULT, COST)
    key.wipe()
    with pytest.raises(ValueError, match="closed"):
        key.file_keys(1)
