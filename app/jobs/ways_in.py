"""The ways to open a vault: listed, added, named, exchanged and revoked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.vault import SlotInfo, Vault
    from engine.vault.credentials import SlotCredential

MOST_WAYS = 8


@dataclass(frozen=True, slots=True)
class Way:
    """One way to open the vault."""

    slot_id: str
    kind: str
    label: str
    created: dt.date | None
    is_known: bool
    """Whether this program can open it; a later one may have made it."""
    is_used: bool
    """Whether the vault was opened by it this time."""
    is_here: bool
    """Whether it takes the secret of this device."""


@dataclass(frozen=True, slots=True)
class WaysIn:
    """All ways, and whether they may be changed."""

    ways: tuple[Way, ...]
    is_read_only: bool
    is_moving: bool
    """Whether the vault is moving to a new master key."""


@dataclass(frozen=True, slots=True)
class NewWay:
    """What somebody wants to open the vault with."""

    kind: str
    passphrase: str = field(default="", repr=False)
    keyfile: Path | None = None
    label: str = ""
    pin: str = field(default="", repr=False)
    """Of a security key."""


@dataclass(frozen=True, slots=True)
class NewRecoveryKey:
    """Shown once."""

    text: str = field(repr=False)
    words: str = field(repr=False)
    vault_id: str
    ways: WaysIn


def survey(vault: Vault, _cancel: CancelToken, _report: Report) -> WaysIn:
    """The ways as they are."""
    from app.jobs.device_secrets import secret_for, takes_secret
    from engine.errors import DeviceSecretError
    from engine.vault.credentials import wipe

    slots = vault.key_slots()
    try:
        secret = secret_for(KnownWays(vault.vault_id, slots))
    except DeviceSecretError:
        secret = None
    here = {
        slot.slot_id
        for slot in slots
        if secret is not None and takes_secret(slot, vault.vault_id, secret)
    }
    if secret is not None:
        wipe(secret)
    ways = tuple(
        Way(
            slot.slot_id, slot.kind, slot.label, slot.created, slot.known,
            slot.slot_id == vault.opened_by, slot.slot_id in here,
        )
        for slot in slots
    )  # fmt: skip
    return WaysIn(ways, vault.read_only, vault.rekey_under_way)


def add(vault: Vault, new: NewWay, cancel: CancelToken, report: Report) -> WaysIn:
    """Add a way.

    Raises:
        KeySlotError, InvalidKeyfileError, DeviceSecretError, SecurityKeyError: The ways are what
            they were.
        CancelledError: Somebody lost patience.
    """
    with _new_credential(vault, new, cancel) as credential:
        vault.add_key_slot(credential, new.label)
    return survey(vault, cancel, report)


def change(vault: Vault, slot_id: str, new: NewWay, cancel: CancelToken, report: Report) -> WaysIn:
    """Exchange what a way takes for something else of its kind; raises as `add` does."""
    with _new_credential(vault, new, cancel) as credential:
        vault.change_key_slot(slot_id, credential)
    return survey(vault, cancel, report)


def rename(vault: Vault, slot_id: str, label: str, cancel: CancelToken, report: Report) -> WaysIn:
    """Give a way another name.

    Raises:
        KeySlotError: Not this one.
    """
    vault.rename_key_slot(slot_id, label)
    return survey(vault, cancel, report)


def remove(vault: Vault, slot_id: str, cancel: CancelToken, report: Report) -> WaysIn:
    """Revoke a way, after the person was warned.

    Raises:
        KeySlotError: It is the last one.
        DeviceSecretError: It is revoked, and this device still keeps its secret for it.
    """
    from app.jobs.device_secrets import forget_unused_secret

    forget_unused_secret(vault, vault.remove_key_slot(slot_id, force=True))
    return survey(vault, cancel, report)


def new_recovery_key(vault: Vault, cancel: CancelToken, report: Report) -> NewRecoveryKey:
    """Make a recovery key; the one before opens nothing any more."""
    from engine.vault.credentials import recovery_words

    text = vault.new_recovery_key()
    return NewRecoveryKey(text, recovery_words(text), vault.vault_id, survey(vault, cancel, report))


@dataclass(frozen=True, slots=True)
class KnownWays:
    """A vault's ways in, as `device_secrets` asks for them."""

    vault_id: str
    slots: tuple[SlotInfo, ...]


@contextmanager
def _new_credential(vault: Vault, new: NewWay, cancel: CancelToken) -> Iterator[SlotCredential]:
    """What somebody gave, for as long as it is needed; wiped whatever becomes of it."""
    from engine.vault.credentials import wipe_credential

    credential = _credential(vault, new, cancel)
    try:
        cancel.check()
        yield credential
    finally:
        wipe_credential(credential)


def _credential(vault: Vault, new: NewWay, cancel: CancelToken) -> SlotCredential:
    from app.jobs import security_keys
    from app.jobs.device_secrets import device_secret_store
    from engine.vault import credentials as kinds

    passphrase = kinds.normalise_passphrase(new.passphrase) if new.passphrase else bytearray()
    if new.kind in ("device", "passphrase+device"):
        vault_id = bytes.fromhex(vault.vault_id)
        secret = kinds.secret_of_this_device(device_secret_store(), vault_id)
        if new.kind == "device":
            return kinds.DeviceSecret(secret)
        return kinds.PassphraseAndDevice(passphrase, secret)
    if new.kind in security_keys.KINDS:
        manner = security_keys.manner_of(new.pin, cancel)
        return security_keys.enrolled(
            manner, None if new.kind == security_keys.ALONE else passphrase
        )
    if new.keyfile is not None:
        keyfile = kinds.read_keyfile(new.keyfile)
        if new.kind == "keyfile":
            return kinds.Keyfile(keyfile)
        return kinds.PassphraseAndKeyfile(passphrase, keyfile)
    return kinds.Passphrase(passphrase)
