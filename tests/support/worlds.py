"""A namespace on either store, with ways to close, crash and look into it."""

from __future__ import annotations

import stat
from collections import Counter
from pathlib import Path

from engine.constants import BLOCK_BYTES, INLINE_BYTES, NONCE_BYTES, ROOT_INODE, TAG_BYTES
from engine.format.pointers import unpack_pointers
from engine.namespace import Inode, Namespace
from engine.types import BlockPointer
from tests.support.bare_store import BareVault
from tests.support.memory_store import MemoryStore

UNITS = BLOCK_BYTES // 512


class World:
    """A namespace `ns` on a `store`; both are new objects after `reopen` and `crash`."""

    ns: Namespace

    def __init__(self, folder: Path | None = None, capacity: int = 1 << 40) -> None:
        self._bare = None if folder is None else BareVault(folder)
        self.store = MemoryStore(capacity) if self._bare is None else self._bare.open()
        self.ns = Namespace(self.store)

    def reopen(self, *, read_only: bool = False) -> Namespace:
        """Close in good order and open again."""
        self.ns.close()
        if self._bare is None:
            self.store.read_only = read_only
        else:
            self.store.close()
            self.store = self._bare.open(read_only=read_only)
        self.ns = Namespace(self.store)
        return self.ns

    def crash(self) -> Namespace:
        """Lose what was not committed, and open again."""
        if self._bare is None:
            self.store = self.store.crashed()
        else:
            self.store.abandon()
            self.store = self._bare.open()
        self.ns = Namespace(self.store)
        return self.ns

    def close(self) -> None:
        if self._bare is None:
            self.ns.close()
            return
        self.ns.close()
        self.store.close()
        self._bare.disk.close()

    # -- shorthands --------------------------------------------------------------------------

    def file(self, name: bytes, content: bytes = b"", parent: int = ROOT_INODE) -> Inode:
        inode = self.ns.create(parent, name, stat.S_IFREG | 0o644, 1000, 1000)
        if content:
            assert self.ns.write(inode.ino, 0, content) == len(content)
        return inode

    def folder(self, name: bytes, parent: int = ROOT_INODE, mode: int = 0o755) -> Inode:
        return self.ns.mkdir(parent, name, mode, 1000, 1000)

    def content(self, ino: int) -> bytes:
        return bytes(self.ns.read(ino, 0, 1 << 40))

    def names(self, ino: int = ROOT_INODE) -> list[bytes]:
        return [entry.name for entry in self.ns.entries(ino)]

    # -- looking inside ----------------------------------------------------------------------

    def flush(self) -> None:
        with self.store.lock:
            self.ns._flush()

    def promised(self) -> int:
        """Rows promised and not used."""
        return self.store.reserved if self._bare is None else self.store.rows.promised

    def live_pointers(self) -> set[BlockPointer] | None:
        """The blocks that the store holds; None where it cannot say."""
        return set(self.store.blocks) if self._bare is None else None

    def check(self) -> None:
        """The index contradicts itself nowhere, and no block or promise was lost."""
        self.flush()
        self.check_pointers()
        with self.store.lock:
            _check_index(self)
        assert self.promised() == 0

    def check_pointers(self) -> None:
        """Every pointer of the index leads to a block of the store, written or not as it is."""
        live = self.live_pointers()
        rows = self.store.execute("select pointers from extent").fetchall()
        found = {each for (raw,) in rows for each in unpack_pointers(raw) if each.row}
        assert live is None or found <= live


def _check_index(world: World) -> None:
    execute = world.store.execute
    columns = "ino, mode, nlink, size, blocks, parent"
    inodes = {row[0]: row for row in execute(f"select {columns} from inode").fetchall()}
    entries = execute("select parent, name, ino, kind from dirent").fetchall()
    names = Counter(ino for _, _, ino, _ in entries)
    subdirectories = Counter(parent for parent, _, _, kind in entries if kind == 4)
    for parent, name, ino, kind in entries:
        assert stat.S_ISDIR(inodes[parent][1]), name
        assert inodes[ino][1] >> 12 == kind, name
        if kind == 4:
            assert inodes[ino][5] == parent, name
            assert names[ino] == 1, name
    orphans = {ino for (ino,) in execute("select ino from orphan").fetchall()}
    for ino, mode, nlink, _, _, _ in inodes.values():
        if nlink == 0:
            assert ino in orphans, ino
            assert not names[ino], ino
        elif stat.S_ISDIR(mode):
            assert nlink == 2 + subdirectories[ino], ino
        else:
            assert nlink == names[ino], ino
    settings = dict(execute("select name, value from setting").fetchall())
    assert settings["inodes"] == len(inodes)
    assert settings["next_ino"] > max(inodes)
    _check_content(world, inodes)


def _check_content(world: World, inodes: dict[int, tuple]) -> None:
    execute = world.store.execute
    texts = {ino: len(text) for ino, text in execute("select ino, data from content").fetchall()}
    assert texts.keys() <= inodes.keys()
    texts |= _sealed_texts(world, inodes, texts)
    assert {ino for (ino,) in execute("select ino from xattr").fetchall()} <= inodes.keys()
    stored: Counter[int] = Counter()
    pointers: list[BlockPointer] = []
    for ino, leaf, raw in execute("select ino, leaf, pointers from extent").fetchall():
        assert raw, "an empty leaf"
        assert ino not in texts, "text and blocks"
        for index, pointer in enumerate(unpack_pointers(raw), leaf * 256):
            if pointer.row:
                assert index * BLOCK_BYTES < inodes[ino][3], "a block past the end"
                pointers.append(pointer)
                stored[ino] += 1
        assert pointer.row, "a hole at the end of a leaf"
    assert len(set(pointers)) == len(pointers), "a block with two owners"
    live = world.live_pointers()
    assert live is None or live == set(pointers)
    for ino, mode, _, size, blocks, _ in inodes.values():
        if stat.S_ISREG(mode):
            text = texts.get(ino)
            assert blocks == (stored[ino] * UNITS if text is None else -(-text // 512)), ino
            assert text is None or 0 < text <= min(size, INLINE_BYTES)


def _sealed_texts(world: World, inodes: dict[int, tuple], plain: dict[int, int]) -> dict[int, int]:
    """The lengths of small texts under second locks, once the locks' tables fit to the rest."""
    execute = world.store.execute
    if execute("select 1 from sqlite_schema where name = 'locked'").fetchone() is None:
        return {}
    locks = {number for (number,) in execute("select id from lock").fetchall()}
    rows = execute("select ino, lock, text from locked").fetchall()
    locked = {ino: lock for ino, lock, _ in rows}
    assert locked.keys() <= inodes.keys()
    assert set(locked.values()) <= locks
    assert not {ino for ino in locked if stat.S_ISREG(inodes[ino][1])} & plain.keys()
    for ino, lock in execute("select ino, lock from seal").fetchall():
        assert locked[ino] == lock
    sealed = NONCE_BYTES + TAG_BYTES
    return {ino: len(text) - sealed for ino, _, text in rows if text}
