"""What is done to each subject, and what of it is timed.

A scene is a row of steps over the same files. Each step is timed by itself; before it the subject
may be mounted anew with all caches dropped (cold), or primed without being timed (warm). The work
itself is that of the suite, `engine.benchmark`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.benchmark.amounts import CLIENTS, MIB, SMALL_FILE_BYTES
from engine.benchmark.folder_files import FolderFiles
from engine.benchmark.programs import Clients, SourceTree, commit_rows

_STREAM = "stream.bin"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is done."""

    stream_bytes: int
    files: int
    random_accesses: int
    synced_files: int
    tree_files: int
    commits: int


@dataclass(frozen=True, slots=True)
class Tools:
    """What some steps work with, beside the subject: made once, on the plain disk."""

    sources: SourceTree
    clients: Clients


@dataclass(frozen=True, slots=True)
class Work:
    """Where a step works: a folder inside the subject, how much, and which random numbers."""

    folder: Path
    sizes: Sizes
    seed: int
    tools: Tools | None = None
    """For the scene `programs`."""

    @property
    def files(self) -> FolderFiles:
        """The file workloads there."""
        return FolderFiles(self.folder)

    @property
    def needed_tools(self) -> Tools:
        """The tools of a step that cannot do without.

        Raises:
            ValueError: There are none.
        """
        if self.tools is None:
            raise ValueError("this step needs its tools")
        return self.tools


Action = Callable[[Work], float]
"""Does the work and tells how much it was, in the step's unit."""


@dataclass(frozen=True, slots=True)
class Step:
    """One timed workload."""

    name: str
    title: str
    unit: str
    action: Action
    cold: bool = False
    """Mount anew and drop all caches before it."""
    prime: Action | None = None
    """Done before it without being timed."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Steps that go together, and what removes their files."""

    name: str
    steps: tuple[Step, ...]
    needs_tools: bool = False

    def clean(self, work: Work) -> None:
        """Remove the scene's files."""
        work.files.clean()


# -- one large file ---------------------------------------------------------------------------


def write_stream(work: Work) -> float:
    """Write a large file from front to back in 1 MiB pieces, then fsync. Megabytes."""
    work.files.write_stream(_STREAM, work.sizes.stream_bytes, MIB)
    return work.sizes.stream_bytes / 1e6


def read_stream(work: Work) -> float:
    """Read the large file from front to back in 1 MiB pieces. Megabytes."""
    work.files.read_stream(_STREAM, work.sizes.stream_bytes, MIB)
    return work.sizes.stream_bytes / 1e6


def read_random(work: Work) -> float:
    """Read 4 KiB pages of the large file at random. Reads."""
    count = _accesses(work)
    work.files.read_random(_STREAM, work.sizes.stream_bytes, SMALL_FILE_BYTES, count, work.seed)
    return count


def write_random(work: Work) -> float:
    """Write 4 KiB pages of the large file at random, then fsync. Writes."""
    count = _accesses(work)
    work.files.write_random(_STREAM, work.sizes.stream_bytes, SMALL_FILE_BYTES, count, work.seed)
    return count


def _accesses(work: Work) -> int:
    return min(work.sizes.random_accesses, work.sizes.stream_bytes // SMALL_FILE_BYTES)


# -- many small files -------------------------------------------------------------------------


def create_files(work: Work) -> float:
    """Create files of 4 KiB, a hundred in a folder. Files."""
    work.files.create_tree(work.sizes.files)
    return work.sizes.files


def read_files(work: Work) -> float:
    """List the folders and read every file. Files."""
    work.files.read_tree(work.sizes.files)
    return work.sizes.files


def stat_files(work: Work) -> float:
    """List the folders and stat every file. Files."""
    work.files.stat_tree(work.sizes.files)
    return work.sizes.files


def remove_files(work: Work) -> float:
    """Remove all of it, as `rm -r` does. Files."""
    work.files.remove_tree(work.sizes.files)
    return work.sizes.files


def create_synced(work: Work) -> float:
    """Create files of 4 KiB one at a time, each with fsync before the next. Files."""
    work.files.create_synced(work.sizes.synced_files)
    return work.sizes.synced_files


# -- programs ---------------------------------------------------------------------------------


def clone(work: Work) -> float:
    """`git clone` of a source tree. Files."""
    work.needed_tools.sources.clone(work.folder)
    return work.sizes.tree_files


def extract(work: Work) -> float:
    """`tar x` of a source tree. Files."""
    work.needed_tools.sources.extract(work.folder)
    return work.sizes.tree_files


def copy(work: Work) -> float:
    """`cp -a` of a source tree. Files."""
    work.needed_tools.sources.copy(work.folder)
    return work.sizes.tree_files


def commit(work: Work) -> float:
    """Commit rows to SQLite, each durable. Commits."""
    commit_rows(work.folder, work.sizes.commits, lambda: None)
    return work.sizes.commits


def make_folders(work: Work) -> float:
    """A folder for each of four clients."""
    for number in range(CLIENTS):
        (work.folder / f"client-{number}").mkdir()
    return CLIENTS


def create_together(work: Work) -> float:
    """Create files of 4 KiB by four programs at once. Files."""
    work.needed_tools.clients.run("create", work.folder, work.sizes.files)
    return work.sizes.files // CLIENTS * CLIENTS


def read_together(work: Work) -> float:
    """Read them by four programs at once. Files."""
    work.needed_tools.clients.run("read", work.folder, work.sizes.files)
    return work.sizes.files // CLIENTS * CLIENTS


# -- the scenes -------------------------------------------------------------------------------


SCENES: tuple[Scene, ...] = (
    Scene(
        "stream",
        (
            Step("seq-write", "sequential write, fsync", "MB/s", write_stream),
            Step("seq-read-cold", "sequential read, cold", "MB/s", read_stream, cold=True),
            Step("seq-read-warm", "sequential read, warm", "MB/s", read_stream, prime=read_stream),
            Step("random-read", "random 4 KiB reads, cold", "/s", read_random, cold=True),
            Step(
                "random-write", "random 4 KiB writes, fsync", "/s", write_random, prime=read_stream
            ),
        ),
    ),
    Scene(
        "files",
        (
            Step("create", "create 4 KiB files", "/s", create_files),
            Step("read-files", "read them, cold", "/s", read_files, cold=True),
            Step("stat", "stat all, cold", "/s", stat_files, cold=True),
            Step("remove", "remove them", "/s", remove_files, prime=stat_files),
        ),
    ),
    Scene(
        "synced",
        (Step("create-fsync", "create + fsync, one by one", "/s", create_synced),),
    ),
    Scene(
        "programs",
        (
            Step("git-clone", "`git clone`, files", "/s", clone),
            Step("tar-extract", "`tar x`, files", "/s", extract),
            Step("copy-tree", "`cp -a`, files", "/s", copy),
            Step("sqlite", "SQLite commits", "/s", commit),
            Step("create-4", "create files, 4 clients", "/s", create_together, prime=make_folders),
            Step("read-4", "read them, cold, 4 clients", "/s", read_together, cold=True),
        ),
        needs_tools=True,
    ),
)
"""Everything that is measured, in the order of the table."""
