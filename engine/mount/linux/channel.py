"""What goes to the kernel: replies and notifications. Any thread may send."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable

from engine.mount.errnos import failure
from engine.mount.linux.request import Reply
from engine.mount.linux.wire import (
    EXPIRE_ONLY,
    NOTIFY_DELETE_OUT,
    NOTIFY_INVAL_ENTRY_OUT,
    NOTIFY_INVAL_INODE_OUT,
    OUT_HEADER,
    Notification,
    Opcode,
)

_log = logging.getLogger(__name__)

_GATHER_BYTES = 4096
"""Replies from here on are written from two buffers instead of being joined first."""

_HEADER_BYTES = OUT_HEADER.size


class Channel:
    """The writing side of a FUSE connection."""

    def __init__(self, device: int) -> None:
        self.device = device

    def reply(self, unique: int, reply: Reply) -> None:
        """Answer a request. The kernel may have given it up, or be gone: nobody waits then."""
        try:
            if reply.__class__ is int:
                os.write(self.device, OUT_HEADER.pack(_HEADER_BYTES, reply, unique))
            elif reply.__class__ is list:
                header = OUT_HEADER.pack(_HEADER_BYTES + sum(map(len, reply)), 0, unique)
                os.writev(self.device, [header, *reply])
            elif reply is not None and not isinstance(reply, int | list):
                header = OUT_HEADER.pack(_HEADER_BYTES + len(reply), 0, unique)
                if len(reply) < _GATHER_BYTES:
                    os.write(self.device, header + reply)
                else:
                    os.writev(self.device, (header, reply))
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENODEV, errno.ECONNABORTED):
                _log.error("a reply was refused: errno %s", error.errno)

    def outcome(self, opcode: int, work: Callable[[], Reply]) -> Reply:
        """What the work answers, or the errno of what it raised."""
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - the loop outlives every failure of a request
            return failure(opcode_name(opcode), error)

    # -- notifications: never from the serving thread, which they may wait for ------------------

    def invalidate_content(self, ino: int, offset: int = 0) -> None:
        """Forget attributes, and content from the offset on; what is dirty is written first."""
        self._notify(Notification.INVAL_INODE, NOTIFY_INVAL_INODE_OUT.pack(ino, offset, 0))

    def invalidate_entry(self, parent: int, name: bytes, *, expire: bool = False) -> None:
        """Forget a name; with `expire` look it up again and keep it if it means the same."""
        flags = EXPIRE_ONLY if expire else 0
        body = NOTIFY_INVAL_ENTRY_OUT.pack(parent, len(name), flags) + name + b"\0"
        self._notify(Notification.INVAL_ENTRY, body)

    def tell_deleted(self, parent: int, name: bytes, ino: int) -> None:
        """An entry is gone; programs that watch the directory hear of it."""
        body = NOTIFY_DELETE_OUT.pack(parent, ino, len(name), 0) + name + b"\0"
        self._notify(Notification.DELETE, body)

    def _notify(self, code: Notification, body: bytes) -> None:
        try:
            os.write(self.device, OUT_HEADER.pack(_HEADER_BYTES + len(body), code, 0) + body)
        except OSError as error:
            # ENOENT: the kernel knows nothing of it, so it has nothing to forget.
            if error.errno not in (errno.ENOENT, errno.ENODEV, errno.ENOTCONN, errno.ENOTDIR):
                _log.debug("notification %s failed: errno %s", code.name, error.errno)


def opcode_name(opcode: int) -> str:
    """An opcode's name in `fuse.h`."""
    try:
        return Opcode(opcode).name
    except ValueError:
        return f"opcode {opcode}"
