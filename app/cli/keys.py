"""`sigmavault keys`: what opens a vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.create import MAX_KDF_TIME_S, say_recovery_key
from app.cli.credentials import CredentialSource, takes_passphrase
from app.cli.new_keys import KINDS, NewCredential, find_slot
from app.cli.opening import opened
from app.cli.options import (
    credential_options,
    examples,
    json_option,
    new_credential_options,
    sheet_option,
    vault_argument,
)
from app.cli.output import say, say_json
from app.cli.sheets import new_sheet
from app.cli.slot_text import slot_record, slot_text
from app.text.names import exact, shown
from engine.constants import KDF_DEFAULT_TIME_S

if TYPE_CHECKING:
    from engine.vault import SlotInfo, Vault

slot_argument = click.argument("slot")

kdf_time_option = click.option(
    "--kdf-time",
    type=click.FloatRange(0, MAX_KDF_TIME_S, min_open=True),
    default=KDF_DEFAULT_TIME_S,
    show_default=True,
    metavar="SECONDS",
    help="Time that unlocking takes on this machine.",
)


@click.group(
    epilog=examples(
        "sigmavault keys list ~/Vault",
        "sigmavault keys add ~/Vault --kind passphrase+device --label laptop",
        "sigmavault keys remove ~/Vault laptop",
    )
)
def keys() -> None:
    """List and change what opens a vault: up to eight key slots, any of which does.

    SLOT is a slot's label, its id, or the first four or more characters of its id.
    """


@keys.command(name="list", epilog=examples("sigmavault keys list ~/Vault"))
@vault_argument
@json_option
def list_slots(vault: Path, as_json: bool) -> None:
    """List the key slots of VAULT, without unlocking it."""
    from engine.vault import read_info

    info = read_info(vault.absolute())
    if as_json:
        say_json({"slots": [slot_record(slot) for slot in info.slots]})
        return
    for slot in info.slots:
        say(slot_text(slot))


@keys.command(
    epilog=examples(
        "sigmavault keys add ~/Vault --label Anna",
        "sigmavault keys add ~/Vault --kind keyfile --new-keyfile /media/stick/key --label stick",
        "sigmavault keys add ~/Vault --recovery --kind passphrase+device --label 'new laptop'",
    )
)
@vault_argument
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help="What is to open the new slot.",
)
@click.option("--label", default="", help="A name for it; whoever has the folder can read it.")
@credential_options
@new_credential_options
@kdf_time_option
@json_option
def add(
    vault: Path,
    kind: str,
    label: str,
    credential: CredentialSource,
    new: NewCredential,
    kdf_time: float,
    as_json: bool,
) -> None:
    """Let something else open VAULT too: another passphrase, a keyfile, this device.

    Nothing is taken away, and no data is encrypted again.
    """
    new.check(kind)
    with opened(vault, credential, purpose="keys add") as unlocked:
        slot = _added(unlocked, kind, label, new, kdf_time)
    _say_slot(slot, as_json, "Added")


def _added(vault: Vault, kind: str, label: str, new: NewCredential, kdf_time: float) -> SlotInfo:
    from engine.vault.credentials import calibrate, wipe_credential

    credential = new.read(kind, vault)
    try:
        return vault.add_key_slot(credential, label, calibrate(kdf_time))
    finally:
        wipe_credential(credential)


@keys.command(
    epilog=examples(
        "sigmavault keys change ~/Vault", "sigmavault keys change ~/Vault Anna --recovery"
    )
)
@vault_argument
@click.argument("slot", required=False)
@credential_options
@new_credential_options
@kdf_time_option
@json_option
def change(
    vault: Path,
    slot: str | None,
    credential: CredentialSource,
    new: NewCredential,
    kdf_time: float,
    as_json: bool,
) -> None:
    """Change the passphrase of VAULT, or whatever else opens SLOT. No data is encrypted again.

    Without SLOT it is the slot that opened the vault, or the only one that takes a passphrase: with
    `--recovery` a forgotten passphrase is replaced. A slot that takes a device takes this one then.
    """
    from app.jobs.device_secrets import forget_unused_secret
    from engine.vault import read_info
    from engine.vault.credentials import calibrate, wipe_credential

    new.check(_kind_to_change(read_info(vault.absolute()).slots, slot))
    with opened(vault, credential, purpose="keys change") as unlocked:
        chosen = _slot_to_change(unlocked, slot)
        secret = new.read(chosen.kind, unlocked)
        try:
            changed = unlocked.change_key_slot(chosen.slot_id, secret, calibrate(kdf_time))
        finally:
            wipe_credential(secret)
        if changed.device != chosen.device:
            forget_unused_secret(unlocked, chosen)
    if as_json:
        say_json({"changed": True, "slot": slot_record(changed)})
    elif takes_passphrase(changed):
        say("The passphrase is changed; the old one opens nothing any more.")
    else:
        say(f"Changed {slot_text(changed)}")


def _kind_to_change(slots: tuple[SlotInfo, ...], name: str | None) -> str:
    """The kind of the slot that is probably meant; what opens the vault may decide otherwise."""
    if name is not None:
        return find_slot(slots, name).kind
    kinds = {slot.kind for slot in slots if takes_passphrase(slot)}
    return kinds.pop() if len(kinds) == 1 else "passphrase"


def _slot_to_change(vault: Vault, name: str | None) -> SlotInfo:
    from engine.errors import KeySlotError

    slots = vault.key_slots()
    if name is not None:
        return find_slot(slots, name)
    ours = [slot for slot in slots if takes_passphrase(slot)]
    chosen = [slot for slot in ours if slot.slot_id == vault.opened_by] or ours
    if len(chosen) != 1:
        raise KeySlotError("", "several-slots" if chosen else "no-slot")
    return chosen[0]


@keys.command(epilog=examples("sigmavault keys rename ~/Vault 3f8a 'old laptop'"))
@vault_argument
@slot_argument
@click.argument("label")
@credential_options
@json_option
def rename(vault: Path, slot: str, label: str, credential: CredentialSource, as_json: bool) -> None:
    """Give SLOT another LABEL; an empty one takes it away."""
    with opened(vault, credential, purpose="keys rename") as unlocked:
        chosen = find_slot(unlocked.key_slots(), slot)
        renamed = unlocked.rename_key_slot(chosen.slot_id, label)
    _say_slot(renamed, as_json, "Renamed")


@keys.command(epilog=examples("sigmavault keys remove ~/Vault 'old laptop'"))
@vault_argument
@slot_argument
@click.option(
    "--force",
    is_flag=True,
    help="Also where nothing but the recovery key, or no way without a device, is left.",
)
@credential_options
@json_option
def remove(
    vault: Path, slot: str, force: bool, credential: CredentialSource, as_json: bool
) -> None:
    """Revoke SLOT: what opened it opens nothing any more. The last one stays.

    A copy of the vault, or of its header, that somebody took before still opens with it.
    """
    from app.jobs.device_secrets import forget_unused_secret

    with opened(vault, credential, purpose="keys remove") as unlocked:
        chosen = find_slot(unlocked.key_slots(), slot)
        removed = unlocked.remove_key_slot(chosen.slot_id, force=force)
        forget_unused_secret(unlocked, removed)
    _say_slot(removed, as_json, "Removed")


@keys.command(epilog=examples("sigmavault keys recovery ~/Vault --sheet key.pdf"))
@vault_argument
@sheet_option("--sheet")
@credential_options
@json_option
def recovery(vault: Path, sheet: Path | None, credential: CredentialSource, as_json: bool) -> None:
    """Make a new recovery key for VAULT; the old one opens nothing any more."""
    from engine.vault.credentials import recovery_words

    with new_sheet(sheet) as write_sheet:
        with opened(vault, credential, purpose="keys recovery") as unlocked:
            text, vault_id = unlocked.new_recovery_key(), unlocked.vault_id
        if as_json:
            say_json({"recovery_key": text, "recovery_words": recovery_words(text)})
        else:
            say_recovery_key(text)
        write_sheet(vault.absolute().name, vault_id, text)


@keys.command(epilog=examples("sigmavault keys keyfile /media/stick/key"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def keyfile(file: Path, as_json: bool) -> None:
    """Make a new keyfile FILE of random bytes. It opens nothing until a slot is added for it.

    Keep a second copy: a keyfile that changes by one byte, or is lost, opens nothing.
    """
    from engine.vault.credentials import make_keyfile

    make_keyfile(file.absolute())
    if as_json:
        say_json({"keyfile": exact(bytes(file.absolute()))})
    else:
        say(f"Made the keyfile {shown(file)}.")


def _say_slot(slot: SlotInfo, as_json: bool, done: str) -> None:
    if as_json:
        say_json({"slot": slot_record(slot)})
    else:
        say(f"{done} {slot_text(slot)}")
