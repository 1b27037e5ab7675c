"""A walk over a tree of the disk outside, by descriptors: no path is too long, no link is followed.

Descriptors instead of paths also mean that a folder which somebody swaps for a link during the
walk is not followed out of the tree.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from engine.medium.system import CLOEXEC, DIRECTORY, NOFOLLOW

_FOLDER_FLAGS = os.O_RDONLY | DIRECTORY | CLOEXEC


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of the tree. `name` is relative to `folder_fd`, or to where we are if that is None.

    `path` is for messages only. The descriptor is valid during the visit.
    """

    folder_fd: int | None
    name: bytes
    path: bytes
    info: os.stat_result


class Visitor(Protocol):
    """What is done with each entry of a tree."""

    def enter(self, found: Found, fd: int, /) -> bool:
        """Come to a folder, open as `fd`; False passes over it and what it holds."""

    def leave(self) -> None:
        """Be done with the innermost folder that was entered."""

    def leaf(self, found: Found, /) -> None:
        """Come to anything but a folder."""

    def failed(self, path: bytes, error: OSError, /) -> None:
        """Hear of an entry that could not be looked at."""


@dataclass(slots=True)
class _Level:
    fd: int
    path: bytes
    names: Iterator[bytes]


def walk_local(source: bytes, visitor: Visitor) -> None:
    """Visit a file, or a folder and everything below it, in order of names.

    A link given as `source` is visited as a link, unless the path ends with a slash.
    """
    levels: list[_Level] = []
    try:
        _visit(None, source, source, visitor, levels)
        while levels:
            level = levels[-1]
            name = next(level.names, None)
            if name is None:
                os.close(levels.pop().fd)
                visitor.leave()
            else:
                _visit(level.fd, name, os.path.join(level.path, name), visitor, levels)
    finally:
        for level in levels:
            os.close(level.fd)


def _visit(
    folder_fd: int | None, name: bytes, path: bytes, visitor: Visitor, levels: list[_Level]
) -> None:
    try:
        info = os.stat(name, dir_fd=folder_fd, follow_symlinks=False)
        found = Found(folder_fd, name, path, info)
        if not stat.S_ISDIR(info.st_mode):
            visitor.leaf(found)
            return
        nofollow = 0 if name.endswith(b"/") else NOFOLLOW
        fd = os.open(name, _FOLDER_FLAGS | nofollow, dir_fd=folder_fd)
    except OSError as error:
        visitor.failed(path, error)
        return
    entered = False
    try:
        # Sorted: the same tree gives the same order of writes, whatever the disk's own order is.
        names = iter(sorted(os.fsencode(entry) for entry in os.listdir(fd)))
        entered = visitor.enter(found, fd)
        if entered:
            levels.append(_Level(fd, path, names))
    except OSError as error:
        visitor.failed(path, error)
    finally:
        if not entered:
            os.close(fd)
