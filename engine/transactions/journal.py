"""The journal: what each commit appended to the index's log, sealed, in at least two copies.

The files are always a multiple of JOURNAL_STEP_BYTES long and hold noise where nothing was
written, so an append changes neither their length nor how they look. A checkpoint empties the
journal by changing the epoch: what lies there no longer authenticates.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from engine.constants import (
    CHECKPOINT_LOG_BYTES,
    JOURNAL_STEP_BYTES,
    NONCE_BYTES,
    SLOT_BYTES,
)
from engine.errors import DamageError, InvalidRecordError, MediumError, NoSpaceError
from engine.format.journal import (
    MAX_BATCH_BYTES,
    JournalBatch,
    JournalSlot,
    LogWrite,
    NotedWrite,
    journal_aad,
    pack_batch,
    pack_root_note,
    split_batch,
    unpack_slot,
)
from engine.format.slot import cut_nonces
from engine.keys.state import KeyState
from engine.medium.disk import Disk
from engine.mixer.seal import SlotSealer
from engine.transactions.journal_copies import PIECE_SLOTS, JournalCopies
from engine.transactions.journal_scan import JournalScan
from engine.types import SlotKind

_READ_SLOTS = 128
"""Slots read at once in a replay: 1 MiB."""

_HOLE = bytes(_READ_SLOTS * SLOT_BYTES)
"""What a sparse file reads as, and no slot of ours does."""

MAX_JOURNAL_SLOTS = (MAX_BATCH_BYTES + 4 * CHECKPOINT_LOG_BYTES) // SLOT_BYTES
"""Longest journal that is written, and so the most that is read: a file that somebody made longer,
which costs them nothing if it is sparse, must not keep an opening busy for hours."""


@dataclass(frozen=True, slots=True)
class JournalSlotDamage:
    """A slot of the journal that one copy has lost and another still has.

    In the last batch a crash in the middle of an append leaves the same picture.
    """

    file: str
    position: int


@dataclass(frozen=True, slots=True)
class Replay:
    """What the journal holds for an epoch."""

    batches: tuple[JournalBatch, ...]
    damages: tuple[JournalSlotDamage, ...]
    lost: bool
    """Whether something lies behind a gap that no torn write explains."""
    slots: int
    """Slots that the whole batches take, in each copy."""


@dataclass(frozen=True, slots=True)
class JournalMark:
    """How far the journal has come; all of it is durable."""

    epoch: int
    batches: int
    digest: bytes
    """SHA-256 over the root that the journal continues and each batch in turn; see `chain`."""


_NO_ROOT = bytes(hashlib.sha256().digest_size)


def chain(root: bytes, batches: Iterable[JournalBatch]) -> tuple[bytes, ...]:
    """The digest of a root, and that of it and the batches up to each one: a hash chain.

    Two histories that part have different digests from there on, even where they count alike.
    """
    digests = [root]
    for batch in batches:
        digests.append(_link(digests[-1], pack_batch(batch)))
    return tuple(digests)


def _link(before: bytes, packed: bytes) -> bytes:
    digest = hashlib.sha256(before)
    digest.update(packed)
    return digest.digest()


class Journal:
    """Appends batches, and reads them back after a crash."""

    def __init__(self, disks: Sequence[Disk], keys: KeyState, vault_id: bytes) -> None:
        self._vault_id = vault_id
        self._keys = keys
        self._copies = JournalCopies(disks)
        self._epoch = 0
        self._position = 0
        self._sealer: SlotSealer | None = None
        self._room_slots = 0
        """How many slots every copy has, as far as anybody has looked since the last restart."""
        self.mark = JournalMark(0, 0, _NO_ROOT)
        """Replaced as a whole, once what it describes is durable: any thread may read it."""

    @property
    def names(self) -> list[str]:
        """The journal's files, one for each copy."""
        return [name for _, name in self._copies.files]

    def restart(self, epoch: int, root: bytes = _NO_ROOT) -> None:
        """Begin an empty journal for an epoch; nothing needs to be written for it.

        A note that the root was there is left behind the batches of the epoch before, which stay
        whole: should the root be lost, they are the best that is left. Nothing relies on the note,
        so it is not synced, and a disk that refuses it will refuse the next batch.

        Args:
            epoch: The generation whose root the journal continues, which is durable.
            root: Digest of that root's superblock.
        """
        self._epoch = epoch
        self._room_slots = 0
        self._copies.let_go()  # what they hold is in the root
        self._sealer = SlotSealer(self._keys.journal_key(epoch))
        if root != _NO_ROOT:
            self._note_root()
        self._position = 0
        self.mark = JournalMark(epoch, 0, root)

    def stand_behind(self, slots: int) -> None:
        """Take note of where the batches end that an opening has found."""
        self._position = slots

    def reserve(self, slots: int) -> None:
        """Make room, in noise, so that appends of so many slots change no file's length.

        Raises:
            NoSpaceError: The disk is full, or the journal as long as one may be; it is as it was.
        """
        if self._position + slots > MAX_JOURNAL_SLOTS:
            raise NoSpaceError(self._copies.name(0))
        if self._position + slots <= self._room_slots:
            return
        needed = (self._position + slots) * SLOT_BYTES
        target = -(-needed // JOURNAL_STEP_BYTES) * JOURNAL_STEP_BYTES
        for copy, (disk, name) in enumerate(self._copies.files):
            size = disk.size(name) or 0
            if size >= target:
                continue
            disk.allocate(name, target)
            self._copies.fill_with_noise(copy, size, target)
            disk.sync_folder(name)
        self._room_slots = target // SLOT_BYTES

    def append(
        self,
        writes: Sequence[LogWrite],
        log_bytes: int,
        noted: Sequence[NotedWrite] = (),
        voids: bool = False,
        changes: bytes = b"",
    ) -> None:
        """Write a batch to every copy and make it durable.

        Raises:
            NoSpaceError: The journal could not grow; nothing was written.
            MediumError: A copy could not be written or synced; the batch may or may not be there.
        """
        mark = self.mark
        sequence = mark.batches + 1
        batch = pack_batch(
            JournalBatch(sequence, log_bytes, tuple(writes), tuple(noted), voids, changes)
        )
        plains = list(split_batch(sequence, batch))
        self.reserve(len(plains))
        for start in range(0, len(plains), PIECE_SLOTS):
            part = plains[start : start + PIECE_SLOTS]
            position = self._position + start
            self._copies.write(
                position * SLOT_BYTES,
                len(part) * SLOT_BYTES,
                partial(self._seal, position, part),
            )
        digest = _link(mark.digest, batch)  # while the drive is at work
        self._copies.sync(self._position * SLOT_BYTES, len(plains) * SLOT_BYTES)
        self._position += len(plains)
        self.mark = JournalMark(self._epoch, sequence, digest)

    def erase(self) -> None:
        """Overwrite with noise what earlier epochs have left behind this one's slots, durably.

        Where nothing was appended yet the first slot is left: it has the note of `restart`.

        Raises:
            MediumError: The disk refused.
        """
        start = max(1, self._position) * SLOT_BYTES
        for copy, (disk, name) in enumerate(self._copies.files):
            self._copies.fill_with_noise(copy, start, disk.size(name) or 0)

    def replay(self, epoch: int, key_epoch: int | None = None) -> Replay:
        """Read all whole batches of an epoch, in order, from whichever copy has each slot.

        Args:
            epoch: The generation whose root the journal continues.
            key_epoch: The key epoch that this root was written in; None for the present one.
        """
        sealer = SlotSealer(self._keys.journal_key(epoch, key_epoch))
        scan = JournalScan(
            [self._open_slots(copy, epoch, sealer) for copy in range(len(self._copies))]
        )
        damages = tuple(
            JournalSlotDamage(self._copies.name(copy), position) for copy, position in scan.damages
        )
        return Replay(tuple(scan.batches), damages, scan.lost, scan.slots)

    def begins(self, epoch: int, behind: int = 0) -> bool:
        """Whether any copy shows that there was a root of the epoch: by its first batch, or a note.

        Args:
            epoch: The root's generation.
            behind: Where the batches of the root before it end; see `restart`.
        """
        sealers = [SlotSealer(self._keys.journal_key(epoch, each)) for each in self._keys.epochs]
        for copy, (disk, name) in enumerate(self._copies.files):
            for position in {0, behind}:
                aad = journal_aad(self._vault_id, SlotKind.JOURNAL, copy, epoch, position)
                with suppress(MediumError):
                    slot = disk.pread(name, SLOT_BYTES, position * SLOT_BYTES)
                    if any(self._open_slot(sealer, slot, aad) for sealer in sealers):
                        return True
        return False

    def close(self) -> None:
        """Stop the sync threads and drop the key."""
        self._copies.close()
        self._sealer = None

    def _note_root(self) -> None:
        end = (self._position + 1) * SLOT_BYTES
        for copy, (disk, name) in enumerate(self._copies.files):
            with suppress(MediumError, NoSpaceError):
                if (disk.size(name) or 0) >= end:
                    sealed = bytearray(SLOT_BYTES)
                    self._seal(self._position, [pack_root_note()], copy, sealed)
                    disk.pwrite(name, sealed, end - SLOT_BYTES)

    def _seal(
        self, position: int, plains: Sequence[bytes], copy: int, out: bytearray | memoryview
    ) -> None:
        """Seal slots from a position on, as a copy has them."""
        sealer = self._sealer
        if sealer is None:
            raise InvalidRecordError("journal: not started")
        view = memoryview(out)
        nonces = cut_nonces(os.urandom(NONCE_BYTES * len(plains)))
        for number, (plain, nonce) in enumerate(zip(plains, nonces, strict=True)):
            aad = journal_aad(
                self._vault_id, SlotKind.JOURNAL, copy, self._epoch, position + number
            )
            sealer.seal_into(
                plain, aad, view[number * SLOT_BYTES : (number + 1) * SLOT_BYTES], nonce
            )

    def settle(self) -> None:
        """Sync the copies that only the drive vouches for so far.

        Raises:
            MediumError: The disk refused; see `Disk.sync`.
        """
        self._copies.settle()

    def _open_slots(
        self, copy: int, epoch: int, sealer: SlotSealer
    ) -> Iterator[JournalSlot | None]:
        """Every slot of one copy, None where it does not open."""
        disk, name = self._copies.files[copy]
        position = 0
        while position < MAX_JOURNAL_SLOTS:
            try:
                raw = disk.pread(name, _READ_SLOTS * SLOT_BYTES, position * SLOT_BYTES)
            except MediumError:
                return
            if raw == _HOLE:
                yield from itertools.repeat(None, _READ_SLOTS)
                position += _READ_SLOTS
                continue
            for start in range(0, len(raw) - SLOT_BYTES + 1, SLOT_BYTES):
                aad = journal_aad(self._vault_id, SlotKind.JOURNAL, copy, epoch, position)
                yield self._open_slot(sealer, raw[start : start + SLOT_BYTES], aad)
                position += 1
            if len(raw) < _READ_SLOTS * SLOT_BYTES:
                return

    @staticmethod
    def _open_slot(sealer: SlotSealer, slot: bytes, aad: bytes) -> JournalSlot | None:
        try:
            return unpack_slot(sealer.open(slot, aad))
        except DamageError:
            return None
