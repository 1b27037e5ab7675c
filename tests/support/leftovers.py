"""Finds what a test run left behind, mounts and processes, and takes it away."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

PATIENCE_S = 5.0
"""A process that was told to end a moment ago may take so long."""


class Leftovers(NamedTuple):
    """What outlived its test."""

    mounts: tuple[str, ...]
    processes: dict[int, str]
    """Command lines by process number."""

    def lines(self) -> list[str]:
        """One line for each."""
        mounted = [f"mounted: {place}" for place in self.mounts]
        return mounted + [f"running: {pid} {line}" for pid, line in self.processes.items()]


def find_leftovers(mark: str, folder: Path) -> Leftovers:
    """Find every mount in a folder, and every process with `mark` in its environment."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        left = Leftovers(_mounts(os.path.realpath(folder)), _processes(mark.encode()))
        if not left.lines() or time.monotonic() > deadline:
            return left
        time.sleep(0.1)


def clear_leftovers(left: Leftovers) -> None:
    """End the processes, then take the mounts away: nothing of a failed run stays on the machine."""
    for pid in left.processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for place in left.mounts:
        subprocess.run(["fusermount3", "-uz", place], check=False, capture_output=True)


def _mounts(folder: str) -> tuple[str, ...]:
    table = Path("/proc/self/mountinfo")
    if not table.exists():
        return ()
    places = [line.split()[4] for line in table.read_text(errors="replace").splitlines()]
    return tuple(place for place in places if place.startswith(folder + "/"))


def _processes(mark: bytes) -> dict[int, str]:
    found = {}
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
            found[int(entry.name)] = command.strip()
    return found
