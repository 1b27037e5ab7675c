"""Files into the vault and out of it: what stands in the way first, then the transfer itself."""

from __future__ import annotations

import enum
import os
import posixpath
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.entries import Place, free_name, numbered
from engine.errors import VaultError
from engine.progress import CancelToken, Progress, Report

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace
    from engine.vault import Vault
    from engine.vault.transfer import TransferFailure, TransferResult

MOST_CONFLICTS = 1000
"""Names in the way that are counted; the question is the same for more."""


class Resolution(enum.Enum):
    """What becomes of a file whose name is taken; one answer for all of a transfer."""

    REPLACE = "replace"
    KEEP_BOTH = "keep-both"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Names that are taken where a transfer would go."""

    names: tuple[bytes, ...]
    """Paths below the destination, at most MOST_CONFLICTS."""


@dataclass(frozen=True, slots=True)
class Transferred:
    """What a transfer did."""

    files: int
    folders: int
    others: int
    data_bytes: int
    skipped: tuple[bytes, ...]
    failures: tuple[TransferFailure, ...]
    originals: tuple[Path, ...] = ()
    """Of an import: the sources, when all of them and everything in them was imported."""


# -- into the vault -----------------------------------------------------------------------------


def import_conflicts(
    vault: Vault, sources: Sequence[Path], folder: int, cancel: CancelToken, _report: Report
) -> Conflicts:
    """Which names of an import the folder has already; folders are merged, and are none."""
    found: list[bytes] = []
    for source in sources:
        for conflict in _import_conflicts(vault.namespace, os.fsencode(source), folder, b""):
            cancel.check()
            found.append(conflict)
            if len(found) >= MOST_CONFLICTS:
                return Conflicts(tuple(found))
    return Conflicts(tuple(found))


def import_files(
    vault: Vault,
    sources: Sequence[Path],
    folder: int,
    resolution: Resolution,
    cancel: CancelToken,
    report: Report,
) -> Transferred:
    """Import files and folders into a folder of the vault.

    Raises:
        CancelledError: Nothing of what was being imported is in the vault.
        NoSpaceError, MediumError, DamageError: Likewise.
    """
    from engine.vault.transfer import Conflict, import_tree

    namespace = vault.namespace
    paths = [os.fsencode(source).rstrip(b"/") or b"/" for source in sources]
    dest = namespace.paths_of(folder)[0]
    apart: list[bytes] = []
    if resolution is Resolution.KEEP_BOTH:
        apart = [path for path in paths if any(_import_conflicts(namespace, path, folder, b""))]
    together = [path for path in paths if path not in apart]
    conflict = Conflict.SKIP if resolution is Resolution.SKIP else Conflict.REPLACE
    parts: list[TransferResult] = []
    progress = _Sum(report, _size_below(apart, cancel))
    if together:
        parts.append(import_tree(vault, together, dest, progress.part(), cancel, conflict))
    for path in apart:
        is_folder = os.path.isdir(path) and not os.path.islink(path)
        name = free_name(namespace, folder, posixpath.basename(path), is_folder=is_folder)
        target = posixpath.join(dest, name)
        parts.append(import_tree(vault, [path], target, progress.part(), cancel, Conflict.FAIL))
    done = _summed(parts)
    whole = not done.failures and not done.skipped
    return Transferred(
        done.files,
        done.folders,
        done.others,
        done.data_bytes,
        done.skipped,
        done.failures,
        tuple(sources) if whole else (),
    )


def discard_originals(
    paths: Sequence[Path], cancel: CancelToken, report: Report
) -> tuple[Path, ...]:
    """Move files outside to the desktop's own trash. Returns those that could not be moved."""
    from PySide6.QtCore import QFile

    left = []
    for done, path in enumerate(paths):
        cancel.check()
        report(Progress(done, len(paths), "items"))
        file = QFile(str(path))
        if not file.moveToTrash():
            left.append(path)
    return tuple(left)


# -- out of the vault ---------------------------------------------------------------------------


def export_conflicts(
    vault: Vault, places: Sequence[Place], dest: Path, cancel: CancelToken, _report: Report
) -> Conflicts:
    """Which names of an export the folder outside has already."""
    found: list[bytes] = []
    for place in places:
        inode = vault.namespace.lookup(*place)
        target = os.path.join(os.fsencode(dest), place.name)
        for conflict in _export_conflicts(vault.namespace, inode, target, place.name):
            cancel.check()
            found.append(conflict)
            if len(found) >= MOST_CONFLICTS:
                return Conflicts(tuple(found))
    return Conflicts(tuple(found))


def export_files(
    vault: Vault,
    places: Sequence[Place],
    dest: Path,
    resolution: Resolution,
    cancel: CancelToken,
    report: Report,
) -> Transferred:
    """Export entries into a folder outside.

    Raises:
        CancelledError: Files that were complete by then are there.
        NoSpaceError, OSError: The disk outside does not take it.
    """
    from engine.vault.transfer import Conflict, export_tree

    namespace = vault.namespace
    paths = [namespace.paths_of(p.parent)[0].rstrip(b"/") + b"/" + p.name for p in places]
    apart: list[bytes] = []
    if resolution is Resolution.KEEP_BOTH:
        for place, path in zip(places, paths, strict=True):
            taken = os.path.join(os.fsencode(dest), place.name)
            inode = namespace.lookup(*place)
            if any(_export_conflicts(namespace, inode, taken, b"")):
                apart.append(path)
    together = [path for path in paths if path not in apart]
    conflict = Conflict.SKIP if resolution is Resolution.SKIP else Conflict.REPLACE
    parts: list[TransferResult] = []
    progress = _Sum(report, 0)
    if together:
        parts.append(export_tree(vault, together, dest, progress.part(), cancel, conflict))
    for path in apart:
        is_folder = namespace.resolve(path).is_directory
        target = _free_path(dest, posixpath.basename(path), is_folder)
        parts.append(export_tree(vault, [path], target, progress.part(), cancel, Conflict.FAIL))
    return _summed(parts)


# -- details ------------------------------------------------------------------------------------


def _import_conflicts(
    namespace: Namespace, source: bytes, folder: int, prefix: bytes
) -> Iterator[bytes]:
    name = posixpath.basename(source.rstrip(b"/"))
    try:
        existing = namespace.lookup(folder, name)
        mode = os.lstat(source).st_mode
    except (VaultError, OSError):
        return  # not taken; or not readable, which the import will say
    path = posixpath.join(prefix, name)
    if not (existing.is_directory and stat.S_ISDIR(mode)):
        yield path
        return
    try:
        names = sorted(os.listdir(source))
    except OSError:
        return
    for each in names:
        yield from _import_conflicts(namespace, os.path.join(source, each), existing.ino, path)


def _export_conflicts(
    namespace: Namespace, inode: Inode, target: bytes, path: bytes
) -> Iterator[bytes]:
    try:
        mode = os.lstat(target).st_mode
    except OSError:
        return
    if not (inode.is_directory and stat.S_ISDIR(mode)):
        yield path
        return
    for name, below in namespace.entries_with_inodes(inode.ino):
        yield from _export_conflicts(
            namespace, below, os.path.join(target, name), posixpath.join(path, name)
        )


def _free_path(folder: Path, name: bytes, is_folder: bool) -> Path:
    candidate, number = name, 1
    while os.path.lexists(os.path.join(os.fsencode(folder), candidate)):
        number += 1
        candidate = numbered(name, number, is_folder=is_folder)
    return folder / os.fsdecode(candidate)


def _size_below(paths: Sequence[bytes], cancel: CancelToken) -> int:
    """Bytes of files below paths outside, as a first estimate."""
    total = 0
    for path in paths:
        files = [path] if not os.path.isdir(path) else _files_below(path)
        for file in files:
            cancel.check()
            try:
                total += os.lstat(file).st_size
            except OSError:
                continue
    return total


def _files_below(path: bytes) -> Iterator[bytes]:
    for folder, _, names in os.walk(path):
        for name in names:
            yield os.path.join(folder, name)


class _Sum:
    """The progress of several transfers as that of one."""

    def __init__(self, report: Report, later_bytes: int) -> None:
        self._report = report
        self._later = later_bytes
        """What the parts after the first will carry, as far as it is known."""
        self._last = Progress(0, 0)
        self._before = Progress(0, 0)

    def part(self) -> Callable[[Progress], None]:
        """The `Report` of the next transfer."""
        self._before = self._last

        def report(progress: Progress) -> None:
            before = self._before
            done = before.done + progress.done
            self._last = Progress(
                done,
                max(done, before.done + progress.total, progress.total + self._later),
                progress.unit,
                before.items_done + progress.items_done,
                before.items_done + progress.items_total,
                progress.current,
            )
            self._report(self._last)

        return report


def _summed(parts: Sequence[TransferResult]) -> Transferred:
    return Transferred(
        files=sum(part.files for part in parts),
        folders=sum(part.directories for part in parts),
        others=sum(part.symlinks + part.others for part in parts),
        data_bytes=sum(part.data_bytes for part in parts),
        skipped=tuple(path for part in parts for path in part.skipped),
        failures=tuple(failure for part in parts for failure in part.failures),
    )
