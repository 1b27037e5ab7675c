"""A full vault: refused at the write, never at the flush, and it can be emptied."""

from __future__ import annotations

import os

import pytest

from engine.constants import BLOCK_BYTES, ROOT_INODE
from engine.errors import NoSpaceError
from engine.namespace.smalltext import TEXT_ROW_BYTES
from tests.support.worlds import World


def fill(world: World) -> int:
    """A file that leaves no row."""
    ino = world.file(b"filler").ino
    written = 0
    while True:
        try:
            written += world.ns.write(ino, written, b"x" * BLOCK_BYTES)
        except NoSpaceError:
            return ino


def test_space_runs_out_at_the_write(small: World) -> None:
    ino = fill(small)
    size = small.ns.inode(ino).size
    assert size == 40 * BLOCK_BYTES
    for call in (
        lambda: small.ns.write(ino, size, b"x"),
        lambda: small.file(b"g"),
        lambda: small.folder(b"d"),
    ):
        with pytest.raises(NoSpaceError):
            call()
    assert small.ns.inode(ino).size == size
    small.ns.sync()
    assert small.content(ino) == b"x" * size


def test_a_large_write_stops_where_space_ends(small: World) -> None:
    ino = small.file(b"f").ino
    written = small.ns.write(ino, 0, b"x" * (30 * BLOCK_BYTES))
    assert written == 30 * BLOCK_BYTES
    assert small.ns.inode(ino).size == written
    with pytest.raises(NoSpaceError):
        small.ns.write(ino, written, b"y" * (11 * BLOCK_BYTES))
    assert small.ns.inode(ino).size == written
    assert small.promised() == 30


def test_a_short_write_says_how_much_it_took() -> None:
    world = World(capacity=100)
    ino = world.file(b"f").ino
    written = world.ns.write(ino, 0, b"x" * (200 * BLOCK_BYTES))
    assert written == world.ns.inode(ino).size == 64 * BLOCK_BYTES
    assert world.content(ino) == b"x" * written
    world.check()


def test_a_full_vault_can_be_emptied(small: World) -> None:
    for number in range(4):
        small.file(b"%d" % number, os.urandom(9 * BLOCK_BYTES))
    fill(small)
    small.ns.sync()
    small.ns.set_attributes(small.ns.lookup(ROOT_INODE, b"0").ino, size=0)
    small.ns.sync()
    for number in range(4):
        small.ns.unlink(ROOT_INODE, b"%d" % number)
    small.ns.unlink(ROOT_INODE, b"filler")
    small.ns.sync()
    assert small.store.blocks == {}
    small.file(b"again", b"x" * 100_000)


def test_overwriting_needs_a_row_until_the_old_one_is_free(small: World) -> None:
    ino = small.file(b"f", os.urandom(30 * BLOCK_BYTES)).ino
    small.ns.sync()
    with pytest.raises(NoSpaceError):
        small.ns.write(ino, 0, b"x" * (11 * BLOCK_BYTES))
    small.ns.write(ino, 0, b"x" * (10 * BLOCK_BYTES))
    small.ns.sync()
    assert bytes(small.ns.read(ino, 0, 10 * BLOCK_BYTES)) == b"x" * (10 * BLOCK_BYTES)


def test_small_files_are_promised_their_share(small: World) -> None:
    written = 0
    with pytest.raises(NoSpaceError):
        for number in range(1000):
            inode = small.file(b"%d" % number)
            written += small.ns.write(inode.ino, 0, b"x" * 8192)
    assert 39 * TEXT_ROW_BYTES <= written <= 40 * TEXT_ROW_BYTES
    small.ns.sync()
    assert small.promised() == 0


def test_growing_past_inline_without_room_changes_nothing(small: World) -> None:
    inode = small.file(b"small", b"text" * 1000)
    small.ns.sync()
    fill(small)
    with pytest.raises(NoSpaceError):
        small.ns.write(inode.ino, 20_000, b"x")
    assert inode.size == 4000
    assert small.content(inode.ino) == b"text" * 1000
    small.check()
    small.ns.set_attributes(inode.ino, size=3)
    assert small.content(inode.ino) == b"tex"


def test_cutting_within_a_block_without_room_changes_nothing(small: World) -> None:
    inode = small.file(b"f", b"y" * (3 * BLOCK_BYTES))
    small.ns.sync()
    fill(small)
    for attempt in (
        lambda: small.ns.set_attributes(inode.ino, size=BLOCK_BYTES + 10),
        lambda: small.ns.punch_hole(inode.ino, 10, 2 * BLOCK_BYTES),
    ):
        with pytest.raises(NoSpaceError):
            attempt()
        assert small.content(inode.ino) == b"y" * (3 * BLOCK_BYTES)
    small.ns.set_attributes(inode.ino, size=BLOCK_BYTES)
    assert small.content(inode.ino) == b"y" * BLOCK_BYTES


def test_a_promise_that_commits_meanwhile(small: World) -> None:
    """The real store may write a root to free rows, and so flush, within `reserve`."""
    ino = small.file(b"f", os.urandom(5 * BLOCK_BYTES)).ino
    inline = small.file(b"g", b"text" * 100).ino
    reserve = small.store.reserve
    commits = []

    def committing(rows: int) -> None:
        if len(commits) < 3:
            commits.append(rows)
            small.store.commit()
        reserve(rows)

    small.store.reserve = committing
    small.ns.write(ino, 3 * BLOCK_BYTES - 10, b"p" * (4 * BLOCK_BYTES))
    small.ns.write(inline, 400, b"q" * 30_000)
    small.ns.write(ino, 7, b"r")
    assert len(commits) == 3
    assert bytes(small.ns.read(ino, 3 * BLOCK_BYTES - 10, 10**6)) == b"p" * (4 * BLOCK_BYTES)
    assert small.content(inline) == b"text" * 100 + b"q" * 30_000
    small.check()
    small.ns.sync()
    small.crash()
    assert small.content(inline) == b"text" * 100 + b"q" * 30_000


def test_a_text_that_is_flushed_while_room_is_promised(small: World) -> None:
    inode = small.file(b"f", b"x" * 10_000)
    reserve = small.store.reserve
    texts = small.ns._contents._texts
    texts._bytes = 10 * TEXT_ROW_BYTES  # so that the next byte needs a row

    def committing(rows: int) -> None:
        small.store.reserve = reserve
        small.store.commit()
        reserve(rows)

    small.store.reserve = committing
    small.ns.write(inode.ino, 10_000, b"y" * 100)
    assert texts._bytes == 10_100
    assert small.content(inode.ino) == b"x" * 10_000 + b"y" * 100
