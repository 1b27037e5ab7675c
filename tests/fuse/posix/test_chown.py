"""Who may give what to whom, and which bits that clears."""

from __future__ import annotations

import os
import stat

import pytest

from tests.support import nodes
from tests.support.identity import ALICE, BOB, SHARED_GROUP, User, acting_as
from tests.support.nodes import DIRECTORY, FILE, SYMLINK, make
from tests.support.syscalls import outcome, tick

pytestmark = pytest.mark.root

KEEP = -1


def owner_of(path: str) -> tuple[int, int]:
    found = os.lstat(path)
    return found.st_uid, found.st_gid


@pytest.mark.parametrize("kind", nodes.EVERY)
@pytest.mark.parametrize(
    ("uid", "gid"), [(61001, 62001), (61001, KEEP), (KEEP, 62001), (KEEP, KEEP), (2**32 - 2, 0)]
)
def test_root_gives_anything_to_anyone(kind: str, uid: int, gid: int) -> None:
    make(kind, "node")
    before = os.lstat("node")
    tick()
    os.lchown("node", uid, gid)
    after = os.lstat("node")
    assert after.st_uid == (before.st_uid if uid == KEEP else uid)
    assert after.st_gid == (before.st_gid if gid == KEEP else gid)
    assert after.st_mode == before.st_mode
    assert after.st_mtime_ns == before.st_mtime_ns
    if (uid, gid) != (KEEP, KEEP):
        assert after.st_ctime_ns > before.st_ctime_ns


WHO_MAY = [
    (ALICE, KEEP, ALICE.gid, "ok"),
    (ALICE, KEEP, SHARED_GROUP, "ok"),
    (ALICE, ALICE.uid, SHARED_GROUP, "ok"),
    (ALICE, ALICE.uid, KEEP, "ok"),
    (ALICE, KEEP, BOB.gid, "EPERM"),
    (ALICE, KEEP, 0, "EPERM"),
    (ALICE, BOB.uid, KEEP, "EPERM"),
    (ALICE, 0, KEEP, "EPERM"),
    (ALICE, BOB.uid, SHARED_GROUP, "EPERM"),
    (BOB, BOB.uid, KEEP, "EPERM"),
    (BOB, KEEP, BOB.gid, "EPERM"),
    (BOB, BOB.uid, BOB.gid, "EPERM"),
    (BOB, ALICE.uid, ALICE.gid, "EPERM"),
]


@pytest.mark.parametrize(("user", "uid", "gid", "expected"), WHO_MAY)
@pytest.mark.parametrize("kind", [FILE, DIRECTORY, nodes.FIFO, SYMLINK])
def test_owners_choose_among_their_groups(
    kind: str, user: User, uid: int, gid: int, expected: str
) -> None:
    make(kind, "node")
    os.lchown("node", ALICE.uid, ALICE.gid)
    with acting_as(user):
        assert outcome(os.lchown, "node", uid, gid) == expected
    wanted = (ALICE.uid, ALICE.gid if gid == KEEP or expected != "ok" else gid)
    assert owner_of("node") == wanted


def test_the_link_or_what_it_names() -> None:
    make(FILE, "file")
    os.symlink("file", "link")
    os.chown("link", 1, 2)
    assert (owner_of("file"), owner_of("link")) == ((1, 2), (0, 0))
    os.lchown("link", 3, 4)
    assert (owner_of("file"), owner_of("link")) == ((1, 2), (3, 4))
    opened = os.open("link", os.O_RDONLY)
    os.fchown(opened, 5, 6)
    os.close(opened)
    assert (owner_of("file"), owner_of("link")) == ((5, 6), (3, 4))


@pytest.mark.parametrize("actor", ["owner", "root"])
@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (0o6755, 0o0755),
        (0o4755, 0o0755),
        (0o2755, 0o0755),
        (0o4644, 0o0644),
        (0o6711, 0o0711),
        (0o0755, 0o0755),
        (0o1755, 0o1755),
    ],
    ids=oct,
)
def test_setuid_and_setgid_do_not_pass_to_another_owner(
    actor: str, mode: int, expected: int
) -> None:
    make(FILE, "program")
    os.chown("program", ALICE.uid, ALICE.gid)
    os.chmod("program", mode)
    if actor == "owner":
        with acting_as(ALICE):
            os.chown("program", KEEP, SHARED_GROUP)
    else:
        os.chown("program", BOB.uid, BOB.gid)
    assert stat.S_IMODE(os.stat("program").st_mode) == expected


@pytest.mark.parametrize("mode", [0o2755, 0o3777, 0o6755, 0o7777], ids=oct)
def test_folders_keep_their_bits(mode: int) -> None:
    os.mkdir("folder")
    os.chown("folder", ALICE.uid, ALICE.gid)
    os.chmod("folder", mode)
    os.chown("folder", BOB.uid, BOB.gid)
    assert stat.S_IMODE(os.stat("folder").st_mode) == mode


def test_permission_follows_the_new_owner_at_once() -> None:
    make(FILE, "file", 0o600)
    os.chown("file", ALICE.uid, ALICE.gid)
    with acting_as(BOB):
        assert outcome(os.open, "file", os.O_RDONLY) == "EACCES"
    os.chown("file", BOB.uid, BOB.gid)
    with acting_as(BOB):
        os.close(os.open("file", os.O_RDWR))
    with acting_as(ALICE):
        assert outcome(os.open, "file", os.O_RDONLY) == "EACCES"
