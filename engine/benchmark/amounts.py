"""How much each workload does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

KIB = 1 << 10
MIB = 1 << 20

PIECES = {"4k": 4 * KIB, "64k": 64 * KIB, "1m": MIB}
"""The sizes of sequential and random accesses, by the end of a benchmark's name."""

SMALL_FILE_BYTES = 4 * KIB
FILES_PER_FOLDER = 100
NOISE_BYTES = 16 * MIB
CLIENTS = 4


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is done, so that a run takes seconds or minutes."""

    stream_bytes: int
    """Of each large file; whole MiB, since that is the largest piece."""
    random_accesses: dict[str, int]
    """By the size of an access."""
    files: int
    synced_files: int
    client_files: int
    """For all clients together."""
    commits: int
    """Of SQLite."""
    tree_files: int
    """In the source tree."""
    scales: tuple[tuple[str, int], ...]
    """How many files a vault has for a look-up, a commit and an unlock, by the end of the name."""
    lookups: int
    vault_commits: int
    disk_bytes: int
    """What a run may take on disk at once."""

    def __post_init__(self) -> None:
        """Refuse amounts that the workloads could not do as they are described.

        Raises:
            ValueError: The large file is too small for what is done in it.
        """
        if self.stream_bytes % MIB or not self.stream_bytes:
            raise ValueError(self.stream_bytes)
        for size, count in self.random_accesses.items():
            if count > self.stream_bytes // PIECES[size]:
                raise ValueError(size)


QUICK = Amounts(
    stream_bytes=16 * MIB,
    random_accesses={"4k": 300, "64k": 60, "1m": 8},
    files=300,
    synced_files=10,
    client_files=200,
    commits=10,
    tree_files=100,
    scales=(("1k", 1000),),
    lookups=500,
    vault_commits=10,
    disk_bytes=1024 * MIB,
)

FULL = Amounts(
    stream_bytes=256 * MIB,
    random_accesses={"4k": 2000, "64k": 1000, "1m": 128},
    files=10_000,
    synced_files=200,
    client_files=8000,
    commits=500,
    tree_files=2000,
    scales=(("1k", 1000), ("100k", 100_000), ("1m", 1_000_000)),
    lookups=2000,
    vault_commits=50,
    disk_bytes=8192 * MIB,
)


def amounts(*, quick: bool) -> Amounts:
    """The amounts of a quick or a full run."""
    return QUICK if quick else FULL


@cache
def noise() -> bytes:
    """Bytes that nothing compresses, made once: drawing them is not what is measured."""
    return os.urandom(NOISE_BYTES)
