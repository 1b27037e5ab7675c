"""Where a value lies on an axis, and at which values an axis has its marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LOGARITHMIC_FROM = 40.0
"""The largest value over the smallest: from here on the small ones would be too short to be seen."""

_LEAST_BAR = 0.25
"""Of a decade: what the shortest bar of a logarithmic axis has at least."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis; `start` and `end` are places on it, as `place` gives them."""

    start: float
    end: float
    logarithmic: bool

    def place(self, value: float) -> float:
        """Where a value lies."""
        return math.log10(value) if self.logarithmic else value

    def ticks(self, most: int) -> list[float]:
        """Round values, so many at most."""
        if self.logarithmic:
            return self._decades(most)
        if self.end <= 0:
            return [0.0]
        raw = self.end / (most - 1)
        power = 10.0 ** math.floor(math.log10(raw))
        step = next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= raw * 0.999)
        return [number * step for number in range(int(self.end / step * 1.001) + 1)]

    def _decades(self, most: int) -> list[float]:
        first, last = math.ceil(self.start - 1e-9), math.floor(self.end + 1e-9)
        decades = list(range(first, last + 1))
        every = math.ceil(len(decades) / most) if decades else 1
        if len(decades) > 2:
            return [10.0**each for each in decades[::every]]
        return [
            value
            for each in range(first - 1, last + 1)
            for factor in (1, 2, 5)
            if self.start - 1e-9 <= math.log10(value := factor * 10.0**each) <= self.end + 1e-9
        ]


def scale_of(values: Sequence[float]) -> Scale:
    """The axis for some values above 0: from 0 on, or logarithmic where they differ by orders."""
    if not values:
        return Scale(0.0, 1.0, logarithmic=False)
    low, high = min(values), max(values)
    if low > 0 and high / low >= LOGARITHMIC_FROM:
        start = math.floor(math.log10(low))
        if math.log10(low) - start < _LEAST_BAR:
            start -= 1
        return Scale(float(start), math.log10(high), logarithmic=True)
    return Scale(0.0, high or 1.0, logarithmic=False)
