"""The ways into an open vault: list, add, rename, change, revoke.

Whoever has opened a vault has its master key and may change what opens it; nothing is encrypted
anew. Each change is one new header, which is in force when this has returned, or not at all.

What is revoked opens the vault's header no more. A copy of the folder, or of the header alone, that
was taken before still opens with it: docs/threat-model.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.constants import KDF_DEFAULT_TIME_S, KEY_SLOTS, MAX_SLOT_LABEL_BYTES
from engine.errors import KeySlotError, VaultLockedError
from engine.keys import (
    KdfParameters,
    KeySlotKind,
    KeySlotRecord,
    Passphrase,
    RecoveryKey,
    SlotCredential,
    WithPassphrase,
    calibrate,
    create_slot,
    format_recovery_key,
    new_recovery_key,
    wipe,
)
from engine.vault.info import SlotInfo

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_DEVICE_KINDS = (KeySlotKind.DEVICE, KeySlotKind.PASSPHRASE_AND_DEVICE)
_SECURITY_KEY_KINDS = (KeySlotKind.FIDO2, KeySlotKind.PASSPHRASE_AND_FIDO2)


class KeySlots:
    """The key slots of an open vault.

    Raises:
        ReadOnlyVaultError, VaultLockedError: From every change: nothing may be written.
        NoSpaceError, MediumError: From every change: the disk refused; the key slots of before
            stay in force.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def listed(self) -> tuple[SlotInfo, ...]:
        """All of them, in the header's order."""
        return tuple(SlotInfo.of(slot) for slot in self._records)

    def add(
        self, credential: SlotCredential, label: str = "", kdf: KdfParameters | None = None
    ) -> SlotInfo:
        """Let something else open the vault too.

        Args:
            credential: What is to open it.
            label: The owner's name for it; whoever has the folder can read it.
            kdf: Cost of the derivation. None measures this machine for what has a passphrase in
                it; for what has none, which cannot be guessed, it is that of the slot that opened
                this session.

        Raises:
            KeySlotError: There are `KEY_SLOTS` already, or this cannot be a label.
            InvalidPassphraseError: The passphrase is empty.
        """
        check_label(label)
        self._check_writable()
        if len(self._records) >= KEY_SLOTS:
            raise KeySlotError("", "slots-full")
        slot = self._made(credential, kdf or self._cost_for(credential), label=label)
        self._put((*self._records, slot))
        return SlotInfo.of(slot)

    def rename(self, slot_id: str, label: str) -> SlotInfo:
        """Give a slot another name; it takes nothing that opens it.

        Raises:
            KeySlotError: There is no such slot, or this cannot be a label.
        """
        check_label(label)
        self._check_writable()
        slot = replace(self._record(slot_id), label=label)
        self._put(self._with(slot))
        return SlotInfo.of(slot)

    def change(
        self, slot_id: str, credential: SlotCredential, kdf: KdfParameters | None = None
    ) -> SlotInfo:
        """Let something else of the same kind open a slot; what opened it opens nothing any more.

        The slot keeps its id, its label and its place.

        Args:
            slot_id: The slot's id.
            credential: What is to open it.
            kdf: Cost of the derivation. None measures this machine for what has a passphrase in
                it, and keeps the slot's for what has none.

        Raises:
            KeySlotError: There is no such slot.
            InvalidPassphraseError: The passphrase is empty.
            ValueError: It is of another kind.
        """
        self._check_writable()
        old = self._record(slot_id)
        if old.kind is not credential.kind:
            raise ValueError(credential.kind)
        if kdf is None:
            kdf = calibrate(KDF_DEFAULT_TIME_S) if _is_guessable(credential) else old.kdf
        slot = self._made(credential, kdf, label=old.label, slot_id=old.slot_id)
        self._put(self._with(slot))
        return SlotInfo.of(slot)

    def remove(self, slot_id: str, *, force: bool = False) -> SlotInfo:
        """Revoke a way in.

        Args:
            slot_id: The slot's id.
            force: Do it also where what remains is a recovery key alone, or depends on one device.

        Raises:
            KeySlotError: There is no such slot, or it is the last one that this program can open
                ("last-slot", which nothing forces), or without `force`: only recovery keys would be left
                ("only-recovery"), only slots that take a device's secret ("only-device"), or only slots that
                take a security key or a device's secret ("only-security-key").
        """
        self._check_writable()
        slot = self._record(slot_id)
        kept = tuple(each for each in self._records if each is not slot)
        reason = why_not_remove(slot, kept)
        if reason == "last-slot" or (reason and not force):
            raise KeySlotError(slot.label or slot.slot_id.hex(), reason)
        self._put(kept)
        return SlotInfo.of(slot)

    def change_passphrase(self, new: bytes | bytearray, kdf: KdfParameters | None = None) -> None:
        """Replace the passphrase: of the slot that opened this session, or of the only such slot.

        Args:
            new: As `normalise_passphrase` gives it.
            kdf: Cost of the derivation; None measures this machine.

        Raises:
            KeySlotError: No slot opens by a passphrase alone ("no-slot"); there are several, and
                none of them opened this session ("several-slots").
            InvalidPassphraseError: It is empty.
        """
        slots = [slot for slot in self._records if slot.kind is KeySlotKind.PASSPHRASE]
        opener = [slot for slot in slots if slot.slot_id.hex() == self._vault.opened_by]
        chosen = opener or slots
        if len(chosen) != 1:
            raise KeySlotError("", "several-slots" if chosen else "no-slot")
        self.change(chosen[0].slot_id.hex(), Passphrase(new), kdf)

    def new_recovery_key(self) -> str:
        """Replace every recovery key by a new one, which is shown once and stored nowhere."""
        self._check_writable()
        old = tuple(slot for slot in self._records if slot.kind is KeySlotKind.RECOVERY)
        key = bytearray(new_recovery_key())
        try:
            self._replace_all(old, RecoveryKey(key))
            return format_recovery_key(key)
        finally:
            wipe(key)

    # -- inside ---------------------------------------------------------------------------------

    @property
    def _records(self) -> tuple[KeySlotRecord, ...]:
        return self._vault.header.key_slots

    def _record(self, slot_id: str) -> KeySlotRecord:
        for slot in self._records:
            if slot.slot_id.hex() == slot_id:
                return slot
        raise KeySlotError(slot_id, "no-slot")

    def _with(self, slot: KeySlotRecord) -> tuple[KeySlotRecord, ...]:
        return tuple(slot if each.slot_id == slot.slot_id else each for each in self._records)

    def _check_writable(self) -> None:
        """Refuse before a derivation is paid for."""
        self._vault.store.check_writable()
        if self._vault.keys.wiped:
            raise VaultLockedError

    def _cost_for(self, credential: SlotCredential) -> KdfParameters:
        if _is_guessable(credential):
            return calibrate(KDF_DEFAULT_TIME_S)
        opener = self._vault.opened_by
        known = [slot.kdf for slot in self._records if slot.slot_id.hex() == opener]
        return known[0] if known else calibrate(KDF_DEFAULT_TIME_S)

    def _made(
        self,
        credential: SlotCredential,
        kdf: KdfParameters,
        *,
        label: str,
        slot_id: bytes | None = None,
    ) -> KeySlotRecord:
        master_key = self._vault.keys.copy_master_key()
        try:
            return create_slot(
                credential.kind,
                credential,
                master_key,
                self._vault.header.vault_id,
                kdf,
                slot_id=slot_id,
                label=label,
            )
        finally:
            wipe(master_key)

    def _replace_all(self, old: tuple[KeySlotRecord, ...], credential: RecoveryKey) -> None:
        """Put one slot in the place of all of a kind, or beside the others where there is none."""
        if not old and len(self._records) >= KEY_SLOTS:
            raise KeySlotError("", "slots-full")
        kept = [slot for slot in self._records if slot not in old]
        kdf = old[0].kdf if old else self._cost_for(credential)
        label = old[0].label if old else ""
        self._put((*kept, self._made(credential, kdf, label=label)))

    def _put(self, slots: tuple[KeySlotRecord, ...]) -> None:
        self._vault.replace_header(key_slots=slots)


def why_not_remove(slot: KeySlotRecord, kept: tuple[KeySlotRecord, ...]) -> str:
    """What would be wrong with the ways in that are left, if anything; see `KeySlotError`."""
    ways = [each for each in kept if isinstance(each.kind, KeySlotKind)]
    if not ways:
        return "last-slot"
    if slot.kind is not KeySlotKind.RECOVERY:
        return "only-recovery" if all(each.kind is KeySlotKind.RECOVERY for each in ways) else ""
    if all(each.kind in _DEVICE_KINDS for each in ways):
        return "only-device"
    breakable = (*_DEVICE_KINDS, *_SECURITY_KEY_KINDS)
    return "only-security-key" if all(each.kind in breakable for each in ways) else ""


def check_label(label: str) -> None:
    """Refuse what cannot name a slot.

    Raises:
        KeySlotError: Too long, or not text that may be shown as it is.
    """
    encoded = label.encode("utf-8", "replace")
    if len(encoded) > MAX_SLOT_LABEL_BYTES or not label.isprintable():
        raise KeySlotError(label, "bad-label")


def _is_guessable(credential: SlotCredential) -> bool:
    return isinstance(credential, WithPassphrase)
