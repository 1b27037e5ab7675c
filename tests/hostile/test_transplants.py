"""Pieces put where they do not belong: each is refused, named, and made up for.

The attack is that of the audit of gocryptfs (Hornby, 2017): authentic ciphertext is moved. Each
slot here is bound to its vault, kind, lane and row by its associated data, to its band group by
its key, and to its time by the birth that the block's pointer names.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.constants import BAND_SLOTS, BLOCK_BYTES, SLOT_BYTES, SUPERBLOCK_RING_ROWS
from engine.errors import HeaderDamagedError, VaultError
from engine.format.header import verify_header
from engine.health import ScrubReport, scrub
from engine.medium.disk import Disk
from engine.namespace import Namespace
from engine.types import BlockPointer
from engine.vault.headers import HEADER_NAMES
from tests.crash.workload import Tree, lay_out, read_tree
from tests.faults.memory_disk import MemoryDisk, MemoryFile
from tests.faults.recording import read_folder
from tests.support.bare_store import BareVault, as_vault
from tests.support.tally import Tally, Trial

REG = 0o100644
LANES = 10


@dataclass(frozen=True)
class Slot:
    """A place on disk that is in use."""

    kind: str
    row: int
    position: int

    @property
    def name(self) -> str:
        return f"bands/{self.row // BAND_SLOTS:08d}-{self.position:02d}"

    @property
    def offset(self) -> int:
        return self.row % BAND_SLOTS * SLOT_BYTES


@dataclass
class Specimen:
    """A vault at rest in two groups, and as it was some time before."""

    bare: BareVault
    files: dict[str, bytes]
    earlier: dict[str, bytes]
    rows: dict[str, list[int]]
    tree: Tree

    def slots(self, kind: str) -> list[Slot]:
        return [Slot(kind, row, at) for row in self.rows[kind] for at in range(LANES)]

    def content(self, slot: Slot) -> bytes:
        return self.files[slot.name][slot.offset : slot.offset + SLOT_BYTES]


def fill(namespace: Namespace, seed: int) -> None:
    content = random.Random(seed).randbytes
    for name in (b"one", b"two"):
        ino = namespace.create(1, name, REG, 0, 0).ino
        namespace.write(ino, 0, content(4 * BLOCK_BYTES))
    for number in range(40):
        ino = namespace.create(1, b"small %d" % number, REG, 0, 0).ino
        namespace.write(ino, 0, content(6000))


def make(folder: Path, seed: int) -> Specimen:
    bare = BareVault(folder)
    lay_out(bare)
    store = bare.open()
    namespace = Namespace(store)
    fill(namespace, seed)
    namespace.sync()
    store.checkpoint()
    with store.lock:  # a second group, and data in it
        rows = store.rows.available + 1
        store.reserve(rows)
        store.unreserve(rows)
    for name in (b"three", b"four", b"five"):
        ino = namespace.create(1, name, REG, 0, 0).ino
        namespace.write(ino, 0, random.Random(seed).randbytes(8 * BLOCK_BYTES))
    namespace.sync()
    store.checkpoint()
    earlier = read_folder(folder)
    for name in (b"one", b"three"):
        namespace.write(namespace.lookup(1, name).ino, 0, bytes(BLOCK_BYTES))
    for _ in range(6):  # roots enough that the ring comes round
        store.touch()
        store.checkpoint()
    tree = read_tree(namespace)
    in_use = rows_in_use(store, namespace)
    namespace.close()
    store.close()
    store = bare.open(read_only=True)
    in_use |= {
        "index": [one.row for one in store.index_pointers()],
        "map": [one.row for one in store.map_pointers()],
        "superblock": [
            one.row for root in store.roots.ring.load()[:2] for one in store.roots.ring.copies(root)
        ],
    }
    store.abandon()
    return Specimen(bare, read_folder(folder), earlier, in_use, tree)


def rows_in_use(store, namespace: Namespace) -> dict[str, list[int]]:
    with store.lock:
        pointers: list[BlockPointer] = [
            pointer for _, blocks in namespace.stored_blocks() for _, pointer in blocks
        ]
    return {"data": sorted(pointer.row for pointer in pointers)}


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    for _ in range(20):  # where blocks lie is the key's business: until both groups hold some
        made = make(tmp_path_factory.mktemp("transplants") / "v", 1)
        if {row // BAND_SLOTS for row in made.rows["data"]} == {0, 1}:
            break
    else:
        raise AssertionError("all data lies in one group, twenty times")
    assert all(made.rows.values())
    return made


@pytest.fixture(scope="module")
def sibling(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    """Another vault with the same passphrase, laid out in the same way."""
    return make(tmp_path_factory.mktemp("sibling") / "v", 1)


@contextmanager
def opened(bare: BareVault, disk: Disk) -> Iterator[tuple[Namespace, ScrubReport]]:
    store = bare.open(disk=disk, read_only=True)
    try:
        namespace = Namespace(store)
        yield namespace, scrub(as_vault(bare, disk, store, namespace))
    finally:
        store.abandon()


def transplant(files: Mapping[str, bytes], grafts: Mapping[Slot, bytes]) -> MemoryDisk:
    disk = MemoryDisk({name: MemoryFile(data) for name, data in files.items()})
    for slot, graft in grafts.items():
        disk.pwrite(slot.name, graft, slot.offset)
    return disk


def check(specimen: Specimen, grafts: Mapping[Slot, bytes], tally: Tally) -> None:
    """Each graft is found at its place, and no file reads otherwise than before."""
    grafts = {slot: graft for slot, graft in grafts.items() if graft != specimen.content(slot)}
    with opened(specimen.bare, transplant(specimen.files, grafts)) as (namespace, report):
        found = {(one.place, one.row) for one in report.findings}
        missed = [slot for slot in grafts if (slot.name, slot.row) not in found]
        assert not missed, missed
        assert read_tree(namespace) == specimen.tree
    tally.add(Trial.TRANSPLANT, len(grafts))
    tally.add(Trial.TRANSPLANT_FOUND, len(grafts))


KINDS = ("data", "index", "map", "superblock")


@pytest.mark.parametrize(("source", "target"), list(itertools.product(KINDS, KINDS)))
def test_a_slot_in_the_place_of_another(
    specimen: Specimen, source: str, target: str, tally: Tally
) -> None:
    """Any kind in the place of any kind: another row, another lane, another group."""
    choose = random.Random(f"{source} {target}")
    for _ in range(4):
        where = choose.choice(specimen.slots(target))
        check(specimen, {where: specimen.content(choose.choice(specimen.slots(source)))}, tally)


def test_neighbours_of_one_file_and_one_moment(specimen: Specimen, tally: Tally) -> None:
    """The same file, lane and birth: only the row in the associated data tells them apart."""
    rows = specimen.rows["data"]
    neighbours = [(one, other) for one, other in itertools.pairwise(rows) if other == one + 1]
    assert len(neighbours) > 5
    for row, other in neighbours:
        slot, twin = (Slot("data", each, row % LANES) for each in (row, other))
        check(specimen, {slot: specimen.content(twin)}, tally)


@pytest.mark.parametrize("kind", KINDS)
def test_lanes_of_one_row_exchanged(specimen: Specimen, kind: str, tally: Tally) -> None:
    """As many as redundancy covers, so that the stripe can still be rebuilt without them."""
    for row in specimen.rows[kind][:6]:
        one, other = (Slot(kind, row, at) for at in random.Random(row).sample(range(LANES), 2))
        check(specimen, {one: specimen.content(other), other: specimen.content(one)}, tally)


def test_the_same_place_in_another_group(specimen: Specimen, tally: Tally) -> None:
    for slot in specimen.slots("data")[:: LANES + 1]:
        group = 1 - slot.row // BAND_SLOTS
        twin = Slot("data", group * BAND_SLOTS + slot.row % BAND_SLOTS, slot.position)
        check(specimen, {slot: specimen.content(twin)}, tally)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_place_at_an_earlier_time(specimen: Specimen, kind: str, tally: Tally) -> None:
    """Authentic in every way but its birth."""
    tried = 0
    for row in specimen.rows[kind]:
        slot = Slot(kind, row, row % LANES)
        before = specimen.earlier[slot.name][slot.offset : slot.offset + SLOT_BYTES]
        if before != specimen.content(slot):
            check(specimen, {slot: before}, tally)
            tried += 1
    assert tried or kind == "data"


def test_a_superblock_of_an_earlier_time(specimen: Specimen, tally: Tally) -> None:
    """The oldest root over the newest: one lane, then two, then one whole copy."""
    newest = specimen.rows["superblock"][:2]
    oldest = next(
        row for row in range(SUPERBLOCK_RING_ROWS) if row not in specimen.rows["superblock"]
    )
    for count in (1, 2, LANES):
        grafts = {
            Slot("superblock", newest[0], at): specimen.content(Slot("superblock", oldest, at))
            for at in range(count)
        }
        check(specimen, grafts, tally)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_place_in_another_vault(
    specimen: Specimen, sibling: Specimen, kind: str, tally: Tally
) -> None:
    for slot in random.Random(kind).sample(specimen.slots(kind), 6):
        check(specimen, {slot: sibling.content(slot)}, tally)


def test_a_band_in_the_place_of_another(specimen: Specimen, tally: Tally) -> None:
    """Exchanged within their group, between groups, and for the other vault's."""
    names = [name for name in specimen.files if name.startswith("bands/")]
    choose = random.Random(4)
    for one, other in [choose.sample(names, 2) for _ in range(6)]:
        files = {**specimen.files, one: specimen.files[other], other: specimen.files[one]}
        with opened(specimen.bare, transplant(files, {})) as (namespace, report):
            assert {one, other} <= {finding.place for finding in report.findings}
            assert read_tree(namespace) == specimen.tree
        tally.add(Trial.TRANSPLANT, 2)
        tally.add(Trial.TRANSPLANT_FOUND, 2)


def test_the_journal_of_another_vault_or_time(
    specimen: Specimen, sibling: Specimen, tally: Tally
) -> None:
    """Nothing of it is replayed: the roots are the vault."""
    names = [name for name in specimen.files if name.startswith("journal")]
    assert len(names) == 2
    for source in (sibling.files, specimen.earlier):
        for chosen in (names[:1], names[1:], names):
            files = {**specimen.files, **{name: source[name] for name in chosen}}
            with opened(specimen.bare, transplant(files, {})) as (namespace, _):
                assert read_tree(namespace) == specimen.tree
            tally.add(Trial.TRANSPLANT, len(chosen))
            tally.add(Trial.TRANSPLANT_FOUND, len(chosen))


def test_the_header_of_another_vault(specimen: Specimen, sibling: Specimen, tally: Tally) -> None:
    """The same passphrase opens it, and gives another key: nothing here is authentic under it."""
    for name in HEADER_NAMES:
        with pytest.raises(HeaderDamagedError):
            verify_header(sibling.files[name], specimen.bare.keys.header_key)
    impostor = BareVault.__new__(BareVault)
    impostor.__dict__ = {**sibling.bare.__dict__, "folder": specimen.bare.folder}
    disk = transplant(specimen.files, {})
    with pytest.raises(VaultError):
        impostor.open(disk=disk, read_only=True)
    tally.add(Trial.TRANSPLANT, len(HEADER_NAMES))
    tally.add(Trial.TRANSPLANT_FOUND, len(HEADER_NAMES))
