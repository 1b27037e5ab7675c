"""Where passphrases and recovery keys come from: a prompt, a file, a command. Never an argument."""

from __future__ import annotations

import getpass
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from engine.constants import MAX_PASSPHRASE_BYTES

MAX_SECRET_BYTES = MAX_PASSPHRASE_BYTES
"""Longest first line that is read from a file or command: a wrong file must not fill memory."""


@dataclass(frozen=True, slots=True)
class SecretSource:
    """A passphrase's source. With neither file nor command it is the terminal.

    `label` names the secret in prompts, `options` the options that replace the prompt.
    """

    file: Path | None = None
    command: str | None = None
    label: str = "Passphrase"
    options: str = "--passphrase-file or --passphrase-command"

    @property
    def given(self) -> bool:
        """Whether the command line says where the secret is."""
        return self.file is not None or self.command is not None

    def check_one_source(self) -> None:
        """Refuse contradictions."""
        if self.file is not None and self.command is not None:
            raise click.UsageError(f"Give only one of {self.options.replace(' or ', ' and ')}.")

    def check(self) -> None:
        """Refuse contradictions, and a prompt where nobody could answer, before work is done."""
        self.check_one_source()
        if not self.given:
            require_terminal(self.options)

    def read(self) -> bytearray:
        """The secret, asked for once where it has to be asked for."""
        from engine.vault.credentials import disable_core_dumps, normalise_passphrase

        self.check()
        disable_core_dumps()
        text = self.read_given()
        return normalise_passphrase(ask(self.label) if text is None else text)

    def read_new(self) -> bytearray:
        """A secret that is being set: asked for twice, and never empty."""
        from engine.vault.credentials import disable_core_dumps, normalise_passphrase

        self.check()
        disable_core_dumps()
        text = self.read_given()
        if text is not None:
            return normalise_passphrase(text)
        secret = normalise_passphrase(ask(self.label))  # complains of an empty one at once
        if normalise_passphrase(ask(f"{self.label} again") or "-") != secret:
            raise click.UsageError(f"{self.label}: the two entries differ.")
        return secret

    def read_given(self) -> str | None:
        """The secret from where the command line says it is; None if that says nothing."""
        if self.file is not None:
            return first_line_of_file(self.file, self.label)
        if self.command is not None:
            return first_line_of_command(self.command, self.label)
        return None


def pin_asker(source: SecretSource) -> Callable[[], str]:
    """Gives a security key's PIN, when it wants one; empty where nobody can be asked.

    It is the key's own, not a secret of ours: no rule of passphrases holds for it.
    """

    def give() -> str:
        source.check_one_source()
        text = source.read_given()
        if text is None and sys.stdin.isatty():
            text = ask(source.label)
        return text or ""

    return give


def require_terminal(options: str) -> None:
    """Refuse to ask where nobody could answer: on a pipe, under cron, in a pipeline.

    Raises:
        click.UsageError: Standard input is no terminal.
    """
    if not sys.stdin.isatty():
        raise click.UsageError(f"There is no terminal to ask on; use {options}.")


def first_line_of_file(path: Path, label: str) -> str:
    """The first line of a file, without its end; `-` is standard input."""
    if str(path) == "-":
        return _first_line(sys.stdin.buffer.readline(MAX_SECRET_BYTES + 1), label)
    with path.open("rb") as file:
        return _first_line(file.readline(MAX_SECRET_BYTES + 1), label)


def first_line_of_command(command: str, label: str) -> str:
    """The first line that a command prints. No shell is involved: arguments may be quoted."""
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise click.UsageError(f"The command for the {label.lower()}: {error}.") from error
    if not arguments:
        raise click.UsageError(f"The command for the {label.lower()} is empty.")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
        output = process.stdout.read(MAX_SECRET_BYTES + 1) if process.stdout else b""
        if process.stdout:
            process.stdout.close()
    if process.returncode != 0:
        raise click.ClickException(
            f"The command for the {label.lower()} failed with exit code {process.returncode}."
        )
    return _first_line(output.split(b"\n", 1)[0], label)


def _first_line(line: bytes, label: str) -> str:
    secret = line.removesuffix(b"\n").removesuffix(b"\r")
    if len(secret) > MAX_SECRET_BYTES:
        raise click.UsageError(f"{label}: the line is longer than {MAX_SECRET_BYTES} bytes.")
    if not secret:
        raise click.UsageError(f"{label}: the first line is empty.")
    return secret.decode("utf-8", "surrogateescape")  # what is no text is refused further on


def ask(label: str) -> str:
    """Ask without echo, on the terminal itself: standard output stays the command's result."""
    try:
        return getpass.getpass(f"{label}: ", stream=sys.stderr)
    except EOFError:
        raise click.Abort from None
