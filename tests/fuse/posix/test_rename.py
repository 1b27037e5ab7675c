"""rename and renameat2: every kind over every kind, folders into folders, and the sticky bit."""

from __future__ import annotations

import os

import pytest

from tests.support import nodes
from tests.support.identity import ALICE, BOB, ROOT, User, acting_as
from tests.support.nodes import DIRECTORY, FILE, make, needs_root, remove
from tests.support.syscalls import (
    RENAME_EXCHANGE,
    RENAME_NOREPLACE,
    outcome,
    renameat2,
    tick,
)

ABSENT = "absent"
FULL = "full directory"
SOURCES = (*nodes.EVERY, FULL)
TARGETS = (ABSENT, *nodes.EVERY, FULL)


def put(kind: str, path: str) -> None:
    if kind == FULL:
        os.mkdir(path)
        make(FILE, f"{path}/child")
    elif kind != ABSENT:
        make(kind, path)


def expected_of_rename(source: str, target: str) -> str:
    if target == ABSENT:
        return "ok"
    if source in {DIRECTORY, FULL}:
        if target == FULL:
            return "ENOTEMPTY"
        return "ok" if target == DIRECTORY else "ENOTDIR"
    return "EISDIR" if target in {DIRECTORY, FULL} else "ok"


@pytest.mark.parametrize("target", needs_root(TARGETS))
@pytest.mark.parametrize("source", needs_root(SOURCES))
def test_everything_over_everything(source: str, target: str) -> None:
    os.mkdir("folder")
    put(source, "source")
    put(target, "folder/target")
    inode = os.lstat("source").st_ino
    before = os.lstat("folder/target").st_ino if target != ABSENT else None
    expected = expected_of_rename(source, target)
    assert outcome(os.rename, "source", "folder/target") == expected
    if expected == "ok":
        assert os.lstat("folder/target").st_ino == inode
        assert outcome(os.lstat, "source") == "ENOENT"
        assert os.listdir("folder") == ["target"]
    else:
        assert os.lstat("source").st_ino == inode
        assert os.lstat("folder/target").st_ino == before
    if source == FULL and expected == "ok":
        assert os.listdir("folder/target") == ["child"]
    here = [name for name in os.listdir(".") if os.path.isdir(name) and not os.path.islink(name)]
    assert os.stat(".").st_nlink == 2 + len(here)
    inside = [entry for entry in os.scandir("folder") if entry.is_dir(follow_symlinks=False)]
    assert os.stat("folder").st_nlink == 2 + len(inside)


@pytest.mark.parametrize("target", needs_root(TARGETS))
@pytest.mark.parametrize("source", needs_root(SOURCES))
def test_never_over_anything(source: str, target: str) -> None:
    put(source, "source")
    put(target, "target")
    inode = os.lstat("source").st_ino
    before = os.lstat("target").st_ino if target != ABSENT else inode
    expected = "ok" if target == ABSENT else "EEXIST"
    assert outcome(renameat2, "source", "target", RENAME_NOREPLACE) == expected
    assert os.lstat("target").st_ino == before
    assert os.path.lexists("source") == (target != ABSENT)


@pytest.mark.parametrize("target", needs_root(TARGETS))
@pytest.mark.parametrize("source", needs_root(SOURCES))
def test_everything_for_everything(source: str, target: str) -> None:
    os.makedirs("one")
    os.makedirs("two")
    put(source, "one/source")
    put(target, "two/target")
    first = os.lstat("one/source").st_ino
    if target == ABSENT:
        assert outcome(renameat2, "one/source", "two/target", RENAME_EXCHANGE) == "ENOENT"
        assert os.lstat("one/source").st_ino == first
        return
    second = os.lstat("two/target").st_ino
    renameat2("one/source", "two/target", RENAME_EXCHANGE)
    assert os.lstat("one/source").st_ino == second
    assert os.lstat("two/target").st_ino == first
    for name in ("one", "two"):
        inside = [entry for entry in os.scandir(name) if entry.is_dir(follow_symlinks=False)]
        assert os.stat(name).st_nlink == 2 + len(inside)
        for entry in inside:
            assert os.path.samestat(os.stat(f"{entry.path}/.."), os.stat(name))


CONTRADICTIONS = [
    ("a", "a/b/x", 0, "EINVAL"),
    ("a", "a/b/x", RENAME_NOREPLACE, "EINVAL"),
    ("a", "a/b/c", 0, "EINVAL"),
    ("a", "a/b/c", RENAME_NOREPLACE, "EEXIST"),
    ("a", "a/b/c", RENAME_EXCHANGE, "EINVAL"),
    ("a", "a/x", 0, "EINVAL"),
    ("absent", "file", 0, "ENOENT"),
    ("absent", "file", RENAME_EXCHANGE, "ENOENT"),
    ("absent", "x", RENAME_NOREPLACE, "ENOENT"),
    ("file", "absent", RENAME_EXCHANGE, "ENOENT"),
    ("a/.", "x", 0, "EBUSY"),
    ("a/..", "x", 0, "EBUSY"),
    ("file", "a/.", 0, "EBUSY"),
    ("file", "a/..", 0, "EBUSY"),
    ("file", "x/", 0, "ENOTDIR"),
    ("a", "file/x", 0, "ENOTDIR"),
    ("a/b/c", "a", 0, "ENOTEMPTY"),
    ("a/b/c", "a", RENAME_EXCHANGE, "EINVAL"),
    ("a/b", "file", 0, "ENOTDIR"),
    ("file", "a/b", 0, "EISDIR"),
    ("file", "x", RENAME_NOREPLACE | RENAME_EXCHANGE, "EINVAL"),
    ("file", "x", 1 << 30, "EINVAL"),
]


@pytest.mark.parametrize(("source", "target", "flags", "expected"), CONTRADICTIONS)
def test_arguments_that_contradict_each_other(
    source: str, target: str, flags: int, expected: str
) -> None:
    os.makedirs("a/b/c")
    make(FILE, "file")
    before = os.stat(".").st_mtime_ns
    assert outcome(renameat2, source, target, flags) == expected
    assert sorted(os.listdir(".")) == ["a", "file"]
    assert os.listdir("a/b") == ["c"]
    assert os.stat(".").st_mtime_ns == before


@pytest.mark.parametrize("flags", [0, RENAME_EXCHANGE])
def test_two_names_of_one_inode_stay(flags: int) -> None:
    make(FILE, "one")
    os.link("one", "two")
    before = os.stat(".").st_mtime_ns
    renameat2("one", "two", flags)
    assert sorted(os.listdir(".")) == ["one", "two"]
    assert os.stat("one").st_nlink == 2
    os.rename("one", "one")
    renameat2("two", "two", flags)
    assert os.stat("two").st_nlink == 2
    if flags == 0:
        assert os.stat(".").st_mtime_ns == before


@pytest.mark.parametrize("kind", needs_root(SOURCES))
def test_times(kind: str) -> None:
    os.mkdir("from")
    os.mkdir("to")
    put(kind, "from/node")
    node = os.lstat("from/node")
    folders = [os.stat("from"), os.stat("to")]
    tick()
    os.rename("from/node", "to/node")
    for name, before in zip(("from", "to"), folders, strict=True):
        assert os.stat(name).st_mtime_ns > before.st_mtime_ns
        assert os.stat(name).st_ctime_ns > before.st_ctime_ns
    assert os.lstat("to/node").st_mtime_ns == node.st_mtime_ns
    assert os.lstat("to/node").st_ctime_ns > node.st_ctime_ns


def test_replaced_inodes_lose_a_link() -> None:
    make(FILE, "old")
    os.link("old", "other name")
    make(FILE, "new")
    before = os.stat("other name")
    tick()
    os.rename("new", "old")
    after = os.stat("other name")
    assert after.st_nlink == 1
    assert after.st_ctime_ns > before.st_ctime_ns


def test_a_tree_moves_with_all_below_it() -> None:
    for number in range(20):
        os.makedirs(f"tree/{number}/deep")
        make(FILE, f"tree/{number}/deep/file")
    os.mkdir("elsewhere")
    opened = os.open("tree/3/deep", os.O_RDONLY | os.O_DIRECTORY)
    os.rename("tree", "elsewhere/moved")
    assert os.path.samestat(os.stat("elsewhere/moved/.."), os.stat("elsewhere"))
    for number in range(20):
        assert os.listdir(f"elsewhere/moved/{number}/deep") == ["file"]
    assert os.listdir(opened) == ["file"]
    os.close(opened)
    assert os.stat(".").st_nlink == 3
    assert os.stat("elsewhere").st_nlink == 3


def test_swapping_back_and_forth_keeps_every_name() -> None:
    for name in ("a", "b"):
        os.makedirs(f"{name}/inner")
        make(FILE, f"{name}/inner/{name}")
    for _ in range(5):
        renameat2("a", "b", RENAME_EXCHANGE)
        renameat2("a/inner", "b/inner", RENAME_EXCHANGE)
        os.rename("a", "c")
        os.rename("b", "a")
        os.rename("c", "b")
        renameat2("a", "b", RENAME_EXCHANGE)
    found = {os.listdir("a/inner")[0], os.listdir("b/inner")[0]}
    assert found == {"a", "b"}


STICKY = [
    # owner of the folder, owner of the node, who acts, and whether the sticky bit lets them
    (user_of_folder, user_of_node, actor)
    for user_of_folder in (ROOT, ALICE, BOB)
    for user_of_node in (ROOT, ALICE, BOB)
    for actor in (ROOT, ALICE, BOB)
]


@pytest.mark.root
@pytest.mark.parametrize("kind", nodes.EVERY)
@pytest.mark.parametrize(("holder", "owner", "actor"), STICKY, ids=str)
def test_sticky_folders(holder: User, owner: User, actor: User, kind: str) -> None:
    allowed = actor == ROOT or actor in {holder, owner}
    os.chmod(".", 0o777)
    os.mkdir("sticky")
    os.chown("sticky", holder.uid, holder.gid)
    os.chmod("sticky", 0o1777)
    for name in ("leave", "replace", "take", "swap"):
        make(kind, f"sticky/{name}", 0o777)
        os.lchown(f"sticky/{name}", owner.uid, owner.gid)
    for name in ("fresh", "other", "sticky/own"):
        make(kind, name, 0o777)
        os.lchown(name, actor.uid, actor.gid)
    with acting_as(actor):
        expected = "ok" if allowed else "EPERM"
        assert outcome(remove, kind, "sticky/leave") == expected
        assert outcome(os.rename, "fresh", "sticky/replace") == expected
        # Moving somebody else's folder also writes its "..", which takes permission to write it.
        assert outcome(os.rename, "sticky/take", "taken") == expected
        assert outcome(renameat2, "other", "sticky/swap", RENAME_EXCHANGE) == expected
        os.rename("sticky/own", "sticky/renamed")
        remove(kind, "sticky/renamed")


@pytest.mark.root
def test_moving_a_folder_takes_permission_to_write_it() -> None:
    os.chmod(".", 0o777)
    for name in ("one", "two"):
        os.mkdir(name)
        os.chmod(name, 0o777)
    os.mkdir("one/folder", 0o755)
    with acting_as(ALICE):
        os.rename("one/folder", "one/same-parent")
        assert outcome(os.rename, "one/same-parent", "two/folder") == "EACCES"


@pytest.mark.root
@pytest.mark.parametrize("closed", ["from", "to"])
@pytest.mark.parametrize("mode", [0o555, 0o755, 0o666, 0o444, 0o000])
def test_both_folders_must_let_us(closed: str, mode: int) -> None:
    for name in ("from", "to"):
        os.mkdir(name)
        os.chmod(name, 0o777)
    make(FILE, "from/file")
    os.chmod(closed, mode)
    with acting_as(ALICE):
        assert outcome(os.rename, "from/file", "to/file") == "EACCES"
    os.chmod(closed, 0o777)
    with acting_as(ALICE):
        os.rename("from/file", "to/file")
