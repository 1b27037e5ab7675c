"""What somebody has to open a vault with: secrets, each kind of key slot with those that it takes.

    kind                  Argon2id of           and, beside it, in this order
    passphrase            passphrase            -
    recovery              recovery key          -
    passphrase+device     passphrase            device: the device secret
    device                device secret         -
    keyfile               keyfile               -
    passphrase+keyfile    passphrase            keyfile: the keyfile's digest
    fido2                 key's answer          -
    passphrase+fido2      passphrase            fido2: the key's answer

Nothing here is text: passphrases come from `normalise_passphrase`, recovery keys from
`parse_recovery_key`, keyfiles from `read_keyfile`, device secrets from a `DeviceSecretStore`, the
answers of security keys from `engine.medium.security_keys`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from engine.constants import DEVICE_ID_BYTES
from engine.format.header import KeySlotKind, KeySlotRecord, Parameters
from engine.keys.hkdf import Secret, expand
from engine.keys.memory import wipe

DEVICE_PARAMETER = "device"
"""Parameter of a slot that takes a device secret: which one it is, without telling it."""

FIDO2_PARAMETER = "fido2"
"""Parameter of a slot that takes a security key's answer: what to ask which key."""

_DEVICE_ID = b"sigmavault 1 device id"

Further: TypeAlias = tuple[tuple[bytes, Secret], ...]
"""Secrets beside the one that is hardened, by the names under which they are mixed in."""


def device_id(secret: Secret, vault_id: bytes) -> bytes:
    """Name a device secret for one vault; tells nothing of it, nor of its use elsewhere.

    HKDF-Expand-SHA256 (RFC 5869, section 2.3) of 32 uniformly random bytes.
    """
    return bytes(expand(secret, _DEVICE_ID + vault_id, DEVICE_ID_BYTES))


class _Credential:
    """What the kinds have that say nothing else."""

    __slots__ = ()

    @property
    def further(self) -> Further:
        """Secrets beside the one that is hardened."""
        return ()

    def parameters(self, vault_id: bytes) -> Parameters:  # noqa: ARG002
        """What a slot that it opens says of itself to everybody."""
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class Passphrase(_Credential):
    """What a person knows: the bytes that `normalise_passphrase` gives."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.PASSPHRASE


@dataclass(frozen=True, slots=True, eq=False)
class RecoveryKey(_Credential):
    """What a person keeps: the 32 bytes that `parse_recovery_key` gives."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.RECOVERY


@dataclass(frozen=True, slots=True, eq=False)
class Keyfile(_Credential):
    """A file that a person has: the 32 bytes that `read_keyfile` gives."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.KEYFILE


@dataclass(frozen=True, slots=True, eq=False)
class DeviceSecret(_Credential):
    """What a device keeps: 32 random bytes of a `DeviceSecretStore`."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.DEVICE

    def parameters(self, vault_id: bytes) -> Parameters:
        """Which device secret it is."""
        return ((DEVICE_PARAMETER, device_id(self.secret, vault_id)),)


@dataclass(frozen=True, slots=True, eq=False)
class PassphraseAndDevice(_Credential):
    """What a person knows, on a device that keeps a secret: neither alone is any use."""

    secret: bytes | bytearray = field(repr=False)
    """The passphrase."""
    device: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.PASSPHRASE_AND_DEVICE

    @property
    def further(self) -> Further:
        """The device secret."""
        return ((b"device", self.device),)

    def parameters(self, vault_id: bytes) -> Parameters:
        """Which device secret it is."""
        return ((DEVICE_PARAMETER, device_id(self.device, vault_id)),)


@dataclass(frozen=True, slots=True, eq=False)
class PassphraseAndKeyfile(_Credential):
    """What a person knows and a file that they have: neither alone is any use."""

    secret: bytes | bytearray = field(repr=False)
    """The passphrase."""
    keyfile: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.PASSPHRASE_AND_KEYFILE

    @property
    def further(self) -> Further:
        """The keyfile's digest."""
        return ((b"keyfile", self.keyfile),)


@dataclass(frozen=True, slots=True, eq=False)
class SecurityKey(_Credential):
    """A FIDO2 security key that a person has: its answer to what the slot asks, 32 bytes."""

    secret: bytes | bytearray = field(repr=False)
    handle: bytes | bytearray
    """What it was asked: the slot's parameter."""
    kind: ClassVar[KeySlotKind] = KeySlotKind.FIDO2

    def parameters(self, vault_id: bytes) -> Parameters:  # noqa: ARG002
        """What to ask which key."""
        return ((FIDO2_PARAMETER, bytes(self.handle)),)


@dataclass(frozen=True, slots=True, eq=False)
class PassphraseAndSecurityKey(_Credential):
    """What a person knows and a security key that they have: neither alone is any use."""

    secret: bytes | bytearray = field(repr=False)
    """The passphrase."""
    answer: bytes | bytearray = field(repr=False)
    """The key's answer."""
    handle: bytes | bytearray
    """What it was asked: the slot's parameter."""
    kind: ClassVar[KeySlotKind] = KeySlotKind.PASSPHRASE_AND_FIDO2

    @property
    def further(self) -> Further:
        """The key's answer."""
        return ((b"fido2", self.answer),)

    def parameters(self, vault_id: bytes) -> Parameters:  # noqa: ARG002
        """What to ask which key."""
        return ((FIDO2_PARAMETER, bytes(self.handle)),)


SlotCredential: TypeAlias = (
    Passphrase
    | RecoveryKey
    | Keyfile
    | DeviceSecret
    | SecurityKey
    | PassphraseAndDevice
    | PassphraseAndKeyfile
    | PassphraseAndSecurityKey
)
"""What opens one kind of slot."""

WithPassphrase: TypeAlias = (
    Passphrase | PassphraseAndDevice | PassphraseAndKeyfile | PassphraseAndSecurityKey
)
"""Those of which a passphrase is the secret that is hardened."""


@dataclass(frozen=True, slots=True, eq=False)
class AnyOf:
    """Several things that may open a vault; every slot that one of them fits is tried."""

    credentials: tuple[SlotCredential, ...]


Credential: TypeAlias = SlotCredential | AnyOf


def credentials_in(credential: Credential) -> tuple[SlotCredential, ...]:
    """Each of them by itself."""
    return credential.credentials if isinstance(credential, AnyOf) else (credential,)


def wipe_credential(credential: Credential) -> None:
    """Overwrite the secrets, as far as whoever made it gave us buffers that can be."""
    for each in credentials_in(credential):
        for secret in (each.secret, *(secret for _, secret in each.further)):
            if isinstance(secret, bytearray | memoryview):
                wipe(secret)


def fits(slot: KeySlotRecord, credential: SlotCredential, vault_id: bytes) -> bool:
    """Whether a slot is to be tried: its kind, and what it says of itself to everybody.

    A slot that names another device secret, or another security key, is left out: it cannot open, and
    trying it would cost a derivation for each device that the vault has.
    """
    if slot.kind is not credential.kind:
        return False
    return all(slot.parameter(name) == value for name, value in credential.parameters(vault_id))
