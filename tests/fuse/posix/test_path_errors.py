"""What every call on a path must say when the path leads nowhere."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.fuse.posix.calls import (
    CHANGING,
    EVERY,
    EXISTING,
    LOOKING,
    MAKING,
    TAKING,
    Call,
    possible,
)
from tests.support import nodes
from tests.support.identity import ALICE, BOB, acting_as
from tests.support.syscalls import outcome

LONG = "n" * 255
TOO_LONG = "n" * 256

DEAD_ENDS = {
    "missing folder": ("missing/x", "ENOENT"),
    "missing folder further up": ("missing/y/x", "ENOENT"),
    "below a file": ("file/x", "ENOTDIR"),
    "below a fifo": ("fifo/x", "ENOTDIR"),
    "below a socket": ("socket/x", "ENOTDIR"),
    "below a link to a file": ("to-file/x", "ENOTDIR"),
    "below a dangling link": ("dangling/x", "ENOENT"),
    "below a loop of links": ("loop/x", "ELOOP"),
    "dot-dot of a file": ("file/../x", "ENOTDIR"),
    "last name too long": (TOO_LONG, "ENAMETOOLONG"),
    "last name too long, below a folder": (f"full/{TOO_LONG}", "ENAMETOOLONG"),
    "name too long on the way": (f"{TOO_LONG}/x", "ENAMETOOLONG"),
    "path too long": ("./" * 2048 + "x", "ENAMETOOLONG"),
    "empty path": ("", "ENOENT"),
}


@pytest.fixture(autouse=True)
def surroundings(work: Path) -> None:
    nodes.make(nodes.FILE, "spare")
    nodes.make(nodes.FILE, "file")
    nodes.make(nodes.FIFO, "fifo")
    nodes.make(nodes.SOCKET, "socket")
    os.mkdir("full")
    nodes.make(nodes.FILE, "full/x")
    os.symlink("file", "to-file")
    os.symlink("full", "to-full")
    os.symlink("nowhere", "dangling")
    os.symlink("loop", "loop")


@pytest.mark.parametrize("dead_end", DEAD_ENDS)
@pytest.mark.parametrize("call", possible(EVERY), ids=str)
def test_dead_ends(call: Call, dead_end: str) -> None:
    path, expected = DEAD_ENDS[dead_end]
    assert outcome(call.run, path) == expected


@pytest.mark.parametrize("call", EXISTING, ids=str)
@pytest.mark.parametrize("path", ["absent", LONG, "full/absent", "to-full/absent", "./absent"])
def test_missing_names(call: Call, path: str) -> None:
    assert outcome(call.run, path) == "ENOENT"


@pytest.mark.parametrize("call", [call for call in EXISTING if call.follows], ids=str)
@pytest.mark.parametrize(("path", "expected"), [("dangling", "ENOENT"), ("loop", "ELOOP")])
def test_links_to_nowhere_are_followed(call: Call, path: str, expected: str) -> None:
    assert outcome(call.run, path) == expected


@pytest.mark.parametrize("call", [call for call in EXISTING if not call.follows], ids=str)
@pytest.mark.parametrize("path", ["dangling", "loop", "to-file", "to-full"])
def test_the_link_itself_is_meant(call: Call, path: str) -> None:
    assert outcome(call.run, path) == "ok"


@pytest.mark.parametrize("call", possible(MAKING), ids=str)
@pytest.mark.parametrize(
    "path", ["file", "full", "fifo", "socket", "to-file", "to-full", "dangling", "loop", "full/x"]
)
def test_taken_names(call: Call, path: str) -> None:
    before = os.lstat(path)
    assert outcome(call.run, path) == "EEXIST"
    assert os.path.samestat(before, os.lstat(path))


@pytest.mark.parametrize("call", possible(MAKING), ids=str)
@pytest.mark.parametrize(
    "path", [LONG, "full/made", "to-full/made", "full/../made", "./" * 2000 + "x"]
)
def test_makes_names(call: Call, path: str) -> None:
    assert outcome(call.run, path) == "ok"
    folder, name = os.path.split(path)
    assert name in os.listdir(folder or ".")
    assert outcome(call.run, path) in {"EEXIST", "ENOENT"}  # a renamed spare is gone by now


@pytest.mark.parametrize(
    "call", [call for call in EXISTING if call.name not in {"readlink", "chdir", "list"}], ids=str
)
@pytest.mark.parametrize("path", ["file", "full/x", "to-full/x", "full/../file"])
def test_finds_files(call: Call, path: str) -> None:
    expected = "ENODATA" if call.name in {"getxattr", "removexattr"} else "ok"
    assert outcome(call.run, path) == expected


WRONG_KINDS = {
    ("rmdir", "file"): "ENOTDIR",
    ("rmdir", "fifo"): "ENOTDIR",
    ("rmdir", "socket"): "ENOTDIR",
    ("rmdir", "to-full"): "ENOTDIR",
    ("rmdir", "dangling"): "ENOTDIR",
    ("rmdir", "full"): "ENOTEMPTY",
    ("rmdir", "full/."): "EINVAL",
    ("rmdir", "full/.."): "ENOTEMPTY",
    ("rmdir", "."): "EINVAL",
    ("unlink", "full"): "EISDIR",
    ("unlink", "to-full/."): "EISDIR",
    ("unlink", "file/"): "ENOTDIR",
    ("open to write", "full"): "EISDIR",
    ("open to write", "to-full"): "EISDIR",
    ("open to write", "fifo"): "ENXIO",
    ("open to write", "socket"): "ENXIO",
    ("open to read", "socket"): "ENXIO",
    ("open to read", "fifo"): "ok",
    ("open to read", "full"): "ok",
    ("open to read", "file/"): "ENOTDIR",
    ("truncate", "full"): "EISDIR",
    ("truncate", "to-full"): "EISDIR",
    ("truncate", "fifo"): "EINVAL",
    ("truncate", "socket"): "EINVAL",
    ("readlink", "file"): "EINVAL",
    ("readlink", "full"): "EINVAL",
    ("readlink", "fifo"): "EINVAL",
    ("readlink", "to-full/"): "EINVAL",
    ("chdir", "file"): "ENOTDIR",
    ("chdir", "fifo"): "ENOTDIR",
    ("list", "file"): "ENOTDIR",
    ("list", "to-file"): "ENOTDIR",
    ("link from", "full"): "EPERM",
    ("link from", "."): "EPERM",
    ("link to", "absent/"): "ENOENT",
    ("mkdir", "."): "EEXIST",
    ("mkdir", ".."): "EEXIST",
    ("mkdir", "full/."): "EEXIST",
    ("mkdir", "absent/."): "ENOENT",
    ("mkdir", "made/"): "ok",
    ("symlink", "made/"): "ENOENT",
    ("mkfifo", "made/"): "ENOENT",
    ("open exclusive", "made/"): "EISDIR",
    ("rename from", "."): "EBUSY",
    ("rename from", "full/.."): "EBUSY",
    ("rename from", "file/"): "ENOTDIR",
    ("stat", "file/"): "ENOTDIR",
    ("stat", "file/."): "ENOTDIR",
    ("stat", "full/"): "ok",
    ("setxattr", "fifo"): "EPERM",
    ("setxattr", "socket"): "EPERM",
    ("setxattr", "full"): "ok",
}


@pytest.mark.parametrize(("name", "path"), WRONG_KINDS)
def test_wrong_kinds(name: str, path: str) -> None:
    call = next(call for call in EVERY if call.name == name)
    assert outcome(call.run, path) == WRONG_KINDS[name, path]


@pytest.mark.root
@pytest.mark.parametrize("call", [call for call in EVERY if not call.needs_root], ids=str)
def test_a_folder_that_may_not_be_searched(call: Call) -> None:
    os.chown(".", ALICE.uid, ALICE.gid)
    os.chown("full", ALICE.uid, ALICE.gid)
    os.chown("spare", ALICE.uid, ALICE.gid)
    os.chown("full/x", ALICE.uid, ALICE.gid)
    os.chmod("full", 0o600)
    with acting_as(ALICE):
        assert outcome(call.run, "full/x") == "EACCES"
        assert outcome(call.run, "to-full/x") == "EACCES"
        assert outcome(call.run, "full/absent") == "EACCES"
        os.chmod("full", 0o700)
        allowed = outcome(call.run, "full/absent" if call.creates else "full/x")
    assert allowed not in {"EACCES", "EPERM"}


@pytest.mark.root
@pytest.mark.parametrize(
    "call", [c for c in (*MAKING, *TAKING) if not c.needs_root and "link" not in c.name], ids=str
)
def test_a_folder_that_may_not_be_written(call: Call) -> None:
    os.chmod("full", 0o777)
    os.chown("spare", BOB.uid, BOB.gid)
    os.chmod(".", 0o777)
    path = "full/absent" if call.creates else "full/x"
    for mode in (0o555, 0o755, 0o575):
        os.chmod("full", mode)
        with acting_as(BOB):
            assert outcome(call.run, path) == "EACCES"
    os.chmod("full", 0o777)
    with acting_as(BOB):
        assert outcome(call.run, path) == "ok"


@pytest.mark.root
@pytest.mark.parametrize(
    ("call", "mode", "expected"),
    [
        (call, mode, expected)
        for call, needed in (("open to read", 4), ("open to write", 2), ("truncate", 2))
        for mode in range(8)
        for expected in ("ok" if mode & needed else "EACCES",)
    ],
)
@pytest.mark.parametrize("who", ["owner", "group", "others"])
def test_permission_bits_of_a_file(call: str, mode: int, expected: str, who: str) -> None:
    run = next(each for each in EVERY if each.name == call).run
    shift = {"owner": 6, "group": 3, "others": 0}[who]
    os.chown(
        "file",
        ALICE.uid if who == "owner" else BOB.uid,
        ALICE.groups[1] if who == "group" else BOB.gid,
    )
    # The other two classes get the opposite, so that the wrong class is noticed.
    os.chmod("file", (0o777 & ~(7 << shift) if expected == "EACCES" else 0) | mode << shift)
    with acting_as(ALICE):
        assert outcome(run, "file") == expected
    assert outcome(run, "file") == "ok"  # root may always


@pytest.mark.root
@pytest.mark.parametrize("bits", range(8))
@pytest.mark.parametrize("wanted", [os.F_OK, os.R_OK, os.W_OK, os.X_OK, os.R_OK | os.W_OK, 7])
def test_access_agrees_with_the_bits(bits: int, wanted: int) -> None:
    os.chmod("file", bits)
    with acting_as(BOB):
        assert os.access("file", wanted, effective_ids=True) == (bits & wanted == wanted)


def test_a_bound_socket_is_there_and_goes(work: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("bound")
        server.listen()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect("bound")
            taken, _ = server.accept()
            with taken:
                client.sendall(b"through")
                assert taken.recv(16) == b"through"
    assert nodes.kind_of("bound") == nodes.SOCKET
    with socket.socket(socket.AF_UNIX) as late:
        assert outcome(late.connect, "bound") == "ECONNREFUSED"
    os.unlink("bound")


def test_all_calls_are_listed_once() -> None:
    names = [call.name for call in (*MAKING, *TAKING, *LOOKING, *CHANGING)]
    assert len(names) == len(set(names))
