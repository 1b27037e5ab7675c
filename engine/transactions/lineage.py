"""Lineage: which sessions wrote to a vault in turn, so that a copy can be told from a descendant.

A session is one opening for writing. It has a random id, and since a vault has one writer its
history is a line: of two states of one session the one with more roots and commits is the later.
Each session notes where it found the one before it. So a state descends from a remembered one
exactly when it lists the remembered session, and lists it as having gone at least as far.

Generations alone cannot tell that: two copies of a vault, each written to, count alike.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from engine.constants import SESSION_BYTES
from engine.index.schema import OPENING_TABLE
from engine.transactions.journal import JournalMark

KEPT_OPENINGS = 1000
"""Sessions that a vault lists: at one a day, three years."""

Execute = Callable[..., Any]
"""Runs a statement on the index; see `IndexSession.execute`."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A session that has ended, and how far it came."""

    session: bytes
    generation: int
    batches: int

    @property
    def end(self) -> tuple[int, int]:
        """Orders the states of one session."""
        return self.generation, self.batches


@dataclass(frozen=True, slots=True)
class Lineage:
    """The sessions before a state, and the one that it belongs to."""

    session: bytes = b""
    """Empty while no session has noted itself: a new vault, or one of an earlier release."""
    openings: tuple[Opening, ...] = ()
    """Those that have ended, oldest first."""
    complete: bool = True
    """Whether they reach back to the vault's creation."""

    def end_of(self, session: bytes) -> tuple[int, int] | None:
        """How far a session came; None when it is not listed."""
        return next((each.end for each in self.openings if each.session == session), None)

    def reaches(self, generation: int) -> bool:
        """Whether every session that ended at the generation or later would be listed."""
        return self.complete or self.openings[0].generation <= generation


@dataclass(frozen=True, slots=True)
class Position:
    """A state of a vault: whose it is, and how far that session had come."""

    session: bytes
    generation: int
    batches: int
    digest: bytes
    """Hash chain over the root's superblock and the journal's batches beyond it."""


@dataclass(frozen=True, slots=True)
class FoundState:
    """What an opening found on disk, before it wrote anything."""

    generation: int
    digests: tuple[bytes, ...]
    """The hash chain: the root's digest, then one for each batch of the journal."""
    lineage: Lineage

    @property
    def batches(self) -> int:
        """Batches of the journal beyond the root."""
        return len(self.digests) - 1

    @property
    def position(self) -> Position:
        """The state that was found."""
        return Position(self.lineage.session, self.generation, self.batches, self.digests[-1])


def read_lineage(execute: Execute) -> Lineage:
    """Read what the index lists, with the store's lock held."""
    if not execute("select 1 from sqlite_master where name = 'opening'").fetchall():
        return Lineage()
    rows = execute("select id, session, generation, batches from opening order by id").fetchall()
    if not rows:
        return Lineage()
    ended = tuple(Opening(bytes(row[1]), row[2], row[3]) for row in rows[:-1])
    return Lineage(bytes(rows[-1][1]), ended, complete=rows[0][0] == 1)


def begin_session(execute: Execute, found: FoundState) -> Lineage:
    """Note where the session before us was found, and that ours begins; the next root has it."""
    session = os.urandom(SESSION_BYTES)
    execute(OPENING_TABLE)
    [[last]] = execute("select ifnull(max(id), 0) from opening").fetchall()
    execute(
        "update opening set generation = ?, batches = ? where id = ?",
        (found.generation, found.batches, last),
    )
    execute("insert into opening values (?, ?, 0, 0)", (last + 1, session))
    execute("delete from opening where id <= ?", (last + 1 - KEPT_OPENINGS,))
    before = found.lineage
    openings = before.openings
    if before.session:
        openings = (*openings, Opening(before.session, found.generation, found.batches))
    kept = openings[-(KEPT_OPENINGS - 1) :]
    complete = before.complete and len(kept) == len(openings)
    return replace(before, session=session, openings=kept, complete=complete)


def position_of(lineage: Lineage, mark: JournalMark) -> Position:
    """The newest durable state of a session that writes."""
    return Position(lineage.session, mark.epoch, mark.batches, mark.digest)
