from __future__ import annotations

import hashlib
import hmac
import os
import stat
from pathlib import Path

import pytest

from engine.constants import MAX_KEYFILE_BYTES, MIN_KEYFILE_BYTES
from engine.errors import InvalidKeyfileError
from engine.keys import keyfile_digest, make_keyfile, read_keyfile


@pytest.mark.parametrize("length", [MIN_KEYFILE_BYTES, 64, 100_000, MAX_KEYFILE_BYTES])
def test_every_byte_counts(tmp_path: Path, length: int) -> None:
    content = bytearray(os.urandom(length))
    file = tmp_path / "key"
    file.write_bytes(content)
    digest = read_keyfile(file)
    assert digest == hmac.new(b"sigmavault 1 keyfile", content, hashlib.sha256).digest()
    for place in (0, length // 2, length - 1):
        content[place] ^= 1
        file.write_bytes(content)
        assert read_keyfile(file) not in (digest, bytearray(32))
        content[place] ^= 1


def test_zeros_at_the_end_count_too() -> None:
    """HMAC pads a short key with zeros: the content is no key of it, but what it is made of."""
    assert keyfile_digest(bytes(16)) != keyfile_digest(bytes(17))


@pytest.mark.parametrize(
    ("length", "reason"),
    [(0, "too-short"), (MIN_KEYFILE_BYTES - 1, "too-short"), (MAX_KEYFILE_BYTES + 1, "too-long")],
)
def test_bounds(tmp_path: Path, length: int, reason: str) -> None:
    file = tmp_path / "key"
    file.write_bytes(bytes(length))
    with pytest.raises(InvalidKeyfileError, match=reason):
        read_keyfile(file)


def test_a_terabyte_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "key"
    with file.open("wb") as out:
        out.truncate(1 << 40)
    with pytest.raises(InvalidKeyfileError, match="too-long"):
        read_keyfile(file)


def test_only_a_file_is_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(InvalidKeyfileError, match="not-regular"):
            read_keyfile(place)
    with pytest.raises(OSError, match="none"):
        read_keyfile(tmp_path / "none")


def test_a_new_one_is_random_and_its_owners(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_keyfile(tmp_path / name)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert read_keyfile(tmp_path / "one") != read_keyfile(tmp_path / "two")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"dear")
    (tmp_path / "link").symlink_to(tmp_path / "photo")
    for name in ("photo", "link"):
        with pytest.raises(FileExistsError):
            make_keyfile(tmp_path / name)
    assert (tmp_path / "photo").read_bytes() == b"dear"
