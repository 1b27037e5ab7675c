"""`sigmavault put` and `get`: trees into a vault and out of it, without mounting it."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import CredentialSource
from app.cli.failures import CommandFailed
from app.cli.interrupts import cancel_on_interrupt
from app.cli.opening import opened
from app.cli.options import (
    Command,
    credential_options,
    examples,
    json_option,
    read_only_option,
    vault_argument,
)
from app.cli.output import note, say, say_json
from app.cli.paths import inner_source, vault_path
from app.cli.progress import progress_bar
from app.cli.second_lock import second_lock_options
from app.text.errors import ExitCode, explain
from app.text.names import exact
from app.text.quantities import count, duration, rate, size

if TYPE_CHECKING:
    from engine.vault.transfer import TransferResult

conflict_option = click.option(
    "--conflict",
    type=click.Choice(["replace", "skip", "fail"]),
    default="replace",
    show_default=True,
    help="What to do where the destination has a file of that name.",
)


def _copying_options(command: Command) -> Command:
    return credential_options(conflict_option(json_option(command)))


@click.command(
    epilog=examples(
        "sigmavault put ~/Vault ~/Photos /",
        "sigmavault put ~/Vault report.pdf letter.odt /papers/",
    )
)
@vault_argument
@click.argument("sources", metavar="SRC...", nargs=-1, required=True)
@click.argument("dest")
@_copying_options
@second_lock_options
def put(
    vault: Path,
    sources: tuple[str, ...],
    dest: str,
    conflict: str,
    credential: CredentialSource,
    as_json: bool,
) -> None:
    """Copy files and folders into VAULT, with modes, owners, times, links, holes and attributes.

    Into the folder DEST where the vault has it, otherwise to the name DEST. `SRC/.` stands for
    the content of SRC. Everything appears at once at the end: Ctrl-C, a full vault or a crash
    before it leave the vault as it was. A file that cannot be read is named and left out.
    """
    from engine.vault.transfer import Conflict, import_tree

    for source in sources:  # before anybody types a passphrase
        os.lstat(source)
    with opened(vault, credential, purpose="put") as unlocked:
        started = time.monotonic()
        target = vault_path(dest) + (b"/" if dest.endswith("/") else b"")
        with cancel_on_interrupt() as cancel, progress_bar("put", quiet=as_json) as report:
            result = import_tree(
                unlocked, sources, target, report, cancel, conflict=Conflict(conflict)
            )
        took = time.monotonic() - started
    _finish(result, took, as_json=as_json)


@click.command(
    epilog=examples(
        "sigmavault get ~/Vault /photos ~/Desktop",
        "sigmavault get ~/Vault / ~/everything",
    )
)
@vault_argument
@click.argument("sources", metavar="SRC...", nargs=-1, required=True)
@click.argument("dest", type=click.Path(path_type=Path))
@_copying_options
@read_only_option
@second_lock_options
def get(
    vault: Path,
    sources: tuple[str, ...],
    dest: Path,
    conflict: str,
    credential: CredentialSource,
    as_json: bool,
) -> None:
    """Copy files and folders out of VAULT; keeps modes, times, links, holes and attributes.

    Into the folder DEST where it exists, otherwise to the name DEST. Owners are kept where that
    is permitted. Each file appears when it is complete; Ctrl-C leaves no part of one.
    """
    from engine.vault.transfer import Conflict, export_tree

    with opened(vault, credential, purpose="get", read_only=True) as unlocked:
        started = time.monotonic()
        paths = [inner_source(source) for source in sources]
        with cancel_on_interrupt() as cancel, progress_bar("get", quiet=as_json) as report:
            result = export_tree(unlocked, paths, dest, report, cancel, conflict=Conflict(conflict))
        took = time.monotonic() - started
    _finish(result, took, as_json=as_json)


def _finish(result: TransferResult, seconds: float, *, as_json: bool) -> None:
    """Say what was done and what was not; the exit code follows from the worst of it."""
    explained = [(each.path, explain(each.error, each.path)) for each in result.failures]
    for _, explanation in explained:
        note(f"sigmavault: {explanation.sentence}")
    if as_json:
        record = result_record(result)
        record["seconds"] = round(seconds, 3)
        record["failures"] = [
            {"path": exact(path), "code": each.code, "message": each.sentence}
            for path, each in explained
        ]
        say_json(record)
    else:
        say(summary(result, seconds))
    if explained:
        raise CommandFailed(worst([explanation.exit_code for _, explanation in explained]))


def worst(codes: Sequence[ExitCode]) -> ExitCode:
    """The exit code of several failures: damage and want of space say more than `other`."""
    for code in (ExitCode.DAMAGE, ExitCode.NO_SPACE):
        if code in codes:
            return code
    return ExitCode.FAILED


def result_record(result: TransferResult) -> dict[str, object]:
    """A transfer's result as JSON."""
    return {
        "files": result.files,
        "directories": result.directories,
        "symlinks": result.symlinks,
        "others": result.others,
        "hard_links": result.hard_links,
        "bytes": result.data_bytes,
        "skipped": [exact(path) for path in result.skipped],
    }


def summary(result: TransferResult, seconds: float) -> str:
    """A transfer's result in one line."""
    parts = [
        f"{count(result.files, 'file')} ({size(result.data_bytes)})",
        count(result.directories, "folder"),
    ]
    if result.symlinks:
        parts.append(count(result.symlinks, "symbolic link"))
    if result.hard_links:
        parts.append(count(result.hard_links, "hard link"))
    if result.others:
        parts.append(count(result.others, "special file"))
    if result.skipped:
        parts.append(f"{len(result.skipped):,} skipped")
    if result.failures:
        parts.append(f"{len(result.failures):,} failed")
    took = f"in {duration(seconds)}, {rate(result.data_bytes, seconds)}"
    return f"{', '.join(parts)}; {took}"
