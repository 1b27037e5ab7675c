"""What a vault remembers of its scrubs: when, with what outcome, how far the last one came."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from engine.constants import ROOT_INODE
from engine.errors import VaultError
from engine.health.findings import Finding, FindingCode, ScrubReport, Tally, worst_of
from engine.index.schema import SCRUB_TABLES
from engine.namespace.stored import Leaf
from engine.transactions.store import TransactionalStore
from engine.types import Severity
from engine.vault.vault import Vault

DEFAULT_INTERVAL_S = 30 * 24 * 3600
"""A vault that nobody gave a schedule is scrubbed every thirty days."""
NEVER = 0
KEPT_FINDINGS = 1000
"""Findings of one scrub that are remembered; a lost band alone makes up to 512."""
STALE_S = 30 * 24 * 3600
"""A scrub that was broken off longer ago is not gone on with: what it read says too little by now."""

_ENDED, _UNDER_WAY = 1, 2
_INTERVAL = "select value from setting where name = 'scrub_every_s'"
_SCRUB = (
    "select repairs, started_s, ended_s, duration_ms, rows, slots, repaired, findings, worst,"
    " ino, leaf from scrub where id = ?"
)
_FINDINGS = (
    "select severity, code, place, row, lane, reason, ino, repaired from finding"
    " where scrub = ? order by number"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A scrub that came to its end, as the vault remembers it."""

    ended_s: int
    """Seconds since 1970."""
    repairs: bool
    worst: Severity
    finding_count: int
    report: ScrubReport
    """With the gravest KEPT_FINDINGS of its findings."""


@dataclass(slots=True)
class Journey:
    """A scrub under way: where it stands, and what it has found."""

    repairs: bool
    started_s: int
    at: Leaf
    tally: Tally
    spent_s: float = 0.0
    """Time that earlier parts of it took."""
    noted_s: int = 0
    """When the vault was last told of it."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a vault is to be scrubbed."""

    interval_s: int
    """Seconds between scrubs, or NEVER."""
    last_s: int
    """When the last one ended; of a vault that never was, when it was created."""
    ever: bool
    """Whether there was one."""

    @property
    def due_s(self) -> int | None:
        """When the next one is due; None if never."""
        return self.last_s + self.interval_s if self.interval_s else None


def schedule_of(vault: Vault) -> Schedule:
    """The vault's schedule."""
    with vault.store.lock:
        execute = vault.store.execute
        rows: list[Any] = execute(_INTERVAL).fetchall()
        last = _one(vault.store, "select ended_s from scrub where id = 1")
        born = vault.namespace.inode(ROOT_INODE).btime_ns // 10**9
    interval = int(rows[0][0]) if rows else DEFAULT_INTERVAL_S
    return Schedule(max(NEVER, interval), int(last[0]) if last else born, last is not None)


def set_interval(vault: Vault, interval_s: int) -> None:
    """Remember how often the vault is to be scrubbed; NEVER for not by itself.

    Raises:
        ReadOnlyVaultError: It is open for reading only.
    """
    store = vault.store
    with store.lock:
        store.admit()
        store.execute("insert or replace into setting values ('scrub_every_s', ?)", (interval_s,))
        store.touch()


def last_outcome(vault: Vault) -> Outcome | None:
    """The last scrub that came to its end; None for a vault that never was scrubbed."""
    with vault.store.lock:
        found = _load(vault, _ENDED)
        if found is None:
            return None
        row, findings = found
    repairs, _, ended_s, duration_ms, rows, slots, repaired, count, worst, _, _ = row
    report = ScrubReport(
        tuple(findings), rows, slots, repaired, duration_ms / 1000, repairs=bool(repairs)
    )
    return Outcome(ended_s, bool(repairs), Severity(worst), count, report)


def broken_off(vault: Vault, repairs: bool, now_s: int) -> Journey | None:
    """The scrub that did not come to its end, if it is of the same kind and not too old."""
    with vault.store.lock:
        found = _load(vault, _UNDER_WAY)
    if found is None:
        return None
    row, findings = found
    if bool(row[0]) != repairs or not 0 <= now_s - row[2] <= STALE_S:
        return None
    tally = Tally(row[4], row[5], row[6], findings)
    return Journey(repairs, row[1], (row[9], row[10]), tally, row[3] / 1000, row[2])


def progress_kept(vault: Vault) -> tuple[int, int] | None:
    """Of a scrub that was broken off: stripes read by then, and when (seconds since 1970)."""
    with vault.store.lock:
        row = _one(vault.store, "select rows, ended_s from scrub where id = 2")
    return None if row is None else (int(row[0]), int(row[1]))


def note_progress(vault: Vault, journey: Journey, spent_s: float, now_s: int) -> None:
    """Remember how far a scrub came. Does nothing where nothing can be written."""
    journey.noted_s = now_s
    _save(vault, _UNDER_WAY, journey, journey.spent_s + spent_s, now_s)


def note_end(vault: Vault, journey: Journey, spent_s: float, now_s: int) -> None:
    """Remember a scrub that came to its end."""
    _save(vault, _ENDED, journey, journey.spent_s + spent_s, now_s)


def forget_progress(vault: Vault) -> None:
    """Let the next scrub begin at the beginning."""
    store = vault.store
    if store.read_only:
        return
    with store.lock:
        if _has_tables(store) and _one(store, "select id from scrub where id = 2"):
            _drop(store, _UNDER_WAY)
            store.touch()


def _save(vault: Vault, number: int, journey: Journey, spent_s: float, now_s: int) -> None:
    store, tally = vault.store, journey.tally
    if store.read_only:
        return
    # On a full disk there may be no room for it; the scrub itself is none the worse for that.
    with suppress(VaultError), store.lock:
        store.admit(deletes=True)
        with store.savepoint():
            store.execute(SCRUB_TABLES)
            _drop(store, number)
            if number == _ENDED:
                _drop(store, _UNDER_WAY)
            store.execute(
                "insert into scrub values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, journey.repairs, journey.started_s, now_s, int(spent_s * 1000),
                 tally.rows, tally.slots, tally.repaired, len(tally.findings),
                 int(worst_of(tally.findings)), *journey.at),
            )  # fmt: skip
            store.executemany(
                "insert into finding values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(number, place, *_columns(each)) for place, each in enumerate(_kept(tally))],
            )
        store.touch()


def _kept(tally: Tally) -> Sequence[Finding]:
    if len(tally.findings) <= KEPT_FINDINGS:
        return tally.findings
    gravest = sorted(tally.findings, key=lambda each: (each.repaired, -each.severity))
    return gravest[:KEPT_FINDINGS]


def _columns(each: Finding) -> tuple[int | str, ...]:
    return (
        int(each.severity),
        str(each.message_code),
        each.place,
        each.row,
        each.lane,
        each.reason,
        each.inode,
        int(each.repaired),
    )


def _load(vault: Vault, number: int) -> tuple[tuple[int, ...], list[Finding]] | None:
    row = _one(vault.store, _SCRUB, number)
    if row is None:
        return None
    found = []
    known = {str(code) for code in FindingCode}
    kept: list[Any] = vault.store.execute(_FINDINGS, (number,)).fetchall()
    for severity, code, *rest in kept:
        if code not in known:
            continue  # of a newer version, which knows more kinds
        place, at_row, lane, reason, ino, repaired = rest
        paths = paths_of(vault, ino)
        found.append(
            Finding(Severity(severity), FindingCode(code), place, at_row, lane, reason, ino,
                    paths, bool(repaired))
        )  # fmt: skip
    return row, found


def paths_of(vault: Vault, ino: int) -> tuple[bytes, ...]:
    """Every path of a file; none for the engine's own rows, or of a file that is gone."""
    if not ino:
        return ()
    try:
        return tuple(vault.namespace.paths_of(ino))
    except VaultError:
        return ()


def _drop(store: TransactionalStore, number: int) -> None:
    store.execute("delete from scrub where id = ?", (number,))
    store.execute("delete from finding where scrub = ?", (number,))


def _one(store: TransactionalStore, sql: str, *bindings: int) -> tuple[int, ...] | None:
    if not _has_tables(store):
        return None
    rows: list[Any] = store.execute(sql, bindings).fetchall()
    return tuple(rows[0]) if rows else None


def _has_tables(store: TransactionalStore) -> bool:
    return bool(store.execute("select 1 from sqlite_schema where name = 'finding'").fetchall())
