"""Hard links and symbolic links."""

from __future__ import annotations

import os

import pytest

from tests.support import nodes
from tests.support.nodes import FILE, make, needs_root, remove
from tests.support.syscalls import outcome, tick

LINKABLE = (FILE, nodes.FIFO, nodes.SOCKET, nodes.SYMLINK, *nodes.DEVICES)


def link(source: str, target: str) -> None:
    os.link(source, target, follow_symlinks=False)


@pytest.mark.parametrize("kind", needs_root(LINKABLE))
def test_names_share_one_inode(kind: str) -> None:
    make(kind, "one")
    os.mkdir("folder")
    link("one", "two")
    link("two", "folder/three")
    for count, name in ((3, "one"), (2, "two"), (1, "folder/three")):
        found = [os.lstat(each) for each in ("one", "two", "folder/three") if os.path.lexists(each)]
        assert {each.st_nlink for each in found} == {count}
        assert len({(each.st_ino, each.st_mode, each.st_size) for each in found}) == 1
        remove(kind, name)
    assert outcome(os.lstat, "folder/three") == "ENOENT"


@pytest.mark.parametrize("kind", needs_root(LINKABLE))
def test_times_of_inode_and_folder(kind: str) -> None:
    make(kind, "one")
    os.mkdir("folder")
    inode, folder, here = os.lstat("one"), os.stat("folder"), os.stat(".")
    tick()
    link("one", "folder/two")
    assert os.lstat("one").st_ctime_ns > inode.st_ctime_ns
    assert os.lstat("one").st_mtime_ns == inode.st_mtime_ns
    assert os.stat("folder").st_mtime_ns > folder.st_mtime_ns
    assert os.stat("folder").st_ctime_ns > folder.st_ctime_ns
    assert os.stat(".").st_mtime_ns == here.st_mtime_ns
    tick()
    before, folder = os.lstat("one"), os.stat("folder")
    os.unlink("folder/two")
    assert os.lstat("one").st_ctime_ns > before.st_ctime_ns
    assert os.stat("folder").st_mtime_ns > folder.st_mtime_ns


def test_content_and_attributes_through_any_name() -> None:
    with open("one", "wb") as stream:
        stream.write(b"first")
    link("one", "two")
    with open("two", "ab") as stream:
        stream.write(b", second")
    # A stale size or count under the other name is a known weakness of path-based bindings.
    assert os.stat("one").st_size == 13
    with open("one", "rb") as stream:
        assert stream.read() == b"first, second"
    os.chmod("one", 0o640)
    os.utime("two", ns=(10**18, 10**18 + 1))
    os.truncate("two", 5)
    assert os.stat("one").st_size == 5
    assert os.stat("one").st_mode == os.stat("two").st_mode
    os.setxattr("one", "user.tag", b"both")
    assert os.getxattr("two", "user.tag") == b"both"


def test_removal_while_open_through_another_name() -> None:
    with open("one", "wb") as stream:
        stream.write(b"content")
    link("one", "two")
    with open("two", "r+b") as stream:
        os.unlink("two")
        stream.write(b"C")
        stream.flush()
        assert os.fstat(stream.fileno()).st_nlink == 1
        os.unlink("one")
        assert os.fstat(stream.fileno()).st_nlink == 0
        stream.seek(0)
        assert stream.read() == b"Content"


def test_many_links() -> None:
    make(FILE, "one")
    for number in range(500):
        link("one", f"link-{number}")
    assert os.stat("one").st_nlink == 501
    for number in range(500):
        os.unlink(f"link-{number}")
    assert os.stat("one").st_nlink == 1


def test_to_another_file_system() -> None:
    elsewhere = "/dev/shm" if os.stat("/dev/shm").st_dev != os.stat(".").st_dev else "/tmp"
    make(FILE, "one")
    os.mkdir("folder")
    assert outcome(link, "one", f"{elsewhere}/sigmavault-link") == "EXDEV"
    assert outcome(os.rename, "one", f"{elsewhere}/sigmavault-link") == "EXDEV"
    assert outcome(os.rename, "folder", f"{elsewhere}/sigmavault-link") == "EXDEV"
    assert outcome(link, "/proc/self/status", "two") == "EXDEV"


TARGETS = [
    b"x",
    b"../up/and/over",
    b"/absolute/path",
    b"trailing/",
    b"with spaces and\nnewlines",
    b"\xff\xfe not utf-8 \x80",
    "Σίσυφος 北京".encode(),
    b"n" * 255,
    b"n" * 256,
    b"d/" * 500,
    b"a" * 4095,
]


@pytest.mark.parametrize("target", TARGETS, ids=lambda each: f"{each[:12]!r} {len(each)}")
def test_targets_come_back_byte_for_byte(target: bytes) -> None:
    result = outcome(os.symlink, target, b"link")
    if result == "ENAMETOOLONG" and len(target) == 4095:
        return  # one block less a terminator is as much as ext4 holds
    assert result == "ok"
    assert os.readlink(b"link") == target
    assert os.lstat("link").st_size == len(target)


def test_targets_that_are_none() -> None:
    assert outcome(os.symlink, "", "link") == "ENOENT"
    assert outcome(os.symlink, "a" * 4096, "link") == "ENAMETOOLONG"
    assert os.listdir(".") == []


def test_links_lead_where_they_say() -> None:
    os.makedirs("a/b")
    make(FILE, "a/b/file")
    os.symlink("b/file", "a/relative")
    os.symlink(os.path.abspath("a/b/file"), "a/absolute")
    os.symlink("../a/./b/../relative", "a/chained")
    for name in ("relative", "absolute", "chained"):
        assert os.path.samestat(os.stat(f"a/{name}"), os.stat("a/b/file"))
    os.rename("a/b", "a/c")
    assert outcome(os.stat, "a/relative") == "ENOENT"
    assert os.readlink("a/relative") == "b/file"


def test_forty_links_and_no_more() -> None:
    make(FILE, "link-0")
    for number in range(41):
        os.symlink(f"link-{number}", f"link-{number + 1}")
    os.stat("link-40")
    assert outcome(os.stat, "link-41") == "ELOOP"
