"""Second locks that meet: one inside another, and what was moved out of the folder of its lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.constants import ROOT_INODE
from engine.errors import (
    AlreadyLockedError,
    CrossLockError,
    FileLockedError,
    InsideLockError,
    NotLockedError,
    WrongFileKeyError,
)
from engine.keys import KdfParameters, Passphrase
from engine.namespace import Namespace
from engine.vault import Vault, create_vault

OWNER, FIRST, SECOND = Passphrase(b"the vault's own"), b"the first one", b"the second one"


@pytest.fixture
def vault(vault_path: Path, fast_kdf: KdfParameters) -> Iterator[Vault]:
    create_vault(vault_path, OWNER.secret, kdf=fast_kdf)
    with Vault.unlock(vault_path, OWNER) as opened:
        yield opened


def put(ns: Namespace, folder: int, name: bytes) -> int:
    inode = ns.create(folder, name, 0o100600, 0, 0)
    ns.write(inode.ino, 0, name)
    return inode.ino


def read(ns: Namespace, path: bytes) -> bytes:
    inode = ns.resolve(path)
    return bytes(ns.read(inode.ino, 0, inode.size))


@pytest.fixture
def folder(vault: Vault) -> int:
    """A folder under the first passphrase, open, from which a file was moved out."""
    ns = vault.namespace
    top = ns.mkdir(ROOT_INODE, b"folder", 0o700, 0, 0).ino
    put(ns, top, b"stays")
    put(ns, top, b"goes")
    vault.file_locks.lock(b"/folder", FIRST)
    vault.file_locks.open(b"/folder", FIRST)
    ns.rename(top, b"goes", ROOT_INODE, b"goes")
    return top


def test_what_was_moved_out_is_opened_for_good_and_the_folder_stays_closed(
    vault: Vault, folder: int
) -> None:
    vault.file_locks.close(b"/folder")
    vault.file_locks.remove(b"/goes", FIRST)
    assert read(vault.namespace, b"/goes") == b"goes"
    with pytest.raises(FileLockedError):
        read(vault.namespace, b"/folder/stays")


def test_a_lock_that_was_open_stays_open_when_it_comes_off_in_part(
    vault: Vault, folder: int
) -> None:
    vault.file_locks.remove(b"/folder", FIRST)
    assert read(vault.namespace, b"/goes") == b"goes"
    vault.file_locks.close(b"/goes")
    with pytest.raises(FileLockedError):
        read(vault.namespace, b"/goes")
    assert read(vault.namespace, b"/folder/stays") == b"stays"


@pytest.mark.parametrize("is_open", [False, True])
def test_a_folder_that_is_locked_anew_takes_the_new_passphrase(
    vault: Vault, folder: int, is_open: bool
) -> None:
    """The old lock lives on over what was moved out; it has no part in the folder any more."""
    locks, ns = vault.file_locks, vault.namespace
    locks.remove(b"/folder", FIRST)
    if not is_open:
        locks.close(b"/goes")
    for operation in (lambda: locks.open(b"/folder", FIRST), lambda: locks.close(b"/folder")):
        with pytest.raises(NotLockedError):
            operation()
    assert locks.lock(b"/folder", SECOND) == 1
    with pytest.raises(FileLockedError):
        read(ns, b"/folder/stays")
    with pytest.raises(WrongFileKeyError):
        locks.open(b"/folder", FIRST)
    locks.open(b"/folder", SECOND)
    assert read(ns, b"/folder/stays") == b"stays"
    locks.open(b"/goes", FIRST)
    assert read(ns, b"/goes") == b"goes"


def test_a_lock_inside_another_comes_off_after_it(vault: Vault) -> None:
    """Before, it would leave something that lies open in a folder that names no such thing."""
    ns, locks = vault.namespace, vault.file_locks
    top = ns.mkdir(ROOT_INODE, b"folder", 0o700, 0, 0).ino
    put(ns, top, b"own")
    locks.lock(b"/folder/own", FIRST)
    locks.lock(b"/folder", SECOND)
    locks.open(b"/folder", SECOND)
    with pytest.raises(InsideLockError):
        locks.remove(b"/folder/own", FIRST)
    locks.open(b"/folder/own", FIRST)
    assert read(ns, b"/folder/own") == b"own"
    locks.remove(b"/folder", SECOND)
    locks.remove(b"/folder/own", FIRST)
    assert read(ns, b"/folder/own") == b"own"
    assert not ns.has_locks


def test_a_lock_inside_another_does_not_hinder_names(vault: Vault) -> None:
    ns, locks = vault.namespace, vault.file_locks
    top = ns.mkdir(ROOT_INODE, b"folder", 0o700, 0, 0).ino
    put(ns, top, b"own")
    put(ns, top, b"other")
    locks.lock(b"/folder/own", FIRST)
    locks.lock(b"/folder", SECOND)
    with pytest.raises(FileLockedError):
        ns.rename(top, b"own", top, b"renamed")
    locks.open(b"/folder", SECOND)
    ns.rename(top, b"own", top, b"renamed")
    ns.rename(top, b"renamed", top, b"other", flags=2)
    ns.rename(top, b"other", ROOT_INODE, b"outside")
    with pytest.raises(CrossLockError):
        ns.rename(ROOT_INODE, b"outside", top, b"back")
    assert ns.has_locks


def test_a_file_with_a_name_in_a_locked_folder_comes_off_with_it(vault: Vault, folder: int) -> None:
    """Its parent, a hint where there are several names, says nothing about the others."""
    ns, locks = vault.namespace, vault.file_locks
    ns.link(ns.resolve(b"/goes").ino, folder, b"again")
    with pytest.raises(InsideLockError):
        locks.remove(b"/goes", FIRST)
    ns.unlink(ROOT_INODE, b"goes")
    with pytest.raises(InsideLockError):
        locks.remove(b"/folder/again", FIRST)
    assert locks.remove(b"/folder", FIRST) == 2
    assert read(ns, b"/folder/again") == b"goes"


def test_a_lock_is_forgotten_with_the_last_of_what_lies_under_it(vault: Vault, folder: int) -> None:
    ns = vault.namespace
    vault.file_locks.remove(b"/folder", FIRST)
    with pytest.raises(AlreadyLockedError):
        vault.file_locks.lock(b"/goes", SECOND)
    ns.unlink(ROOT_INODE, b"goes")
    ns.sync()
    assert not ns.has_locks
