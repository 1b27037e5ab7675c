"""What opens a vault, for those above the engine: they need not know the layer of the keys."""

from engine.keys import (
    KdfParameters,
    Passphrase,
    RecoveryKey,
    calibrate,
    disable_core_dumps,
    normalise_passphrase,
    parse_recovery_key,
)

__all__ = [
    "KdfParameters",
    "Passphrase",
    "RecoveryKey",
    "calibrate",
    "disable_core_dumps",
    "normalise_passphrase",
    "parse_recovery_key",
]
