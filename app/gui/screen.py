"""Knowing that the screen locks.

Desktops say it in different ways: logind's session gets the signal `Lock` when it is told to lock,
and the property `LockedHint` when the desktop has locked it by itself; GNOME's and KDE's screen
savers emit `ActiveChanged` on the session bus. Any of them will do.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from app.gui.bus import listen

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher

_LOGIND = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_TIMEOUT_MS = 5000


class ScreenWatch(QObject):
    """Tells that the screen was locked."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watching = False
        self._connected = False
        self._own_session = ""

    def watch(self, wanted: bool) -> None:
        """Watch, or no more."""
        self._watching = wanted and sys.platform == "linux"
        if self._watching and not self._connected:
            self._connected = True
            self._connect()

    def _connect(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        own = QDBusConnection.sessionBus()
        if own.isConnected():
            for interface in _SAVERS:  # their services and paths differ from desktop to desktop
                listen(own, ("", "", interface), "ActiveChanged", self, "saver_changed(bool)")
        system = QDBusConnection.systemBus()
        if system.isConnected():
            # Signals come from the session's own path, never from the alias `session/auto`.
            session = os.environ.get("XDG_SESSION_ID") or "auto"
            self._ask(system, _PATH, _MANAGER, "GetSession", [session], self._found)

    def _ask(
        self,
        bus: QDBusConnection,
        path: str,
        interface: str,
        method: str,
        arguments: list[str],
        answered: Any,
    ) -> None:
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(_LOGIND, path, interface, method)
        call.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call, _TIMEOUT_MS), self)
        watcher.finished.connect(partial(answered, watcher))

    def _found(self, watcher: QDBusPendingCallWatcher) -> None:
        from PySide6.QtDBus import QDBusConnection

        path = _answer(watcher)
        if path is None:
            return
        self._own_session = path.path() if hasattr(path, "path") else str(path)
        bus = QDBusConnection.systemBus()
        session = (_LOGIND, self._own_session, _SESSION)
        properties = (_LOGIND, self._own_session, _PROPERTIES)
        listen(bus, session, "Lock", self, "session_locked()")
        listen(bus, properties, "PropertiesChanged", self, "session_changed(QDBusMessage)")

    # -- what the bus says ----------------------------------------------------------------------

    @Slot()
    def session_locked(self) -> None:
        """logind was told to lock our session."""
        if self._watching:
            self.locked.emit()

    @Slot("QDBusMessage")
    def session_changed(self, _message: Any) -> None:
        """Something about our session changed: ask whether it is locked now."""
        from PySide6.QtDBus import QDBusConnection

        hint = [_SESSION, "LockedHint"]
        bus = QDBusConnection.systemBus()
        self._ask(bus, self._own_session, _PROPERTIES, "Get", hint, self._hinted)

    def _hinted(self, watcher: QDBusPendingCallWatcher) -> None:
        value = _answer(watcher)
        if hasattr(value, "variant"):
            value = value.variant()
        if value is True:
            self.session_locked()

    @Slot(bool)
    def saver_changed(self, active: bool) -> None:
        """The screen saver came or went."""
        if active:
            self.session_locked()


def _answer(watcher: QDBusPendingCallWatcher) -> Any:
    """What a call has given; None if it failed."""
    reply = watcher.reply()
    watcher.deleteLater()
    answers = reply.arguments()
    return answers[0] if answers and reply.type() is reply.MessageType.ReplyMessage else None
