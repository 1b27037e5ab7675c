"""The second lock on files and folders: what it keeps out, and that nothing is left of before."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.constants import BLOCK_BYTES, SLOT_BYTES
from engine.errors import (
    AlreadyLockedError,
    CrossLockError,
    DamageError,
    FileLockedError,
    IndexDamagedError,
    InsideLockError,
    InvalidOperationError,
    InvalidPassphraseError,
    NotLockedError,
    SealBrokenError,
    WrongFileKeyError,
)
from engine.health import move_to_new_key, scrub
from engine.health.salvage import FileState, Reason, salvage
from engine.keys import KdfParameters, Passphrase
from engine.namespace import LockState, Namespace
from engine.types import Severity
from engine.vault import Vault, create_vault
from tests.support.disk_search import everything

OWNER, SECOND = Passphrase(b"the vault's own"), b"the second one"
MARK = b"<<it must not be found>>"
SMALL = MARK * 40
LARGE = (MARK * 400).ljust(10_000, b".") * 20
"""About three blocks, with the mark in every slot."""


@pytest.fixture
def vault(vault_path: Path, fast_kdf: KdfParameters) -> Iterator[Vault]:
    create_vault(vault_path, OWNER.secret, kdf=fast_kdf)
    with Vault.unlock(vault_path, OWNER) as opened:
        yield opened


def reopened(vault: Vault) -> Vault:
    vault.lock()
    return Vault.unlock(vault.path, OWNER)


def put(ns: Namespace, path: bytes, data: bytes) -> int:
    folder, _, name = path.rpartition(b"/")
    inode = ns.create(ns.resolve(folder or b"/").ino, name, 0o100600, 0, 0)
    ns.write(inode.ino, 0, data)
    return inode.ino


def read(ns: Namespace, path: bytes) -> bytes:
    inode = ns.resolve(path)
    return bytes(ns.read(inode.ino, 0, inode.size))


def folder_with(vault: Vault) -> Namespace:
    ns = vault.namespace
    top = ns.mkdir(1, b"private", 0o700, 0, 0)
    ns.mkdir(top.ino, b"deeper", 0o700, 0, 0)
    put(ns, b"/private/small", SMALL)
    put(ns, b"/private/deeper/large", LARGE)
    put(ns, b"/private/empty", b"")
    put(ns, b"/open", b"for all to see")
    return ns


@pytest.fixture
def locked(vault: Vault, fast_kdf: KdfParameters) -> Vault:
    folder_with(vault)
    assert vault.file_locks.lock(b"/private", SECOND, fast_kdf) == 3
    return vault


# -- open, close, remove ---------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", SMALL, LARGE, MARK + bytes(5 * BLOCK_BYTES) + MARK])
def test_a_file_comes_back_through_its_passphrase_alone(vault: Vault, data: bytes) -> None:
    ns = vault.namespace
    ino = put(ns, b"/file", data)
    vault.file_locks.lock(b"/file", SECOND)
    with pytest.raises(FileLockedError):
        ns.read(ino, 0, 1)
    vault = reopened(vault)
    with pytest.raises(FileLockedError):
        vault.namespace.read(ino, 0, 1)
    with pytest.raises(WrongFileKeyError):
        vault.file_locks.open(b"/file", b"another one")
    with pytest.raises(FileLockedError):
        vault.namespace.read(ino, 0, 1)
    vault.file_locks.open(b"/file", SECOND)
    assert read(vault.namespace, b"/file") == data
    vault.file_locks.close(b"/file")
    with pytest.raises(FileLockedError):
        vault.namespace.read(ino, 0, 1)
    vault.file_locks.remove(b"/file", SECOND)
    assert read(vault.namespace, b"/file") == data
    assert vault.file_locks.of(b"/file") is None
    vault = reopened(vault)
    assert read(vault.namespace, b"/file") == data
    vault.lock()


def test_holes_stay_holes(vault: Vault) -> None:
    ns = vault.namespace
    ino = put(ns, b"/sparse", b"x")
    ns.write(ino, 40 * BLOCK_BYTES, MARK)
    blocks = ns.inode(ino).blocks
    vault.file_locks.lock(b"/sparse", SECOND)
    vault.file_locks.open(b"/sparse", SECOND)
    assert ns.inode(ino).blocks == blocks
    assert ns.seek_hole(ino, 0) == BLOCK_BYTES
    assert read(ns, b"/sparse") == b"x" + bytes(40 * BLOCK_BYTES - 1) + MARK


def test_work_under_an_open_lock_lasts(locked: Vault) -> None:
    locks, ns = locked.file_locks, locked.namespace
    locks.open(b"/private", SECOND)
    large = ns.resolve(b"/private/deeper/large").ino
    ns.write(large, 70_000, b"changed")
    ns.set_attributes(large, size=150_000)
    ns.write(large, 400_000, b"further on")
    ns.punch_hole(large, 0, BLOCK_BYTES)
    small = ns.resolve(b"/private/small").ino
    ns.write(small, 20_000, b"now it is large")
    expected = bytearray(LARGE[:150_000].ljust(400_000, b"\0") + b"further on")
    expected[70_000:70_007] = b"changed"
    expected[:BLOCK_BYTES] = bytes(BLOCK_BYTES)
    put(ns, b"/private/new", b"born under the lock")
    for _ in range(2):
        assert read(ns, b"/private/deeper/large") == expected
        assert read(ns, b"/private/small") == SMALL.ljust(20_000, b"\0") + b"now it is large"
        assert read(ns, b"/private/new") == b"born under the lock"
        locked = reopened(locked)
        ns = locked.namespace
        with pytest.raises(FileLockedError):
            read(ns, b"/private/new")
        locked.file_locks.open(b"/private", SECOND)
    locked.lock()


def test_a_lock_is_put_on_and_taken_off_as_a_whole(locked: Vault) -> None:
    locks = locked.file_locks
    for path in (b"/private", b"/private/small"):
        with pytest.raises(AlreadyLockedError):
            locks.lock(path, b"a third one")
    with pytest.raises(InsideLockError):
        locks.remove(b"/private/small", SECOND)
    with pytest.raises(NotLockedError):
        locks.open(b"/open", SECOND)
    with pytest.raises(InvalidOperationError):
        locks.lock(b"/", SECOND)
    with pytest.raises(InvalidPassphraseError):
        locks.lock(b"/open", b"")
    with pytest.raises(WrongFileKeyError):
        locks.remove(b"/private", b"wrong")
    assert locks.remove(b"/private", SECOND) == 3
    assert locked.namespace.lock_of(locked.namespace.resolve(b"/private").ino) is None
    assert not locked.namespace.has_locks
    assert read(locked.namespace, b"/private/deeper/large") == LARGE


def test_a_lock_inside_a_lock_keeps_its_own_passphrase(vault: Vault) -> None:
    ns = folder_with(vault)
    vault.file_locks.lock(b"/private/deeper", b"inner")
    assert vault.file_locks.lock(b"/private", SECOND) == 2
    vault.file_locks.open(b"/private", SECOND)
    assert read(ns, b"/private/small") == SMALL
    with pytest.raises(FileLockedError):
        read(ns, b"/private/deeper/large")
    vault.file_locks.remove(b"/private", SECOND)
    with pytest.raises(FileLockedError):
        read(ns, b"/private/deeper/large")
    vault.file_locks.open(b"/private/deeper", b"inner")
    assert read(ns, b"/private/deeper/large") == LARGE


# -- what a closed lock refuses --------------------------------------------------------------------


def test_a_closed_lock_keeps_content_as_it_is(locked: Vault) -> None:
    ns = locked.namespace
    top = ns.resolve(b"/private").ino
    small, large = ns.resolve(b"/private/small").ino, ns.resolve(b"/private/deeper/large").ino
    other = ns.resolve(b"/open").ino
    refused = [
        lambda: ns.read(small, 0, 1),
        lambda: ns.write(small, 0, b"x"),
        lambda: ns.set_attributes(large, size=0),
        lambda: ns.punch_hole(large, 0, 10),
        lambda: ns.zero_range(large, 0, 10),
        lambda: ns.allocate(large, 0, 10, True),
        lambda: ns.seek_data(large, 0),
        lambda: ns.unlink(top, b"small"),
        lambda: ns.rename(1, b"open", top, b"small"),
        lambda: ns.rename(1, b"open", top, b"new"),
        lambda: ns.rename(top, b"small", 1, b"moved"),
        lambda: ns.link(small, 1, b"second name"),
        lambda: ns.link(other, top, b"second name"),
        lambda: ns.create(top, b"new", 0o100600, 0, 0),
        lambda: ns.mkdir(top, b"new", 0o700, 0, 0),
        lambda: ns.symlink(top, b"new", b"target", 0, 0),
        lambda: ns.lock_for(top),
    ]
    for number, operation in enumerate(refused):
        with pytest.raises(FileLockedError):
            operation()
            pytest.fail(f"operation {number} went through")
    # Names, sizes and attributes are not what the lock is about.
    ns.rename(1, b"private", 1, b"renamed")
    ns.set_attributes(small, mode=0o400)
    assert ns.inode(small).size == len(SMALL)
    locked.file_locks.open(b"/renamed", SECOND)
    assert read(ns, b"/renamed/small") == SMALL


def test_a_single_locked_file_is_not_replaced(vault: Vault) -> None:
    ns = vault.namespace
    put(ns, b"/file", SMALL)
    put(ns, b"/other", b"other")
    vault.file_locks.lock(b"/file", SECOND)
    orphan = ns.create_orphan(0o600, 0, 0)
    with pytest.raises(FileLockedError):
        ns.rename(1, b"other", 1, b"file")
    with pytest.raises(FileLockedError):
        ns.unlink(1, b"file")
    with pytest.raises(FileLockedError):
        ns.adopt(orphan.ino, 1, b"file", True)
    ns.release(orphan.ino)
    ns.rename(1, b"file", 1, b"elsewhere")
    vault.file_locks.open(b"/elsewhere", SECOND)
    assert read(ns, b"/elsewhere") == SMALL
    ns.unlink(1, b"elsewhere")


def test_names_cross_a_lock_outwards_only(locked: Vault) -> None:
    ns = locked.namespace
    locked.file_locks.open(b"/private", SECOND)
    top = ns.resolve(b"/private").ino
    with pytest.raises(CrossLockError):
        ns.rename(1, b"open", top, b"open")
    with pytest.raises(CrossLockError):
        ns.link(ns.resolve(b"/open").ino, top, b"open")
    ns.rename(top, b"small", 1, b"outside")
    locked.file_locks.close(b"/private")
    with pytest.raises(FileLockedError):
        read(ns, b"/outside")
    locked.file_locks.remove(b"/outside", SECOND)
    assert read(ns, b"/outside") == SMALL
    locked.file_locks.open(b"/private", SECOND)
    assert read(ns, b"/private/deeper/large") == LARGE


def test_what_is_staged_into_a_locked_folder_is_sealed(locked: Vault) -> None:
    ns = locked.namespace
    top = ns.resolve(b"/private").ino
    with pytest.raises(FileLockedError), ns.begin() as transaction:
        transaction.create(top, b"no", 0o600, 0, 0)
    locked.file_locks.open(b"/private", SECOND)
    with ns.begin() as transaction:
        folder = transaction.mkdir(top, b"imported", 0o700, 0, 0)
        staged = transaction.create(folder, b"file", 0o600, 0, 0)
        transaction.write(staged, 0, LARGE)
    assert read(ns, b"/private/imported/file") == LARGE
    locked.file_locks.close(b"/private")
    with pytest.raises(FileLockedError):
        read(ns, b"/private/imported/file")


# -- what is left on the disk ----------------------------------------------------------------------


def found(vault: Vault) -> list[tuple[int | None, int, str]]:
    return [(e.row, e.lane, e.kind.name) for e in everything(vault) if MARK in e.plain]


def test_nothing_is_left_that_the_master_key_opens(vault: Vault) -> None:
    ns = folder_with(vault)
    for path in (b"/private/small", b"/private/deeper/large"):
        ino = ns.resolve(path).ino
        for turn in range(3):  # earlier versions, in blocks, chunks of the index and the journal
            ns.write(ino, 10 * turn, MARK)
            ns.sync()
            if turn == 1:
                vault.store.touch()
                vault.store.checkpoint()
    for number in range(200):  # pages of texts, many of which are then free
        put(ns, b"/private/%d" % number, SMALL)
    ns.sync()
    for number in range(0, 200, 2):
        ns.unlink(ns.resolve(b"/private").ino, b"%d" % number)
    ns.sync()
    assert len({kind for _, _, kind in found(vault)}) == 3, "the search finds what is there"
    vault.file_locks.lock(b"/private", SECOND)
    assert found(vault) == []
    vault.file_locks.open(b"/private", SECOND)
    assert read(ns, b"/private/deeper/large")[44:] == LARGE[44:]
    ns.write(ns.resolve(b"/private/small").ino, 0, MARK * 1000)
    ns.sync()
    assert found(vault) == []


def test_no_change_of_a_locked_file_is_noted_in_the_journal(locked: Vault) -> None:
    locked.file_locks.open(b"/private", SECOND)
    ns = locked.namespace
    ns.write(ns.resolve(b"/private/deeper/large").ino, 9, MARK)
    ns.sync()
    assert not locked.store.noted.hold
    assert found(locked) == []


def test_free_rows_are_noise_afterwards(locked: Vault) -> None:
    allocator = locked.store.rows.allocator
    opened = {each.row for each in everything(locked) if each.row is not None}
    assert not [row for row in opened if allocator.is_free(row)]


def test_a_scrub_is_content_with_locked_files(locked: Vault) -> None:
    assert not [f for f in scrub(locked).findings if f.severity >= Severity.INFO]


# -- an index that somebody edited -----------------------------------------------------------------


def edited(vault: Vault, *statements: str) -> Vault:
    vault.namespace.sync()
    with vault.store.lock:
        for statement in statements:
            vault.store.execute(statement)
        vault.store.touch()
    vault.store.commit()
    return reopened(vault)


_EDITS = {
    "the mark taken away": "delete from locked where ino = {ino}",
    "mark and seals taken away": "delete from locked where ino = {ino}; delete from seal",
    "all marks taken away": "delete from locked; delete from lock",
    "all taken away": "delete from locked; delete from lock; delete from seal",
    "another lock's number": "update locked set lock = 2 where ino = {ino}",
    "shorter": "update inode set size = size - 1 where ino = {ino}",
    "longer": "update inode set size = size + 1 where ino = {ino}",
    "cut at a block": "update inode set size = 65024 where ino = {ino}",
    "empty": "update inode set size = 0 where ino = {ino}",
    "another file's content": (
        "update extent set ino = -1 where ino = {ino}; update extent set ino = {ino} where ino ="
        " {other}; update seal set ino = -1 where ino = {ino}; update seal set ino = {ino} where"
        " ino = {other}"
    ),
    "another file's content and proof": (
        "delete from locked where ino = {ino}; update locked set ino = {ino} where ino = {other};"
        " update extent set ino = -1 where ino = {ino}; update extent set ino = {ino} where ino ="
        " {other}; update seal set ino = -1 where ino = {ino}; update seal set ino = {ino} where"
        " ino = {other}"
    ),
    "another file's pointers": (
        "update extent set ino = -1 where ino = {ino}; update extent set ino = {ino} where ino ="
        " {other}"
    ),
    "no pointers": "delete from extent where ino = {ino}",
    "no seals": "delete from seal where ino = {ino}",
    "no proof": "update locked set proof = x'' where ino = {ino}",
}


@pytest.mark.parametrize("edit", _EDITS)
@pytest.mark.parametrize("path", [b"/large", b"/small"])
def test_an_edited_index_gives_an_error_or_the_truth(vault: Vault, edit: str, path: bytes) -> None:
    """Either lock may be open: no edit makes anything readable that was never written so."""
    ns = vault.namespace
    contents = {b"/large": LARGE, b"/small": SMALL}
    put(ns, path, contents[path])
    put(ns, path + b"-2", contents[path][::-1])
    vault.file_locks.lock(path, SECOND)
    vault.file_locks.lock(path + b"-2", SECOND)
    ino, other = ns.resolve(path).ino, ns.resolve(path + b"-2").ino
    statements = _EDITS[edit].format(ino=ino, other=other).split(";")
    vault = edited(vault, *statements)
    for opens in (False, True):
        for each in (path, path + b"-2") if opens else ():
            try:
                vault.file_locks.open(each, SECOND)
            except (NotLockedError, DamageError):
                continue
        for _ in range(2):
            try:
                got = read(vault.namespace, path)
            except (FileLockedError, DamageError):
                continue
            # Cut to nothing by the index's own word: that is no content, under no seal.
            assert opens or edit == "empty"
            assert got == (b"" if edit == "empty" else contents[path])
    vault.lock()


def test_a_block_put_back_old_is_noticed(vault: Vault) -> None:
    ns = vault.namespace
    ino = put(ns, b"/file", LARGE)
    vault.file_locks.lock(b"/file", SECOND)
    vault.file_locks.open(b"/file", SECOND)
    store = vault.store
    before = store.execute("select leaf, seals from seal where ino = ?", (ino,)).fetchall()
    extent = store.execute("select leaf, pointers from extent where ino = ?", (ino,)).fetchall()
    ns.write(ino, 0, b"newer")
    ns.sync()
    for leaf, seals in before:
        store.execute("update seal set seals = ? where ino = ? and leaf = ?", (seals, ino, leaf))
    for leaf, raw in extent:
        store.execute("update extent set pointers = ? where ino = ? and leaf = ?", (raw, ino, leaf))
    store.touch()
    vault = reopened(vault)
    vault.file_locks.open(b"/file", SECOND)
    with pytest.raises(SealBrokenError):
        read(vault.namespace, b"/file")
    vault.lock()


def test_a_plain_file_in_a_locked_folder_is_not_believed(locked: Vault) -> None:
    ns = locked.namespace
    put(ns, b"/forged", b"forged")
    top = ns.resolve(b"/private").ino
    ino = ns.resolve(b"/forged").ino
    locked = edited(
        locked,
        f"update dirent set parent = {top} where ino = {ino}",
        f"update inode set parent = {top} where ino = {ino}",
    )
    locked.file_locks.open(b"/private", SECOND)
    with pytest.raises(IndexDamagedError):
        read(locked.namespace, b"/private/forged")
    locked.lock()


def test_a_wrapped_key_of_another_lock_opens_nothing(vault: Vault) -> None:
    ns = vault.namespace
    put(ns, b"/one", SMALL)
    put(ns, b"/two", SMALL[::-1])
    vault.file_locks.lock(b"/one", b"first")
    vault.file_locks.lock(b"/two", b"second")
    columns = ("lock_id", "salt", "nonce", "wrapped_key", "commitment")
    rows = vault.store.execute(f"select {', '.join(columns)} from lock order by id").fetchall()
    for left_out in (None, *columns):
        chosen = [column for column in columns if column != left_out]
        for number, row in ((1, rows[1]), (2, rows[0])):
            values = dict(zip(columns, row, strict=True))
            vault.store.execute(
                f"update lock set {', '.join(f'{c} = ?' for c in chosen)} where id = ?",
                (*(values[c] for c in chosen), number),
            )
        vault = reopened(vault)
        for path in (b"/one", b"/two"):
            for passphrase in (b"first", b"second"):
                with contextlib.suppress(WrongFileKeyError, SealBrokenError):
                    vault.file_locks.open(path, passphrase)
                with pytest.raises((FileLockedError, SealBrokenError)):
                    read(vault.namespace, path)
        for number, row in enumerate(rows, 1):
            vault.store.execute(
                f"update lock set {', '.join(f'{c} = ?' for c in columns)} where id = ?",
                (*row, number),
            )
        vault.store.touch()
        vault = reopened(vault)
    vault.file_locks.open(b"/one", b"first")
    assert read(vault.namespace, b"/one") == SMALL
    vault.lock()


# -- older vaults, broken-off work -----------------------------------------------------------------


def test_a_vault_from_before_gets_its_tables_with_the_first_lock(vault: Vault) -> None:
    vault = edited(vault, "drop table lock", "drop table locked", "drop table seal")
    put(vault.namespace, b"/file", SMALL)
    assert vault.file_locks.of(b"/file") is None
    vault.file_locks.lock(b"/file", SECOND)
    vault = reopened(vault)
    with pytest.raises(FileLockedError):
        read(vault.namespace, b"/file")
    vault.lock()


def test_a_lock_that_was_broken_off_is_finished_with_its_passphrase(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    ns = folder_with(vault)
    monkeypatch.setattr(type(vault.store), "erase", _broken_off)
    with pytest.raises(KeyboardInterrupt):
        vault.file_locks.lock(b"/private", SECOND)
    monkeypatch.undo()
    with pytest.raises(FileLockedError):
        read(ns, b"/private/small")
    assert vault.file_locks.of(b"/private").state is LockState.ERASING
    assert found(vault)
    vault = reopened(vault)
    with pytest.raises(WrongFileKeyError):
        vault.file_locks.lock(b"/private", b"another")
    vault.file_locks.lock(b"/private", SECOND)
    assert vault.file_locks.of(b"/private").state is LockState.WHOLE
    assert found(vault) == []
    vault.lock()


def _broken_off(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_work_for_a_wrong_passphrase_is_the_same(
    locked: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    import engine.keys.file_locks as module

    calls = []
    derive = module.derive_passphrase_key

    def counted(*arguments: object) -> bytearray:
        calls.append(arguments[1:])
        return derive(*arguments)

    monkeypatch.setattr(module, "derive_passphrase_key", counted)
    for passphrase in (SECOND, b"wrong", b""):
        calls.clear()
        try:
            locked.file_locks.open(b"/private", passphrase)
        except WrongFileKeyError:
            assert passphrase != SECOND
        assert len(calls) == 1


def test_locking_twice_uses_other_salts(vault: Vault) -> None:
    put(vault.namespace, b"/one", SMALL)
    put(vault.namespace, b"/two", SMALL)
    vault.file_locks.lock(b"/one", SECOND)
    vault.file_locks.lock(b"/two", SECOND)
    rows = vault.store.execute("select salt, nonce, wrapped_key, commitment from lock").fetchall()
    assert not set(rows[0]) & set(rows[1])
    texts = vault.store.execute("select text from locked").fetchall()
    assert len(set(texts)) == len(texts)


# -- a salvage -------------------------------------------------------------------------------------


def test_a_salvage_names_locked_files_and_writes_nothing_of_them(
    locked: Vault, tmp_path: Path
) -> None:
    locked.lock()
    report = salvage(locked.path, OWNER, tmp_path / "out")
    told = {entry.path: entry for entry in report.entries}
    assert set(told) == {b"private/small", b"private/deeper/large", b"private/empty"}
    assert {entry.state for entry in told.values()} == {FileState.NOT_WRITTEN}
    assert {entry.reasons for entry in told.values()} == {(Reason.LOCKED,)}
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert [path.name for path in written] == ["open"]


def test_without_the_index_a_salvage_writes_no_ciphertext_as_content(
    locked: Vault, tmp_path: Path
) -> None:
    rows = {pointer.row for pointer in locked.store.index_pointers()}
    rows |= {pointer.row for pointer in locked.store.map_pointers()}
    locked.lock()
    with Vault.unlock(locked.path, OWNER, read_only=True) as vault:
        rows |= {pointer.row for pointer in vault.store.index_pointers()}
        rows |= {pointer.row for pointer in vault.store.map_pointers()}
    for band in (locked.path / "bands").iterdir():
        with band.open("r+b") as file:
            for row in rows:
                file.seek(row * SLOT_BYTES)
                file.write(os.urandom(SLOT_BYTES))
    salvage(locked.path, OWNER, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        assert not path.is_file() or set(path.read_bytes()) <= {0} or path.name == "open"


def test_a_new_master_key_moves_what_is_locked_as_it_is(locked: Vault, fast_kdf) -> None:
    """Nobody asks for the second passphrase; it opens the content afterwards as before."""
    locked.rekey(locked.plan_rekey([OWNER], OWNER.secret, fast_kdf))
    assert move_to_new_key(locked).finished
    locked = reopened(locked)
    with pytest.raises(FileLockedError):
        read(locked.namespace, b"/private/small")
    locked.file_locks.open(b"/private", SECOND)
    assert read(locked.namespace, b"/private/small") == SMALL
    assert read(locked.namespace, b"/private/deeper/large") == LARGE
    locked.lock()
