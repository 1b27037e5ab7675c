"""From paths to inodes, and back."""

from __future__ import annotations

import stat
from collections import deque

from engine.constants import ROOT_INODE
from engine.errors import IndexDamagedError, InvalidOperationError, NoEntryError
from engine.namespace.entries import EntryOperations
from engine.namespace.inode import Inode

_MOST_LINKS = 40
"""Symbolic links followed in one path, as Linux bounds them."""

_DEEPEST = 1 << 20


class PathOperations(EntryOperations):
    """Operations on whole paths, which start at the root with or without a slash."""

    def resolve(self, path: bytes, follow: bool = False) -> Inode:
        """What a path leads to. Links on the way are followed, the last one with `follow`.

        Raises:
            NoEntryError: Nothing, or a link leads out of the vault (its target starts with '/').
            NotADirectoryInVaultError: Something on the way is no directory.
            InvalidOperationError: More than 40 links.
        """
        with self._lock:
            at = self._inodes.get(ROOT_INODE)
            parts = deque(_split(path))
            needs_directory = path.endswith(b"/")
            links = 0
            while parts:
                part = parts.popleft()
                found = self.lookup(at.ino, part)
                if stat.S_ISLNK(found.mode) and (parts or follow or needs_directory):
                    links += 1
                    if links > _MOST_LINKS:
                        raise InvalidOperationError(path)
                    target = self.readlink(found.ino)
                    if target.startswith(b"/"):
                        raise NoEntryError(path)
                    parts.extendleft(reversed(_split(target)))
                    continue
                at = found
            if needs_directory:
                self._directory(at.ino)
            return at

    def paths_of(self, ino: int) -> list[bytes]:
        """Every path of an inode, with a leading slash; none if it has no name."""
        with self._lock:
            inode = self._inodes.get(ino)
            if ino == ROOT_INODE:
                return [b"/"]
            if not inode.nlink:
                return []
            return sorted(
                self._path_of_directory(parent) + name for parent, name in self._names_of(inode)
            )

    def _names_of(self, inode: Inode) -> list[tuple[int, bytes]]:
        """(parent, name) of every name: by the hint if that finds all of them, else by a scan."""
        wanted = 1 if inode.is_directory else inode.nlink
        if inode.parent:
            names = self._directories.names_of(inode.ino, inode.parent)
            if len(names) == wanted:
                return names
        return self._directories.names_of(inode.ino)

    def _path_of_directory(self, ino: int) -> bytes:
        """A directory's path, with a slash at both ends."""
        names: list[bytes] = []
        while ino != ROOT_INODE:
            found = self._names_of(self._inodes.get(ino))
            if not found or len(names) > _DEEPEST:
                raise IndexDamagedError("index: a directory without a way to the root")
            ino, name = found[0]
            names.append(name)
        return b"/" + b"".join(name + b"/" for name in reversed(names))


def _split(path: bytes) -> list[bytes]:
    return [part for part in path.split(b"/") if part]
