"""Changes to names in the vault: new folders, renames, moves; and what undoes them."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from engine.constants import BLOCK_BYTES, INLINE_BYTES, MAX_NAME_BYTES
from engine.errors import NoEntryError, VaultError
from engine.progress import CancelToken, Progress, Report

if TYPE_CHECKING:
    from engine.namespace import Namespace
    from engine.vault import Vault

FOLDER_MODE = 0o755
RENAME_NOREPLACE = 1
"""As Linux numbers it: a rename that finds the new name taken is refused."""


class Place(NamedTuple):
    """A name in a folder."""

    parent: int
    name: bytes


class Move(NamedTuple):
    """An entry that went from one place to another."""

    origin: Place
    target: Place


@dataclass(frozen=True, slots=True)
class EntryFailure:
    """An entry that stayed as it was, and why."""

    name: bytes
    error: VaultError


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, and what was not."""

    moves: tuple[Move, ...]
    failures: tuple[EntryFailure, ...] = ()


def free_name(namespace: Namespace, parent: int, name: bytes, *, is_folder: bool = False) -> bytes:
    """The name, or the first of `name (2).txt`, `name (3).txt` … that nothing has."""
    candidate, number = name, 1
    while _is_taken(namespace, parent, candidate):
        number += 1
        candidate = numbered(name, number, is_folder=is_folder)
    return candidate


def numbered(name: bytes, number: int, *, is_folder: bool = False) -> bytes:
    """A name with a number before its extension, shortened if it has to be."""
    stem, dot, end = name.rpartition(b".")
    if is_folder or not stem or len(end) > 16:
        stem, dot, end = name, b"", b""
    suffix = b" (%d)" % number + dot + end
    room = MAX_NAME_BYTES - len(suffix)
    if len(stem) > room:  # not in the middle of a character
        stem = stem[:room].decode("utf-8", "ignore").encode() or stem[:room]
    return stem + suffix


def make_folder(
    vault: Vault, parent: int, name: bytes, _cancel: CancelToken, _report: Report
) -> Place:
    """Make a folder under the name or, if that is taken, a numbered one."""
    namespace = vault.namespace
    with vault.store.lock:
        name = free_name(namespace, parent, name, is_folder=True)
        namespace.mkdir(parent, name, FOLDER_MODE, os.getuid(), os.getgid())
    return Place(parent, name)


def rename(
    vault: Vault, place: Place, new_name: bytes, _cancel: CancelToken, _report: Report
) -> Moved:
    """Give an entry another name in its folder.

    Raises:
        EntryExistsError, InvalidNameError, NameTooLongError: It keeps its name.
    """
    target = Place(place.parent, new_name)
    vault.namespace.rename(*place, *target, flags=RENAME_NOREPLACE)
    return Moved((Move(place, target),))


def move(
    vault: Vault,
    places: Sequence[Place],
    folder: int,
    cancel: CancelToken,
    report: Report,
) -> Moved:
    """Move entries into a folder; where a name is taken, under a numbered one."""
    moves: list[Move] = []
    failures: list[EntryFailure] = []
    namespace = vault.namespace
    for done, place in enumerate(places):
        if cancel.cancelled:
            break
        report(Progress(done, len(places), "items"))
        if place.parent == folder:
            continue
        try:
            with vault.store.lock:
                inode = namespace.lookup(*place)
                name = free_name(namespace, folder, place.name, is_folder=inode.is_directory)
                namespace.rename(*place, folder, name, flags=RENAME_NOREPLACE)
            moves.append(Move(place, Place(folder, name)))
        except VaultError as error:
            failures.append(EntryFailure(place.name, error))
    return Moved(tuple(moves), tuple(failures))


def move_back(vault: Vault, moves: Sequence[Move], _cancel: CancelToken, _report: Report) -> Moved:
    """Undo moves and renames, the last one first. A name that is taken meanwhile is numbered."""
    done: list[Move] = []
    failures: list[EntryFailure] = []
    namespace = vault.namespace
    for origin, target in reversed(moves):
        try:
            with vault.store.lock:
                inode = namespace.lookup(*target)
                name = free_name(
                    namespace, origin.parent, origin.name, is_folder=inode.is_directory
                )
                namespace.rename(*target, origin.parent, name, flags=RENAME_NOREPLACE)
            done.append(Move(target, Place(origin.parent, name)))
        except VaultError as error:
            failures.append(EntryFailure(origin.name, error))
    return Moved(tuple(done), tuple(failures))


class Step(NamedTuple):
    """A folder on the way from the root to where the browser is."""

    ino: int
    name: bytes


def path_to(vault: Vault, ino: int, _cancel: CancelToken, _report: Report) -> tuple[Step, ...]:
    """The folders from the root down to one, both included.

    Raises:
        StaleInodeError: It is gone.
        NoEntryError: It has no name any more.
    """
    namespace = vault.namespace
    with vault.store.lock:
        paths = namespace.paths_of(ino)
        if not paths:
            raise NoEntryError
        steps = [Step(namespace.resolve(b"/").ino, b"")]
        for name in (part for part in paths[0].split(b"/") if part):
            steps.append(Step(namespace.lookup(steps[-1].ino, name).ino, name))
    return tuple(steps)


def follow(vault: Vault, place: Place, _cancel: CancelToken, _report: Report) -> int:
    """The folder that an entry is, or that a link leads to.

    Raises:
        NoEntryError: The link leads nowhere, or out of the vault.
        NotADirectoryInVaultError: It is something else.
    """
    namespace = vault.namespace
    folder = namespace.paths_of(place.parent)[0]
    return namespace.resolve(folder.rstrip(b"/") + b"/" + place.name + b"/", follow=True).ino


class Target(NamedTuple):
    """Where a path leads: a folder, and the name in it that was meant, if not the folder itself."""

    folder: int
    name: bytes | None = None


def find_path(
    vault: Vault, here: bytes, text: str, _cancel: CancelToken, _report: Report
) -> Target:
    """Where a path leads that somebody typed, from the top or from the folder `here`.

    Raises:
        NamespaceError: Nowhere.
    """
    namespace = vault.namespace
    typed = text.encode("utf-8", "surrogateescape")
    path = posixpath.normpath(posixpath.join(here, typed))
    inode = namespace.resolve(path, follow=True)
    if inode.is_directory:
        return Target(inode.ino)
    folder, name = posixpath.split(path)
    return Target(namespace.resolve(folder, follow=True).ino, name)


@dataclass(frozen=True, slots=True)
class Properties:
    """What is known of an entry; of several, their sums."""

    paths: tuple[bytes, ...]
    """Of one entry: all its paths. Of several: none."""
    files: int
    folders: int
    others: int
    content_bytes: int
    stored_bytes: int
    """What their content takes in the vault, before parity."""
    pieces: int
    """Slots on disk; none for small files, which lie inside the index."""
    mode: int = 0
    links: int = 0
    created_ns: int = 0
    modified_ns: int = 0
    changed_ns: int = 0
    damaged: int = 0
    """Damaged slots that reads of these files have met since the vault was unlocked."""


def properties(
    vault: Vault, places: Sequence[Place], cancel: CancelToken, _report: Report
) -> Properties:
    """Look at entries, and at all that lies below them."""
    namespace = vault.namespace
    count = _Count()
    for place in places:
        inode = namespace.lookup(*place)
        count.add(inode.ino, inode.mode, inode.size, inode.blocks)
        if inode.is_directory:
            _count_below(namespace, inode.ino, count, cancel)
    one = namespace.lookup(*places[0]) if len(places) == 1 else None
    return Properties(
        paths=tuple(namespace.paths_of(one.ino)) if one is not None else (),
        files=count.files,
        folders=count.folders,
        others=count.others,
        content_bytes=count.content_bytes,
        stored_bytes=count.stored_bytes,
        pieces=count.stripes * vault.geometry.lanes,
        mode=one.mode if one is not None else 0,
        links=one.nlink if one is not None else 0,
        created_ns=one.btime_ns if one is not None else 0,
        modified_ns=one.mtime_ns if one is not None else 0,
        changed_ns=one.ctime_ns if one is not None else 0,
        damaged=sum(damage.owner in count.inodes for damage in vault.store.damage_seen),
    )


class _Count:
    def __init__(self) -> None:
        self.files = self.folders = self.others = 0
        self.content_bytes = self.stored_bytes = self.stripes = 0
        self.inodes: set[int] = set()

    def add(self, ino: int, mode: int, size: int, blocks: int) -> None:
        if ino in self.inodes:  # a further name of a file that was counted
            return
        self.inodes.add(ino)
        if stat.S_ISDIR(mode):
            self.folders += 1
        elif stat.S_ISREG(mode):
            self.files += 1
            self.content_bytes += size
            self.stored_bytes += blocks * 512
            if size > INLINE_BYTES:  # smaller ones lie inside the index
                self.stripes += -(-blocks * 512 // BLOCK_BYTES)
        else:
            self.others += 1


def _count_below(namespace: Namespace, ino: int, count: _Count, cancel: CancelToken) -> None:
    waiting = [ino]
    while waiting:
        folder = waiting.pop()
        after: bytes | None = None
        while True:
            cancel.check()
            page = namespace.entries_with_inodes(folder, after=after, limit=1000)
            for _, inode in page:
                count.add(inode.ino, inode.mode, inode.size, inode.blocks)
                if inode.is_directory:
                    waiting.append(inode.ino)
            if len(page) < 1000:
                break
            after = page[-1][0]


def _is_taken(namespace: Namespace, parent: int, name: bytes) -> bool:
    try:
        namespace.lookup(parent, name)
    except NoEntryError:
        return False
    return True
