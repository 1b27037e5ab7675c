"""The batches of a journal, put together from whichever copy has each slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.errors import InvalidRecordError
from engine.format.journal import JournalBatch, JournalSlot, join_batch

_END = JournalSlot(0, 0, 0, b"")
"""Stands for the end of a copy's file."""


class JournalScan:
    """Walks the copies side by side and puts batches together."""

    def __init__(self, copies: Sequence[Iterator[JournalSlot | None]]) -> None:
        self.batches: list[JournalBatch] = []
        self.damages: list[tuple[int, int]] = []
        self.lost = False
        self.slots = 0
        self._parts: list[JournalSlot] = []
        self._suspect: list[tuple[int, int]] = []
        self._ended = False
        position = 0
        while True:
            slots = [next(copy, _END) for copy in copies]
            if all(slot is _END for slot in slots):
                break
            self._take([None if slot is _END else slot for slot in slots], position)
            position += 1

    def _take(self, slots: list[JournalSlot | None], position: int) -> None:
        slot = next((one for one in slots if one is not None), None)
        if self._ended:
            # A torn last batch leaves slots of its own sequence; a later one proves a real loss.
            if slot is not None and slot.sequence > self._sequence:
                self.lost = True
            return
        if slot is None or slot.sequence != self._sequence or slot.part != len(self._parts):
            self._ended = True
            if slot is not None and slot.sequence > self._sequence:
                self.lost = True
            return
        self._suspect.extend((copy, position) for copy, one in enumerate(slots) if one is None)
        self._parts.append(slot)
        if slot.part == slot.parts - 1:
            self._finish(position)

    def _finish(self, position: int) -> None:
        try:
            self.batches.append(join_batch(self._parts))
        except InvalidRecordError:
            self._ended = self.lost = True
            return
        self.damages.extend(self._suspect)
        self.slots = position + 1
        self._parts = []
        self._suspect = []

    @property
    def _sequence(self) -> int:
        return len(self.batches) + 1
