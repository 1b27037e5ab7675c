"""An unlocked vault."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from engine.errors import (
    MediumError,
    NoSpaceError,
    RollbackError,
    RootLostError,
    VaultError,
    VaultLockedError,
)
from engine.format.header import VaultHeader, pack_header
from engine.keys import (
    Credential,
    KdfParameters,
    KeyState,
    SlotCredential,
    disable_core_dumps,
)
from engine.medium.disk import PosixDisk
from engine.medium.lock import WriterLock
from engine.namespace import Namespace, make_noted_again
from engine.transactions.lineage import FoundState, Lineage, Position
from engine.transactions.parts import StoreParts
from engine.transactions.store import TransactionalStore
from engine.types import Damage, Geometry, OnRollback, SpaceUsage
from engine.vault.assembly import assemble
from engine.vault.file_locks import FileLocks
from engine.vault.header_backup import HeaderBackup, write_backup
from engine.vault.headers import UnlockedHeader, unlock_header, write_headers
from engine.vault.info import SlotInfo, open_location
from engine.vault.key_slots import KeySlots
from engine.vault.rekeyed import RekeyedVault
from engine.vault.rekeying import earlier_witness_keys
from engine.vault.times import level_times
from engine.vault.witness import Memory, Witness

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VaultStatistics:
    """What an unlocked vault holds."""

    files: int
    directories: int
    links: int
    others: int
    content_bytes: int
    """Sum of the files' sizes."""
    generation: int
    space: SpaceUsage
    damage_seen: tuple[Damage, ...]
    """Damage met by reads since the vault was unlocked."""


class Vault(RekeyedVault):
    """Unlocked by `Vault.unlock`, gone at `lock`; a context manager that locks at its end."""

    def __init__(
        self,
        path: Path,
        disk: PosixDisk,
        lock: WriterLock | None,
        unlocked: UnlockedHeader,
        read_only: bool,
        on_rollback: OnRollback = OnRollback.REFUSE,
        state_folder: Path | None = None,
    ) -> None:
        self.path = path
        self.disk = disk
        self._lock = lock
        self.header = unlocked.header
        self._header_lock = threading.RLock()
        self.keys = unlocked.keys
        self.opened_by = unlocked.opened_by.hex()
        """Id of the key slot that opened this session."""
        self.before_lock: list[Callable[[], None]] = []
        """Called once when the vault is about to be locked: ends what works on it by itself."""
        self.header_copies_bad = unlocked.bad
        """Header copies that were missing, damaged or older when the vault was unlocked."""
        self.file_locks = FileLocks(self)
        """The second locks on files and folders."""
        self._parts: StoreParts = assemble(
            [disk], unlocked.header, unlocked.keys, self._note_damage
        )
        self.store = TransactionalStore(self._parts, read_only=read_only)
        self.witness = Witness(self.keys, self.header.vault_id, state_folder)
        self._on_rollback = on_rollback
        self.rollback: RollbackError | None = None
        """What was wrong with the vault, if it is older than remembered and is open all the same."""
        try:
            with nullcontext() if read_only else self.witness.guard(path):
                self._open(unlocked.bad)
        except BaseException:
            self.store.abandon()
            self._parts.bands.close()
            raise

    def _open(self, bad_headers: tuple[str, ...]) -> None:
        self.witness.recall()
        try:
            self.store.open(self._admit, make_noted_again)
        except RootLostError as error:
            # A header of before the vault moved to a new master key leads to nothing any more.
            raise self.witness.judge_header(self.header.revision) or error from None
        self.namespace = Namespace(self.store)
        if self.read_only:
            return
        if bad_headers:
            self._mend_headers()
        self.witness.remember(self._durable_state, accepted=self.rollback is not None)
        self.store.after_durable = self._remember

    def _mend_headers(self) -> None:
        """Write both copies anew. Where the disk refuses, the vault is open with the one it has."""
        try:
            write_headers(self.disk, self.header, self.keys)
        except (MediumError, NoSpaceError) as error:
            log.warning("the header's copies stay as they are: %s", error)

    def _admit(self, found: FoundState) -> None:
        """Hold what was found against what this device remembers, before anything is written."""
        if self._on_rollback is OnRollback.ACCEPT:
            self.store.go_on()
        self.witness.carry_over(earlier_witness_keys(self.store.execute, self.keys))
        rollback = self.witness.judge(found, self.header.revision)
        if rollback is None:
            return
        if self._on_rollback is OnRollback.REFUSE:
            raise rollback
        self.rollback = rollback
        accepted = self._on_rollback is OnRollback.ACCEPT and not self.read_only
        if accepted:
            log.warning("accepted as it is: %s", rollback)
        else:
            self.store.turn_read_only("it is not the newest that this device has seen")
        self.witness.memory = Memory.ACCEPTED if accepted else Memory.ROLLED_BACK

    # -- life -----------------------------------------------------------------------------------

    @classmethod
    def unlock(
        cls,
        path: Path,
        credential: Credential,
        *,
        read_only: bool = False,
        purpose: str = "open",
        on_rollback: OnRollback = OnRollback.REFUSE,
        state_folder: Path | None = None,
    ) -> Vault:
        """Open a vault by any of its key slots.

        Args:
            path: The vault's folder.
            credential: What opens one kind of slot (`Passphrase`, `RecoveryKey`, ...), or `AnyOf`
                several.
            read_only: Change nothing on disk; recovery happens in memory.
            purpose: What others are told who find the vault busy.
            on_rollback: What to do with a copy that is older than this device remembers.
                Accepting it needs a vault that can be written.
            state_folder: Where the vault is remembered; the device's own folder if None. For
                vaults that are gone in a minute.

        Raises:
            NotAVaultError, HeaderDamagedError, UnsupportedVersionError: Nothing to unlock.
            VaultBusyError: Another process has it open.
            WrongKeyError: Not the passphrase or key of this vault.
            RootLostError, IndexDamagedError: The key is right, and the vault is damaged.
            RollbackError: It is older than this device remembers, or a fork; nothing was written.
        """
        disable_core_dumps()
        disk = open_location(path, read_only)
        lock: WriterLock | None = None
        keys = None
        try:
            lock = _acquire(path, purpose, read_only)
            unlocked = unlock_header(disk, credential)
            keys = unlocked.keys
            return cls(path, disk, lock, unlocked, read_only, on_rollback, state_folder)
        except BaseException:
            if keys is not None:
                keys.wipe()
            if lock is not None:
                lock.release()
            disk.close()
            raise

    def lock(self) -> None:
        """Make everything durable, stop the workers, forget the keys. Locking twice is no error.

        Raises:
            VaultError: The last changes could not be made durable; the vault is locked all the same.
        """
        if self.keys.wiped:
            return
        try:
            try:
                self._stop_companions()
                self.namespace.close()
            finally:
                self.store.close()
                if not self.read_only:
                    level_times(self.disk, self.store.journal.names)
        finally:
            self._release()

    def abandon(self) -> None:
        """Lock without making anything durable, as a crash would. For tests."""
        self._stop_companions()
        self.namespace.forget_lock_keys()
        self.store.abandon()
        self._release()

    def _stop_companions(self) -> None:
        while self.before_lock:
            self.before_lock.pop()()

    def _release(self) -> None:
        self.keys.wipe()
        self.witness.forget()
        self._parts.bands.close()
        self._parts.backend.forget_keys()
        self.disk.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()

    # -- state ----------------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether changes are refused: asked for, or since a failure."""
        return self.store.read_only

    @property
    def geometry(self) -> Geometry:
        """The shape of the vault."""
        return self.header.geometry

    @property
    def vault_id(self) -> str:
        """The vault's id, in hexadecimal digits."""
        return self.header.vault_id.hex()

    @property
    def generation(self) -> int:
        """Generation of the newest durable root."""
        return self.store.generation

    def statistics(self) -> VaultStatistics:
        """Counts of what the vault holds, its space, and the damage met so far."""
        kinds = self.namespace.count_kinds()
        return VaultStatistics(
            files=kinds.files,
            directories=kinds.directories,
            links=kinds.links,
            others=kinds.others,
            content_bytes=kinds.content_bytes,
            generation=self.generation,
            space=self.namespace.space(),
            damage_seen=self.store.damage_seen,
        )

    # -- keys -----------------------------------------------------------------------------------

    def key_slots(self) -> tuple[SlotInfo, ...]:
        """The key slots, without their secrets."""
        return KeySlots(self).listed()

    def add_key_slot(
        self, credential: SlotCredential, label: str = "", kdf: KdfParameters | None = None
    ) -> SlotInfo:
        """Let something else open the vault too; see `KeySlots.add`."""
        return KeySlots(self).add(credential, label, kdf)

    def rename_key_slot(self, slot_id: str, label: str) -> SlotInfo:
        """Give a key slot another name; see `KeySlots.rename`."""
        return KeySlots(self).rename(slot_id, label)

    def change_key_slot(
        self, slot_id: str, credential: SlotCredential, kdf: KdfParameters | None = None
    ) -> SlotInfo:
        """Let something else of the same kind open a slot; see `KeySlots.change`."""
        return KeySlots(self).change(slot_id, credential, kdf)

    def remove_key_slot(self, slot_id: str, *, force: bool = False) -> SlotInfo:
        """Revoke a way in; see `KeySlots.remove`."""
        return KeySlots(self).remove(slot_id, force=force)

    def change_passphrase(self, new: bytes | bytearray, kdf: KdfParameters | None = None) -> None:
        """Replace the passphrase; see `KeySlots.change_passphrase`."""
        KeySlots(self).change_passphrase(new, kdf)

    def new_recovery_key(self) -> str:
        """Replace the recovery key; the old one opens nothing any more. Shown once, stored nowhere."""
        return KeySlots(self).new_recovery_key()

    def replace_header(self, **changes: Any) -> None:
        """Write a header with some members changed to both copies, or leave it as it is.

        Raises:
            ReadOnlyVaultError, VaultLockedError: It may not be written.
            NoSpaceError, MediumError: The disk refused; the header of before stays in force.
        """
        self.store.check_writable()
        if self.keys.wiped:
            raise VaultLockedError
        with self._header_lock:
            revision = self.header.revision + 1
            self.put_header(replace(self.header, **changes, revision=revision), self.keys)
        self._remember()

    def put_header(self, header: VaultHeader, keys: KeyState) -> None:
        """Write a header to both copies, under the keys that it is for, or leave it as it is."""
        with self._header_lock:
            try:
                write_headers(self.disk, header, keys)
            except VaultError:
                self._take_back(header)
                raise
            self.header = header

    def _take_back(self, header: VaultHeader) -> None:
        """Let the header of before win over one of which one copy may have been written."""
        before = replace(self.header, revision=header.revision + 1)
        with suppress(VaultError):
            write_headers(self.disk, before, self.keys)
            self.header = before

    def back_up_header(self, file: Path) -> HeaderBackup:
        """Save the header to a new file, durably; see `engine.vault.header_backup`.

        Raises:
            OSError: The file exists or could not be written; then it is not there.
        """
        if self.keys.wiped:
            raise VaultLockedError
        write_backup(file, pack_header(self.header, self.keys.header_key))
        return HeaderBackup(self.vault_id, self.header.revision, self.key_slots(), verified=True)

    # -- inside ---------------------------------------------------------------------------------

    def _note_damage(self, damage: Damage) -> None:
        self.store.note_damage(damage)

    def _durable_state(self) -> tuple[Position, Lineage, int]:
        return self.store.position, self.store.lineage, self.header.revision

    def _remember(self) -> None:
        """A newer state is durable, or the header was replaced."""
        if not self.read_only:
            self.witness.remember(self._durable_state)


def _acquire(path: Path, purpose: str, read_only: bool) -> WriterLock | None:
    """Take the writer's lock. A reader takes it too, unless the medium cannot be written at all."""
    lock = WriterLock(path)
    try:
        lock.acquire(purpose)
    except MediumError:
        if not read_only:
            raise
        return None
    return lock
