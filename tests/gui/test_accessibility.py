"""Every window, page and dialog for those who see with a screen reader or work without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.jobs import entries, trash
from app.jobs.entries import Place
from app.models.session import VaultSession
from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences
from app.settings.vault_list import VaultEntry
from app.views.conflict_dialog import ConflictDialog
from app.views.creation import CreateWizard
from app.views.main_window import MainWindow
from app.views.properties_dialog import PropertiesDialog
from app.views.question_dialog import QuestionDialog
from app.views.report_dialog import ReportDialog
from app.views.restore_dialog import RestoreHeaderDialog
from app.views.rollback_dialog import RollbackDialog
from app.views.settings_dialog import SettingsDialog, VaultSettingsDialog
from app.views.trash_dialog import TrashDialog
from app.views.unlock_dialog import UnlockDialog
from engine.errors import RollbackError
from tests.gui.conftest import PASSPHRASE, asked, open_session, write_file
from tests.gui.controls import (
    backward_steps,
    clashes,
    controls,
    described,
    name_of,
    unreachable,
    way_of_tab,
)

if TYPE_CHECKING:
    from engine.vault.credentials import KdfParameters


def check(qtbot: QtBot, window: QWidget, least: int = 1) -> None:
    """Names, reach and order of all that can have the focus in a window that is shown."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QApplication.processEvents()
    found = controls(window)
    assert len(found) >= least, [described(each) for each in found]
    assert [described(each) for each in found if not name_of(each)] == []
    way = way_of_tab(window)
    assert [described(each) for each in unreachable(window, way)] == []
    steps = [f"{described(a)} -> {described(b)}" for a, b in backward_steps(way)]
    assert steps == []
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisibleTo(window)]
    assert clashes(buttons) == []
    for menu in window.findChildren(QMenu):
        assert clashes(menu.actions()) == []
        assert all(each.text() or each.isSeparator() for each in menu.actions())


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[[QWidget], QWidget]]:
    windows: list[QWidget] = []

    def show(window: QWidget) -> QWidget:
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield show
    for window in windows:
        window.hide()
        window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, vaults: VaultListModel) -> Iterator[MainWindow]:
    window = MainWindow(vaults, Preferences())
    window.show()
    qtbot.waitExposed(window)
    yield window
    for session in vaults.sessions:
        qtbot.waitUntil(lambda each=session: not each.running_jobs, timeout=20_000)
    window.stop()
    window.hide()
    window.deleteLater()


def test_the_welcome(qtbot: QtBot, window: MainWindow) -> None:
    check(qtbot, window, 4)


def test_a_locked_vault(
    qtbot: QtBot, window: MainWindow, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> None:
    session = vaults.add(make_vault())
    window.sidebar.choose(0)
    qtbot.waitUntil(lambda: session.sighted)
    check(qtbot, window, 4)


def test_a_vault_that_is_missing(
    qtbot: QtBot, window: MainWindow, vaults: VaultListModel, tmp_path: Path
) -> None:
    session = vaults.add(tmp_path / "nowhere")
    window.sidebar.choose(0)
    qtbot.waitUntil(lambda: session.sighted)
    window.banner.say("Something is amiss.", "warning", "Do something", lambda: None)
    check(qtbot, window, 6)


@pytest.fixture
def opened(
    qtbot: QtBot, window: MainWindow, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> VaultSession:
    session = vaults.add(make_vault())
    window.sidebar.choose(0)
    open_session(qtbot, session)
    for name in ("letter.txt", "folder/deep.txt", "picture.png"):
        write_file(session, name, b"words")
    return session


@pytest.mark.parametrize("tab", ["files", "health"])
def test_an_open_vault(qtbot: QtBot, window: MainWindow, opened: VaultSession, tab: str) -> None:
    page = window.page_of(opened).open_page
    page.tabs.setCurrentIndex(0 if tab == "files" else 1)
    qtbot.waitUntil(lambda: not opened.running_jobs)
    window.resize(1300, 800)
    check(qtbot, window, 6)


def test_the_dialogs_of_settings(
    qtbot: QtBot, shown: Callable[[QWidget], QWidget], tmp_path: Path
) -> None:
    check(qtbot, shown(SettingsDialog(Preferences(), has_tray=True, starts_at_login=False)), 8)
    entry = VaultEntry(tmp_path, "Letters")
    check(qtbot, shown(VaultSettingsDialog(entry, tmp_path / "mount")), 6)


def test_the_dialogs_of_unlocking(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path],
    shown: Callable[[QWidget], QWidget],
) -> None:  # fmt: skip
    session = vaults.add(make_vault())
    qtbot.waitUntil(lambda: session.sighted)
    dialog = UnlockDialog(session, remembered=vaults.remembered)
    shown(dialog)
    dialog.passphrase.setText("something")
    dialog.banner.say("That did not open the vault.", "warning")
    check(qtbot, dialog, 5)
    dialog.other_way.click()
    dialog.recovery.setText("something")
    check(qtbot, dialog, 4)
    dialog.reject()
    error = RollbackError(
        remembered_generation=9, found_generation=4, forked=False, remembered_ns=10**18
    )
    check(qtbot, shown(RollbackDialog(error, "Letters")), 3)


def test_the_wizard(
    qtbot: QtBot, tmp_path: Path, fast_kdf: KdfParameters, shown: Callable[[QWidget], QWidget]
) -> None:
    wizard = CreateWizard(kdf=fast_kdf)
    wizard.place.folder.setText(str(tmp_path))
    shown(wizard)
    check(qtbot, wizard, 4)
    wizard.next_button.click()
    check(qtbot, wizard, 3)
    wizard.next_button.click()
    wizard.passphrase.first.setText(PASSPHRASE)
    wizard.passphrase.second.setText(PASSPHRASE)
    check(qtbot, wizard, 4)
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wizard.page is wizard.recovery, timeout=20_000)
    check(qtbot, wizard, 3)
    wizard.next_button.click()
    wizard.confirm.answer.setText(wizard.recovery.key.split("-")[wizard.confirm.asked])
    check(qtbot, wizard, 2)
    wizard._end()


def test_the_questions(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    check(qtbot, shown(ConflictDialog([b"one", b"two"], "Letters")), 4)
    check(qtbot, shown(QuestionDialog("Really?", "It cannot be undone.", "Do it", danger=True)), 2)
    try:
        raise RuntimeError("x")
    except RuntimeError as error:
        check(qtbot, shown(ReportDialog(error)), 3)


def test_the_dialogs_of_an_open_vault(
    qtbot: QtBot, window: MainWindow, opened: VaultSession, shown: Callable[[QWidget], QWidget]
) -> None:
    asked(qtbot, opened, lambda vault, c, r: trash.delete(vault, [Place(1, b"picture.png")], c, r))
    found = asked(
        qtbot,
        opened,
        lambda vault, c, r: entries.properties(vault, [Place(1, b"letter.txt")], c, r),
    )
    check(qtbot, shown(PropertiesDialog("letter.txt", found)), 1)
    dialog = TrashDialog()
    dialog.show_entries(asked(qtbot, opened, trash.contents))
    check(qtbot, shown(dialog), 2)
    check(qtbot, shown(RestoreHeaderDialog(opened, window._worker)), 2)


# -- that the check itself can fail ---------------------------------------------------------------


def page_with(*controls: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    for control in controls:
        layout.addWidget(control)
    return page


def test_the_check_sees_what_is_wrong(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    check(qtbot, shown(page_with(QPushButton("a"), QPushButton("b"))))
    with pytest.raises(AssertionError, match="QLineEdit"):
        check(qtbot, shown(page_with(QPushButton("a"), QLineEdit())))
    first, second, third = (QPushButton(text) for text in "abc")
    page = page_with(first, second, third)
    QWidget.setTabOrder(third, second)
    QWidget.setTabOrder(second, first)
    with pytest.raises(AssertionError, match="->"):
        check(qtbot, shown(page))
    with pytest.raises(AssertionError, match="/"):
        check(qtbot, shown(page_with(QPushButton("&One"), QPushButton("&Other"))))
    trap = QLineEdit()
    trap.setAccessibleName("trap")
    trap.keyPressEvent = lambda _event: None  # type: ignore[method-assign]
    trap.focusNextPrevChild = lambda _forward: False  # type: ignore[method-assign]
    with pytest.raises(AssertionError, match="QPushButton"):
        check(qtbot, shown(page_with(trap, QPushButton("behind"))))


def test_the_eye_of_the_passphrase_is_reached_and_named(
    qtbot: QtBot, shown: Callable[[QWidget], QWidget]
) -> None:
    """The button inside of the field takes no focus; a key does the same."""
    from app.widgets.passphrase import PassphraseEdit

    field = PassphraseEdit("Passphrase")
    page = shown(page_with(field))
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    field.setFocus()
    assert field.show_action.text() == "Show passphrase"
    qtbot.keyClick(field, Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    assert field.echoMode() is QLineEdit.EchoMode.Normal
