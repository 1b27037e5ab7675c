"""How far a move to a new master key has come, as the vault remembers it: rows of the table `setting`.

They are a note and no more: what is moved and what is not shows in the pointers. A note of an
earlier move counts for nothing, and neither does one that makes no sense.
"""

from __future__ import annotations

import enum
from contextlib import suppress
from dataclasses import dataclass

from engine.errors import VaultError
from engine.index.statements import PUT_SETTING
from engine.namespace.stored import FIRST_LEAF, Leaf
from engine.transactions.store import TransactionalStore

WIPE_ROWS = 128
"""What overwriting the free rows of a group counts as, in rows that are moved: it writes no more
than 512, and reads and opens nothing."""

_NAMES = ("epoch", "stage", "ino", "leaf", "total", "left", "wiped")
_PREFIX = "rekey_"


class Stage(enum.IntEnum):
    """What a move is at."""

    MOVE = 0
    """Blocks and index go to fresh rows."""
    WIPE = 1
    """Nothing is under the old key any more but in rows that are free, and those are overwritten."""


@dataclass(slots=True)
class RekeyRecord:
    """A move under way."""

    epoch: int
    """The epoch that it leads to."""
    stage: Stage = Stage.MOVE
    at: Leaf = FIRST_LEAF
    """Where the walk over the extents stands."""
    total: int = 0
    """Rows under the old key when it began."""
    left: int = 0
    """Of these, those that are still to be moved."""
    wiped: int = 0
    """Groups of which the free rows are overwritten."""


@dataclass(frozen=True, slots=True)
class RekeyProgress:
    """How far a move has come."""

    done_rows: int
    total_rows: int

    @property
    def fraction(self) -> float:
        """From 0 to 1; it is 1 only when all is done, and then there is no move under way."""
        return min(self.done_rows / self.total_rows, 0.99) if self.total_rows else 0.0


def load_rekey(store: TransactionalStore) -> RekeyRecord:
    """What is remembered of the move under way; a fresh record if nothing is."""
    with store.lock:
        rows = store.execute(
            "select name, value from setting where name glob ?", (_PREFIX + "*",)
        ).fetchall()
    found = {str(name).removeprefix(_PREFIX): int(str(value)) for name, value in rows}
    fresh = RekeyRecord(store.key_epoch)
    numbers = [found.get(name, -1) for name in _NAMES]
    if numbers[0] != store.key_epoch or min(numbers[1:3] + numbers[4:]) < 0 or numbers[1] > 1:
        return fresh
    _, stage, ino, leaf, total, left, wiped = numbers
    return RekeyRecord(fresh.epoch, Stage(stage), (ino, leaf), total, left, wiped)


def note_rekey(store: TransactionalStore, record: RekeyRecord) -> None:
    """Remember how far a move came; goes with the next commit. Does nothing where nothing can."""
    values = (record.epoch, record.stage, *record.at, record.total, record.left, record.wiped)
    if store.read_only:
        return
    # On a full disk there may be no room for it; the move itself is none the worse for that.
    with suppress(VaultError), store.lock:
        store.admit(deletes=True)
        store.executemany(
            PUT_SETTING,
            [(_PREFIX + name, int(value)) for name, value in zip(_NAMES, values, strict=True)],
        )
        store.touch()


def forget_rekey(store: TransactionalStore) -> None:
    """The move has ended."""
    with suppress(VaultError), store.lock:
        store.execute("delete from setting where name glob ?", (_PREFIX + "*",))
        store.touch()


def progress_of(store: TransactionalStore, record: RekeyRecord) -> RekeyProgress:
    """How far that is."""
    with store.lock:
        groups = store.rows.allocator.groups
    total = record.total + groups * WIPE_ROWS
    done = max(0, record.total - record.left) + min(record.wiped, groups) * WIPE_ROWS
    return RekeyProgress(done, max(total, 1))
