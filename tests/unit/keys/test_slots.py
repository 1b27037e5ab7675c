from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.errors import (
    HeaderDamagedError,
    InvalidPassphraseError,
    KdfCostError,
    WrongKeyError,
)
from engine.format.header import VaultHeader, pack_header, parse_header, slot_binding, verify_header
from engine.keys import (
    KdfParameters,
    KeySlotKind,
    KeySlotRecord,
    KeyState,
    Passphrase,
    RecoveryKey,
    create_slot,
    kdf,
    normalise_passphrase,
    open_slot,
    parse_recovery_key,
    slots,
    unlock_master_key,
    wipe,
)
from engine.types import Geometry
from tests.support.headers import SMALL_KDF, frozen_header, load

VAULT = b"v" * 16
MASTER = bytes(range(100, 132))
PASSPHRASE = Passphrase(b"correct horse")
RECOVERY = RecoveryKey(bytes(range(32)))


@pytest.fixture(scope="module")
def real_slot() -> KeySlotRecord:
    """A slot made with the real KDF."""
    return create_slot(KeySlotKind.PASSPHRASE, PASSPHRASE, MASTER, VAULT, SMALL_KDF)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[KdfParameters]:
    """Put a hash in Argon2id's place, behind the real bounds, and list the costs asked for."""
    asked: list[KdfParameters] = []

    def quickly(passphrase: bytes, salt: bytes, cost: KdfParameters) -> bytearray:
        asked.append(cost)
        return bytearray(hashlib.sha256(repr((bytes(passphrase), salt, cost)).encode()).digest())

    monkeypatch.setattr(kdf, "_argon2id", quickly)
    return asked


def passphrase_slot(text: bytes = b"correct horse", master: bytes = MASTER) -> KeySlotRecord:
    return create_slot(KeySlotKind.PASSPHRASE, Passphrase(text), master, VAULT, SMALL_KDF)


def recovery_slot() -> KeySlotRecord:
    return create_slot(KeySlotKind.RECOVERY, RECOVERY, MASTER, VAULT, SMALL_KDF)


def header(*key_slots: KeySlotRecord) -> VaultHeader:
    return VaultHeader(VAULT, Geometry(2), key_slots)


# -- with the real KDF ----------------------------------------------------------------------------


def test_opens(real_slot: KeySlotRecord) -> None:
    master = open_slot(real_slot, PASSPHRASE, VAULT)
    assert isinstance(master, bytearray)
    assert master == MASTER


@pytest.mark.parametrize("wrong", [b"correct horsE", b"", b"correct horse ", MASTER])
def test_wrong_passphrase(real_slot: KeySlotRecord, wrong: bytes) -> None:
    with pytest.raises(WrongKeyError) as caught:
        open_slot(real_slot, Passphrase(wrong), VAULT)
    assert str(caught.value) == "wrong-key()"


def test_a_lowered_cost_does_not_open(real_slot: KeySlotRecord) -> None:
    dear = create_slot(
        KeySlotKind.PASSPHRASE, PASSPHRASE, MASTER, VAULT, KdfParameters(65536, 4, 1)
    )
    with pytest.raises(WrongKeyError):
        open_slot(dataclasses.replace(dear, kdf=SMALL_KDF), PASSPHRASE, VAULT)


def test_the_header_of_version_1_opens_for_ever() -> None:
    known = load("header_v1.json")
    raw = frozen_header()
    parsed, _, _ = parse_header(raw)
    for credential in (
        Passphrase(normalise_passphrase(known["passphrase"])),
        RecoveryKey(parse_recovery_key(known["recovery_key"])),
    ):
        master = unlock_master_key(parsed, credential)
        assert master.hex() == known["master_key"]
        verify_header(raw, KeyState(master).header_key)


# -- what a slot is bound to ----------------------------------------------------------------------


def flip(value: bytes) -> bytes:
    return bytes([value[0] ^ 1]) + value[1:]


@pytest.mark.parametrize(
    ("field", "error"),
    [
        ("slot_id", WrongKeyError),
        ("salt", WrongKeyError),
        ("commitment", WrongKeyError),
        ("nonce", HeaderDamagedError),
        ("wrapped_key", HeaderDamagedError),
    ],
)
def test_altered_field(quick: list[KdfParameters], field: str, error: type[Exception]) -> None:
    slot = passphrase_slot()
    changed: dict[str, Any] = {field: flip(getattr(slot, field))}
    altered = dataclasses.replace(slot, **changed)
    with pytest.raises(error):
        open_slot(altered, PASSPHRASE, VAULT)
    with pytest.raises(error):
        unlock_master_key(header(altered), PASSPHRASE)


@pytest.mark.parametrize(
    "cost", [KdfParameters(65537, 3, 1), KdfParameters(65536, 4, 1), KdfParameters(65536, 3, 2)]
)
def test_altered_cost_counts_even_where_the_kdf_does_not(
    monkeypatch: pytest.MonkeyPatch, cost: KdfParameters
) -> None:
    monkeypatch.setattr(kdf, "_argon2id", lambda *_: bytearray(32))
    slot = passphrase_slot()
    assert open_slot(slot, PASSPHRASE, VAULT) == MASTER
    with pytest.raises(WrongKeyError):
        open_slot(dataclasses.replace(slot, kdf=cost), PASSPHRASE, VAULT)


def test_slot_of_another_vault(quick: list[KdfParameters]) -> None:
    with pytest.raises(WrongKeyError):
        open_slot(passphrase_slot(), PASSPHRASE, b"w" * 16)


def test_slot_passed_off_as_another_kind(quick: list[KdfParameters]) -> None:
    slot = dataclasses.replace(passphrase_slot(), kind=KeySlotKind.RECOVERY)
    with pytest.raises(WrongKeyError):
        open_slot(slot, RecoveryKey(PASSPHRASE.secret), VAULT)


def test_credential_passed_off_as_another_kind(quick: list[KdfParameters]) -> None:
    with pytest.raises(WrongKeyError):
        open_slot(passphrase_slot(), RecoveryKey(PASSPHRASE.secret), VAULT)


def test_the_wrapped_key_is_bound_by_its_associated_data(quick: list[KdfParameters]) -> None:
    slot = passphrase_slot()
    binding = slot_binding(VAULT, slot.slot_id, slot.kind, slot.kdf)
    wrap_key, _ = slots._slot_keys(PASSPHRASE, slot.salt, slot.kdf, binding)
    assert AESGCM(wrap_key).decrypt(slot.nonce, slot.wrapped_key, binding) == MASTER
    unbound = AESGCM(wrap_key).encrypt(slot.nonce, MASTER, None)
    with pytest.raises(HeaderDamagedError):
        open_slot(dataclasses.replace(slot, wrapped_key=unbound), PASSPHRASE, VAULT)


def test_the_commitment_decides_before_the_cipher_is_asked(
    quick: list[KdfParameters], monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = passphrase_slot()

    def refuse(_: bytes) -> Any:
        pytest.fail("decrypted under a key that the slot does not commit to")

    monkeypatch.setattr(slots, "AESGCM", refuse)
    with pytest.raises(WrongKeyError):
        open_slot(slot, Passphrase(b"wrong"), VAULT)


def test_comparison_takes_constant_time(
    quick: list[KdfParameters], monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = passphrase_slot()
    compared: list[bytes] = []

    def record(one: bytes, other: bytes) -> bool:
        compared.append(other)
        return one == other

    monkeypatch.setattr("engine.keys.slots.hmac.compare_digest", record)
    assert open_slot(slot, PASSPHRASE, VAULT) == MASTER
    assert compared == [slot.commitment]


def test_what_failed_to_authenticate_is_wiped(
    quick: list[KdfParameters], monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = passphrase_slot()
    wiped: list[bytearray] = []
    real_wipe = wipe

    def record(buffer: bytearray) -> None:
        real_wipe(buffer)
        wiped.append(buffer)

    monkeypatch.setattr(slots, "wipe", record)
    altered = dataclasses.replace(slot, wrapped_key=slot.wrapped_key[:-1] + b"\0")
    if altered == slot:
        altered = dataclasses.replace(slot, wrapped_key=slot.wrapped_key[:-1] + b"\1")
    with pytest.raises(HeaderDamagedError):
        open_slot(altered, PASSPHRASE, VAULT)
    # Derived by Argon2id; wrapping key and commitment; what was decrypted; the wrapping key.
    assert wiped == [bytearray(32), bytearray(64), bytearray(32), bytearray(32)]


# -- making slots ---------------------------------------------------------------------------------


def test_nothing_is_used_twice(quick: list[KdfParameters]) -> None:
    made = [passphrase_slot() for _ in range(20)]
    for field in ("slot_id", "salt", "nonce", "wrapped_key", "commitment"):
        assert len({getattr(slot, field) for slot in made}) == 20


def test_shape(quick: list[KdfParameters]) -> None:
    slot = recovery_slot()
    assert slot.kind is KeySlotKind.RECOVERY
    assert slot.kdf == SMALL_KDF
    lengths = (slot.slot_id, slot.salt, slot.nonce, slot.wrapped_key, slot.commitment)
    assert [len(field) for field in lengths] == [16, 32, 12, 48, 32]


@pytest.mark.parametrize("credential", [Passphrase(b""), Passphrase(bytearray())])
def test_no_slot_for_an_empty_passphrase(
    quick: list[KdfParameters], credential: Passphrase
) -> None:
    with pytest.raises(InvalidPassphraseError):
        create_slot(KeySlotKind.PASSPHRASE, credential, MASTER, VAULT, SMALL_KDF)


def test_no_slot_below_the_floor() -> None:
    with pytest.raises(KdfCostError):
        create_slot(KeySlotKind.PASSPHRASE, PASSPHRASE, MASTER, VAULT, KdfParameters(65535, 3, 1))


def test_misuse(quick: list[KdfParameters]) -> None:
    with pytest.raises(ValueError, match="RECOVERY"):
        create_slot(KeySlotKind.RECOVERY, PASSPHRASE, MASTER, VAULT, SMALL_KDF)
    with pytest.raises(ValueError, match="PASSPHRASE"):
        create_slot(KeySlotKind.PASSPHRASE, PASSPHRASE, MASTER[:16], VAULT, SMALL_KDF)


def test_credentials_do_not_show_their_secret() -> None:
    for credential in (Passphrase(b"hunter2"), RecoveryKey(b"hunter2")):
        assert "hunter2" not in repr(credential)


# -- unlocking ------------------------------------------------------------------------------------


def test_both_kinds_open(quick: list[KdfParameters]) -> None:
    whole = header(passphrase_slot(), recovery_slot())
    assert unlock_master_key(whole, PASSPHRASE) == MASTER
    assert unlock_master_key(whole, RECOVERY) == MASTER


def test_each_slot_of_the_kind_is_tried_and_no_other(quick: list[KdfParameters]) -> None:
    whole = header(passphrase_slot(b"first"), recovery_slot(), passphrase_slot(b"second"))
    quick.clear()
    assert unlock_master_key(whole, Passphrase(b"second")) == MASTER
    assert len(quick) == 2
    quick.clear()
    assert unlock_master_key(whole, RECOVERY) == MASTER
    assert len(quick) == 1


def test_a_wrong_passphrase_costs_every_derivation(quick: list[KdfParameters]) -> None:
    dear = create_slot(
        KeySlotKind.PASSPHRASE, PASSPHRASE, MASTER, VAULT, KdfParameters(65600, 5, 2)
    )
    whole = header(passphrase_slot(b"first"), recovery_slot(), dear)
    quick.clear()
    with pytest.raises(WrongKeyError):
        unlock_master_key(whole, Passphrase(b"wrong"))
    assert quick == [SMALL_KDF, dear.kdf]


def test_no_slot_of_the_kind(quick: list[KdfParameters]) -> None:
    with pytest.raises(WrongKeyError):
        unlock_master_key(header(passphrase_slot()), RECOVERY)


@pytest.mark.parametrize(
    "cost", [(8, 1, 1), (65536, 1, 1), (2**32 - 1, 3, 1), (65536, 2**32 - 1, 1), (65536, 3, 999)]
)
def test_a_hostile_cost_is_refused_before_any_derivation(
    quick: list[KdfParameters], cost: tuple[int, int, int]
) -> None:
    good = passphrase_slot()
    hostile = dataclasses.replace(passphrase_slot(b"other"), kdf=KdfParameters(*cost))
    quick.clear()
    with pytest.raises(KdfCostError):
        unlock_master_key(header(good, hostile), PASSPHRASE)
    assert quick == []


def test_a_hostile_slot_of_another_kind_is_no_obstacle(quick: list[KdfParameters]) -> None:
    hostile = dataclasses.replace(recovery_slot(), kdf=KdfParameters(8, 1, 1))
    assert unlock_master_key(header(hostile, passphrase_slot()), PASSPHRASE) == MASTER


def test_an_altered_slot_does_not_hide_a_good_one(quick: list[KdfParameters]) -> None:
    altered = passphrase_slot()
    altered = dataclasses.replace(altered, nonce=flip(altered.nonce))
    assert unlock_master_key(header(altered, passphrase_slot()), PASSPHRASE) == MASTER


def test_a_slot_that_leads_elsewhere_does_not_authenticate_the_header(
    quick: list[KdfParameters],
) -> None:
    """Slots of one header that wrap different master keys: one MAC cannot serve both."""
    other = bytes(32)
    whole = header(passphrase_slot(), passphrase_slot(b"decoy", master=other))
    raw = pack_header(whole, KeyState(MASTER).header_key)
    verify_header(raw, KeyState(unlock_master_key(whole, PASSPHRASE)).header_key)
    led = unlock_master_key(whole, Passphrase(b"decoy"))
    assert led == other
    with pytest.raises(HeaderDamagedError):
        verify_header(raw, KeyState(led).header_key)
