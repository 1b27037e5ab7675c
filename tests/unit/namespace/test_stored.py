"""What scrubbing asks: which blocks lie where, and moving one of them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from engine.constants import BAND_SLOTS, BLOCK_BYTES, ROOT_INODE
from engine.errors import MediumError, NoSpaceError
from tests.support.worlds import World


def test_every_stored_block_is_listed(world: World) -> None:
    world.file(b"small", b"text")
    one = world.file(b"one", os.urandom(3 * BLOCK_BYTES)).ino
    two = world.file(b"two").ino
    for index in (0, 255, 256, 700):
        world.ns.write(two, index * BLOCK_BYTES + 20_000, b"x")
    world.ns.sync()
    listed = list(world.ns.stored_blocks())
    assert [(ino, [index for index, _ in blocks]) for ino, blocks in listed] == [
        (one, [0, 1, 2]),
        (two, [0, 255]),
        (two, [256]),
        (two, [700]),
    ]
    world.ns.write(one, BLOCK_BYTES, b"changed")
    world.store.write_out()
    assert [index for index, _ in world.ns.still_stored(one, listed[0][1])] == [0, 2]
    world.ns.unlink(ROOT_INODE, b"two")
    world.ns.sync()
    assert world.ns.still_stored(two, listed[1][1]) == []


def test_a_block_is_moved_if_it_is_still_there(world: World) -> None:
    content = os.urandom(3 * BLOCK_BYTES)
    ino = world.file(b"f", content).ino
    world.ns.sync()
    ((_, blocks),) = world.ns.stored_blocks()
    index, pointer = blocks[1]
    data = content[BLOCK_BYTES : 2 * BLOCK_BYTES]
    assert world.content(ino) == content
    assert world.ns.relocate(ino, index, pointer, data)
    assert not world.ns.relocate(ino, index, pointer, b"never")
    ((_, moved),) = world.ns.stored_blocks()
    assert moved[1][1] != pointer
    assert moved[::2] == blocks[::2]
    assert world.content(ino) == content
    world.ns.write(ino, BLOCK_BYTES + 3, b"dirty")
    assert world.ns.relocate(ino, index, moved[1][1], data)
    world.reopen()
    assert bytes(world.ns.read(ino, BLOCK_BYTES, 10)) == data[:3] + b"dirty" + data[8:10]


def test_moving_needs_a_row(small: World) -> None:
    ino = small.file(b"f", os.urandom(40 * BLOCK_BYTES)).ino
    small.ns.sync()
    index, pointer = next(iter(small.ns.stored_blocks()))[1][0]
    with pytest.raises(NoSpaceError):
        small.ns.relocate(ino, index, pointer, bytes(BLOCK_BYTES))


def test_a_move_that_fails_gives_its_rows_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each failed repair would leave the vault with less room, until it is locked."""
    ino = world.file(b"f", os.urandom(3 * BLOCK_BYTES)).ino
    world.ns.sync()
    ((_, blocks),) = world.ns.stored_blocks()
    promised = world.promised()
    moves = [(index, pointer, bytes(BLOCK_BYTES)) for index, pointer in blocks]

    def refuse(*_: object) -> None:
        raise MediumError("band", errno.EIO)

    for owner, name in ((world.store, "put"), (world.ns._contents, "extents_of")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, refuse)
            with pytest.raises(MediumError):
                world.ns.relocate_many(ino, moves)
        assert world.promised() == promised, name
    assert world.ns.relocate_many(ino, moves) == {0, 1, 2}
    assert world.promised() == promised
    world.ns.unlink(ROOT_INODE, b"f")


def test_what_a_block_was_moved_from_is_not_used_again_before_two_roots(tmp_path: Path) -> None:
    """A power cut in the middle of a repair leaves the old root, and all that it refers to."""
    world = World(tmp_path / "bare")
    store = world.store
    ino = world.file(b"f", os.urandom(20 * BLOCK_BYTES)).ino
    world.ns.sync()
    world.store.checkpoint()
    ((_, blocks),) = world.ns.stored_blocks()
    moves = [(index, pointer, bytes(BLOCK_BYTES)) for index, pointer in blocks]
    assert len(world.ns.relocate_many(ino, moves)) == 20
    left = {pointer.row for _, pointer in blocks}
    for roots in range(2):
        assert not any(store.rows.allocator.is_free(row) for row in left), roots
        store.touch()
        store.checkpoint()
    store.touch()
    store.checkpoint()
    waiting = store.rows.quarantined_rows()  # a row let go may hold a piece of the root by now
    assert not any(waiting.get(row // BAND_SLOTS, 0) >> row % BAND_SLOTS & 1 for row in left)
    world.close()
