"""From a credential to the key of each use: KDF, key slots, key schedule; and keys in memory."""

from engine.keys.credentials import (
    DEVICE_PARAMETER,
    FIDO2_PARAMETER,
    AnyOf,
    Credential,
    DeviceSecret,
    Keyfile,
    Passphrase,
    PassphraseAndDevice,
    PassphraseAndKeyfile,
    PassphraseAndSecurityKey,
    RecoveryKey,
    SecurityKey,
    SlotCredential,
    WithPassphrase,
    credentials_in,
    device_id,
    wipe_credential,
)
from engine.keys.device import DeviceSecretStore, secret_of_this_device
from engine.keys.guessing import AttackEstimate, estimate_attack, guess_rate
from engine.keys.hybrid import HybridMixer
from engine.keys.kdf import KdfParameters, calibrate, check_bounds, derive_passphrase_key
from engine.keys.keyfile import keyfile_digest, make_keyfile, read_keyfile
from engine.keys.memory import LockedBytes, disable_core_dumps, wipe
from engine.keys.old_keys import open_old_key, seal_old_key
from engine.keys.passphrase import normalise_passphrase
from engine.keys.recovery import (
    format_recovery_key,
    format_recovery_words,
    new_recovery_key,
    parse_recovery_key,
)
from engine.keys.slots import (
    KeySlotKind,
    KeySlotRecord,
    OpenedSlot,
    create_slot,
    open_any_slot,
    open_slot,
    unlock_master_key,
)
from engine.keys.state import KeyState

__all__ = [
    "DEVICE_PARAMETER",
    "FIDO2_PARAMETER",
    "AnyOf",
    "AttackEstimate",
    "Credential",
    "DeviceSecret",
    "DeviceSecretStore",
    "HybridMixer",
    "KdfParameters",
    "KeySlotKind",
    "KeySlotRecord",
    "KeyState",
    "Keyfile",
    "LockedBytes",
    "OpenedSlot",
    "Passphrase",
    "PassphraseAndDevice",
    "PassphraseAndKeyfile",
    "PassphraseAndSecurityKey",
    "RecoveryKey",
    "SecurityKey",
    "SlotCredential",
    "WithPassphrase",
    "calibrate",
    "check_bounds",
    "create_slot",
    "credentials_in",
    "derive_passphrase_key",
    "device_id",
    "disable_core_dumps",
    "estimate_attack",
    "format_recovery_key",
    "format_recovery_words",
    "guess_rate",
    "keyfile_digest",
    "make_keyfile",
    "new_recovery_key",
    "normalise_passphrase",
    "open_any_slot",
    "open_old_key",
    "open_slot",
    "parse_recovery_key",
    "read_keyfile",
    "seal_old_key",
    "secret_of_this_device",
    "unlock_master_key",
    "wipe",
    "wipe_credential",
]
