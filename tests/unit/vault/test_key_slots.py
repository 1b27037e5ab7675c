"""The ways into a vault: made, listed, added, renamed, changed, revoked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.constants import KEY_SLOTS
from engine.errors import (
    DeviceSecretError,
    InvalidPassphraseError,
    KeySlotError,
    MediumError,
    ReadOnlyVaultError,
    VaultError,
    VaultLockedError,
    WrongKeyError,
)
from engine.keys import KdfParameters, device_id, kdf
from engine.medium.disk import PosixDisk
from engine.types import VaultMode
from engine.vault import Vault, create_vault, read_info
from engine.vault.credentials import (
    AnyOf,
    Credential,
    DeviceSecret,
    DeviceSecretFiles,
    Keyfile,
    Passphrase,
    PassphraseAndDevice,
    PassphraseAndKeyfile,
    RecoveryKey,
    SlotCredential,
    parse_recovery_key,
)
from engine.vault.headers import HEADER_NAME
from tests.support.headers import SMALL_KDF

FIRST = Passphrase(b"first")
DEVICE = bytes(range(32))
KEYFILE = bytes(range(32, 64))
OTHERS: tuple[SlotCredential, ...] = (
    Passphrase(b"second"),
    RecoveryKey(bytes(range(64, 96))),
    PassphraseAndDevice(b"first", DEVICE),
    DeviceSecret(DEVICE),
    Keyfile(KEYFILE),
    PassphraseAndKeyfile(b"first", KEYFILE),
)


@pytest.fixture(autouse=True)
def costs(monkeypatch: pytest.MonkeyPatch) -> list[KdfParameters]:
    """Puts a hash in Argon2id's place, behind the real bounds, and lists the costs asked for."""
    asked: list[KdfParameters] = []

    def quickly(secret: bytes, salt: bytes, cost: KdfParameters) -> bytearray:
        asked.append(cost)
        return bytearray(hashlib.sha256(repr((bytes(secret), salt, cost)).encode()).digest())

    monkeypatch.setattr(kdf, "_argon2id", quickly)
    monkeypatch.setattr("engine.vault.key_slots.calibrate", lambda _: KdfParameters(65536, 5, 1))
    return asked


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "vault"
    create_vault(place, FIRST.secret, kdf=SMALL_KDF, recovery=False)
    return place


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    with Vault.unlock(path, FIRST) as opened:
        yield opened


def opens(path: Path, credential: Credential) -> bool:
    try:
        Vault.unlock(path, credential, read_only=True).lock()
    except WrongKeyError:
        return False
    return True


def kinds(vault: Vault) -> list[str]:
    return [slot.kind for slot in vault.key_slots()]


# -- any of them opens ----------------------------------------------------------------------------


def test_every_kind_opens_and_says_by_which_slot(path: Path, vault: Vault) -> None:
    made = {each: vault.add_key_slot(each, f"number {n}") for n, each in enumerate(OTHERS)}
    assert kinds(vault) == ["passphrase", *(each.kind.value for each in OTHERS)]
    first = vault.key_slots()[0]
    vault.lock()
    for credential, slot in {FIRST: first, **made}.items():
        with Vault.unlock(path, credential) as opened:
            assert opened.opened_by == slot.slot_id
    assert [slot.label for slot in read_info(path).slots[1:]] == [f"number {n}" for n in range(6)]


@pytest.mark.parametrize(
    "wrong",
    [
        Passphrase(b"third"),
        RecoveryKey(KEYFILE),
        PassphraseAndDevice(b"second", DEVICE),
        PassphraseAndDevice(b"first", KEYFILE),
        DeviceSecret(KEYFILE),
        Keyfile(DEVICE),
        PassphraseAndKeyfile(b"second", KEYFILE),
        PassphraseAndKeyfile(b"first", DEVICE),
    ],
)
def test_what_is_not_a_slots_own_opens_nothing(
    path: Path, vault: Vault, wrong: SlotCredential
) -> None:
    for each in OTHERS:
        vault.add_key_slot(each)
    vault.lock()
    assert not opens(path, wrong)


def test_several_may_be_offered_at_once(path: Path, vault: Vault) -> None:
    vault.add_key_slot(PassphraseAndDevice(b"second", DEVICE))
    vault.lock()
    offer = (Passphrase(b"second"), PassphraseAndDevice(b"second", DEVICE))
    assert opens(path, AnyOf(offer))
    assert not opens(path, AnyOf(offer[:1]))
    assert not opens(path, AnyOf(()))


def test_a_slot_of_another_device_costs_nothing(
    path: Path, vault: Vault, costs: list[KdfParameters]
) -> None:
    for number in range(4):
        vault.add_key_slot(PassphraseAndDevice(b"first", bytes([number]) * 32))
    vault.lock()
    costs.clear()
    assert opens(path, PassphraseAndDevice(b"first", bytes([3]) * 32))
    assert len(costs) == 1
    costs.clear()
    assert not opens(path, PassphraseAndDevice(b"first", DEVICE))
    assert costs == []


def test_a_wrong_passphrase_costs_every_slot_it_might_have_opened(
    path: Path, vault: Vault, costs: list[KdfParameters]
) -> None:
    for text in (b"second", b"third"):
        vault.add_key_slot(Passphrase(text))
    vault.add_key_slot(PassphraseAndDevice(b"fourth", DEVICE))
    vault.lock()
    failures = set()
    for wrong in (b"firsT", b"seconD", b"thirD", b"fourth", b"x"):
        costs.clear()
        offer = AnyOf((Passphrase(wrong), PassphraseAndDevice(wrong, bytes(32))))
        with pytest.raises(WrongKeyError) as caught:
            Vault.unlock(path, offer, read_only=True)
        failures.add((str(caught.value), len(costs)))
    assert failures == {("wrong-key()", 3)}


# -- adding, renaming, changing, revoking ---------------------------------------------------------


def test_no_more_than_eight(path: Path, vault: Vault) -> None:
    for number in range(KEY_SLOTS - 1):
        vault.add_key_slot(Passphrase(b"%d" % number))
    with pytest.raises(KeySlotError, match="slots-full"):
        vault.add_key_slot(Passphrase(b"one more"))
    with pytest.raises(KeySlotError, match="slots-full"):
        vault.new_recovery_key()
    assert len(read_info(path).slots) == KEY_SLOTS


def test_a_new_name_takes_no_derivation_and_changes_nothing_else(
    path: Path, vault: Vault, costs: list[KdfParameters]
) -> None:
    before = vault.header.key_slots[0]
    costs.clear()
    slot = vault.rename_key_slot(vault.opened_by, "Küche, \N{RAT}")
    assert costs == []
    assert slot.label == "Küche, \N{RAT}"
    vault.lock()
    with Vault.unlock(path, FIRST) as opened:
        after = opened.header.key_slots[0]
        assert after.label == "Küche, \N{RAT}"
        assert after.wrapped_key == before.wrapped_key
        opened.rename_key_slot(opened.opened_by, "")
        assert opened.header.key_slots == (before,)


@pytest.mark.parametrize("label", ["x" * 129, "ü" * 65, "a\nb", "\x1b[2J", "\ud800", "\u202ex"])
def test_labels_that_are_none(vault: Vault, label: str) -> None:
    with pytest.raises(KeySlotError, match="bad-label"):
        vault.rename_key_slot(vault.opened_by, label)
    with pytest.raises(KeySlotError, match="bad-label"):
        vault.add_key_slot(Passphrase(b"second"), label)
    assert vault.header.revision == 0


@pytest.mark.parametrize(
    "new",
    [
        RecoveryKey(KEYFILE),
        PassphraseAndDevice(b"other", DEVICE),
        DeviceSecret(KEYFILE),
        Keyfile(DEVICE),
        PassphraseAndKeyfile(b"other", KEYFILE),
        Passphrase(b"other"),
    ],
)
def test_a_slot_is_changed_in_its_place(path: Path, vault: Vault, new: SlotCredential) -> None:
    old = next(each for each in OTHERS if each.kind is new.kind)
    slot = vault.add_key_slot(old, "mine")
    vault.add_key_slot(Passphrase(b"last"))
    changed = vault.change_key_slot(slot.slot_id, new)
    assert (changed.slot_id, changed.label, changed.kind) == (slot.slot_id, "mine", slot.kind)
    assert vault.key_slots()[1] == changed
    vault.lock()
    assert opens(path, new)
    assert not opens(path, old)
    assert opens(path, FIRST)


def test_a_changed_passphrase_is_measured_anew_and_a_key_is_not(vault: Vault) -> None:
    key = vault.add_key_slot(RecoveryKey(DEVICE), kdf=KdfParameters(65536, 4, 1))
    assert vault.change_key_slot(key.slot_id, RecoveryKey(KEYFILE)).kdf.passes == 4
    assert vault.change_key_slot(vault.opened_by, Passphrase(b"x")).kdf.passes == 5
    vault.change_passphrase(b"y")
    assert vault.key_slots()[0].kdf.passes == 5
    assert vault.add_key_slot(Keyfile(KEYFILE)).kdf.passes == 5  # as the slot that opened has now
    assert vault.change_key_slot(vault.opened_by, FIRST, SMALL_KDF).kdf == SMALL_KDF


def test_a_slot_keeps_its_kind(vault: Vault) -> None:
    with pytest.raises(ValueError, match="KEYFILE"):
        vault.change_key_slot(vault.opened_by, Keyfile(KEYFILE))


def test_only_the_passphrase_that_opened_is_replaced(path: Path, vault: Vault) -> None:
    vault.add_key_slot(Passphrase(b"second"))
    text = vault.new_recovery_key()
    vault.change_passphrase(b"third")
    vault.lock()
    assert [opens(path, Passphrase(each)) for each in (b"first", b"second", b"third")] == [
        False,
        True,
        True,
    ]
    with Vault.unlock(path, RecoveryKey(parse_recovery_key(text))) as opened:
        with pytest.raises(KeySlotError, match="several-slots"):
            opened.change_passphrase(b"which?")
        opened.remove_key_slot(opened.key_slots()[1].slot_id)
        opened.change_passphrase(b"fourth")
    assert opens(path, Passphrase(b"fourth"))


def test_no_passphrase_is_added_by_changing_one(tmp_path: Path) -> None:
    store = DeviceSecretFiles()
    made = create_vault(
        tmp_path / "v", b"", mode=VaultMode.DEVICE, device_secrets=store, kdf=SMALL_KDF
    )
    key = RecoveryKey(parse_recovery_key(made.recovery_key_text))
    with Vault.unlock(tmp_path / "v", key) as opened, pytest.raises(KeySlotError, match="no-slot"):
        opened.change_passphrase(b"x")


def test_what_is_revoked_opens_no_more(path: Path, vault: Vault) -> None:
    slots = [vault.add_key_slot(each) for each in OTHERS]
    for slot in slots:
        assert vault.remove_key_slot(slot.slot_id) == slot
    assert kinds(vault) == ["passphrase"]
    vault.lock()
    assert opens(path, FIRST)
    assert not any(opens(path, each) for each in OTHERS)


def test_the_slot_that_opened_may_go_and_the_session_stays(path: Path, vault: Vault) -> None:
    vault.add_key_slot(OTHERS[0])
    vault.remove_key_slot(vault.opened_by)
    assert vault.statistics().files == 0
    vault.lock()
    assert not opens(path, FIRST)
    assert opens(path, OTHERS[0])


@pytest.mark.parametrize("force", [False, True])
def test_the_last_way_in_stays_whatever_is_said(path: Path, vault: Vault, force: bool) -> None:
    with pytest.raises(KeySlotError, match="last-slot"):
        vault.remove_key_slot(vault.opened_by, force=force)
    vault.lock()
    assert opens(path, FIRST)


def test_the_last_way_but_recovery_takes_force(path: Path, vault: Vault) -> None:
    text = vault.new_recovery_key()
    with pytest.raises(KeySlotError, match="only-recovery"):
        vault.remove_key_slot(vault.opened_by)
    assert opens_while_open(vault, FIRST)
    vault.remove_key_slot(vault.opened_by, force=True)
    assert kinds(vault) == ["recovery"]
    with pytest.raises(KeySlotError, match="last-slot"):
        vault.remove_key_slot(vault.key_slots()[0].slot_id, force=True)
    vault.lock()
    assert opens(path, RecoveryKey(parse_recovery_key(text)))


def opens_while_open(vault: Vault, credential: SlotCredential) -> bool:
    from engine.vault.headers import unlock_header

    try:
        unlock_header(vault.disk, credential).keys.wipe()
    except WrongKeyError:
        return False
    return True


def test_a_vault_is_not_left_to_one_device_unasked(vault: Vault) -> None:
    vault.add_key_slot(DeviceSecret(DEVICE))
    vault.new_recovery_key()
    vault.remove_key_slot(vault.opened_by)
    recovery = vault.key_slots()[1]
    with pytest.raises(KeySlotError, match="only-device"):
        vault.remove_key_slot(recovery.slot_id)
    vault.remove_key_slot(recovery.slot_id, force=True)
    assert kinds(vault) == ["device"]


def test_a_slot_that_is_not_there(vault: Vault) -> None:
    for change in (
        lambda: vault.rename_key_slot("00" * 16, "x"),
        lambda: vault.change_key_slot("00" * 16, FIRST),
        lambda: vault.remove_key_slot("00" * 16, force=True),
    ):
        with pytest.raises(KeySlotError, match="no-slot"):
            change()
    assert vault.header.revision == 0


CHANGES: dict[str, Callable[[Vault], object]] = {
    "add": lambda vault: vault.add_key_slot(Keyfile(KEYFILE), "more"),
    "rename": lambda vault: vault.rename_key_slot(vault.opened_by, "other"),
    "change": lambda vault: vault.change_key_slot(vault.opened_by, Passphrase(b"other")),
    "remove": lambda vault: vault.remove_key_slot(vault.key_slots()[1].slot_id),
    "passphrase": lambda vault: vault.change_passphrase(b"other"),
    "recovery": lambda vault: vault.new_recovery_key(),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("done", [0, 1])
def test_a_disk_that_refuses_leaves_the_slots_of_before(
    path: Path, vault: Vault, name: str, done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.add_key_slot(OTHERS[0], "second")
    before = vault.key_slots()
    real = PosixDisk.replace
    count = 0

    def fail(disk: PosixDisk, file: str, raw: bytes) -> None:
        nonlocal count
        count += 1
        if count == done + 1:
            raise MediumError("disk", 5)
        real(disk, file, raw)

    monkeypatch.setattr(PosixDisk, "replace", fail)
    with pytest.raises(MediumError):
        CHANGES[name](vault)
    monkeypatch.undo()
    assert vault.key_slots() == before
    vault.lock()
    assert read_info(path).slots == before


@pytest.mark.parametrize("name", CHANGES)
def test_no_change_where_nothing_may_be_written(
    path: Path, vault: Vault, name: str, costs: list[KdfParameters]
) -> None:
    vault.add_key_slot(OTHERS[0], "second")
    vault.lock()
    before = read_info(path).slots
    with Vault.unlock(path, FIRST, read_only=True) as opened:
        costs.clear()
        with pytest.raises(ReadOnlyVaultError):
            CHANGES[name](opened)
        assert costs == []
    with pytest.raises((VaultLockedError, VaultError)):
        CHANGES[name](opened)
    assert read_info(path).slots == before


# -- modes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [VaultMode.DEVICE, VaultMode.HYBRID])
def test_a_vault_of_this_device(tmp_path: Path, mode: VaultMode) -> None:
    store = DeviceSecretFiles(tmp_path / "state")
    place = tmp_path / "v"
    passphrase = b"first" if mode is VaultMode.HYBRID else b""
    made = create_vault(
        place, passphrase, mode=mode, device_secrets=store, kdf=SMALL_KDF, recovery=False
    )
    info = read_info(place)
    vault_id = bytes.fromhex(info.vault_id)
    secret = store.get(vault_id)
    assert secret is not None
    assert [slot.kind for slot in info.slots] == [
        "device" if mode is VaultMode.DEVICE else "passphrase+device",
        "recovery",
    ]
    assert info.slots[0].device == device_id(secret, vault_id).hex()
    right, wrong = (
        (DeviceSecret(secret), DeviceSecret(bytes(32)))
        if mode is VaultMode.DEVICE
        else (PassphraseAndDevice(b"first", secret), PassphraseAndDevice(b"first", bytes(32)))
    )
    assert opens(place, right)
    assert not opens(place, wrong)
    assert not opens(place, FIRST)
    assert opens(place, RecoveryKey(parse_recovery_key(made.recovery_key_text)))


def test_modes_that_make_no_sense(tmp_path: Path) -> None:
    store = DeviceSecretFiles(tmp_path / "state")
    for passphrase, mode, reason in (
        (b"", VaultMode.USER, "empty"),
        (b"", VaultMode.HYBRID, "empty"),
        (b"x", VaultMode.DEVICE, "unused"),
    ):
        with pytest.raises(InvalidPassphraseError, match=reason):
            create_vault(tmp_path / "v", passphrase, mode=mode, device_secrets=store)
    with pytest.raises(DeviceSecretError, match="no-place"):
        create_vault(tmp_path / "v", b"x", mode=VaultMode.HYBRID)
    assert not (tmp_path / "v").exists()


def test_a_failed_creation_leaves_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MediumError("disk", 5)

    monkeypatch.setattr(PosixDisk, "replace", fail)
    with pytest.raises(MediumError):
        create_vault(
            tmp_path / "v",
            b"",
            mode=VaultMode.DEVICE,
            device_secrets=DeviceSecretFiles(tmp_path / "state"),
            kdf=SMALL_KDF,
        )
    assert list((tmp_path / "state" / "device").iterdir()) == []


# -- crashes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHANGES)
def test_a_crash_between_the_copies_leaves_both_headers_open(
    path: Path, vault: Vault, name: str
) -> None:
    """One copy is old and one new: what opened before and what opens now do, and the new one wins."""
    vault.add_key_slot(OTHERS[0], "second")
    old = (path / HEADER_NAME).read_bytes()
    before = vault.key_slots()
    CHANGES[name](vault)
    after = vault.key_slots()
    assert after != before
    vault.lock()
    (path / HEADER_NAME).write_bytes(old)
    assert opens(path, FIRST)
    with Vault.unlock(path, FIRST) as opened:
        assert opened.key_slots() == after
        assert opened.header_copies_bad == (HEADER_NAME,)
    assert read_info(path).slots == after
    assert read_info(path).header_copies_bad == ()
