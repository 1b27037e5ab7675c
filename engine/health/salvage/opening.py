"""A vault opened by its header alone: no superblock, index or journal has to be there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.errors import MediumError
from engine.format.header import VaultHeader
from engine.health.salvage.bands import FoundBands
from engine.holographic.lanes import LaneCodec
from engine.keys import Credential, KeyState, disable_core_dumps
from engine.medium.disk import PosixDisk
from engine.medium.lock import WriterLock
from engine.mixer.entropic import EntropicMixer
from engine.scatter import Projection, RowAllocator, ScatterStorageBackend
from engine.transactions.journal import Journal
from engine.types import Damage
from engine.vault.assembly import projection_of
from engine.vault.header_backup import read_backup
from engine.vault.headers import open_header, unlock_header
from engine.vault.info import open_location


@dataclass(frozen=True, slots=True)
class OpenedRemains:
    """The layers of a vault up to its blocks and its journal, for reading."""

    header: VaultHeader
    epochs: tuple[int, ...]
    """The key epochs whose slots can be opened, the present one first."""
    bands: FoundBands
    mixer: EntropicMixer
    projection: Projection
    backend: ScatterStorageBackend
    journal: Journal


@contextmanager
def opened_remains(
    path: Path, credential: Credential, header_file: Path | None
) -> Iterator[OpenedRemains]:
    """Open what is left of a vault, and forget the keys at the end.

    Args:
        path: The vault's folder.
        credential: A passphrase or recovery key.
        header_file: A saved copy of the header, to take instead of those in the folder.

    Raises:
        NotAVaultError, HeaderMissingError: There is no such folder, or no header in it.
        HeaderDamagedError, UnsupportedVersionError, KdfCostError: The header is no use.
        VaultBusyError: Another process has the vault open.
        WrongKeyError: The credential does not open it.
        OSError: `header_file` cannot be read.
    """
    disable_core_dumps()
    disk = open_location(path, read_only=True)
    lock = WriterLock(path)
    try:
        _acquire(lock)
        if header_file is None:
            unlocked = unlock_header(disk, credential)
            header, keys = unlocked.header, unlocked.keys
        else:
            header, raw = read_backup(header_file)
            keys = open_header(header, raw, credential)
        try:
            with _assembled(disk, header, keys) as remains:
                yield remains
        finally:
            keys.wipe()
    finally:
        lock.release()
        disk.close()


@contextmanager
def _assembled(disk: PosixDisk, header: VaultHeader, keys: KeyState) -> Iterator[OpenedRemains]:
    bands = FoundBands(disk, header.geometry)
    mixer = EntropicMixer(header.vault_id, keys.group_key, LaneCodec(header.geometry.parity_lanes))
    projection = projection_of(keys, header.geometry)
    backend = ScatterStorageBackend(
        bands, mixer, projection, RowAllocator(), header.geometry, _pass_over
    )
    journal = Journal([disk], keys, header.vault_id)
    try:
        yield OpenedRemains(header, keys.epochs, bands, mixer, projection, backend, journal)
    finally:
        journal.close()
        bands.close()
        mixer.forget_keys()


def _pass_over(_: Damage) -> None:
    """Damage that parity makes up for: the walk has counted it."""


def _acquire(lock: WriterLock) -> None:
    """Keep writers out, unless nothing can be written there anyway."""
    try:
        lock.acquire("salvage")
    except MediumError:
        return
