"""A message bus of a test's own, with services on it that say what the test wants."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.fds import FileDescriptor
from jeepney.io.blocking import open_dbus_connection

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"

CONTRAST = ("org.freedesktop.appearance", "contrast")


@contextmanager
def session_bus(folder: Path) -> Iterator[str]:
    """A message bus; gives its address."""
    config = folder / "bus.conf"
    config.write_text(
        "<busconfig><type>session</type>"
        f"<listen>unix:path={folder / 'bus'}</listen>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
        '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'
    )
    daemon = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    with daemon, daemon.stdout:
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.kill()


class Service:
    """Something with a name on a bus, that answers calls in a thread of its own."""

    def __init__(self, address: str, name: str) -> None:
        self.name = name
        self._connection = open_dbus_connection(address, enable_fds=True)
        self._connection.send_and_get_reply(message_bus.RequestName(name))
        threading.Thread(target=self._serve, daemon=True).start()

    def emit(self, path: str, interface: str, signal: str, signature: str, *body: Any) -> None:
        """Send a signal to whoever listens."""
        emitter = DBusAddress(path, self.name, interface)
        self._connection.send(new_signal(emitter, signal, signature or None, body))

    def close(self) -> None:
        """Off the bus."""
        self._connection.close()

    def answer(self, method: str, path: str, arguments: tuple[Any, ...]) -> tuple[str, Any] | None:
        """The signature and value that a call gives; None for an error."""
        raise NotImplementedError

    def _serve(self) -> None:
        with suppress(Exception):  # the connection was closed
            while True:
                message = self._connection.receive()
                if message.header.message_type is not MessageType.method_call:
                    continue
                fields = message.header.fields
                method, path = fields[HeaderFields.member], fields[HeaderFields.path]
                found = self.answer(method, path, tuple(message.body))
                if found is None:
                    reply = new_error(message, "org.freedesktop.DBus.Error.Failed")
                else:
                    reply = new_method_return(message, found[0], (found[1],))
                self._connection.send(reply)
                if found is not None and isinstance(found[1], FileDescriptor):
                    found[1].close()


class Portal(Service):
    """Settings: answers `Read` and emits `SettingChanged`."""

    def __init__(self, address: str, values: dict[tuple[str, str], tuple[str, Any]]) -> None:
        self.values = values
        self.asked: list[tuple[str, str]] = []
        super().__init__(address, PORTAL)

    def change(self, setting: tuple[str, str], value: tuple[str, Any]) -> None:
        """Another value, told to whoever listens."""
        self.values[setting] = value
        self.emit(PATH, SETTINGS, "SettingChanged", "ssv", *setting, value)

    def answer(self, method: str, path: str, arguments: tuple[Any, ...]) -> tuple[str, Any] | None:
        """A variant in a variant, as the portal's first version has it."""
        if method != "Read" or arguments not in self.values:
            return None
        self.asked.append(arguments)
        return "v", ("v", self.values[arguments])


class Logind(Service):
    """Sleep and screen: gives inhibitors out, and knows of one session."""

    SESSION_PATH = "/org/freedesktop/login1/session/_37"

    def __init__(self, address: str) -> None:
        self.held: list[int] = []
        """Our ends of the inhibitors: closed on the other side when they are let go."""
        self.is_locked = False
        self.asked: list[str] = []
        super().__init__(address, "org.freedesktop.login1")

    def sleep(self, begins: bool) -> None:
        """Going to sleep, or waking up."""
        manager = "org.freedesktop.login1.Manager"
        self.emit("/org/freedesktop/login1", manager, "PrepareForSleep", "b", begins)

    def lock(self) -> None:
        """`loginctl lock-session`."""
        self.emit(self.SESSION_PATH, "org.freedesktop.login1.Session", "Lock", "")

    def hint(self, locked: bool) -> None:
        """The desktop has locked the screen by itself, or opened it."""
        self.is_locked = locked
        properties, session = "org.freedesktop.DBus.Properties", "org.freedesktop.login1.Session"
        changed = (session, {"LockedHint": ("b", locked)}, [])
        self.emit(self.SESSION_PATH, properties, "PropertiesChanged", "sa{sv}as", *changed)

    def is_let_go(self, number: int) -> bool:
        """Whether an inhibitor was closed."""
        os.set_blocking(self.held[number], False)
        try:
            return os.read(self.held[number], 1) == b""
        except BlockingIOError:
            return False

    def answer(self, method: str, path: str, arguments: tuple[Any, ...]) -> tuple[str, Any] | None:
        """Inhibit, GetSession, and the one property."""
        self.asked.append(method)
        if method == "Inhibit" and arguments[0] == "sleep" and arguments[3] == "delay":
            ours, theirs = os.pipe()
            self.held.append(ours)
            return "h", FileDescriptor(theirs)
        if method == "GetSession":
            return "o", self.SESSION_PATH
        if method == "Get" and path == self.SESSION_PATH:
            return "v", ("b", self.is_locked)
        return None

    def close(self) -> None:
        """Off the bus."""
        super().close()
        for number in self.held:
            os.close(number)


class ScreenSaver(Service):
    """GNOME's: says when it locks."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "org.gnome.ScreenSaver")

    def lock(self) -> None:
        """It covers the screen."""
        self.emit("/org/gnome/ScreenSaver", self.name, "ActiveChanged", "b", True)
