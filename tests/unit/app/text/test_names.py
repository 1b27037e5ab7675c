"""Names of any bytes can be shown, and given back."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.names import exact, shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"plain.txt", "plain.txt"),
        ("Grüße 文件 😀".encode(), "Grüße 文件 😀"),
        (b"a b", "a b"),
        (b"new\nline", "new\\x0aline"),
        (b"\x1b[31mred", "\\x1b[31mred"),
        (b"bad\xff\xfe", "bad\\xff\\xfe"),
        ("\u202egnp.exe".encode(), "\\u202egnp.exe"),
        (Path("/a/b"), "/a/b"),
        ("text", "text"),
    ],
)
def test_shown(name: bytes | str | Path, text: str) -> None:
    assert shown(name) == text


@given(st.binary(max_size=60))
def test_whatever_the_bytes_nothing_but_printable_text_is_shown(name: bytes) -> None:
    text = shown(name)
    assert all(character.isprintable() or character.isspace() for character in text)
    assert not set(text) & set("\n\r\t\x1b\x00\x7f\u2028\u2029")
    text.encode("utf-8")


@given(st.binary(max_size=60))
def test_json_gives_the_bytes_back(name: bytes) -> None:
    assert os.fsencode(json.loads(json.dumps(exact(name)))) == name
