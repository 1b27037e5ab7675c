"""What each file holds: its blocks by the index's word, or by what the blocks say of themselves.

By the index: a pointer names row and birth, so a block that is there is the right one; a pointer
that leads to nothing is answered with the newest earlier version of the block, or with a gap.
Without pointers: the newest version of each block. The number of blocks in the inode then tells
whether gaps are holes or losses; that no version is out of date, nothing can tell.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.constants import BLOCK_BYTES, MAX_FILE_BYTES, RUN_ROWS
from engine.errors import InvalidRecordError
from engine.format.journal import NotedWrite
from engine.format.pointers import unpack_pointers
from engine.health.salvage.catalogue import Blocks, Catalogue, Numbers
from engine.health.salvage.report import ByteRange, FileState, Reason
from engine.index.remains import IndexRemains, InodeRecord, Table
from engine.types import BlockPointer

LEAF_POINTERS = 256
"""Blocks that a row of the table `extent` covers."""

UNITS_PER_BLOCK = BLOCK_BYTES // 512
"""What an inode counts for each block; a file that lies in the index counts less than one."""


@dataclass(slots=True)
class FilePlan:
    """A regular file as it can be put together."""

    size: int = 0
    text: bytes = b""
    """What of it lay in the index: all of it, but for zeros at the end."""
    blocks: Blocks | None = None
    """The blocks to read, one for each index."""
    missing: list[ByteRange] = field(default_factory=list)
    older: list[ByteRange] = field(default_factory=list)
    reasons: set[Reason] = field(default_factory=set)
    noted: Sequence[NotedWrite] = ()
    """Changes that the journal has and no block, in order."""

    @property
    def state(self) -> FileState:
        """How much is known to be right."""
        if Reason.LOCKED in self.reasons:
            return FileState.NOT_WRITTEN
        if self.missing:
            nothing = not self.text and (self.blocks is None or not len(self.blocks.index))
            return FileState.LOST if nothing else FileState.DAMAGED
        if self.older or Reason.NEWER in self.reasons:
            return FileState.OLDER
        return FileState.UNVERIFIED if self.reasons else FileState.WHOLE

    def pointers(self, catalogue: Catalogue) -> Iterator[Sequence[tuple[int, BlockPointer]]]:
        """The blocks to read, with the index of each, a run at a time."""
        if self.blocks is None:
            return
        for start in range(0, len(self.blocks.index), RUN_ROWS):
            part = self.blocks.where(np.arange(start, min(start + RUN_ROWS, len(self.blocks.row))))
            epochs = catalogue.epochs_of(part.row)
            columns = (part.index.tolist(), part.row.tolist(), epochs, part.birth.tolist())
            yield [(i, BlockPointer(r, e, b)) for i, r, e, b in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Planner:
    """Puts files together out of the index's rows and the catalogue."""

    remains: IndexRemains
    catalogue: Catalogue
    newer_than: int | None
    """Generation after which blocks may belong to a state that is lost; None when none is."""
    noted: Mapping[int, Sequence[NotedWrite]] = field(default_factory=dict)
    """By inode: changes that the journal has and no block."""

    def plan(self, ino: int) -> FilePlan | None:
        """The file; None when there is nothing to tell what was in it."""
        found = self.remains.inode(ino)
        if ino in self.remains.locked:
            size = found[0].size if found is not None else 0
            return FilePlan(size, reasons={Reason.LOCKED})
        usable = found is not None and 0 <= found[0].size <= MAX_FILE_BYTES
        if found is None or not usable:
            return self.plan_without_inode(ino)
        record, sure = found
        plan = FilePlan(record.size, reasons=set() if sure else {Reason.INODE})
        if not stat.S_ISREG(record.mode):
            return plan
        if record.blocks >= UNITS_PER_BLOCK or self.remains.has_blocks(ino):
            self._fill_with_blocks(plan, record)
            plan.noted = self.noted.get(ino, ())
        else:
            self._fill_with_text(plan, record)
        self._look_for_newer(plan, ino)
        return plan

    def plan_without_inode(self, ino: int) -> FilePlan | None:
        """A file by its content alone: the newest there is of it."""
        if ino in self.remains.locked:
            return FilePlan(reasons={Reason.LOCKED})
        blocks = self.catalogue.blocks_of(ino)
        if len(blocks.index):
            plan = FilePlan(reasons={Reason.INODE, Reason.POINTERS})
            last = int(blocks.index[-1])
            if last >= MAX_FILE_BYTES // BLOCK_BYTES:
                return None
            newest = blocks.where(np.flatnonzero(blocks.index == last)[:1])
            plan.size = last * BLOCK_BYTES + int(newest.length[0])
            everything = np.zeros(0, np.uint64)
            self._take_newest(plan, blocks, everything)
            self._note_gaps(plan, last + 1, [])
            return plan
        text = self.remains.content(ino)
        if text is None:
            return None
        return FilePlan(len(text[0]), text[0], reasons={Reason.INODE})

    # -- content in the index -------------------------------------------------------------------

    def _fill_with_text(self, plan: FilePlan, record: InodeRecord) -> None:
        """A file that lay in the index; its inode counts 512-byte units of text, so none is none."""
        text = self.remains.content(record.ino)
        if text is not None:
            plan.text = text[0][: plan.size]
            if not text[1] or -(-len(text[0]) // 512) != record.blocks:
                plan.reasons.add(Reason.CONTENT)
        elif record.blocks and plan.size:
            plan.missing.append((0, plan.size))
            plan.reasons.add(Reason.CONTENT)

    # -- content in blocks ----------------------------------------------------------------------

    def _fill_with_blocks(self, plan: FilePlan, record: InodeRecord) -> None:
        count = -(-plan.size // BLOCK_BYTES)
        expected = record.blocks // UNITS_PER_BLOCK
        known, leaves = self._pointers(record.ino, count)
        versions = self.catalogue.blocks_of(record.ino)
        versions = versions.where(versions.index < count)
        self._take_known(plan, record.ino, known, versions)
        lost_leaves = self.remains.lost[Table.EXTENT].covers(record.ino)
        if len(known.index) >= expected or not lost_leaves:
            if len(known.index) != expected:
                plan.reasons.add(Reason.INODE)
            return
        plan.reasons.add(Reason.POINTERS)
        elsewhere = ~np.isin(versions.index // LEAF_POINTERS, leaves)
        self._take_newest(plan, versions.where(elsewhere), known.index)
        found = 0 if plan.blocks is None else len(plan.blocks.index)
        lost = sum(-(-(high - low) // BLOCK_BYTES) for low, high in plan.missing)
        if found + lost < expected:
            self._note_gaps(plan, count, leaves)

    def _pointers(self, ino: int, count: int) -> tuple[Blocks, list[int]]:
        """The pointers that the index has for a file, holes left out, and their leaves.

        Doubtful leaves are passed over: the newest version of a block is as good a guess.
        """
        pieces: list[npt.NDArray[np.uint64]] = []
        leaves = []
        for leaf, raw, sure in self.remains.extents(ino):
            if not sure:
                self.remains.lost[Table.EXTENT].add(ino, ino)
                continue
            try:
                table = np.array(unpack_pointers(raw), np.uint64).reshape(-1, 3)
            except InvalidRecordError:
                self.remains.lost[Table.EXTENT].add(ino, ino)
                continue
            leaves.append(leaf)
            places = np.arange(len(table), dtype=np.uint64) + np.uint64(leaf * LEAF_POINTERS)
            stored = (table[:, 0] > 0) & (places < count)
            pieces.append(np.column_stack((places, table[:, 0], table[:, 2]))[stored])
        table = np.concatenate([np.zeros((0, 3), np.uint64), *pieces])
        good = np.zeros(len(table), np.bool_)
        return Blocks(table[:, 0], table[:, 1], table[:, 2], table[:, 0] * 0, good), leaves

    def _take_known(self, plan: FilePlan, ino: int, known: Blocks, versions: Blocks) -> None:
        """Take the blocks that pointers name; what is lost of them in an earlier version."""
        there = self.catalogue.holds(ino, known.index, known.row, known.birth)
        plan.blocks = known.where(there)
        lost = known.index[~there]
        if not len(lost):
            return
        plan.reasons.add(Reason.BLOCKS)
        spare = versions.where(versions.good & np.isin(versions.index, lost))
        spare = spare.where(_first_of_each(spare.index))
        plan.blocks = plan.blocks.joined(spare)
        plan.older += _ranges(spare.index, plan.size)
        plan.missing += _ranges(np.setdiff1d(lost, spare.index), plan.size)

    def _take_newest(self, plan: FilePlan, versions: Blocks, taken: Numbers) -> None:
        """Take the newest version of every block that was not taken yet."""
        versions = versions.where(~np.isin(versions.index, taken))
        newest = versions.where(_first_of_each(versions.index))
        good = versions.where(versions.good)
        chosen = good.where(_first_of_each(good.index))
        plan.blocks = chosen if plan.blocks is None else plan.blocks.joined(chosen)
        # Of a newer version so much is left that it can be told apart, but not read.
        place = np.searchsorted(newest.index, chosen.index)
        stale = newest.birth[place] > chosen.birth if len(place) else np.zeros(0, np.bool_)
        plan.older += _ranges(chosen.index[stale], plan.size)
        lost = np.setdiff1d(newest.index, chosen.index)
        plan.missing += _ranges(lost, plan.size)
        if len(lost) or stale.any():
            plan.reasons.add(Reason.BLOCKS)

    def _note_gaps(self, plan: FilePlan, count: int, leaves: Sequence[int]) -> None:
        """Call everything missing that no block covers, outside the leaves that are known."""
        covered = plan.blocks.index if plan.blocks is not None else np.zeros(0, np.uint64)
        known = [(leaf * LEAF_POINTERS, (leaf + 1) * LEAF_POINTERS) for leaf in leaves]
        taken = sorted([*known, *((int(each), int(each) + 1) for each in covered), (count, count)])
        at = 0
        for low, high in taken:
            if low > at:
                plan.missing.append((at * BLOCK_BYTES, min(low, count) * BLOCK_BYTES))
                plan.reasons.add(Reason.BLOCKS)
            at = max(at, high)
            if at >= count:
                break
        plan.missing = _joined(plan.missing, plan.size)

    def _look_for_newer(self, plan: FilePlan, ino: int) -> None:
        """Mark a file of which blocks were written after the state that the index is of."""
        if self.newer_than is None:
            return
        versions = self.catalogue.blocks_of(ino)
        if bool((versions.birth > np.uint64(self.newer_than)).any()):
            plan.reasons.add(Reason.NEWER)


def _first_of_each(index: Numbers) -> npt.NDArray[np.bool_]:
    """Where a sorted array has a value for the first time."""
    first = np.ones(len(index), np.bool_)
    first[1:] = index[1:] != index[:-1]
    return first


def _ranges(index: Numbers, size: int) -> list[ByteRange]:
    """Blocks of a file as ranges of bytes."""
    blocks = ((int(each) * BLOCK_BYTES, (int(each) + 1) * BLOCK_BYTES) for each in index)
    return _joined(list(blocks), size)


def _joined(ranges: Sequence[ByteRange], size: int) -> list[ByteRange]:
    """Ranges in order, joined where they touch and cut at the end of the file."""
    joined: list[ByteRange] = []
    for low, end in sorted(ranges):
        high = min(end, size)
        if low >= high:
            continue
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined
