"""The scrub: every slot in use is read and authenticated, every lane of every stripe, parity too.

It holds the store's lock for a run of rows at a time, so a mounted vault goes on working. Repair
writes a block anew, to a fresh row, and then lets the index refer to it: evidence stays where it
lies until its row is used again, and a crash in between leaves the old state.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.constants import JOURNAL_COPIES, SUPERBLOCK_COPIES, SUPERBLOCK_RING_ROWS
from engine.errors import CancelledError, VaultError
from engine.health.allocation import check_allocation
from engine.health.findings import Finding, FindingCode, ScrubReport
from engine.progress import CancelToken, Progress, Report, ignore_progress
from engine.scatter.backend import StripeCheck, runs_of
from engine.types import BlockPointer, Severity, SlotKind
from engine.vault.headers import read_headers, write_headers
from engine.vault.vault import Vault

_CODES = {
    SlotKind.SUPERBLOCK: FindingCode.SUPERBLOCK,
    SlotKind.MAP: FindingCode.INDEX,
    SlotKind.INDEX: FindingCode.INDEX,
    SlotKind.DATA: FindingCode.DATA,
}


def scrub(
    vault: Vault,
    *,
    repair: bool = False,
    report: Report = ignore_progress,
    cancel: CancelToken | None = None,
) -> ScrubReport:
    """Verify everything that is in use; with `repair`, heal what parity can rebuild.

    Args:
        vault: Unlocked; writable when `repair` is asked for.
        repair: Write damaged stripes anew.
        report: Told of progress, in rows.
        cancel: Asked between runs of rows; what was found until then is reported.

    Raises:
        ReadOnlyVaultError: `repair`, and the vault is open for reading only.
        MediumError, NoSpaceError: A repair could not be written; the vault is as it was.
    """
    if repair:
        vault.store.check_writable()
    return _Scrub(vault, repair, report, cancel or CancelToken()).run()


class _Scrub:
    def __init__(self, vault: Vault, repair: bool, report: Report, cancel: CancelToken) -> None:
        self._vault = vault
        self._store = vault.store
        self._repair = repair
        self._report = report
        self._cancel = cancel
        self._findings: list[Finding] = []
        self._rows = 0
        self._slots = 0
        self._repaired = 0
        self._total = 0

    def run(self) -> ScrubReport:
        """All checks, in the order in which one relies on the next."""
        started = time.monotonic()
        cancelled = False
        try:
            if self._repair:
                self._store.restore_bands()  # so that there are files to write to
            else:
                self._vault.disk.refresh()  # so that a file that is gone is seen to be gone
            self._store.commit()  # what is only in memory gets its rows first
            self._total = self._rows_in_use()
            self._check_header()
            self._check_journal()
            self._check_engine_rows()
            self._check_data()
            self._findings += check_allocation(self._vault, self._repair)
        except CancelledError:
            cancelled = True
        return ScrubReport(
            tuple(self._findings),
            self._rows,
            self._slots,
            self._repaired,
            time.monotonic() - started,
            cancelled,
        )

    # -- header and journal ---------------------------------------------------------------------

    def _check_header(self) -> None:
        bad = set(self._vault.header_copies_bad) | set(read_headers(self._vault.disk).bad)
        if bad and self._repair:
            write_headers(self._vault.disk, self._vault.header, self._vault.keys)
        healed = not read_headers(self._vault.disk).bad and not self._vault.read_only
        for name in sorted(bad):
            self._add(Severity.WARNING, FindingCode.HEADER_COPY, name, repaired=healed)

    def _check_journal(self) -> None:
        """Damage that the opening met (a root has been written since), and the journal of now."""
        at_opening = self._store.replay
        with self._store.lock:
            now = self._store.journal.replay(self._store.generation)
        self._slots += now.slots * JOURNAL_COPIES
        written_since = not self._vault.read_only
        seen = set()
        for replay, healed in ((at_opening, written_since), (now, False)):
            for damage in replay.damages if replay else ():
                if (damage, healed) in seen:
                    continue
                seen.add((damage, healed or self._repair))
                self._add(
                    Severity.WARNING,
                    FindingCode.JOURNAL,
                    damage.file,
                    row=damage.position,
                    reason="altered",
                    repaired=healed or self._repair,
                )
        if at_opening is not None and at_opening.lost:
            self._add(Severity.CRITICAL, FindingCode.JOURNAL_LOST, "journal")
        if self._store.newest_root_lost:
            self._add(Severity.CRITICAL, FindingCode.ROOT_LOST, "superblock ring")
        if now.damages and self._repair:
            self._store.touch()
            self._store.checkpoint()  # a root of its own empties the journal

    # -- the engine's own rows ------------------------------------------------------------------

    def _check_engine_rows(self) -> None:
        """Superblocks of the last two roots, the map, and the index's chunks."""
        with self._store.lock:
            found = self._store.roots.ring.load()[:2]
            pointers = [one for root in found for one in self._store.roots.ring.copies(root)]
            damaged = self._check_rows(pointers, SlotKind.SUPERBLOCK)
            chunks = self._check_rows(self._store.index_pointers(), SlotKind.INDEX)
            blocks = self._check_rows(self._store.map_pointers(), SlotKind.MAP)
            if not self._repair or not (damaged or chunks or blocks):
                return
            self._store.rewrite_index(chunks, blocks)
            # Two roots, so that neither of the last two rests on what was damaged.
            for _ in range(2):
                self._store.touch()
                self._store.checkpoint()
        self._mark_repaired((FindingCode.SUPERBLOCK, FindingCode.INDEX))
        self._repaired += len(damaged) + len(chunks) + len(blocks)

    def _check_rows(self, pointers: Sequence[BlockPointer], kind: SlotKind) -> list[int]:
        """Check stripes; returns the places in `pointers` of those damaged but whole."""
        damaged = []
        place = 0
        for run in runs_of(pointers):
            self._cancel.check()
            for check in self._examine(run, kind):
                if check.damages:
                    self._note(check, kind, 0, repaired=False)
                    if check.data is not None:
                        damaged.append(place)
                place += 1
        return damaged

    # -- file data ------------------------------------------------------------------------------

    def _check_data(self) -> None:
        """Every block of every file, in the order of inodes."""
        for ino, blocks in self._vault.namespace.stored_blocks():
            self._cancel.check()
            with self._store.lock:
                current = self._vault.namespace.still_stored(ino, blocks)
                for run in runs_of([pointer for _, pointer in current]):
                    self._check_data_run(ino, {pointer: index for index, pointer in current}, run)

    def _check_data_run(
        self, ino: int, places: dict[BlockPointer, int], run: Sequence[BlockPointer]
    ) -> None:
        for pointer, check in zip(run, self._examine(run, SlotKind.DATA), strict=True):
            if not check.damages:
                continue
            healed = False
            if self._repair and check.data is not None:
                self._vault.namespace.relocate(ino, places[pointer], pointer, check.data)
                healed = True
                self._repaired += 1
            self._note(check, SlotKind.DATA, ino, repaired=healed)

    # -- findings -------------------------------------------------------------------------------

    def _examine(self, run: Sequence[BlockPointer], kind: SlotKind) -> list[StripeCheck]:
        checks = self._store.backend.check_run(run, kind)
        self._rows += len(run)
        self._slots += len(run) * self._vault.geometry.lanes
        self._report(Progress(self._rows, max(self._total, self._rows), "rows"))
        return checks

    def _note(self, check: StripeCheck, kind: SlotKind, ino: int, repaired: bool) -> None:
        severity = Severity.WARNING if check.data is not None else Severity.CRITICAL
        paths = self._paths(ino) if ino else ()
        for damage in check.damages:
            self._add(
                severity,
                _CODES[kind],
                damage.band,
                row=damage.row,
                lane=damage.lane,
                reason=damage.reason,
                inode=ino,
                paths=paths,
                repaired=repaired,
            )

    def _paths(self, ino: int) -> tuple[bytes, ...]:
        try:
            return tuple(self._vault.namespace.paths_of(ino))
        except VaultError:
            return ()

    def _add(
        self,
        severity: Severity,
        code: FindingCode,
        place: str,
        *,
        row: int = -1,
        lane: int = -1,
        reason: str = "",
        inode: int = 0,
        paths: Iterable[bytes] = (),
        repaired: bool = False,
    ) -> None:
        self._findings.append(
            Finding(severity, code, place, row, lane, reason, inode, tuple(paths), repaired)
        )

    def _mark_repaired(self, codes: tuple[FindingCode, ...]) -> None:
        """Findings about stripes that were whole but for some lanes are healed now."""
        self._findings = [
            replace(each, repaired=True)
            if each.message_code in codes and each.severity < Severity.CRITICAL
            else each
            for each in self._findings
        ]

    def _rows_in_use(self) -> int:
        rows = self._store.rows
        unread = SUPERBLOCK_RING_ROWS - 2 * SUPERBLOCK_COPIES
        total = rows.allocator.groups * self._vault.geometry.band_slots
        return total - rows.allocator.free_rows - rows.quarantined - unread
