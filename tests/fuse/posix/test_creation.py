"""Modes, owners and counts of what is made and taken away: mkdir, mkfifo, mknod, open, unlink."""

from __future__ import annotations

import os
import stat

import pytest

from tests.support import nodes
from tests.support.identity import ALICE, BOB, ROOT, SHARED_GROUP, User, acting_as
from tests.support.nodes import DIRECTORY, FILE, SYMLINK, make, needs_root, remove
from tests.support.syscalls import Directory, outcome

MODES = (0o000, 0o100, 0o444, 0o644, 0o751, 0o755, 0o777, 0o1777)
UMASKS = (0o000, 0o022, 0o070, 0o151, 0o345, 0o777)


@pytest.mark.parametrize("mode", MODES, ids=oct)
@pytest.mark.parametrize("kind", needs_root(nodes.WITH_MODE))
def test_mode_less_umask(kind: str, mode: int) -> None:
    for number, umask in enumerate(UMASKS):
        os.umask(umask)
        make(kind, f"made-{number}", mode)
        found = os.lstat(f"made-{number}")
        assert stat.S_IMODE(found.st_mode) == mode & ~umask, oct(umask)
        assert nodes.kind_of(f"made-{number}") == kind
    os.umask(0)


@pytest.mark.parametrize("kind", needs_root(nodes.EVERY))
def test_a_new_node_is_empty_and_ours(kind: str) -> None:
    make(kind, "made")
    found = os.lstat("made")
    assert (found.st_uid, found.st_gid) == (os.geteuid(), os.getegid())
    assert found.st_nlink == (2 if kind == DIRECTORY else 1)
    if kind == SYMLINK:
        assert found.st_size == len("somewhere")
        assert stat.S_IMODE(found.st_mode) == 0o777
    elif kind != DIRECTORY:
        assert found.st_size == 0
    if kind in nodes.DEVICES:
        assert (os.major(found.st_rdev), os.minor(found.st_rdev)) == (7, 259)


@pytest.mark.root
@pytest.mark.parametrize(
    "numbers", [(0, 0), (1, 3), (255, 255), (256, 256), (4095, 2**20 - 1)], ids=str
)
@pytest.mark.parametrize("bits", [stat.S_IFBLK, stat.S_IFCHR])
def test_device_numbers_come_back(bits: int, numbers: tuple[int, int]) -> None:
    os.mknod("device", bits | 0o600, os.makedev(*numbers))
    found = os.stat("device")
    assert stat.S_IFMT(found.st_mode) == bits
    assert (os.major(found.st_rdev), os.minor(found.st_rdev)) == numbers


@pytest.mark.root
@pytest.mark.parametrize("kind", nodes.DEVICES)
def test_only_root_makes_devices(kind: str) -> None:
    os.chmod(".", 0o777)
    with acting_as(ALICE):
        assert outcome(make, kind, "device") == "EPERM"


@pytest.mark.root
@pytest.mark.parametrize("setgid", [False, True], ids=["plain", "setgid"])
@pytest.mark.parametrize("user", [ROOT, ALICE, BOB], ids=str)
@pytest.mark.parametrize("kind", nodes.UNPRIVILEGED)
def test_owner_of_a_new_node(kind: str, user: User, setgid: bool) -> None:
    os.mkdir("parent")
    os.chown("parent", 61009, SHARED_GROUP)
    os.chmod("parent", 0o2777 if setgid else 0o777)
    with acting_as(user):
        make(kind, "parent/made", 0o755)
    found = os.lstat("parent/made")
    assert found.st_uid == user.uid
    assert found.st_gid == (SHARED_GROUP if setgid else user.gid)
    inherits = setgid and kind == DIRECTORY
    assert bool(found.st_mode & stat.S_ISGID) == inherits


@pytest.mark.root
@pytest.mark.parametrize(
    ("user", "mode", "keeps"),
    [(ALICE, 0o2755, True), (BOB, 0o2755, False), (BOB, 0o2745, True), (ROOT, 0o2755, True)],
    ids=str,
)
def test_setgid_programs_are_not_forged(user: User, mode: int, keeps: bool) -> None:
    """Someone outside the group may not make a setgid program of it in a setgid folder."""
    os.mkdir("parent")
    os.chown("parent", 61009, SHARED_GROUP)
    os.chmod("parent", 0o2777)
    with acting_as(user):
        make(FILE, "parent/made", mode)
    assert bool(os.stat("parent/made").st_mode & stat.S_ISGID) == keeps


@pytest.mark.parametrize("kind", needs_root(nodes.EVERY))
def test_removal_and_the_name_again(kind: str) -> None:
    for _ in range(3):
        make(kind, "made")
        remove(kind, "made")
        assert outcome(os.lstat, "made") == "ENOENT"
    for other in nodes.UNPRIVILEGED:
        make(other, "made")
        assert nodes.kind_of("made") == other
        remove(other, "made")
    assert os.listdir(".") == []


def test_link_count_of_folders() -> None:
    assert os.stat(".").st_nlink == 2
    for number in range(5):
        os.mkdir(f"child-{number}")
        assert os.stat(".").st_nlink == 3 + number
    make(FILE, "file")
    assert os.stat(".").st_nlink == 7
    for number in range(5):
        os.rmdir(f"child-{number}")
        assert os.stat(".").st_nlink == 6 - number


def test_folders_know_themselves_and_their_parents() -> None:
    os.makedirs("a/b/c")
    assert os.path.samestat(os.stat("a/b/c/."), os.stat("a/b/c"))
    assert os.path.samestat(os.stat("a/b/c/.."), os.stat("a/b"))
    assert os.path.samestat(os.stat("a/b/c/../../.."), os.stat("."))
    with Directory("a/b") as stream:
        entries = {}
        while entry := stream.read():
            entries[entry[0]] = entry[1]
    assert set(entries) == {b".", b"..", b"c"}
    assert entries[b"c"] == os.stat("a/b/c").st_ino
    assert entries[b"."] == os.stat("a/b").st_ino
    assert entries[b".."] == os.stat("a").st_ino


def test_rmdir_of_a_folder_somebody_stands_in() -> None:
    os.mkdir("here")
    inside = os.open("here", os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.rmdir("here")
        assert os.fstat(inside).st_nlink == 0
        assert os.listdir(inside) == []
        assert outcome(os.mkdir, "child", dir_fd=inside) == "ENOENT"
        assert outcome(os.open, "child", os.O_CREAT | os.O_WRONLY, dir_fd=inside) == "ENOENT"
        assert outcome(os.symlink, "x", "child", dir_fd=inside) == "ENOENT"
        assert outcome(os.stat, "child", dir_fd=inside) == "ENOENT"
    finally:
        os.close(inside)


def test_inode_numbers_are_unique() -> None:
    for number in range(200):
        make(nodes.UNPRIVILEGED[number % 5], f"node-{number}")
    numbers = {os.lstat(name).st_ino for name in os.listdir(".")}
    assert len(numbers) == 200
    with os.scandir(".") as entries:
        assert {entry.inode() for entry in entries} == numbers
