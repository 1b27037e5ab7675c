"""The index's tables: the one reference for what each column means.

Each column says its meaning, what NULL means (nothing is NULL unless said), and which check of
`engine.health` finds and repairs what is wrong with it. Integers are SQLite's 64-bit signed ones;
names are bytes, never text, since a name need not be valid UTF-8.
"""

from __future__ import annotations

import os
import stat
import time

import apsw

from engine.constants import ROOT_INODE

SCHEMA_VERSION = 1
"""`PRAGMA user_version` of the index; a newer one is refused by whoever opens it."""

_TABLES = """
-- One row for each file, directory, link or special file. A row is written at the next commit
-- after the change; until then the live object in memory is what counts.
create table inode (
    ino      integer primary key,     -- number, never given twice (setting 'next_ino')
    mode     integer not null,        -- S_IFMT bits and permissions; check 'inodes'
    nlink    integer not null,        -- entries that name it; a directory: 2 + its subdirectories;
                                      -- 0: in use without a name, see orphan; check 'links'
    uid      integer not null,
    gid      integer not null,
    rdev     integer not null,        -- device number of a device, else 0
    size     integer not null,        -- length in bytes; of a link's target; 4096 for a directory
    blocks   integer not null,        -- 512-byte units taken: 127 for each stripe, holes nothing;
                                      -- check 'extents' counts them anew
    atime_ns integer not null,        -- nanoseconds since 1970, as are the next three
    mtime_ns integer not null,
    ctime_ns integer not null,
    btime_ns integer not null,        -- creation
    parent   integer not null         -- a directory: the one that holds it, exact, the root holds
                                      -- itself; check 'links'. Anything else: a directory that
                                      -- held a name of it, a hint that may be out of date; 0 none
);

-- One row for each name in a directory. '.' and '..' have none.
-- No index on ino: it would double the pages that a creation dirties (measured: 1,075 pages for
-- 100,000 names against 556). The paths of an inode are found through inode.parent instead.
create table dirent (
    parent integer not null,          -- inode of the directory; check 'entries' moves strays of
                                      -- missing directories to lost+found
    name   blob not null,             -- 1..255 bytes without '/' and NUL; check 'entries'
    ino    integer not null,          -- what it names; check 'entries' removes dead names
    kind   integer not null,          -- S_IFMT(mode) >> 12 of it; check 'entries' sets it anew
    primary key (parent, name)
) without rowid;

-- What is small enough to live here: the target of a symbolic link, or the whole content of a
-- regular file that has no extents. Bytes from length(data) to inode.size are zeros.
create table content (
    ino  integer primary key,         -- check 'extents' removes rows of missing inodes
    data blob not null                -- at most INLINE_BYTES
);

-- Where the blocks of a larger file lie, in leaves of 256 packed pointers (engine.format.pointers).
-- A missing leaf is a hole, and so is a pointer of zeros or past the end of the blob.
create table extent (
    ino      integer not null,        -- check 'extents' frees what belongs to missing inodes
    leaf     integer not null,        -- index of the leaf's first block / 256
    pointers blob not null,           -- 16 bytes for each block; the same row twice, or a row that
                                      -- is not live, is a finding of check 'extents'
    primary key (ino, leaf)
) without rowid;

-- Extended attributes, with their namespace prefix in the name.
create table xattr (
    ino   integer not null,           -- check 'extents' removes rows of missing inodes
    name  blob not null,
    value blob not null,
    primary key (ino, name)
) without rowid;

-- Inodes without a name that were in use at the commit, or whose extents are still being freed.
-- A namespace that is opened for writing removes them first.
create table orphan (
    ino integer primary key
);

-- Single values: 'next_ino' (next inode number), 'inodes' (their count, for statfs), 'generation'
-- (of the newest root), 'scrub_every_s' (seconds between scrubs; 0: never; missing: 30 days).
create table setting (
    name  text primary key,
    value integer not null
) without rowid;

-- The store's own: which rows of a band group are live.
create table band_group (
    id   integer primary key,         -- number of the group; groups are dense from 0
    live blob not null                -- a bit for each of its rows; check 'allocation' derives it
);                                    -- anew from extents, index map and superblock

-- The store's own: rows that were freed, but that an older root still refers to.
create table quarantine (
    generation integer not null,      -- in which they were freed
    rows       blob not null          -- u32 each; forgotten rows are found by check 'allocation'
);
create index quarantine_generation on quarantine (generation);
"""

SCRUB_TABLES = """
-- What engine.health remembers of scrubs. Nothing else depends on it: a vault without these tables
-- was never scrubbed, and they are created with the first one.
create table if not exists scrub (
    id          integer primary key,  -- 1: the last one that came to its end; 2: the one under way
    repairs     integer not null,     -- whether it repairs what it can
    started_s   integer not null,     -- seconds since 1970, as is the next one
    ended_s     integer not null,     -- or when it was last noted how far it had come
    duration_ms integer not null,     -- spent on it, pauses and locked times not counted
    rows        integer not null,     -- stripes read
    slots       integer not null,
    repaired    integer not null,     -- stripes written anew
    findings    integer not null,     -- all of them, kept below or not
    worst       integer not null,     -- the gravest severity among what was not repaired
    ino         integer not null,     -- where the walk over the extents stands: inode and leaf;
    leaf        integer not null      -- the next scrub goes on from there, if this one did not end
);

-- Findings of those scrubs: the gravest ones, at most KEPT_FINDINGS of each.
create table if not exists finding (
    scrub    integer not null,
    number   integer not null,
    severity integer not null,        -- engine.types.Severity
    code     text not null,           -- engine.health.FindingCode
    place    text not null,
    row      integer not null,        -- -1: none, as in the next column
    lane     integer not null,
    reason   text not null,
    ino      integer not null,        -- the file concerned, 0 for none; its names are looked up
    repaired integer not null,
    primary key (scrub, number)
) without rowid;
"""

LOCK_TABLES = """
-- Second locks on files and folders: each has a key of its own, wrapped for a second passphrase. A
-- vault that was made before these tables gets them with its first lock.
create table if not exists lock (
    id          integer primary key,
    lock_id     blob not null,        -- 16 random bytes; everything sealed under the lock is bound
                                      -- to them
    root        integer not null,     -- inode that the lock was put on
    state       integer not null,     -- engine.namespace.locks.LockState: whole, or what is under way
    memory_kib  integer not null,     -- cost of Argon2id, as are the next two
    passes      integer not null,
    lanes       integer not null,
    salt        blob not null,        -- 32 bytes
    nonce       blob not null,        -- 12 bytes, of the wrapped key
    wrapped_key blob not null,        -- the lock's key and a tag, 48 bytes
    commitment  blob not null         -- 32 bytes that fix the one wrapping key
);

-- What lies under a lock: regular files, and the directories whose new entries come under it.
create table if not exists locked (
    ino   integer primary key,        -- a row of `inode`; check 'extents' removes the others
    lock  integer not null,           -- lock.id
    proof blob not null,              -- HMAC over the file's size and seals; a directory: empty
    text  blob not null               -- nonce, ciphertext, tag of a file without extents, in the
                                      -- place of content.data; empty for any other
);

-- The seals of a locked file's blocks, whose ciphertext lies in their rows.
create table if not exists seal (
    ino   integer not null,
    leaf  integer not null,           -- index of the leaf's first block / 128
    lock  integer not null,           -- lock.id
    seals blob not null,              -- nonce and tag, 28 bytes for each block; zeros for a hole
    primary key (ino, leaf)
) without rowid;
"""

OPENING_TABLE = """
-- The store's own: who wrote to the vault in turn, so that a state can be told to descend from
-- another one. A vault that was made before this table got it at its next opening for writing.
create table if not exists opening (
    id         integer primary key,   -- counts the openings for writing, from 1
    session    blob not null,         -- 16 random bytes, drawn at the opening
    generation integer not null,      -- newest root of the session as the next one found it;
                                      -- 0 in the last row: its session may still write
    batches    integer not null       -- batches of the journal beyond that root; 0 in the last row
);
"""

WITNESS_KEY_TABLE = """
-- The store's own, of a vault that was given a new master key: what named and sealed the records
-- of devices under the keys before (engine.vault.witness), so that they go on noticing old copies.
-- Created by the first move; a vault without it never had another key.
create table if not exists witness_key (
    epoch    integer primary key,     -- the key epoch before the move
    name_key blob not null,           -- 32 bytes, derived from that epoch's master key
    seal_key blob not null            -- 32 bytes, likewise
);
"""


_FIRST_ROWS = (
    "insert into inode values (:ino, :mode, 2, :uid, :gid, 0, 4096, 0, :now, :now, :now, :now, :ino)",
    "insert into setting values ('next_ino', :ino + 1), ('inodes', 1)",
)


def create_tables(connection: apsw.Connection) -> None:
    """Create the tables in an empty index, stamp it, and give it a root directory.

    The root belongs to whoever runs this, with permissions 0755.
    """
    connection.execute(_TABLES)
    connection.execute(SCRUB_TABLES)
    connection.execute(OPENING_TABLE)
    connection.execute(LOCK_TABLES)
    connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    root = {
        "ino": ROOT_INODE,
        "mode": stat.S_IFDIR | 0o755,
        "uid": os.getuid() if hasattr(os, "getuid") else 0,
        "gid": os.getgid() if hasattr(os, "getgid") else 0,
        "now": time.time_ns(),
    }
    for statement in _FIRST_ROWS:
        connection.execute(statement, root)


def schema_version(connection: apsw.Connection) -> int:
    """The version that the index was stamped with; 0 for an empty one."""
    row = connection.execute("pragma user_version").fetchone()
    return int(row[0]) if row else 0
