"""The command tree. A command's module is imported when the command is looked up, not before."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

import engine

COMMANDS: Mapping[str, str] = {
    "create": "app.cli.create:create",
    "info": "app.cli.info:info",
    "ls": "app.cli.listing:ls",
    "put": "app.cli.copying:put",
    "get": "app.cli.copying:get",
    "cat": "app.cli.files:cat",
    "mkdir": "app.cli.files:mkdir",
    "rm": "app.cli.files:rm",
    "mv": "app.cli.files:mv",
    "lock-file": "app.cli.locking:lock_file",
    "unlock-file": "app.cli.locking:unlock_file",
    "mount": "app.cli.mounting:mount",
    "unmount": "app.cli.mounting:unmount",
    "status": "app.cli.mounting:status",
    "open": "app.cli.window:open_window",
    "keys": "app.cli.keys:keys",
    "rekey": "app.cli.rekey:rekey",
    "header": "app.cli.header:header",
    "scrub": "app.cli.scrub:scrub",
    "salvage": "app.cli.salvage:salvage",
    "bench": "app.cli.bench:bench",
    "demo": "app.cli.demo:demo",
}
"""Each command with the place where it is defined, in the order in which `--help` lists them."""


class LazyGroup(click.Group):
    """A group whose commands are imported by name, when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the table rather than of the alphabet."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import a command's module and hand the command out."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: Any = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place} is no command")
        return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  sigmavault create ~/Vault\n  sigmavault mount ~/Vault ~/Private",
)
@click.version_option(engine.__version__, prog_name="sigmavault")
def sigmavault() -> None:
    """Encrypted vaults that show nothing, lose nothing and wait for nothing.

    Exit codes: 0 done, 1 other failure, 2 usage, 3 wrong passphrase or key, 4 damage that could
    not be repaired, 5 vault busy, 6 no space, 7 FUSE not available, 8 older than this device
    remembers.
    """
