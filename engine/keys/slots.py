"""Key slots: each wraps the one master key under a key that a credential gives.

    hardened   = Argon2id(what the kind hardens, salt, cost)                           RFC 9106
    wrap key 32 | commitment 32 = HybridMixer("sigmavault 1 key slot")                 RFC 5869
                  .add("credential", hardened)[.add(name, further secret)].mix(binding)
    wrapped    = AES-256-GCM(wrap key, nonce, master key, associated data = binding)   SP 800-38D
    binding    = scheme | vault id | slot id | kind | cost | parameters

What each kind hardens, and what it mixes in beside that, stands in `engine.keys.credentials`.

AES-GCM does not commit to its key: one ciphertext can be made that opens under many, and an
answer then tells about many guesses at once (Len, Grubbs and Ristenpart, "Partitioning Oracle
Attacks", USENIX Security 2021). So a commitment derived beside the wrapping key is stored and
compared first (Albertini et al., "How to Abuse and Fix Authenticated Encryption Without Key
Commitment", USENIX Security 2022). It costs a guesser the same whole derivation as the tag does.

A credential that opens nothing costs one derivation for each slot that it might have opened, and
gives one error, whichever of them it came close to.
"""

from __future__ import annotations

import datetime as dt
import hmac
import os
from dataclasses import dataclass, field

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
from engine.keys.credentials import (
    AnyOf,
    Credential,
    DeviceSecret,
    Keyfile,
    Passphrase,
    PassphraseAndDevice,
    PassphraseAndKeyfile,
    RecoveryKey,
    SlotCredential,
    WithPassphrase,
    credentials_in,
    fits,
)
from engine.keys.hybrid import HybridMixer
from engine.keys.kdf import check_bounds, derive_passphrase_key
from engine.keys.memory import wipe

__all__ = [
    "AnyOf",
    "Credential",
    "DeviceSecret",
    "KeySlotKind",
    "KeySlotRecord",
    "Keyfile",
    "OpenedSlot",
    "Passphrase",
    "PassphraseAndDevice",
    "PassphraseAndKeyfile",
    "RecoveryKey",
    "SlotCredential",
    "create_slot",
    "open_any_slot",
    "open_slot",
    "unlock_master_key",
]

_DOMAIN = b"sigmavault 1 key slot"
_SLOT_ID_BYTES = 16


@dataclass(frozen=True, slots=True, eq=False)
class OpenedSlot:
    """A slot that opened; the caller wipes the master key."""

    slot_id: bytes
    master_key: bytearray = field(repr=False)


def create_slot(
    kind: KeySlotKind,
    credential: SlotCredential,
    master_key: bytes | bytearray,
    vault_id: bytes,
    kdf: KdfParameters,
    *,
    slot_id: bytes | None = None,
    label: str = "",
) -> KeySlotRecord:
    """Wrap the master key for a credential, under a fresh salt and nonce.

    Args:
        kind: The credential's kind.
        credential: What is to open the slot.
        master_key: 32 bytes.
        vault_id: The vault's id.
        kdf: Cost of the derivation.
        slot_id: Of the slot that this one takes the place of; None makes a fresh one.
        label: The owner's name for it.

    Raises:
        InvalidPassphraseError: The credential is empty.
        KdfCostError: The cost is out of bounds.
        ValueError: The kind is not the credential's, or the master key is not 32 bytes long.
    """
    if kind is not credential.kind or len(master_key) != KEY_BYTES:
        raise ValueError(kind)
    _check_secrets(credential)
    slot_id = slot_id if slot_id is not None else os.urandom(_SLOT_ID_BYTES)
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    parameters = credential.parameters(vault_id)
    binding = slot_binding(vault_id, slot_id, kind, kdf, parameters)
    wrap_key, commitment = _slot_keys(credential, salt, kdf, binding)
    try:
        wrapped = AESGCM(wrap_key).encrypt(nonce, master_key, binding)
    finally:
        wipe(wrap_key)
    today = dt.datetime.now(dt.UTC).date()
    return KeySlotRecord(
        slot_id, kind, kdf, salt, nonce, wrapped, commitment, label, today, parameters
    )


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
    binding = slot_binding(vault_id, slot.slot_id, credential.kind, slot.kdf, slot.parameters)
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


def open_any_slot(header: VaultHeader, credential: Credential) -> OpenedSlot:
    """Try each slot that the credential fits, in the header's order.

    The header is not authenticated before: do it with the key that this gives, by
    `verify_header(raw, KeyState(master_key).header_key)`, and trust nothing of it until then.

    Raises:
        WrongKeyError: No slot opens.
        HeaderDamagedError: None opens, though the credential is right for one that was altered.
        KdfCostError: A slot that is to be tried asks for a cost out of bounds; nothing was derived.
    """
    tries = [
        (slot, each)
        for slot in header.key_slots
        for each in credentials_in(credential)
        if fits(slot, each, header.vault_id)
    ]
    for slot, _ in tries:
        check_bounds(slot.kdf)
    altered: HeaderDamagedError | None = None
    for slot, each in tries:
        try:
            return OpenedSlot(slot.slot_id, open_slot(slot, each, header.vault_id))
        except WrongKeyError:
            continue
        except HeaderDamagedError as error:
            altered = error
    raise altered or WrongKeyError()


def unlock_master_key(header: VaultHeader, credential: Credential) -> bytearray:
    """Open a slot as `open_any_slot` does, and hand over the master key, for the caller to wipe."""
    return open_any_slot(header, credential).master_key


def _check_secrets(credential: SlotCredential) -> None:
    """Refuse a secret that keeps nobody out."""
    if not credential.secret:
        raise InvalidPassphraseError("empty")
    fixed = [secret for _, secret in credential.further]
    if not isinstance(credential, WithPassphrase):
        fixed.append(credential.secret)
    for secret in fixed:
        if len(secret) != KEY_BYTES:
            raise ValueError(len(secret))


def _slot_keys(
    credential: SlotCredential, salt: bytes, kdf: KdfParameters, binding: bytes
) -> tuple[bytearray, bytes]:
    """Derive the wrapping key, for the caller to wipe, and the commitment to it."""
    hardened = derive_passphrase_key(credential.secret, salt, kdf)
    try:
        mixer = HybridMixer(_DOMAIN).add(b"credential", hardened)
        for name, secret in credential.further:
            mixer.add(name, secret)
        keys = mixer.mix(binding, 2 * KEY_BYTES)
    finally:
        wipe(hardened)
    wrap_key, commitment = keys[:KEY_BYTES], bytes(keys[KEY_BYTES:])
    wipe(keys)
    return wrap_key, commitment
