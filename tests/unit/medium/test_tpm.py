"""Device secrets sealed by a TPM: a software one, which tpm2-tools speak to as to any other."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs.device_secrets import DeviceSecrets
from engine.errors import OTHER_TPM, DeviceSecretError, InvalidRecordError
from engine.format.device_secret import pack_sealed_secret, unpack_sealed_secret
from engine.medium import tpm
from engine.medium.device_secrets import DeviceSecretFiles, SealedDeviceSecrets
from tests.support.tpm import needs_tpm, software_tpm

VAULT = bytes(range(16))
SECRET = bytes(range(100, 132))


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path fits into a socket's address."""
    with tempfile.TemporaryDirectory(prefix="tpm-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture
def chip(short: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with software_tpm(short / "one") as connection:
        monkeypatch.setenv("TPM2TOOLS_TCTI", connection)
        yield short


@needs_tpm
def test_kept_so_that_the_files_are_no_use(chip: Path, tmp_path: Path) -> None:
    assert tpm.has_tpm()
    store = SealedDeviceSecrets(tmp_path)
    assert store.get(VAULT) is None
    store.put(VAULT, SECRET)
    (file,) = (tmp_path / "device").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert SECRET not in file.read_bytes()
    for _ in range(4):  # more than a TPM has room for at once
        assert store.get(VAULT) == SECRET
    store.remove(VAULT)
    assert store.get(VAULT) is None


@needs_tpm
def test_another_machine_does_not_open_it(
    chip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SealedDeviceSecrets(tmp_path).put(VAULT, SECRET)
    with software_tpm(chip / "two") as connection:
        monkeypatch.setenv("TPM2TOOLS_TCTI", connection)
        with pytest.raises(DeviceSecretError) as caught:
            SealedDeviceSecrets(tmp_path).get(VAULT)
    assert caught.value.reason == OTHER_TPM


@needs_tpm
def test_it_survives_the_machine_being_switched_off(
    short: Path, tmp_path: Path, monkeypatch
) -> None:
    for _ in range(2):
        with software_tpm(short / "one") as connection:
            monkeypatch.setenv("TPM2TOOLS_TCTI", connection)
            store = SealedDeviceSecrets(tmp_path)
            if store.get(VAULT) is None:
                store.put(VAULT, SECRET)
    with software_tpm(short / "one") as connection:
        monkeypatch.setenv("TPM2TOOLS_TCTI", connection)
        assert SealedDeviceSecrets(tmp_path).get(VAULT) == SECRET


@needs_tpm
def test_preferred_where_there_is_one(
    chip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.jobs.device_secrets.has_keyring", lambda: False)
    files, sealed = DeviceSecretFiles(tmp_path), SealedDeviceSecrets(tmp_path)
    files.put(VAULT, bytes(32))
    store = DeviceSecrets(files, sealed)
    store.put(VAULT, SECRET)
    assert files.get(VAULT) is None
    assert sealed.get(VAULT) == SECRET == store.get(VAULT)
    store.remove(VAULT)
    assert store.get(VAULT) is None


def test_a_tpm_that_does_not_answer_leaves_it_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TPM2TOOLS_TCTI", "swtpm:path=/nowhere")
    monkeypatch.setattr("app.jobs.device_secrets.has_tpm", lambda: True)
    monkeypatch.setattr("app.jobs.device_secrets.has_keyring", lambda: False)
    files = DeviceSecretFiles(tmp_path)
    DeviceSecrets(files, SealedDeviceSecrets(tmp_path)).put(VAULT, SECRET)
    assert files.get(VAULT) == SECRET


def test_without_the_programs_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TPM2TOOLS_TCTI", "swtpm:path=/nowhere")
    assert not tpm.has_tpm()
    with pytest.raises(DeviceSecretError):
        tpm.seal(SECRET)


def test_the_record_is_read_exactly() -> None:
    packed = pack_sealed_secret(VAULT, b"public", b"private")
    assert unpack_sealed_secret(packed, VAULT) == (b"public", b"private")
    for at in range(len(packed)):
        with pytest.raises(InvalidRecordError):
            unpack_sealed_secret(packed[:at] + bytes([packed[at] ^ 1]) + packed[at + 1 :], VAULT)
        with pytest.raises(InvalidRecordError):
            unpack_sealed_secret(packed[:at], VAULT)
    with pytest.raises(InvalidRecordError):
        unpack_sealed_secret(packed, os.urandom(16))
    with pytest.raises(InvalidRecordError):
        pack_sealed_secret(VAULT, bytes(3000), b"")
