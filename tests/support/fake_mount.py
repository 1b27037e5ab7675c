"""Mounts of a namespace in memory: in the test's own process, or in one of its own.

Run as a program, `python -m tests.support.fake_mount MOUNTPOINT`, it is the server: it prints
"ready" and serves until the mount ends, then prints how often the namespace was synced.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.errors import MountError
from engine.mount.mount_table import find_mount
from engine.mount.session import MountSession
from engine.mount.unmounting import detach
from tests.support.fake_namespace import FakeNamespace

PATIENCE_S = 20.0
REPOSITORY = Path(__file__).resolve().parents[2]


def fake_vault(path: Path, *, read_only: bool = False) -> SimpleNamespace:
    """What a session needs of a vault."""
    path.mkdir(exist_ok=True)
    locks = SimpleNamespace(caches=[])
    return SimpleNamespace(
        namespace=FakeNamespace(), path=path, read_only=read_only, file_locks=locks
    )


class Mounted:
    """A mount in this process. Never touch it while holding the interpreter's lock (mmap)."""

    def __init__(self, session: MountSession, namespace: FakeNamespace) -> None:
        self.session = session
        self.namespace = namespace
        self.root = session.mountpoint

    def settle(self) -> None:
        """Return when the kernel has been told of all that was changed beside the mount so far.

        Twice, as the first of two may be told in one batch with what came before it.
        """
        folder = self.namespace.mkdir(1, b"settling", 0o755, 0, 0).ino
        for name in ("one", "two"):
            assert not (self.root / "settling" / name).exists()
            self.namespace.create(folder, name.encode(), 0o100644, 0, 0)
            wait_until((self.root / "settling" / name).exists, "the kernel knows")
        (self.root / "settling" / "one").unlink()
        (self.root / "settling" / "two").unlink()
        (self.root / "settling").rmdir()


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach; those of pytest are closed to them."""
    with tempfile.TemporaryDirectory(prefix="sigmavault-test-") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@contextlib.contextmanager
def mounted(folder: Path, **options: object) -> Iterator[Mounted]:
    """Mount a fresh namespace under the folder; unmounted at the end, whatever happens."""
    vault = fake_vault(folder / "vault")
    mountpoint = folder / "mounted"
    mountpoint.mkdir()
    session = MountSession(vault, mountpoint, dedicated=False, **options)
    session.start()
    try:
        session.wait_ready()
        yield Mounted(session, vault.namespace)
    finally:
        if vault.namespace.sync_gate is not None:
            vault.namespace.sync_gate.set()
        if session.is_mounted:
            session.unmount(lazy=True, linger_s=1.0)


class Server:
    """A mount served by a process of its own."""

    def __init__(self, mountpoint: Path, *options: str, **popen: object) -> None:
        self.mountpoint = mountpoint
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.fake_mount", str(mountpoint), *options],
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **popen,
        )

    def wait_ready(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        line = self.process.stdout.readline() if ready else b""
        if line != b"ready\n":
            self.process.kill()
            raise AssertionError(self.process.stderr.read().decode())

    def end(self, signal_number: int | None = None) -> tuple[int, str]:
        """Wait for the process, after a signal if one is given; its code and last words."""
        if signal_number is not None:
            self.process.send_signal(signal_number)
        out, errors = self.process.communicate(timeout=PATIENCE_S)
        print(errors.decode())
        return self.process.returncode, out.decode()

    def clear(self) -> None:
        """Leave neither process nor mount."""
        self.process.kill()
        self.process.communicate()
        wait_until(lambda: find_mount(self.mountpoint) is None, "unmounted", 2.0)
        with contextlib.suppress(MountError):
            detach(self.mountpoint, lazy=True)


@contextlib.contextmanager
def served(mountpoint: Path, *options: str, **popen: object) -> Iterator[Server]:
    """A server that is ready; ended and cleared away at the end, whatever happens."""
    server = Server(mountpoint, *options, **popen)
    try:
        server.wait_ready()
        yield server
    finally:
        server.clear()


@contextlib.contextmanager
def fails_with(number: int) -> Iterator[None]:
    """What is inside fails with this errno."""
    with pytest.raises(OSError) as failed:  # noqa: PT011 - the number is checked next
        yield
    assert failed.value.errno == number, failed.value


def wait_until(condition, what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain until {what}")
        time.sleep(0.002)


def require_fuse() -> None:
    """Skip where nothing can be mounted."""
    if not os.path.exists("/dev/fuse"):
        pytest.skip("no FUSE on this machine")


def main() -> None:
    """Serve a fresh namespace."""
    parser = argparse.ArgumentParser()
    parser.add_argument("mountpoint", type=Path)
    parser.add_argument("--binding", default="linux")
    parser.add_argument("--allow-other", action="store_true")
    parser.add_argument("--owner", type=int, help="who owns the root directory")
    options = parser.parse_args()
    vault = fake_vault(options.mountpoint.parent / f"{options.mountpoint.name}-vault")
    root = vault.namespace.inode(1)
    if options.owner is not None:
        root.uid = root.gid = options.owner
    session = MountSession(
        vault, options.mountpoint, binding=options.binding, allow_other=options.allow_other
    )
    session.start()
    session.wait_ready()
    print("ready", flush=True)
    session.serve()
    files = {name.decode(): len(child.data) for name, child in root.children.items()}
    print("synced", vault.namespace.calls["sync"], "files", files, flush=True)


if __name__ == "__main__":
    main()
