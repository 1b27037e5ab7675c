"""A new master key for a vault: what begins the move to it, and what ends it.

    begin   header: the ways in wrap the new key, and the old one is sealed under it
            what is written from then on is under the new key
    move    everything that lies under the old key goes to fresh rows (`engine.health`)
    end     header: without the old key; it is forgotten

Key slots wrap the master key under what somebody knows or has, so a way in can be kept only by
whoever presents it (as in cryptsetup reencrypt). The keys of the slots are not kept under the
master key for that: whoever had learnt the old master key would then learn the new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from engine.constants import KDF_DEFAULT_TIME_S, KEY_BYTES
from engine.errors import RekeyError, WrongKeyError
from engine.format.header import VaultHeader
from engine.index.schema import WITNESS_KEY_TABLE
from engine.keys import (
    Credential,
    KdfParameters,
    KeySlotKind,
    KeySlotRecord,
    KeyState,
    Passphrase,
    RecoveryKey,
    SlotCredential,
    WithPassphrase,
    calibrate,
    create_slot,
    format_recovery_key,
    new_recovery_key,
    open_slot,
    seal_old_key,
    wipe,
)
from engine.keys.credentials import credentials_in, fits
from engine.transactions.store import TransactionalStore
from engine.vault.info import SlotInfo

WitnessKeys = tuple[bytes | bytearray, bytes | bytearray]
"""What named and sealed a device's record under an earlier master key; see `engine.vault.witness`."""


@dataclass(frozen=True, slots=True)
class RekeyPlan:
    """A new master key with what will open it; nothing is changed yet.

    `recovery_key_text` is shown once and stored nowhere: show it before the plan is carried out.
    """

    kept: tuple[SlotInfo, ...]
    """What opens the vault afterwards, and nothing else: the new recovery key among it."""
    revoked: tuple[SlotInfo, ...]
    """Ways in of now that nobody presented: they open nothing afterwards."""
    recovery_key_text: str = field(repr=False)
    """A new recovery key, if the vault had one that was not presented; else empty."""
    before: VaultHeader = field(repr=False)
    after: VaultHeader = field(repr=False)
    master_key: bytearray = field(repr=False)
    """Wiped when the plan is carried out or dropped."""

    def drop(self) -> None:
        """Forget the new key."""
        wipe(self.master_key)


def plan_rekey(
    header: VaultHeader,
    keys: KeyState,
    credentials: Sequence[Credential],
    new_passphrase: bytes | bytearray | None = None,
    kdf: KdfParameters | None = None,
    *,
    force: bool = False,
) -> RekeyPlan:
    """Draw a new master key and wrap it for those who may keep their way in.

    Args:
        header: The header in force.
        keys: The vault's keys.
        credentials: What is to open the vault afterwards too; each must open it now.
        new_passphrase: Takes the place of the first one's passphrase, as `normalise_passphrase`
            gives it; if none of them has one, it is a way in of its own.
        kdf: Cost of the derivation for the new passphrase; None measures this machine.
        force: Also where nothing but recovery keys would open the vault.

    Raises:
        RekeyError: A move is under way ("rekey-under-way"), nothing would open the vault
            ("last-slot"), or nothing but a recovery key ("only-recovery").
        WrongKeyError: One of the credentials opens no key slot.
        InvalidPassphraseError: The new passphrase is empty.
    """
    if header.old_keys:
        raise RekeyError("rekey-under-way")
    presented = [_slot_of(header, each) for each in credentials]
    master_key = bytearray(os.urandom(KEY_BYTES))
    try:
        slots = _Wrapping(header.vault_id, master_key, kdf).all(presented, new_passphrase)
        text = ""
        recovery = [slot for slot in header.key_slots if slot.kind is KeySlotKind.RECOVERY]
        if recovery and not any(slot.kind is KeySlotKind.RECOVERY for slot in slots):
            slot, text = _new_recovery_slot(header.vault_id, master_key, recovery[0])
            slots.append(slot)
        ways = [slot for slot in slots if slot.kind is not KeySlotKind.RECOVERY]
        if not slots or not (ways or force):
            raise RekeyError("only-recovery" if slots else "last-slot")
        return RekeyPlan(
            kept=tuple(SlotInfo.of(slot) for slot in slots),
            revoked=_revoked(header, presented, new_passphrase is not None),
            recovery_key_text=text,
            before=header,
            after=_header_after(header, keys, master_key, slots),
            master_key=master_key,
        )
    except BaseException:
        wipe(master_key)
        raise


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """Wraps the new master key for what was presented."""

    vault_id: bytes
    master_key: bytearray = field(repr=False)
    kdf: KdfParameters | None

    def all(
        self,
        presented: Sequence[tuple[KeySlotRecord, SlotCredential]],
        new_passphrase: bytes | bytearray | None,
    ) -> list[KeySlotRecord]:
        """The new slots, each in the place of one of before."""
        slots: list[KeySlotRecord] = []
        for old, credential in presented:
            wanted, kdf = credential, old.kdf
            if new_passphrase is not None and isinstance(credential, WithPassphrase):
                wanted, kdf = replace(credential, secret=new_passphrase), self._cost()
                new_passphrase = None
            if not any(slot.slot_id == old.slot_id for slot in slots):
                slots.append(self._one(wanted, kdf, old))
        if new_passphrase is not None:
            slots.insert(0, self._one(Passphrase(new_passphrase), self._cost(), None))
        return slots

    def _one(
        self, credential: SlotCredential, kdf: KdfParameters, old: KeySlotRecord | None
    ) -> KeySlotRecord:
        return create_slot(
            credential.kind,
            credential,
            self.master_key,
            self.vault_id,
            kdf,
            slot_id=old.slot_id if old else None,
            label=old.label if old else "",
        )

    def _cost(self) -> KdfParameters:
        return self.kdf or calibrate(KDF_DEFAULT_TIME_S)


def _slot_of(header: VaultHeader, credential: Credential) -> tuple[KeySlotRecord, SlotCredential]:
    """The slot that a credential opens, and which of its parts does.

    Raises:
        WrongKeyError: There is none.
    """
    for slot in header.key_slots:
        for each in credentials_in(credential):
            if not fits(slot, each, header.vault_id):
                continue
            try:
                wipe(open_slot(slot, each, header.vault_id))
            except WrongKeyError:
                continue
            return slot, each
    raise WrongKeyError


def _new_recovery_slot(
    vault_id: bytes, master_key: bytearray, old: KeySlotRecord
) -> tuple[KeySlotRecord, str]:
    key = bytearray(new_recovery_key())
    try:
        credential = RecoveryKey(key)
        slot = create_slot(
            credential.kind, credential, master_key, vault_id, old.kdf, label=old.label
        )
        return slot, format_recovery_key(key)
    finally:
        wipe(key)


def _revoked(
    header: VaultHeader,
    presented: Sequence[tuple[KeySlotRecord, SlotCredential]],
    changed: bool,
) -> tuple[SlotInfo, ...]:
    """What opens the vault now, and nothing afterwards; a changed passphrase counts among it."""
    kept = {slot.slot_id for slot, _ in presented}
    if changed:
        gone = [slot for slot, each in presented if isinstance(each, WithPassphrase)]
        kept -= {slot.slot_id for slot in gone[:1]}
    return tuple(SlotInfo.of(slot) for slot in header.key_slots if slot.slot_id not in kept)


def _header_after(
    header: VaultHeader, keys: KeyState, master_key: bytearray, slots: Sequence[KeySlotRecord]
) -> VaultHeader:
    """The header that begins the move: new slots, the next epoch, and the old key sealed."""
    fresh = KeyState(master_key, header.key_epoch + 1)
    old_master_key = keys.copy_master_key()
    try:
        old = seal_old_key(old_master_key, header.key_epoch, header.vault_id, fresh.old_key_key)
    finally:
        wipe(old_master_key)
        fresh.wipe()
    return replace(
        header,
        key_slots=tuple(slots),
        key_epoch=header.key_epoch + 1,
        revision=header.revision + 1,
        old_keys=(old,),
    )


# -- what devices remember under earlier keys -----------------------------------------------------


def note_witness_keys(store: TransactionalStore, keys: KeyState) -> None:
    """Keep, in the index, what names and opens the records of devices under the old keys.

    They derive from the old master key and do not lead to it. A device that has not seen the
    vault since the move finds its record by them, also when the old master key is gone.
    """
    with store.lock:
        store.execute(WITNESS_KEY_TABLE)
        for epoch in keys.old_epochs:
            name_key, seal_key = keys.witness_keys_of(epoch)
            store.execute(
                "insert or ignore into witness_key values (?, ?, ?)",
                (epoch, bytes(name_key), bytes(seal_key)),
            )
        store.touch()


def earlier_witness_keys(execute: Callable[..., object], keys: KeyState) -> list[WitnessKeys]:
    """What named and sealed the records of devices before the present key, the newest first."""
    found: dict[int, WitnessKeys] = {
        epoch: keys.witness_keys_of(epoch) for epoch in keys.old_epochs
    }
    if _rows(execute("select 1 from sqlite_master where name = 'witness_key'")):
        for epoch, name_key, seal_key in _rows(execute("select * from witness_key")):
            found.setdefault(int(epoch), (bytes(name_key), bytes(seal_key)))
    return [found[epoch] for epoch in sorted(found, reverse=True)]


def _rows(cursor: object) -> list[tuple[int, bytes, bytes]]:
    return list(cursor)  # type: ignore[call-overload,no-any-return]
