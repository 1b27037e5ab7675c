"""The journal's records: batches of log writes, cut into sealed slots.

A batch is what one commit appended to the index's log (SQLite's WAL):

    batch  = sequence u64 | log length after it u64 | write count u32 | noted count, voids u32
             | (offset u64, length u32) for each write
             | (inode u64, offset u64, length u32) for each noted write
             | the writes' bytes, in the same order
             | changes of rows (engine.format.row_changes)
    slot   = sequence u64 | part u32 | parts u32 | length u32 | 0 u32 | that much of the batch | zeros

A noted write is a change of a file that lies in no block yet: it holds until a batch comes that
voids the noted writes before it, since their blocks are written by then (ADR 0012). The highest bit
of the noted writes' count says so.

Changes of rows stand for the pages that they change, until a batch comes that has writes: those pages
are in it (ADR 0017). The highest bit of the writes' count says that there are some.

A slot of sequence 0 is no part of a batch: it lies behind the last batch of the journal before, and
says that the root of its own epoch is durable. So a root that is lost is known to have been there.

A slot's associated data is (vault id, kind, copy, epoch, position), where the epoch is the
generation whose root the log continues. Slots of an earlier epoch at the same place therefore
fail to authenticate, which is how the log is emptied without a write.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.constants import MAX_FILE_BYTES, SLOT_PLAIN_BYTES
from engine.errors import InvalidRecordError
from engine.format.row_changes import unpack_changes

_BATCH = struct.Struct("<QQII")
_WRITE = struct.Struct("<QI")
_NOTED = struct.Struct("<QQI")
_VOIDS = 1 << 31
_CHANGES = 1 << 31
_LAST_INODE = (1 << 63) - 1
"""Numbers are SQLite's, which are signed."""
_SLOT = struct.Struct("<QIIII")

PART_BYTES = SLOT_PLAIN_BYTES - _SLOT.size
"""Bytes of a batch that one slot carries."""

MAX_BATCH_BYTES = 1 << 30
"""Bound on a batch read back; a larger one is no batch of ours."""


@dataclass(frozen=True, slots=True)
class LogWrite:
    """Bytes written to the log at an offset."""

    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class NotedWrite:
    """Bytes written to a file, of which no block is written yet."""

    ino: int
    offset: int
    """In the file."""
    data: bytes

    def within(self, size: int) -> memoryview:
        """The bytes that lie in a file of so many."""
        return memoryview(self.data)[: max(0, size - self.offset)]


@dataclass(frozen=True, slots=True)
class JournalBatch:
    """What one commit appended: applied whole or not at all."""

    sequence: int
    log_bytes: int
    """Length of the log once the batch is applied."""
    writes: tuple[LogWrite, ...]
    noted: tuple[NotedWrite, ...] = ()
    voids: bool = False
    """Whether the noted writes of earlier batches hold no longer."""
    changes: bytes = b""
    """Changes of rows, after the writes: of `pack_change`, one behind the other."""


@dataclass(frozen=True, slots=True)
class JournalSlot:
    """One slot's share of a batch."""

    sequence: int
    part: int
    parts: int
    data: bytes


def pack_batch(batch: JournalBatch) -> bytes:
    """Pack a batch to bytes."""
    noted = len(batch.noted) | _VOIDS * batch.voids
    writes = len(batch.writes) | _CHANGES * bool(batch.changes)
    head = _BATCH.pack(batch.sequence, batch.log_bytes, writes, noted)
    table = b"".join(_WRITE.pack(write.offset, len(write.data)) for write in batch.writes)
    further = b"".join(_NOTED.pack(each.ino, each.offset, len(each.data)) for each in batch.noted)
    texts = (write.data for write in batch.writes)
    noted_texts = (each.data for each in batch.noted)
    return b"".join((head, table, further, *texts, *noted_texts, batch.changes))


def split_batch(sequence: int, packed: bytes) -> Iterator[bytes]:
    """Cut a packed batch into slot plaintexts of SLOT_PLAIN_BYTES."""
    parts = -(-len(packed) // PART_BYTES)
    for part in range(parts):
        piece = packed[part * PART_BYTES : (part + 1) * PART_BYTES]
        head = _SLOT.pack(sequence, part, parts, len(piece), 0)
        yield (head + piece).ljust(SLOT_PLAIN_BYTES, b"\0")


def pack_root_note() -> bytes:
    """The plaintext of the slot that says that its epoch's root is durable."""
    return _SLOT.pack(0, 0, 1, 0, 0).ljust(SLOT_PLAIN_BYTES, b"\0")


def unpack_slot(plain: bytes | memoryview) -> JournalSlot:
    """Read one slot's plaintext.

    Raises:
        InvalidRecordError: Lengths or part numbers that cannot be.
    """
    if len(plain) != SLOT_PLAIN_BYTES:
        raise InvalidRecordError("journal slot: length")
    sequence, part, parts, length, _ = _SLOT.unpack_from(plain)
    if length > PART_BYTES or part >= parts or parts * PART_BYTES > MAX_BATCH_BYTES:
        raise InvalidRecordError("journal slot: bounds")
    data = bytes(plain[_SLOT.size : _SLOT.size + length])
    return JournalSlot(sequence, part, parts, data)


def join_batch(slots: Sequence[JournalSlot]) -> JournalBatch:
    """Put a batch together from all of its slots, in order.

    Raises:
        InvalidRecordError: The slots are not one whole batch.
    """
    raw = b"".join(slot.data for slot in slots)
    if len(raw) < _BATCH.size:
        raise InvalidRecordError("journal batch: too short")
    sequence, log_bytes, count, further = _BATCH.unpack_from(raw)
    noted_count, voids = further & ~_VOIDS, bool(further & _VOIDS)
    count, has_changes = count & ~_CHANGES, bool(count & _CHANGES)
    table = _BATCH.size + count * _WRITE.size
    position = table + noted_count * _NOTED.size
    if position > len(raw) or any(slot.sequence != sequence for slot in slots):
        raise InvalidRecordError("journal batch: bounds")
    writes = []
    for offset, length in _WRITE.iter_unpack(raw[_BATCH.size : table]):
        data = raw[position : position + length]
        if len(data) != length or offset + length > log_bytes:
            raise InvalidRecordError("journal batch: write out of bounds")
        writes.append(LogWrite(offset, data))
        position += length
    noted = []
    for ino, offset, length in _NOTED.iter_unpack(raw[table : table + noted_count * _NOTED.size]):
        data = raw[position : position + length]
        if len(data) != length or offset + length > MAX_FILE_BYTES or ino > _LAST_INODE:
            raise InvalidRecordError("journal batch: noted write out of bounds")
        noted.append(NotedWrite(ino, offset, data))
        position += length
    changes = raw[position:]
    if bool(changes) != has_changes:
        raise InvalidRecordError("journal batch: length")
    for _ in unpack_changes(changes):  # what cannot be made again is no batch
        pass
    return JournalBatch(sequence, log_bytes, tuple(writes), tuple(noted), voids, changes)


def journal_aad(vault_id: bytes, kind: int, copy: int, epoch: int, position: int) -> bytes:
    """Associated data that binds a journal slot to its place: 34 bytes."""
    return struct.pack("<16sBBQQ", vault_id, kind, copy, epoch, position)
