"""Key slots: each wraps the one master key under a key that a credential gives.

    hardened   = Argon2id(credential, salt, cost)                                      RFC 9106
    wrap key 32 | commitment 32 = HybridMixer("key slot", hardened).mix(binding)       RFC 5869
    wrapped    = AES-256-GCM(wrap key, nonce, master key, associated data = binding)   SP 800-38D
    binding    = scheme | vault id | slot id | kind | cost

AES-GCM does not commit to its key: one ciphertext can be made that opens under many, and an
answer then tells about many guesses at once (Len, Grubbs and Ristenpart, "Partitioning Oracle
Attacks", USENIX Security 2021). So a commitment derived beside the wrapping key is stored and
compared first (Albertini et al., "How to Abuse and Fix Authenticated Encryption Without Key
Commitment", USENIX Security 2022). It costs a guesser the same whole derivation as the tag does.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.constants import KEY_BYTES, NONCE_BYTES, SALT_BYTES
from engine.errors import HeaderDamagedError, InvalidPassphraseError, WrongKeyError
from engine.format.header import (
    HEADER_PATH,
    KdfParameters,
    KeySlotKind,
    KeySlotRecord,
    VaultHeader,
    slot_binding,
)
from engine.keys.hybrid import HybridMixer
from engine.keys.kdf import check_bounds, derive_passphrase_key
from engine.keys.memory import wipe

__all__ = [
    "KeySlotKind",
    "KeySlotRecord",
    "Passphrase",
    "RecoveryKey",
    "SlotCredential",
    "create_slot",
    "open_slot",
    "unlock_master_key",
]

_DOMAIN = b"sigmavault 1 key slot"
_SLOT_ID_BYTES = 16


@dataclass(frozen=True, slots=True, eq=False)
class Passphrase:
    """What a person knows: the bytes that `normalise_passphrase` gives."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.PASSPHRASE


@dataclass(frozen=True, slots=True, eq=False)
class RecoveryKey:
    """What a person keeps: the 32 bytes that `parse_recovery_key` gives."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.RECOVERY


SlotCredential: TypeAlias = Passphrase | RecoveryKey


def create_slot(
    kind: KeySlotKind,
    credential: SlotCredential,
    master_key: bytes | bytearray,
    vault_id: bytes,
    kdf: KdfParameters,
) -> KeySlotRecord:
    """Wrap the master key for a credential, under a fresh salt, nonce and slot id.

    Raises:
        InvalidPassphraseError: The credential is empty.
        KdfCostError: The cost is out of bounds.
        ValueError: The kind is not the credential's, or the master key is not 32 bytes long.
    """
    if kind is not credential.kind or len(master_key) != KEY_BYTES:
        raise ValueError(kind)
    if not credential.secret:
        raise InvalidPassphraseError("empty")
    slot_id, salt, nonce = (os.urandom(n) for n in (_SLOT_ID_BYTES, SALT_BYTES, NONCE_BYTES))
    binding = slot_binding(vault_id, slot_id, kind, kdf)
    wrap_key, commitment = _slot_keys(credential, salt, kdf, binding)
    try:
        wrapped = AESGCM(wrap_key).encrypt(nonce, master_key, binding)
    finally:
        wipe(wrap_key)
    return KeySlotRecord(slot_id, kind, kdf, salt, nonce, wrapped, commitment)


def open_slot(slot: KeySlotRecord, credential: SlotCredential, vault_id: bytes) -> bytearray:
    """Unwrap the master key; a wrong credential costs the whole derivation as well.

    Returns:
        The master key, for the caller to wipe.

    Raises:
        WrongKeyError: The credential is not this slot's, or the slot was altered in a way that
            changes what the credential gives.
        HeaderDamagedError: The credential is right, and the wrapped key was altered.
        KdfCostError: The slot's cost is out of bounds; nothing was derived.
    """
    if slot.kind is not credential.kind:
        raise WrongKeyError
    binding = slot_binding(vault_id, slot.slot_id, slot.kind, slot.kdf)
    wrap_key, commitment = _slot_keys(credential, slot.salt, slot.kdf, binding)
    master_key = bytearray(KEY_BYTES)
    try:
        if not hmac.compare_digest(commitment, slot.commitment):
            raise WrongKeyError
        AESGCM(wrap_key).decrypt_into(slot.nonce, slot.wrapped_key, binding, master_key)
    except InvalidTag as error:
        wipe(master_key)  # what was decrypted before the tag was found wrong
        raise HeaderDamagedError(HEADER_PATH, "key slot altered") from error
    finally:
        wipe(wrap_key)
    return master_key


def unlock_master_key(header: VaultHeader, credential: SlotCredential) -> bytearray:
    """Try each slot of the credential's kind, in the header's order.

    The header is not authenticated before: do it with the key that this gives, by
    `verify_header(raw, KeyState(master_key).header_key)`, and trust nothing of it until then.

    Returns:
        The master key, for the caller to wipe.

    Raises:
        WrongKeyError: No slot opens.
        HeaderDamagedError: None opens, though the credential is right for one that was altered.
        KdfCostError: A slot of that kind asks for a cost out of bounds; nothing was derived.
    """
    slots = [slot for slot in header.key_slots if slot.kind is credential.kind]
    for slot in slots:
        check_bounds(slot.kdf)
    altered: HeaderDamagedError | None = None
    for slot in slots:
        try:
            return open_slot(slot, credential, header.vault_id)
        except WrongKeyError:
            continue
        except HeaderDamagedError as error:
            altered = error
    raise altered or WrongKeyError()


def _slot_keys(
    credential: SlotCredential, salt: bytes, kdf: KdfParameters, binding: bytes
) -> tuple[bytearray, bytes]:
    """Derive the wrapping key, for the caller to wipe, and the commitment to it."""
    hardened = derive_passphrase_key(credential.secret, salt, kdf)
    try:
        keys = HybridMixer(_DOMAIN).add(b"credential", hardened).mix(binding, 2 * KEY_BYTES)
    finally:
        wipe(hardened)
    wrap_key, commitment = keys[:KEY_BYTES], bytes(keys[KEY_BYTES:])
    wipe(keys)
    return wrap_key, commitment
