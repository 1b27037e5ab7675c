"""Who may set which mode, and what else it changes."""

from __future__ import annotations

import os
import stat

import pytest

from tests.support import nodes
from tests.support.identity import ALICE, BOB, SHARED_GROUP, acting_as
from tests.support.nodes import DIRECTORY, FILE, make, needs_root
from tests.support.syscalls import outcome, tick

MODES = (0o0000, 0o0111, 0o0222, 0o0444, 0o0640, 0o0755, 0o0777, 0o1777, 0o2755, 0o4755, 0o7777)


def mode_of(path: str) -> int:
    return stat.S_IMODE(os.lstat(path).st_mode)


@pytest.mark.parametrize("mode", MODES, ids=oct)
@pytest.mark.parametrize("kind", needs_root(nodes.WITH_MODE))
def test_every_mode_on_every_kind(kind: str, mode: int) -> None:
    make(kind, "node")
    before = os.lstat("node")
    tick()
    os.chmod("node", mode)
    after = os.lstat("node")
    assert stat.S_IMODE(after.st_mode) == mode
    assert stat.S_IFMT(after.st_mode) == stat.S_IFMT(before.st_mode)
    assert after.st_ctime_ns > before.st_ctime_ns
    assert after.st_mtime_ns == before.st_mtime_ns
    assert (after.st_uid, after.st_gid, after.st_size) == (
        before.st_uid,
        before.st_gid,
        before.st_size,
    )


@pytest.mark.parametrize("kind", [FILE, DIRECTORY, nodes.FIFO, nodes.SOCKET])
def test_through_a_link_and_through_a_descriptor(kind: str) -> None:
    make(kind, "node")
    os.symlink("node", "link")
    os.chmod("link", 0o321)
    assert mode_of("node") == 0o321
    assert mode_of("link") == 0o777
    os.chmod("node", 0o600)
    if kind != nodes.SOCKET:
        opened = os.open("node", os.O_RDONLY | os.O_NONBLOCK)
        os.fchmod(opened, 0o123)
        assert stat.S_IMODE(os.fstat(opened).st_mode) == 0o123
        os.close(opened)
        assert mode_of("node") == 0o123


@pytest.mark.root
@pytest.mark.parametrize("kind", nodes.WITH_MODE)
def test_only_the_owner_may(kind: str) -> None:
    make(kind, "node", 0o640)
    os.chown("node", ALICE.uid, ALICE.gid)
    before = os.lstat("node")
    with acting_as(BOB):
        assert outcome(os.chmod, "node", 0o777) == "EPERM"
    assert os.lstat("node").st_ctime_ns == before.st_ctime_ns
    with acting_as(ALICE):
        os.chmod("node", 0o604)
    assert mode_of("node") == 0o604


@pytest.mark.root
@pytest.mark.parametrize("kind", [FILE, DIRECTORY])
@pytest.mark.parametrize(
    ("group", "keeps"), [(ALICE.gid, True), (SHARED_GROUP, True), (BOB.gid, False)]
)
def test_setgid_needs_membership(kind: str, group: int, keeps: bool) -> None:
    make(kind, "node")
    os.chown("node", ALICE.uid, group)
    with acting_as(ALICE):
        os.chmod("node", 0o2755)
    assert mode_of("node") == (0o2755 if keeps else 0o0755)
    os.chmod("node", 0o2755)
    assert mode_of("node") == 0o2755


@pytest.mark.root
@pytest.mark.parametrize("mode", [0o4755, 0o2755, 0o6755, 0o6711])
@pytest.mark.parametrize("change", ["write", "truncate", "ftruncate", "pwrite at the end"])
def test_writing_by_others_takes_setuid_and_setgid_away(mode: int, change: str) -> None:
    with open("program", "wb") as stream:
        stream.write(b"\x7fELF" * 10)
    os.chown("program", ALICE.uid, ALICE.gid)
    os.chmod("program", mode | 0o022)
    with acting_as(BOB):
        opened = os.open("program", os.O_WRONLY)
        if change == "write":
            os.write(opened, b"x")
        elif change == "truncate":
            os.truncate("program", 3)
        elif change == "ftruncate":
            os.ftruncate(opened, 3)
        else:
            os.pwrite(opened, b"x", 40)
        os.close(opened)
    assert mode_of("program") == mode & 0o777 | 0o022


@pytest.mark.root
@pytest.mark.parametrize("kind", nodes.WITH_MODE)
def test_search_and_read_follow_the_new_mode_at_once(kind: str) -> None:
    os.mkdir("folder", 0o755)
    make(kind, "folder/node")
    os.chown("folder", ALICE.uid, ALICE.gid)
    with acting_as(BOB):
        os.lstat("folder/node")
    with acting_as(ALICE):
        os.chmod("folder", 0o700)
    with acting_as(BOB):
        assert outcome(os.lstat, "folder/node") == "EACCES"
        assert outcome(os.listdir, "folder") == "EACCES"
    os.chmod("folder", 0o711)
    with acting_as(BOB):
        os.lstat("folder/node")
        assert outcome(os.listdir, "folder") == "EACCES"
