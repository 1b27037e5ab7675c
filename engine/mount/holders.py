"""Which programs keep a mount busy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def find_holders(mountpoint: Path) -> tuple[str, ...]:
    """Programs with files, folders or memory maps in the mount, as "name (pid)".

    Read from /proc, which shows us other users' programs only as root, and where there is no /proc
    nothing. Asks nothing of the mount itself.
    """
    root = os.fsencode(mountpoint)
    inside = root.rstrip(b"/") + b"/"
    return tuple(
        f"{_name(process)} ({process.name})"
        for process in _processes()
        if any(path == root or path.startswith(inside) for path in _paths_in_use(process))
    )


def _processes() -> list[Path]:
    if not _PROC.is_dir():
        return []
    return [entry for entry in _PROC.iterdir() if entry.name.isdigit()]


def _paths_in_use(process: Path) -> Iterator[bytes]:
    for link in ("cwd", "root", "exe"):
        yield from _target(process / link)
    try:
        descriptors = list((process / "fd").iterdir())
    except OSError:
        descriptors = []
    for descriptor in descriptors:
        yield from _target(descriptor)
    try:
        maps = (process / "maps").read_bytes()
    except OSError:
        return
    for line in maps.splitlines():
        _, slash, path = line.partition(b"/")
        if slash:
            yield slash + path


def _target(link: Path) -> Iterator[bytes]:
    try:
        yield os.readlink(os.fsencode(link))
    except OSError:
        return


def _name(process: Path) -> str:
    try:
        return (process / "comm").read_text(errors="replace").strip()
    except OSError:
        return "?"
