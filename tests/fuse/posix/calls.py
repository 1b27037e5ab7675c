"""The system calls that take a path, as one table for the errors that all of them share."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.syscalls import RENAME_NOREPLACE, renameat2, set_times


@dataclass(frozen=True)
class Call:
    """A call on one path. `spare` is a file in the working directory that calls may use up."""

    name: str
    run: Callable[[str], object]
    creates: bool = False
    """It makes the name, and refuses one that is taken."""
    follows: bool = True
    """A symbolic link at the end of the path is followed."""
    changes_folder: bool = False
    """It needs permission to write to the folder that holds the name."""
    needs_root: bool = False

    def __str__(self) -> str:
        return self.name


def _open(flags: int) -> Callable[[str], object]:
    return lambda path: os.close(os.open(path, flags, 0o644))


def _link_to(path: str) -> None:
    os.link("spare", path, follow_symlinks=False)


def _link_from(path: str) -> None:
    os.link(path, "made-by-link", follow_symlinks=False)


def _rename_from(path: str) -> None:
    os.rename(path, "made-by-rename")


def _node(bits: int) -> Callable[[str], object]:
    return lambda path: os.mknod(path, bits | 0o644, os.makedev(1, 3))


MAKING = (
    Call("mkdir", lambda path: os.mkdir(path, 0o755), creates=True),
    Call("mkfifo", lambda path: os.mkfifo(path, 0o644), creates=True),
    Call("mknod file", _node(stat.S_IFREG), creates=True),
    Call("mknod fifo", _node(stat.S_IFIFO), creates=True),
    Call("mknod socket", _node(stat.S_IFSOCK), creates=True),
    Call("mknod device", _node(stat.S_IFCHR), creates=True, needs_root=True),
    Call("symlink", lambda path: os.symlink("target", path), creates=True),
    Call("link to", _link_to, creates=True),
    Call("open exclusive", _open(os.O_CREAT | os.O_EXCL | os.O_WRONLY), creates=True),
    Call(
        "rename to, no replace",
        lambda path: renameat2("spare", path, RENAME_NOREPLACE),
        creates=True,
    ),
)
"""Calls that make the name they are given."""

TAKING = (
    Call("unlink", os.unlink, follows=False, changes_folder=True),
    Call("rename from", _rename_from, follows=False, changes_folder=True),
)
"""Calls that take away the name they are given, of anything but a directory."""

LOOKING = (
    Call("stat", os.stat),
    Call("lstat", os.lstat, follows=False),
    Call("access", lambda path: os.stat(path) and os.access(path, os.F_OK)),
    Call("open to read", _open(os.O_RDONLY | os.O_NONBLOCK)),
    Call("readlink", os.readlink, follows=False),
    Call("statvfs", os.statvfs),
    Call("chdir", os.chdir),
    Call("list", os.listdir),
    Call("getxattr", lambda path: os.getxattr(path, "user.none")),
    Call("listxattr", os.listxattr),
)

CHANGING = (
    Call("chmod", lambda path: os.chmod(path, 0o644)),
    Call("chown", lambda path: os.chown(path, -1, -1)),
    Call("lchown", lambda path: os.lchown(path, -1, -1), follows=False),
    Call("truncate", lambda path: os.truncate(path, 0)),
    Call("utimensat", lambda path: set_times(path, (1, 0), (1, 0))),
    Call(
        "utimensat, link itself",
        lambda path: set_times(path, (1, 0), (1, 0), follow=False),
        follows=False,
    ),
    Call("open to write", _open(os.O_WRONLY | os.O_NONBLOCK)),
    Call("setxattr", lambda path: os.setxattr(path, "user.name", b"value")),
    Call("removexattr", lambda path: os.removexattr(path, "user.name")),
    Call("link from", _link_from, follows=False),
)

EXISTING = TAKING + LOOKING + CHANGING
"""Calls on a name that must be there."""

EVERY = MAKING + EXISTING + (Call("rmdir", os.rmdir, follows=False, changes_folder=True),)


def possible(calls: tuple[Call, ...]) -> tuple[Call, ...]:
    """The calls that this process may make."""
    return tuple(call for call in calls if os.geteuid() == 0 or not call.needs_root)
