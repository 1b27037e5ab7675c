"""The state of a vault in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.text.quantities import count
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


def verdict_of(report: ScrubReport | None, damage_seen: int, parity_lanes: int) -> Verdict:
    """Judge a vault.

    Args:
        report: Of the last scrub since the vault was unlocked, if there was one.
        damage_seen: Damaged slots that reads have met.
        parity_lanes: How much loss the vault survives.
    """
    if report is None:
        if damage_seen:
            return Verdict(
                f"Reading met {count(damage_seen, 'damaged piece')}.",
                "warning",
                "warning",
                "Check the vault to see what else is damaged.",
            )
        return Verdict(
            "Not checked since it was unlocked.",
            "muted",
            "shield",
            "A check reads and verifies every piece in use. It does not disturb your work.",
        )
    lost = len(report.lost_paths)
    if report.worst is Severity.CRITICAL:
        what = count(lost, "file has", "files have") if lost else "Something in the vault has"
        return Verdict(f"{what} lost content.", "critical", "warning", can_repair=True)
    if report.worst is Severity.WARNING:
        return Verdict(
            "Nothing is lost. Some pieces are damaged and can be repaired.",
            "warning",
            "warning",
            can_repair=parity_lanes > 0,
        )
    if report.cancelled:
        return Verdict("The check was cancelled; so far all is well.", "muted", "shield")
    if report.repaired_rows or any(finding.repaired for finding in report.findings):
        return Verdict("Everything was repaired. The vault is healthy.", "good", "shield")
    return Verdict("The vault is healthy: every piece is as it should be.", "good", "shield")
