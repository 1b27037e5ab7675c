"""Extended attributes."""

from __future__ import annotations

import errno

from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.request import BODY, DONE, Handler, Reply, Request
from engine.mount.linux.wire import (
    GETXATTR_IN,
    GETXATTR_OUT,
    SETXATTR_COMPAT_IN,
    SETXATTR_IN,
    Opcode,
)


class AttributeValueHandlers:
    """Handlers of extended attributes.

    The kernel asks for `security.capability` before the first write to each inode that it knows
    (`HANDLE_KILLPRIV_V2` makes that once per inode instead of once per write). ENOSYS would spare
    us the question, at the price of all extended attributes.
    """

    def __init__(self, fs: SigmaVaultFS) -> None:
        self._fs = fs
        self.extended_request = True
        """Whether SETXATTR_EXT was agreed on."""

    def table(self) -> dict[int, Handler]:
        """Handlers by opcode."""
        return {
            Opcode.GETXATTR: self.getxattr,
            Opcode.SETXATTR: self.setxattr,
            Opcode.LISTXATTR: self.listxattr,
            Opcode.REMOVEXATTR: self.removexattr,
        }

    def getxattr(self, request: Request) -> Reply:
        """A value, or its length if no room is given."""
        size, _ = GETXATTR_IN.unpack_from(request.buffer, BODY)
        name = request.name(BODY + GETXATTR_IN.size)
        return _sized(self._fs.get_xattr(request.node, name), size)

    def setxattr(self, request: Request) -> Reply:
        """Set a value."""
        size, flags = SETXATTR_COMPAT_IN.unpack_from(request.buffer, BODY)
        start = BODY + (SETXATTR_IN if self.extended_request else SETXATTR_COMPAT_IN).size
        name, value = request.view[start : request.end].tobytes().split(b"\0", 1)
        self._fs.set_xattr(request.node, name, value[:size], flags)
        return DONE

    def listxattr(self, request: Request) -> Reply:
        """All names, each ended by a NUL."""
        size, _ = GETXATTR_IN.unpack_from(request.buffer, BODY)
        names = self._fs.list_xattrs(request.node)
        return _sized(b"".join(name + b"\0" for name in names), size)

    def removexattr(self, request: Request) -> Reply:
        """Remove a value."""
        self._fs.remove_xattr(request.node, request.name())
        return DONE


def _sized(value: bytes, size: int) -> Reply:
    if not size:
        return GETXATTR_OUT.pack(len(value), 0)
    return value if len(value) <= size else -errno.ERANGE
