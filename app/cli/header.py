"""`sigmavault header`: save a vault's header, and put a saved one back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import CredentialSource
from app.cli.options import examples, json_option, key_options, vault_argument
from app.cli.output import note, say, say_json
from app.cli.slot_text import slot_record, slot_text
from app.text.names import exact, shown

if TYPE_CHECKING:
    from engine.vault import RestorePlan

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.group(
    epilog=examples(
        "sigmavault header backup ~/Vault /media/stick/vault-header",
        "sigmavault header restore ~/Vault /media/stick/vault-header",
    )
)
def header() -> None:
    """Save the header of a vault, and put a saved one back.

    Without its header nothing in a vault can be read, whatever else is left of it.
    """


@header.command(epilog=examples("sigmavault header backup ~/Vault /media/stick/vault-header"))
@vault_argument
@file_argument
@click.option("--verify", is_flag=True, help="Unlock the header first, to know that it is genuine.")
@key_options
@json_option
def backup(
    vault: Path, file: Path, verify: bool, credential: CredentialSource, as_json: bool
) -> None:
    """Save the header of VAULT to the new file FILE.

    Needs no passphrase. With `--verify`, or any option that says where the passphrase is, the
    header is authenticated before it is saved. Keep the file as you would keep the vault: whoever
    has it and a passphrase of today can open the vault, also after you have changed it.
    """
    from app.jobs.device_secrets import known_at
    from engine.vault import back_up_header

    verify = verify or credential.given
    if verify:
        credential.check()
    secret = credential.read(known_at(vault.absolute())) if verify else None
    saved = back_up_header(vault.absolute(), file.absolute(), secret)
    if as_json:
        say_json(
            {
                "vault": exact(bytes(vault.absolute())),
                "file": exact(bytes(file.absolute())),
                "vault_id": saved.vault_id,
                "revision": saved.revision,
                "verified": saved.verified,
                "slots": [slot_record(slot) for slot in saved.slots],
            }
        )
        return
    say(f"Saved the header of {shown(vault)} to {shown(file)}.")
    if not saved.verified:
        say("Nobody has vouched for it; with --verify a passphrase does.")


@header.command(epilog=examples("sigmavault header restore ~/Vault /media/stick/vault-header"))
@vault_argument
@file_argument
@click.option("--yes", is_flag=True, help="Do it without asking.")
@key_options
@json_option
def restore(
    vault: Path, file: Path, yes: bool, credential: CredentialSource, as_json: bool
) -> None:
    """Put the header that was saved in FILE in the place of that of VAULT.

    The passphrase or recovery key is one of the time when it was saved: those open the vault
    afterwards, and no others. A header of another vault is refused.
    """
    from app.jobs.device_secrets import known_in
    from engine.vault import plan_restore, restore_header

    credential.check()
    if not yes and (as_json or not sys.stdin.isatty()):
        raise click.UsageError("There is nobody to ask whether to replace the header; use --yes.")
    secret = credential.read(known_in(file.absolute()))
    place, source = vault.absolute(), file.absolute()
    if not yes:
        _explain(vault, plan_restore(place, source, secret))
        click.confirm("Replace the header?", abort=True, err=True)
    plan = restore_header(place, source, secret)
    if as_json:
        say_json(_record(vault, plan))
        return
    say(f"Restored the header of {shown(vault)}. What opens the vault now:")
    for slot in plan.slots:
        say(f"  {slot_text(slot)}")


def _explain(vault: Path, plan: RestorePlan) -> None:
    """What the person is about to do."""
    if not plan.has_current:
        note(f"{shown(vault)} has no header of its own that could be read.")
    elif not plan.brought_back and not plan.taken_away:
        note("The saved header has the same key slots as the vault has now.")
    for text, slots in (
        (
            "It brings back, so that an old passphrase or key opens the vault again:",
            plan.brought_back,
        ),
        ("It takes away, so that they open nothing any more:", plan.taken_away),
    ):
        if slots:
            note(text)
            for slot in slots:
                note(f"  {slot_text(slot)}")


def _record(vault: Path, plan: RestorePlan) -> dict[str, object]:
    return {
        "vault": exact(bytes(vault.absolute())),
        "vault_id": plan.vault_id,
        "slots": [slot_record(slot) for slot in plan.slots],
        "brought_back": [slot.slot_id for slot in plan.brought_back],
        "taken_away": [slot.slot_id for slot in plan.taken_away],
    }
