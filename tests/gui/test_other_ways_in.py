"""Unlocking by a keyfile, this device, a security key, words: what the dialog offers and says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.views.unlock_dialog import UnlockDialog
from app.views.unlock_pages import Way
from engine.progress import CancelToken
from engine.vault import Vault
from engine.vault.credentials import (
    DeviceSecret,
    DeviceSecretFiles,
    Keyfile,
    Manner,
    Passphrase,
    PassphraseAndKeyfile,
    PassphraseAndSecurityKey,
    SecurityKey,
    enrol_security_key,
    make_keyfile,
    read_keyfile,
    recovery_words,
    secret_of_this_device,
)
from tests.gui.conftest import PASSPHRASE
from tests.support.authenticator import Authenticator, plug_in

if TYPE_CHECKING:
    from engine.vault.credentials import KdfParameters

Dialogs = Callable[[Path], UnlockDialog]


@pytest.fixture
def unlocking(qtbot: QtBot, vaults: VaultListModel) -> Iterator[Dialogs]:
    made: list[UnlockDialog] = []

    def make(path: Path) -> UnlockDialog:
        session = vaults.add(path)
        qtbot.waitUntil(lambda: session.sighted)
        dialog = UnlockDialog(session)
        made.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog._look is None)
        return dialog

    yield make
    for dialog in made:
        dialog.hide()
        dialog.deleteLater()


def opened(path: Path) -> Vault:
    return Vault.unlock(path, Passphrase(PASSPHRASE.encode()))


def take_passphrase_away(vault: Vault) -> None:
    (first,) = [slot for slot in vault.key_slots() if slot.kind == "passphrase"]
    vault.remove_key_slot(first.slot_id, force=True)


def unlocks(qtbot: QtBot, dialog: UnlockDialog) -> VaultSession:
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)
    session = dialog._session
    assert session.state is VaultState.UNLOCKED
    return session


def test_a_plain_vault_offers_the_recovery_key_alone(
    make_vault: Callable[[], Path], unlocking: Dialogs
) -> None:
    dialog = unlocking(make_vault())
    assert dialog.way is Way.PASSPHRASE
    assert dialog.other_way.text() == "Use the recovery key"


def test_a_keyfile_opens_by_itself(
    qtbot: QtBot,
    make_vault: Callable[[], Path],
    unlocking: Dialogs,
    tmp_path: Path,
    fast_kdf: KdfParameters,
) -> None:
    path = make_vault()
    make_keyfile(tmp_path / "key")
    make_keyfile(tmp_path / "another")
    with opened(path) as vault:
        vault.add_key_slot(Keyfile(read_keyfile(tmp_path / "key")), "", fast_kdf)
        take_passphrase_away(vault)
    dialog = unlocking(path)
    assert dialog.way is Way.KEYFILE
    assert not dialog.unlock_button.isEnabled()
    assert not dialog.beside_keyfile.isVisible()
    dialog.keyfile.setText(str(tmp_path / "another"))
    qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.banner.text), timeout=20_000)
    assert "Check the keyfile" in dialog.banner.text
    dialog.keyfile.setText(str(tmp_path / "none"))
    qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "none" in dialog.banner.text, timeout=20_000)
    dialog.keyfile.setText(str(tmp_path / "key"))
    unlocks(qtbot, dialog)


def test_a_keyfile_with_a_passphrase(
    qtbot: QtBot,
    make_vault: Callable[[], Path],
    unlocking: Dialogs,
    tmp_path: Path,
    fast_kdf: KdfParameters,
) -> None:
    path = make_vault()
    make_keyfile(tmp_path / "key")
    both = PassphraseAndKeyfile(bytearray(b"beside it"), read_keyfile(tmp_path / "key"))
    with opened(path) as vault:
        vault.add_key_slot(both, "", fast_kdf)
    dialog = unlocking(path)
    assert dialog.way is Way.PASSPHRASE
    assert dialog.other_way.text() == "Other ways…"
    qtbot.mouseClick(dialog.other_way, Qt.MouseButton.LeftButton)
    menu = dialog.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Use a keyfile",
        "Use the recovery key",
    ]
    menu.actions()[0].trigger()
    menu.close()
    assert dialog.beside_keyfile.isVisible()
    dialog.keyfile.setText(str(tmp_path / "key"))
    qtbot.keyClicks(dialog.beside_keyfile, "beside it")
    unlocks(qtbot, dialog)
    assert dialog.beside_keyfile.text() == ""


def enrolled(vault: Vault, pin: str, kdf: KdfParameters, passphrase: bytes = b"") -> None:
    """Let the security key that is plugged in open the vault."""
    answer = enrol_security_key(Manner(lambda: pin, lambda: None, CancelToken()))
    if passphrase:
        vault.add_key_slot(PassphraseAndSecurityKey(passphrase, *answer), "", kdf)
    else:
        vault.add_key_slot(SecurityKey(*answer), "", kdf)


def says(qtbot: QtBot, dialog: UnlockDialog, words: str) -> None:
    qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words in dialog.banner.text, timeout=20_000)


def test_a_security_key_opens_by_itself(
    qtbot: QtBot,
    make_vault: Callable[[], Path],
    unlocking: Dialogs,
    fast_kdf: KdfParameters,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = make_vault()
    plug_in(monkeypatch, Authenticator(pin="1234"))
    with opened(path) as vault:
        enrolled(vault, "1234", fast_kdf)
        take_passphrase_away(vault)
    dialog = unlocking(path)
    assert dialog.way is Way.SECURITY_KEY
    assert dialog.unlock_button.isEnabled()
    assert not dialog.beside_security_key.isVisible()
    says(qtbot, dialog, "asks for its PIN")
    dialog.pin.setText("4321")
    says(qtbot, dialog, "tries left: 7")
    dialog.pin.setText("1234")
    unlocks(qtbot, dialog)
    assert dialog.pin.text() == ""


def test_a_security_key_with_a_passphrase(
    qtbot: QtBot,
    make_vault: Callable[[], Path],
    unlocking: Dialogs,
    fast_kdf: KdfParameters,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = make_vault()
    plug_in(monkeypatch, Authenticator())
    with opened(path) as vault:
        enrolled(vault, "", fast_kdf, b"beside it")
    dialog = unlocking(path)
    assert dialog.way is Way.PASSPHRASE
    dialog.use(Way.SECURITY_KEY)
    assert dialog.beside_security_key.isVisible()
    says(qtbot, dialog, "Check the passphrase")
    dialog.beside_security_key.setText("beside it")
    unlocks(qtbot, dialog)


def test_nobody_has_to_wait_for_a_touch(
    qtbot: QtBot,
    make_vault: Callable[[], Path],
    unlocking: Dialogs,
    fast_kdf: KdfParameters,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Cancel ends the wait in the key too, and the vault can be unlocked another way at once."""
    path = make_vault()
    key = Authenticator()
    plug_in(monkeypatch, key)
    with opened(path) as vault:
        enrolled(vault, "", fast_kdf)
    key.waits = True
    key.waiting.clear()
    dialog = unlocking(path)
    dialog.use(Way.SECURITY_KEY)
    qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(key.waiting.is_set, timeout=20_000)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    session = dialog._session
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=20_000)
    assert key.is_closed
    second = unlocking(path)
    qtbot.keyClicks(second.passphrase, PASSPHRASE)
    unlocks(qtbot, second)


def test_this_device_asks_for_nothing(
    qtbot: QtBot, make_vault: Callable[[], Path], unlocking: Dialogs, fast_kdf: KdfParameters
) -> None:
    path = make_vault()
    store = DeviceSecretFiles()
    with opened(path) as vault:
        vault_id = bytes.fromhex(vault.vault_id)
        vault.add_key_slot(DeviceSecret(secret_of_this_device(store, vault_id)), "", fast_kdf)
    dialog = unlocking(path)
    assert dialog.way is Way.DEVICE
    assert dialog.unlock_button.isEnabled()
    store.remove(vault_id)
    qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.banner.text), timeout=20_000)
    assert "secret" in dialog.banner.text
    dialog.use(Way.PASSPHRASE)
    qtbot.keyClicks(dialog.passphrase, PASSPHRASE)
    unlocks(qtbot, dialog)


def test_a_typed_passphrase_is_not_taken_away_by_what_is_found(
    qtbot: QtBot, make_vault: Callable[[], Path], vaults: VaultListModel, fast_kdf: KdfParameters
) -> None:
    path = make_vault()
    with opened(path) as vault:
        secret = secret_of_this_device(DeviceSecretFiles(), bytes.fromhex(vault.vault_id))
        vault.add_key_slot(DeviceSecret(secret), "", fast_kdf)
    session = vaults.add(path)
    qtbot.waitUntil(lambda: session.sighted)
    dialog = UnlockDialog(session)
    dialog.passphrase.setText("begun")
    dialog.show()
    qtbot.waitUntil(lambda: dialog._look is None)
    assert dialog.way is Way.PASSPHRASE
    assert dialog.other_way.text() == "Other ways…"
    dialog.reject()
    dialog.deleteLater()


def test_the_recovery_key_in_words(
    qtbot: QtBot, make_vault: Callable[[], Path], unlocking: Dialogs
) -> None:
    path = make_vault()
    with opened(path) as vault:
        words = recovery_words(vault.new_recovery_key())
    dialog = unlocking(path)
    qtbot.mouseClick(dialog.other_way, Qt.MouseButton.LeftButton)
    assert dialog.way is Way.RECOVERY
    dialog.recovery.setText(words.upper())
    unlocks(qtbot, dialog)
