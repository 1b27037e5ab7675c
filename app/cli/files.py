"""`sigmavault cat`, `mkdir`, `rm` and `mv`: small work inside a vault, without mounting it."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import CredentialSource
from app.cli.failures import CommandFailed
from app.cli.opening import opened
from app.cli.options import (
    credential_options,
    examples,
    read_only_option,
    vault_argument,
)
from app.cli.output import note
from app.cli.paths import names_a_folder, resolve, split, vault_path
from app.cli.second_lock import second_lock_options
from app.text.errors import ExitCode, explain
from engine.constants import ROOT_INODE
from engine.errors import (
    EntryExistsError,
    FileLockedError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    NamespaceError,
    NoEntryError,
    NotADirectoryInVaultError,
)

if TYPE_CHECKING:
    from engine.namespace import Namespace

PIECE_BYTES = 4 * 1024 * 1024
"""What is read at once: memory stays bounded, whatever the file's size."""


@click.command(epilog=examples("sigmavault cat ~/Vault /notes/todo.txt"))
@vault_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@credential_options
@read_only_option
@second_lock_options
def cat(vault: Path, paths: tuple[str, ...], credential: CredentialSource) -> None:
    """Write files of VAULT to standard output, one after the other.

    One that lies under a second lock is named; the others are written.
    """
    failed = False
    with opened(vault, credential, purpose="cat", read_only=True) as unlocked:
        for path in paths:
            try:
                _write_out(unlocked.namespace, vault_path(path))
            except FileLockedError as error:
                note(f"sigmavault: {explain(error, vault_path(path)).sentence}")
                failed = True
        sys.stdout.buffer.flush()
    if failed:
        raise CommandFailed(ExitCode.FAILED)


def _write_out(namespace: Namespace, path: bytes) -> None:
    inode = resolve(namespace, path, follow=True)
    if stat.S_ISDIR(inode.mode):
        raise IsADirectoryInVaultError(path)
    if not stat.S_ISREG(inode.mode):
        raise InvalidOperationError(path)
    offset = 0
    while offset < inode.size:
        piece = namespace.read(inode.ino, offset, PIECE_BYTES)
        sys.stdout.buffer.write(piece)
        offset += len(piece)


@click.command(epilog=examples("sigmavault mkdir ~/Vault -p /photos/2024"))
@vault_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("-p", "parents", is_flag=True, help="Make missing parents too; existing is fine.")
@credential_options
@second_lock_options
def mkdir(vault: Path, paths: tuple[str, ...], parents: bool, credential: CredentialSource) -> None:
    """Make folders in VAULT."""
    with opened(vault, credential, purpose="mkdir") as unlocked:
        for path in paths:
            if parents:
                _make_all(unlocked.namespace, vault_path(path))
            else:
                _make(unlocked.namespace, vault_path(path))


def _make(namespace: Namespace, path: bytes) -> None:
    parent, name = split(path)
    if not name:
        raise EntryExistsError(path)
    mode = 0o777 & ~_umask()
    namespace.mkdir(resolve(namespace, parent).ino, name, mode, os.getuid(), os.getgid())


def _make_all(namespace: Namespace, path: bytes) -> None:
    """Make a folder and whatever is missing above it."""
    done = b"/"
    for name in path.split(b"/"):
        done = os.path.join(done, name)
        try:
            inode = resolve(namespace, done, follow=True)
        except NoEntryError:
            _make(namespace, done)
            continue
        if not stat.S_ISDIR(inode.mode):
            raise NotADirectoryInVaultError(done)


def _umask() -> int:
    """The process's mask; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@click.command(epilog=examples("sigmavault rm ~/Vault -r /photos/2019"))
@vault_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("-r", "-R", "recursive", is_flag=True, help="Remove folders with all they hold.")
@click.option("-f", "force", is_flag=True, help="Say nothing about what is not there.")
@click.option(
    "--locked", is_flag=True, help="Remove also what lies under a second lock that is closed."
)
@credential_options
@second_lock_options
def rm(
    vault: Path,
    paths: tuple[str, ...],
    recursive: bool,
    force: bool,
    locked: bool,
    credential: CredentialSource,
) -> None:
    """Remove files of VAULT, for good. What cannot be removed is named; the rest goes.

    What lies under a second lock stays unless the lock is opened by --unlock-file, or --locked is
    given, which takes no second passphrase: for one that is forgotten.
    """
    failed = False
    with opened(vault, credential, purpose="rm") as unlocked:
        for text in paths:
            path = vault_path(text)
            try:
                _remove(unlocked.namespace, path, recursive=recursive, even_locked=locked)
            except NamespaceError as error:
                if not (force and isinstance(error, NoEntryError)):
                    note(f"sigmavault: {explain(error, path).sentence}")
                    failed = True
    if failed:
        raise CommandFailed(ExitCode.FAILED)


def _remove(namespace: Namespace, path: bytes, *, recursive: bool, even_locked: bool) -> None:
    from engine.namespace import remove_tree

    inode = resolve(namespace, path)
    parent, name = split(path)
    if inode.ino == ROOT_INODE:
        raise InvalidOperationError(path)
    parent_ino = resolve(namespace, parent).ino
    if not stat.S_ISDIR(inode.mode):
        namespace.unlink(parent_ino, name, even_locked=even_locked)
    elif recursive:
        for _ in remove_tree(namespace, parent_ino, name, even_locked=even_locked):
            pass
    else:
        raise IsADirectoryInVaultError(path)


@click.command(epilog=examples("sigmavault mv ~/Vault /draft.txt /letters/"))
@vault_argument
@click.argument("sources", metavar="SRC...", nargs=-1, required=True)
@click.argument("dest")
@click.option("-n", "--no-clobber", is_flag=True, help="Never replace an existing file.")
@credential_options
@second_lock_options
def mv(
    vault: Path,
    sources: tuple[str, ...],
    dest: str,
    no_clobber: bool,
    credential: CredentialSource,
) -> None:
    """Rename or move files within VAULT: into DEST where that is a folder, to DEST otherwise."""
    with opened(vault, credential, purpose="mv") as unlocked:
        namespace = unlocked.namespace
        into = _folder_at(namespace, vault_path(dest))
        if into is None and (len(sources) > 1 or names_a_folder(dest)):
            raise NotADirectoryInVaultError(vault_path(dest))
        for source in sources:
            path = vault_path(source)
            target = vault_path(dest) if into is None else os.path.join(into, split(path)[1])
            _move(namespace, path, target, replace=not no_clobber)


def _folder_at(namespace: Namespace, path: bytes) -> bytes | None:
    try:
        inode = resolve(namespace, path, follow=True)
    except NoEntryError:
        return None
    return path if stat.S_ISDIR(inode.mode) else None


def _move(namespace: Namespace, source: bytes, target: bytes, *, replace: bool) -> None:
    rename_noreplace = 1
    (old_folder, old), (new_folder, new) = split(source), split(target)
    if not old or not new:
        raise InvalidOperationError(source)
    namespace.rename(
        resolve(namespace, old_folder).ino,
        old,
        resolve(namespace, new_folder, follow=True).ino,
        new,
        flags=0 if replace else rename_noreplace,
    )
