"""The same random operations on the mount and on a plain folder: same answers, same trees."""

from __future__ import annotations

import os
import random
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.places import Place
from tests.support.snapshots import Node, difference, snapshot
from tests.support.syscalls import (
    FALLOC_KEEP_SIZE,
    FALLOC_PUNCH_HOLE,
    fallocate,
    outcome,
    renameat2,
    set_times,
)

CLOCK_TICK_NS = 10_000_000
"""The longest step of Linux's coarse clock (CONFIG_HZ=100), by which changes are stamped."""

Operation = tuple[Callable[..., object], tuple[object, ...]]
"""A function of a path below the root (and more), and its arguments after the root."""


# -- what is done: each takes the root of the tree, so that it can be done twice -------------------


def create(root: Path, path: str, mode: int) -> None:
    os.close(os.open(root / path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))


def write(root: Path, path: str, flags: int, offset: int, data: bytes) -> None:
    opened = os.open(root / path, os.O_WRONLY | os.O_NONBLOCK | flags, 0o640)
    try:
        os.pwrite(opened, data, offset)
    finally:
        os.close(opened)


def read(root: Path, path: str, offset: int, length: int) -> bytes:
    opened = os.open(root / path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.pread(opened, length, offset)
    finally:
        os.close(opened)


def punch(root: Path, path: str, offset: int, length: int) -> None:
    opened = os.open(root / path, os.O_RDWR | os.O_NONBLOCK)
    try:
        fallocate(opened, FALLOC_PUNCH_HOLE | FALLOC_KEEP_SIZE, offset, length)
    finally:
        os.close(opened)


def link(root: Path, path: str, other: str) -> None:
    os.link(root / path, root / other, follow_symlinks=False)


def rename(root: Path, path: str, other: str, flags: int) -> None:
    renameat2(root / path, root / other, flags)


def symlink(root: Path, path: str, target: str) -> None:
    os.symlink(target, root / path)


def status(root: Path, path: str) -> tuple[int, ...]:
    found = os.lstat(root / path)
    size = 0 if os.path.isdir(root / path) and not os.path.islink(root / path) else found.st_size
    return found.st_mode, found.st_nlink, found.st_uid, found.st_gid, size


def times(root: Path, path: str, access: int, modification: int) -> None:
    set_times(root / path, (access, 111), (modification, 222), follow=False)


def set_attribute(root: Path, path: str, name: str, value: bytes, flags: int) -> None:
    os.setxattr(root / path, name, value, flags, follow_symlinks=False)


def get_attribute(root: Path, path: str, name: str) -> bytes:
    return os.getxattr(root / path, name, follow_symlinks=False)


def listing(root: Path, path: str) -> list[str]:
    return sorted(os.listdir(root / path))


def one_path(call: Callable[..., object]) -> Callable[..., object]:
    """Make a call of os into a function of root, path and the rest."""

    def run(root: Path, path: str, *rest: object) -> object:
        return call(root / path, *rest)

    return run


def truncate(root: Path, path: str, size: int) -> None:
    """To another size: to the same one, ext4 moves the times and the kernel's FUSE does not."""
    found = os.stat(root / path)
    os.truncate(root / path, size + (found.st_size == size))


mkdir, rmdir, unlink, mkfifo = map(one_path, (os.mkdir, os.rmdir, os.unlink, os.mkfifo))
chmod, lchown = map(one_path, (os.chmod, os.lchown))
readlink = one_path(os.readlink)
remove_attribute = one_path(lambda path, name: os.removexattr(path, name, follow_symlinks=False))


class Sequence:
    """An endless sequence of operations that one seed decides."""

    FOLDERS = ("A", "B", "C", "Ä", "D" * 255)
    FILES = ("a", "b", "c", "d", "e", "é", "with space", "n" * 255)
    SIZES = (0, 1, 100, 5000, 16_383, 16_384, 16_385, 65_024, 70_000, 140_000)

    def __init__(self, seed: int, *, attributes: bool) -> None:
        self.choose = random.Random(seed)
        self.attributes = attributes
        self.known_folders: list[str] = []
        self.known_files: list[str] = []

    def look(self, root: Path) -> None:
        """Learn what is there, so that most operations find something to do."""
        self.known_folders, self.known_files = [], []
        for folder, folders, files in os.walk(root):
            below = os.path.relpath(folder, root)
            self.known_folders += [os.path.normpath(f"{below}/{name}") for name in folders]
            self.known_files += [os.path.normpath(f"{below}/{name}") for name in files]
        self.known_folders.sort()
        self.known_files.sort()

    def path(self, *, folder: bool = False) -> str:
        """Something that is there, or a name in a folder that is there, or any few names."""
        known = self.known_folders if folder else self.known_files
        kind = self.choose.random()
        if kind < 0.5 and known:
            return self.choose.choice(known)
        if kind < 0.9 and self.known_folders:
            parent = self.choose.choice(self.known_folders)
            if parent.count("/") < 4:
                return f"{parent}/{self.name(folder=folder)}"
        return "/".join(self.name(folder=True) for _ in range(self.choose.randrange(3))) or "a"

    def name(self, *, folder: bool) -> str:
        meant = folder != (self.choose.random() < 0.08)
        return self.choose.choice(self.FOLDERS if meant else self.FILES)

    def size(self) -> int:
        return self.choose.choice(self.SIZES)

    def next(self) -> Operation:
        """Any of the operations, those that make something more often than those that take."""
        choose, path, folder = self.choose, self.path(), self.path(folder=True)
        either = choose.choice((path, folder))
        table: list[tuple[int, Callable[[], Operation]]] = [
            (10, lambda: (mkdir, (folder, choose.choice((0o755, 0o700, 0o2755))))),
            (9, lambda: (create, (path, choose.choice((0o644, 0o600, 0o777, 0o000))))),
            (12, lambda: (write, (path, self.flags(), self.size(), choose.randbytes(self.size())))),
            (5, lambda: (read, (path, self.size(), self.size()))),
            (4, lambda: (truncate, (path, self.size()))),
            (2, lambda: (punch, (path, self.size(), 1 + self.size()))),
            (7, lambda: (rename, (path, self.path(), choose.choices((0, 1, 2), (5, 2, 2))[0]))),
            (3, lambda: (rename, (folder, self.path(folder=True), choose.choice((0, 0, 1, 2))))),
            (5, lambda: (link, (path, self.path()))),
            (4, lambda: (symlink, (path, choose.choice((self.name(folder=False), self.path()))))),
            (3, lambda: (readlink, (path,))),
            (5, lambda: (unlink, (path,))),
            (3, lambda: (rmdir, (folder,))),
            (2, lambda: (mkfifo, (path, 0o644))),
            (3, lambda: (chmod, (either, choose.randrange(0o1000) | 0o700))),
            (3, lambda: (times, (either, choose.randrange(10**9), choose.randrange(10**9)))),
            (5, lambda: (status, (either,))),
            (3, lambda: (listing, (folder,))),
        ]
        if os.geteuid() == 0:
            table.append((3, lambda: (lchown, (either, choose.randrange(4), choose.randrange(4)))))
        if self.attributes:
            name = choose.choice(("user.one", "user.two"))
            table += [
                (3, lambda: (set_attribute, (either, name, choose.randbytes(20), self.xflags()))),
                (2, lambda: (get_attribute, (either, name))),
                (1, lambda: (remove_attribute, (either, name))),
            ]
        weights = [weight for weight, _ in table]
        return choose.choices([make for _, make in table], weights)[0]()

    def flags(self) -> int:
        return self.choose.choice((0, os.O_CREAT, os.O_CREAT | os.O_TRUNC, os.O_TRUNC))

    def xflags(self) -> int:
        return self.choose.choice((0, 0, os.XATTR_CREATE, os.XATTR_REPLACE))


def answer(operation: Operation, root: Path) -> tuple[str, object]:
    """The errno's name and what was returned."""
    call, arguments = operation
    kept: list[object] = []
    word = outcome(lambda: kept.append(call(root, *arguments)))
    return word, kept[0] if kept else None


def told(operation: Operation) -> str:
    call, arguments = operation
    shown = [
        f"<{len(each)} bytes>" if isinstance(each, bytes) else repr(each) for each in arguments
    ]
    return f"{getattr(call, '__name__', call)}({', '.join(shown)})"


def run(sequence: Sequence, roots: tuple[Path, Path], steps: int, seed: int) -> None:
    """Do each step on both trees, and compare the whole trees every now and then."""
    history: deque[str] = deque(maxlen=15)
    for step in range(steps):
        if step % 10 == 0:
            sequence.look(roots[1])
        operation = sequence.next()
        history.append(told(operation))
        first, second = (answer(operation, root) for root in roots)
        if first != second:
            steps_before = "\n  ".join(history)
            raise AssertionError(f"seed {seed}, step {step}: {first} / {second}\n  {steps_before}")
        if step % 250 == 249:
            compare(roots, f"seed {seed}, after step {step}")


def compare(roots: tuple[Path, Path], when: str) -> None:
    found = difference(*(snapshot(root) for root in roots))
    assert not found, f"{when} (the mount / the plain folder):\n{found}"


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """The plain folder; its file system must count links of folders in the classical way."""
    made = tmp_path / "reference"
    (made / "probe").mkdir(parents=True)
    if made.stat().st_nlink != 3:
        pytest.skip("the temporary folder's file system counts links in its own way")
    (made / "probe").rmdir()
    return made


def has_attributes(folder: Path) -> bool:
    return outcome(os.setxattr, folder, "user.probe", b"") == "ok" and (
        outcome(os.removexattr, folder, "user.probe") == "ok"
    )


@pytest.mark.parametrize("seed", range(5))
def test_short(folder: Path, reference: Path, seed: int) -> None:
    attributes = has_attributes(folder) and has_attributes(reference)
    old_mask = os.umask(0o022)
    try:
        os.chmod(folder, 0o755)
        os.chmod(reference, 0o755)
        run(Sequence(seed, attributes=attributes), (folder, reference), 1500, seed)
    finally:
        os.umask(old_mask)


def test_across_remounts(new_place: Callable[..., Place], reference: Path) -> None:
    place = new_place()
    root = place.root / "tree"
    root.mkdir()
    attributes = has_attributes(root) and has_attributes(reference)
    for part in range(4):
        seed = 1000 + part
        run(Sequence(seed, attributes=attributes), (root, reference), 500, seed)
        before = snapshot(root, exact_times=True)
        place.remount()
        compare((root, reference), f"after remounting, part {part}")
        assert not difference(before, within_a_tick(before, snapshot(root, exact_times=True)))


def within_a_tick(before: dict[str, Node], after: dict[str, Node]) -> dict[str, Node]:
    """The second snapshot with the first one's times, where they are a tick of the clock apart.

    The kernel and the vault each stamp some changes (fallocate, copy_file_range), one after the other;
    when the clock ticks in between, a remount shows the vault's.
    """
    found = {}
    for name, node in after.items():
        old = before.get(name, node)
        near = abs(old.modified_ns - node.modified_ns) <= CLOCK_TICK_NS
        found[name] = replace(node, modified_ns=old.modified_ns) if near else node
    return found


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_long(new_place: Callable[..., Place], reference: Path) -> None:
    """New seeds each time; a failure names its own."""
    place = new_place()
    root = place.root / "tree"
    root.mkdir()
    attributes = has_attributes(root) and has_attributes(reference)
    for _ in range(40):
        seed = random.SystemRandom().randrange(10**9)
        run(Sequence(seed, attributes=attributes), (root, reference), 2500, seed)
        place.remount()
        compare((root, reference), f"after remounting, seed {seed}")
