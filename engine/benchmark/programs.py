"""What people do in a folder: clone, unpack, copy, a database, several programs at once."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.benchmark.amounts import CLIENTS, Amounts
from engine.benchmark.processes import ProgramFailedError, end, run_program, start_worker
from engine.benchmark.results import Skip
from engine.benchmark.worker import DONE, READY

Check = Callable[[], None]
Action = Callable[[], object]

_WORDS = (
    "return", "import", "static", "const", "struct", "value", "index", "error", "length", "buffer",
    "while", "break", "class", "self", "none", "result", "offset", "count", "write", "read",
)  # fmt: skip
_FILES_PER_FOLDER = 20
_MOST_LINES = 800
_END_TIMEOUT_S = 10.0
_STEP_S = 0.1
"""How long it may take to notice that somebody asked to stop."""
_GIT_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
_ROW_BYTES = 200


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a program works, and what with."""

    folder: Path
    sources: SourceTree
    clients: Clients
    much: Amounts
    check: Check


@dataclass(frozen=True, slots=True)
class Program:
    """One timed workload of programs."""

    name: str
    prepare: Callable[[Workplace], AbstractContextManager[Action]]
    """Gets everything ready, gives what is to be timed, and clears up."""
    amount: Callable[[Amounts], float]


class SourceTree:
    """A tree like that of a program's source, with a repository and an archive of it.

    It is the same for everybody, and fetched from nowhere.

    Args:
        folder: Made, on the plain disk.
        files: How many files the tree has.
        check: Asked while it is made.
    """

    def __init__(self, folder: Path, files: int, check: Check) -> None:
        folder.mkdir()
        self.tree = folder / "tree"
        self.archive = folder / "tree.tar"
        self.repository = folder / "repository"
        self._check = check
        self.bytes = _write_sources(self.tree, files, check)
        with tarfile.open(self.archive, "w") as archive:
            archive.add(self.tree, "tree")
        if shutil.which("git"):
            self._make_repository()

    def clone(self, place: Path) -> None:
        """`git clone`, from the plain disk."""
        self._git("clone", "--quiet", "--no-hardlinks", str(self.repository), str(place / "clone"))

    def extract(self, place: Path) -> None:
        """`tar x`."""
        run_program(["tar", "-xf", str(self.archive), "-C", str(place)], self._check)

    def copy(self, place: Path) -> None:
        """`cp -a`."""
        run_program(["cp", "-a", str(self.tree), str(place / "copy")], self._check)

    def _make_repository(self) -> None:
        shutil.copytree(self.tree, self.repository)
        work = ["-C", str(self.repository)]
        self._git(*work, "init", "--quiet")
        self._git(*work, "add", "--all")
        author = ["-c", "user.name=benchmark", "-c", "user.email=benchmark@invalid"]
        self._git(*work, *author, "commit", "--quiet", "--message=tree")

    def _git(self, *arguments: str) -> None:
        run_program(["git", *arguments], self._check, _GIT_ENVIRONMENT)


def missing_program(name: str) -> Skip | None:
    """Why a benchmark cannot be run, if a program that it needs is not here."""
    needed = {
        "git-clone": ("git", Skip.NO_GIT),
        "tar-extract": ("tar", Skip.NO_TAR),
        "copy-tree": ("cp", Skip.NO_COPY),
    }
    program, reason = needed.get(name, ("", None))
    return reason if program and shutil.which(program) is None else None


def commit_rows(place: Path, commits: int, check: Check) -> None:
    """Commit rows one by one to a database in SQLite's own default mode, each durable."""
    with closing(sqlite3.connect(place / "rows.sqlite", isolation_level=None)) as database:
        database.execute("create table row (id integer primary key, content blob)")
        content = bytes(_ROW_BYTES)
        for _ in range(commits):
            check()
            database.execute("insert into row (content) values (?)", (content,))


class Clients:
    """Several processes that do the same at the same moment, each in a folder of its own.

    Args:
        state: A folder for the workers' state.
        check: Asked while they work.
    """

    def __init__(self, state: Path, check: Check) -> None:
        self._check = check
        self._processes: list[subprocess.Popen[bytes]] = []
        with ExitStack() as stack:
            for _ in range(CLIENTS):
                client = start_worker("client", state=state)
                stack.callback(end, client, _END_TIMEOUT_S)
                self._processes.append(client)
            self._wait_for(READY)
            self._stack = stack.pop_all()

    def run(self, work: str, place: Path, count: int) -> None:
        """Let them begin, and wait for the last one.

        Args:
            work: "create" or "read".
            place: Where their folders are.
            count: Files, for all together.

        Raises:
            ProgramFailedError: One of them failed.
        """
        for number, client in enumerate(self._processes):
            order = [work, str(place / f"client-{number}"), count // CLIENTS]
            if client.stdin is not None:
                client.stdin.write(json.dumps(order).encode() + b"\n")
                client.stdin.flush()
        self._wait_for(DONE)

    def close(self) -> None:
        """End them."""
        self._stack.close()

    def _wait_for(self, word: bytes) -> None:
        """Wait until each has said a word."""
        waiting = [client.stdout for client in self._processes if client.stdout is not None]
        while waiting:
            ready, _, _ = select.select(waiting, [], [], _STEP_S)
            self._check()
            for pipe in ready:
                if pipe.readline() != word:
                    raise ProgramFailedError("a client failed")
                waiting.remove(pipe)


@contextmanager
def _cloning(place: Workplace) -> Iterator[Action]:
    yield lambda: place.sources.clone(place.folder)


@contextmanager
def _extracting(place: Workplace) -> Iterator[Action]:
    yield lambda: place.sources.extract(place.folder)


@contextmanager
def _copying(place: Workplace) -> Iterator[Action]:
    yield lambda: place.sources.copy(place.folder)


@contextmanager
def _committing(place: Workplace) -> Iterator[Action]:
    yield lambda: commit_rows(place.folder, place.much.commits, place.check)


@contextmanager
def _clients(place: Workplace, work: str) -> Iterator[Action]:
    for number in range(CLIENTS):
        (place.folder / f"client-{number}").mkdir(exist_ok=True)
    yield lambda: place.clients.run(work, place.folder, place.much.client_files)


PROGRAMS: tuple[Program, ...] = (
    Program("git-clone", _cloning, lambda _: 1),
    Program("tar-extract", _extracting, lambda _: 1),
    Program("copy-tree", _copying, lambda _: 1),
    Program("sqlite", _committing, lambda much: much.commits),
    Program(
        "create-4-clients",
        lambda place: _clients(place, "create"),
        lambda much: much.client_files // CLIENTS * CLIENTS,
    ),
    Program(
        "read-files-4-clients",
        lambda place: _clients(place, "read"),
        lambda much: much.client_files // CLIENTS * CLIENTS,
    ),
)
"""In this order: the last one reads what the one before it has created."""


def _write_sources(tree: Path, files: int, check: Check) -> int:
    """Write files of text: many short ones, few long ones, as source has them. Their bytes."""
    chance = random.Random(1)  # noqa: S311 - a workload, no secret
    tree.mkdir()
    total = 0
    for number in range(files):
        check()
        folder = tree / f"part{number // _FILES_PER_FOLDER:03d}"
        folder.mkdir(exist_ok=True)
        lines = int(min(chance.lognormvariate(4.5, 1.2), _MOST_LINES)) + 1
        text = "".join(f"{' '.join(chance.choices(_WORDS, k=6))}\n" for _ in range(lines))
        total += (folder / f"source{number:05d}.txt").write_text(text)
    return total
