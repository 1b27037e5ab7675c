"""The application as a whole: its window, a second start, settings, and an end with all locked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.application import Desktop
from app.gui.instance import SingleInstance
from app.models.session import VaultSession
from app.models.state import VaultState
from app.settings.preferences import Theme, load_preferences
from app.settings.vault_list import load_vault_list
from app.views.creation import CreateWizard
from app.views.question_dialog import QuestionDialog
from app.views.report_dialog import ReportDialog, report_text
from app.views.settings_dialog import SettingsDialog, VaultSettingsDialog
from app.views.unlock_dialog import UnlockDialog
from app.widgets.theme import DARK, apply_theme, colours
from tests.gui.conftest import PASSPHRASE, close_all, open_session
from tests.house.sources import ROOT

if TYPE_CHECKING:
    from engine.vault.credentials import KdfParameters


class Ends:
    """Stands in for the end of the event loop, which the tests still need."""

    def __init__(self) -> None:
        self.count = 0

    def quit(self) -> None:
        self.count += 1


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.fixture
def desktop(
    qtbot: QtBot, qapp: QApplication, fast_kdf: KdfParameters, ends: Ends,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desktop]:  # fmt: skip
    desktop = Desktop(qapp, kdf=fast_kdf)
    monkeypatch.setattr(desktop._application, "quit", ends.quit, raising=False)
    desktop.show_window()
    yield desktop
    if desktop.window.dialog is not None:
        desktop.window.dialog.reject()
    close_all(qtbot, desktop.vaults)
    desktop.stop()
    desktop.window.deleteLater()
    apply_theme(qapp, Theme.LIGHT)
    qapp.setStyleSheet("")


def test_from_nothing_to_an_open_vault(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    window = desktop.window
    assert window.stack.currentWidget() is window.welcome
    window.welcome.create_button.click()
    wizard = window.dialog
    assert isinstance(wizard, CreateWizard)
    wizard.place.name.setText("Diary")
    wizard.place.folder.setText(str(tmp_path))
    wizard.next_button.click()
    wizard.next_button.click()
    wizard.passphrase.first.setText(PASSPHRASE)
    wizard.passphrase.second.setText(PASSPHRASE)
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wizard.page is wizard.recovery, timeout=20_000)
    wizard.next_button.click()
    wizard.confirm.answer.setText(wizard.recovery.key.split("-")[wizard.confirm.asked])
    wizard.next_button.click()
    session = desktop.vaults.sessions[0]
    assert window.sidebar.current is session
    assert session.entry.name == "Diary"
    qtbot.waitUntil(lambda: session.sighted)
    window.page_of(session).closed_page.button.click()
    dialog = window.dialog
    assert isinstance(dialog, UnlockDialog)
    dialog.passphrase.setText(PASSPHRASE)
    dialog.unlock_button.click()
    qtbot.waitUntil(lambda: session.state is VaultState.UNLOCKED, timeout=20_000)
    page = window.page_of(session)
    assert page.currentWidget() is page.open_page
    qtbot.waitUntil(lambda: "empty" in page.open_page.browser.views.empty.text())
    window.act(session)
    qtbot.waitUntil(lambda: page.currentWidget() is page.closed_page, timeout=20_000)


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_vault_is_added_by_dropping_it(
    qtbot: QtBot, desktop: Desktop, make_vault: Callable[..., Path], what: str
) -> None:
    path = make_vault("Dropped")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path if what == "folder" else path / "vault.sigma"))])
    window = desktop.window
    point, action = QPointF(500, 300), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(point.toPoint(), action, mime, buttons, keys))
    QApplication.sendEvent(window, QDropEvent(point, action, mime, buttons, keys))
    qtbot.waitUntil(lambda: len(desktop.vaults.sessions) == 1, timeout=10_000)
    assert desktop.vaults.sessions[0].path == path
    assert load_vault_list()[0].path == path


def test_what_is_no_vault_is_not_added(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.window.add_existing(tmp_path)
    qtbot.waitUntil(lambda: "no vault" in desktop.window.banner.text)
    assert desktop.vaults.sessions == ()


def test_a_vault_is_forgotten_and_stays_on_disk(
    qtbot: QtBot, desktop: Desktop, make_vault: Callable[..., Path]
) -> None:
    path = make_vault()
    session = desktop.vaults.add(path)
    desktop.window.sidebar.choose(0)
    qtbot.waitUntil(lambda: session.sighted)
    menu = desktop.window.vault_menu(session)
    next(each for each in menu.actions() if each.text() == "Remove from the list").trigger()
    assert desktop.vaults.sessions == ()
    assert desktop.window.stack.currentWidget() is desktop.window.welcome
    assert (path / "vault.sigma").exists()
    assert load_vault_list() == []


def test_settings_take_effect_and_last(
    qtbot: QtBot, desktop: Desktop, make_vault: Callable[..., Path]
) -> None:
    session = desktop.vaults.add(make_vault())
    window = desktop.window
    window.show_settings()
    dialog = window.dialog
    assert isinstance(dialog, SettingsDialog)
    dialog.theme.setCurrentIndex(2)
    dialog.hidden.setChecked(True)
    dialog.accept()
    assert load_preferences().theme is Theme.DARK
    assert colours() is DARK
    assert window.palette().window().color().name() == DARK.window
    page = window.page_of(session)
    assert page.open_page.browser.does.hidden.isChecked()
    window.show_vault_settings(session)
    own = window.dialog
    assert isinstance(own, VaultSettingsDialog)
    own.name.setText("Renamed")
    own.minutes.setValue(5)
    own.mountpoint.setText("relative is no place")
    own.accept()
    entry = load_vault_list()[0]
    assert (entry.name, entry.lock_after_min, entry.mountpoint) == ("Renamed", 5, None)


def unlocked(qtbot: QtBot, desktop: Desktop, path: Path) -> VaultSession:
    session = desktop.vaults.add(path)
    desktop.window.sidebar.choose(desktop.vaults.row_of(session))
    open_session(qtbot, session)
    return session


def test_quit_locks_everything_first(
    qtbot: QtBot, desktop: Desktop, make_vault: Callable[..., Path], ends: Ends
) -> None:
    sessions = [unlocked(qtbot, desktop, make_vault(name)) for name in ("A", "B")]
    desktop.window.close()
    qtbot.waitUntil(lambda: ends.count == 1, timeout=30_000)
    assert all(session.state is VaultState.LOCKED for session in sessions)


def test_quit_while_something_runs_asks(
    qtbot: QtBot, desktop: Desktop, make_vault: Callable[..., Path], ends: Ends
) -> None:
    session = unlocked(qtbot, desktop, make_vault())
    started = threading.Event()

    def job(_vault, cancel, _report):
        started.set()
        while True:
            cancel.check()

    session.run(job, label="Importing “x”")
    assert started.wait(10)
    desktop.quit()
    question = desktop.window.dialog
    assert isinstance(question, QuestionDialog)
    question.reject()
    qtbot.wait(50)
    assert session.state is VaultState.UNLOCKED
    assert ends.count == 0
    desktop.quit()
    question = desktop.window.dialog
    assert isinstance(question, QuestionDialog)
    question.action_button.click()
    qtbot.waitUntil(lambda: ends.count == 1, timeout=30_000)
    assert session.state is VaultState.LOCKED


def test_sleep_locks_even_what_is_in_use(
    qtbot: QtBot, desktop: Desktop, make_vault: Callable[..., Path]
) -> None:
    session = unlocked(qtbot, desktop, make_vault())
    desktop.sleep._watching = True
    desktop.sleep._inhibitor = os.open(os.devnull, os.O_RDONLY)
    desktop.sleep.prepare_for_sleep(True)
    assert desktop.sleep.is_holding, "the machine waits until everything is durable"
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=20_000)
    qtbot.waitUntil(lambda: not desktop.sleep.is_holding)
    desktop.sleep._watching = False


def test_the_tray_says_how_many_vaults_are_open(
    qtbot: QtBot, desktop: Desktop, make_vault: Callable[..., Path]
) -> None:
    assert "all vaults locked" in desktop.tray.toolTip()
    session = unlocked(qtbot, desktop, make_vault("Secret name"))
    assert desktop.tray.toolTip() == "SigmaVault: 1 vault unlocked"
    desktop.tray.lock_action.trigger()
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=20_000)
    assert "all vaults locked" in desktop.tray.toolTip()


def test_a_second_start_hands_its_vaults_to_the_first(qtbot: QtBot) -> None:
    first, second = SingleInstance(), SingleInstance()
    assert first.claim([])
    with qtbot.waitSignal(first.asked) as heard:
        assert not second.claim(["/somewhere/ü"])
    assert heard.args == [["/somewhere/ü"]]
    first.close()
    third = SingleInstance()
    assert third.claim([])
    third.close()


def test_a_second_start_shows_the_window_unless_it_wants_none(desktop: Desktop) -> None:
    desktop.window.hide()
    desktop._asked(["--hidden"])
    assert not desktop.window.isVisible()
    desktop._asked([])
    assert desktop.window.isVisible()


def test_a_mistake_is_shown_without_secrets(qtbot: QtBot, desktop: Desktop) -> None:
    def fail(passphrase: str) -> None:
        raise RuntimeError(f"could not use {passphrase}")

    with pytest.raises(RuntimeError) as caught:
        fail("hunter2 hunter2")
    error = caught.value
    assert "hunter2" not in report_text(error)
    assert "in fail" in report_text(error)
    desktop._hook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: desktop.window.findChild(ReportDialog) is not None)
    desktop.window.findChild(ReportDialog).reject()


def test_a_signal_ends_the_program_with_everything_locked(tmp_path: Path) -> None:
    """A real process, ended as a desktop ends its programs."""
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT),
        "DISPLAY": ":nowhere",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "app"], env=environment, cwd=tmp_path)
    try:
        deadline = 100
        while not list((tmp_path / "config").glob("*")) and deadline and process.poll() is None:
            deadline -= 1
            threading.Event().wait(0.1)
            if _signals_are_caught(process.pid):
                break
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()


def _signals_are_caught(pid: int) -> bool:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("SigCgt:"):
            return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
    return False


def test_the_window_icon_is_the_projects(qapp: QApplication) -> None:
    copy = ROOT / "app" / "icons" / "sigmavault.svg"
    assert copy.read_bytes() == (ROOT / "resources" / "sigmavault.svg").read_bytes()
