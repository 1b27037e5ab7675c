"""What a transfer between a vault and the disk outside did: records, and the count kept meanwhile."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from engine.errors import VaultError
from engine.progress import CancelToken, Progress, Report


class Conflict(enum.Enum):
    """What happens where the destination has a file of that name already.

    Folders are always merged, and a folder is never replaced by a file or a file by a folder.
    """

    REPLACE = "replace"
    SKIP = "skip"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class TransferFailure:
    """A file that was not transferred, and why. `path` is that of the source."""

    path: bytes
    error: VaultError | OSError


class ChangedMeanwhileError(OSError):
    """A source file changed while it was read: what was read may be a mixture of old and new."""


@dataclass(frozen=True, slots=True)
class TransferResult:
    """What was transferred, in numbers, and what was not, by name."""

    files: int
    directories: int
    symlinks: int
    others: int
    """Fifos, sockets and devices."""
    hard_links: int
    """Further names of files that are counted once."""
    data_bytes: int
    """Sizes of the files, holes included."""
    skipped: tuple[bytes, ...]
    failures: tuple[TransferFailure, ...]


@dataclass(slots=True)
class Tally:
    """The running count of a transfer; reports progress and asks the token as it goes.

    `total_bytes` and `total_items` come from a first look at the source and may be off by what
    changes there meanwhile.
    """

    report: Report
    cancel: CancelToken
    total_bytes: int = 0
    total_items: int = 0
    files: int = 0
    directories: int = 0
    symlinks: int = 0
    others: int = 0
    hard_links: int = 0
    data_bytes: int = 0
    items: int = 0
    done_bytes: int = 0
    current: bytes = b""
    skipped: list[bytes] = field(default_factory=list)
    failures: list[TransferFailure] = field(default_factory=list)

    def start(self, path: bytes) -> None:
        """Come to the next entry. A safe point: the caller has nothing half done.

        Raises:
            CancelledError: Somebody asked to stop.
        """
        self.cancel.check()
        self.items += 1
        self.current = path
        self.tell()

    def advance(self, count_bytes: int) -> None:
        """A piece of a file was transferred, or a hole passed over."""
        self.done_bytes += count_bytes
        self.tell()

    def tell(self) -> None:
        """Report how far the transfer is."""
        self.report(
            Progress(
                done=self.done_bytes,
                total=max(self.total_bytes, self.done_bytes),
                items_done=self.items,
                items_total=max(self.total_items, self.items),
                current=self.current.decode("utf-8", "surrogateescape"),
            )
        )

    def fail(self, path: bytes, error: VaultError | OSError) -> None:
        """Note a file that could not be transferred; the rest goes on."""
        self.failures.append(TransferFailure(path, error))

    def result(self) -> TransferResult:
        """The count as it stands."""
        return TransferResult(
            files=self.files,
            directories=self.directories,
            symlinks=self.symlinks,
            others=self.others,
            hard_links=self.hard_links,
            data_bytes=self.data_bytes,
            skipped=tuple(self.skipped),
            failures=tuple(self.failures),
        )
