"""Which names are used: what the index's rows say, less what contradicts itself or the disk.

Names out of an index of which parts are lost or out of date are taken on no trust: whatever could
lead out of its folder is no name, a folder is entered once, and a name that may be out of date
gives way to one that is not.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator, Mapping

from engine.constants import MAX_NAME_BYTES, ROOT_INODE
from engine.errors import InvalidNameError, NameTooLongError
from engine.health.salvage.report import SUFFIXES, FileState
from engine.index.remains import IndexRemains, NameRow
from engine.namespace.names import check_name


class Names:
    """The names of every folder, as far as they can be used."""

    def __init__(self, remains: IndexRemains) -> None:
        self._remains = remains
        self._sure = Counter[int]()
        if not remains.is_whole:
            rows = (row for names in remains.names.values() for row in names.values())
            self._sure.update(row.ino for row in rows if row.sure)

    def of(self, folder: int) -> Iterator[tuple[bytes, NameRow]]:
        """A folder's names in order, with what they lead to."""
        names: Mapping[bytes, NameRow] = self._remains.names.get(folder, {})
        for name in sorted(names):
            row = names[name]
            if is_name(name) and row.ino > 0 and not self._is_outdated(row):
                yield name, row

    def folders(self) -> Iterator[int]:
        """Every folder of which a row or a name in it is left, the root first."""
        yield ROOT_INODE
        known = {ino for ino in self._remains.inodes() if self.is_folder(ino, 0)}
        yield from sorted((known | self._remains.names.keys()) - {ROOT_INODE})

    def is_folder(self, ino: int, kind: int) -> bool:
        """Whether an inode is a folder, by its row or else by what a name says of it."""
        return stat.S_ISDIR(self.mode_of(ino, kind))

    def mode_of(self, ino: int, kind: int) -> int:
        """Mode of an inode; where its row is lost, the kind alone."""
        found = self._remains.inode(ino)
        return found[0].mode if found is not None else (kind & 0xF) << 12

    def _is_outdated(self, row: NameRow) -> bool:
        """Whether sure names make up all that an inode has, so that a doubtful one is an old one."""
        if row.sure or not self._sure[row.ino]:
            return False
        found = self._remains.inode(row.ino)
        if found is None:
            return False
        links = 1 if stat.S_ISDIR(found[0].mode) else found[0].nlink
        return self._sure[row.ino] >= links


def is_name(name: bytes) -> bool:
    """Whether an entry of a folder may be called so."""
    try:
        check_name(name)
    except (InvalidNameError, NameTooLongError):
        return False
    return True


def name_for(name: bytes, state: FileState, attempt: int = 0) -> bytes:
    """What a file is called outside: its name, a mark if it may be wrong, a number if that is taken.

    A name that becomes too long is cut, between characters where it is text.
    """
    suffix = SUFFIXES.get(state, b"") + (b".%d" % attempt if attempt else b"")
    room = MAX_NAME_BYTES - len(suffix)
    if len(name) > room:
        cut = name[:room]
        name = cut.decode("utf-8", "ignore").encode() if _is_text(name) else cut
    return name + suffix


def _is_text(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
