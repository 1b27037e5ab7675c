"""What the measurements were made on, and what the machine lets us do."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path
from typing import Any

_DROP_CACHES = Path("/proc/sys/vm/drop_caches")


def describe(folder: Path) -> dict[str, Any]:
    """The machine, the system, and the file system that the folder lies on."""
    return {
        "cpu": _field(Path("/proc/cpuinfo"), "model name"),
        "cores": os.cpu_count(),
        "memory": _field(Path("/proc/meminfo"), "MemTotal"),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "file_system": file_system(folder),
        "commit": _commit(),
    }


def file_system(folder: Path) -> str:
    """Type and device of the file system under the folder: the longest mount point above it."""
    best = ("", "unknown")
    for line in _lines(Path("/proc/self/mounts")):
        device, place, kind, *_ = line.split(" ")
        if folder.is_relative_to(place) and len(place) >= len(best[0]):
            best = (place, f"{kind} on {device}")
    return best[1]


def load() -> float:
    """Processes that want a core, over the last minute: how quiet the machine was."""
    return os.getloadavg()[0]


def can_drop_caches() -> bool:
    """Whether cold can mean cold: only root may empty the kernel's caches."""
    return os.access(_DROP_CACHES, os.W_OK)


def drop_caches(folder: Path) -> None:
    """Write everything to disk, then have the kernel forget what it has cached.

    Without the right to do so, ask it to forget the content of the files in the folder.
    """
    os.sync()
    if can_drop_caches():
        _DROP_CACHES.write_text("3")
        return
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)


def process_cpu_s(pid: int) -> float:
    """User and system time that a process has used, all its threads together."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def process_peak_bytes(pid: int) -> int:
    """The most memory that a process has had at once (VmHWM)."""
    text = _field(Path(f"/proc/{pid}/status"), "VmHWM")
    return int(text.split()[0]) * 1024 if text else 0


def _field(path: Path, name: str) -> str:
    for line in _lines(path):
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return done.stdout.strip()
