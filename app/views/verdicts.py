"""The state of a vault in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.text.translation import tr, trn
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import ScrubReport


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence, and how it is shown."""

    sentence: str
    tone: str
    """"good", "warning", "critical" or "muted"."""
    icon: str
    detail: str = ""
    can_repair: bool = False


def verdict_of(
    report: ScrubReport | None, damage_seen: int, parity_lanes: int, *, remembered: bool = False
) -> Verdict:
    """Judge a vault.

    Args:
        report: Of the last scrub, if there was one.
        damage_seen: Damaged slots that reads have met since the vault was unlocked.
        parity_lanes: How much loss the vault survives.
        remembered: The scrub was made before the vault was unlocked, or by itself.
    """
    is_well = report is None or report.worst < Severity.WARNING
    if damage_seen and is_well and (report is None or remembered):
        return Verdict(
            trn("Reading met %n damaged piece.", "Reading met %n damaged pieces.", damage_seen),
            "warning",
            "warning",
            tr("Check the vault to see what else is damaged."),
        )
    if report is None:
        return Verdict(
            tr("This vault has not been checked yet."),
            "muted",
            "shield",
            tr("A check reads and verifies every piece in use. It does not disturb your work."),
        )
    lost = len(report.lost_paths)
    if report.worst is Severity.CRITICAL:
        text = tr("Something in the vault has lost content.")
        if lost:
            text = trn("%n file has lost content.", "%n files have lost content.", lost)
        # What is lost is lost; whether the rest has something to repair is another matter.
        rest = any(not one.repaired and one.severity < Severity.CRITICAL for one in report.findings)
        return Verdict(text, "critical", "warning", can_repair=rest and parity_lanes > 0)
    if report.worst is Severity.WARNING:
        return Verdict(
            tr("Nothing is lost. Some pieces are damaged and can be repaired."),
            "warning",
            "warning",
            can_repair=parity_lanes > 0,
        )
    if report.cancelled:
        return Verdict(tr("The check was cancelled; so far all is well."), "muted", "shield")
    if report.repaired_rows or any(finding.repaired for finding in report.findings):
        return Verdict(tr("Everything was repaired. The vault is healthy."), "good", "shield")
    if remembered:
        return Verdict(tr("The vault was healthy when it was last checked."), "good", "shield")
    return Verdict(tr("The vault is healthy: every piece is as it should be."), "good", "shield")
