"""A scrub's report as JSON and as a text to keep: the same from the window and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.findings import SEVERITIES, advice_text, by_severity, finding_text, scrub_summary
from app.text.names import exact, shown
from app.text.quantities import moment
from app.text.translation import tr, tr_marked
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, Schedule, ScrubReport


def report_record(report: ScrubReport) -> dict[str, object]:
    """A scrub's result as JSON."""
    return {
        "slots_checked": report.slots_checked,
        "rows_checked": report.rows_checked,
        "bytes_checked": report.bytes_checked,
        "repaired_rows": report.repaired_rows,
        "duration_s": round(report.duration_s, 3),
        "cancelled": report.cancelled,
        "resumed": report.resumed,
        "repair": report.repairs,
        "worst": report.worst.name.lower(),
        "findings": [finding_record(each) for each in report.findings],
        "files": [exact(path) for path in touched_files(report)],
        "lost_files": [exact(path) for path in report.lost_paths],
    }


def finding_record(finding: Finding) -> dict[str, object]:
    """One finding as JSON; what does not apply is null."""
    return {
        "severity": finding.severity.name.lower(),
        "code": str(finding.message_code),
        "place": finding.place,
        "row": finding.row if finding.row >= 0 else None,
        "lane": finding.lane if finding.lane >= 0 else None,
        "reason": finding.reason,
        "paths": [exact(path) for path in finding.paths],
        "repaired": finding.repaired,
    }


def schedule_record(schedule: Schedule) -> dict[str, object]:
    """When a vault is scrubbed, as JSON; seconds, and seconds since 1970."""
    return {
        "interval_s": schedule.interval_s or None,
        "last_s": schedule.last_s if schedule.ever else None,
        "due_s": schedule.due_s,
    }


def touched_files(report: ScrubReport) -> list[bytes]:
    """Every file that any finding touches, once."""
    return sorted({path for finding in report.findings for path in finding.paths})


def report_text(report: ScrubReport, verdict: str, ended_s: int) -> str:
    """A scrub's result as a text that says what it means.

    Args:
        report: What was found.
        verdict: The state of the vault in one sentence.
        ended_s: When the scrub ended, in seconds since 1970.
    """
    lines = [verdict, f"{moment(ended_s * 10**9)}: {scrub_summary(report)}", ""]
    lost = set(report.lost_paths)
    for severity, findings in by_severity(report.findings).items():
        repaired = severity is Severity.GOOD
        lines.append(tr("Repaired") if repaired else tr_marked(SEVERITIES[severity]))
        advised = set()
        for each in findings:
            lines.append(f"  {finding_text(each)}")
            advised.add(advice_text(each))
        lines += [f"  {advice}" for advice in sorted(advised - {""})]
        lines.append("")
    files = touched_files(report)
    if files:
        lines.append(tr("Files touched:"))
    for path in files:
        lines.append(f"  {shown(path)}" + (f"  {tr('LOST IN PART')}" if path in lost else ""))
    lines.append(tr("Free space was not read: it holds noise, and nothing that could be lost."))
    return "\n".join(lines) + "\n"
