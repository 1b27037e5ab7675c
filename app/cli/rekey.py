"""`sigmavault rekey`: a new master key, so that what is revoked opens nothing that is on disk."""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.create import say_recovery_key
from app.cli.credentials import PIN_LABEL, CredentialSource
from app.cli.failures import CommandFailed
from app.cli.interrupts import cancel_on_interrupt
from app.cli.opening import opened_with
from app.cli.options import credential_options, examples, json_option, vault_argument
from app.cli.output import note, say, say_json
from app.cli.progress import progress_bar
from app.cli.secrets import SecretSource
from app.text.errors import ExitCode
from app.text.names import exact, shown
from engine.errors import CancelledError, RekeyError, VaultBusyError

if TYPE_CHECKING:
    from engine.health import RekeyReport
    from engine.vault import RekeyPlan, Vault
    from engine.vault.credentials import Credential


class Wish:
    """What is to open the vault under its new key, beside what opens it now."""

    def __init__(self, kept: tuple[CredentialSource, ...], new: SecretSource | None) -> None:
        self.kept = kept
        self.new = new

    @property
    def given(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.kept) or self.new is not None


@click.command(
    epilog=examples(
        "sigmavault rekey ~/Vault --new-passphrase",
        "sigmavault rekey ~/Vault --keep-passphrase-file theirs.txt --begin",
    )
)
@vault_argument
@credential_options
@click.option("--new-passphrase", is_flag=True, help="Ask for a new passphrase and change it too.")
@click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Change the passphrase to the first line of FILE.",
)
@click.option(
    "--keep-passphrase-file",
    "keep_passphrases",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Keep the way in of the passphrase in FILE too; may be given more than once.",
)
@click.option(
    "--keep-keyfile",
    "keep_keyfiles",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Keep the way in of a keyfile too; may be given more than once.",
)
@click.option(
    "--keep-security-key",
    is_flag=True,
    help="Keep the way in of the security key that is plugged in.",
)
@click.option(
    "--keep-recovery-key-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep the recovery key in FILE, instead of making a new one.",
)
@click.option(
    "--begin", is_flag=True, help="Only begin: the rest is done while the vault is mounted or open."
)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@json_option
def rekey(
    vault: Path,
    credential: CredentialSource,
    new_passphrase: bool,
    new_passphrase_file: Path | None,
    keep_passphrases: tuple[Path, ...],
    keep_keyfiles: tuple[Path, ...],
    keep_security_key: bool,
    keep_recovery_key_file: Path | None,
    begin: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Give VAULT a new master key, and bring everything in it under that key.

    What opened the vault so far opens nothing of it any more when this has ended, nor does the old
    master key. Kept are the ways in that are presented: the one that unlocks the vault, with a
    changed passphrase if you like, and those of the `--keep` options. A vault with a recovery key
    gets a new one. A copy that somebody made of the vault before stays as readable as it was.

    It may be stopped by Ctrl-C, or by anything else, at any time: the rest is done when the vault is
    next mounted or open in the window, or by this command. It needs no passphrase that is not asked
    for here, and no room to speak of.
    """
    wish = Wish(
        _kept(keep_passphrases, keep_keyfiles, keep_security_key, keep_recovery_key_file),
        _new(new_passphrase, new_passphrase_file),
    )
    if not yes and (as_json or not sys.stdin.isatty()):
        raise click.UsageError("There is nobody to ask whether to change the key; use --yes.")
    try:
        _rekey(vault, credential, wish, begin=begin, ask=not yes, as_json=as_json)
    except VaultBusyError:
        note(
            "sigmavault: A vault that is mounted or open cannot be given a new key from here."
            " Unmount it, run this with --begin, and mount it again: the rest is done meanwhile."
        )
        raise


def _rekey(
    vault: Path, source: CredentialSource, wish: Wish, *, begin: bool, ask: bool, as_json: bool
) -> None:
    from engine.vault import read_info
    from engine.vault.credentials import wipe_credential

    source.check()
    known = read_info(vault.absolute())
    offered: list[Credential] = [source.read(known)]
    try:
        kept = [each.read(known) for each in wish.kept]
        mine = copy.deepcopy(offered[0])
        offered += [mine, *kept]
        with opened_with(vault, offered[0], source, purpose="rekey") as unlocked:
            if unlocked.rekey_under_way and wish.given:
                raise RekeyError("rekey-under-way")
            plan = None if unlocked.rekey_under_way else _begin(unlocked, [mine, *kept], wish, ask)
            if plan is None:
                note(f"{shown(vault)} is moving to a new key already; going on with that.")
            elif not as_json:
                say("The vault has a new key. What is not kept opens its header no more.")
            report = None if begin else _move(unlocked, quiet=as_json)
            lost = _paths(unlocked, report)
            if as_json:
                say_json(_record(vault, unlocked, plan, report, lost))
    finally:
        for each in offered:
            wipe_credential(each)
    if not as_json:
        _say_end(vault, report, lost, begin=begin)
    if not begin and (report is None or not report.finished):
        raise CommandFailed(ExitCode.FAILED if report is None else ExitCode.DAMAGE)


def _kept(
    passphrases: tuple[Path, ...],
    keyfiles: tuple[Path, ...],
    security_key: bool,
    recovery: Path | None,
) -> tuple[CredentialSource, ...]:
    nothing = SecretSource()
    sources = [CredentialSource(SecretSource(file)) for file in passphrases]
    sources += [CredentialSource(nothing, keyfile=file) for file in keyfiles]
    if security_key:
        pin = SecretSource(label=PIN_LABEL)
        sources.append(CredentialSource(nothing, security_key=True, pin=pin))
    if recovery is not None:
        sources.append(CredentialSource(nothing, recovery_file=recovery))
    return tuple(sources)


def _new(asked: bool, file: Path | None) -> SecretSource | None:
    if not asked and file is None:
        return None
    if asked and file is not None:
        raise click.UsageError("Give either --new-passphrase or --new-passphrase-file.")
    return SecretSource(file, label="New passphrase", options="--new-passphrase-file")


def _begin(vault: Vault, kept: list[Credential], wish: Wish, ask: bool) -> RekeyPlan:
    """Plan it, say what it means, and begin; shows the new recovery key before that."""
    from engine.vault.credentials import wipe

    passphrase = wish.new.read_new() if wish.new is not None else None
    try:
        plan = vault.plan_rekey(kept, passphrase)
    finally:
        if isinstance(passphrase, bytearray):
            wipe(passphrase)
    try:
        if ask:
            _explain(plan)
            click.confirm("Change the key?", abort=True, err=True)
        vault.rekey(plan)
    finally:
        plan.drop()
    return plan


def _explain(plan: RekeyPlan) -> None:
    """What the person is about to do."""
    from app.cli.slot_text import slot_text

    for text, slots in (
        ("Opens the vault afterwards:", plan.kept),
        ("Opens nothing afterwards:", plan.revoked),
    ):
        if slots:
            note(text)
            for slot in slots:
                note(f"  {slot_text(slot)}")
    if plan.recovery_key_text:
        say_recovery_key(plan.recovery_key_text)


def _move(vault: Vault, *, quiet: bool) -> RekeyReport | None:
    """Move everything to the new key; None when somebody stopped it."""
    from engine.health import move_to_new_key

    with cancel_on_interrupt() as cancel, progress_bar("rekey", quiet=quiet) as report:
        try:
            return move_to_new_key(vault, report=report, cancel=cancel)
        except CancelledError:
            return None


def _paths(vault: Vault, report: RekeyReport | None) -> list[bytes]:
    if report is None:
        return []
    return [path for ino in report.unreadable for path in vault.namespace.paths_of(ino)]


def _say_end(vault: Path, report: RekeyReport | None, lost: list[bytes], *, begin: bool) -> None:
    if report is not None and report.finished:
        say(f"Everything in {shown(vault)} is under the new key; the old one opens nothing there.")
    elif report is not None:
        say("The old key is kept for what cannot be read any more, in these files:")
        for path in lost:
            say(f"  {shown(path)}")
        say("Delete them, or bring back what is missing, and run this again.")
    else:
        stopped = "The rest" if begin else "Stopped. The rest"
        say(f"{stopped} is done while the vault is mounted or open, or by running this again.")


def _record(
    vault: Path,
    unlocked: Vault,
    plan: RekeyPlan | None,
    report: RekeyReport | None,
    lost: list[bytes],
) -> dict[str, Any]:
    from app.cli.slot_text import slot_record
    from engine.vault.credentials import recovery_words

    text = plan.recovery_key_text if plan is not None else ""
    return {
        "vault": exact(bytes(vault.absolute())),
        "vault_id": unlocked.vault_id,
        "key_epoch": unlocked.header.key_epoch,
        "begun": plan is not None,
        "finished": report is not None and report.finished,
        "moved_rows": report.moved_rows if report is not None else 0,
        "slots": [slot_record(slot) for slot in unlocked.key_slots()],
        "revoked": [slot.slot_id for slot in plan.revoked] if plan is not None else [],
        "recovery_key": text or None,
        "recovery_words": recovery_words(text) if text else None,
        "unreadable": [exact(path) for path in lost],
    }
