"""`sigmavault create`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.options import (
    examples,
    json_option,
    passphrase_options,
    sheet_option,
    vault_argument,
)
from app.cli.output import say, say_json
from app.cli.secrets import SecretSource
from app.cli.sheets import new_sheet
from app.text.names import exact, shown
from engine.constants import DATA_LANES, DEFAULT_PARITY_LANES, KDF_DEFAULT_TIME_S, MAX_PARITY_LANES
from engine.types import VaultMode

if TYPE_CHECKING:
    from engine.vault import CreatedVault
    from engine.vault.credentials import DeviceSecretStore

MAX_KDF_TIME_S = 60.0
_WORDS_IN_A_ROW = 6


@click.command(
    epilog=examples(
        "sigmavault create ~/Vault --recovery-sheet key.pdf",
        "sigmavault create /disk1/V --location /disk2/V --location /disk3/V --parity 4",
    )
)
@vault_argument
@click.option(
    "--parity",
    type=click.IntRange(0, MAX_PARITY_LANES),
    default=DEFAULT_PARITY_LANES,
    show_default=True,
    metavar="M",
    help=f"Parity lanes: any M of the {DATA_LANES} + M lanes may be lost.",
)
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in VaultMode]),
    default=VaultMode.USER.value,
    show_default=True,
    help="What opens it: a passphrase, this device, or both together.",
)
@click.option(
    "--location",
    "locations",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    help="A further folder over which the lanes are dealt; may be given more than once.",
)
@click.option(
    "--kdf-time",
    type=click.FloatRange(0, MAX_KDF_TIME_S, min_open=True),
    default=KDF_DEFAULT_TIME_S,
    show_default=True,
    metavar="SECONDS",
    help="Time that unlocking takes on this machine, and every guess on the attacker's.",
)
@sheet_option("--recovery-sheet")
@passphrase_options
@json_option
def create(
    vault: Path,
    parity: int,
    mode: str,
    locations: tuple[Path, ...],
    kdf_time: float,
    sheet: Path | None,
    passphrase: SecretSource,
    as_json: bool,
) -> None:
    """Create a vault in the folder VAULT, which must be empty or not there yet.

    Prints the recovery key, once: with it the vault opens when the passphrase is forgotten, or the
    device is gone.

    --mode user: a passphrase opens it, anywhere; whoever gets a copy can guess at the passphrase.

    --mode hybrid: the passphrase, on this device only; a copy of the vault is no use for guessing,
    and elsewhere nothing but the recovery key opens it until `keys add` lets another device in.

    --mode device: this device by itself, without asking; whoever can use your login can open it.
    """
    from engine.vault import create_vault
    from engine.vault.credentials import wipe

    chosen = VaultMode(mode)
    secret = _passphrase(passphrase, chosen)
    with new_sheet(sheet) as write_sheet:
        created = create_vault(
            vault.absolute(),
            secret,
            mode=chosen,
            device_secrets=_device_secrets(chosen),
            parity_lanes=parity,
            kdf_time_s=kdf_time,
            locations=tuple(place.absolute() for place in locations),
        )
        wipe(secret)
        _say_created(vault, created, chosen, as_json)
        write_sheet(vault.absolute().name, created.vault_id, created.recovery_key_text)


def _say_created(vault: Path, created: CreatedVault, chosen: VaultMode, as_json: bool) -> None:
    from engine.vault import read_info
    from engine.vault.credentials import recovery_words

    info = read_info(vault.absolute())
    if as_json:
        say_json(
            {
                "vault": exact(bytes(vault.absolute())),
                "vault_id": info.vault_id,
                "format_version": info.version,
                "data_lanes": info.geometry.data_lanes,
                "parity_lanes": info.geometry.parity_lanes,
                "mode": chosen.value,
                "recovery_key": created.recovery_key_text,
                "recovery_words": recovery_words(created.recovery_key_text),
            }
        )
        return
    say(
        f"Created the vault {shown(vault)} with {info.geometry.data_lanes} data lanes"
        f" and {info.geometry.parity_lanes} parity lanes."
    )
    say_recovery_key(created.recovery_key_text)


def _passphrase(source: SecretSource, mode: VaultMode) -> bytearray:
    if mode is not VaultMode.DEVICE:
        return source.read_new()
    if source.given:
        raise click.UsageError("A vault that this device opens by itself takes no passphrase.")
    return bytearray()


def _device_secrets(mode: VaultMode) -> DeviceSecretStore | None:
    from app.jobs.device_secrets import device_secret_store

    return None if mode is VaultMode.USER else device_secret_store()


def say_recovery_key(text: str) -> None:
    """Print a new recovery key, in both of its forms, with what its owner has to know."""
    from engine.vault.credentials import recovery_words

    say()
    say("Recovery key (it opens the vault without the passphrase, and is shown only now):")
    say()
    say(f"    {text}")
    say()
    say("The same key in words; either form is enough:")
    say()
    words = recovery_words(text).split()
    for row in range(0, len(words), _WORDS_IN_A_ROW):
        numbered = enumerate(words[row : row + _WORDS_IN_A_ROW], row + 1)
        say("    " + "".join(f"{number:2}. {word:<10}" for number, word in numbered).rstrip())
    say()
    say("Write it down and keep it apart from this computer.")
