"""The first step of an import: content into the vault, under no name, and a plan for the rest."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import (
    EntryExistsError,
    FileLockedError,
    IsADirectoryInVaultError,
    NamespaceError,
    NotADirectoryInVaultError,
    VaultError,
)
from engine.medium.system import CLOEXEC, NOFOLLOW, NONBLOCK
from engine.vault.attributes import local_attributes, read_xattrs
from engine.vault.import_plan import (
    Plan,
    PlannedFolder,
    PlannedName,
    Staged,
    StagedFile,
    StagedSpecial,
    apply_in_vault,
    find,
)
from engine.vault.local_tree import Found, walk_local
from engine.vault.pieces import PIECE_BYTES, local_pieces
from engine.vault.tally import ChangedMeanwhileError, Conflict, Tally

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_READ_FLAGS = os.O_RDONLY | NOFOLLOW | CLOEXEC | NONBLOCK
"""O_NONBLOCK: a fifo that took a file's place since we looked must not hang us."""


class Stager:
    """The second walk: content into the vault, everything else into the plan."""

    def __init__(self, vault: Vault, tally: Tally, plan: Plan, conflict: Conflict) -> None:
        self._namespace = vault.namespace
        self._tally = tally
        self._plan = plan
        self._conflict = conflict
        self._own_folder = _identity(vault.path)
        self._hard_links: dict[tuple[int, int], Staged] = {}
        self._here: PlannedFolder | None = None
        self._top_name = b""
        self._buffer = memoryview(bytearray(PIECE_BYTES))

    def stage(self, source: bytes, anchor: PlannedFolder, name: bytes) -> None:
        """Take in one source under `name` in `anchor`, or, without a name, merged into it."""
        self._here = anchor
        self._top_name = name
        walk_local(source, self)

    # -- visiting --------------------------------------------------------------------------------

    def enter(self, found: Found, fd: int) -> bool:
        """Plan a folder."""
        self._tally.start(found.path)
        if (found.info.st_dev, found.info.st_ino) == self._own_folder:
            self._tally.fail(found.path, OSError(errno.EINVAL, "this is the vault itself"))
            return False
        anchor, name = self._place(found)
        try:
            self._lock_for(anchor)
        except FileLockedError as error:
            self._tally.fail(found.path, error)
            return False
        attributes = local_attributes(found.info, read_xattrs(fd))
        if not name:
            planned = PlannedFolder(None, b"", found.path, attributes, ino=anchor.ino)
        else:
            planned = PlannedFolder(anchor, name, found.path, attributes)
            existing = find(self._namespace, anchor.ino, name) if anchor.ino else None
            if existing is not None and not existing.is_directory:
                self._tally.fail(found.path, NotADirectoryInVaultError(name))
                return False
            if existing is not None:
                planned.ino = existing.ino
        self._plan.entries.append(planned)
        self._here = planned
        return True

    def leave(self) -> None:
        """Go on in the folder above."""
        if self._here is not None:
            self._here = self._here.parent

    def leaf(self, found: Found) -> None:
        """Stage anything else, or note why it cannot be.

        Raises:
            NoSpaceError, MediumError, DamageError: The vault does not take any more.
        """
        self._tally.start(found.path)
        anchor, name = self._place(found)
        try:
            if self._is_wanted(anchor, name, found.path):
                self._take(found, anchor, name)
        except (NamespaceError, OSError) as error:
            self._tally.fail(found.path, error)

    def failed(self, path: bytes, error: OSError) -> None:
        """Name what cannot be looked at."""
        self._tally.fail(path, error)

    def _place(self, found: Found) -> tuple[PlannedFolder, bytes]:
        """Where an entry goes: the name of a source may differ from what it is called outside."""
        if self._here is None:
            raise AssertionError("an entry outside of every source")
        return self._here, self._top_name if found.folder_fd is None else found.name

    def _is_wanted(self, anchor: PlannedFolder, name: bytes, path: bytes) -> bool:
        """Whether the entry is to be imported at all; asked before its content is read.

        Raises:
            IsADirectoryInVaultError, EntryExistsError: Something has its name.
        """
        existing = find(self._namespace, anchor.ino, name) if anchor.ino else None
        if existing is None:
            return True
        if existing.is_directory:
            raise IsADirectoryInVaultError(name)
        if self._conflict is Conflict.FAIL:
            raise EntryExistsError(name)
        if self._conflict is Conflict.SKIP:
            self._tally.skipped.append(path)
            return False
        return True

    # -- taking in -------------------------------------------------------------------------------

    def _take(self, found: Found, anchor: PlannedFolder, name: bytes) -> None:
        """Stage the entry; once for all names of something with hard links."""
        info = found.info
        key = (info.st_dev, info.st_ino)
        staged = self._hard_links.get(key) if info.st_nlink > 1 else None
        if staged is None:
            staged = self._staged(found, self._lock_for(anchor))
        if info.st_nlink > 1:
            self._hard_links[key] = staged
        source = found.path if found.folder_fd is None else b""
        self._plan.entries.append(PlannedName(anchor, name, staged, source))

    def _lock_for(self, anchor: PlannedFolder) -> int:
        """The number of the second lock that what is staged into a folder comes under.

        Raises:
            FileLockedError: It is closed.
        """
        folder = anchor
        while not folder.ino and folder.parent is not None:
            folder = folder.parent
        return self._namespace.lock_for(folder.ino) if folder.ino else 0

    def _staged(self, found: Found, lock: int) -> Staged:
        info = found.info
        if stat.S_ISREG(info.st_mode):
            fd = os.open(found.name, _READ_FLAGS, dir_fd=found.folder_fd)
            try:
                return self._stage_open_file(fd, lock)
            finally:
                os.close(fd)
        target = b""
        if stat.S_ISLNK(info.st_mode):
            target = os.readlink(found.name, dir_fd=found.folder_fd)
        return StagedSpecial(local_attributes(info), target)

    def _stage_open_file(self, fd: int, lock: int) -> StagedFile:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode):
            raise ChangedMeanwhileError("is no regular file any more")
        attributes = local_attributes(info, read_xattrs(fd))
        inode = self._namespace.create_orphan(info.st_mode, info.st_uid, info.st_gid, lock)
        try:
            self._copy(fd, info, inode.ino)
            apply_in_vault(self._namespace, inode.ino, attributes)
        except BaseException:
            with contextlib.suppress(VaultError):
                self._namespace.release(inode.ino)
            raise
        staged = StagedFile(inode.ino, info.st_size)
        self._plan.files.append(staged)
        return staged

    def _copy(self, fd: int, info: os.stat_result, ino: int) -> None:
        """Carry the data over, holes left out.

        Raises:
            ChangedMeanwhileError: The file is not what it was when we began.
        """
        position = 0
        for piece in local_pieces(fd, info):
            self._tally.cancel.check()
            data = self._buffer[: piece.length]
            if os.preadv(fd, [data], piece.offset) != piece.length:
                raise ChangedMeanwhileError("became shorter while it was read")
            self._namespace.write(ino, piece.offset, data)
            self._tally.advance(piece.offset + piece.length - position)
            position = piece.offset + piece.length
        if position < info.st_size:
            self._namespace.set_attributes(ino, size=info.st_size)
            self._tally.advance(info.st_size - position)
        after = os.fstat(fd)
        if (after.st_size, after.st_mtime_ns) != (info.st_size, info.st_mtime_ns):
            raise ChangedMeanwhileError("changed while it was read")


def _identity(path: Path) -> tuple[int, int]:
    info = os.stat(path)
    return info.st_dev, info.st_ino
