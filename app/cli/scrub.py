"""`sigmavault scrub`: read and verify everything; repair it; say when it is done by itself."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.credentials import CredentialSource
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
from app.text.errors import ExitCode
from app.text.findings import advice_text, group_text, grouped, scrub_summary
from app.text.names import shown
from app.text.quantities import moment
from app.text.scrub_report import report_record, schedule_record, touched_files
from app.text.translation import tr, trn
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Outcome, Schedule, ScrubReport
    from engine.vault import Vault

LISTED = 20
"""Lines of findings that are printed; `--json` has every finding."""

_DAY_S = 24 * 3600
_UNITS = {"d": _DAY_S, "w": 7 * _DAY_S, "h": 3600}
LONGEST_S = 10 * 365 * _DAY_S


class Interval(click.ParamType[int]):
    """How often: `30d`, `2w`, `12h`, `daily`, `weekly`, `monthly`, `never`."""

    name = "interval"
    _WORDS = {"never": 0, "daily": _DAY_S, "weekly": 7 * _DAY_S, "monthly": 30 * _DAY_S}  # noqa: RUF012 - click makes one object of it

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Seconds between scrubs; 0 for never."""
        if isinstance(value, int):
            return value
        text = str(value).strip().lower()
        if text in self._WORDS:
            return self._WORDS[text]
        matched = re.fullmatch(r"([1-9]\d{0,5})([dwh])", text)
        seconds = int(matched[1]) * _UNITS[matched[2]] if matched else 0
        if not 0 < seconds <= LONGEST_S:
            self.fail(
                tr("{value!r} is no interval: say 30d, 2w, 12h, or never.").format(value=value),
                param,
                ctx,
            )
        return seconds


@click.command(
    epilog=examples(
        "sigmavault scrub ~/Vault",
        "sigmavault scrub ~/Vault --repair",
        "sigmavault scrub ~/Vault --schedule weekly",
    )
)
@vault_argument
@click.option("--repair", is_flag=True, help="Rebuild from parity what is damaged.")
@click.option("--restart", is_flag=True, help="Begin anew, not where a scrub was broken off.")
@click.option("--status", is_flag=True, help="Only say when the last scrub was, and the next.")
@click.option(
    "--schedule",
    type=Interval(),
    metavar="30d|never",
    help="Only remember in the vault how often it is scrubbed while it is open.",
)
@credential_options
@read_only_option
@json_option
def scrub(
    vault: Path,
    repair: bool,
    restart: bool,
    status: bool,
    schedule: int | None,
    credential: CredentialSource,
    as_json: bool,
) -> None:
    """Read and verify every slot in use of VAULT, and name the files that damage touches.

    The vault remembers the outcome, and how far a scrub came that was broken off: the next one
    goes on from there. With --read-only nothing is written, and nothing remembered.

    Exit code 0: nothing is wrong, or all of it was repaired. 1: there is damage, and `--repair`
    can repair it. 4: there is damage that cannot be repaired.
    """
    _check_usage(credential, repair=repair, status=status, schedule=schedule)
    read_only = credential.read_only or status or not os.access(vault, os.W_OK)
    with opened(
        vault, credential, purpose="scrub", read_only=read_only, tell_damage=False
    ) as unlocked:
        if status or schedule is not None:
            _tell_schedule(unlocked, schedule, as_json=as_json)
            return
        found = _scrub(unlocked, repair=repair, resume=not restart, quiet=as_json)
    if as_json:
        say_json(report_record(found))
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


def _check_usage(
    credential: CredentialSource, *, repair: bool, status: bool, schedule: int | None
) -> None:
    writes = repair or schedule is not None
    if credential.read_only and writes:
        raise click.UsageError(tr("--read-only goes with neither --repair nor --schedule."))
    if sum((repair, status, schedule is not None)) > 1:
        raise click.UsageError(tr("--repair, --status and --schedule are for one at a time."))


def _scrub(vault: Vault, *, repair: bool, resume: bool, quiet: bool) -> ScrubReport:
    from engine.health import scrub as run_scrub

    with (
        cancel_on_interrupt() as cancel,
        progress_bar("scrub", quiet=quiet) as report,
    ):
        return run_scrub(vault, repair=repair, resume=resume, report=report, cancel=cancel)


def _tell_schedule(vault: Vault, interval_s: int | None, *, as_json: bool) -> None:
    from engine.health import last_outcome, schedule_of, set_interval

    if interval_s is not None:
        set_interval(vault, interval_s)
    schedule, outcome = schedule_of(vault), last_outcome(vault)
    if as_json:
        last = None if outcome is None else report_record(outcome.report)
        say_json({"schedule": schedule_record(schedule), "last": last})
    else:
        _say_schedule(schedule, outcome)


def _say_schedule(schedule: Schedule, outcome: Outcome | None) -> None:
    if outcome is None:
        say(tr("Last scrub: never"))
    else:
        say(tr("Last scrub: {when}").format(when=moment(outcome.ended_s * 10**9)))
        say(f"  {scrub_summary(outcome.report)}")
        worst = outcome.worst
        if worst is Severity.CRITICAL:
            say("  " + tr("There was damage that cannot be repaired."))
        elif worst is Severity.WARNING:
            say("  " + tr("There was damage that `--repair` can repair."))
    due_s = schedule.due_s
    if due_s is None:
        say(tr("Next scrub: only when you ask for it"))
        return
    days = schedule.interval_s / _DAY_S
    every = (
        trn("every day", "every %n days", int(days))
        if days == int(days)
        else trn("every hour", "every %n hours", schedule.interval_s // 3600)
    )
    when = moment(due_s * 10**9) if due_s > time.time() else tr("when the vault is next in use")
    say(tr("Next scrub: {when} ({every})").format(when=when, every=every))


def _say(report: ScrubReport, *, repair: bool) -> None:
    groups = grouped(report.findings)
    advised: list[str] = []
    for group in groups[:LISTED]:
        say(group_text(group))
        advice = advice_text(group.first)
        if advice and advice not in advised:
            advised.append(advice)
    if len(groups) > LISTED:
        left = len(groups) - LISTED
        say(
            trn(
                "… and %n more; --json lists them all", "… and %n more; --json lists them all", left
            )
        )
    for advice in advised:
        say(advice)
    lost = set(report.lost_paths)
    files = touched_files(report)
    if files:
        say(tr("Files touched:"))
    for path in files:
        say(f"  {shown(path)}" + (f"  {tr('LOST IN PART')}" if path in lost else ""))
    say(scrub_summary(report))
    if report.cancelled:
        note("sigmavault: " + tr("Cancelled; not everything was read. The next scrub goes on."))
    elif report.worst is Severity.WARNING and not repair:
        say(tr("Nothing is lost. Run it with --repair to rebuild what is damaged."))
