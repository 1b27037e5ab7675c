"""Changes of few rows: noted in the journal at a sync, in place of the pages that they change."""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.constants import BLOCK_BYTES, INLINE_BYTES, NOTED_CHANGES_BYTES, ROOT_INODE
from engine.errors import IndexDamagedError, NamespaceError, NoSpaceError, StripeLostError
from engine.format.journal import JournalBatch
from engine.format.pointers import unpack_rows
from engine.index import IndexSession
from engine.index.statements import ADD_NAME
from engine.namespace import Namespace
from engine.transactions import noted, store
from engine.transactions.journal import Journal
from engine.transactions.noted import changes_in_force
from tests.crash.workload import read_tree
from tests.support.bare_store import BareVault, put_setting, settings
from tests.support.worlds import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "v")
    made.store._worker.stop()
    yield made
    made.store.abandon()


def batches(world: World) -> tuple[JournalBatch, ...]:
    return world.store.examine_journal().batches


def kinds(world: World) -> str:
    """What each batch of the journal is: of pages, of changes, or of both."""
    names = {(True, False): "p", (False, True): "c", (True, True): "b", (False, False): "-"}
    return "".join(names[bool(each.writes), bool(each.changes)] for each in batches(world))


def synced_file(world: World, name: bytes, content: bytes) -> int:
    ino = world.file(name, content).ino
    world.ns.sync()
    return ino


def crash(world: World) -> None:
    world.crash()
    world.store._worker.stop()


def test_files_that_are_synced_one_by_one(world: World) -> None:
    texts = {b"f%d" % number: os.urandom(100 * number) for number in range(9)}
    inos = {name: synced_file(world, name, text) for name, text in texts.items()}
    assert kinds(world) == "p" + 8 * "c"
    assert all(len(each.changes) < 2000 for each in batches(world))
    for _ in range(2):
        crash(world)
        assert {name: world.content(ino) for name, ino in inos.items()} == texts
        world.check()


def test_a_commit_of_the_background_has_the_pages(world: World) -> None:
    for name in (b"a", b"b"):
        synced_file(world, name, name)
    world.file(b"c", b"c")
    world.store.write_out()
    assert kinds(world) == "pcp"
    assert not changes_in_force(batches(world))
    assert kinds(world) == "pcp"
    synced_file(world, b"d", b"d")
    synced_file(world, b"e", b"e")
    assert kinds(world) == "pcppc"
    crash(world)
    assert world.names() == [b"a", b"b", b"c", b"d", b"e"]
    world.check()


def test_nothing_new_costs_nothing(world: World) -> None:
    synced_file(world, b"a", b"a")
    synced_file(world, b"b", b"b")
    world.ns.sync()
    world.store._background_commit()
    assert kinds(world) == "pc"


def test_a_root_has_everything(world: World) -> None:
    for name in (b"a", b"b", b"c"):
        synced_file(world, name, name)
    world.store.checkpoint()
    assert kinds(world) == ""
    assert not world.store._journal_bytes
    crash(world)
    assert world.names() == [b"a", b"b", b"c"]
    world.check()


def test_what_takes_or_frees_rows_goes_with_its_pages(world: World) -> None:
    synced_file(world, b"a", b"a")
    synced_file(world, b"large", os.urandom(INLINE_BYTES + 1))
    assert kinds(world) == "pp"
    world.ns.unlink(ROOT_INODE, b"large")
    world.ns.sync()
    assert kinds(world) == "ppp"
    world.ns.unlink(ROOT_INODE, b"a")
    world.ns.sync()
    assert kinds(world) == "pppc"
    crash(world)
    assert world.names() == []
    world.check()


def test_many_changes_go_with_their_pages(world: World) -> None:
    synced_file(world, b"a", b"a")
    for number in range(NOTED_CHANGES_BYTES // INLINE_BYTES + 1):
        world.file(b"b%d" % number, os.urandom(INLINE_BYTES))
    world.ns.sync()
    assert kinds(world) == "pp"


def test_other_tables_go_with_their_pages(world: World) -> None:
    synced_file(world, b"a", b"a")
    put_setting(world.store, "of mine", 7)
    world.ns.sync()
    with world.store.lock:
        world.store.execute("create table if not exists mine (a)")
        world.store.touch()
    world.ns.sync()
    assert kinds(world) == "pcp"
    crash(world)
    assert settings(world.store)["of mine"] == 7
    assert world.store.execute("select * from mine").fetchall() == []


def test_pages_leave_memory_now_and_then(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite puts them into the log, which no batch has until a commit is of pages again."""
    monkeypatch.setattr(noted, "NOTED_PAGES_BYTES", 3000)
    lengths = []
    for number in range(12):
        synced_file(world, b"f%d" % number, os.urandom(1000))
        lengths.append(world.store.log_bytes)
    assert kinds(world) == "p" + 11 * "c"
    assert len(set(lengths)) > 3
    assert {each.log_bytes for each in batches(world)} == {lengths[0]}
    before = read_tree(world.ns)
    crash(world)
    assert read_tree(world.ns) == before
    for number in range(12):
        synced_file(world, b"g%d" % number, os.urandom(1000))
    world.file(b"last")
    world.store.write_out()
    assert kinds(world)[-1] == "p"
    before = read_tree(world.ns)
    crash(world)
    assert read_tree(world.ns) == before
    world.check()


@pytest.mark.parametrize("seed", range(12))
def test_what_was_synced_is_there_after_a_crash(
    world: World, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose = random.Random(seed)
    if seed % 2:
        monkeypatch.setattr(noted, "NOTED_PAGES_BYTES", 5000)
    found = ""
    for _ in range(6):
        for _ in range(choose.randrange(1, 25)):
            do_something(world, choose)
            if choose.random() < 0.5:
                world.ns.sync()
        world.ns.sync()
        before = read_tree(world.ns)
        found += kinds(world)
        crash(world)
        assert read_tree(world.ns) == before
        world.check()
    assert found.count("c") > found.count("p") / 3


def do_something(world: World, choose: random.Random) -> None:
    ns = world.ns
    folders = [1, *(each.ino for each in ns.entries(ROOT_INODE) if each.kind == 4)]
    parent, other = choose.choice(folders), choose.choice(folders)
    name, new = (choose.choice((b"a", b"b", b"c", b"d")) for _ in range(2))
    try:
        match choose.randrange(14):
            case 0:
                ns.mkdir(ROOT_INODE, name, 0o755, 1, 2)
            case 1:
                ns.rename(parent, name, other, new)
            case 2:
                ns.unlink(parent, name)
            case 3:
                ns.rmdir(parent, name)
            case 4:
                ns.symlink(parent, name, choose.randbytes(20).hex().encode(), 1, 2)
            case 5:
                ns.link(ns.lookup(parent, name).ino, other, new)
            case 6:
                ns.set_xattr(ns.lookup(parent, name).ino, b"user." + new, choose.randbytes(50))
            case 7:
                ns.remove_xattr(ns.lookup(parent, name).ino, b"user." + new)
            case 8:
                ns.set_attributes(ns.lookup(parent, name).ino, size=choose.randrange(20_000))
            case 9:
                world.store.write_out()
            case 10:
                ns.open(ns.lookup(parent, name).ino)
                ns.unlink(parent, name)
            case _:
                ns.create(parent, name, stat.S_IFREG | 0o600, 1, 2)
                length = choose.choice((0, 10, 3000, 3000, INLINE_BYTES, BLOCK_BYTES + 9))
                ns.write(ns.lookup(parent, name).ino, 0, choose.randbytes(length))
    except NamespaceError:
        pass


def test_changes_of_blocks_and_of_rows_in_one_journal(world: World) -> None:
    content = bytearray(os.urandom(2 * BLOCK_BYTES))
    ino = world.file(b"large", bytes(content)).ino
    world.store.write_out()
    for number in range(4):
        content[number * 9 : number * 9 + 5] = b"five!"
        world.ns.write(ino, number * 9, b"five!")
        synced_file(world, b"f%d" % number, b"text")
    assert kinds(world).endswith("ccc")
    assert batches(world)[-1].noted
    crash(world)
    assert world.content(ino) == content
    assert len(world.names()) == 5
    world.check()


def test_reading_only_sees_them_and_writes_nothing(tmp_path: Path) -> None:
    bare = BareVault(tmp_path / "v")
    store = bare.open()
    ns = Namespace(store)
    for name in (b"a", b"b", b"c"):
        ino = ns.create(ROOT_INODE, name, stat.S_IFREG | 0o644, 0, 0).ino
        ns.write(ino, 0, name * 100)
        ns.sync()
    expected = read_tree(ns)
    store.abandon()
    before = {each: each.read_bytes() for each in (tmp_path / "v").rglob("*") if each.is_file()}
    for _ in range(2):
        store = bare.open(read_only=True)
        ns = Namespace(store)
        assert read_tree(ns) == expected
        ns.close()
        store.close()
    assert before == {each: each.read_bytes() for each in before}


@pytest.mark.parametrize("order", ["cp", "pc", "pcc", "cpc"])
def test_commits_that_reach_the_journal_together(world: World, order: str) -> None:
    """Whoever is first makes those durable that others have sealed meanwhile."""
    synced_file(world, b"first", b"first")
    names = []
    for number, kind in enumerate(order):
        names.append(b"f%d" % number)
        world.file(names[-1], names[-1])
        with world.store.lock:
            world.store._seal(note=kind == "c")
            if kind == "p":
                world.store._session.changes.start()  # as a commit of the foreground does
    with world.store._io:
        assert world.store._drain()
    assert kinds(world) == "p" + ("p" if order == "cp" else "b")
    crash(world)
    assert world.names() == [*names, b"first"]
    world.check()


def test_a_journal_that_cannot_grow(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    synced_file(world, b"a", b"a")
    synced_file(world, b"b", b"b")

    def refuse(_: Journal, slots: int) -> None:
        raise NoSpaceError(f"{slots} slots")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "reserve", refuse)
        synced_file(world, b"c", b"c")
    assert kinds(world) == ""  # a root was written instead
    crash(world)
    assert world.names() == [b"a", b"b", b"c"]


def test_a_flush_that_fails_is_made_up_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    synced_file(world, b"a", b"a")
    world.file(b"b", b"b")
    with monkeypatch.context() as patch:
        patch.setattr(type(world.ns._inodes), "flush", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            world.ns.sync()
    world.ns.sync()
    assert kinds(world) == "pc"
    crash(world)
    assert [world.content(world.ns.lookup(ROOT_INODE, each).ino) for each in (b"a", b"b")] == [
        b"a",
        b"b",
    ]
    world.check()


def test_the_books_of_rows_go_with_their_pages(world: World) -> None:
    synced_file(world, b"a", b"a")
    world.store.checkpoint()
    synced_file(world, b"b", b"b")
    with world.store.lock:  # a group more
        rows = world.store.rows.available + 1
        world.store.reserve(rows)
        world.store.unreserve(rows)
    synced_file(world, b"c", b"c")
    with world.store.lock:
        row = world.store.rows.allocator.take(100, 1, data=True)[0].row
        world.store.rows.allocator.dirty_groups.clear()
        world.store.rows.free([row])
    synced_file(world, b"d", b"d")
    synced_file(world, b"e", b"e")
    assert kinds(world) == "pppc"
    found = world.store.execute("select rows from quarantine").fetchall()
    assert row in [each for (packed,) in found for each in unpack_rows(packed)]


def test_they_make_the_journal_longer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a root comes before it takes long to make them again."""
    synced_file(world, b"a", b"a")
    monkeypatch.setattr(store, "CHECKPOINT_LOG_BYTES", world.store.log_bytes + 10_000)
    for number in range(4):
        assert not world.store._wants_root
        synced_file(world, b"b%d" % number, os.urandom(3000))
    assert world.store._wants_root
    world.store._background_commit()
    assert not world.store._wants_root
    assert kinds(world) == ""


def test_changes_whose_pages_are_lost_are_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them or none are seen: a vault is of one moment, if of an earlier one."""
    for name in (b"a", b"b", b"c"):
        synced_file(world, name, name)
    real = IndexSession.execute

    def execute(self: IndexSession, sql: str, bindings: object = ()) -> object:
        if sql == ADD_NAME and b"c" in bindings:
            raise StripeLostError("row", 7, 3)
        return real(self, sql, bindings)

    with monkeypatch.context() as patch:
        patch.setattr(IndexSession, "execute", execute)
        crash(world)
    assert world.store.read_only
    assert world.store.replay.lost
    assert not world.store.newest_root_lost
    assert world.names() == [b"a"]
    crash(world)
    assert not world.store.read_only
    assert world.names() == [b"a", b"b", b"c"]


def test_a_failure_after_the_changes_were_taken_loses_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noted, "NOTED_PAGES_BYTES", 1)
    synced_file(world, b"a", b"a")
    with monkeypatch.context() as patch:
        patch.setattr(IndexSession, "commit", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            synced_file(world, b"b", b"b")
    synced_file(world, b"c", b"c")
    assert kinds(world) == "pc"
    crash(world)
    assert world.names() == [b"a", b"b", b"c"]
    world.check()


def test_what_sqlite_takes_back_is_shown_again_and_not_claimed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stripe of the index that is lost cancels SQLite's transaction, whoever meets it."""
    for number in range(200):
        world.file(b"x%03d" % number, os.urandom(2000))
    world.store.checkpoint()
    for name in (b"a", b"b", b"c"):
        synced_file(world, name, name)
    world.file(b"never synced")
    assert kinds(world) == "pcc"

    real, met = world.store._pages.read, []

    def lost(offset: int, length: int) -> bytes:
        if met:
            return real(offset, length)
        met.append(offset)
        raise StripeLostError("row", 7, 3)

    with monkeypatch.context() as patch:
        patch.setattr(world.store._pages, "read", lost)
        world.store.connection.execute("pragma shrink_memory").fetchall()
        with pytest.raises(StripeLostError):
            world.store.execute("select sum(length(data)) from content")
    assert not world.store.connection.in_transaction
    assert world.names()[:4] == [b"a", b"b", b"c", b"x000"]
    for _ in range(2):
        world.file(b"d%d" % world.ns.next_inode)
        with pytest.raises(IndexDamagedError):
            world.ns.sync()
    crash(world)
    assert world.names()[:4] == [b"a", b"b", b"c", b"x000"]
    world.check()
