"""Whether a name fits what somebody typed."""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache


def folded(text: str) -> str:
    """Text for comparison: without case, and with one way to write each accented letter.

    Canonical caseless matching (Unicode 16, section 3.13, D145).
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())


@lru_cache(maxsize=16)
def name_matcher(pattern: str) -> Callable[[bytes], bool]:
    """Whether a name fits a pattern: as a part of it or, with `*` or `?`, as a whole."""
    wanted = folded(pattern)
    if "*" not in wanted and "?" not in wanted:
        return lambda name: wanted in folded(name.decode("utf-8", "replace"))
    # An accented letter is one character to whoever types a question mark.
    composed = unicodedata.normalize("NFC", wanted)
    fits = re.compile(fnmatch.translate(composed.replace("[", "[[]"))).match
    return lambda name: (
        fits(unicodedata.normalize("NFC", folded(name.decode("utf-8", "replace")))) is not None
    )
