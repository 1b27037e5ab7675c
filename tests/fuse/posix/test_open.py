"""The flags of open, what a descriptor allows, and files whose name is gone."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess

import pytest

from tests.support import nodes
from tests.support.identity import ALICE, BOB, acting_as
from tests.support.nodes import FILE, make
from tests.support.syscalls import RENAME_EXCHANGE, link_descriptor, outcome, renameat2

CREATE = os.O_CREAT | os.O_WRONLY


def write_file(path: str, data: bytes) -> None:
    with open(path, "wb") as stream:
        stream.write(data)


def read_file(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def close_after(path: str, flags: int, mode: int = 0o644) -> None:
    os.close(os.open(path, flags, mode))


FLAGS = {
    "create a new file": ("new", CREATE, "ok"),
    "create an old file": ("file", CREATE, "ok"),
    "create only a new file": ("file", CREATE | os.O_EXCL, "EEXIST"),
    "exclusive does not follow": ("dangling", CREATE | os.O_EXCL, "EEXIST"),
    "create through a link": ("dangling", CREATE, "ok"),
    "open a folder": ("folder", os.O_RDONLY, "ok"),
    "open a folder to write": ("folder", os.O_WRONLY, "EISDIR"),
    "open a folder to read and write": ("folder", os.O_RDWR, "EISDIR"),
    "create where a folder is": ("folder", CREATE, "EISDIR"),
    "truncate a folder": ("folder", os.O_RDONLY | os.O_TRUNC, "EISDIR"),
    "only a folder, and it is": ("folder", os.O_RDONLY | os.O_DIRECTORY, "ok"),
    "only a folder, but a file": ("file", os.O_RDONLY | os.O_DIRECTORY, "ENOTDIR"),
    "only a folder, but a fifo": ("fifo", os.O_RDONLY | os.O_DIRECTORY, "ENOTDIR"),
    "only a folder, through a link": ("to-folder", os.O_RDONLY | os.O_DIRECTORY, "ok"),
    "no links, and none": ("file", os.O_RDONLY | os.O_NOFOLLOW, "ok"),
    "no links, but one": ("to-file", os.O_RDONLY | os.O_NOFOLLOW, "ELOOP"),
    "no links, but a dangling one": ("dangling", os.O_RDONLY | os.O_NOFOLLOW, "ELOOP"),
    "no links at the end, one before": ("to-folder/x", os.O_RDONLY | os.O_NOFOLLOW, "ok"),
    "no links, a folder behind one": (
        "to-folder",
        os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY,
        "ENOTDIR",
    ),
    "a fifo without a reader": ("fifo", os.O_WRONLY | os.O_NONBLOCK, "ENXIO"),
    "a fifo without a writer": ("fifo", os.O_RDONLY | os.O_NONBLOCK, "ok"),
    "a socket": ("socket", os.O_RDONLY, "ENXIO"),
    "synchronous": ("file", os.O_WRONLY | os.O_SYNC, "ok"),
    "data synchronous": ("file", os.O_WRONLY | os.O_DSYNC, "ok"),
    "append": ("file", os.O_WRONLY | os.O_APPEND, "ok"),
    "the path only": ("file", os.O_PATH, "ok"),
}


@pytest.mark.parametrize("case", FLAGS)
def test_flags(case: str) -> None:
    path, flags, expected = FLAGS[case]
    make(FILE, "file")
    make(nodes.FIFO, "fifo")
    make(nodes.SOCKET, "socket")
    os.mkdir("folder")
    make(FILE, "folder/x")
    os.symlink("file", "to-file")
    os.symlink("folder", "to-folder")
    os.symlink("behind", "dangling")
    assert outcome(close_after, path, flags) == expected
    assert os.path.exists("behind") == (case == "create through a link")


def test_truncation_on_open() -> None:
    write_file("file", b"content")
    close_after("file", os.O_WRONLY)
    assert read_file("file") == b"content"
    close_after("file", os.O_WRONLY | os.O_TRUNC)
    assert os.stat("file").st_size == 0
    write_file("file", b"content")
    close_after("file", CREATE | os.O_TRUNC)
    assert read_file("file") == b""


def test_appending_goes_to_the_end_whatever_the_offset() -> None:
    write_file("file", b"begin")
    first = os.open("file", os.O_RDWR | os.O_APPEND)
    second = os.open("file", os.O_WRONLY | os.O_APPEND)
    os.lseek(first, 0, os.SEEK_SET)
    os.write(first, b"-one")
    os.write(second, b"-two")
    os.write(first, b"-three")
    os.close(first)
    os.close(second)
    assert read_file("file") == b"begin-one-two-three"


def test_a_descriptor_allows_what_it_was_opened_for() -> None:
    write_file("file", b"content")
    reader, writer = os.open("file", os.O_RDONLY), os.open("file", os.O_WRONLY)
    assert outcome(os.write, reader, b"x") == "EBADF"
    assert outcome(os.ftruncate, reader, 1) == "EINVAL"
    assert outcome(os.read, writer, 1) == "EBADF"
    assert outcome(os.pread, writer, 1, 0) == "EBADF"
    assert outcome(os.pread, reader, 1, -1) == "EINVAL"
    assert outcome(os.pwrite, writer, b"x", -1) == "EINVAL"
    assert outcome(os.lseek, reader, -1, os.SEEK_SET) == "EINVAL"
    os.close(reader)
    os.close(writer)
    assert outcome(os.read, reader, 1) == "EBADF"


@pytest.mark.root
def test_permission_is_asked_at_open_only() -> None:
    write_file("file", b"content")
    os.chown("file", ALICE.uid, ALICE.gid)
    with acting_as(ALICE):
        writer = os.open("file", os.O_RDWR)
        os.chmod("file", 0o000)
        assert outcome(os.open, "file", os.O_RDONLY) == "EACCES"
        assert os.read(writer, 7) == b"content"
        os.pwrite(writer, b"C", 0)
        os.ftruncate(writer, 4)
        os.close(writer)
    assert read_file("file") == b"Cont"


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o555])
def test_a_new_file_may_be_written_whatever_its_mode(mode: int) -> None:
    made = os.open("new", os.O_CREAT | os.O_EXCL | os.O_RDWR, mode)
    os.write(made, b"written")
    assert os.pread(made, 16, 0) == b"written"
    assert stat.S_IMODE(os.fstat(made).st_mode) == mode
    os.close(made)


@pytest.mark.root
@pytest.mark.parametrize("flags", [os.O_WRONLY, os.O_RDWR, os.O_RDONLY | os.O_TRUNC])
def test_truncating_needs_permission_to_write(flags: int) -> None:
    write_file("file", b"content")
    os.chmod("file", 0o444)
    with acting_as(BOB):
        assert outcome(os.open, "file", flags) == "EACCES"
    assert read_file("file") == b"content"


def test_an_unlinked_file_lives_while_it_is_open() -> None:
    opened = os.open("file", os.O_CREAT | os.O_RDWR, 0o644)
    os.write(opened, b"a" * 100_000)
    assert os.fstat(opened).st_nlink == 1
    os.unlink("file")
    assert outcome(os.stat, "file") == "ENOENT"
    assert os.listdir(".") == []
    found = os.fstat(opened)
    assert (found.st_nlink, found.st_size) == (0, 100_000)
    os.pwrite(opened, b"b" * 10, 99_995)
    os.ftruncate(opened, 100_003)
    assert os.pread(opened, 20, 99_990) == b"aaaaabbbbbbbb"
    os.fchmod(opened, 0o600)
    os.utime(opened, (1, 2))
    os.fsync(opened)
    assert stat.S_IMODE(os.fstat(opened).st_mode) == 0o600
    write_file("file", b"another")
    assert os.fstat(opened).st_ino != os.stat("file").st_ino
    assert os.pread(opened, 5, 0) == b"aaaaa"
    os.close(opened)
    assert read_file("file") == b"another"


@pytest.mark.parametrize("way", ["rename", "exchange and unlink"])
def test_a_replaced_file_lives_while_it_is_open(way: str) -> None:
    write_file("old", b"old content")
    write_file("new", b"new content")
    opened = os.open("old", os.O_RDWR)
    if way == "rename":
        os.rename("new", "old")
    else:
        renameat2("new", "old", RENAME_EXCHANGE)
        os.unlink("new")
    assert os.read(opened, 64) == b"old content"
    assert os.fstat(opened).st_nlink == 0
    assert read_file("old") == b"new content"
    os.close(opened)
    assert os.listdir(".") == ["old"]


def test_an_unlinked_file_through_two_descriptors() -> None:
    write_file("file", b"0123456789")
    first, second = os.open("file", os.O_RDONLY), os.open("file", os.O_RDWR)
    os.unlink("file")
    os.close(first)
    assert os.pread(second, 10, 0) == b"0123456789"
    os.close(second)


def test_a_second_name_outlives_the_first() -> None:
    write_file("one", b"shared")
    os.link("one", "two")
    opened = os.open("one", os.O_RDWR)
    os.unlink("one")
    os.pwrite(opened, b"S", 0)
    assert os.fstat(opened).st_nlink == 1
    assert read_file("two") == b"Shared"
    os.close(opened)


def test_files_without_a_name() -> None:
    """O_TMPFILE, where the binding lets it through: nothing in the folder until it is linked."""
    result = outcome(close_after, ".", os.O_TMPFILE | os.O_RDWR)
    if result != "ok":
        assert result == "EOPNOTSUPP"
        return
    opened = os.open(".", os.O_TMPFILE | os.O_RDWR, 0o640)
    os.write(opened, b"unnamed")
    assert os.listdir(".") == []
    assert os.fstat(opened).st_nlink == 0
    link_descriptor(opened, "named")
    assert os.fstat(opened).st_nlink == 1
    os.close(opened)
    assert read_file("named") == b"unnamed"


def test_a_running_program_is_not_written() -> None:
    shutil.copy("/bin/sleep", "program")
    os.chmod("program", 0o755)
    with subprocess.Popen(["./program", "60"]) as running:
        try:
            assert outcome(os.open, "program", os.O_WRONLY) == "ETXTBSY"
            assert outcome(os.truncate, "program", 0) == "ETXTBSY"
            assert outcome(close_after, "program", os.O_RDONLY) == "ok"
        finally:
            running.kill()
    writer = os.open("program", os.O_WRONLY)
    assert outcome(subprocess.run, ["./program", "0"], check=True) == "ETXTBSY"
    os.close(writer)
    subprocess.run(["./program", "0"], check=True)


def test_scripts_run_if_they_may() -> None:
    write_file("script", b"#!/bin/sh\nexit 7\n")
    os.chmod("script", 0o644)
    assert outcome(subprocess.run, ["./script"], check=False) == "EACCES"
    os.chmod("script", 0o755)
    assert subprocess.run(["./script"], check=False).returncode == 7


def test_fifos_carry_bytes() -> None:
    os.mkfifo("fifo")
    reader = os.open("fifo", os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open("fifo", os.O_WRONLY | os.O_NONBLOCK)
    os.write(writer, b"through the pipe")
    assert os.read(reader, 64) == b"through the pipe"
    os.close(writer)
    assert os.read(reader, 64) == b""
    os.close(reader)
    assert os.stat("fifo").st_size == 0


def test_many_descriptors_of_one_file() -> None:
    write_file("file", b"x" * 1000)
    opened = [os.open("file", os.O_RDWR) for _ in range(100)]
    for number, descriptor in enumerate(opened):
        os.pwrite(descriptor, bytes([number]), number)
    assert read_file("file")[:100] == bytes(range(100))
    for descriptor in opened:
        os.close(descriptor)
