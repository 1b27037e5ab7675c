"""Extended attributes."""

from __future__ import annotations

import os

import pytest

from tests.support import nodes
from tests.support.identity import ALICE, BOB, acting_as
from tests.support.nodes import DIRECTORY, FILE, make
from tests.support.syscalls import outcome, tick

VALUES = [b"", b"x", b"plain text", b"\0with\0zeros\0", bytes(range(256)), b"v" * 3000]


@pytest.fixture(autouse=True)
def _supported(work) -> None:
    make(FILE, "probe")
    if outcome(os.setxattr, "probe", "user.probe", b"") == "EOPNOTSUPP":
        pytest.skip("this file system has no extended attributes")
    os.unlink("probe")


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{len(value)} bytes")
@pytest.mark.parametrize("kind", [FILE, DIRECTORY])
def test_values_come_back(kind: str, value: bytes) -> None:
    make(kind, "node")
    os.setxattr("node", "user.tag", value)
    assert os.getxattr("node", "user.tag") == value
    assert os.listxattr("node") == ["user.tag"]
    os.setxattr("node", "user.tag", b"another")
    assert os.getxattr("node", "user.tag") == b"another"
    os.removexattr("node", "user.tag")
    assert os.listxattr("node") == []
    assert outcome(os.getxattr, "node", "user.tag") == "ENODATA"


def test_flags() -> None:
    make(FILE, "file")
    assert outcome(os.setxattr, "file", "user.a", b"1", os.XATTR_REPLACE) == "ENODATA"
    assert outcome(os.setxattr, "file", "user.a", b"2", os.XATTR_CREATE) == "ok"
    assert outcome(os.setxattr, "file", "user.a", b"3", os.XATTR_CREATE) == "EEXIST"
    assert os.getxattr("file", "user.a") == b"2"
    assert outcome(os.setxattr, "file", "user.a", b"4", os.XATTR_REPLACE) == "ok"
    assert os.getxattr("file", "user.a") == b"4"


def test_errors() -> None:
    make(FILE, "file")
    assert outcome(os.getxattr, "file", "user.none") == "ENODATA"
    assert outcome(os.removexattr, "file", "user.none") == "ENODATA"
    assert outcome(os.setxattr, "file", "user." + "n" * 251, b"") == "ERANGE"
    assert outcome(os.setxattr, "file", "user." + "n" * 250, b"") == "ok"
    assert outcome(os.setxattr, "file", "user.big", b"v" * 65537) in {"E2BIG", "ENOSPC"}
    assert outcome(os.setxattr, "file", "noprefix", b"") == "EOPNOTSUPP"
    assert outcome(os.setxattr, "file", "unknown.space", b"") == "EOPNOTSUPP"
    assert os.listxattr("file") == ["user." + "n" * 250]


def test_a_large_value() -> None:
    make(FILE, "file")
    value = os.urandom(65536)
    result = outcome(os.setxattr, "file", "user.large", value)
    if result == "ok":
        assert os.getxattr("file", "user.large") == value
    else:
        assert result in {"ENOSPC", "E2BIG"}  # ext4 keeps one block of them


def test_many() -> None:
    make(FILE, "file")
    names = [f"user.name-{number:03}" for number in range(50)]
    for name in names:
        os.setxattr("file", name, name.encode())
    assert sorted(os.listxattr("file")) == names
    for name in names[::2]:
        os.removexattr("file", name)
    assert sorted(os.listxattr("file")) == names[1::2]
    assert {os.getxattr("file", name) for name in names[1::2]} == {
        name.encode() for name in names[1::2]
    }


def test_odd_names() -> None:
    make(FILE, "file")
    for name in (b"user.with space", b"user.\xff\xfe", "user.Σ".encode(), b"user..", b"user.a/b"):
        os.setxattr("file", name, b"value")
        assert os.fsencode(os.listxattr("file")[0]) == name
        os.removexattr("file", name)


def test_they_belong_to_the_inode() -> None:
    make(FILE, "file")
    os.setxattr("file", "user.tag", b"value")
    os.link("file", "second name")
    os.symlink("file", "symlink")
    os.rename("file", "renamed")
    os.symlink("renamed", "again")
    for name in ("second name", "renamed", "again"):
        assert os.getxattr(name, "user.tag") == b"value"
    assert outcome(os.getxattr, "again", "user.tag", follow_symlinks=False) in {"ENODATA", "EPERM"}
    opened = os.open("renamed", os.O_RDONLY)
    os.setxattr(opened, "user.other", b"by descriptor")
    os.unlink("renamed")
    os.unlink("second name")
    assert os.getxattr(opened, "user.other") == b"by descriptor"
    os.close(opened)
    make(FILE, "renamed")
    assert os.listxattr("renamed") == []


@pytest.mark.parametrize("kind", [nodes.SYMLINK, nodes.FIFO, nodes.SOCKET])
def test_user_attributes_are_for_files_and_folders(kind: str) -> None:
    make(kind, "node")
    assert outcome(os.setxattr, "node", "user.tag", b"", follow_symlinks=False) == "EPERM"


@pytest.mark.root
def test_permission() -> None:
    make(FILE, "file")
    os.chown("file", ALICE.uid, ALICE.gid)
    os.chmod("file", 0o640)
    with acting_as(ALICE):
        os.setxattr("file", "user.tag", b"hers")
    with acting_as(BOB):
        assert outcome(os.getxattr, "file", "user.tag") == "EACCES"
        assert outcome(os.setxattr, "file", "user.tag", b"") == "EACCES"
        assert outcome(os.removexattr, "file", "user.tag") == "EACCES"
    os.chmod("file", 0o644)
    with acting_as(BOB):
        assert os.getxattr("file", "user.tag") == b"hers"
        assert outcome(os.setxattr, "file", "user.tag", b"") == "EACCES"


@pytest.mark.root
@pytest.mark.parametrize("kind", [FILE, DIRECTORY, nodes.SYMLINK, nodes.FIFO])
def test_trusted_attributes_are_for_root(kind: str) -> None:
    make(kind, "node")
    os.lchown("node", ALICE.uid, ALICE.gid)
    os.setxattr("node", "trusted.tag", b"secret", follow_symlinks=False)
    assert os.getxattr("node", "trusted.tag", follow_symlinks=False) == b"secret"
    with acting_as(ALICE):
        assert outcome(os.setxattr, "node", "trusted.tag", b"", follow_symlinks=False) == "EPERM"
        assert outcome(os.getxattr, "node", "trusted.tag", follow_symlinks=False) == "ENODATA"


def test_change_of_status_only() -> None:
    make(FILE, "file")
    before = os.stat("file")
    tick()
    os.setxattr("file", "user.tag", b"value")
    middle = os.stat("file")
    tick()
    os.removexattr("file", "user.tag")
    after = os.stat("file")
    assert before.st_ctime_ns < middle.st_ctime_ns < after.st_ctime_ns
    assert before.st_mtime_ns == after.st_mtime_ns
