from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import HeaderDamagedError, UnsupportedVersionError
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
    verify_header,
)
from engine.types import Geometry
from tests.support.headers import body_of, dump, frozen_header, full_header, mac_of, seal

FROZEN = frozen_header()
FULL = full_header()
U32 = st.integers(0, 2**32 - 1)
COST = st.integers(1, 2**32 - 1)


def octets(length: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=length, max_size=length)


KINDS = st.one_of(
    st.sampled_from(KeySlotKind),
    st.from_regex(r"[a-z][a-z0-9]{0,5}(\+[a-z][a-z0-9]{0,5}){0,3}", fullmatch=True)
    .filter(lambda name: name not in {kind.value for kind in KeySlotKind})
    .map(UnknownKind),
)
SLOTS = st.builds(
    KeySlotRecord,
    slot_id=octets(16),
    kind=KINDS,
    label=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=32),
    created=st.none() | st.dates(),
    parameters=st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True), st.binary(max_size=100), max_size=16
    ).map(lambda found: tuple(sorted(found.items()))),
    kdf=st.builds(KdfParameters, COST, COST, COST),
    salt=octets(32),
    nonce=octets(12),
    wrapped_key=octets(48),
    commitment=octets(32),
)
HINTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40),
    st.binary(max_size=40).map(
        lambda raw: bytes(b for b in raw if b >= 0x20 and b != 0x7F).decode(
            "ascii", "surrogateescape"
        )
    ),
)


@st.composite
def old_keys(draw: st.DrawFn, epoch: int) -> tuple[OldKeyRecord, ...]:
    if epoch == 0:
        return ()
    epochs = draw(st.lists(st.integers(0, epoch - 1), unique=True, max_size=4))
    return tuple(OldKeyRecord(each, draw(octets(12)), draw(octets(48))) for each in sorted(epochs))


@st.composite
def headers(draw: st.DrawFn) -> VaultHeader:
    geometry = Geometry(draw(st.integers(0, 8)))
    ids = draw(st.lists(octets(16), unique=True, max_size=geometry.lanes))
    slots = draw(st.lists(SLOTS, min_size=1, max_size=5, unique_by=lambda slot: slot.slot_id))
    return VaultHeader(
        vault_id=draw(octets(16)),
        geometry=geometry,
        key_slots=tuple(slots),
        locations=tuple(
            LocationRecord(place, index, draw(HINTS)) for index, place in enumerate(ids)
        ),
        key_epoch=(epoch := draw(U32)),
        revision=draw(U32),
        old_keys=draw(old_keys(epoch)),
    )


def closed(raw: bytes) -> VaultHeader | None:
    """Parse; whatever comes out must be a header or one of two errors, and pack to itself."""
    try:
        parsed, mac, signed = parse_header(raw)
    except (HeaderDamagedError, UnsupportedVersionError):
        return None
    assert body_of(pack_header(parsed, bytes(32))) == body_of(raw)
    assert raw.startswith(signed)
    assert len(mac) == 32
    return parsed


@given(headers(), octets(32))
def test_round_trip(header: VaultHeader, key: bytes) -> None:
    raw = pack_header(header, key)
    assert parse_header(raw)[0] == header
    verify_header(raw, key)


@given(st.binary(max_size=300), st.integers(0, 9))
def test_any_bytes(raw: bytes, steps: int) -> None:
    assert closed(raw) is None
    assert closed(raw + bytes(max(0, 8192 * steps - len(raw)))) is None


@given(st.binary(max_size=600), st.integers(0, 65535))
def test_any_body_in_a_right_envelope(body: bytes, version: int) -> None:
    assert closed(seal(body, bytes(32), version)) is None


@given(st.data())
def test_mutated_bytes(data: st.DataObject) -> None:
    genuine = data.draw(st.sampled_from([FROZEN, FULL]))
    raw = bytearray(genuine)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, 16 + len(body_of(genuine)) + 80))
        raw[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    parsed = closed(bytes(raw))
    # The plain digest covers all but the MAC, so what still parses is the header itself.
    assert parsed is None or parsed == parse_header(genuine)[0]


@given(st.data())
def test_mutated_text_with_the_digest_made_right(data: st.DataObject) -> None:
    genuine = data.draw(st.sampled_from([FROZEN, FULL]))
    body = bytearray(body_of(genuine))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(body) - 1))
        piece = data.draw(st.sampled_from([b"", b"0", b'"', b"{", b"[", b",", b"\\", b"-", b"f"]))
        body[place : place + data.draw(st.integers(0, 3))] = piece
    hostile = seal(bytes(body), mac_of(genuine))
    parsed = closed(hostile)
    same = bytes(body) == body_of(genuine)
    assert parsed is None or (parsed == parse_header(genuine)[0]) == same


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=40)
    | st.binary(max_size=48).map(bytes.hex),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def places(tree: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps: list[Any] = []
    if isinstance(tree, dict):
        steps = list(tree)
    elif isinstance(tree, list):
        steps = list(range(len(tree)))
    found = [(*here, step) for step in steps]
    return found + [deep for step in steps for deep in places(tree[step], (*here, step))]


# The first text that hypothesis draws builds its table of characters.
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_value_in_any_place(data: st.DataObject) -> None:
    genuine = data.draw(st.sampled_from([FROZEN, FULL]))
    tree = json.loads(body_of(genuine))
    place = data.draw(st.sampled_from(places(tree)))
    holder = tree
    for step in place[:-1]:
        holder = holder[step]
    if data.draw(st.booleans()):
        holder[place[-1]] = data.draw(JSON)
    else:
        del holder[place[-1]]
    closed(seal(dump(tree), mac_of(genuine)))
