"""Files and folders of a vault, out to the disk: each appears whole or not at all.

Content goes to a file without a name (or with a name of ours beside its place), for its owner
alone; the file gets its place when it is complete and has its attributes.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import DamageError, MediumError, NamespaceError, NoSpaceError
from engine.progress import CancelToken, Report, ignore_progress
from engine.vault.attributes import Attributes, Xattrs, apply_to_descriptor, apply_to_name
from engine.vault.local_place import FOLDER_FLAGS, LocalFolder
from engine.vault.pieces import data_spans, vault_pieces
from engine.vault.tally import Conflict, Tally, TransferResult
from engine.vault.vault_tree import Stored, walk_vault

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace
    from engine.vault.vault import Vault


def export_tree(
    vault: Vault,
    sources: Sequence[bytes],
    dest: str | bytes | Path,
    report: Report = ignore_progress,
    cancel: CancelToken | None = None,
    conflict: Conflict = Conflict.REPLACE,
) -> TransferResult:
    """Copy files and folders out of a vault, with all that belongs to them, as `cp -a` would.

    Args:
        vault: Unlocked; read-only is enough.
        sources: Paths in the vault. The root, and a path that ends with `/.`, stand for the
            folder's content.
        dest: An existing folder takes the sources in; otherwise it is the only source's new
            name, and its parent must exist.
        report: Told of the progress, in bytes.
        cancel: Honoured between two pieces; the file that was being written leaves nothing.
        conflict: What becomes of files that exist already.

    Returns:
        What was exported and what was not.

    Raises:
        CancelledError: Files that were complete by then are there.
        NoEntryError: The vault has no such source.
        NoSpaceError: The disk outside is full.
        OSError: `dest` cannot take the sources.
    """
    namespace = vault.namespace
    tally = Tally(report, cancel or CancelToken())
    inodes = [namespace.resolve(source) for source in sources]
    folder, names = _target(sources, inodes, dest, conflict)
    try:
        for source, inode in zip(sources, inodes, strict=True):
            walk_vault(namespace, inode, source, _Scanner(tally))
        exporter = _Exporter(namespace, tally, folder)
        try:
            for source, inode, name in zip(sources, inodes, names, strict=True):
                exporter.export(source, inode, name)
        finally:
            exporter.close()
    finally:
        folder.close()
    return tally.result()


def _target(
    sources: Sequence[bytes], inodes: Sequence[Inode], dest: str | bytes | Path, conflict: Conflict
) -> tuple[LocalFolder, list[bytes]]:
    """The folder outside that takes the sources in, and their names there; no name: merge."""
    place = os.fsencode(dest)
    names = [_name_of(source) for source in sources]
    if not os.path.isdir(place):
        if len(sources) != 1:
            raise NotADirectoryError(20, os.strerror(20), os.fspath(dest))
        place, name = posixpath.split(place.rstrip(b"/"))
        if not inodes[0].is_directory and os.fsencode(dest).endswith(b"/"):
            raise NotADirectoryError(20, os.strerror(20), os.fspath(dest))
        names = [name]
    return LocalFolder(os.open(place or b".", FOLDER_FLAGS), conflict), names


def _name_of(source: bytes) -> bytes:
    name = posixpath.basename(source.rstrip(b"/"))
    return b"" if name in (b".", b"..") else name


class _Scanner:
    """The first look at the sources: how much there is."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._linked: set[int] = set()

    def enter(self, _stored: Stored) -> bool:
        self._tally.cancel.check()
        self._tally.total_items += 1
        return True

    def leave(self, stored: Stored) -> None:
        """Nothing to do."""

    def leaf(self, stored: Stored) -> None:
        self._tally.total_items += 1
        inode = stored.inode
        if not inode.is_regular or inode.ino in self._linked:
            return
        if inode.nlink > 1:
            self._linked.add(inode.ino)
        self._tally.total_bytes += inode.size

    def failed(self, path: bytes, error: DamageError | MediumError) -> None:
        """Left to the second walk, which meets it again and names it."""


class _Exporter:
    """The second walk: everything out."""

    def __init__(self, namespace: Namespace, tally: Tally, root: LocalFolder) -> None:
        self._namespace = namespace
        self._tally = tally
        self._root = root
        self._folders = [root]
        self._way: list[bytes] = []
        self._top_name = b""
        self._written: dict[int, bytes] = {}
        """Files with hard links that are outside already, by their path from the root."""

    def export(self, source: bytes, inode: Inode, name: bytes) -> None:
        """Write one source under `name`, or, without a name, merged into the root folder."""
        self._top_name = name
        walk_vault(self._namespace, inode, source, self)

    def close(self) -> None:
        """Give back what an error left open."""
        for folder in self._folders[1:]:
            folder.close()

    # -- visiting --------------------------------------------------------------------------------

    def enter(self, stored: Stored) -> bool:
        self._tally.start(stored.path)
        name = stored.name or self._top_name or b"."
        try:
            folder = self._folders[-1].enter(name)
        except (NamespaceError, OSError) as error:
            self._tally.fail(stored.path, error)
            return False
        self._folders.append(folder)
        self._way.append(name)
        return True

    def leave(self, stored: Stored) -> None:
        folder = self._folders.pop()
        self._way.pop()
        try:
            apply_to_descriptor(folder.fd, self._attributes(stored.inode))
            self._tally.directories += 1
        except (DamageError, MediumError, OSError) as error:
            self._tally.fail(stored.path, error)
        finally:
            folder.close()

    def leaf(self, stored: Stored) -> None:
        self._tally.start(stored.path)
        name = stored.name or self._top_name
        try:
            if not self._folders[-1].is_wanted(name):
                self._tally.skipped.append(stored.path)
            else:
                self._write(name, stored.inode)
        except NoSpaceError:
            raise
        except (NamespaceError, DamageError, MediumError, OSError) as error:
            self._tally.fail(stored.path, error)

    def failed(self, path: bytes, error: DamageError | MediumError) -> None:
        self._tally.fail(path, error)

    # -- writing ---------------------------------------------------------------------------------

    def _write(self, name: bytes, inode: Inode) -> None:
        if inode.nlink > 1 and self._link(name, inode):
            self._tally.hard_links += 1
            return
        if inode.is_regular:
            self._write_file(name, inode)
        else:
            self._write_special(name, inode)
        if inode.nlink > 1:
            self._written[inode.ino] = posixpath.join(*self._way, name)

    def _write_file(self, name: bytes, inode: Inode) -> None:
        self._namespace.open(inode.ino)
        try:
            self._folders[-1].place_file(name, lambda fd: self._fill(fd, inode))
        finally:
            self._namespace.release(inode.ino)
        self._tally.files += 1
        self._tally.data_bytes += inode.size

    def _link(self, name: bytes, inode: Inode) -> bool:
        """Link a file that is outside already; where that fails, it is written once more."""
        written = self._written.get(inode.ino)
        if written is None:
            return False
        folder = self._folders[-1]

        def make(temporary: bytes) -> None:
            os.link(
                written,
                temporary,
                src_dir_fd=self._root.fd,
                dst_dir_fd=folder.fd,
                follow_symlinks=False,
            )

        try:
            folder.place(name, make)
        except OSError:  # a disk without hard links, too many of them, or too long a path
            return False
        return True

    def _fill(self, fd: int, inode: Inode) -> None:
        """Write a file's data, holes left out, and its attributes."""
        position = 0
        sparse = inode.blocks * 512 < inode.size
        for piece in vault_pieces(self._namespace, inode.ino, inode.size):
            self._tally.cancel.check()
            data = self._namespace.read(inode.ino, piece.offset, piece.length)
            spans = data_spans(data, piece.offset) if sparse else [(0, len(data))]
            for start, end in spans:
                _write_all(fd, memoryview(data)[start:end], piece.offset + start)
            self._tally.advance(piece.offset + piece.length - position)
            position = piece.offset + piece.length
        if sparse or position < inode.size:  # else the last piece has set the size
            os.truncate(fd, inode.size)
        self._tally.advance(inode.size - position)
        apply_to_descriptor(fd, self._attributes(inode))

    def _write_special(self, name: bytes, inode: Inode) -> None:
        folder = self._folders[-1]
        attributes = self._attributes(inode)

        def make(temporary: bytes) -> None:
            if stat.S_ISLNK(inode.mode):
                os.symlink(self._namespace.readlink(inode.ino), temporary, dir_fd=folder.fd)
            else:
                kind = stat.S_IFMT(inode.mode)
                os.mknod(temporary, kind | 0o600, inode.rdev, dir_fd=folder.fd)
            apply_to_name(folder.fd, temporary, attributes)

        folder.place(name, make)
        if stat.S_ISLNK(inode.mode):
            self._tally.symlinks += 1
        else:
            self._tally.others += 1

    def _attributes(self, inode: Inode) -> Attributes:
        xattrs: Xattrs = ()
        if inode.is_regular or inode.is_directory:
            names = self._namespace.list_xattrs(inode.ino)
            xattrs = tuple((each, self._namespace.get_xattr(inode.ino, each)) for each in names)
        return Attributes(
            mode=inode.mode,
            uid=inode.uid,
            gid=inode.gid,
            rdev=inode.rdev,
            atime_ns=inode.atime_ns,
            mtime_ns=inode.mtime_ns,
            xattrs=xattrs,
        )


def _write_all(fd: int, view: memoryview, offset: int) -> None:
    while view:
        done = os.pwrite(fd, view, offset)
        view = view[done:]
        offset += done
