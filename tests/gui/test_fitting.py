"""Windows on small screens, and with large type: they scroll, and nothing runs off."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences, Theme
from app.views.main_window import MainWindow
from app.views.question_dialog import QuestionDialog
from app.views.settings_dialog import SettingsDialog
from app.widgets import fitting
from app.widgets.fitting import Dialog
from app.widgets.theme import apply_theme

SMALL = QSize(640, 312)
"""1920 x 1080 at 300 %, without the frame."""


@pytest.fixture
def small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "room_for", lambda _window: SMALL)


@pytest.fixture
def large_type(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    before = qapp.font()

    def set_size(points: float) -> None:
        font = qapp.font()
        font.setPointSizeF(points)
        qapp.setFont(font)

    yield set_size
    qapp.setFont(before)
    apply_theme(qapp, Theme.LIGHT)
    qapp.setStyleSheet("")


def area_of(dialog: Dialog) -> QScrollArea | None:
    return dialog.findChild(QScrollArea, "fitting")


@pytest.mark.usefixtures("small_screen")
def test_a_tall_dialog_scrolls_and_keeps_all_it_has(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    buttons = [QPushButton(str(number)) for number in range(40)]
    for button in buttons:
        layout.addWidget(button)
    dialog.show()
    area = area_of(dialog)
    assert area is not None
    assert dialog.height() <= SMALL.height()
    assert area.horizontalScrollBar().maximum() == 0, "it is wide enough"
    buttons[-1].setFocus()
    area.ensureWidgetVisible(buttons[-1])
    place = buttons[-1].mapTo(area.viewport(), buttons[-1].rect().center())
    assert area.viewport().rect().contains(place)
    dialog.hide()
    dialog.show()
    assert area_of(dialog) is area, "once is enough"


@pytest.mark.usefixtures("small_screen")
def test_one_that_fits_is_left_alone(qtbot: QtBot) -> None:
    dialog = QuestionDialog("Really?", "It cannot be undone.", "Do it")
    qtbot.addWidget(dialog)
    dialog.show()
    assert area_of(dialog) is None


@pytest.mark.parametrize("points", [9.0, 24.0])
def test_no_text_of_the_settings_is_cut_off(
    qtbot: QtBot, qapp: QApplication, large_type: Callable[[float], None], points: float
) -> None:
    apply_theme(qapp, Theme.LIGHT)
    large_type(points)
    dialog = SettingsDialog(Preferences(), has_tray=False, starts_at_login=True)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    for label in dialog.findChildren(QLabel):
        if label.isVisible():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= max(needed, label.minimumSizeHint().height())
    for box in (dialog.login, dialog.tray, dialog.sleep, dialog.hidden, dialog.preview):
        assert box.width() >= box.minimumSizeHint().width()
        assert box.height() >= box.minimumSizeHint().height()


def test_the_window_is_no_larger_than_its_screen(
    qtbot: QtBot, vaults: VaultListModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.views import main_window

    monkeypatch.setattr(main_window, "room_for", lambda _window: SMALL)
    window = MainWindow(vaults, Preferences())
    window.show()
    qtbot.waitExposed(window)
    assert window.width() <= SMALL.width()
    assert window.height() <= SMALL.height()
    area = window.centralWidget()
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() > 0
    area.ensureWidgetVisible(window.welcome.create_button)
    button = window.welcome.create_button
    assert area.viewport().rect().contains(button.mapTo(area.viewport(), button.rect().center()))
    qtbot.waitUntil(lambda: not window._worker.jobs, timeout=30_000)
    window.stop()
    window.hide()
    window.deleteLater()
