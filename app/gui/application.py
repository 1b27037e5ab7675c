"""The application: one instance, its window, tray and theme; and an end at which all is locked."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.cli.launching import command_of
from app.gui.contrast import ContrastWatch
from app.gui.instance import SingleInstance
from app.gui.languages import speak
from app.gui.screen import ScreenWatch
from app.gui.sleep import SleepWatch
from app.gui.tray import Tray
from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.settings.autostart import login_item
from app.settings.preferences import Preferences, load_preferences
from app.text.translation import tr
from app.views.main_window import MainWindow
from app.widgets.icons import application_icon
from app.widgets.theme import apply_theme, follow_contrast, refresh_theme

if TYPE_CHECKING:
    from engine.vault.credentials import KdfParameters

NAME = "SigmaVault"

LISTEN_AFTER_MS = 3000
"""When we listen to the desktop at the latest; no vault is open before the window is there."""

HIDDEN = "--hidden"
"""Said by a second start that wants no window."""

_log = logging.getLogger(__name__)


def make_application(arguments: list[str]) -> QApplication:
    """Qt's application object, with our name on it."""
    application = QApplication(arguments)
    application.setApplicationName(NAME)
    application.setDesktopFileName("sigmavault")
    application.setWindowIcon(application_icon())
    application.setStyle("Fusion")
    application.setQuitOnLastWindowClosed(False)
    return application


class Desktop(QObject):
    """Ties window, tray and vaults together."""

    _mistake = Signal(object)

    def __init__(
        self,
        application: QApplication,
        instance: SingleInstance | None = None,
        *,
        kdf: KdfParameters | None = None,
    ) -> None:
        super().__init__()
        self._application = application
        self._instance = instance
        self._listens = False
        self._quitting = False
        self._forced = False
        self._sleeping = False
        self.preferences = load_preferences()
        speak(application, self.preferences.language)
        apply_theme(application, self.preferences.theme)
        self.vaults = VaultListModel(parent=self)
        self.tray = Tray(self.vaults, self)
        self.window = MainWindow(
            self.vaults,
            self.preferences,
            has_tray=lambda: self.tray.is_available,
            login=login_item(command_of("app.gui")),
            kdf=kdf,
        )
        self.sleep = SleepWatch(self)
        self.screen = ScreenWatch(self)
        self.contrast = ContrastWatch(self)
        self.contrast.changed.connect(lambda strong: follow_contrast(application, strong))
        self.window.preferences_changed.connect(self._prefer)
        self.window.close_asked.connect(self.close_window)
        self.window.quit_asked.connect(self.quit)
        self.vaults.dataChanged.connect(self._vaults_changed)
        self.tray.show_asked.connect(self.show_window)
        self.tray.lock_asked.connect(self.window.lock_all)
        self.tray.quit_asked.connect(self.quit)
        self.sleep.lock_asked.connect(self._lock_for_sleep)
        self.screen.locked.connect(self._lock_for_sleep)
        self._mistake.connect(self.window.report)
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            lambda _scheme: refresh_theme(application)
        )
        if instance is not None:
            instance.asked.connect(self._asked)
        self.tray.appear()
        # What speaks D-Bus is loaded once the window is there, or if none is to come.
        self.window.painted.connect(self._listen, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(LISTEN_AFTER_MS, self, self._listen)

    def _listen(self) -> None:
        if self._listens:
            return
        self._listens = True
        self.contrast.start()
        self._watch_for_locks(self.preferences.lock_on_sleep)

    def _watch_for_locks(self, wanted: bool) -> None:
        if not self._listens:
            return
        self.sleep.watch(wanted)
        self.screen.watch(wanted)

    # -- window ---------------------------------------------------------------------------------

    def show_window(self) -> None:
        """Bring the window to the front."""
        self.window.show()
        self.window.setWindowState(
            self.window.windowState() & ~self.window.windowState().WindowMinimized
        )
        self.window.raise_()
        self.window.activateWindow()

    def close_window(self) -> None:
        """Hide the window where a tray keeps us in reach; else quit."""
        if self.preferences.keep_in_tray and self.tray.is_available:
            self.window.hide()
            self.tray.say_still_here()
        else:
            self.quit()

    def _asked(self, arguments: list[str]) -> None:
        """Somebody started us once more."""
        from pathlib import Path

        if arguments == [HIDDEN]:
            return
        self.show_window()
        for argument in arguments:
            self.window.open_vault(Path(argument))

    def _prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences
        apply_theme(self._application, preferences.theme)
        self._watch_for_locks(preferences.lock_on_sleep)

    # -- locking --------------------------------------------------------------------------------

    def _lock_for_sleep(self) -> None:
        self._sleeping = True
        self._vaults_changed()

    def _vaults_changed(self) -> None:
        """Before the machine sleeps, lock whatever is open, or about to be."""
        if not self._sleeping:
            return
        for session in self.vaults.sessions:
            if session.state is VaultState.UNLOCKING:
                for handle in session.running_jobs:
                    handle.cancel()
            elif session.state.is_open:
                session.lock(force=True)
        if all(_is_shut(session) for session in self.vaults.sessions):
            self._sleeping = False
            self.sleep.let_go()

    # -- end ------------------------------------------------------------------------------------

    def quit(self) -> None:
        """Lock everything, then end. While something runs, after a question."""
        running = [handle for each in self.vaults.sessions for handle in each.running_jobs]
        running += self.window.speed.running_jobs
        if running and not self._quitting:
            self.show_window()
            self.window.ask(
                tr("Quit while something runs?"),
                tr("{job} is not done. It is cancelled, and leaves nothing half done.").format(
                    job=running[0].label
                ),
                tr("Cancel it and quit"),
                self._lock_and_end,
            )
            return
        self._lock_and_end()

    def end_now(self) -> None:
        """Lock everything and end without a question: the session ends, nobody will answer."""
        if not self._quitting:
            self._lock_and_end(force=True)
            return
        self._forced = True
        for session in self.vaults.sessions:
            session.lock(force=True)

    def _lock_and_end(self, *, force: bool = False) -> None:
        if self._quitting:
            return
        self._quitting = True
        self._forced = force
        for session in self.vaults.sessions:
            session.lock_refused.connect(self._refused)
            session.state_changed.connect(self._end_when_locked)
            for handle in session.running_jobs:
                handle.cancel()
            session.lock(force=force)
        self._end_when_locked()

    def _refused(self, _error: object) -> None:
        """A drive is in use. The vault's page says so, and offers what can be done."""
        if self._quitting and not self._forced:
            self._quitting = False
            for session in self.vaults.sessions:
                session.lock_refused.disconnect(self._refused)
                session.state_changed.disconnect(self._end_when_locked)
            self.show_window()

    def _end_when_locked(self) -> None:
        if not self._quitting:
            return
        for session in self.vaults.sessions:
            if session.state.is_open:  # it was being mounted, and can be locked now
                session.lock(force=self._forced)
            if session.vault is not None or session.state is VaultState.UNLOCKING:
                return
        self._quitting = False
        # The signal that brought us here is still being handled by a worker's owner.
        QTimer.singleShot(0, self, self._end)

    def _end(self) -> None:
        self.stop()
        self._application.quit()

    def stop(self) -> None:
        """End every thread; nothing is open by then."""
        self.window.hide()
        self.window.stop()
        self.tray.hide()
        self._watch_for_locks(False)
        self.vaults.stop()
        if self._instance is not None:
            self._instance.close()

    # -- mistakes -------------------------------------------------------------------------------

    def catch_mistakes(self) -> None:
        """Show what nobody caught, instead of a line on a terminal that nobody sees."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def _thread_hook(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None and found.exc_type is not SystemExit:
            _log.error("unexpected %s in a thread", found.exc_type.__name__)
            self._mistake.emit(found.exc_value)

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.quit()
            return
        _log.error("unexpected %s", kind.__name__)
        self._mistake.emit(error.with_traceback(trace))


def _is_shut(session: VaultSession) -> bool:
    return session.vault is None and session.state is not VaultState.UNLOCKING
