"""What is measured: SigmaVault, its peers, and the plain folder, each as a folder to work in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.benchmark import machine

_PASSWORD = "correct horse battery staple\n"
_MOUNT_TIMEOUT_S = 60.0
_UNMOUNT_TIMEOUT_S = 300.0
_REPOSITORY = Path(__file__).resolve().parents[1]


class SubjectError(Exception):
    """A subject could not be created, mounted or unmounted."""


class Subject:
    """The plain folder; the base of all others.

    Args:
        folder: An empty folder for whatever the subject stores.
        server_cores: The cores that its server may use; None for all.
    """

    name = "plain"
    title = "plain folder"

    def __init__(self, folder: Path, server_cores: Sequence[int] | None = None) -> None:
        self.folder = folder
        self._server_cores = server_cores
        self.place = folder / "content"

    @classmethod
    def absent(cls) -> str:
        """Why it cannot be measured here, as a sentence; empty when it can."""
        return ""

    @classmethod
    def version(cls) -> str:
        """What its own command says."""
        return ""

    def create(self) -> None:
        """Make it, empty."""
        self.place.mkdir(parents=True)

    def mount(self) -> None:
        """Make `place` usable."""

    def unmount(self) -> None:
        """Return once everything is on its way to the disk and no server is left."""

    def server_cpu_s(self) -> float:
        """Processor time of the server since it was mounted."""
        return 0.0

    def server_peak_bytes(self) -> int:
        """Most memory of the server since it was mounted."""
        return 0


class MountedSubject(Subject):
    """One whose server runs in the foreground, as a child of ours, until it is unmounted."""

    program = ""

    def __init__(self, folder: Path, server_cores: Sequence[int] | None = None) -> None:
        super().__init__(folder, server_cores)
        self.place = folder / "mounted"
        self.store = folder / "store"
        self._password = folder / "password"
        self._server: subprocess.Popen[bytes] | None = None

    @classmethod
    def absent(cls) -> str:
        """See `Subject`."""
        return "" if shutil.which(cls.program) else f"{cls.title} is not installed: skipped."

    @classmethod
    def version(cls) -> str:
        """See `Subject`."""
        done = subprocess.run([cls.program, "--version"], capture_output=True, check=False)
        return done.stdout.decode(errors="replace").partition("\n")[0].strip()

    def create(self) -> None:
        """See `Subject`."""
        self.place.mkdir(parents=True)
        self.store.mkdir()
        self._password.write_text(_PASSWORD)
        command = self.creation()
        if command:
            self._run(command)

    def mount(self) -> None:
        """See `Subject`."""
        cores = os.sched_getaffinity(0)
        try:
            if self._server_cores is not None:
                # A process inherits this, and so do all threads that it will ever start.
                os.sched_setaffinity(0, self._server_cores)
            with (self.folder / "log").open("ab") as log, self._password.open("rb") as password:
                self._server = subprocess.Popen(
                    self.mounting(),
                    stdin=password, stdout=log, stderr=log,
                    env=self._environment(), cwd=_REPOSITORY,
                )  # fmt: skip
        finally:
            os.sched_setaffinity(0, cores)
        self._wait_until_mounted(self._server)

    def unmount(self) -> None:
        """See `Subject`."""
        if self._server is None:
            return
        self._detach()
        self._server.wait(_UNMOUNT_TIMEOUT_S)
        self._server = None

    def server_cpu_s(self) -> float:
        """See `Subject`."""
        return machine.process_cpu_s(self._server.pid) if self._server else 0.0

    def server_peak_bytes(self) -> int:
        """See `Subject`."""
        return machine.process_peak_bytes(self._server.pid) if self._server else 0

    def creation(self) -> list[str]:
        """The command that makes the store; empty when mounting makes it."""
        return []

    def mounting(self) -> list[str]:
        """The command that mounts and serves in the foreground."""
        raise NotImplementedError

    def settings(self) -> Mapping[str, str]:
        """What its commands find in the environment, beside what we have."""
        return {}

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.settings()}

    def _run(self, command: Sequence[str]) -> None:
        done = subprocess.run(
            command,
            input=_PASSWORD.encode(),
            capture_output=True,
            env=self._environment(),
            cwd=_REPOSITORY,
            check=False,
        )
        if done.returncode:
            raise SubjectError(f"{self.title}: {done.stderr.decode(errors='replace')}")

    def _wait_until_mounted(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _MOUNT_TIMEOUT_S
        while not os.path.ismount(self.place):
            if server.poll() is not None or time.monotonic() > deadline:
                server.kill()
                said = (self.folder / "log").read_text(errors="replace")
                raise SubjectError(f"{self.title} did not mount: {said}")
            time.sleep(0.01)

    def _detach(self) -> None:
        tool = shutil.which("fusermount3") or "fusermount"
        for attempt in range(50):
            done = subprocess.run([tool, "-u", str(self.place)], capture_output=True, check=False)
            if not done.returncode:
                return
            time.sleep(0.02 * attempt)  # something that looks at every new mount is still at it
        raise SubjectError(f"{self.title} did not unmount: {done.stderr.decode(errors='replace')}")


class SigmaVault(MountedSubject):
    """A default vault, through the mount that `sigmavault mount` gives."""

    name = "sigmavault"
    title = "SigmaVault"
    program = sys.executable

    @classmethod
    def version(cls) -> str:
        """See `Subject`."""
        from engine import __version__

        return f"sigmavault {__version__}"

    def creation(self) -> list[str]:
        """See `MountedSubject`. A cheap key derivation: it is paid at mounting, never measured."""
        return [
            *self._command("create"), str(self.store),
            "--passphrase-file", str(self._password), "--kdf-time", "0.1",
        ]  # fmt: skip

    def mounting(self) -> list[str]:
        """See `MountedSubject`."""
        return [
            *self._command("mount"), str(self.store), str(self.place),
            "--foreground", "--passphrase-file", str(self._password),
        ]  # fmt: skip

    def settings(self) -> Mapping[str, str]:
        """See `MountedSubject`: the user's own list of mounts stays as it is."""
        return {"SIGMAVAULT_STATE_DIR": str(self.folder / "state")}

    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-m", "app", name]


class Gocryptfs(MountedSubject):
    """gocryptfs with its defaults: AES-GCM, encrypted names."""

    name = "gocryptfs"
    title = "gocryptfs"
    program = "gocryptfs"

    def creation(self) -> list[str]:
        """See `MountedSubject`. A cheap key derivation here too."""
        return ["gocryptfs", "-init", "-q", "-scryptn", "10", *self._pass(), str(self.store)]

    def mounting(self) -> list[str]:
        """See `MountedSubject`."""
        return ["gocryptfs", "-fg", "-q", *self._pass(), str(self.store), str(self.place)]

    def _pass(self) -> list[str]:
        return ["-passfile", str(self._password)]


class CryFS(MountedSubject):
    """CryFS with its defaults."""

    name = "cryfs"
    title = "CryFS"
    program = "cryfs"

    def mounting(self) -> list[str]:
        """See `MountedSubject`. The first mount makes the store."""
        return ["cryfs", "-f", str(self.store), str(self.place)]

    def settings(self) -> Mapping[str, str]:
        """See `MountedSubject`."""
        return {
            "CRYFS_FRONTEND": "noninteractive",
            "CRYFS_NO_UPDATE_CHECK": "true",
            "HOME": str(self.folder),
        }


class Securefs(MountedSubject):
    """securefs with its defaults: the lite format, which encrypts file by file."""

    name = "securefs"
    title = "securefs"
    program = "securefs"

    @classmethod
    def version(cls) -> str:
        """See `Subject`. It has a command for it instead of an option."""
        done = subprocess.run(["securefs", "version"], capture_output=True, check=False)
        return done.stdout.decode(errors="replace").partition("\n")[0].strip()

    def creation(self) -> list[str]:
        """See `MountedSubject`. A cheap key derivation here too; asked twice without --pass."""
        return ["securefs", "create", "--rounds", "1", "--pass", _PASSWORD.strip(),
                str(self.store)]  # fmt: skip

    def mounting(self) -> list[str]:
        """See `MountedSubject`."""
        return ["securefs", "mount", str(self.store), str(self.place)]


class EncFS(MountedSubject):
    """EncFS with its standard configuration."""

    name = "encfs"
    title = "EncFS"
    program = "encfs"

    @classmethod
    def version(cls) -> str:
        """See `Subject`. It says so among its complaints."""
        done = subprocess.run(["encfs", "--version"], capture_output=True, check=False)
        said = (done.stdout + done.stderr).decode(errors="replace")
        return said.partition("\n")[0].strip()

    def mounting(self) -> list[str]:
        """See `MountedSubject`. The first mount makes the store."""
        return ["encfs", "-f", "-S", "--standard", str(self.store), str(self.place)]


SUBJECTS: Mapping[str, type[Subject]] = {
    each.name: each for each in (SigmaVault, Gocryptfs, CryFS, Securefs, EncFS, Subject)
}
"""All that can be measured, by name."""
