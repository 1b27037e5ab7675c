"""SigmaVaultFS: the vault as a file system of inodes, the same under every binding.

All meaning lies in the namespace below; what is here is what only a mount has: the kernel's
references, privileges that a write takes away, who keeps the times, listings that can be resumed.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from engine import errors
from engine.constants import MAX_NAME_BYTES, ROOT_INODE
from engine.mount.errnos import RefusedError
from engine.mount.listings import Listings
from engine.mount.lost_writes import LostWrites
from engine.mount.privileges import without_privileges

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace

BLOCK_SIZE = 4096
"""Unit of statfs, in bytes."""

BYTES_PER_INODE = 512
"""What an empty file costs in the index, about: free inodes are free bytes divided by it."""

COPY_STEP_BYTES = 1 << 20
COPY_LIMIT_BYTES = 8 << 20
"""Most that one copy request does, so that others are not kept waiting; the caller asks again."""

_FALLOC_KEEP_SIZE = 0x01
_FALLOC_PUNCH_HOLE = 0x02
_FALLOC_ZERO_RANGE = 0x10

_STORED_ATTRIBUTES = (b"user.", b"trusted.", b"security.")
"""Namespaces of extended attributes that Linux leaves to the file system. POSIX ACLs (`system.`)
are not among them: kept but not obeyed they would promise what nobody does."""

_ANYBODY_EXECUTES = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH

_REFUSES_OTHER_ATTRIBUTES = sys.platform == "linux"

Buffer = bytes | bytearray | memoryview


class Totals(NamedTuple):
    """What statfs tells, in blocks of BLOCK_SIZE."""

    blocks: int
    free_blocks: int
    inodes: int
    free_inodes: int
    name_bytes: int = MAX_NAME_BYTES


class SigmaVaultFS:
    """Operations on inodes.

    References (`remember`, `forget`) and listings are for one thread only.
    """

    def __init__(self, namespace: Namespace, *, read_only: bool = False) -> None:
        self.namespace = namespace
        self.read_only = read_only
        self.listings = Listings(namespace)
        self._references: dict[int, int] = {}
        self._lost = LostWrites()

    # -- the kernel's references ----------------------------------------------------------------

    def remember(self, *inos: int) -> None:
        """The kernel was told of inodes once more; they live on until the kernel forgets them."""
        references = self._references
        fresh = []
        for ino in inos:
            count = references.get(ino, 0)
            if not count:
                fresh.append(ino)
            references[ino] = count + 1
        if fresh:
            self.namespace.remember(*fresh)

    def forget(self, ino: int, count: int) -> None:
        """The kernel gives back `count` of its references."""
        left = self._references.get(ino, 0) - count
        if left > 0:
            self._references[ino] = left
        elif self._references.pop(ino, None) is not None:
            self._lost.forget(ino)
            self.namespace.forget(ino, 1)

    def forget_all(self) -> None:
        """The kernel is gone, and with it all its references."""
        references, self._references = self._references, {}
        for ino in references:
            self.namespace.forget(ino, 1)

    def is_referenced(self, ino: int) -> bool:
        """Whether the kernel may know the inode."""
        return ino in self._references or ino == ROOT_INODE

    def referenced(self) -> list[int]:
        """The inodes that the kernel knows, but for the root directory. From any thread."""
        return list(self._references)

    # -- names ----------------------------------------------------------------------------------

    def lookup(self, parent: int, name: bytes) -> Inode:
        """The inode that a directory has under the name."""
        return self.namespace.lookup(parent, name)

    def create(
        self, parent: int, name: bytes, mode: int, uid: int, gid: int, rdev: int = 0
    ) -> Inode:
        """A new regular file, fifo, socket or device, by the mode's kind; no kind is regular."""
        if not stat.S_IFMT(mode):
            mode |= stat.S_IFREG
        return self.namespace.create(parent, name, mode, uid, gid, rdev, origin=self)

    def create_nameless(self, parent: int, mode: int, uid: int, gid: int) -> Inode:
        """A new regular file without a name (O_TMPFILE), referenced once."""
        directory = self.namespace.inode(parent)
        if directory.mode & stat.S_ISGID:
            gid = directory.gid
        lock = self.namespace.lock_for(parent)
        inode = self.namespace.create_orphan(stat.S_IFREG | stat.S_IMODE(mode), uid, gid, lock)
        self.remember(inode.ino)
        self.namespace.release(inode.ino)
        return inode

    def mkdir(self, parent: int, name: bytes, mode: int, uid: int, gid: int) -> Inode:
        """A new directory."""
        return self.namespace.mkdir(parent, name, mode, uid, gid, origin=self)

    def symlink(self, parent: int, name: bytes, target: bytes, uid: int, gid: int) -> Inode:
        """A new symbolic link."""
        return self.namespace.symlink(parent, name, target, uid, gid, origin=self)

    def readlink(self, ino: int) -> bytes:
        """Where a symbolic link points."""
        return self.namespace.readlink(ino)

    def link(self, ino: int, parent: int, name: bytes) -> Inode:
        """One more name for an inode; the first one for a nameless file."""
        if self.namespace.inode(ino).nlink == 0:
            return self.namespace.adopt(ino, parent, name, origin=self)
        return self.namespace.link(ino, parent, name, origin=self)

    def unlink(self, parent: int, name: bytes) -> None:
        """Remove a name that is no directory's."""
        self.namespace.unlink(parent, name, origin=self)

    def rmdir(self, parent: int, name: bytes) -> None:
        """Remove an empty directory."""
        self.namespace.rmdir(parent, name, origin=self)

    def rename(
        self, parent: int, name: bytes, new_parent: int, new_name: bytes, flags: int = 0
    ) -> None:
        """Move an entry; `flags` are RENAME_NOREPLACE and RENAME_EXCHANGE."""
        self.namespace.rename(parent, name, new_parent, new_name, flags, origin=self)

    # -- attributes -----------------------------------------------------------------------------

    def attributes(self, ino: int) -> Inode:
        """The live inode."""
        return self.namespace.inode(ino)

    def change(
        self,
        ino: int,
        *,
        mode: int | None = None,
        uid: int | None = None,
        gid: int | None = None,
        size: int | None = None,
        atime_ns: int | None = None,
        mtime_ns: int | None = None,
        ctime_ns: int | None = None,
        drop_privileges: bool = False,
    ) -> Inode:
        """Change attributes. A change of owner takes privileges away, as Linux has it."""
        if drop_privileges or uid is not None or gid is not None:
            old = self.namespace.inode(ino).mode
            mode = without_privileges(stat.S_IFMT(old) | (old if mode is None else mode))
        if size is not None and self._lost:
            self._lost.cut(ino, size)
        return self.namespace.set_attributes(
            ino,
            mode=None if mode is None else stat.S_IMODE(mode),
            uid=uid,
            gid=gid,
            size=size,
            atime_ns=atime_ns,
            mtime_ns=mtime_ns,
            ctime_ns=ctime_ns,
            origin=self,
        )

    def check_open(self, ino: int) -> None:
        """Refuse to open what lies under a closed second lock."""
        self.namespace.check_open(ino)

    def check_access(self, ino: int, mask: int) -> None:
        """Refuse to root what even root may not: to run a file that nobody may run.

        Args:
            ino: Of what.
            mask: R_OK, W_OK and X_OK of access(2).
        """
        if mask & os.X_OK:
            mode = self.namespace.inode(ino).mode
            if not stat.S_ISDIR(mode) and not mode & _ANYBODY_EXECUTES:
                raise RefusedError(errno.EACCES)

    # -- data -----------------------------------------------------------------------------------

    def read_pieces(self, ino: int, offset: int, length: int) -> list[Buffer]:
        """Bytes of the file, in pieces; fewer than asked for only at its end."""
        if self._lost:
            self._lost.check(ino, offset, offset + length)
        return self.namespace.read_pieces(ino, offset, length)

    def write(
        self,
        ino: int,
        offset: int,
        data: Buffer,
        *,
        keep_times: bool = False,
        drop_privileges: bool = False,
    ) -> int:
        """Write bytes; `keep_times`: the kernel keeps the times and will send them."""
        if drop_privileges:
            self._drop_privileges(ino)
        end, written = offset + len(data), 0
        try:
            written = self.namespace.write(ino, offset, data, keep_times=keep_times, origin=self)
        finally:
            if keep_times and offset + written < end:
                self._lost.add(ino, offset + written, end)
        if self._lost:
            self._lost.written(ino, offset, offset + written)
        return written

    def _drop_privileges(self, ino: int) -> None:
        mode = self.namespace.inode(ino).mode
        if without_privileges(mode) != mode:
            self.change(ino, drop_privileges=True)

    def allocate(self, ino: int, mode: int, offset: int, length: int) -> None:
        """fallocate(2), with the kernel's mode bits."""
        keep_size = bool(mode & _FALLOC_KEEP_SIZE)
        kind = mode & ~_FALLOC_KEEP_SIZE
        if kind == 0:
            self.namespace.allocate(ino, offset, length, keep_size, origin=self)
        elif kind == _FALLOC_PUNCH_HOLE and keep_size:
            self.namespace.punch_hole(ino, offset, length, origin=self)
        elif kind == _FALLOC_ZERO_RANGE:
            self.namespace.zero_range(ino, offset, length, keep_size, origin=self)
        else:
            raise RefusedError(errno.EOPNOTSUPP)

    def seek(self, ino: int, offset: int, whence: int) -> int:
        """The next data or hole at or after the offset (SEEK_DATA, SEEK_HOLE)."""
        if whence == os.SEEK_DATA:
            return self.namespace.seek_data(ino, offset)
        if whence == os.SEEK_HOLE:
            return self.namespace.seek_hole(ino, offset)
        raise RefusedError(errno.EINVAL)

    def copy(self, ino: int, offset: int, target: int, target_offset: int, length: int) -> int:
        """Copy bytes between files; fewer than asked for at the end and past COPY_LIMIT_BYTES."""
        copied, length = 0, min(length, COPY_LIMIT_BYTES)
        while copied < length:
            step = min(COPY_STEP_BYTES, length - copied)
            data = self.namespace.read(ino, offset + copied, step)
            if not len(data):
                break
            self.write(target, target_offset + copied, data)
            copied += len(data)
        return copied

    # -- extended attributes --------------------------------------------------------------------

    def get_xattr(self, ino: int, name: bytes) -> bytes:
        """The value of an extended attribute."""
        _check_attribute(name)
        return self.namespace.get_xattr(ino, name)

    def set_xattr(self, ino: int, name: bytes, value: bytes, flags: int) -> None:
        """Set an extended attribute; `flags` are XATTR_CREATE and XATTR_REPLACE."""
        _check_attribute(name)
        self.namespace.set_xattr(ino, name, value, flags, origin=self)

    def list_xattrs(self, ino: int) -> Sequence[bytes]:
        """The names of all extended attributes."""
        return self.namespace.list_xattrs(ino)

    def remove_xattr(self, ino: int, name: bytes) -> None:
        """Remove an extended attribute."""
        _check_attribute(name)
        self.namespace.remove_xattr(ino, name, origin=self)

    # -- the whole ------------------------------------------------------------------------------

    def totals(self) -> Totals:
        """Space and inodes. Inodes cost space only, so there are as many as fit."""
        space = self.namespace.space()
        free_inodes = space.free // BYTES_PER_INODE
        return Totals(
            blocks=space.total // BLOCK_SIZE,
            free_blocks=space.free // BLOCK_SIZE,
            inodes=free_inodes + space.used // BYTES_PER_INODE,
            free_inodes=free_inodes,
        )

    def sync(self, ino: int | None = None) -> None:
        """Everything that was done so far is durable; only trouble with that inode is told."""
        self.commit()
        self.check_written(ino)

    def commit(self) -> None:
        """Make durable what can be, for all who wait for it at once."""
        if not self.read_only:
            self.namespace.commit()

    def check_written(self, ino: int | None) -> None:
        """Raise what kept a change of that inode, or of any, out of the last commit."""
        if not self.read_only:
            self.namespace.check_written(ino)


def _check_attribute(name: bytes) -> None:
    if _REFUSES_OTHER_ATTRIBUTES and not name.startswith(_STORED_ATTRIBUTES):
        raise RefusedError(errno.EOPNOTSUPP)
    if not name.partition(b".")[2]:
        raise errors.InvalidNameError(name)
