"""LOOKUP and whatever makes, moves and removes names."""

from __future__ import annotations

import errno
import stat
from typing import TYPE_CHECKING

from engine.errors import NoEntryError
from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.packing import NEGATIVE_ENTRY, pack_entry
from engine.mount.linux.request import BODY, DONE, Handler, Reply, Request
from engine.mount.linux.wire import (
    BATCH_FORGET_IN,
    CREATE_IN,
    FORGET_IN,
    FORGET_ONE,
    LINK_IN,
    MKDIR_IN,
    MKNOD_IN,
    OPEN_OUT,
    RENAME2_IN,
    RENAME_IN,
    Opcode,
)

if TYPE_CHECKING:
    from engine.namespace import Inode

_KNOWN_RENAME_FLAGS = 1 | 2
"""RENAME_NOREPLACE and RENAME_EXCHANGE; RENAME_WHITEOUT is for overlay file systems."""

_KEEP_CACHE = OPEN_OUT.pack(0, 1 << 1, 0)
"""FOPEN_KEEP_CACHE, and no handle: requests name the inode."""


class EntryHandlers:
    """Handlers that take a directory and a name.

    The kernel applies the umask: without FUSE_DONT_MASK and ACLs nobody else has to.
    """

    def __init__(self, fs: SigmaVaultFS) -> None:
        self._fs = fs

    def table(self) -> dict[int, Handler]:
        """Handlers by opcode."""
        return {
            Opcode.LOOKUP: self.lookup,
            Opcode.FORGET: self.forget,
            Opcode.BATCH_FORGET: self.batch_forget,
            Opcode.MKNOD: self.mknod,
            Opcode.MKDIR: self.mkdir,
            Opcode.SYMLINK: self.symlink,
            Opcode.READLINK: self.readlink,
            Opcode.LINK: self.link,
            Opcode.UNLINK: self.unlink,
            Opcode.RMDIR: self.rmdir,
            Opcode.RENAME: self.rename,
            Opcode.RENAME2: self.rename2,
            Opcode.TMPFILE: self.tmpfile,
        }

    def lookup(self, request: Request) -> Reply:
        """A name's inode. That there is none is an answer, which the kernel caches."""
        try:
            inode = self._fs.lookup(request.node, request.name())
        except NoEntryError:
            return NEGATIVE_ENTRY
        return self._referenced(inode)

    def _referenced(self, inode: Inode) -> bytes:
        """Answer with an inode, which the kernel holds a reference to from now on.

        A reply that the kernel does not take would leak one; it refuses replies only when the
        connection is aborted, and then all references end.
        """
        self._fs.remember(inode.ino)
        return pack_entry(inode)

    def forget(self, request: Request) -> Reply:
        """References given back."""
        self._fs.forget(request.node, FORGET_IN.unpack_from(request.buffer, BODY)[0])
        return None

    def batch_forget(self, request: Request) -> Reply:
        """References to many inodes given back."""
        count, _ = BATCH_FORGET_IN.unpack_from(request.buffer, BODY)
        at = BODY + BATCH_FORGET_IN.size
        for _ in range(count):
            node, references = FORGET_ONE.unpack_from(request.buffer, at)
            self._fs.forget(node, references)
            at += FORGET_ONE.size
        return None

    def mknod(self, request: Request) -> Reply:
        """A new file of any kind but directory and link; also how regular files are created."""
        mode, rdev, _, _ = MKNOD_IN.unpack_from(request.buffer, BODY)
        name = request.name(BODY + MKNOD_IN.size)
        return self._referenced(
            self._fs.create(request.node, name, mode, request.uid, request.gid, rdev)
        )

    def mkdir(self, request: Request) -> Reply:
        """A new directory."""
        mode, _ = MKDIR_IN.unpack_from(request.buffer, BODY)
        name = request.name(BODY + MKDIR_IN.size)
        return self._referenced(self._fs.mkdir(request.node, name, mode, request.uid, request.gid))

    def symlink(self, request: Request) -> Reply:
        """A new symbolic link."""
        name, target = request.two_names(BODY)
        return self._referenced(
            self._fs.symlink(request.node, name, target, request.uid, request.gid)
        )

    def readlink(self, request: Request) -> Reply:
        """A symbolic link's target; the kernel caches it."""
        return self._fs.readlink(request.node)

    def link(self, request: Request) -> Reply:
        """One more name for an inode."""
        ino = LINK_IN.unpack_from(request.buffer, BODY)[0]
        name = request.name(BODY + LINK_IN.size)
        return self._referenced(self._fs.link(ino, request.node, name))

    def unlink(self, request: Request) -> Reply:
        """Remove a name."""
        self._fs.unlink(request.node, request.name())
        return DONE

    def rmdir(self, request: Request) -> Reply:
        """Remove an empty directory."""
        self._fs.rmdir(request.node, request.name())
        return DONE

    def rename(self, request: Request) -> Reply:
        """Move an entry."""
        directory = RENAME_IN.unpack_from(request.buffer, BODY)[0]
        name, new_name = request.two_names(BODY + RENAME_IN.size)
        self._fs.rename(request.node, name, directory, new_name)
        return DONE

    def rename2(self, request: Request) -> Reply:
        """Move an entry without overwriting, or exchange two."""
        directory, flags, _ = RENAME2_IN.unpack_from(request.buffer, BODY)
        if flags & ~_KNOWN_RENAME_FLAGS:
            return -errno.EINVAL
        name, new_name = request.two_names(BODY + RENAME2_IN.size)
        self._fs.rename(request.node, name, directory, new_name, flags)
        return DONE

    def create(self, request: Request) -> Reply:
        """A new regular file, opened: only for kernels that insist on OPEN."""
        _, mode, _, _ = CREATE_IN.unpack_from(request.buffer, BODY)
        name = request.name(BODY + CREATE_IN.size)
        inode = self._fs.create(
            request.node, name, stat.S_IFREG | stat.S_IMODE(mode), request.uid, request.gid
        )
        return self._referenced(inode) + _KEEP_CACHE

    def tmpfile(self, request: Request) -> Reply:
        """A new regular file without a name, opened."""
        _, mode, _, _ = CREATE_IN.unpack_from(request.buffer, BODY)
        inode = self._fs.create_nameless(request.node, mode, request.uid, request.gid)
        return pack_entry(inode) + _KEEP_CACHE

    def open(self, request: Request) -> Reply:
        """Nothing to do, and the page cache stays: only for kernels that insist on OPEN."""
        self._fs.check_open(request.node)
        return _KEEP_CACHE

    def open_if_locked(self, request: Request) -> Reply:
        """Ask for OPEN only if there are second locks at the first one.

        Without it a program that opens what is locked learns of it when it reads, or when what it
        wrote is written back.
        """
        return self.open(request) if self._fs.namespace.has_locks else -errno.ENOSYS
