"""Two runs side by side."""

from __future__ import annotations

from dataclasses import dataclass

from engine.benchmark.catalogue import Unit
from engine.benchmark.results import Result, Results, Subject


@dataclass(frozen=True, slots=True)
class Comparison:
    """One benchmark in both runs."""

    name: str
    category: str
    unit: Unit
    subject: Subject
    cold: bool | None
    ratio: float
    """How many times better the second run is, whatever the unit: above 1 is better."""
    better: bool | None
    """None while the spreads of the two overlap: the difference may be chance."""


def compare(a: Results, b: Results) -> tuple[Comparison, ...]:
    """The second run measured by the first: every benchmark that both have values of.

    Args:
        a: What to compare with: a baseline, an earlier run.
        b: What is compared, in whose order the comparisons come.
    """
    before = {_key(each): each for each in a.results if each.values}
    return tuple(
        _compared(before[_key(each)], each)
        for each in b.results
        if each.values and _key(each) in before and before[_key(each)].unit is each.unit
    )


def _compared(old: Result, new: Result) -> Comparison:
    rises = new.unit.higher_is_better
    ratio = new.median / old.median if rises else old.median / new.median
    return Comparison(
        new.name, new.category, new.unit, new.subject, new.cold, ratio, _better(old, new, rises)
    )


def _better(old: Result, new: Result, rises: bool) -> bool | None:
    if new.low > old.high:
        return rises
    if new.high < old.low:
        return not rises
    return None


def _key(result: Result) -> tuple[str, Subject, bool | None]:
    return result.name, result.subject, result.cold
