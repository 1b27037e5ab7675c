"""A second lock whose passphrase is forgotten: what lies under it can be removed all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.constants import BLOCK_BYTES, ROOT_INODE
from engine.errors import FileLockedError, NoEntryError, NotEmptyError
from engine.health import scrub
from engine.keys import KdfParameters, Passphrase
from engine.namespace import Namespace
from engine.vault import Vault, create_vault

OWNER, SECOND = Passphrase(b"the vault's own"), b"the forgotten one"
LARGE = b"0123456789" * 30_000


@pytest.fixture
def vault(vault_path: Path, fast_kdf: KdfParameters) -> Iterator[Vault]:
    create_vault(vault_path, OWNER.secret, kdf=fast_kdf)
    with Vault.unlock(vault_path, OWNER) as opened:
        yield opened


def put(ns: Namespace, folder: int, name: bytes, data: bytes) -> int:
    inode = ns.create(folder, name, 0o100600, 0, 0)
    ns.write(inode.ino, 0, data)
    return inode.ino


def settled_bytes(vault: Vault) -> int:
    """What content takes, once what was deleted is given back."""
    vault.namespace.sync()
    return vault.namespace.space().used


def rows_of_locks(vault: Vault) -> int:
    counts = [
        vault.store.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("lock", "locked", "seal")
    ]
    return sum(counts)


def test_a_file_goes_for_good_and_gives_its_space_back(vault: Vault) -> None:
    ns = vault.namespace
    put(ns, ROOT_INODE, b"other", LARGE)
    before = settled_bytes(vault)
    put(ns, ROOT_INODE, b"file", LARGE)
    vault.file_locks.lock(b"/file", SECOND)
    assert settled_bytes(vault) >= before + 4 * BLOCK_BYTES
    with pytest.raises(FileLockedError):
        ns.unlink(ROOT_INODE, b"file")
    ns.unlink(ROOT_INODE, b"file", even_locked=True)
    assert settled_bytes(vault) == before
    assert rows_of_locks(vault) == 0
    assert not ns.has_locks
    vault.lock()
    with Vault.unlock(vault.path, OWNER) as again:
        assert [entry.name for entry in again.namespace.entries(ROOT_INODE)] == [b"other"]
        assert not again.namespace.has_locks
        assert not scrub(again).findings


def test_a_folder_goes_with_all_it_holds(vault: Vault) -> None:
    ns = vault.namespace
    ns.mkdir(ROOT_INODE, b"other", 0o700, 0, 0)
    vault.file_locks.lock(b"/other", SECOND)
    before = settled_bytes(vault)
    top = ns.mkdir(ROOT_INODE, b"private", 0o700, 0, 0).ino
    deeper = ns.mkdir(top, b"deeper", 0o700, 0, 0).ino
    put(ns, top, b"small", b"a few words")
    put(ns, deeper, b"large", LARGE)
    ns.symlink(deeper, b"link", b"large", 0, 0)
    vault.file_locks.lock(b"/private", SECOND)
    with pytest.raises(FileLockedError):
        ns.unlink(deeper, b"link")  # the folder that names it is closed
    with pytest.raises(NotEmptyError):
        ns.rmdir(ROOT_INODE, b"private", even_locked=True)
    for folder, name in ((deeper, b"large"), (deeper, b"link"), (top, b"small")):
        ns.unlink(folder, name, even_locked=True)
    with pytest.raises(FileLockedError):
        ns.rmdir(top, b"deeper")
    ns.rmdir(top, b"deeper", even_locked=True)
    ns.rmdir(ROOT_INODE, b"private", even_locked=True)
    assert settled_bytes(vault) == before
    assert rows_of_locks(vault) == 2  # the other lock, and its folder
    vault.file_locks.open(b"/other", SECOND)
    with pytest.raises(NoEntryError):
        ns.resolve(b"/private")


def test_a_lock_stays_while_something_outside_its_folder_lies_under_it(vault: Vault) -> None:
    ns = vault.namespace
    top = ns.mkdir(ROOT_INODE, b"private", 0o700, 0, 0).ino
    put(ns, top, b"file", LARGE)
    vault.file_locks.lock(b"/private", SECOND)
    vault.file_locks.open(b"/private", SECOND)
    ns.rename(top, b"file", ROOT_INODE, b"outside")
    ns.rmdir(ROOT_INODE, b"private")
    ns.sync()
    vault.file_locks.close(b"/outside")
    vault.lock()
    with Vault.unlock(vault.path, OWNER) as again:
        again.file_locks.open(b"/outside", SECOND)
        ino = again.namespace.resolve(b"/outside").ino
        assert bytes(again.namespace.read(ino, 0, len(LARGE))) == LARGE
        again.namespace.unlink(ROOT_INODE, b"outside")
        again.namespace.sync()
        assert not again.namespace.has_locks


def test_who_reads_a_removed_file_keeps_its_lock(vault: Vault) -> None:
    ns = vault.namespace
    ino = put(ns, ROOT_INODE, b"file", LARGE)
    vault.file_locks.lock(b"/file", SECOND)
    vault.file_locks.open(b"/file", SECOND)
    ns.open(ino)
    ns.unlink(ROOT_INODE, b"file")
    ns.sync()
    assert bytes(ns.read(ino, 0, 10)) == LARGE[:10]
    ns.release(ino)
    ns.space()
    assert not ns.has_locks


def test_what_is_being_sealed_stays(vault: Vault) -> None:
    ns = vault.namespace
    ino = put(ns, ROOT_INODE, b"file", LARGE)
    with ns._frozen(ino):
        ns._locks.any = True
        with pytest.raises(FileLockedError):
            ns.unlink(ROOT_INODE, b"file", even_locked=True)
        ns._locks.any = False
