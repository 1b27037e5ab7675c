"""The index's write-ahead log, in memory, with a note of what was written since it was last taken.

SQLite sees a file. What it writes reaches disk only through the journal: the store takes the
pending writes at each commit, and the log is filled from the journal when a vault is opened.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.errors import InvalidRecordError
from engine.format.journal import LogWrite


class MemoryLog:
    """A growable buffer; guarded by the store's lock."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._pending: list[tuple[int, int]] = []
        self.taken = 0
        """Length as of the last `take_pending`."""

    def __len__(self) -> int:
        return len(self._buffer)

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; short at the end."""
        return bytes(self._buffer[offset : offset + length])

    def write(self, offset: int, data: bytes) -> None:
        """Write, and remember that the range is new."""
        end = offset + len(data)
        if offset > len(self._buffer):
            self._buffer.extend(bytes(offset - len(self._buffer)))
        self._buffer[offset:end] = data  # past the end it appends
        if self._pending and self._pending[-1][1] == offset:
            self._pending[-1] = (self._pending[-1][0], end)
        else:
            self._pending.append((offset, end))

    def truncate(self, length: int) -> None:
        """Cut the log, and forget pending writes past the cut."""
        del self._buffer[length:]
        self.taken = min(self.taken, length)
        self._pending = [
            (start, min(end, length)) for start, end in self._pending if start < length
        ]

    def take_pending(self) -> list[LogWrite]:
        """The writes since the last call, as they stand now, merged where they touch."""
        ranges, self._pending = self._pending, []
        self.taken = len(self._buffer)
        with memoryview(self._buffer) as buffer:  # a slice of it is no copy
            return [LogWrite(start, bytes(buffer[start:end])) for start, end in _merge(ranges)]

    def replay(self, writes: Iterable[LogWrite], length: int) -> None:
        """Apply writes that are on disk already: they do not count as pending.

        Raises:
            InvalidRecordError: One begins beyond the end of the log. Ours never do, and to fill
                the gap would take memory on a number's word.
        """
        for write in writes:
            if write.offset > len(self._buffer):
                raise InvalidRecordError("journal batch: gap")
            self.write(write.offset, write.data)
        self.truncate(length)
        self.taken = len(self._buffer)
        self._pending = []


def _merge(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
