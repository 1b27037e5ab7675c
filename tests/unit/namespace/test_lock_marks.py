"""What lists show of second locks, and that it costs nothing where there are none."""

from __future__ import annotations

import itertools
import os

import pytest

from engine.constants import KDF_MIN_LANES, KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, ROOT_INODE
from engine.errors import CancelledError
from engine.format.file_lock import LOCK_ID_BYTES, FileLockRecord
from engine.keys import KdfParameters
from engine.keys.file_locks import LockKey
from engine.namespace import Change, LockMark
from engine.progress import CancelToken, ignore_progress
from tests.support.worlds import World

CLOSED, OPEN = LockMark(False, False, False), LockMark(True, False, False)
INSIDE = LockMark(True, True, False)
_COST = KdfParameters(KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, KDF_MIN_LANES)


def lock(world: World, ino: int, *, to_the_end: bool = True) -> LockKey:
    """Put an open lock on something, with a key that no passphrase wraps."""
    lock_id = os.urandom(LOCK_ID_BYTES)
    record = FileLockRecord(lock_id, _COST, bytes(32), bytes(12), bytes(48), bytes(32))
    key = LockKey(lock_id, bytearray(32))
    world.ns.add_lock(ino, record, key)
    if to_the_end:
        world.ns.seal_below(ino, ignore_progress, CancelToken())
        world.ns.finish_lock(ino)
    return key


def marks(world: World, parent: int = ROOT_INODE) -> dict[bytes, LockMark]:
    page = world.ns.entries_with_inodes(parent)
    found = world.ns.lock_marks(parent, [inode.ino for _, inode in page])
    return {name: found[inode.ino] for name, inode in page if inode.ino in found}


def test_marks_follow_the_lock(memory: World) -> None:
    ns = memory.ns
    folder = memory.folder(b"folder").ino
    memory.file(b"inside", b"text", folder)
    memory.folder(b"deeper", folder)
    ns.symlink(folder, b"link", b"inside", 0, 0)
    memory.file(b"beside", b"text")
    assert marks(memory) == {}
    lock(memory, folder)
    assert marks(memory) == {b"folder": OPEN}
    assert marks(memory, folder) == {b"inside": INSIDE, b"deeper": INSIDE}
    ns.rename(folder, b"inside", ROOT_INODE, b"outside")
    ns.close_lock(ns.lock_number(folder))
    assert marks(memory) == {b"folder": CLOSED, b"outside": CLOSED}
    assert marks(memory, folder) == {b"deeper": LockMark(False, True, False)}
    memory.reopen()
    assert marks(memory) == {b"folder": CLOSED, b"outside": CLOSED}


def test_a_lock_inside_another_is_held_by_its_folder(memory: World) -> None:
    folder = memory.folder(b"folder").ino
    inner = memory.file(b"inner", b"text", folder).ino
    lock(memory, inner)
    lock(memory, folder)
    memory.ns.close_lock(memory.ns.lock_number(inner))
    assert marks(memory, folder) == {b"inner": LockMark(False, True, False)}
    assert marks(memory) == {b"folder": OPEN}


def test_one_that_was_broken_off_says_so(memory: World) -> None:
    folder = memory.folder(b"folder").ino
    memory.file(b"inside", b"text", folder)
    lock(memory, folder, to_the_end=False)
    assert marks(memory) == {}
    cancelled = CancelToken()
    cancelled.cancel()
    with pytest.raises(CancelledError):
        memory.ns.seal_below(folder, ignore_progress, cancelled)
    assert marks(memory) == {b"folder": LockMark(True, False, True)}
    assert marks(memory, folder) == {}


def test_a_lock_without_a_record_shows_as_closed(memory: World) -> None:
    ino = memory.file(b"file", b"text").ino
    lock(memory, ino)
    memory.store.execute("update lock set memory_kib = 'none'")
    memory.reopen()
    assert marks(memory) == {b"file": CLOSED}


def test_without_locks_the_index_is_not_asked(memory: World, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(memory.store, "execute", lambda sql, *_: asked.append(sql))
    assert memory.ns.lock_marks(ROOT_INODE, itertools.count()) == {}
    assert asked == []


def test_with_locks_the_index_is_asked_once(memory: World, monkeypatch) -> None:
    ino = memory.file(b"file", b"text").ino
    lock(memory, ino)
    execute, asked = memory.store.execute, []

    def counted(sql: str, bindings: object = ()) -> object:
        asked.append(sql)
        return execute(sql, bindings)

    monkeypatch.setattr(memory.store, "execute", counted)
    assert memory.ns.lock_marks(ROOT_INODE, range(2, 100_000)) == {ino: OPEN}
    assert len(asked) == 1


def test_each_turn_of_a_lock_is_told(memory: World) -> None:
    folder = memory.folder(b"folder").ino
    inside = memory.file(b"inside", b"text", folder).ino
    told: list[Change] = []
    memory.ns.subscribe(told.append)

    def kinds() -> set[tuple[str, int]]:
        found = {(change.kind, change.ino) for change in told}
        told.clear()
        return found

    lock(memory, folder)
    assert kinds() >= {("inode", folder), ("inode", inside), ("lock", folder)}
    key = LockKey(memory.ns.lock_record(folder).lock_id, bytearray(32))
    memory.ns.close_lock(memory.ns.lock_number(folder))
    assert kinds() == {("lock", folder)}
    memory.ns.close_lock(memory.ns.lock_number(folder))
    assert kinds() == set()
    memory.ns.open_lock(folder, key)
    assert ("lock", folder) in kinds()
    memory.ns.open_below(folder, ignore_progress, CancelToken())
    assert kinds() >= {("inode", folder), ("inode", inside), ("lock", folder)}
    assert marks(memory) == {}
