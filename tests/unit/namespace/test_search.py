"""Names of the whole vault by pages, and folders without files."""

from __future__ import annotations

import pytest

from engine.constants import ROOT_INODE
from engine.errors import NotADirectoryInVaultError
from engine.namespace import PlacedEntry
from tests.support.worlds import World


def every(world: World, limit: int) -> list[PlacedEntry]:
    found: list[PlacedEntry] = []
    while page := world.ns.every_entry(
        (found[-1].parent, found[-1].name) if found else None, limit
    ):
        assert len(page) <= limit
        found += page
    return found


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_every_name_comes_once_whatever_the_pages(world: World, limit: int) -> None:
    a, b = world.folder(b"a"), world.folder(b"b")
    inner = world.folder(b"inner", a.ino)
    for parent, name in ((a, b"x"), (a, b"\xff\x00"[:1]), (inner, b"deep"), (b, b"y")):
        world.file(name, parent=parent.ino)
    assert every(world, limit) == sorted(
        PlacedEntry(parent, entry.name, entry.ino, entry.kind)
        for parent in (ROOT_INODE, a.ino, b.ino, inner.ino)
        for entry in world.ns.entries(parent)
    )
    assert len(every(world, limit)) == 7


def test_what_is_not_committed_is_found_and_what_is_gone_is_not(world: World) -> None:
    world.file(b"old")
    world.ns.sync()
    world.ns.unlink(ROOT_INODE, b"old")
    new = world.file(b"new")
    assert every(world, 10) == [PlacedEntry(ROOT_INODE, b"new", new.ino, new.kind)]


def test_folders_come_without_files_by_pages(world: World) -> None:
    for name in (b"c", b"a", b"b"):
        folder = world.folder(name)
        world.file(name + b".txt")
    world.folder(b"inside", folder.ino)
    assert [name for name, _ in world.ns.folders_in(ROOT_INODE)] == [b"a", b"b", b"c"]
    assert [inode.nlink for _, inode in world.ns.folders_in(ROOT_INODE)] == [2, 3, 2]
    assert [name for name, _ in world.ns.folders_in(ROOT_INODE, limit=2)] == [b"a", b"b"]
    assert [name for name, _ in world.ns.folders_in(ROOT_INODE, after=b"b")] == [b"c"]


def test_a_file_has_no_folders(world: World) -> None:
    with pytest.raises(NotADirectoryInVaultError):
        world.ns.folders_in(world.file(b"f").ino)
