"""A folder as a list: pages, orders, filters, and edits that keep the shown rows true."""

from __future__ import annotations

import random

import pytest

from app.jobs.listing import (
    FIRST_PAGE,
    EditKind,
    Edits,
    FolderListing,
    Gone,
    Rows,
    Update,
    pages,
)
from app.jobs.rows import Order, Row, SortBy, ordered
from engine.progress import CancelToken
from engine.vault import Vault


@pytest.fixture
def folder(vault: Vault) -> int:
    return vault.namespace.mkdir(1, b"folder", 0o755, 0, 0).ino


def add(vault: Vault, folder: int, name: bytes, size: int = 0) -> None:
    inode = vault.namespace.create(folder, name, 0o644, 0, 0)
    if size:
        vault.namespace.write(inode.ino, 0, bytes(size))


class Window:
    """What the window does with updates."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def take(self, update: Update | None) -> None:
        if isinstance(update, Rows):
            self.rows = list(update.rows)
        elif isinstance(update, Edits):
            for kind, at, row in update.edits:
                if kind is EditKind.REMOVE or row is None:
                    del self.rows[at]
                elif kind is EditKind.INSERT:
                    self.rows.insert(at, row)
                else:
                    self.rows[at] = row

    @property
    def names(self) -> list[str]:
        return [row.name.decode() for row in self.rows]


def loaded(vault: Vault, folder: int, order: Order) -> tuple[FolderListing, Window]:
    listing, window = FolderListing(vault.namespace, folder, order), Window()
    for update in pages(listing, CancelToken()):
        window.take(update)
    return listing, window


def test_folders_come_first_and_case_does_not_count(vault: Vault, folder: int) -> None:
    for name in (b"b.txt", b"A.txt", b"c.txt"):
        add(vault, folder, name)
    vault.namespace.mkdir(folder, b"Zoo", 0o755, 0, 0)
    assert loaded(vault, folder, Order())[1].names == ["Zoo", "A.txt", "b.txt", "c.txt"]
    down = loaded(vault, folder, Order(descending=True))[1].names
    assert down == ["Zoo", "c.txt", "b.txt", "A.txt"]


def test_hidden_names_and_the_trash_stay_out_of_sight(vault: Vault, folder: int) -> None:
    for name in (b".hidden", b"shown"):
        add(vault, folder, name)
    vault.namespace.mkdir(folder, b".Trash-0", 0o700, 0, 0)
    assert loaded(vault, folder, Order())[1].names == ["shown"]
    assert loaded(vault, folder, Order(hidden=True))[1].names == [".hidden", "shown"]


def test_a_filter_finds_text_in_any_case(vault: Vault, folder: int) -> None:
    for name in ("Rechnung.pdf", "Straße.txt", "other"):
        add(vault, folder, name.encode())
    listing, window = loaded(vault, folder, Order(pattern="STRASSE"))
    assert window.names == ["Straße.txt"]
    window.take(listing.reorder(Order(pattern="e")))
    assert window.names == ["other", "Rechnung.pdf", "Straße.txt"]


def test_a_large_folder_comes_in_pages_and_is_shown_twice(vault: Vault, folder: int) -> None:
    with vault.namespace._group():
        for number in range(FIRST_PAGE + 500):
            add(vault, folder, b"%05d" % (number * 7919 % 100_000))
    listing = FolderListing(vault.namespace, folder, Order())
    updates = list(pages(listing, CancelToken()))
    assert [len(update.rows) for update in updates] == [FIRST_PAGE, FIRST_PAGE + 500]
    assert [update.complete for update in updates] == [False, True]
    names = [row.name for row in updates[-1].rows]
    assert names == sorted(names)


def test_a_folder_that_is_gone_says_so(vault: Vault, folder: int) -> None:
    listing, _ = loaded(vault, folder, Order())
    vault.namespace.rmdir(1, b"folder")
    assert isinstance(listing.refresh([b"x"], []), Gone)
    assert isinstance(FolderListing(vault.namespace, folder, Order()).load(CancelToken()), Gone)


@pytest.mark.parametrize("by", list(SortBy))
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("pattern", ["", "1"])
def test_edits_lead_where_a_new_list_would(
    vault: Vault, folder: int, by: SortBy, descending: bool, pattern: str
) -> None:
    """Random creations, removals, renames and writes; the window's rows stay those of the folder."""
    chance = random.Random(f"{by}{descending}{pattern}")
    namespace = vault.namespace
    order = Order(by, descending, pattern)
    for number in range(12):
        add(vault, folder, b"f%02d.a" % number, chance.randrange(50))
    listing, window = loaded(vault, folder, order)
    changed: list[tuple[int, bytes, int]] = []
    namespace.subscribe(lambda change: changed.append((change.parent, change.name, change.ino)))
    for _ in range(80):
        changed.clear()
        for _ in range(chance.randrange(1, 4)):
            names = [entry.name for entry in namespace.entries(folder)]
            what = chance.randrange(5)
            new = b"f%02d.%c" % (chance.randrange(40), chance.choice(b"abc"))
            if what == 0 and new not in names:
                add(vault, folder, new, chance.randrange(50))
            elif what == 1 and new not in names:
                namespace.mkdir(folder, new, 0o755, 0, 0)
            elif what == 2 and names:
                name = chance.choice(names)
                is_folder = namespace.lookup(folder, name).is_directory
                (namespace.rmdir if is_folder else namespace.unlink)(folder, name)
            elif what == 3 and names and new not in names:
                namespace.rename(folder, chance.choice(names), folder, new)
            elif what == 4:
                files = [n for n in names if namespace.lookup(folder, n).is_regular]
                if files:
                    ino = namespace.lookup(folder, chance.choice(files)).ino
                    namespace.write(ino, 0, bytes(chance.randrange(1, 90)))
        names_changed = {name for parent, name, _ in changed if parent == folder}
        window.take(listing.refresh(names_changed, {ino for _, _, ino in changed}))
        assert window.rows == loaded(vault, folder, order)[1].rows


def test_many_changes_are_one_new_list(vault: Vault, folder: int) -> None:
    listing, window = loaded(vault, folder, Order())
    names = [b"%04d" % number for number in range(400)]
    with vault.namespace._group():
        for name in names:
            add(vault, folder, name)
    update = listing.refresh(names, [])
    assert isinstance(update, Rows)
    window.take(update)
    assert len(window.rows) == 400


def test_names_that_are_no_text_are_told_apart(vault: Vault, folder: int) -> None:
    add(vault, folder, b"\xff")
    add(vault, folder, b"\xfe")
    listing, window = loaded(vault, folder, Order())
    vault.namespace.unlink(folder, b"\xfe")
    window.take(listing.refresh([b"\xfe"], []))
    assert [row.name for row in window.rows] == [b"\xff"]


def test_sorting_in_runs_is_sorting() -> None:
    rows = [Row(b"%d" % (n * 7919 % 30_011), n, 0o100644, n % 7, n) for n in range(30_000)]
    for by in SortBy:
        whole = ordered(rows, Order(by))
        small = ordered(reversed(rows), Order(by))
        assert whole == small
