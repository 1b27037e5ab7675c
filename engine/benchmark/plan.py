"""What a run is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """A run of the suite."""

    categories: frozenset[str]
    """Names out of CATEGORIES."""
    rounds: int
    """Rounds that count; one more is made before them to warm up."""
    quick: bool
    """Small amounts, to see that it works; else what the figures in the documents are made with."""
    place: Path
    """An existing folder on the disk to measure. What is made in it is removed again."""
