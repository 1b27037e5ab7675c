"""The mfusepy binding: libfuse, macFUSE and WinFsp, by paths. The only module that imports mfusepy.

What libfuse's high-level interface cannot do stays undone here: each path is a node of its own to
the kernel, so attributes are not cached at all (hard links would show old ones), and nobody can
tell the kernel of changes beside the mount, so names are cached for a second only. A file that is
removed while it is open is kept by libfuse under a name that begins with ".fuse_hidden".
"""

from __future__ import annotations

import ctypes.util
import functools
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from engine.errors import FuseUnavailableError, MountError
from engine.mount.errnos import failure
from engine.mount.filesystem import BLOCK_SIZE, Buffer, SigmaVaultFS
from engine.mount.options import FILE_SYSTEM_TYPE, MountOptions
from engine.mount.refusals import Refusal
from engine.mount.watcher import DeathWatcher
from engine.namespace.clock import now_ns

if TYPE_CHECKING:
    from engine.namespace import Inode

NAME_TIMEOUT_S = 1
PAGE_ENTRIES = 1024

_UTIME_NOW = (1 << 30) - 1
_UTIME_OMIT = (1 << 30) - 2
"""What utimensat(2) takes in place of nanoseconds, with zero seconds."""

_Result = TypeVar("_Result")


class MfuseBinding:
    """Mounts and serves through mfusepy."""

    def __init__(
        self, fs: SigmaVaultFS, options: MountOptions, on_ready: Callable[[], None]
    ) -> None:
        self._fs = fs
        self._on_ready = on_ready
        self._options = options
        self._fuse: Any = None

    def attach(self) -> None:
        """Load libfuse; it mounts when it begins to serve."""
        self._fuse = _load(self._options)

    def serve(self) -> None:
        """Mount, and serve until unmounted."""
        fusermount = shutil.which("fusermount3") or shutil.which("fusermount")
        watcher = DeathWatcher(fusermount, self._options.mountpoint) if fusermount else None
        try:
            self._fuse(
                PathOperations(self._fs, self._on_ready),
                os.fspath(self._options.mountpoint),
                encoding="utf-8",
                errors="surrogateescape",
                **_library_options(self._options),
            )
        except RuntimeError as error:
            raise MountError(self._options.mountpoint, f"libfuse: {error}") from error
        finally:
            if watcher is not None:
                watcher.end(unmounted=True)

    def drop_caches(self, concerns: Callable[[int], bool]) -> None:
        """Nothing: libfuse has the kernel forget a file's content when it is opened next."""

    def prepare_stop(self) -> bool:
        """There is no way to make libfuse return while the mount is in use."""
        return False

    def stop(self, *, interrupt: bool) -> None:
        """Nothing: see above."""


def _load(options: MountOptions) -> Any:
    """The class FUSE of mfusepy, mended.

    It drops the flags of rename, so that what must not be overwritten would be.
    """
    _prefer_version_3()
    try:
        import mfusepy
    except ImportError as error:
        raise FuseUnavailableError(options.mountpoint, Refusal.NO_MFUSEPY) from error
    except OSError as error:
        raise FuseUnavailableError(options.mountpoint, Refusal.NO_FUSE) from error

    class MendedFuse(mfusepy.FUSE):  # type: ignore[misc]
        def rename_fuse_3(self, old: bytes, new: bytes, flags: int) -> None:
            self.operations.rename(_decoded(old), _decoded(new), flags)

    return MendedFuse


def _prefer_version_3() -> None:
    """Where both versions of libfuse are installed mfusepy takes the older one by itself.

    That one does not know the flags of rename.
    """
    if sys.platform == "linux" and ctypes.util.find_library("fuse3"):
        os.environ.setdefault("FUSE_LIBRARY_NAME", "fuse3")


def _library_options(options: MountOptions) -> dict[str, object]:
    chosen: dict[str, object] = {
        "foreground": True,
        "nothreads": True,
        "fsname": options.source_name,
        "default_permissions": True,
        "use_ino": True,
        "entry_timeout": NAME_TIMEOUT_S,
        "attr_timeout": 0,
        "ro": options.read_only,
        "allow_other": options.allow_other,
    }
    if sys.platform == "linux":
        chosen |= {
            "subtype": FILE_SYSTEM_TYPE,
            "nosuid": True,
            "nodev": True,
        }
    if sys.platform == "win32":
        chosen |= {"uid": -1, "gid": -1}
    return chosen


def _answering(method: Callable[..., _Result]) -> Callable[..., _Result]:
    """Turn what the engine raises into the OSError that mfusepy takes."""

    @functools.wraps(method)
    def call(*arguments: Any) -> _Result:
        try:
            return method(*arguments)
        except Exception as error:  # noqa: BLE001 - one request's failure is not the loop's
            raise OSError(-failure(method.__name__, error), "") from None

    return call


class PathOperations:
    """What mfusepy calls. Handles are inode numbers, held open in the namespace."""

    use_ns = True

    def __init__(self, fs: SigmaVaultFS, on_ready: Callable[[], None]) -> None:
        import mfusepy

        self._fs = fs
        self._names = fs.namespace
        self._on_ready = on_ready
        self._context: Callable[[], tuple[int, int, int]] = mfusepy.fuse_get_context

    def init_with_config(self, *_: object) -> None:
        """Called by libfuse when it is about to answer INIT: the mount is usable."""
        self._on_ready()

    # -- attributes -----------------------------------------------------------------------------

    @_answering
    def getattr(self, path: str, _: int | None = None) -> dict[str, int]:
        """What stat tells; times in nanoseconds."""
        inode = self._inode(path)
        return {
            "st_ino": inode.ino,
            "st_mode": inode.mode,
            "st_nlink": inode.nlink,
            "st_uid": inode.uid,
            "st_gid": inode.gid,
            "st_rdev": inode.rdev,
            "st_size": inode.size,
            "st_blocks": inode.blocks,
            "st_blksize": BLOCK_SIZE,
            "st_atime": inode.atime_ns,
            "st_mtime": inode.mtime_ns,
            "st_ctime": inode.ctime_ns,
        }

    @_answering
    def chmod(self, path: str, mode: int) -> None:
        """Change the permissions."""
        self._fs.change(self._inode(path).ino, mode=stat.S_IMODE(mode))

    @_answering
    def chown(self, path: str, uid: int, gid: int) -> None:
        """Change owner and group; all bits set means as it was."""
        self._fs.change(self._inode(path).ino, uid=_owner(uid), gid=_owner(gid))

    @_answering
    def truncate(self, path: str, length: int, _: int | None = None) -> None:
        """Change the size."""
        self._fs.change(self._inode(path).ino, size=length, drop_privileges=True)

    @_answering
    def utimens(self, path: str, times: tuple[int, int] | None = None) -> None:
        """Change the times of access and modification, in nanoseconds; None is now."""
        atime_ns, mtime_ns = times or (_UTIME_NOW, _UTIME_NOW)
        self._fs.change(self._inode(path).ino, atime_ns=_stamp(atime_ns), mtime_ns=_stamp(mtime_ns))

    @_answering
    def statfs(self, _: str) -> dict[str, int]:
        """Space and inodes."""
        totals = self._fs.totals()
        return {
            "f_bsize": BLOCK_SIZE,
            "f_frsize": BLOCK_SIZE,
            "f_blocks": totals.blocks,
            "f_bfree": totals.free_blocks,
            "f_bavail": totals.free_blocks,
            "f_files": totals.inodes,
            "f_ffree": totals.free_inodes,
            "f_favail": totals.free_inodes,
            "f_namemax": totals.name_bytes,
        }

    # -- names ----------------------------------------------------------------------------------

    @_answering
    def mknod(self, path: str, mode: int, rdev: int) -> None:
        """A new file that is not opened."""
        self._create(path, mode, rdev)

    @_answering
    def mkdir(self, path: str, mode: int) -> None:
        """A new directory."""
        uid, gid, _ = self._context()
        self._fs.mkdir(*self._place(path), mode, uid, gid)

    @_answering
    def symlink(self, path: str, target: str) -> None:
        """A new symbolic link."""
        uid, gid, _ = self._context()
        self._fs.symlink(*self._place(path), _encoded(target), uid, gid)

    @_answering
    def readlink(self, path: str) -> str:
        """Where a symbolic link points."""
        return _decoded(self._fs.readlink(self._inode(path).ino))

    @_answering
    def link(self, path: str, existing: str) -> None:
        """One more name."""
        self._fs.link(self._inode(existing).ino, *self._place(path))

    @_answering
    def unlink(self, path: str) -> None:
        """Remove a name."""
        self._fs.unlink(*self._place(path))

    @_answering
    def rmdir(self, path: str) -> None:
        """Remove an empty directory."""
        self._fs.rmdir(*self._place(path))

    @_answering
    def rename(self, old: str, new: str, flags: int = 0) -> None:
        """Move an entry."""
        self._fs.rename(*self._place(old), *self._place(new), flags)

    @_answering
    def readdir(self, path: str, _: int) -> Iterable[tuple[str, dict[str, int], int]]:
        """All entries at once; libfuse keeps them for the handle."""
        ino = self._inode(path).ino
        parent = self._fs.lookup(ino, b"..").ino
        found = [_item(b".", ino, 4), _item(b"..", parent, 4)]
        after: bytes | None = None
        while page := self._names.entries(ino, after, PAGE_ENTRIES):
            found += [_item(entry.name, entry.ino, entry.kind) for entry in page]
            after = page[-1].name
        return found

    # -- content --------------------------------------------------------------------------------

    @_answering
    def create(self, path: str, mode: int, _: int) -> int:
        """A new regular file, opened."""
        return self._names.open(self._create(path, mode, 0).ino).ino

    @_answering
    def open(self, path: str, flags: int) -> int:
        """Open, and empty the file if asked to: libfuse takes FUSE_ATOMIC_O_TRUNC by itself."""
        ino = self._inode(path).ino
        self._fs.check_open(ino)
        if flags & os.O_TRUNC:
            self._fs.change(ino, size=0, drop_privileges=True)
        return self._names.open(ino).ino

    @_answering
    def opendir(self, path: str) -> int:
        """Open by path."""
        return self._names.open(self._inode(path).ino).ino

    @_answering
    def release(self, _: str, fh: int) -> None:
        """Close."""
        self._names.release(fh)

    releasedir = release

    @_answering
    def read(self, _: str, size: int, offset: int, fh: int) -> Buffer:
        """Read; short only at the end."""
        return b"".join(self._fs.read_pieces(fh, offset, size))

    @_answering
    def write(self, _: str, data: bytes, offset: int, fh: int) -> int:
        """Write. libfuse leaves it to us to take privileges away (FUSE_CAP_HANDLE_KILLPRIV)."""
        return self._fs.write(fh, offset, data, drop_privileges=True)

    @_answering
    def fallocate(self, _: str, mode: int, offset: int, size: int, fh: int) -> None:
        """Reserve, zero or punch out."""
        self._fs.allocate(fh, mode, offset, size)

    @_answering
    def fsync(self, _: str, __: int, fh: int) -> None:
        """Durable when this returns."""
        self._fs.sync(fh)

    @_answering
    def fsyncdir(self, *_: object) -> None:
        """The names in a directory are durable when this returns."""
        self._fs.commit()

    # -- extended attributes --------------------------------------------------------------------

    @_answering
    def getxattr(self, path: str, name: str, _: int = 0) -> bytes:
        """A value."""
        return self._fs.get_xattr(self._inode(path).ino, _encoded(name))

    @_answering
    def setxattr(self, path: str, name: str, value: bytes, flags: int, _: int = 0) -> None:
        """Set a value."""
        self._fs.set_xattr(self._inode(path).ino, _encoded(name), value, flags)

    @_answering
    def listxattr(self, path: str) -> list[str]:
        """All names."""
        names = self._fs.list_xattrs(self._inode(path).ino)
        return [_decoded(name) for name in names]

    @_answering
    def removexattr(self, path: str, name: str) -> None:
        """Remove a value."""
        self._fs.remove_xattr(self._inode(path).ino, _encoded(name))

    # -- from paths to inodes -------------------------------------------------------------------

    def _inode(self, path: str) -> Inode:
        return self._names.resolve(_encoded(path))

    def _place(self, path: str) -> tuple[int, bytes]:
        directory, _, name = _encoded(path).rpartition(b"/")
        return self._names.resolve(directory or b"/").ino, name

    def _create(self, path: str, mode: int, rdev: int) -> Inode:
        uid, gid, _ = self._context()
        return self._fs.create(*self._place(path), mode, uid, gid, rdev)


def _decoded(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _encoded(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _item(name: bytes, ino: int, kind: int) -> tuple[str, dict[str, int], int]:
    return _decoded(name), {"st_ino": ino, "st_mode": kind << 12}, 0


def _owner(number: int) -> int | None:
    return None if number in (-1, 0xFFFFFFFF) else number


def _stamp(time_ns: int) -> int | None:
    if time_ns == _UTIME_OMIT:
        return None
    return now_ns() if time_ns == _UTIME_NOW else time_ns
