"""How stored blocks are brought in: told of in time, read together, never old, damage in its place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pytest

from engine.constants import BLOCK_BYTES, RUN_ROWS
from engine.errors import StripeLostError
from engine.namespace.extents import ExtentMap
from engine.types import BlockPointer
from tests.support.memory_store import MemoryStore
from tests.support.worlds import World

PIECE = 1 << 20


class Watched:
    """What was told of and what was read, in order, as numbers of blocks of one file."""

    def __init__(self, world: World, ino: int, monkeypatch: pytest.MonkeyPatch) -> None:
        blocks = -(-world.ns.inode(ino).size // BLOCK_BYTES)
        with world.store.lock:
            pointers = world.ns._contents.extents_of(ino).get(0, blocks)
        self._number = {pointer: number for number, pointer in enumerate(pointers)}
        self.calls: list[tuple[str, list[int]]] = []
        for name in ("read_ahead", "get_many"):
            self._watch(world.store, name, monkeypatch)

    def _watch(self, store: MemoryStore, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        real = getattr(store, name)

        def call(pointers: Sequence[BlockPointer]) -> object:
            self.calls.append((name, [self._number[pointer] for pointer in pointers]))
            return real(pointers)

        monkeypatch.setattr(store, name, call)


def _pieces(world: World, ino: int) -> Iterator[tuple[int, bytes]]:
    offset = 0
    while piece := bytes(world.ns.read(ino, offset, PIECE)):
        yield offset, piece
        offset += len(piece)


def test_the_next_windows_are_told_of_before_this_one_is_read(
    memory: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = os.urandom(8 * RUN_ROWS * BLOCK_BYTES)
    ino = memory.file(b"f", content).ino
    memory.reopen()
    watched = Watched(memory, ino, monkeypatch)
    assert b"".join(piece for _, piece in _pieces(memory, ino)) == content
    known: set[int] = set()
    begun = 3 * RUN_ROWS  # by then the reader is known to be one that goes on
    for name, numbers in watched.calls:
        if name == "read_ahead":
            assert known.isdisjoint(numbers), "asked for twice"
            known.update(numbers)
            continue
        assert len([number for number in known if number > numbers[-1]]) <= 3 * RUN_ROWS
        if numbers[0] >= begun:
            assert known.issuperset(numbers)
            assert max(known) >= min(numbers[-1] + 2 * RUN_ROWS, 8 * RUN_ROWS - 1)
    assert max(known) + 1 == 8 * RUN_ROWS


def test_windows_of_a_stream_are_its_runs(memory: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream is written in runs from its first block on: each is then read as one."""
    content = os.urandom(8 * RUN_ROWS * BLOCK_BYTES)
    ino = memory.file(b"f", content).ino
    memory.reopen()
    watched = Watched(memory, ino, monkeypatch)
    assert b"".join(piece for _, piece in _pieces(memory, ino)) == content
    read = [numbers for name, numbers in watched.calls if name == "get_many"]
    late = [numbers for numbers in read if numbers[0] >= 3 * RUN_ROWS]
    assert {(numbers[0] % RUN_ROWS, len(numbers)) for numbers in late} == {(0, RUN_ROWS)}


def test_what_was_told_of_and_then_changed_reads_as_it_is(world: World) -> None:
    content = bytearray(os.urandom(5 * RUN_ROWS * BLOCK_BYTES))
    ino = world.file(b"f", bytes(content)).ino
    world.reopen()
    for number, (offset, piece) in enumerate(_pieces(world, ino)):
        assert piece == content[offset : offset + PIECE]
        for distance in (PIECE, 5 * PIECE, 9 * PIECE):
            at = offset + distance
            if at + 100 < len(content):
                content[at : at + 100] = os.urandom(100)
                world.ns.write(ino, at, bytes(content[at : at + 100]))
        if number % 3 == 0:
            world.ns.sync()
    assert world.content(ino) == content


def test_pointers_further_on_that_cannot_be_read_do_not_harm_this_read(
    memory: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = os.urandom(3 * RUN_ROWS * BLOCK_BYTES)
    ino = memory.file(b"f", content).ino
    memory.reopen()
    whole = ExtentMap.get

    def get(extents: ExtentMap, first: int, count: int) -> list[BlockPointer]:
        if first + count > 2 * RUN_ROWS:
            raise StripeLostError("index")
        return whole(extents, first, count)

    monkeypatch.setattr(ExtentMap, "get", get)
    end = (2 * RUN_ROWS * BLOCK_BYTES) // PIECE * PIECE
    for offset in range(0, end, PIECE):
        assert bytes(memory.ns.read(ino, offset, PIECE)) == content[offset : offset + PIECE]
    with pytest.raises(StripeLostError):
        memory.ns.read(ino, end, PIECE)


def test_changed_blocks_take_what_lies_under_them_in_one_read(memory: World) -> None:
    content = bytearray(os.urandom(40 * BLOCK_BYTES))
    ino = memory.file(b"f", bytes(content)).ino
    memory.reopen()
    memory.store.runs.clear()
    for block in range(0, 40, 2):
        at = block * BLOCK_BYTES + 1000
        memory.ns.write(ino, at, b"change")
        content[at : at + 6] = b"change"
    memory.ns.sync()
    assert memory.store.runs == [20]
    assert memory.content(ino) == content


def test_a_lost_block_among_changed_ones_keeps_only_itself_back(memory: World) -> None:
    content = bytearray(os.urandom(6 * BLOCK_BYTES))
    ino = memory.file(b"f", bytes(content)).ino
    memory.reopen()
    with memory.store.lock:
        pointers = memory.ns._contents.extents_of(ino).get(0, 6)
    memory.store.lost.add(pointers[2])
    for block in range(6):
        at = block * BLOCK_BYTES + 1000
        memory.ns.write(ino, at, b"change")
        content[at : at + 6] = b"change"
    with pytest.raises(StripeLostError):
        memory.ns.sync(ino)
    memory.store.lost.clear()
    with memory.store.lock:
        now = memory.ns._contents.extents_of(ino).get(0, 6)
    assert [number for number in range(6) if now[number] == pointers[number]] == [2]
    memory.ns.sync(ino)
    memory.reopen()
    assert memory.content(ino) == content
