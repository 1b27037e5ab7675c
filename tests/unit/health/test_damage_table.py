"""A table of damage: each class done, found, repaired, and clean afterwards; every file compared.

In the manner of S3QL's tests. What is counted here goes into docs/reliability.md.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.constants import BAND_SLOTS, BLOCK_BYTES, ROOT_INODE, SLOT_BYTES
from engine.errors import StripeLostError
from engine.health import Finding, FindingCode, ScrubReport, scrub
from engine.keys import Passphrase
from engine.types import OnRollback, Severity
from engine.vault import Vault
from tests.support.damage import Specimen, flip_byte, make_specimen, unlocked
from tests.support.places import PASSPHRASE
from tests.support.tally import Tally, Trial

BAND = BAND_SLOTS * SLOT_BYTES


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    return make_specimen(tmp_path_factory.mktemp("specimen") / "vault", 2)


@pytest.fixture
def specimen(template: Specimen, tmp_path: Path) -> Specimen:
    return template.copy(tmp_path / "vault")


class Harm(NamedTuple):
    """What was done: how many pieces and band files were hit, and what must be named."""

    codes: set[FindingCode]
    pieces: int = 0
    bands: int = 0


Case = Callable[[Specimen], Harm]
CASES: dict[str, Case] = {}


def case(name: str) -> Callable[[Case], Case]:
    def add(function: Case) -> Case:
        CASES[name] = function
        return function

    return add


# -- the header -----------------------------------------------------------------------------------


def add_header_cases() -> None:
    for name in ("vault.sigma", "vault.sigma.copy"):
        # In the envelope, the geometry, a key slot, the checksums.
        for where, offset in (("magic", 3), ("key slot", 700), ("end", -20)):

            def flip(specimen: Specimen, name: str = name, offset: int = offset) -> Harm:
                path = specimen.path / name
                at = offset if offset > 0 else len(path.read_bytes().rstrip(b"\0")) + offset
                flip_byte(path, at)
                return Harm({FindingCode.HEADER_COPY}, pieces=1)

            CASES[f"{name}: a byte of its {where}"] = flip

        def remove(specimen: Specimen, name: str = name) -> Harm:
            (specimen.path / name).unlink()
            return Harm({FindingCode.HEADER_COPY}, pieces=1)

        CASES[f"{name}: gone"] = remove


add_header_cases()

# -- slots of bands -------------------------------------------------------------------------------

OFFSETS = {"nonce": 5, "head": 20, "fragment": 4000, "tag": SLOT_BYTES - 3}
CODES = {
    "data": FindingCode.DATA,
    "index": FindingCode.INDEX,
    "map": FindingCode.INDEX,
    "root": FindingCode.SUPERBLOCK,
}


def add_slot_cases() -> None:
    for what, code in CODES.items():
        for part, offset in OFFSETS.items():
            if what != "data" and part not in ("nonce", "tag"):
                continue

            def flip(
                specimen: Specimen, what: str = what, code: FindingCode = code, at: int = offset
            ) -> Harm:
                rows = specimen.rows[what][:6]
                for number, row in enumerate(rows):
                    specimen.flip(row, (3 * number) % specimen.lanes, at)
                    specimen.flip(row, (3 * number + 5) % specimen.lanes, at)
                return Harm({code}, pieces=2 * len(rows))

            CASES[f"{what}: a byte of the {part} in two lanes"] = flip


add_slot_cases()


@case("slots that changed places in a band")
def swap_slots(specimen: Specimen) -> Harm:
    path = specimen.band(0, 4)
    data = bytearray(path.read_bytes())
    one, other = (
        slice(row * SLOT_BYTES, (row + 1) * SLOT_BYTES)
        for row in (specimen.rows["data"][1], specimen.rows["data"][7])
    )
    data[one], data[other] = data[other], data[one]
    path.write_bytes(data)
    return Harm({FindingCode.DATA}, pieces=2)


@case("both copies of the newest superblock, as far as parity lasts")
def both_superblocks(specimen: Specimen) -> Harm:
    specimen.flip_all(specimen.rows["root"], (2, 7))
    return Harm({FindingCode.SUPERBLOCK}, pieces=2 * len(specimen.rows["root"]))


# -- band files -----------------------------------------------------------------------------------


def add_band_cases() -> None:
    ways: dict[str, Callable[[Path], object]] = {
        "deleted": Path.unlink,
        "emptied": lambda band: os.truncate(band, 0),
        "cut at a slot": lambda band: os.truncate(band, SLOT_BYTES),
        "cut within a slot": lambda band: os.truncate(band, SLOT_BYTES + 77),
        "zeros": lambda band: band.write_bytes(bytes(BAND)),
        "noise": lambda band: band.write_bytes(random.Random(3).randbytes(BAND)),
    }
    for way, ruin in ways.items():
        for positions in ((0,), (9,), (3, 8)) if way == "deleted" else ((2, 9),):

            def apply(
                specimen: Specimen,
                ruin: Callable[[Path], object] = ruin,
                positions: tuple[int, ...] = positions,
            ) -> Harm:
                for position in positions:
                    ruin(specimen.band(0, position))
                return Harm({FindingCode.DATA, FindingCode.INDEX}, bands=len(positions))

            CASES[f"bands {positions}: {way}"] = apply


add_band_cases()


@case("two bands exchanged")
def exchange(specimen: Specimen) -> Harm:
    one, other = specimen.band(0, 1), specimen.band(0, 6)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return Harm({FindingCode.DATA, FindingCode.INDEX}, bands=2)


@case("a band that is a copy of another")
def duplicate(specimen: Specimen) -> Harm:
    shutil.copyfile(specimen.band(0, 2), specimen.band(0, 5))
    return Harm({FindingCode.DATA, FindingCode.INDEX}, bands=1)


@case("an older copy of two bands put back")
def put_back(specimen: Specimen) -> Harm:
    kept = {position: specimen.band(0, position).read_bytes() for position in (1, 6)}
    new = random.Random(9).randbytes(len(specimen.content[b"large"]))
    with unlocked(specimen.path) as vault:
        inode = vault.namespace.lookup(ROOT_INODE, b"large")
        vault.namespace.write(inode.ino, 0, new)
    specimen.content = specimen.content | {b"large": new}
    for position, old in kept.items():
        specimen.band(0, position).write_bytes(old)
    return Harm({FindingCode.DATA}, bands=2)


@pytest.mark.parametrize("name", CASES)
def test_damage_is_found_and_repaired(specimen: Specimen, name: str, tally: Tally) -> None:
    harm = CASES[name](specimen)
    with unlocked(specimen.path, read_only=True) as vault:
        specimen.check(vault)
        found = scrub(vault)
        assert found.worst is Severity.WARNING
        assert harm.codes <= {each.message_code for each in found.findings}
    with unlocked(specimen.path) as vault:
        healed = scrub(vault, repair=True)
        assert healed.worst is Severity.GOOD, healed.findings
        specimen.check(vault)
    with unlocked(specimen.path, read_only=True) as vault:
        assert scrub(vault).findings == ()
        specimen.check(vault)
    tally.add(Trial.PIECE_ALTERED, harm.pieces)
    tally.add(Trial.PIECE_FOUND, harm.pieces)
    tally.add(Trial.BAND_LOST, harm.bands)
    tally.add(Trial.BAND_REBUILT, harm.bands)


# -- beyond parity --------------------------------------------------------------------------------


def test_one_lane_too_many_names_the_file_and_leaves_the_rest(specimen: Specimen) -> None:
    """Three whole lanes of the rows of one file; the index and all other files stay whole."""
    rows = specimen.rows["data"]
    specimen.flip_all(rows, (0, 4, 9))
    with unlocked(specimen.path) as vault:
        report = scrub(vault, repair=True)
        assert report.lost_paths == (b"/large",)
        lost = {each.row for each in report.findings if each.severity is Severity.CRITICAL}
        assert lost == set(rows)
        ino = vault.namespace.lookup(ROOT_INODE, b"large").ino
        with pytest.raises(StripeLostError):
            vault.namespace.read(ino, 0, BLOCK_BYTES)
        for name in specimen.content.keys() - {b"large"}:
            inode = vault.namespace.lookup(ROOT_INODE, name)
            assert bytes(vault.namespace.read(inode.ino, 0, 10**6)) == specimen.content[name]


def test_repair_writes_over_no_evidence(specimen: Specimen) -> None:
    """What was damaged lies where it lay, and as it lay, when the repair has ended."""
    rows = specimen.rows["data"][:5]
    specimen.flip_all(rows, (3,))
    before = {row: slot(specimen, row, 3) for row in rows}
    with unlocked(specimen.path) as vault:
        assert scrub(vault, repair=True).repaired_rows == len(rows)
        vault.store.commit()
        assert {row: slot(specimen, row, 3) for row in rows} == before
        moved = {
            pointer.row for _, blocks in vault.namespace.stored_blocks() for _, pointer in blocks
        }
        assert not moved & set(rows)


def slot(specimen: Specimen, row: int, position: int) -> bytes:
    start = row % BAND_SLOTS * SLOT_BYTES
    return specimen.band(row, position).read_bytes()[start : start + SLOT_BYTES]


# -- roots, and things in the way -----------------------------------------------------------------


def bands_in(report: ScrubReport) -> list[Finding]:
    return [each for each in report.findings if each.message_code is FindingCode.BAND]


def superblock_findings(report: ScrubReport) -> set[int]:
    return {each.row for each in report.findings if each.message_code is FindingCode.SUPERBLOCK}


def test_a_newest_root_that_is_gone_is_named_by_a_reader(specimen: Specimen) -> None:
    """The journal of the root before it gives the same state, so nothing is lost; but it is told.

    A device that has not seen the newer root knows of it all the same, and goes on if told to.
    """
    turn_the_ring(specimen)
    with unlocked(specimen.path, read_only=True) as vault:
        assert vault.store.root is not None
        rows = {each.row for each in vault.store.roots.ring.copies(vault.store.root)}
    specimen.flip_all(rows, range(specimen.lanes))
    key = Passphrase(PASSPHRASE)
    # This device remembers the newer root, and asks before it goes on from the older one.
    looked = Vault.unlock(specimen.path, key, read_only=True, on_rollback=OnRollback.READ_ONLY)
    with looked as vault:
        specimen.check(vault)
        assert superblock_findings(scrub(vault)) == rows
    stranger = specimen.path.parent / "another device"
    with Vault.unlock(specimen.path, key, state_folder=stranger) as vault:
        assert vault.read_only
        assert scrub(vault).worst is Severity.CRITICAL
        specimen.check(vault)
    with Vault.unlock(specimen.path, key, on_rollback=OnRollback.ACCEPT) as vault:
        assert not vault.read_only
        assert scrub(vault).worst is Severity.GOOD, "opening has written a root in its place"
        specimen.check(vault)
    with unlocked(specimen.path) as vault:
        assert not vault.read_only
        specimen.check(vault)


@pytest.mark.parametrize("which", ["newest", "the one before"])
def test_a_root_that_is_lost_while_the_vault_is_open(specimen: Specimen, which: str) -> None:
    turn_the_ring(specimen)
    with unlocked(specimen.path) as vault:
        ring, root = vault.store.roots.ring, vault.store.root
        assert root is not None
        if which != "newest":
            root = ring.load()[1]
        rows = {each.row for each in ring.copies(root)}
        specimen.flip_all(rows, range(specimen.lanes))
        assert superblock_findings(scrub(vault)) == rows
        scrub(vault, repair=True)
        assert scrub(vault).findings == ()
        specimen.check(vault)


def turn_the_ring(specimen: Specimen) -> None:
    with unlocked(specimen.path) as vault:
        for _ in range(4):
            vault.store.touch()
            vault.store.checkpoint()


@pytest.mark.parametrize("way", ["a folder", "a link", "a fifo"])
def test_a_vault_with_something_in_a_bands_place_is_written_to_all_the_same(
    specimen: Specimen, way: str
) -> None:
    band = specimen.band(0, 5)
    kept = band.rename(specimen.path / "kept")
    if way == "a folder":
        band.mkdir()
    elif way == "a fifo":
        os.mkfifo(band)
    else:
        band.symlink_to(kept)
    before = kept.read_bytes()
    with unlocked(specimen.path) as vault:
        inode = vault.namespace.create(ROOT_INODE, b"new", 0o100644, 0, 0)
        vault.namespace.write(inode.ino, 0, b"n" * 200_000)
        vault.namespace.sync()
        report = scrub(vault, repair=True)
        assert [(each.place, each.reason) for each in bands_in(report)] == [
            ("bands/00000000-05", "obstructed")
        ]
        assert report.worst is Severity.WARNING
    assert kept.read_bytes() == before, "nothing is written through it"
    specimen.content = specimen.content | {b"new": b"n" * 200_000}
    if way == "a folder":
        band.rmdir()
    else:
        band.unlink()
    with unlocked(specimen.path) as vault:
        specimen.check(vault)
        assert scrub(vault, repair=True).worst is Severity.GOOD
    with unlocked(specimen.path, read_only=True) as vault:
        specimen.check(vault)
        assert scrub(vault).findings == ()


def test_more_in_the_way_than_parity_makes_up_for_is_an_error(specimen: Specimen) -> None:
    for position in (2, 5, 8):
        specimen.band(0, position).unlink()
        specimen.band(0, position).mkdir()
    with pytest.raises(Exception, match=r".+"):
        Vault.unlock(specimen.path, Passphrase(PASSPHRASE))


def test_a_missing_band_that_holds_nothing_is_found_too(specimen: Specimen) -> None:
    with unlocked(specimen.path) as vault, vault.store.lock:
        vault.store.rows.grow(1)
        vault.store.touch()
    name = f"00000001-{3:02d}"
    (specimen.path / "bands" / name).unlink()
    with unlocked(specimen.path, read_only=True) as vault:
        (finding,) = bands_in(scrub(vault))
        assert (finding.place, finding.reason) == (f"bands/{name}", "missing")
    with unlocked(specimen.path) as vault:
        (finding,) = bands_in(scrub(vault))
        assert finding.repaired, "opening for writing has made it anew"
    assert (specimen.path / "bands" / name).stat().st_size == BAND


def test_a_journal_file_that_is_gone_is_found_and_made_anew(specimen: Specimen) -> None:
    (specimen.path / "journal-1").unlink()
    with unlocked(specimen.path, read_only=True) as vault:
        (finding,) = scrub(vault).findings
        assert finding.message_code is FindingCode.JOURNAL
        assert (finding.place, finding.reason) == ("journal-1", "missing")
    with unlocked(specimen.path) as vault:
        scrub(vault, repair=True)
        assert scrub(vault).findings == ()
    assert (specimen.path / "journal-1").stat().st_size > 0
