"""`sigmavault open`: from the command line to the window."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import click

from app.cli.launching import command_of
from app.cli.options import examples


@click.command(name="open", epilog=examples("sigmavault open", "sigmavault open ~/Vault"))
@click.argument("vaults", metavar="[VAULT]...", nargs=-1, type=click.Path(path_type=Path))
def open_window(vaults: tuple[Path, ...]) -> int:
    """Open the window; each VAULT is added to its list, and its passphrase asked for.

    Ends with the window, or at once if there is one already, which then takes over.
    """
    for vault in vaults:
        _check(vault.absolute())
    command = [*command_of("app.gui"), "--", *(str(vault.absolute()) for vault in vaults)]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - no shell is the point
    # Elsewhere exec ends this process, and the shell would not wait for the other one.
    return subprocess.run(command, check=False).returncode


def _check(place: Path) -> None:
    """Say here, where the user looks, what is no vault."""
    from engine.vault import read_info

    read_info(place if place.is_dir() or not place.name.startswith("vault.sigma") else place.parent)
