"""What a salvage found and wrote, as data."""

from __future__ import annotations

import enum
from dataclasses import dataclass

ByteRange = tuple[int, int]
"""Part of a file: offset of its first byte, and of the one after its last."""


class FileState(enum.StrEnum):
    """How much of a file is known to be right; the gravest that applies."""

    WHOLE = "whole"
    """Byte for byte what the vault held at the report's generation."""
    UNVERIFIED = "unverified"
    """Put together without what would prove that nothing is missing or out of date."""
    OLDER = "older"
    """Some of it is of an earlier version: the newest one is lost."""
    DAMAGED = "damaged"
    """Some of it is lost; zeros stand in its place."""
    LOST = "lost"
    """Known to have been there; nothing of its content is left, and nothing was written."""
    NOT_WRITTEN = "not-written"
    """It was there; the destination refused it, nobody asked for files of its kind, or it lies under
    a second lock."""


SUFFIXES = {
    FileState.UNVERIFIED: b".unverified",
    FileState.OLDER: b".older",
    FileState.DAMAGED: b".damaged",
}
"""What is added to the name of a file that may be wrong."""


class Reason(enum.StrEnum):
    """Why a file is not known to be whole."""

    NAME = "name"
    """Its name comes from a part of the index that may be out of date."""
    INODE = "inode"
    """Size, mode and times are lost or may be out of date."""
    CONTENT = "content"
    """Its content lay in a part of the index that may be out of date, or is lost."""
    POINTERS = "pointers"
    """Where its blocks lie is lost: they were found by what each says of itself."""
    BLOCKS = "blocks"
    """Blocks of it are lost."""
    NEWER = "newer"
    """Blocks were written after the state that the index is of."""
    ATTRIBUTES = "attributes"
    """Its extended attributes may be incomplete, or could not be set."""
    LOCKED = "locked"
    """It lies under a second lock, whose passphrase a salvage does not ask for."""
    KIND = "kind"
    """It is a device, fifo or socket."""
    DESTINATION = "destination"
    """The destination refused it."""


class IndexSource(enum.StrEnum):
    """What the index was found by, the best first."""

    ROOT = "root"
    """A superblock, as in an ordinary opening."""
    MAP = "map"
    """The map of its chunks; no superblock is left."""
    CHUNKS = "chunks"
    """The newest of each of its chunks: nothing proves that they belong together."""
    NONE = "none"
    """Nothing of it is left."""


@dataclass(frozen=True, slots=True)
class SalvagedFile:
    """A file that is not known to be as it was."""

    path: bytes
    """Relative to the destination, as it was written; where nothing was, as it would have been."""
    inode: int
    state: FileState
    size: int
    reasons: tuple[Reason, ...] = ()
    missing: tuple[ByteRange, ...] = ()
    """Zeros stand here for what is lost."""
    older: tuple[ByteRange, ...] = ()
    """Here is an earlier version of what is lost."""


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """All that a salvage read, put together and wrote."""

    source: IndexSource
    generation: int
    """The moment that names and files are of; 0 when nothing tells."""
    newer_lost: bool
    """Whether a later state of the vault has left traces and cannot be read."""
    slots_read: int
    slots_opened: int
    """Slots that authenticated; a row is not read further than it takes to have its block."""
    rows_read: int
    rows_good: int
    """Rows whose block is there; `rows_rebuilt` of them had lost lanes."""
    rows_rebuilt: int
    rows_lost: int
    """Rows that held a block of which too few lanes are left."""
    bands_missing: int
    """Band files that are not there, or are shorter than they should be."""
    bands_misplaced: int
    """Band files that lay under the name of another one."""
    index_chunks: int
    """Pieces of the index, 61,440 bytes each; `_older` are of an earlier state, `_lost` gone."""
    index_chunks_older: int
    index_chunks_lost: int
    files: int
    """Files written, whole or not. Further names of a file are not counted."""
    whole: int
    nameless: int
    """Those of them that got a number for a name."""
    directories: int
    symlinks: int
    others: int
    """Devices, fifos and sockets."""
    hard_links: int
    attributes_lost: int
    """Files and folders whose owner, mode, times or extended attributes may be incomplete."""
    data_bytes: int
    """Sizes of the files written."""
    deleted: int
    """Files left out because the index says that they were deleted."""
    entries: tuple[SalvagedFile, ...]
    """Everything that is not known to be as it was: nameless files too, though whole."""
    duration_s: float
    read_s: float
    """Of it, reading the slots."""
    read_bytes: int
    cancelled: bool = False

    @property
    def complete(self) -> bool:
        """Whether the vault's newest state came out whole."""
        lacks = self.entries or self.attributes_lost or self.newer_lost or self.cancelled
        return not lacks and self.source in (IndexSource.ROOT, IndexSource.MAP)

    def count(self, state: FileState) -> int:
        """Files in a state other than WHOLE."""
        return sum(each.state is state for each in self.entries)
