"""Creating a vault: keys, first group, index, and last of all the header that makes it one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from engine.constants import (
    DEFAULT_PARITY_LANES,
    KDF_DEFAULT_TIME_S,
    KEY_BYTES,
    MAX_PARITY_LANES,
    VAULT_ID_BYTES,
)
from engine.errors import (
    DeviceSecretError,
    InvalidGeometryError,
    InvalidPassphraseError,
    VaultError,
    VaultExistsError,
)
from engine.format.header import LocationRecord, VaultHeader
from engine.format.header_body import LOCATION_ID_BYTES
from engine.index.schema import create_tables
from engine.keys import (
    DeviceSecret,
    DeviceSecretStore,
    KdfParameters,
    KeySlotRecord,
    KeyState,
    Passphrase,
    PassphraseAndDevice,
    RecoveryKey,
    SlotCredential,
    calibrate,
    create_slot,
    format_recovery_key,
    new_recovery_key,
    secret_of_this_device,
    wipe,
)
from engine.medium.bands import BAND_FOLDER
from engine.medium.disk import PosixDisk, translate_error
from engine.medium.lock import WriterLock
from engine.transactions.store import TransactionalStore
from engine.types import Geometry, VaultMode
from engine.vault.assembly import assemble
from engine.vault.headers import HEADER_NAMES, write_headers
from engine.vault.times import level_times


@dataclass(frozen=True, slots=True)
class CreatedVault:
    """What the owner of a new vault must be told once."""

    vault_id: str
    recovery_key_text: str = field(repr=False)
    """Opens the vault as the passphrase does. Shown once, stored nowhere; empty when not wanted."""
    kdf: KdfParameters


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a new vault is to be, once it is known to be possible."""

    passphrase: bytes | bytearray = field(repr=False)
    mode: VaultMode
    device_secrets: DeviceSecretStore | None
    parity_lanes: int
    kdf: KdfParameters
    recovery: bool


def create_vault(
    path: Path,
    passphrase: bytes | bytearray,
    *,
    mode: VaultMode = VaultMode.USER,
    device_secrets: DeviceSecretStore | None = None,
    parity_lanes: int = DEFAULT_PARITY_LANES,
    kdf: KdfParameters | None = None,
    kdf_time_s: float = KDF_DEFAULT_TIME_S,
    locations: Sequence[Path] = (),
    recovery: bool = True,
) -> CreatedVault:
    """Create a vault in a new or empty folder; afterwards it exists, locked.

    Args:
        path: The folder.
        passphrase: As `normalise_passphrase` gives it; empty where the device alone opens it.
        mode: What opens it beside the recovery key.
        device_secrets: Where this device keeps its secret, for modes that take one.
        parity_lanes: m, 0 to 8: so many of the 8 + m lanes may be lost.
        kdf: Cost of the key derivation; None calibrates it to `kdf_time_s` on this machine.
        kdf_time_s: Time that unlocking should take, in seconds.
        locations: Further folders to spread the lanes over; none are supported in format 1.
        recovery: Whether to make a recovery key. Where a device is needed it is made in any case:
            without it the vault would be lost with the device.

    Raises:
        VaultExistsError: The folder holds something.
        InvalidGeometryError: Parity or locations that no vault can have.
        InvalidPassphraseError: The passphrase is empty, or one was given that nothing would use.
        DeviceSecretError: There is nowhere to keep the device's secret.
        NoSpaceError, MediumError: The disk refused; what was made is removed again.
    """
    if not 0 <= parity_lanes <= MAX_PARITY_LANES:
        raise InvalidGeometryError("parity")
    if locations:
        raise InvalidGeometryError("locations")
    if bool(passphrase) is (mode is VaultMode.DEVICE):
        raise InvalidPassphraseError("unused" if passphrase else "empty")
    if mode is not VaultMode.USER and device_secrets is None:
        raise DeviceSecretError("no-place")
    made_folder = _prepare_folder(path)
    recovery = recovery or mode is not VaultMode.USER
    kdf = kdf or calibrate(kdf_time_s)
    wanted = _Wanted(passphrase, mode, device_secrets, parity_lanes, kdf, recovery)
    vault_id = os.urandom(VAULT_ID_BYTES)
    try:
        return _create(path, vault_id, wanted)
    except BaseException:
        _remove_traces(path, made_folder)
        if mode is not VaultMode.USER and device_secrets is not None:
            with suppress(VaultError):
                device_secrets.remove(vault_id)
        raise


def _create(path: Path, vault_id: bytes, wanted: _Wanted) -> CreatedVault:
    master_key = bytearray(os.urandom(KEY_BYTES))
    keys = KeyState(master_key)
    disk = PosixDisk(path)
    try:
        slots, text = _make_slots(wanted, master_key, vault_id)
        header = VaultHeader(
            vault_id=vault_id,
            geometry=Geometry(wanted.parity_lanes),
            key_slots=slots,
            locations=(LocationRecord(os.urandom(LOCATION_ID_BYTES), 0),),
        )
        with WriterLock(path) as lock:
            lock.acquire("creating")
            parts = assemble([disk], header, keys, lambda _: None)
            TransactionalStore.create(parts, create_tables)
            parts.bands.close()
            write_headers(disk, header, keys)
            level_times(disk, (*parts.journal.names, *HEADER_NAMES))
        return CreatedVault(vault_id.hex(), text, wanted.kdf)
    finally:
        wipe(master_key)
        keys.wipe()
        disk.close()


def _make_slots(
    wanted: _Wanted, master_key: bytearray, vault_id: bytes
) -> tuple[tuple[KeySlotRecord, ...], str]:
    """The slots that a mode asks for, and the recovery key's text if there is one."""
    device = bytearray()
    key = bytearray()
    try:
        if wanted.device_secrets is not None and wanted.mode is not VaultMode.USER:
            device = secret_of_this_device(wanted.device_secrets, vault_id)
        credentials = [_credential(wanted, device)]
        if wanted.recovery:
            key = bytearray(new_recovery_key())
            credentials.append(RecoveryKey(key))
        slots = tuple(
            create_slot(each.kind, each, master_key, vault_id, wanted.kdf) for each in credentials
        )
        return slots, format_recovery_key(key) if wanted.recovery else ""
    finally:
        wipe(device)
        wipe(key)


def _credential(wanted: _Wanted, device: bytearray) -> SlotCredential:
    if wanted.mode is VaultMode.DEVICE:
        return DeviceSecret(device)
    if wanted.mode is VaultMode.HYBRID:
        return PassphraseAndDevice(wanted.passphrase, device)
    return Passphrase(wanted.passphrase)


def _prepare_folder(path: Path) -> bool:
    """Make the folder unless it is there and empty. Tells whether it was made."""
    try:
        if not path.exists():
            path.mkdir(parents=True, mode=0o700)
            return True
        if not path.is_dir() or any(path.iterdir()):
            raise VaultExistsError(path)
    except OSError as error:
        raise translate_error(str(path), error) from error
    return False


def _remove_traces(path: Path, made_folder: bool) -> None:
    """Take away what a failed creation left; only what it can have made itself."""
    with suppress(OSError, VaultError):
        for name in (*HEADER_NAMES, *(f"{name}.new" for name in HEADER_NAMES)):
            (path / name).unlink(missing_ok=True)
        for journal in path.glob("journal-*"):
            journal.unlink()
        shutil.rmtree(path / BAND_FOLDER, ignore_errors=True)
        if made_folder:
            path.rmdir()
