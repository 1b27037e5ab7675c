"""What is to open a key slot that is being set, as the command line says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import manner_of
from app.cli.secrets import SecretSource

if TYPE_CHECKING:
    from engine.vault import SlotInfo, Vault
    from engine.vault.credentials import SlotCredential

KINDS = (
    "passphrase",
    "passphrase+device",
    "device",
    "passphrase+keyfile",
    "keyfile",
    "passphrase+fido2",
    "fido2",
)
"""What `keys add` can make; a recovery key is made by `keys recovery`."""

MIN_ID_CHARACTERS = 4
"""So much of a slot's id is enough to name it, where it is no other's beginning."""


@dataclass(frozen=True, slots=True)
class NewCredential:
    """Where the parts of it come from."""

    passphrase: SecretSource
    keyfile: Path | None = None
    pin: SecretSource = field(default_factory=SecretSource)
    """Of a security key."""

    def check(self, kind: str) -> None:
        """Refuse what a kind cannot use or lacks, before work is done.

        Raises:
            click.UsageError: Something is missing, too much, or cannot be asked for.
        """
        if kind.startswith("passphrase"):
            self.passphrase.check()
        elif self.passphrase.given:
            raise click.UsageError(f"A key slot of the kind {kind} takes no passphrase.")
        if kind.endswith("keyfile") and self.keyfile is None:
            raise click.UsageError("Say by --new-keyfile which file it is.")
        if not kind.endswith("keyfile") and self.keyfile is not None:
            raise click.UsageError(f"A key slot of the kind {kind} takes no keyfile.")
        if not kind.endswith("fido2") and self.pin.given:
            raise click.UsageError(f"A key slot of the kind {kind} takes no security key.")

    def read(self, kind: str, vault: Vault) -> SlotCredential:
        """The credential, asked for where it has to be.

        A device that has no secret for the vault yet gets one.

        Raises:
            click.UsageError: As `check`.
            InvalidKeyfileError: The keyfile is none.
            DeviceSecretError: The device's secret cannot be kept or read.
            SecurityKeyError: The security key is not there or did not answer.
        """
        from app.jobs import security_keys
        from engine.vault import credentials

        self.check(kind)
        if kind == "passphrase":
            return credentials.Passphrase(self.passphrase.read_new())
        if kind == "passphrase+device":
            passphrase = self.passphrase.read_new()
            return credentials.PassphraseAndDevice(passphrase, _secret_of_device(vault))
        if kind == "device":
            return credentials.DeviceSecret(_secret_of_device(vault))
        if kind in security_keys.KINDS:
            manner = manner_of(self.pin)
            if kind == security_keys.ALONE:
                return security_keys.enrolled(manner, None)
            return security_keys.enrolled(manner, self.passphrase.read_new())
        if self.keyfile is None:
            raise click.UsageError(f"A key slot of the kind {kind} is not set by this command.")
        keyfile = credentials.read_keyfile(self.keyfile)
        if kind == "keyfile":
            return credentials.Keyfile(keyfile)
        return credentials.PassphraseAndKeyfile(self.passphrase.read_new(), keyfile)


def _secret_of_device(vault: Vault) -> bytearray:
    from app.jobs.device_secrets import device_secret_store
    from engine.vault.credentials import secret_of_this_device

    return secret_of_this_device(device_secret_store(), bytes.fromhex(vault.vault_id))


def find_slot(slots: tuple[SlotInfo, ...], name: str) -> SlotInfo:
    """The slot that somebody means: by its label, its id, or the id's beginning.

    Raises:
        KeySlotError: There is none, or there are several.
    """
    from engine.errors import KeySlotError

    by_id = [
        slot
        for slot in slots
        if len(name) >= MIN_ID_CHARACTERS and slot.slot_id.startswith(name.lower())
    ]
    found = [slot for slot in slots if slot.label == name] or by_id
    if len(found) != 1:
        raise KeySlotError(name, "several-slots" if found else "no-slot")
    return found[0]
