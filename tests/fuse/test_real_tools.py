"""Ordinary programs working inside the mount: cp, diff, find, tar, git, SQLite, pip, rsync."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.odd_tree import make_odd_tree
from tests.support.places import Place
from tests.support.snapshots import difference, snapshot

STDLIB = Path(sysconfig.get_path("stdlib"))


def run(*command: object, cwd: Path | None = None, **environment: str) -> str:
    """Run a program and insist that it succeeds; its output."""
    done = subprocess.run(
        [os.fspath(part) if isinstance(part, Path) else str(part) for part in command],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )
    told = f"{command} ended with {done.returncode}\n" + (done.stdout + done.stderr).decode(
        errors="replace"
    )
    assert done.returncode == 0, told[:5000]
    return done.stdout.decode(errors="surrogateescape")


def find(root: Path, *arguments: str) -> list[str]:
    """What find prints of the nodes below, in order; one line each, ended by NUL."""
    lines = run("find", ".", *arguments, cwd=root).split("\0")
    return sorted(lines[:-1])


def listing(root: Path) -> list[str]:
    """What find says of every node; how long a folder is, is each file system's own business."""
    wanted = "%p %y %m %U %G %T@ %l"
    return find(root, "-type", "d", "-printf", rf"{wanted}\0") + find(
        root, "!", "-type", "d", "-printf", rf"{wanted} %s\0"
    )


def full_listing(root: Path) -> list[str]:
    """Everything that one mounted vault must say again when it is mounted the next time."""
    return find(root, "-printf", r"%p %y %m %U %G %T@ %n %l %s %i %b\0")


def check_copy(source: Path, copy: Path) -> None:
    run("diff", "-r", "--no-dereference", source, copy)
    assert listing(source) == listing(copy)


def copy_and_remount(place: Place, source: Path) -> None:
    """cp -a into the mount, compare, unmount, mount, compare again."""
    copy = place.root / "copy"
    run("cp", "-a", source, copy)
    check_copy(source, copy)
    run("sync", "-f", copy)
    before = full_listing(copy)
    place.remount()
    assert full_listing(copy) == before
    check_copy(source, copy)


def test_copy_of_one_of_everything(new_place: Callable[..., Place], tmp_path: Path) -> None:
    make_odd_tree(tmp_path / "source", special=False)
    place = new_place()
    copy_and_remount(place, tmp_path / "source")
    links = ("!", "-type", "d", "-printf", r"%p %n\0")
    assert find(tmp_path / "source", *links) == find(place.root / "copy", *links)


def test_copy_of_special_files(new_place: Callable[..., Place], tmp_path: Path) -> None:
    """What diff cannot compare: fifos, sockets and devices, and extended attributes."""
    source = tmp_path / "source"
    make_odd_tree(source)
    place = new_place()
    copy = place.root / "copy"
    run("cp", "-a", source, copy)
    assert not difference(snapshot(source, exact_times=True), snapshot(copy, exact_times=True))
    place.remount()
    assert not difference(snapshot(source, exact_times=True), snapshot(copy, exact_times=True))
    run("cp", "-a", copy, tmp_path / "back")
    assert not difference(
        snapshot(source, exact_times=True), snapshot(tmp_path / "back", exact_times=True)
    )


def test_copy_of_a_real_tree(new_place: Callable[..., Place], tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for part in ("asyncio", "email", "encodings", "json", "unittest", "xml"):
        shutil.copytree(STDLIB / part, source / part, symlinks=True)
    copy_and_remount(new_place(), source)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("source", [Path("/usr/share/doc"), STDLIB], ids=["documents", "python"])
def test_copy_of_a_whole_real_tree(new_place: Callable[..., Place], source: Path) -> None:
    copy_and_remount(new_place(), source)


def test_tar(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    make_odd_tree(source, special=False)
    run("tar", "--format=posix", "--sparse", "-cf", tmp_path / "one.tar", "-C", tmp_path, "source")
    run("tar", "-xpf", tmp_path / "one.tar", "-C", folder)
    run("tar", "-df", tmp_path / "one.tar", "-C", folder)
    check_copy(source, folder / "source")
    run("tar", "--format=posix", "-cf", folder / "two.tar", "-C", folder, "source")
    with tarfile.open(folder / "two.tar") as archive:
        names = {member.name for member in archive}
    assert len(names) == len(listing(source))
    (tmp_path / "out").mkdir()
    run("tar", "-xpf", folder / "two.tar", "-C", tmp_path / "out")
    check_copy(source, tmp_path / "out" / "source")


GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(*arguments: object, cwd: Path) -> str:
    return run("git", *arguments, cwd=cwd, **GIT)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git(new_place: Callable[..., Place], tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    shutil.copytree(STDLIB / "json", origin / "json")
    shutil.copytree(STDLIB / "email", origin / "email")
    os.symlink("json/decoder.py", origin / "link")
    git("init", "-q", cwd=origin)
    for number in range(5):
        (origin / "changing").write_text(f"{number}\n" * 1000)
        git("add", "-A", cwd=origin)
        git("commit", "-q", "-m", f"change {number}", cwd=origin)
    place = new_place()
    clone = place.root / "clone"
    git("clone", "-q", "--no-local", origin.as_uri(), clone, cwd=place.root)
    git("fsck", "--full", "--strict", cwd=clone)
    assert git("status", "--porcelain", cwd=clone) == ""
    git("checkout", "-q", "-b", "branch", "HEAD~2", cwd=clone)
    (clone / "new").write_text("new\n")
    git("add", "new", cwd=clone)
    git("commit", "-q", "-m", "inside", cwd=clone)
    git("gc", "-q", "--prune=now", cwd=clone)
    place.remount()
    git("fsck", "--full", "--strict", cwd=clone)
    assert git("status", "--porcelain", cwd=clone) == ""
    assert git("log", "-1", "--format=%s", cwd=clone) == "inside\n"
    git("worktree", "add", "-q", place.root / "worktree", "HEAD~1", cwd=clone)
    assert (place.root / "worktree" / "changing").read_text() == "2\n" * 1000


WRITER = """
import sqlite3, sys
mode = sys.argv[1]
database = sqlite3.connect("work.db", isolation_level=None)
assert database.execute(f"pragma journal_mode={mode}").fetchone()[0] == mode
database.execute("pragma synchronous=extra")  # also syncs the folder, once the journal is removed
database.execute("pragma cache_size=20")
database.execute("create table if not exists item(id integer primary key, body blob)")
number = database.execute("select coalesce(max(id), 0) from item").fetchone()[0]
while True:
    database.execute("begin immediate")
    for _ in range(20):
        number += 1
        database.execute("insert into item values (?, randomblob(500 + abs(random() % 3000)))", (number,))
    database.execute("update item set body = zeroblob(700) where id = ?", (number // 2,))
    database.execute("commit")
    print(number, flush=True)
"""


@pytest.mark.parametrize("mode", ["wal", "delete", "truncate", "persist"])
def test_sqlite_survives_its_writer(new_place: Callable[..., Place], mode: str) -> None:
    """A process at work on a database is killed; what it had committed is there, and whole."""
    place = new_place()
    committed = 0
    for round_number in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, mode], cwd=place.root, stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            for _ in range(4 + 3 * round_number):
                committed = int(writer.stdout.readline())
            writer.kill()
            rest = writer.stdout.read().splitlines()
        if rest:
            committed = int(rest[-1])
        if round_number % 2:
            place.remount()
        database = sqlite3.connect(place.root / "work.db")
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        count, last = database.execute("select count(*), max(id) from item").fetchone()
        database.close()
        assert count == last
        assert last >= committed
        assert (last - committed) % 20 == 0


def test_pip_installs_into_the_mount(folder: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("pip") is None:
        pytest.skip("this Python has no pip")
    wheel = tmp_path / "vaulted-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for number in range(30):
            archive.writestr(f"vaulted/part_{number}.py", f"VALUE = {number}\n")
        archive.writestr("vaulted/__init__.py", "from vaulted.part_7 import VALUE\n")
        archive.writestr(
            "vaulted-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: vaulted\nVersion: 1.0\n"
        )
        archive.writestr(
            "vaulted-1.0.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr("vaulted-1.0.dist-info/RECORD", "")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps")
    target = folder / "site"
    run(*pip, "--disable-pip-version-check", "--target", target, wheel)
    said = run(sys.executable, "-c", "import vaulted; print(vaulted.VALUE)", PYTHONPATH=str(target))
    assert said == "7\n"
    assert list((target / "vaulted").glob("__pycache__/part_7*.pyc"))


@pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")
def test_rsync(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    make_odd_tree(source, special=False)
    options = ("-aHX", "--numeric-ids", "--delete")

    def check() -> None:
        run("diff", "-r", "--no-dereference", source, folder / "copy")
        # Files alone: of others rsync takes times of one second as equal, on ext4 as well.
        ours, theirs = (
            [line for line in listing(root) if " f " in line] for root in (source, folder / "copy")
        )
        assert ours == theirs

    run("rsync", *options, f"{source}/", f"{folder}/copy/")
    check()
    (source / "size-3").write_bytes(b"changed")
    shutil.rmtree(source / "many" / "3")
    said = run("rsync", *options, "--itemize-changes", f"{source}/", f"{folder}/copy/")
    assert "size-3" in said
    check()


def test_python_moves_trees_in_and_out(folder: Path, tmp_path: Path) -> None:
    make_odd_tree(tmp_path / "source", special=False)
    shutil.copytree(tmp_path / "source", folder / "in", symlinks=True)
    before = snapshot(folder / "in")
    shutil.move(folder / "in", tmp_path / "out")
    assert not (folder / "in").exists()
    after = snapshot(tmp_path / "out")
    assert {name: node.content for name, node in before.items()} == {
        name: node.content for name, node in after.items()
    }
