"""Cross-checks of the index: its own structure, and the allocation map against what is in use."""

from __future__ import annotations

from collections import defaultdict

from engine.constants import BAND_SLOTS
from engine.health.findings import Finding, FindingCode
from engine.types import Severity
from engine.vault.vault import Vault


def check_allocation(vault: Vault, repair: bool) -> list[Finding]:
    """Check the index's structure and that each row in use is taken, once, and no other is.

    Leaked rows are given back when `repair` is set; the rest is for people to look at.

    Raises:
        DamageError: The index cannot be read.
    """
    store = vault.store
    with store.lock:
        findings = [
            Finding(Severity.CRITICAL, FindingCode.INDEX_STRUCTURE, "index", reason=str(line)[:80])
            for (line,) in store.execute("pragma integrity_check(20)").fetchall()
            if line != "ok"
        ]
        used, shared = _rows_in_use(vault)
        findings += [
            Finding(Severity.CRITICAL, FindingCode.ROW_SHARED, "extent", row=row, inode=ino,
                    paths=tuple(vault.namespace.paths_of(ino)))
            for row, ino in shared
        ]  # fmt: skip
        quarantined = store.rows.quarantined_rows()
        leaked: list[int] = []
        for group in range(store.rows.allocator.groups):
            taken = store.rows.allocator.data_map(group) & ~quarantined.get(group, 0)
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
                        reason=f"{len(leaked)} rows", repaired=repair)
            )  # fmt: skip
    return findings


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
