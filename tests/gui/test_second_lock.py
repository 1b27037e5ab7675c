"""The second lock in the browser: put on, opened, closed, taken off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.models.session import VaultSession
from app.settings.preferences import Preferences
from app.views.browser import Browser
from app.views.lock_dialog import LockDialog
from engine.errors import FileLockedError
from tests.gui.browsing import select
from tests.gui.conftest import write_file


@pytest.fixture
def browser(qtbot: QtBot, session: VaultSession) -> Iterator[Browser]:
    write_file(session, "/diary/today", b"dear diary")
    browser = Browser(session, Preferences())
    session.closed.connect(browser.stop)
    browser.show()
    with qtbot.waitSignal(browser.model.loaded):
        browser.start()
    qtbot.waitUntil(lambda: b"diary" in {row.name for row in browser.model.rows})
    select(browser, "diary")
    yield browser
    browser.hide()
    browser.stop()
    browser.deleteLater()


def dialog(browser: Browser) -> LockDialog:
    assert browser.locks.dialog is not None
    return browser.locks.dialog


def can_read(session: VaultSession) -> bool:
    assert session.vault is not None
    namespace = session.vault.namespace
    try:
        return bytes(namespace.read(namespace.resolve(b"/diary/today").ino, 0, 99)) == b"dear diary"
    except FileLockedError:
        return False


def says(qtbot: QtBot, browser: Browser, words: str) -> None:
    qtbot.waitUntil(lambda: words in browser.banner.text, timeout=20_000)


def trigger(qtbot: QtBot, action: QAction) -> None:
    """Choose an action, as soon as the entry's state allows it."""
    qtbot.waitUntil(action.isEnabled)
    action.trigger()


def test_a_folder_is_locked_opened_locked_again_and_unlocked_for_good(
    qtbot: QtBot, session: VaultSession, browser: Browser
) -> None:
    browser.does.lock.trigger()
    asked = dialog(browser)
    asked.passphrase.setText("second")
    assert not asked.action_button.isEnabled()
    asked.again.setText("secon")
    assert not asked.action_button.isEnabled()
    asked.again.setText("second")
    asked.action_button.click()
    assert asked.passphrase.text() == ""
    says(qtbot, browser, "“diary” is locked.")
    assert not can_read(session)

    for typed, told in (("wrong", "does not open"), ("second", "open for this session")):
        trigger(qtbot, browser.does.open_lock)
        dialog(browser).passphrase.setText(typed)
        dialog(browser).action_button.click()
        says(qtbot, browser, told)
        assert can_read(session) == (typed == "second")

    trigger(qtbot, browser.does.close_lock)
    says(qtbot, browser, "locked again")
    assert not can_read(session)

    trigger(qtbot, browser.does.remove_lock)
    dialog(browser).passphrase.setText("second")
    dialog(browser).action_button.click()
    says(qtbot, browser, "no second lock any more")
    assert can_read(session)


def test_the_dialog_says_before_that_forgetting_is_final(browser: Browser) -> None:
    browser.does.lock.trigger()
    said = " ".join(label.text() for label in dialog(browser).findChildren(QLabel))
    assert "lost for good" in said
    dialog(browser).reject()
    assert browser.locks.dialog is None
