"""A new master key for a vault that is open: planned, begun, watched while it moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.vault import RekeyPlan, SlotInfo, Vault
    from engine.vault.credentials import Credential


@dataclass(frozen=True, slots=True)
class RekeyWish:
    """What is to open the vault under its new key; this device is presented where it can be."""

    passphrase: str = field(default="", repr=False)
    new_passphrase: str = field(default="", repr=False)
    """In the place of the passphrase; empty: it stays."""
    keyfile: Path | None = None
    security_key: bool = False
    """Whether the one that is plugged in is to stay a way in."""
    pin: str = field(default="", repr=False)
    """Of the security key."""


@dataclass(frozen=True, slots=True)
class PlannedRekey:
    """A plan and what it means. It holds a key: carry it out or drop it."""

    kept: tuple[tuple[str, str], ...]
    """Label and kind of what opens the vault afterwards."""
    revoked: tuple[tuple[str, str], ...]
    """Of what opens nothing afterwards."""
    recovery_key: str = field(repr=False)
    """Shown once; empty where there is none."""
    recovery_words: str = field(repr=False)
    vault_id: str
    plan: RekeyPlan = field(repr=False)

    def drop(self) -> None:
        """Forget the new key."""
        self.plan.drop()


@dataclass(frozen=True, slots=True)
class Movement:
    """How far a vault is on its way to a new master key."""

    fraction: float
    """Of what there is to move, 0 to 1."""
    is_stopped: bool = False
    """Something is in the way; it is tried again by itself."""
    unreadable: tuple[bytes, ...] = ()
    """Files of which blocks are lost: for their sake the old key is kept."""


def plan(vault: Vault, wish: RekeyWish, cancel: CancelToken, _report: Report) -> PlannedRekey:
    """Draw a new key, and wrap it for what was presented. Nothing is changed.

    Raises:
        WrongKeyError: The passphrase or the keyfile opens none of the ways.
        RekeyError, InvalidPassphraseError, InvalidKeyfileError: There is no such plan.
        SecurityKeyError: The security key is not there or did not answer.
        CancelledError: Somebody lost patience.
    """
    from engine.vault.credentials import (
        normalise_passphrase,
        recovery_words,
        wipe,
        wipe_credential,
    )

    offered: list[Credential] = []
    new = normalise_passphrase(wish.new_passphrase) if wish.new_passphrase else None
    try:
        offered.extend(_offered(vault, wish, cancel))
        found = vault.plan_rekey(offered, new)
    finally:
        for each in offered:
            wipe_credential(each)
        if new is not None:
            wipe(new)
    try:
        cancel.check()
    except BaseException:
        found.drop()
        raise
    text = found.recovery_key_text
    return PlannedRekey(
        _named(found.kept),
        _named(found.revoked),
        text,
        recovery_words(text) if text else "",
        vault.vault_id,
        found,
    )


def begin(vault: Vault, planned: PlannedRekey, _cancel: CancelToken, _report: Report) -> None:
    """Give the vault its new key; the rest is done while it is open.

    Raises:
        RekeyError, ReadOnlyVaultError, NoSpaceError, MediumError: It has its old one.
    """
    from engine.health import rekey_of

    try:
        vault.rekey(planned.plan)
    finally:
        planned.drop()
    mover = rekey_of(vault)
    if mover is not None:
        mover.look_now()


def movement(vault: Vault, _cancel: CancelToken, _report: Report) -> Movement | None:
    """How far the move is; None if there is none."""
    from engine.health import rekey_of

    if not vault.rekey_under_way:
        return None
    mover = rekey_of(vault)
    live = mover.progress if mover is not None else None
    noted = vault.rekey_progress
    fraction = noted.fraction if noted is not None else 0.0
    if live is not None and live.total:
        fraction = live.done / live.total
    last = mover.last if mover is not None and live is None else None
    lost = last.unreadable if last is not None and not last.finished else ()
    paths = tuple(path for ino in lost for path in vault.namespace.paths_of(ino)[:1])
    stopped = live is None and mover is not None and (mover.failure is not None or bool(paths))
    return Movement(min(1.0, max(0.0, fraction)), stopped, paths)


def _named(slots: tuple[SlotInfo, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((slot.label, slot.kind) for slot in slots)


def _offered(vault: Vault, wish: RekeyWish, cancel: CancelToken) -> Iterator[Credential]:
    """Everything that is presented, each for one way in.

    The passphrase is the one that goes with a keyfile or a security key, if the vault has such a way.
    """
    from app.jobs import security_keys
    from app.jobs.device_secrets import opener_of, with_this_device
    from app.jobs.opening import keyfile_of, passphrase_of
    from app.jobs.ways_in import KnownWays
    from engine.errors import DeviceSecretError
    from engine.vault.credentials import normalise_passphrase

    known = KnownWays(vault.vault_id, vault.key_slots())
    kinds = {slot.kind for slot in known.slots}
    alone = wish.passphrase
    if wish.security_key:
        manner = security_keys.manner_of(wish.pin, cancel)
        answer = security_keys.answered(
            known,
            manner,
            lambda: normalise_passphrase(wish.passphrase) if wish.passphrase else None,
        )
        alone = "" if "passphrase" in answer.kind.value else alone
        yield answer
    if wish.keyfile is not None:
        beside = wish.passphrase if "passphrase+keyfile" in kinds else ""
        alone = "" if beside else alone
        yield keyfile_of(wish.keyfile, beside)(cancel)
    if alone:
        yield with_this_device(known, passphrase_of(alone)(cancel))
    with suppress(DeviceSecretError):  # a keyring that does not answer keeps no other way out
        device = opener_of(known)
        if device is not None:
            yield device
