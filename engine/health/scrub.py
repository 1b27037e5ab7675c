"""The scrub: every slot in use is read and authenticated, every lane of every stripe, parity too.

Free rows are not read: they hold noise, and nothing that could be lost. The store's lock is held
for moments only, so a mounted vault goes on working. How far it came is noted in the vault every
so often, so that it can go on after a lock or a crash.

Repair writes a block anew, to a fresh row, and then lets the index refer to it, in a transaction
like any other: evidence stays where it lies until its row is used again, and a crash in between
leaves the old state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.constants import JOURNAL_COPIES, SLOT_BYTES, SUPERBLOCK_COPIES, SUPERBLOCK_RING_ROWS
from engine.errors import CancelledError
from engine.health.allocation import RowBook, check_allocation, check_structure
from engine.health.engine_rows import check_engine_rows, damage_findings
from engine.health.findings import Finding, FindingCode, ScrubReport, Tally
from engine.health.pacing import Clock, Throttle, brisk_interpreter, turn_of
from engine.health.record import Journey, broken_off, note_end, note_progress, paths_of
from engine.health.sweep import Owned, Step, sweep
from engine.namespace.stored import FIRST_LEAF
from engine.progress import CancelToken, Progress, Report, ignore_progress
from engine.scatter.backend import StripeCheck, runs_of
from engine.types import BlockPointer, Buffer, Severity, SlotKind
from engine.vault.headers import read_headers, write_headers
from engine.vault.vault import Vault

NOTE_EVERY_S = 20
"""Seconds between two notes in the vault of how far a scrub came."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a scrub is carried out."""

    repair: bool = False
    """Write damaged stripes anew."""
    resume: bool = True
    """Go on where a scrub of the same kind was broken off; False begins at the beginning."""
    share: float = 1.0
    """Of the time that it works at most; for the background."""
    clock: Clock = field(default_factory=Clock)


def scrub(
    vault: Vault,
    *,
    repair: bool = False,
    resume: bool = True,
    report: Report = ignore_progress,
    cancel: CancelToken | None = None,
) -> ScrubReport:
    """Verify everything that is in use; with `repair`, heal what parity can rebuild.

    Args:
        vault: Unlocked; writable when `repair` is asked for.
        repair: Write damaged stripes anew.
        resume: Go on with a scrub of the same kind that was broken off.
        report: Told of progress, in bytes on disk; no lock is held then.
        cancel: Asked between runs of rows; what was found until then is reported. A `PauseToken`
            can hold the scrub, too.

    Raises:
        ReadOnlyVaultError: `repair`, and the vault is open for reading only.
        MediumError, NoSpaceError: A repair could not be written; the vault is as it was.
    """
    if repair:
        vault.store.check_writable()
    token = cancel or CancelToken()
    with turn_of(vault).foreground(token):
        return run_scrub(vault, Manner(repair, resume), report, token)


def run_scrub(vault: Vault, manner: Manner, report: Report, token: CancelToken) -> ScrubReport:
    """`scrub`, by whoever has the vault's turn."""
    with brisk_interpreter():
        return _Scrub(vault, manner, report, token).run()


class _Scrub:
    def __init__(self, vault: Vault, manner: Manner, report: Report, token: CancelToken) -> None:
        self._vault = vault
        self._store = vault.store
        self._manner = manner
        self._repair = manner.repair
        self._clock = manner.clock
        self._report = report
        self._token = token
        self._throttle = Throttle(manner.share, manner.clock, token)
        self._began_s = self._clock.monotonic_s()
        self._paths: dict[int, tuple[bytes, ...]] = {}
        self._total = 0
        now_s = self._clock.now_s()
        kept = broken_off(vault, self._repair, now_s) if manner.resume else None
        self._resumed = kept is not None and kept.at != FIRST_LEAF
        self._journey = kept or Journey(self._repair, now_s, FIRST_LEAF, Tally())
        self._journey.noted_s = now_s
        if kept is not None:
            # What does not belong to files is looked at anew, and quickly.
            kept.tally.findings = [one for one in kept.tally.findings if _is_of_walk(one)]
        self._tally = self._journey.tally

    @property
    def _spent_s(self) -> float:
        return self._clock.monotonic_s() - self._began_s - self._throttle.slept_s

    def run(self) -> ScrubReport:
        """All checks, in the order in which one relies on the next."""
        cancelled = False
        try:
            self._token.check()
            self._check_bands()
            self._store.write_out()  # what is only in memory gets its rows first
            self._total = max(self._rows_in_use(), self._tally.rows)
            self._check_header()
            self._check_journal()
            check_engine_rows(self._store, self._tally, self._repair, self._engine_step)
            self._check_data()
            note_end(self._vault, self._journey, self._spent_s, self._clock.now_s())
        except CancelledError:
            cancelled = True
            note_progress(self._vault, self._journey, self._spent_s, self._clock.now_s())
        tally = self._tally
        return ScrubReport(
            tuple(sorted(tally.findings, key=_gravity)),
            tally.rows,
            tally.slots,
            tally.repaired,
            self._journey.spent_s + self._spent_s,
            cancelled,
            self._resumed,
            self._repair,
        )

    # -- files of the vault ---------------------------------------------------------------------

    def _check_bands(self) -> None:
        """Bands that are no use as a whole; with `repair`, files that can be written to again."""
        self._vault.disk.refresh()  # so that a file that is gone is seen to be gone
        lost = self._store.lost_bands()
        if lost and self._repair:
            self._store.restore_bands()
            self._vault.disk.refresh()
        for name, reason in lost.items():
            healed = self._repair and reason != "obstructed"
            self._add(Severity.WARNING, FindingCode.BAND, name, reason=reason, repaired=healed)
        for name in self._store.bands_restored:
            self._add(Severity.WARNING, FindingCode.BAND, name, reason="missing", repaired=True)

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
        now = self._store.examine_journal()
        self._tally.slots += now.slots * JOURNAL_COPIES
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
        missing = [each for each in self._store.journal.names if not self._vault.disk.size(each)]
        for name in missing:
            self._add(Severity.WARNING, FindingCode.JOURNAL, name, reason="missing",
                      repaired=self._repair)  # fmt: skip
        if at_opening is not None and at_opening.lost:
            self._add(Severity.CRITICAL, FindingCode.JOURNAL_LOST, "journal")
        if self._store.newest_root_lost:
            self._add(Severity.CRITICAL, FindingCode.ROOT_LOST, "superblock ring")
        if self._repair and (now.damages or missing):
            self._store.renew_journal()

    def _engine_step(self, rows: int) -> None:
        if not self._resumed:
            self._count(rows)
        self._after_step()

    # -- file data ------------------------------------------------------------------------------

    def _check_data(self) -> None:
        """Every block of every file, in the order of inodes; then the books about them."""
        book = RowBook(self._store)
        for step, lanes in sweep(self._vault, self._journey.at):
            for each in step.run:
                book.note(each.pointer)
            self._check_step(step, lanes)
            if step.then is not None:
                self._journey.at = step.then
                self._note_progress()
            self._after_step()
        self._tally.findings += check_structure(self._vault)
        if self._resumed or book.is_in_doubt():
            self._tally.findings += check_allocation(self._vault, self._repair)

    def _check_step(self, step: Step, lanes: Mapping[int, Buffer]) -> None:
        """Open a run without the lock; look at what is wrong with it again, with the lock."""
        sound = self._store.backend.verify_run(step.pointers, SlotKind.DATA, lanes)
        self._count(len(step.run))
        if all(sound):
            return
        bad = [each for each, good in zip(step.run, sound, strict=True) if not good]
        with self._store.lock:
            still = [each for each in bad if self._still_there(each)]
            owners = {each.pointer: each for each in still}
            checks = [
                (owners[pointer], check)
                for run in runs_of([each.pointer for each in still])
                for pointer, check in zip(
                    run, self._store.backend.check_run(run, SlotKind.DATA), strict=True
                )
                if check.damages
            ]
            moved = self._heal(checks) if self._repair else set()
        for owned, check in checks:
            self._tally.findings += damage_findings(
                check, SlotKind.DATA, owned.ino, self._paths_of(owned.ino), owned.pointer in moved
            )

    def _still_there(self, each: Owned) -> bool:
        return bool(self._vault.namespace.still_stored(each.ino, [(each.place, each.pointer)]))

    def _heal(self, checks: Sequence[tuple[Owned, StripeCheck]]) -> set[BlockPointer]:
        """Write what can be rebuilt to fresh rows. Returns where it lay."""
        files: defaultdict[int, list[tuple[int, BlockPointer, Buffer]]] = defaultdict(list)
        for (pointer, ino, place), check in checks:
            if check.data is not None:
                files[ino].append((place, pointer, check.data))
        moved: set[BlockPointer] = set()
        for ino, blocks in files.items():
            blocks.sort(key=lambda block: block[0])
            indices = self._vault.namespace.relocate_many(ino, blocks)
            moved.update(pointer for place, pointer, _ in blocks if place in indices)
        self._tally.repaired += len(moved)
        return moved

    # -- on the way -----------------------------------------------------------------------------

    def _count(self, rows: int) -> None:
        self._tally.rows += rows
        self._tally.slots += rows * self._vault.geometry.lanes

    def _after_step(self) -> None:
        """Between two runs, with no lock held: tell, rest, stop."""
        row_bytes = self._vault.geometry.lanes * SLOT_BYTES
        done, total = self._tally.rows, max(self._total, self._tally.rows)
        self._report(Progress(done * row_bytes, total * row_bytes))
        self._throttle.rest()
        self._token.check()

    def _note_progress(self) -> None:
        now_s = self._clock.now_s()
        if now_s - self._journey.noted_s >= NOTE_EVERY_S:
            note_progress(self._vault, self._journey, self._spent_s, now_s)

    def _paths_of(self, ino: int) -> tuple[bytes, ...]:
        paths = self._paths.get(ino)
        if paths is None:
            paths = self._paths[ino] = paths_of(self._vault, ino)
        return paths

    def _add(
        self,
        severity: Severity,
        code: FindingCode,
        place: str,
        *,
        row: int = -1,
        reason: str = "",
        repaired: bool = False,
    ) -> None:
        self._tally.findings.append(
            Finding(severity, code, place, row, reason=reason, repaired=repaired)
        )

    def _rows_in_use(self) -> int:
        with self._store.lock:
            rows = self._store.rows
            unread = SUPERBLOCK_RING_ROWS - 2 * SUPERBLOCK_COPIES
            total = rows.allocator.groups * self._vault.geometry.band_slots
            return total - rows.allocator.free_rows - rows.quarantined - unread


def _is_of_walk(finding: Finding) -> bool:
    return finding.message_code is FindingCode.DATA


def _gravity(finding: Finding) -> tuple[bool, int]:
    """What is still the case comes first, the gravest of it before the rest."""
    return finding.repaired, -finding.severity
