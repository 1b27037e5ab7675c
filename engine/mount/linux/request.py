"""A request as the handlers see it, and what they answer."""

from __future__ import annotations

from collections.abc import Callable

from engine.mount.linux.wire import IN_HEADER, REQUEST_BUFFER_BYTES
from engine.types import Buffer

BODY = IN_HEADER.size
"""Where a request's arguments begin in the buffer."""

Reply = Buffer | list[Buffer] | int | None
"""Bytes, perhaps in pieces: done, with this answer. A negative errno: failed. None: no reply (now,
or ever)."""

DONE = b""


class Request:
    """The request being served: one object and one buffer for all of them, one after the other.

    A handler that replies later must keep what it needs, `unique` above all.
    """

    __slots__ = ("buffer", "end", "gid", "node", "opcode", "pid", "uid", "unique", "view")

    def __init__(self) -> None:
        self.buffer = bytearray(REQUEST_BUFFER_BYTES)
        self.view = memoryview(self.buffer)
        self.end = 0
        self.opcode = self.unique = self.node = 0
        self.uid = self.gid = self.pid = 0

    def name(self, start: int = BODY) -> bytes:
        """The NUL-terminated name that fills the request from `start` to its end."""
        return self.view[start : self.end - 1].tobytes()

    def two_names(self, start: int) -> tuple[bytes, bytes]:
        """Two NUL-terminated names, one after the other."""
        first, second, _ = self.view[start : self.end].tobytes().split(b"\0", 2)
        return first, second


Handler = Callable[[Request], Reply]
