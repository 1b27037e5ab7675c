"""INIT: what the kernel offers, what we take, and why."""

from __future__ import annotations

import errno
from typing import NamedTuple

from engine.mount.linux.request import BODY, Reply, Request
from engine.mount.linux.wire import (
    INIT_IN,
    INIT_OUT,
    MAX_PAGES,
    MAX_WRITE_BYTES,
    OLDEST_MINOR,
    PROTOCOL_MAJOR,
    PROTOCOL_MINOR,
    InitFlag,
)

WANTED = (
    InitFlag.ASYNC_READ
    | InitFlag.BIG_WRITES
    | InitFlag.ASYNC_DIO
    | InitFlag.MAX_PAGES
    | InitFlag.DO_READDIRPLUS
    | InitFlag.READDIRPLUS_AUTO
    | InitFlag.PARALLEL_DIROPS
    | InitFlag.CACHE_SYMLINKS
    | InitFlag.EXPLICIT_INVAL_DATA  # one writer: what the kernel has is right until we say so
    | InitFlag.HANDLE_KILLPRIV_V2  # else each write(2) asks for security.capability first
    | InitFlag.SETXATTR_EXT
    | InitFlag.INIT_EXT
    | InitFlag.HAS_EXPIRE_ONLY
    | InitFlag.NO_EXPORT_SUPPORT  # file handles could not be resolved after a remount
)
"""Not wanted, on purpose: ATOMIC_O_TRUNC (there is no OPEN to carry it), DONT_MASK and POSIX_ACL
(no ACLs, so the kernel's umask is the whole truth), POSIX_LOCKS and FLOCK_LOCKS (the kernel's own
locks are right, as nobody else has the vault), AUTO_INVAL_DATA (guesses by mtime), SPLICE_* (Python
would only copy), EXPORT_SUPPORT."""

READAHEAD_BYTES = MAX_WRITE_BYTES
MAX_BACKGROUND = 64
CONGESTION_THRESHOLD = 48
"""Asynchronous requests (readahead, write-back) in flight, and when the kernel slows down."""

TIME_GRANULARITY_NS = 1


class Terms(NamedTuple):
    """What was agreed on."""

    minor: int
    flags: InitFlag
    opens: bool
    """Whether this kernel needs OPEN and OPENDIR to be answered (before Linux 5.1)."""


def negotiate(request: Request, writeback: bool) -> tuple[Reply, Terms | None]:
    """Answer INIT. No terms yet if the kernel has to ask again, or is too old.

    Both sides then speak the older minor version; a newer major makes the kernel ask again.
    """
    fixed = min(INIT_IN.size, request.end - BODY)
    major, minor, readahead, flags, flags2 = INIT_IN.unpack(
        request.view[BODY : BODY + fixed].tobytes().ljust(INIT_IN.size, b"\0")
    )
    if major > PROTOCOL_MAJOR:
        return _answer(PROTOCOL_MINOR, 0, InitFlag(0)), None
    if major < PROTOCOL_MAJOR or minor < OLDEST_MINOR:
        return -errno.EPROTO, None
    offered = flags | (flags2 << 32 if flags & InitFlag.INIT_EXT else 0)
    wanted = WANTED | InitFlag.WRITEBACK_CACHE if writeback else WANTED
    agreed = InitFlag(int(wanted) & offered)
    without_opens = InitFlag.NO_OPEN_SUPPORT | InitFlag.NO_OPENDIR_SUPPORT
    terms = Terms(
        min(minor, PROTOCOL_MINOR), agreed, offered & int(without_opens) != int(without_opens)
    )
    return _answer(terms.minor, max(readahead, READAHEAD_BYTES), agreed), terms


def _answer(minor: int, readahead: int, agreed: InitFlag) -> bytes:
    return INIT_OUT.pack(
        PROTOCOL_MAJOR,
        minor,
        readahead,
        int(agreed) & 0xFFFFFFFF,
        MAX_BACKGROUND,
        CONGESTION_THRESHOLD,
        MAX_WRITE_BYTES,
        TIME_GRANULARITY_NS,
        MAX_PAGES,
        0,
        int(agreed) >> 32,
    )
