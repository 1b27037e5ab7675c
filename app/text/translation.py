"""Translated words: the functions that every sentence for a person goes through.

They know no Qt, since the command line says the same sentences without it, in English; the window
puts the reader's language in here when it starts.

Only literal texts are translated, so that `packaging/translate.py` can find them all: `tr("…")` and
`trn("…", "…", n)` where a sentence is shown, `mark("…")` where it stands in a table that is shown
later, by `tr_marked`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NewType, Protocol

Marked = NewType("Marked", str)
"""A text in English that translators know; only `mark` makes one."""

_LEFT_TO_RIGHT_ISOLATE, _FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2066", "\u2068", "\u2069"
_VALUE = re.compile(r"\{\w*\}")
_RIGHT_TO_LEFT_MARK = "\u200f"
_MARKS = re.compile("[\u200f\u2066\u2068\u2069]")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


class Language(Protocol):
    """What a reader's language has to know."""

    @property
    def is_right_to_left(self) -> bool:
        """Whether its text runs from right to left."""

    def translate(self, text: str, n: int | None) -> str | None:
        """A text's translation, in its form for `n` with `%n` still in it; None where there is none."""

    def number(self, value: float, places: int, *, grouped: bool) -> str:
        """A number with so many decimal places, grouped by thousands or not."""

    def moment(self, time_s: int) -> str | None:
        """A point in time, local, to the minute; None for the usual form."""


_language: Language | None = None


def install(language: Language | None) -> None:
    """Speak this language from now on; None: English, as a terminal has it."""
    global _language
    _language = language


def language() -> Language | None:
    """The language that is spoken; None: English, as a terminal has it."""
    return _language


def mark(text: str) -> Marked:
    """A text that is translated when it is shown; for tables that are made before anybody reads."""
    return Marked(text)


def tr(text: str) -> str:
    """The text in the reader's language.

    Values are put in afterwards, so that a translation may order them anew:
    `tr("Delete {name}?").format(name=name)`.
    """
    return _translated(text)


def tr_marked(text: Marked) -> str:
    """A marked text in the reader's language."""
    return _translated(text)


def trn(one: str, many: str, n: int) -> str:
    """A text with a count in it: `trn("%n file", "%n files", n)`; `many` is the key to translations."""
    found = _language.translate(many, n) if _language is not None else None
    return (found or (one if n == 1 else many)).replace("%n", number(n))


def number(value: float, places: int = 0, *, grouped: bool = True) -> str:
    """A number as the reader writes it: `1,234.5`."""
    if _language is not None:
        return _language.number(value, places, grouped=grouped)
    return f"{value:,.{places}f}" if grouped else f"{value:.{places}f}"


def isolated(text: str) -> str:
    """A name as it may stand in a sentence of the other direction without tearing it apart.

    A path runs from left to right, each of its names as it wants to. The marks are Unicode's
    isolates (UAX #9). A terminal gets none: names are copied from there.
    """
    if _language is None or not text:
        return text
    if _language.is_right_to_left or any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text
    ):
        # Qt lays a line out as its first letter runs that is in no isolate.
        begin = _RIGHT_TO_LEFT_MARK if _language.is_right_to_left else ""
        names = [f"{_FIRST_STRONG_ISOLATE}{name}{_POP_ISOLATE}" for name in text.split("/")]
        if len(names) == 1:
            return begin + names[0]
        return f"{begin}{_LEFT_TO_RIGHT_ISOLATE}{'/'.join(names)}{_POP_ISOLATE}"
    return text


def without_marks(text: str) -> str:
    """A text without the marks that `isolated` and right-to-left languages put into it."""
    return _MARKS.sub("", text)


def first_direction(text: str) -> str:
    """Where a text's first letter runs to: "L" from left to right, "R" the other way, "" unknown."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L" or direction in _RIGHT_TO_LEFT:
            return direction[0].replace("A", "R")
    return ""


def _translated(text: str) -> str:
    found = _language.translate(text, None) if _language is not None else None
    if not found:
        return text
    if (
        _language is not None
        and _language.is_right_to_left
        and first_direction(_VALUE.sub("", found)) == "L"
    ):
        return _RIGHT_TO_LEFT_MARK + found
    return found
