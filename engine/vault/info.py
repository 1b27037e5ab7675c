"""What a vault tells without a key."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from engine.errors import MissingPieceError, NotAVaultError
from engine.keys import DEVICE_PARAMETER, FIDO2_PARAMETER, KdfParameters, KeySlotKind, KeySlotRecord
from engine.medium.disk import PosixDisk
from engine.types import Geometry
from engine.vault.headers import read_headers


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """A key slot, without its secrets."""

    slot_id: str
    kind: str
    kdf: KdfParameters
    label: str = ""
    """Its owner's name for it."""
    created: dt.date | None = None
    """The day (UTC) on which its credential was set, where it is known."""
    known: bool = True
    """Whether this program can open it; a later one may have made it."""
    device: str | None = None
    """Which device secret it takes, in hexadecimal digits; None for one that takes none."""
    security_key: bytes | None = None
    """What to ask which security key; None for one that takes none."""

    @classmethod
    def of(cls, slot: KeySlotRecord) -> SlotInfo:
        """What may be shown of a slot."""
        device = slot.parameter(DEVICE_PARAMETER)
        return cls(
            slot_id=slot.slot_id.hex(),
            kind=slot.kind.value,
            kdf=slot.kdf,
            label=slot.label,
            created=slot.created,
            known=isinstance(slot.kind, KeySlotKind),
            device=device.hex() if device is not None else None,
            security_key=slot.parameter(FIDO2_PARAMETER),
        )


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """Readable by anyone who has the folder; not authenticated until the vault is unlocked."""

    path: Path
    version: int
    vault_id: str
    geometry: Geometry
    slots: tuple[SlotInfo, ...]
    locations: int
    disk_bytes: int
    """Space that the folder's files take on disk."""
    header_copies_bad: tuple[str, ...]
    """Names of header copies that are missing or cannot be read."""
    key_epoch: int = 0
    """How many times it was given a new master key."""
    rekey_under_way: bool = False
    """Whether it is moving to a new master key."""


def read_info(path: Path) -> VaultInfo:
    """Read a vault's header without unlocking it.

    Raises:
        NotAVaultError: There is no vault.
        HeaderDamagedError, UnsupportedVersionError: Its header is no use.
    """
    disk = open_location(path, read_only=True)
    try:
        copies = read_headers(disk)
    finally:
        disk.close()
    header = copies.newest
    return VaultInfo(
        path=path,
        version=header.version,
        vault_id=header.vault_id.hex(),
        geometry=header.geometry,
        slots=tuple(SlotInfo.of(slot) for slot in header.key_slots),
        locations=max(1, len(header.locations)),
        disk_bytes=_disk_bytes(path),
        header_copies_bad=copies.bad,
        key_epoch=header.key_epoch,
        rekey_under_way=bool(header.old_keys),
    )


def open_location(path: Path, read_only: bool) -> PosixDisk:
    """Open a vault's folder.

    Raises:
        NotAVaultError: There is no folder.
    """
    try:
        return PosixDisk(path, read_only=read_only)
    except MissingPieceError as error:
        raise NotAVaultError(path, "no such folder") from error


def _disk_bytes(path: Path) -> int:
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                total += os.lstat(os.path.join(folder, name)).st_blocks * 512
            except OSError:
                continue
    return total
