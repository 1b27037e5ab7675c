"""Headers for tests: the frozen one, and ways to alter one as an attacker would."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from engine.format.header import (
    KeySlotKind,
    KeySlotRecord,
    LocationRecord,
    OldKeyRecord,
    UnknownKind,
    VaultHeader,
    pack_header,
)
from engine.keys import KdfParameters
from engine.types import Geometry

VECTORS = Path(__file__).parents[1] / "vectors"
SMALL_KDF = KdfParameters(memory_kib=65536, passes=3, lanes=1)
SLOT_BYTES = 8192


def load(name: str) -> Any:
    """A file of vectors."""
    return json.loads((VECTORS / name).read_text("utf-8"))


def frozen_header() -> bytes:
    """The header that version 1 wrote, byte for byte."""
    known = load("header_v1.json")
    return seal(known["body"].encode(), bytes.fromhex(known["mac"]))


def full_header() -> bytes:
    """A header with every member that there can be, sealed under a key of zeros."""
    kinds = [*KeySlotKind, UnknownKind("tpm2+pin")]
    slots = tuple(
        KeySlotRecord(
            bytes([number]) * 16,
            kind,
            SMALL_KDF,
            bytes([number]) * 32,
            bytes(12),
            bytes(48),
            bytes(32),
            f"label {number}",
            dt.date(2026, 11, 1 + number),
            (("device", bytes([number]) * 16), ("more", b"")),
        )
        for number, kind in enumerate(kinds)
    )
    places = tuple(LocationRecord(bytes([n]) * 16, n, f"/media/{n}") for n in range(3))
    old = tuple(OldKeyRecord(epoch, bytes(12), bytes(48)) for epoch in range(4))
    header = VaultHeader(bytes(range(16)), Geometry(2), slots, places, 4, 7, old_keys=old)
    return pack_header(header, bytes(32))


def body_of(raw: bytes) -> bytes:
    """The JSON inside a header."""
    return raw[16 : 16 + int.from_bytes(raw[12:16], "little")]


def mac_of(raw: bytes) -> bytes:
    """The MAC inside a header."""
    end = 16 + int.from_bytes(raw[12:16], "little")
    return raw[end + 32 : end + 64]


def seal(body: bytes, mac: bytes, version: int = 1) -> bytes:
    """An envelope around any body, with the right digest: what needs no key to make."""
    signed = b"SIGMAV\r\n" + version.to_bytes(2, "little") + b"\0\0"
    signed += len(body).to_bytes(4, "little") + body
    packed = signed + hashlib.sha256(signed).digest() + mac
    return packed + bytes(-len(packed) % SLOT_BYTES)


def dump(tree: object) -> bytes:
    """JSON as the format wants it."""
    return json.dumps(tree, indent=1).encode("ascii")


def altered(raw: bytes, path: tuple[str | int, ...], value: object) -> bytes:
    """The header with one member of its body replaced and the digest made right again."""
    tree = json.loads(body_of(raw))
    place = tree
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return seal(dump(tree), mac_of(raw))
