from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from engine.constants import MAX_HEADER_BYTES
from engine.errors import (
    HeaderDamagedError,
    InvalidGeometryError,
    UnsupportedVersionError,
)
from engine.format.header import (
    KdfParameters,
    KeySlotKind,
    KeySlotRecord,
    LocationRecord,
    OldKeyRecord,
    UnknownKind,
    VaultHeader,
    pack_header,
    parse_header,
    slot_binding,
    verify_header,
)
from engine.keys import KeyState
from engine.types import Geometry
from tests.support.headers import altered, body_of, dump, frozen_header, load, mac_of, seal

KEY = bytes(range(32))
MALFORMED = load("header_malformed.json")["cases"]


def slot(number: int = 1, **fields: Any) -> KeySlotRecord:
    record = KeySlotRecord(
        slot_id=bytes([number]) * 16,
        kind=KeySlotKind.PASSPHRASE,
        kdf=KdfParameters(65536, 3, 1),
        salt=bytes([number + 1]) * 32,
        nonce=bytes([number + 2]) * 12,
        wrapped_key=bytes([number + 3]) * 48,
        commitment=bytes([number + 4]) * 32,
    )
    return dataclasses.replace(record, **fields)


def old_key(epoch: int, **fields: Any) -> OldKeyRecord:
    return dataclasses.replace(OldKeyRecord(epoch, b"n" * 12, b"w" * 48), **fields)


def location(index: int, **fields: Any) -> LocationRecord:
    return dataclasses.replace(
        LocationRecord(bytes([index + 100]) * 16, index, f"/media/{index}"), **fields
    )


def header(**fields: Any) -> VaultHeader:
    whole = VaultHeader(
        vault_id=b"v" * 16,
        geometry=Geometry(2),
        key_slots=(slot(1), slot(2, kind=KeySlotKind.RECOVERY)),
        locations=(location(0), location(1)),
        key_epoch=7,
        revision=9,
    )
    return dataclasses.replace(whole, **fields)


# -- what is written is what is read --------------------------------------------------------------


@pytest.mark.parametrize(
    "whole",
    [
        header(),
        header(locations=()),
        header(key_slots=(slot(),)),
        header(key_slots=tuple(slot(number) for number in range(16))),
        header(geometry=Geometry(8), locations=tuple(location(index) for index in range(16))),
        header(geometry=Geometry(0), locations=tuple(location(index) for index in range(8))),
        header(key_epoch=2**32 - 1, revision=2**32 - 1),
        header(locations=(location(0, hint=""), location(1, hint="/Σ/\udcff\udc80/\N{RAT}"))),
        header(locations=(location(0, hint="x" * 4095),)),
        header(key_slots=(slot(label="Küche", created=dt.date(2026, 11, 27)), slot(2))),
        header(key_slots=(slot(parameters=(("a", b""), ("device", b"d" * 16))),)),
        header(key_slots=(slot(parameters=(("a", b"p" * 2048),)),)),
        header(key_slots=(slot(kind=UnknownKind("tpm2+pin")), slot(2))),
        header(old_keys=tuple(old_key(epoch) for epoch in (0, 3, 5, 6))),
    ],
)
def test_round_trip(whole: VaultHeader) -> None:
    raw = pack_header(whole, KEY)
    parsed, mac, signed = parse_header(raw)
    assert parsed == whole
    assert raw.startswith(signed)
    assert mac == mac_of(raw)
    assert len(raw) % 8192 == 0
    verify_header(raw, KEY)


def test_body_is_readable_and_tells_only_what_it_must() -> None:
    tree = json.loads(body_of(pack_header(header(), KEY)))
    assert set(tree) == {
        "vault_id",
        "geometry",
        "key_epoch",
        "revision",
        "locations",
        "key_slots",
    }
    assert set(tree["locations"][0]) == {"id", "index", "hint"}
    assert set(tree["key_slots"][0]) == {
        "id",
        "kind",
        "kdf",
        "salt",
        "nonce",
        "wrapped_key",
        "commitment",
    }


def test_packing_is_deterministic() -> None:
    assert pack_header(header(), KEY) == pack_header(header(), KEY)


def test_headers_of_version_1_are_written_as_ever() -> None:
    raw = frozen_header()
    assert seal(body_of(raw), mac_of(raw)) == raw
    known = load("header_v1.json")
    assert len(raw) == known["length"]
    assert hashlib.sha256(raw[: 16 + len(body_of(raw))]).hexdigest() == known["digest"]
    parsed, _, _ = parse_header(raw)
    assert parsed.revision == 3
    assert parsed.locations[1].hint == "/media/\udcff"
    repacked = pack_header(parsed, KEY)
    assert body_of(repacked) == body_of(raw)


@pytest.mark.parametrize("kind", list(KeySlotKind))
def test_every_kind_of_slot_can_be_packed_and_bound(kind: KeySlotKind) -> None:
    whole = header(key_slots=(slot(kind=kind),))
    assert parse_header(pack_header(whole, KEY))[0].key_slots[0].kind is kind
    assert slot_binding(b"v" * 16, b"s" * 16, kind, KdfParameters(1, 2, 3))


def test_binding_tells_every_part_apart() -> None:
    parts = [
        (b"v" * 16, b"s" * 16, KeySlotKind.PASSPHRASE, KdfParameters(5, 6, 7)),
        (b"w" * 16, b"s" * 16, KeySlotKind.PASSPHRASE, KdfParameters(5, 6, 7)),
        (b"v" * 16, b"t" * 16, KeySlotKind.PASSPHRASE, KdfParameters(5, 6, 7)),
        (b"v" * 16, b"s" * 16, KeySlotKind.RECOVERY, KdfParameters(5, 6, 7)),
        (b"v" * 16, b"s" * 16, KeySlotKind.PASSPHRASE, KdfParameters(4, 6, 7)),
        (b"v" * 16, b"s" * 16, KeySlotKind.PASSPHRASE, KdfParameters(5, 7, 6)),
        (b"v" * 16, b"s" * 16, KeySlotKind.PASSPHRASE, KdfParameters(5, 6, 8)),
    ]
    first = (b"v" * 16, b"s" * 16, KeySlotKind.PASSPHRASE, KdfParameters(5, 6, 7))
    more = (
        (("a", b""),),
        (("a", b"b"),),
        (("ab", b""),),
        (("a", b""), ("b", b"")),
        (("a", b"\x01\0\0\0b\0\0\0\0"),),
    )
    bound = [slot_binding(*each) for each in parts]
    bound += [slot_binding(*first, parameters) for parameters in more]
    assert len(set(bound)) == len(bound)


# -- what may not be written ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"version": 2},
        {"vault_id": b"v" * 15},
        {"geometry": Geometry(-1)},
        {"geometry": Geometry(9)},
        {"geometry": Geometry(2, data_lanes=7)},
        {"geometry": Geometry(2, band_slots=511)},
        {"key_epoch": -1},
        {"key_epoch": 2**32},
        {"revision": -1},
        {"revision": 2**32},
        {"key_slots": ()},
        {"key_slots": tuple(slot(number) for number in range(17))},
        {"key_slots": (slot(1), slot(1))},
        {"key_slots": (slot(slot_id=b""),)},
        {"key_slots": (slot(salt=b"s" * 31),)},
        {"key_slots": (slot(nonce=b"n" * 24),)},
        {"key_slots": (slot(wrapped_key=b"w" * 32),)},
        {"key_slots": (slot(commitment=b"c" * 16),)},
        {"key_slots": (slot(kdf=KdfParameters(2**32, 3, 1)),)},
        {"key_slots": (slot(kdf=KdfParameters(65536, 0, 1)),)},
        {"key_slots": (slot(kdf=KdfParameters(65536, 3, -1)),)},
        {"key_slots": (slot(label="x" * 129),)},
        {"key_slots": (slot(label="new\nline"),)},
        {"key_slots": (slot(label="\ud800"),)},
        {"key_slots": (slot(kind=UnknownKind("")),)},
        {"key_slots": (slot(kind=UnknownKind("Kind")),)},
        {"key_slots": (slot(kind=UnknownKind("recovery")),)},
        {"key_slots": (slot(kind=UnknownKind("k" * 41)),)},
        {"key_slots": (slot(parameters=(("b", b""), ("a", b""))),)},
        {"key_slots": (slot(parameters=(("a", b""), ("a", b""))),)},
        {"key_slots": (slot(parameters=(("A", b""),)),)},
        {"key_slots": (slot(parameters=(("a", b"p" * 2049),)),)},
        {"key_slots": (slot(parameters=tuple((f"p{n:02}", b"") for n in range(17))),)},
        {"old_keys": tuple(old_key(epoch) for epoch in range(5))},
        {"old_keys": (old_key(7),)},
        {"old_keys": (old_key(-1),)},
        {"old_keys": (old_key(2), old_key(1))},
        {"old_keys": (old_key(1), old_key(1))},
        {"old_keys": (old_key(1, nonce=b"n" * 24),)},
        {"old_keys": (old_key(1, wrapped_key=b"w" * 32),)},
        {"locations": (location(1),)},
        {"locations": (location(0), location(1, location_id=bytes([100]) * 16))},
        {"locations": (location(0, location_id=b"short"),)},
        {"locations": (location(0, hint="x" * 4096),)},
        {"locations": (location(0, hint="Σ" * 2048),)},
        {"locations": (location(0, hint="\ud800"),)},
        {"locations": (location(0, hint="new\nline"),)},
        {"geometry": Geometry(0), "locations": tuple(location(index) for index in range(9))},
        {
            "geometry": Geometry(8),
            "locations": tuple(location(index, hint="x" * 4095) for index in range(16)),
        },
    ],
)
def test_out_of_bounds_is_not_written(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidGeometryError):
        pack_header(header(**fields), KEY)


# -- what is not accepted -------------------------------------------------------------------------


@pytest.mark.parametrize("case", MALFORMED, ids=[case["name"] for case in MALFORMED])
def test_malformed_vectors(case: dict[str, Any]) -> None:
    raw = frozen_header()
    body = body_of(raw).decode()
    if "whole" in case:
        changed = case["whole"]
    else:
        old, new = case["replace"]
        assert old in body
        changed = body.replace(old, new)
    hostile = seal(changed.encode(), mac_of(raw))
    if case["outcome"] == "damaged":
        with pytest.raises(HeaderDamagedError):
            parse_header(hostile)
    else:
        parse_header(hostile)
    with pytest.raises(HeaderDamagedError):
        verify_header(hostile, header_key())


def header_key() -> bytes:
    return KeyState(bytes.fromhex(load("header_v1.json")["master_key"])).header_key


def test_the_vectors_would_pass_unaltered() -> None:
    verify_header(frozen_header(), header_key())


def test_every_flipped_byte_is_found_without_a_key() -> None:
    raw = pack_header(header(), KEY)
    mac_start = 16 + len(body_of(raw)) + 32
    places = [*range(mac_start), *range(mac_start + 32, len(raw), 97), len(raw) - 1]
    for place in places:
        flipped = bytearray(raw)
        flipped[place] ^= 0x01
        with pytest.raises((HeaderDamagedError, UnsupportedVersionError)):
            parse_header(bytes(flipped))


def test_every_flipped_byte_of_the_mac_is_found_with_the_key() -> None:
    raw = pack_header(header(), KEY)
    mac_start = 16 + len(body_of(raw)) + 32
    for place in range(mac_start, mac_start + 32):
        flipped = bytearray(raw)
        flipped[place] ^= 0x80
        parse_header(bytes(flipped))
        with pytest.raises(HeaderDamagedError):
            verify_header(bytes(flipped), KEY)


def test_another_key_does_not_verify() -> None:
    with pytest.raises(HeaderDamagedError, match="not authentic"):
        verify_header(pack_header(header(), KEY), bytes(32))


@pytest.mark.parametrize(
    "cut", [lambda raw: b"", lambda raw: raw[:15], lambda raw: raw[:-1], lambda raw: raw[:4096]]
)
def test_cut_short(cut: Callable[[bytes], bytes]) -> None:
    with pytest.raises(HeaderDamagedError):
        parse_header(cut(pack_header(header(), KEY)))


@pytest.mark.parametrize("extra", [b"\0", bytes(8192), bytes(MAX_HEADER_BYTES), b"x" * 8192])
def test_grown(extra: bytes) -> None:
    with pytest.raises(HeaderDamagedError):
        parse_header(pack_header(header(), KEY) + extra)


@pytest.mark.parametrize("length", [0, 1, 8176, 2**16, 2**31, 2**32 - 1])
def test_hostile_body_length(length: int) -> None:
    raw = bytearray(pack_header(header(), KEY))
    raw[12:16] = length.to_bytes(4, "little")
    with pytest.raises(HeaderDamagedError):
        parse_header(bytes(raw))


@pytest.mark.parametrize(("place", "reason"), [(0, "magic"), (7, "magic"), (10, "body length")])
def test_envelope_of_another_kind_with_a_right_digest(place: int, reason: str) -> None:
    raw = bytearray(pack_header(header(), KEY))
    raw[place] ^= 1
    end = 16 + len(body_of(bytes(raw)))
    raw[end : end + 32] = hashlib.sha256(raw[:end]).digest()
    with pytest.raises(HeaderDamagedError, match=reason):
        parse_header(bytes(raw))


def test_longer_than_a_header_may_be() -> None:
    with pytest.raises(HeaderDamagedError, match="'length'"):
        parse_header(seal(b"[" * MAX_HEADER_BYTES, bytes(32)))


@pytest.mark.parametrize("version", [0, 2, 65535])
def test_another_version_is_named(version: int) -> None:
    raw = seal(b"anything at all", bytes(32), version)
    with pytest.raises(UnsupportedVersionError) as caught:
        parse_header(raw)
    assert caught.value.version == version


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 60000,
        b'{"geometry":' * 5000,
        b'{"revision": ' + b"9" * 60000 + b"}",
        b'{"vault_id": "' + b"\\u0041" * 10000 + b'"}',
        b"\xff\xfe" * 100,
        b"\xef\xbb\xbf{}",
    ],
    ids=["deep list", "deep object", "long number", "long text", "no ASCII", "byte order mark"],
)
def test_hostile_json(body: bytes) -> None:
    with pytest.raises(HeaderDamagedError):
        parse_header(seal(body, bytes(32)))


def test_more_slots_than_anyone_needs() -> None:
    raw = pack_header(header(), KEY)
    first = json.loads(body_of(raw))["key_slots"][0]
    many = [{**first, "id": f"{number:032x}"} for number in range(17)]
    with pytest.raises(HeaderDamagedError, match="too many"):
        parse_header(altered(raw, ("key_slots",), many))


def test_errors_name_the_place_they_are_given(tmp_path: Any) -> None:
    for call in (
        lambda: parse_header(b"", tmp_path),
        lambda: verify_header(pack_header(header(), KEY), bytes(32), tmp_path),
    ):
        with pytest.raises(HeaderDamagedError) as caught:
            call()
        assert caught.value.path == tmp_path


def swap_slots(tree: Any) -> None:
    tree["key_slots"].reverse()


def drop_slot(tree: Any) -> None:
    del tree["key_slots"][0]


def swap_locations(tree: Any) -> None:
    tree["locations"].reverse()
    for index, place in enumerate(tree["locations"]):
        place["index"] = index


def drop_location(tree: Any) -> None:
    del tree["locations"][1]


def foreign_slot(tree: Any) -> None:
    foreign = json.loads(body_of(pack_header(header(key_slots=(slot(50),)), os.urandom(32))))
    tree["key_slots"][0] = foreign["key_slots"][0]


def lower_cost(tree: Any) -> None:
    tree["key_slots"][1]["kdf"]["passes"] = 1


def change_parity(tree: Any) -> None:
    tree["geometry"]["parity_lanes"] = 0


@pytest.mark.parametrize(
    "change",
    [
        swap_slots,
        drop_slot,
        swap_locations,
        drop_location,
        foreign_slot,
        lower_cost,
        change_parity,
    ],
)
def test_a_well_formed_change_is_noticed_once_there_is_a_key(
    change: Callable[[Any], None],
) -> None:
    raw = pack_header(header(), KEY)
    tree = json.loads(body_of(raw))
    change(tree)
    hostile = seal(dump(tree), mac_of(raw))
    parse_header(hostile)
    with pytest.raises(HeaderDamagedError, match="not authentic"):
        verify_header(hostile, KEY)
