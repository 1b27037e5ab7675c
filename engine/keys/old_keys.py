"""Earlier master keys, sealed under the present one while data is left that needs them.

    wrapped = AES-256-GCM(key for old keys, nonce, earlier master key,
                          associated data = vault id | epoch)               SP 800-38D

The key for old keys is derived from the present master key (`KeyState.old_key_key`). A record is
read from a header that is authentic by then, and bound to its vault and epoch all the same.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.constants import KEY_BYTES, NONCE_BYTES
from engine.errors import HeaderDamagedError
from engine.format.header import HEADER_PATH, OldKeyRecord, old_key_binding
from engine.keys.hkdf import Secret
from engine.keys.memory import wipe


def seal_old_key(old_master_key: Secret, epoch: int, vault_id: bytes, key: Secret) -> OldKeyRecord:
    """Wrap an earlier master key.

    Args:
        old_master_key: 32 bytes.
        epoch: The key epoch whose slots are sealed under it.
        vault_id: The vault's id.
        key: `KeyState.old_key_key` of the present master key.

    Raises:
        ValueError: The earlier key is not 32 bytes long.
    """
    if len(old_master_key) != KEY_BYTES:
        raise ValueError(len(old_master_key))
    nonce = os.urandom(NONCE_BYTES)
    wrapped = AESGCM(key).encrypt(nonce, old_master_key, old_key_binding(vault_id, epoch))
    return OldKeyRecord(epoch, nonce, wrapped)


def open_old_key(record: OldKeyRecord, vault_id: bytes, key: Secret) -> bytearray:
    """Unwrap an earlier master key.

    Returns:
        The key, for the caller to wipe.

    Raises:
        HeaderDamagedError: It is not authentic.
    """
    master_key = bytearray(KEY_BYTES)
    binding = old_key_binding(vault_id, record.epoch)
    try:
        AESGCM(key).decrypt_into(record.nonce, record.wrapped_key, binding, master_key)
    except InvalidTag as error:
        wipe(master_key)  # what was decrypted before the tag was found wrong
        raise HeaderDamagedError(HEADER_PATH, "old key altered") from error
    return master_key
