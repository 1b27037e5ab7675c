"""What a mounted vault says of a file, it says again when it is mounted the next time.

The kernel keeps attributes of its own under a write-back cache. Where it and the vault disagree,
only the next mount shows what the vault has.
"""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Callable
from pathlib import Path

from tests.support.places import Place
from tests.support.syscalls import (
    FALLOC_KEEP_SIZE,
    FALLOC_PUNCH_HOLE,
    FALLOC_ZERO_RANGE,
    UTIME_NOW,
    fallocate,
    renameat2,
    set_times,
    tick,
)


def with_open(flags: int, call: Callable[[int], object]) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        opened = os.open(path, os.O_RDWR | flags, 0o644)
        try:
            call(opened)
        finally:
            os.close(opened)

    return run


def beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-beside")


def swap(path: Path) -> None:
    beside(path).write_bytes(b"other")
    renameat2(path, beside(path), 2)
    renameat2(path, beside(path), 2)


def link_and_unlink(path: Path) -> None:
    beside(path).unlink(missing_ok=True)
    os.link(path, beside(path))
    os.chmod(beside(path), 0o604)


def replace(path: Path) -> None:
    beside(path).unlink(missing_ok=True)
    beside(path).write_bytes(b"replacement")
    os.rename(beside(path), path)


PUNCH = FALLOC_PUNCH_HOLE | FALLOC_KEEP_SIZE

CHANGES: dict[str, Callable[[Path], object]] = {
    "write": with_open(0, lambda opened: os.pwrite(opened, b"x" * 5000, 100)),
    "write much": with_open(0, lambda opened: os.pwrite(opened, b"x" * 140_000, 100)),
    "append": with_open(os.O_APPEND, lambda opened: os.write(opened, b"x" * 10)),
    "truncate on open": with_open(os.O_TRUNC, lambda opened: None),
    "write anew": with_open(os.O_TRUNC, lambda opened: os.write(opened, b"anew")),
    "write and date": with_open(
        0, lambda opened: (os.pwrite(opened, b"x", 0), os.utime(opened, ns=(5, 7)))
    ),
    "date and write": with_open(
        0, lambda opened: (os.utime(opened, ns=(5, 7)), os.pwrite(opened, b"x", 0))
    ),
    "grow": lambda path: os.truncate(path, 70_000),
    "shrink": lambda path: os.truncate(path, 3),
    "truncate to the same size": lambda path: os.truncate(path, path.stat().st_size),
    "punch": with_open(0, lambda opened: fallocate(opened, PUNCH, 10, 300)),
    "zero": with_open(0, lambda opened: fallocate(opened, FALLOC_ZERO_RANGE, 10, 300)),
    "allocate": with_open(0, lambda opened: fallocate(opened, 0, 10, 300_000)),
    "chmod": lambda path: path.chmod(0o600),
    "attribute": lambda path: os.setxattr(path, "user.a", b"b"),
    "read": lambda path: path.read_bytes(),
    "date": lambda path: set_times(path, (5, 5), (6, 6)),
    "now": lambda path: set_times(path, (0, UTIME_NOW), (0, UTIME_NOW)),
    "rename": lambda path: (os.rename(path, beside(path)), os.rename(beside(path), path)),
    "exchange": swap,
    "link": link_and_unlink,
    "replace": replace,
}


def told(path: Path) -> dict[str, object]:
    found = os.stat(path)
    names = ("st_ino", "st_mode", "st_nlink", "st_size", "st_blocks", "st_mtime_ns", "st_ctime_ns")
    told = {name: getattr(found, name) for name in (*names, "st_uid", "st_gid")}
    return told | {"content": hash(path.read_bytes())}


def test_every_two_changes(new_place: Callable[..., Place]) -> None:
    """Any two of them after each other, on a file each; then one look before, one after."""
    place = new_place()
    files = {}
    for number, names in enumerate(itertools.product(CHANGES, CHANGES)):
        path = place.root / f"file-{number}"
        path.write_bytes(b"initial" * 1000)
        files[names] = path
    for step in (0, 1):
        tick()
        for names, path in files.items():
            CHANGES[names[step]](path)
    before = {names: told(path) for names, path in files.items()}
    place.remount()
    wrong = [
        f"{' and '.join(names)}: {key} was {old}, is {new}"
        for names, path in files.items()
        for (key, old), new in zip(before[names].items(), told(path).values(), strict=True)
        if old != new
    ]
    assert not wrong, "\n".join(wrong[:20])


def test_folders_and_links(new_place: Callable[..., Place]) -> None:
    place = new_place()
    root = place.root
    for number in range(20):
        (root / f"folder-{number}" / "below").mkdir(parents=True)
        os.symlink("below", root / f"folder-{number}" / "link")
    tick()
    for number in range(0, 20, 2):
        os.rename(root / f"folder-{number}" / "below", root / f"moved-{number}")
        os.mkdir(root / f"folder-{number}" / "new", 0o2750)
        set_times(root / f"folder-{number}" / "link", (1, 2), (3, 4), follow=False)
    renameat2(root / "folder-1", root / "folder-2", 2)

    def look() -> dict[str, tuple[object, ...]]:
        found = {}
        for path in [root, *root.rglob("*")]:
            status = os.lstat(path)
            found[str(path)] = (
                *status[:2],
                status.st_nlink,
                status.st_mtime_ns,
                status.st_ctime_ns,
                0 if stat.S_ISDIR(status.st_mode) else status.st_size,
            )
        return found

    before = look()
    place.remount()
    assert look() == before
