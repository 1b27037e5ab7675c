"""A whole tree as a value that can be compared: names, kinds, modes, owners, times, content."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

RECENT_NS = 1_500_000_000 * 10**9
"""Times after this (2017) were stamped while the test ran; those before were set by it."""


@dataclass
class Node:
    """What a tree has at one path. `links` are all paths of the same inode, the first of them."""

    kind: str
    mode: int
    uid: int
    gid: int
    links: int
    size: int
    rdev: int
    modified_ns: int
    content: str
    first_link: str
    attributes: dict[str, bytes] = field(default_factory=dict)


_KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "symlink",
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFBLK: "block device",
    stat.S_IFCHR: "character device",
}


def snapshot(root: Path, *, exact_times: bool = False) -> dict[str, Node]:
    """Look at everything below the root, and at the root itself as ".".

    Args:
        root: the tree.
        exact_times: keep all modification times; otherwise recent ones are taken as equal,
            because two trees that were changed one after the other cannot have the same.
    """
    found: dict[str, Node] = {}
    first_links: dict[int, str] = {}
    base = os.fsencode(root)
    for folder, folders, files in os.walk(base, onerror=_raise):
        folders.sort()
        paths = [os.path.join(folder, name) for name in sorted(folders + files)]
        for path in [base, *paths] if folder == base else paths:
            name = os.fsdecode(os.path.relpath(path, base))
            found[name] = _look(path, name, first_links, exact_times)
    return found


def _raise(error: OSError) -> None:
    raise error


def _look(path: bytes, name: str, first_links: dict[int, str], exact_times: bool) -> Node:
    status = os.lstat(path)
    kind = _KINDS[stat.S_IFMT(status.st_mode)]
    modified = status.st_mtime_ns
    return Node(
        kind=kind,
        mode=stat.S_IMODE(status.st_mode),
        uid=status.st_uid,
        gid=status.st_gid,
        links=status.st_nlink,
        size=0 if kind == "directory" else status.st_size,
        rdev=status.st_rdev if "device" in kind else 0,
        modified_ns=modified if exact_times or modified < RECENT_NS else RECENT_NS,
        content=_content(path, kind),
        first_link=name if kind == "directory" else first_links.setdefault(status.st_ino, name),
        attributes=_attributes(path),
    )


def _content(path: bytes, kind: str) -> str:
    if kind == "symlink":
        return os.fsdecode(os.readlink(path))
    if kind != "file":
        return ""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _attributes(path: bytes) -> dict[str, bytes]:
    with contextlib.suppress(OSError):
        return {
            name: os.getxattr(path, name, follow_symlinks=False)
            for name in sorted(os.listxattr(path, follow_symlinks=False))
        }
    return {}


def difference(one: dict[str, Node], other: dict[str, Node]) -> str:
    """The first few paths at which two snapshots differ, and in what; empty when they are equal."""
    lines = []
    for name in sorted(set(one) | set(other)):
        left, right = one.get(name), other.get(name)
        if left == right:
            continue
        if left is None or right is None:
            lines.append(f"{name!r}: only in the {'second' if left is None else 'first'}")
        else:
            fields = [key for key in vars(left) if getattr(left, key) != getattr(right, key)]
            told = ", ".join(
                f"{key} {getattr(left, key)!r} / {getattr(right, key)!r}" for key in fields
            )
            lines.append(f"{name!r}: {told}")
    more = [f"... and {len(lines) - 10} more"] if len(lines) > 10 else []
    return "\n".join(lines[:10] + more)
