"""Damage that reads met: remembered once for each slot, and no more of it than anyone reads."""

from __future__ import annotations

import logging

from engine.types import Damage

log = logging.getLogger(__name__)

KEPT = 10_000
"""Damaged slots that are remembered; a scrub names all of them."""


class DamageLog:
    """Written by every thread that reads; a dictionary keeps the order and needs no lock."""

    def __init__(self) -> None:
        self._seen: dict[Damage, None] = {}

    @property
    def seen(self) -> tuple[Damage, ...]:
        """What was met, in that order."""
        return tuple(self._seen)

    def note(self, damage: Damage) -> None:
        """Remember a damaged slot."""
        if damage in self._seen or len(self._seen) >= KEPT:
            return
        self._seen[damage] = None
        log.warning(
            "damage: %s row %d lane %d, %s", damage.band, damage.row, damage.lane, damage.reason
        )
