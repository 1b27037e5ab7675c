"""One tree of errors: typed fields, stable codes, no sentences for people.

`code` never changes once released; the command line's exit codes, the file system's errno values
and the application's sentences are each derived from the class, in one place above the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


class VaultError(Exception):
    """Base of everything that the engine raises on purpose."""

    code: ClassVar[str] = "vault"

    def __str__(self) -> str:
        """The code and the fields, for logs; sentences for people live in the application."""
        fields = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{self.code}({fields})"

    def forget_trace(self) -> None:
        """Let go of what an error that is kept holds by its trace: open files, and so their disk.

        A disk that was unplugged and comes back is the same one to the kernel, and as broken, as
        long as a file of it is open.
        """
        waiting: list[BaseException | None] = [self]
        seen: set[int] = set()  # an error that is raised anew may stand among its own causes
        while waiting:
            error = waiting.pop()
            if error is not None and id(error) not in seen:
                seen.add(id(error))
                error.__traceback__ = None
                waiting += [error.__cause__, error.__context__]


# -- opening ------------------------------------------------------------------------------------


@dataclass(eq=False)
class NotAVaultError(VaultError):
    """There is no vault at the path, or its header is none that we know."""

    path: Path
    reason: str = ""
    code: ClassVar[str] = "not-a-vault"


@dataclass(eq=False)
class VaultExistsError(VaultError):
    """The place for a new vault is taken or not empty."""

    path: Path
    code: ClassVar[str] = "vault-exists"


@dataclass(eq=False)
class UnsupportedVersionError(VaultError):
    """The vault's format is newer or older than this program."""

    version: int
    code: ClassVar[str] = "unsupported-version"


@dataclass(eq=False)
class HeaderDamagedError(VaultError):
    """No copy of the header could be read or authenticated."""

    path: Path
    reason: str = ""
    code: ClassVar[str] = "header-damaged"


class HeaderMissingError(HeaderDamagedError):
    """The folder holds a vault whose header is gone in every copy."""

    code: ClassVar[str] = "header-missing"


@dataclass(eq=False)
class InvalidBackupError(VaultError):
    """A file that should be a saved header is none, or is damaged."""

    path: Path
    reason: str = ""
    code: ClassVar[str] = "invalid-backup"


@dataclass(eq=False)
class ForeignHeaderError(VaultError):
    """A saved header opens, but nothing in the vault's folder belongs to its key."""

    path: Path
    code: ClassVar[str] = "foreign-header"


@dataclass(eq=False)
class SupersededHeaderError(ForeignHeaderError):
    """A saved header is the vault's own, from before it moved to a new master key."""

    code: ClassVar[str] = "superseded-header"


@dataclass(eq=False)
class WrongKeyError(VaultError):
    """No key slot opens with what was given. Says no more, on purpose."""

    code: ClassVar[str] = "wrong-key"


class MistypedRecoveryKeyError(WrongKeyError):
    """The text is no recovery key: its checksum does not fit, so no vault was asked."""

    code: ClassVar[str] = "mistyped-recovery-key"


@dataclass(eq=False)
class InvalidPassphraseError(VaultError):
    """A passphrase that cannot be used: empty, or text that has no UTF-8 form."""

    reason: str
    code: ClassVar[str] = "invalid-passphrase"


@dataclass(eq=False)
class InvalidKeyfileError(VaultError):
    """A file that cannot be a keyfile."""

    path: Path
    reason: str
    code: ClassVar[str] = "invalid-keyfile"


@dataclass(eq=False)
class KeySlotError(VaultError):
    """A key slot cannot be changed so; the key slots are what they were.

    `reason` says why: "no-slot", "several-slots", "slots-full", "bad-label", or of one that would
    be removed: "last-slot" (nothing would open the vault), "only-recovery" and "only-device"
    (nothing but that would).
    """

    name: str
    reason: str
    code: ClassVar[str] = "key-slot"


@dataclass(eq=False)
class RekeyError(VaultError):
    """The vault cannot move to a new master key now; nothing has changed.

    `reason` says why: "rekey-under-way" (it is moving to one already), "rekey-changed" (its key
    slots were changed since it was planned), "rekey-obstructed" (something else lies in the
    place of one of its files, which could not be overwritten), "last-slot" or "only-recovery" (nothing, or nothing
    but a recovery key, would open it).
    """

    reason: str
    code: ClassVar[str] = "rekey"


@dataclass(eq=False)
class DeviceSecretError(VaultError):
    """This device's secret for a vault is not there, cannot be read, or cannot be kept."""

    reason: str
    code: ClassVar[str] = "device-secret"


OTHER_TPM = "other-tpm"
"""A reason of `DeviceSecretError`: what is kept will never open on this machine again."""


@dataclass(eq=False)
class SecurityKeyError(VaultError):
    """A security key is not there, does not answer, or answers something else."""

    reason: str
    retries: int | None = None
    """How often a PIN may be tried yet, after a wrong one."""
    code: ClassVar[str] = "security-key"


@dataclass(eq=False)
class KdfCostError(VaultError):
    """The KDF's parameters are outside the bounds that we accept."""

    memory_kib: int
    passes: int
    lanes: int
    code: ClassVar[str] = "kdf-cost"


@dataclass(eq=False)
class VaultBusyError(VaultError):
    """Another process has the vault open for writing."""

    path: Path
    holder: str = ""
    code: ClassVar[str] = "vault-busy"


@dataclass(eq=False)
class VaultLockedError(VaultError):
    """The vault was locked while the call was made or before it."""

    code: ClassVar[str] = "vault-locked"


@dataclass(eq=False)
class InvalidGeometryError(VaultError):
    """A parity count, location list or similar that no vault can have."""

    reason: str
    code: ClassVar[str] = "invalid-geometry"


@dataclass(eq=False)
class RollbackError(VaultError):
    """The vault is no continuation of what this device remembers; nothing was written to it."""

    remembered_generation: int
    found_generation: int
    forked: bool
    """Whether the copy went its own way; else it is an earlier state of what is remembered."""
    remembered_ns: int
    """When the device last saw the vault newer, in nanoseconds since 1970."""
    code: ClassVar[str] = "rollback"


class HeaderRollbackError(RollbackError):
    """The vault is the remembered one, but its header, and so its key slots, are older.

    The generations are those of the header: its revisions.
    """

    code: ClassVar[str] = "header-rollback"


# -- the disk -----------------------------------------------------------------------------------


@dataclass(eq=False)
class MediumError(VaultError):
    """The disk refused an operation; `errno_value` is what it said."""

    place: str
    errno_value: int
    reason: str = ""
    code: ClassVar[str] = "medium"


class MissingPieceError(MediumError):
    """A file of the vault is not there or is too short."""

    code: ClassVar[str] = "missing-piece"


@dataclass(eq=False)
class NoSpaceError(VaultError):
    """No free row is left and the vault cannot grow."""

    place: str = ""
    code: ClassVar[str] = "no-space"


@dataclass(eq=False)
class ReadOnlyVaultError(VaultError):
    """The vault is open for reading only; `reason` says why (asked for, or a failed sync)."""

    reason: str = ""
    code: ClassVar[str] = "read-only"


# -- damage -------------------------------------------------------------------------------------


@dataclass(eq=False)
class DamageError(VaultError):
    """Something on disk does not authenticate and could not be rebuilt."""

    place: str
    code: ClassVar[str] = "damage"


@dataclass(eq=False)
class StripeLostError(DamageError):
    """Fewer than k lanes of a stripe are left."""

    row: int = -1
    good_lanes: int = 0
    code: ClassVar[str] = "stripe-lost"


class RootLostError(DamageError):
    """No superblock could be read: the index is lost, salvage may help."""

    code: ClassVar[str] = "root-lost"


class IndexDamagedError(DamageError):
    """The index contradicts itself or lost a stripe beyond repair."""

    code: ClassVar[str] = "index-damaged"


class InvalidRecordError(DamageError):
    """Bytes that should be one of our records are not."""

    code: ClassVar[str] = "invalid-record"


class SealBrokenError(DamageError):
    """Content under a second lock is not what was sealed: altered, moved, cut or put back."""

    code: ClassVar[str] = "seal-broken"


# -- transactions -------------------------------------------------------------------------------


@dataclass(eq=False)
class TransactionStateError(VaultError):
    """The transaction is already committed, rolled back or timed out."""

    transaction_id: int
    state: str
    code: ClassVar[str] = "transaction-state"


class TransactionTimeoutError(TransactionStateError):
    """The transaction outlived its time-out and was rolled back."""

    code: ClassVar[str] = "transaction-timeout"


@dataclass(eq=False)
class CancelledError(VaultError):
    """The caller asked to stop; nothing was changed."""

    code: ClassVar[str] = "cancelled"


# -- the file system's meaning ------------------------------------------------------------------


@dataclass(eq=False)
class NamespaceError(VaultError):
    """A file-system operation that cannot be done; `name` is the entry or path concerned."""

    name: bytes = b""
    code: ClassVar[str] = "namespace"


class NoEntryError(NamespaceError):
    """No such file or directory."""

    code: ClassVar[str] = "no-entry"


class EntryExistsError(NamespaceError):
    """The name is taken."""

    code: ClassVar[str] = "entry-exists"


class NotADirectoryInVaultError(NamespaceError):
    """A directory was needed."""

    code: ClassVar[str] = "not-a-directory"


class IsADirectoryInVaultError(NamespaceError):
    """Anything but a directory was needed."""

    code: ClassVar[str] = "is-a-directory"


class NotEmptyError(NamespaceError):
    """The directory still has entries."""

    code: ClassVar[str] = "not-empty"


class InvalidNameError(NamespaceError):
    """Empty, '.', '..', or with a slash or NUL in it."""

    code: ClassVar[str] = "invalid-name"


class NameTooLongError(NamespaceError):
    """Longer than MAX_NAME_BYTES, or a link target longer than MAX_SYMLINK_BYTES."""

    code: ClassVar[str] = "name-too-long"


class InvalidOperationError(NamespaceError):
    """The arguments contradict each other (a directory moved into itself, a negative offset)."""

    code: ClassVar[str] = "invalid-operation"


class NotPermittedError(NamespaceError):
    """The operation is never allowed on this kind of inode (a hard link to a directory)."""

    code: ClassVar[str] = "not-permitted"


class TooManyLinksError(NamespaceError):
    """MAX_LINKS reached."""

    code: ClassVar[str] = "too-many-links"


class FileTooLargeError(NamespaceError):
    """The size would pass MAX_FILE_BYTES."""

    code: ClassVar[str] = "file-too-large"


class StaleInodeError(NamespaceError):
    """The inode number names nothing any more."""

    code: ClassVar[str] = "stale-inode"


class NoAttributeError(NamespaceError):
    """No such extended attribute."""

    code: ClassVar[str] = "no-attribute"


class AttributeExistsError(NamespaceError):
    """The extended attribute exists and creation was asked for."""

    code: ClassVar[str] = "attribute-exists"


class AttributeTooLargeError(NamespaceError):
    """The extended attribute's name or value passes Linux's bounds."""

    code: ClassVar[str] = "attribute-too-large"


class NoDataError(NamespaceError):
    """A seek for data or a hole past the end of the file."""

    code: ClassVar[str] = "no-data"


# -- the second lock on files and folders ---------------------------------------------------------


class FileLockedError(NamespaceError):
    """The content lies under a second lock that is not open."""

    code: ClassVar[str] = "file-locked"


class CrossLockError(NamespaceError):
    """A name cannot pass from one second lock to another, nor into one: the content has to."""

    code: ClassVar[str] = "cross-lock"


class AlreadyLockedError(NamespaceError):
    """It lies under a second lock already."""

    code: ClassVar[str] = "already-locked"


class NotLockedError(NamespaceError):
    """It lies under no second lock."""

    code: ClassVar[str] = "not-locked"


class InsideLockError(NamespaceError):
    """A folder that holds it lies under a second lock, the same or another, which has to go first."""

    code: ClassVar[str] = "inside-lock"


class LockUnfinishedError(NamespaceError):
    """Putting it under the second lock was broken off; the same passphrase finishes it."""

    code: ClassVar[str] = "lock-unfinished"


@dataclass(eq=False)
class WrongFileKeyError(VaultError):
    """Not the passphrase of the second lock. Says no more, on purpose."""

    code: ClassVar[str] = "wrong-file-key"


# -- the salvage --------------------------------------------------------------------------------


@dataclass(eq=False)
class DestinationError(VaultError):
    """What is salvaged cannot be written there; `reason` says why."""

    path: Path
    reason: str = ""
    code: ClassVar[str] = "destination"


# -- the mount ----------------------------------------------------------------------------------


@dataclass(eq=False)
class MountError(VaultError):
    """The vault could not be mounted or unmounted there."""

    mountpoint: Path
    reason: str = ""
    code: ClassVar[str] = "mount"


class FuseUnavailableError(MountError):
    """This machine has no FUSE that we can use."""

    code: ClassVar[str] = "fuse-unavailable"


@dataclass(eq=False)
class MountBusyError(MountError):
    """Something still uses the mounted folder; `holders` are programs, as far as can be known."""

    holders: tuple[str, ...] = ()
    code: ClassVar[str] = "mount-busy"


# -- benchmarks ---------------------------------------------------------------------------------


@dataclass(eq=False)
class BenchmarkRecordError(VaultError):
    """The file holds no benchmark results that this version can read."""

    path: Path
    code: ClassVar[str] = "benchmark-record"
