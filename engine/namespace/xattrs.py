"""Extended attributes, in the index at once."""

from __future__ import annotations

from engine.constants import MAX_XATTR_NAME_BYTES, MAX_XATTR_VALUE_BYTES
from engine.errors import (
    AttributeExistsError,
    AttributeTooLargeError,
    InvalidOperationError,
    NoAttributeError,
)
from engine.index.statements import PUT_XATTR, REMOVE_XATTR
from engine.namespace.core import NamespaceCore
from engine.namespace.inode import Inode

XATTR_CREATE = 1
"""Fail if it exists. The kernel's number, as is the next."""

XATTR_REPLACE = 2
"""Fail if it does not."""

_GET = "select value from xattr where ino = ? and name = ?"


class AttributeOperations(NamespaceCore):
    """Operations on extended attributes. Which names who may use is the kernel's business."""

    def get_xattr(self, ino: int, name: bytes) -> bytes:
        """An attribute's value.

        Raises:
            NoAttributeError: There is none of that name.
        """
        with self._lock:
            if not self._inodes.get(ino).may_have_rows:
                raise NoAttributeError(name)
            row = self._store.execute(_GET, (ino, name)).fetchone()
            if row is None:
                raise NoAttributeError(name)
            return bytes(row[0])

    def list_xattrs(self, ino: int) -> list[bytes]:
        """The names of all attributes, by their bytes."""
        with self._lock:
            self._inodes.get(ino)
            rows = self._store.execute(
                "select name from xattr where ino = ? order by name", (ino,)
            ).fetchall()
            return [bytes(name) for (name,) in rows]

    def set_xattr(
        self, ino: int, name: bytes, value: bytes, flags: int = 0, *, origin: object = None
    ) -> None:
        """Set an attribute.

        Raises:
            AttributeExistsError: XATTR_CREATE, and it exists.
            NoAttributeError: XATTR_REPLACE, and it does not.
            AttributeTooLargeError: Name or value pass Linux's bounds.
        """
        if flags not in (0, XATTR_CREATE, XATTR_REPLACE) or not name:
            raise InvalidOperationError(name)
        if len(name) > MAX_XATTR_NAME_BYTES or len(value) > MAX_XATTR_VALUE_BYTES:
            raise AttributeTooLargeError(name)
        with self._lock:
            self._admit()
            inode = self._inodes.get(ino)
            exists = self._store.execute(_GET, (ino, name)).fetchone() is not None
            if exists and flags == XATTR_CREATE:
                raise AttributeExistsError(name)
            if not exists and flags == XATTR_REPLACE:
                raise NoAttributeError(name)
            self._store.execute(PUT_XATTR, (ino, name, value))
            inode.may_have_rows = True
            self._attributes_changed(inode, origin)

    def remove_xattr(self, ino: int, name: bytes, *, origin: object = None) -> None:
        """Remove an attribute.

        Raises:
            NoAttributeError: There is none of that name.
        """
        with self._lock:
            self._admit(deletes=True)
            inode = self._inodes.get(ino)
            self._store.execute(REMOVE_XATTR, (ino, name))
            if not self._store.connection.changes():
                raise NoAttributeError(name)
            self._attributes_changed(inode, origin)

    def _attributes_changed(self, inode: Inode, origin: object) -> None:
        self._inodes.change(inode)
        inode.ctime_ns = self._now()
        self._store.touch()
        self._announcer.inode(inode.ino, origin)
