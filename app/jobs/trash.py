"""The vault's trash: where deleted entries wait, and how they come back or go for good.

It is the one that file managers use on a mounted drive (Trash specification 1.0, freedesktop.org:
`.Trash-<uid>` at the top, with `files` and `info`), so what is deleted here can be restored there,
and the other way round.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_from_bytes, unquote_to_bytes

from app.jobs.entries import (
    RENAME_NOREPLACE,
    EntryFailure,
    Move,
    Moved,
    Place,
    free_name,
)
from engine.constants import ROOT_INODE
from engine.errors import (
    EntryExistsError,
    InvalidOperationError,
    NamespaceError,
    NoEntryError,
    VaultError,
)
from engine.progress import CancelToken, Progress, Report

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace
    from engine.vault import Vault

_PRIVATE = 0o700
_LONGEST_NAME = 232
_INFO_LIMIT_BYTES = 64 * 1024


def trash_name() -> bytes:
    """The name of this user's trash, at the top of the vault."""
    return b".Trash-%d" % os.getuid()


class _Folders(NamedTuple):
    files: int
    info: int


@dataclass(frozen=True, slots=True)
class TrashEntry:
    """Something in the trash."""

    name: bytes
    """What it is called there."""
    path: bytes
    """Where it was, from the root; without a slash at its beginning."""
    deleted: str
    """When, as YYYY-MM-DD hh:mm."""
    size: int
    is_folder: bool


def delete(vault: Vault, places: Sequence[Place], cancel: CancelToken, report: Report) -> Moved:
    """Move entries to the trash."""
    namespace = vault.namespace
    moves: list[Move] = []
    failures: list[EntryFailure] = []
    folders = _folders(namespace, make=True)
    for done, place in enumerate(places):
        if cancel.cancelled:
            break
        report(Progress(done, len(places), "items"))
        try:
            with vault.store.lock:
                moves.append(_delete_one(namespace, place, folders))
        except VaultError as error:
            failures.append(EntryFailure(place.name, error))
    return Moved(tuple(moves), tuple(failures))


def put_back(vault: Vault, moves: Sequence[Move], _cancel: CancelToken, _report: Report) -> Moved:
    """Undo `delete`."""
    namespace = vault.namespace
    folders = _folders(namespace, make=True)
    done: list[Move] = []
    failures: list[EntryFailure] = []
    for origin, target in reversed(moves):
        try:
            with vault.store.lock:
                done.append(_restore_to(namespace, target.name, origin, folders))
        except VaultError as error:
            failures.append(EntryFailure(origin.name, error))
    return Moved(tuple(done), tuple(failures))


def contents(vault: Vault, _cancel: CancelToken, _report: Report) -> tuple[TrashEntry, ...]:
    """What is in the trash, the latest first."""
    namespace = vault.namespace
    try:
        folders = _folders(namespace, make=False)
    except NoEntryError:
        return ()
    found = [
        _entry(namespace, folders, name, inode)
        for name, inode in namespace.entries_with_inodes(folders.files)
    ]
    return tuple(sorted(found, key=lambda entry: (entry.deleted, entry.name), reverse=True))


def restore(vault: Vault, names: Sequence[bytes], _cancel: CancelToken, _report: Report) -> Moved:
    """Put entries of the trash back where they were; to the top, where that is gone."""
    namespace = vault.namespace
    done: list[Move] = []
    failures: list[EntryFailure] = []
    for name in names:
        try:
            with vault.store.lock:
                folders = _folders(namespace, make=False)
                path = _entry(namespace, folders, name, namespace.lookup(folders.files, name)).path
                origin = _origin(namespace, path or name)
                done.append(_restore_to(namespace, name, origin, folders))
        except VaultError as error:
            failures.append(EntryFailure(name, error))
    return Moved(tuple(done), tuple(failures))


@dataclass(frozen=True, slots=True)
class Purged:
    """How much was deleted for good, and what could not be."""

    entries: int
    failures: tuple[EntryFailure, ...]


def empty(vault: Vault, cancel: CancelToken, report: Report) -> Purged:
    """Delete everything in the trash for good."""
    try:
        folders = _folders(vault.namespace, make=False)
    except NoEntryError:
        return Purged(0, ())
    names = [entry.name for entry in vault.namespace.entries(folders.files)]
    return purge(vault, [Place(folders.files, name) for name in names], cancel, report)


def purge(vault: Vault, places: Sequence[Place], cancel: CancelToken, report: Report) -> Purged:
    """Delete entries and all below them for good.

    Also what lies under a closed second lock: whoever is asked before says that it is to go, and a
    passphrase that was forgotten does not keep it.

    Raises:
        CancelledError: What was deleted by then is gone; the rest is there.
    """
    from engine.namespace import remove_tree

    namespace = vault.namespace
    count = 0
    failures: list[EntryFailure] = []
    info = -1
    with suppress(NoEntryError):
        folders = _folders(namespace, make=False)
        info = folders.info if any(place.parent == folders.files for place in places) else -1
    for place in places:
        try:
            cancel.check()
            for removed in remove_tree(namespace, *place, even_locked=True):
                count += removed
                cancel.check()
                report(Progress(count, 0, "items"))
            if info >= 0:
                with suppress(NamespaceError):
                    namespace.unlink(info, _info_name(place.name))
        except NamespaceError as error:
            failures.append(EntryFailure(place.name, error))
    return Purged(count, tuple(failures))


# -- details ------------------------------------------------------------------------------------


def _folders(namespace: Namespace, *, make: bool) -> _Folders:
    """The trash's two folders.

    Raises:
        NoEntryError: There is no trash, and it was not to be made.
    """
    top = _folder(namespace, ROOT_INODE, trash_name(), make)
    return _Folders(*(_folder(namespace, top, name, make) for name in (b"files", b"info")))


def _folder(namespace: Namespace, parent: int, name: bytes, make: bool) -> int:
    if make:
        with suppress(EntryExistsError):
            return namespace.mkdir(parent, name, _PRIVATE, os.getuid(), os.getgid()).ino
    return namespace.lookup(parent, name).ino


def _delete_one(namespace: Namespace, place: Place, folders: _Folders) -> Move:
    inode = namespace.lookup(*place)
    parents = namespace.paths_of(place.parent)[0].rstrip(b"/")
    path = (parents + b"/" + place.name).lstrip(b"/")
    if path.split(b"/", 1)[0] == trash_name():
        raise InvalidOperationError(place.name)
    short = _shortened(place.name)
    name = free_name(namespace, folders.files, short, is_folder=inode.is_directory)
    info = namespace.create(folders.info, _info_name(name), 0o600, os.getuid(), os.getgid())
    try:
        namespace.write(info.ino, 0, _info_text(path))
        namespace.rename(*place, folders.files, name, flags=RENAME_NOREPLACE)
    except BaseException:
        namespace.unlink(folders.info, _info_name(name))
        raise
    return Move(place, Place(folders.files, name))


def _restore_to(namespace: Namespace, name: bytes, origin: Place, folders: _Folders) -> Move:
    inode = namespace.lookup(folders.files, name)
    free = free_name(namespace, origin.parent, origin.name, is_folder=inode.is_directory)
    namespace.rename(folders.files, name, origin.parent, free, flags=RENAME_NOREPLACE)
    with suppress(NamespaceError):
        namespace.unlink(folders.info, _info_name(name))
    return Move(Place(folders.files, name), Place(origin.parent, free))


def _origin(namespace: Namespace, path: bytes) -> Place:
    parent, _, name = path.rpartition(b"/")
    try:
        folder = namespace.resolve(parent + b"/", follow=True)
    except NamespaceError:
        return Place(ROOT_INODE, name)
    return Place(folder.ino, name)


def _info_name(name: bytes) -> bytes:
    return name + b".trashinfo"


def _shortened(name: bytes) -> bytes:
    """A name that leaves room for the info file's extension, and for a number."""
    if len(name) <= _LONGEST_NAME:
        return name
    return name[:_LONGEST_NAME].decode("utf-8", "ignore").encode() or name[:_LONGEST_NAME]


def _info_text(path: bytes) -> bytes:
    date = time.strftime("%Y-%m-%dT%H:%M:%S")
    return f"[Trash Info]\nPath={quote_from_bytes(path)}\nDeletionDate={date}\n".encode()


def _entry(namespace: Namespace, folders: _Folders, name: bytes, inode: Inode) -> TrashEntry:
    path, deleted = name, ""
    with suppress(NamespaceError):
        info = namespace.lookup(folders.info, _info_name(name))
        for line in bytes(namespace.read(info.ino, 0, _INFO_LIMIT_BYTES)).splitlines():
            key, _, value = line.partition(b"=")
            if key == b"Path":
                path = unquote_to_bytes(value).lstrip(b"/")
            elif key == b"DeletionDate":
                deleted = value.decode("ascii", "replace")[:16].replace("T", " ")
    return TrashEntry(name, path, deleted, inode.size, inode.is_directory)
