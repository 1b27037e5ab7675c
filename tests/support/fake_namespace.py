"""A namespace in memory, with the API that the mount layer builds on.

It stands in for `engine.namespace.Namespace` where a test is about the mount and not about the
vault: no disk, no keys, no SQLite, so that what such a test sees comes from the mount layer.
"""

from __future__ import annotations

import stat
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine import errors
from engine.constants import MAX_FILE_BYTES, MAX_NAME_BYTES, ROOT_INODE
from engine.types import SpaceUsage

BLOCK = 512


def now_ns() -> int:
    """The clock that the kernel stamps files with, so that its times and ours are comparable."""
    return time.clock_gettime_ns(5)  # CLOCK_REALTIME_COARSE, which Python has no name for


class Inode:
    """A file of any kind; what the mount layer may read."""

    def __init__(self, ino: int, mode: int, uid: int, gid: int, rdev: int = 0) -> None:
        self.ino, self.mode, self.uid, self.gid, self.rdev = ino, mode, uid, gid, rdev
        self.nlink = 2 if stat.S_ISDIR(mode) else 1
        self.size = 0
        self.atime_ns = self.mtime_ns = self.ctime_ns = self.btime_ns = now_ns()
        self.data = bytearray()
        self.target = b""
        self.children: dict[bytes, Inode] = {}
        self.parent = self
        self.xattrs: dict[bytes, bytes] = {}

    @property
    def blocks(self) -> int:
        return (self.size + BLOCK - 1) // BLOCK


class Entry(NamedTuple):
    name: bytes
    ino: int
    kind: int


@dataclass(frozen=True)
class Change:
    kind: str
    parent: int
    name: bytes
    ino: int
    origin: object


class FakeNamespace:
    """Inodes in a dict. `calls` counts the calls by method name; `fail` makes methods raise."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        root = Inode(ROOT_INODE, stat.S_IFDIR | 0o755, 0, 0)
        self._inodes = {ROOT_INODE: root}
        self._next = ROOT_INODE + 1
        self._pins: Counter[int] = Counter()
        self._listeners: list[Callable[[Change], None]] = []
        self.calls: Counter[str] = Counter()
        self.fail: dict[str, Exception] = {}
        self.sync_gate: threading.Event | None = None
        self.has_locks = False

    # -- looking ------------------------------------------------------------------------------

    def inode(self, ino: int) -> Inode:
        try:
            return self._inodes[ino]
        except KeyError:
            raise errors.StaleInodeError() from None

    def _directory(self, ino: int) -> Inode:
        directory = self.inode(ino)
        if not stat.S_ISDIR(directory.mode):
            raise errors.NotADirectoryInVaultError()
        return directory

    def lookup(self, parent: int, name: bytes) -> Inode:
        self._called("lookup")
        directory = self._directory(parent)
        if name == b".":
            return directory
        if name == b"..":
            return directory.parent
        if len(name) > MAX_NAME_BYTES:
            raise errors.NameTooLongError(name)
        try:
            return directory.children[name]
        except KeyError:
            raise errors.NoEntryError(name) from None

    def resolve(self, path: bytes, follow: bool = False) -> Inode:
        inode = self.inode(ROOT_INODE)
        for name in path.split(b"/"):
            if name:
                inode = self.lookup(inode.ino, name)
        return inode

    def entries(self, parent: int, after: bytes | None = None, limit: int = 1000) -> list[Entry]:
        self._called("entries")
        with self._lock:
            children = self._directory(parent).children
            names = sorted(name for name in children if after is None or name > after)
            return [
                Entry(name, children[name].ino, children[name].mode >> 12) for name in names[:limit]
            ]

    def entries_with_inodes(
        self,
        parent: int,
        names: Sequence[bytes] | None = None,
        after: bytes | None = None,
        limit: int = 1000,
    ) -> list[tuple[bytes, Inode]]:
        self._called("entries_with_inodes")
        with self._lock:
            children = self._directory(parent).children
            if names is None:
                names = [entry.name for entry in self.entries(parent, after, limit)]
            return [(name, children[name]) for name in names if name in children]

    def paths_of(self, ino: int) -> list[bytes]:
        found: list[bytes] = []
        pending = [(b"", self.inode(ROOT_INODE))]
        while pending:
            path, directory = pending.pop()
            for name, child in directory.children.items():
                if child.ino == ino:
                    found.append(path + b"/" + name)
                if stat.S_ISDIR(child.mode):
                    pending.append((path + b"/" + name, child))
        return found

    # -- making and removing names ------------------------------------------------------------

    def create(
        self,
        parent: int,
        name: bytes,
        mode: int,
        uid: int,
        gid: int,
        rdev: int = 0,
        *,
        origin: object = None,
    ) -> Inode:
        self._called("create")
        with self._lock:
            return self._add(parent, name, mode, uid, gid, rdev, origin)

    def mkdir(
        self, parent: int, name: bytes, mode: int, uid: int, gid: int, *, origin: object = None
    ) -> Inode:
        self._called("mkdir")
        with self._lock:
            directory = self._directory(parent)
            inherited = stat.S_ISGID & directory.mode
            mode = stat.S_IFDIR | stat.S_IMODE(mode) | inherited
            inode = self._add(parent, name, mode, uid, gid, 0, origin)
            inode.parent = directory
            directory.nlink += 1
            return inode

    def symlink(
        self, parent: int, name: bytes, target: bytes, uid: int, gid: int, *, origin: object = None
    ) -> Inode:
        with self._lock:
            inode = self._add(parent, name, stat.S_IFLNK | 0o777, uid, gid, 0, origin)
            inode.target, inode.size = target, len(target)
            return inode

    def readlink(self, ino: int) -> bytes:
        return self.inode(ino).target

    def link(self, ino: int, parent: int, name: bytes, *, origin: object = None) -> Inode:
        with self._lock:
            inode, directory = self.inode(ino), self._directory(parent)
            if stat.S_ISDIR(inode.mode):
                raise errors.NotPermittedError(name)
            self._free_name(directory, name)
            directory.children[name] = inode
            inode.nlink += 1
            inode.ctime_ns = now_ns()
            self._stamp(directory)
            self._tell("entry", parent, name, ino, origin)
            return inode

    def create_orphan(self, mode: int, uid: int, gid: int, lock: int = 0) -> Inode:
        with self._lock:
            inode = Inode(self._next, mode, uid, gid)
            inode.nlink = 0
            self._next += 1
            self._inodes[inode.ino] = inode
            self.open(inode.ino)
            return inode

    def adopt(
        self, ino: int, parent: int, name: bytes, replace: bool = False, *, origin: object = None
    ) -> Inode:
        return self.link(ino, parent, name, origin=origin)

    def unlink(self, parent: int, name: bytes, *, origin: object = None) -> Inode:
        self._called("unlink")
        with self._lock:
            inode = self.lookup(parent, name)
            if stat.S_ISDIR(inode.mode):
                raise errors.IsADirectoryInVaultError(name)
            self._remove(parent, name, origin)
            return inode

    def rmdir(self, parent: int, name: bytes, *, origin: object = None) -> Inode:
        with self._lock:
            inode = self.lookup(parent, name)
            if not stat.S_ISDIR(inode.mode):
                raise errors.NotADirectoryInVaultError(name)
            if inode.children:
                raise errors.NotEmptyError(name)
            self._remove(parent, name, origin)
            return inode

    def rename(
        self,
        parent: int,
        name: bytes,
        new_parent: int,
        new_name: bytes,
        flags: int = 0,
        *,
        origin: object = None,
    ) -> None:
        with self._lock:
            inode = self.lookup(parent, name)
            target = self._directory(new_parent).children.get(new_name)
            if flags & 2:
                self._exchange(inode, parent, name, target, new_parent, new_name, origin)
                return
            if target is inode:
                return
            if target is not None:
                self._make_way(inode, target, new_parent, new_name, flags, origin)
            self._move(inode, parent, name, new_parent, new_name)
            self._tell("entry", parent, name, inode.ino, origin)
            self._tell("entry", new_parent, new_name, inode.ino, origin)

    def _make_way(
        self, inode: Inode, target: Inode, parent: int, name: bytes, flags: int, origin: object
    ) -> None:
        if flags & 1:
            raise errors.EntryExistsError(name)
        if stat.S_ISDIR(target.mode):
            if not stat.S_ISDIR(inode.mode):
                raise errors.IsADirectoryInVaultError(name)
            self.rmdir(parent, name, origin=origin)
        elif stat.S_ISDIR(inode.mode):
            raise errors.NotADirectoryInVaultError(name)
        else:
            self.unlink(parent, name, origin=origin)

    def _exchange(
        self,
        inode: Inode,
        parent: int,
        name: bytes,
        target: Inode | None,
        new_parent: int,
        new_name: bytes,
        origin: object,
    ) -> None:
        if target is None:
            raise errors.NoEntryError(new_name)
        self.inode(parent).children[name] = target
        self.inode(new_parent).children[new_name] = inode
        for moved, home in ((inode, new_parent), (target, parent)):
            moved.ctime_ns = now_ns()
            if stat.S_ISDIR(moved.mode):
                moved.parent.nlink -= 1
                moved.parent = self.inode(home)
                moved.parent.nlink += 1
        self._tell("entry", parent, name, target.ino, origin)
        self._tell("entry", new_parent, new_name, inode.ino, origin)

    def _move(
        self, inode: Inode, parent: int, name: bytes, new_parent: int, new_name: bytes
    ) -> None:
        source, target = self.inode(parent), self.inode(new_parent)
        del source.children[name]
        target.children[new_name] = inode
        if stat.S_ISDIR(inode.mode):
            source.nlink -= 1
            target.nlink += 1
            inode.parent = target
        inode.ctime_ns = now_ns()
        self._stamp(source)
        self._stamp(target)

    def _add(
        self, parent: int, name: bytes, mode: int, uid: int, gid: int, rdev: int, origin: object
    ) -> Inode:
        directory = self._directory(parent)
        self._free_name(directory, name)
        inode = Inode(
            self._next, mode, uid, directory.gid if directory.mode & 0o2000 else gid, rdev
        )
        self._next += 1
        self._inodes[inode.ino] = inode
        directory.children[name] = inode
        self._stamp(directory)
        self._tell("entry", parent, name, inode.ino, origin)
        return inode

    def _free_name(self, directory: Inode, name: bytes) -> None:
        if len(name) > MAX_NAME_BYTES:
            raise errors.NameTooLongError(name)
        if directory.nlink == 0:
            raise errors.NoEntryError(name)
        if name in directory.children:
            raise errors.EntryExistsError(name)

    def _remove(self, parent: int, name: bytes, origin: object) -> None:
        directory = self.inode(parent)
        inode = directory.children.pop(name)
        if stat.S_ISDIR(inode.mode):
            directory.nlink -= 1
            inode.nlink = 0
        else:
            inode.nlink -= 1
        inode.ctime_ns = now_ns()
        self._stamp(directory)
        self._bury(inode)
        self._tell("entry", parent, name, inode.ino, origin)

    # -- life of an inode ---------------------------------------------------------------------

    def remember(self, *inos: int) -> None:
        for ino in inos:
            self.inode(ino)
            self._pins[ino] += 1

    def forget(self, ino: int, count: int = 1) -> None:
        with self._lock:
            self._pins[ino] -= count
            if self._pins[ino] < 0:
                raise AssertionError("more references given back than taken")
            if not self._pins[ino]:
                del self._pins[ino]
                if ino in self._inodes:
                    self._bury(self._inodes[ino])

    def open(self, ino: int) -> Inode:
        self.remember(ino)
        return self.inode(ino)

    def release(self, ino: int) -> None:
        self.forget(ino)

    def _bury(self, inode: Inode) -> None:
        if inode.nlink == 0 and not self._pins[inode.ino]:
            self._inodes.pop(inode.ino, None)

    # -- content ------------------------------------------------------------------------------

    def lock_for(self, parent: int) -> int:
        """No folder lies under a second lock here."""
        return 0

    def check_open(self, ino: int) -> None:
        """Nothing lies under a second lock here."""

    def read(self, ino: int, offset: int, length: int) -> bytes:
        self._called("read")
        return bytes(self.inode(ino).data[offset : offset + length])

    def read_pieces(self, ino: int, offset: int, length: int) -> list[bytes]:
        data = self.read(ino, offset, length)
        return [data[:100], data[100:]] if len(data) > 100 else [data]

    def write(
        self,
        ino: int,
        offset: int,
        data: bytes | bytearray | memoryview,
        *,
        keep_times: bool = False,
        origin: object = None,
    ) -> int:
        self._called("write")
        inode = self.inode(ino)
        if offset + len(data) > MAX_FILE_BYTES:
            raise errors.FileTooLargeError()
        if offset > len(inode.data):
            inode.data.extend(bytes(offset - len(inode.data)))
        inode.data[offset : offset + len(data)] = data
        inode.size = len(inode.data)
        if not keep_times:
            self._stamp(inode)
        self._tell("inode", 0, b"", ino, origin)
        return len(data)

    def allocate(
        self, ino: int, offset: int, length: int, keep_size: bool, *, origin: object = None
    ) -> None:
        inode = self.inode(ino)
        if not keep_size and offset + length > inode.size:
            self.set_attributes(ino, size=offset + length, origin=origin)

    def punch_hole(self, ino: int, offset: int, length: int, *, origin: object = None) -> None:
        inode = self.inode(ino)
        end = min(offset + length, inode.size)
        if end > offset:
            inode.data[offset:end] = bytes(end - offset)
        self._stamp(inode)
        self._tell("inode", 0, b"", ino, origin)

    def zero_range(
        self, ino: int, offset: int, length: int, keep_size: bool = True, *, origin: object = None
    ) -> None:
        self.punch_hole(ino, offset, length, origin=origin)
        self.allocate(ino, offset, length, keep_size, origin=origin)

    def seek_data(self, ino: int, offset: int) -> int:
        inode = self.inode(ino)
        for start in range(offset - offset % 4096, inode.size, 4096):
            if any(inode.data[start : start + 4096]):
                return max(start, offset)
        raise errors.NoDataError()

    def seek_hole(self, ino: int, offset: int) -> int:
        inode = self.inode(ino)
        if offset >= inode.size:
            raise errors.NoDataError()
        for start in range(offset - offset % 4096, inode.size, 4096):
            if not any(inode.data[start : start + 4096]):
                return max(start, offset)
        return inode.size

    # -- attributes ---------------------------------------------------------------------------

    def set_attributes(
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
        origin: object = None,
    ) -> Inode:
        self._called("set_attributes")
        with self._lock:
            inode = self.inode(ino)
            if size is not None:
                self._resize(inode, size)
            if mode is not None:
                inode.mode = stat.S_IFMT(inode.mode) | stat.S_IMODE(mode)
            inode.uid = inode.uid if uid is None else uid
            inode.gid = inode.gid if gid is None else gid
            inode.atime_ns = inode.atime_ns if atime_ns is None else atime_ns
            inode.mtime_ns = inode.mtime_ns if mtime_ns is None else mtime_ns
            inode.ctime_ns = now_ns() if ctime_ns is None else ctime_ns
            self._tell("inode", 0, b"", ino, origin)
            return inode

    def _resize(self, inode: Inode, size: int) -> None:
        if stat.S_ISDIR(inode.mode):
            raise errors.IsADirectoryInVaultError()
        if size > MAX_FILE_BYTES:
            raise errors.FileTooLargeError()
        if size < inode.size:
            del inode.data[size:]
        else:
            inode.data.extend(bytes(size - inode.size))
        inode.size = size
        inode.mtime_ns = now_ns()

    def get_xattr(self, ino: int, name: bytes) -> bytes:
        self._called("get_xattr")
        try:
            return self.inode(ino).xattrs[name]
        except KeyError:
            raise errors.NoAttributeError(name) from None

    def set_xattr(
        self, ino: int, name: bytes, value: bytes, flags: int = 0, *, origin: object = None
    ) -> None:
        xattrs = self.inode(ino).xattrs
        if flags & 1 and name in xattrs:
            raise errors.AttributeExistsError(name)
        if flags & 2 and name not in xattrs:
            raise errors.NoAttributeError(name)
        xattrs[name] = bytes(value)
        self._tell("inode", 0, b"", ino, origin)

    def list_xattrs(self, ino: int) -> list[bytes]:
        return sorted(self.inode(ino).xattrs)

    def remove_xattr(self, ino: int, name: bytes, *, origin: object = None) -> None:
        self.get_xattr(ino, name)
        del self.inode(ino).xattrs[name]
        self._tell("inode", 0, b"", ino, origin)

    # -- the whole ----------------------------------------------------------------------------

    def check_written(self, ino: int | None = None) -> None:
        self._called("check_written")

    def sync(self, ino: int | None = None) -> None:
        self.commit()

    def commit(self) -> None:
        self._called("sync")
        if self.sync_gate is not None:
            self.sync_gate.wait(30)

    def space(self) -> SpaceUsage:
        gib = 1 << 30
        return SpaceUsage(gib, 3 * gib, 4 * gib, gib, 3 * gib)

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        self._listeners.append(listener)

    def unsubscribe(self, listener: Callable[[Change], None]) -> None:
        self._listeners.remove(listener)

    def pins(self) -> dict[int, int]:
        """What the mount has not given back."""
        return dict(self._pins)

    def close(self) -> None:
        """Nothing to give back."""

    def _tell(self, kind: str, parent: int, name: bytes, ino: int, origin: object) -> None:
        for listener in self._listeners:
            listener(Change(kind, parent, name, ino, origin))

    def _called(self, method: str) -> None:
        self.calls[method] += 1
        if method in self.fail:
            raise self.fail[method]

    @staticmethod
    def _stamp(inode: Inode) -> None:
        inode.mtime_ns = inode.ctime_ns = now_ns()
