"""The move to a new master key: everything under the old one goes to fresh rows, or to noise.

    files     each block whose pointer is of an old epoch, leaf by leaf of the extents
    index     its chunks and its map, a portion with each root
    ring      roots, until each place of the superblock ring is of the present epoch
    free rows noise over all of them, since any may hold what was freed before
    journal   noise behind its batches, and over bands that no group has
    header    without the old key, which is then forgotten

A block is read without the store's lock and moved under it, if it is still where it was. Nothing
that is written meanwhile is of an old epoch, so one walk from the beginning to the end meets all
that is. How far it has come is kept in the index, with what it has moved; whatever the crash, the
next move goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.constants import SLOT_BYTES
from engine.errors import CancelledError, RekeyError
from engine.health.pacing import Clock, Throttle, brisk_interpreter
from engine.namespace.stored import FIRST_LEAF, Leaf, Move, leaf_of
from engine.progress import CancelToken, Progress, Report, ignore_progress
from engine.scatter.backend import runs_of
from engine.types import BlockPointer, SlotKind
from engine.vault.rekey_record import (
    RekeyRecord,
    Stage,
    forget_rekey,
    load_rekey,
    note_rekey,
    progress_of,
)
from engine.vault.rekeying import note_witness_keys
from engine.vault.vault import Vault

_BATCH_BLOCKS = 256
"""Blocks that are read and moved together: 16 MB of content."""
_NOTE_EVERY_S = 5
"""Seconds between two notes of how far it has come: what is looked at again after a crash."""
_MOST_RINGS = 3
"""Times that the superblock ring is written anew; once is enough if nobody damages it meanwhile."""


@dataclass(frozen=True, slots=True)
class RekeyReport:
    """What a move did."""

    moved_rows: int
    """Blocks that were moved to fresh rows this time, the index's not counted."""
    unreadable: tuple[int, ...]
    """Inodes of files with blocks that cannot be read any more, and so not be moved."""
    finished: bool
    """Whether the old key is gone."""


def move_to_new_key(
    vault: Vault,
    *,
    share: float = 1.0,
    report: Report = ignore_progress,
    cancel: CancelToken | None = None,
    clock: Clock | None = None,
) -> RekeyReport:
    """Bring a vault that was given a new master key wholly under it; others may go on using it.

    Args:
        vault: Open for writing. One that is not moving is left as it is.
        share: Of the time that it takes at most.
        report: Told of the progress, in bytes.
        cancel: Asked between portions; what was moved by then is not moved again.
        clock: For tests.

    Returns:
        What was done. A vault with blocks that cannot be read stays between its keys until these
        are deleted or come back: the old key is all that could still open what is left of them.

    Raises:
        CancelledError: Somebody asked to stop; the next move goes on from here.
        NoSpaceError: There is no room for a single block, nor for a root; the same holds.
        RekeyError: Something else lies in the place of a band, which cannot be overwritten.
        ReadOnlyVaultError, VaultLockedError, MediumError: Nothing can be written; likewise.
    """
    token = cancel or CancelToken()
    if not vault.rekey_under_way:
        return RekeyReport(0, (), finished=True)
    vault.store.check_writable()
    with brisk_interpreter():
        return _Moving(vault, share, clock or Clock(), report, token).run()


class _Moving:
    def __init__(
        self, vault: Vault, share: float, clock: Clock, report: Report, token: CancelToken
    ) -> None:
        self._vault = vault
        self._store = vault.store
        self._epoch = vault.store.key_epoch
        self._clock = clock
        self._report = report
        self._token = token
        self._throttle = Throttle(share, clock, token)
        self._record: RekeyRecord = load_rekey(vault.store)
        self._noted_s = clock.monotonic_s()
        self._moved = 0
        self._unreadable: set[int] = set()

    def run(self) -> RekeyReport:
        """All of it, in the order in which one step relies on the one before."""
        note_witness_keys(self._store, self._vault.keys)
        self._check_bands()
        try:
            if self._record.stage is Stage.MOVE:
                self._move_everything()
                if self._old_blocks():
                    return RekeyReport(self._moved, tuple(sorted(self._unreadable)), False)
                self._renew_engine_rows()
                self._record.stage = Stage.WIPE
                self._note()
            self._wipe_free_rows()
            self._step()
            self._store.wipe_leftovers()
            self._check_bands()
        except CancelledError:
            self._note()
            raise
        self._vault.end_rekey()
        forget_rekey(self._store)
        return RekeyReport(self._moved, (), finished=True)

    def _check_bands(self) -> None:
        """Every band can be written to; one that is missing is made anew, as a repair makes it.

        What lies in a file that is not written to would stay under the old key.

        Raises:
            RekeyError: Something else lies in the place of a band.
        """
        self._store.restore_bands()
        if self._store.unwritable_bands():
            raise RekeyError("rekey-obstructed")

    # -- files ----------------------------------------------------------------------------------

    def _move_everything(self) -> None:
        self._store.write_out()  # what is only in memory gets its rows first, of the present epoch
        self._record.left = self._count_left()
        self._record.total = max(self._record.total, self._record.left)
        self._tell()
        for batch, then in self._batches():
            self._move(batch)
            self._record.at = then
            self._step()
        # Another walk would begin anew: what this one could not read may be readable by then.
        self._record.at = FIRST_LEAF
        self._note()

    def _batches(self) -> Iterator[tuple[list[tuple[int, int, BlockPointer]], Leaf]]:
        """Blocks of old epochs as (file, index, pointer), and where the walk stands after them."""
        batch: list[tuple[int, int, BlockPointer]] = []
        then = self._record.at
        for ino, blocks in self._vault.namespace.stored_blocks(self._record.at):
            batch += [
                (ino, index, pointer) for index, pointer in blocks if pointer.epoch != self._epoch
            ]
            then = leaf_of(ino, blocks)
            if len(batch) >= _BATCH_BLOCKS:
                yield batch, then
                batch = []
        if batch:
            yield batch, then

    def _move(self, batch: list[tuple[int, int, BlockPointer]]) -> None:
        """Read blocks in the order of their rows, and write them in that of their files."""
        places = {pointer: (ino, index) for ino, index, pointer in batch}
        pointers = sorted(places)
        for start in range(0, len(pointers), _BATCH_BLOCKS):
            part = pointers[start : start + _BATCH_BLOCKS]
            self._store.backend.advise(part, parity=True)
            moves = [move for run in runs_of(part) for move in self._read(run, places)]
            moves.sort(key=lambda move: (move.ino, move.place))
            while moves:
                done = self._vault.namespace.move_blocks(moves)
                self._moved += done
                moves = moves[done:]
            self._record.left -= len(part)
            self._tell()
            self._throttle.rest()
            self._token.check()

    def _read(
        self, run: Sequence[BlockPointer], places: Mapping[BlockPointer, tuple[int, int]]
    ) -> Iterator[Move]:
        checks = self._store.backend.check_run(run, SlotKind.DATA)
        for pointer, check in zip(run, checks, strict=True):
            ino, place = places[pointer]
            if check.damages and not self._is_there(ino, place, pointer):
                continue  # deleted or overwritten while it was read
            for damage in check.damages:
                self._store.note_damage(damage)
            if check.data is None:
                self._unreadable.add(ino)
            else:
                yield Move(ino, place, pointer, check.data)

    def _is_there(self, ino: int, place: int, pointer: BlockPointer) -> bool:
        return bool(self._vault.namespace.still_stored(ino, [(place, pointer)]))

    def _old_blocks(self) -> int:
        """Blocks of files that are of an old epoch, after all."""
        return sum(
            pointer.epoch != self._epoch
            for _, blocks in self._vault.namespace.stored_blocks()
            for _, pointer in blocks
        )

    # -- the engine's own -----------------------------------------------------------------------

    def _renew_engine_rows(self) -> None:
        while left := self._store.renew_index():
            self._record.left = left
            self._tell()
            self._step()
        self._record.left = 0
        for _ in range(_MOST_RINGS):
            self._store.renew_ring()
            self._step()
            if not self._store.old_roots():
                return

    def _wipe_free_rows(self) -> None:
        """Noise over every free row; whatever was freed before the last roots is free by now."""
        while self._record.wiped < self._groups():
            self._tell()
            self._store.wipe_free_rows(self._record.wiped)
            self._record.wiped += 1
            self._step()

    def _groups(self) -> int:
        with self._store.lock:
            return self._store.rows.allocator.groups

    # -- on the way -----------------------------------------------------------------------------

    def _step(self) -> None:
        """Between two portions, with no lock held: note, rest, stop."""
        if self._clock.monotonic_s() - self._noted_s >= _NOTE_EVERY_S:
            self._note()
        self._throttle.rest()
        self._token.check()

    def _note(self) -> None:
        self._noted_s = self._clock.monotonic_s()
        note_rekey(self._store, self._record)

    def _count_left(self) -> int:
        """Rows of old epochs: blocks of files from where the walk stands, and pieces of the index."""
        blocks = sum(
            pointer.epoch != self._epoch
            for _, blocks in self._vault.namespace.stored_blocks(self._record.at)
            for _, pointer in blocks
        )
        return blocks + len(self._store.old_engine_rows())

    def _tell(self) -> None:
        row_bytes = self._vault.geometry.lanes * SLOT_BYTES
        progress = progress_of(self._store, self._record)
        self._report(Progress(progress.done_rows * row_bytes, progress.total_rows * row_bytes))
