"""What the window says about errors: what happened, what is safe, what to do."""

from __future__ import annotations

from pathlib import Path

from app.jobs.remembering import KeyringError, Trouble
from app.text.errors import explain
from app.text.translation import Marked, mark, tr, tr_marked, trn
from engine.errors import (
    DamageError,
    HeaderDamagedError,
    HeaderMissingError,
    KdfCostError,
    MountBusyError,
    NoSpaceError,
    RollbackError,
    UnsupportedVersionError,
    VaultBusyError,
    VaultError,
    WrongKeyError,
)

_ADVICE: tuple[tuple[type[VaultError], Marked], ...] = (
    (VaultBusyError, mark("Close it there, or unmount it, and try again.")),
    (
        DamageError,
        mark("Nothing was changed. Keep the folder as it is, and restore it from a backup."),
    ),
    (
        KdfCostError,
        mark(
            "The header was changed, or is damaged; the passphrase was not tried. If you have saved"
            " a copy of the header, restore that."
        ),
    ),
    (
        UnsupportedVersionError,
        mark(
            "Nothing was changed. Open it with the version that it was made with, or a newer one."
        ),
    ),
    (
        NoSpaceError,
        mark("Nothing was changed. Make room on the disk, or delete something in the vault."),
    ),
)


_NO_HEADER = mark(
    "The header of this vault is gone, and without it nothing can be read. If you have saved a copy"
    " of it, restore that; all the rest is as it was. If its creation was interrupted, delete the"
    " folder."
)
_BAD_HEADER = mark(
    "The header of this vault is damaged in every copy, and without it nothing can be read. If you"
    " have saved a copy of it, restore that; all the rest is as it was."
)
_KEYRING = {
    Trouble.ABSENT: mark("This desktop has no keyring that could remember a passphrase."),
    Trouble.UNGUARDED: mark("The keyring here is not encrypted, and is given no passphrase."),
    Trouble.LOCKED: mark("The keyring stayed locked. The passphrase was neither saved nor read."),
    Trouble.SILENT: mark("The keyring does not answer. The passphrase was neither saved nor read."),
    Trouble.REFUSED: mark("The keyring refused. What it keeps for this vault is as it was."),
}


def sentence(error: Exception, subject: bytes | Path | None = None) -> str:
    """An error for a banner."""
    if isinstance(error, WrongKeyError) and type(error) is WrongKeyError:
        return tr("That did not open the vault. Check the passphrase and try again.")
    if isinstance(error, MountBusyError):
        return _in_use(error)
    if isinstance(error, RollbackError):
        return tr("This copy of the vault is not the newest that this computer has seen.")
    if isinstance(error, HeaderDamagedError):
        return tr_marked(_NO_HEADER if isinstance(error, HeaderMissingError) else _BAD_HEADER)
    if isinstance(error, KeyringError):
        return tr_marked(_KEYRING[error.trouble])
    text = explain(error, subject).sentence
    for kind, advice in _ADVICE:
        if isinstance(error, kind):
            return f"{text} {tr_marked(advice)}"
    return text


def is_expected(error: Exception) -> bool:
    """Whether an error is the world's and not a mistake of ours."""
    return isinstance(error, VaultError | OSError | MemoryError | KeyringError)


def _in_use(error: MountBusyError) -> str:
    holders = tr(", ").join(error.holders[:3])
    more = len(error.holders) - 3
    if not holders:
        return tr("The drive is in use. Close what uses it and try again.")
    if more > 0:
        holders = trn("{names} and %n more", "{names} and %n more", more).format(names=holders)
    text = tr("The drive is in use by {holders}. Close what uses it and try again.")
    return text.format(holders=holders)
