"""A vault opened for the length of a command, and locked at its end whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.logs import quiet_logs
from app.cli.output import note
from app.cli.secrets import CredentialSource
from app.text.quantities import count

if TYPE_CHECKING:
    from engine.vault import Vault


@contextmanager
def opened(
    path: Path,
    credential: CredentialSource,
    *,
    purpose: str,
    read_only: bool = False,
    tell_damage: bool = True,
) -> Iterator[Vault]:
    """Unlock a vault, hand it over, lock it again.

    What the command changed is durable when the block has ended without an error.

    Args:
        path: The vault's folder.
        credential: Where the passphrase or recovery key comes from.
        purpose: What others read who find the vault busy: the command's name.
        read_only: Open without the right to change anything.
        tell_damage: Say at the end that reads met damage, even if it cost nothing.

    Raises:
        WrongKeyError: The credential opens nothing.
        VaultBusyError: Another process has the vault open.
    """
    from engine.vault import Vault, read_info

    quiet_logs()
    credential.check()
    read_info(path)  # says that there is no vault before anybody types a passphrase for it
    vault = Vault.unlock(path, credential.read(), read_only=read_only, purpose=purpose)
    try:
        yield vault
    finally:
        damaged = len(vault.store.damage_seen)
        vault.lock()
    if tell_damage and damaged:
        note(
            f"sigmavault: {count(damaged, 'damaged slot')} met and passed over by parity;"
            " `sigmavault scrub --repair` rebuilds what is damaged."
        )
