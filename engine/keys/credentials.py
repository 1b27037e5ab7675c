"""What somebody has to open a vault with: secrets, each kind of key slot with those that it takes.

    kind                  Argon2id of           and, beside it, in this order
    passphrase            passphrase            -
    recovery              recovery key          -
    passphrase+device     passphrase            device: the device secret
    device                device secret         -
    keyfile               keyfile               -
    passphrase+keyfile    passphrase            keyfile: the keyfile's digest

Nothing here is text: passphrases come from `normalise_passphrase`, recovery keys from
`parse_recovery_key`, keyfiles from `read_keyfile`, device secrets from a `DeviceSecretStore`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from engine.constants import DEVICE_ID_BYTES
from engine.format.header import KeySlotKind, KeySlotRecord
from engine.keys.hkdf import Secret, expand
from engine.keys.memory import wipe

DEVICE_PARAMETER = "device"
"""Parameter of a slot that takes a device secret: which one it is, without telling it."""

_DEVICE_ID = b"sigmavault 1 device id"

Further: TypeAlias = tuple[tuple[bytes, Secret], ...]
"""Secrets beside the one that is hardened, by the names under which they are mixed in."""


def device_id(secret: Secret, vault_id: bytes) -> bytes:
    """Name a device secret for one vault; tells nothing of it, nor of its use elsewhere.

    HKDF-Expand-SHA256 (RFC 5869, section 2.3) of 32 uniformly random bytes.
    """
    return bytes(expand(secret, _DEVICE_ID + vault_id, DEVICE_ID_BYTES))


@dataclass(frozen=True, slots=True, eq=False)
class Passphrase:
    """What a person knows: the bytes that `normalise_passphrase` gives."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.PASSPHRASE
    device: ClassVar[None] = None

    @property
    def further(self) -> Further:
        """Nothing else."""
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class RecoveryKey:
    """What a person keeps: the 32 bytes that `parse_recovery_key` gives."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.RECOVERY
    device: ClassVar[None] = None

    @property
    def further(self) -> Further:
        """Nothing else."""
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class Keyfile:
    """A file that a person has: the 32 bytes that `read_keyfile` gives."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.KEYFILE
    device: ClassVar[None] = None

    @property
    def further(self) -> Further:
        """Nothing else."""
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class DeviceSecret:
    """What a device keeps: 32 random bytes of a `DeviceSecretStore`."""

    secret: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.DEVICE

    @property
    def device(self) -> bytes | bytearray:
        """The device secret."""
        return self.secret

    @property
    def further(self) -> Further:
        """Nothing else."""
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class PassphraseAndDevice:
    """What a person knows, on a device that keeps a secret: neither alone is any use."""

    secret: bytes | bytearray = field(repr=False)
    """The passphrase."""
    device: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.PASSPHRASE_AND_DEVICE

    @property
    def further(self) -> Further:
        """The device secret."""
        return ((b"device", self.device),)


@dataclass(frozen=True, slots=True, eq=False)
class PassphraseAndKeyfile:
    """What a person knows and a file that they have: neither alone is any use."""

    secret: bytes | bytearray = field(repr=False)
    """The passphrase."""
    keyfile: bytes | bytearray = field(repr=False)
    kind: ClassVar[KeySlotKind] = KeySlotKind.PASSPHRASE_AND_KEYFILE
    device: ClassVar[None] = None

    @property
    def further(self) -> Further:
        """The keyfile's digest."""
        return ((b"keyfile", self.keyfile),)


SlotCredential: TypeAlias = (
    Passphrase | RecoveryKey | Keyfile | DeviceSecret | PassphraseAndDevice | PassphraseAndKeyfile
)
"""What opens one kind of slot."""


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

    A slot that names another device secret is left out: it cannot open, and trying it would cost
    a derivation for each device that the vault has.
    """
    if slot.kind is not credential.kind:
        return False
    if credential.device is None:
        return True
    return slot.parameter(DEVICE_PARAMETER) == device_id(credential.device, vault_id)
