"""What a scrub found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.names import shown
from app.text.quantities import duration
from app.text.translation import Marked, mark, tr, tr_marked, trn
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, ScrubReport

SENTENCES: dict[str, Marked] = {
    "header-copy": mark("one copy of the header is missing, damaged or old"),
    "superblock": mark("a slot of a superblock {reason}"),
    "index": mark("a slot of the index {reason}"),
    "data": mark("a slot of file data {reason}"),
    "journal": mark("a slot in one copy of the journal {reason}"),
    "journal-lost": mark("changes behind a gap in every copy of the journal are lost"),
    "root-lost": mark("the newest superblock is lost; the vault is as the one before it has it"),
    "index-structure": mark("the index contradicts itself{because}"),
    "row-shared": mark("two places of the index name the same row"),
    "row-not-taken": mark("a row in use is marked as free"),
    "row-leaked": mark("rows are marked as used that nothing uses{because}"),
}
"""What a finding is, by its code."""

_REASONS = {
    "missing": mark("is missing"),
    "altered": mark("was altered"),
    "stale": mark("is an old copy"),
    "unreadable": mark("cannot be read"),
}

_STATES = {
    Severity.GOOD: mark("good"),
    Severity.INFO: mark("harmless"),
    Severity.WARNING: mark("can be repaired"),
    Severity.CRITICAL: mark("CANNOT BE REPAIRED"),
}


def finding_text(finding: Finding) -> str:
    """One finding in one line: where, what, and what became of it."""
    where = finding.place
    if finding.row >= 0:
        where = tr("{place}, row {row}").format(place=where, row=finding.row)
    if finding.lane >= 0:
        where = tr("{place}, lane {lane}").format(place=where, lane=finding.lane)
    what = str(finding.message_code)
    if what in SENTENCES:
        what = tr_marked(SENTENCES[what]).format(
            reason=_reason_text(finding.reason),
            because=f" ({finding.reason})" if finding.reason else "",
        )
    state = tr("repaired") if finding.repaired else tr_marked(_STATES[finding.severity])
    return shown(f"{where}: {what}: {state}")


def scrub_summary(report: ScrubReport) -> str:
    """The scrub as a whole in one line."""
    return tr("{slots} in {rows} read and verified in {time}; {findings}, {repaired}").format(
        slots=trn("%n slot", "%n slots", report.slots_checked),
        rows=trn("%n row", "%n rows", report.rows_checked),
        time=duration(report.duration_s),
        findings=trn("%n finding", "%n findings", len(report.findings)),
        repaired=trn("%n row repaired", "%n rows repaired", report.repaired_rows),
    )


def _reason_text(reason: str) -> str:
    if reason in _REASONS:
        return tr_marked(_REASONS[reason])
    return reason or tr("is damaged")
