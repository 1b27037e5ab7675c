"""Everything on a vault's disk that its master key opens: every slot of every row, the journal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.constants import BAND_SLOTS, SLOT_BYTES
from engine.errors import DamageError
from engine.format.journal import journal_aad
from engine.mixer.seal import SlotAuthError, SlotSealer
from engine.types import SlotKind
from engine.vault import Vault

_LATER_EPOCHS = 20


class Opened(NamedTuple):
    """A slot that opened: `row` is None in the journal, `lane` is the copy there."""

    row: int | None
    lane: int
    kind: SlotKind
    plain: bytes


def everything(vault: Vault) -> Iterator[Opened]:
    """Every slot that opens under any key of the vault, whether or not anything refers to it."""
    yield from _slots(vault)
    yield from _journal(vault)


def _slots(vault: Vault) -> Iterator[Opened]:
    backend, bands, mixer = vault.store.backend, vault.store._bands, vault.store.backend._mixer
    lanes = vault.geometry.lanes
    for row in range(vault.store.rows.allocator.groups * BAND_SLOTS):
        phase = backend._projection.phase(row // BAND_SLOTS)
        for lane in range(lanes):
            slot = bands.read((lane + phase) % lanes, row, 1)
            for kind in (SlotKind.DATA, SlotKind.INDEX, SlotKind.MAP, SlotKind.SUPERBLOCK):
                try:
                    _, fragment = mixer.open_slot(slot, kind, lane, row, vault.header.key_epoch)
                except SlotAuthError:
                    continue
                yield Opened(row, lane, kind, bytes(fragment))


def _journal(vault: Vault) -> Iterator[Opened]:
    epochs = range(vault.store.generation + _LATER_EPOCHS)
    sealers = {epoch: SlotSealer(vault.keys.journal_key(epoch)) for epoch in epochs}
    for copy, name in enumerate(vault.store.journal.names):
        raw = (vault.path / name).read_bytes()
        for position in range(len(raw) // SLOT_BYTES):
            slot = raw[position * SLOT_BYTES : (position + 1) * SLOT_BYTES]
            for epoch, sealer in sealers.items():
                aad = journal_aad(vault.header.vault_id, SlotKind.JOURNAL, copy, epoch, position)
                try:
                    yield Opened(None, copy, SlotKind.JOURNAL, bytes(sealer.open(slot, aad)))
                except DamageError:
                    continue
