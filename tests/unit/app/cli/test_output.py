"""Names of any bytes reach any stream."""

from __future__ import annotations

import io
import json
import sys

import pytest

from app.cli.output import note, prepare_streams, say, say_json

NAME = b"\xcf\x83 bad\xff\xfe\n".decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", b"\xcf\x83 bad\xff\xfe\n\n"),
        ("ascii", b"\\u03c3 bad\xff\xfe\n\n"),
        ("latin-1", b"\\u03c3 bad\xff\xfe\n\n"),
    ],
)
def test_the_bytes_of_a_name_pass(
    monkeypatch: pytest.MonkeyPatch, encoding: str, written: bytes
) -> None:
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding))
    prepare_streams()
    say(NAME)
    note(NAME)
    assert out.getvalue() == written
    assert b"\\udcff" in err.getvalue()


def test_json_is_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "ascii"))
    say_json({"name": NAME})
    assert json.loads(out.getvalue()) == {"name": NAME}
