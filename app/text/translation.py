"""Translated words: one function that every sentence for a person goes through.

It knows no Qt, since the command line says the same sentences without it; the window puts Qt's
translator in here when it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Translate(Protocol):
    """Gives the translation of a text, or the text itself where there is none."""

    def __call__(self, text: str, n: int | None) -> str:
        """Translate `text`; `n` chooses among its plural forms."""


def _keep(text: str, n: int | None) -> str:
    return text if n is None else text.replace("%n", str(n))


_translate: Translate = _keep


def install(translate: Callable[[str, int | None], str] | None) -> None:
    """Translate by this function from now on; None: English."""
    global _translate
    _translate = _keep if translate is None else translate


def tr(text: str, n: int | None = None) -> str:
    """The text in the reader's language.

    Values are put in afterwards, so that a translation may order them anew:
    `tr("Delete {name}?").format(name=name)`. A count is `%n`, given as `n`:
    `tr("%n file(s)", n=count)`.
    """
    return _translate(text, n)
