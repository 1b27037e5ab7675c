"""`sigmavault lock-file` and `unlock-file`: a second passphrase for single files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import CredentialSource
from app.cli.interrupts import cancel_on_interrupt
from app.cli.opening import opened
from app.cli.options import (
    credential_options,
    examples,
    json_option,
    vault_argument,
)
from app.cli.output import note, say, say_json
from app.cli.paths import vault_path
from app.cli.progress import progress_bar
from app.cli.second_lock import second_passphrase_options
from app.cli.secrets import SecretSource
from app.text.quantities import count

if TYPE_CHECKING:
    from engine.mount import MountRecord

_FINAL = (
    "If this passphrase is forgotten, what lies under it is lost for good:"
    " neither the vault's passphrase nor its recovery key opens it."
)


@click.command(
    name="lock-file",
    epilog=examples(
        "sigmavault lock-file ~/Vault /diary", "sigmavault lock-file ~/Vault /diary --again"
    ),
)
@vault_argument
@click.argument("path")
@click.option("--again", is_flag=True, help="Close a lock that was opened in a mounted vault.")
@credential_options
@second_passphrase_options
@json_option
def lock_file(
    vault: Path,
    path: str,
    again: bool,
    credential: CredentialSource,
    second: SecretSource,
    as_json: bool,
) -> None:
    """Put the file or folder PATH of VAULT under a second passphrase of its own.

    Its content is sealed anew, and what it was before is overwritten with noise. From then on it
    opens with the second passphrase only. A forgotten one is final.

    A mounted vault is asked through the process that serves it.
    """
    record = _mount_of(vault)
    if again:
        _close_again(record, path, as_json=as_json)
        return
    second.check()
    if record is None:
        credential.check()
    note(f"sigmavault: {_FINAL}")
    if record is not None:
        files = _ask(record, "lock", path, second.read_new())
    else:
        with opened(vault, credential, purpose="lock-file") as unlocked:
            secret = second.read_new()
            with cancel_on_interrupt() as cancel, progress_bar("lock", quiet=as_json) as report:
                files = unlocked.file_locks.lock(
                    vault_path(path), secret, report=report, cancel=cancel
                )
    if as_json:
        say_json({"locked": True, "files": files})
    else:
        say(f"{count(files, 'file')} sealed under the second passphrase.")


@click.command(
    name="unlock-file",
    epilog=examples(
        "sigmavault unlock-file ~/Vault /diary",
        "sigmavault unlock-file ~/Vault /diary --remove",
    ),
)
@vault_argument
@click.argument("path")
@click.option("--remove", is_flag=True, help="Take the second lock off, for good.")
@credential_options
@second_passphrase_options
@json_option
def unlock_file(
    vault: Path,
    path: str,
    remove: bool,
    credential: CredentialSource,
    second: SecretSource,
    as_json: bool,
) -> None:
    """Open the second lock of PATH in a mounted VAULT, until it is unmounted or locked again.

    With --remove the lock is taken off instead, whether or not the vault is mounted.
    """
    record = _mount_of(vault)
    if record is None and not remove:
        raise click.UsageError(
            "The vault is not mounted, so there is no session to open the lock for; mount it first,"
            " give --unlock-file to the command that needs it, or take the lock off with --remove."
        )
    second.check()
    files = 0
    if record is not None:
        files = _ask(record, "remove" if remove else "open", path, second.read())
    else:
        with opened(vault, credential, purpose="unlock-file") as unlocked:
            secret = second.read()
            with cancel_on_interrupt() as cancel, progress_bar("unlock", quiet=as_json) as report:
                files = unlocked.file_locks.remove(
                    vault_path(path), secret, report=report, cancel=cancel
                )
    if as_json:
        say_json({"removed": remove, "open": True, "files": files})
    elif remove:
        say(f"The second lock is off; {count(files, 'file')} opened for good.")
    else:
        say("The second lock is open until the vault is unmounted.")


def _close_again(record: MountRecord | None, path: str, *, as_json: bool) -> None:
    if record is None:
        raise click.UsageError("The vault is not mounted: its second locks are closed.")
    _ask(record, "close", path)
    if as_json:
        say_json({"locked": True, "files": 0})
    else:
        say("The second lock is closed again.")


def _mount_of(vault: Path) -> MountRecord | None:
    """The mount of a vault, if a process of ours serves one."""
    from engine.mount import list_mounts

    place = vault.resolve()
    return next((each for each in list_mounts() if each.vault == place), None)


def _ask(record: MountRecord, what: str, path: str, secret: bytes | bytearray = b"") -> int:
    from engine.mount import ask_mount

    return ask_mount(record, what, vault_path(path), secret)
