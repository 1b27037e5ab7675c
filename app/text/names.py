"""Names of files as they may be shown: any bytes in, harmless characters out."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from app.text.translation import isolated

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories that move the cursor, reverse the text's direction or cannot be encoded.

A file's name is chosen by whoever made the file; printed raw it could rewrite what the terminal
shows.
"""


def shown(name: bytes | str | Path) -> str:
    """A name as text that may be printed: everything that could act on a terminal is escaped.

    In the window it may stand in a sentence of either direction.
    """
    text = os.fsdecode(name)
    if not text.isprintable():
        text = "".join(_escaped(character) for character in text)
    return isolated(text)


def exact(name: bytes) -> str:
    """A name for JSON: UTF-8 as it is, any other byte as the code points U+DC80 to U+DCFF.

    `os.fsencode` gives the bytes back.
    """
    return name.decode("utf-8", "surrogateescape")


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _INVISIBLE:
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8, as os.fsdecode hands it over
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
