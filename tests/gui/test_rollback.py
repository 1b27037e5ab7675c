"""The window on an older copy of a vault, and on a vault whose header is gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences
from app.views.main_window import MainWindow
from app.views.question_dialog import QuestionDialog
from app.views.restore_dialog import RestoreHeaderDialog
from app.views.unlock_dialog import UnlockDialog
from engine.keys import Passphrase
from engine.vault import Vault
from tests.gui.conftest import PASSPHRASE, names_in

LEFT = Qt.MouseButton.LeftButton


def write_name(path: Path, name: bytes) -> None:
    """A session of its own that makes a file."""
    with Vault.unlock(path, Passphrase(PASSPHRASE.encode())) as vault:
        vault.namespace.create(1, name, 0o100644, 0, 0)


@pytest.fixture
def older(vaults: VaultListModel, make_vault: Callable[..., Path]) -> VaultSession:
    """A vault whose folder was put back to an earlier state."""
    path = make_vault()
    write_name(path, b"first")
    copy = shutil.copytree(path, path.with_name("copy"))
    write_name(path, b"second")
    shutil.rmtree(path)
    copy.rename(path)
    return vaults.add(path)


@pytest.fixture
def dialog(qtbot: QtBot, older: VaultSession) -> UnlockDialog:
    """Asks what to do about it."""
    qtbot.waitUntil(lambda: older.sighted)
    dialog = UnlockDialog(older)
    qtbot.addWidget(dialog)
    dialog.passphrase.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.unlock_button, LEFT)
    qtbot.waitUntil(lambda: dialog.rollback is not None, timeout=20_000)
    assert older.vault is None
    return dialog


def test_it_says_what_happened_and_enter_is_safe(dialog: UnlockDialog) -> None:
    asked = dialog.rollback
    assert asked is not None
    assert "older" in asked.title.text()
    assert "generation" in asked.text.text()
    assert "Nothing was written" in asked.safe.text()
    assert asked.read_only_button.isDefault()
    assert not asked.accept_button.autoDefault()


def test_cancel_leaves_it_locked(qtbot: QtBot, dialog: UnlockDialog, older: VaultSession) -> None:
    assert dialog.rollback is not None
    before = {each: each.read_bytes() for each in older.path.rglob("*") if each.is_file()}
    dialog.rollback.reject()
    assert dialog.rollback is None
    assert dialog.isEnabled()
    assert "locked" in dialog.banner.text
    assert older.vault is None
    assert {each: each.read_bytes() for each in older.path.rglob("*") if each.is_file()} == before


def test_looking_changes_nothing_and_asks_again(
    qtbot: QtBot, dialog: UnlockDialog, older: VaultSession
) -> None:
    assert dialog.rollback is not None
    with qtbot.waitSignal(older.opened, timeout=20_000):
        qtbot.mouseClick(dialog.rollback.read_only_button, LEFT)
    assert older.read_only
    assert names_in(older) == ["first"]
    assert "older" in older.notice
    older.lock()
    qtbot.waitUntil(lambda: older.vault is None, timeout=20_000)
    again = UnlockDialog(older)
    qtbot.addWidget(again)
    again.passphrase.setText(PASSPHRASE)
    qtbot.mouseClick(again.unlock_button, LEFT)
    qtbot.waitUntil(lambda: again.rollback is not None, timeout=20_000)
    assert again.rollback is not None
    again.rollback.reject()


def test_accepting_goes_on_from_here_and_asks_no_more(
    qtbot: QtBot, dialog: UnlockDialog, older: VaultSession
) -> None:
    assert dialog.rollback is not None
    with qtbot.waitSignal(older.opened, timeout=20_000):
        qtbot.mouseClick(dialog.rollback.accept_button, LEFT)
    assert not older.read_only
    assert older.notice == ""
    older.lock()
    qtbot.waitUntil(lambda: older.vault is None, timeout=20_000)
    write_name(older.path, b"third")


def test_for_reading_only_needs_no_question(qtbot: QtBot, older: VaultSession) -> None:
    qtbot.waitUntil(lambda: older.sighted)
    dialog = UnlockDialog(older)
    qtbot.addWidget(dialog)
    dialog.passphrase.setText(PASSPHRASE)
    dialog.read_only.setChecked(True)
    with qtbot.waitSignal(older.opened, timeout=20_000):
        qtbot.mouseClick(dialog.unlock_button, LEFT)
    assert older.read_only
    assert "older" in older.notice


def test_the_open_page_says_so(qtbot: QtBot, dialog: UnlockDialog, older: VaultSession) -> None:
    from app.views.open_page import OpenPage

    page = OpenPage(older, Preferences())
    qtbot.addWidget(page)
    page.show()
    assert dialog.rollback is not None
    with qtbot.waitSignal(older.opened, timeout=20_000):
        qtbot.mouseClick(dialog.rollback.read_only_button, LEFT)
    assert "older" in page.banner.text
    older.lock()
    qtbot.waitUntil(lambda: older.vault is None, timeout=20_000)


# -- the header ---------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot, vaults: VaultListModel) -> Iterator[MainWindow]:
    window = MainWindow(vaults, Preferences())
    qtbot.addWidget(window)
    window.show()
    yield window
    window.stop()


def menu_texts(window: MainWindow, session: VaultSession) -> list[str]:
    return [action.text() for action in window.vault_menu(session).actions() if action.isEnabled()]


def test_a_header_is_saved_and_restored(
    qtbot: QtBot,
    window: MainWindow,
    vaults: VaultListModel,
    make_vault: Callable[..., Path],
    tmp_path: Path,
) -> None:
    session = vaults.add(make_vault())
    qtbot.waitUntil(lambda: session.sighted)
    assert any("copy of the header" in text for text in menu_texts(window, session))
    saved = tmp_path / "saved"
    window._headers.save(session, saved)
    qtbot.waitUntil(lambda: isinstance(window.dialog, QuestionDialog), timeout=10_000)
    window.dialog.accept()
    assert saved.stat().st_mode & 0o777 == 0o600

    for header in session.path.glob("vault.sigma*"):
        header.unlink()
    session.look()
    qtbot.waitUntil(lambda: session.state is VaultState.DAMAGED, timeout=10_000)
    closed = window.page_of(session).closed_page
    assert "Restore" in closed.button.text()
    assert any("Restore" in text for text in menu_texts(window, session))
    qtbot.mouseClick(closed.button, LEFT)
    dialog = window.dialog
    assert isinstance(dialog, RestoreHeaderDialog)
    dialog.file.setText(str(saved))
    dialog.passphrase.setText("wrong")
    qtbot.mouseClick(dialog.restore_button, LEFT)
    qtbot.waitUntil(lambda: "does not open" in dialog.banner.text, timeout=20_000)
    dialog.passphrase.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.restore_button, LEFT)
    qtbot.waitUntil(lambda: "belongs" in dialog.banner.text, timeout=20_000)
    assert not list(session.path.glob("vault.sigma*"))
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        qtbot.mouseClick(dialog.restore_button, LEFT)
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=10_000)
    write_name(session.path, b"opens again")


def test_a_foreign_header_is_refused_in_the_dialog(
    qtbot: QtBot,
    window: MainWindow,
    vaults: VaultListModel,
    make_vault: Callable[..., Path],
) -> None:
    session, other = vaults.add(make_vault("one")), make_vault("other")
    qtbot.waitUntil(lambda: session.sighted)
    before = (session.path / "vault.sigma").read_bytes()
    window._headers.restore(session)
    dialog = window.dialog
    assert isinstance(dialog, RestoreHeaderDialog)
    dialog.file.setText(str(other / "vault.sigma"))
    dialog.passphrase.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.restore_button, LEFT)
    qtbot.waitUntil(lambda: "another vault" in dialog.banner.text, timeout=20_000)
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert (session.path / "vault.sigma").read_bytes() == before
    dialog.reject()
