"""Knowing whether the system asks for high contrast.

Qt knows it of some systems (`QAccessibilityHints`, from 6.10 on). On Linux desktops it is asked of
the portal (org.freedesktop.portal.Settings), which hands on two settings: `contrast` of
org.freedesktop.appearance, and GNOME's older `high-contrast`. Nothing here waits for an answer.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.gui.bus import listen

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_SETTINGS = (
    ("org.freedesktop.appearance", "contrast"),
    ("org.gnome.desktop.a11y.interface", "high-contrast"),
)
_TIMEOUT_MS = 5000


class ContrastWatch(QObject):
    """Tells what the system wants, now and whenever it changes."""

    changed = Signal(bool)
    """Whether high contrast is wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: dict[str, bool] = {}

    def start(self) -> None:
        """Ask, and listen from now on."""
        self._listen_to_qt()
        if sys.platform == "linux":
            self._listen_to_portal()

    @property
    def is_wanted(self) -> bool:
        """Whether anybody has asked for high contrast."""
        return any(self._wanted.values())

    def note(self, source: str, wanted: bool) -> None:
        """One of the settings is known now."""
        before = self.is_wanted
        self._wanted[source] = wanted
        if self.is_wanted is not before:
            self.changed.emit(self.is_wanted)

    # -- Qt -------------------------------------------------------------------------------------

    def _listen_to_qt(self) -> None:
        hints: Any = QGuiApplication.styleHints()
        if not hasattr(hints, "accessibility"):  # before 6.10
            return
        accessibility = hints.accessibility()
        accessibility.contrastPreferenceChanged.connect(self._note_qt)
        self._note_qt(accessibility.contrastPreference())

    def _note_qt(self, preference: object) -> None:
        kinds: Any = Qt
        self.note("qt", preference == kinds.ContrastPreference.HighContrast)

    # -- the portal -----------------------------------------------------------------------------

    def _listen_to_portal(self) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        place = (_SERVICE, _PATH, _INTERFACE)
        listen(bus, place, "SettingChanged", self, "setting_changed(QDBusMessage)")
        for namespace, key in _SETTINGS:
            call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
            call.setArguments([namespace, key])
            watcher = QDBusPendingCallWatcher(bus.asyncCall(call, _TIMEOUT_MS), self)
            watcher.finished.connect(partial(self._read, key, watcher))

    def _read(self, key: str, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        watcher.deleteLater()
        answers = reply.arguments()
        if reply.type() is reply.MessageType.ReplyMessage and answers:
            self.note(key, _truth(answers[0]))

    @Slot("QDBusMessage")
    def setting_changed(self, message: Any) -> None:
        """The portal says that a setting is another one now."""
        arguments = message.arguments()
        if len(arguments) == 3 and (arguments[0], arguments[1]) in _SETTINGS:
            self.note(str(arguments[1]), _truth(arguments[2]))


def _truth(value: Any) -> bool:
    """What a variant in variants holds: 1 or true is high contrast."""
    for _ in range(3):
        if not hasattr(value, "variant"):
            break
        value = value.variant()
    return bool(value == 1)  # true is, too
