"""Small changes of stored blocks: noted in the journal at a sync, made again after a crash."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.constants import BLOCK_BYTES, NOTED_BLOCK_BYTES, ROOT_INODE, RUN_ROWS, SLOT_BYTES
from engine.errors import NoSpaceError, ReadOnlyVaultError, StripeLostError
from engine.namespace import Namespace
from engine.transactions import noted
from engine.types import BlockPointer
from tests.support.bare_store import BareVault
from tests.support.worlds import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "v")
    yield made
    made.store.abandon()


def stored(world: World) -> list[BlockPointer]:
    return [pointer for _, blocks in world.ns.stored_blocks() for _, pointer in blocks]


def a_file(world: World, blocks: int = 3) -> tuple[int, bytearray]:
    content = bytearray(os.urandom(blocks * BLOCK_BYTES))
    ino = world.file(b"f", bytes(content)).ino
    world.store.write_out()
    return ino, content


def change(world: World, ino: int, model: bytearray, offset: int, length: int) -> None:
    data = os.urandom(length)
    world.ns.write(ino, offset, data)
    if offset > len(model):
        model.extend(bytes(offset - len(model)))
    model[offset : offset + length] = data


def test_a_small_change_is_noted_and_its_block_written_later(world: World) -> None:
    ino, content = a_file(world)
    before = stored(world)
    change(world, ino, content, BLOCK_BYTES - 100, 200)
    world.ns.sync()
    assert stored(world) == before
    assert world.store.noted.hold
    assert world.content(ino) == content
    world.store.write_out()
    assert not world.store.noted.hold
    assert [a == b for a, b in zip(stored(world), before, strict=True)] == [False, False, True]
    assert world.content(ino) == content


def test_a_root_writes_the_blocks(world: World) -> None:
    ino, content = a_file(world)
    before = stored(world)
    change(world, ino, content, 5, 5)
    world.ns.sync()
    world.store.checkpoint()
    assert not world.store.noted.hold
    assert stored(world)[0] != before[0]
    world.crash()
    assert world.content(ino) == content


@pytest.mark.parametrize("seed", range(6))
def test_what_was_synced_is_there_after_a_crash(world: World, seed: int) -> None:
    choose = random.Random(seed)
    ino, model = a_file(world)
    for _ in range(5):
        for _ in range(choose.randrange(1, 12)):
            _do_something(world, ino, model, choose)
        world.ns.sync()
        world.crash()
        assert world.content(ino) == model


def _do_something(world: World, ino: int, model: bytearray, choose: random.Random) -> None:
    offset, length = choose.randrange(3 * BLOCK_BYTES), choose.randrange(1, 3000)
    match choose.randrange(9):
        case 0:
            world.ns.set_attributes(ino, size=offset)
            del model[offset:]
            model.extend(bytes(offset - len(model)))
        case 1 if offset < len(model):
            world.ns.punch_hole(ino, offset, length)
            end = min(len(model), offset + length)
            model[offset:end] = bytes(end - offset)
        case 2:
            world.store.write_out()
        case 3 | 4:
            world.ns.sync()
        case 5:
            change(world, ino, model, offset, length * 20)
        case _:
            change(world, ino, model, offset, length)


def test_further_crashes_before_anything_is_committed(world: World) -> None:
    ino, content = a_file(world)
    change(world, ino, content, 9, 500)
    world.ns.sync()
    for _ in range(3):
        world.crash()
    assert world.content(ino) == content


def test_reading_only_sees_what_was_noted_and_writes_nothing(tmp_path: Path) -> None:
    bare = BareVault(tmp_path / "v")
    world = World.__new__(World)
    world._bare, world.store = bare, bare.open()
    world.ns = Namespace(world.store)
    ino, content = a_file(world)
    change(world, ino, content, BLOCK_BYTES - 3, 10)
    world.ns.sync()
    world.store.abandon()
    before = {each: each.read_bytes() for each in (tmp_path / "v").rglob("*") if each.is_file()}
    world.store = bare.open(read_only=True)
    world.ns = Namespace(world.store)
    for _ in range(2):
        assert world.content(ino) == content
        assert bytes(world.ns.read(ino, BLOCK_BYTES - 2, 4)) == content[BLOCK_BYTES - 2 :][:4]
    with pytest.raises(ReadOnlyVaultError):
        world.ns.write(ino, 0, b"x")
    world.ns.close()
    world.store.close()
    assert before == {each: each.read_bytes() for each in before}


def test_what_is_large_or_new_goes_to_rows(world: World) -> None:
    ino, content = a_file(world)
    before = stored(world)
    change(world, ino, content, 0, NOTED_BLOCK_BYTES + 1)
    change(world, ino, content, 3 * BLOCK_BYTES, 50)  # a block that is not stored yet
    change(world, ino, content, BLOCK_BYTES, 50)
    world.ns.sync()
    now = stored(world)
    assert [now[0] == before[0], now[1] == before[1], len(now)] == [False, True, 4]
    world.crash()
    assert world.content(ino) == content


def test_only_so_much_is_noted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.store._worker.stop()
    monkeypatch.setattr(noted, "NOTED_BYTES_LIMIT", 3000)
    ino, content = a_file(world)
    before = stored(world)
    for _ in range(3):
        change(world, ino, content, 100, 1000)
        world.ns.sync()
    assert stored(world) == before
    change(world, ino, content, 100, 1000)
    world.ns.sync()
    assert stored(world)[0] != before[0]
    assert not world.store.noted.hold
    world.crash()
    assert world.content(ino) == content


def test_the_worker_writes_them_at_leisure(world: World) -> None:
    ino, content = a_file(world)
    change(world, ino, content, 100, 1000)
    world.ns.sync()
    assert world.store._worker._due is not None
    world.store._background_commit()
    assert not world.store.noted.hold
    assert world.content(ino) == content


def test_a_file_that_is_gone_gets_nothing(world: World) -> None:
    ino, content = a_file(world)
    other = world.file(b"other", os.urandom(2 * BLOCK_BYTES)).ino
    world.store.write_out()
    change(world, ino, content, 100, 1000)
    world.ns.write(other, 7, b"changed")
    world.ns.sync()
    world.ns.unlink(ROOT_INODE, b"f")
    world.ns.write(other, 9, b"twice")
    world.ns.sync()
    world.crash()
    assert world.names() == [b"other"]
    assert bytes(world.ns.read(other, 7, 7)) == b"chtwice"
    world.check()


def test_no_room_to_make_them_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the vault can be read, with them, and what the journal has of them stays."""
    ino, content = a_file(world)
    change(world, ino, content, 100, 1000)
    world.ns.sync()

    def refuse(_: object, rows: int) -> None:
        raise NoSpaceError(f"{rows} rows")

    with monkeypatch.context() as patch:
        patch.setattr("engine.transactions.space.SpaceKeeper.make_room_without_root", refuse)
        world.crash()
        assert world.store.read_only
        assert world.content(ino) == content
    world.crash()
    assert not world.store.read_only
    assert world.content(ino) == content


def test_a_change_over_a_lost_block(world: World, tmp_path: Path) -> None:
    """It is durable, and nobody claims more: the block's rest is told of when it is needed."""
    ino, content = a_file(world, 1)
    ((_, ((_, pointer),)),) = world.ns.stored_blocks()
    for band in (tmp_path / "v" / "bands").iterdir():
        with band.open("r+b") as file:
            file.seek(pointer.row * SLOT_BYTES)
            file.write(bytes(SLOT_BYTES))
    world.ns._contents._cache.clear()
    change(world, ino, content, 100, 1000)
    world.ns.sync()
    with pytest.raises(StripeLostError):
        world.ns.read(ino, 0, 10)
    world.store.write_out()
    with pytest.raises(StripeLostError):
        world.ns.sync(ino)
    change(world, ino, content, 0, BLOCK_BYTES)
    world.ns.sync()
    assert world.content(ino) == content


@pytest.mark.parametrize("by", ["cut", "punch"])
def test_what_is_gone_does_not_come_back(world: World, by: str) -> None:
    ino, content = a_file(world)
    change(world, ino, content, BLOCK_BYTES + 5, 100)
    world.ns.sync()
    if by == "cut":
        world.ns.set_attributes(ino, size=BLOCK_BYTES)
        world.ns.set_attributes(ino, size=3 * BLOCK_BYTES)
        content[BLOCK_BYTES:] = bytes(2 * BLOCK_BYTES)
    else:
        world.ns.punch_hole(ino, BLOCK_BYTES, BLOCK_BYTES)
        content[BLOCK_BYTES : 2 * BLOCK_BYTES] = bytes(BLOCK_BYTES)
    world.ns.sync()
    world.crash()
    assert world.content(ino) == content


def test_a_block_that_was_written_before_its_turn_is_not_changed_back(world: World) -> None:
    ino, content = a_file(world, RUN_ROWS + 2)
    change(world, ino, content, 5, 100)
    world.ns.sync()
    for index in range(RUN_ROWS):
        change(world, ino, content, index * BLOCK_BYTES, BLOCK_BYTES)
    change(world, ino, content, (RUN_ROWS + 1) * BLOCK_BYTES, 10)  # writes a run first
    assert 0 not in world.ns._contents._table.dirty[ino].blocks
    world.ns.sync()
    world.crash()
    assert world.content(ino) == content
