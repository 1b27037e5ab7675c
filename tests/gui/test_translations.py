"""The window in German and Arabic: its words, their plural forms, numbers, and its direction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.gui.application import Desktop
from app.gui.languages import language_of, speak, spoken_language
from app.models.session import VaultSession
from app.models.vaults import VaultListModel
from app.settings.preferences import (
    Language,
    Preferences,
    Theme,
    load_preferences,
    save_preferences,
)
from app.text.errors import explain
from app.text.names import shown
from app.text.quantities import moment, size
from app.text.translation import install, isolated, number, tr, trn
from app.views.creation import CreateWizard
from app.views.main_window import MainWindow
from app.views.rollback_dialog import RollbackDialog
from app.views.settings_dialog import SettingsDialog
from app.views.unlock_dialog import UnlockDialog
from app.widgets.icons import icon
from app.widgets.theme import apply_theme
from app.widgets.vault_delegate import button_rect
from engine.errors import NoSpaceError, RollbackError
from tests.gui.conftest import close_all, open_session, write_file

FSI, PDI = "\u2068", "\u2069"
RLM, LRI = "\u200f", "\u2066"
MARKS = str.maketrans("", "", FSI + PDI + RLM + LRI)


def words(widget: QWidget) -> set[str]:
    """Every label and button's text below a widget."""
    labels = {label.text() for label in widget.findChildren(QLabel)}
    buttons = {button.text() for button in widget.findChildren(QAbstractButton)}
    return {text.translate(MARKS) for text in labels | buttons}


@pytest.fixture
def window(
    qtbot: QtBot, vaults: VaultListModel, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """The main window, in the language that the test's parameter names."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    speak(application, request.param)
    window = MainWindow(vaults, Preferences())
    qtbot.addWidget(window)
    yield window
    window.stop()


GERMAN = (
    {"Willkommen bei SigmaVault", "Tresor anlegen…", "Tresor hinzufügen"},
    {"Entsperren…"},
    {"Entsperrt", "Als Laufwerk einhängen", "Sperren"},
    {"Jetzt prüfen", "Platz", "Rauschen"},
    ["Name", "Größe", "Geändert", "Art"],
    ["Dateien", "Zustand", "Zugänge"],
)
ARABIC = (
    {"مرحبًا بك في SigmaVault", "إنشاء خزنة…", "إضافة خزنة"},
    {"فتح القفل…"},
    {"مفتوحة", "وصل كقرص", "قفل"},
    {"فحص الآن", "المساحة", "ضجيج"},
    ["الاسم", "الحجم", "تاريخ التعديل", "النوع"],
    ["الملفات", "الحالة", "طرق الفتح"],
)


@pytest.mark.parametrize(
    ("window", "expected"),
    [(Language.GERMAN, GERMAN), (Language.ARABIC, ARABIC)],
    indirect=["window"],
    ids=["de", "ar"],
)
def test_every_page_speaks_the_language(
    qtbot: QtBot,
    window: MainWindow,
    make_vault: Callable[..., Path],
    expected: tuple[set[str], set[str], set[str], set[str], list[str], list[str]],
) -> None:
    welcome, closed, opened, health, columns, pages = expected
    window.show()
    assert welcome <= words(window)
    session = window.model.add(make_vault())
    page = window.page_of(session)
    assert closed <= words(page.closed_page)
    open_session(qtbot, session)
    write_file(session, "/a.txt", b"a")
    open_page = page.open_page
    assert opened <= words(open_page)
    assert health <= words(open_page.health)
    assert pages == [open_page.tabs.tabText(at) for at in range(open_page.tabs.count())]
    header = open_page.browser.model
    titles = [
        header.headerData(at, Qt.Orientation.Horizontal) for at in range(header.columnCount())
    ]
    assert titles == columns


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.GERMAN, ("„Letters“ entsperren", "Nur zum Lesen öffnen", "Aussehen", "Weiter")),
        (Language.ARABIC, ("فتح قفل «Letters»", "الفتح للقراءة فقط", "المظهر", "التالي")),
    ],
)
def test_dialogs_speak_the_language(
    qtbot: QtBot,
    qapp: QApplication,
    vaults: VaultListModel,
    make_vault: Callable[..., Path],
    language: Language,
    expected: tuple[str, str, str, str],
) -> None:
    speak(qapp, language)
    unlock = UnlockDialog(vaults.add(make_vault()))
    settings = SettingsDialog(Preferences(), has_tray=True)
    wizard = CreateWizard()
    for dialog in (unlock, settings, wizard):
        qtbot.addWidget(dialog)
    assert {expected[0], expected[1]} <= words(unlock)
    assert expected[2] in words(settings)
    assert expected[3] in words(wizard)
    wizard.reject()


def test_text_runs_from_right_to_left_in_arabic_only(qtbot: QtBot, qapp: QApplication) -> None:
    for language, direction in (
        (Language.ARABIC, Qt.LayoutDirection.RightToLeft),
        (Language.GERMAN, Qt.LayoutDirection.LeftToRight),
        (Language.ARABIC, Qt.LayoutDirection.RightToLeft),
        (Language.ENGLISH, Qt.LayoutDirection.LeftToRight),
    ):
        speak(qapp, language)
        widget = QWidget()
        qtbot.addWidget(widget)
        assert widget.layoutDirection() is direction


def test_plurals_have_the_forms_of_their_language(qapp: QApplication) -> None:
    def files(n: int) -> str:
        return trn("%n file", "%n files", n)

    speak(qapp, Language.ENGLISH)
    assert [files(n) for n in (0, 1, 2, 1200)] == ["0 files", "1 file", "2 files", "1,200 files"]
    speak(qapp, Language.GERMAN)
    assert [files(n) for n in (0, 1, 2)] == ["0 Dateien", "1 Datei", "2 Dateien"]
    assert files(1200) == "1.200 Dateien"
    speak(qapp, Language.ARABIC)
    assert [files(n) for n in (0, 1, 2)] == ["لا ملفات", "ملف واحد", "ملفان"]
    assert [files(n).split()[1] for n in (3, 10, 11, 99, 100)] == [
        "ملفات",
        "ملفات",
        "ملفًا",
        "ملفًا",
        "ملف",
    ]


def test_numbers_and_dates_are_written_as_the_language_does(qapp: QApplication) -> None:
    second = 1_750_000_000
    usual = moment(second * 10**9)
    speak(qapp, Language.GERMAN)
    assert size(1536) == "1,5 KiB"
    assert number(1234567.5, 1) == "1.234.567,5"
    year, month, day = usual[:10].split("-")
    assert moment(second * 10**9) == f"{day}.{month}.{year} {usual[11:]}"
    speak(qapp, Language.ARABIC)
    assert number(12) == QLocale("ar").toString(12)
    assert year not in moment(second * 10**9)
    speak(qapp, Language.ENGLISH)
    assert size(1536) == "1.5 KiB"


def test_the_systems_language_is_spoken_where_we_know_it() -> None:
    assert language_of(Language.SYSTEM, QLocale("de_AT")) is Language.GERMAN
    assert language_of(Language.SYSTEM, QLocale("ar_EG")) is Language.ARABIC
    assert language_of(Language.SYSTEM, QLocale("en_GB")) is Language.ENGLISH
    assert language_of(Language.ARABIC, QLocale("de_DE")) is Language.ARABIC
    assert spoken_language(Language.SYSTEM, QLocale("de_AT")).locale == QLocale("de_AT")
    assert spoken_language(Language.GERMAN, QLocale("en_US")).locale == QLocale("de")


def test_a_language_that_nobody_translated_is_answered_in_english() -> None:
    for name in ("fi_FI", "he_IL", "C"):
        spoken = spoken_language(Language.SYSTEM, QLocale(name))
        assert spoken.language is Language.ENGLISH
        assert not spoken.is_right_to_left
        install(spoken)
        assert tr("Settings") == "Settings"
        assert trn("%n file", "%n files", 3) == "3 files"
        assert moment(0)[4] == "-"


def test_errors_are_explained_in_the_language(qapp: QApplication) -> None:
    speak(qapp, Language.GERMAN)
    explained = explain(NoSpaceError("/disk"))
    assert explained.sentence == "Es ist kein Platz mehr (/disk)."
    assert explained.code == "no-space"
    denied = explain(PermissionError(13, "Permission denied", "/x"))
    assert denied.sentence == "/x: Keine Berechtigung."


def test_standard_buttons_are_translated_by_qt(qapp: QApplication) -> None:
    speak(qapp, Language.GERMAN)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    speak(qapp, Language.ENGLISH)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_names_keep_their_own_direction(qapp: QApplication) -> None:
    assert shown(b"photo (1).jpg") == "photo (1).jpg"
    assert isolated("صورة (1).jpg") == "صورة (1).jpg"  # a terminal gets no marks
    speak(qapp, Language.GERMAN)
    assert shown(b"photo (1).jpg") == "photo (1).jpg"
    assert isolated("صورة (1).jpg") == f"{FSI}صورة (1).jpg{PDI}"
    speak(qapp, Language.ARABIC)
    assert shown(b"photo (1).jpg") == f"{RLM}{FSI}photo (1).jpg{PDI}"
    path = f"{RLM}{LRI}{FSI}{PDI}/{FSI}صور{PDI}/{FSI}2026{PDI}{PDI}"
    assert shown("/صور/2026") == path
    # Marks in a name are the name's maker's, and are shown for what they are.
    assert shown("a\u2069b") == f"{RLM}{FSI}a\\u2069b{PDI}"


@pytest.mark.parametrize(("name", "turns"), [("back", True), ("undo", True), ("lock", False)])
def test_icons_that_point_turn_round(qapp: QApplication, name: str, turns: bool) -> None:
    speak(qapp, Language.ENGLISH)
    usual = icon(name).pixmap(32, 32).toImage()
    speak(qapp, Language.ARABIC)
    now = icon(name).pixmap(32, 32).toImage()
    assert (now == usual) is not turns
    if turns:
        dark = [x for x in range(32) if any(usual.pixelColor(x, y).alpha() for y in range(32))]
        turned = [x for x in range(32) if any(now.pixelColor(x, y).alpha() for y in range(32))]
        assert (turned[0], turned[-1]) == (31 - dark[-1], 31 - dark[0])


@pytest.mark.parametrize("window", [Language.ARABIC], indirect=True)
def test_a_rows_button_is_where_it_is_drawn(
    qtbot: QtBot, window: MainWindow, make_vault: Callable[..., Path]
) -> None:
    session = window.model.add(make_vault())
    qtbot.waitUntil(lambda: session.sighted)
    window.show()
    qtbot.waitExposed(window)
    view = window.sidebar.view
    asked: list[VaultSession] = []
    window.sidebar.acted.disconnect()
    window.sidebar.acted.connect(asked.append)
    row = view.visualRect(view.model().index(0, 0))
    from_left = button_rect(row).center()
    from_right = QPoint(row.left() + row.right() - from_left.x(), from_left.y())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=from_left)
    assert not asked
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=from_right)
    assert asked == [session]


@pytest.mark.parametrize("language", [Language.GERMAN, Language.ARABIC])
def test_no_button_is_too_narrow_for_its_words(
    qtbot: QtBot, qapp: QApplication, language: Language
) -> None:
    speak(qapp, language)
    apply_theme(qapp, Theme.LIGHT)
    wizard = CreateWizard()
    settings = SettingsDialog(Preferences(), has_tray=True)
    rollback = RollbackDialog(RollbackError(12, 7, True, 10**18), "Letters")
    for dialog in (wizard, settings, rollback):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        for button in dialog.findChildren(QAbstractButton):
            if button.isVisible() and button.text():
                assert button.width() >= button.sizeHint().width(), button.text()
    wizard.reject()


def test_the_choice_is_stored_and_spoken_at_the_next_start(
    qtbot: QtBot, qapp: QApplication
) -> None:
    settings = SettingsDialog(Preferences(), has_tray=True)
    qtbot.addWidget(settings)
    assert settings.preferences.language is Language.SYSTEM
    settings.language.setCurrentIndex(settings.language.findText("Deutsch"))
    save_preferences(settings.preferences)
    assert load_preferences().language is Language.GERMAN
    desktop = Desktop(qapp)
    try:
        assert "Willkommen bei SigmaVault" in words(desktop.window)
        assert desktop.tray.show_action.text() == "SigmaVault anzeigen"
        assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    finally:
        close_all(qtbot, desktop.vaults)
        desktop.stop()
        desktop.window.deleteLater()


def test_an_unknown_language_in_the_file_is_the_systems(tmp_path: Path) -> None:
    (tmp_path / "preferences.toml").write_text('language = "tlh"\n')
    assert load_preferences(tmp_path).language is Language.SYSTEM


def test_lines_that_begin_in_latin_letters_are_laid_out_as_arabic(qapp: QApplication) -> None:
    speak(qapp, Language.ARABIC)
    assert tr("FUSE is not available on this machine").startswith(f"{RLM}FUSE")
    assert tr("{vault}, {state}") == "{vault}، {state}"
    assert tr("Settings") == "الإعدادات"
    speak(qapp, Language.GERMAN)
    assert tr("FUSE is not available on this machine").startswith("FUSE")
