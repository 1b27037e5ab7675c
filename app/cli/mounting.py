"""`sigmavault mount`, `unmount` and `status`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli import handover
from app.cli.credentials import CredentialSource
from app.cli.failures import CommandFailed
from app.cli.interrupts import ignore_interrupts
from app.cli.options import credential_options, examples, json_option, vault_argument
from app.cli.output import note, say, say_json
from app.cli.serving import MountRequest, serve, start_serving
from app.text.errors import explain
from app.text.memory import memory_failure_text
from app.text.names import exact, shown
from app.text.quantities import count

if TYPE_CHECKING:
    from engine.mount import MountRecord
    from engine.vault import VaultInfo


@click.command(
    epilog=examples(
        "sigmavault mount ~/Vault ~/Private",
        "sigmavault mount ~/Vault ~/Private --read-only --foreground",
    )
)
@vault_argument
@click.argument("mountpoint", type=click.Path(path_type=Path))
@click.option("--foreground", is_flag=True, help="Serve here until unmounted or Ctrl-C.")
@click.option("--read-only", is_flag=True, help="Change nothing, neither inside nor on disk.")
@click.option("--allow-other", is_flag=True, help="Let other users of this machine in.")
@click.option(
    "--binding",
    type=click.Choice(["linux", "mfusepy"]),
    help="How to speak to FUSE; the better one unless given.",
)
@click.option("--handed-over", is_flag=True, hidden=True)
@credential_options
def mount(
    vault: Path,
    mountpoint: Path,
    foreground: bool,
    read_only: bool,
    allow_other: bool,
    binding: str | None,
    handed_over: bool,
    credential: CredentialSource,
) -> None:
    """Show the content of VAULT at the folder MOUNTPOINT; returns when it is usable.

    A process in the background serves it until `sigmavault unmount`.
    """
    if read_only and credential.accept_rollback:
        raise click.UsageError("Give either --read-only or --accept-rollback.")
    request = MountRequest(
        vault.absolute(),
        mountpoint.absolute(),
        read_only,
        allow_other,
        binding,
        credential.accept_rollback,
    )
    if handed_over:
        _serve_for_parent(request)
        return
    credential.check()
    offered = credential.read(_check(request))
    if foreground:
        serve(request, offered, in_background=False)
        return
    from engine.vault.credentials import wipe_credential

    try:
        start_serving(request, offered, ignore_interrupts)
    finally:
        wipe_credential(offered)


def _check(request: MountRequest) -> VaultInfo:
    """Find out what cannot work before anybody types a passphrase."""
    from engine.errors import MountError
    from engine.vault import read_info

    known = read_info(request.vault)
    try:
        folder = request.mountpoint.is_dir()
    except OSError:  # a dead mount lies there, which mounting clears away
        folder = True
    if not folder:
        raise MountError(request.mountpoint, "missing")
    return known


def _serve_for_parent(request: MountRequest) -> None:
    """The child's side: what goes wrong before the mount is usable is the parent's to say."""
    report_fd = sys.stdout.fileno()
    try:
        serve(request, handover.read_credential(sys.stdin.buffer), in_background=True)
    except Exception as error:
        explanation = explain(error)
        handover.send_failure(report_fd, explanation)
        raise CommandFailed(explanation.exit_code) from error


@click.command(epilog=examples("sigmavault unmount ~/Private", "sigmavault unmount ~/Vault"))
@click.argument("place", metavar="MOUNTPOINT|VAULT", type=click.Path(path_type=Path))
def unmount(place: Path) -> None:
    """Unmount a vault; returns when everything is durable and the vault is locked."""
    from engine.mount import unmount as run_unmount

    run_unmount(place.absolute())


@click.command(epilog=examples("sigmavault status", "sigmavault status --json"))
@json_option
def status(as_json: bool) -> None:
    """List which vaults are mounted, where, and by which process."""
    from engine.mount import list_mounts
    from engine.vault import memory_failure

    failure = memory_failure()
    if failure is not None:
        note(f"sigmavault: {memory_failure_text(failure)}")
    mounts = list_mounts()
    if as_json:
        records = [
            {
                "vault": exact(bytes(each.vault)),
                "mountpoint": exact(bytes(each.mountpoint)),
                "pid": each.pid,
                "read_only": each.read_only,
                "binding": each.binding,
                "rekey_under_way": moving,
                "rekey_fraction": _fraction(each) if moving else None,
            }
            for each, moving in ((each, _is_moving(each.vault)) for each in mounts)
        ]
        say_json({"mounts": records, "remembers": failure is None})
        return
    for each in mounts:
        access = "read-only" if each.read_only else "read and write"
        say(f"{shown(each.mountpoint)}  {shown(each.vault)}  {access}, pid {each.pid}{_move(each)}")
    if not mounts:
        say(f"{count(0, 'vault')} mounted")


def _move(record: MountRecord) -> str:
    if not _is_moving(record.vault):
        return ""
    fraction = _fraction(record)
    far = "" if fraction is None else f" ({int(fraction * 100)} %)"
    return f", moving to a new key{far}"


def _fraction(record: MountRecord) -> float | None:
    """How far such a move is, if whoever serves the mount says so."""
    from engine.errors import MountError
    from engine.mount import rekey_fraction

    try:
        return rekey_fraction(record)
    except MountError:
        return None


def _is_moving(vault: Path) -> bool:
    """Whether a vault is moving to a new key, as far as its header can be read."""
    from engine.errors import VaultError
    from engine.vault import read_info

    try:
        return read_info(vault).rekey_under_way
    except VaultError:
        return False
