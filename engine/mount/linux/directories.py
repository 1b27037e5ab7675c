"""READDIR and READDIRPLUS."""

from __future__ import annotations

from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.packing import pack_entry
from engine.mount.linux.request import BODY, Handler, Reply, Request
from engine.mount.linux.wire import DIRENT, ENTRY_OUT, READ_IN, Opcode

_NO_ENTRY = bytes(ENTRY_OUT.size)
"""Attributes of an entry that comes without them: node 0, so the kernel takes no reference."""

_SHORTEST_NAME = 8
"""A name takes a multiple of 8 bytes in a reply."""


class DirectoryHandlers:
    """Handlers of listings. There are no handles: a cookie says all (see `listings`)."""

    def __init__(self, fs: SigmaVaultFS) -> None:
        self._fs = fs

    def table(self) -> dict[int, Handler]:
        """Handlers by opcode."""
        return {Opcode.READDIR: self.readdir, Opcode.READDIRPLUS: self.readdirplus}

    def readdir(self, request: Request) -> Reply:
        """Names, numbers and kinds."""
        return self._list(request, with_inodes=False)

    def readdirplus(self, request: Request) -> Reply:
        """The same with attributes, each as good as a LOOKUP."""
        return self._list(request, with_inodes=True)

    def _list(self, request: Request, with_inodes: bool) -> Reply:
        _, cookie, size, _, _, _, _ = READ_IN.unpack_from(request.buffer, BODY)
        fixed = DIRENT.size + (ENTRY_OUT.size if with_inodes else 0)
        listing, page = self._fs.listings.page(
            request.node, cookie, size // (fixed + _SHORTEST_NAME), with_inodes
        )
        parts: list[bytes] = []
        told: list[int] = []
        given = 0
        for cookie, name, ino, kind, inode in page:
            length = len(name)
            padded = length + 7 & ~7
            size -= fixed + padded
            if size < 0:
                break
            if inode is not None:
                told.append(ino)
                parts.append(pack_entry(inode))
            elif with_inodes:
                parts.append(_NO_ENTRY)
            parts.append(DIRENT.pack(ino, cookie, length, kind))
            parts.append(name.ljust(padded, b"\0"))
            given += 1
        self._fs.remember(*told)
        self._fs.listings.given_out(listing, page[:given])
        return b"".join(parts)
