"""Files that say themselves what must be in them, a process that writes them, and their judge.

The writer notes outside the vault what it is about to do and what it has synced. After a crash the
judge takes the notes of a writer and looks at its folder: all that was synced must be there, a
record must be whole and of one version, and nothing may be there that was never written.

What is promised is more than POSIX asks: the vault after a crash is the vault of one moment, so
that a sync of any file also covers everything that the writer had finished before.

    python -m tests.support.records FOLDER NOTES SEED
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PAGE = 4096
PAGES = 40
SIZES = (0, 10, 700, 5000, 16_384, 20_000, 65_024, 150_000, 400_000)
NAMES = [f"record-{number}" for number in range(12)]

GONE = "gone"
"""Stands for the content of a record that was removed."""


def record(name: str, version: int) -> bytes:
    """The content that a record of this name and version has: a line about itself, and noise."""
    choose = random.Random(f"{name} {version}")
    body = choose.randbytes(choose.choice(SIZES))
    return f"{name} {version} {hashlib.sha256(body).hexdigest()}\n".encode() + body


def page(number: int, version: int) -> bytes:
    """A page of a file that is written in place; it knows its place and version."""
    return (f"page {number} {version} ".encode() * PAGE)[:PAGE]


def log_bytes(start: int, length: int) -> bytes:
    """What the log file has there, whatever its length."""
    first, last = start // 8, (start + length) // 8 + 1
    whole = b"".join(b"%07d\n" % number for number in range(first, last))
    return whole[start - first * 8 :][:length]


class Writer:
    """Works until it is told that the file system is gone."""

    def __init__(self, folder: Path, notes: Path, seed: int) -> None:
        self.folder = folder
        self.choose = random.Random(seed)
        self.notes = os.open(notes, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)
        self.version = seed % 1_000_000 * 1000
        folder.mkdir(exist_ok=True)
        self.pages = os.open(folder / "pages", os.O_CREAT | os.O_RDWR, 0o644)
        self.log = os.open(folder / "log", os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o644)
        self.log_length = os.fstat(self.log).st_size
        self.actions: list[Callable[[], None]] = (
            [self.replace] * 6
            + [self.create_anew] * 2
            + [self.remove, self.move_through_a_folder]
            + [self.write_page] * 4
            + [self.append] * 3
            + [self.sync] * 4
        )

    def run(self) -> None:
        """Endlessly."""
        while True:
            self.version += 1
            self.choose.choice(self.actions)()

    def note(self, *words: object) -> None:
        """One line, at once, in a file outside the vault."""
        os.write(self.notes, (" ".join(map(str, words)) + "\n").encode())

    def write(self, path: Path, data: bytes) -> None:
        """Write a file and close it; sometimes in several pieces."""
        opened = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o644)
        try:
            step = self.choose.choice((1 << 20, 1 << 20, 30_000))
            for start in range(0, len(data), step):
                os.write(opened, data[start : start + step])
        finally:
            os.close(opened)

    def replace(self) -> None:
        """Write a temporary file and move it over the record: whole or not at all."""
        name = self.choose.choice(NAMES)
        # A writer that was killed between link and unlink has left it as another record's name.
        (self.folder / "temporary").unlink(missing_ok=True)
        self.write(self.folder / "temporary", record(name, self.version))
        self.note("try", name, self.version)
        os.rename(self.folder / "temporary", self.folder / name)
        self.note("did", name, self.version)

    def create_anew(self) -> None:
        """Remove a record and link a new one in its place."""
        name = self.choose.choice(NAMES)
        # A writer that was killed between link and unlink has left it as another record's name.
        (self.folder / "temporary").unlink(missing_ok=True)
        self.write(self.folder / "temporary", record(name, self.version))
        self.note("try", name, GONE)
        (self.folder / name).unlink(missing_ok=True)
        self.note("try", name, self.version)
        os.link(self.folder / "temporary", self.folder / name)
        self.note("did", name, self.version)
        os.unlink(self.folder / "temporary")

    def remove(self) -> None:
        """Remove a record."""
        name = self.choose.choice(NAMES)
        self.note("try", name, GONE)
        (self.folder / name).unlink(missing_ok=True)
        self.note("did", name, GONE)

    def move_through_a_folder(self) -> None:
        """Make a record in a new folder, move the folder, and take the record out of it."""
        name = self.choose.choice(NAMES)
        made, moved = self.folder / "made", self.folder / f"moved-{self.version}"
        made.mkdir(exist_ok=True)
        self.write(made / name, record(name, self.version))
        os.rename(made, moved)
        self.note("try", name, self.version)
        os.rename(moved / name, self.folder / name)
        self.note("did", name, self.version)
        for left in moved.iterdir():
            left.unlink()
        moved.rmdir()

    def write_page(self) -> None:
        """Overwrite pages in place."""
        for _ in range(self.choose.randrange(1, 5)):
            number = self.choose.randrange(PAGES)
            self.note("try", f"page-{number}", self.version)
            os.pwrite(self.pages, page(number, self.version), number * PAGE)
            self.note("did", f"page-{number}", self.version)

    def append(self) -> None:
        """Let the log grow."""
        length = self.choose.choice((1, 100, 5000, 70_000))
        os.write(self.log, log_bytes(self.log_length, length))
        self.log_length += length

    def sync(self) -> None:
        """Sync one thing or another; what is still in the kernel's cache only its own file covers.

        Everything else was closed, and so handed over, before.
        """
        way = self.choose.choice(("record", "pages and log", "folder"))
        covers_pages = way == "pages and log"
        self.note("syncing")
        if way == "record":
            self.write(self.folder / "synced", b"x")
            opened = os.open(self.folder / "synced", os.O_WRONLY)
            os.fsync(opened)
            os.close(opened)
        elif covers_pages:
            length = self.log_length
            os.fsync(self.pages)
            os.fdatasync(self.log)
            self.note("log", length)
        else:
            opened = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
            os.fsync(opened)
            os.close(opened)
        self.note("synced", "all" if covers_pages else "records")


@dataclass
class Expectation:
    """What the notes say of one name: what was synced last, and what was tried since."""

    allowed: list[str] = field(default_factory=lambda: [GONE])
    """The synced content first, then all that came after, in order."""
    pending_from: int = 0
    """Where in `allowed` the next sync will cut, fixed when it begins."""


class Judge:
    """Reads a writer's notes over all its lives, and looks at its folder after each crash."""

    def __init__(self, folder: Path, notes: Path) -> None:
        self.folder = folder
        self.notes = notes
        self.read_to = 0
        self.names: dict[str, Expectation] = {}
        self.done: dict[str, int] = {}
        self.log_length = 0
        self.syncs = 0

    def read_notes(self) -> None:
        """Take in what was noted since the last time."""
        with self.notes.open("rb") as stream:
            stream.seek(self.read_to)
            text = stream.read()
            self.read_to = stream.tell()
        covered: dict[str, int] = {}
        for line in text.decode().splitlines():
            kind, *words = line.split(" ")
            if kind == "try":
                self.expect(words[0]).allowed.append(words[1])
            elif kind == "did":
                self.done[words[0]] = len(self.expect(words[0]).allowed) - 1
            elif kind == "log":
                self.log_length = max(self.log_length, int(words[0]))
            elif kind == "syncing":
                covered = dict(self.done)
            elif kind == "synced":
                self._cut(covered, pages=words[0] == "all")
                self.syncs += 1

    def expect(self, name: str) -> Expectation:
        """The expectation of a name, made when it is first met."""
        return self.names.setdefault(name, Expectation())

    def _cut(self, covered: dict[str, int], *, pages: bool) -> None:
        for name, place in covered.items():
            if pages or not name.startswith("page-"):
                self.names[name].allowed = self.names[name].allowed[place:]
                self.done[name] -= place

    def check(self) -> None:
        """Look at everything. Afterwards what was found counts as what was synced.

        Raises:
            AssertionError: Something synced is missing, older than promised, or a mixture.
        """
        self.read_notes()
        for name in NAMES:
            self._settle(name, self._read_record(name))
        self._check_pages()
        self._check_log()
        self._check_strangers()

    def _read_record(self, name: str) -> str:
        try:
            data = (self.folder / name).read_bytes()
        except FileNotFoundError:
            return GONE
        head, _, body = data.partition(b"\n")
        assert head, f"{name}: empty, {len(data)} bytes"
        told, version, digest = head.decode(errors="replace").split(" ")
        assert told == name, f"{name} holds {told}"
        assert hashlib.sha256(body).hexdigest() == digest, f"{name} {version}: a mixture"
        return version

    def _settle(self, name: str, found: str) -> None:
        expectation = self.expect(name)
        assert found in expectation.allowed, (
            f"{self.folder.name}/{name} is {found}; allowed are {expectation.allowed}"
        )
        expectation.allowed = [found]
        self.done[name] = 0

    def _check_pages(self) -> None:
        path = self.folder / "pages"
        data = path.read_bytes() if path.exists() else b""
        for number in range(PAGES):
            found = data[number * PAGE : (number + 1) * PAGE]
            if found.strip(b"\0") == b"":
                version = GONE
            else:
                version = found.split(b" ")[2].decode()
                assert found == page(number, int(version)), f"page {number}: a mixture"
            self._settle(f"page-{number}", version)

    def _check_log(self) -> None:
        path = self.folder / "log"
        data = path.read_bytes() if path.exists() else b""
        assert len(data) >= self.log_length, f"{len(data)} of {self.log_length} synced bytes"
        expected = log_bytes(0, len(data))
        assert data[: self.log_length] == expected[: self.log_length], "synced bytes of the log"
        # The kernel may have handed over later pages before earlier ones: zeros, but nothing else.
        for start in range(self.log_length // PAGE * PAGE, len(data), PAGE):
            found, wanted = data[start : start + PAGE], expected[start : start + PAGE]
            end = len(found.rstrip(b"\0"))
            assert found[:end] == wanted[:end], f"the log at {start} holds something else"
        os.truncate(path, self.log_length) if path.exists() else None

    def _check_strangers(self) -> None:
        known = {*NAMES, "pages", "log", "temporary", "synced", "made"}
        for path in self.folder.iterdir():
            assert path.name in known or path.name.startswith("moved-"), path
            if path.name.startswith("moved-"):
                for left in path.iterdir():
                    left.unlink()
                path.rmdir()


def main() -> None:
    """Write until the file system goes away."""
    folder, notes, seed = sys.argv[1:]
    try:
        Writer(Path(folder), Path(notes), int(seed)).run()
    except OSError as error:
        print(f"ended by {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
