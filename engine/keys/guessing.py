"""What guessing at a passphrase costs: measured on this machine, estimated for an attacker.

An estimate, and honest only as such. It says what today's cards do with today's programs; both get
better, and somebody may have thousands of cards, pay less for them, or build something for the
purpose. It errs in the attacker's favour where it can. What decides is how many guesses a passphrase
is good for: each further random word multiplies them by thousands, and no cost makes up for that.

Argon2 is bound by memory: cards of different makes and programs of different authors move about
three bytes for each byte of each pass, so that the rate falls with memory times passes. Measured by
others, in public:
- hashcat, RTX 4090 (1,008 GB/s): 1,667 guesses a second at 64 MiB, 3 passes
  (github.com/hashcat/hashcat/pull/4284, Netherlands Forensic Institute, July 2025);
- John the Ripper, RTX 5090 (1,792 GB/s): 11,434 a second at 16 MiB, 3 passes
  (github.com/openwall/john/pull/5382, July 2025).
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from engine.constants import SALT_BYTES
from engine.keys.kdf import KdfParameters, derive_passphrase_key

CARD_KIB_PASSES_PER_S = 11_434 * 16 * 1024 * 3
"""What one card gets through, in KiB times passes a second: the faster of the two above. Larger
memory leaves fewer guesses side by side and is slower than that; we do not count on it."""

CARD_USD_PER_HOUR = 0.5
"""Taken for the rent of such a card: an assumption, on the low side of what it costs in 2026."""

_HOUR_S = 3600.0
_MEASUREMENTS = 3


@dataclass(frozen=True, slots=True)
class AttackEstimate:
    """What an attacker pays who has a copy of the vault."""

    guesses: float
    """So many are made on average before the right one."""
    guesses_per_second: float
    """On one card."""
    card_hours: float
    """Of one card; n cards take an n-th of it."""
    usd: float
    """At `CARD_USD_PER_HOUR`."""


def guess_rate(kdf: KdfParameters) -> float:
    """Measure how many guesses a second this machine makes, one after the other.

    Takes four derivations' time. The median counts, after one that wakes the processor.

    Raises:
        KdfCostError: The cost is out of bounds, or the memory for it could not be had.
    """
    _derive(kdf)
    return 1 / statistics.median(_derive(kdf) for _ in range(_MEASUREMENTS))


def card_guess_rate(kdf: KdfParameters) -> float:
    """Estimate how many guesses a second one large graphics card makes."""
    return CARD_KIB_PASSES_PER_S / (kdf.memory_kib * kdf.passes)


def estimate_attack(kdf: KdfParameters, guesses: float) -> AttackEstimate:
    """Estimate what so many guesses cost.

    Args:
        kdf: Cost of one guess.
        guesses: How many it takes on average: half of all that are as likely as the right one.

    Raises:
        ValueError: Less than one guess.
    """
    if not guesses >= 1:
        raise ValueError(guesses)
    rate = card_guess_rate(kdf)
    hours = guesses / rate / _HOUR_S
    return AttackEstimate(guesses, rate, hours, hours * CARD_USD_PER_HOUR)


def _derive(kdf: KdfParameters) -> float:
    start = time.perf_counter()
    derive_passphrase_key(b"guess", bytes(SALT_BYTES), kdf)
    return time.perf_counter() - start
