"""Modes, owners, times and extended attributes, carried between a vault and the disk outside."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass

if sys.platform == "linux":
    from os import getxattr, listxattr, setxattr

    HAVE_XATTRS = True
else:  # elsewhere Python has no calls for them, and they stay behind
    HAVE_XATTRS = False

_NO_XATTRS_HERE = (errno.ENOTSUP, errno.EPERM, errno.EACCES, errno.ENODATA)

Xattrs = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a file is besides its content. `mode` has the kind's bits, times are nanoseconds."""

    mode: int
    uid: int
    gid: int
    rdev: int
    atime_ns: int
    mtime_ns: int
    xattrs: Xattrs = ()


def local_attributes(info: os.stat_result, xattrs: Xattrs = ()) -> Attributes:
    """The attributes of a file outside."""
    return Attributes(
        mode=info.st_mode,
        uid=info.st_uid,
        gid=info.st_gid,
        rdev=info.st_rdev,
        atime_ns=info.st_atime_ns,
        mtime_ns=info.st_mtime_ns,
        xattrs=xattrs,
    )


def read_xattrs(target: int | bytes) -> Xattrs:
    """The extended attributes of an open file, or of a path (a link there is not followed).

    What we may not read, or what the disk does not know, is left out.
    """
    if not HAVE_XATTRS:
        return ()
    follow = isinstance(target, int)
    try:
        names = listxattr(target, follow_symlinks=follow)
    except OSError as error:
        if error.errno in _NO_XATTRS_HERE:
            return ()
        raise
    found: list[tuple[bytes, bytes]] = []
    for name in names:
        with contextlib.suppress(OSError):
            found.append((os.fsencode(name), getxattr(target, name, follow_symlinks=follow)))
    return tuple(found)


def write_xattrs(fd: int, xattrs: Iterable[tuple[bytes, bytes]]) -> None:
    """Set extended attributes of an open file, as far as the disk knows them and we may.

    Raises:
        OSError: The disk takes attributes but not this one, for want of space for instance.
    """
    if not HAVE_XATTRS:
        return
    for name, value in xattrs:
        try:
            setxattr(fd, name, value)
        except OSError as error:
            if error.errno not in _NO_XATTRS_HERE:
                raise


def apply_to_descriptor(fd: int, attributes: Attributes) -> None:
    """Give an open file or folder its owner, extended attributes, mode and times, in that order.

    The order matters: a change of owner drops setuid bits, an access list changes the mode, and
    everything changes the times.
    """
    owned = _own(fd, attributes)
    write_xattrs(fd, attributes.xattrs)
    os.fchmod(fd, _allowed_mode(attributes.mode, owned=owned))
    os.utime(fd, ns=(attributes.atime_ns, attributes.mtime_ns))


def apply_to_name(folder_fd: int, name: bytes, attributes: Attributes) -> None:
    """Give a link or special file its owner, mode and times, without following or opening it."""
    owned = True
    try:
        os.chown(name, attributes.uid, attributes.gid, dir_fd=folder_fd, follow_symlinks=False)
    except PermissionError:
        owned = False
    if not stat.S_ISLNK(attributes.mode):  # a link's mode means nothing and cannot be set
        os.chmod(name, _allowed_mode(attributes.mode, owned=owned), dir_fd=folder_fd)
    times = (attributes.atime_ns, attributes.mtime_ns)
    os.utime(name, ns=times, dir_fd=folder_fd, follow_symlinks=False)


def _own(fd: int, attributes: Attributes) -> bool:
    """Set owner and group; whether both are as they should be now."""
    try:
        os.fchown(fd, attributes.uid, attributes.gid)
    except PermissionError:
        with contextlib.suppress(PermissionError):
            os.fchown(fd, -1, attributes.gid)
        return False
    return True


def _allowed_mode(mode: int, *, owned: bool) -> int:
    """The permission bits; without setuid and setgid where they would lend another's rights."""
    permissions = stat.S_IMODE(mode)
    return permissions if owned else permissions & ~(stat.S_ISUID | stat.S_ISGID)
