"""What the tests of reliability have tried, counted: the table of docs/reliability.md.

A test counts a trial once it has passed, so that a figure never tells of something that failed.
"""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path


@enum.unique  # two of one text would be one and the same
class Trial(enum.StrEnum):
    """What is counted; the text is the table's."""

    POWER_CUT = "power cuts replayed (a cut point with one set of surviving writes)"
    CUT_POINT = "cut points: places between two events of the disk"
    IO_ERROR = "writes, allocations and syncs that were made to fail (EIO, ENOSPC)"
    KILL = "processes killed while they wrote"
    FSYNCED = "files checked after a cut or a kill that had been synced before it"
    FSYNCED_LOST = "of these, lost or older"
    PIECE_ALTERED = "pieces altered, cut, exchanged or put back old"
    PIECE_FOUND = "of these, found"
    BAND_LOST = "band files lost or ruined within what redundancy covers"
    BAND_REBUILT = "of these, rebuilt, with every file compared"
    TRANSPLANT = "pieces transplanted to another place, time or vault"
    TRANSPLANT_FOUND = "of these, refused"
    HOSTILE = "hostile inputs to parsers and openings"
    MODEL_STEP = "random steps compared with a model"
    ROLLBACK = "old copies put back"
    ROLLBACK_FOUND = "of these, noticed"
    SALVAGED = "files salvaged without index or superblocks, compared"
    WRONG = "files read wrong without an error"


MUST_BE_ZERO = (Trial.FSYNCED_LOST, Trial.WRONG)
"""What the table says although nothing ever counts it: a single one fails its test."""

MUST_MATCH = (
    (Trial.PIECE_ALTERED, Trial.PIECE_FOUND),
    (Trial.BAND_LOST, Trial.BAND_REBUILT),
    (Trial.TRANSPLANT, Trial.TRANSPLANT_FOUND),
    (Trial.ROLLBACK, Trial.ROLLBACK_FOUND),
)
"""(tried, found): as many of one as of the other."""


class Tally:
    """Counts of trials."""

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        self.counts: Counter[str] = Counter(dict(counts or {}))

    def add(self, trial: Trial, count: int = 1) -> None:
        """Count trials that went as they must."""
        self.counts[trial.name] += count

    def merge(self, counts: Mapping[str, int]) -> None:
        """Take over what another process has counted."""
        self.counts.update(counts)

    def save(self, path: Path) -> None:
        """Write the counts as JSON."""
        path.write_text(json.dumps(dict(sorted(self.counts.items())), indent=1) + "\n")

    def rows(self) -> list[tuple[str, int]]:
        """The table: every trial that was counted, and those that must be zero."""
        return [
            (str(trial), self.counts[trial.name])
            for trial in Trial
            if trial in MUST_BE_ZERO or self.counts[trial.name]
        ]


_OF_THIS_RUN = Tally()


def of_this_run() -> Tally:
    """The counts of this process, for those who cannot ask for the fixture `tally`."""
    return _OF_THIS_RUN


def load(path: Path) -> Tally:
    """Counts that were saved."""
    return Tally(json.loads(path.read_text()))
