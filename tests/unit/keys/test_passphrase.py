from __future__ import annotations

import traceback
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InvalidPassphraseError
from engine.keys import normalise_passphrase

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@pytest.mark.parametrize(
    ("one", "other"),
    [("é", "e\u0301"), ("Å", "\N{ANGSTROM SIGN}"), ("각", "\u1100\u1161\u11a8")],
)
def test_same_letters_same_bytes(one: str, other: str) -> None:
    assert one != other
    assert normalise_passphrase(one) == normalise_passphrase(other)


@pytest.mark.parametrize(
    ("one", "other"), [("a", "A"), ("a", "a "), ("a", " a"), ("ﬁ", "fi"), ("ß", "ss"), ("a\n", "a")]
)
def test_different_text_stays_different(one: str, other: str) -> None:
    assert normalise_passphrase(one) != normalise_passphrase(other)


@given(TEXT)
def test_every_form_of_a_text_gives_the_same(text: str) -> None:
    expected = normalise_passphrase(text)
    assert normalise_passphrase(unicodedata.normalize("NFD", text)) == expected
    assert normalise_passphrase(expected.decode()) == expected


def test_empty_is_refused() -> None:
    with pytest.raises(InvalidPassphraseError):
        normalise_passphrase("")


def test_what_is_no_text_is_refused_and_not_shown() -> None:
    with pytest.raises(InvalidPassphraseError) as caught:
        normalise_passphrase("hunter2\udcff")
    shown = "".join(traceback.format_exception(caught.value, chain=True))
    assert "UnicodeEncodeError" not in shown
    assert caught.value.__suppress_context__
    assert "hunter2" not in str(caught.value)


def test_the_bytes_can_be_wiped() -> None:
    assert isinstance(normalise_passphrase("typed"), bytearray)


@pytest.mark.parametrize("text", ["x" * 2**20, "ü" * 2**19, "u\u0308" * 2**19])
def test_a_megabyte_is_taken_whole(text: str) -> None:
    assert len(normalise_passphrase(text)) == 2**20


@pytest.mark.parametrize("text", ["x" * (2**20 + 1), "ü" * (2**19 + 1), "\u0344" * 2**19])
def test_more_is_refused_and_not_cut(text: str) -> None:
    with pytest.raises(InvalidPassphraseError, match="over-1-mib"):
        normalise_passphrase(text)
