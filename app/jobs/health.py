"""Health and space of a vault, as the health panel shows them."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.progress import CancelToken, Progress, Report
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, ScrubReport, Survey
    from engine.vault import Vault

_BAND = re.compile(r"bands/(\d{8})-(\d{2})$")


@dataclass(frozen=True, slots=True)
class Background:
    """What goes on by itself in an open vault."""

    progress: Progress | None
    """Of the scrub under way; None when none is."""
    is_held: bool


def survey(vault: Vault, _cancel: CancelToken, _report: Report) -> Survey:
    """Count what a vault holds."""
    from engine import health

    return health.survey(vault)


def background(vault: Vault, _cancel: CancelToken, _report: Report) -> Background:
    """How far the scrub is that runs by itself. Asks nothing of the vault."""
    from engine import health

    scrubber = health.background_of(vault)
    if scrubber is None:
        return Background(None, is_held=False)
    return Background(scrubber.progress, scrubber.is_held)


def hold_background(vault: Vault, held: bool, _cancel: CancelToken, _report: Report) -> None:
    """Hold the scrub that runs by itself, or let it go on."""
    from engine import health

    scrubber = health.background_of(vault)
    if scrubber is not None:
        scrubber.hold(held)


def set_interval(vault: Vault, interval_s: int, _cancel: CancelToken, _report: Report) -> Survey:
    """Remember in the vault how often it is scrubbed; 0 for not by itself.

    Raises:
        ReadOnlyVaultError: It is open for reading only.
    """
    from engine import health

    health.set_interval(vault, interval_s)
    vault.store.commit()
    return health.survey(vault)


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A scrub's report, and the survey of the vault after it."""

    report: ScrubReport
    survey: Survey
    repaired: bool
    ended_s: int
    """Seconds since 1970."""


def scrub(
    vault: Vault, repair: bool, cancel: CancelToken, report: Report, *, resume: bool = True
) -> Scrubbed:
    """Read and verify everything; with `repair`, rebuild what is damaged.

    Raises:
        ReadOnlyVaultError, MediumError, NoSpaceError: A repair could not be written.
    """
    from engine import health

    found = health.scrub(vault, repair=repair, resume=resume, report=report, cancel=cancel)
    return Scrubbed(found, health.survey(vault), repair, int(time.time()))


@dataclass(frozen=True, slots=True)
class BandState:
    """One band file with something wrong in it."""

    group: int
    position: int
    severity: Severity
    repaired: bool


def band_states(report: ScrubReport) -> tuple[BandState, ...]:
    """The worst of each band file that a report names."""
    worst: dict[tuple[int, int], BandState] = {}
    for finding in report.findings:
        matched = _BAND.search(finding.place)
        if matched is None:
            continue
        key = int(matched[1]), int(matched[2])
        state = BandState(*key, finding.severity, finding.repaired)
        known = worst.get(key)
        if known is None or _rank(state) > _rank(known):
            worst[key] = state
    return tuple(worst.values())


def _rank(state: BandState) -> tuple[bool, int]:
    return (not state.repaired, state.severity)


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What a scrub means for one file."""

    path: bytes
    lost: bool
    """Something in it cannot be read any more."""
    repaired: bool
    """Everything that was wrong with it has been put right."""


def file_verdicts(report: ScrubReport) -> tuple[FileVerdict, ...]:
    """Every file that a finding touches, the lost ones first."""
    lost = set(report.lost_paths)
    findings: dict[bytes, list[Finding]] = {}
    for finding in report.findings:
        for path in finding.paths:
            findings.setdefault(path, []).append(finding)
    verdicts = [
        FileVerdict(path, path in lost, all(each.repaired for each in found))
        for path, found in findings.items()
    ]
    return tuple(sorted(verdicts, key=lambda verdict: (not verdict.lost, verdict.path)))
