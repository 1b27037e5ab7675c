"""Key slots as the header holds them: what is kept of each way in, and its one JSON encoding.

The kinds are an open set. A slot of a kind that this program does not know is kept as it is and
opens nothing here; it keeps no other slot from opening. What a kind needs beside the members that
all have (a key of a chip, the handle of a token) goes into its `parameters`.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import struct
from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.constants import (
    KEY_BYTES,
    MAX_SLOT_LABEL_BYTES,
    MAX_SLOT_PARAMETER_BYTES,
    MAX_SLOT_PARAMETERS,
    NONCE_BYTES,
    SALT_BYTES,
    TAG_BYTES,
    VAULT_ID_BYTES,
)
from engine.format.json_members import (
    MalformedError,
    has_member,
    is_plain_text,
    member,
    octets,
    require,
)

SLOT_ID_BYTES = 16
WRAPPED_KEY_BYTES = KEY_BYTES + TAG_BYTES
COMMITMENT_BYTES = 32

_SLOT_BINDING = struct.Struct(f"<H{VAULT_ID_BYTES}s{SLOT_ID_BYTES}sHIII")
_MAX_U32 = 2**32 - 1
_KDF_NAME = "argon2id"
_KIND_NAME = re.compile(r"[a-z][a-z0-9]*(\+[a-z][a-z0-9]*){0,3}")
_PARAMETER_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_MAX_KIND_CHARACTERS = 40

_SLOT_SCHEME = 1
"""Version of how a key slot's key is derived and used; a change of it strands existing slots."""


class KeySlotKind(enum.Enum):
    """What opens a key slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a kind, not a passphrase
    RECOVERY = "recovery"
    PASSPHRASE_AND_DEVICE = "passphrase+device"  # noqa: S105
    DEVICE = "device"
    KEYFILE = "keyfile"
    PASSPHRASE_AND_KEYFILE = "passphrase+keyfile"  # noqa: S105
    FIDO2 = "fido2"
    PASSPHRASE_AND_FIDO2 = "passphrase+fido2"  # noqa: S105


@dataclass(frozen=True, slots=True)
class UnknownKind:
    """A kind that this program cannot open; `value` is its name."""

    value: str


SlotKindName: TypeAlias = KeySlotKind | UnknownKind

_KIND_NUMBERS = {
    KeySlotKind.PASSPHRASE: 1,
    KeySlotKind.RECOVERY: 2,
    KeySlotKind.PASSPHRASE_AND_DEVICE: 3,
    KeySlotKind.DEVICE: 4,
    KeySlotKind.KEYFILE: 5,
    KeySlotKind.PASSPHRASE_AND_KEYFILE: 6,
    KeySlotKind.FIDO2: 7,
    KeySlotKind.PASSPHRASE_AND_FIDO2: 8,
}
_KNOWN_KINDS = {kind.value: kind for kind in KeySlotKind}


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Cost of Argon2id (RFC 9106): memory m in KiB, passes t, lanes p."""

    memory_kib: int
    passes: int
    lanes: int


Parameters: TypeAlias = tuple[tuple[str, bytes], ...]
"""What a kind keeps readable, by name, in the order of the names."""


@dataclass(frozen=True, slots=True)
class KeySlotRecord:
    """One way to the master key: wrapped under a key that a credential gives."""

    slot_id: bytes
    kind: SlotKindName
    kdf: KdfParameters
    salt: bytes
    nonce: bytes
    wrapped_key: bytes
    """The master key's ciphertext and tag (AES-256-GCM)."""
    commitment: bytes
    """Fixes the one key that this slot opens with; AES-GCM alone does not."""
    label: str = ""
    """The owner's name for it; readable without a key."""
    created: dt.date | None = None
    """The day (UTC) on which its credential was set; slots of before have none."""
    parameters: Parameters = ()

    def parameter(self, name: str) -> bytes | None:
        """A parameter's value, if the slot has it."""
        return dict(self.parameters).get(name)


def slot_binding(
    vault_id: bytes,
    slot_id: bytes,
    kind: KeySlotKind,
    kdf: KdfParameters,
    parameters: Parameters = (),
) -> bytes:
    """Pack what a key slot is bound to: its vault, its id, its kind, its cost, its parameters.

    A label is not part of it, so that a slot can be renamed without what opens it.
    """
    number = _KIND_NUMBERS[kind]
    head = _SLOT_BINDING.pack(
        _SLOT_SCHEME, vault_id, slot_id, number, kdf.memory_kib, kdf.passes, kdf.lanes
    )
    return head + b"".join(
        len(part).to_bytes(4, "little") + part
        for name, value in parameters
        for part in (name.encode("ascii"), value)
    )


# -- one JSON encoding ----------------------------------------------------------------------------


def encode_slot(slot: KeySlotRecord) -> dict[str, Any]:
    """A slot's members in their order; those at the end only where they say something."""
    tree: dict[str, Any] = {
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
    if slot.label:
        tree["label"] = slot.label
    if slot.created is not None:
        tree["created"] = slot.created.isoformat()
    if slot.parameters:
        tree["parameters"] = {name: value.hex() for name, value in slot.parameters}
    return tree


def decode_slot(tree: object) -> KeySlotRecord:
    """Read a slot that nobody has vouched for; whoever calls compares its encoding.

    Raises:
        MalformedError: A member is missing or of another type.
    """
    kdf = member(tree, "kdf", dict)
    name = member(tree, "kind", str)
    return KeySlotRecord(
        slot_id=octets(tree, "id"),
        kind=_KNOWN_KINDS.get(name) or UnknownKind(name),
        kdf=KdfParameters(
            memory_kib=member(kdf, "memory_kib", int),
            passes=member(kdf, "passes", int),
            lanes=member(kdf, "lanes", int),
        ),
        salt=octets(tree, "salt"),
        nonce=octets(tree, "nonce"),
        wrapped_key=octets(tree, "wrapped_key"),
        commitment=octets(tree, "commitment"),
        label=member(tree, "label", str) if has_member(tree, "label") else "",
        created=_day(tree),
        parameters=_parameters(tree),
    )


def check_slot(slot: KeySlotRecord) -> None:
    """Hold a slot to its bounds, the same for what is written and for what is read.

    Raises:
        MalformedError: A field is out of bounds.
    """
    require(len(slot.slot_id) == SLOT_ID_BYTES, "key slot id")
    if isinstance(slot.kind, UnknownKind):
        name = slot.kind.value
        require(len(name) <= _MAX_KIND_CHARACTERS, "key slot: kind")
        require(
            _KIND_NAME.fullmatch(name) is not None and name not in _KNOWN_KINDS, "key slot: kind"
        )
    require(len(slot.salt) == SALT_BYTES, "salt")
    require(len(slot.nonce) == NONCE_BYTES, "nonce")
    require(len(slot.wrapped_key) == WRAPPED_KEY_BYTES, "wrapped key")
    require(len(slot.commitment) == COMMITMENT_BYTES, "commitment")
    # Only what can be packed; whether the cost is acceptable is asked before a derivation.
    for cost in (slot.kdf.memory_kib, slot.kdf.passes, slot.kdf.lanes):
        require(0 < cost <= _MAX_U32, "KDF cost")
    check_label(slot.label)
    _check_parameters(slot.parameters)


def check_label(label: str) -> None:
    """Hold a label to its bounds: text of some length, nothing that acts on a terminal.

    Raises:
        MalformedError: It cannot be a label.
    """
    try:
        encoded = label.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedError("label") from error
    require(len(encoded) <= MAX_SLOT_LABEL_BYTES, "label: too long")
    require(is_plain_text(label), "label: control character")


def _check_parameters(parameters: Parameters) -> None:
    names = [name for name, _ in parameters]
    require(len(names) <= MAX_SLOT_PARAMETERS, "parameters: too many")
    require(names == sorted(set(names)), "parameters: order")
    require(all(_PARAMETER_NAME.fullmatch(name) for name in names), "parameters: name")
    total = sum(len(value) for _, value in parameters)
    require(total <= MAX_SLOT_PARAMETER_BYTES, "parameters: too long")


def _day(tree: object) -> dt.date | None:
    if not has_member(tree, "created"):
        return None
    try:
        return dt.date.fromisoformat(member(tree, "created", str))
    except ValueError as error:
        raise MalformedError("created") from error


def _parameters(tree: object) -> Parameters:
    if not has_member(tree, "parameters"):
        return ()
    packed = member(tree, "parameters", dict)
    if len(packed) > MAX_SLOT_PARAMETERS:
        raise MalformedError("parameters: too many")
    # The names before anything that would name one in its complaint.
    require(all(_PARAMETER_NAME.fullmatch(name) for name in packed), "parameters: name")
    return tuple((name, octets(packed, name)) for name in packed)
