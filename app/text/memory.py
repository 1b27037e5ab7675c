"""What a person is told about what this device remembers of a vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.errors import explain
from app.text.quantities import moment
from app.text.translation import tr
from engine.errors import HeaderRollbackError

if TYPE_CHECKING:
    from engine.errors import RollbackError
    from engine.vault import MemoryReport, Vault


def memory_text(report: MemoryReport) -> str:
    """In a line: what this device remembers of a vault."""
    from engine.vault import Memory

    if report.memory is Memory.UNREADABLE:
        return tr("what this device remembered is damaged or was altered")
    if not report.works:
        return tr("this device cannot remember vaults; an old copy would not be noticed")
    if report.seen_ns is None:
        return tr("this device has not seen the vault before")
    text = tr("this device saw generation {generation} on {when}").format(
        generation=report.generation, when=moment(report.seen_ns)
    )
    if report.memory is Memory.ROLLED_BACK:
        text = tr("{seen}, which this copy does not continue").format(seen=text)
    elif report.accepted_ns:
        text = tr("{seen}; an older copy was accepted on {when}").format(
            seen=text, when=moment(report.accepted_ns)
        )
    return text


def memory_warning(vault: Vault) -> str | None:
    """What has to be known about a vault that was unlocked, if anything."""
    from engine.vault import Memory

    memory = vault.witness.memory
    if memory is Memory.UNREADABLE:
        return tr(
            "What this device remembered of the vault is damaged or was altered:"
            " if an older copy was put in the vault's place, that was not noticed."
        )
    if memory is Memory.ROLLED_BACK and vault.rollback is not None:
        return _rolled_back(vault.rollback)
    failure = vault.witness.failure
    return memory_failure_text(failure) if failure is not None else None


def memory_failure_text(failure: OSError) -> str:
    """That this device cannot remember vaults, and why."""
    return tr(
        "This device cannot remember the state of vaults ({because}):"
        " if an older copy is put in the place of one, that will not be noticed."
    ).format(because=explain(failure).sentence.rstrip("."))


def _rolled_back(rollback: RollbackError) -> str:
    when = moment(rollback.remembered_ns)
    if isinstance(rollback, HeaderRollbackError):
        return tr(
            "The vault's header is older than the one that this device saw on {when};"
            " the vault is open for reading only."
        ).format(when=when)
    if rollback.forked:
        return tr(
            "This copy of the vault is not the one that this device saw on {when}, it went its own"
            " way; it is open for reading only."
        ).format(when=when)
    return tr(
        "This vault is older than the one that this device saw on {when}: an older copy, or one"
        " whose newest state was damaged. It is open for reading only."
    ).format(when=when)
