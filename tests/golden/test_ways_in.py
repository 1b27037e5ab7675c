"""A header with each kind of key slot, as it was written when the kind was new: it opens for ever.

`ways-in-1.zip` holds headers of the vault in `format-1.zip`: one for each kind, whose slot is the
only one, and `every`, with all of them behind one of a kind that no program has made yet.
`ways-in-2.zip` holds those of the kinds that came later, and `every` with them beside some of before.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from engine.errors import WrongKeyError
from engine.keys import (
    DeviceSecret,
    Keyfile,
    Passphrase,
    PassphraseAndDevice,
    PassphraseAndKeyfile,
    PassphraseAndSecurityKey,
    RecoveryKey,
    SecurityKey,
    SlotCredential,
    keyfile_digest,
)
from engine.vault import Vault, read_info
from tests.golden.test_golden import GOLDEN, check, lay_out

HEADERS = {kept: Path(__file__).with_name(f"{kept}.zip") for kept in ("ways-in-1", "ways-in-2")}


def secret(name: bytes) -> bytes:
    return hashlib.sha256(b"golden " + name).digest()


KEYFILE = keyfile_digest(b"golden keyfile " * 100)
CREDENTIALS: dict[str, SlotCredential] = {
    "passphrase": Passphrase("Grüße, Σ golden".encode()),
    "recovery": RecoveryKey(secret(b"recovery")),
    "passphrase+device": PassphraseAndDevice(b"short", secret(b"device")),
    "device": DeviceSecret(secret(b"device")),
    "keyfile": Keyfile(KEYFILE),
    "passphrase+keyfile": PassphraseAndKeyfile(b"short", KEYFILE),
}
HANDLE = b"\x01" + secret(b"salt") + b"golden credential of a security key"
LATER: dict[str, SlotCredential] = {
    "fido2": SecurityKey(secret(b"security key"), HANDLE),
    "passphrase+fido2": PassphraseAndSecurityKey(b"short", secret(b"security key"), HANDLE),
}
EACH = {**CREDENTIALS, **LATER}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(GOLDEN[0], tmp_path_factory.mktemp("golden") / "vault")


def put_header(vault: Path, name: str, since: str = "ways-in-1") -> None:
    with zipfile.ZipFile(HEADERS[since]) as kept:
        raw = kept.read(f"{name}/vault.sigma")
    for copy in ("vault.sigma", "vault.sigma.copy"):
        (vault / copy).write_bytes(raw)


@pytest.mark.parametrize("kind", EACH)
def test_a_way_in_of_its_own(vault: Path, kind: str) -> None:
    is_later = kind in LATER
    put_header(vault, kind, "ways-in-2" if is_later else "ways-in-1")
    [slot] = read_info(vault).slots
    assert slot.kind == kind
    assert slot.created is not None
    assert slot.created.isoformat() == ("2026-11-30" if is_later else "2026-11-27")
    assert slot.known
    with Vault.unlock(vault, EACH[kind], read_only=True) as opened:
        assert opened.opened_by == slot.slot_id
        check(opened)
    with pytest.raises(WrongKeyError):
        Vault.unlock(vault, Passphrase(b"golden passphrase"), read_only=True)


@pytest.mark.parametrize("kind", CREDENTIALS)
def test_beside_all_the_others_and_one_that_nobody_knows(vault: Path, kind: str) -> None:
    put_header(vault, "every")
    unknown, *known = read_info(vault).slots
    assert (unknown.kind, unknown.known, unknown.label) == (
        "tpm2+pin",
        False,
        "of a later program",
    )
    with Vault.unlock(vault, CREDENTIALS[kind], read_only=True) as opened:
        assert opened.opened_by == next(slot.slot_id for slot in known if slot.kind == kind)
        check(opened)


@pytest.mark.parametrize(
    "kind", ["passphrase", "passphrase+device", "device", "passphrase+keyfile", *LATER]
)
def test_beside_those_that_came_later(vault: Path, kind: str) -> None:
    put_header(vault, "every", "ways-in-2")
    with Vault.unlock(vault, EACH[kind], read_only=True) as opened:
        check(opened)


def test_a_kind_that_nobody_knows_is_written_back_as_it_was(tmp_path: Path) -> None:
    place = lay_out(GOLDEN[0], tmp_path / "vault")
    put_header(place, "every")
    with Vault.unlock(place, CREDENTIALS["device"]) as opened:
        before = opened.header.key_slots[0]
        opened.rename_key_slot(opened.opened_by, "another name")
    with Vault.unlock(place, CREDENTIALS["device"], read_only=True) as opened:
        assert opened.header.key_slots[0] == before
        assert len(before.parameters) == 2
