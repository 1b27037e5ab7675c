"""A block that was changed and not yet written: what was written into it, and what lies under it.

Only the hull of what was written is kept, so that a 4 KiB change of a block costs 4 KiB. The rest
of the block is read when it must be: when the block is read or flushed.
"""

from __future__ import annotations

from engine.constants import BLOCK_BYTES, NOTED_BLOCK_BYTES

Span = tuple[int, int]

_MOST_SPANS = 32
"""Parts remembered one by one before they are merged."""

ZEROS = bytes(BLOCK_BYTES)
"""What a hole reads as."""


class DirtyBlock:
    """One changed block of a file.

    `data` covers the bytes from `start`. `spans` are the valid parts of the hull, as block
    offsets, or None when all of it is valid. Bytes before `base_end` that are not valid are those
    of the stored block; from `base_end` on they are zeros. `over_hole` says that no stored block
    lies under this one; it matters for counting blocks.

    `fresh` are the parts written since they were last noted in the journal, as block offsets; None
    when this block cannot be made again from what is stored and writes alone. `noted` says that
    the journal has some of it.
    """

    __slots__ = ("base_end", "data", "fresh", "noted", "over_hole", "spans", "start")

    def __init__(self, base_end: int = 0, *, over_hole: bool = True) -> None:
        self.start = 0
        self.data = bytearray()
        self.spans: list[Span] | None = None
        self.base_end = base_end
        self.over_hole = over_hole
        self.fresh: list[Span] | None = None if over_hole else []
        self.noted = False

    def bytes_to_note(self) -> int | None:
        """Length of what the journal may take, if it may: it is short, or some has come there."""
        if self.fresh is None:
            return None
        self.fresh = _merge(self.fresh)
        length = sum(high - low for low, high in self.fresh)
        return length if self.noted or length <= NOTED_BLOCK_BYTES else None

    def take_fresh(self) -> list[tuple[int, bytes]]:
        """What the journal does not have yet, with its offset in the block; from now on it has."""
        spans, self.fresh, self.noted = self.fresh or [], [], True
        view = memoryview(self.data)
        return [(low, bytes(view[low - self.start : high - self.start])) for low, high in spans]

    @property
    def complete(self) -> bool:
        """Whether every byte of the block was written, so that it may go to disk in a run."""
        return len(self.data) == BLOCK_BYTES and self.spans is None

    @property
    def needs_base(self) -> bool:
        """Whether some bytes can only be had from the stored block."""
        if not self.base_end:
            return False
        if self.spans is None:
            return self.start > 0 or len(self.data) < self.base_end
        return True

    def write(self, offset: int, piece: memoryview | bytes) -> None:
        """Put `piece` at `offset` of the block. The bytes are copied."""
        if self.fresh is not None:
            _add(self.fresh, offset, offset + len(piece))
        data = self.data
        if not data:
            self.start = offset
            data += piece
            return
        at = offset - self.start
        length = len(data)
        if self.spans is None and 0 <= at <= length:
            data[at : at + len(piece)] = piece
            return
        self._write_apart(offset, piece)

    def fill(self, base: bytes | memoryview) -> None:
        """Take what is missing from the stored block; `base` is its first `base_end` bytes."""
        whole = bytearray(base)
        end = self.start + len(self.data)
        if end > len(whole):
            whole.extend(ZEROS[: end - len(whole)])
        for low, high in self._valid():
            whole[low:high] = self.data[low - self.start : high - self.start]
        self.data, self.start, self.spans, self.base_end = whole, 0, None, 0

    def cut(self, end: int) -> None:
        """Forget everything from offset `end` on: it reads as zeros from now on."""
        self.base_end = min(self.base_end, end)
        self.fresh = None
        if self.start + len(self.data) > end:
            del self.data[max(0, end - self.start) :]
            if self.spans is not None:
                self.spans = [(low, min(high, end)) for low, high in self.spans if low < end]
        if not self.data:
            self.start, self.spans = 0, None

    def read(self, low: int, high: int) -> bytes:
        """Bytes from `low` to `high`. Not while `needs_base` is true."""
        start = self.start
        end = start + len(self.data)
        if start <= low and high <= end:
            return bytes(memoryview(self.data)[low - start : high - start])
        return (
            ZEROS[: max(0, min(start, high) - low)]
            + bytes(self.data[max(0, low - start) : max(0, high - start)])
            + ZEROS[: max(0, high - max(end, low))]
        )

    def payload(self) -> bytearray:
        """The block as it goes to disk, less zeros at the end. Not while `needs_base` is true."""
        if self.start:
            self.data[0:0] = ZEROS[: self.start]
            self.start = 0
        return self.data

    def _valid(self) -> list[Span]:
        return [(self.start, self.start + len(self.data))] if self.spans is None else self.spans

    def _write_apart(self, offset: int, piece: memoryview | bytes) -> None:
        """Write where the hull must grow over a gap, or has one."""
        spans = self._valid()
        low, high = offset, offset + len(piece)
        old_start, old_end = self.start, self.start + len(self.data)
        start, end = min(old_start, low), max(old_end, high)
        hull = bytearray(end - start)
        hull[old_start - start : old_end - start] = self.data
        hull[low - start : high - start] = piece
        # Gaps past the base are zeros, and the hull has zeros there: they are valid as they are.
        covered = _merge([*spans, (low, high), (max(self.base_end, start), end)])
        self.spans = None if covered == [(start, end)] else covered
        self.start, self.data = start, hull


def _add(spans: list[Span], low: int, high: int) -> None:
    """Add one to spans that are merged when there are many."""
    if spans and spans[-1][1] == low:
        spans[-1] = (spans[-1][0], high)
        return
    if len(spans) >= _MOST_SPANS:
        spans[:] = _merge(spans)
    spans.append((low, high))


def _merge(spans: list[Span]) -> list[Span]:
    """The union of spans, in order; empty ones vanish."""
    merged: list[Span] = []
    for low, high in sorted(spans):
        if low >= high:
            continue
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
