"""Where this device keeps its secrets: sealed by its TPM, in the desktop's keyring, or in a file.

What a TPM has sealed is no use to whoever takes the disk; what a keyring has is sealed under the
login. A device with neither (a server, a console) keeps the secret in a file that its owner alone
may read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.jobs.remembering import ANSWER_S, PROBE_S, KeyringError, ask_keyring, keyring_backend
from engine.errors import OTHER_TPM, DeviceSecretError, VaultError
from engine.progress import CancelToken
from engine.vault.credentials import (
    AnyOf,
    Credential,
    DeviceSecret,
    DeviceSecretFiles,
    DeviceSecretStore,
    Passphrase,
    PassphraseAndDevice,
    SealedDeviceSecrets,
    device_id,
    has_tpm,
    wipe,
    wipe_credential,
)

if TYPE_CHECKING:
    from engine.vault import SlotInfo, Vault

T = TypeVar("T")

SERVICE = "sigmavault-device"

_SECRET_BYTES = 32


class KeyringDeviceSecrets:
    """A `DeviceSecretStore` in the desktop's keyring."""

    def get(self, vault_id: bytes) -> bytearray | None:
        """The secret for a vault, for the caller to wipe; None if there is none.

        Raises:
            DeviceSecretError: The keyring could not be asked, or holds something else.
        """
        text = _asked(lambda: keyring_backend().get_password(SERVICE, vault_id.hex()), "unreadable")
        if text is None:
            return None
        try:
            secret = bytearray.fromhex(text)
        except ValueError:
            # Not chained: the cause would carry what was kept into a traceback.
            raise DeviceSecretError("damaged") from None
        if len(secret) != _SECRET_BYTES:
            raise DeviceSecretError("damaged")
        return secret

    def put(self, vault_id: bytes, secret: bytes | bytearray) -> None:
        """Keep a secret.

        Raises:
            DeviceSecretError: The keyring refused.
        """
        text = secret.hex()
        _asked(
            lambda: keyring_backend().set_password(SERVICE, vault_id.hex(), text),
            "not-kept",
            undo=lambda: keyring_backend().delete_password(SERVICE, vault_id.hex()),
        )

    def remove(self, vault_id: bytes) -> None:
        """Keep a secret no longer.

        Raises:
            DeviceSecretError: It is still there.
        """

        def ask() -> None:
            backend = keyring_backend()
            if backend.get_password(SERVICE, vault_id.hex()) is not None:
                backend.delete_password(SERVICE, vault_id.hex())

        _asked(ask, "not-removed")


class DeviceSecrets:
    """Keeps a new secret in the best place that there is, and finds it in whichever it is."""

    def __init__(
        self, files: DeviceSecretStore | None = None, sealed: DeviceSecretStore | None = None
    ) -> None:
        self._files = files if files is not None else DeviceSecretFiles()
        self._sealed = sealed if sealed is not None else SealedDeviceSecrets()
        self._keyring = KeyringDeviceSecrets()

    def get(self, vault_id: bytes) -> bytearray | None:
        """The secret for a vault, for the caller to wipe; None if there is none.

        Raises:
            DeviceSecretError: It could not be read.
        """
        secret = self._files.get(vault_id) or self._sealed.get(vault_id)
        if secret is None and has_keyring():
            secret = self._keyring.get(vault_id)
        return secret

    def put(self, vault_id: bytes, secret: bytes | bytearray) -> None:
        """Keep a secret, in one place.

        Raises:
            DeviceSecretError: No place took it.
        """
        places = [self._sealed] if has_tpm() else []
        places += [self._keyring] if has_keyring() else []
        for place in places:
            try:
                place.put(vault_id, secret)
            except DeviceSecretError:
                continue  # it refuses, is locked, or does not answer; another one does
            self._files.remove(vault_id)  # which would be found first
            if place is not self._sealed:
                self._sealed.remove(vault_id)
            return
        self._sealed.remove(vault_id)
        self._files.put(vault_id, secret)

    def remove(self, vault_id: bytes) -> None:
        """Keep a secret no longer, in any place.

        Raises:
            DeviceSecretError: It is still there.
        """
        self._files.remove(vault_id)
        self._sealed.remove(vault_id)
        if has_keyring():
            self._keyring.remove(vault_id)


def device_secret_store() -> DeviceSecretStore:
    """Where this device keeps its secrets."""
    return DeviceSecrets()


# -- which vaults it opens ------------------------------------------------------------------------


class Openable(Protocol):
    """What is known of a vault before it is unlocked; nobody has vouched for it."""

    @property
    def vault_id(self) -> str:
        """In hexadecimal digits."""

    @property
    def slots(self) -> tuple[SlotInfo, ...]:
        """Its ways in."""


def secret_for(known: Openable) -> bytearray | None:
    """This device's secret for a vault; no keyring is asked where no slot takes one.

    Raises:
        DeviceSecretError: It cannot be read.
    """
    if all(slot.device is None for slot in known.slots):
        return None
    return device_secret_store().get(bytes.fromhex(known.vault_id))


def takes_secret(slot: SlotInfo, vault_id: str, secret: bytearray) -> bool:
    """Whether a slot of a vault takes this device's secret."""
    return slot.device == device_id(secret, bytes.fromhex(vault_id)).hex()


def opens_alone(known: Openable, secret: bytearray) -> bool:
    """Whether this device's secret opens a vault, and nothing else is needed."""
    return any(
        slot.kind == "device" and takes_secret(slot, known.vault_id, secret) for slot in known.slots
    )


def opener_of(known: Openable) -> DeviceSecret | None:
    """What opens a vault without asking anybody, if this device does.

    Raises:
        DeviceSecretError: The device's secret cannot be read.
    """
    secret = secret_for(known)
    if secret is None:
        return None
    if opens_alone(known, secret):
        return DeviceSecret(secret)
    wipe(secret)
    return None


def device_opens(path: Path) -> DeviceSecret | None:
    """The same of the vault at a place.

    Raises:
        DeviceSecretError: The device's secret cannot be read.
        VaultError: The vault's header cannot be read.
    """
    from engine.vault import read_info

    return opener_of(read_info(path))


def known_at(vault: Path) -> Openable | None:
    """A vault's ways in, or None where its header cannot be read: whoever unlocks it says why."""
    from engine.vault import read_info

    try:
        return read_info(vault)
    except VaultError:
        return None


def known_in(header_file: Path) -> Openable | None:
    """The ways in of a saved header; None as above."""
    from engine.vault import saved_header

    try:
        return saved_header(header_file)
    except (VaultError, OSError):
        return None


def with_this_device(known: Openable | None, credential: Credential) -> Credential:
    """A passphrase by itself and together with this device, where the vault has slots for that.

    A device's secret that cannot be read keeps nobody out who does not need it.
    """
    if known is None or not isinstance(credential, Passphrase):
        return credential
    try:
        secret = secret_for(known)
    except DeviceSecretError:
        return credential
    if secret is None:
        return credential
    return AnyOf((credential, PassphraseAndDevice(credential.secret, secret)))


@contextmanager
def presented(known: Openable | None, typed: Callable[[], Credential]) -> Iterator[Credential]:
    """What was typed, with this device as above; it is wiped when it has been tried."""
    credential = with_this_device(known, typed())
    try:
        yield credential
    finally:
        wipe_credential(credential)


def forget_unused_secret(vault: Vault, removed: SlotInfo) -> None:
    """Let this device forget its secret, once no slot of the vault takes it any more.

    Raises:
        DeviceSecretError: It is still kept.
    """
    if removed.device is None or any(slot.device == removed.device for slot in vault.key_slots()):
        return
    store = device_secret_store()
    vault_id = bytes.fromhex(vault.vault_id)
    try:
        secret = store.get(vault_id)
    except DeviceSecretError as error:
        if error.reason != OTHER_TPM:
            raise
        return  # nothing here can tell whose it is, and it opens nothing
    if secret is not None and takes_secret(removed, vault.vault_id, secret):
        store.remove(vault_id)


# -- keyrings -------------------------------------------------------------------------------------


def has_keyring() -> bool:
    """Whether there is a keyring that we would trust; it is asked for nothing."""
    try:
        ask_keyring(keyring_backend, CancelToken(), PROBE_S)
    except KeyringError:
        return False
    return True


def _asked(ask: Callable[[], T], trouble: str, undo: Callable[[], object] | None = None) -> T:
    try:
        return ask_keyring(ask, CancelToken(), ANSWER_S, undo)
    except KeyringError as error:
        raise DeviceSecretError(trouble) from error
