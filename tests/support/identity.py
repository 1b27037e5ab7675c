"""Acting as somebody else for a few calls, as far as a process of root may."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class User:
    """An effective user with its groups; the numbers need no entry in /etc/passwd."""

    name: str
    uid: int
    gid: int
    groups: tuple[int, ...] = field(default=())

    def __str__(self) -> str:
        return self.name


ROOT = User("root", 0, 0, (0,))
ALICE = User("alice", 61001, 62001, (62001, 62003))
BOB = User("bob", 61002, 62002, (62002,))

SHARED_GROUP = 62003
"""A second group of Alice's, and none of Bob's."""


@contextlib.contextmanager
def acting_as(user: User) -> Iterator[None]:
    """Make the calls inside with the user's effective ids; the C library tells all threads.

    Paths should be relative to a working directory that the user may search: temporary folders
    above it belong to whoever runs the tests.
    """
    if user.uid == os.geteuid() and user.gid == os.getegid():
        yield
        return
    groups = os.getgroups()
    gid = os.getegid()
    os.setgroups(user.groups)
    os.setegid(user.gid)
    os.seteuid(user.uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(gid)
        os.setgroups(groups)
