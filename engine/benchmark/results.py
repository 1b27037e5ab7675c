"""What a run found."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from engine.benchmark.catalogue import BenchmarkInfo, Unit
from engine.benchmark.statistics import spread

SCHEMA_VERSION = 1
"""Raised when a field changes its meaning."""


class Subject(enum.StrEnum):
    """What was measured."""

    VAULT = "vault"
    PLAIN_DISK = "plain disk"
    """The same workload in a plain folder beside the vault."""


class Skip(enum.StrEnum):
    """Why a benchmark was not run: stable words; sentences for people live in the application."""

    NO_FUSE = "no-fuse"
    NO_GIT = "no-git"
    NO_TAR = "no-tar"
    NO_COPY = "no-copy"
    """There is no `cp -a`."""
    QUICK = "quick"
    """Too large for a quick run."""
    NO_SPACE = "no-space"
    """The disk has no room for it."""
    NO_MEMORY_FIGURES = "no-memory-figures"
    """The system does not tell what a process takes."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What the run was made on; neither its name nor any path of its user's."""

    cpu: str
    cores: int
    memory_bytes: int
    system: str
    """The kernel's name and release."""
    python: str
    libraries: tuple[tuple[str, str], ...]
    """Name and version of each library that the figures depend on, by name."""


@dataclass(frozen=True, slots=True)
class Result:
    """One benchmark on one subject, cold or warm."""

    name: str
    category: str
    unit: Unit
    values: tuple[float, ...]
    """One for each round, in the order of the rounds; empty when skipped."""
    median: float
    low: float
    high: float
    cold: bool | None
    """Whether the caches were dropped before; None where that means nothing."""
    subject: Subject
    skipped: str | None = None
    """Why there are no values: a word of `Skip`, or what the system said."""

    @classmethod
    def of(
        cls,
        info: BenchmarkInfo,
        values: Sequence[float],
        *,
        cold: bool | None = None,
        subject: Subject = Subject.VAULT,
    ) -> Self:
        """The result of some rounds."""
        return cls(info.name, info.category, info.unit, tuple(values), *spread(values), cold,
                   subject)  # fmt: skip

    @classmethod
    def skip(cls, info: BenchmarkInfo, reason: str, subject: Subject = Subject.VAULT) -> Self:
        """The result of a benchmark that could not be run."""
        return cls(info.name, info.category, info.unit, (), 0.0, 0.0, 0.0, None, subject, reason)


@dataclass(frozen=True, slots=True)
class Results:
    """One run of the suite."""

    schema_version: int
    started: str
    """ISO 8601, UTC."""
    version: str
    """Of the product."""
    machine: Machine
    file_system: str
    """Type of the file system under the place."""
    cold_means: str
    """How caches were dropped: "drop_caches" (all of the kernel's) or "fadvise" (of our files)."""
    load: float
    """Processes that wanted a core in the minute before the run or in its last one, whichever were
    more: how busy the machine was. A run itself makes about two."""
    quick: bool
    rounds: int
    results: tuple[Result, ...]
