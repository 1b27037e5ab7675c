"""Arguments and options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from app.cli.credentials import PIN_LABEL, CredentialSource
from app.cli.new_keys import NewCredential
from app.cli.secrets import SecretSource

Command = Callable[..., Any]

vault_argument = click.argument(
    "vault", type=click.Path(path_type=Path, file_okay=True, dir_okay=True)
)
"""VAULT: the folder that holds the vault."""

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."
)


def sheet_option(name: str) -> Callable[[Command], Command]:
    """An option that puts a new recovery key on a sheet to print; hands over `sheet`."""
    return click.option(
        name,
        "sheet",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Put the recovery key on a sheet to print: FILE, a new PDF.",
    )


def examples(*lines: str) -> str:
    """The end of a command's help: examples, one to a line."""
    heading = "Example:" if len(lines) == 1 else "Examples:"
    return "\b\n" + "\n".join([heading, *(f"  {line}" for line in lines)])


def passphrase_options(command: Command) -> Command:
    """Add the options that say where a passphrase is; hands over `passphrase: SecretSource`."""

    @click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="Read the passphrase from the first line of FILE ('-': standard input).",
    )
    @click.option(
        "--passphrase-command",
        metavar="CMD",
        help="Read the passphrase from the first line that CMD prints.",
    )
    @functools.wraps(command)
    def with_passphrase(
        *args: Any, passphrase_file: Path | None, passphrase_command: str | None, **others: Any
    ) -> Any:
        source = SecretSource(passphrase_file, passphrase_command)
        return command(*args, passphrase=source, **others)

    return with_passphrase


def key_options(command: Command) -> Command:
    """Add the options that say what opens a key slot; hands over `credential: CredentialSource`."""

    @passphrase_options
    @click.option(
        "--recovery-key-file",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="Open with the recovery key in the first line of FILE.",
    )
    @click.option("--recovery", is_flag=True, help="Ask for the recovery key instead.")
    @click.option(
        "--keyfile",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Open with the keyfile FILE, and a passphrase where the vault asks for both.",
    )
    @click.option("--device", is_flag=True, help="Open by this device alone, without a passphrase.")
    @click.option(
        "--security-key",
        is_flag=True,
        help="Open with the FIDO2 security key that is plugged in, and a passphrase where the vault"
        " asks for both.",
    )
    @click.option(
        "--pin-file",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="Read the security key's PIN, if it has one, from the first line of FILE.",
    )
    @functools.wraps(command)
    def with_credential(
        *args: Any,
        passphrase: SecretSource,
        recovery_key_file: Path | None,
        recovery: bool,
        keyfile: Path | None,
        device: bool,
        security_key: bool,
        pin_file: Path | None,
        **others: Any,
    ) -> Any:
        pin = SecretSource(pin_file, label=PIN_LABEL)
        source = CredentialSource(
            passphrase, recovery_key_file, recovery, keyfile, device, security_key, pin
        )
        return command(*args, credential=source, **others)

    return with_credential


def credential_options(command: Command) -> Command:
    """Add the options of a command that unlocks; hands over `credential: CredentialSource`."""

    @key_options
    @click.option(
        "--accept-rollback",
        is_flag=True,
        help="Open it though it is older than this device remembers: it was restored on purpose.",
    )
    @functools.wraps(command)
    def with_policy(
        *args: Any, credential: CredentialSource, accept_rollback: bool, **others: Any
    ) -> Any:
        source = replace(credential, accept_rollback=accept_rollback)
        return command(*args, credential=source, **others)

    return with_policy


def read_only_option(command: Command) -> Command:
    """Add `--read-only` to a command that changes nothing; to stand below `credential_options`."""

    @click.option(
        "--read-only",
        is_flag=True,
        help="Open it even if it is older than this device remembers, to look at it.",
    )
    @functools.wraps(command)
    def with_read_only(
        *args: Any, credential: CredentialSource, read_only: bool, **others: Any
    ) -> Any:
        return command(*args, credential=replace(credential, read_only=read_only), **others)

    return with_read_only


def new_credential_options(command: Command) -> Command:
    """Add the options for what is to open a key slot; hands over `new: NewCredential`."""

    @click.option(
        "--new-passphrase-file",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="Read the new passphrase from the first line of FILE.",
    )
    @click.option(
        "--new-passphrase-command",
        metavar="CMD",
        help="Read the new passphrase from the first line that CMD prints.",
    )
    @click.option(
        "--new-keyfile",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="The keyfile of a slot that takes one.",
    )
    @click.option(
        "--new-pin-file",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="Read the PIN of the security key that a slot is to take from the first line of FILE.",
    )
    @functools.wraps(command)
    def with_new(
        *args: Any,
        new_passphrase_file: Path | None,
        new_passphrase_command: str | None,
        new_keyfile: Path | None,
        new_pin_file: Path | None,
        **others: Any,
    ) -> Any:
        source = SecretSource(
            new_passphrase_file,
            new_passphrase_command,
            label="New passphrase",
            options="--new-passphrase-file or --new-passphrase-command",
        )
        pin = SecretSource(new_pin_file, label=PIN_LABEL)
        return command(*args, new=NewCredential(source, new_keyfile, pin), **others)

    return with_new
