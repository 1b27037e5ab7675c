"""The header's records and their one JSON encoding; the envelope around it is `header`.

The encoding of what a version 1 header always had is fixed. Members that came later are written
only where they say something, so that a header without them is what it always was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from engine.constants import (
    BAND_SLOTS,
    DATA_LANES,
    FORMAT_VERSION,
    MAX_KEY_SLOTS,
    MAX_LOCATION_HINT_BYTES,
    MAX_OLD_KEYS,
    MAX_PARITY_LANES,
    VAULT_ID_BYTES,
)
from engine.format.json_members import (
    MalformedError,
    distinct,
    has_member,
    is_plain_text,
    member,
    members,
    octets,
    require,
)
from engine.format.key_slots import KeySlotRecord, check_slot, decode_slot, encode_slot
from engine.format.old_keys import (
    OldKeyRecord,
    check_old_keys,
    decode_old_key,
    encode_old_key,
)
from engine.types import Geometry

LOCATION_ID_BYTES = 16

_MAX_U32 = 2**32 - 1


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
    old_keys: tuple[OldKeyRecord, ...] = ()
    """Earlier master keys, oldest first, while anything is still sealed under them."""


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
    body: dict[str, Any] = {
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
        "key_slots": [encode_slot(slot) for slot in header.key_slots],
    }
    if header.old_keys:
        body["old_keys"] = [encode_old_key(record) for record in header.old_keys]
    return json.dumps(body, indent=1, ensure_ascii=True).encode("ascii")


def _decode(tree: object) -> VaultHeader:
    geometry = member(tree, "geometry", dict)
    return VaultHeader(
        vault_id=octets(tree, "vault_id"),
        geometry=Geometry(
            parity_lanes=member(geometry, "parity_lanes", int),
            data_lanes=member(geometry, "data_lanes", int),
            band_slots=member(geometry, "band_slots", int),
        ),
        key_slots=members(tree, "key_slots", MAX_KEY_SLOTS, decode_slot),
        locations=members(tree, "locations", DATA_LANES + MAX_PARITY_LANES, _decode_location),
        key_epoch=member(tree, "key_epoch", int),
        revision=member(tree, "revision", int),
        old_keys=_old_keys(tree),
    )


def _decode_location(tree: object) -> LocationRecord:
    return LocationRecord(
        location_id=octets(tree, "id"),
        index=member(tree, "index", int),
        hint=member(tree, "hint", str),
    )


def _old_keys(tree: object) -> tuple[OldKeyRecord, ...]:
    if not has_member(tree, "old_keys"):
        return ()
    return members(tree, "old_keys", MAX_OLD_KEYS, decode_old_key)


# -- bounds, the same for what we write and for what we read --------------------------------------


def _check(header: VaultHeader) -> None:
    require(header.version == FORMAT_VERSION, "version")
    require(len(header.vault_id) == VAULT_ID_BYTES, "vault id")
    require(0 <= header.geometry.parity_lanes <= MAX_PARITY_LANES, "parity lanes")
    require(header.geometry.data_lanes == DATA_LANES, "data lanes")
    require(header.geometry.band_slots == BAND_SLOTS, "band slots")
    require(0 <= header.key_epoch <= _MAX_U32, "key epoch")
    require(0 <= header.revision <= _MAX_U32, "revision")
    require(len(header.locations) <= header.geometry.lanes, "more locations than lanes")
    require(distinct([place.location_id for place in header.locations]), "locations: same id")
    for index, place in enumerate(header.locations):
        _check_location(place, index)
    require(1 <= len(header.key_slots) <= MAX_KEY_SLOTS, "number of key slots")
    require(distinct([slot.slot_id for slot in header.key_slots]), "key slots: same id")
    for slot in header.key_slots:
        check_slot(slot)
    check_old_keys(header.old_keys, header.key_epoch)


def _check_location(place: LocationRecord, index: int) -> None:
    require(len(place.location_id) == LOCATION_ID_BYTES, "location id")
    require(place.index == index, "location index")
    try:
        hint = place.hint.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise MalformedError("location hint") from error
    require(len(hint) <= MAX_LOCATION_HINT_BYTES, "location hint: too long")
    require(is_plain_text(place.hint), "location hint: control character")
