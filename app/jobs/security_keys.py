"""Security keys: what a vault's slots take of them, asked from the one that is plugged in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.errors import WrongKeyError
from engine.progress import CancelToken

if TYPE_CHECKING:
    from app.jobs.device_secrets import Openable
    from engine.vault.credentials import Manner, SlotCredential

ALONE = "fido2"
WITH_PASSPHRASE = "passphrase+fido2"  # noqa: S105 - a kind
KINDS = (ALONE, WITH_PASSPHRASE)


def manner_of(pin: str, cancel: CancelToken) -> Manner:
    """With a PIN that was typed before; the window says beforehand that the key waits for a touch."""
    from engine.vault.credentials import Manner

    return Manner(lambda: pin, lambda: None, cancel)


def answered(
    known: Openable, manner: Manner, passphrase: Callable[[], bytearray | None]
) -> SlotCredential:
    """What a security key opens a vault with, once it was touched.

    Args:
        known: The vault's slots.
        manner: How the person takes part.
        passphrase: Gives the passphrase where the slot takes one too; None where there is none.

    Raises:
        SecurityKeyError: There is none, or none that opens this vault; or it did not answer.
        WrongKeyError: A passphrase is asked for, and there is none.
        CancelledError: Somebody lost patience.
    """
    from engine.vault import credentials as kinds

    handles = {
        kind: [slot.security_key for slot in known.slots if slot.kind == kind and slot.security_key]
        for kind in KINDS
    }
    answer = kinds.ask_security_key([*handles[ALONE], *handles[WITH_PASSPHRASE]], manner)
    if answer.handle in handles[ALONE]:
        return kinds.SecurityKey(*answer)
    try:
        typed = passphrase()
        if typed is None:
            raise WrongKeyError
    except BaseException:
        kinds.wipe(answer.secret)
        raise
    return kinds.PassphraseAndSecurityKey(typed, *answer)


def enrolled(manner: Manner, passphrase: bytearray | None) -> SlotCredential:
    """Make the security key that is plugged in a way in; it is touched twice.

    Args:
        manner: How the person takes part.
        passphrase: What is asked for beside it; None for nothing.

    Raises:
        SecurityKeyError: There is none, or there are several; or it did not.
        CancelledError: Somebody lost patience.
    """
    from engine.vault import credentials as kinds

    answer = kinds.enrol_security_key(manner)
    if passphrase is None:
        return kinds.SecurityKey(*answer)
    return kinds.PassphraseAndSecurityKey(passphrase, *answer)
