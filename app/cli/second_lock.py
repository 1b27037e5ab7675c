"""Options for second locks: where their passphrase is, and which are opened with the vault."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.paths import vault_path
from app.cli.secrets import SecretSource

if TYPE_CHECKING:
    from app.cli.credentials import CredentialSource
    from engine.vault import Vault

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class SecondSource:
    """Files and folders under second locks that a command is to open, and their passphrase."""

    paths: tuple[str, ...]
    secret: SecretSource

    def check(self) -> None:
        """Refuse contradictions, and a prompt where nobody could answer, before work is done."""
        if self.paths:
            self.secret.check()

    def open(self, vault: Vault) -> None:
        """Open the locks for as long as the vault is open; asks for each where it has to ask."""
        for path in self.paths:
            vault.file_locks.open(vault_path(path), self.secret.read())


def second_passphrase_options(command: Command) -> Command:
    """Add the options that say where a second lock's passphrase is; `second: SecretSource`."""

    @click.option(
        "--second-passphrase-file",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="Read the second lock's passphrase from the first line of FILE.",
    )
    @click.option(
        "--second-passphrase-command",
        metavar="CMD",
        help="Read the second lock's passphrase from the first line that CMD prints.",
    )
    @functools.wraps(command)
    def with_second(
        *args: Any,
        second_passphrase_file: Path | None,
        second_passphrase_command: str | None,
        **others: Any,
    ) -> Any:
        source = SecretSource(
            second_passphrase_file,
            second_passphrase_command,
            label="Second passphrase",
            options="--second-passphrase-file or --second-passphrase-command",
        )
        return command(*args, second=source, **others)

    return with_second


def second_lock_options(command: Command) -> Command:
    """Add `--unlock-file`, for commands that work on content; to stand below `credential_options`."""

    @click.option(
        "--unlock-file",
        "locked_paths",
        metavar="PATH",
        multiple=True,
        help="Open the second lock of PATH for this command.",
    )
    @second_passphrase_options
    @functools.wraps(command)
    def with_locks(
        *args: Any,
        credential: CredentialSource,
        locked_paths: tuple[str, ...],
        second: SecretSource,
        **others: Any,
    ) -> Any:
        source = replace(credential, second=SecondSource(locked_paths, second))
        return command(*args, credential=source, **others)

    return with_locks
