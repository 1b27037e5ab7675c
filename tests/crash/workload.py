"""A scripted workload, and the states that it goes through: what may be found after a crash."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from engine.constants import BLOCK_BYTES, KDF_MIN_LANES, KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES
from engine.format.header import KeySlotKind, VaultHeader
from engine.keys import Passphrase
from engine.keys.kdf import KdfParameters
from engine.keys.slots import create_slot
from engine.medium.disk import Disk
from engine.namespace import Namespace
from engine.transactions.store import TransactionalStore
from engine.vault.headers import write_headers
from tests.support.bare_store import BareVault

Node = tuple[int, int, bytes, tuple[tuple[bytes, bytes], ...]]
"""Mode, number of links, content or target, extended attributes."""
Tree = dict[bytes, Node]

REG = 0o100644
PASSPHRASES = (b"the first passphrase", b"the second passphrase")
KDF = KdfParameters(KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, KDF_MIN_LANES)


@dataclass
class History:
    """The states that the workload went through, and how many events of the disk began each."""

    events: Callable[[], int]
    states: list[Tree] = field(default_factory=list)
    began: list[int] = field(default_factory=list)
    """Events before the change that led to each state."""
    synced: list[tuple[int, int]] = field(default_factory=list)
    """(events when a sync had returned, number of the state that was synced)."""
    passphrase_began: int = 0
    passphrase_changed: int = 0

    def oldest(self, cut: int) -> int:
        """Number of the oldest state that may be found after a cut before event `cut`."""
        return max((state for events, state in self.synced if events <= cut), default=0)

    def allowed(self, cut: int) -> list[Tree]:
        """States that may be found after a cut before event `cut`."""
        newest = max(number for number, began in enumerate(self.began) if began <= cut)
        return self.states[self.oldest(cut) : newest + 1]

    def passphrases(self, cut: int) -> tuple[bytes, ...]:
        """Those of which one must open the header: which, is free in the middle of the change."""
        if cut <= self.passphrase_began:
            return PASSPHRASES[:1]
        return PASSPHRASES[1:] if cut >= self.passphrase_changed else PASSPHRASES


class Workload:
    """Runs operations on a namespace and keeps the history. `disk` may record or fail."""

    def __init__(
        self,
        bare: BareVault,
        headers: Sequence[VaultHeader],
        disk: Disk,
        events: Callable[[], int],
    ) -> None:
        self.bare = bare
        self.headers = headers
        self.disk = disk
        self.history = History(events)
        self.store: TransactionalStore
        self.namespace: Namespace
        self.has_noted = False
        """Whether the journal kept changes of stored blocks when the process ended."""
        self.has_noted_rows = False
        """Whether it kept changes of rows of the index when it ended once more."""
        self.open()
        self._note(0)

    def open(self) -> None:
        self.store = self.bare.open(disk=self.disk)
        self.namespace = Namespace(self.store)

    def do(self, change: Callable[[Namespace], object]) -> None:
        """One operation: one state more."""
        began = self.history.events()
        change(self.namespace)
        self._note(began)

    def _note(self, began: int) -> None:
        self.history.began.append(began)
        self.history.states.append(read_tree(self.namespace))

    def write_file(self, name: bytes, data: bytes, parent: int = 1) -> None:
        self.do(lambda ns: ns.create(parent, name, REG, 0, 0))
        ino = self.ino(name, parent)
        self.do(lambda ns: ns.write(ino, 0, data))

    def sync(self) -> None:
        self.namespace.sync()
        self._synced()

    def checkpoint(self) -> None:
        self.store.touch()
        self.store.checkpoint()
        self._synced()

    def close(self) -> None:
        self.namespace.close()
        self.store.close()
        self._synced()

    def _synced(self) -> None:
        self.history.synced.append((self.history.events(), len(self.history.states) - 1))

    def end(self) -> None:
        """The process ends without a word; another one goes on."""
        began = self.history.events()
        self.store.abandon()
        self.open()
        self._note(began)

    def write_out(self) -> None:
        """What the worker does at leisure."""
        self.store.write_out()

    def grow(self) -> None:
        """One group more, by a promise that is given back."""
        rows = self.store.rows.available + 1
        with self.store.lock:
            self.store.reserve(rows)
            self.store.unreserve(rows)

    def ino(self, name: bytes, parent: int = 1) -> int:
        """The inode of a name."""
        return self.namespace.lookup(parent, name).ino

    def pin(self, ino: int) -> None:
        """Open a file, so that it outlives its name."""
        self.namespace.open(ino)

    def release(self, ino: int) -> None:
        """The last one who had an orphan open lets go of it."""
        self.namespace.release(ino)

    def change_passphrase(self) -> None:
        self.history.passphrase_began = self.history.events()
        write_headers(self.disk, self.headers[1], self.bare.keys)
        self.history.passphrase_changed = self.history.events()


def lay_out(bare: BareVault) -> list[VaultHeader]:
    """Give the vault the first of two headers, which differ in their passphrase."""
    headers: list[VaultHeader] = []
    for passphrase in PASSPHRASES:
        bare.header = _with_passphrase(bare, passphrase)
        headers.append(bare.header)
    write_headers(bare.disk, headers[0], bare.keys)
    return headers


def _with_passphrase(bare: BareVault, passphrase: bytes) -> VaultHeader:
    """The vault's header with one slot, for this passphrase, and the next revision."""
    master_key = bare.keys.copy_master_key()
    slot = create_slot(
        KeySlotKind.PASSPHRASE, Passphrase(passphrase), master_key, bare.header.vault_id, KDF
    )
    return replace(bare.header, key_slots=(slot,), revision=bare.header.revision + 1)


def read_tree(namespace: Namespace, ino: int = 1, path: bytes = b"") -> Tree:
    """All that a vault holds."""
    tree: Tree = {}
    for entry in namespace.entries(ino):
        inode = namespace.inode(entry.ino)
        name = path + entry.name
        content = b""
        if inode.is_directory:
            tree |= read_tree(namespace, entry.ino, name + b"/")
        elif inode.is_regular:
            content = bytes(namespace.read(entry.ino, 0, inode.size))
        else:
            content = namespace.readlink(entry.ino)
        xattrs = sorted(namespace.list_xattrs(entry.ino))
        values = tuple((each, namespace.get_xattr(entry.ino, each)) for each in xattrs)
        tree[name] = (inode.mode, inode.nlink, content, values)
    return tree


def run_workload(work: Workload) -> None:
    """Everything that changes a vault, with syncs at known points and roots between."""
    choice = random.Random(5)
    _make_and_overwrite(work, choice.randbytes)
    _rename_and_cut(work, choice.randbytes)
    _grow_and_change_passphrase(work, choice.randbytes)
    _stage_and_orphan(work, choice.randbytes)
    _note_and_end(work, choice.randbytes)
    _change_rows_and_end(work, choice.randbytes)
    _reuse_rows(work, choice.randbytes)


def _make_and_overwrite(work: Workload, content: Callable[[int], bytes]) -> None:
    work.write_file(b"small", content(500))
    work.sync()
    work.write_file(b"large", content(3 * BLOCK_BYTES + 77))
    work.do(lambda ns: ns.mkdir(1, b"dir", 0o755, 0, 0))
    work.sync()
    large = work.ino(b"large")
    work.do(lambda ns: ns.write(large, BLOCK_BYTES - 10, content(100)))
    work.sync()
    work.do(lambda ns: ns.set_xattr(large, b"user.k", content(300), 0))
    work.do(lambda ns: ns.link(large, ns.lookup(1, b"dir").ino, b"second name"))


def _rename_and_cut(work: Workload, content: Callable[[int], bytes]) -> None:
    large = work.ino(b"large")
    work.do(lambda ns: ns.rename(1, b"small", ns.lookup(1, b"dir").ino, b"moved"))
    work.do(lambda ns: ns.symlink(1, b"link", b"dir/moved", 0, 0))
    work.sync()
    work.checkpoint()
    work.do(lambda ns: ns.set_attributes(large, size=BLOCK_BYTES + 5))
    work.sync()
    work.do(lambda ns: ns.set_attributes(large, mode=0o100600))
    work.write_file(b"other", content(20_000))
    work.do(lambda ns: ns.rename(1, b"other", 1, b"large"))
    work.sync()
    work.do(lambda ns: ns.unlink(1, b"link"))
    work.checkpoint()


def _grow_and_change_passphrase(work: Workload, content: Callable[[int], bytes]) -> None:
    work.write_file(b"before growth", content(2 * BLOCK_BYTES))
    work.grow()
    work.sync()
    work.write_file(b"after growth", content(BLOCK_BYTES + 1))
    work.change_passphrase()
    work.sync()
    work.checkpoint()


def _stage_and_orphan(work: Workload, content: Callable[[int], bytes]) -> None:
    def replace_two(ns: Namespace) -> None:
        with ns.begin() as staged:
            folder = staged.mkdir(1, b"staged", 0o755, 0, 0)
            for name, size in ((b"one", 40_000), (b"two", 100)):
                file = staged.create(folder, name, REG, 0, 0)
                staged.write(file, 0, content(size))

    work.do(replace_two)
    work.sync()
    large = work.ino(b"large")
    work.pin(large)
    work.do(lambda ns: ns.unlink(1, b"large"))
    work.sync()  # an orphan: its rows are given back by whoever opens the vault next
    work.do(lambda ns: ns.punch_hole(ns.lookup(1, b"after growth").ino, 0, BLOCK_BYTES))
    work.checkpoint()
    work.release(large)
    work.sync()


def _note_and_end(work: Workload, content: Callable[[int], bytes]) -> None:
    """Small changes of stored blocks, which the journal keeps; a process that ends meanwhile."""
    work.write_file(b"noted", content(3 * BLOCK_BYTES))
    work.checkpoint()
    ino = work.ino(b"noted")
    for offset in (10, BLOCK_BYTES - 5, 2 * BLOCK_BYTES + 9, 12):
        work.do(lambda ns, offset=offset: ns.write(ino, offset, content(40)))
        work.sync()
    work.has_noted = work.store.noted.hold
    work.end()
    work.do(lambda ns: ns.write(ino, 30, content(40)))
    work.sync()
    work.do(lambda ns: ns.set_attributes(ino, size=20))
    work.do(lambda ns: ns.write(ino, 90, content(40)))
    work.sync()
    work.do(lambda ns: ns.write(ino, 100, content(40)))
    work.sync()
    work.write_out()
    work.do(lambda ns: ns.write(ino, 0, content(10)))
    work.sync()
    work.do(lambda ns: ns.unlink(1, b"noted"))
    work.sync()
    work.end()


def _change_rows_and_end(work: Workload, content: Callable[[int], bytes]) -> None:
    """Small changes one by one, which the journal has without the pages of the index."""
    for number in range(3):
        work.write_file(b"row %d" % number, content(50))
        work.sync()
    work.do(lambda ns: ns.rename(1, b"row 0", 1, b"row 1"))
    work.do(lambda ns: ns.set_xattr(work.ino(b"row 2"), b"user.a", b"value"))
    work.sync()
    work.do(lambda ns: ns.unlink(1, b"row 1"))
    work.sync()
    work.has_noted_rows = bool(work.store.examine_journal().batches[-1].changes)
    work.end()
    work.do(lambda ns: ns.unlink(1, b"row 2"))
    work.sync()


def _reuse_rows(work: Workload, content: Callable[[int], bytes]) -> None:
    work.checkpoint()
    work.write_file(b"reuses rows", content(4 * BLOCK_BYTES))
    work.sync()
    work.close()
    work.open()
    work.write_file(b"last", content(BLOCK_BYTES))
    work.sync()
    work.do(lambda ns: ns.unlink(1, b"reuses rows"))
    inner = work.ino(b"dir")
    work.do(lambda ns: ns.unlink(inner, b"moved"))
    work.do(lambda ns: ns.unlink(inner, b"second name"))
    work.do(lambda ns: ns.rmdir(1, b"dir"))
    work.close()
