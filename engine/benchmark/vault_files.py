"""The same file workloads through the API: the namespace of an unlocked vault, without a mount."""

from __future__ import annotations

import os
import stat

from engine.benchmark.amounts import FILES_PER_FOLDER, SMALL_FILE_BYTES, noise
from engine.benchmark.folder_files import Check, ShortReadError, no_check, random_offsets
from engine.constants import ROOT_INODE
from engine.namespace import Namespace

_FILE_MODE = stat.S_IFREG | 0o644
_TREE = b"tree"
_SYNCED = b"synced"


class VaultFiles:
    """Workloads over the files in a vault's root; see `FolderFiles` for what each does."""

    def __init__(self, namespace: Namespace, check: Check = no_check) -> None:
        self._namespace = namespace
        self._check = check
        self._owner = (os.getuid(), os.getgid())

    # -- large files ----------------------------------------------------------------------------

    def write_stream(self, name: str, total: int, piece: int) -> None:
        """Write a large file from front to back, and make it durable."""
        source = memoryview(noise())
        ino = self._namespace.create(ROOT_INODE, name.encode(), _FILE_MODE, *self._owner).ino
        for offset in range(0, total, piece):
            self._check()
            start = offset % len(source)
            self._write(ino, offset, source[start : start + piece])
        self._namespace.sync(ino)

    def read_stream(self, name: str, total: int, piece: int) -> None:
        """Read it from front to back.

        Raises:
            ShortReadError: It has another length.
        """
        ino = self._find(name)
        found = 0
        while count := len(self._namespace.read(ino, found, piece)):
            self._check()
            found += count
        if found != total:
            raise ShortReadError(f"{found} bytes")

    def read_random(self, name: str, total: int, piece: int, count: int, seed: int) -> None:
        """Read pieces at random places, none twice.

        Raises:
            ShortReadError: The file ends before.
        """
        ino = self._find(name)
        for offset in random_offsets(total, piece, count, seed):
            self._check()
            if len(self._namespace.read(ino, offset, piece)) != piece:
                raise ShortReadError(f"at {offset}")

    def write_random(self, name: str, total: int, piece: int, count: int, seed: int) -> None:
        """Write pieces at random places, none twice, and make them durable."""
        ino = self._find(name)
        data = memoryview(noise())[:piece]
        for offset in random_offsets(total, piece, count, seed):
            self._check()
            self._write(ino, offset, data)
        self._namespace.sync(ino)

    # -- small files ----------------------------------------------------------------------------

    def create_tree(self, count: int) -> None:
        """Create small files, a hundred in a folder."""
        tree = self._make_folder(ROOT_INODE, _TREE)
        folder = tree
        for number in range(count):
            place, name = divmod(number, FILES_PER_FOLDER)
            if not name:
                self._check()
                folder = self._make_folder(tree, b"%05d" % place)
            self._create(folder, b"%02d.txt" % name)

    def list_tree(self, count: int) -> None:
        """List all folders."""
        listed = (self._namespace.entries(folder) for _, folder in self._folders())
        self._complete(sum(len(entries) for entries in listed), count)

    def stat_tree(self, count: int) -> None:
        """List the folders and look every file up.

        Raises:
            ShortReadError: A file has another size than it should.
        """
        found = 0
        for _, folder in self._folders():
            for entry in self._namespace.entries(folder):
                if self._namespace.lookup(folder, entry.name).size != SMALL_FILE_BYTES:
                    raise ShortReadError(os.fsdecode(entry.name))
                found += 1
        self._complete(found, count)

    def read_tree(self, count: int) -> None:
        """List the folders and read every file.

        Raises:
            ShortReadError: A file has another length than it should.
        """
        found = 0
        for _, folder in self._folders():
            for entry in self._namespace.entries(folder):
                data = self._namespace.read(entry.ino, 0, 2 * SMALL_FILE_BYTES)
                if len(data) != SMALL_FILE_BYTES:
                    raise ShortReadError(os.fsdecode(entry.name))
                found += 1
        self._complete(found, count)

    def remove_tree(self, count: int) -> None:
        """List and remove all of it."""
        tree = self._namespace.lookup(ROOT_INODE, _TREE).ino
        found = 0
        for name, folder in self._folders():
            for entry in self._namespace.entries(folder):
                self._namespace.unlink(folder, entry.name)
                found += 1
            self._namespace.rmdir(tree, name)
        self._namespace.rmdir(ROOT_INODE, _TREE)
        self._complete(found, count)

    def create_synced(self, count: int) -> None:
        """Create small files one at a time, each durable before the next."""
        folder = self._make_folder(ROOT_INODE, _SYNCED)
        for number in range(count):
            self._check()
            self._namespace.sync(self._create(folder, b"%05d" % number))

    def clean(self) -> None:
        """Remove whatever is in the vault."""
        self._remove_content(ROOT_INODE)
        self._namespace.sync()

    # -- details --------------------------------------------------------------------------------

    def _find(self, name: str) -> int:
        return self._namespace.lookup(ROOT_INODE, name.encode()).ino

    def _make_folder(self, parent: int, name: bytes) -> int:
        return self._namespace.mkdir(parent, name, 0o755, *self._owner).ino

    def _create(self, folder: int, name: bytes) -> int:
        ino = self._namespace.create(folder, name, _FILE_MODE, *self._owner).ino
        self._write(ino, 0, noise()[:SMALL_FILE_BYTES])
        return ino

    def _write(self, ino: int, offset: int, data: bytes | memoryview) -> None:
        written = 0
        while written < len(data):
            written += self._namespace.write(ino, offset + written, data[written:])

    def _folders(self) -> list[tuple[bytes, int]]:
        self._check()
        tree = self._namespace.lookup(ROOT_INODE, _TREE).ino
        return [(entry.name, entry.ino) for entry in self._namespace.entries(tree)]

    def _complete(self, found: int, wanted: int) -> None:
        self._check()
        if found != wanted:
            raise ShortReadError(f"{found} files")

    def _remove_content(self, parent: int) -> None:
        self._check()
        for entry in self._namespace.entries(parent):
            if entry.kind == stat.S_IFDIR >> 12:
                self._remove_content(entry.ino)
                self._namespace.rmdir(parent, entry.name)
            else:
                self._namespace.unlink(parent, entry.name)
