"""Many entries, and streams longer than memory."""

from __future__ import annotations

import resource

import pytest

from engine.constants import ROOT_INODE
from engine.errors import NoEntryError, NotEmptyError
from tests.support.worlds import World


def test_a_hundred_thousand_entries(memory: World) -> None:
    folder = memory.folder(b"d")
    count = 100_000
    for number in range(count):
        memory.ns.create(folder.ino, b"%06d" % number, 0o100644, 0, 0)
    memory.ns.sync()
    listed, after = 0, None
    while piece := memory.ns.entries_with_inodes(folder.ino, after=after, limit=1000):
        assert all(inode.ino for _, inode in piece)
        listed += len(piece)
        after = piece[-1][0]
    assert listed == count
    assert memory.ns.lookup(folder.ino, b"099999").nlink == 1
    with pytest.raises(NoEntryError):
        memory.ns.lookup(folder.ino, b"100000")
    with pytest.raises(NotEmptyError):
        memory.ns.rmdir(ROOT_INODE, b"d")
    for number in range(count):
        memory.ns.unlink(folder.ino, b"%06d" % number)
    memory.ns.rmdir(ROOT_INODE, b"d")
    memory.ns.sync()
    assert memory.ns.inode_count == 1
    assert len(memory.ns._inodes._live) < 20


def test_a_stream_takes_bounded_memory(memory: World) -> None:
    """1 GiB through the layer, over a store that forgets the data; 10 GiB take no more."""
    put = memory.store.put

    def forgetful(blocks, *, reserved=True):
        return put([block._replace(data=b"") for block in blocks], reserved=reserved)

    memory.store.put = forgetful
    ino = memory.file(b"f").ino
    piece = bytes(1 << 20)
    for step in range(64):
        memory.ns.write(ino, step << 20, piece)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for step in range(64, 1024):
        memory.ns.write(ino, step << 20, piece)
    for step in range(1024):
        memory.ns.read(ino, step << 20, 1 << 20)
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 60 * 1024
    assert memory.ns.inode(ino).size == 1 << 30
