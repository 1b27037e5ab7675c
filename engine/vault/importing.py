"""Files and folders of the disk outside, into a vault: all or nothing.

Two steps. First the content of every file goes into the vault under no name (`create_orphan`);
nothing of that is visible, and if we stop here, asked to or by a crash, nothing is left of it.
Then everything is linked in one go under the namespace's lock, so that one commit makes all of it
durable. A file that cannot be read is named in the result and does not end the rest; a vault that
is full or fails does, and then nothing was imported at all.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import (
    EntryExistsError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    NamespaceError,
    NoEntryError,
    NoSpaceError,
    NotADirectoryInVaultError,
    VaultError,
)
from engine.progress import CancelToken, Report, ignore_progress
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
from engine.vault.tally import ChangedMeanwhileError, Conflict, Tally, TransferResult

if TYPE_CHECKING:
    from engine.namespace import Namespace
    from engine.vault.vault import Vault

ENTRY_BYTES = 512
"""What an entry costs in the index, at most: its inode, name, attributes and their B-tree."""

_READ_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
"""O_NONBLOCK: a fifo that took a file's place since we looked must not hang us."""


def import_tree(
    vault: Vault,
    sources: Sequence[str | bytes | Path],
    dest: bytes,
    report: Report = ignore_progress,
    cancel: CancelToken | None = None,
    conflict: Conflict = Conflict.REPLACE,
) -> TransferResult:
    """Copy files and folders into a vault, with all that belongs to them, as `cp -a` would.

    Args:
        vault: Unlocked and writable.
        sources: Paths outside. A path that ends with `/.` stands for the folder's content.
        dest: Path in the vault. An existing folder takes the sources in; otherwise it is the
            only source's new name, and its parent must exist.
        report: Told of the progress, in bytes.
        cancel: Honoured between two pieces of a file; then nothing was imported.
        conflict: What becomes of files that the vault has already.

    Returns:
        What was imported, durably, and what was not.

    Raises:
        CancelledError: Nothing was imported.
        NoSpaceError, MediumError, DamageError: Nothing was imported.
        NoEntryError, NotADirectoryInVaultError: `dest` cannot take the sources.
    """
    vault.store.check_writable()
    tally = Tally(report, cancel or CancelToken())
    paths = [os.fsencode(source) for source in sources]
    plan = Plan()
    stager = _Stager(vault, tally, plan, conflict)
    targets = _targets(vault.namespace, paths, dest)
    for path in paths:
        walk_local(path, _Scanner(tally))
    _check_space(vault.namespace, tally.total_bytes, tally.total_items)
    try:
        for path, (anchor, name) in zip(paths, targets, strict=True):
            stager.stage(path, anchor, name)
        tally.cancel.check()
        _link_all(vault, tally, plan, conflict)
    finally:
        for staged in plan.files:
            vault.namespace.release(staged.ino)
    vault.namespace.sync()
    return tally.result()


def _targets(
    namespace: Namespace, sources: Sequence[bytes], dest: bytes
) -> list[tuple[PlannedFolder, bytes]]:
    """For each source the folder that takes it in and its name there; no name: merge into it."""
    try:
        inode = namespace.resolve(dest, follow=True)
    except NoEntryError:
        inode = None
    if inode is not None and inode.is_directory:
        anchor = PlannedFolder(None, b"", dest, None, ino=inode.ino)
        return [(anchor, _name_of(source)) for source in sources]
    if len(sources) != 1 or dest.endswith(b"/"):
        raise NotADirectoryInVaultError(dest)
    parent_path, name = posixpath.split(dest)
    parent = namespace.resolve(parent_path or b"/", follow=True)
    if not parent.is_directory:
        raise NotADirectoryInVaultError(parent_path)
    return [(PlannedFolder(None, b"", parent_path, None, ino=parent.ino), name)]


def _name_of(source: bytes) -> bytes:
    """The name that a source takes in a folder; empty for `.`, `..`, `/` and `x/.`."""
    name = posixpath.basename(source.rstrip(b"/"))
    return b"" if name in (b".", b"..") else name


def _check_space(namespace: Namespace, data_bytes: int, entries: int) -> None:
    """Refuse what cannot fit: at once rather than after an hour of copying.

    Raises:
        NoSpaceError: There is more than the vault can take.
    """
    if data_bytes + entries * ENTRY_BYTES > namespace.space().free:
        raise NoSpaceError("vault")


def _link_all(vault: Vault, tally: Tally, plan: Plan, conflict: Conflict) -> None:
    """Give everything that was staged its place.

    As one group of the namespace: nobody sees half of it, no commit falls in between, and an
    error that is not about one entry undoes all. Inside a group the store does not ask for space
    again, so that is done here.
    """
    _check_space(vault.namespace, 0, len(plan.entries))
    with vault.namespace._group():
        for entry in plan.entries:
            try:
                entry.link(vault.namespace, tally, conflict)
            except EntryExistsError as error:
                if conflict is Conflict.SKIP:
                    tally.skipped.append(entry.path)
                else:
                    tally.fail(entry.path, error)
            except NamespaceError as error:
                tally.fail(entry.path, error)
        for entry in reversed(plan.entries):
            if isinstance(entry, PlannedFolder):
                entry.finish(vault.namespace)


class _Scanner:
    """The first look at the sources: how much there is."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._linked: set[tuple[int, int]] = set()

    def enter(self, _found: Found, _fd: int) -> bool:
        self._tally.cancel.check()
        self._tally.total_items += 1
        return True

    def leave(self) -> None:
        """Nothing to do."""

    def leaf(self, found: Found) -> None:
        self._tally.total_items += 1
        info = found.info
        if not stat.S_ISREG(info.st_mode):
            return
        if info.st_nlink > 1:
            if (info.st_dev, info.st_ino) in self._linked:
                return
            self._linked.add((info.st_dev, info.st_ino))
        self._tally.total_bytes += info.st_size

    def failed(self, path: bytes, error: OSError) -> None:
        """Left to the second walk, which meets it again and names it."""


class _Stager:
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
        self._tally.start(found.path)
        if (found.info.st_dev, found.info.st_ino) == self._own_folder:
            self._tally.fail(found.path, InvalidOperationError(found.path))
            return False
        anchor, name = self._place(found)
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
        if self._here is not None:
            self._here = self._here.parent

    def leaf(self, found: Found) -> None:
        self._tally.start(found.path)
        anchor, name = self._place(found)
        try:
            if self._is_wanted(anchor, name, found.path):
                self._take(found, anchor, name)
        except NoSpaceError:
            raise
        except (NamespaceError, OSError) as error:
            self._tally.fail(found.path, error)

    def failed(self, path: bytes, error: OSError) -> None:
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
            staged = self._staged(found)
        if info.st_nlink > 1:
            self._hard_links[key] = staged
        self._plan.entries.append(PlannedName(anchor, name, found.path, staged))

    def _staged(self, found: Found) -> Staged:
        info = found.info
        if stat.S_ISREG(info.st_mode):
            fd = os.open(found.name, _READ_FLAGS, dir_fd=found.folder_fd)
            try:
                return self._stage_open_file(fd)
            finally:
                os.close(fd)
        target = b""
        if stat.S_ISLNK(info.st_mode):
            target = os.readlink(found.name, dir_fd=found.folder_fd)
        return StagedSpecial(local_attributes(info), target)

    def _stage_open_file(self, fd: int) -> StagedFile:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode):
            raise ChangedMeanwhileError("is no regular file any more")
        attributes = local_attributes(info, read_xattrs(fd))
        inode = self._namespace.create_orphan(info.st_mode, info.st_uid, info.st_gid)
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
