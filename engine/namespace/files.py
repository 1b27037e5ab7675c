"""Attributes and data of inodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.constants import BLOCK_BYTES, MAX_FILE_BYTES, RUN_ROWS
from engine.errors import (
    FileTooLargeError,
    InvalidOperationError,
    IsADirectoryInVaultError,
    NoDataError,
    NoSpaceError,
)
from engine.namespace.core import NamespaceCore
from engine.namespace.inode import Inode
from engine.namespace.reading import Piece

if TYPE_CHECKING:
    Buffer = bytes | bytearray | memoryview

_PIECE_BYTES = RUN_ROWS * BLOCK_BYTES
"""A larger write is taken in pieces of 4 MB, so that no write passes the bound on memory."""

_LAST_NS = 2**63 - 1


class FileOperations(NamespaceCore):
    """Operations on inodes by number: attributes, pins, data."""

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
        """Change attributes. ctime becomes now unless it is given, and mtime too with a size.

        Permissions are the caller's business, and so is clearing set-id bits.

        Raises:
            IsADirectoryInVaultError: A size for a directory.
            FileTooLargeError: A size past MAX_FILE_BYTES.
        """
        with self._lock:
            # Cutting is how a full vault is emptied; nothing else here makes the index longer.
            self._admit(deletes=True)
            inode = self._inodes.get(ino)
            now = self._now()
            if size is not None:
                before = inode.size
                self._locks.check_change(inode)
                self._resize(inode, size)
                others = (mode, uid, gid, atime_ns, mtime_ns, ctime_ns)
                if size == before and all(other is None for other in others):
                    return inode  # POSIX stamps a truncation only when it changes the size
            self._inodes.change(inode)
            if size is not None:
                inode.mtime_ns = now
            if mode is not None:
                inode.mode = inode.mode & ~0o7777 | mode & 0o7777
            if uid is not None:
                inode.uid = uid
            if gid is not None:
                inode.gid = gid
            if atime_ns is not None:
                inode.atime_ns = _storable(atime_ns)
            if mtime_ns is not None:
                inode.mtime_ns = _storable(mtime_ns)
            inode.ctime_ns = now if ctime_ns is None else _storable(ctime_ns)
            self._changed(inode, origin)
            return inode

    # -- pins --------------------------------------------------------------------------------

    def remember(self, *inos: int) -> None:
        """The kernel holds a reference more to each of these: it lives on without a name."""
        with self._lock:
            for ino in inos:
                self._inodes.remember(ino)

    def forget(self, ino: int, count: int = 1) -> None:
        """The kernel dropped references."""
        with self._lock:
            self._inodes.forget(ino, count)

    def open(self, ino: int) -> Inode:
        """Keep an inode alive and in memory until `release`."""
        with self._lock:
            inode = self._inodes.get(ino)
            self._inodes.open(inode)
            return inode

    def release(self, ino: int) -> None:
        """Undo one `open`; without a name and another user, the inode dies."""
        with self._lock:
            inode = self._inodes.get(ino)
            if inode.opens < 1:
                raise InvalidOperationError
            self._inodes.release(inode)

    def check_open(self, ino: int) -> None:
        """Make sure that a file's content may be asked for.

        Raises:
            FileLockedError: It lies under a second lock that is closed.
        """
        if self._locks.any:
            with self._lock:
                inode = self._inodes.get(ino)
                if inode.is_regular:
                    self._locks.check(inode)

    # -- data --------------------------------------------------------------------------------

    def read(self, ino: int, offset: int, length: int) -> Piece:
        """Read at most `length` bytes; fewer only at the end of the file. atime stays.

        Raises:
            StripeLostError: A block cannot be read any more.
        """
        pieces = self.read_pieces(ino, offset, length)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def read_pieces(self, ino: int, offset: int, length: int) -> list[Piece]:
        """As `read`, without putting the pieces together, which costs a stream a tenth."""
        with self._lock:
            inode = self._regular(ino)
            if self._locks.any:
                self._locks.check(inode)
            if offset < 0 or length < 0:
                raise InvalidOperationError
            length = min(length, inode.size - offset)
            if length <= 0:
                return []
            return self._contents.read(inode, offset, length)

    def write(
        self,
        ino: int,
        offset: int,
        data: Buffer,
        *,
        keep_times: bool = False,
        origin: object = None,
    ) -> int:
        """Write; the data is copied. Fewer bytes than given only when space ran out on the way.

        Args:
            ino: A regular file.
            offset: Where, in bytes from its beginning.
            data: What.
            keep_times: Leave the times alone: a kernel that writes back keeps them itself.
            origin: Handed to listeners.

        Raises:
            NoSpaceError: There is no room for the first of it.
            FileTooLargeError: It would end past MAX_FILE_BYTES.
        """
        view = memoryview(data)
        if view.format != "B" or view.ndim != 1:
            view = view.cast("B")
        with self._lock:
            self._admit()
            inode = self._changeable(ino)
            if offset < 0:
                raise InvalidOperationError
            if offset + len(view) > MAX_FILE_BYTES:
                raise FileTooLargeError
            written = 0
            while written < len(view):
                piece = view[written : written + _PIECE_BYTES]
                try:
                    self._contents.write(inode, offset + written, piece)
                except NoSpaceError:
                    if not written:
                        raise
                    break
                self._inodes.change(inode)
                written += len(piece)
                inode.size = max(inode.size, offset + written)
                if not keep_times:
                    inode.mtime_ns = inode.ctime_ns = self._now()
            if written:
                self._changed(inode, origin)
            return written

    # -- holes -------------------------------------------------------------------------------

    def allocate(
        self, ino: int, offset: int, length: int, keep_size: bool, *, origin: object = None
    ) -> None:
        """Check that a range could be written, and make the file that long unless `keep_size`.

        No rows are set aside: in a store that never writes in place, a later write of the range
        needs fresh ones anyway.

        Raises:
            NoSpaceError: The vault cannot take so much more.
        """
        with self._lock:
            self._admit()
            inode = self._changeable(ino)
            self._check_range(offset, length)
            end = offset + length
            if max(0, end - max(offset, inode.size)) > self._store.space().free:
                raise NoSpaceError
            now = self._now()
            if end > inode.size and not keep_size:
                self._contents.resize(inode, end)
                self._inodes.change(inode)
                inode.mtime_ns = now
            self._inodes.change(inode)
            inode.ctime_ns = now
            self._changed(inode, origin)

    def punch_hole(self, ino: int, offset: int, length: int, *, origin: object = None) -> None:
        """Make a range zeros and free the blocks within; the size stays.

        Raises:
            NoSpaceError: The blocks at the edges have no rows to go to; nothing changed.
        """
        with self._lock:
            self._admit(deletes=True)
            inode = self._changeable(ino)
            self._check_range(offset, length)
            end = min(offset + length, inode.size)
            if offset < end:
                self._contents.punch(inode, offset, end)
            self._inodes.change(inode)
            inode.mtime_ns = inode.ctime_ns = self._now()
            self._changed(inode, origin)

    def zero_range(
        self,
        ino: int,
        offset: int,
        length: int,
        keep_size: bool = True,
        *,
        origin: object = None,
    ) -> None:
        """Make a range zeros; the file grows to its end unless `keep_size`."""
        with self._lock:
            self.punch_hole(ino, offset, length, origin=origin)
            inode = self._inodes.get(ino)
            if not keep_size and offset + length > inode.size:
                self._contents.resize(inode, offset + length)

    def seek_data(self, ino: int, offset: int) -> int:
        """Where data starts at or after `offset`.

        Raises:
            NoDataError: Only a hole, or the end, follows.
        """
        with self._lock:
            inode = self._seekable(ino, offset)
            found = self._contents.next_data(inode, offset)
            if found is None or found >= inode.size:
                raise NoDataError
            return found

    def seek_hole(self, ino: int, offset: int) -> int:
        """Where a hole starts at or after `offset`; the end of the file counts as one.

        Raises:
            NoDataError: `offset` is at or past the end.
        """
        with self._lock:
            inode = self._seekable(ino, offset)
            return self._contents.next_hole(inode, offset)

    # -- details -----------------------------------------------------------------------------

    def _regular(self, ino: int) -> Inode:
        inode = self._inodes.get(ino)
        if not inode.is_regular:
            raise IsADirectoryInVaultError() if inode.is_directory else InvalidOperationError()
        return inode

    def _changeable(self, ino: int) -> Inode:
        inode = self._regular(ino)
        if self._locks.any:
            self._locks.check_change(inode)
        return inode

    def _seekable(self, ino: int, offset: int) -> Inode:
        inode = self._regular(ino)
        self._locks.check(inode)
        if not 0 <= offset < inode.size:
            raise NoDataError
        return inode

    def _resize(self, inode: Inode, size: int) -> None:
        self._regular(inode.ino)
        if size < 0:
            raise InvalidOperationError
        if size > MAX_FILE_BYTES:
            raise FileTooLargeError
        if size != inode.size:
            self._contents.resize(inode, size)

    def _check_range(self, offset: int, length: int) -> None:
        if offset < 0 or length <= 0:
            raise InvalidOperationError
        if offset + length > MAX_FILE_BYTES:
            raise FileTooLargeError

    def _changed(self, inode: Inode, origin: object) -> None:
        self._store.touch()
        self._announcer.inode(inode.ino, origin)


def _storable(time_ns: int) -> int:
    """A time as the index can hold it: years 1677 to 2262."""
    return max(-_LAST_NS - 1, min(time_ns, _LAST_NS))
