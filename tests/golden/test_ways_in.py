"""A header with each kind of key slot, as it was written when the kind was new: it opens for ever.

`ways-in-1.zip` holds headers of the vault in `format-1.zip`: one for each kind, whose slot is the
only one, and `every`, with all of them behind one of a kind that no program has made yet.
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
    RecoveryKey,
    SlotCredential,
    keyfile_digest,
)
from engine.vault import Vault, read_info
from tests.golden.test_golden import GOLDEN, check, lay_out

HEADERS = Path(__file__).with_name("ways-in-1.zip")


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


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(GOLDEN[0], tmp_path_factory.mktemp("golden") / "vault")


def put_header(vault: Path, name: str) -> None:
    with zipfile.ZipFile(HEADERS) as kept:
        raw = kept.read(f"{name}/vault.sigma")
    for copy in ("vault.sigma", "vault.sigma.copy"):
        (vault / copy).write_bytes(raw)


@pytest.mark.parametrize("kind", CREDENTIALS)
def test_a_way_in_of_its_own(vault: Path, kind: str) -> None:
    put_header(vault, kind)
    [slot] = read_info(vault).slots
    assert slot.kind == kind
    assert slot.created is not None
    assert (slot.created.isoformat(), slot.known) == ("2026-11-27", True)
    with Vault.unlock(vault, CREDENTIALS[kind], read_only=True) as opened:
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


def test_a_kind_that_nobody_knows_is_written_back_as_it_was(tmp_path: Path) -> None:
    place = lay_out(GOLDEN[0], tmp_path / "vault")
    put_header(place, "every")
    with Vault.unlock(place, CREDENTIALS["device"]) as opened:
        before = opened.header.key_slots[0]
        opened.rename_key_slot(opened.opened_by, "another name")
    with Vault.unlock(place, CREDENTIALS["device"], read_only=True) as opened:
        assert opened.header.key_slots[0] == before
        assert len(before.parameters) == 2
