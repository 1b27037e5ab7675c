"""utimensat, and which of the three times every operation moves."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.support import nodes
from tests.support.identity import ALICE, BOB, acting_as
from tests.support.nodes import FILE, make, needs_root
from tests.support.syscalls import (
    FALLOC_KEEP_SIZE,
    FALLOC_PUNCH_HOLE,
    UTIME_NOW,
    UTIME_OMIT,
    fallocate,
    outcome,
    renameat2,
    set_times,
    tick,
)

LONG_AGO = (1_000_000_000, 123_456_789)
LONG_AGO_NS = LONG_AGO[0] * 10**9 + LONG_AGO[1]

MOMENTS = {
    "epoch": (0, 0),
    "one nanosecond": (0, 1),
    "last nanosecond": (1_234_567_890, 999_999_999),
    "before the epoch": (-1, 0),
    "before the epoch, with nanoseconds": (-1, 999_999_999),
    "1950": (-631_152_000, 5),
    "1902": (-2_145_916_800, 123),
    "2038, last second": (2**31 - 1, 999_999_999),
    "2038, after it": (2**31, 1),
    "2106, after it": (2**32 + 5, 7),
    "2262, as late as nanoseconds in 64 bits go": (9_223_372_036, 854_775_806),
}


def times_of(path: str) -> tuple[int, int]:
    found = os.lstat(path)
    return found.st_atime_ns, found.st_mtime_ns


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", needs_root(nodes.EVERY))
def test_any_moment_on_any_kind(kind: str, moment: str) -> None:
    make(kind, "node")
    seconds, nanoseconds = MOMENTS[moment]
    changed = os.lstat("node").st_ctime_ns
    tick()
    set_times("node", (seconds, nanoseconds), LONG_AGO, follow=False)
    assert times_of("node") == (seconds * 10**9 + nanoseconds, LONG_AGO_NS)
    set_times("node", LONG_AGO, (seconds, nanoseconds), follow=False)
    assert times_of("node") == (LONG_AGO_NS, seconds * 10**9 + nanoseconds)
    assert os.lstat("node").st_ctime_ns > changed


@pytest.mark.parametrize("seconds", [9_223_372_037, 13_569_465_600, 2**40, -(2**40)])
def test_moments_out_of_range_are_the_nearest_in_it(seconds: int) -> None:
    """As the kernel does for file systems that say their range; never another century."""
    make(FILE, "file")
    set_times("file", (1, 1), (seconds, 0))
    kept = os.stat("file").st_mtime_ns // 10**9
    assert kept == seconds or (kept > 2**31 if seconds > 0 else kept < -(2**30))


@pytest.mark.parametrize("kind", needs_root(nodes.EVERY))
def test_now_and_omit(kind: str) -> None:
    make(kind, "node")
    set_times("node", LONG_AGO, LONG_AGO, follow=False)
    before = os.lstat("node")
    tick()
    set_times("node", (0, UTIME_OMIT), (0, UTIME_OMIT), follow=False)
    assert times_of("node") == (LONG_AGO_NS, LONG_AGO_NS)
    assert os.lstat("node").st_ctime_ns == before.st_ctime_ns
    set_times("node", (0, UTIME_NOW), (0, UTIME_OMIT), follow=False)
    access, modification = times_of("node")
    assert access > before.st_ctime_ns
    assert modification == LONG_AGO_NS
    set_times("node", (7, 8), (0, UTIME_NOW), follow=False)
    access, modification = times_of("node")
    assert access == 7 * 10**9 + 8
    assert modification > before.st_ctime_ns


def test_the_link_or_what_it_names() -> None:
    make(FILE, "file")
    os.symlink("file", "link")
    set_times("link", (1, 1), (2, 2))
    assert times_of("file") == (10**9 + 1, 2 * 10**9 + 2)
    set_times("link", (3, 3), (4, 4), follow=False)
    assert os.lstat("link").st_mtime_ns == 4 * 10**9 + 4
    assert times_of("file") == (10**9 + 1, 2 * 10**9 + 2)
    opened = os.open("file", os.O_RDONLY)
    os.utime(opened, ns=(5, 6))
    assert (os.fstat(opened).st_atime_ns, os.fstat(opened).st_mtime_ns) == (5, 6)
    os.close(opened)
    assert times_of("file") == (5, 6)


@pytest.mark.parametrize("nanoseconds", [10**9, -1, 2**31])
def test_nanoseconds_that_are_none(nanoseconds: int) -> None:
    make(FILE, "file")
    assert outcome(set_times, "file", (0, nanoseconds), (0, 0)) == "EINVAL"
    assert outcome(set_times, "file", (0, 0), (0, nanoseconds)) == "EINVAL"


WHO_MAY = [
    # who acts, the file's mode, now or a date, expected
    (ALICE, 0o644, "date", "ok"),
    (ALICE, 0o000, "date", "ok"),
    (ALICE, 0o000, "now", "ok"),
    (BOB, 0o644, "date", "EPERM"),
    (BOB, 0o666, "date", "EPERM"),
    (BOB, 0o644, "now", "EACCES"),
    (BOB, 0o666, "now", "ok"),
    (BOB, 0o602, "now", "ok"),
    (BOB, 0o666, "one now, one omitted", "EPERM"),
    (BOB, 0o666, "nothing", "ok"),
    (BOB, 0o000, "nothing", "ok"),
]


@pytest.mark.root
@pytest.mark.parametrize(("user", "mode", "times", "expected"), WHO_MAY)
def test_who_may(user, mode: int, times: str, expected: str) -> None:
    make(FILE, "file")
    os.chown("file", ALICE.uid, ALICE.gid)
    os.chmod("file", mode)
    now, omit = (0, UTIME_NOW), (0, UTIME_OMIT)
    arguments = {
        "date": (LONG_AGO, LONG_AGO),
        "now": (now, now),
        "one now, one omitted": (now, omit),
        "nothing": (omit, omit),
    }[times]
    with acting_as(user):
        assert outcome(set_times, "file", *arguments) == expected


# -- what moves which time ------------------------------------------------------------------------


@dataclass(frozen=True)
class Effect:
    """An operation, and the letters of the times it moves: m and c of `node`, of its folder."""

    name: str
    run: Callable[[], object]
    node: str = ""
    folder: str = ""

    def __str__(self) -> str:
        return self.name


def with_open(flags: int, call: Callable[[int], object]) -> Callable[[], None]:
    def run() -> None:
        opened = os.open("folder/node", flags)
        call(opened)
        os.close(opened)

    return run


WRITE = os.O_RDWR

EFFECTS = [
    Effect("stat", lambda: os.stat("folder/node")),
    Effect("list", lambda: os.listdir("folder")),
    Effect("open and close", with_open(WRITE, lambda opened: None)),
    Effect("read", with_open(os.O_RDONLY, lambda opened: os.read(opened, 10))),
    Effect("write", with_open(WRITE, lambda opened: os.write(opened, b"x")), "mc"),
    Effect("write nothing", with_open(WRITE, lambda opened: os.write(opened, b""))),
    Effect("append", with_open(WRITE | os.O_APPEND, lambda opened: os.write(opened, b"x")), "mc"),
    Effect(
        "write, closed and synced",
        with_open(WRITE, lambda opened: (os.write(opened, b"x"), os.fsync(opened))),
        "mc",
    ),
    Effect("grow", lambda: os.truncate("folder/node", 100), "mc"),
    Effect("shrink", lambda: os.truncate("folder/node", 1), "mc"),
    Effect("ftruncate", with_open(WRITE, lambda opened: os.ftruncate(opened, 2)), "mc"),
    Effect("truncate on open", with_open(WRITE | os.O_TRUNC, lambda opened: None), "mc"),
    Effect("allocate", with_open(WRITE, lambda opened: fallocate(opened, 0, 0, 9999)), "mc"),
    Effect(
        "punch a hole",
        with_open(
            WRITE,
            lambda opened: fallocate(opened, FALLOC_PUNCH_HOLE | FALLOC_KEEP_SIZE, 0, 2),
        ),
        "mc",
    ),
    Effect("chmod", lambda: os.chmod("folder/node", 0o600), "c"),
    Effect("chown", lambda: os.chown("folder/node", os.geteuid(), os.getegid()), "c"),
    Effect("set an attribute", lambda: os.setxattr("folder/node", "user.a", b"b"), "c"),
    Effect("look at attributes", lambda: os.listxattr("folder/node")),
    Effect("link", lambda: os.link("folder/node", "folder/two"), "c", "mc"),
    Effect("link elsewhere", lambda: os.link("folder/node", "two"), "c"),
    Effect("rename", lambda: os.rename("folder/node", "folder/moved"), "c", "mc"),
    Effect("rename away", lambda: os.rename("folder/node", "moved"), "c", "mc"),
    Effect("exchange", lambda: renameat2("folder/node", "folder/sub", 2), "c", "mc"),
    Effect("rename onto itself", lambda: os.rename("folder/node", "folder/node")),
    Effect("unlink", lambda: os.unlink("folder/node"), "c", "mc"),
    Effect("create beside", lambda: make(FILE, "folder/x"), "", "mc"),
    Effect("mkdir beside", lambda: os.mkdir("folder/x"), "", "mc"),
    Effect("mkfifo beside", lambda: os.mkfifo("folder/x"), "", "mc"),
    Effect("symlink beside", lambda: os.symlink("node", "folder/x"), "", "mc"),
    Effect("rmdir beside", lambda: os.rmdir("folder/sub"), "", "mc"),
    Effect("create below", lambda: make(FILE, "folder/sub/x")),
    Effect("chmod of the folder", lambda: os.chmod("folder", 0o700), "", "c"),
    Effect("failed mkdir", lambda: outcome(os.mkdir, "folder/sub")),
    Effect("failed unlink", lambda: outcome(os.unlink, "folder/sub")),
    Effect("failed rmdir", lambda: outcome(os.rmdir, "folder/node")),
    Effect("failed rename", lambda: outcome(os.rename, "folder/node", "folder/sub")),
    Effect("failed truncate", lambda: outcome(os.truncate, "folder/node", -1)),
    Effect("failed attribute", lambda: outcome(os.removexattr, "folder/node", "user.none")),
]


def moved(before: os.stat_result, after: os.stat_result) -> str:
    letters = ""
    for letter, name in (("m", "st_mtime_ns"), ("c", "st_ctime_ns")):
        old, new = getattr(before, name), getattr(after, name)
        if new != old:
            assert new > before.st_ctime_ns, f"{name} moved, but not to now"
            letters += letter
    return letters


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_which_times_move(effect: Effect) -> None:
    os.makedirs("folder/sub")
    with open("folder/node", "wb") as stream:
        stream.write(b"content")
    # A handle on the inode, so that it can be looked at whatever its name is afterwards.
    handle = os.open("folder/node", os.O_RDONLY)
    set_times("folder/node", LONG_AGO, LONG_AGO)
    set_times("folder", LONG_AGO, LONG_AGO)
    node, folder = os.fstat(handle), os.stat("folder")
    tick()
    effect.run()
    assert moved(node, os.fstat(handle)) == effect.node, "of the file"
    assert moved(folder, os.stat("folder")) == effect.folder, "of its folder"
    os.close(handle)


@pytest.mark.parametrize("kind", needs_root(nodes.EVERY))
def test_a_new_node_is_stamped_with_now(kind: str) -> None:
    make(FILE, "older")
    older = os.stat("older").st_ctime_ns
    tick()
    make(kind, "node")
    made = os.lstat("node")
    assert min(made.st_atime_ns, made.st_mtime_ns, made.st_ctime_ns) > older
    tick()
    make(FILE, "younger")
    assert max(made.st_atime_ns, made.st_mtime_ns, made.st_ctime_ns) < (
        os.stat("younger").st_ctime_ns
    )


def test_a_date_set_while_writing_stays() -> None:
    """cp -p and tar set the date on the descriptor they still write through."""
    opened = os.open("file", os.O_CREAT | os.O_RDWR, 0o644)
    os.write(opened, b"x" * 200_000)
    os.utime(opened, ns=(LONG_AGO_NS, LONG_AGO_NS))
    os.close(opened)
    assert times_of("file") == (LONG_AGO_NS, LONG_AGO_NS)
    opened = os.open("file", os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)
    assert times_of("file") == (LONG_AGO_NS, LONG_AGO_NS)
