"""What lies on disk passes as noise, and the header tells nothing about what is inside."""

from __future__ import annotations

import json
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.constants import BAND_BYTES, JOURNAL_STEP_BYTES, SLOT_BYTES, SUPERBLOCK_RING_ROWS
from engine.keys import Passphrase
from engine.vault import Vault
from tests.support.places import PASSPHRASE, make_vault
from tests.support.structured import TEXT, make_structured_vault, structured_files

DEGREES = 255
"""Of freedom: 256 byte values. Chi-square then has the mean 255 and the deviation sqrt(510)."""

DEVIATION = (2 * DEGREES) ** 0.5

HEADERS = {"vault.sigma", "vault.sigma.copy"}


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two vaults with the same content and the same passphrase."""
    folder = tmp_path_factory.mktemp("noise")
    for name in ("one", "two"):
        make_structured_vault(folder / name)
    return folder / "one", folder / "two"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("noise") / "empty"
    make_vault(path)
    return path


def noise_files(vault: Path) -> list[Path]:
    """Everything but the header."""
    return sorted(path for path in vault.rglob("*") if path.is_file() and path.name not in HEADERS)


def load(path: Path) -> np.ndarray:
    return np.frombuffer(path.read_bytes(), dtype=np.uint8)


def chi_square(data: np.ndarray) -> float:
    counts = np.bincount(data.ravel(), minlength=256)
    expected = data.size / 256
    return float(((counts - expected) ** 2).sum() / expected)


def header_body(vault: Path) -> dict[str, Any]:
    """The readable part of the header."""
    text = (vault / "vault.sigma").read_bytes().decode("latin-1")
    body, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
    return body


def slots(vault: Path) -> Iterator[tuple[Path, np.ndarray]]:
    for path in noise_files(vault):
        yield path, load(path).reshape(-1, SLOT_BYTES)


def test_there_is_nothing_but_bands_journals_and_headers(vaults: tuple[Path, Path]) -> None:
    for vault in vaults:
        for path in vault.rglob("*"):
            assert not path.is_symlink()
            name = path.relative_to(vault).as_posix()
            if path.is_dir():
                assert name == "bands"
            elif name.startswith("bands/"):
                group, _, position = path.name.partition("-")
                assert (len(group), len(position)) == (8, 2)
                assert (group + position).isdecimal()
                assert path.stat().st_size == BAND_BYTES
            elif name.startswith("journal-"):
                assert path.stat().st_size % JOURNAL_STEP_BYTES == 0
            else:
                assert name in HEADERS


def test_nothing_differs_in_size_mode_or_time(vaults: tuple[Path, Path], empty: Path) -> None:
    for vault in (*vaults, empty):
        found = [path.stat() for path in noise_files(vault)]
        assert len({each.st_mode for each in found}) == 1
        assert len({each.st_uid for each in found}) == 1
        assert all(stat.S_ISREG(each.st_mode) for each in found)
        assert all(each.st_mode & 0o077 == 0 for each in found)
        assert len({each.st_mtime_ns for each in found}) == 1
        # Allocated in full: a hole would tell where nothing was ever written.
        assert all(each.st_blocks * 512 >= each.st_size for each in found)


def test_bytes_are_evenly_distributed(vaults: tuple[Path, Path], empty: Path) -> None:
    for vault in (*vaults, empty):
        for path in noise_files(vault):
            found = chi_square(load(path))
            assert abs(found - DEGREES) < 7 * DEVIATION, path


def test_so_are_those_of_every_single_slot(vaults: tuple[Path, Path]) -> None:
    """No slot stands out, and all together do not either: live, dead and free look alike."""
    everything = []
    for path, found in slots(vaults[0]):
        values = np.array([chi_square(slot) for slot in found])
        assert values.max() < DEGREES + 9 * DEVIATION, path
        assert values.min() > DEGREES - 8 * DEVIATION, path
        everything.append(values)
    values = np.concatenate(everything)
    # The chi-square of a slot of 8,192 bytes: a mean of 255, and nearly sqrt(510) around it.
    assert abs(values.mean() - DEGREES) < 6 * DEVIATION / len(values) ** 0.5
    assert abs(values.std() / DEVIATION - 1) < 0.05


def test_no_place_in_the_slots_prefers_a_value(vaults: tuple[Path, Path]) -> None:
    """A magic number, a length or a counter would show in one column of all slots."""
    columns = np.concatenate([found for _, found in slots(vaults[0])])
    counts = np.empty((SLOT_BYTES, 256), dtype=np.int64)
    for column in range(SLOT_BYTES):
        counts[column] = np.bincount(columns[:, column], minlength=256)
    expected = len(columns) / 256
    assert counts.max() < expected + 9 * expected**0.5
    per_column = ((counts - expected) ** 2 / expected).sum(axis=1)
    assert per_column.max() < DEGREES + 9 * DEVIATION
    assert abs(per_column.mean() - DEGREES) < 6 * DEVIATION / SLOT_BYTES**0.5


def test_bits_and_neighbours(vaults: tuple[Path, Path]) -> None:
    for path in noise_files(vaults[0]):
        data = load(path)
        bits = np.unpackbits(data)
        assert abs(bits.sum() - bits.size / 2) < 7 * bits.size**0.5 / 2, path
        for distance in (1, 16, 12, SLOT_BYTES):
            assert abs(chi_square(data[distance:] ^ data[:-distance]) - DEGREES) < 7 * DEVIATION


def test_nothing_can_be_compressed(vaults: tuple[Path, Path], empty: Path) -> None:
    for vault in (vaults[0], empty):
        for path in noise_files(vault):
            data = path.read_bytes()
            assert len(zlib.compress(data, 1)) >= len(data), path


def test_no_block_of_sixteen_bytes_comes_twice(vaults: tuple[Path, Path], empty: Path) -> None:
    """Not in a vault, and not in another with the same content and the same passphrase."""
    blocks = np.concatenate(
        [load(path).view(np.uint64) for v in (*vaults, empty) for path in noise_files(v)]
    ).reshape(-1, 2)
    # Equal blocks have equal first halves; of those there is hardly ever a pair in noise.
    halves = np.sort(blocks[:, 0])
    repeated = np.unique(halves[1:][halves[1:] == halves[:-1]])
    suspects = blocks[np.isin(blocks[:, 0], repeated)] if repeated.size else blocks[:0]
    assert len(np.unique(suspects, axis=0)) == len(suspects)


def test_superblocks_look_like_the_rows_behind_them(vaults: tuple[Path, Path]) -> None:
    """The ring lies at a known place; it must not differ from noise for all that."""
    ring = SUPERBLOCK_RING_ROWS * SLOT_BYTES
    data = np.concatenate(
        [load(path)[:ring] for path in noise_files(vaults[0]) if path.name.startswith("00000000-")]
    )
    assert abs(chi_square(data) - DEGREES) < 7 * DEVIATION


def test_neither_content_nor_names_are_there_in_the_clear(vaults: tuple[Path, Path]) -> None:
    needles = [TEXT[:16], b"SQLite format 3", PASSPHRASE, b"zeros", b"same block", bytes(24)]
    for path in noise_files(vaults[0]):
        data = path.read_bytes()
        for needle in needles:
            # Four random bytes in a row are met by chance, so short names are not asked for.
            assert len(needle) < 8 or needle not in data, path


def test_the_header_is_the_same_with_and_without_content(tmp_path: Path) -> None:
    path = tmp_path / "vault"
    make_vault(path)
    before = {name: (path / name).read_bytes() for name in HEADERS}
    with Vault.unlock(path, Passphrase(PASSPHRASE)) as vault:
        for number in range(300):
            inode = vault.namespace.create(1, b"telling name %d" % number, 0o100644, 0, 0)
            vault.namespace.write(inode.ino, 0, bytes(20_000))
        vault.namespace.sync()
    assert {name: (path / name).read_bytes() for name in HEADERS} == before


def test_the_header_tells_no_more_than_it_must(vaults: tuple[Path, Path], empty: Path) -> None:
    lengths = set()
    for vault in (*vaults, empty):
        raw = (vault / "vault.sigma").read_bytes()
        lengths.add(len(raw))
        body = header_body(vault)
        assert set(body) == {
            "vault_id",
            "geometry",
            "key_epoch",
            "revision",
            "locations",
            "key_slots",
        }
        assert set(body["geometry"]) == {"data_lanes", "parity_lanes", "band_slots"}
        assert len(body["key_slots"]) == 2
        for name in structured_files():
            assert len(name) < 6 or name not in raw
        assert (vault / "vault.sigma.copy").read_bytes() == raw
    assert len(lengths) == 1


def test_two_vaults_share_nothing_in_their_headers(vaults: tuple[Path, Path]) -> None:
    def secrets(vault: Path) -> set[str]:
        body = header_body(vault)
        found = {body["vault_id"], body["locations"][0]["id"]}
        for slot in body["key_slots"]:
            found |= {slot[key] for key in ("id", "salt", "nonce", "wrapped_key", "commitment")}
        return found

    first, second = map(secrets, vaults)
    assert len(first) == 12
    assert not first & second


def test_an_empty_vault_is_as_large_as_one_with_a_little_in_it(empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "little"
    make_vault(path)
    with Vault.unlock(path, Passphrase(PASSPHRASE)) as vault:
        for number in range(50):
            inode = vault.namespace.create(1, b"%d" % number, 0o100644, 0, 0)
            vault.namespace.write(inode.ino, 0, b"x" * 100_000)
    sizes = [
        sorted((each.relative_to(v).as_posix(), each.stat().st_size) for each in v.rglob("*.*"))
        for v in (empty, path)
    ]
    assert [each.name for each in noise_files(empty)] == [each.name for each in noise_files(path)]
    assert sizes[0] == sizes[1]
