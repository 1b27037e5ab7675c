"""What opens a vault, as the command line says it, or as the vault and this device suggest it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.output import note
from app.cli.secrets import SecretSource, ask, first_line_of_file, pin_asker, require_terminal
from app.text.errors import explain
from engine.errors import DeviceSecretError, SecurityKeyError

if TYPE_CHECKING:
    from app.cli.second_lock import SecondSource
    from app.jobs.device_secrets import Openable
    from engine.vault import SlotInfo
    from engine.vault.credentials import Credential, Manner, RecoveryKey, SlotCredential

_WITH_KEYFILE = "passphrase+keyfile"
PIN_LABEL = "PIN of the security key"


@dataclass(frozen=True, slots=True)
class CredentialSource:
    """What opens a vault: a passphrase unless the command line says otherwise."""

    passphrase: SecretSource
    recovery_file: Path | None = None
    recovery: bool = False
    keyfile: Path | None = None
    device: bool = False
    """This device by itself."""
    security_key: bool = False
    pin: SecretSource = field(default_factory=SecretSource)
    """Of the security key."""
    accept_rollback: bool = False
    """A copy that is older than this device remembers is meant to be there."""
    read_only: bool = False
    """Such a copy may be looked at."""
    second: SecondSource | None = None
    """Second locks that are to be opened with the vault."""

    @property
    def given(self) -> bool:
        """Whether the command line names any credential at all."""
        by_recovery = self.recovery_file is not None or self.recovery
        by_thing = self.keyfile is not None or self.device or self.security_key
        return self.passphrase.given or by_recovery or by_thing

    def check(self) -> None:
        """Refuse what contradicts itself, before work is done."""
        if self.keyfile is not None and self.security_key:
            raise click.UsageError("No key slot takes a keyfile and a security key.")
        if self.pin.given and not self.security_key:
            raise click.UsageError("--pin-file is the PIN of a security key; add --security-key.")
        own = self.passphrase.given or self.keyfile is not None or self.security_key
        kinds = (own, self.recovery_file is not None, self.recovery, self.device)
        if sum(kinds) > 1:
            raise click.UsageError(
                "Give one of these: a passphrase, keyfile or security key, a recovery key, or --device."
            )
        self.passphrase.check_one_source()
        if self.second is not None:
            self.second.check()

    def read(self, known: Openable | None) -> Credential:
        """What is to be tried, asked for where it has to be.

        Args:
            known: The vault's slots, where they can be read: what they do not take is not asked for.

        Raises:
            click.UsageError: Something would have to be asked for and there is no terminal.
            WrongKeyError: The recovery key has a typing error.
            InvalidKeyfileError: The keyfile is none.
            DeviceSecretError: `--device`, and this device has no secret for the vault.
            SecurityKeyError: The security key is not there or did not answer.
        """
        from engine.vault.credentials import DeviceSecret, disable_core_dumps

        self.check()
        disable_core_dumps()
        if self.recovery_file is not None or self.recovery:
            return self._read_recovery_key()
        if self.keyfile is not None:
            return _any_of(self._with_keyfile(self.keyfile, known))
        if self.security_key:
            return self._with_security_key(known)
        device = self._device_secret(known)
        if self.device and device is None:
            raise DeviceSecretError("no-secret")
        if device is not None and (self.device or self._opens_alone(known, device)):
            return DeviceSecret(device)
        return _any_of(self._with_passphrase(device))

    def _read_recovery_key(self) -> RecoveryKey:
        from engine.vault.credentials import RecoveryKey, parse_recovery_key

        if self.recovery_file is not None:
            text = first_line_of_file(self.recovery_file, "Recovery key")
        else:
            require_terminal("--recovery-key-file")
            text = ask("Recovery key")
        return RecoveryKey(parse_recovery_key(text))

    def _with_keyfile(self, path: Path, known: Openable | None) -> Iterable[SlotCredential]:
        """The keyfile by itself, and with a passphrase where the vault takes that or one is given."""
        from engine.vault.credentials import Keyfile, PassphraseAndKeyfile, read_keyfile

        keyfile = read_keyfile(path)
        yield Keyfile(keyfile)
        kinds = {slot.kind for slot in known.slots} if known is not None else {_WITH_KEYFILE}
        if self.passphrase.given or (_WITH_KEYFILE in kinds and "keyfile" not in kinds):
            yield PassphraseAndKeyfile(self.passphrase.read(), keyfile)

    def _with_security_key(self, known: Openable | None) -> SlotCredential:
        """The answer of the security key, and a passphrase where its slot takes one."""
        from app.jobs.security_keys import answered

        if known is None:
            raise SecurityKeyError("other-key")
        return answered(known, manner_of(self.pin), self.passphrase.read)

    def _with_passphrase(self, device: bytearray | None) -> Iterable[SlotCredential]:
        from engine.vault.credentials import Passphrase, PassphraseAndDevice

        passphrase = self.passphrase.read()
        yield Passphrase(passphrase)
        if device is not None:
            yield PassphraseAndDevice(passphrase, device)

    def _device_secret(self, known: Openable | None) -> bytearray | None:
        """This device's secret for the vault; its trouble is no reason not to ask for a passphrase."""
        from app.jobs.device_secrets import secret_for

        if known is None:
            return None
        try:
            return secret_for(known)
        except DeviceSecretError as error:
            if self.device:
                raise
            note(f"sigmavault: {explain(error).sentence}")
            return None

    def _opens_alone(self, known: Openable | None, device: bytearray) -> bool:
        """Whether the vault has a slot for this device by itself, and nobody asked for another."""
        from app.jobs.device_secrets import opens_alone

        return known is not None and not self.passphrase.given and opens_alone(known, device)


def manner_of(pin: SecretSource) -> Manner:
    """How a person takes part who sits at a terminal."""
    from engine.progress import CancelToken
    from engine.vault.credentials import Manner

    return Manner(
        pin_asker(pin), lambda: note("sigmavault: Touch the security key."), CancelToken()
    )


def _any_of(credentials: Iterable[SlotCredential]) -> Credential:
    from engine.vault.credentials import AnyOf

    several = tuple(credentials)
    return several[0] if len(several) == 1 else AnyOf(several)


def takes_passphrase(slot: SlotInfo) -> bool:
    """Whether a passphrase is part of what opens a slot."""
    return "passphrase" in slot.kind.split("+")
