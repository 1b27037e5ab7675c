"""The header's records and their one JSON encoding; the envelope around it is `header`."""

from __future__ import annotations

import enum
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from engine.constants import (
    BAND_SLOTS,
    DATA_LANES,
    FORMAT_VERSION,
    KEY_BYTES,
    MAX_KEY_SLOTS,
    MAX_LOCATION_HINT_BYTES,
    MAX_PARITY_LANES,
    NONCE_BYTES,
    SALT_BYTES,
    TAG_BYTES,
    VAULT_ID_BYTES,
)
from engine.types import Geometry

SLOT_ID_BYTES = 16
LOCATION_ID_BYTES = 16
WRAPPED_KEY_BYTES = KEY_BYTES + TAG_BYTES
COMMITMENT_BYTES = 32

_SLOT_BINDING = struct.Struct(f"<H{VAULT_ID_BYTES}s{SLOT_ID_BYTES}sHIII")
_MAX_U32 = 2**32 - 1
_KDF_NAME = "argon2id"

_SLOT_SCHEME = 1
"""Version of how a key slot's key is derived and used; a change of it strands existing slots."""


class MalformedError(Exception):
    """A reason why bytes are no header; never leaves `engine.format`."""


class KeySlotKind(enum.Enum):
    """What opens a key slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a kind, not a passphrase
    RECOVERY = "recovery"


_KIND_NUMBERS = {KeySlotKind.PASSPHRASE: 1, KeySlotKind.RECOVERY: 2}


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Cost of Argon2id (RFC 9106): memory m in KiB, passes t, lanes p."""

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class KeySlotRecord:
    """One way to the master key: wrapped under a key that a credential gives."""

    slot_id: bytes
    kind: KeySlotKind
    kdf: KdfParameters
    salt: bytes
    nonce: bytes
    wrapped_key: bytes
    """The master key's ciphertext and tag (AES-256-GCM)."""
    commitment: bytes
    """Fixes the one key that this slot opens with; AES-GCM alone does not."""


@dataclass(frozen=True, slots=True)
class LocationRecord:
    """One folder that holds lanes of the vault."""

    location_id: bytes
    index: int
    """Place in the order that lanes are dealt in; equal to the place in the header's list."""
    hint: str = ""
    """Where it lay last, for a person or a first look; bytes that are not UTF-8 as in `os.fsdecode`."""


@dataclass(frozen=True, slots=True)
class VaultHeader:
    """All that is readable without a key."""

    vault_id: bytes
    geometry: Geometry
    key_slots: tuple[KeySlotRecord, ...]
    locations: tuple[LocationRecord, ...] = ()
    key_epoch: int = 0
    revision: int = 0
    """Counts the header's changes: of two copies that authenticate, the higher is the newer."""
    version: int = FORMAT_VERSION


def slot_binding(vault_id: bytes, slot_id: bytes, kind: KeySlotKind, kdf: KdfParameters) -> bytes:
    """Pack what a key slot is bound to: its vault, its id, its kind, its cost."""
    number = _KIND_NUMBERS[kind]
    return _SLOT_BINDING.pack(
        _SLOT_SCHEME, vault_id, slot_id, number, kdf.memory_kib, kdf.passes, kdf.lanes
    )


def encode_body(header: VaultHeader) -> bytes:
    """Encode a header's fields, once they are within bounds.

    Raises:
        MalformedError: A field is out of bounds.
    """
    _check(header)
    return _encode(header)


def decode_body(body: bytes) -> VaultHeader:
    """Decode hostile bytes; `encode_body` gives the same bytes back.

    Raises:
        MalformedError: They are not what `encode_body` writes.
    """
    try:
        tree = json.loads(body.decode("ascii"))
    except (ValueError, RecursionError) as error:  # RecursionError: "[[[[..."
        raise MalformedError("body") from error
    header = _decode(tree)
    _check(header)
    # One encoding only: no double keys, unknown fields, other spellings of a number or a digit.
    if _encode(header) != body:
        raise MalformedError("body: not canonical")
    return header


def _encode(header: VaultHeader) -> bytes:
    body = {
        "vault_id": header.vault_id.hex(),
        "geometry": {
            "data_lanes": header.geometry.data_lanes,
            "parity_lanes": header.geometry.parity_lanes,
            "band_slots": header.geometry.band_slots,
        },
        "key_epoch": header.key_epoch,
        "revision": header.revision,
        "locations": [
            {"id": place.location_id.hex(), "index": place.index, "hint": place.hint}
            for place in header.locations
        ],
        "key_slots": [_encode_slot(slot) for slot in header.key_slots],
    }
    return json.dumps(body, indent=1, ensure_ascii=True).encode("ascii")


def _encode_slot(slot: KeySlotRecord) -> dict[str, Any]:
    return {
        "id": slot.slot_id.hex(),
        "kind": slot.kind.value,
        "kdf": {
            "name": _KDF_NAME,
            "memory_kib": slot.kdf.memory_kib,
            "passes": slot.kdf.passes,
            "lanes": slot.kdf.lanes,
        },
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped_key": slot.wrapped_key.hex(),
        "commitment": slot.commitment.hex(),
    }


def _decode(tree: object) -> VaultHeader:
    geometry = _member(tree, "geometry", dict)
    return VaultHeader(
        vault_id=_octets(tree, "vault_id"),
        geometry=Geometry(
            parity_lanes=_member(geometry, "parity_lanes", int),
            data_lanes=_member(geometry, "data_lanes", int),
            band_slots=_member(geometry, "band_slots", int),
        ),
        key_slots=_members(tree, "key_slots", MAX_KEY_SLOTS, _decode_slot),
        locations=_members(tree, "locations", DATA_LANES + MAX_PARITY_LANES, _decode_location),
        key_epoch=_member(tree, "key_epoch", int),
        revision=_member(tree, "revision", int),
    )


def _decode_location(tree: object) -> LocationRecord:
    return LocationRecord(
        location_id=_octets(tree, "id"),
        index=_member(tree, "index", int),
        hint=_member(tree, "hint", str),
    )


def _decode_slot(tree: object) -> KeySlotRecord:
    kdf = _member(tree, "kdf", dict)
    kind = _member(tree, "kind", str)
    if kind not in {known.value for known in KeySlotKind}:
        raise MalformedError("key slot: kind")
    return KeySlotRecord(
        slot_id=_octets(tree, "id"),
        kind=KeySlotKind(kind),
        kdf=KdfParameters(
            memory_kib=_member(kdf, "memory_kib", int),
            passes=_member(kdf, "passes", int),
            lanes=_member(kdf, "lanes", int),
        ),
        salt=_octets(tree, "salt"),
        nonce=_octets(tree, "nonce"),
        wrapped_key=_octets(tree, "wrapped_key"),
        commitment=_octets(tree, "commitment"),
    )


_T = TypeVar("_T")


def _member(tree: object, name: str, kind: type[_T]) -> _T:
    """Take a member of exactly this type: a JSON `true` is no 1."""
    value = tree.get(name) if type(tree) is dict else None
    if type(value) is not kind:
        raise MalformedError(name)
    return value


def _members(tree: object, name: str, limit: int, decode: Callable[[object], _T]) -> tuple[_T, ...]:
    rows = _member(tree, name, list)
    if len(rows) > limit:
        raise MalformedError(f"{name}: too many")
    return tuple(decode(row) for row in rows)


def _octets(tree: object, name: str) -> bytes:
    try:
        return bytes.fromhex(_member(tree, name, str))
    except ValueError as error:
        raise MalformedError(f"{name}: not hexadecimal") from error


# -- bounds, the same for what we write and for what we read --------------------------------------


def _check(header: VaultHeader) -> None:
    _require(header.version == FORMAT_VERSION, "version")
    _require(len(header.vault_id) == VAULT_ID_BYTES, "vault id")
    _require(0 <= header.geometry.parity_lanes <= MAX_PARITY_LANES, "parity lanes")
    _require(header.geometry.data_lanes == DATA_LANES, "data lanes")
    _require(header.geometry.band_slots == BAND_SLOTS, "band slots")
    _require(0 <= header.key_epoch <= _MAX_U32, "key epoch")
    _require(0 <= header.revision <= _MAX_U32, "revision")
    _require(len(header.locations) <= header.geometry.lanes, "more locations than lanes")
    _require(_distinct([place.location_id for place in header.locations]), "locations: same id")
    for index, place in enumerate(header.locations):
        _check_location(place, index)
    _require(1 <= len(header.key_slots) <= MAX_KEY_SLOTS, "number of key slots")
    _require(_distinct([slot.slot_id for slot in header.key_slots]), "key slots: same id")
    for slot in header.key_slots:
        _check_slot(slot)


def _check_location(place: LocationRecord, index: int) -> None:
    _require(len(place.location_id) == LOCATION_ID_BYTES, "location id")
    _require(place.index == index, "location index")
    try:
        hint = place.hint.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise MalformedError("location hint") from error
    _require(len(hint) <= MAX_LOCATION_HINT_BYTES, "location hint: too long")
    # A hint is shown before anything is authenticated: no escape sequences for a terminal.
    control = any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in place.hint)
    _require(not control, "location hint: control character")


def _check_slot(slot: KeySlotRecord) -> None:
    _require(len(slot.slot_id) == SLOT_ID_BYTES, "key slot id")
    _require(len(slot.salt) == SALT_BYTES, "salt")
    _require(len(slot.nonce) == NONCE_BYTES, "nonce")
    _require(len(slot.wrapped_key) == WRAPPED_KEY_BYTES, "wrapped key")
    _require(len(slot.commitment) == COMMITMENT_BYTES, "commitment")
    # Only what can be packed; whether the cost is acceptable is asked before a derivation.
    for cost in (slot.kdf.memory_kib, slot.kdf.passes, slot.kdf.lanes):
        _require(0 < cost <= _MAX_U32, "KDF cost")


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise MalformedError(reason)


def _distinct(ids: list[bytes]) -> bool:
    return len(set(ids)) == len(ids)
