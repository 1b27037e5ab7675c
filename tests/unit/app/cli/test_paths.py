"""Paths inside a vault, as people type them."""

from __future__ import annotations

import pytest

from app.cli.paths import inner_source, names_a_folder, split, vault_path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", b"/"),
        ("/", b"/"),
        (".", b"/"),
        ("//", b"/"),
        ("a", b"/a"),
        ("/a/b/", b"/a/b"),
        ("a/./b//c", b"/a/b/c"),
        ("/a/../../b", b"/b"),
        ("bad\udcff", b"/bad\xff"),
    ],
)
def test_vault_path(text: str, path: bytes) -> None:
    assert vault_path(text) == path


def test_sources_keep_their_dot() -> None:
    assert inner_source("/a/.") == b"/a/."
    assert inner_source("/a/b") == b"/a/b"
    assert inner_source("/.") == b"/"
    assert inner_source("/") == b"/"


def test_names_a_folder() -> None:
    assert names_a_folder("/a/")
    assert names_a_folder(".")
    assert not names_a_folder("/a")


def test_split() -> None:
    assert split(b"/a/b") == (b"/a", b"b")
    assert split(b"/a") == (b"/", b"a")
    assert split(b"/") == (b"/", b"")
