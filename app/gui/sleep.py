"""Knowing, by logind on D-Bus, that the machine goes to sleep.

A delay inhibitor holds the sleep back until the vaults are locked and everything is durable
(systemd, "Inhibitor Locks"). Where there is no logind, nothing happens.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.gui.bus import listen
from app.text.translation import tr

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

_SERVICE = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_TIMEOUT_MS = 5000

_log = logging.getLogger(__name__)


class SleepWatch(QObject):
    """Asks for a lock; `let_go` says that it is done."""

    lock_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watching = False
        self._connected = False
        self._inhibitor = -1

    @property
    def is_holding(self) -> bool:
        """Whether the machine waits for us before it sleeps."""
        return self._inhibitor >= 0

    def watch(self, wanted: bool) -> None:
        """Watch, or no more."""
        if wanted == self._watching or sys.platform != "linux":
            return
        if not self._connected and wanted:
            self._connected = self._connect()
        self._watching = wanted and self._connected
        if self._watching:
            self._hold()
        else:
            self.let_go()

    def let_go(self) -> None:
        """Everything is locked: the machine may sleep."""
        if self._inhibitor >= 0:
            os.close(self._inhibitor)
            self._inhibitor = -1

    @Slot(bool)
    def prepare_for_sleep(self, begins: bool) -> None:
        """logind says that sleep begins, or is over."""
        if not self._watching:
            return
        if begins:
            self.lock_asked.emit()
        else:
            self._hold()

    def _connect(self) -> bool:
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return False
        manager = (_SERVICE, _PATH, _MANAGER)
        return listen(bus, manager, "PrepareForSleep", self, "prepare_for_sleep(bool)")

    def _hold(self) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        self.let_go()
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _MANAGER, "Inhibit")
        call.setArguments(["sleep", "SigmaVault", tr("Locking vaults"), "delay"])
        pending = QDBusConnection.systemBus().asyncCall(call, _TIMEOUT_MS)
        watcher = QDBusPendingCallWatcher(pending, self)
        watcher.finished.connect(self._held)

    def _held(self, watcher: QDBusPendingCallWatcher) -> None:
        from PySide6.QtDBus import QDBusUnixFileDescriptor

        answers = watcher.reply().arguments()
        watcher.deleteLater()
        if answers and isinstance(answers[0], QDBusUnixFileDescriptor) and answers[0].isValid():
            self.let_go()
            if self._watching:
                self._inhibitor = os.dup(answers[0].fileDescriptor())
        else:
            _log.debug("no inhibitor")
