"""A small tree that has one of everything a file system can hold."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tests.support import nodes
from tests.support.syscalls import outcome, set_times

ODD_NAMES = (
    b"plain",
    b" spaces ",
    b"new\nline",
    b"-dash",
    b"quote'\"`$",
    b"\xff\xfe not utf-8",
    "Σ 北京 é".encode(),
    b"n" * 255,
)


def make_odd_tree(root: Path, *, special: bool = True) -> None:
    """Fill a new folder.

    Args:
        root: made here.
        special: also fifos, sockets and (as root) devices, which some tools cannot compare.
    """
    root.mkdir()
    choose = random.Random(7)
    for number, size in enumerate((0, 1, 4096, 16_384, 16_385, 65_024, 65_025, 300_000)):
        (root / f"size-{number}").write_bytes(choose.randbytes(size))
    _odd_names(root / "names")
    _links(root / "links")
    _modes(root / "modes")
    _times(root / "times")
    _sparse(root / "sparse")
    _many(root / "many")
    (root / "empty").mkdir()
    if special:
        for kind in nodes.needs_root((*nodes.SPECIAL, *nodes.DEVICES)):
            nodes.make(kind, str(root / kind), 0o640)
    if os.geteuid() == 0:
        _owners(root / "owners")
    _attributes(root / "attributes")


def _odd_names(folder: Path) -> None:
    folder.mkdir()
    for name in ODD_NAMES:
        path = os.fsencode(folder) + b"/" + name
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))
        if len(name) < 250:
            os.mkdir(path + b" d")
            os.symlink(name, path + b" l")


def _links(folder: Path) -> None:
    (folder / "below").mkdir(parents=True)
    (folder / "one").write_bytes(b"three names")
    os.link(folder / "one", folder / "two")
    os.link(folder / "one", folder / "below" / "three")
    os.symlink("one", folder / "to-one")
    os.symlink("nowhere", folder / "dangling")
    os.symlink("/absolute/nowhere", folder / "absolute")
    os.symlink("below", folder / "to-folder")
    os.symlink("x" * 4000, folder / "long")
    os.link(folder / "dangling", folder / "dangling-too", follow_symlinks=False)


def _modes(folder: Path) -> None:
    folder.mkdir()
    for mode in (0o400, 0o600, 0o644, 0o755, 0o777, 0o4755, 0o2755, 0o1644):
        path = folder / f"file-{mode:o}"
        path.write_bytes(b"x")
        path.chmod(mode)
    for mode in (0o700, 0o755, 0o1777, 0o2775):
        path = folder / f"folder-{mode:o}"
        path.mkdir()
        path.chmod(mode)


def _times(folder: Path) -> None:
    folder.mkdir()
    for seconds, nanoseconds in ((0, 1), (-86_400, 5), (1_234_567_890, 123_456_789), (2**32, 9)):
        for kind in (nodes.FILE, nodes.DIRECTORY, nodes.SYMLINK):
            path = str(folder / f"{kind} {seconds}")
            nodes.make(kind, path, 0o755)
            set_times(path, (seconds, nanoseconds), (seconds, nanoseconds), follow=False)
    set_times(folder, (1, 2), (3, 4))


def _sparse(folder: Path) -> None:
    folder.mkdir()
    with (folder / "hole").open("wb") as stream:
        stream.write(b"begin")
        stream.seek(3_000_000)
        stream.write(b"end")
    with (folder / "only-hole").open("wb") as stream:
        stream.truncate(1_000_000)


def _many(folder: Path) -> None:
    for number in range(300):
        below = folder / f"{number % 7}" / f"{number % 11}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"file-{number}").write_bytes(b"%d" % number * (number % 50))


def _owners(folder: Path) -> None:
    folder.mkdir()
    for number, (uid, gid) in enumerate(((1, 2), (65_534, 65_534), (100_000, 100_001))):
        for kind in (nodes.FILE, nodes.DIRECTORY, nodes.SYMLINK):
            path = folder / f"{kind} {number}"
            nodes.make(kind, str(path))
            os.lchown(path, uid, gid)


def _attributes(folder: Path) -> None:
    folder.mkdir()
    (folder / "file").write_bytes(b"x")
    if outcome(os.setxattr, folder / "file", "user.one", b"\0binary\xff") == "ok":
        os.setxattr(folder / "file", "user.two", b"v" * 1000)
        os.setxattr(folder, "user.folder", b"")
