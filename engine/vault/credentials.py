"""What opens a vault, for those above the engine: they need not know the layer of the keys."""

from engine.keys import (
    AnyOf,
    AttackEstimate,
    Credential,
    DeviceSecret,
    DeviceSecretStore,
    KdfParameters,
    Keyfile,
    Passphrase,
    PassphraseAndDevice,
    PassphraseAndKeyfile,
    PassphraseAndSecurityKey,
    RecoveryKey,
    SecurityKey,
    SlotCredential,
    calibrate,
    credentials_in,
    device_id,
    disable_core_dumps,
    estimate_attack,
    format_recovery_words,
    guess_rate,
    make_keyfile,
    normalise_passphrase,
    parse_recovery_key,
    read_keyfile,
    secret_of_this_device,
    wipe,
    wipe_credential,
)
from engine.medium.device_secrets import DeviceSecretFiles, SealedDeviceSecrets
from engine.medium.security_keys import Answer, Manner
from engine.medium.security_keys import ask as ask_security_key
from engine.medium.security_keys import enrol as enrol_security_key
from engine.medium.tpm import has_tpm


def recovery_words(text: str) -> str:
    """A recovery key as 24 words, given it as it was shown.

    Raises:
        MistypedRecoveryKeyError: It is none.
    """
    return format_recovery_words(parse_recovery_key(text))


__all__ = [
    "Answer",
    "AnyOf",
    "AttackEstimate",
    "Credential",
    "DeviceSecret",
    "DeviceSecretFiles",
    "DeviceSecretStore",
    "KdfParameters",
    "Keyfile",
    "Manner",
    "Passphrase",
    "PassphraseAndDevice",
    "PassphraseAndKeyfile",
    "PassphraseAndSecurityKey",
    "RecoveryKey",
    "SealedDeviceSecrets",
    "SecurityKey",
    "SlotCredential",
    "ask_security_key",
    "calibrate",
    "credentials_in",
    "device_id",
    "disable_core_dumps",
    "enrol_security_key",
    "estimate_attack",
    "format_recovery_words",
    "guess_rate",
    "has_tpm",
    "make_keyfile",
    "normalise_passphrase",
    "parse_recovery_key",
    "read_keyfile",
    "recovery_words",
    "secret_of_this_device",
    "wipe",
    "wipe_credential",
]
