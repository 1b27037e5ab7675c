"""Create and unlock as a person does: keys, clicks, and the words on the screen."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.jobs.device_secrets import device_opens, known_at, with_this_device
from app.jobs.strength import judge
from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.views.creation import CreateWizard
from app.views.recovery_sheets import document
from app.views.unlock_dialog import UnlockDialog
from engine.progress import CancelToken, ignore_progress
from engine.types import VaultMode
from engine.vault import Vault, create_vault, read_info
from engine.vault.credentials import Passphrase
from tests.gui.conftest import PASSPHRASE
from tests.support.sheets import texts

if TYPE_CHECKING:
    from engine.vault.credentials import KdfParameters


@pytest.fixture
def wizard(qtbot: QtBot, tmp_path: Path, fast_kdf: KdfParameters) -> Iterator[CreateWizard]:
    wizard = CreateWizard(kdf=fast_kdf)
    wizard.place.folder.setText(str(tmp_path))
    wizard.show()
    yield wizard
    wizard._end()
    wizard.hide()
    wizard.deleteLater()


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def fill_in(qtbot: QtBot, wizard: CreateWizard, passphrase: str = PASSPHRASE) -> None:
    wizard.place.name.clear()
    qtbot.keyClicks(wizard.place.name, "Diary")
    click(qtbot, wizard.next_button)
    click(qtbot, wizard.next_button)
    qtbot.keyClicks(wizard.passphrase.first, passphrase)
    qtbot.keyClicks(wizard.passphrase.second, passphrase)


def test_the_wizard_makes_a_vault_and_asks_the_key_back(
    qtbot: QtBot, wizard: CreateWizard, tmp_path: Path
) -> None:
    fill_in(qtbot, wizard)
    click(qtbot, wizard.next_button)
    qtbot.waitUntil(lambda: wizard.page is wizard.recovery, timeout=20_000)
    assert read_info(tmp_path / "Diary").geometry.parity_lanes == 2
    key = wizard.recovery.key
    assert len(key.split("-")) == 14
    assert wizard.passphrase.first.text() == ""
    wizard.reject()
    assert wizard.isVisible(), "the key is not yet kept"
    assert "not be shown again" in wizard.banner.text
    saved = tmp_path / "key.txt"
    wizard.recovery.sheets.save(saved)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert all(group in saved.read_text() for group in key.split("-"))
    wizard.recovery.sheets.save(tmp_path / "key.pdf")
    assert "Vault: Diary" in texts((tmp_path / "key.pdf").read_bytes())
    assert document(wizard.recovery._sheet()).toPlainText().startswith("SigmaVault recovery key")
    click(qtbot, wizard.next_button)
    qtbot.keyClicks(wizard.confirm.answer, "WRNG")
    assert not wizard.next_button.isEnabled()
    assert "not the group" in wizard.confirm.result.text()
    wizard.confirm.answer.clear()
    qtbot.keyClicks(wizard.confirm.answer, key.split("-")[wizard.confirm.asked].lower())
    with qtbot.waitSignal(wizard.accepted):
        click(qtbot, wizard.next_button)
    assert wizard.created_path == tmp_path / "Diary"
    assert wizard.recovery.label.text() == ""


def test_protection_is_what_was_chosen(qtbot: QtBot, wizard: CreateWizard, tmp_path: Path) -> None:
    click(qtbot, wizard.next_button)
    assert "any 4 of 12 pieces" in wizard.protection.button(4).accessibleDescription()
    assert "25" in wizard.protection.button(2).accessibleDescription()
    wizard.protection.button(0).click()
    click(qtbot, wizard.next_button)
    qtbot.keyClicks(wizard.passphrase.first, PASSPHRASE)
    qtbot.keyClicks(wizard.passphrase.second, PASSPHRASE)
    click(qtbot, wizard.next_button)
    qtbot.waitUntil(lambda: wizard.created_path is not None, timeout=20_000)
    assert read_info(tmp_path / "Vault").geometry.parity_lanes == 0


def test_two_passphrases_that_differ_go_no_further(qtbot: QtBot, wizard: CreateWizard) -> None:
    fill_in(qtbot, wizard)
    assert wizard.next_button.isEnabled()
    qtbot.keyClicks(wizard.passphrase.second, "x")
    assert not wizard.next_button.isEnabled()
    assert "differ" in wizard.passphrase.match.text()


def test_a_place_that_is_taken_is_told_and_nothing_is_lost(
    qtbot: QtBot, wizard: CreateWizard, tmp_path: Path
) -> None:
    (tmp_path / "Diary").mkdir()
    (tmp_path / "Diary" / "mine.txt").write_text("x")
    fill_in(qtbot, wizard)
    click(qtbot, wizard.next_button)
    qtbot.waitUntil(lambda: bool(wizard.banner.text), timeout=20_000)
    assert "is taken" in wizard.banner.text
    assert wizard.passphrase.first.text() == PASSPHRASE
    assert [each.name for each in (tmp_path / "Diary").iterdir()] == ["mine.txt"]


def test_the_meter_judges_while_one_types(qtbot: QtBot, wizard: CreateWizard) -> None:
    wizard._show(2)
    qtbot.keyClicks(wizard.passphrase.first, "password1")
    qtbot.waitUntil(lambda: wizard.passphrase.meter.level == 0, timeout=20_000)
    assert "seconds" in wizard.passphrase.meter.text
    wizard.passphrase.first.clear()
    qtbot.keyClicks(wizard.passphrase.first, "ledger cobalt umbrella ninth tractor")
    qtbot.waitUntil(lambda: wizard.passphrase.meter.level == 4, timeout=20_000)


def test_the_vaults_own_name_is_no_passphrase() -> None:
    def level(words: tuple[str, ...]) -> int:
        return judge("Wintergarten7", words, 1.0, CancelToken(), ignore_progress).level

    assert level(("Wintergarten",)) < level(())


# -- unlocking ----------------------------------------------------------------------------------


@pytest.fixture
def locked(qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]) -> VaultSession:
    session = vaults.add(make_vault())
    qtbot.waitUntil(lambda: session.sighted)
    return session


@pytest.fixture
def dialog(qtbot: QtBot, locked: VaultSession) -> Iterator[UnlockDialog]:
    dialog = UnlockDialog(locked)
    dialog.show()
    yield dialog
    dialog.hide()
    dialog.deleteLater()


def test_a_wrong_passphrase_is_told_and_kept_for_correction(
    qtbot: QtBot, dialog: UnlockDialog, locked: VaultSession
) -> None:
    qtbot.keyClicks(dialog.passphrase, "correct hors")
    click(qtbot, dialog.unlock_button)
    qtbot.waitUntil(lambda: bool(dialog.banner.text), timeout=20_000)
    assert "did not open" in dialog.banner.text
    assert dialog.passphrase.text() == "correct hors"
    assert dialog.passphrase.property("wrong")
    assert locked.state is VaultState.LOCKED
    dialog.passphrase.clear()
    qtbot.keyClicks(dialog.passphrase, PASSPHRASE)
    assert not dialog.passphrase.property("wrong")
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        qtbot.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert locked.state is VaultState.UNLOCKED
    assert dialog.passphrase.text() == ""


def test_return_unlocks_also_before_the_focus_is_back(
    qtbot: QtBot, dialog: UnlockDialog, locked: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it was tried the field was disabled, and the focus went on to what was not: Cancel."""
    monkeypatch.setattr(QTimer, "singleShot", lambda *_: None)
    qtbot.keyClicks(dialog.passphrase, "wrong")
    click(qtbot, dialog.unlock_button)
    qtbot.waitUntil(lambda: bool(dialog.banner.text), timeout=20_000)
    dialog.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        qtbot.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert locked.state is VaultState.UNLOCKED


def test_the_window_lives_while_the_key_is_derived(
    qtbot: QtBot, dialog: UnlockDialog, locked: VaultSession
) -> None:
    qtbot.keyClicks(dialog.passphrase, PASSPHRASE)
    click(qtbot, dialog.unlock_button)
    assert locked.state is VaultState.UNLOCKING
    assert dialog.progress.isVisible()
    assert not dialog.unlock_button.isEnabled()
    assert dialog.cancel_button.isEnabled()
    click(qtbot, dialog.cancel_button)
    qtbot.waitUntil(lambda: locked.state is not VaultState.UNLOCKING, timeout=20_000)
    assert locked.state is VaultState.LOCKED
    assert locked.vault is None


def test_the_passphrase_can_be_shown(qtbot: QtBot, dialog: UnlockDialog) -> None:
    assert dialog.passphrase.echoMode() is QLineEdit.EchoMode.Password
    dialog.passphrase.show_action.trigger()
    assert dialog.passphrase.echoMode() is QLineEdit.EchoMode.Normal


def test_caps_lock_is_mentioned(qtbot: QtBot, dialog: UnlockDialog) -> None:
    qtbot.keyClick(dialog.passphrase, "a")
    assert not dialog.caps.isVisible()
    qtbot.keyClick(dialog.passphrase, "A")  # a capital letter without Shift
    assert dialog.caps.isVisible()
    qtbot.keyClick(dialog.passphrase, "B", Qt.KeyboardModifier.ShiftModifier)
    assert not dialog.caps.isVisible()


def test_the_recovery_key_is_another_way_in(
    qtbot: QtBot, vaults: VaultListModel, tmp_path: Path, fast_kdf: KdfParameters
) -> None:
    made = create_vault(tmp_path / "v", PASSPHRASE.encode(), kdf=fast_kdf)
    session = vaults.add(tmp_path / "v")
    qtbot.waitUntil(lambda: session.sighted)
    dialog = UnlockDialog(session)
    dialog.show()
    click(qtbot, dialog.other_way)
    qtbot.keyClicks(dialog.recovery, made.recovery_key_text[:-1])
    click(qtbot, dialog.unlock_button)
    qtbot.waitUntil(lambda: "no recovery key" in dialog.banner.text, timeout=20_000)
    dialog.recovery.setText(made.recovery_key_text.replace("-", " ").lower())
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        click(qtbot, dialog.unlock_button)
    assert session.state is VaultState.UNLOCKED
    dialog.deleteLater()


@pytest.mark.parametrize("mode", [VaultMode.HYBRID, VaultMode.DEVICE])
def test_a_vault_that_takes_this_device(
    qtbot: QtBot,
    wizard: CreateWizard,
    tmp_path: Path,
    mode: VaultMode,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.jobs.device_secrets.has_keyring", lambda: False)
    fill_in(qtbot, wizard)
    wizard.passphrase.mode.setCurrentIndex(wizard.passphrase.mode.findData(mode))
    assert "recovery key" in wizard.passphrase.mode_note.text()
    assert wizard.passphrase.first.isVisible() is (mode is VaultMode.HYBRID)
    click(qtbot, wizard.next_button)
    qtbot.waitUntil(lambda: wizard.page is wizard.recovery, timeout=20_000)
    path = tmp_path / "Diary"
    kinds = {slot.kind for slot in read_info(path).slots}
    alone = mode is VaultMode.DEVICE
    assert kinds == {"recovery", "device" if alone else "passphrase+device"}
    opens = (
        device_opens(path)
        if alone
        else with_this_device(known_at(path), Passphrase(PASSPHRASE.encode()))
    )
    assert opens is not None
    with Vault.unlock(path, opens):
        pass


def test_what_a_guess_costs_follows_the_unlock_time(wizard: CreateWizard) -> None:
    page = wizard.passphrase
    assert "3,600 an hour" in page.guesses.text()
    page.slider.setValue(5)
    assert "360 an hour" in page.guesses.text()
