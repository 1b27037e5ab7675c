"""Which parts of files the kernel wrote back in vain, so that no read there passes for the truth.

With the write-back cache a program's write has succeeded long before its bytes reach us. When we
must refuse them (a full disk), fsync and close tell the program, but the kernel goes on believing
that the file is as long as it was told, and would read zeros or old bytes there once its pages are
gone. Those reads are errors instead, until the range is written again, cut off, or the file is
forgotten.
"""

from __future__ import annotations

from engine.errors import MediumError


class LostWrites:
    """Ranges by inode; empty, and then free of cost, unless a write was refused."""

    def __init__(self) -> None:
        self._ranges: dict[int, list[tuple[int, int]]] = {}

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def add(self, ino: int, start: int, end: int) -> None:
        """Bytes `start` to `end` were refused."""
        if start < end:
            self._ranges.setdefault(ino, []).append((start, end))

    def written(self, ino: int, start: int, end: int) -> None:
        """Bytes `start` to `end` are there after all."""
        left = []
        for first, last in self._ranges.get(ino, ()):
            left += [(first, min(last, start)), (max(first, end), last)]
        self._keep(ino, left)

    def cut(self, ino: int, size: int) -> None:
        """The file was truncated to `size`."""
        self._keep(ino, [(first, min(last, size)) for first, last in self._ranges.get(ino, ())])

    def forget(self, ino: int) -> None:
        """The kernel no longer knows the inode, and so believes nothing of it."""
        self._ranges.pop(ino, None)

    def check(self, ino: int, start: int, end: int) -> None:
        """Refuse a read that touches what was lost.

        Raises:
            MediumError: It does.
        """
        if any(first < end and start < last for first, last in self._ranges.get(ino, ())):
            raise MediumError("data that could not be stored", 5)

    def _keep(self, ino: int, ranges: list[tuple[int, int]]) -> None:
        ranges = [(first, last) for first, last in ranges if first < last]
        if ranges:
            self._ranges[ino] = ranges
        else:
            self._ranges.pop(ino, None)
