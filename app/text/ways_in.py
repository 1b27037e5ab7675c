"""The kinds of ways to open a vault, in words."""

from __future__ import annotations

from app.text.names import shown
from app.text.translation import mark, tr, tr_marked

_KINDS = {
    "passphrase": mark("Passphrase"),
    "recovery": mark("Recovery key"),
    "passphrase+device": mark("Passphrase, on one device"),
    "device": mark("One device, without a passphrase"),
    "keyfile": mark("Keyfile"),
    "passphrase+keyfile": mark("Passphrase and keyfile"),
    "fido2": mark("Security key"),
    "passphrase+fido2": mark("Passphrase and security key"),
}

ADDABLE = (
    "passphrase",
    "passphrase+device",
    "device",
    "keyfile",
    "passphrase+keyfile",
    "fido2",
    "passphrase+fido2",
)
"""Kinds that a person adds; the recovery key has a button of its own."""

_NOTES = {
    "passphrase": mark("Opens the vault on every device."),
    "passphrase+device": mark(
        "Opens the vault on this device alone, with a passphrase. Who has a copy of the vault"
        " cannot even guess."
    ),
    "device": mark(
        "Opens the vault on this device without a question. Whoever can use your account here"
        " can open it."
    ),
    "keyfile": mark(
        "Opens the vault with a file that you choose. The file must never change; keep a copy of"
        " it where the vault is not."
    ),
    "passphrase+keyfile": mark("Takes both: neither the file nor the passphrase is enough."),
    "fido2": mark(
        "Opens the vault with a FIDO2 security key, on every device. Plug it in now; it is to be"
        " touched twice. Whoever finds one that has no PIN can open the vault with it."
    ),
    "passphrase+fido2": mark(
        "Takes both: neither the FIDO2 security key nor the passphrase is enough. Plug the key in"
        " now; it is to be touched twice."
    ),
}


def kind_text(kind: str) -> str:
    """What a way is; of one that a later program made, its own word."""
    return tr_marked(_KINDS[kind]) if kind in _KINDS else shown(kind)


def kind_note(kind: str) -> str:
    """What a way is worth, in a sentence."""
    return tr_marked(_NOTES[kind])


def pin_text() -> str:
    """Beside a security key."""
    return tr("PIN of the security key, if it has one")


def touch_text() -> str:
    """While a security key waits."""
    return tr("Touch the security key when it blinks")


def way_name(label: str, kind: str) -> str:
    """Its owner's name for it, or what it is."""
    return shown(label) if label else kind_text(kind)


def removal_text(kind: str, *, is_last_but_recovery: bool) -> str:
    """What happens when a way is removed."""
    text = tr(
        "It opens the vault no longer. An old copy of the vault, or of its header, still opens"
        " with it: only a new key for the vault ends that."
    )
    if kind == "recovery":
        text = tr("Without a recovery key, a forgotten passphrase is final.") + "\n\n" + text
    elif is_last_but_recovery:
        text = tr("Nothing but the recovery key will open the vault then.") + "\n\n" + text
    return text
