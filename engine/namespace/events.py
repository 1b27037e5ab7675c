"""Telling others what changed, so that a mount can drop what the kernel has cached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple


class Change(NamedTuple):
    """One thing that changed.

    `entry`: the name in the directory `parent` now means something else or nothing; `ino` is what
    it meant before a removal, else what it means now. `inode`: attributes or data of `ino`
    changed; parent is 0 and name empty. `lock`: the second lock that was put on `ino` is open,
    closed, finished or gone now; the same. `origin` is what the caller of the operation passed.
    """

    kind: Literal["entry", "inode", "lock"]
    parent: int
    name: bytes
    ino: int
    origin: object


Listener = Callable[[Change], None]


class Announcer:
    """Hands changes to listeners, under the namespace's lock: they must only take note."""

    __slots__ = ("_held", "listeners")

    def __init__(self) -> None:
        self.listeners: tuple[Listener, ...] = ()
        self._held: list[Change] | None = None

    def entry(self, parent: int, name: bytes, ino: int, origin: object) -> None:
        """Announce a changed name, and with it the changed directory."""
        if self.listeners:
            self._tell(Change("entry", parent, name, ino, origin))

    def inode(self, ino: int, origin: object) -> None:
        """Announce changed attributes or data."""
        if self.listeners:
            self._tell(Change("inode", 0, b"", ino, origin))

    def lock(self, root: int) -> None:
        """Announce that a second lock stands otherwise, and so does all that lies under it."""
        if self.listeners:
            self._tell(Change("lock", 0, b"", root, None))

    def hold(self) -> None:
        """Keep changes back until it is known whether they stay."""
        self._held = []

    def let_go(self, stayed: bool) -> None:
        """Tell what was held back, or forget it."""
        held, self._held = self._held, None
        if stayed:
            for change in held or ():
                self._tell(change)

    def _tell(self, change: Change) -> None:
        if self._held is not None:
            self._held.append(change)
            return
        for listener in self.listeners:
            listener(change)
