"""Finds what a test run left behind: mounts, processes, anything that outlives its test."""

from __future__ import annotations

import os
import time
from pathlib import Path

PATIENCE_S = 5.0
"""A process that was told to end a moment ago may take so long."""


def find_leftovers(mark: str, folder: Path) -> list[str]:
    """Describe every mount in a folder, and every process with `mark` in its environment."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        left = [*_mounts(os.path.realpath(folder)), *_processes(mark.encode())]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.1)


def _mounts(folder: str) -> list[str]:
    table = Path("/proc/self/mountinfo")
    if not table.exists():
        return []
    places = [line.split()[4] for line in table.read_text(errors="replace").splitlines()]
    return [f"mounted: {place}" for place in places if place.startswith(folder)]


def _processes(mark: bytes) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        if int(entry.name) in (os.getpid(), os.getppid()):
            continue
        try:
            environment = (entry / "environ").read_bytes().split(b"\0")
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # ended meanwhile, or another user's
        # Python's own tracker ends with us, not with the test that first needed it.
        if mark in environment and "resource_tracker" not in command:
            found.append(f"running: {entry.name} {command}")
    return found
