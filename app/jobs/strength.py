"""How long a passphrase would hold out, told honestly.

zxcvbn (Wheeler, USENIX Security 2016) counts the guesses that an attacker needs who knows words,
names, dates, keyboards and habits. What a guess costs is ours to say: the vault's key derivation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.text.translation import mark, number, tr, tr_marked
from engine.progress import CancelToken, Report

LONGEST_JUDGED = 72
"""Characters that are looked at: the time to look grows with their square, and no longer
passphrase is weak unless its beginning is."""

ATTACKERS_MACHINES = 1000
"""Machines like this one that we credit an attacker with."""

_YEAR_S = 365.25 * 86400

_SPANS = (
    (60.0, mark("seconds")),
    (3600.0, mark("minutes")),
    (86400.0, mark("hours")),
    (30 * 86400.0, mark("days")),
    (_YEAR_S, mark("months")),
    (100 * _YEAR_S, mark("years")),
    (10_000 * _YEAR_S, mark("centuries")),
)
_LEVELS = (3600.0, 30 * 86400.0, 100 * _YEAR_S, 10_000 * _YEAR_S)


@dataclass(frozen=True, slots=True)
class Strength:
    """A judgement."""

    level: int
    """0 (useless) to 4 (beyond reach)."""
    sentence: str
    advice: str = ""

    @property
    def is_enough(self) -> bool:
        """Whether we would let it pass without a word."""
        return self.level >= 2


def judge(
    passphrase: str,
    own_words: Sequence[str],
    seconds_per_guess: float,
    _cancel: CancelToken,
    _report: Report,
) -> Strength:
    """Judge a passphrase.

    Args:
        passphrase: As it was typed.
        own_words: What an attacker knows of the user: names of the vault and of its folder.
        seconds_per_guess: What one derivation of the key takes.
    """
    from zxcvbn import zxcvbn

    judged = passphrase[:LONGEST_JUDGED]
    found = zxcvbn(judged, user_inputs=list(own_words), max_length=LONGEST_JUDGED)
    seconds = float(found["guesses"]) * seconds_per_guess / ATTACKERS_MACHINES
    level = sum(seconds >= bound for bound in _LEVELS)
    advice = _advice(str(found["feedback"]["warning"] or "")) if level < 3 else ""
    if level < 2 and not advice:
        advice = tr("Add a few more unrelated words.")
    sentence = tr("{machines} machines like this one take {time} to guess it.").format(
        machines=number(ATTACKERS_MACHINES), time=_span(seconds)
    )
    return Strength(level, sentence, advice)


_WARNINGS = {
    str(warning): warning
    for warning in (
        mark("Straight rows of keys are easy to guess."),
        mark("Short keyboard patterns are easy to guess."),
        mark('Repeats like "aaa" are easy to guess.'),
        mark('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
        mark('Sequences like "abc" or "6543" are easy to guess.'),
        mark("Recent years are easy to guess."),
        mark("Dates are often easy to guess."),
        mark("This is a top-10 common password."),
        mark("This is a top-100 common password."),
        mark("This is a very common password."),
        mark("This is similar to a commonly used password."),
        mark("A word by itself is easy to guess."),
        mark("Names and surnames by themselves are easy to guess."),
        mark("Common names and surnames are easy to guess."),
    )
}
"""What zxcvbn says, word for word."""


def _advice(warning: str) -> str:
    return tr_marked(_WARNINGS[warning]) if warning in _WARNINGS else warning


def _span(seconds: float) -> str:
    for bound, text in _SPANS:
        if seconds < bound:
            return tr_marked(text)
    return tr("more than {years} years").format(years=number(10_000))
