"""From a credential to the key of each use: KDF, key slots, key schedule; and keys in memory."""

from engine.keys.hybrid import HybridMixer
from engine.keys.kdf import KdfParameters, calibrate, check_bounds, derive_passphrase_key
from engine.keys.memory import LockedBytes, disable_core_dumps, wipe
from engine.keys.passphrase import normalise_passphrase
from engine.keys.recovery import format_recovery_key, new_recovery_key, parse_recovery_key
from engine.keys.slots import (
    KeySlotKind,
    KeySlotRecord,
    Passphrase,
    RecoveryKey,
    SlotCredential,
    create_slot,
    open_slot,
    unlock_master_key,
)
from engine.keys.state import KeyState

__all__ = [
    "HybridMixer",
    "KdfParameters",
    "KeySlotKind",
    "KeySlotRecord",
    "KeyState",
    "LockedBytes",
    "Passphrase",
    "RecoveryKey",
    "SlotCredential",
    "calibrate",
    "check_bounds",
    "create_slot",
    "derive_passphrase_key",
    "disable_core_dumps",
    "format_recovery_key",
    "new_recovery_key",
    "normalise_passphrase",
    "open_slot",
    "parse_recovery_key",
    "unlock_master_key",
    "wipe",
]
