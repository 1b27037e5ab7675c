"""What a scrub found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.quantities import count, duration
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, ScrubReport

REASONS: dict[str, str] = {
    "missing": "is missing",
    "altered": "was altered",
    "stale": "is an old copy",
    "lost": "cannot be rebuilt",
}
"""What is wrong, by the finding's code."""


def finding_text(finding: Finding) -> str:
    """One finding in one line."""
    reason = REASONS.get(finding.message_code, finding.message_code)
    state = "repaired" if finding.repaired else _STATES[finding.severity]
    where = f"{finding.place}: row {finding.row}, lane {finding.lane}"
    return f"{where} ({finding.kind.name.lower()}) {reason}; {state}"


def scrub_summary(report: ScrubReport) -> str:
    """The scrub as a whole in one line."""
    return (
        f"{count(report.slots_checked, 'slot')} in {count(report.rows_checked, 'row')} read and"
        f" verified in {duration(report.duration_s)}; {count(len(report.findings), 'finding')},"
        f" {count(report.repaired_rows, 'row')} repaired"
    )


_STATES = {
    Severity.GOOD: "good",
    Severity.INFO: "harmless",
    Severity.WARNING: "can be repaired",
    Severity.CRITICAL: "lost",
}
