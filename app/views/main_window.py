"""The window: the vaults on the left, the one that is chosen on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
)

from app.jobs import opening
from app.jobs.worker import Worker
from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.settings.autostart import LoginItem
from app.settings.preferences import Preferences
from app.text.translation import tr
from app.views.header_actions import HeaderActions
from app.views.later import load_later
from app.views.question_dialog import QuestionDialog
from app.views.sentences import is_expected, sentence
from app.views.settings_actions import SettingsActions
from app.views.sidebar import Sidebar
from app.views.speed_entry import SpeedEntry
from app.views.vault_menu import call, make_vault_menu
from app.views.vault_page import VaultPage
from app.views.welcome_page import WelcomePage
from app.widgets.banner import Banner
from app.widgets.first_paint import FirstPaint
from app.widgets.fitting import Content, room_for, scrolling
from app.widgets.icons import application_icon
from app.widgets.theme import GAP

if TYPE_CHECKING:
    from engine.vault import VaultInfo
    from engine.vault.credentials import KdfParameters

USUAL_SIZE = QSize(1280, 800)
"""Of a first start: room for the list of vaults, the tree, a table of four columns, a preview."""

LOOK_MS = 10_000
"""How often we look whether vaults came or went while the window is in front."""


class MainWindow(QMainWindow):
    """Everything that is not in a dialog."""

    preferences_changed = Signal(object)
    close_asked = Signal()
    """The window is to be closed; whether that ends the application is not the window's to know."""
    quit_asked = Signal()
    painted = Signal()

    def __init__(
        self,
        model: VaultListModel,
        preferences: Preferences,
        *,
        has_tray: Callable[[], bool] = lambda: False,
        login: LoginItem | None = None,
        kdf: KdfParameters | None = None,
    ) -> None:
        super().__init__()
        self._model = model
        self._settings = SettingsActions(self, preferences, has_tray, login)
        self._kdf = kdf
        self._was_painted = False
        FirstPaint(self).seen.connect(self._after_first_paint)
        self._pages: dict[VaultSession, VaultPage] = {}
        self._worker = Worker("recognise", self)
        self.dialog: QDialog | None = None
        """The dialog that is open just now."""
        self._headers = HeaderActions(self, self._worker, self.open_dialog, self.tell)
        self.setWindowTitle("SigmaVault")
        self.setWindowIcon(application_icon())
        self.resize(USUAL_SIZE.boundedTo(room_for(self)))
        self.setAcceptDrops(True)
        self.sidebar = Sidebar(model)
        self.banner = Banner()
        self.welcome = WelcomePage()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.speed = SpeedEntry(self.sidebar, self.stack, self.report)
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(model.look)
        self._build()
        self._connect()
        self.sidebar.choose(0)

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        notice = QHBoxLayout()
        notice.setContentsMargins(GAP * 2, GAP, GAP * 2, 0)
        notice.addWidget(self.banner)
        right.addLayout(notice)
        right.addWidget(self.stack, 1)
        center = Content()
        layout = QHBoxLayout(center)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(right, 1)
        center.setMinimumSize(860, 520)
        self.setCentralWidget(scrolling(center))
        for text, keys, do in (
            (tr("New vault"), QKeySequence(QKeySequence.StandardKey.New), self.create_vault),
            (tr("Add vault"), QKeySequence(QKeySequence.StandardKey.Open), self.choose_existing),
            (tr("Lock all"), QKeySequence("Ctrl+Shift+L"), self.lock_all),
            (tr("Quit"), QKeySequence(QKeySequence.StandardKey.Quit), self.quit_asked.emit),
        ):
            action = QAction(text, self)
            action.setShortcut(keys)
            action.triggered.connect(partial(call, do))
            self.addAction(action)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self._show)
        self.sidebar.acted.connect(self.act)
        self.sidebar.menu_asked.connect(self._show_menu)
        self.sidebar.settings_asked.connect(self.show_settings)
        for way in (self.sidebar, self.welcome):
            way.create_asked.connect(self.create_vault)
            way.add_asked.connect(self.choose_existing)
        self._model.not_saved.connect(self.tell)
        self.preferences_changed.connect(self._prefer)

    @property
    def model(self) -> VaultListModel:
        """The vaults."""
        return self._model

    # -- pages ----------------------------------------------------------------------------------

    def page_of(self, session: VaultSession) -> VaultPage:
        """A vault's page."""
        page = self._pages.get(session)
        if page is None:
            page = VaultPage(session, self.preferences)
            page.unlock_asked.connect(partial(self.unlock, session))
            page.locate_asked.connect(partial(self.locate, session))
            page.unmount_asked.connect(partial(self._unmount_elsewhere, session))
            page.restore_asked.connect(partial(self._headers.restore, session))
            page.unexpected.connect(self.report)
            self._pages[session] = page
            self.stack.addWidget(page)
        return page

    def _show(self, session: VaultSession | None) -> None:
        self.stack.setCurrentWidget(self.page_of(session) if session is not None else self.welcome)

    def _select(self, session: VaultSession) -> None:
        self.sidebar.choose(self._model.row_of(session))

    # -- one vault ------------------------------------------------------------------------------

    def act(self, session: VaultSession) -> None:
        """Do the one obvious thing: unlock what is locked, lock what is open, look for the rest."""
        self._select(session)
        if session.state.can_unlock:
            self.unlock(session)
        elif session.state.is_open:
            self.page_of(session).open_page.ask_lock()
        elif session.state is VaultState.MISSING:
            session.look()

    def unlock(self, session: VaultSession) -> None:
        """Ask for the passphrase."""
        from app.views.unlock_dialog import UnlockDialog

        if self.dialog is None and session.state.can_unlock:
            self._open(UnlockDialog(session, self, remembered=self._model.remembered))

    def locate(self, session: VaultSession) -> None:
        """A vault that was moved: ask for its new place."""
        chosen = QFileDialog.getExistingDirectory(self, tr("Where is the vault now?"))
        if not chosen:
            return

        def found(info: VaultInfo) -> None:
            before = session.entry
            self._take_off(session)
            known = self._model.session_of(info.path)
            moved = known or self._model.add(info.path, before.name)
            if known is None:
                moved.change_entry(before)
            self._select(moved)

        self._recognise(Path(chosen), found)

    def forget(self, session: VaultSession) -> None:
        """Take a vault off the list, and its passphrase out of the desktop's keyring."""
        if session.vault is None:
            self._model.remembered.forget(session, self.tell)
        self._take_off(session)

    def _take_off(self, session: VaultSession) -> None:
        if self._model.forget(session):
            page = self._pages.pop(session, None)
            if page is not None:
                self.stack.removeWidget(page)
                page.deleteLater()
            if not self._model.sessions:
                self._show(None)

    def _unmount_elsewhere(self, session: VaultSession) -> None:
        from app.jobs.mounting import unmount_elsewhere

        self._worker.submit(
            partial(unmount_elsewhere, session.path), lambda _: session.look(), self.tell
        )

    def _show_menu(self, session: VaultSession, point: QPoint) -> None:
        menu = self.vault_menu(session)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def vault_menu(self, session: VaultSession) -> QMenu:
        """What can be done with a vault of the list."""
        return make_vault_menu(self, session, self._headers.choices(session))

    # -- new and existing vaults ----------------------------------------------------------------

    def create_vault(self) -> None:
        """Show the wizard."""
        from app.views.creation import CreateWizard

        if self.dialog is not None:
            return
        wizard = CreateWizard(self, kdf=self._kdf)

        def finished(result: int) -> None:
            if result == QDialog.DialogCode.Accepted and wizard.created_path is not None:
                self._select(self._model.add(wizard.created_path.resolve(), wizard.created_name))

        wizard.finished.connect(finished)
        self._open(wizard)

    def choose_existing(self) -> None:
        """Ask for a vault's folder."""
        chosen = QFileDialog.getExistingDirectory(self, tr("Choose a vault's folder"))
        if chosen:
            self.add_existing(Path(chosen))

    def add_existing(self, path: Path) -> None:
        """Add a vault, given its folder or the header file in it."""
        self._recognise(path, lambda info: self._select(self._model.add(info.path)))

    def open_vault(self, path: Path) -> None:
        """Add a vault as above, and ask for its passphrase: somebody double-clicked it."""

        def found(info: VaultInfo) -> None:
            session = self._model.add(info.path)
            self._select(session)
            if session.sighted:
                self.unlock(session)
            else:  # whether it can be unlocked is known only once its place was looked at
                session.state_changed.connect(
                    partial(self.unlock, session), Qt.ConnectionType.SingleShotConnection
                )

        self._recognise(path, found)

    def _recognise(self, path: Path, found: Callable[[VaultInfo], object]) -> None:
        self.banner.clear()
        self._worker.submit(partial(opening.recognise, path), found, self.tell)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A folder may be a vault; that is found out when it is dropped."""
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped beside the files of an open vault."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.add_existing(Path(url.toLocalFile()))

    # -- settings -------------------------------------------------------------------------------

    @property
    def preferences(self) -> Preferences:
        """What the user prefers."""
        return self._settings.preferences

    def show_settings(self) -> None:
        """Show the preferences."""
        if self.dialog is None:
            self._settings.show()

    def show_vault_settings(self, session: VaultSession) -> None:
        """Show one vault's settings."""
        if self.dialog is None:
            self._settings.show_vault(session)

    def _prefer(self, preferences: Preferences) -> None:
        for page in self._pages.values():
            page.prefer(preferences)

    # -- all vaults -----------------------------------------------------------------------------

    def lock_all(self) -> None:
        """Lock every vault that is open."""
        for session in self._model.sessions:
            if session.state.is_open:
                session.lock()

    def ask(self, title: str, text: str, action: str, do: Callable[[], object]) -> None:
        """Ask something, unless something is asked already."""
        if self.dialog is not None:
            return
        dialog = QuestionDialog(title, text, action, self)
        dialog.accepted.connect(do)
        self._open(dialog)

    # -- errors ---------------------------------------------------------------------------------

    def tell(self, error: Exception) -> None:
        """Say what went wrong outside of any vault's page."""
        if is_expected(error):
            self.banner.say(sentence(error), "critical")
        else:
            self.report(error)

    def report(self, error: BaseException) -> None:
        """Show a mistake of ours."""
        from app.views.report_dialog import show_report

        show_report(error, self)

    # -- details --------------------------------------------------------------------------------

    def open_dialog(self, dialog: QDialog) -> None:
        """Show a dialog, unless another one is open."""
        if self.dialog is None:
            self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog

        def finished(_result: int) -> None:
            self.dialog = None
            dialog.deleteLater()

        dialog.finished.connect(finished)
        dialog.open()

    def _after_first_paint(self) -> None:
        """The window is there: look for the vaults, and load what the first click needs."""
        self._was_painted = True
        self.painted.emit()
        self._model.look()
        self._worker.submit(load_later)

    def changeEvent(self, event: QEvent) -> None:
        """Look for vaults when the window comes to the front, and now and then while it is."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                if self._was_painted:
                    self._model.look()
                self._looks.start()
            else:
                self._looks.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hand it to the application."""
        event.ignore()
        self.close_asked.emit()

    def stop(self) -> None:
        """End our own thread."""
        self._looks.stop()
        self.speed.stop()
        self._worker.stop()
        self._worker.wait()
