"""The icon in the tray, where the desktop has one: state, lock all, quit. It names no vault's files."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.models.vaults import VaultListModel
from app.text.translation import tr, trn
from app.widgets.icons import application_icon


class Tray(QSystemTrayIcon):
    """Does nothing where there is no tray."""

    show_asked = Signal()
    lock_asked = Signal()
    quit_asked = Signal()

    def __init__(self, vaults: VaultListModel, parent: QObject | None = None) -> None:
        super().__init__(application_icon(), parent)
        self._vaults = vaults
        self._told = False
        menu = QMenu()
        self.show_action = menu.addAction(tr("Show SigmaVault"))
        self.lock_action = menu.addAction(tr("Lock all"))
        menu.addSeparator()
        self.quit_action = menu.addAction(tr("Quit"))
        self.show_action.triggered.connect(self.show_asked)
        self.lock_action.triggered.connect(self.lock_asked)
        self.quit_action.triggered.connect(self.quit_asked)
        self._menu = menu
        self.setContextMenu(menu)
        self.activated.connect(self._activated)
        vaults.dataChanged.connect(self.refresh)
        vaults.rowsInserted.connect(self.refresh)
        vaults.rowsRemoved.connect(self.refresh)
        self.refresh()

    @property
    def is_available(self) -> bool:
        """Whether there is a tray just now: at login a panel may come up after us."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def appear(self) -> None:
        """Show the icon; on X11 also in a panel that comes up after us, as one does at login."""
        if self.is_available or QGuiApplication.platformName() == "xcb":
            self.show()

    def refresh(self) -> None:
        """Say how many vaults are open."""
        open_now = sum(session.vault is not None for session in self._vaults.sessions)
        if open_now:
            text = trn("SigmaVault: %n vault unlocked", "SigmaVault: %n vaults unlocked", open_now)
        else:
            text = tr("SigmaVault: all vaults locked")
        self.setToolTip(text)
        self.lock_action.setEnabled(open_now > 0)

    def say_still_here(self) -> None:
        """Once, so that nobody believes that closing the window has locked anything."""
        if not self._told:
            self._told = True
            self.showMessage(
                tr("SigmaVault is still running"),
                tr("Unlocked vaults stay open. Use the icon in the tray to lock them or to quit."),
                self.icon(),
            )

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.show_asked.emit()
