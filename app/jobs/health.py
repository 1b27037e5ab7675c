"""Health and space of a vault, as the health panel shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.constants import BAND_SLOTS
from engine.progress import CancelToken, Report
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, ScrubReport
    from engine.types import SpaceUsage
    from engine.vault import Vault

_BAND = re.compile(r"bands/(\d{8})-(\d{2})$")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a vault holds and takes."""

    files: int
    folders: int
    content_bytes: int
    space: SpaceUsage
    data_lanes: int
    parity_lanes: int
    groups: int
    used_rows: tuple[int, ...]
    """Rows in use of each group, of BAND_SLOTS."""
    damage_seen: int
    """Damaged slots that reads have met since the vault was unlocked."""


def survey(vault: Vault, _cancel: CancelToken, _report: Report) -> Survey:
    """Count what a vault holds."""
    statistics = vault.statistics()
    geometry = vault.geometry
    with vault.store.lock:
        allocator = vault.store.rows.allocator
        groups = allocator.groups
        used = tuple(allocator.data_map(group).bit_count() for group in range(groups))
    return Survey(
        statistics.files,
        statistics.directories - 1,  # the root is nobody's folder
        statistics.content_bytes,
        statistics.space,
        geometry.data_lanes,
        geometry.parity_lanes,
        groups,
        used,
        len(statistics.damage_seen),
    )


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A scrub's report, and the survey of the vault after it."""

    report: ScrubReport
    survey: Survey
    repaired: bool


def scrub(vault: Vault, repair: bool, cancel: CancelToken, report: Report) -> Scrubbed:
    """Read and verify everything; with `repair`, rebuild what is damaged.

    Raises:
        ReadOnlyVaultError, MediumError, NoSpaceError: A repair could not be written.
    """
    from engine import health

    found = health.scrub(vault, repair=repair, report=report, cancel=cancel)
    return Scrubbed(found, survey(vault, cancel, report), repair)


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


__all__ = [
    "BAND_SLOTS",
    "BandState",
    "FileVerdict",
    "Scrubbed",
    "Survey",
    "band_states",
    "file_verdicts",
    "scrub",
    "survey",
]
