"""GETATTR, SETATTR, STATX, ACCESS and STATFS."""

from __future__ import annotations

from typing import Any

from engine.mount.filesystem import BLOCK_SIZE, SigmaVaultFS
from engine.mount.linux.packing import pack_attributes, pack_statx
from engine.mount.linux.request import BODY, DONE, Handler, Reply, Request
from engine.mount.linux.wire import ACCESS_IN, SETATTR_IN, STATFS_OUT, Opcode, Valid
from engine.namespace.clock import now_ns

_NS = 1_000_000_000

# Plain integers: a test of an enum's bit costs more than the whole rest of a branch.
_MODE, _UID, _GID, _SIZE = int(Valid.MODE), int(Valid.UID), int(Valid.GID), int(Valid.SIZE)
_ATIME, _MTIME, _CTIME = int(Valid.ATIME), int(Valid.MTIME), int(Valid.CTIME)
_ATIME_NOW, _MTIME_NOW = int(Valid.ATIME_NOW), int(Valid.MTIME_NOW)
_KILL_SUIDGID = int(Valid.KILL_SUIDGID)


class AttributeHandlers:
    """Handlers of attributes of inodes and of the whole."""

    def __init__(self, fs: SigmaVaultFS) -> None:
        self._fs = fs

    def table(self) -> dict[int, Handler]:
        """Handlers by opcode."""
        return {
            Opcode.GETATTR: self.getattr,
            Opcode.SETATTR: self.setattr,
            Opcode.STATX: self.statx,
            Opcode.ACCESS: self.access,
            Opcode.STATFS: self.statfs,
        }

    def getattr(self, request: Request) -> Reply:
        """What stat tells."""
        return pack_attributes(self._fs.attributes(request.node))

    def statx(self, request: Request) -> Reply:
        """What stat tells, and the time of birth."""
        return pack_statx(self._fs.attributes(request.node))

    def setattr(self, request: Request) -> Reply:
        """Change attributes; also how the kernel sends times that it kept (write-back cache)."""
        (valid, _, _, size, _, atime, mtime, ctime, atime_rest, mtime_rest, ctime_rest,
         mode, _, uid, gid, _) = SETATTR_IN.unpack_from(request.buffer, BODY)  # fmt: skip
        wanted: dict[str, Any] = {}
        if valid & _MODE:
            wanted["mode"] = mode
        if valid & _UID:
            wanted["uid"] = uid
        if valid & _GID:
            wanted["gid"] = gid
        if valid & _SIZE:
            wanted["size"] = size
        if valid & _ATIME:
            wanted["atime_ns"] = now_ns() if valid & _ATIME_NOW else atime * _NS + atime_rest
        if valid & _MTIME:
            wanted["mtime_ns"] = now_ns() if valid & _MTIME_NOW else mtime * _NS + mtime_rest
        if valid & _CTIME:
            wanted["ctime_ns"] = ctime * _NS + ctime_rest
        if valid & _KILL_SUIDGID:
            wanted["drop_privileges"] = True
        return pack_attributes(self._fs.change(request.node, **wanted))

    def access(self, request: Request) -> Reply:
        """What access and chdir ask, where the kernel checks no permissions itself."""
        mask, _ = ACCESS_IN.unpack_from(request.buffer, BODY)
        self._fs.check_access(request.node, mask)
        return DONE

    def statfs(self, _: Request) -> Reply:
        """Space, inodes, longest name."""
        totals = self._fs.totals()
        return STATFS_OUT.pack(
            totals.blocks,
            totals.free_blocks,
            totals.free_blocks,
            totals.inodes,
            totals.free_inodes,
            BLOCK_SIZE,
            totals.name_bytes,
            BLOCK_SIZE,
            0,
        )
