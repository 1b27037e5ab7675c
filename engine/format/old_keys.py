"""Earlier master keys that a header carries, each sealed under the present one."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from engine.constants import MAX_OLD_KEYS, NONCE_BYTES, VAULT_ID_BYTES
from engine.format.json_members import member, octets, require
from engine.format.key_slots import WRAPPED_KEY_BYTES

_OLD_KEY_BINDING = struct.Struct(f"<{VAULT_ID_BYTES}sQ")


@dataclass(frozen=True, slots=True)
class OldKeyRecord:
    """The master key of an earlier epoch, wrapped under the present one."""

    epoch: int
    """The key epoch whose slots are sealed under it."""
    nonce: bytes
    wrapped_key: bytes
    """Its ciphertext and tag (AES-256-GCM)."""


def old_key_binding(vault_id: bytes, epoch: int) -> bytes:
    """Pack the associated data of an earlier master key: its vault, its epoch."""
    return _OLD_KEY_BINDING.pack(vault_id, epoch)


def encode_old_key(record: OldKeyRecord) -> dict[str, Any]:
    """The members of an earlier key, in their order."""
    return {
        "epoch": record.epoch,
        "nonce": record.nonce.hex(),
        "wrapped_key": record.wrapped_key.hex(),
    }


def decode_old_key(tree: object) -> OldKeyRecord:
    """Read an earlier key that nobody has vouched for.

    Raises:
        MalformedError: A member is missing or of another type.
    """
    return OldKeyRecord(
        epoch=member(tree, "epoch", int),
        nonce=octets(tree, "nonce"),
        wrapped_key=octets(tree, "wrapped_key"),
    )


def check_old_keys(records: tuple[OldKeyRecord, ...], key_epoch: int) -> None:
    """Hold them to their bounds: few, oldest first, all of epochs before the present one.

    Raises:
        MalformedError: They are not.
    """
    require(len(records) <= MAX_OLD_KEYS, "old keys: too many")
    epochs = [record.epoch for record in records]
    require(all(0 <= epoch < key_epoch for epoch in epochs), "old keys: epoch")
    require(epochs == sorted(set(epochs)), "old keys: order")
    for record in records:
        require(len(record.nonce) == NONCE_BYTES, "old key: nonce")
        require(len(record.wrapped_key) == WRAPPED_KEY_BYTES, "old key: wrapped key")
