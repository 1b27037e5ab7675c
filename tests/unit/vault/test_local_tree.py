"""The walk outside: any depth, no link followed, every entry once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.vault import local_tree
from engine.vault.local_tree import Found, walk_local


class Notes:
    """A visitor that notes what it sees; passes over folders called "closed"."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.failures: list[tuple[str, int | None]] = []

    def enter(self, found: Found, fd: int) -> bool:
        os.fstat(fd)
        self.seen.append("> " + os.path.basename(os.fsdecode(found.path)))
        return found.name != b"closed"

    def leave(self) -> None:
        self.seen.append("<")

    def leaf(self, found: Found) -> None:
        assert os.stat(found.name, dir_fd=found.folder_fd, follow_symlinks=False) == found.info
        self.seen.append(os.path.basename(os.fsdecode(found.path)))

    def failed(self, path: bytes, error: OSError) -> None:
        self.failures.append((os.path.basename(os.fsdecode(path)), error.errno))


def walk(path: Path | str) -> Notes:
    notes = Notes()
    before = len(os.listdir("/proc/self/fd"))
    walk_local(os.fsencode(path), notes)
    assert len(os.listdir("/proc/self/fd")) == before
    return notes


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "closed").mkdir(parents=True)
    (root / "closed" / "hidden").touch()
    (root / "open").mkdir()
    (root / "open" / "file").touch()
    (root / "alink").symlink_to("open")
    os.mkfifo(root / "fifo")
    return root


def test_order_and_kinds(tree: Path) -> None:
    assert walk(tree).seen == ["> tree", "alink", "> closed", "fifo", "> open", "file", "<", "<"]


def test_a_file_alone(tree: Path) -> None:
    assert walk(tree / "open" / "file").seen == ["file"]


def test_a_link_is_followed_only_when_the_path_says_so(tree: Path) -> None:
    assert walk(tree / "alink").seen == ["alink"]
    assert walk(f"{tree}/alink/").seen == ["> ", "file", "<"]


def test_what_is_not_there(tree: Path) -> None:
    notes = walk(tree / "none")
    assert notes.seen == []
    assert notes.failures == [("none", 2)]


def test_a_folder_that_becomes_a_link_is_not_followed(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_stat = os.stat

    def swap(name: bytes, **where: object) -> os.stat_result:
        info = real_stat(name, **where)  # type: ignore[arg-type]
        if name == b"open":
            (tree / "open").rename(tree.parent / "moved")
            (tree / "open").symlink_to(tree.parent / "moved")
        return info

    monkeypatch.setattr(local_tree.os, "stat", swap)
    notes = Notes()
    walk_local(os.fsencode(tree), notes)
    assert "file" not in notes.seen
    assert [name for name, _ in notes.failures] == ["open"]


def test_deeper_than_any_path(tmp_path: Path) -> None:
    depth, name = 60, "d" * 200
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("bottom", os.O_CREAT, dir_fd=here))
    os.close(here)
    notes = walk(tmp_path / name)
    assert notes.seen.count("<") == depth
    assert "bottom" in notes.seen
