"""Where a recovery key goes on paper: `--recovery-sheet` and `--sheet`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.output import note
from app.text.names import shown

Write = Callable[[str, str, str], None]
"""Takes the vault's name, its id, and the key."""


@contextmanager
def new_sheet(file: Path | None) -> Iterator[Write]:
    """A file for a sheet, made before the key is, so that nothing keeps the key from it afterwards.

    For its owner's eyes only, never in the place of another file, and gone again if nothing was
    written to it. Without a file the sheet is not made.

    Raises:
        OSError: It cannot be made, or there is one.
    """
    if file is None:
        yield lambda _name, _vault_id, _key: None
        return
    made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    written = False

    def write(name: str, vault_id: str, key: str) -> None:
        nonlocal written
        from app.text.recovery_sheet import RecoverySheet
        from engine.vault.credentials import recovery_words

        pdf = RecoverySheet(name, vault_id, key, recovery_words(key)).pdf()
        with os.fdopen(os.dup(made), "wb") as stream:
            stream.write(pdf)
        os.fsync(made)
        written = True
        note(f"The sheet to print is {shown(file)}. Delete it when it is on paper.")

    try:
        yield write
    finally:
        os.close(made)
        if not written:
            file.unlink(missing_ok=True)
