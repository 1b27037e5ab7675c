"""Medians, spreads and ratios of repeated measurements."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

One = TypeVar("One")


class Spread(NamedTuple):
    """The middle and the extremes of some values."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Median, smallest and largest.

    Raises:
        ValueError: There are no values.
    """
    if not values:
        raise ValueError("nothing was measured")
    return Spread(statistics.median(values), min(values), max(values))


def rate(amount: float, seconds: float) -> float:
    """Amount per second; a time too short to be measured counts as a nanosecond."""
    return amount / max(seconds, 1e-9)


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """How many times faster we were, round by round.

    The two are compared within a round, since what else the machine does changes between rounds.

    Args:
        ours: Seconds in each round.
        theirs: Seconds of the other in the same rounds.

    Raises:
        ValueError: The rounds do not pair up.
    """
    return [other / max(own, 1e-9) for own, other in zip(ours, theirs, strict=True)]


def in_turn(all_of_them: Sequence[One], turn: int) -> list[One]:
    """The order of a turn: each one begins with the next, so that nobody always goes first."""
    if not all_of_them:
        return []
    first = turn % len(all_of_them)
    return [*all_of_them[first:], *all_of_them[:first]]
