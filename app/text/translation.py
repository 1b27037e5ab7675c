"""Translated words: two functions that every sentence for a person goes through.

They know no Qt, since the command line says the same sentences without it; the window puts Qt's
translator in here when it starts.
"""

from __future__ import annotations

from collections.abc import Callable

Translate = Callable[[str, int | None], str]
"""(text, n) to its translation, with n put in for `%n`; the text itself where there is none."""

_translate: Translate | None = None


def install(translate: Translate | None) -> None:
    """Translate by this function from now on; None: English."""
    global _translate
    _translate = translate


def tr(text: str) -> str:
    """The text in the reader's language.

    Values are put in afterwards, so that a translation may order them anew:
    `tr("Delete {name}?").format(name=name)`.
    """
    return text if _translate is None else _translate(text, None)


def trn(one: str, many: str, n: int) -> str:
    """A text with a count in it: `trn("%n file", "%n files", n)`; `many` is the key to translations."""
    if _translate is not None:
        translated = _translate(many, n)
        if translated != many.replace("%n", str(n)):
            return translated
    return (one if n == 1 else many).replace("%n", f"{n:,}")
