"""What the window does with settings: show them, keep them, and act on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from app.models.session import VaultSession
from app.settings.autostart import LoginItem
from app.settings.preferences import Preferences, save_preferences

if TYPE_CHECKING:
    from app.views.main_window import MainWindow


class SettingsActions:
    """Belongs to the main window, whose dialogs it uses."""

    def __init__(
        self,
        window: MainWindow,
        preferences: Preferences,
        has_tray: Callable[[], bool],
        login: LoginItem | None,
    ) -> None:
        self._window = window
        self.preferences = preferences
        """What the user prefers just now."""
        self._has_tray = has_tray
        self._login = login

    def show(self) -> None:
        """Show the preferences."""
        from app.views.settings_dialog import SettingsDialog

        login = self._login
        dialog = SettingsDialog(
            self.preferences,
            has_tray=self._has_tray(),
            starts_at_login=None if login is None else login.is_on(),
            parent=self._window,
        )

        def finished(result: int) -> None:
            if result == QDialog.DialogCode.Accepted:
                self._prefer(dialog.preferences)
                self._start_at_login(dialog.starts_at_login)

        dialog.finished.connect(finished)
        self._window.open_dialog(dialog)

    def show_vault(self, session: VaultSession) -> None:
        """Show one vault's settings."""
        from app.views.settings_dialog import VaultSettingsDialog

        dialog = VaultSettingsDialog(session.entry, session.mountpoint, self._window)

        def finished(result: int) -> None:
            if result == QDialog.DialogCode.Accepted:
                session.change_entry(dialog.entry)

        dialog.finished.connect(finished)
        self._window.open_dialog(dialog)

    def _prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences
        try:
            save_preferences(preferences)
        except OSError as error:
            self._window.tell(error)
        self._window.preferences_changed.emit(preferences)

    def _start_at_login(self, wanted: bool) -> None:
        if self._login is not None and self._login.is_on() is not wanted:
            try:
                self._login.turn(wanted)
            except OSError as error:
                self._window.tell(error)
