"""How long a passphrase would hold out, told honestly.

zxcvbn (Wheeler, USENIX Security 2016) counts the guesses that an attacker needs who knows words,
names, dates, keyboards and habits. What a guess costs is ours to say: the vault's key derivation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.progress import CancelToken, Report

LONGEST_JUDGED = 72
"""Characters that are looked at: the time to look grows with their square, and no longer
passphrase is weak unless its beginning is."""

ATTACKERS_MACHINES = 1000
"""Machines like this one that we credit an attacker with."""

_YEAR_S = 365.25 * 86400

_SPANS = (
    (60.0, "seconds"),
    (3600.0, "minutes"),
    (86400.0, "hours"),
    (30 * 86400.0, "days"),
    (_YEAR_S, "months"),
    (100 * _YEAR_S, "years"),
    (10_000 * _YEAR_S, "centuries"),
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
    advice = str(found["feedback"]["warning"] or "") if level < 3 else ""
    if level < 2 and not advice:
        advice = "Add a few more unrelated words."
    sentence = f"{ATTACKERS_MACHINES:,} machines like this one take {_span(seconds)} to guess it."
    return Strength(level, sentence, advice)


def _span(seconds: float) -> str:
    for bound, text in _SPANS:
        if seconds < bound:
            return text
    return "more than 10,000 years"
