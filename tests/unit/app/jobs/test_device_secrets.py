"""A device's secret is kept in a keyring that the system guards, or else in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.jobs import remembering
from app.jobs.device_secrets import (
    SERVICE,
    DeviceSecrets,
    device_opens,
    device_secret_store,
    known_at,
    with_this_device,
)
from engine.errors import DeviceSecretError
from engine.types import VaultMode
from engine.vault import create_vault
from engine.vault.credentials import (
    AnyOf,
    DeviceSecretFiles,
    Passphrase,
    PassphraseAndDevice,
    RecoveryKey,
)
from tests.support.headers import SMALL_KDF

VAULT = bytes(range(16))
SECRET = bytes(range(32))


class FakeKeyring(KeyringBackend):
    """One that is taken for guarded, and is gone when the test is over."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.fails = False
        self.asked = 0

    def _ask(self) -> None:
        self.asked += 1
        if self.fails:
            raise KeyringLocked("no")

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeKeyring]:
    before = keyring.get_keyring()
    fake = FakeKeyring()
    name = f"{FakeKeyring.__module__}.{FakeKeyring.__qualname__}"
    monkeypatch.setattr(remembering, "GUARDED", remembering.GUARDED | {name})
    keyring.set_keyring(fake)
    yield fake
    keyring.set_keyring(before)


@pytest.fixture
def unguarded() -> Iterator[FakeKeyring]:
    """A keyring that we do not trust."""
    before = keyring.get_keyring()
    fake = FakeKeyring()
    keyring.set_keyring(fake)
    yield fake
    keyring.set_keyring(before)


@pytest.fixture
def files(tmp_path: Path) -> DeviceSecretFiles:
    return DeviceSecretFiles(tmp_path / "state")


def test_a_guarded_keyring_is_taken(guarded: FakeKeyring, files: DeviceSecretFiles) -> None:
    store = DeviceSecrets(files)
    assert store.get(VAULT) is None
    store.put(VAULT, SECRET)
    assert guarded.kept == {(SERVICE, VAULT.hex()): SECRET.hex()}
    assert files.get(VAULT) is None
    assert store.get(VAULT) == SECRET
    store.remove(VAULT)
    assert guarded.kept == {}
    store.remove(VAULT)


def test_any_other_is_not(unguarded: FakeKeyring, files: DeviceSecretFiles) -> None:
    store = DeviceSecrets(files)
    store.put(VAULT, SECRET)
    assert files.get(VAULT) == SECRET == store.get(VAULT)
    store.remove(VAULT)
    assert files.get(VAULT) is None
    assert unguarded.asked == 0


def test_what_a_keyring_refuses_goes_into_the_file(
    guarded: FakeKeyring, files: DeviceSecretFiles
) -> None:
    guarded.fails = True
    store = DeviceSecrets(files)
    store.put(VAULT, SECRET)
    asked = guarded.asked
    assert store.get(VAULT) == SECRET
    assert guarded.asked == asked, "the file comes first"


def test_the_newer_secret_is_found(guarded: FakeKeyring, files: DeviceSecretFiles) -> None:
    files.put(VAULT, bytes(32))
    store = DeviceSecrets(files)
    store.put(VAULT, SECRET)
    assert store.get(VAULT) == SECRET


def test_a_keyring_that_cannot_be_read_is_trouble(
    guarded: FakeKeyring, files: DeviceSecretFiles
) -> None:
    guarded.fails = True
    with pytest.raises(DeviceSecretError, match="unreadable"):
        DeviceSecrets(files).get(VAULT)


@pytest.mark.parametrize("text", ["", "00", "no digits", "00" * 33])
def test_something_else_in_the_keyring(
    guarded: FakeKeyring, files: DeviceSecretFiles, text: str
) -> None:
    guarded.kept[SERVICE, VAULT.hex()] = text
    with pytest.raises(DeviceSecretError, match="damaged") as caught:
        DeviceSecrets(files).get(VAULT)
    assert caught.value.__cause__ is None


# -- which vaults it opens ------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))


def test_a_vault_without_such_slots_asks_no_keyring(guarded: FakeKeyring, tmp_path: Path) -> None:
    create_vault(tmp_path / "v", b"x", kdf=SMALL_KDF, recovery=False)
    passphrase = Passphrase(b"x")
    assert device_opens(tmp_path / "v") is None
    assert with_this_device(known_at(tmp_path / "v"), passphrase) is passphrase
    assert with_this_device(known_at(tmp_path / "none"), passphrase) is passphrase
    assert guarded.asked == 0


def test_a_vault_that_the_device_opens_by_itself(guarded: FakeKeyring, tmp_path: Path) -> None:
    store = device_secret_store()
    create_vault(tmp_path / "v", b"", mode=VaultMode.DEVICE, device_secrets=store, kdf=SMALL_KDF)
    credential = device_opens(tmp_path / "v")
    assert credential is not None
    [kept] = guarded.kept.values()
    assert credential.secret.hex() == kept
    guarded.kept[SERVICE, next(iter(guarded.kept))[1]] = bytes(32).hex()
    assert device_opens(tmp_path / "v") is None, "it is another device's slot now"


def test_a_passphrase_is_tried_with_the_device_too(guarded: FakeKeyring, tmp_path: Path) -> None:
    store = device_secret_store()
    create_vault(tmp_path / "v", b"x", mode=VaultMode.HYBRID, device_secrets=store, kdf=SMALL_KDF)
    known = known_at(tmp_path / "v")
    offered = with_this_device(known, Passphrase(b"x"))
    assert isinstance(offered, AnyOf)
    alone, together = offered.credentials
    assert isinstance(alone, Passphrase)
    assert isinstance(together, PassphraseAndDevice)
    assert together.device.hex() in guarded.kept.values()
    recovery = RecoveryKey(SECRET)
    assert with_this_device(known, recovery) is recovery
    assert device_opens(tmp_path / "v") is None
    guarded.fails = True
    passphrase = Passphrase(b"x")
    assert with_this_device(known, passphrase) is passphrase
