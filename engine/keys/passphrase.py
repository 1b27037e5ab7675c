"""From what a person types to the bytes that are hashed."""

from __future__ import annotations

import unicodedata

from engine.constants import MAX_PASSPHRASE_BYTES
from engine.errors import InvalidPassphraseError


def normalise_passphrase(text: str) -> bytearray:
    """Give a passphrase the same bytes on every keyboard and system: NFC, in UTF-8.

    The same letter reaches us composed or decomposed, depending on the system (Unicode Standard
    Annex #15); the result is stable over Unicode versions for characters that are assigned.
    Nothing is stripped, folded or cut.

    Returns:
        Its bytes, for the caller to wipe; the text itself cannot be.

    Raises:
        InvalidPassphraseError: Empty, longer than 1 MiB, or not text that UTF-8 can hold (bytes
            that the terminal sent and Python could not decode).
    """
    if not text:
        raise InvalidPassphraseError("empty")
    if len(text) > MAX_PASSPHRASE_BYTES:
        raise InvalidPassphraseError("over-1-mib")
    try:
        passphrase = bytearray(unicodedata.normalize("NFC", text), "utf-8")
    except UnicodeEncodeError:
        # Not chained: the cause would carry the passphrase into a traceback.
        raise InvalidPassphraseError("not text") from None
    if len(passphrase) > MAX_PASSPHRASE_BYTES:
        raise InvalidPassphraseError("over-1-mib")
    return passphrase
