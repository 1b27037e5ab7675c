"""Real files for the demonstration: a part of the Python installation that runs us."""

from __future__ import annotations

import os
import stat
import sysconfig
from dataclasses import dataclass
from pathlib import Path

_NOT_OURS = {"site-packages", "dist-packages"}
"""Folders of other packages, whose size nobody can foresee."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Entries of `folder`, by name, with everything below them."""

    folder: Path
    names: tuple[str, ...]
    files: int
    total_bytes: int


def choose_sample(limit_bytes: int, folder: Path | None = None) -> Sample:
    """Take entries of a folder, the standard library's unless given, until there is enough.

    Args:
        limit_bytes: Entries that would pass it are left out.
        folder: Where to take from.
    """
    folder = folder or _own_folder()
    names: list[str] = []
    files = total_bytes = 0
    for name in sorted(os.listdir(folder)):
        if name in _NOT_OURS:
            continue
        entry_files, entry_bytes = _weigh(folder / name)
        if total_bytes + entry_bytes <= limit_bytes:
            names.append(name)
            files += entry_files
            total_bytes += entry_bytes
    return Sample(folder, tuple(names), files, total_bytes)


def files_of(sample: Sample) -> list[str]:
    """Every regular file of a sample, relative to its folder."""
    found: list[str] = []
    for name in sample.names:
        found += _files_below(sample.folder, name)
    return found


def _own_folder() -> Path:
    """The standard library; in a bundle, which has it in an archive, the bundle's libraries."""
    library = Path(sysconfig.get_path("stdlib"))
    return library if library.is_dir() else Path(__file__).resolve().parents[2]


def _weigh(path: Path) -> tuple[int, int]:
    sizes = [os.lstat(path.parent / each).st_size for each in _files_below(path.parent, path.name)]
    return len(sizes), sum(sizes)


def _files_below(folder: Path, name: str) -> list[str]:
    mode = os.lstat(folder / name).st_mode
    if stat.S_ISREG(mode):
        return [name]
    if not stat.S_ISDIR(mode):
        return []
    found: list[str] = []
    for inner in sorted(os.listdir(folder / name)):
        found += _files_below(folder, os.path.join(name, inner))
    return found
