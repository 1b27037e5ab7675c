"""A vault with known content, where each thing lies in it, and ways to damage it on disk."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from engine.constants import BAND_SLOTS, BLOCK_BYTES, ROOT_INODE, SLOT_BYTES
from engine.keys import Passphrase
from engine.vault import Vault
from tests.support.places import PASSPHRASE, make_vault

FILE = 0o100644
LARGE = 40
"""Blocks of the large file."""


@contextmanager
def unlocked(path: Path, *, read_only: bool = False) -> Iterator[Vault]:
    """The vault, locked again at the end."""
    with Vault.unlock(path, Passphrase(PASSPHRASE), read_only=read_only) as vault:
        yield vault


@dataclass
class Specimen:
    """A locked vault, what it holds, and the rows in which it lies."""

    path: Path
    lanes: int
    content: dict[bytes, bytes] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    """Rows by what they hold: "data" in the order of the large file, "index", "map", "root"."""

    def copy(self, path: Path) -> Specimen:
        """Another one to damage."""
        shutil.copytree(self.path, path)
        return Specimen(path, self.lanes, self.content, self.rows)

    def check(self, vault: Vault) -> None:
        """Everything reads as it was written."""
        for name, content in self.content.items():
            inode = vault.namespace.lookup(ROOT_INODE, name)
            assert bytes(vault.namespace.read(inode.ino, 0, len(content) + 1)) == content, name

    # -- damage -----------------------------------------------------------------------------------

    def band(self, row: int, position: int) -> Path:
        """The file that has the row's slot of the position."""
        return self.path / "bands" / f"{row // BAND_SLOTS:08d}-{position:02d}"

    def flip(self, row: int, position: int, offset: int = 100, bits: int = 1) -> None:
        """Change one byte of one slot."""
        flip_byte(self.band(row, position), row % BAND_SLOTS * SLOT_BYTES + offset, bits)

    def flip_all(self, rows: Iterable[int], positions: Iterable[int]) -> None:
        """One byte in each of the slots, at a place that the row decides."""
        for row in rows:
            for position in positions:
                self.flip(row, position, random.Random(row * 64 + position).randrange(SLOT_BYTES))


def flip_byte(path: Path, offset: int, bits: int = 1) -> None:
    """Change one byte of a file, and not its times."""
    times = path.stat()
    with path.open("r+b", buffering=0) as stream:
        stream.seek(offset)
        old = stream.read(1)
        stream.seek(offset)
        stream.write(bytes([old[0] ^ bits]))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def make_specimen(path: Path, parity_lanes: int) -> Specimen:
    """A vault with a large file, middling and small ones."""
    make_vault(path, parity_lanes=parity_lanes)
    choose = random.Random(parity_lanes)
    specimen = Specimen(path, 8 + parity_lanes)
    specimen.content = {
        b"large": choose.randbytes(LARGE * BLOCK_BYTES - 1000),
        b"middle": choose.randbytes(200_000),
        **{b"small-%d" % number: choose.randbytes(number * 40) for number in range(200)},
    }
    with unlocked(path) as vault:
        for name, content in specimen.content.items():
            inode = vault.namespace.create(ROOT_INODE, name, FILE, 0, 0)
            vault.namespace.write(inode.ino, 0, content)
        vault.namespace.sync()
    with unlocked(path, read_only=True) as vault:
        large = vault.namespace.lookup(ROOT_INODE, b"large").ino
        for ino, blocks in vault.namespace.stored_blocks():
            if ino == large:
                specimen.rows["data"] = [pointer.row for _, pointer in sorted(blocks)]
        with vault.store.lock:
            specimen.rows["index"] = [each.row for each in vault.store.index_pointers()]
            specimen.rows["map"] = [each.row for each in vault.store.map_pointers()]
            roots = vault.store.roots.ring.load()[:1]
            copies = [each for root in roots for each in vault.store.roots.ring.copies(root)]
            specimen.rows["root"] = [each.row for each in copies]
    assert all(specimen.rows.values())
    return specimen
