"""`sigmavault scrub`: read and verify everything; repair it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.failures import CommandFailed
from app.cli.interrupts import cancel_on_interrupt
from app.cli.opening import opened
from app.cli.options import (
    credential_options,
    examples,
    json_option,
    read_only_option,
    vault_argument,
)
from app.cli.output import note, say, say_json
from app.cli.progress import progress_bar
from app.cli.secrets import CredentialSource
from app.text.errors import ExitCode
from app.text.findings import finding_text, scrub_summary
from app.text.names import exact, shown
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, ScrubReport

LISTED = 20
"""Findings that are printed one by one; a lost band alone makes 512. `--json` has them all."""


@click.command(epilog=examples("sigmavault scrub ~/Vault", "sigmavault scrub ~/Vault --repair"))
@vault_argument
@click.option("--repair", is_flag=True, help="Rebuild from parity what is damaged.")
@credential_options
@read_only_option
@json_option
def scrub(vault: Path, repair: bool, credential: CredentialSource, as_json: bool) -> None:
    """Read and verify every slot of VAULT, and name the files that damage touches.

    Exit code 0: nothing is wrong, or all of it was repaired. 1: there is damage, and `--repair`
    can repair it. 4: there is damage that cannot be repaired.
    """
    from engine.health import scrub as run_scrub

    with (
        opened(
            vault, credential, purpose="scrub", read_only=not repair, tell_damage=False
        ) as unlocked,
        cancel_on_interrupt() as cancel,
        progress_bar("scrub", quiet=as_json) as report,
    ):
        found = run_scrub(unlocked, repair=repair, report=report, cancel=cancel)
    if as_json:
        say_json(scrub_record(found))
    else:
        _say(found, repair=repair)
    code = exit_code_of(found)
    if code is not ExitCode.DONE:
        raise CommandFailed(code)


def exit_code_of(report: ScrubReport) -> ExitCode:
    """What the scrub's outcome means for whoever called us."""
    if report.worst is Severity.CRITICAL:
        return ExitCode.DAMAGE
    if report.worst is Severity.WARNING or report.cancelled:
        return ExitCode.FAILED
    return ExitCode.DONE


def scrub_record(report: ScrubReport) -> dict[str, object]:
    """A scrub's result as JSON."""
    return {
        "slots_checked": report.slots_checked,
        "rows_checked": report.rows_checked,
        "repaired_rows": report.repaired_rows,
        "duration_s": round(report.duration_s, 3),
        "cancelled": report.cancelled,
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


def touched_files(report: ScrubReport) -> list[bytes]:
    """Every file that any finding touches, once."""
    return sorted({path for finding in report.findings for path in finding.paths})


def _say(report: ScrubReport, *, repair: bool) -> None:
    for finding in report.findings[:LISTED]:
        say(finding_text(finding))
    if len(report.findings) > LISTED:
        say(f"… and {len(report.findings) - LISTED:,} more; --json lists them all")
    lost = set(report.lost_paths)
    files = touched_files(report)
    if files:
        say("Files touched:")
    for path in files:
        say(f"  {shown(path)}{'  LOST IN PART' if path in lost else ''}")
    say(scrub_summary(report))
    if report.cancelled:
        note("sigmavault: Cancelled; not everything was read.")
    elif report.worst is Severity.WARNING and not repair:
        say("Nothing is lost. Run it with --repair to rebuild what is damaged.")
