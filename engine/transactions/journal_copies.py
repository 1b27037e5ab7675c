"""The journal's files: what is written to every copy, and when it is durable in which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from engine.constants import JOURNAL_COPIES, JOURNAL_STEP_BYTES, SLOT_BYTES
from engine.medium.descriptors import Handle
from engine.medium.direct_io import DirectIo
from engine.medium.disk import Disk
from engine.medium.noise import fill_with_noise
from engine.medium.pages import cut_room
from engine.medium.system import run_anywhere
from engine.types import Buffer

PIECE_SLOTS = 64
"""Slots that are written to each copy at once: memory that is kept for it."""

Fill = Callable[[int, memoryview], None]
"""Puts into the memory what goes to a copy."""


class JournalCopies:
    """At least two files of the same length, on as many disks as there are."""

    def __init__(self, disks: Sequence[Disk]) -> None:
        copies = max(JOURNAL_COPIES, len(disks))
        self.files = [(disks[copy % len(disks)], f"journal-{copy}") for copy in range(copies)]
        """Disk and name of each."""
        first = self.files[0][0]
        self._sharing = [each for each in self.files[1:] if each[0] is first]
        """The copies that lie on the first one's disk, which is not among them."""
        self._apart = [each for each in self.files[1:] if each[0] is not first]
        self._pool = ThreadPoolExecutor(
            copies, thread_name_prefix="sigmavault-journal", initializer=run_anywhere
        )
        self._direct = DirectIo(copies, PIECE_SLOTS * SLOT_BYTES)
        self._behind: set[str] = set()
        """Copies of which the newest batches were handed to the drive, and not synced."""

    def name(self, copy: int) -> str:
        """A copy's file."""
        return self.files[copy][1]

    def __len__(self) -> int:
        return len(self.files)

    def write(self, offset: int, length: int, fill: Fill) -> None:
        """Begin to write at most PIECE_SLOTS to every copy; durable after `sync`.

        Past the page cache where the disk can. What it does not take so is handed to the drive out
        of the cache.

        Raises:
            MediumError: A disk refused.
        """
        room = self._direct.room()
        if room is None:
            pieces = [memoryview(bytearray(length)) for _ in self.files]
        else:
            pieces = cut_room(room, length, len(self.files))
        for copy, piece in enumerate(pieces):
            fill(copy, piece)
        if self._hand_over(offset, dict(enumerate(pieces)), direct=room is not None):
            return
        if self._sharing:
            for disk, name in self.files[:1] + self._sharing:
                disk.start_writing(name, offset, length)

    def sync(self, offset: int, length: int) -> None:
        """Make durable what was written, from `offset` on.

        Copies that share a disk share its wait: the others are handed to the drive, and the sync of
        the first empties the drive's cache. See docs/adr/0013.

        Raises:
            MediumError: A copy could not be written or synced.
        """
        first, name = self.files[0]
        self._finish()
        syncs = [self._pool.submit(disk.sync, copy) for disk, copy in self._apart]
        try:
            for disk, copy in self._sharing:
                if disk.finish_writing(copy, offset, length):
                    self._behind.add(copy)
                else:
                    disk.sync(copy)
            first.sync(name)
        finally:
            errors = [done.exception() for done in syncs]
        for error in errors:
            if error is not None:
                raise error

    def settle(self) -> None:
        """Sync the copies that only the drive vouches for so far.

        Raises:
            MediumError: The disk refused; see `Disk.sync`.
        """
        for disk, name in self.files:
            if name in self._behind:
                disk.sync(name)
                self._behind.discard(name)

    def let_go(self) -> None:
        """Nothing that was written so far is needed any more."""
        self._behind.clear()

    def fill_with_noise(self, copy: int, start: int, end: int) -> None:
        """Overwrite a stretch of a copy with noise, durably.

        Raises:
            MediumError: The disk refused.
        """
        disk, name = self.files[copy]
        while start < end:
            room = self._direct.room()
            piece = memoryview(bytearray(JOURNAL_STEP_BYTES)) if room is None else room
            piece = piece[: end - start]
            fill_with_noise(piece)
            self._hand_over(start, {copy: piece}, direct=room is not None)
            start += len(piece)
        self._finish()
        disk.sync(name)

    def close(self) -> None:
        """Stop the threads. The disks belong to whoever made them."""
        self._pool.shutdown()
        self._direct.close()

    def _hand_over(self, offset: int, pieces: Mapping[int, memoryview], *, direct: bool) -> bool:
        """Begin to write pieces to their copies; whether all of them pass the page cache by.

        Args:
            offset: Where in each file.
            pieces: By copy.
            direct: Whether they are of a room.
        """

        def write(copy: int, data: Buffer) -> None:
            disk, name = self.files[copy]
            disk.pwrite(name, data, offset)

        rest = list(pieces)
        if direct:
            rest = list(self._direct.write(offset, pieces, self._open, write))
        if rest:
            self._direct.finish_writing()
        for copy in rest:
            write(copy, pieces[copy])
        return not rest

    def _finish(self) -> None:
        self._direct.finish_writing()
        self._direct.check()

    def _open(self, copy: int) -> Handle | None:
        disk, name = self.files[copy]
        return disk.open_direct(name)
