"""The engine's own rows: superblocks, the map of the index, the index itself. Check, and repair.

They are read without the store's lock first. Only when something is wrong are they looked at
again with it, as they are then, since a root may have been written meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.constants import SUPERBLOCK_COPIES
from engine.health.findings import Finding, FindingCode, Tally
from engine.scatter.backend import StripeCheck, runs_of
from engine.transactions.store import TransactionalStore
from engine.transactions.superblocks import RING_ROWS, FoundRoot, root_digest
from engine.types import BlockPointer, Severity, SlotKind

_CODES = {
    SlotKind.SUPERBLOCK: FindingCode.SUPERBLOCK,
    SlotKind.MAP: FindingCode.INDEX,
    SlotKind.INDEX: FindingCode.INDEX,
    SlotKind.DATA: FindingCode.DATA,
}
_PLACES = len(RING_ROWS) // SUPERBLOCK_COPIES
_NO_ROOT_BEFORE = bytes(32)

Rows = list[tuple[SlotKind, list[BlockPointer]]]
Step = Callable[[int], None]
"""Told after each run how many rows it had; raises CancelledError to stop."""


def check_engine_rows(store: TransactionalStore, tally: Tally, repair: bool, step: Step) -> None:
    """Verify the engine's own rows; with `repair`, write anew what is damaged.

    Raises:
        CancelledError: From `step`.
        MediumError, NoSpaceError: A repair could not be written.
    """
    with store.lock:
        rows = _rows(store, _last_roots(store))
    if _all_sound(store, rows, step):
        with store.lock:
            lost = _lost_roots(store)
    else:
        with store.lock:
            lost = _lost_roots(store)
            damaged = _examine(store, tally, _rows(store, _last_roots(store)))
            if repair and damaged:
                tally.repaired += len(damaged)
                store.rewrite_index(damaged - set(RING_ROWS))
                _write_roots(store)
                tally.mark_repaired((FindingCode.SUPERBLOCK, FindingCode.INDEX))
    if lost and repair:
        with store.lock:
            _write_roots(store)
    tally.findings += [
        Finding(Severity.WARNING, FindingCode.SUPERBLOCK, store.backend.band_name(row, 0, store.key_epoch), row,
                reason="altered", repaired=repair)
        for row in lost
    ]  # fmt: skip


def damage_findings(
    check: StripeCheck, kind: SlotKind, ino: int, paths: tuple[bytes, ...], repaired: bool
) -> list[Finding]:
    """What a stripe's check found, as findings: one for each slot."""
    # A superblock can do without one copy, and an open vault, which knows its root, without both.
    is_whole = check.data is not None or kind is SlotKind.SUPERBLOCK
    severity = Severity.WARNING if is_whole else Severity.CRITICAL
    return [
        Finding(severity, _CODES[kind], damage.band, damage.row, damage.lane, damage.reason, ino,
                paths, repaired)
        for damage in check.damages
    ]  # fmt: skip


def _rows(store: TransactionalStore, roots: Sequence[FoundRoot]) -> Rows:
    copies = [pointer for root in roots for pointer in store.roots.ring.copies(root)]
    return [
        (SlotKind.SUPERBLOCK, copies),
        (SlotKind.INDEX, store.index_pointers()),
        (SlotKind.MAP, store.map_pointers()),
    ]


def _all_sound(store: TransactionalStore, rows: Rows, step: Step) -> bool:
    sound = True
    for kind, pointers in rows:
        for run in runs_of(sorted(pointers)):
            sound = all(store.backend.verify_run(run, kind)) and sound
            step(len(run))
    return sound


def _examine(store: TransactionalStore, tally: Tally, rows: Rows) -> set[int]:
    """Note what is damaged. Returns the rows that can be rebuilt."""
    damaged: set[int] = set()
    for kind, pointers in rows:
        for run in runs_of(pointers):
            for pointer, check in zip(run, store.backend.check_run(run, kind), strict=True):
                if not check.damages:
                    continue
                tally.findings += damage_findings(check, kind, 0, (), repaired=False)
                if check.data is not None or kind is SlotKind.SUPERBLOCK:
                    damaged.add(pointer.row)
    return damaged


def _write_roots(store: TransactionalStore) -> None:
    """Two roots, so that neither of the last two rests on what was damaged."""
    for _ in range(2):
        store.touch()
        store.checkpoint()


# -- roots that are gone with both copies ----------------------------------------------------------


def _last_roots(store: TransactionalStore) -> list[FoundRoot]:
    """The root that the store rests on, and the newest one before it that can be read."""
    newest = store.root
    if newest is None:
        return []
    older = [
        each for each in store.roots.ring.load() if each.root.generation < newest.root.generation
    ]
    return [newest, *older[:1]]


def _lost_roots(store: TransactionalStore) -> list[int]:
    """Rows of superblocks that must be in the ring, and cannot be read in either copy."""
    newest = store.root
    if newest is None:
        return []
    found = store.roots.ring.load()
    by_place = {each.place: each for each in found}
    lost = []
    before = by_place.get((newest.place - 1) % _PLACES)
    if newest.root.previous_digest != _NO_ROOT_BEFORE and (
        before is None or root_digest(before.root) != newest.root.previous_digest
    ):
        lost += _rows_of((newest.place - 1) % _PLACES)
    # Behind the newest lies the oldest, once the ring has gone round. Nothing there that can be
    # read: a root newer than ours was lost, or a crash tore it, while ours with its journal was
    # left. A store that is open for writing has put its own root there.
    young = any(each.root.previous_digest == _NO_ROOT_BEFORE for each in found)
    after = (newest.place + 1) % _PLACES
    if store.read_only and not young and after not in by_place:
        lost += _rows_of(after)
    return lost


def _rows_of(place: int) -> list[int]:
    return [place * SUPERBLOCK_COPIES + copy for copy in range(SUPERBLOCK_COPIES)]
