"""What the file workloads are done on: a mounted vault, the plain disk, a vault by its API."""

from __future__ import annotations

import json
import select
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from engine.benchmark.folder_files import FolderFiles
from engine.benchmark.machine import process_peak_bytes
from engine.benchmark.processes import end, start_worker
from engine.benchmark.results import Skip, Subject
from engine.benchmark.scratch_vault import create_scratch_vault, unlock_scratch_vault
from engine.benchmark.vault_files import VaultFiles
from engine.benchmark.worker import READY
from engine.errors import FuseUnavailableError, MountError
from engine.mount import Refusal, unmount
from engine.vault import Vault

Check = Callable[[], None]

_READY_TIMEOUT_S = 60.0
_END_TIMEOUT_S = 120.0
"""A server writes what the kernel still holds, and makes it durable, before it ends."""


class Files(Protocol):
    """The file workloads; see `FolderFiles`."""

    def write_stream(self, name: str, total: int, piece: int) -> None:
        """Write a large file, then fsync."""

    def read_stream(self, name: str, total: int, piece: int) -> None:
        """Read it."""

    def read_random(self, name: str, total: int, piece: int, count: int, seed: int) -> None:
        """Read pieces of it."""

    def write_random(self, name: str, total: int, piece: int, count: int, seed: int) -> None:
        """Write pieces of it, then fsync."""

    def create_tree(self, count: int) -> None:
        """Create small files."""

    def list_tree(self, count: int) -> None:
        """List their folders."""

    def stat_tree(self, count: int) -> None:
        """Look at each."""

    def read_tree(self, count: int) -> None:
        """Read each."""

    def remove_tree(self, count: int) -> None:
        """Remove them."""

    def create_synced(self, count: int) -> None:
        """Create small files, each with fsync."""

    def clean(self) -> None:
        """Remove everything."""


class Place(Protocol):
    """Somewhere to do them."""

    subject: Subject
    prefix: str
    """Of the names of its benchmarks."""

    @property
    def files(self) -> Files:
        """The workloads, while the place is open."""

    def open(self) -> None:
        """Make it usable."""

    def close(self) -> None:
        """Have everything of it on the disk and nothing in memory. Closing twice is no error."""


class PlainPlace:
    """A folder of the disk itself: the reference."""

    subject = Subject.PLAIN_DISK
    prefix = ""

    def __init__(self, folder: Path, check: Check) -> None:
        folder.mkdir()
        self.files = FolderFiles(folder, check)

    def open(self) -> None:
        """See `Place`."""

    def close(self) -> None:
        """See `Place`: dropping the caches is all there is to do, and done for all places."""


class MountedPlace:
    """A vault mounted by a process of its own.

    Args:
        folder: Made, for the vault, its mount point and the server's state.
        check: Asked while a workload runs.
    """

    subject = Subject.VAULT
    prefix = ""

    def __init__(self, folder: Path, check: Check) -> None:
        self._folder = folder
        self._store, self.mountpoint = folder / "store", folder / "mounted"
        self._server: subprocess.Popen[bytes] | None = None
        folder.mkdir()
        self.mountpoint.mkdir()
        self.files = FolderFiles(self.mountpoint, check)
        create_scratch_vault(self._store)

    def open(self) -> None:
        """See `Place`.

        Raises:
            FuseUnavailableError: There is no FUSE here.
            MountError: It could not be mounted for another reason.
        """
        self._server = start_worker(
            "serve", str(self._store), str(self.mountpoint), state=self._folder / "state"
        )
        line = _first_line(self._server)
        if line != READY:
            self.close()
            raise _refusal(line, self.mountpoint)

    def close(self) -> None:
        """See `Place`."""
        server, self._server = self._server, None
        if server is not None:
            end(server, _END_TIMEOUT_S)
            with suppress(MountError):  # only a server that had to be killed leaves a mount
                unmount(self.mountpoint, lazy=True)

    def peak_bytes(self) -> int:
        """The most memory that the server has had; 0 where the system does not tell."""
        return process_peak_bytes(self._server.pid) if self._server else 0


class ApiPlace:
    """A vault unlocked in this process."""

    subject = Subject.VAULT
    prefix = "api-"

    def __init__(self, folder: Path, check: Check) -> None:
        self.folder = folder
        self._check = check
        self._vault: Vault | None = None
        create_scratch_vault(folder)

    @property
    def vault(self) -> Vault:
        """The unlocked vault.

        Raises:
            RuntimeError: The place is not open.
        """
        if self._vault is None:
            raise RuntimeError("the place is not open")
        return self._vault

    @property
    def files(self) -> VaultFiles:
        """See `Place`."""
        return VaultFiles(self.vault.namespace, self._check)

    def open(self) -> None:
        """See `Place`."""
        self._vault = unlock_scratch_vault(self.folder)

    def close(self) -> None:
        """See `Place`."""
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.lock()


def why_not_mounted(error: MountError) -> str:
    """The reason for skipping what needs a mount."""
    return Skip.NO_FUSE if isinstance(error, FuseUnavailableError) else error.reason


def _first_line(server: subprocess.Popen[bytes]) -> bytes:
    if server.stdout is None:
        return b""
    ready, _, _ = select.select([server.stdout], [], [], _READY_TIMEOUT_S)
    return server.stdout.readline() if ready else b""


def _refusal(line: bytes, mountpoint: Path) -> MountError:
    """The server's error, as it would have been raised here."""
    try:
        said = json.loads(line)
        code, reason = str(said["code"]), str(said["reason"])
    except (ValueError, KeyError, TypeError):
        code, reason = "", Refusal.NOT_READY
    kind = FuseUnavailableError if code == FuseUnavailableError.code else MountError
    return kind(mountpoint, reason or Refusal.NOT_READY)
