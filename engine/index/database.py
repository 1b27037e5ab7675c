"""Opening SQLite on our VFS, with the settings that the store's promises rest on."""

from __future__ import annotations

import apsw

from engine.constants import INDEX_PAGE_BYTES
from engine.errors import IndexDamagedError
from engine.index.vfs import MAIN_NAME, IndexVfs

CACHE_KIB = 24 * 1024
"""SQLite's page cache. With the pages of 100,000 directory entries in it, look-ups read no disk."""

_SETTINGS = (
    # The store decides when a root is written. First of all: by default SQLite checkpoints a log of
    # 1,000 pages after any commit, and setting `auto_vacuum` is one.
    "wal_autocheckpoint=0",
    f"page_size={INDEX_PAGE_BYTES}",
    "locking_mode=EXCLUSIVE",  # one writer; the wal-index stays in this process's memory
    "auto_vacuum=INCREMENTAL",  # so that an index of which much was deleted can give rows back
    "journal_mode=WAL",
    "synchronous=NORMAL",  # the store syncs the journal itself
    "temp_store=MEMORY",  # no plaintext in temporary files
    "cache_spill=OFF",  # a transaction reaches the log only when it commits
    f"cache_size=-{CACHE_KIB}",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "foreign_keys=OFF",
)


def open_index(vfs: IndexVfs) -> apsw.Connection:
    """Open the index; SQLite recovers what the log holds.

    Raises:
        IndexDamagedError: SQLite does not accept the pages.
    """
    try:
        connection = apsw.Connection(
            MAIN_NAME,
            flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE,
            vfs=vfs.vfs_name,
            statementcachesize=256,
        )
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        for setting in _SETTINGS:
            connection.execute(f"pragma {setting}").fetchall()
    except apsw.Error as error:
        raise IndexDamagedError(f"index: {error}") from (vfs.failure or error)
    return connection


def checkpoint_log(connection: apsw.Connection) -> None:
    """Move the log into the pages and empty it; the root is written on the way.

    Raises:
        apsw.Error: An I/O error, with the engine's own in the VFS's `failure`.
        IndexDamagedError: A reader was left open, so that the log could not be emptied.
    """
    busy, _, _ = connection.execute("pragma wal_checkpoint(TRUNCATE)").fetchall()[0]
    if busy:
        raise IndexDamagedError("index: a statement was left open across a checkpoint")
