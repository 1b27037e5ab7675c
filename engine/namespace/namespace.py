"""The namespace: everything that POSIX means by files and directories, over a store."""

from __future__ import annotations

from engine.namespace.files import FileOperations
from engine.namespace.locking import LockOperations
from engine.namespace.marking import MarkOperations
from engine.namespace.paths import PathOperations
from engine.namespace.renaming import RenameOperations
from engine.namespace.search import SearchOperations
from engine.namespace.staging import StagedTransaction
from engine.namespace.stored import StoredOperations
from engine.namespace.xattrs import AttributeOperations


class Namespace(
    PathOperations,
    RenameOperations,
    FileOperations,
    AttributeOperations,
    StoredOperations,
    SearchOperations,
    LockOperations,
    MarkOperations,
):
    """A tree of inodes. Every method is thread-safe; names and paths are bytes.

    Each method that changes something takes `origin`, which listeners are handed, so that a mount
    can tell its own changes from those made beside it. Permissions are not checked here: the
    kernel does that for a mount, and whoever holds the key may do anything.

    Raises (any method):
        NamespaceError: POSIX forbids it; the subclass says why.
        NoSpaceError, ReadOnlyVaultError: The store does not take it.
        DamageError: Something needed cannot be read any more.
    """

    def begin(self, timeout_s: float | None = None) -> StagedTransaction:
        """Start a group of changes that become visible and durable together at its commit."""
        return StagedTransaction(self, self._manager.begin(timeout_s))
