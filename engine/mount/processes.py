"""Whether a process that we knew is still the same one and runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_START_FIELD = 19
"""Field 22 of /proc/PID/stat, counted from after the command's closing parenthesis (field 2)."""

_STATE_FIELD = 0


def start_time(pid: int) -> str:
    """When the process started, in clock ticks since boot; empty where it cannot be known."""
    fields = _stat_fields(pid)
    return fields[_START_FIELD] if fields else ""


def is_running(pid: int, started: str) -> bool:
    """Whether the process runs and is the one that started then.

    A zombie does not run, once each of its threads has ended: until then they may hold its files.
    """
    if Path("/proc/self/stat").exists():
        fields = _stat_fields(pid)
        return (
            fields is not None
            and started in ("", fields[_START_FIELD])
            and (fields[_STATE_FIELD] not in ("Z", "X") or _has_further_threads(pid))
        )
    return _answers_signals(pid)


def _has_further_threads(pid: int) -> bool:
    try:
        return len(os.listdir(f"/proc/{pid}/task")) > 1
    except OSError:
        return False


def _stat_fields(pid: int) -> list[str] | None:
    try:
        line = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    return line.rpartition(")")[2].split()


def _answers_signals(pid: int) -> bool:
    if sys.platform == "win32":
        return _windows_process_runs(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _windows_process_runs(pid: int) -> bool:
    """os.kill would end the process there."""
    import subprocess

    listing = subprocess.run(
        ["tasklist", "/NH", "/FI", f"PID eq {pid}"], capture_output=True, check=False
    ).stdout
    return str(pid).encode() in listing
