"""File data: written, read, cut, grown, across blocks, flushes, reopenings and crashes."""

from __future__ import annotations

import os
import random
import stat

import pytest

from engine.constants import (
    BLOCK_BYTES,
    DIRTY_BYTES_LIMIT,
    INLINE_BYTES,
    MAX_FILE_BYTES,
    ROOT_INODE,
    RUN_ROWS,
)
from engine.errors import (
    FileTooLargeError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    MediumError,
    StripeLostError,
)
from tests.support.memory_store import MemoryStore
from tests.support.worlds import UNITS, World

SIZES = [
    0, 1, 511, INLINE_BYTES - 1, INLINE_BYTES, INLINE_BYTES + 1,
    BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES + 77,
]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_content_comes_back(world: World, size: int) -> None:
    content = os.urandom(size)
    ino = world.file(b"f", content).ino
    assert world.content(ino) == content
    world.ns.sync()
    assert world.content(ino) == content
    inode = world.reopen().inode(ino)
    assert inode.size == size
    assert inode.blocks == (
        -(-size // 512) if size <= INLINE_BYTES else -(-size // BLOCK_BYTES) * UNITS
    )
    assert world.content(ino) == content
    assert bytes(world.ns.read(ino, size, 10)) == b""
    assert bytes(world.ns.read(ino, size // 2, 10)) == content[size // 2 : size // 2 + 10]


@pytest.mark.parametrize("sync", [False, True])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("new_size", SIZES)
def test_cutting_and_growing(memory: World, size: int, new_size: int, sync: bool) -> None:
    content = os.urandom(size)
    ino = memory.file(b"f", content).ino
    if sync:
        memory.ns.sync()
    assert memory.ns.set_attributes(ino, size=new_size).size == new_size
    assert memory.content(ino) == content[:new_size].ljust(new_size, b"\0")
    memory.ns.set_attributes(ino, size=200_000)
    assert memory.content(ino) == content[:new_size].ljust(200_000, b"\0")
    memory.reopen()
    assert memory.content(ino) == content[:new_size].ljust(200_000, b"\0")


@pytest.mark.parametrize("seed", range(6))
def test_random_changes_match_a_bytearray(world: World, seed: int) -> None:
    chance = random.Random(seed)
    model = bytearray()
    ino = world.file(b"f").ino
    for _ in range(120):
        offset = chance.choice([chance.randrange(400_000), len(model), chance.randrange(5000)])
        length = chance.choice([1, 4096, 70_000, BLOCK_BYTES])
        step = chance.randrange(12)
        if step < 6:
            piece = chance.randbytes(length)
            world.ns.write(ino, offset, piece)
            model.extend(bytes(max(0, offset - len(model))))
            model[offset : offset + length] = piece
        elif step == 6:
            world.ns.set_attributes(ino, size=offset)
            del model[offset:]
            model.extend(bytes(offset - len(model)))
        elif step == 7:
            world.ns.punch_hole(ino, offset, length)
            end = min(len(model), offset + length)
            if offset < end:
                model[offset:end] = bytes(end - offset)
        elif step == 8:
            world.ns.sync()
        elif step == 9:
            world.flush()
        else:
            assert bytes(world.ns.read(ino, offset, length)) == model[offset : offset + length]
    assert world.content(ino) == model
    world.reopen()
    assert world.content(ino) == model


def test_writes_change_times_and_reads_do_not(world: World) -> None:
    inode = world.file(b"f", b"text")
    world.ns.set_attributes(inode.ino, atime_ns=1, mtime_ns=2, ctime_ns=3)
    world.ns.read(inode.ino, 0, 4)
    assert (inode.atime_ns, inode.mtime_ns, inode.ctime_ns) == (1, 2, 3)
    assert world.ns.write(inode.ino, 2, b"") == 0
    assert (inode.mtime_ns, inode.ctime_ns) == (2, 3)
    world.ns.write(inode.ino, 2, b"x")
    assert inode.atime_ns == 1
    assert inode.mtime_ns == inode.ctime_ns > 3
    world.ns.set_attributes(inode.ino, mtime_ns=2, ctime_ns=3)
    world.ns.set_attributes(inode.ino, size=4)
    assert (inode.mtime_ns, inode.ctime_ns) == (2, 3)
    world.ns.set_attributes(inode.ino, size=3)
    assert inode.mtime_ns == inode.ctime_ns > 3


def test_attributes(world: World) -> None:
    inode = world.file(b"f")
    far = -(2**70)
    world.ns.set_attributes(inode.ino, mode=stat.S_IFDIR | 0o4751, uid=2**32 - 2, gid=7)
    assert (inode.mode, inode.uid, inode.gid) == (stat.S_IFREG | 0o4751, 2**32 - 2, 7)
    world.ns.set_attributes(inode.ino, ctime_ns=3)
    world.ns.set_attributes(inode.ino, atime_ns=-5, mtime_ns=1_000_000_007)
    assert inode.ctime_ns > 3
    found = world.reopen().inode(inode.ino)
    assert (found.mode, found.uid, found.gid) == (stat.S_IFREG | 0o4751, 2**32 - 2, 7)
    assert (found.atime_ns, found.mtime_ns) == (-5, 1_000_000_007)
    assert world.ns.set_attributes(inode.ino, atime_ns=far).atime_ns == -(2**63)


def test_bounds(world: World) -> None:
    inode = world.file(b"f")
    folder = world.folder(b"d")
    fifo = world.ns.create(ROOT_INODE, b"p", stat.S_IFIFO | 0o600, 0, 0)
    with pytest.raises(FileTooLargeError):
        world.ns.write(inode.ino, MAX_FILE_BYTES, b"x")
    with pytest.raises(FileTooLargeError):
        world.ns.set_attributes(inode.ino, size=MAX_FILE_BYTES + 1)
    for call in (
        lambda: world.ns.set_attributes(inode.ino, size=-1),
        lambda: world.ns.write(inode.ino, -1, b"x"),
        lambda: world.ns.read(inode.ino, -1, 1),
        lambda: world.ns.read(fifo.ino, 0, 1),
        lambda: world.ns.write(fifo.ino, 0, b"x"),
        lambda: world.ns.set_attributes(fifo.ino, size=0),
        lambda: world.ns.punch_hole(inode.ino, 0, 0),
        lambda: world.ns.allocate(inode.ino, -1, 1, keep_size=False),
    ):
        with pytest.raises(InvalidOperationError):
            call()
    for call in (
        lambda: world.ns.read(folder.ino, 0, 1),
        lambda: world.ns.write(folder.ino, 0, b"x"),
        lambda: world.ns.set_attributes(folder.ino, size=0),
    ):
        with pytest.raises(IsADirectoryInVaultError):
            call()
    assert inode.size == 0


def test_any_buffer_can_be_written(memory: World) -> None:
    ino = memory.file(b"f").ino
    source = bytearray(b"\x01\x00\x02\x00")
    memory.ns.write(ino, 0, memoryview(source).cast("H"))
    memory.ns.write(ino, 4, source)
    source[:] = b"gone"
    assert memory.content(ino) == b"\x01\x00\x02\x00" * 2


def test_a_write_past_4_gib_costs_one_block(world: World) -> None:
    inode = world.file(b"f", b"head")
    far = 5 * 2**30 + 123
    world.ns.write(inode.ino, far, b"tail")
    world.reopen()
    inode = world.ns.inode(inode.ino)
    assert (inode.size, inode.blocks) == (far + 4, 2 * UNITS)
    assert bytes(world.ns.read(inode.ino, far - 3, 100)) == b"\0\0\0tail"
    assert bytes(world.ns.read(inode.ino, 0, 6)) == b"head\0\0"
    world.ns.set_attributes(inode.ino, size=MAX_FILE_BYTES)
    world.ns.write(inode.ino, MAX_FILE_BYTES - 1, b"!")
    assert bytes(world.ns.read(inode.ino, MAX_FILE_BYTES - 2, 10)) == b"\0!"
    world.ns.set_attributes(inode.ino, size=4)
    assert inode.blocks == UNITS


def test_a_stream_goes_to_disk_in_runs(memory: World) -> None:
    ino = memory.file(b"f").ino
    piece = os.urandom(1 << 20)
    for step in range(64):
        memory.ns.write(ino, step << 20, piece)
        assert memory.ns._contents._table.used <= RUN_ROWS * BLOCK_BYTES + 2 * len(piece)
    assert {len(put) for put in memory.store.puts} == {RUN_ROWS}
    assert all(
        indices == list(range(indices[0], indices[0] + RUN_ROWS))
        for indices in ([index for _, index in put] for put in memory.store.puts)
    )
    assert memory.store.gets == 0
    for step in range(64):
        assert bytes(memory.ns.read(ino, step << 20, 1 << 20)) == piece


def test_files_share_runs(world: World) -> None:
    """Many files of a block or a few are put together; none is cut where a run ends for others."""
    sizes = [20_000] * 50 + [10 * BLOCK_BYTES, 30 * BLOCK_BYTES, 20_000, 150 * BLOCK_BYTES, 20_000]
    contents = {b"%d" % number: os.urandom(size) for number, size in enumerate(sizes)}
    inos = {name: world.file(name, content).ino for name, content in contents.items()}
    world.ns.sync()
    if isinstance(world.store, MemoryStore):
        # Whole runs of the long file were put when it was written.
        puts = world.store.puts
        assert [len(put) for put in puts] == [RUN_ROWS, RUN_ROWS, 50 + 10, 30 + 1 + 22 + 1]
        assert [len({owner for owner, _ in put}) for put in puts] == [1, 1, 51, 4]
    world.reopen()
    for name, content in contents.items():
        assert world.content(inos[name]) == content


def test_a_file_longer_than_a_run_begins_one(memory: World) -> None:
    ino = memory.file(b"long").ino
    small = memory.file(b"small", os.urandom(20_000)).ino
    for index in range(RUN_ROWS + 3):  # in halves: a block that is whole would go at once
        memory.ns.write(ino, index * BLOCK_BYTES, b"half" * 8000)
    memory.ns.sync()
    runs = [[(small, 0)], [(ino, index) for index in range(RUN_ROWS)]]
    assert memory.store.puts == [*runs, [(ino, RUN_ROWS + index) for index in range(3)]]


def test_unwritten_data_is_bounded(memory: World) -> None:
    inodes = [memory.file(b"%d" % number).ino for number in range(400)]
    written = 0
    for turn in range(12):
        for ino in inodes:
            memory.ns.write(ino, turn * 8000, bytes([turn]) * 8000)
            written += 8000
            assert memory.ns._contents._table.used <= DIRTY_BYTES_LIMIT
    assert written > DIRTY_BYTES_LIMIT
    assert memory.content(inodes[7]) == b"".join(bytes([turn]) * 8000 for turn in range(12))


def test_a_large_write_is_taken_whole(memory: World) -> None:
    content = os.urandom(DIRTY_BYTES_LIMIT + 5_000_000)
    ino = memory.file(b"f", content).ino
    assert memory.ns._contents._table.used <= DIRTY_BYTES_LIMIT
    assert memory.content(ino) == content


def test_a_whole_overwrite_reads_nothing(memory: World) -> None:
    ino = memory.file(b"f", os.urandom(5 * BLOCK_BYTES + 100)).ino
    memory.reopen()
    memory.store.gets = 0
    memory.ns.write(ino, 0, os.urandom(5 * BLOCK_BYTES + 100))
    memory.ns.sync()
    assert memory.store.gets == 0


def test_partial_overwrites_read_their_block_once_at_the_flush(memory: World) -> None:
    content = bytearray(os.urandom(4 * BLOCK_BYTES))
    ino = memory.file(b"f", bytes(content)).ino
    memory.reopen()
    memory.store.gets = 0
    for offset in (10, 30_000, BLOCK_BYTES + 5, 20_000):
        memory.ns.write(ino, offset, b"patch")
        content[offset : offset + 5] = b"patch"
    assert memory.store.gets == 0
    memory.ns.sync()
    assert memory.store.gets == 2
    assert memory.content(ino) == content


def test_sequential_reads_run_ahead_and_scattered_ones_do_not(memory: World) -> None:
    content = os.urandom(100 * BLOCK_BYTES)
    ino = memory.file(b"f", content).ino
    memory.reopen()
    memory.store.gets = 0
    for offset in range(0, len(content), 128 * 1024):
        assert bytes(memory.ns.read(ino, offset, 128 * 1024)) == content[offset : offset + 131072]
    assert memory.store.gets == 100
    assert len(memory.store.runs) <= 10
    assert max(memory.store.runs) >= RUN_ROWS // 2
    memory.reopen()
    memory.store.gets = memory.store.bytes_read = 0
    for block in range(99, 0, -7):
        offset = block * BLOCK_BYTES + 11
        assert bytes(memory.ns.read(ino, offset, 4096)) == content[offset : offset + 4096]
    assert memory.store.gets == 15
    assert memory.store.bytes_read == 15 * 4096


def test_a_crash_loses_only_what_was_not_synced(world: World) -> None:
    kept = world.file(b"kept", b"k" * 100_000).ino
    cut = world.file(b"cut", b"c" * 100_000).ino
    world.ns.sync()
    world.file(b"lost", b"l" * 100_000)
    world.ns.write(kept, 10, b"changed")
    world.ns.set_attributes(cut, size=5)
    world.flush()
    world.crash()
    assert world.names() == [b"cut", b"kept"]
    assert world.content(kept) == b"k" * 100_000
    assert world.content(cut) == b"c" * 100_000


def test_a_small_file_grows_into_blocks_and_back(world: World) -> None:
    inode = world.file(b"f", b"small")
    world.ns.sync()
    world.ns.write(inode.ino, 60_000, b"end")
    world.ns.sync()
    world.check()
    assert inode.blocks == UNITS
    world.ns.set_attributes(inode.ino, size=0)
    assert inode.blocks == 0
    world.ns.write(inode.ino, 0, b"again")
    world.ns.sync()
    assert inode.blocks == 1
    assert world.content(world.reopen().inode(inode.ino).ino) == b"again"


def lose(world: World, ino: int, index: int) -> None:
    extents = world.ns._contents.extents_of(ino)
    world.store.lost.add(extents.get(index, 1)[0])


def test_a_lost_block_is_an_error_and_its_neighbours_are_read(memory: World) -> None:
    content = os.urandom(6 * BLOCK_BYTES)
    ino = memory.file(b"f", content).ino
    memory.reopen()
    lose(memory, ino, 3)
    assert bytes(memory.ns.read(ino, 0, BLOCK_BYTES)) == content[:BLOCK_BYTES]
    assert (
        bytes(memory.ns.read(ino, BLOCK_BYTES, BLOCK_BYTES))
        == content[BLOCK_BYTES : 2 * BLOCK_BYTES]
    )
    with pytest.raises(StripeLostError):
        memory.ns.read(ino, 2 * BLOCK_BYTES, 2 * BLOCK_BYTES)
    with pytest.raises(StripeLostError):
        memory.ns.read(ino, 3 * BLOCK_BYTES + 5, 10)
    assert bytes(memory.ns.read(ino, 4 * BLOCK_BYTES, 10**6)) == content[4 * BLOCK_BYTES :]


def test_a_change_of_a_lost_block_is_told_and_holds_nothing_up(memory: World) -> None:
    ino = memory.file(b"f", os.urandom(3 * BLOCK_BYTES)).ino
    memory.reopen()
    lose(memory, ino, 1)
    memory.ns.write(ino, BLOCK_BYTES + 5, b"patch")
    other = memory.file(b"g", b"x" * 50_000).ino
    commits = memory.store.commits
    with pytest.raises(StripeLostError):
        memory.ns.sync()
    assert memory.store.commits == commits + 1
    memory.ns.sync(other)
    for told in (None, ino):
        with pytest.raises(StripeLostError):
            memory.ns.sync(told)
    with pytest.raises(StripeLostError):
        memory.ns.read(ino, BLOCK_BYTES, 10)
    memory.ns.write(ino, BLOCK_BYTES, b"n" * BLOCK_BYTES)
    memory.ns.sync()
    assert bytes(memory.ns.read(ino, BLOCK_BYTES, BLOCK_BYTES)) == b"n" * BLOCK_BYTES
    memory.crash()
    assert memory.content(other) == b"x" * 50_000


def test_a_refused_flush_keeps_everything_for_the_next(memory: World) -> None:
    content = os.urandom(3 * BLOCK_BYTES)
    ino = memory.file(b"f", content).ino
    memory.store.fail_put = MediumError("bands", 5)
    with pytest.raises(MediumError):
        memory.ns.sync()
    assert memory.content(ino) == content
    memory.store.fail_put = None
    memory.ns.sync()
    memory.crash()
    assert memory.content(ino) == content


def test_a_row_that_is_used_again_is_not_read_from_memory(memory: World) -> None:
    """Row, epoch and birth of a freed block can come back within one generation."""
    for fill in (b"a", b"b", b"c"):
        ino = memory.file(b"f", fill * 50_000).ino
        memory.flush()
        pointer = memory.ns._contents.extents_of(ino).get(0, 1)
        memory.ns.unlink(ROOT_INODE, b"f")
        memory.flush()
        ino = memory.file(b"g", b"full" * (BLOCK_BYTES // 4)).ino
        memory.flush()
        assert memory.ns._contents.extents_of(ino).get(0, 1) == pointer
        assert memory.content(ino) == b"full" * (BLOCK_BYTES // 4)
        memory.ns.unlink(ROOT_INODE, b"g")
        memory.flush()


def test_a_stuck_change_is_let_go_by_cutting_the_file(memory: World) -> None:
    ino = memory.file(b"f", os.urandom(3 * BLOCK_BYTES)).ino
    memory.reopen()
    lose(memory, ino, 1)
    memory.ns.write(ino, BLOCK_BYTES + 5, b"patch")
    with pytest.raises(StripeLostError):
        memory.ns.sync()
    memory.ns.set_attributes(ino, size=BLOCK_BYTES)
    memory.ns.sync()
    assert memory.promised() == 0
