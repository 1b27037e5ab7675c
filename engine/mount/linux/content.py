"""READ, WRITE and what else touches the content of files."""

from __future__ import annotations

import errno

from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.request import BODY, DONE, Handler, Reply, Request
from engine.mount.linux.wire import (
    COPY_64_OUT,
    COPY_IN,
    FALLOCATE_IN,
    MAX_WRITE_BYTES,
    READ_IN,
    WRITE_CACHE,
    WRITE_IN,
    WRITE_KILL_SUIDGID,
    WRITE_OUT,
    Opcode,
)

_DATA = BODY + WRITE_IN.size


class ContentHandlers:
    """Handlers of file content. Requests name the inode; there are no handles."""

    def __init__(self, fs: SigmaVaultFS) -> None:
        self._fs = fs

    def table(self) -> dict[int, Handler]:
        """Handlers by opcode."""
        return {
            Opcode.READ: self.read,
            Opcode.WRITE: self.write,
            Opcode.FALLOCATE: self.fallocate,
            Opcode.COPY_FILE_RANGE: self.copy,
            Opcode.COPY_FILE_RANGE_64: self.copy_64,
        }

    def read(self, request: Request) -> Reply:
        """At most MAX_WRITE_BYTES; short only at the end of the file."""
        _, offset, size, _, _, _, _ = READ_IN.unpack_from(request.buffer, BODY)
        return self._fs.read_pieces(request.node, offset, min(size, MAX_WRITE_BYTES))

    def write(self, request: Request) -> Reply:
        """Write what follows the arguments."""
        _, offset, size, flags, _, _, _ = WRITE_IN.unpack_from(request.buffer, BODY)
        written = self._fs.write(
            request.node,
            offset,
            request.view[_DATA : _DATA + size],
            keep_times=bool(flags & WRITE_CACHE),
            drop_privileges=bool(flags & WRITE_KILL_SUIDGID),
        )
        if written < size and flags & WRITE_CACHE:
            # The kernel takes any success of a write-back for the whole of it.
            return -errno.ENOSPC
        return WRITE_OUT.pack(written, 0)

    def fallocate(self, request: Request) -> Reply:
        """Reserve, zero or punch out a part of a file."""
        _, offset, length, mode, _ = FALLOCATE_IN.unpack_from(request.buffer, BODY)
        self._fs.allocate(request.node, mode, offset, length)
        return DONE

    def copy(self, request: Request) -> Reply:
        """copy_file_range(2), which the caller repeats until all is copied."""
        return WRITE_OUT.pack(self._copied(request), 0)

    def copy_64(self, request: Request) -> Reply:
        """The same with a 64-bit answer."""
        return COPY_64_OUT.pack(self._copied(request))

    def _copied(self, request: Request) -> int:
        _, offset, target, _, target_offset, length, _ = COPY_IN.unpack_from(request.buffer, BODY)
        return self._fs.copy(request.node, offset, target, target_offset, length)
