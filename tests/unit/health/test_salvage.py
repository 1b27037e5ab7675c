"""Salvage: what comes back byte for byte after which damage, and nothing wrong without a mark."""

from __future__ import annotations

import os
import random
import shutil
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.constants import BAND_BYTES, BAND_SLOTS, BLOCK_BYTES, ROOT_INODE, SLOT_BYTES
from engine.errors import (
    CancelledError,
    DestinationError,
    ForeignHeaderError,
    HeaderMissingError,
    WrongKeyError,
)
from engine.health.salvage import FileState, IndexSource, Reason, SalvageReport, salvage
from engine.health.salvage.bands import FoundBands
from engine.keys import Passphrase
from engine.medium.disk import PosixDisk
from engine.progress import CancelToken, Progress
from engine.types import BlockPointer, Geometry, SlotKind
from engine.vault import Vault
from tests.support.damage import unlocked
from tests.support.places import PASSPHRASE, make_vault
from tests.support.tally import Trial, of_this_run

FILE = 0o100640
FOLDER = 0o40750
LANES = 10
SUFFIXES = (b".damaged", b".older", b".unverified")


@dataclass
class Specimen:
    """A locked vault, what it holds by path, and where its own rows lie."""

    path: Path
    files: dict[bytes, bytes] = field(default_factory=dict)
    inodes: dict[int, bytes] = field(default_factory=dict)
    index: list[int] = field(default_factory=list)
    maps: list[int] = field(default_factory=list)
    data: dict[bytes, list[int]] = field(default_factory=dict)
    """Rows of each file that lies in blocks."""

    def copy(self, path: Path) -> Specimen:
        """Another one to damage."""
        shutil.copytree(self.path, path)
        return Specimen(path, self.files, self.inodes, self.index, self.maps, self.data)

    def noise(self, rows: Iterable[int], positions: Iterable[int] = range(LANES)) -> None:
        """Put noise in the place of slots."""
        positions = list(positions)
        for row in rows:
            for position in positions:
                band = self.path / "bands" / f"{row // BAND_SLOTS:08d}-{position:02d}"
                with band.open("r+b") as file:
                    file.seek(row % BAND_SLOTS * SLOT_BYTES)
                    file.write(os.urandom(SLOT_BYTES))

    def all_index_rows(self) -> list[int]:
        """Rows that hold or ever held a piece of the index or of its map."""
        from engine.health.salvage.opening import opened_remains
        from engine.health.salvage.walk import Walk
        from engine.progress import ignore_progress

        with opened_remains(self.path, Passphrase(PASSPHRASE), None) as opened:
            walk = Walk(
                opened.bands,
                opened.mixer,
                opened.projection,
                opened.epochs,
                ignore_progress,
                CancelToken(),
            )
            catalogue = walk.run()
        kinds = (SlotKind.INDEX, SlotKind.MAP)
        versions = [each for kind in kinds for each in catalogue.versions(kind).values()]
        return [version.row for each in versions for version in each]


def write(vault: Vault, parent: int, name: bytes, content: bytes) -> int:
    """Make or overwrite a file."""
    namespace = vault.namespace
    found = {entry.name: entry.ino for entry in namespace.entries(parent)}
    ino = found.get(name) or namespace.create(parent, name, FILE, 0, 0).ino
    namespace.write(ino, 0, content)
    return ino


def earlier_versions_are_left(specimen: Specimen, pointers: list[BlockPointer]) -> bool:
    """Whether nothing was written over them: where a row goes is chance, one vault in many."""
    with unlocked(specimen.path, read_only=True) as vault:
        found = [vault.store.backend.births(p.row, SlotKind.DATA, p.epoch) for p in pointers]
    return all(set(births) == {p.birth} for births, p in zip(found, pointers, strict=True))


def fill(specimen: Specimen) -> list[BlockPointer]:
    """Three sessions: files made, overwritten, renamed, deleted, linked.

    Returns where the first version of `changed` lies.
    """
    choose = random.Random(5)
    files = specimen.files
    with unlocked(specimen.path) as vault:
        namespace = vault.namespace
        docs = namespace.mkdir(ROOT_INODE, b"docs", FOLDER, 0, 0).ino
        for number in range(120):
            name = b"note-%03d" % number
            files[b"docs/" + name] = choose.randbytes(number * 37)
            write(vault, docs, name, files[b"docs/" + name])
        for name, size in ((b"big", 40 * BLOCK_BYTES - 777), (b"changed", 9 * BLOCK_BYTES)):
            files[name] = choose.randbytes(size)
            write(vault, ROOT_INODE, name, files[name])
        write(vault, ROOT_INODE, b"deleted", choose.randbytes(3 * BLOCK_BYTES))
        write(vault, ROOT_INODE, b"old name", choose.randbytes(200_000))
    with unlocked(specimen.path) as vault:
        namespace = vault.namespace
        changed = namespace.resolve(b"/changed").ino
        stored = dict(namespace.stored_blocks())
        first = [pointer for _, pointer in stored[changed]]
        files[b"changed"] = choose.randbytes(9 * BLOCK_BYTES)
        write(vault, ROOT_INODE, b"changed", files[b"changed"])
        namespace.unlink(ROOT_INODE, b"deleted")
        old = namespace.lookup(ROOT_INODE, b"old name")
        files[b"new name"] = bytes(namespace.read(old.ino, 0, 200_000))
        namespace.rename(ROOT_INODE, b"old name", ROOT_INODE, b"new name")
        sparse = namespace.create(ROOT_INODE, b"sparse", FILE, 0, 0)
        namespace.write(sparse.ino, 0, b"begin" * 4000)
        namespace.write(sparse.ino, 30 * BLOCK_BYTES, b"end")
        files[b"sparse"] = b"begin" * 4000 + bytes(30 * BLOCK_BYTES - 20_000) + b"end"
        hole = namespace.create(ROOT_INODE, b"hole", FILE, 0, 0)
        namespace.set_attributes(hole.ino, size=123_456)
        files[b"hole"] = bytes(123_456)
        namespace.link(namespace.lookup(ROOT_INODE, b"big").ino, ROOT_INODE, b"big too")
        files[b"big too"] = files[b"big"]
        namespace.symlink(ROOT_INODE, b"link", b"../../etc/passwd", 0, 0)
        for name in (b"\xff\xfe no text", "Σ 北京".encode(), b"new\nline", b"n" * 255):
            files[name] = choose.randbytes(700)
            write(vault, ROOT_INODE, name, files[name])
    with unlocked(specimen.path) as vault:
        docs = vault.namespace.lookup(ROOT_INODE, b"docs").ino
        for number in range(0, 120, 2):  # what lies in the index changes in its place
            name = b"note-%03d" % number
            files[b"docs/" + name] = choose.randbytes(number * 37)
            write(vault, docs, name, files[b"docs/" + name])
        files[b"docs/last"] = choose.randbytes(5000)
        write(vault, docs, b"last", files[b"docs/last"])
        vault.namespace.set_xattr(docs, b"user.kept", b"value")
    return first


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    """The vault that every test damages a copy of."""
    specimen = Specimen(tmp_path_factory.mktemp("salvage") / "vault")
    make_vault(specimen.path)
    while not earlier_versions_are_left(specimen, fill(specimen)):
        specimen = Specimen(tmp_path_factory.mktemp("salvage") / "vault")
        make_vault(specimen.path)
    with unlocked(specimen.path, read_only=True) as vault:
        names = {vault.namespace.resolve(b"/" + path).ino: path for path in specimen.files}
        specimen.inodes = names
        for ino, blocks in vault.namespace.stored_blocks():
            specimen.data[names[ino]] = [pointer.row for _, pointer in blocks]
        specimen.data[b"big too"] = specimen.data[b"big"] = specimen.data[
            names[vault.namespace.resolve(b"/big").ino]
        ]
        with vault.store.lock:
            specimen.index = [each.row for each in vault.store.index_pointers()]
            specimen.maps = [each.row for each in vault.store.map_pointers()]
    return specimen


@pytest.fixture
def specimen(prepared: Specimen, tmp_path: Path) -> Specimen:
    """A copy to damage."""
    return prepared.copy(tmp_path / "vault")


@dataclass
class Outcome:
    """A salvage's report, and what lies in its destination by path."""

    report: SalvageReport
    there: dict[bytes, bytes]
    whole: set[bytes]
    """Files of the vault that came back under their own names."""
    out: Path


def read_tree(out: Path) -> dict[bytes, bytes]:
    """Every regular file below a folder."""
    found = {}
    for folder, _, names in os.walk(os.fsencode(out)):
        for name in names:
            path = os.path.join(folder, name)
            if stat.S_ISREG(os.lstat(path).st_mode):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, os.fsencode(out))] = file.read()
    return found


def run(specimen: Specimen, out: Path, **options: object) -> Outcome:
    """Salvage, and insist on what always holds: the vault is untouched, no file wrong unmarked."""
    before = fingerprint(specimen.path)
    report = salvage(specimen.path, Passphrase(PASSPHRASE), out, **options)  # type: ignore[arg-type]
    assert fingerprint(specimen.path) == before
    there = read_tree(out)
    marked = {entry.path: entry for entry in report.entries}
    by_inode = {ino: specimen.files[path] for ino, path in specimen.inodes.items()}
    whole = set()
    for path, content in there.items():
        if path.startswith(b"lost+found/"):
            assert path in marked
            if marked[path].state is FileState.WHOLE:
                assert content == by_inode[marked[path].inode], path
        elif path in specimen.files:
            assert content == specimen.files[path], path
            whole.add(path)
        else:
            assert path in marked, path
            assert path.endswith(SUFFIXES), path
            assert marked[path].state is not FileState.WHOLE, path
    of_this_run().add(Trial.SALVAGED, len(there))
    return Outcome(report, there, whole, out)


def fingerprint(vault: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything in a vault's folder: names, lengths, times, contents."""
    import hashlib

    return {
        str(path.relative_to(vault)): (
            path.stat().st_size,
            path.stat().st_mtime_ns,
            hashlib.blake2b(path.read_bytes()).digest(),
        )
        for path in sorted(vault.rglob("*"))
        if path.is_file()
    }


def test_a_good_vault_comes_out_whole(specimen: Specimen, tmp_path: Path) -> None:
    outcome = run(specimen, tmp_path / "out")
    report = outcome.report
    assert report.complete
    assert report.source is IndexSource.ROOT
    assert outcome.there == specimen.files
    assert os.readlink(tmp_path / "out" / "link") == "../../etc/passwd"
    assert os.path.samefile(tmp_path / "out" / "big", tmp_path / "out" / "big too")
    assert report.hard_links == 1
    assert report.deleted == 1
    assert report.files == len(specimen.files) - 1
    assert report.slots_read == LANES * BAND_SLOTS
    with unlocked(specimen.path, read_only=True) as vault:
        docs = vault.namespace.lookup(ROOT_INODE, b"docs")
        info = (tmp_path / "out" / "docs").stat()
        assert (info.st_mode, info.st_mtime_ns) == (docs.mode, docs.mtime_ns)
        big = (tmp_path / "out" / "big").stat()
        assert big.st_mode == FILE
        assert big.st_mtime_ns == vault.namespace.lookup(ROOT_INODE, b"big").mtime_ns
    assert (tmp_path / "out" / "sparse").stat().st_blocks * 512 < 400_000


def lose_superblocks(specimen: Specimen) -> None:
    specimen.noise(range(8))


def lose_journal(specimen: Specimen) -> None:
    for journal in specimen.path.glob("journal-*"):
        journal.unlink()


def lose_header(specimen: Specimen) -> None:
    (specimen.path / "vault.sigma").unlink()


def lose_two_lanes(specimen: Specimen) -> None:
    for position in (1, 6):
        band = specimen.path / "bands" / f"00000000-{position:02d}"
        band.write_bytes(os.urandom(BAND_BYTES))


def lose_one_band(specimen: Specimen) -> None:
    (specimen.path / "bands" / "00000000-03").unlink()


def cut_a_band(specimen: Specimen) -> None:
    os.truncate(specimen.path / "bands" / "00000000-04", 100 * SLOT_BYTES + 5)


def swap_bands(specimen: Specimen) -> None:
    """Four bands, two by two: more than parity makes up for."""
    bands = specimen.path / "bands"
    for one, other in ((0, 1), (4, 7)):
        first, second = bands / f"00000000-{one:02d}", bands / f"00000000-{other:02d}"
        first.rename(bands / "aside")
        second.rename(first)
        (bands / "aside").rename(second)


def all_of(*damages: Callable[[Specimen], None]) -> Callable[[Specimen], None]:
    def damage(specimen: Specimen) -> None:
        for each in damages:
            each(specimen)

    return damage


@pytest.mark.parametrize(
    ("damage", "source"),
    [
        (lose_superblocks, IndexSource.MAP),
        (lose_journal, IndexSource.ROOT),
        (lose_header, IndexSource.ROOT),
        (lose_two_lanes, IndexSource.ROOT),
        (lose_one_band, IndexSource.ROOT),
        (cut_a_band, IndexSource.ROOT),
        (swap_bands, IndexSource.ROOT),
        (all_of(lose_superblocks, lose_journal, lose_header, lose_two_lanes), IndexSource.MAP),
        (all_of(lose_superblocks, swap_bands, lose_two_lanes), IndexSource.MAP),
    ],
)
def test_damage_that_costs_nothing(
    damage: Callable[[Specimen], None], source: IndexSource, specimen: Specimen, tmp_path: Path
) -> None:
    damage(specimen)
    outcome = run(specimen, tmp_path / "out")
    assert outcome.there == specimen.files
    assert outcome.report.source is source
    assert outcome.report.complete


def test_all_of_the_index_lost(specimen: Specimen, tmp_path: Path) -> None:
    """Numbers for names; small files, which lay in the index, are gone; blocks are all there."""
    specimen.noise(specimen.all_index_rows())
    lose_superblocks(specimen)
    outcome = run(specimen, tmp_path / "out")
    assert outcome.report.source is IndexSource.NONE
    assert outcome.whole == set()
    by_inode = {entry.inode: entry for entry in outcome.report.entries}
    for ino, path in specimen.inodes.items():
        if path not in specimen.data:
            assert ino not in by_inode
            continue
        entry = by_inode[ino]
        assert entry.path.startswith(b"lost+found/inode-%d." % ino)
        if path != b"sparse":  # where its hole is, nothing tells: called damaged
            assert outcome.there[entry.path] == specimen.files[path]
            assert entry.state is FileState.UNVERIFIED
        else:
            assert entry.missing == ((BLOCK_BYTES, 30 * BLOCK_BYTES),)


def test_the_live_index_lost(specimen: Specimen, tmp_path: Path) -> None:
    """An earlier moment of the vault is still there in freed rows: that, and what came later."""
    specimen.noise(specimen.index)
    outcome = run(specimen, tmp_path / "out")
    assert outcome.report.newer_lost
    assert not outcome.report.complete
    contents = set(outcome.there.values())
    for name in specimen.data.keys() - {b"sparse"}:
        assert specimen.files[name] in contents, name
    assert b"docs/last" in outcome.whole  # the older root's journal has not been overwritten yet


def test_each_piece_of_the_index_lost(specimen: Specimen, tmp_path: Path) -> None:
    """One at a time: an earlier version of it gives names and contents, none of them unmarked."""
    assert len(specimen.index) > 4
    marked = 0
    for number, row in enumerate(specimen.index):
        torn = specimen.copy(tmp_path / f"vault {number}")
        torn.noise([row])
        outcome = run(torn, tmp_path / f"out {number}")
        assert outcome.report.index_chunks_older + outcome.report.index_chunks_lost == 1
        assert not outcome.report.complete
        told = {entry.inode for entry in outcome.report.entries}
        for ino, path in specimen.inodes.items():
            assert path in outcome.whole or ino in told or path not in specimen.data, path
        marked += outcome.report.count(FileState.UNVERIFIED)
    assert marked


@pytest.mark.parametrize("part", range(4))
def test_half_of_the_index_lost(part: int, specimen: Specimen, tmp_path: Path) -> None:
    """What is left of it names what it names; every other file is marked, numbered or listed."""
    rows = random.Random(part).sample(specimen.index, len(specimen.index) // 2)
    specimen.noise(rows)
    lose_superblocks(specimen) if part % 2 else lose_one_band(specimen)
    outcome = run(specimen, tmp_path / "out")
    assert not outcome.report.complete
    told = {entry.inode for entry in outcome.report.entries}
    lost = {path for ino, path in specimen.inodes.items() if ino not in told} - outcome.whole
    for path in lost - {b"big", b"big too"}:
        assert path not in specimen.data, path


def test_blocks_lost_beyond_parity(specimen: Specimen, tmp_path: Path) -> None:
    """Zeros in the place of what is lost, a name that says so, and the very range."""
    specimen.noise([specimen.data[b"big"][3]], range(3))
    specimen.noise([specimen.data[b"new name"][0]], range(3))
    outcome = run(specimen, tmp_path / "out")
    marked = {b"big", b"big too", b"new name"}
    assert outcome.whole == specimen.files.keys() - marked
    low, high = 3 * BLOCK_BYTES, 4 * BLOCK_BYTES
    big = specimen.files[b"big"]
    for name in (b"big.damaged", b"big too.damaged"):
        assert outcome.there[name] == big[:low] + bytes(BLOCK_BYTES) + big[high:]
    entries = {entry.path: entry for entry in outcome.report.entries}
    assert entries[b"big.damaged"].missing == ((low, high),)
    assert entries[b"big too.damaged"].missing == ((low, high),)
    assert entries[b"big.damaged"].reasons == (Reason.BLOCKS,)
    assert outcome.report.rows_lost == 2


def test_an_older_version_is_never_taken_silently(specimen: Specimen, tmp_path: Path) -> None:
    """The newest of a block is lost; the one before it is still in its freed row."""
    specimen.noise([specimen.data[b"changed"][2]])
    outcome = run(specimen, tmp_path / "out")
    assert outcome.whole == specimen.files.keys() - {b"changed"}
    content = outcome.there[b"changed.older"]
    low, high = 2 * BLOCK_BYTES, 3 * BLOCK_BYTES
    assert content[:low] == specimen.files[b"changed"][:low]
    assert content[high:] == specimen.files[b"changed"][high:]
    assert content[low:high] != specimen.files[b"changed"][low:high]
    assert any(content[low:high])
    (entry,) = outcome.report.entries
    assert entry.older == ((low, high),)


def test_an_older_version_without_the_index_is_marked_if_anything_shows_it(
    specimen: Specimen, tmp_path: Path
) -> None:
    specimen.noise(specimen.all_index_rows())
    specimen.noise([specimen.data[b"changed"][2]], range(3))
    outcome = run(specimen, tmp_path / "out")
    ino = next(ino for ino, path in specimen.inodes.items() if path == b"changed")
    (entry,) = (each for each in outcome.report.entries if each.inode == ino)
    assert entry.state is FileState.OLDER
    assert entry.older == ((2 * BLOCK_BYTES, 3 * BLOCK_BYTES),)


def test_changes_after_the_last_root(specimen: Specimen, tmp_path: Path) -> None:
    """A crash: the journal takes the index on to the last commit."""
    vault = Vault.unlock(specimen.path, Passphrase(PASSPHRASE))
    specimen.files = {**specimen.files, b"fresh": b"f" * 500, b"fresh big": os.urandom(150_000)}
    for name in (b"fresh", b"fresh big"):
        specimen.inodes = {
            **specimen.inodes,
            write(vault, ROOT_INODE, name, specimen.files[name]): name,
        }
    vault.namespace.sync()
    vault.abandon()
    crashed = specimen.copy(tmp_path / "crashed")
    outcome = run(crashed, tmp_path / "out")
    assert outcome.there == specimen.files
    assert outcome.report.complete
    lose_superblocks(crashed)
    outcome = run(crashed, tmp_path / "without superblocks")
    assert outcome.there == specimen.files
    lose_journal(crashed)
    outcome = run(crashed, tmp_path / "without journal")
    assert outcome.report.newer_lost
    assert not outcome.report.complete
    assert b"fresh" not in outcome.there
    (entry,) = outcome.report.entries
    assert outcome.there[entry.path] == specimen.files[b"fresh big"]
    assert entry.path.startswith(b"lost+found/")


def test_the_newest_root_lost(specimen: Specimen, tmp_path: Path) -> None:
    """Superblock and map of the newest root are gone: the state before it, and it is said."""
    with unlocked(specimen.path) as vault:
        vault.namespace.write(vault.namespace.lookup(ROOT_INODE, b"changed").ino, 0, b"x" * 99)
    with unlocked(specimen.path, read_only=True) as vault, vault.store.lock:
        newest = vault.store.roots.ring.load()[0]
        rows = [each.row for each in vault.store.roots.ring.copies(newest)]
        rows += [each.row for each in vault.store.map_pointers()]
    # A lane is left of each, too few to read it, enough to show that it was.
    specimen.noise(rows, range(LANES - 1))
    outcome = run(specimen, tmp_path / "out")
    assert outcome.report.newer_lost
    assert not outcome.report.complete
    assert outcome.whole == specimen.files.keys() - {b"changed"}
    assert b"changed.older" in outcome.there


def test_deleted_files_stay_deleted(specimen: Specimen, tmp_path: Path) -> None:
    outcome = run(specimen, tmp_path / "out")
    assert outcome.report.nameless == 0
    assert not (tmp_path / "out" / "lost+found").exists()


# -- several groups ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    """A vault of several groups."""
    specimen = Specimen(tmp_path_factory.mktemp("grown") / "vault")
    make_vault(specimen.path)
    choose = random.Random(8)
    with unlocked(specimen.path) as vault:
        for number in range(12):
            name = b"file-%d" % number
            specimen.files[name] = choose.randbytes(110 * BLOCK_BYTES + number)
            specimen.inodes[write(vault, ROOT_INODE, name, specimen.files[name])] = name
            specimen.files[b"small" + name] = name * 30
            write(vault, ROOT_INODE, b"small" + name, name * 30)
            vault.namespace.sync()
    with unlocked(specimen.path, read_only=True) as vault:
        for ino, blocks in vault.namespace.stored_blocks():
            specimen.data[specimen.inodes[ino]] = [pointer.row for _, pointer in blocks]
        with vault.store.lock:
            specimen.index = [each.row for each in vault.store.index_pointers()]
            specimen.maps = [each.row for each in vault.store.map_pointers()]
    for name in specimen.files.keys() - specimen.data.keys():
        with unlocked(specimen.path, read_only=True) as vault:
            specimen.inodes[vault.namespace.lookup(ROOT_INODE, name).ino] = name
    assert len(list((specimen.path / "bands").iterdir())) >= 3 * LANES
    return specimen


def test_the_first_group_wholly_lost(grown: Specimen, tmp_path: Path) -> None:
    """With it go all superblocks, and what else lay in it; what did not comes back."""
    specimen = grown.copy(tmp_path / "vault")
    for band in (specimen.path / "bands").glob("00000000-*"):
        band.unlink()
    outcome = run(specimen, tmp_path / "out")
    assert outcome.report.bands_missing == LANES
    told = {entry.inode: entry for entry in outcome.report.entries}
    for ino, name in specimen.inodes.items():
        rows = specimen.data.get(name, [])
        if rows and all(row >= BAND_SLOTS for row in rows):
            found = [each for each in outcome.there.values() if each == specimen.files[name]]
            assert found, name
        elif rows and any(row >= BAND_SLOTS for row in rows):
            assert told[ino].state in (FileState.DAMAGED, FileState.UNVERIFIED), name


def test_groups_under_the_numbers_of_others(grown: Specimen, tmp_path: Path) -> None:
    specimen = grown.copy(tmp_path / "vault")
    bands = specimen.path / "bands"
    for position in range(LANES):
        first, second = bands / f"00000001-{position:02d}", bands / f"00000002-{position:02d}"
        first.rename(bands / "aside")
        second.rename(first)
        (bands / "aside").rename(second)
    outcome = run(specimen, tmp_path / "out")
    assert outcome.there == specimen.files
    assert outcome.report.bands_misplaced >= 2 * 8


# -- refusals ---------------------------------------------------------------------------------------


def test_a_saved_header(specimen: Specimen, tmp_path: Path) -> None:
    saved = tmp_path / "header"
    shutil.copy(specimen.path / "vault.sigma", saved)
    (specimen.path / "vault.sigma").unlink()
    (specimen.path / "vault.sigma.copy").unlink()
    with pytest.raises(HeaderMissingError):
        salvage(specimen.path, Passphrase(PASSPHRASE), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(WrongKeyError):
        salvage(specimen.path, Passphrase(b"wrong"), tmp_path / "out", header_file=saved)
    outcome = run(specimen, tmp_path / "out", header_file=saved)
    assert outcome.there == specimen.files
    make_vault(tmp_path / "another")
    with pytest.raises(ForeignHeaderError):
        salvage(
            specimen.path,
            Passphrase(PASSPHRASE),
            tmp_path / "foreign",
            header_file=tmp_path / "another" / "vault.sigma",
        )
    assert not (tmp_path / "foreign").exists()


def test_destinations_that_are_refused(specimen: Specimen, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    (tmp_path / "inside").symlink_to(specimen.path)
    refused = {
        tmp_path / "full": "not-empty",
        tmp_path / "full" / "file": "not-a-directory",
        specimen.path: "in-vault",
        specimen.path / "bands" / "below": "in-vault",
        tmp_path / "inside" / "below": "in-vault",
    }
    for place, reason in refused.items():
        with pytest.raises(DestinationError) as refusal:
            salvage(specimen.path, Passphrase(PASSPHRASE), place)
        assert refusal.value.reason == reason


def test_cancelled_before_anything_is_written(specimen: Specimen, tmp_path: Path) -> None:
    cancel = CancelToken()
    with pytest.raises(CancelledError):
        salvage(
            specimen.path,
            Passphrase(PASSPHRASE),
            tmp_path / "out",
            report=lambda _: cancel.cancel(),
            cancel=cancel,
        )
    assert not (tmp_path / "out").exists()


def test_cancelled_while_files_are_written(specimen: Specimen, tmp_path: Path) -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.unit == "bytes":
            cancel.cancel()

    outcome = run(specimen, tmp_path / "out", report=stop, cancel=cancel)
    assert outcome.report.cancelled
    assert not outcome.report.complete
    assert len(outcome.there) < len(specimen.files)


@pytest.mark.parametrize("parity", [0, 8])
def test_other_geometries(parity: int, tmp_path: Path) -> None:
    """As many lanes lost as the vault has parity, and every superblock."""
    make_vault(tmp_path / "vault", parity_lanes=parity)
    content = os.urandom(5 * BLOCK_BYTES + 3)
    with unlocked(tmp_path / "vault") as vault:
        write(vault, ROOT_INODE, b"large", content)
        write(vault, ROOT_INODE, b"small", content[:99])
    for position in range(8 + parity):
        with (tmp_path / "vault" / "bands" / f"00000000-{position:02d}").open("r+b") as band:
            band.write(os.urandom(8 * SLOT_BYTES))
    for position in range(parity):
        (tmp_path / "vault" / "bands" / f"00000000-{position:02d}").unlink()
    report = salvage(tmp_path / "vault", Passphrase(PASSPHRASE), tmp_path / "out")
    assert read_tree(tmp_path / "out") == {b"large": content, b"small": content[:99]}
    assert report.complete
    assert report.bands_missing == parity
    # Of sixteen ways to turn the lanes, one leaves just the data lanes: nothing to rebuild then.
    assert report.rows_rebuilt in {report.rows_good if parity else 0, 0}


def test_slots_of_a_band_that_is_cut(specimen: Specimen) -> None:
    """Those before the cut are read, zeros stand for the others, and nothing for a missing band."""
    band = specimen.path / "bands" / "00000000-04"
    slots = band.read_bytes()[64 * SLOT_BYTES : 100 * SLOT_BYTES]
    cut_a_band(specimen)
    lose_one_band(specimen)
    disk = PosixDisk(specimen.path, read_only=True)
    bands = FoundBands(disk, Geometry(2))
    assert bands.read_what_is_there(4, 64, 64) == slots + bytes(28 * SLOT_BYTES)
    assert bands.read_what_is_there(4, 128, 64) == b""
    assert bands.read_what_is_there(3, 64, 64) == b""
    assert bands.missing(1, short_too=True) == [(0, 3), (0, 4)]
    bands.close()
    disk.close()


def test_what_only_the_journal_has_of_the_index(tmp_path: Path) -> None:
    """Small changes that were synced, and the end of the process before their pages were written."""
    make_vault(tmp_path / "vault")
    vault = Vault.unlock(tmp_path / "vault", Passphrase(PASSPHRASE))
    ns = vault.namespace
    for name in (b"removed", b"moved", b"changed", b"replaced", b"first"):
        write(vault, ROOT_INODE, name, name)
        ns.set_xattr(ns.lookup(ROOT_INODE, name).ino, b"user.old", b"old")
    vault.store.checkpoint()
    ns.sync()
    folder = ns.mkdir(ROOT_INODE, b"folder", FOLDER, 0, 0).ino
    ns.sync()
    ns.unlink(ROOT_INODE, b"removed")
    ns.sync()
    ns.rename(ROOT_INODE, b"moved", folder, b"moved here")
    ns.rename(ROOT_INODE, b"first", ROOT_INODE, b"replaced")
    write(vault, ROOT_INODE, b"changed", b"anew and longer")
    changed = ns.lookup(ROOT_INODE, b"changed").ino
    ns.set_xattr(changed, b"user.new", b"new")
    ns.remove_xattr(changed, b"user.old")
    ns.sync()
    ns.symlink(folder, b"link", b"where", 0, 0)
    ns.sync()
    assert vault.store.examine_journal().batches[-1].changes
    vault.abandon()
    report = salvage(tmp_path / "vault", Passphrase(PASSPHRASE), tmp_path / "out")
    found = read_tree(tmp_path / "out")
    expected = {
        b"folder/moved here": b"moved",
        b"changed": b"anew and longer",
        b"replaced": b"first",
    }
    assert {name: found.get(name) for name in expected} == expected
    assert b"removed" not in found
    assert os.readlink(tmp_path / "out" / "folder" / "link") == "where"
    attributes = os.listxattr(tmp_path / "out" / "changed")
    assert "user.new" in attributes
    assert "user.old" not in attributes
    assert os.getxattr(tmp_path / "out" / "folder" / "moved here", "user.old") == b"old"
    assert report.complete


def test_what_only_the_journal_has_of_a_block(tmp_path: Path) -> None:
    """A small change that was synced, and the end of the process before its block was written."""
    make_vault(tmp_path / "vault")
    content = bytearray(os.urandom(3 * BLOCK_BYTES))
    with unlocked(tmp_path / "vault") as vault:
        write(vault, ROOT_INODE, b"large", bytes(content))
    vault = Vault.unlock(tmp_path / "vault", Passphrase(PASSPHRASE))
    ino = vault.namespace.resolve(b"/large").ino
    for offset in (5, BLOCK_BYTES - 3, 3 * BLOCK_BYTES - 4):
        content[offset : offset + 10] = b"ten bytes!"
        vault.namespace.write(ino, offset, b"ten bytes!")
        vault.namespace.sync()
    assert vault.store.noted.hold
    vault.abandon()
    report = salvage(tmp_path / "vault", Passphrase(PASSPHRASE), tmp_path / "out")
    assert read_tree(tmp_path / "out") == {b"large": bytes(content)}
    assert report.complete
