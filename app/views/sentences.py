"""What the window says about errors: what happened, what is safe, what to do."""

from __future__ import annotations

from pathlib import Path

from app.text.errors import explain
from engine.errors import (
    DamageError,
    MountBusyError,
    NoSpaceError,
    VaultBusyError,
    VaultError,
    WrongKeyError,
)

_ADVICE: tuple[tuple[type[VaultError], str], ...] = (
    (VaultBusyError, "Close it there, or unmount it, and try again."),
    (DamageError, "Nothing was changed. Keep the folder as it is, and restore it from a backup."),
    (NoSpaceError, "Nothing was changed. Make room on the disk, or delete something in the vault."),
)


def sentence(error: Exception, subject: bytes | Path | None = None) -> str:
    """An error for a banner."""
    if isinstance(error, WrongKeyError) and type(error) is WrongKeyError:
        return "That did not open the vault. Check the passphrase and try again."
    if isinstance(error, MountBusyError):
        return _in_use(error)
    text = explain(error, subject).sentence
    for kind, advice in _ADVICE:
        if isinstance(error, kind):
            return f"{text} {advice}"
    return text


def is_expected(error: Exception) -> bool:
    """Whether an error is the world's and not a mistake of ours."""
    return isinstance(error, VaultError | OSError | MemoryError)


def _in_use(error: MountBusyError) -> str:
    holders = ", ".join(error.holders[:3])
    more = f" and {len(error.holders) - 3} more" if len(error.holders) > 3 else ""
    by = f" by {holders}{more}" if holders else ""
    return f"The drive is in use{by}. Close what uses it and try again."
