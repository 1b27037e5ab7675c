"""What can be measured: every benchmark with its category, its title and its unit."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Unit(enum.StrEnum):
    """What the values of a benchmark count."""

    BYTES_PER_S = "bytes_per_s"
    OPERATIONS_PER_S = "operations_per_s"
    SECONDS = "seconds"
    """Time for one operation."""
    BYTES = "bytes"
    """Resident memory at its highest."""

    @property
    def higher_is_better(self) -> bool:
        """Whether more of it is better: of a rate, but neither of time nor of memory."""
        return self in (Unit.BYTES_PER_S, Unit.OPERATIONS_PER_S)


@dataclass(frozen=True, slots=True)
class BenchmarkInfo:
    """One benchmark. Its name never changes its meaning: results of years are compared by it."""

    name: str
    category: str
    title: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Category:
    """Benchmarks that are run together."""

    name: str
    benchmarks: tuple[BenchmarkInfo, ...]


_RATE, _COUNT, _TIME = Unit.BYTES_PER_S, Unit.OPERATIONS_PER_S, Unit.SECONDS
_MEMORY = Unit.BYTES

_CRYPTO = (
    ("blake2b-64k", "BLAKE2b of 64 KiB", _RATE),
    ("sha256-64k", "SHA-256 of 64 KiB", _RATE),
    ("hmac-sha256-64k", "HMAC-SHA-256 of 64 KiB", _RATE),
    ("aes-gcm-seal-8k", "AES-256-GCM, seal 8 KiB", _RATE),
    ("aes-gcm-open-8k", "AES-256-GCM, open 8 KiB", _RATE),
    ("aes-gcm-seal-64k", "AES-256-GCM, seal 64 KiB", _RATE),
    ("aes-gcm-open-64k", "AES-256-GCM, open 64 KiB", _RATE),
    ("kdf-floor", "Argon2id at its least cost", _TIME),
    ("kdf-calibrated", "Argon2id as for a new vault", _TIME),
    ("key-state", "Deriving the keys of a vault", _COUNT),
)

_SCATTER = (
    ("coordinates", "Coordinates", _COUNT),
    ("projection", "Projection to a row", _COUNT),
    ("mix-1m", "Mix 1 MiB", _RATE),
    ("unmix-1m", "Unmix 1 MiB", _RATE),
    ("mix-run", "Mix a run of rows", _RATE),
    ("unmix-run", "Unmix a run of rows", _RATE),
    ("reed-solomon-encode", "Reed-Solomon, encode", _RATE),
    ("reed-solomon-rebuild", "Reed-Solomon, rebuild two lanes", _RATE),
    *(
        (f"{verb}-{size}", f"{verb.capitalize()} {title}", _RATE)
        for size, title in (
            ("1k", "1 KiB"),
            ("64k", "64 KiB"),
            ("1m", "1 MiB"),
            ("64m", "64 MiB"),
            ("1g", "1 GiB"),
        )
        for verb in ("scatter", "gather")
    ),
)

_IO_SIZES = (("4k", "4 KiB"), ("64k", "64 KiB"), ("1m", "1 MiB"))

_INPUT_OUTPUT = tuple(
    (f"{name}-{size}", f"{title}, {pieces}", _RATE)
    for name, title in (
        ("write", "Sequential write and fsync"),
        ("read", "Sequential read"),
        ("random-read", "Random read"),
        ("random-write", "Random write and fsync"),
    )
    for size, pieces in _IO_SIZES
)

_SMALL_FILES = (
    ("create", "Create small files", _COUNT),
    ("list", "List folders", _COUNT),
    ("stat", "Stat small files", _COUNT),
    ("read-files", "Read small files", _COUNT),
    ("remove", "Remove small files", _COUNT),
    ("fsync", "Create a small file and fsync", _TIME),
)

_PROGRAMS = (
    ("git-clone", "git clone", _TIME),
    ("tar-extract", "tar x of a source tree", _TIME),
    ("copy-tree", "cp -a of a source tree", _TIME),
    ("sqlite", "SQLite commits", _COUNT),
    ("create-4-clients", "Create small files, 4 clients", _COUNT),
    ("read-files-4-clients", "Read small files, 4 clients", _COUNT),
)

_SIZES = (("1k", "1,000"), ("100k", "100,000"), ("1m", "1,000,000"))

_SCALE = tuple(
    (f"{name}-{size}", f"{title} at {files} files", unit)
    for name, title, unit in (
        ("lookup", "Metadata lookup", _TIME),
        ("commit", "Transaction commit", _TIME),
        ("unlock", "Unlock", _TIME),
        ("memory-unlock", "Memory after unlocking", _MEMORY),
    )
    for size, files in _SIZES
)

_MEMORY_PEAKS = (
    ("memory-stream", "Memory, one large file", _MEMORY),
    ("memory-files", "Memory, small files", _MEMORY),
)

_FILESYSTEM = (
    *_INPUT_OUTPUT,
    *_SMALL_FILES,
    *_PROGRAMS,
    *((f"api-{name}", f"API: {title[0].lower()}{title[1:]}", unit)
      for name, title, unit in (*_INPUT_OUTPUT, *_SMALL_FILES)),
    ("api-import", "API: import a folder", _RATE),
    *_SCALE,
    *_MEMORY_PEAKS,
)  # fmt: skip

CATEGORIES: tuple[Category, ...] = tuple(
    Category(name, tuple(BenchmarkInfo(each, name, title, unit) for each, title, unit in entries))
    for name, entries in (
        ("crypto", _CRYPTO),
        ("scatter", _SCATTER),
        ("filesystem", _FILESYSTEM),
    )
)
"""Everything, in the order in which it is run and shown."""

BENCHMARKS: dict[str, BenchmarkInfo] = {
    each.name: each for category in CATEGORIES for each in category.benchmarks
}
"""The same by name."""
