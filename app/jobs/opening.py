"""Looking for a vault, creating it, unlocking it, locking it."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import DeviceSecretError, MountError, VaultError
from engine.progress import CancelToken, Report
from engine.types import OnRollback, VaultMode

if TYPE_CHECKING:
    from engine.mount import MountSession
    from engine.vault import CreatedVault, Vault, VaultInfo
    from engine.vault.credentials import Credential as AnyCredential
    from engine.vault.credentials import KdfParameters, Passphrase, RecoveryKey

Credential = Callable[[CancelToken], "AnyCredential"]
"""Makes what opens a vault, in the worker; it is wiped when it has been tried."""

HEADER_NAME = "vault.sigma"
"""The file in a vault's folder that a user may drop or double-click in the folder's place."""


class Presence(enum.Enum):
    """What lies at a vault's place."""

    PRESENT = "present"
    MISSING = "missing"
    DAMAGED = "damaged"
    ELSEWHERE = "elsewhere"
    """Another process of this user serves it as a mount."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a look at a vault's place found."""

    presence: Presence
    mountpoint: Path | None = None
    error: VaultError | None = None


def folder_of_vault(path: Path) -> Path:
    """The vault's folder, given it or its header file."""
    return path.parent if path.name.startswith(HEADER_NAME) else path


def look(
    path: Path, own_mountpoint: Path | None, _cancel: CancelToken, _report: Report
) -> Sighting:
    """See whether a vault is there, without a key; clear away what a killed application has left.

    Args:
        path: The vault's folder.
        own_mountpoint: The folder that we make when we mount it, and remove afterwards; None when
            the user chose one.
    """
    from app.jobs.mounting import remove_folder
    from engine.errors import NotAVaultError
    from engine.mount import find_record
    from engine.vault import read_info

    record = find_record(path)  # clears dead mounts
    if record is not None and record.dedicated:
        return Sighting(Presence.ELSEWHERE, record.mountpoint)
    if record is None and own_mountpoint is not None:
        remove_folder(own_mountpoint)
    try:
        read_info(path)
    except NotAVaultError as error:
        return Sighting(Presence.MISSING, error=error)
    except VaultError as error:
        return Sighting(Presence.DAMAGED, error=error)
    return Sighting(Presence.PRESENT)


def recognise(path: Path, _cancel: CancelToken, _report: Report) -> VaultInfo:
    """Check that a folder (or the header file in it) is a vault.

    Raises:
        NotAVaultError, HeaderDamagedError, UnsupportedVersionError: It is none, or no use.
    """
    from engine.vault import read_info

    return read_info(folder_of_vault(path).resolve())


@dataclass(frozen=True, slots=True)
class CreateRequest:
    """A vault to be."""

    path: Path
    passphrase: str = field(repr=False)
    parity_lanes: int = 2
    unlock_time_s: float = 1.0
    kdf: KdfParameters | None = None
    """None calibrates it to `unlock_time_s` on this machine."""
    mode: VaultMode = VaultMode.USER
    """What opens it, beside the recovery key; a passphrase that nothing would take is left out."""


def create(request: CreateRequest, _cancel: CancelToken, _report: Report) -> CreatedVault:
    """Create a vault. Not to be cancelled on the way: it takes seconds, and fails clean.

    Raises:
        VaultExistsError, DeviceSecretError, NoSpaceError, MediumError: Nothing was made.
    """
    from app.jobs.device_secrets import device_secret_store
    from engine.vault import create_vault
    from engine.vault.credentials import normalise_passphrase, wipe

    by_device = request.mode is VaultMode.DEVICE
    passphrase = bytearray() if by_device else normalise_passphrase(request.passphrase)
    try:
        return create_vault(
            request.path,
            passphrase,
            mode=request.mode,
            device_secrets=None if request.mode is VaultMode.USER else device_secret_store(),
            parity_lanes=request.parity_lanes,
            kdf=request.kdf,
            kdf_time_s=request.unlock_time_s,
        )
    finally:
        wipe(passphrase)


def passphrase_of(text: str) -> Callable[[CancelToken], Passphrase]:
    """A passphrase as it was typed; what it means is worked out in the worker."""

    def make(_cancel: CancelToken) -> Passphrase:
        from engine.vault.credentials import Passphrase, normalise_passphrase

        return Passphrase(normalise_passphrase(text))

    return make


def recovery_key_of(text: str) -> Callable[[CancelToken], RecoveryKey]:
    """A recovery key as it was typed."""

    def make(_cancel: CancelToken) -> RecoveryKey:
        from engine.vault.credentials import RecoveryKey, parse_recovery_key

        return RecoveryKey(parse_recovery_key(text))

    return make


def recovery_words_of(key: str) -> str:
    """The same recovery key in words."""
    from engine.vault.credentials import recovery_words

    return recovery_words(key)


def keyfile_of(file: Path, passphrase: str) -> Credential:
    """A keyfile, by itself and, if one was typed, with a passphrase.

    What it returns raises InvalidKeyfileError if the file is none.
    """

    def make(_cancel: CancelToken) -> AnyCredential:
        from engine.vault import credentials as kinds

        keyfile = kinds.read_keyfile(file)
        alone = kinds.Keyfile(keyfile)
        if not passphrase:
            return alone
        both = kinds.PassphraseAndKeyfile(kinds.normalise_passphrase(passphrase), keyfile)
        return kinds.AnyOf((both, alone))

    return make


def device_of(vault: Path) -> Credential:
    """This device, for a vault that it opens without a question.

    What it returns raises DeviceSecretError if it does not any more.
    """

    def make(_cancel: CancelToken) -> AnyCredential:
        from app.jobs.device_secrets import device_opens

        found = device_opens(vault)
        if found is None:
            raise DeviceSecretError("no-secret")
        return found

    return make


def security_key_of(vault: Path, pin: str, passphrase: str) -> Credential:
    """The security key that is plugged in, once it was touched; with a passphrase if it takes one.

    What it returns raises SecurityKeyError, WrongKeyError or CancelledError if it does not open it.
    """

    def make(cancel: CancelToken) -> AnyCredential:
        from app.jobs.security_keys import answered, manner_of
        from engine.vault import read_info
        from engine.vault.credentials import normalise_passphrase

        def typed() -> bytearray | None:
            return normalise_passphrase(passphrase) if passphrase else None

        return answered(read_info(vault), manner_of(pin, cancel), typed)

    return make


@dataclass(frozen=True, slots=True)
class Means:
    """What may be offered to a vault, by its header, for which nobody has vouched yet."""

    passphrase: bool = True
    keyfile: bool = False
    keyfile_with_passphrase: bool = False
    this_device: bool = False
    """It opens the vault without a question."""
    security_key: bool = False
    security_key_with_passphrase: bool = False


def means(path: Path, _cancel: CancelToken, _report: Report) -> Means:
    """See what a vault's slots take. One that cannot be read takes a passphrase: trying says more."""
    from app.jobs import security_keys
    from app.jobs.device_secrets import known_at, opener_of
    from engine.vault.credentials import wipe_credential

    known = known_at(path)
    kinds = {slot.kind for slot in known.slots} if known is not None else set()
    try:
        device = opener_of(known) if known is not None and "device" in kinds else None
    except DeviceSecretError:  # a keyring that does not answer keeps nobody from the other ways
        device = None
    if device is not None:
        wipe_credential(device)
    return Means(
        passphrase=not kinds or not kinds.isdisjoint(("passphrase", "passphrase+device")),
        keyfile=not kinds.isdisjoint(("keyfile", "passphrase+keyfile")),
        keyfile_with_passphrase="passphrase+keyfile" in kinds,
        this_device=device is not None,
        security_key=not kinds.isdisjoint(security_keys.KINDS),
        security_key_with_passphrase=security_keys.WITH_PASSPHRASE in kinds,
    )


def unlock(
    path: Path,
    credential: Credential,
    read_only: bool,
    on_rollback: OnRollback,
    cancel: CancelToken,
    _report: Report,
) -> Vault:
    """Unlock a vault.

    Raises:
        WrongKeyError, VaultBusyError, DamageError: It stays locked.
        RollbackError: It is older than this device remembers; nothing was written to it.
        CancelledError: Somebody lost patience while the key was derived; it is locked again.
    """
    from app.jobs.device_secrets import known_at, presented
    from engine.health import keep_rekeyed, keep_scrubbed
    from engine.vault import Vault

    with presented(known_at(path), lambda: credential(cancel)) as offered:
        vault = Vault.unlock(
            path,
            offered,
            read_only=read_only,
            purpose="open in SigmaVault",
            on_rollback=on_rollback,
        )
    try:
        cancel.check()
    except VaultError:
        vault.lock()
        raise
    keep_scrubbed(vault)
    keep_rekeyed(vault)
    return vault


@dataclass(frozen=True, slots=True)
class Locked:
    """A vault was locked; `error` says what could not be made durable before."""

    error: VaultError | None = None


def lock(
    vault: Vault,
    mount: MountSession | None,
    lent: MountSession | None,
    force: bool,
    _cancel: CancelToken,
    _report: Report,
) -> Locked:
    """Unmount a vault if it is mounted, for the user or for a drag, and lock it.

    Raises:
        MountBusyError: Programs use the mount, and not `force`: the vault stays open.
    """
    from app.jobs.lending import take_back
    from app.jobs.mounting import take_away

    if lent is not None:
        take_back(lent, force)
    if mount is not None:
        try:
            take_away(mount, force)
        except MountError:
            if not force:
                raise
        except VaultError:
            pass  # the mount has ended; locking says once more what did not become durable
    try:
        vault.lock()
    except VaultError as error:
        return Locked(error)
    return Locked()
