"""The tree outside: everything that has a name under it, everything else in `lost+found`."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from engine.constants import ROOT_INODE
from engine.errors import CancelledError, NamespaceError
from engine.health.salvage.contents import FilePlan, Planner
from engine.health.salvage.index import FoundIndex
from engine.health.salvage.names import Names
from engine.health.salvage.report import FileState, Reason, SalvagedFile
from engine.health.salvage.restored import Restored
from engine.health.salvage.writing import (
    BlockWriter,
    Place,
    attributes_of,
    make_special,
    set_attributes,
)
from engine.index.remains import IndexRemains, NameRow, Table
from engine.namespace.inode import fits_symlink
from engine.progress import CancelToken, Progress, Report
from engine.vault.attributes import Attributes
from engine.vault.local_place import FOLDER_FLAGS, LocalFolder
from engine.vault.tally import Conflict

LOST_FOLDER = b"lost+found"


@dataclass(frozen=True, slots=True)
class _Late:
    """A link, or other file without content, that is made when all files are there."""

    folder: bytes
    name: bytes
    ino: int
    mode: int
    sure: bool


@dataclass(slots=True)
class Restorer:
    """Writes everything out below one new folder."""

    root: LocalFolder
    index: FoundIndex
    remains: IndexRemains
    planner: Planner
    writer: BlockWriter
    special_files: bool
    report: Report
    cancel: CancelToken
    total_bytes: int
    newer: frozenset[int]
    """Inodes of which blocks were written after the state that the index is of."""
    done: Restored = field(default_factory=Restored)
    _names: Names = field(init=False)
    _entered: set[int] = field(default_factory=set)
    _placed: set[int] = field(default_factory=set)
    _linked: dict[int, tuple[bytes, SalvagedFile | None]] = field(default_factory=dict)
    _folders: list[tuple[bytes, int]] = field(default_factory=list)
    _late: list[_Late] = field(default_factory=list)
    _lost: Place | None = None
    _bytes: int = 0

    def run(self) -> Restored:
        """Write everything; stopped half-way it leaves what was complete by then.

        Raises:
            NoSpaceError: The destination is full.
        """
        self._names = Names(self.remains)
        self.writer.advance = self._advance
        try:
            self._restore_named()
            self._restore_nameless()
            self._restore_newer()
            for each in self._late:
                self._restore_late(each)
            for path, ino in reversed(self._folders):
                self._finish_folder(path, ino)
        except CancelledError:
            self.done.cancelled = True
        finally:
            if self._lost is not None:
                self._lost.folder.close()
        return self.done

    # -- folders --------------------------------------------------------------------------------

    def _restore_named(self) -> None:
        """The tree from the root, then folders whose own name is lost."""
        named = {row.ino for names in self.remains.names.values() for row in names.values()}
        rest = []
        for ino in self._names.folders():
            if ino == ROOT_INODE:
                self._restore_tree(Place(self.root, b""), ino)
            elif ino not in named:
                self._restore_stray(ino)
            else:
                rest.append(ino)
        for ino in rest:  # named, but by nothing that the root leads to
            if ino not in self._entered:
                self._restore_stray(ino)

    def _restore_stray(self, ino: int) -> None:
        found = self.remains.inode(ino)
        if found is not None and found[0].nlink == 0 and found[1]:
            return
        if not self._is_wanted(ino) and not self.remains.names.get(ino):
            return
        place = self._lost_place().enter(_number(ino))
        self.done.note(place.path, ino, FileState.WHOLE, 0, {Reason.NAME})
        try:
            self._restore_tree(place, ino)
        finally:
            place.folder.close()

    def _restore_tree(self, top: Place, ino: int) -> None:
        """A folder and what is below it; no folder twice, whatever the names say."""
        levels: list[tuple[Place, Iterator[tuple[bytes, NameRow]]]] = []
        self._open_level(levels, top, ino)
        try:
            while levels:
                place, names = levels[-1]
                entry = next(names, None)
                if entry is None:
                    self._leave(levels)
                elif self._names.is_folder(entry[1].ino, entry[1].kind):
                    self._enter(levels, place, *entry)
                else:
                    self._restore_entry(place, *entry)
        finally:
            while levels:
                self._leave(levels)

    def _enter(
        self,
        levels: list[tuple[Place, Iterator[tuple[bytes, NameRow]]]],
        place: Place,
        name: bytes,
        row: NameRow,
    ) -> None:
        if row.ino in self._entered:
            return
        self.cancel.check()
        try:
            below = place.enter(name)
        except (OSError, NamespaceError):
            self.done.refuse(place.below(name), row.ino)
            return
        if not row.sure:
            self.done.note(below.path, row.ino, FileState.UNVERIFIED, 0, {Reason.NAME})
        self._open_level(levels, below, row.ino)

    def _open_level(
        self,
        levels: list[tuple[Place, Iterator[tuple[bytes, NameRow]]]],
        place: Place,
        ino: int,
    ) -> None:
        self._entered.add(ino)
        self._placed.add(ino)
        self._folders.append((place.path, ino))
        self.done.directories += ino != ROOT_INODE
        levels.append((place, self._names.of(ino)))

    def _leave(self, levels: list[tuple[Place, Iterator[tuple[bytes, NameRow]]]]) -> None:
        place, _ = levels.pop()
        if levels:  # the top belongs to whoever opened it
            place.folder.close()

    def _finish_folder(self, path: bytes, ino: int) -> None:
        """Modes and times, when nothing is written into the folder any more."""
        try:
            with self._reopened(path) as folder:
                self._set_attributes(folder.fd, ino)
        except OSError:
            self.done.attributes_lost += 1

    @contextmanager
    def _reopened(self, path: bytes) -> Iterator[LocalFolder]:
        """A folder that was made before, by its path, through no link."""
        fd = os.dup(self.root.fd)
        try:
            for part in path.split(b"/") if path else ():
                below = os.open(part, FOLDER_FLAGS | os.O_NOFOLLOW, dir_fd=fd)
                os.close(fd)
                fd = below
            yield LocalFolder(fd, Conflict.FAIL)
        finally:
            os.close(fd)

    # -- what has a name ------------------------------------------------------------------------

    def _restore_entry(self, place: Place, name: bytes, row: NameRow) -> None:
        self.cancel.check()
        self._placed.add(row.ino)
        mode = self._names.mode_of(row.ino, row.kind)
        if stat.S_ISREG(mode):
            self._restore_file(place, name, row.ino, sure=row.sure)
        else:
            self._late.append(_Late(place.path, name, row.ino, mode, row.sure))

    def _restore_file(self, place: Place, name: bytes, ino: int, *, sure: bool) -> None:
        if self._link(place, name, ino, sure=sure):
            return
        plan = self.planner.plan(ino)
        if plan is None:
            reasons = {Reason.INODE, Reason.CONTENT}
            self.done.note(place.below(name), ino, FileState.LOST, 0, reasons)
            return
        if not sure:
            plan.reasons.add(Reason.NAME)
        self._write_file(place, name, ino, plan)

    def _write_file(self, place: Place, name: bytes, ino: int, plan: FilePlan) -> bool:
        """Write a file, or note why not; whether it is there."""
        path = place.below(name)
        if plan.state not in (FileState.LOST, FileState.NOT_WRITTEN):

            def fill(fd: int) -> None:
                self.writer.fill(fd, plan)
                self._set_attributes(fd, ino)

            try:
                path = place.below(place.put_file(name, plan, fill))
            except (OSError, NamespaceError):
                self.done.refuse(path, ino, plan.size)
                return False
            self.done.files += 1
            self.done.whole += plan.state is FileState.WHOLE
            self.done.data_bytes += plan.size
        entry = None
        if plan.state is not FileState.WHOLE or place is self._lost:
            reasons = plan.reasons | ({Reason.NAME} if place is self._lost else set())
            entry = self.done.note(path, ino, plan.state, plan.size, reasons, plan)
        if plan.state in (FileState.LOST, FileState.NOT_WRITTEN):
            return False
        self._linked[ino] = (path, entry)
        return True

    def _link(self, place: Place, name: bytes, ino: int, *, sure: bool) -> bool:
        """Whether the file was written under another name, and is linked to it now."""
        written, entry = self._linked.get(ino, (b"", None))
        if not written:
            return False
        state = entry.state if entry else FileState.WHOLE
        if not sure and state is FileState.WHOLE:
            state = FileState.UNVERIFIED

        def make(free: bytes) -> None:
            os.link(
                written, free, src_dir_fd=self.root.fd, dst_dir_fd=place.folder.fd,
                follow_symlinks=False,
            )  # fmt: skip

        try:
            used = place.put(name, state, make)
        except (OSError, NamespaceError):  # a disk without hard links, or too long a path
            return False
        self.done.hard_links += 1
        if entry is not None:
            self.done.entries.append(replace(entry, path=place.below(used)))
        elif not sure:
            self.done.note(place.below(used), ino, state, 0, {Reason.NAME})
        return True

    # -- what has none ---------------------------------------------------------------------------

    def _restore_nameless(self) -> None:
        """Files that the index has no name for, or knows nothing of."""
        known = self.remains.owners() | set(self.planner.catalogue.owners())
        for ino in sorted(known - self._placed):
            self.cancel.check()
            if ino > 0 and not self._names.is_folder(ino, 0) and self._is_wanted(ino):
                self._restore_stray_file(ino)

    def _restore_stray_file(self, ino: int) -> None:
        mode = self._names.mode_of(ino, stat.S_IFREG >> 12)
        if not stat.S_ISREG(mode):
            self._late.append(_Late(self._lost_place().path, _number(ino), ino, mode, sure=True))
            return
        plan = self.planner.plan(ino)
        if plan is not None:
            written = self._write_file(self._lost_place(), _number(ino), ino, plan)
            self.done.nameless += written

    def _restore_newer(self) -> None:
        """What was written after the index's state, beside the file as of that state."""
        for ino in sorted(self.newer & self._placed):
            self.cancel.check()
            plan = self.planner.plan_without_inode(ino)
            if plan is not None:
                name = _number(ino) + b".newer"
                self.done.nameless += self._write_file(self._lost_place(), name, ino, plan)

    def _is_wanted(self, ino: int) -> bool:
        """Whether an inode without a name is more than what a deletion left behind."""
        found = self.remains.inode(ino)
        if found is not None:
            return found[0].nlink > 0 or not found[1]
        if self.remains.lost[Table.INODE].covers(ino) or ino in self.newer:
            return True
        self.done.deleted += 1
        return False

    def _lost_place(self) -> Place:
        if self._lost is None:
            self._lost = Place(self.root, b"").enter(LOST_FOLDER)
        return self._lost

    # -- links and special files -----------------------------------------------------------------

    def _restore_late(self, late: _Late) -> None:
        self.cancel.check()
        path = os.path.join(late.folder, late.name)
        is_link = stat.S_ISLNK(late.mode)
        target = self.remains.content(late.ino) if is_link else None
        if is_link and (target is None or not fits_symlink(target[0])):
            self.done.note(path, late.ino, FileState.LOST, 0, {Reason.CONTENT})
            return
        if not is_link and not self.special_files:
            self.done.note(path, late.ino, FileState.NOT_WRITTEN, 0, {Reason.KIND})
            return
        found = self.remains.inode(late.ino)
        sure = late.sure and found is not None and found[1] and (target is None or target[1])
        state = FileState.WHOLE if sure else FileState.UNVERIFIED
        text = target[0] if target is not None else None
        try:
            with self._reopened(late.folder) as folder:
                place = Place(folder, late.folder)
                attributes = self._attributes(late.ino, late.mode)
                used = place.put(
                    late.name, state, lambda free: make_special(folder, free, attributes, text)
                )
        except (OSError, NamespaceError, OverflowError):
            self.done.refuse(path, late.ino)
            return
        self.done.symlinks += is_link
        self.done.others += not is_link
        if not sure:
            self.done.note(place.below(used), late.ino, state, 0, {Reason.NAME})

    # -- attributes and notes --------------------------------------------------------------------

    def _set_attributes(self, fd: int, ino: int) -> None:
        attributes = self._attributes(ino, 0)
        complete = set_attributes(fd, attributes)
        if not complete or attributes is None or self.remains.lost[Table.XATTR].covers(ino):
            self.done.attributes_lost += 1

    def _attributes(self, ino: int, mode: int) -> Attributes | None:
        found = self.remains.inode(ino)
        if found is None:
            return Attributes(mode, os.getuid(), os.getgid(), 0, 0, 0) if mode else None
        xattrs = tuple(self.remains.xattrs(ino)) if not stat.S_ISLNK(found[0].mode) else ()
        return attributes_of(*found, xattrs)

    def _advance(self, count_bytes: int) -> None:
        self._bytes += count_bytes
        self.report(Progress(self._bytes, max(self.total_bytes, self._bytes)))


def _number(ino: int) -> bytes:
    return b"inode-%d" % ino
