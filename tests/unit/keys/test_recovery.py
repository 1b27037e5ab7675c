from __future__ import annotations

import base64
import hashlib
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import MistypedRecoveryKeyError, WrongKeyError
from engine.keys import (
    format_recovery_key,
    format_recovery_words,
    new_recovery_key,
    parse_recovery_key,
)

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


# -- as words -------------------------------------------------------------------------------------

WORDS = format_recovery_words(KEY).split()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("00" * 32, "abandon " * 23 + "art"),
        ("7f" * 32, ("legal winner thank year wave sausage worth useful " * 3)[:-7] + "title"),
        ("80" * 32, ("letter advice cage absurd amount doctor acoustic avoid " * 3)[:-6] + "bless"),
        ("ff" * 32, "zoo " * 23 + "vote"),
        (
            "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c",
            (
                "hamster diagram private dutch cause delay private meat slide toddler razor book"
                " happy fancy gospel tennis maple dilemma loan word shrug inflict delay length"
            ),
        ),
    ],
)
def test_words_are_those_of_the_vectors_of_bip_39(key: str, words: str) -> None:
    assert format_recovery_words(bytes.fromhex(key)) == words
    assert parse_recovery_key(words) == bytes.fromhex(key)


def test_the_list_is_the_one_that_everybody_has() -> None:
    from mnemonic import Mnemonic

    listed = "".join(f"{word}\n" for word in Mnemonic("english").wordlist)
    assert hashlib.sha256(listed.encode()).hexdigest() == (
        "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    )


@given(st.binary(min_size=32, max_size=32))
def test_words_come_back(key: bytes) -> None:
    words = format_recovery_words(key)
    assert len(words.split()) == 24
    assert parse_recovery_key(words) == key


@given(st.binary(min_size=32, max_size=32), st.data())
def test_words_as_people_write_them(key: bytes, data: st.DataObject) -> None:
    """In capitals, cut after four letters, numbered, in lines, with whatever between them."""
    written = ""
    for number, word in enumerate(format_recovery_words(key).split(), 1):
        word = word[: data.draw(st.sampled_from([4, 9]))]
        word = data.draw(st.sampled_from([word, word.upper(), word.capitalize()]))
        before = data.draw(st.sampled_from(["", f"{number}. ", f"{number}) ", f"{number:02d}: "]))
        written += before + word + data.draw(st.sampled_from([" ", "\n", ", ", " - ", "\t", "; "]))
    assert parse_recovery_key(written) == key


@given(st.integers(0, 23), st.integers(0, 23))
def test_words_in_another_order(one: int, other: int) -> None:
    """A swap passes the checksum once in 256: then it gives another key, and never this one."""
    swapped = list(WORDS)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    try:
        assert (parse_recovery_key(" ".join(swapped)) == KEY) == (swapped == WORDS)
    except MistypedRecoveryKeyError:
        assert swapped != WORDS


@pytest.mark.parametrize(
    "text",
    [
        " ".join(WORDS[:-1]),
        " ".join([*WORDS, "zoo"]),
        " ".join([*WORDS[:-1], "sigma"]),
        " ".join([*WORDS[:-1], "ab"]),
        " ".join([*WORDS[:12], *WORDS[:12]]),
        "abandon " * 24,
        "abandon " * 11 + "about",
        "\u0430bandon " * 23 + "art",
        "x" * 4097,
        " " * 4096 + TEXT,
    ],
)
def test_what_is_no_row_of_words(text: str) -> None:
    with pytest.raises(MistypedRecoveryKeyError) as caught:
        parse_recovery_key(text)
    assert str(caught.value) == "mistyped-recovery-key()"
    assert caught.value.__cause__ is None
