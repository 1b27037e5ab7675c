"""The namespace's random operations through a real mount: remounts, kills, rotten bands, repair."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import initialize, invariant, precondition, rule

from engine.constants import ROOT_INODE, SLOT_BYTES
from engine.errors import NamespaceError
from engine.health import scrub
from engine.keys import Passphrase
from engine.types import Severity
from engine.vault import Vault
from tests.property.test_namespace_model import Model, NamespaceMachine
from tests.support.places import PASSPHRASE, VaultPlace
from tests.support.syscalls import fallocate, renameat2
from tests.support.tally import Trial
from tests.support.tally import of_this_run as tally

PARITY_LANES = 2
KEEP_SIZE, PUNCH_HOLE = 1, 2
REFUSALS = {
    errno.EEXIST,
    errno.ENOENT,
    errno.ENOTEMPTY,
    errno.EISDIR,
    errno.ENOTDIR,
    errno.EINVAL,
}


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """What POSIX refuses, as the namespace does; anything else is a failure."""
    try:
        yield
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        raise NamespaceError from error


class MountedNamespace:
    """As much of `Namespace` as the machine asks, by system calls in the mount."""

    def __init__(self, root: Path) -> None:
        self._root = os.fsencode(root)

    def _path(self, ino: int) -> bytes:
        if ino == ROOT_INODE:
            return self._root
        for folder, folders, files in os.walk(self._root):
            for name in folders + files:
                path = os.path.join(folder, name)
                if os.lstat(path).st_ino == ino:
                    return path
        raise AssertionError(f"no name for inode {ino}")

    def _made(self, parent: int, name: bytes, make: Callable[[bytes], object]) -> SimpleNamespace:
        path = os.path.join(self._path(parent), name)
        with refusing():
            make(path)
        return SimpleNamespace(ino=os.lstat(path).st_ino)

    def mkdir(self, parent: int, name: bytes, mode: int, *_: int) -> SimpleNamespace:
        return self._made(parent, name, lambda path: (os.mkdir(path), os.chmod(path, mode)))

    def create(self, parent: int, name: bytes, mode: int, *_: int) -> SimpleNamespace:
        return self._made(parent, name, lambda path: os.mknod(path, mode))

    def link(self, ino: int, parent: int, name: bytes) -> None:
        source = self._path(ino)
        self._made(parent, name, lambda path: os.link(source, path))

    def unlink(self, parent: int, name: bytes) -> None:
        with refusing():
            os.unlink(os.path.join(self._path(parent), name))

    def rmdir(self, parent: int, name: bytes) -> None:
        with refusing():
            os.rmdir(os.path.join(self._path(parent), name))

    def rename(self, parent: int, name: bytes, target: int, new_name: bytes, flags: int) -> None:
        with refusing():
            renameat2(
                os.path.join(self._path(parent), name),
                os.path.join(self._path(target), new_name),
                flags,
            )

    @contextlib.contextmanager
    def _opened(self, ino: int) -> Iterator[int]:
        descriptor = os.open(self._path(ino), os.O_RDWR)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def read(self, ino: int, offset: int, length: int) -> bytes:
        with self._opened(ino) as descriptor:
            return os.pread(descriptor, length, offset)

    def write(self, ino: int, offset: int, data: bytes) -> int:
        with self._opened(ino) as descriptor:
            return os.pwrite(descriptor, data, offset)

    def punch_hole(self, ino: int, offset: int, length: int) -> None:
        with self._opened(ino) as descriptor:
            fallocate(descriptor, KEEP_SIZE | PUNCH_HOLE, offset, length)

    def set_attributes(self, ino: int, *, size: int | None = None, mode: int | None = None) -> None:
        if size is not None:
            os.truncate(self._path(ino), size)
        if mode is not None:
            os.chmod(self._path(ino), mode)

    def set_xattr(self, ino: int, name: bytes, value: bytes) -> None:
        os.setxattr(self._path(ino), name, value)

    def list_xattrs(self, ino: int) -> list[bytes]:
        return [os.fsencode(name) for name in os.listxattr(self._path(ino))]

    def get_xattr(self, ino: int, name: bytes) -> bytes:
        return os.getxattr(self._path(ino), name)

    def inode(self, ino: int) -> SimpleNamespace:
        found = os.lstat(self._path(ino))
        return SimpleNamespace(
            ino=ino, mode=found.st_mode, nlink=found.st_nlink, size=found.st_size
        )

    def entries(self, ino: int) -> list[SimpleNamespace]:
        with os.scandir(self._path(ino)) as found:
            entries = [SimpleNamespace(name=each.name, ino=each.inode()) for each in found]
        return sorted(entries, key=lambda entry: entry.name)

    def sync(self) -> None:
        """What the kernel holds comes to the server, which then makes all of it durable.

        Linux does not pass syncfs on to a FUSE file system; the fsync of any folder commits.
        """
        subprocess.run(["sync", "-f", self._root], check=True)
        descriptor = os.open(self._root, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class MountWorld:
    """A vault served by a process of its own."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.place = VaultPlace.create(Path(self._folder.name))
        self.place.start()
        self.ns = MountedNamespace(self.place.root)

    def content(self, ino: int) -> bytes:
        return self.ns.read(ino, 0, self.ns.inode(ino).size)

    def flush(self) -> None:
        self.ns.sync()

    @contextlib.contextmanager
    def unlocked(self) -> Iterator[Vault]:
        self.place.stop()
        try:
            with Vault.unlock(self.place.vault, Passphrase(PASSPHRASE)) as vault:
                yield vault
        finally:
            self.place.start()

    def rot(self, position: int, seed: int) -> None:
        self.place.stop()
        choose = random.Random(seed)
        for path in sorted((self.place.vault / "bands").glob(f"*-{position:02d}")):
            slots = path.stat().st_size // SLOT_BYTES
            with path.open("r+b") as stream:
                for slot in choose.sample(range(slots), choose.choice((3, 60, slots))):
                    stream.seek(slot * SLOT_BYTES + 100)
                    stream.write(choose.randbytes(40))
        self.place.start()

    def close(self) -> None:
        self.place.close()
        self._folder.cleanup()


class MountMachine(NamespaceMachine):
    """The model's operations by system calls; the vault's life by processes."""

    @initialize()
    def begin(self) -> None:
        self.world = MountWorld()
        self.model = Model()
        self.numbers: dict[int, int] = {0: ROOT_INODE}
        self.rotten: set[int] = set()

    @rule()
    def sync(self) -> None:
        self.world.ns.sync()

    @rule()
    def reopen(self) -> None:
        self.world.place.remount()

    @rule()
    def crash(self) -> None:
        """Killed right after a sync: the kernel orders what it still holds as it likes."""
        self.world.ns.sync()
        self.world.place.kill()
        self.world.place.start()
        tally().add(Trial.KILL)

    @rule(position=st.integers(0, 9), seed=st.integers(0, 10**6))
    def damage(self, position: int, seed: int) -> None:
        if len(self.rotten | {position}) <= PARITY_LANES:
            self.rotten.add(position)
            self.world.rot(position, seed)

    @precondition(lambda self: self.rotten)
    @rule()
    def repair(self) -> None:
        with self.world.unlocked() as vault:
            assert scrub(vault, repair=True).worst < Severity.CRITICAL
            assert scrub(vault).worst is Severity.GOOD
        self.rotten.clear()

    @invariant()
    def same_tree(self) -> None:
        if hasattr(self, "world"):
            super().same_tree()
            tally().add(Trial.MODEL_STEP)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.place.remount()
            for number in self.model.files():
                content = self.model.nodes[number].content
                assert self.world.content(self.numbers[number]) == content
            with self.world.unlocked() as vault:
                scrub(vault, repair=True)
                assert scrub(vault).worst is Severity.GOOD
        finally:
            self.world.close()


@pytest.fixture(autouse=True, scope="module")
def plain_modes() -> Iterator[None]:
    """The model knows no umask."""
    before = os.umask(0)
    yield
    os.umask(before)


TestMount = pytest.mark.timeout(900)(MountMachine.TestCase)
TestMount.settings = settings(stateful_step_count=30, max_examples=2)


class _LongMachine(MountMachine):
    """The same, for an hour rather than seconds."""


TestMountForLong = pytest.mark.soak(pytest.mark.timeout(7200)(_LongMachine.TestCase))
TestMountForLong.settings = settings(stateful_step_count=60, max_examples=60)
