from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.keys import HybridMixer
from engine.keys.hkdf import Secret

SECRETS = st.lists(
    st.tuples(st.binary(max_size=6), st.binary(max_size=6)),
    min_size=1,
    max_size=4,
    unique_by=lambda pair: pair[0],
)


def mixed(
    secrets: list[tuple[bytes, bytes]], domain: bytes = b"test", info: bytes = b"use"
) -> bytes:
    mixer = HybridMixer(domain)
    for name, secret in secrets:
        mixer.add(name, secret)
    return bytes(mixer.mix(info, 32))


def test_against_hmac() -> None:
    framed = b"\x01\0\0\0a" + b"\x03" + bytes(7) + b"one" + b"\x02\0\0\0bb" + bytes(8)
    key = hmac.new(b"test", framed, hashlib.sha256).digest()
    expected = hmac.new(key, b"use\x01", hashlib.sha256).digest()
    assert mixed([(b"a", b"one"), (b"bb", b"")]) == expected


@given(SECRETS, SECRETS)
def test_different_secrets_give_different_keys(
    one: list[tuple[bytes, bytes]], other: list[tuple[bytes, bytes]]
) -> None:
    assert (mixed(one) == mixed(other)) == (one == other)


@pytest.mark.parametrize(
    "other",
    [
        [(b"a", b"onet"), (b"b", b"wo")],
        [(b"b", b"two"), (b"a", b"one")],
        [(b"a", b"two"), (b"b", b"one")],
        [(b"a", b"one")],
        [(b"a", b"one"), (b"b", b"two"), (b"c", b"")],
        [(b"ao", b"ne"), (b"b", b"two")],
    ],
    ids=["byte moved", "order", "names swapped", "left out", "empty added", "name grown"],
)
def test_neighbouring_lists(other: list[tuple[bytes, bytes]]) -> None:
    assert mixed([(b"a", b"one"), (b"b", b"two")]) != mixed(other)


def test_domain_info_and_length_count() -> None:
    secrets = [(b"a", b"one")]
    assert len({mixed(secrets), mixed(secrets, b"Test"), mixed(secrets, b"test", b"Use")}) == 3
    assert len(HybridMixer(b"test").add(b"a", b"one").mix(b"use", 77)) == 77


def test_any_kind_of_buffer() -> None:
    forms: list[Secret] = [b"one", bytearray(b"one"), memoryview(b"one")]
    made = [HybridMixer(b"test").add(b"a", form).mix(b"use", 32) for form in forms]
    assert made == [made[0]] * 3


def test_misuse() -> None:
    with pytest.raises(ValueError, match="no secret"):
        HybridMixer(b"test").mix(b"use", 32)
    with pytest.raises(ValueError, match="twice"):
        HybridMixer(b"test").add(b"twice", b"1").add(b"twice", b"2")
