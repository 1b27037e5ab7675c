from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from engine.errors import DeviceSecretError, InvalidRecordError
from engine.format.device_secret import pack_device_secret, unpack_device_secret
from engine.keys import secret_of_this_device
from engine.medium.device_secrets import DeviceSecretFiles

VAULT = bytes(range(16))
OTHER = bytes(range(1, 17))
SECRET = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> DeviceSecretFiles:
    return DeviceSecretFiles(tmp_path)


def file_of(tmp_path: Path) -> Path:
    return tmp_path / "device" / VAULT.hex()


def test_kept_for_the_owner_alone(store: DeviceSecretFiles, tmp_path: Path) -> None:
    assert store.get(VAULT) is None
    store.put(VAULT, SECRET)
    assert stat.S_IMODE(file_of(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE(file_of(tmp_path).parent.stat().st_mode) == 0o700
    kept = store.get(VAULT)
    assert isinstance(kept, bytearray)
    assert kept == SECRET
    assert store.get(OTHER) is None
    store.put(VAULT, bytes(32))
    assert store.get(VAULT) == bytes(32)
    store.remove(VAULT)
    assert store.get(VAULT) is None
    store.remove(VAULT)


def test_made_once_and_random(store: DeviceSecretFiles) -> None:
    first = secret_of_this_device(store, VAULT)
    assert len(first) == 32
    assert secret_of_this_device(store, VAULT) == first
    assert secret_of_this_device(store, OTHER) != first


def test_the_record_is_what_the_document_says() -> None:
    head = b"SIGMDEVK\x01\0\0\0" + VAULT + SECRET
    assert pack_device_secret(VAULT, SECRET) == head + hashlib.sha256(head).digest()[:8]


@pytest.mark.parametrize("place", range(68))
def test_every_byte_of_the_record_counts(place: int) -> None:
    packed = pack_device_secret(VAULT, SECRET)
    packed[place] ^= 1
    with pytest.raises(InvalidRecordError):
        unpack_device_secret(packed, VAULT)


@pytest.mark.parametrize("length", [0, 1, 67, 69, 4096])
def test_no_other_length(store: DeviceSecretFiles, tmp_path: Path, length: int) -> None:
    store.put(VAULT, SECRET)
    raw = file_of(tmp_path).read_bytes()
    file_of(tmp_path).write_bytes((raw + bytes(length))[:length])
    with pytest.raises(DeviceSecretError, match="damaged"):
        store.get(VAULT)


def test_another_vaults_record(store: DeviceSecretFiles, tmp_path: Path) -> None:
    store.put(OTHER, SECRET)
    (tmp_path / "device" / OTHER.hex()).rename(file_of(tmp_path))
    with pytest.raises(DeviceSecretError, match="damaged"):
        store.get(VAULT)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_no_file_that_others_can_read(store: DeviceSecretFiles, tmp_path: Path, mode: int) -> None:
    store.put(VAULT, SECRET)
    file_of(tmp_path).chmod(mode)
    with pytest.raises(DeviceSecretError, match="open-to-others"):
        store.get(VAULT)


@pytest.mark.parametrize("what", ["link", "pipe", "folder"])
def test_something_else_in_its_place(store: DeviceSecretFiles, tmp_path: Path, what: str) -> None:
    store.put(OTHER, SECRET)
    place = file_of(tmp_path)
    if what == "link":
        place.symlink_to(tmp_path / "device" / OTHER.hex())
    elif what == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    with pytest.raises(DeviceSecretError, match="unreadable"):
        store.get(VAULT)


def test_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "device").write_text("a file")
    store = DeviceSecretFiles(tmp_path)
    with pytest.raises(DeviceSecretError, match="not-kept"):
        store.put(VAULT, SECRET)
    assert store.get(VAULT) is None
