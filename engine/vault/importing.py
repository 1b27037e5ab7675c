"""Files and folders of the disk outside, into a vault: all or nothing.

Two steps. First the content of every file goes into the vault under no name (`create_orphan`);
nothing of that is visible, and if we stop here, asked to or by a crash, nothing is left of it.
Then everything is linked in one go under the namespace's lock, so that one commit makes all of it
durable. A file that cannot be read is named in the result and does not end the rest; a vault that
is full or fails does, and then nothing was imported at all.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import (
    EntryExistsError,
    NamespaceError,
    NoEntryError,
    NoSpaceError,
    NotADirectoryInVaultError,
)
from engine.medium.heap import collecting_seldom
from engine.progress import CancelToken, Report, ignore_progress
from engine.vault.import_plan import Plan, PlannedFolder
from engine.vault.import_staging import Stager
from engine.vault.local_tree import Found, walk_local
from engine.vault.tally import Conflict, Tally, TransferResult

if TYPE_CHECKING:
    from engine.namespace import Namespace
    from engine.vault.vault import Vault

ENTRY_BYTES = 512
"""What an entry costs in the index, at most: its inode, name, attributes and their B-tree."""


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
    stager = Stager(vault, tally, plan, conflict)
    targets = _targets(vault.namespace, paths, dest)
    for path in paths:
        walk_local(path, _Scanner(tally))
    _check_space(vault.namespace, tally.total_bytes, tally.total_items)
    try:
        with collecting_seldom():
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
