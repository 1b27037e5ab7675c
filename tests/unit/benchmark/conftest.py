"""Amounts so small that a whole run takes a second or two, and results to compare."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from engine.benchmark import (
    BENCHMARKS,
    Machine,
    Result,
    Results,
    Subject,
    amounts,
    crypto,
    filesystem,
    scale,
    scatter,
    workbench,
)
from engine.benchmark.amounts import KIB, MIB

MACHINE = Machine("A processor", 2, 8 << 30, "Linux 6.1", "CPython 3.11", (("apsw", "3.50"),))


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let quick runs do next to nothing, and leave the caches of the machine's other work alone."""
    much = replace(
        amounts.QUICK,
        stream_bytes=MIB,
        random_accesses={"4k": 4, "64k": 2, "1m": 1},
        files=8,
        synced_files=2,
        client_files=4,
        commits=2,
        tree_files=4,
        scales=(("1k", 20),),
        lookups=5,
        vault_commits=2,
        disk_bytes=64 * MIB,
    )
    monkeypatch.setattr(amounts, "QUICK", much)
    monkeypatch.setattr(crypto, "KDF_DEFAULT_TIME_S", 0.01)
    monkeypatch.setattr(workbench, "QUICK_ROUND_S", 0.0005)
    monkeypatch.setattr(scatter, "_ROUND_BYTES", {True: 64 * KIB, False: 64 * KIB})
    monkeypatch.setattr(scatter, "_QUICK_LIMIT", MIB)
    monkeypatch.setattr(os, "sync", lambda: None)
    for module in (filesystem, scale, scatter):
        monkeypatch.setattr(module, "drop_caches", lambda *_: None)


def made(*results: Result, quick: bool = True) -> Results:
    """A run that found these."""
    return Results(1, "2026-05-01T10:00:00+00:00", "0.1", MACHINE, "ext4", "drop_caches", 0.25,
                   quick, 3, results)  # fmt: skip


def result(
    name: str,
    *values: float,
    cold: bool | None = None,
    subject: Subject = Subject.VAULT,
) -> Result:
    """What the rounds of a benchmark gave."""
    return Result.of(BENCHMARKS[name], values, cold=cold, subject=subject)
