"""Starting with the session, without a window, and being found all the same."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.instance import SingleInstance
from app.models.vaults import VaultListModel
from app.settings import autostart
from app.settings.autostart import DesktopEntry, LaunchAgent, login_item
from app.settings.preferences import Preferences
from app.views.main_window import MainWindow
from app.views.settings_dialog import SettingsDialog
from tests.house.sources import ROOT


def words_of(entry: str) -> list[str]:
    """The arguments of an Exec line, read as the Desktop Entry Specification says."""
    line = next(each for each in entry.splitlines() if each.startswith("Exec="))
    text, words, plain = line.removeprefix("Exec="), [], ""
    for escape, meant in (("\\\\", "\0"), ("\\n", "\n"), ("\\t", "\t"), ("\0", "\\")):
        text = text.replace(escape, meant)
    quoted, place = False, 0
    while place < len(text):
        character = text[place]
        if quoted and character == "\\":
            place += 1
            plain += text[place]
        elif character == '"':
            quoted = not quoted
        elif character == " " and not quoted:
            words.append(plain)
            plain = ""
        elif character == "%":
            place += 1
            assert text[place] == "%", "a field code"
            plain += "%"
        else:
            assert quoted or character not in "\t\n'\\><~|&;$*?#()`", character
            plain += character
        place += 1
    return [*words, plain]


@pytest.mark.parametrize(
    "word", ["/usr/bin/sigmavault-gui", "/a b/ü", 'x"y', "$HOME", "50%", "\\", "`a`", "", "#1;(2)", "\t"]
)  # fmt: skip
def test_the_entry_runs_the_very_command(tmp_path: Path, word: str) -> None:
    item = DesktopEntry(["/run", word, "--hidden"], tmp_path / "autostart")
    item.turn(True)
    assert words_of(item.path.read_text()) == ["/run", word, "--hidden"]


def test_switched_on_and_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr(sys, "platform", "linux")
    item = login_item(["/run"])
    assert item is not None
    assert not item.is_on()
    item.turn(True)
    path = tmp_path / "xdg" / "autostart" / "sigmavault.desktop"
    assert "Exec=/run --hidden\n" in path.read_text()
    assert item.is_on()
    for mark in ("Hidden=true", "X-GNOME-Autostart-enabled = false"):  # as desktops switch it off
        path.write_text(path.read_text() + mark + "\n")
        assert not item.is_on()
        item.turn(True)
        assert item.is_on()
    item.turn(False)
    assert not path.exists()
    item.turn(False)


def test_a_relative_folder_in_the_environment_is_not_believed(
    own_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    item = login_item(["/run"])
    assert isinstance(item, DesktopEntry)
    assert item.path == own_settings / ".config" / "autostart" / "sigmavault.desktop"


def test_on_a_mac_it_is_an_agent(tmp_path: Path) -> None:
    agent = LaunchAgent(["/Applications/S & V", "--hidden"], tmp_path / "LaunchAgents")
    agent.turn(True)
    found = plistlib.loads(agent.path.read_bytes())
    assert found["ProgramArguments"] == ["/Applications/S & V", "--hidden"]
    assert found["RunAtLoad"] is True
    assert agent.is_on()
    agent.turn(False)
    assert not agent.is_on()


def test_where_nobody_knows_how_the_option_is_absent(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autostart.sys, "platform", "win32")
    with monkeypatch.context() as patch:
        patch.setattr(autostart.os, "name", "nt")
        assert login_item(["/run"]) is None
    dialog = SettingsDialog(Preferences(), has_tray=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.login.isVisible()


def test_the_settings_switch_it_and_say_when_they_cannot(
    qtbot: QtBot, qapp: QApplication, vaults: VaultListModel, tmp_path: Path
) -> None:
    item = DesktopEntry(["/run"], tmp_path / "autostart")
    window = MainWindow(vaults, Preferences(), login=item)

    def save(wanted: bool) -> None:
        window.show_settings()
        dialog = window.dialog
        assert isinstance(dialog, SettingsDialog)
        assert dialog.login.isChecked() is item.is_on()
        dialog.login.setChecked(wanted)
        dialog.accept()
        qtbot.waitUntil(lambda: window.dialog is None)

    save(True)
    assert item.is_on()
    save(False)
    assert not item.is_on()
    (tmp_path / "autostart").rmdir()
    (tmp_path / "autostart").write_text("in the way")
    save(True)
    assert "autostart" in window.banner.text
    window.stop()
    window.deleteLater()


# -- as a process ---------------------------------------------------------------------------------


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], SimpleQueue[str]]]:
    """The program, and what it says on standard error, line by line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.gui", *arguments],
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ, "SIGMAVAULT_TRACE": "1"},
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines: SimpleQueue[str] = SimpleQueue()

    def read() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            lines.put(line)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield process, lines
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            process.kill()
            process.wait()
            reader.join()
            assert process.stderr is not None
            process.stderr.close()


def start_again(*arguments: str) -> int:
    return subprocess.run(
        [sys.executable, "-m", "app.gui", *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        timeout=60,
        check=False,
    ).returncode


def wait_for_instance(process: subprocess.Popen[str]) -> None:
    """Until the first start can be talked to: then it is up."""
    name = SingleInstance().name
    for _ in range(600):
        assert process.poll() is None
        socket = QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(100):
            socket.disconnectFromServer()
            return
        threading.Event().wait(0.05)
    pytest.fail("it did not come up")


def painted(lines: SimpleQueue[str], timeout_s: float) -> bool:
    try:
        while "window painted after" not in lines.get(timeout=timeout_s):
            pass
    except Empty:
        return False
    return True


def test_a_window_is_shown_and_the_trace_tells_when(qapp: QApplication) -> None:
    with running() as (_, lines):
        assert painted(lines, 30)


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no Xvfb")
def test_it_is_noticed_on_a_real_display(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a window that its children cover gets no paint event."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with open(reader) as numbers:
            monkeypatch.setenv("DISPLAY", f":{numbers.readline().strip()}")
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        with running() as (_, lines):
            assert painted(lines, 30)
    finally:
        server.terminate()
        server.wait()


def test_hidden_shows_no_window_until_it_is_started_again(qapp: QApplication) -> None:
    with running("--hidden") as (process, lines):
        wait_for_instance(process)
        assert start_again("--hidden") == 0
        assert not painted(lines, 0)
        assert start_again() == 0
        assert painted(lines, 30)
        assert process.poll() is None
