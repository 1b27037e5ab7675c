"""Cross-checks of the index: its own structure, and the allocation map against what is in use.

The scrub's one walk over the extents gathers which rows are in use. In a vault that changes
meanwhile this can only raise a suspicion; then the books are gone through once more, at one
moment.
"""

from __future__ import annotations

from collections import defaultdict

from engine.constants import BAND_SLOTS
from engine.health.findings import Finding, FindingCode
from engine.health.record import paths_of
from engine.transactions.store import TransactionalStore
from engine.types import BlockPointer, Severity
from engine.vault.vault import Vault

_TABLES = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
_MOST_LINES = 20
"""Contradictions that SQLite names for each table before it stops."""


class RowBook:
    """Which rows a walk over the extents has met; a bit for each."""

    def __init__(self, store: TransactionalStore) -> None:
        self._store = store
        self._used: defaultdict[int, int] = defaultdict(int)
        with store.lock:
            self._at_start = _taken(store)
        self._suspicious = False

    def note(self, pointer: BlockPointer) -> None:
        """A file has a block there."""
        group, bit = divmod(pointer.row, BAND_SLOTS)
        if self._used[group] >> bit & 1:
            self._suspicious = True  # named twice, unless it was given up and taken again
        self._used[group] |= 1 << bit

    def is_in_doubt(self) -> bool:
        """Whether the books may not agree; a walk that began in the middle always leaves doubt."""
        if self._suspicious:
            return True
        with self._store.lock:
            now = _taken(self._store)
        for group in now.keys() | self._used.keys():
            taken, used = now.get(group, 0), self._used.get(group, 0)
            # Met, and not taken now; or taken all along, and never met.
            if used & ~taken or taken & self._at_start.get(group, 0) & ~used:
                return True
        return False


def check_structure(vault: Vault) -> list[Finding]:
    """SQLite's own check, a table at a time, so that the lock is not held for all of them.

    Raises:
        DamageError: The index cannot be read.
    """
    store = vault.store
    with store.lock:
        tables = [str(name) for (name,) in store.execute(_TABLES).fetchall()]
    findings = []
    for table in tables:
        with store.lock:
            pragma = f"pragma integrity_check('{table}')"
            lines = [str(line) for (line,) in store.execute(pragma).fetchall()[:_MOST_LINES]]
        findings += [
            Finding(Severity.CRITICAL, FindingCode.INDEX_STRUCTURE, "index", reason=line[:80])
            for line in lines
            if line != "ok"
        ]
    return findings


def check_allocation(vault: Vault, repair: bool) -> list[Finding]:
    """Check that each row in use is taken, once, and no other is.

    Leaked rows are given back when `repair` is set; the rest is for people to look at.

    Raises:
        DamageError: The index cannot be read.
    """
    store = vault.store
    with store.lock:
        used, shared = _rows_in_use(vault)
        findings = [
            Finding(Severity.CRITICAL, FindingCode.ROW_SHARED, "extent", row=row, inode=ino,
                    paths=paths_of(vault, ino))
            for row, ino in shared
        ]  # fmt: skip
        leaked: list[int] = []
        for group, taken in _taken(store).items():
            findings += [
                Finding(Severity.CRITICAL, FindingCode.ROW_NOT_TAKEN, "band_group", row=row)
                for row in _rows(group, used.get(group, 0) & ~taken)
            ]
            leaked += _rows(group, taken & ~used.get(group, 0))
        if leaked:
            if repair:
                store.rows.free(leaked)
                store.touch()
            findings.append(
                Finding(Severity.INFO, FindingCode.ROW_LEAKED, "band_group", row=leaked[0],
                        reason=str(len(leaked)), repaired=repair)
            )  # fmt: skip
    return findings


def _taken(store: TransactionalStore) -> dict[int, int]:
    """Rows of data of each group that are taken and do not wait in quarantine, as bit sets."""
    rows = store.rows
    quarantined = rows.quarantined_rows()
    return {
        group: rows.allocator.data_map(group) & ~quarantined.get(group, 0)
        for group in range(rows.allocator.groups)
    }


def _rows_in_use(vault: Vault) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Rows that files name, as a bit set for each group, and those named twice."""
    used: defaultdict[int, int] = defaultdict(int)
    shared = []
    for ino, blocks in vault.namespace.stored_blocks():
        for _, pointer in blocks:
            group, bit = divmod(pointer.row, BAND_SLOTS)
            if used[group] >> bit & 1:
                shared.append((pointer.row, ino))
            used[group] |= 1 << bit
    return used, shared


def _rows(group: int, bits: int) -> list[int]:
    rows = []
    while bits:
        low = bits & -bits
        rows.append(group * BAND_SLOTS + low.bit_length() - 1)
        bits ^= low
    return rows
