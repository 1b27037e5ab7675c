"""A vault opened by its header alone: no superblock, index or journal has to be there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.constants import MAX_HEADER_BYTES
from engine.errors import MediumError
from engine.format.header import VaultHeader, parse_header, verify_header
from engine.health.salvage.bands import FoundBands
from engine.holographic.lanes import LaneCodec
from engine.keys import KeyState, SlotCredential, disable_core_dumps, unlock_master_key, wipe
from engine.medium.disk import PosixDisk, translate_error
from engine.medium.lock import WriterLock
from engine.mixer.entropic import EntropicMixer
from engine.scatter import Projection, RowAllocator, ScatterStorageBackend
from engine.transactions.journal import Journal
from engine.types import Damage
from engine.vault.headers import unlock_header
from engine.vault.info import open_location


@dataclass(frozen=True, slots=True)
class OpenedRemains:
    """The layers of a vault up to its blocks and its journal, for reading."""

    header: VaultHeader
    bands: FoundBands
    mixer: EntropicMixer
    projection: Projection
    backend: ScatterStorageBackend
    journal: Journal


@contextmanager
def opened_remains(
    path: Path, credential: SlotCredential, header_file: Path | None
) -> Iterator[OpenedRemains]:
    """Open what is left of a vault, and forget the keys at the end.

    Args:
        path: The vault's folder.
        credential: A passphrase or recovery key.
        header_file: A saved copy of the header, to take instead of those in the folder.

    Raises:
        NotAVaultError: There is no such folder, or no header in it.
        HeaderDamagedError, UnsupportedVersionError, KdfCostError: The header is no use.
        VaultBusyError: Another process has the vault open.
        WrongKeyError: The credential does not open it.
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
            header, keys = _unlock_saved(header_file, credential)
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
    projection = Projection(keys.scatter_key, keys.phase_key, header.geometry.lanes)
    backend = ScatterStorageBackend(
        bands, mixer, projection, RowAllocator(), header.geometry, _pass_over
    )
    journal = Journal([disk], keys, header.vault_id)
    try:
        yield OpenedRemains(header, bands, mixer, projection, backend, journal)
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


def _unlock_saved(path: Path, credential: SlotCredential) -> tuple[VaultHeader, KeyState]:
    """A header out of a file of its own, and the keys under it."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_HEADER_BYTES + 1)
    except OSError as error:
        raise translate_error(str(path), error) from error
    header, _, _ = parse_header(raw, path)
    master_key = unlock_master_key(header, credential)
    try:
        keys = KeyState(master_key)
    finally:
        wipe(master_key)
    try:
        verify_header(raw, keys.header_key, path)
    except BaseException:
        keys.wipe()
        raise
    return header, keys
