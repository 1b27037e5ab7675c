"""What a scrub finds, as data: severities by consequence, closed codes, the files concerned."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from engine.constants import SLOT_BYTES
from engine.types import Severity


class FindingCode(enum.StrEnum):
    """What a finding is; stable, and what the sentence for people is chosen by."""

    HEADER_COPY = "header-copy"
    """One copy of the header is missing, damaged or older; the other is whole."""
    BAND = "band"
    """A band file is missing or short, or something else lies in its place."""
    SUPERBLOCK = "superblock"
    """A lane, a copy, or both copies of one of the last superblocks are lost."""
    INDEX = "index"
    """A stripe of the index or of its map has lost lanes."""
    DATA = "data"
    """A stripe of file data has lost lanes."""
    JOURNAL = "journal"
    """A slot that one copy of the journal has lost, or the whole copy; another has it."""
    JOURNAL_LOST = "journal-lost"
    """Commits behind a gap in every copy of the journal are lost."""
    ROOT_LOST = "root-lost"
    """The newest root is lost; the vault was opened at the one before it."""
    INDEX_STRUCTURE = "index-structure"
    """The index's tables contradict themselves."""
    ROW_SHARED = "row-shared"
    """Two places of the index name the same row."""
    ROW_NOT_TAKEN = "row-not-taken"
    """A row in use is free on the allocation map."""
    ROW_LEAKED = "row-leaked"
    """Rows are taken that nothing uses."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a scrub found."""

    severity: Severity
    message_code: FindingCode
    place: str
    """File in the vault's folder, or table of the index."""
    row: int = -1
    """Row of the slot, position in the journal, or -1."""
    lane: int = -1
    reason: str = ""
    """For slots: "missing", "altered", "stale" or "unreadable"; bands: "short", "obstructed" too."""
    inode: int = 0
    """The file whose data the slot holds, or 0."""
    paths: tuple[bytes, ...] = ()
    """Every path of that file."""
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class ScrubReport:
    """What a scrub read, found and repaired."""

    findings: tuple[Finding, ...]
    rows_checked: int
    """Stripes read whole, parity too."""
    slots_checked: int
    """Slots read and authenticated, those of the journal included."""
    repaired_rows: int
    """Stripes written anew."""
    duration_s: float
    cancelled: bool = False
    resumed: bool = False
    """Whether it went on with one that was broken off; the numbers are those of both."""
    repairs: bool = False
    """Whether it was to repair what it can."""

    @property
    def worst(self) -> Severity:
        """The gravest severity among what is still the case."""
        return worst_of(self.findings)

    @property
    def bytes_checked(self) -> int:
        """Bytes on disk that were read and verified."""
        return self.slots_checked * SLOT_BYTES

    @property
    def lost_paths(self) -> tuple[bytes, ...]:
        """Files of which something can no longer be read."""
        lost = {
            path
            for each in self.findings
            if each.severity is Severity.CRITICAL and not each.repaired
            for path in each.paths
        }
        return tuple(sorted(lost))


def worst_of(findings: Iterable[Finding]) -> Severity:
    """The gravest severity among findings that were not repaired."""
    return max((each.severity for each in findings if not each.repaired), default=Severity.GOOD)


@dataclass(slots=True)
class Tally:
    """What a scrub under way has counted and found so far."""

    rows: int = 0
    slots: int = 0
    repaired: int = 0
    findings: list[Finding] = field(default_factory=list)

    def mark_repaired(self, codes: Iterable[FindingCode]) -> None:
        """Findings about stripes that were whole but for some lanes are healed now."""
        healed = frozenset(codes)
        self.findings = [
            replace(each, repaired=True)
            if each.message_code in healed and each.severity < Severity.CRITICAL
            else each
            for each in self.findings
        ]
