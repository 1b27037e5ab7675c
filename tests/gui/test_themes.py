"""Colours that can be read: their contrasts, who chooses them, and that they change at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.gui.contrast import ContrastWatch
from app.settings.preferences import Theme
from app.widgets.palettes import DARK, LIGHT, STRONG_DARK, STRONG_LIGHT, Colours
from app.widgets.theme import apply_theme, colours, follow_contrast
from tests.gui.desktop_bus import CONTRAST, Portal, session_bus
from tests.house.sources import ROOT

THEMES = {"light": LIGHT, "dark": DARK, "strong light": STRONG_LIGHT, "strong dark": STRONG_DARK}

GROUNDS = ("window", "side", "base", "alternate", "button", "hover", "accent_soft")
BANNERS = ("warning_soft", "critical_soft", "accent_soft")


def ratio(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_ratio_is_that_of_the_standard() -> None:
    assert round(ratio("#000000", "#ffffff"), 2) == 21
    assert round(ratio("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_every_ground(name: str) -> None:
    c = THEMES[name]
    enough = 7.0 if c.strong else 4.5
    pairs = [(ink, ground) for ink in ("text", "muted") for ground in GROUNDS]
    pairs += [(ink, g) for ink in ("accent", "good", "warning", "critical") for g in GROUNDS]
    pairs += [(ink, ground) for ink in ("text", "muted") for ground in BANNERS]
    pairs.append(("accent_text", "accent"))
    weak = {
        f"{ink} on {ground}": round(found, 2)
        for ink, ground in pairs
        if (found := ratio(getattr(c, ink), getattr(c, ground))) < enough
    }
    assert not weak


@pytest.mark.parametrize("name", THEMES)
def test_what_has_the_focus_has_a_ring_that_is_seen(name: str) -> None:
    """The ring is `accent`; inside of a button in that colour it is `accent_text`."""
    c = THEMES[name]
    for ground in GROUNDS:
        assert ratio(c.accent, getattr(c, ground)) >= 3
    assert ratio(c.accent, c.accent_text) >= 3


@pytest.mark.parametrize("name", ["strong light", "strong dark"])
def test_with_high_contrast_every_edge_is_seen(name: str) -> None:
    c = THEMES[name]
    for ground in ("window", "side", "base", "button"):
        assert ratio(c.edge, getattr(c, ground)) >= 3
        assert ratio(c.line, getattr(c, ground)) >= 3


@pytest.fixture
def themed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    yield qapp
    monkeypatch.undo()
    follow_contrast(qapp, False)
    apply_theme(qapp, Theme.LIGHT)
    qapp.setStyleSheet("")


@pytest.mark.parametrize(
    ("theme", "strong", "light", "dark"),
    [
        (Theme.SYSTEM, False, LIGHT, DARK),
        (Theme.SYSTEM, True, STRONG_LIGHT, STRONG_DARK),
        (Theme.CONTRAST, False, STRONG_LIGHT, STRONG_DARK),
        (Theme.LIGHT, True, LIGHT, LIGHT),
        (Theme.DARK, True, DARK, DARK),
    ],
)
def test_the_users_word_goes_before_the_systems(
    themed: QApplication, theme: Theme, strong: bool, light: Colours, dark: Colours,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from app.widgets import theme as module

    apply_theme(themed, theme)
    follow_contrast(themed, strong)
    for system_is_dark, expected in ((False, light), (True, dark)):
        scheme = Qt.ColorScheme.Dark if system_is_dark else Qt.ColorScheme.Light
        hints = type("Hints", (), {"colorScheme": lambda _self, scheme=scheme: scheme})()
        monkeypatch.setattr(module.QGuiApplication, "styleHints", lambda hints=hints: hints)
        assert colours() is expected


def test_a_window_that_is_open_changes_at_once(qtbot: QtBot, themed: QApplication) -> None:
    apply_theme(themed, Theme.SYSTEM)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    usual = window.palette().color(QPalette.ColorRole.Window).name()
    assert usual in (LIGHT.window, DARK.window)
    follow_contrast(themed, True)
    assert window.palette().color(QPalette.ColorRole.Window).name() == colours().window
    assert colours() in (STRONG_LIGHT, STRONG_DARK)
    follow_contrast(themed, False)
    assert window.palette().color(QPalette.ColorRole.Window).name() == usual


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
@pytest.mark.parametrize("kind", ["button", "primary", "field"])
def test_the_focus_is_drawn(qtbot: QtBot, themed: QApplication, theme: Theme, kind: str) -> None:
    """Pixels that change with the focus do so by 3:1 or more, and there are enough of them."""
    apply_theme(themed, theme)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    control = QLineEdit("x", window) if kind == "field" else QPushButton("Do it", window)
    control.setProperty("primary", kind == "primary")
    other = QPushButton("Other", window)
    other.move(0, 120)
    control.move(20, 20)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = window.grab().toImage()
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    after = window.grab().toImage()
    area = control.geometry().adjusted(-2, -2, 2, 2)
    strong = sum(
        ratio(before.pixelColor(x, y).name(), after.pixelColor(x, y).name()) >= 3
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    )
    assert strong >= area.width() + area.height(), "as long a line as half the way around"


# -- what the system says -------------------------------------------------------------------------


def test_any_of_the_systems_settings_is_enough(qtbot: QtBot) -> None:
    watch = ContrastWatch()
    heard: list[bool] = []
    watch.changed.connect(heard.append)
    watch.note("contrast", False)
    watch.note("high-contrast", True)
    watch.note("contrast", True)
    watch.note("high-contrast", False)
    watch.note("contrast", False)
    assert heard == [True, False]


_LISTENER = """
import sys
from PySide6.QtWidgets import QApplication
from app.gui.contrast import ContrastWatch
application = QApplication(["test"])
watch = ContrastWatch()
watch.changed.connect(lambda strong: print("strong" if strong else "usual", flush=True))
watch.start()
print("listening", flush=True)
application.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon")
@pytest.mark.parametrize(
    ("setting", "on", "off"),
    [
        (CONTRAST, ("u", 1), ("u", 0)),
        (("org.gnome.desktop.a11y.interface", "high-contrast"), ("b", True), ("b", False)),
    ],
)
def test_the_portal_is_asked_and_listened_to(
    tmp_path: Path, setting: tuple[str, str], on: tuple[str, int], off: tuple[str, int]
) -> None:
    with session_bus(tmp_path) as address:
        portal = Portal(address, {setting: on})
        environment = {
            **os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT),
            "DBUS_SESSION_BUS_ADDRESS": address,
        }  # fmt: skip
        listener = subprocess.Popen(
            [sys.executable, "-c", _LISTENER], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert listener.stdout is not None
        with listener, listener.stdout:
            try:
                assert listener.stdout.readline() == "listening\n"
                assert listener.stdout.readline() == "strong\n"
                assert setting in portal.asked
                portal.change(("org.freedesktop.appearance", "accent-color"), ("u", 1))
                portal.change(setting, off)
                assert listener.stdout.readline() == "usual\n"
                portal.change(setting, on)
                assert listener.stdout.readline() == "strong\n"
            finally:
                listener.kill()
                portal.close()
