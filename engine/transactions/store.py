"""TransactionalStore: blocks and index as one thing that changes whole or not at all.

A write transaction is always open on the index. `commit` seals what has changed since the last
one (in memory, under the lock) and then makes it durable, outside the lock, in this order:

    bands with new rows -> sync -> journal, every copy -> sync

A small change of a stored block may go into the journal instead of a band (`noted.py`).

A checkpoint moves the log into the index's pages and writes a root:

    bands -> sync -> chunks, map -> sync -> superblock, both copies -> sync -> journal of a new epoch

The lock order is `lock`, then `_io`. Nothing takes `lock` while it holds `_io`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import apsw

from engine.constants import BLOCK_BYTES, CHECKPOINT_LOG_BYTES
from engine.errors import (
    DamageError,
    IndexDamagedError,
    MediumError,
    NoSpaceError,
    VaultError,
)
from engine.format.journal import LogWrite, NotedWrite
from engine.index import ChunkedPages, IndexSession, IndexVfs, MemoryLog
from engine.medium.bands import band_name
from engine.transactions.access import StoreAccess
from engine.transactions.damages import DamageLog
from engine.transactions.erasing import ErasingStore
from engine.transactions.inspection import InspectedStore
from engine.transactions.journal import Replay, chain
from engine.transactions.lineage import (
    FoundState,
    Lineage,
    Position,
    begin_session,
    position_of,
    read_lineage,
)
from engine.transactions.noted import (
    NotedChanges,
    NotedWrites,
    changes_in_force,
    join_noted,
    still_noted,
)
from engine.transactions.parts import SealedCommit, StoreParts
from engine.transactions.renewal import RenewedStore
from engine.transactions.rows import RowLedger
from engine.transactions.space import SpaceActions, SpaceKeeper
from engine.transactions.superblocks import RING_ROWS, FoundRoot, root_digest
from engine.transactions.worker import CommitWorker
from engine.types import BlockPointer

log = logging.getLogger(__name__)

GENERATION_GAP = 8
"""Generations skipped at each opening, so that no birth of a crashed session is used again."""
_FORCED_CHECKPOINT_BYTES = 4 * CHECKPOINT_LOG_BYTES
"""Log size at which a commit no longer leaves the checkpoint to the worker."""


class TransactionalStore(StoreAccess, InspectedStore, RenewedStore, ErasingStore):
    """See the module; `lock` guards everything but the durable part of a commit."""

    def __init__(self, parts: StoreParts, *, read_only: bool) -> None:
        self.lock = threading.RLock()
        self._io = threading.Lock()
        self._parts = parts
        self._bands = parts.bands
        self.backend = parts.backend
        self.journal = parts.journal
        self.roots = parts.roots
        self.read_only = read_only
        self._asked_to_write = not read_only
        self._read_only_reason = "opened for reading" if read_only else ""
        self.rows = RowLedger(parts.allocator, parts.bands, parts.lanes)
        self._room = SpaceKeeper(self.rows, parts.disks, self._space_actions())
        self._log = MemoryLog()
        self._pages = ChunkedPages(parts.backend)
        self._pages.on_sync = self._write_root
        self._root_is_due = False
        self._session: IndexSession
        self.before_commit: list[Callable[[], None]] = []
        self._noted_changes = NotedChanges()
        self.noted = NotedWrites()
        """Takes changes, while `before_commit` is called, whose blocks are written later."""
        self.recovered: Mapping[int, Sequence[NotedWrite]] = {}
        """By inode: noted writes that a store, since it is read-only, has found and not made."""
        self._damages = DamageLog()
        self.root: FoundRoot | None = None
        self.replay: Replay | None = None
        """What the journal held when the store was opened."""
        self.bands_restored: tuple[str, ...] = ()
        """Band files that were missing when the store was opened, and were made anew in noise."""
        self.newest_root_lost = False
        """Whether the root that the journal continues is gone; then the store is read-only."""
        self.lineage = Lineage()
        self.after_durable: Callable[[], None] = _nothing
        """Called, outside of commits, when there is a newer durable `position`."""
        self._pending_generation = 1
        self._replaced: list[BlockPointer] = []
        self._sealed: list[SealedCommit] = []
        self._change = 0
        self._sealed_change = 0
        self._durable_change = 0
        self._failure: VaultError | None = None
        self._opened = False
        self._closed = False
        self._worker = CommitWorker(self._background_commit)

    # -- life -----------------------------------------------------------------------------------

    @classmethod
    def create(cls, parts: StoreParts, initialise: Callable[[apsw.Connection], None]) -> None:
        """Lay out an empty vault: first group, journal, index, and two roots.

        Raises:
            NoSpaceError: The disk has no room for the smallest vault.
        """
        store = cls(parts, read_only=False)
        store.journal.restart(0)
        store.journal.reserve(1)
        store.rows.grow(1)
        parts.allocator.claim(RING_ROWS)
        # Growing fills what stays free; the ring is taken, and half of it is written much later.
        parts.bands.fill_noise(0, [(RING_ROWS.start, len(RING_ROWS))])
        store._root_is_due = True  # of one page, which SQLite writes by itself into an empty file
        store._start_session()
        store._root_is_due = False
        initialise(store.connection)
        store._session.begin()
        store.touch()
        store.checkpoint()
        store.touch()
        store.checkpoint()
        store._shut()

    def open(
        self,
        admit: Callable[[FoundState], None] | None = None,
        make_again: MakeAgain | None = None,
    ) -> None:
        """Find the newest root, replay the journal, and (when writable) write a root of our own.

        Args:
            admit: Sees what was found before anything is written; what it raises ends the opening.
            make_again: Writes the blocks of what a session that did not end has noted.

        Raises:
            RootLostError: No root can be read.
            IndexDamagedError: The index contradicts itself.
        """
        newest, previous = self.roots.load()
        generation = newest.found.root.generation
        self.root = newest.found
        self._pages.load(newest.chunks, newest.found.root.index_bytes)
        self.replay = self.journal.replay(generation, newest.found.root.key_epoch)
        for batch in self.replay.batches:
            self._log.replay(batch.writes, batch.log_bytes)
        noted_changes = changes_in_force(self.replay.batches)
        self.journal.stand_behind(self.replay.slots)
        self.recovered = still_noted(self.replay.batches)
        self._start_session()
        if noted_changes:
            self._replay_changes(noted_changes)
        self._pending_generation = generation + GENERATION_GAP
        self.rows.load(self.execute, newest.found.root.groups)
        self.rows.allocator.claim(RING_ROWS)
        self.rows.claim_index(newest.rows, previous.rows if previous else (), generation)
        self.rows.index_chunks = len(newest.chunks)
        if self.replay.lost or self._newer_root_lost(generation, self.replay.slots):
            self.newest_root_lost = not self.replay.lost
            self.turn_read_only("a newer state of the vault was lost")
        self.lineage = read_lineage(self.execute)
        digests = chain(root_digest(newest.found.root), self.replay.batches)
        found = FoundState(generation, digests, self.lineage)
        if admit is not None:
            admit(found)
        if not self.read_only:
            missing = self._bands.missing(self.rows.allocator.groups)
            self._bands.restore(missing)
            self.bands_restored = tuple(band_name(*band) for band in missing)
            self._session.begin()
            self.lineage = begin_session(self.execute, found)
            torn = not self.roots.ring.is_whole(newest.found)
            if self.recovered:
                self._make_again(make_again)
        if not self.read_only:
            self.touch()
            self.checkpoint()
            if torn:
                # The last two roots are each a whole vault, lost lanes allowed for (invariant 1).
                self.touch()
                self.checkpoint()
            self._worker.start()

    def _replay_changes(self, changes: Sequence[bytes]) -> None:
        """Make noted changes of rows; where the pages that they change are lost, so are they."""
        try:
            self._session.make_again(changes)
        except DamageError as error:
            log.error("changes of the index cannot be made again: %s", error.code)
            if self.replay is not None:
                self.replay = replace(self.replay, lost=True)

    def _make_again(self, make_again: MakeAgain | None) -> None:
        """Bring recovered writes into the transaction whose root lets go of their journal."""
        if make_again is None:
            raise ValueError("make_again")
        blocks = {
            (write.ino, place)
            for writes in self.recovered.values()
            for write in writes
            for place in range(
                write.offset // BLOCK_BYTES, (write.offset + len(write.data)) // BLOCK_BYTES + 1
            )
        }
        try:
            self._room.make_room_without_root(len(blocks))
        except NoSpaceError:
            # Nothing is lost: they stay in the journal, and whoever reads is given them.
            self.turn_read_only("the disk has no room for the last session's changes")
            return
        recovered, self.recovered = self.recovered, {}
        make_again(self, recovered)

    def _start_session(self) -> None:
        self._session = IndexSession(IndexVfs(self._pages, self._log))
        self._opened = True

    def _newer_root_lost(self, generation: int, slots: int) -> bool:
        """Whether the journal knows of a root that can no longer be found.

        Also when batches of the root that was found are left: the lost one may have held more.
        """
        later = range(generation + 1, generation + 2 * GENERATION_GAP + 1)
        return any(self.journal.begins(epoch, slots) for epoch in later)

    def go_on(self) -> None:
        """Called by `admit`, when somebody wants to go on from here though a newer root is lost."""
        if self.newest_root_lost and self._asked_to_write:
            self.newest_root_lost = self.read_only = False
            # The lost session has used births up to one gap from here; ours are others.
            self._pending_generation += GENERATION_GAP

    def close(self) -> None:
        """Make everything durable, stop the worker, and let go of the index.

        Raises:
            VaultError: The last commit failed; the vault is closed all the same.
        """
        self._worker.stop()
        try:
            if not self._closed and (not self.read_only or self._failure is not None):
                self.checkpoint()  # raises the failure, if there was one
        finally:
            self._shut()

    def abandon(self) -> None:
        """Close without a commit: what a crash would leave. For tests and failed openings."""
        self._worker.stop()
        self._shut()

    def _shut(self) -> None:
        with self.lock:
            if self._closed:
                return
            self._closed = True
            if self._failure is not None:
                self._failure.forget_trace()
            self.journal.close()
            if self._opened:
                self._session.close()

    def _space_actions(self) -> SpaceActions:
        """The session is made anew by each opening, so it is looked up when it is needed."""

        def shrink(pages: int) -> None:
            self._session.shrink(pages)

        def index_pages() -> tuple[int, int]:
            return self._session.size()

        def write_root() -> None:
            self.touch()
            self.checkpoint()

        return SpaceActions(
            flush=self._flush,
            index_pages=index_pages,
            index_chunks=lambda: len(self._pages.pointers),
            shrink=shrink,
            write_root=write_root,
        )

    # -- commit ---------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """Generation of the newest durable root."""
        return self.root.root.generation if self.root else 0

    @property
    def key_epoch(self) -> int:
        """The key epoch that is written in."""
        return self._parts.epoch

    @property
    def position(self) -> Position:
        """The newest durable state of a store that is open for writing."""
        return position_of(self.lineage, self.journal.mark)

    @property
    def log_bytes(self) -> int:
        """Length of the log that the next checkpoint will move."""
        return len(self._log)

    @property
    def _wants_root(self) -> bool:
        return self._journal_bytes > CHECKPOINT_LOG_BYTES or self.noted.is_full

    @property
    def _journal_bytes(self) -> int:
        return self.log_bytes + self.noted.journal_bytes + self._noted_changes.journal_bytes

    def touch(self) -> None:
        """Note that something changed: it is durable within COMMIT_INTERVAL_S."""
        self._change += 1
        self._worker.wake_later()

    def commit_soon(self) -> None:
        """Have a commit made in the background at once: what waits for one takes memory."""
        self._worker.wake_now()

    def commit(self) -> None:
        """Make everything that was done before the call durable. Do not hold the lock.

        Raises:
            MediumError: The disk refused; the vault is read-only from now on.
            VaultError: A block or the index could not be read; nothing is lost.
        """
        self._commit(note=True)

    def write_out(self) -> None:
        """Commit, with every changed block in its rows; raises as `commit` does."""
        self._commit(note=False)

    def _commit(self, note: bool) -> None:
        if self.read_only and self._failure is None:
            return
        with self.lock:
            if not note and self.noted.hold:
                self._change += 1  # their blocks are written at last
            wanted = self._change
            if self._durable_change < wanted:
                self._seal(note=note)
        with self._io:
            if self._failure is not None:
                raise self._failure
            if self._durable_change >= wanted:
                return
            grown = self._drain()
        if not grown or self._journal_bytes > _FORCED_CHECKPOINT_BYTES:
            self.checkpoint()
        elif self._wants_root:
            self._worker.wake_now()

    def checkpoint(self) -> None:
        """Write a root: the log moves into the index's pages, the journal starts anew.

        Raises:
            NoSpaceError: No rows for the index; the log stays, the vault is as it was.
            MediumError: The disk refused; the vault is read-only from now on.
        """
        with self.lock:
            self._checkpoint_once()
            if self._room.needs_second_root():
                self.touch()
                self._checkpoint_once()
        self.after_durable()

    def _checkpoint_once(self) -> None:
        if self._failure is not None:
            raise self._failure
        self._seal(always=True)
        with self._io:
            self._session.commit()
            self._root_is_due = True
            try:
                self._session.checkpoint()
            except VaultError:
                self._pages.discard()
                raise
            finally:
                self._root_is_due = False
                self._session.begin()
            self._sealed.clear()
            self._durable_change = self._sealed_change

    def _seal(self, always: bool = False, note: bool = False) -> None:
        """Under the lock: flush, let SQLite commit into the log, and take what it wrote.

        Args:
            always: Even if nothing has changed: a root follows.
            note: Small changes may be noted; their blocks are written by the worker.
        """
        if not always and self._sealed_change == self._change:
            return
        self.noted.allowed = note
        try:
            self._flush()
        finally:
            self.noted.allowed = False
        if self.noted.hold:
            self._worker.wake_later()
        if note and not self.rows.has_news:
            changes = self._session.take_changes()
            if changes is not None:
                self._seal_changes(changes)
                return
        self.rows.record(self.execute, self._pending_generation)
        if always:
            # SQLite calls for a root only when a page changed; this one always does.
            self.execute(
                "insert or replace into setting values ('generation', ?)",
                (self._pending_generation,),
            )
        self.rows.fill_new_groups()
        self._commit_to_log()
        if note:
            self._session.changes.start()
        else:
            self._session.changes.stop()
        self._room.trim_index()
        self._seal_as(self._log.take_pending())

    def _seal_changes(self, changes: bytes) -> None:
        """Take a commit of few rows without their pages, which SQLite keeps for a later one."""
        self._noted_changes.note(changes)
        self._seal_as([], changes)  # first: they are taken, and whatever fails must not lose them
        if self._noted_changes.hold_much:
            self._commit_to_log()

    def _commit_to_log(self) -> None:
        self._session.commit()
        self._session.begin()
        self._noted_changes.committed()

    def _seal_as(self, writes: list[LogWrite], changes: bytes = b"") -> None:
        self._sealed_change = self._change
        self._sealed.append(
            SealedCommit(
                self._change,
                writes,
                self._log.taken,
                self._bands.take_touched(),
                self.noted.take(),
                changes,
            )
        )

    def _flush(self) -> None:
        for flush in self.before_commit:
            flush()

    def _drain(self) -> bool:
        """Holding `_io`: make all sealed commits durable. False when the journal cannot grow."""
        sealed = list(self._sealed)
        if not sealed:
            return True
        try:
            self._bands.sync(_union(each.touched for each in sealed))
            writes = [write for each in sealed for write in each.writes]
            noted, voids = join_noted([each.noted for each in sealed])
            changes = b"".join(changes_in_force(sealed))
            if writes or noted or voids or changes:
                self.journal.append(writes, sealed[-1].log_bytes, noted, voids, changes)
        except NoSpaceError:
            return False
        except MediumError as error:
            self._fail(error)
            raise
        del self._sealed[: len(sealed)]
        self._durable_change = sealed[-1].change
        return True

    def _write_root(self) -> None:
        """Called by SQLite through the VFS when it syncs the pages, within `checkpoint`.

        Raises:
            IndexDamagedError: At any other time. While the store is being opened no row is known to
                be taken, and a root would be written over what the vault holds.
        """
        if not self._root_is_due:
            raise IndexDamagedError("index: a checkpoint that nobody asked for")
        birth = self._pending_generation
        pages, ledger = self._pages, self.rows
        chunks = pages.dirty_chunks()
        needed = chunks + 2 * self.roots.map_block_count(len(pages.pointers) + chunks)
        if needed > ledger.allocator.free_rows:
            ledger.grow(needed - ledger.allocator.free_rows)
        self._replaced += pages.flush(self._parts.epoch, birth)
        self._replaced += self.roots.write_map(pages.pointers, birth)
        ledger.fill_new_groups()
        touched = _union([*(each.touched for each in self._sealed), self._bands.take_touched()])
        try:
            self._bands.sync(touched)
            root = self.roots.write_superblock(
                self.root, self._parts.vault_id, birth, ledger.allocator.groups, pages.length
            )
            self._bands.sync(self._bands.take_touched())
        except MediumError as error:
            self._fail(error)
            raise
        previous = self.generation
        self.root = root
        self._pending_generation = birth + 1
        ledger.root_written(previous, {pointer.row for pointer in self._replaced}, birth)
        ledger.index_chunks = len(pages.pointers)
        self._replaced = []
        self.noted.root_written()
        self._noted_changes.root_written()
        self.journal.restart(birth, root_digest(root.root))

    def _fail(self, error: MediumError) -> None:
        """A sync failed: what the system still has of it is unknown, so nothing more is written."""
        log.error("the disk refused a sync (errno %s); read-only from now on", error.errno_value)
        self._failure = error
        self.turn_read_only("the disk failed")

    def turn_read_only(self, reason: str) -> None:
        """Refuse every change from now on; `reason` is what those are told who try."""
        self.read_only = True
        self._read_only_reason = reason

    def _background_commit(self) -> None:
        """The worker's turn: everything durable, and a root when the log has grown."""
        self.write_out()
        if not self.read_only and self._wants_root:
            self.checkpoint()
        self._settle_journal()
        self.after_durable()

    def _settle_journal(self) -> None:
        with self._io:
            if self._failure is not None:
                return
            try:
                self.journal.settle()
            except MediumError as error:
                self._fail(error)
                raise


MakeAgain = Callable[[TransactionalStore, Mapping[int, Sequence[NotedWrite]]], None]
"""Writes the blocks of noted writes, by inode, as part of the store's open transaction."""


def _nothing() -> None:
    """What follows a durable state when nobody asked to know."""


def _union(sets: Iterable[Any]) -> set[Any]:
    return set().union(*sets)
