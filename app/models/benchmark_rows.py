"""A run beside what it is compared with: a row for each benchmark, and rows that share an axis."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from engine.benchmark import Comparison, Result, Results, Subject, Unit, compare

_Key = tuple[str, bool | None]

OF_ITS_AMOUNT = frozenset(
    ("git-clone", "tar-extract", "copy-tree", "memory-stream", "memory-files")
)
"""What grows with the amount of work, and so differs between a quick run and a thorough one."""

BUSY_LOAD_PER_CORE = 1.5
"""Above this, others wanted the cores as well: a run alone has about two processes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One benchmark of a run, cold or warm."""

    result: Result
    """Of the vault."""
    reference: Result | None
    """The same in what it is compared with."""
    comparison: Comparison | None
    plain: Result | None
    """The same work on the plain disk, in this run."""

    @property
    def against_plain(self) -> float | None:
        """How many times better than the plain disk."""
        if self.plain is None:
            return None
        ratio = self.result.median / self.plain.median
        return ratio if self.result.unit.higher_is_better else 1 / ratio


class Part(enum.StrEnum):
    """What of a category's benchmarks belongs into one chart."""

    ALL = "all"
    DRIVE = "drive"
    """Through a mounted vault, as other programs do."""
    API = "api"
    """Without a mount."""
    SIZE = "size"
    """By how many files there are."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows on one axis."""

    category: str
    part: Part
    unit: Unit
    rows: tuple[Row, ...]


def rows_of(found: Results, reference: Results | None) -> tuple[Row, ...]:
    """Every benchmark of a run that has values, in the run's order."""
    compared = {
        (each.name, each.cold): each
        for each in (compare(reference, found) if reference is not None else ())
        if each.subject is Subject.VAULT and _is_comparable(each.name, found, reference)
    }
    before = _by_key(reference.results if reference is not None else (), Subject.VAULT)
    plain = _by_key(found.results, Subject.PLAIN_DISK)
    return tuple(
        Row(result, before.get(key) if key in compared else None, compared.get(key), plain.get(key))
        for key, result in _by_key(found.results, Subject.VAULT).items()
    )


def _is_comparable(name: str, found: Results, reference: Results | None) -> bool:
    return reference is None or found.quick == reference.quick or name not in OF_ITS_AMOUNT


def charts_of(rows: Iterable[Row]) -> tuple[Chart, ...]:
    """The rows, by what can share an axis."""
    found: dict[tuple[str, Part, Unit], list[Row]] = {}
    for row in rows:
        result = row.result
        found.setdefault((result.category, _part(result), result.unit), []).append(row)
    return tuple(Chart(*key, tuple(rows)) for key, rows in found.items())


def skipped_of(found: Results) -> dict[str, tuple[str, ...]]:
    """The names of what was skipped, by reason."""
    reasons: dict[str, list[str]] = {}
    for result in found.results:
        if result.skipped is not None:
            names = reasons.setdefault(result.skipped, [])
            if result.name not in names:
                names.append(result.name)
    return {reason: tuple(names) for reason, names in reasons.items()}


def was_busy(found: Results) -> bool:
    """Whether so much else ran meanwhile that the figures say little about the machine."""
    return found.load > max(2.0, found.machine.cores) * BUSY_LOAD_PER_CORE


def _by_key(results: Iterable[Result], subject: Subject) -> dict[_Key, Result]:
    return {
        (each.name, each.cold): each for each in results if each.subject is subject and each.values
    }


def _part(result: Result) -> Part:
    if result.category != "filesystem":
        return Part.ALL
    if result.name.startswith("api-"):
        return Part.API
    if result.name.startswith(("lookup-", "commit-", "unlock-", "memory-unlock-")):
        return Part.SIZE
    return Part.DRIVE
