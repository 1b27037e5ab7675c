"""Damage on disk: found, named and repaired while parity lasts; beyond it an error, never a lie."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.constants import BAND_SLOTS, BLOCK_BYTES, NOTED_BLOCK_BYTES, SLOT_BYTES
from engine.errors import HeaderDamagedError, StripeLostError, VaultError
from engine.health import FindingCode, ScrubReport, scrub
from engine.keys import Passphrase
from engine.types import Severity
from engine.vault import Vault
from tests.support.damage import Specimen, flip_byte, make_specimen, unlocked
from tests.support.places import PASSPHRASE, VaultPlace

CODES = {
    "data": FindingCode.DATA,
    "index": FindingCode.INDEX,
    "map": FindingCode.INDEX,
    "root": FindingCode.SUPERBLOCK,
}

PAGE = 4096

Specimens = Callable[..., Specimen]


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Specimen]:
    """One vault for each count of parity lanes, made when it is first asked for."""
    made: dict[int, Specimen] = {}

    def template(parity_lanes: int) -> Specimen:
        if parity_lanes not in made:
            path = tmp_path_factory.mktemp("specimen") / "vault"
            made[parity_lanes] = make_specimen(path, parity_lanes)
        return made[parity_lanes]

    return template


@pytest.fixture
def specimen(templates: Callable[[int], Specimen], tmp_path: Path) -> Specimens:
    """A copy to damage."""

    def make(parity_lanes: int = 2) -> Specimen:
        return templates(parity_lanes).copy(tmp_path / f"vault-{parity_lanes}")

    return make


def slots_named(report: ScrubReport) -> set[tuple[str, int]]:
    return {(finding.place, finding.row) for finding in report.findings}


def check_repairs(specimen: Specimen, expected: set[tuple[str, int]] | None = None) -> None:
    """Reads are right, the scrub names what was damaged, a repair heals it, nothing is left."""
    with unlocked(specimen.path, read_only=True) as vault:
        specimen.check(vault)
        found = scrub(vault)
        assert found.worst is Severity.WARNING
        if expected is not None:
            assert slots_named(found) == expected
    with unlocked(specimen.path) as vault:
        repaired = scrub(vault, repair=True)
        assert all(finding.repaired for finding in repaired.findings)
        assert repaired.worst is Severity.GOOD
        specimen.check(vault)
    with unlocked(specimen.path) as vault:
        again = scrub(vault)
        assert again.worst is Severity.GOOD, again.findings
        specimen.check(vault)


# -- one byte -------------------------------------------------------------------------------------


OFFSETS = (0, 11, 12, 60, 4000, SLOT_BYTES - 17, SLOT_BYTES - 16, SLOT_BYTES - 1)
"""In the nonce, the sealed header, the content, the tag."""


@pytest.mark.parametrize("what", CODES)
def test_one_byte_anywhere_in_any_kind_of_slot(specimen: Specimens, what: str) -> None:
    """Exactly what was changed is found and named, and repaired: at most two slots of a row."""
    damaged = specimen()
    choose = random.Random(what)
    rows = (damaged.rows[what] * 2)[: len(OFFSETS)]
    expected = set()
    for row, offset in zip(rows, choose.sample(OFFSETS, len(rows)), strict=True):
        position = choose.randrange(damaged.lanes)
        while (place := named(row, position)) in expected:
            position = choose.randrange(damaged.lanes)
        damaged.flip(row, position, offset, 1 << choose.randrange(8))
        expected.add(place)
    with unlocked(damaged.path, read_only=True) as vault:
        for finding in scrub(vault).findings:
            assert finding.message_code == CODES[what]
            assert finding.severity is Severity.WARNING
            assert finding.reason == "altered"
            assert finding.paths == ((b"/large",) if what == "data" else ())
    check_repairs(damaged, expected)


def named(row: int, position: int) -> tuple[str, int]:
    """What a finding calls a slot."""
    return f"bands/{row // BAND_SLOTS:08d}-{position:02d}", row


@pytest.mark.parametrize(
    ("parity_lanes", "position"), [(1, 0), (1, 4), (1, 8), (2, 2), (2, 7), (2, 9)]
)
def test_one_byte_in_every_slot_of_a_band(
    specimen: Specimens, position: int, parity_lanes: int
) -> None:
    """Live and free, data and root: one whole lane is wrong, and every kind is found."""
    damaged = specimen(parity_lanes)
    damaged.flip_all(range(BAND_SLOTS), [position])
    with unlocked(damaged.path, read_only=True) as vault:
        report = scrub(vault)
        specimen_rows = set().union(*damaged.rows.values())
        assert specimen_rows <= {finding.row for finding in report.findings}
        assert {finding.place for finding in report.findings} == {f"bands/00000000-{position:02d}"}
        assert set(CODES.values()) == {finding.message_code for finding in report.findings}
    check_repairs(damaged)


def test_reads_tell_of_damage_they_met(specimen: Specimens) -> None:
    damaged = specimen()
    row = damaged.rows["data"][3]
    damaged.flip_all([row], range(damaged.lanes - 2, damaged.lanes))
    damaged.flip_all([damaged.rows["data"][7]], range(2))
    with unlocked(damaged.path) as vault:
        damaged.check(vault)
        seen = vault.statistics().damage_seen
        assert {damage.row for damage in seen} >= {damaged.rows["data"][7]} or seen
        assert all(damage.reason == "altered" for damage in seen)


@pytest.mark.parametrize("name", ["vault.sigma", "vault.sigma.copy"])
@pytest.mark.parametrize("offset", [0, 14, 300, 1300])
def test_one_byte_in_a_copy_of_the_header(specimen: Specimens, name: str, offset: int) -> None:
    damaged = specimen()
    before = (damaged.path / name).read_bytes()
    flip_byte(damaged.path / name, offset)
    with unlocked(damaged.path, read_only=True) as vault:
        damaged.check(vault)
        codes = {(finding.message_code, finding.place) for finding in scrub(vault).findings}
    assert codes == {(FindingCode.HEADER_COPY, name)}
    with unlocked(damaged.path) as vault:
        scrub(vault, repair=True)
        assert scrub(vault).worst is Severity.GOOD
    assert (damaged.path / name).read_bytes() == before


@pytest.mark.parametrize("offset", [0, 40, 300, 1300])
def test_both_copies_of_the_header(specimen: Specimens, offset: int) -> None:
    damaged = specimen()
    for name in ("vault.sigma", "vault.sigma.copy"):
        flip_byte(damaged.path / name, offset)
    with pytest.raises(VaultError):
        Vault.unlock(damaged.path, Passphrase(PASSPHRASE))
    (damaged.path / "vault.sigma").unlink()
    (damaged.path / "vault.sigma.copy").write_bytes(bytes(8192))
    with pytest.raises((HeaderDamagedError, VaultError)):
        Vault.unlock(damaged.path, Passphrase(PASSPHRASE))


def test_one_byte_in_the_journal(
    specimen: Specimens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a vault that was not locked, so that the last commits lie in the journal only."""
    damaged = specimen()
    vault = Vault.unlock(damaged.path, Passphrase(PASSPHRASE))
    inode = vault.namespace.create(1, b"late", 0o100644, 0, 0)
    for number in range(5):
        vault.namespace.write(inode.ino, number * 1000, b"x" * 1000)
        vault.namespace.sync()
    vault.abandon()
    damaged.content = damaged.content | {b"late": b"x" * 5000}
    for copy in ("journal-0", "journal-1"):
        for slot in (0, 3):
            torn = damaged.copy(damaged.path.with_name(f"torn-{copy}-{slot}"))
            torn.content = damaged.content
            # Each copy is the vault of a device of its own; one device would ask which is newer.
            monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / f"state-{copy}-{slot}"))
            flip_byte(torn.path / copy, slot * SLOT_BYTES + 700)
            with unlocked(torn.path, read_only=True) as opened:
                torn.check(opened)
                found = {(each.message_code, each.place) for each in scrub(opened).findings}
            assert found == {(FindingCode.JOURNAL, copy)}
            with unlocked(torn.path) as opened:
                scrub(opened, repair=True)
                torn.check(opened)
            with unlocked(torn.path) as opened:
                assert scrub(opened).worst is Severity.GOOD
                torn.check(opened)
            shutil.rmtree(torn.path)


# -- whole bands ----------------------------------------------------------------------------------

WAYS = ("removed", "empty", "cut short", "zeros", "noise")
PAIRS = random.Random(4).sample(list(itertools.combinations(range(10), 2)), 6)


@pytest.mark.parametrize(
    ("positions", "way"),
    [(pair, WAYS[number % len(WAYS)]) for number, pair in enumerate(PAIRS)],
    ids=str,
)
def test_as_many_bands_as_there_is_parity(
    specimen: Specimens, positions: tuple[int, int], way: str
) -> None:
    damaged = specimen()
    for position in positions:
        ruin(damaged.band(0, position), way)
    check_repairs(damaged)


def ruin(band: Path, way: str) -> None:
    size = band.stat().st_size
    band.unlink()
    if way == "empty":
        band.write_bytes(b"")
    elif way == "cut short":
        band.write_bytes(bytes(size // 3))
    elif way == "zeros":
        band.write_bytes(bytes(size))
    elif way == "noise":
        band.write_bytes(random.Random(1).randbytes(size))


@pytest.mark.parametrize("way", ["a folder", "a link to a band", "a fifo"])
def test_something_else_in_the_place_of_a_band(specimen: Specimens, way: str) -> None:
    """Never opened, never followed, never waited for: read as a band that is missing."""
    damaged = specimen()
    band = damaged.band(0, 5)
    kept = band.rename(band.with_name("kept"))
    if way == "a folder":
        band.mkdir()
    elif way == "a fifo":
        os.mkfifo(band)
    else:
        band.symlink_to(kept)
    with unlocked(damaged.path, read_only=True) as vault:
        damaged.check(vault)
        found = scrub(vault)
        assert {finding.place for finding in found.findings} == {"bands/00000000-05"}
        assert found.worst is Severity.WARNING
    assert len(kept.read_bytes()) == BAND_SLOTS * SLOT_BYTES


def test_bands_that_changed_places(specimen: Specimens) -> None:
    """Every slot authenticates, but not there."""
    damaged = specimen()
    first, second = damaged.band(0, 3), damaged.band(0, 8)
    first.rename(first.with_name("x"))
    second.rename(first)
    first.with_name("x").rename(second)
    check_repairs(damaged)


def test_slots_that_changed_places(specimen: Specimens) -> None:
    damaged = specimen()
    one, other = damaged.rows["data"][2], damaged.rows["data"][5]
    path = damaged.band(0, 4)
    data = bytearray(path.read_bytes())
    places = [slice(row * SLOT_BYTES, (row + 1) * SLOT_BYTES) for row in (one, other)]
    data[places[0]], data[places[1]] = data[places[1]], data[places[0]]
    path.write_bytes(data)
    check_repairs(damaged, {("bands/00000000-04", one), ("bands/00000000-04", other)})


def test_an_old_copy_of_some_bands_is_noticed(specimen: Specimens, tmp_path: Path) -> None:
    """As many lanes as there is parity are put back from a backup: what is read is of now."""
    damaged = specimen()
    shutil.copytree(damaged.path, tmp_path / "backup")
    new = random.Random(9).randbytes(len(damaged.content[b"large"]))
    with unlocked(damaged.path) as vault:
        inode = vault.namespace.lookup(1, b"large")
        for _ in range(8):  # around the whole group, so that old rows are used again
            vault.namespace.write(inode.ino, 0, new)
            vault.namespace.sync()
            vault.store.touch()
            vault.store.checkpoint()
    damaged.content = damaged.content | {b"large": new}
    for position in (1, 6):
        name = f"bands/00000000-{position:02d}"
        shutil.copy(tmp_path / "backup" / name, damaged.path / name)
    check_repairs(damaged)


# -- beyond parity --------------------------------------------------------------------------------


def ranges_around(block: int) -> list[tuple[int, int, bool]]:
    """Ranges of the large file, and whether they touch the block."""
    start, end = block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES
    # The kernel reads whole pages, so what is clear of the block is clear of its pages.
    page_before, page_after = start // PAGE * PAGE, -(-end // PAGE) * PAGE
    return [
        (0, page_before, False),
        (page_before - 100, 100, False),
        (page_after, 3 * BLOCK_BYTES, False),
        (start, 10, True),
        (end - 10, 10, True),
        (start - 10, 20, True),
        (end - 10, 20, True),
        (start - BLOCK_BYTES, 3 * BLOCK_BYTES, True),
    ]


@pytest.mark.parametrize("parity_lanes", [0, 1, 2])
def test_one_lane_too_many_through_the_api(specimen: Specimens, parity_lanes: int) -> None:
    damaged = specimen(parity_lanes)
    block, row = 10, damaged.rows["data"][10]
    damaged.flip_all([row], random.Random(2).sample(range(damaged.lanes), parity_lanes + 1))
    content = damaged.content[b"large"]
    with unlocked(damaged.path) as vault:
        ino = vault.namespace.lookup(1, b"large").ino
        lost = 0
        for offset, length, touches in ranges_around(block):
            try:
                found = bytes(vault.namespace.read(ino, offset, length))
            except StripeLostError as error:
                if not touches or error.row != row:
                    raise
                lost += 1
            else:
                assert found == content[offset : offset + length]
        assert lost >= 1
        report = scrub(vault, repair=True)
        assert report.worst is Severity.CRITICAL
        assert report.lost_paths == (b"/large",)
        for name in damaged.content.keys() - {b"large"}:
            inode = vault.namespace.lookup(1, name)
            assert bytes(vault.namespace.read(inode.ino, 0, 10**6)) == damaged.content[name]
        # The loss is over once the file is written anew or removed.
        vault.namespace.write(ino, 0, content)
        vault.namespace.sync()
        assert bytes(vault.namespace.read(ino, 0, len(content))) == content
        assert scrub(vault).worst is Severity.GOOD


@pytest.mark.timeout(200)
@pytest.mark.parametrize("parity_lanes", [0, 1, 2])
def test_one_lane_too_many_through_the_mount(
    specimen: Specimens, tmp_path: Path, parity_lanes: int
) -> None:
    damaged = specimen(parity_lanes)
    block, row = 10, damaged.rows["data"][10]
    damaged.flip_all([row], random.Random(2).sample(range(damaged.lanes), parity_lanes + 1))
    content = damaged.content[b"large"]
    (tmp_path / "mounted").mkdir()
    place = VaultPlace(damaged.path, tmp_path / "mounted")
    place.start()
    try:
        lost = 0
        for offset, length, touches in ranges_around(block):
            # Opened anew and read without read-ahead, so that each range is asked for alone.
            with (place.root / "large").open("rb", buffering=0) as stream:
                stream.seek(offset)
                found = bytearray()
                try:
                    while len(found) < length and (piece := stream.read(length - len(found))):
                        found += piece
                except OSError as error:
                    if not touches or error.errno != errno.EIO:
                        raise
                    lost += 1
            assert found == content[offset : offset + len(found)]
            assert touches or len(found) == length
        assert lost >= 1
        for name in damaged.content.keys() - {b"large"}:
            assert (place.root / name.decode()).read_bytes() == damaged.content[name]
        with pytest.raises(OSError, match="Input/output error"):
            (place.root / "large").read_bytes()
        (place.root / "large").unlink()
        (place.root / "large").write_bytes(content)
        place.remount()
        assert (place.root / "large").read_bytes() == content
    finally:
        place.close()


def test_a_block_that_cannot_be_completed_fails_only_its_own_fsync(
    specimen: Specimens, tmp_path: Path
) -> None:
    damaged = specimen()
    damaged.flip_all([damaged.rows["data"][10]], (0, 4, 9))
    (tmp_path / "mounted").mkdir()
    place = VaultPlace(damaged.path, tmp_path / "mounted")
    place.start()
    try:
        with (place.root / "large").open("r+b") as hurt, (place.root / "new").open("wb") as sound:
            # Whole pages, so that the kernel need not read the lost block itself; and so many that
            # they are not just noted in the journal.
            start = -(-10 * BLOCK_BYTES // PAGE) * PAGE
            hurt.seek(start)
            hurt.write(bytes(NOTED_BLOCK_BYTES + PAGE))
            hurt.flush()
            sound.write(b"sound")
            sound.flush()
            with pytest.raises(OSError, match="Input/output error"):
                os.fsync(hurt.fileno())
            os.fsync(sound.fileno())
            with pytest.raises(OSError, match="Input/output error"):
                os.fsync(hurt.fileno())
        (place.root / "large").unlink()  # or ending would tell of the change that is lost
    finally:
        place.close()


@pytest.mark.parametrize("what", ["index", "map", "root"])
def test_one_lane_too_many_of_the_engines_own(specimen: Specimens, what: str) -> None:
    """The newest root, or what it needs, is beyond repair: an older whole state, or an error.

    Never a vault that looks right and is not.
    """
    damaged = specimen()
    damaged.flip_all(damaged.rows[what], (0, 4, 9))
    try:
        vault = Vault.unlock(damaged.path, Passphrase(PASSPHRASE))
    except VaultError:
        return
    missing = 0
    with vault:
        for name, content in damaged.content.items():
            try:
                inode = vault.namespace.lookup(1, name)
                found = bytes(vault.namespace.read(inode.ino, 0, len(content) + 1))
            except VaultError:
                missing += 1
            else:
                assert found == content
        if missing:
            assert scrub(vault).worst is Severity.CRITICAL


def test_everything_gone_but_the_header(specimen: Specimens) -> None:
    damaged = specimen()
    for path in (damaged.path / "bands").iterdir():
        path.unlink()
    with pytest.raises(VaultError):
        Vault.unlock(damaged.path, Passphrase(PASSPHRASE))
