"""Noted writes of a session that did not end: made again before anything else happens."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from engine.errors import DamageError, NamespaceError
from engine.format.journal import NotedWrite
from engine.namespace.backing import Store
from engine.namespace.contents import FileContents
from engine.namespace.inodes import InodeTable
from engine.namespace.locks import LockTable

log = logging.getLogger(__name__)


def make_noted_again(store: Store, noted: Mapping[int, Sequence[NotedWrite]]) -> None:
    """Write the changed blocks with the transaction under way, which the store has room for.

    What was noted of a file that is gone by the same journal's word has nothing to be made in. A
    block whose rest is lost cannot be completed, and stays as it is: lost.
    """
    inodes = InodeTable(store)
    locks = LockTable(store, inodes)
    locks.load()
    contents = FileContents(store, inodes, locks)
    for ino, writes in noted.items():
        try:
            contents.make_again(inodes.get(ino), writes)
        except (NamespaceError, DamageError) as error:
            log.warning("changes of inode %d were not made again: %s", ino, error.code)
    contents.flush()
    if (stuck := contents.stuck(None)) is not None:
        log.warning("a changed block could not be completed: %s", stuck.code)
