"""What the measurements were made on, and what the machine lets us do."""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata
from pathlib import Path

from engine.benchmark.results import Machine

_DROP_CACHES = Path("/proc/sys/vm/drop_caches")
_LIBRARIES = ("apsw", "argon2-cffi", "cryptography", "mfusepy", "numpy", "pyeclib")


def describe_machine() -> Machine:
    """The processor, the memory, the system and the libraries; nothing that tells whose it is."""
    return Machine(
        cpu=_field(Path("/proc/cpuinfo"), "model name") or platform.processor() or "unknown",
        cores=os.cpu_count() or 1,
        memory_bytes=_memory_bytes(),
        system=f"{platform.system()} {platform.release()}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        libraries=tuple(
            (name, version) for name in _LIBRARIES if (version := _version(name)) is not None
        ),
    )


def file_system(folder: Path) -> str:
    """Type of the file system under the folder: that of the longest mount point above it."""
    best = ("", "unknown")
    for line in _lines(Path("/proc/self/mounts")):
        _, place, kind, *_ = line.split(" ")
        if folder.is_relative_to(place) and len(place) >= len(best[0]):
            best = (place, kind)
    return best[1]


def load() -> float:
    """Processes that want a core, over the last minute: how quiet the machine was."""
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):
        return 0.0


def can_drop_caches() -> bool:
    """Whether cold can mean cold: only root may empty the kernel's caches."""
    return os.access(_DROP_CACHES, os.W_OK)


def what_cold_means() -> str:
    """How `drop_caches` does its work here."""
    return "drop_caches" if can_drop_caches() else "fadvise"


def drop_caches(*folders: Path) -> None:
    """Write everything to disk, then have the kernel forget what it has cached.

    Without the right to do so, ask it to forget the content of the files in the folders. Where
    the system knows no such request, everything stays warm.
    """
    if sys.platform == "win32":
        return
    os.sync()
    if can_drop_caches():
        _DROP_CACHES.write_text("3")
        return
    if hasattr(os, "posix_fadvise"):
        for folder in folders:
            _forget_files(folder)


def _forget_files(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
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
    """The most memory that a process has had at once (VmHWM); 0 where the system does not tell."""
    return _kib(_field(Path(f"/proc/{pid}/status"), "VmHWM"))


def process_resident_bytes(pid: int) -> int:
    """What a process has of memory now (VmRSS); 0 where the system does not tell."""
    return _kib(_field(Path(f"/proc/{pid}/status"), "VmRSS"))


def _memory_bytes() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def _kib(text: str) -> int:
    return int(text.split(maxsplit=1)[0]) * 1024 if text else 0


def _field(path: Path, name: str) -> str:
    for line in _lines(path):
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(errors="replace").splitlines()
    except OSError:
        return []
