"""Copies inside the vault: all of it is there, or nothing is."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.jobs.entries import Place, free_name, numbered
from engine.errors import InvalidOperationError
from engine.progress import CancelToken, Progress, Report

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace, StagedInode, StagedTransaction
    from engine.vault import Vault

_PIECE_BYTES = 4 * 1024 * 1024
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: the copies' places, in the order of the originals."""

    places: tuple[Place, ...]
    files: int
    data_bytes: int


def copy(
    vault: Vault, places: Sequence[Place], folder: int, cancel: CancelToken, report: Report
) -> Copied:
    """Copy entries, and all that lies below them, into a folder; a taken name gets a number.

    Links stay links, whatever they point at; a file with several names becomes one copy for each.

    Raises:
        InvalidOperationError: A folder was to be copied into itself.
        CancelledError: Nothing was copied.
        NoSpaceError, DamageError: Likewise.
    """
    namespace = vault.namespace
    _refuse_loops(namespace, places, folder)
    made: list[Place] = []
    taken: set[bytes] = set()
    with namespace.begin() as transaction:
        job = _Copy(namespace, transaction, cancel, report)
        for place in places:
            inode = namespace.lookup(*place)
            name = free_name(namespace, folder, place.name, is_folder=inode.is_directory)
            number = 1
            while name in taken:  # two of one name from different folders
                number += 1
                name = numbered(place.name, number, is_folder=inode.is_directory)
                name = free_name(namespace, folder, name, is_folder=inode.is_directory)
            taken.add(name)
            job.copy(inode, folder, name)
            made.append(Place(folder, name))
        cancel.check()
    return Copied(tuple(made), job.files, job.data_bytes)


def _refuse_loops(namespace: Namespace, places: Sequence[Place], folder: int) -> None:
    copied = {namespace.lookup(*place).ino: place for place in places}
    at = folder
    while True:
        if at in copied:
            raise InvalidOperationError(copied[at].name)
        parent = namespace.lookup(at, b"..").ino
        if parent == at:
            return
        at = parent


class _Copy:
    """Stages copies, and counts."""

    def __init__(
        self,
        namespace: Namespace,
        transaction: StagedTransaction,
        cancel: CancelToken,
        report: Report,
    ) -> None:
        self._namespace = namespace
        self._transaction = transaction
        self._cancel = cancel
        self._report = report
        self.files = 0
        self.data_bytes = 0

    def copy(self, inode: Inode, folder: int | StagedInode, name: bytes) -> None:
        """Copy an entry and all that lies below it; without recursion, however deep that is."""
        waiting = [(inode, folder, name)]
        while waiting:
            self._cancel.check()
            found, parent, called = waiting.pop()
            if found.is_directory:
                made = self._transaction.mkdir(
                    parent, called, found.mode & 0o7777, found.uid, found.gid
                )
                waiting += [(below, made, each) for each, below in self._below(found.ino)]
            elif found.is_regular:
                made = self._file(found, parent, called)
            elif stat.S_ISLNK(found.mode):
                target = self._namespace.readlink(found.ino)
                self._transaction.symlink(parent, called, target, found.uid, found.gid)
                continue
            else:
                continue  # a pipe or a socket is somebody's meeting place, and no content
            self._attributes(found, made)

    def _below(self, ino: int) -> list[tuple[bytes, Inode]]:
        found: list[tuple[bytes, Inode]] = []
        after: bytes | None = None
        while True:
            self._cancel.check()
            page = self._namespace.entries_with_inodes(ino, after=after, limit=_PAGE)
            found += page
            if len(page) < _PAGE:
                return found
            after = page[-1][0]

    def _file(self, inode: Inode, parent: int | StagedInode, name: bytes) -> StagedInode:
        namespace = self._namespace
        made = self._transaction.create(parent, name, inode.mode & 0o7777, inode.uid, inode.gid)
        namespace.open(inode.ino)
        try:
            at = 0
            while len(piece := namespace.read(inode.ino, at, _PIECE_BYTES)):
                self._cancel.check()
                self._transaction.write(made, at, piece)
                at += len(piece)
                self.data_bytes += len(piece)
                self._report(Progress(self.data_bytes, 0, "bytes"))
        finally:
            namespace.release(inode.ino)
        self.files += 1
        return made

    def _attributes(self, inode: Inode, made: StagedInode) -> None:
        for name in self._namespace.list_xattrs(inode.ino):
            value = self._namespace.get_xattr(inode.ino, name)
            self._transaction.set_xattr(made, name, value)
        if inode.is_regular:  # a folder's time is that of its last change, which is now
            self._transaction.set_attributes(made, mtime_ns=inode.mtime_ns)
