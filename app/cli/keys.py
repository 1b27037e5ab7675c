"""`sigmavault keys`: what opens a vault."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.create import MAX_KDF_TIME_S, say_recovery_key
from app.cli.opening import opened
from app.cli.options import (
    credential_options,
    examples,
    json_option,
    new_passphrase_options,
    vault_argument,
)
from app.cli.output import say, say_json
from app.cli.secrets import CredentialSource, SecretSource
from engine.constants import KDF_DEFAULT_TIME_S


@click.group(epilog=examples("sigmavault keys list ~/Vault"))
def keys() -> None:
    """List and change what opens a vault."""


@keys.command(name="list", epilog=examples("sigmavault keys list ~/Vault"))
@vault_argument
@json_option
def list_slots(vault: Path, as_json: bool) -> None:
    """List the key slots of VAULT, without unlocking it."""
    from app.cli.info import slot_record, slot_text
    from engine.vault import read_info

    info = read_info(vault.absolute())
    if as_json:
        say_json({"slots": [slot_record(slot) for slot in info.slots]})
        return
    for slot in info.slots:
        say(slot_text(slot))


@keys.command(epilog=examples("sigmavault keys change ~/Vault"))
@vault_argument
@credential_options
@new_passphrase_options
@click.option(
    "--kdf-time",
    type=click.FloatRange(0, MAX_KDF_TIME_S, min_open=True),
    default=KDF_DEFAULT_TIME_S,
    show_default=True,
    metavar="SECONDS",
    help="Time that unlocking takes on this machine.",
)
@json_option
def change(
    vault: Path, credential: CredentialSource, new: SecretSource, kdf_time: float, as_json: bool
) -> None:
    """Change the passphrase of VAULT. No data is encrypted again.

    The old passphrase or the recovery key opens the vault; with `--recovery` a forgotten
    passphrase is replaced.
    """
    from engine.vault.credentials import calibrate

    new.check()
    with opened(vault, credential, purpose="keys change") as unlocked:
        unlocked.change_passphrase(new.read_new(), kdf=calibrate(kdf_time))
    if as_json:
        say_json({"changed": True})
    else:
        say("The passphrase is changed; the old one opens nothing any more.")


@keys.command(epilog=examples("sigmavault keys recovery ~/Vault"))
@vault_argument
@credential_options
@json_option
def recovery(vault: Path, credential: CredentialSource, as_json: bool) -> None:
    """Make a new recovery key for VAULT; the old one opens nothing any more."""
    with opened(vault, credential, purpose="keys recovery") as unlocked:
        text = unlocked.new_recovery_key()
    if as_json:
        say_json({"recovery_key": text})
    else:
        say_recovery_key(text)
