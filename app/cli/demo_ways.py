"""Two ways for files into a vault and out of it: through a mount, and directly."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.cli.demo_sample import Sample, files_of
from app.cli.serving import MountRequest, start_serving
from engine.errors import VaultError

if TYPE_CHECKING:
    from engine.vault import Vault
    from engine.vault.credentials import Passphrase

PIECE_BYTES = 4 * 1024 * 1024


class Way(Protocol):
    """What the demonstration needs of either."""

    def start(self) -> None:
        """Open the vault, if it is not open."""

    def finish(self) -> None:
        """Lock it; everything is durable afterwards."""

    def copy_in(self, sample: Sample) -> None:
        """Copy the sample in, durably."""

    def differing(self, sample: Sample) -> list[str]:
        """The files of the sample that are not byte for byte what the vault has."""


class MountedWay:
    """Through a mount: ordinary tools on ordinary paths."""

    def __init__(self, vault: Path, credential: Passphrase, mountpoint: Path) -> None:
        self._request = MountRequest(vault, mountpoint)
        self._credential = credential
        self._mounted = False

    def mount(self) -> None:
        """Mount the vault; returns when it is usable."""
        self._request.mountpoint.mkdir(exist_ok=True)
        start_serving(self._request, self._credential)
        self._mounted = True

    def unmount(self) -> None:
        """Unmount it if it is mounted; returns when the vault is locked."""
        from engine.mount import unmount

        if self._mounted:
            self._mounted = False
            unmount(self._request.mountpoint)

    def start(self) -> None:
        """Mount the vault if it is not mounted."""
        if not self._mounted:
            self.mount()

    def finish(self) -> None:
        """Unmount it."""
        self.unmount()

    def copy_in(self, sample: Sample) -> None:
        """Copy as any program would, and one fsync."""
        for name in sample.names:
            source, target = sample.folder / name, self._request.mountpoint / name
            if source.is_dir() and not source.is_symlink():
                shutil.copytree(source, target, symlinks=True)
            else:
                shutil.copy2(source, target, follow_symlinks=False)
        # One fsync makes all of it durable: a vault has one journal.
        fd = os.open(self._request.mountpoint, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def differing(self, sample: Sample) -> list[str]:
        """Read every file back through the mount."""
        return [
            path
            for path in files_of(sample)
            if not _same(sample.folder / path, self._request.mountpoint / path)
        ]


class DirectWay:
    """Without a mount, by the engine alone."""

    def __init__(self, vault: Path, credential: Passphrase) -> None:
        self._path = vault
        self._credential = credential
        self._vault: Vault | None = None

    def start(self) -> None:
        """Unlock the vault."""
        self._opened()

    def finish(self) -> None:
        """Lock it."""
        if self._vault is not None:
            self._vault.lock()
            self._vault = None

    def copy_in(self, sample: Sample) -> None:
        """Import the sample."""
        from engine.vault.transfer import import_tree

        sources = [sample.folder / name for name in sample.names]
        import_tree(self._opened(), sources, b"/")

    def differing(self, sample: Sample) -> list[str]:
        """Read every file back by the engine."""
        return [path for path in files_of(sample) if not self._same(sample.folder / path, path)]

    def _opened(self) -> Vault:
        from engine.vault import Vault

        if self._vault is None:
            self._vault = Vault.unlock(self._path, self._credential, purpose="demo")
        return self._vault

    def _same(self, original: Path, path: str) -> bool:
        namespace = self._opened().namespace
        try:
            inode = namespace.resolve(b"/" + os.fsencode(path))
            with original.open("rb") as file:
                offset = 0
                while piece := file.read(PIECE_BYTES):
                    if bytes(namespace.read(inode.ino, offset, PIECE_BYTES)) != piece:
                        return False
                    offset += len(piece)
            return offset == inode.size
        except VaultError:
            return False


def _same(original: Path, copy: Path) -> bool:
    try:
        with original.open("rb") as left, copy.open("rb") as right:
            while piece := left.read(PIECE_BYTES):
                if right.read(PIECE_BYTES) != piece:
                    return False
            return not right.read(1)
    except OSError:
        return False
