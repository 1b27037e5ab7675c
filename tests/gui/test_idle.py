"""A window that nobody touches costs nothing: no timer polls, no thread wakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences
from app.views.main_window import LOOK_MS, MainWindow
from tests.gui.conftest import open_session

POLLING_MS = 5000
"""What rings more often than this, while nothing runs, polls."""


@pytest.fixture
def window(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]
) -> Iterator[MainWindow]:
    """With a locked vault and an open one, after everything has settled."""
    window = MainWindow(vaults, Preferences())
    with qtbot.waitSignal(window.painted):
        window.show()
    vaults.add(make_vault("Locked"))
    session = vaults.add(make_vault("Open"))
    window.sidebar.choose(1)
    open_session(qtbot, session)
    qtbot.waitUntil(lambda: not session.running_jobs and not session._desk.jobs)
    qtbot.waitUntil(lambda: polling(window, vaults) == [], timeout=20_000)
    yield window
    window.stop()
    window.hide()
    window.deleteLater()


def polling(*roots: QObject) -> list[str]:
    """Timers that are set and ring often."""
    timers = {timer for root in roots for timer in root.findChildren(QTimer)}
    return [
        f"{type(timer.parent()).__name__}: {timer.interval()} ms"
        for timer in timers
        if timer.isActive() and timer.interval() < POLLING_MS and not timer.isSingleShot()
    ]


def switches() -> int:
    """How often all our threads have gone to sleep so far: each time, something woke them."""
    count = 0
    for status in Path("/proc/self/task").glob("*/status"):
        for line in status.read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                count += int(line.split()[1])
    return count


def test_nothing_polls(window: MainWindow, vaults: VaultListModel) -> None:
    assert polling(window, vaults) == []
    assert LOOK_MS >= POLLING_MS
    eager = QTimer(window, interval=1000)
    eager.start()
    assert polling(window, vaults) != [], "the test sees one"


def test_nothing_wakes(qtbot: QtBot, qapp: QApplication, window: MainWindow) -> None:
    window.setFocus()  # no field with a caret that blinks
    dispatcher = QAbstractEventDispatcher.instance()
    woken: list[int] = []
    dispatcher.awake.connect(lambda: woken.append(1))
    found: list[tuple[int, int]] = []

    def one_second_passes_in_peace() -> bool:
        over = QTimer(singleShot=True, interval=1000)
        begun, switched = len(woken), switches()
        with qtbot.waitSignal(over.timeout, timeout=10_000):
            over.start()
        found.append((len(woken) - begun, switches() - switched))
        return found[-1][0] <= 3 and found[-1][1] <= 15

    for _ in range(15):  # what was begun by opening the window comes to its end
        if one_second_passes_in_peace():
            break
    else:
        pytest.fail(f"turns of the loop, threads woken, in each second: {found}")
    dispatcher.awake.disconnect()
