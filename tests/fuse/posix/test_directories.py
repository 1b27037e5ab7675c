"""Listing folders: every name once, whatever happens meanwhile, and whatever the name."""

from __future__ import annotations

import os
import random
import shutil
import stat
import unicodedata

import pytest

from tests.support import nodes
from tests.support.identity import ALICE, acting_as
from tests.support.nodes import FILE, make, needs_root
from tests.support.syscalls import Directory, outcome

ODD_NAMES = [
    b"plain",
    b" leading and trailing ",
    b"new\nline",
    b"tab\t",
    b"\x01\x02\x7f",
    b"back\\slash",
    b"-rf",
    b"*?[]{}$`'\"",
    b"...",
    b".hidden",
    b"..hidden",
    b"CON",
    b"\xff\xfe\xfd",
    b"cut utf-8 \xe2\x82",
    b"\xed\xa0\x80 surrogate",
    "Σίσυφος".encode(),
    "北京.txt".encode(),
    "👩‍👩‍👧‍👦".encode(),
    unicodedata.normalize("NFC", "é").encode(),
    unicodedata.normalize("NFD", "é").encode(),
    b"Case",
    b"case",
    b"n" * 255,
    "Σ".encode() * 127 + b"x",
    b"\xff" * 255,
]


def names_in(path: bytes | str) -> set[bytes]:
    return set(os.listdir(os.fsencode(path)))


@pytest.mark.parametrize("kind", nodes.UNPRIVILEGED)
def test_names_are_bytes(kind: str) -> None:
    for name in ODD_NAMES:
        make(kind, os.fsdecode(name))
    assert names_in(".") == set(ODD_NAMES)
    for name in ODD_NAMES:
        assert nodes.kind_of(os.fsdecode(name)) == kind
    os.mkdir("elsewhere")
    for name in ODD_NAMES:
        os.rename(name, b"elsewhere/" + name)
    assert names_in(".") == {b"elsewhere"}
    assert names_in("elsewhere") == set(ODD_NAMES)
    for name in ODD_NAMES:
        nodes.remove(kind, os.fsdecode(b"elsewhere/" + name))
    os.rmdir("elsewhere")


def test_case_and_composition_make_different_names() -> None:
    for name in ("a", "A", "\u00e9", "e\u0301"):
        with open(name, "w") as stream:
            stream.write(name)
    for name in ("a", "A", "\u00e9", "e\u0301"):
        with open(name) as stream:
            assert stream.read() == name


def test_dot_and_dot_dot_and_types() -> None:
    for kind in needs_root(nodes.EVERY):
        make(kind, kind)
    with Directory(".") as stream:
        seen = {}
        while entry := stream.read():
            assert entry[0] not in seen
            seen[entry[0]] = entry[1:]
    assert set(seen) == {b".", b"..", *(kind.encode() for kind in needs_root(nodes.EVERY))}
    for name, (inode, kind) in seen.items():
        found = os.lstat(name)
        if name != b"..":
            assert inode == found.st_ino
        assert kind in {stat.S_IFMT(found.st_mode) >> 12, 0}


@pytest.mark.parametrize("count", [0, 1, 2, 100, 1000])
@pytest.mark.parametrize("length", [1, 30, 250])
def test_every_name_once(count: int, length: int) -> None:
    names = {f"{number:x}".rjust(length, "-") for number in range(count)}
    for name in names:
        make(FILE, name)
    with Directory(".") as stream:
        found = stream.names()
    assert len(found) == count + 2
    assert {os.fsdecode(name) for name in found} == names | {".", ".."}


def test_positions() -> None:
    for number in range(300):
        make(FILE, f"file-{number:04}")
    with Directory(".") as stream:
        places, names = [], []
        while True:
            places.append(stream.tell())
            entry = stream.read()
            if entry is None:
                break
            names.append(entry[0])
        for number in (0, 1, 5, 150, 299, 301):
            stream.seek(places[number])
            assert stream.names() == names[number:]
        stream.rewind()
        assert stream.names() == names


def test_rewinding_shows_what_is_new() -> None:
    with Directory(".") as stream:
        assert sorted(stream.names()) == [b".", b".."]
        make(FILE, "new")
        stream.rewind()
        assert sorted(stream.names()) == [b".", b"..", b"new"]
        os.unlink("new")
        stream.rewind()
        assert sorted(stream.names()) == [b".", b".."]


def test_removal_while_listing_misses_nothing() -> None:
    for number in range(2000):
        make(FILE, f"file-{number}")
    with Directory(".") as stream:
        while entry := stream.read():
            if entry[0] not in {b".", b".."}:
                os.unlink(entry[0])
    assert os.listdir(".") == []


def test_creation_while_listing_disturbs_nothing() -> None:
    old = {f"old-{number:04}".encode() for number in range(1000)}
    for name in old:
        make(FILE, os.fsdecode(name))
    seen = []
    with Directory(".") as stream:
        while entry := stream.read():
            seen.append(entry[0])
            if len(seen) % 10 == 0 and len(seen) < 1500:
                make(FILE, f"new-{len(seen):06}")
                os.rename(f"new-{len(seen):06}", f"zzz-{len(seen):06}")
    assert len(seen) == len(set(seen))
    assert old <= set(seen)


def test_a_listing_follows_every_change() -> None:
    choose = random.Random(1)
    present: set[str] = set()
    for step in range(600):
        name = f"name-{choose.randrange(80)}"
        if name in present:
            other = f"name-{choose.randrange(80)}"
            if choose.random() < 0.5:
                os.unlink(name)
                present.remove(name)
            else:
                os.rename(name, other)
                present.remove(name)
                present.add(other)
        else:
            make(FILE, name)
            present.add(name)
        if step % 7 == 0:
            assert set(os.listdir(".")) == present
    assert set(os.listdir(".")) == present


def test_deep_trees() -> None:
    path = ""
    for depth in range(200):
        path = f"{path}level-{depth:03}/"
        os.mkdir(path)
    with open(f"{path}file", "w") as stream:
        stream.write("deep")
    with open(f"{path}file") as stream:
        assert stream.read() == "deep"
    shutil.rmtree("level-000")
    assert os.listdir(".") == []


def test_a_tree_deeper_than_any_path() -> None:
    """By descriptors one gets past PATH_MAX."""
    opened = os.open(".", os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=opened)
        below = os.open("d" * 200, os.O_RDONLY | os.O_DIRECTORY, dir_fd=opened)
        os.close(opened)
        opened = below
    assert os.listdir(opened) == []
    os.close(opened)
    shutil.rmtree("d" * 200)


@pytest.mark.root
@pytest.mark.parametrize(
    ("mode", "lists", "looks"), [(0o4, "ok", "EACCES"), (0o1, "EACCES", "ok"), (0o5, "ok", "ok")]
)
def test_reading_and_searching_are_two_things(mode: int, lists: str, looks: str) -> None:
    os.mkdir("folder")
    make(FILE, "folder/file")
    os.chmod("folder", mode)
    with acting_as(ALICE):
        assert outcome(os.listdir, "folder") == lists
        assert outcome(os.stat, "folder/file") == looks


def test_fsync_of_a_folder() -> None:
    os.mkdir("folder")
    make(FILE, "folder/file")
    opened = os.open("folder", os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(opened)
    os.fdatasync(opened)
    os.close(opened)
