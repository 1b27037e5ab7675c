"""Sparse files: what is a hole, what it costs, how it is made and found."""

from __future__ import annotations

import os

import pytest

from engine.constants import BLOCK_BYTES
from engine.errors import NoDataError, NoSpaceError
from tests.support.worlds import UNITS, World

B = BLOCK_BYTES


def layout(world: World, ino: int) -> list[tuple[int, int]]:
    """The data ranges of a file, as a copying tool finds them."""
    found, at = [], 0
    while True:
        try:
            start = world.ns.seek_data(ino, at)
        except NoDataError:
            return found
        at = world.ns.seek_hole(ino, start)
        assert at > start
        found.append((start, at))
        if at == world.ns.inode(ino).size:
            return found


def test_a_sparse_truncate_costs_nothing(world: World) -> None:
    inode = world.file(b"f")
    world.ns.set_attributes(inode.ino, size=2**46)
    world.ns.sync()
    assert (inode.size, inode.blocks) == (2**46, 0)
    assert layout(world, inode.ino) == []
    assert world.ns.seek_hole(inode.ino, 12345) == 12345
    assert bytes(world.ns.read(inode.ino, 2**45, 100)) == bytes(100)
    world.ns.write(inode.ino, 2**45, b"x")
    world.ns.sync()
    at = 2**45 // B * B
    assert layout(world, inode.ino) == [(at, at + B)]
    assert inode.blocks == UNITS
    world.ns.set_attributes(inode.ino, size=2**44)
    assert inode.blocks == 0


@pytest.mark.parametrize("sync", [False, True])
def test_data_and_holes_are_found(world: World, sync: bool) -> None:
    ino = world.file(b"f").ino
    for index in (0, 3, 4, 300):
        world.ns.write(ino, index * B + 10, b"data")
    world.ns.set_attributes(ino, size=400 * B)
    if sync:
        world.ns.sync()
        world.ns.write(ino, 5 * B, b"x" * B)
        world.ns.write(ino, 299 * B, b"x")
    else:
        world.ns.write(ino, 5 * B, b"x" * B)
        world.ns.write(ino, 299 * B, b"x")
    assert layout(world, ino) == [(0, B), (3 * B, 6 * B), (299 * B, 301 * B)]
    assert world.ns.seek_data(ino, 4 * B + 7) == 4 * B + 7
    assert world.ns.seek_hole(ino, 4 * B + 7) == 6 * B
    assert world.ns.seek_hole(ino, 2 * B + 7) == 2 * B + 7
    for call in (world.ns.seek_data, world.ns.seek_hole):
        for offset in (400 * B, 500 * B, -1):
            with pytest.raises(NoDataError):
                call(ino, offset)
    with pytest.raises(NoDataError):
        world.ns.seek_data(ino, 301 * B)


def test_small_files_have_data_to_their_end(world: World) -> None:
    ino = world.file(b"f", b"text").ino
    assert layout(world, ino) == [(0, 4)]
    world.ns.set_attributes(ino, size=1000)
    assert layout(world, ino) == [(0, 1000)]
    empty = world.file(b"g").ino
    with pytest.raises(NoDataError):
        world.ns.seek_hole(empty, 0)
    world.ns.set_attributes(empty, size=1000)
    assert layout(world, empty) == []


@pytest.mark.parametrize("sync", [False, True])
@pytest.mark.parametrize(
    ("offset", "length", "left"),
    [
        (0, 10, 6),
        (B - 5, 5, 6),
        (B, B, 5),
        (B - 5, B + 10, 5),
        (0, 6 * B, 0),
        (B + 1, 2 * B, 5),
        (5 * B + 50, 10 * B, 6),
        (5 * B, 100, 5),
        (0, 3 * B - 1, 4),
        (6 * B, B, 6),
    ],
)
def test_punching(world: World, offset: int, length: int, left: int, sync: bool) -> None:
    content = bytearray(os.urandom(5 * B + 100))
    inode = world.file(b"f", bytes(content))
    if sync:
        world.ns.sync()
        world.ns.write(inode.ino, B + 7, b"dirty")
        content[B + 7 : B + 12] = b"dirty"
    world.ns.set_attributes(inode.ino, mtime_ns=1, ctime_ns=1)
    world.ns.punch_hole(inode.ino, offset, length)
    end = min(offset + length, len(content))
    content[offset:end] = bytes(max(0, end - offset))
    assert inode.size == len(content)
    assert inode.blocks == left * UNITS
    assert inode.mtime_ns == inode.ctime_ns > 1
    assert world.content(inode.ino) == content
    world.reopen()
    assert world.content(inode.ino) == content
    assert world.ns.inode(inode.ino).blocks == left * UNITS


def test_punching_a_hole_or_a_small_file(world: World) -> None:
    ino = world.file(b"f").ino
    world.ns.set_attributes(ino, size=10 * B)
    world.ns.punch_hole(ino, 100, 3 * B)
    assert world.ns.inode(ino).blocks == 0
    small = world.file(b"g", b"abcdefgh").ino
    world.ns.punch_hole(small, 2, 3)
    world.ns.punch_hole(small, 7, 100)
    assert world.content(small) == b"ab\0\0\0fg\0"


def test_what_was_cut_or_punched_never_comes_back(world: World) -> None:
    inode = world.file(b"f", b"s" * (3 * B))
    world.ns.sync()
    world.ns.set_attributes(inode.ino, size=B + 100)
    world.ns.set_attributes(inode.ino, size=3 * B)
    world.ns.punch_hole(inode.ino, 50, 10)
    world.ns.sync()
    expected = bytearray(b"s" * (B + 100) + bytes(2 * B - 100))
    expected[50:60] = bytes(10)
    assert world.content(world.reopen().inode(inode.ino).ino) == expected


def test_zero_range_grows_when_told(world: World) -> None:
    inode = world.file(b"f", b"x" * 100)
    world.ns.zero_range(inode.ino, 50, 100)
    assert inode.size == 100
    world.ns.zero_range(inode.ino, 90, 2 * B, keep_size=False)
    assert inode.size == 90 + 2 * B
    assert world.content(inode.ino) == b"x" * 50 + bytes(40 + 2 * B)


def test_allocate_grows_or_not_and_asks_for_space(world: World) -> None:
    inode = world.file(b"f", b"text")
    world.ns.allocate(inode.ino, 0, 10 * B, keep_size=True)
    assert inode.size == 4
    world.ns.set_attributes(inode.ino, mtime_ns=1, ctime_ns=1)
    world.ns.allocate(inode.ino, 2, 10, keep_size=False)
    assert inode.size == 12
    assert inode.mtime_ns == inode.ctime_ns > 1
    assert world.content(inode.ino) == b"text" + bytes(8)


def test_allocate_more_than_there_is(small: World) -> None:
    inode = small.file(b"f")
    with pytest.raises(NoSpaceError):
        small.ns.allocate(inode.ino, 0, 100 * B, keep_size=False)
    assert inode.size == 0
    small.ns.allocate(inode.ino, 0, 10 * B, keep_size=False)
    assert (inode.size, inode.blocks) == (10 * B, 0)
