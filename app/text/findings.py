"""What a scrub found, in sentences: where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.text.names import shown
from app.text.quantities import duration, rate
from app.text.translation import Marked, mark, number, tr, tr_marked, trn
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, ScrubReport

SENTENCES: dict[str, Marked] = {
    "header-copy": mark("one copy of the header is missing, damaged or old"),
    "band": mark("the file is {reason}"),
    "superblock": mark("a slot of a superblock is {reason}"),
    "index": mark("a slot of the index is {reason}"),
    "data": mark("a slot of file data is {reason}"),
    "journal": mark("in this copy of the journal, a slot is {reason}"),
    "journal-lost": mark("changes behind a gap in every copy of the journal are lost"),
    "root-lost": mark("the newest superblock is lost; the vault is as the one before it has it"),
    "index-structure": mark("the index contradicts itself ({reason})"),
    "row-shared": mark("two places of the index name the same row"),
    "row-not-taken": mark("a row in use is marked as free"),
    "row-leaked": mark("rows are marked as used that nothing uses: {reason}"),
}
"""What a finding is, by its code."""

ADVICE: dict[str, Marked] = {
    "header-copy": mark(
        "The other copy opens the vault. Repair writes this one anew; until then, do not lose the"
        " other one."
    ),
    "band": mark(
        "Other files make up for it. Repair makes it anew and fills it. If a program that copies"
        " the vault's folder has not finished, let it finish first. If something that is not the"
        " vault's lies in its place, take that away first."
    ),
    "superblock": mark("Another copy has the same. Repair writes it anew."),
    "index": mark("The index still reads. Repair writes what is damaged anew, in another place."),
    "data": mark("The files still read. Repair writes what is damaged anew, in another place."),
    "journal": mark("Another copy has the same. Repair writes the journal anew."),
    "journal-lost": mark(
        "What was changed after the gap is gone, and the vault is open for reading only. Copy out"
        " what you need, and compare it with a backup."
    ),
    "root-lost": mark(
        "The vault is as it was a little earlier, and open for reading only. Copy out what you"
        " need, and compare it with a backup."
    ),
    "index-structure": mark(
        "Names or attributes may be wrong. Copy out what you need, and compare it with a backup."
    ),
    "row-shared": mark("One of the two files is wrong. Compare both with a backup."),
    "row-not-taken": mark("It may be written over. Copy the vault's content to a new vault."),
    "row-leaked": mark("They only take space. Repair gives it back."),
}
"""What it means and what to do, by the finding's code, as long as it can be repaired."""

LOST_ADVICE = mark("Not enough is left to rebuild it. Restore the files named here from a backup.")
"""The same for stripes of which more is gone than parity makes up for."""

_REASONS = {
    "missing": mark("missing"),
    "short": mark("cut short"),
    "obstructed": mark("not there: something else lies in its place"),
    "altered": mark("altered"),
    "stale": mark("an old copy"),
    "unreadable": mark("unreadable"),
}

_STATES = {
    Severity.GOOD: mark("good"),
    Severity.INFO: mark("harmless"),
    Severity.WARNING: mark("can be repaired"),
    Severity.CRITICAL: mark("CANNOT BE REPAIRED"),
}

SEVERITIES = {
    Severity.GOOD: mark("Good"),
    Severity.INFO: mark("Harmless"),
    Severity.WARNING: mark("Can be repaired"),
    Severity.CRITICAL: mark("Lost"),
}
"""A severity as a heading."""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings that differ in their rows alone: a lost band makes up to 512 of a kind."""

    first: Finding
    count: int
    """Findings in it."""


def grouped(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Findings in as few lines as say the same, in the order of the first of each kind."""
    counts: dict[tuple[object, ...], list[Finding]] = {}
    for each in findings:
        same = (each.repaired, each.severity, each.message_code, each.place, each.reason)
        counts.setdefault(same, []).append(each)
    return [FindingGroup(alike[0], len(alike)) for alike in counts.values()]


def finding_text(finding: Finding) -> str:
    """One finding in one line: where, what, and what became of it."""
    where = shown(finding.place)
    if finding.row >= 0:
        where += tr(", row {row}").format(row=finding.row)
    if finding.lane >= 0:
        where += tr(", lane {lane}").format(lane=finding.lane)
    return f"{where}: {_what(finding)}: {state_text(finding)}"


def group_text(group: FindingGroup) -> str:
    """A group of findings in one line."""
    if group.count == 1:
        return finding_text(group.first)
    first = group.first
    what = tr(", ").join((_slots(first, group.count), _reason(first)))
    return f"{shown(first.place)}: {what}: {state_text(first)}"


def advice_text(finding: Finding) -> str:
    """What a finding means, and what to do; nothing once it is repaired."""
    if finding.repaired:
        return ""
    if finding.severity is Severity.CRITICAL and finding.message_code in ("data", "index"):
        return tr_marked(LOST_ADVICE)
    advice = ADVICE.get(finding.message_code)
    return tr_marked(advice) if advice else ""


def state_text(finding: Finding) -> str:
    """What has become of it, in a word or two."""
    if finding.repaired:
        # The file is there again; whether what was in it is, its slots tell.
        return tr("made anew") if finding.message_code == "band" else tr("repaired")
    return tr_marked(_STATES[finding.severity])


def scrub_summary(report: ScrubReport) -> str:
    """The scrub as a whole in one line."""
    parts = [
        tr("{slots} in {rows} read and verified in {time}").format(
            slots=trn("%n slot", "%n slots", report.slots_checked),
            rows=trn("%n row", "%n rows", report.rows_checked),
            time=duration(report.duration_s),
        )
    ]
    if report.duration_s >= 1:
        parts[0] += f" ({rate(report.bytes_checked, report.duration_s)})"
    found = trn("%n finding", "%n findings", len(report.findings))
    healed = trn("%n row repaired", "%n rows repaired", report.repaired_rows)
    return tr("; ").join([*parts, tr(", ").join((found, healed))])


def _what(finding: Finding) -> str:
    template = SENTENCES.get(finding.message_code)
    if template is None:
        return str(finding.message_code)
    return tr_marked(template).format(reason=_reason(finding))


def _reason(finding: Finding) -> str:
    known = _REASONS.get(finding.reason)
    if known is not None:
        return tr_marked(known)
    if finding.reason.isdecimal():
        return number(int(finding.reason))
    return shown(finding.reason) if finding.reason else tr("damaged")


def _slots(finding: Finding, count: int) -> str:
    match str(finding.message_code):
        case "superblock":
            return trn("%n slot of superblocks", "%n slots of superblocks", count)
        case "index":
            return trn("%n slot of the index", "%n slots of the index", count)
        case "data":
            return trn("%n slot of file data", "%n slots of file data", count)
        case "journal":
            return trn("%n slot of the journal", "%n slots of the journal", count)
        case _:
            return trn("%n finding", "%n findings", count) + f" ({_what(finding)})"


def by_severity(findings: Sequence[Finding]) -> dict[Severity, list[Finding]]:
    """What is still the case, the gravest first; what is repaired stands under GOOD, at the end."""
    sorted_ones: dict[Severity, list[Finding]] = {
        severity: [] for severity in sorted(Severity, reverse=True)
    }
    for each in findings:
        sorted_ones[Severity.GOOD if each.repaired else each.severity].append(each)
    return {severity: found for severity, found in sorted_ones.items() if found}
