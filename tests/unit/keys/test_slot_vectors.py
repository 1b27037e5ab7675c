"""Key slots of every kind, computed a second way: HMAC and AES-GCM written out from the document."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.errors import HeaderDamagedError, WrongKeyError
from engine.format.header import KdfParameters, KeySlotKind, KeySlotRecord
from engine.keys import (
    DeviceSecret,
    Keyfile,
    Passphrase,
    PassphraseAndDevice,
    PassphraseAndKeyfile,
    PassphraseAndSecurityKey,
    RecoveryKey,
    SecurityKey,
    SlotCredential,
    keyfile_digest,
    open_slot,
)
from tests.support.headers import load

KNOWN = load("key_slots.json")
VAULT = bytes.fromhex(KNOWN["vault_id"])
MASTER = bytes.fromhex(KNOWN["master_key"])
SLOTS = KNOWN["slots"]
NUMBERS = {
    "passphrase": 1,
    "recovery": 2,
    "passphrase+device": 3,
    "device": 4,
    "keyfile": 5,
    "passphrase+keyfile": 6,
    "fido2": 7,
    "passphrase+fido2": 8,
}
by_kind = pytest.mark.parametrize("known", SLOTS, ids=[each["kind"] for each in SLOTS])


def octets(known: dict[str, Any], name: str) -> bytes:
    return bytes.fromhex(known[name])


def framed(name: bytes, secret: bytes) -> bytes:
    return len(name).to_bytes(4, "little") + name + len(secret).to_bytes(8, "little") + secret


def hkdf(domain: bytes, material: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869, section 2: extract, then expand block by block."""
    key = hmac.new(domain, material, hashlib.sha256).digest()
    block, out, number = b"", b"", 0
    while len(out) < length:
        number += 1
        block = hmac.new(key, block + info + bytes([number]), hashlib.sha256).digest()
        out += block
    return out[:length]


def binding_of(known: dict[str, Any]) -> bytes:
    binding = (1).to_bytes(2, "little") + VAULT + octets(known, "id")
    binding += NUMBERS[known["kind"]].to_bytes(2, "little")
    binding += b"".join(cost.to_bytes(4, "little") for cost in known["kdf"])
    for name, value in sorted(known["parameters"].items()):
        for part in (name.encode(), bytes.fromhex(value)):
            binding += len(part).to_bytes(4, "little") + part
    return binding


@by_kind
def test_derived_as_the_document_has_it(known: dict[str, Any]) -> None:
    memory, passes, lanes = known["kdf"]
    hardened = hash_secret_raw(
        octets(known, "hardened_of"), octets(known, "salt"), passes, memory, lanes, 32, Type.ID, 19
    )
    material = framed(b"credential", hardened)
    for name, secret in known["beside"].items():
        material += framed(name.encode(), bytes.fromhex(secret))
    binding = binding_of(known)
    keys = hkdf(b"sigmavault 1 key slot", material, binding, 64)
    assert keys[32:] == octets(known, "commitment")
    cipher = AESGCM(keys[:32])
    assert cipher.decrypt(octets(known, "nonce"), octets(known, "wrapped_key"), binding) == MASTER


def test_a_device_is_named_as_the_document_has_it() -> None:
    named = {each["parameters"]["device"] for each in SLOTS if "device" in each["parameters"]}
    [secret] = {each["beside"]["device"] for each in SLOTS if "device" in each["beside"]}
    info = b"sigmavault 1 device id" + VAULT
    block = hmac.new(bytes.fromhex(secret), info + b"\x01", hashlib.sha256).digest()
    assert named == {block[:16].hex()}


def test_a_keyfile_is_concentrated_as_the_document_has_it() -> None:
    digest = hmac.new(b"sigmavault 1 keyfile", bytes(range(256)), hashlib.sha256).digest()
    assert keyfile_digest(bytes(range(256))) == digest
    assert {each["hardened_of"] for each in SLOTS if each["kind"] == "keyfile"} == {digest.hex()}


def record_of(known: dict[str, Any]) -> KeySlotRecord:
    return KeySlotRecord(
        slot_id=octets(known, "id"),
        kind=KeySlotKind(known["kind"]),
        kdf=KdfParameters(*known["kdf"]),
        salt=octets(known, "salt"),
        nonce=octets(known, "nonce"),
        wrapped_key=octets(known, "wrapped_key"),
        commitment=octets(known, "commitment"),
        parameters=tuple((name, bytes.fromhex(v)) for name, v in known["parameters"].items()),
    )


def credential_of(known: dict[str, Any], **changed: bytes) -> SlotCredential:
    first = changed.get("hardened_of", octets(known, "hardened_of"))
    beside = {
        name: changed.get(name, bytes.fromhex(secret)) for name, secret in known["beside"].items()
    }
    kinds: dict[str, Any] = {
        "passphrase": Passphrase,
        "recovery": RecoveryKey,
        "passphrase+device": PassphraseAndDevice,
        "device": DeviceSecret,
        "keyfile": Keyfile,
        "passphrase+keyfile": PassphraseAndKeyfile,
        "fido2": SecurityKey,
        "passphrase+fido2": PassphraseAndSecurityKey,
    }
    handle = [bytes.fromhex(v) for name, v in known["parameters"].items() if name == "fido2"]
    made: SlotCredential = kinds[known["kind"]](first, *beside.values(), *handle)
    return made


@by_kind
def test_each_opens_for_ever(known: dict[str, Any]) -> None:
    assert open_slot(record_of(known), credential_of(known), VAULT) == MASTER


@by_kind
def test_every_secret_counts(known: dict[str, Any]) -> None:
    for name in ("hardened_of", *known["beside"]):
        with pytest.raises(WrongKeyError) as caught:
            open_slot(record_of(known), credential_of(known, **{name: b"w" * 32}), VAULT)
        assert str(caught.value) == "wrong-key()"


@by_kind
def test_every_field_counts(known: dict[str, Any]) -> None:
    for name, error in (
        ("id", WrongKeyError),
        ("salt", WrongKeyError),
        ("commitment", WrongKeyError),
        ("nonce", HeaderDamagedError),
        ("wrapped_key", HeaderDamagedError),
    ):
        flipped = bytes([octets(known, name)[0] ^ 1]) + octets(known, name)[1:]
        altered = {**known, name: flipped.hex()}
        with pytest.raises(error):
            open_slot(record_of(altered), credential_of(known), VAULT)
    altered = {**known, "parameters": {**known["parameters"], "more": "00"}}
    with pytest.raises(WrongKeyError):
        open_slot(record_of(altered), credential_of(known), VAULT)
