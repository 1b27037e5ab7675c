from __future__ import annotations

import base64
import hashlib
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import MistypedRecoveryKeyError, WrongKeyError
from engine.keys import format_recovery_key, new_recovery_key, parse_recovery_key

KEY = bytes(range(7, 39))
TEXT = format_recovery_key(KEY)
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_against_the_standard_librarys_base32() -> None:
    packed = KEY + hashlib.sha256(b"sigmavault 1 recovery key" + KEY).digest()[:3]
    rfc4648 = string.ascii_uppercase + "234567"
    expected = base64.b32encode(packed).decode().translate(str.maketrans(rfc4648, CROCKFORD))
    assert TEXT.replace("-", "") == expected


def test_shape() -> None:
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}", TEXT)


@given(st.binary(min_size=32, max_size=32))
def test_round_trip(key: bytes) -> None:
    assert parse_recovery_key(format_recovery_key(key)) == key


@pytest.mark.parametrize("key", [bytes(32), b"\xff" * 32])
def test_round_trip_at_the_ends(key: bytes) -> None:
    assert parse_recovery_key(format_recovery_key(key)) == key


def test_new_keys_are_new() -> None:
    keys = {new_recovery_key() for _ in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {32}


@pytest.mark.parametrize(
    "text",
    [
        TEXT.lower(),
        TEXT.replace("-", ""),
        TEXT.replace("-", " "),
        TEXT.replace("-", "\N{EN DASH}"),
        f"\n  {TEXT}\t\r\n",
        " - ".join(TEXT),
        TEXT.replace("0", "O").replace("1", "l"),
        TEXT.replace("0", "o").replace("1", "I"),
    ],
)
def test_as_people_type_it(text: str) -> None:
    assert parse_recovery_key(text) == KEY


def test_the_example_has_what_is_easily_misread() -> None:
    assert "0" in TEXT
    assert "1" in TEXT


def test_every_single_mistype_is_found() -> None:
    for place, right in enumerate(TEXT):
        if right == "-":
            continue
        for wrong in CROCKFORD.replace(right, ""):
            with pytest.raises(MistypedRecoveryKeyError):
                parse_recovery_key(TEXT[:place] + wrong + TEXT[place + 1 :])


def test_every_swap_of_neighbours_is_found() -> None:
    plain = TEXT.replace("-", "")
    for place in range(len(plain) - 1):
        swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        if swapped != plain:
            with pytest.raises(MistypedRecoveryKeyError):
                parse_recovery_key(swapped)


@pytest.mark.parametrize(
    "text",
    ["", "-", TEXT[:-1], TEXT + "0", TEXT + TEXT, TEXT.replace("0", "U"), TEXT[:-1] + "\udcff"],
)
def test_what_is_no_recovery_key(text: str) -> None:
    with pytest.raises(MistypedRecoveryKeyError):
        parse_recovery_key(text)


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    with pytest.raises(WrongKeyError):
        parse_recovery_key(text)


@given(st.text("ſıİﬁ٣²Ⅷ" + CROCKFORD, min_size=56, max_size=56))
def test_letters_that_only_look_alike(text: str) -> None:
    with pytest.raises(WrongKeyError):
        parse_recovery_key(text)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_key_of_another_length(length: int) -> None:
    with pytest.raises(ValueError, match=str(length)):
        format_recovery_key(bytes(length))
