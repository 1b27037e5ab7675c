"""`sigmavault ls`: what is in a vault, without mounting it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import CredentialSource
from app.cli.opening import opened
from app.cli.options import (
    credential_options,
    examples,
    json_option,
    read_only_option,
    vault_argument,
)
from app.cli.output import say, say_json
from app.cli.paths import resolve, vault_path
from app.text.names import exact, shown
from app.text.quantities import moment

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace

_BATCH = 1000
"""Entries that are fetched at once: a folder of any size is listed in bounded memory."""

_KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "symlink",
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "character-device",
    stat.S_IFBLK: "block-device",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry with the path that the user would name it by."""

    path: bytes
    name: bytes
    inode: Inode


@click.command(epilog=examples("sigmavault ls ~/Vault", "sigmavault ls ~/Vault /photos -l -R"))
@vault_argument
@click.argument("path", default="/")
@click.option("-l", "long", is_flag=True, help="Show mode, links, owner, size and time too.")
@click.option("-R", "recursive", is_flag=True, help="List everything below as well.")
@credential_options
@read_only_option
@json_option
def ls(
    vault: Path, path: str, long: bool, recursive: bool, credential: CredentialSource, as_json: bool
) -> None:
    """List the folder PATH of VAULT (its root unless given), or the file PATH itself."""
    with opened(vault, credential, purpose="ls", read_only=True) as unlocked:
        namespace = unlocked.namespace
        top = vault_path(path)
        folders = list_folders(namespace, top, recursive=recursive)
        if as_json:
            entries = [entry_record(namespace, entry) for _, found in folders for entry in found]
            say_json({"path": exact(top), "entries": entries})
            return
        for number, (folder, entries_here) in enumerate(folders):
            if recursive:
                say(("\n" if number else "") + _printed(folder) + ":")
            for entry in entries_here:
                say(_long(namespace, entry) if long else _printed(entry.name))


def list_folders(
    namespace: Namespace, top: bytes, *, recursive: bool
) -> Iterator[tuple[bytes, Iterator[Listed]]]:
    """Each folder below `top`, with its entries in name order; a file is its own only entry.

    Each folder's entries have to be consumed before the next folder is asked for.
    """
    inode = resolve(namespace, top)
    if not stat.S_ISDIR(inode.mode):
        yield os.path.dirname(top), iter([Listed(top, os.path.basename(top), inode)])
        return
    waiting = [(top, inode.ino)]
    while waiting:
        path, ino = waiting.pop()
        below: list[tuple[bytes, int]] = []
        yield path, _entries(namespace, path, ino, below)
        if recursive:
            waiting.extend(reversed(below))


def _entries(
    namespace: Namespace, path: bytes, ino: int, below: list[tuple[bytes, int]]
) -> Iterator[Listed]:
    """A folder's entries; the folders among them are noted in `below`."""
    after: bytes | None = None
    while batch := namespace.entries_with_inodes(ino, after=after, limit=_BATCH):
        for name, inode in batch:
            entry = Listed(os.path.join(path, name), name, inode)
            if stat.S_ISDIR(inode.mode):
                below.append((entry.path, inode.ino))
            yield entry
        after = batch[-1][0]


def entry_record(namespace: Namespace, entry: Listed) -> dict[str, object]:
    """An entry as JSON; times are in nanoseconds, the mode without the kind's bits."""
    inode = entry.inode
    record: dict[str, object] = {
        "path": exact(entry.path),
        "name": exact(entry.name),
        "kind": _KINDS.get(stat.S_IFMT(inode.mode), "other"),
        "mode": f"{stat.S_IMODE(inode.mode):04o}",
        "links": inode.nlink,
        "uid": inode.uid,
        "gid": inode.gid,
        "size": inode.size,
        "mtime_ns": inode.mtime_ns,
        "locked": namespace.lock_of(inode.ino) is not None,
    }
    if stat.S_ISLNK(inode.mode):
        record["target"] = exact(namespace.readlink(inode.ino))
    return record


def _long(namespace: Namespace, entry: Listed) -> str:
    inode = entry.inode
    line = (
        f"{stat.filemode(inode.mode)} {inode.nlink:>3} {inode.uid:>5} {inode.gid:>5}"
        f" {inode.size:>12} {moment(inode.mtime_ns)} {_printed(entry.name)}"
    )
    if namespace.lock_of(inode.ino) is not None:
        line += " (second lock)"
    if stat.S_ISLNK(inode.mode):
        line += f" -> {_printed(namespace.readlink(inode.ino))}"
    return line


def _printed(name: bytes) -> str:
    """Escaped for a terminal; the very bytes for a file or a pipe."""
    return shown(name) if sys.stdout.isatty() else os.fsdecode(name)
