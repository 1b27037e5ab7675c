"""Writing out: one entry at a time, below one folder, through descriptors, following no link.

A file gets its name when it is complete, and the name says whether it may be wrong. Symbolic links
are made last, when nothing is written through a path any more, and folders get their modes and
times after that.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.constants import BLOCK_BYTES
from engine.errors import (
    DamageError,
    EntryExistsError,
    IsADirectoryInVaultError,
    MediumError,
)
from engine.health.salvage.catalogue import Catalogue
from engine.health.salvage.contents import FilePlan
from engine.health.salvage.names import name_for
from engine.health.salvage.report import FileState, Reason
from engine.index.remains import InodeRecord
from engine.progress import CancelToken
from engine.scatter import ScatterStorageBackend
from engine.types import BlockPointer
from engine.vault.attributes import Attributes, Xattrs, apply_to_descriptor, apply_to_name
from engine.vault.local_place import LocalFolder

_MOST_ATTEMPTS = 1000
"""Numbers tried after a name that is taken."""
_MOST_ID = 2**32 - 2
_MOST_TIME_NS = 2**62


@dataclass(slots=True)
class BlockWriter:
    """Writes a file's blocks through a descriptor; what cannot be read after all it notes."""

    backend: ScatterStorageBackend
    catalogue: Catalogue
    cancel: CancelToken
    advance: Callable[[int], None]

    def fill(self, fd: int, plan: FilePlan) -> None:
        """Write all that the plan has; gaps stay holes.

        Raises:
            CancelledError: Somebody asked to stop.
            OSError: The destination refused.
        """
        if plan.text:
            _write_all(fd, memoryview(plan.text), 0)
            self.advance(len(plan.text))
        for run in plan.pointers(self.catalogue):
            self.cancel.check()
            for (index, _), block in zip(run, self._read(run), strict=True):
                offset = index * BLOCK_BYTES
                if block is None:
                    plan.missing.append((offset, min(offset + BLOCK_BYTES, plan.size)))
                    plan.reasons.add(Reason.BLOCKS)
                else:
                    _write_all(fd, block[: max(0, plan.size - offset)], offset)
            self.advance(len(run) * BLOCK_BYTES)
        for write in plan.noted:
            _write_all(fd, write.within(plan.size), write.offset)
        os.ftruncate(fd, plan.size)

    def _read(self, run: Iterable[tuple[int, BlockPointer]]) -> list[memoryview | None]:
        pointers = [pointer for _, pointer in run]
        try:
            return list(self.backend.get_many(pointers))
        except (DamageError, MediumError):
            return [self._read_one(pointer) for pointer in pointers]

    def _read_one(self, pointer: BlockPointer) -> memoryview | None:
        try:
            return self.backend.get(pointer)
        except (DamageError, MediumError):
            return None


@dataclass(slots=True)
class Place:
    """A folder of the destination, and the path to it from there."""

    folder: LocalFolder
    path: bytes

    def below(self, name: bytes) -> bytes:
        """The path of an entry of the folder."""
        return os.path.join(self.path, name)

    def put(self, name: bytes, state: FileState, make: Callable[[bytes], None]) -> bytes:
        """Let `make` make an entry under the first name that is free; returns that name.

        Raises:
            OSError: The destination refused.
        """
        for attempt in range(_MOST_ATTEMPTS):
            wanted = name_for(name, state, attempt)
            try:
                if self.folder.is_wanted(wanted):
                    make(wanted)
                    return wanted
            except (EntryExistsError, IsADirectoryInVaultError):
                continue
        raise EntryExistsError(name)

    def enter(self, name: bytes) -> Place:
        """Make a folder in this one and open it; another name is taken where this one is not free.

        Raises:
            OSError: The destination refused.
        """
        made: list[LocalFolder] = []
        used = self.put(name, FileState.WHOLE, lambda free: made.append(self.folder.enter(free)))
        return Place(made[0], self.below(used))

    def put_file(self, name: bytes, plan: FilePlan, fill: Callable[[int], None]) -> bytes:
        """Write a file; returns its name, which says what became of it."""
        planned = plan.state
        used = self.put(name, planned, lambda free: self.folder.place_file(free, fill))
        if plan.state is planned:
            return used

        def rename(free: bytes) -> None:  # reading it showed more damage than the walk
            os.rename(used, free, src_dir_fd=self.folder.fd, dst_dir_fd=self.folder.fd)

        return self.put(name, plan.state, rename)


def attributes_of(record: InodeRecord, sure: bool, xattrs: Xattrs = ()) -> Attributes:
    """The attributes of an inode, kept within what the system takes."""
    mode = record.mode
    if not sure:
        mode &= ~(stat.S_ISUID | stat.S_ISGID)  # rights that may not be its own any more
    return Attributes(
        mode=mode,
        uid=_bounded(record.uid, _MOST_ID),
        gid=_bounded(record.gid, _MOST_ID),
        rdev=_bounded(record.rdev, _MOST_TIME_NS),
        atime_ns=_bounded(record.atime_ns, _MOST_TIME_NS, -_MOST_TIME_NS),
        mtime_ns=_bounded(record.mtime_ns, _MOST_TIME_NS, -_MOST_TIME_NS),
        xattrs=xattrs,
    )


def set_attributes(fd: int, attributes: Attributes | None) -> bool:
    """Give an open file or folder its attributes; whether the destination took them."""
    if attributes is None:
        return True
    try:
        apply_to_descriptor(fd, attributes)
    except (OSError, OverflowError, ValueError):
        return False
    return True


def make_special(
    folder: LocalFolder, name: bytes, attributes: Attributes | None, target: bytes | None
) -> None:
    """Make a symbolic link to `target`, or the device, fifo or socket that the mode says.

    Raises:
        OSError: The destination refused.
    """
    if target is not None:
        os.symlink(target, name, dir_fd=folder.fd)
    elif attributes is not None:
        kind = stat.S_IFMT(attributes.mode)
        os.mknod(name, kind | 0o600, attributes.rdev, dir_fd=folder.fd)
    if attributes is not None:
        apply_to_name(folder.fd, name, attributes)


def _bounded(value: int, most: int, least: int = 0) -> int:
    return value if least <= value <= most else 0


def _write_all(fd: int, view: memoryview, offset: int) -> None:
    while view:
        done = os.pwrite(fd, view, offset)
        view, offset = view[done:], offset + done
