"""Every parser of the product as a function of bytes, with records to start from.

A target returns when its input was read or refused in the documented way; anything else that it
raises is a fault. Random testing, coverage-guided fuzzing and the vectors all go through these.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import apsw

from app.settings.browser_layout import load_layout
from app.settings.preferences import load_preferences
from app.settings.vault_list import VaultEntry, load_vault_list, save_vault_list
from engine.benchmark.record import baseline, dump_results, load_results
from engine.constants import INDEX_PAGE_BYTES, SLOT_PLAIN_BYTES
from engine.errors import (
    BenchmarkRecordError,
    DamageError,
    HeaderDamagedError,
    IndexDamagedError,
    InvalidBackupError,
    InvalidRecordError,
    MistypedRecoveryKeyError,
    UnsupportedVersionError,
)
from engine.format.header import (
    parse_header,
    verify_header,
)
from engine.format.header_body import decode_body
from engine.format.journal import (
    JournalBatch,
    JournalSlot,
    LogWrite,
    NotedWrite,
    join_batch,
    pack_batch,
    split_batch,
    unpack_slot,
)
from engine.format.json_members import MalformedError
from engine.format.pointers import pack_pointers, unpack_pointers, unpack_rows
from engine.format.row_changes import VALUES, pack_change
from engine.format.slot import SlotHeader, pack_slot_header, unpack_slot_header
from engine.format.superblock import Superblock, pack_superblock, unpack_superblock
from engine.format.witness import OpeningRecord, WitnessRecord, pack_witness, unpack_witness
from engine.index import ChunkedPages, IndexSession, IndexVfs
from engine.index.btree import PageSource, map_entry, parse_cell, parse_page, whole_record
from engine.index.frames import committed_pages
from engine.index.later_rows import make_again
from engine.index.log import MemoryLog
from engine.index.records import column_count, columns_of, fits, read_varint
from engine.index.remains import IndexRemains, Table
from engine.index.remains_reader import read_remains
from engine.index.schema import create_tables
from engine.keys.recovery import format_recovery_key, parse_recovery_key
from engine.medium.lock import read_holder
from engine.mount.registry import list_mounts
from engine.scatter.backend import ScatterStorageBackend
from engine.types import BlockPointer, SlotKind
from engine.vault.header_backup import read_backup
from tests.support.headers import body_of, frozen_header, full_header, seal


@dataclass(frozen=True)
class Target:
    """A parser under test."""

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]
    bytes_per_byte: int = 40
    """Bound on what it may allocate: so much for each byte of input, and a fixed amount."""
    tokens: tuple[bytes, ...] = ()
    """What splices into its text; empty for binary records."""
    fixed_bytes: int = 1 << 20
    """What it may allocate however short its input; more where files are read to a bound."""


JSON_TOKENS = (
    b"NaN", b"Infinity", b"-Infinity", b"1e400", b"-1", b"1" * 400, b"9" * 5000, b"true", b"null",
    b'""', b'"\\ud800"', b'"\\u0000"', b'"\\u001b[2J"', b"[" * 3000, b'{"a":' * 3000, b"[[],[]]",
    b'"key_slots": [],', b"4294967296", b"18446744073709551616", b"\xff", b"0x10", b"1e1000000",
)  # fmt: skip

TOML_TOKENS = (
    b"[" * 3000, b"a = " + b"[" * 3000, b"theme = []\n", b"theme = {}\n", b"language = [1]\n",
    b"nan", b"inf", b"9" * 5000, b"[[vault]]\n", b"[vault]\n", b'place = "file://"\n',
    b'place = "file:///a%00b"\n', b'place = "file:///%ff"\n', b'name = "\\u0000"\n',
    b"lock_after_min = -1\n", b"lock_after_min = 99999999999999999999\n", b"1979-05-27", b"\xff",
    b"a.b.c.d = 1\n", b"tree_width = 1e9\n", b"x = '''", b"vault = 5\n", b"vault = [1, 'a']\n",
)  # fmt: skip


# -- the vault's own records ----------------------------------------------------------------------


def _header(data: bytes) -> None:
    try:
        parse_header(data)
        verify_header(data, bytes(32))
    except (HeaderDamagedError, UnsupportedVersionError):
        pass


def _header_body(data: bytes) -> None:
    """A body with its digest made right, as somebody without a key would."""
    with contextlib.suppress(MalformedError):
        decode_body(data)
    if len(data) < 60_000:
        _header(seal(data, bytes(32)))


def _saved_header(data: bytes) -> None:
    with contextlib.suppress(InvalidBackupError, UnsupportedVersionError):
        read_backup(_file("saved", data))


def _slot_header(data: bytes) -> None:
    with contextlib.suppress(InvalidRecordError):
        unpack_slot_header(data)


def _pointers(data: bytes) -> None:
    for parse in (unpack_pointers, unpack_rows):
        with contextlib.suppress(InvalidRecordError):
            parse(data)


def _superblock(data: bytes) -> None:
    with contextlib.suppress(InvalidRecordError):
        unpack_superblock(data)


def _journal_slot(data: bytes) -> None:
    try:
        slot = unpack_slot(data)
        assert len(slot.data) <= len(data)
    except InvalidRecordError:
        pass


def _journal_batch(data: bytes) -> None:
    """A batch that authenticates and was put together, up to where SQLite would see it."""
    log = MemoryLog()
    try:
        batch = join_batch([JournalSlot(int.from_bytes(data[:8], "little"), 0, 1, data)])
        log.replay(batch.writes, batch.log_bytes)
        committed_pages(log.read(0, len(log)))
    except DamageError:
        pass


def _row_changes(data: bytes) -> None:
    """Changes that authenticate, made in an index and in what a salvage has found of one."""
    vfs = IndexVfs(ChunkedPages(cast("ScatterStorageBackend", None)), MemoryLog())
    session = IndexSession(vfs)
    try:
        create_tables(session.connection)
        session.make_again([data])
    except (InvalidRecordError, IndexDamagedError):
        pass
    finally:
        session.close()
    with contextlib.suppress(InvalidRecordError):
        make_again(IndexRemains(cast("PageSource", None)), [data])


def _witness(data: bytes) -> None:
    with contextlib.suppress(InvalidRecordError):
        unpack_witness(data)


# -- what a salvage reads -------------------------------------------------------------------------


class Pages:
    """An index as a salvage sees it: pages out of one string, each as likely to be doubtful."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.count = -(-len(raw) // INDEX_PAGE_BYTES)
        self.asked = 0

    def page(self, number: int) -> bytes | None:
        self.asked += 1
        start = (number - 1) * INDEX_PAGE_BYTES
        raw = self.raw[start : start + INDEX_PAGE_BYTES] if number > 0 else b""
        return raw if len(raw) == INDEX_PAGE_BYTES else None

    def is_sure(self, number: int) -> bool:
        return number % 3 != 0


@cache
def small_index() -> bytes:
    """An index of a few pages, with overflow pages and an inner page."""
    connection = apsw.Connection(":memory:")
    connection.execute(f"pragma page_size={INDEX_PAGE_BYTES}")
    connection.execute("pragma auto_vacuum=INCREMENTAL")
    create_tables(connection)
    with connection:
        for ino in range(2, 90):
            row = (ino, 0o100644, 1, 0, 0, 0, ino, 1, 2, 3, 4, 5, 1)
            connection.execute(f"insert into inode values ({','.join('?' * 13)})", row)
            name = b"%d-" % ino + b"n" * (ino % 200)
            connection.execute("insert into dirent values (1, ?, ?, 8)", (name, ino))
        connection.execute("insert into content values (5, ?)", (bytes(9000),))
        connection.execute("insert into extent values (6, 0, ?)", (bytes(range(16)) * 9,))
        connection.execute("insert into xattr values (7, ?, ?)", (b"user.x", bytes(300)))
    raw = connection.serialize("main")
    connection.close()
    return bytes(raw)


def _btree(data: bytes) -> None:
    """One page with every number that it could have been met under, and all of its cells."""
    source = Pages(data)
    for number in (1, 2):
        try:
            page = parse_page(number, data[:INDEX_PAGE_BYTES])
        except InvalidRecordError:
            continue
        for at in page.cells:
            try:
                cell = parse_cell(page, at)
                record, _ = whole_record(source, cell)
                columns_of(record, 3)
            except InvalidRecordError:
                continue
    for number in range(source.count + 2):
        map_entry(source, number)


def _remains(data: bytes) -> None:
    """A whole index. Pages are asked for no more often than a bound that its length sets."""
    source = Pages(data)
    remains = read_remains(source)
    for ino in [*remains.owners()]:
        remains.inode(ino)
        remains.content(ino)
        list(remains.extents(ino))
        list(remains.xattrs(ino))
    for table in Table:
        remains.lost[table].covers(5)
    # Each cell is read once, and leads to at most 33 pages of overflow.
    assert source.asked <= 200 + len(data) // 2 * 34


def _records(data: bytes) -> None:
    for read in (column_count, lambda raw: columns_of(raw, 4), lambda raw: read_varint(raw, 0)):
        with contextlib.suppress(InvalidRecordError):
            read(data)
    for table in Table:
        fits(data, table.value)


def _frames(data: bytes) -> None:
    committed_pages(data)


def _log_seed() -> bytes:
    page = small_index()[:INDEX_PAGE_BYTES]
    head = bytes(16) + b"saltsalt" + bytes(8)
    return head + b"".join(
        number.to_bytes(4, "big") + length.to_bytes(4, "big") + b"saltsalt" + bytes(8) + page
        for number, length in ((1, 0), (2, 2))
    )


# -- texts and files of the device ----------------------------------------------------------------


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sigmavault-hostile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def _recovery_key(data: bytes) -> None:
    for text in (data.decode("utf-8", "surrogateescape"), data.decode("utf-16-le", "replace")):
        with contextlib.suppress(MistypedRecoveryKeyError):
            parse_recovery_key(text)


def _benchmark(data: bytes) -> None:
    try:
        results = load_results(_file("results.json", data))
    except BenchmarkRecordError:
        return
    dump_results(results).encode("utf-8")  # what was read can be shown and written again


def _settings(data: bytes) -> None:
    for name in ("preferences.toml", "browser.toml", "vaults.toml"):
        _file(name, data)
    load_preferences(_folder())
    load_layout(_folder())
    entries = load_vault_list(_folder())
    save_vault_list(entries, _folder())
    assert [entry.path for entry in load_vault_list(_folder())] == [each.path for each in entries]


def _settings_seeds() -> Sequence[bytes]:
    known = [VaultEntry(Path("/media/a"), "A", 5, Path("/mnt")), VaultEntry(Path("/b"), "B")]
    save_vault_list(known, _folder())
    return [
        (_folder() / "vaults.toml").read_bytes(),
        b'theme = "dark"\nlanguage = "de"\nkeep_in_tray = false\n',
        b"icons = true\ntree = false\ntree_width = 100\npreview_width = 300\n",
    ]


def _lock_file(data: bytes) -> None:
    holder = read_holder(_file("vault.lock", data))
    assert holder.isprintable()
    assert len(holder) <= 4096


def _mount_record(data: bytes) -> None:
    before = os.environ.get("SIGMAVAULT_STATE_DIR")
    os.environ["SIGMAVAULT_STATE_DIR"] = str(_folder())
    try:
        (_folder() / "mounts").mkdir(exist_ok=True)
        _file("mounts/" + "0" * 32 + ".json", data)
        list_mounts()
    finally:
        if before is None:
            del os.environ["SIGMAVAULT_STATE_DIR"]
        else:
            os.environ["SIGMAVAULT_STATE_DIR"] = before


def _carried(data: bytes) -> None:
    """What another program may have put on the clipboard."""
    from PySide6.QtCore import QMimeData

    from app.models.carrying import ENTRIES_MIME, places_of
    from app.models.session import VaultSession

    mime = QMimeData()
    mime.setData(ENTRIES_MIME, data)
    places_of(mime, cast("VaultSession", SimpleNamespace(path="/media/a")))


def _batch() -> bytes:
    writes = (LogWrite(0, bytes(32)), LogWrite(32, b"x" * 8000))
    noted = (NotedWrite(5, 70_000, b"changed"), NotedWrite(6, 0, b"y" * 300))
    return pack_batch(JournalBatch(1, 9000, writes, noted, voids=True, changes=_changes()))


def _changes() -> bytes:
    return b"".join(
        pack_change(kind, [{"i": 7, "b": b"bytes", "t": "text"}[sort] for sort in sorts])
        for kind, sorts in VALUES.items()
    )


def _superblock_seed() -> bytes:
    pointers = (BlockPointer(9, 0, 1),)
    return pack_superblock(Superblock(bytes(16), 5, 0, 1, 61440, bytes(32), pointers))


def _witness_seed() -> bytes:
    openings = tuple(OpeningRecord(bytes([n]) * 16, n, n) for n in range(4))
    return pack_witness(
        WitnessRecord(bytes(16), bytes(16), 3, 4, bytes(32), 1, 10**18, 0, openings)
    )


def _benchmark_seed() -> bytes:
    known = baseline()
    if known is None:
        raise FileNotFoundError("baseline.json")
    return dump_results(replace(known, results=known.results[:4])).encode()


_LOCK_SEED = b'{"pid": 5, "host": "machine", "purpose": "mounted", "mountpoint": "/mnt"}'
_RECORD_SEED = (
    b'{"vault": "/v", "mountpoint": "/m", "pid": 999999, "started": "5", "read_only": false, '
    b'"binding": "linux", "dedicated": true}'
)
_CARRIED_SEED = b'{"vault": "/media/a", "places": [[1, "6162"], [2, "63"]]}'
_KEY_SEED = format_recovery_key(hashlib.sha256(b"key").digest()).encode()

TARGETS = {
    target.name: target
    for target in (
        Target("header", _header, lambda: [frozen_header(), full_header()]),
        Target(
            "header-body",
            _header_body,
            lambda: [body_of(frozen_header()), body_of(full_header())],
            200,
            JSON_TOKENS,
        ),
        Target("saved-header", _saved_header, lambda: [frozen_header(), full_header()]),
        Target(
            "slot-header",
            _slot_header,
            lambda: [pack_slot_header(SlotHeader(1, 2, 3, 4, SlotKind.DATA, 0, 1, 9))],
        ),
        Target("pointers", _pointers, lambda: [pack_pointers([BlockPointer(1, 0, 2)] * 9)]),
        Target("superblock", _superblock, lambda: [_superblock_seed()]),
        Target("journal-slot", _journal_slot, lambda: [*split_batch(1, _batch())]),
        Target("journal-batch", _journal_batch, lambda: [_batch()]),
        Target("row-changes", _row_changes, lambda: [_changes()]),
        Target("witness", _witness, lambda: [_witness_seed()]),
        Target("btree", _btree, lambda: _cut_pages(small_index()), 2000),
        Target("remains", _remains, lambda: [small_index()], 200),
        Target("records", _records, lambda: [b"\x05\x01\x08\x12\x0d\x07ab", b"\x03\x00\x0e\x20"]),
        Target("frames", _frames, lambda: [_log_seed()]),
        Target("recovery-key", _recovery_key, lambda: [_KEY_SEED]),
        Target("benchmark", _benchmark, lambda: [_benchmark_seed()], 200, JSON_TOKENS, 6 << 20),
        Target("settings", _settings, _settings_seeds, 400, TOML_TOKENS, 6 << 20),
        Target("lock-file", _lock_file, lambda: [_LOCK_SEED], 200, JSON_TOKENS),
        Target("mount-record", _mount_record, lambda: [_RECORD_SEED], 200, JSON_TOKENS),
        Target("carried", _carried, lambda: [_CARRIED_SEED], 200, JSON_TOKENS),
    )
}


def _cut_pages(raw: bytes) -> list[bytes]:
    pages = range(0, len(raw), INDEX_PAGE_BYTES)
    return [raw[at : at + INDEX_PAGE_BYTES] for at in pages]


assert len(_witness_seed()) == SLOT_PLAIN_BYTES
