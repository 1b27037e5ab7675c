"""The second lock on files and folders: a key of its own, wrapped for a second passphrase.

    hardened   = Argon2id(passphrase, salt, cost)                                      RFC 9106
    wrap key 32 | commitment 32 = HybridMixer("sigmavault 1 file lock")                RFC 5869
                                      .add("passphrase", hardened).mix(binding)
    wrapped    = AES-256-GCM(wrap key, nonce, lock key, associated data = binding)     SP 800-38D
    binding    = scheme | vault id | lock id | cost

    file key 32 | proof key 32  = HKDF-Expand(lock key, "sigmavault 1 locked file" | lock id | inode)

The construction is that of the key slots, under a domain of its own, and so are the reasons; see
`engine.keys.slots`. The lock key is random, so that HKDF's expand step alone is enough for the
keys of a file (RFC 5869, section 3.3).
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from engine.constants import KEY_BYTES, NONCE_BYTES, SALT_BYTES, TAG_BYTES
from engine.errors import InvalidPassphraseError, SealBrokenError, WrongFileKeyError
from engine.format.file_lock import LOCK_ID_BYTES, FileLockRecord, file_info, lock_binding
from engine.format.header import KdfParameters
from engine.keys.hkdf import expand
from engine.keys.hybrid import HybridMixer
from engine.keys.kdf import derive_passphrase_key
from engine.keys.memory import LockedBytes, wipe

_DOMAIN = b"sigmavault 1 file lock"
_LENGTHS = [LOCK_ID_BYTES, SALT_BYTES, NONCE_BYTES, KEY_BYTES + TAG_BYTES, KEY_BYTES]


class LockKey:
    """The key of a lock that is open, in a locked page until `wipe`."""

    __slots__ = ("_secret", "lock_id")

    def __init__(self, lock_id: bytes, secret: bytearray) -> None:
        self.lock_id = lock_id
        self._secret = LockedBytes(secret)

    def file_keys(self, ino: int) -> tuple[AESGCM, bytearray]:
        """The cipher of one file, and the key of its proof, for the caller to wipe."""
        with self._secret.view() as secret:
            both = expand(secret, file_info(self.lock_id, ino), 2 * KEY_BYTES)
        cipher_key, proof_key = both[:KEY_BYTES], both[KEY_BYTES:]
        wipe(both)
        try:
            return AESGCM(cipher_key), proof_key
        finally:
            wipe(cipher_key)

    def wipe(self) -> None:
        """Forget the key; a second call does nothing."""
        self._secret.wipe()


def create_file_lock(
    passphrase: bytes | bytearray, vault_id: bytes, kdf: KdfParameters
) -> tuple[FileLockRecord, LockKey]:
    """Draw a lock's key and wrap it for a passphrase, under a fresh id, salt and nonce.

    Raises:
        InvalidPassphraseError: It is empty.
        KdfCostError: The cost is out of bounds.
    """
    if not passphrase:
        raise InvalidPassphraseError("empty")
    lock_id, salt, nonce = (os.urandom(n) for n in (LOCK_ID_BYTES, SALT_BYTES, NONCE_BYTES))
    binding = lock_binding(vault_id, lock_id, kdf)
    wrap_key, commitment = _wrap_keys(passphrase, salt, kdf, binding)
    secret = bytearray(os.urandom(KEY_BYTES))
    try:
        wrapped = AESGCM(wrap_key).encrypt(nonce, secret, binding)
        key = LockKey(lock_id, secret)
    finally:
        wipe(wrap_key)
        wipe(secret)
    return FileLockRecord(lock_id, kdf, salt, nonce, wrapped, commitment), key


def open_file_lock(
    record: FileLockRecord, passphrase: bytes | bytearray, vault_id: bytes
) -> LockKey:
    """Unwrap a lock's key. A wrong passphrase costs the same work as the right one.

    Raises:
        WrongFileKeyError: Not this lock's passphrase, or its record was altered in a way that
            changes what the passphrase gives.
        SealBrokenError: The passphrase is right, and the wrapped key was altered; or the record
            is none of ours.
        KdfCostError: The record's cost is out of bounds; nothing was derived.
    """
    lengths = [len(each) for each in (record.lock_id, *record[2:])]
    if lengths != _LENGTHS:
        raise SealBrokenError("the record of a second lock")
    binding = lock_binding(vault_id, record.lock_id, record.kdf)
    wrap_key, commitment = _wrap_keys(passphrase, record.salt, record.kdf, binding)
    secret = bytearray(KEY_BYTES)
    try:
        if not hmac.compare_digest(commitment, record.commitment):
            raise WrongFileKeyError
        AESGCM(wrap_key).decrypt_into(record.nonce, record.wrapped_key, binding, secret)
        return LockKey(record.lock_id, secret)
    except InvalidTag as error:
        raise SealBrokenError("the wrapped key of a second lock") from error
    finally:
        wipe(wrap_key)
        wipe(secret)


def prove(proof_key: bytearray, pieces: Iterable[bytes]) -> bytes:
    """HMAC-SHA256 (RFC 2104) over pieces in turn."""
    mac = HMAC(bytes(proof_key), SHA256())
    for piece in pieces:
        mac.update(piece)
    return mac.finalize()


def _wrap_keys(
    passphrase: bytes | bytearray, salt: bytes, kdf: KdfParameters, binding: bytes
) -> tuple[bytearray, bytes]:
    """Derive the wrapping key, for the caller to wipe, and the commitment to it."""
    hardened = derive_passphrase_key(passphrase, salt, kdf)
    try:
        keys = HybridMixer(_DOMAIN).add(b"passphrase", hardened).mix(binding, 2 * KEY_BYTES)
    finally:
        wipe(hardened)
    wrap_key, commitment = keys[:KEY_BYTES], bytes(keys[KEY_BYTES:])
    wipe(keys)
    return wrap_key, commitment
