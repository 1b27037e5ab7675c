"""Second locks against a model: what is open reads as it was written, what is closed is EACCES.

The operations, the crashes and most of the model are those of the namespace's own test; here each
has to heed locks, which are put on, opened, closed and taken off in between. Argon2id gives way to
a plain hash: what a guess costs is not the question here.
"""

from __future__ import annotations

import copy
import errno
import hashlib
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import initialize, invariant, rule

from engine.constants import KDF_MIN_LANES, KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES
from engine.errors import (
    AlreadyLockedError,
    CrossLockError,
    FileLockedError,
    InsideLockError,
    InvalidOperationError,
    NamespaceError,
    NotLockedError,
    VaultError,
    WrongFileKeyError,
)
from engine.keys import KdfParameters
from engine.mount.errnos import errno_of
from engine.namespace import RENAME_EXCHANGE, RENAME_NOREPLACE, LockMark
from engine.vault.file_locks import FileLocks
from tests.property.test_namespace_model import (
    LENGTHS,
    NAMES,
    OFFSETS,
    PICK,
    Model,
    NamespaceMachine,
    Refused,
    make,
)
from tests.support.worlds import World

SECRETS = st.sampled_from([b"one", b"two"])
RIGHT = st.sampled_from([True, True, True, False])
"""Mostly the passphrase is the right one."""
COST = KdfParameters(KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, KDF_MIN_LANES)
Error = type[VaultError] | None


def quick_hash(secret: bytes, salt: bytes, _cost: KdfParameters) -> bytearray:
    return bytearray(hashlib.blake2b(bytes(secret), salt=salt[:16], digest_size=32).digest())


@dataclass
class Lock:
    secret: bytes
    is_open: bool = False


@dataclass
class LockedModel(Model):
    """What the decision about second locks says, in the simplest way."""

    locks: list[Lock] = field(default_factory=list)
    """Never shortened: one under which nothing lies is asked by nobody."""
    lock_of: dict[int, int] = field(default_factory=dict)
    """Of files and folders under a lock: its place in `locks`."""

    def is_shut(self, number: int | None) -> bool:
        return number in self.lock_of and not self.locks[self.lock_of[number]].is_open

    def entries(self) -> list[tuple[int, bytes]]:
        return [(each, name) for each in self.folders() for name in self.nodes[each].entries]

    def parents(self, number: int) -> list[int]:
        return [each for each in self.folders() if number in self.nodes[each].entries.values()]

    def is_held(self, number: int) -> bool:
        """Whether a folder that names it lies under a lock, and so must name nothing plain."""
        return any(each in self.lock_of for each in self.parents(number))

    def path(self, number: int) -> bytes:
        if not number:
            return b""
        parent = self.parents(number)[0]
        entries = self.nodes[parent].entries
        name = next(name for name, child in entries.items() if child == number)
        return self.path(parent) + b"/" + name

    def shut_all(self) -> None:
        for lock in self.locks:
            lock.is_open = False

    # -- what locks say to an operation that would do otherwise ------------------------------------

    def of_change(self, *numbers: int | None) -> Error:
        return FileLockedError if any(map(self.is_shut, numbers)) else None

    def of_fit(self, number: int, folder: int) -> Error:
        """A folder under a lock names only what lies under the same one."""
        if self.nodes[number].kind not in (stat.S_IFREG, stat.S_IFDIR):
            return None
        wanted = self.lock_of.get(folder)
        return CrossLockError if wanted not in (None, self.lock_of.get(number)) else None

    def of_rename(
        self, parent: int, name: bytes, target: int, new_name: bytes, flags: int
    ) -> Error:
        moved = self.nodes[parent].entries.get(name)
        present = self.nodes[target].entries.get(new_name)
        if moved is None or moved == present:
            return None
        error = self.of_change(parent, target)
        if target != parent:
            error = error or self.of_fit(moved, target)
        if present is None:
            return error
        if flags != RENAME_EXCHANGE:
            return error or self.of_change(present)
        return error or (self.of_fit(present, parent) if target != parent else None)

    # -- operations ----------------------------------------------------------------------------

    def add(self, parent: int, name: bytes, kind: int) -> int:
        number = super().add(parent, name, kind)
        if parent in self.lock_of and kind in (stat.S_IFREG, stat.S_IFDIR):
            self.lock_of[number] = self.lock_of[parent]
        return number

    def put_lock(self, number: int, secret: bytes) -> int:
        """Lock what lies at and below, but for what has a lock of its own; returns files locked."""
        self.locks.append(Lock(secret))
        files, waiting = 0, [number]
        while waiting:
            node = waiting.pop()
            if node in self.lock_of or self.nodes[node].kind not in (stat.S_IFREG, stat.S_IFDIR):
                continue
            self.lock_of[node] = len(self.locks) - 1
            files += self.nodes[node].kind == stat.S_IFREG
            waiting += self.nodes[node].entries.values()
        return files

    def take_lock(self, number: int) -> int:
        """Take the lock from what lies at and below; returns files that were under it."""
        own, files, waiting = self.lock_of[number], 0, [number]
        while waiting:
            node = waiting.pop()
            if self.lock_of.get(node) != own:
                if node not in self.lock_of:
                    waiting += self.nodes[node].entries.values()
                continue
            del self.lock_of[node]
            files += self.nodes[node].kind == stat.S_IFREG
            waiting += self.nodes[node].entries.values()
        return files


class LockMachine(NamespaceMachine):
    """Does the same to both, and compares what can be seen, and what cannot."""

    model: LockedModel

    @initialize(capacity=st.just(1 << 40))
    def begin(self, capacity: int) -> None:
        self.patch = patch("engine.keys.file_locks.derive_passphrase_key", quick_hash)
        self.patch.start()
        self.world = World(capacity=capacity)
        self.model = LockedModel()
        self.numbers = {0: 1}
        self.find_locks()
        self.plant()

    def plant(self) -> None:
        """A tree that is worth locking: three folders, one in another, and a file in each."""
        for parent, name in ((0, b"a"), (1, b"a"), (0, b"b")):
            self.add(parent, name, stat.S_IFDIR)
        for folder in range(4):
            self.add(folder, b"c", stat.S_IFREG)
        for number in self.model.files():
            data = bytes([number]) * (70_000 if number % 2 else 700)
            self.model.nodes[number].content[:] = data
            self.world.ns.write(self.numbers[number], 0, data)
        self.world.ns.sync()
        self.keep()

    def keep(self) -> None:
        """Everything is durable; a crash from here on leads back to it."""
        self.synced = (copy.deepcopy(self.model), dict(self.numbers))

    def find_locks(self) -> None:
        """The engine's own way to locks, over the namespace as it is now."""
        vault: Any = SimpleNamespace(
            keys=SimpleNamespace(wiped=False),
            namespace=self.world.ns,
            store=SimpleNamespace(erase=lambda _report: None),
            header=SimpleNamespace(vault_id=bytes(16)),
        )
        self.file_locks = FileLocks(vault)

    def heeding(
        self, error: Error, in_model: Callable[[], Any], in_vault: Callable[[], Any]
    ) -> Any:
        """Both do it, or both refuse; where only a lock is in the way, its own error says so."""
        if error is None:
            return self.both(in_model, in_vault)
        kept, self.model = self.model, copy.deepcopy(self.model)
        expected: type[VaultError] = NamespaceError
        with suppress(Refused):
            in_model()
            expected = error
        self.model = kept
        with pytest.raises(expected) as caught:
            in_vault()
        if expected is FileLockedError:
            assert errno_of(caught.value) == errno.EACCES
        elif expected is CrossLockError:
            assert errno_of(caught.value) == errno.EXDEV
        return None

    # -- names -------------------------------------------------------------------------------

    @rule(pick=PICK, name=NAMES, kind=st.sampled_from([stat.S_IFREG, stat.S_IFDIR, stat.S_IFIFO]))
    def add(self, pick: int, name: bytes, kind: int) -> None:
        parent, ns = self.folder(pick), self.world.ns
        ino = self.numbers[parent]
        made = self.heeding(
            self.model.of_change(parent),
            lambda: self.model.add(parent, name, kind),
            lambda: make(ns, ino, name, kind),
        )
        if made:
            self.numbers[made[0]] = made[1].ino

    @rule(pick=PICK, other=PICK, name=NAMES)
    def link(self, pick: int, other: int, name: bytes) -> None:
        files = self.model.files()
        if not files:
            return
        parent, number = self.folder(pick), files[other % len(files)]

        self.heeding(
            self.model.of_change(number, parent) or self.model.of_fit(number, parent),
            lambda: self.model.link(parent, name, number),
            lambda: self.world.ns.link(self.numbers[number], self.numbers[parent], name),
        )

    def entry(self, pick: int) -> tuple[int, bytes]:
        """A folder and a name in it; names that are not there are for the namespace's own test."""
        entries = self.model.entries()
        return entries[pick % len(entries)] if entries else (0, b"a")

    @rule(pick=PICK, even_locked=st.booleans())
    def remove(self, pick: int, even_locked: bool) -> None:
        parent, name = self.entry(pick)
        folder = self.model.nodes[parent].entries.get(name) in self.model.folders()
        operation = self.world.ns.rmdir if folder else self.world.ns.unlink
        target = self.model.nodes[parent].entries.get(name)
        self.heeding(
            None if even_locked else self.model.of_change(parent, target),
            lambda: self.model.remove(parent, name, folder),
            lambda: operation(self.numbers[parent], name, even_locked=even_locked),
        )

    @rule(
        pick=PICK,
        other=PICK,
        new_name=NAMES,
        flags=st.sampled_from([0, 0, RENAME_NOREPLACE, RENAME_EXCHANGE]),
    )
    def rename(self, pick: int, other: int, new_name: bytes, flags: int) -> None:
        (parent, name), target = self.entry(pick), self.folder(other)
        self.heeding(
            self.model.of_rename(parent, name, target, new_name, flags),
            lambda: self.model.rename(parent, name, target, new_name, flags),
            lambda: self.world.ns.rename(
                self.numbers[parent], name, self.numbers[target], new_name, flags
            ),
        )

    change_attributes = None  # is not what a lock is about

    # -- data --------------------------------------------------------------------------------

    def refused(self, pick: int, operation: Callable[[int], object]) -> bool:
        """Whether a file's content is closed; if so, the operation has to be refused."""
        files = self.model.files()
        if not files or not self.model.is_shut(number := files[pick % len(files)]):
            return False
        with pytest.raises(FileLockedError) as caught:
            operation(self.numbers[number])
        assert errno_of(caught.value) == errno.EACCES
        return True

    @rule(pick=PICK, offset=OFFSETS, length=LENGTHS, fill=st.integers(1, 255))
    def write(self, pick: int, offset: int, length: int, fill: int) -> None:
        data = bytes([fill]) * length
        if not self.refused(pick, lambda ino: self.world.ns.write(ino, offset, data)):
            super().write(pick, offset, length, fill)

    @rule(pick=PICK, size=OFFSETS)
    def resize(self, pick: int, size: int) -> None:
        if not self.refused(pick, lambda ino: self.world.ns.set_attributes(ino, size=size)):
            super().resize(pick, size)

    @rule(pick=PICK, offset=OFFSETS, length=LENGTHS)
    def punch(self, pick: int, offset: int, length: int) -> None:
        if not self.refused(pick, lambda ino: self.world.ns.punch_hole(ino, offset, length)):
            super().punch(pick, offset, length)

    @rule(pick=PICK, offset=OFFSETS, length=LENGTHS)
    def read(self, pick: int, offset: int, length: int) -> None:
        if not self.refused(pick, lambda ino: self.world.ns.read(ino, offset, length)):
            super().read(pick, offset, length)

    # -- locks -------------------------------------------------------------------------------

    def any_entry(self, pick: int) -> tuple[int, bytes]:
        numbers = self.model.reachable()
        number = numbers[pick % len(numbers)]
        return number, self.model.path(number) or b"/"

    @rule(pick=PICK, secret=SECRETS)
    def put_lock(self, pick: int, secret: bytes) -> None:
        number, path = self.any_entry(pick)
        kind = self.model.nodes[number].kind
        if not number or kind not in (stat.S_IFREG, stat.S_IFDIR):
            with pytest.raises(InvalidOperationError):
                self.file_locks.lock(path, secret, COST)
        elif number in self.model.lock_of:
            with pytest.raises(AlreadyLockedError):
                self.file_locks.lock(path, secret, COST)
        else:
            files = self.file_locks.lock(path, secret, COST)
            assert files == self.model.put_lock(number, secret)
            self.keep()

    def lock_at(self, number: int, right: bool) -> tuple[Error, bytes]:
        """Why the lock that an entry lies under is not opened, and the passphrase to try."""
        if number not in self.model.lock_of:
            return NotLockedError, b"one"
        secret = self.model.locks[self.model.lock_of[number]].secret
        return (None, secret) if right else (WrongFileKeyError, secret + b"!")

    @rule(pick=PICK, right=RIGHT)
    def open_lock(self, pick: int, right: bool) -> None:
        number, path = self.any_entry(pick)
        error, secret = self.lock_at(number, right)
        if error is None:
            assert self.file_locks.open(path, secret).is_open
            self.model.locks[self.model.lock_of[number]].is_open = True
        else:
            with pytest.raises(error):
                self.file_locks.open(path, secret)

    @rule(pick=PICK)
    def close_lock(self, pick: int) -> None:
        number, path = self.any_entry(pick)
        if number in self.model.lock_of:
            self.file_locks.close(path)
            self.model.locks[self.model.lock_of[number]].is_open = False
        else:
            with pytest.raises(NotLockedError):
                self.file_locks.close(path)

    @rule(pick=PICK, right=RIGHT)
    def take_lock(self, pick: int, right: bool) -> None:
        number, path = self.any_entry(pick)
        error, secret = self.lock_at(number, right)
        if error is None and self.model.is_held(number):
            error = InsideLockError
        if error is None:
            assert self.file_locks.remove(path, secret) == self.model.take_lock(number)
            self.keep()
        else:
            with pytest.raises(error):
                self.file_locks.remove(path, secret)

    # -- life --------------------------------------------------------------------------------

    @rule()
    def reopen(self) -> None:
        self.model.shut_all()
        super().reopen()
        self.find_locks()

    @rule()
    def crash(self) -> None:
        super().crash()
        self.model.shut_all()
        self.find_locks()

    @invariant()
    def same_marks(self) -> None:
        if not hasattr(self, "world"):
            return
        model = self.model
        for folder in model.folders():
            children = set(model.nodes[folder].entries.values())
            inos = [self.numbers[child] for child in children]
            assert self.world.ns.lock_marks(self.numbers[folder], inos) == {
                self.numbers[child]: LockMark(
                    not model.is_shut(child),
                    folder in model.lock_of,
                    False,
                )
                for child in children & model.lock_of.keys()
            }

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.contents_are_right()
            self.reopen()
            self.contents_are_right()
            living = self.open_all()
            self.contents_are_right()
            self.world.check()
            [count] = self.world.store.execute("select count(*) from lock").fetchone()
            assert count == living
            self.world.ns.close()
        finally:
            self.patch.stop()

    def open_all(self) -> int:
        """Open every lock under which something lies; returns how many those are."""
        members = {
            self.model.lock_of[n]: n for n in self.model.reachable() if n in self.model.lock_of
        }
        for place, number in members.items():
            lock = self.model.locks[place]
            self.file_locks.open(self.model.path(number), lock.secret)
            lock.is_open = True
        return len(members)

    def contents_are_right(self) -> None:
        for number in self.model.files():
            ino = self.numbers[number]
            if self.model.is_shut(number):
                with pytest.raises(FileLockedError):
                    self.world.content(ino)
            else:
                assert self.world.content(ino) == self.model.nodes[number].content


TestLocks = LockMachine.TestCase
TestLocks.settings = settings(
    stateful_step_count=40, max_examples=2 * settings.default.max_examples
)
"""Twice as many as usual: what goes wrong between locks takes several of them to show."""
