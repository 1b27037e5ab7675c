"""Staged changes: prepared out of sight, then visible and durable all at once, or gone."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from engine.errors import InvalidOperationError
from engine.namespace.inode import Inode
from engine.transactions.manager import Transaction, TransactionState

if TYPE_CHECKING:
    from engine.namespace.namespace import Namespace


class StagedInode:
    """Something that a transaction will create.

    Its number is known after the commit; a file's at once, since its data is written beforehand.
    """

    __slots__ = ("ino", "lock")

    def __init__(self, ino: int = 0, lock: int = 0) -> None:
        self.ino = ino
        self.lock = lock
        """Number of the second lock that it comes under, from the folder it is meant for."""


Place = int | StagedInode
"""A directory: an inode number, or one that the same transaction creates."""


class StagedTransaction:
    """A group of changes to one namespace.

    As a context manager it commits, or rolls back on an exception. Whether a change is possible
    shows at commit: the first that is not undoes all.
    """

    def __init__(self, namespace: Namespace, transaction: Transaction) -> None:
        self._namespace = namespace
        self._transaction = transaction

    @property
    def id(self) -> int:
        """The transaction's number."""
        return self._transaction.id

    @property
    def state(self) -> TransactionState:
        """Where the transaction stands."""
        return self._transaction.state

    # -- changes -----------------------------------------------------------------------------

    def create(
        self, parent: Place, name: bytes, mode: int, uid: int, gid: int, *, replace: bool = False
    ) -> StagedInode:
        """Stage a regular file; write its data with `write`, before the commit."""
        namespace = self._namespace
        inode = namespace.create_orphan(mode, uid, gid, lock := self._lock_for(parent))
        staged = StagedInode(inode.ino, lock)
        try:
            self._transaction.on_abandon(lambda: namespace.release(staged.ino))
        except BaseException:
            namespace.release(staged.ino)
            raise
        self._stage(lambda: namespace.adopt(staged.ino, _number(parent), name, replace))
        self._transaction.on_success(lambda: namespace.release(staged.ino))
        return staged

    def write(self, staged: StagedInode, offset: int, data: bytes | bytearray | memoryview) -> int:
        """Write to a staged file; nobody sees it before the commit."""
        return self._namespace.write(staged.ino, offset, data)

    def mkdir(self, parent: Place, name: bytes, mode: int, uid: int, gid: int) -> StagedInode:
        """Stage a directory, in which more can be staged."""
        return self._stage_new(
            lambda: self._namespace.mkdir(_number(parent), name, mode, uid, gid),
            self._lock_for(parent),
        )

    def symlink(self, parent: Place, name: bytes, target: bytes, uid: int, gid: int) -> StagedInode:
        """Stage a symbolic link."""
        return self._stage_new(
            lambda: self._namespace.symlink(_number(parent), name, target, uid, gid)
        )

    def link(self, inode: Place, parent: Place, name: bytes) -> None:
        """Stage one more name for a file."""
        self._stage(lambda: self._namespace.link(_number(inode), _number(parent), name))

    def unlink(self, parent: Place, name: bytes) -> None:
        """Stage the removal of a name."""
        self._stage(lambda: self._namespace.unlink(_number(parent), name))

    def rmdir(self, parent: Place, name: bytes) -> None:
        """Stage the removal of an empty directory."""
        self._stage(lambda: self._namespace.rmdir(_number(parent), name))

    def rename(
        self, parent: Place, name: bytes, new_parent: Place, new_name: bytes, flags: int = 0
    ) -> None:
        """Stage a rename."""
        self._stage(
            lambda: self._namespace.rename(
                _number(parent), name, _number(new_parent), new_name, flags
            )
        )

    def set_attributes(
        self,
        inode: Place,
        *,
        mode: int | None = None,
        uid: int | None = None,
        gid: int | None = None,
        atime_ns: int | None = None,
        mtime_ns: int | None = None,
    ) -> None:
        """Stage new attributes; a size cannot be staged."""
        self._stage(
            lambda: self._namespace.set_attributes(
                _number(inode), mode=mode, uid=uid, gid=gid, atime_ns=atime_ns, mtime_ns=mtime_ns
            )
        )

    def set_xattr(self, inode: Place, name: bytes, value: bytes, flags: int = 0) -> None:
        """Stage an extended attribute."""
        self._stage(lambda: self._namespace.set_xattr(_number(inode), name, value, flags))

    # -- end ---------------------------------------------------------------------------------

    def commit(self) -> None:
        """Make all changes, at once and durably.

        Raises:
            NamespaceError: One of them is not possible; none was made.
            TransactionTimeoutError: Too late; none was made.
        """
        self._transaction.commit()

    def rollback(self) -> None:
        """Forget the changes."""
        self._transaction.rollback()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._transaction.__exit__(kind, error, trace)

    # -- details -----------------------------------------------------------------------------

    def _stage(self, apply: Callable[[], object]) -> None:
        self._transaction.stage(apply)

    def _lock_for(self, parent: Place) -> int:
        return parent.lock if isinstance(parent, StagedInode) else self._namespace.lock_for(parent)

    def _stage_new(self, apply: Callable[[], Inode], lock: int = 0) -> StagedInode:
        staged = StagedInode(lock=lock)

        def keep_number() -> None:
            staged.ino = apply().ino

        self._transaction.stage(keep_number)
        return staged


def _number(place: Place) -> int:
    ino = place if isinstance(place, int) else place.ino
    if not ino:
        raise InvalidOperationError
    return ino
