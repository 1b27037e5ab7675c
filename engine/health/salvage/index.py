"""Finding the index: by a superblock, else by a map, else by what its chunks say of themselves.

A root's map names every chunk by row and birth, so an index whose map is there is exactly what the
vault held at that root; the journal then takes it on to the last commit. A chunk that is lost is
replaced by its newest earlier version, whose pages count as doubtful. Without any map all pages
but the journal's do: nothing proves that the newest versions of chunks belong together.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from engine.constants import (
    INDEX_CHUNK_BYTES,
    INDEX_CHUNK_PAGES,
    INDEX_PAGE_BYTES,
    POINTER_BYTES,
    SUPERBLOCK_COPIES,
    SUPERBLOCK_RING_ROWS,
)
from engine.errors import DamageError, InvalidRecordError, MediumError
from engine.format.journal import NotedWrite
from engine.format.pointers import unpack_pointers
from engine.format.superblock import POINTERS_PER_MAP_BLOCK, Superblock, unpack_superblock
from engine.health.salvage.catalogue import Catalogue, Version
from engine.health.salvage.report import IndexSource
from engine.index.frames import committed_pages
from engine.index.log import MemoryLog
from engine.scatter import ScatterStorageBackend
from engine.transactions.journal import Journal, Replay
from engine.transactions.noted import changes_in_force, still_noted
from engine.transactions.store import GENERATION_GAP
from engine.types import HOLE, BlockPointer, SlotKind

_KEPT_CHUNKS = 64
_PAGES_AT = slice(28, 32)
"""Where SQLite's header in page 1 has the length of the index in pages."""
_ENGINE_KINDS = (SlotKind.INDEX, SlotKind.MAP, SlotKind.SUPERBLOCK)


class IndexPages:
    """The pages of the index that was found; a `PageSource`."""

    def __init__(
        self,
        backend: ScatterStorageBackend,
        chunks: Mapping[int, tuple[BlockPointer, bool]],
        overlay: Mapping[int, bytes],
        count: int,
        named: int,
    ) -> None:
        self._backend = backend
        self._chunks = chunks
        self._named = named
        """Chunks that a root names, whether or not they are there."""
        self._overlay = overlay
        self._cache: OrderedDict[int, memoryview | None] = OrderedDict()
        self.count = count or self._count()

    def page(self, number: int) -> bytes | memoryview | None:
        """A page; None when it is lost."""
        known = self._overlay.get(number)
        if known is not None:
            return known
        chunk, place = divmod(number - 1, INDEX_CHUNK_PAGES)
        data = self._chunk(chunk)
        return data and data[place * INDEX_PAGE_BYTES : (place + 1) * INDEX_PAGE_BYTES]

    def is_sure(self, number: int) -> bool:
        """Whether a page is as it was when the index was in this state."""
        if number in self._overlay:
            return True
        found = self._chunks.get((number - 1) // INDEX_CHUNK_PAGES)
        return found is not None and found[1]

    def chunk_counts(self) -> tuple[int, int, int]:
        """Chunks that the index has, those that are of an earlier state, and those lost."""
        total = -(-self.count // INDEX_CHUNK_PAGES)
        there = [sure for chunk, (_, sure) in self._chunks.items() if chunk < total]
        return total, there.count(False), total - len(there)

    def _count(self) -> int:
        first = self.page(1)
        longest = max(self._named, max(self._chunks, default=-1) + 1) * INDEX_CHUNK_PAGES
        if first is None:
            return longest
        return min(int.from_bytes(first[_PAGES_AT], "big"), longest) or longest

    def _chunk(self, chunk: int) -> memoryview | None:
        if chunk in self._cache:
            self._cache.move_to_end(chunk)
            return self._cache[chunk]
        data = None
        if chunk in self._chunks:
            try:
                data = self._backend.get(self._chunks[chunk][0], SlotKind.INDEX)
            except (DamageError, MediumError):
                data = None
        self._cache[chunk] = data
        if len(self._cache) > _KEPT_CHUNKS:
            self._cache.popitem(last=False)
        return data


@dataclass(frozen=True, slots=True)
class FoundIndex:
    """The index as far as it could be found."""

    source: IndexSource
    generation: int
    newer_lost: bool
    pages: IndexPages
    noted: Mapping[int, Sequence[NotedWrite]]
    """By inode: changes that the journal has and no block."""
    changes: Sequence[bytes]
    """Changes of rows that the journal has and no page."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A root, or a map whose superblock is gone: pointers to chunks, HOLE where none is known."""

    generation: int
    pointers: Sequence[BlockPointer]
    resolved: int
    source: IndexSource


@dataclass(slots=True)
class IndexFinder:
    """Looks for the index; see the module."""

    catalogue: Catalogue
    backend: ScatterStorageBackend
    journal: Journal
    vault_id: bytes
    epochs: Sequence[int]
    _chunks: dict[int, list[Version]] = field(init=False)
    _maps: dict[int, list[Version]] = field(init=False)
    _roots: dict[int, Superblock] = field(init=False)
    _ring_rows: dict[int, int] = field(init=False)
    """Generation of the root in each row of the ring that can be read."""

    def find(self) -> FoundIndex:
        """The newest state of the index that is there in the main."""
        self._chunks = self.catalogue.versions(SlotKind.INDEX)
        self._maps = self.catalogue.versions(SlotKind.MAP)
        self._roots, self._ring_rows = {}, {}
        self._read_roots()
        best = self._choose(sorted(self._candidates(), key=lambda each: -each.generation))
        if best is None:
            generation = self._generation_of_chunks()
            chunks = self._newest_chunks(range(max(self._chunks, default=-1) + 1), generation)
            source = IndexSource.CHUNKS if chunks else IndexSource.NONE
        else:
            generation, source = best.generation, best.source
            chunks = self._chunks_of(best)
        log = MemoryLog()
        replay = self._replay(generation)
        for batch in replay.batches:
            log.replay(batch.writes, batch.log_bytes)
        overlay, count = committed_pages(log.read(0, len(log)))
        if overlay and source is IndexSource.NONE:
            source = IndexSource.CHUNKS
        newer_lost = replay.lost or self._newer_than(generation, bool(replay.batches))
        named = 0 if best is None else len(best.pointers)
        pages = IndexPages(self.backend, chunks, overlay, count, named)
        noted, changes = still_noted(replay.batches), changes_in_force(replay.batches)
        return FoundIndex(source, generation, newer_lost, pages, noted, changes)

    def _replay(self, generation: int) -> Replay:
        """The journal of a generation, whichever key epoch its root was written in."""
        replays = [self.journal.replay(generation, epoch) for epoch in self.epochs]
        return max(replays, key=lambda each: each.slots)

    # -- roots and maps -------------------------------------------------------------------------

    def _read_roots(self) -> None:
        for versions in self.catalogue.versions(SlotKind.SUPERBLOCK).values():
            for version in versions:
                raw = self._read(version, SlotKind.SUPERBLOCK)
                try:
                    root = unpack_superblock(raw or b"")
                except InvalidRecordError:
                    continue
                if root.generation == version.birth and root.vault_id == self.vault_id:
                    self._roots[root.generation] = root
                    self._ring_rows[version.row] = root.generation

    def _candidates(self) -> Iterator[_Candidate]:
        for root in self._roots.values():
            count = -(-root.index_bytes // INDEX_CHUNK_BYTES)
            pointers = self._pointers_of_root(root)[:count]
            yield self._candidate(root.generation, pointers, IndexSource.ROOT)
        for version in self._maps.get(0, ()):
            known = version.birth in self._roots
            if version.good and not known and self._was_root(version.birth):
                pointers = self._pointers_of_map(version.birth)
                yield self._candidate(version.birth, pointers, IndexSource.MAP)

    def _candidate(
        self, generation: int, pointers: Sequence[BlockPointer], source: IndexSource
    ) -> _Candidate:
        resolved = sum(map(self._has_chunk, range(len(pointers)), pointers))
        return _Candidate(generation, pointers, resolved, source)

    def _choose(self, candidates: Sequence[_Candidate]) -> _Candidate | None:
        """The newest one that is there for the better part, else the one with most of it."""
        for each in candidates:
            if each.pointers and 2 * each.resolved >= len(each.pointers):
                return each
        best = max(candidates, key=lambda each: each.resolved, default=None)
        return best if best is not None and best.resolved else None

    def _was_root(self, generation: int) -> bool:
        """Whether a generation without a readable superblock was a root, not just about to be one.

        The place of the ring where it would lie holds an older root until then.
        """
        older = [row for row, root in self._ring_rows.items() if root < generation]
        if not older:
            return True
        newest = max(older, key=lambda row: self._ring_rows[row])
        place = (newest // SUPERBLOCK_COPIES + 1) * SUPERBLOCK_COPIES % SUPERBLOCK_RING_ROWS
        rows = range(place, place + SUPERBLOCK_COPIES)
        return self.journal.begins(generation) or not any(row in self._ring_rows for row in rows)

    def _pointers_of_root(self, root: Superblock) -> list[BlockPointer]:
        pointers: list[BlockPointer] = []
        for number, pointer in enumerate(root.map_pointers):
            version = next(
                (
                    each
                    for each in self._maps.get(number, ())
                    if (each.row, each.birth, each.good) == (pointer.row, pointer.birth, True)
                ),
                None,
            )
            raw = self._read(version, SlotKind.MAP) if version else None
            block = raw[: POINTERS_PER_MAP_BLOCK * POINTER_BYTES] if raw is not None else b""
            block = block or bytes(POINTERS_PER_MAP_BLOCK * POINTER_BYTES)
            pointers += unpack_pointers(block)
        return pointers

    def _pointers_of_map(self, generation: int) -> list[BlockPointer]:
        """Pointers of the map as of a generation; it ends at the first block that is not there."""
        pointers: list[BlockPointer] = []
        for number in range(len(self._maps)):
            versions = self._maps.get(number, ())
            newest = next((each for each in versions if each.birth <= generation), None)
            raw = self._read(newest, SlotKind.MAP) if newest and newest.good else None
            if newest is None or raw is None:
                break
            pointers += unpack_pointers(raw[: newest.length // POINTER_BYTES * POINTER_BYTES])
        return pointers

    def _read(self, version: Version, kind: SlotKind) -> memoryview | None:
        if not version.good:
            return None
        try:
            return self.backend.get(version.pointer, kind)
        except (DamageError, MediumError):
            return None

    # -- chunks ---------------------------------------------------------------------------------

    def _has_chunk(self, chunk: int, pointer: BlockPointer) -> bool:
        return pointer != HOLE and any(
            (each.row, each.birth, each.good) == (pointer.row, pointer.birth, True)
            for each in self._chunks.get(chunk, ())
        )

    def _chunks_of(self, best: _Candidate) -> dict[int, tuple[BlockPointer, bool]]:
        # Without a superblock nothing says which version of a further map block belongs to this one.
        end = POINTERS_PER_MAP_BLOCK if best.source is IndexSource.MAP else len(best.pointers)
        sure = {
            chunk: (pointer, chunk < end)
            for chunk, pointer in enumerate(best.pointers)
            if self._has_chunk(chunk, pointer)
        }
        lost = [chunk for chunk in range(len(best.pointers)) if chunk not in sure]
        return self._newest_chunks(lost, best.generation) | sure

    def _newest_chunks(
        self, chunks: Sequence[int], generation: int
    ) -> dict[int, tuple[BlockPointer, bool]]:
        """The newest version of each chunk that can be read, of no later generation if possible."""
        found = {}
        for chunk in chunks:
            good = [each for each in self._chunks.get(chunk, ()) if each.good]
            good.sort(key=partial(_fitness, generation), reverse=True)
            if good:
                found[chunk] = (good[0].pointer, False)
        return found

    def _generation_of_chunks(self) -> int:
        """The generation that the journal continues, or else the newest of any chunk or map."""
        newest = self.catalogue.newest_birth(*_ENGINE_KINDS)
        for epoch in range(newest + GENERATION_GAP, max(-1, newest - 2 * GENERATION_GAP), -1):
            if self.journal.begins(epoch):
                return epoch
        return newest

    # -- what came later ------------------------------------------------------------------------

    def _newer_than(self, generation: int, continued: bool) -> bool:
        """Whether a later state has left traces: a journal, a root, or blocks that nothing names.

        Args:
            generation: Of the state that was found.
            continued: Whether the journal takes it further.
        """
        later = range(generation + 1, generation + GENERATION_GAP + 1)
        if any(self.journal.begins(epoch) for epoch in later) or max(self._roots, default=0) > (
            generation
        ):
            return True
        newest = self.catalogue.newest_birth(*_ENGINE_KINDS)
        if newest > generation and self._was_root(newest):
            return True
        return not continued and self.catalogue.newest_birth(SlotKind.DATA) > generation


def _fitness(generation: int, version: Version) -> tuple[bool, int]:
    return version.birth <= generation, version.birth
