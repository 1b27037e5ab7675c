"""Places that the file-system suites run in: a mounted vault, or a plain folder to prove them on."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import ClassVar, Protocol

PASSPHRASE = b"correct horse battery staple"

PATIENCE_S = 60.0
"""How long to wait for a condition before calling it a failure; nothing waits that long."""

REPOSITORY = Path(__file__).resolve().parents[2]


class Place(Protocol):
    """Somewhere with a file system in it."""

    root: Path
    is_vault: bool

    def remount(self) -> None:
        """Make what is in there come back from disk."""

    def ensure(self) -> None:
        """Bring it back if a test before took it down."""


class PlainPlace:
    """A folder of an ordinary file system, on which every suite must pass too."""

    is_vault = False

    def __init__(self, root: Path) -> None:
        self.root = root

    def remount(self) -> None:
        """Nothing to do: what matters here is that the suite is right."""

    def ensure(self) -> None:
        """Nothing to do."""


class VaultPlace:
    """A vault of its own, served by a process of its own."""

    is_vault = True

    serving: ClassVar[set[VaultPlace]] = set()
    """Those whose process runs now, for whoever must end a test that hangs."""

    def __init__(
        self,
        vault: Path,
        mountpoint: Path,
        *,
        allow_other: bool = False,
        read_only: bool = False,
        binding: str = "",
    ) -> None:
        self.vault = vault
        self.root = mountpoint
        self.process: subprocess.Popen[bytes] | None = None
        self._log = vault.parent / f"{mountpoint.name}.log"
        self._options = [
            *(["--allow-other"] if allow_other else []),
            *(["--read-only"] if read_only else []),
            *(["--binding", binding] if binding else []),
        ]

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        name: str = "vault",
        parity_lanes: int = 2,
        allow_other: bool = False,
        binding: str = "",
    ) -> VaultPlace:
        """Make a new vault and a mount point in the folder; nothing is mounted yet."""
        vault, mountpoint = folder / name, folder / f"{name}-mounted"
        make_vault(vault, parity_lanes=parity_lanes)
        mountpoint.mkdir()
        return cls(vault, mountpoint, allow_other=allow_other, binding=binding)

    def start(self) -> None:
        """Serve the vault; returns when the mount is usable."""
        command = [sys.executable, "-m", "tests.support.serve", *self._options]
        environment = os.environ | {
            "PYTHONPATH": str(REPOSITORY),
            "SIGMAVAULT_STATE_DIR": os.fspath(self.vault.parent / "state"),
        }
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, os.fspath(self.vault), os.fspath(self.root)],
                cwd=REPOSITORY,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.serving.add(self)
        if self._first_line() != b"ready\n" or not is_mounted(self.root):
            self.kill()
            raise AssertionError(f"the vault did not mount:\n{self.log()}")

    def _first_line(self) -> bytes:
        assert self.process is not None
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        return self.process.stdout.readline() if ready else b""

    def stop(self) -> None:
        """Ask the serving process to end as a shutdown does, and insist that it ended well."""
        if self.process is None:
            return
        process, self.process = self.process, None
        self.serving.discard(self)
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            code = None
        finally:
            _close(process)
            clear(self.root)
        assert code == 0, f"the serving process ended with {code}:\n{self.log()}"

    def kill(self) -> None:
        """End the serving process without a warning, and clear the dead mount it may leave."""
        if self.process is None:
            return
        process, self.process = self.process, None
        self.serving.discard(self)
        process.kill()
        process.wait()
        _close(process)
        clear(self.root)

    def remount(self) -> None:
        """Unmount cleanly and mount again."""
        self.stop()
        self.start()

    def ensure(self) -> None:
        """Mount again if the serving process died in a test before."""
        if self.process is None or self.process.poll() is not None:
            self.kill()
            self.start()

    def close(self) -> None:
        """Leave nothing mounted and nothing running, whatever happened."""
        try:
            self.stop()
        finally:
            self.kill()

    def log(self) -> str:
        """What the serving process wrote to its standard error."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def peak_memory_bytes(self) -> int:
        """The most resident memory that the serving process ever had."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024


def kill_all() -> None:
    """End every serving process, so that calls that wait for an answer fail instead of hanging.

    A process that waits for a file system cannot be interrupted otherwise. Called from another
    thread than the test's; the places clean up after themselves as usual.
    """
    for place in list(VaultPlace.serving):
        if place.process is not None:
            place.process.kill()


def make_vault(path: Path, *, parity_lanes: int = 2) -> None:
    """Create a vault whose key derivation costs the least that is allowed: a tenth of a second."""
    # Imported here, so that the suites run on a plain folder without the engine.
    from engine.keys.kdf import KdfParameters
    from engine.vault import create_vault

    kdf = KdfParameters(memory_kib=64 * 1024, passes=3, lanes=1)
    create_vault(path, PASSPHRASE, parity_lanes=parity_lanes, kdf=kdf)


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdout is not None:
        process.stdout.close()


def is_mounted(folder: Path) -> bool:
    """Whether the kernel has a mount there; asks its table, not the file system itself."""
    wanted = os.fspath(folder).encode()
    lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    return any(line.split()[4] == wanted for line in lines)


def wait_until(condition, what: str) -> None:
    """Wait for a condition of another process; fail with its name rather than hang."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain until {what}")
        time.sleep(0.002)


def clear(folder: Path) -> None:
    """Wait for a killed server's mount to vanish by its watcher, or take it away."""
    with contextlib.suppress(AssertionError):
        deadline = time.monotonic() + 2.0
        wait_until(lambda: not is_mounted(folder) or time.monotonic() > deadline, "unmounted")
    while is_mounted(folder):
        subprocess.run(["fusermount3", "-uz", os.fspath(folder)], check=True)
