"""The project's own files, as the house rules look at them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PACKAGES = ("app", "engine")

_BINARY = {".png", ".ico", ".icns", ".lock", ".sigma", ".qm"}


@cache
def modules() -> tuple[Path, ...]:
    """Every Python file of the packages."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return tuple(sorted(path for path in found if "__pycache__" not in path.parts))


@cache
def texts() -> dict[str, str]:
    """Every text file that belongs to the project, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    found = {}
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if name and path.suffix not in _BINARY and path.is_file():
            found[name] = path.read_text(encoding="utf-8", errors="surrogateescape")
    return found


def name_of(path: Path) -> str:
    """How a failure names a file."""
    return str(path.relative_to(ROOT))
