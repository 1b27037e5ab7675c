"""What a scrub found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.names import shown
from app.text.quantities import count, duration
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, ScrubReport

SENTENCES: dict[str, str] = {
    "header-copy": "one copy of the header is missing, damaged or old",
    "superblock": "a slot of a superblock {reason}",
    "index": "a slot of the index {reason}",
    "data": "a slot of file data {reason}",
    "journal": "a slot in one copy of the journal {reason}",
    "journal-lost": "changes behind a gap in every copy of the journal are lost",
    "root-lost": "the newest superblock is lost; the vault is as the one before it has it",
    "index-structure": "the index contradicts itself{because}",
    "row-shared": "two places of the index name the same row",
    "row-not-taken": "a row in use is marked as free",
    "row-leaked": "rows are marked as used that nothing uses{because}",
}
"""What a finding is, by its code."""

_REASONS = {
    "missing": "is missing",
    "altered": "was altered",
    "stale": "is an old copy",
    "unreadable": "cannot be read",
}

_STATES = {
    Severity.GOOD: "good",
    Severity.INFO: "harmless",
    Severity.WARNING: "can be repaired",
    Severity.CRITICAL: "CANNOT BE REPAIRED",
}


def finding_text(finding: Finding) -> str:
    """One finding in one line: where, what, and what became of it."""
    where = finding.place
    if finding.row >= 0:
        where += f", row {finding.row}"
    if finding.lane >= 0:
        where += f", lane {finding.lane}"
    template = SENTENCES.get(finding.message_code, finding.message_code)
    what = template.format(
        reason=_REASONS.get(finding.reason, finding.reason or "is damaged"),
        because=f" ({finding.reason})" if finding.reason else "",
    )
    state = "repaired" if finding.repaired else _STATES[finding.severity]
    return shown(f"{where}: {what}: {state}")


def scrub_summary(report: ScrubReport) -> str:
    """The scrub as a whole in one line."""
    return (
        f"{count(report.slots_checked, 'slot')} in {count(report.rows_checked, 'row')} read and"
        f" verified in {duration(report.duration_s)}; {count(len(report.findings), 'finding')},"
        f" {count(report.repaired_rows, 'row')} repaired"
    )
