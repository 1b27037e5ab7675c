"""The second lock on files and folders of an open vault: put on, open, close, take off.

    lock      everything at and below a path is sealed anew, and what it was before is overwritten
    open      its content is there for the session: until it is closed, or the vault is locked
    close     its key is forgotten, and what was read under it
    remove    everything at and below the path lies open again, for good

Nobody can open a lock without its passphrase, not with the vault's own either. A forgotten one is
final.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.constants import KDF_DEFAULT_TIME_S
from engine.errors import LockUnfinishedError, NotLockedError, VaultLockedError
from engine.keys import KdfParameters, calibrate
from engine.keys.file_locks import create_file_lock, open_file_lock
from engine.namespace import LockInfo
from engine.progress import CancelToken, Report, ignore_progress

if TYPE_CHECKING:
    from engine.namespace import Namespace
    from engine.vault.vault import Vault

Concerns = Callable[[int], bool]
"""Whether an inode is meant."""

DropCaches = Callable[[Concerns], None]
"""Writes back what is kept of inodes above the engine, and forgets it."""


class FileLocks:
    """The second locks of an open vault. Paths are bytes, as the namespace takes them.

    Raises:
        VaultLockedError: From everything: the vault was locked.
        NoEntryError: From everything: there is nothing at the path.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.caches: list[DropCaches] = []
        """What mounts keep; asked before a lock is put on or closed, and after. No lock is held."""

    def of(self, path: bytes) -> LockInfo | None:
        """The lock that something lies under; None for none."""
        return self._namespace.lock_of(self._namespace.resolve(path).ino)

    def lock(
        self,
        path: bytes,
        passphrase: bytes | bytearray,
        kdf: KdfParameters | None = None,
        *,
        report: Report = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> int:
        """Put a file, or a folder with all it holds, under a second lock; closed at the end.

        One that was broken off is taken up again, with the same passphrase.

        Args:
            path: Of a file or folder.
            passphrase: As `normalise_passphrase` gives it. Forgetting it is final.
            kdf: Cost of a guess; None takes that of the vault's own passphrase.
            report: Told of progress, in files and then in groups of rows.
            cancel: Asked between files.

        Returns:
            Files that were sealed.

        Raises:
            AlreadyLockedError: It lies under a lock.
            InvalidOperationError: It is neither file nor folder, or the root.
            InvalidPassphraseError: It is empty.
            WrongFileKeyError: The lock was broken off, and had another passphrase.
            ReadOnlyVaultError, NoSpaceError, MediumError, DamageError: Broken off. Each file is
                under the lock or as it was.
            CancelledError: The same.
        """
        namespace = self._namespace
        ino = namespace.resolve(path).ino
        try:
            namespace.check_lockable(ino)
        except LockUnfinishedError:
            self.open(path, passphrase)
        else:
            record, key = create_file_lock(passphrase, self._vault_id, kdf or self._default_cost())
            namespace.add_lock(ino, record, key)
        number = namespace.lock_number(ino)
        try:
            self._drop_caches(lambda _: True)
            files = namespace.seal_below(ino, report, cancel or CancelToken())
            self._vault.store.erase(report)
            namespace.finish_lock(ino)
            namespace.sync()
        finally:
            self._close(number)
        return files

    def open(self, path: bytes, passphrase: bytes | bytearray) -> LockInfo:
        """Open the lock of a file or folder until `close`, or until the vault is locked.

        Raises:
            NotLockedError: It lies under none.
            WrongFileKeyError: Not the passphrase.
            SealBrokenError: The passphrase is right, and the lock's record was altered.
        """
        namespace = self._namespace
        ino = namespace.resolve(path).ino
        record = namespace.lock_record(ino)
        return namespace.open_lock(ino, open_file_lock(record, passphrase, self._vault_id))

    def close(self, path: bytes) -> None:
        """Forget the key of the lock that something lies under; changes are written first.

        Raises:
            NotLockedError: It lies under none.
            DamageError: A changed block cannot be completed; the lock is open still.
        """
        number = self._namespace.lock_number(self._namespace.resolve(path).ino)
        if not number:
            raise NotLockedError
        self._close(number)

    def remove(
        self,
        path: bytes,
        passphrase: bytes | bytearray,
        *,
        report: Report = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> int:
        """Take a file, or a folder with all it holds, from under its lock, for good.

        Returns:
            Files whose content lies open now.

        Raises:
            NotLockedError: It lies under none.
            InsideLockError: A folder that names it lies under this lock or another, which has
                to come off first: what it names does not lie open.
            WrongFileKeyError: Not the passphrase.
            ReadOnlyVaultError, NoSpaceError, MediumError, DamageError: Broken off. Each file is
                under the lock or from under it.
            CancelledError: The same.
        """
        namespace = self._namespace
        ino = namespace.resolve(path).ino
        was_open = self.open_now(ino)
        number = self.open(path, passphrase).number
        try:
            self._drop_caches(lambda _: True)
            files = namespace.open_below(ino, report, cancel or CancelToken())
            namespace.sync()
        finally:
            if not was_open:  # something else may lie under it, which stays as it was
                self._close(number)
        return files

    def open_now(self, ino: int) -> bool:
        """Whether an inode lies under a lock that is open."""
        info = self._namespace.lock_of(ino)
        return info is not None and info.is_open

    # -- details --------------------------------------------------------------------------------

    @property
    def _namespace(self) -> Namespace:
        if self._vault.keys.wiped:
            raise VaultLockedError
        return self._vault.namespace

    @property
    def _vault_id(self) -> bytes:
        return self._vault.header.vault_id

    def _close(self, number: int) -> None:
        """Twice: what a mount holds is written while that can be, and what it read meanwhile goes."""
        namespace = self._namespace

        def concerns(each: int) -> bool:
            return namespace.lock_number(each) == number

        self._drop_caches(concerns)
        namespace.close_lock(number)
        self._drop_caches(concerns)

    def _drop_caches(self, concerns: Concerns) -> None:
        for drop in tuple(self.caches):
            drop(concerns)

    def _default_cost(self) -> KdfParameters:
        costs = [slot.kdf for slot in self._vault.header.key_slots]
        if not costs:
            return calibrate(KDF_DEFAULT_TIME_S)
        return max(costs, key=lambda cost: cost.memory_kib * cost.passes)
