"""A vault opened for the length of a command, and locked at its end whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import CredentialSource
from app.cli.logs import quiet_logs
from app.cli.output import note
from app.text.memory import memory_warning
from app.text.quantities import count
from engine.types import OnRollback

if TYPE_CHECKING:
    from engine.vault import Vault
    from engine.vault.credentials import Credential


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
        credential: Where the passphrase or recovery key comes from, and what the command line says
            of a copy that is older than this device remembers.
        purpose: What others read who find the vault busy: the command's name.
        read_only: Open without the right to change anything.
        tell_damage: Say at the end that reads met damage, even if it cost nothing.

    Raises:
        WrongKeyError: The credential opens nothing.
        VaultBusyError: Another process has the vault open.
        RollbackError: The vault is older than this device remembers, and nobody said that it may.
    """
    from engine.vault import read_info

    credential.check()
    rollback_policy(credential)
    known = read_info(path)  # says that there is no vault before anybody types a passphrase for it
    with opened_with(
        path,
        credential.read(known),
        credential,
        purpose=purpose,
        read_only=read_only,
        tell_damage=tell_damage,
    ) as vault:
        yield vault


@contextmanager
def opened_with(
    path: Path,
    offered: Credential,
    source: CredentialSource,
    *,
    purpose: str,
    read_only: bool = False,
    tell_damage: bool = True,
) -> Iterator[Vault]:
    """As `opened`, with what was read from `source` already; it is wiped."""
    from engine.vault import Vault
    from engine.vault.credentials import wipe_credential

    quiet_logs()
    try:
        vault = Vault.unlock(
            path,
            offered,
            # To accept a copy means to go on from it: that is written, into the vault too.
            read_only=(read_only or source.read_only) and not source.accept_rollback,
            purpose=purpose,
            on_rollback=rollback_policy(source),
        )
    finally:
        wipe_credential(offered)
    try:
        tell_memory(vault)
        if source.second is not None:
            source.second.open(vault)
        yield vault
    finally:
        damaged = len(vault.store.damage_seen)
        worked = vault.witness.works
        vault.lock()
    if worked and not vault.witness.works:
        tell_memory(vault)
    if tell_damage and damaged:
        note(
            f"sigmavault: {count(damaged, 'damaged slot')} met and passed over by parity;"
            " `sigmavault scrub --repair` rebuilds what is damaged."
        )


def rollback_policy(credential: CredentialSource) -> OnRollback:
    """What the command line says of a copy that is older than this device remembers."""
    if credential.read_only and credential.accept_rollback:
        raise click.UsageError("Give either --read-only or --accept-rollback.")
    if credential.accept_rollback:
        return OnRollback.ACCEPT
    return OnRollback.READ_ONLY if credential.read_only else OnRollback.REFUSE


def tell_memory(vault: Vault) -> None:
    """Say what has to be known about what this device remembers of the vault, if anything."""
    warning = memory_warning(vault)
    if warning is not None:
        note(f"sigmavault: {warning}")
