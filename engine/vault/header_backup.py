"""Saving a vault's header to a file, and putting a saved one back.

Without a header nothing in a vault can be read, whatever else is left of it, and its two copies lie
in one folder. A saved copy holds the key slots of its time: whoever has it, and a passphrase or
recovery key of that time, can open the vault, also after the passphrase was changed. So restoring
one brings those back, which the caller has to be told of first (`plan_restore`).

The technique, and its caveat, are those of LUKS (cryptsetup luksHeaderBackup).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from engine.constants import BAND_SLOTS, MAX_HEADER_BYTES
from engine.errors import (
    ForeignHeaderError,
    HeaderDamagedError,
    InvalidBackupError,
    SupersededHeaderError,
    VaultError,
)
from engine.format.header import VaultHeader, pack_header, parse_header, verify_header
from engine.keys import Credential, KeySlotRecord, KeyState
from engine.medium.disk import Disk, PosixDisk
from engine.medium.lock import WriterLock
from engine.medium.system import CLOEXEC, DIRECTORY, NOCTTY, NONBLOCK
from engine.types import SlotKind
from engine.vault.assembly import assemble
from engine.vault.headers import open_header, read_headers, unlock_header, write_headers
from engine.vault.info import SlotInfo, open_location
from engine.vault.witness import Witness

_READ_FLAGS = os.O_RDONLY | CLOEXEC | NONBLOCK | NOCTTY


@dataclass(frozen=True, slots=True)
class HeaderBackup:
    """A header that was saved."""

    vault_id: str
    revision: int
    slots: tuple[SlotInfo, ...]
    verified: bool
    """Whether a key has vouched for it."""


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What restoring a saved header would do; nothing is done yet."""

    vault_id: str
    revision: int
    """Of the saved header; the header in force gets a higher one than any that is known."""
    slots: tuple[SlotInfo, ...]
    """What opens the vault afterwards, and nothing else."""
    has_current: bool
    """Whether the vault has an authentic header now."""
    brought_back: tuple[SlotInfo, ...]
    """Slots that the present header lacks: passphrases and keys of before that open again."""
    taken_away: tuple[SlotInfo, ...]
    """Slots of the present header: passphrases and keys that open nothing afterwards."""


def back_up_header(path: Path, file: Path, credential: Credential | None = None) -> HeaderBackup:
    """Save a vault's header to a new file, durably, for its owner's eyes only.

    Args:
        path: The vault's folder.
        file: Where to; it must not exist.
        credential: Opens a key slot, so that the header is authenticated before it is saved.
            Without it the copy is as good as the folder is trusted.

    Raises:
        NotAVaultError, HeaderDamagedError, HeaderMissingError: There is nothing to save.
        WrongKeyError: The credential opens no slot.
        OSError: The file exists or could not be written; then it is not there.
    """
    disk = open_location(path, read_only=True)
    try:
        if credential is None:
            header, raw = next(iter(read_headers(disk).distinct()))
        else:
            unlocked = unlock_header(disk, credential)
            header = unlocked.header
            raw = pack_header(header, unlocked.keys.header_key)
            unlocked.keys.wipe()
    finally:
        disk.close()
    write_backup(file, raw)
    slots = tuple(SlotInfo.of(slot) for slot in header.key_slots)
    return HeaderBackup(header.vault_id.hex(), header.revision, slots, credential is not None)


def write_backup(file: Path, raw: bytes) -> None:
    """Write a header to a new file, durably.

    Raises:
        OSError: It exists, or could not be written; then it is not there.
    """
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        with suppress(OSError):
            os.unlink(file)
        raise
    folder = os.open(file.parent, os.O_RDONLY | DIRECTORY | CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_backup(file: Path) -> tuple[VaultHeader, bytes]:
    """Read a saved header that nobody has vouched for yet: the header and its bytes.

    Raises:
        InvalidBackupError: It is no header, or a damaged one.
        UnsupportedVersionError: Of another format version.
        OSError: It cannot be read.
    """
    descriptor = os.open(file, _READ_FLAGS)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise InvalidBackupError(file, "no regular file")
        raw = opened.read(MAX_HEADER_BYTES + 1)
    try:
        return parse_header(raw, file)[0], raw
    except HeaderDamagedError as error:
        raise InvalidBackupError(file, error.reason) from error


def saved_header(file: Path) -> HeaderBackup:
    """What a saved header says of itself; nobody has vouched for it.

    Raises:
        InvalidBackupError, UnsupportedVersionError, OSError: The file is no use.
    """
    header, _ = read_backup(file)
    return HeaderBackup(
        header.vault_id.hex(), header.revision, _infos(header.key_slots), verified=False
    )


def plan_restore(path: Path, file: Path, credential: Credential) -> RestorePlan:
    """Check a saved header against a vault, and tell what restoring it would change.

    Args:
        path: The vault's folder.
        file: The saved header.
        credential: A passphrase or recovery key of the time when it was saved.

    Raises:
        InvalidBackupError, UnsupportedVersionError, OSError: The file is no use.
        WrongKeyError, KdfCostError: The credential opens none of its slots.
        ForeignHeaderError: It belongs to another vault.
        SupersededHeaderError: It is from before the vault was given a new master key.
        NotAVaultError: There is no folder.
    """
    with _checked(path, file, credential, read_only=True) as checked:
        return checked.plan


def restore_header(path: Path, file: Path, credential: Credential) -> RestorePlan:
    """Put a saved header in the place of both copies; raises as `plan_restore` does.

    Raises:
        VaultBusyError: The vault is open.
        NoSpaceError, MediumError: The disk refused; what was there stays.
    """
    with WriterLock(_folder(path)) as lock:
        lock.acquire("header restore")
        with _checked(path, file, credential, read_only=False) as checked:
            write_headers(checked.disk, checked.restored(), checked.keys)
            return checked.plan


@dataclass(frozen=True, slots=True)
class _Checked:
    """A saved header that belongs to the vault in a folder."""

    disk: PosixDisk
    saved: VaultHeader
    keys: KeyState
    current: VaultHeader | None
    """The vault's own header, where a copy is authentic."""

    @property
    def plan(self) -> RestorePlan:
        saved = self.saved.key_slots
        now = self.current.key_slots if self.current else ()
        return RestorePlan(
            vault_id=self.saved.vault_id.hex(),
            revision=self.saved.revision,
            slots=_infos(saved),
            has_current=self.current is not None,
            brought_back=_infos(slot for slot in saved if slot not in now) if now else (),
            taken_away=_infos(slot for slot in now if slot not in saved),
        )

    def restored(self) -> VaultHeader:
        """The header to write: the saved one's key slots, newer than any that is known.

        What else a header says (where the locations lay) is taken from the vault's own header if
        there is one. The revision makes it win over older copies that turn up, and spares devices
        that remember the vault an alarm.
        """
        witness = Witness(self.keys, self.saved.vault_id)
        witness.recall()
        known = [self.saved.revision]
        if self.current is not None:
            known.append(self.current.revision)
        if witness.record is not None:
            known.append(witness.record.header_revision)
        base = self.current or self.saved
        return replace(base, key_slots=self.saved.key_slots, revision=max(known) + 1)


@contextmanager
def _checked(
    path: Path, file: Path, credential: Credential, *, read_only: bool
) -> Iterator[_Checked]:
    saved, raw = read_backup(file)
    disk = open_location(path, read_only)
    keys: KeyState | None = None
    try:
        keys = open_header(saved, raw, credential)
        if _is_superseded(disk, saved):
            raise SupersededHeaderError(path)
        if not _belongs(disk, saved, keys):
            raise ForeignHeaderError(path)
        yield _Checked(disk, saved, keys, _current(disk, keys))
    finally:
        if keys is not None:
            keys.wipe()
        disk.close()


def _current(disk: Disk, keys: KeyState) -> VaultHeader | None:
    try:
        copies = read_headers(disk)
    except VaultError:
        return None
    for header, raw in copies.distinct():
        with suppress(HeaderDamagedError):
            verify_header(raw, keys.header_key)
            return header
    return None


def _is_superseded(disk: Disk, saved: VaultHeader) -> bool:
    """Whether the vault has been given a new master key since: its header says so to everybody.

    It could be restored only at the price of all that was written since; the key that it leads to
    opens nothing of that. If no copy of the vault's header is left, what opens is what counts.
    """
    try:
        copies = read_headers(disk)
    except VaultError:
        return False
    return any(
        header.vault_id == saved.vault_id and header.key_epoch > saved.key_epoch
        for header, _ in copies.distinct()
    )


def _belongs(disk: PosixDisk, header: VaultHeader, keys: KeyState) -> bool:
    """Whether anything in the vault's first group authenticates under the keys.

    A superblock in a sound vault; in a damaged one, any slot that is left.
    """
    parts = assemble([disk], header, keys, lambda _: None)
    try:
        if parts.roots.ring.load():
            return True
        kinds = (SlotKind.INDEX, SlotKind.MAP, SlotKind.DATA, SlotKind.SUPERBLOCK)
        return any(
            parts.backend.births(row, kind, epoch)
            for row in range(BAND_SLOTS)
            for kind in kinds
            for epoch in keys.epochs
        )
    finally:
        parts.journal.close()
        parts.bands.close()
        parts.backend.forget_keys()


def _folder(path: Path) -> Path:
    """The vault's folder, known to be one: else the lock would complain of its own file."""
    open_location(path, read_only=True).close()
    return path


def _infos(slots: Iterator[KeySlotRecord] | tuple[KeySlotRecord, ...]) -> tuple[SlotInfo, ...]:
    return tuple(SlotInfo.of(slot) for slot in slots)
