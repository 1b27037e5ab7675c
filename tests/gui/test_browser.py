"""The browser on a real vault: going about, names, trash and undo, drops and drags, previews."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.gui.languages import speak
from app.jobs.entries import Place
from app.jobs.listing import FIRST_PAGE
from app.models.session import VaultSession
from app.models.state import VaultState
from app.settings.preferences import Language, Preferences
from app.views.browser import Browser
from app.views.properties_dialog import PropertiesDialog
from app.views.question_dialog import QuestionDialog
from app.views.trash_dialog import TrashDialog
from app.widgets.breadcrumb import Breadcrumb
from tests.gui.conftest import names_in, write_file


@pytest.fixture
def browser(qtbot: QtBot, session: VaultSession) -> Iterator[Browser]:
    browser = Browser(session, Preferences())
    session.closed.connect(browser.stop)
    browser.resize(900, 600)
    browser.show()
    yield browser
    browser.hide()
    browser.stop()
    browser.deleteLater()


def shown(browser: Browser) -> list[str]:
    return [row.name.decode() for row in browser.model.rows]


def begin(qtbot: QtBot, browser: Browser, *names: str) -> None:
    """Show the top, and wait for names."""
    with qtbot.waitSignal(browser.model.loaded):
        browser.start()
    qtbot.waitUntil(lambda: set(names) <= set(shown(browser)))


def select(browser: Browser, *names: str) -> None:
    browser.table.clearSelection()
    selection = browser.table.selectionModel()
    for name in names:
        index = browser.model.index(browser.model.find(name.encode()), 0)
        selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
        selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)


def drop(browser: Browser, mime: QMimeData, on: str | None = None) -> None:
    """What a window system sends when something is dropped on the table."""
    view = browser.table.viewport()
    point = QPoint(40, view.height() - 5)
    if on is not None:
        point = browser.table.visualRect(
            browser.model.index(browser.model.find(on.encode()), 0)
        ).center()
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point, actions, mime, buttons, keys)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(point), actions, mime, buttons, keys)
    QApplication.sendEvent(view, event)
    assert event.isAccepted()


def files_mime(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


# -- going about --------------------------------------------------------------------------------


def test_folders_are_entered_left_and_found_again(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a/b/c.txt", b"x")
    begin(qtbot, browser, "a")
    for name, inside in (("a", "b"), ("b", "c.txt")):
        select(browser, name)
        with qtbot.waitSignal(browser.model.loaded):
            qtbot.keyClick(browser.table, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda inside=inside: shown(browser) == [inside])
    assert browser.breadcrumb.texts == ["Letters", "a", "b"]
    with qtbot.waitSignal(browser.model.loaded):
        browser.does.up.trigger()
    assert shown(browser) == ["b"]
    qtbot.waitUntil(lambda: [row.name for row in browser.table.selected_rows()] == [b"b"])
    with qtbot.waitSignal(browser.model.loaded):
        browser.does.back.trigger()
    assert shown(browser) == ["c.txt"]
    with qtbot.waitSignal(browser.model.loaded):
        qtbot.mouseClick(browser.breadcrumb.buttons[0], Qt.MouseButton.LeftButton)
    assert shown(browser) == ["a"]
    assert not browser.does.up.isEnabled()


def test_a_folder_moved_or_removed_beside_the_browser_is_followed(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a/b/c.txt")
    begin(qtbot, browser, "a")
    vault = session.vault
    assert vault is not None
    a = vault.namespace.lookup(1, b"a").ino
    with qtbot.waitSignal(browser.model.loaded):
        browser.open_folder(a)
    vault.namespace.rename(1, b"a", 1, b"renamed")
    qtbot.waitUntil(lambda: browser.breadcrumb.texts == ["Letters", "renamed"])
    vault.namespace.unlink(vault.namespace.lookup(a, b"b").ino, b"c.txt")
    vault.namespace.rmdir(a, b"b")
    qtbot.waitUntil(lambda: shown(browser) == [])
    vault.namespace.rmdir(1, b"renamed")
    vault.namespace.mkdir(1, b"other", 0o755, 0, 0)
    qtbot.waitUntil(lambda: shown(browser) == ["other"])
    assert "gone" in browser.banner.text


def test_changes_made_elsewhere_show_at_once_and_keep_the_selection(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    for name in ("b", "d"):
        write_file(session, f"/{name}")
    begin(qtbot, browser, "b", "d")
    select(browser, "d")
    write_file(session, "/a")
    write_file(session, "/c", b"12345")
    qtbot.waitUntil(lambda: shown(browser) == ["a", "b", "c", "d"])
    assert [row.name for row in browser.table.selected_rows()] == [b"d"]
    qtbot.waitUntil(lambda: browser.model.rows[2].size == 5)


def test_sort_and_filter(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    for name, length in (("a", 3), ("b", 1), ("cab", 2)):
        write_file(session, f"/{name}", bytes(length))
    begin(qtbot, browser, "a", "b", "cab")
    browser.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: shown(browser) == ["a", "cab", "b"])
    qtbot.keyClicks(browser.filter, "a")
    qtbot.waitUntil(lambda: shown(browser) == ["a", "cab"])
    assert "2 of 3 items" in browser.status.text()
    browser.filter.clear()
    qtbot.waitUntil(lambda: shown(browser) == ["a", "cab", "b"])


def test_a_hundred_thousand_entries(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    """They come whole, by pages, in order, and only what is in sight is asked for."""
    vault = session.vault
    assert vault is not None
    folder = vault.namespace.mkdir(1, b"crowd", 0o755, 0, 0).ino
    with vault.namespace._group():
        for number in range(100_000):
            vault.namespace.create(folder, b"%06d" % number, 0o644, 0, 0)
    asked: set[int] = set()
    data = browser.model.data
    browser.model.data = lambda index, role=0: (asked.add(index.row()), data(index, role))[1]
    first: list[int] = []
    browser.model.modelReset.connect(lambda: first.append(len(browser.model.rows)))
    with qtbot.waitSignal(browser.model.loaded, timeout=30_000):
        browser.open_folder(folder)
    assert first[-2:] == [FIRST_PAGE, 100_000]
    browser.table.scrollToBottom()
    qtbot.wait(50)
    assert 99_999 in asked
    assert len(asked) < 500
    browser.table.selectAll()
    assert browser.table.selected_count() == 100_000
    assert "100,000 selected" in browser.status.text()


# -- names --------------------------------------------------------------------------------------


def editor_of(browser: Browser) -> QLineEdit | None:
    return browser.table.viewport().findChild(QLineEdit)


def test_a_new_folder_is_named_in_place(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    begin(qtbot, browser)
    browser.does.new_folder.trigger()
    qtbot.waitUntil(lambda: editor_of(browser) is not None)
    editor = editor_of(browser)
    assert editor is not None
    assert editor.text() == "New folder"
    editor.setText("Übung")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(browser) == ["Übung"])
    assert names_in(session) == ["Übung"]


def test_renaming_selects_the_name_without_its_ending_and_can_be_undone(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/letter.old.txt", b"x")
    begin(qtbot, browser, "letter.old.txt")
    select(browser, "letter.old.txt")
    browser.does.rename.trigger()
    editor = editor_of(browser)
    assert editor is not None
    qtbot.waitUntil(lambda: editor.selectedText() == "letter.old")
    editor.insert("new")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(browser) == ["new.txt"])
    assert browser.does.undo.text() == "Undo rename"
    browser.does.undo.trigger()
    qtbot.waitUntil(lambda: shown(browser) == ["letter.old.txt"])


@pytest.mark.parametrize(
    ("name", "words"), [("b", "exists already"), ("x/y", "can have this name")]
)
def test_a_name_that_cannot_be_is_told(
    qtbot: QtBot, browser: Browser, session: VaultSession, name: str, words: str
) -> None:
    write_file(session, "/a")
    write_file(session, "/b", b"precious")
    begin(qtbot, browser, "a", "b")
    browser.edits.rename(browser.model.place_at(0), name)
    qtbot.waitUntil(lambda: words in browser.banner.text)
    assert names_in(session) == ["a", "b"]


# -- trash --------------------------------------------------------------------------------------


def test_delete_goes_to_the_trash_and_undo_brings_it_back(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/keep", b"1")
    write_file(session, "/gone/inside.txt", b"2")
    begin(qtbot, browser, "keep", "gone")
    select(browser, "gone")
    qtbot.keyClick(browser.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(browser) == ["keep"])
    trash = f"/.Trash-{os.getuid()}"
    assert names_in(session, f"{trash}/files") == ["gone"]
    assert names_in(session, f"{trash}/info") == ["gone.trashinfo"]
    qtbot.mouseClick(browser.banner.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(browser) == ["gone", "keep"])
    assert names_in(session, "/gone") == ["inside.txt"]
    assert names_in(session, f"{trash}/info") == []


def test_the_trash_is_shown_put_back_and_emptied(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    for name in ("a.txt", "b.txt"):
        write_file(session, f"/folder/{name}", b"x")
    begin(qtbot, browser, "folder")
    with qtbot.waitSignal(browser.model.loaded):
        browser.open_at(0)
    browser.table.selectAll()
    browser.does.delete.trigger()
    qtbot.waitUntil(lambda: shown(browser) == [])
    browser.does.trash.trigger()
    dialog = browser.edits.dialog
    assert isinstance(dialog, TrashDialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    texts = [dialog.table.item(row, 0).text() for row in range(2)]
    assert sorted(texts) == ["folder/a.txt", "folder/b.txt"]
    dialog.table.selectRow(texts.index("folder/a.txt"))
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: names_in(session, "/folder") == ["a.txt"])
    dialog.empty_button.click()
    question = browser.edits.dialog
    assert isinstance(question, QuestionDialog)
    question.action_button.click()
    files = f"/.Trash-{os.getuid()}/files"
    qtbot.waitUntil(lambda: names_in(session, files) == [])
    assert names_in(session, "/folder") == ["a.txt"]
    dialog.accept()


def test_delete_for_good_asks_first(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/folder/deep/x", b"1")
    begin(qtbot, browser, "folder")
    select(browser, "folder")
    browser.does.purge.trigger()
    question = browser.edits.dialog
    assert isinstance(question, QuestionDialog)
    question.cancel_button.click()
    qtbot.wait(50)
    assert names_in(session) == ["folder"]
    browser.does.purge.trigger()
    question = browser.edits.dialog
    assert isinstance(question, QuestionDialog)
    question.action_button.click()
    qtbot.waitUntil(lambda: names_in(session) == [])


# -- drag and drop ------------------------------------------------------------------------------


def test_files_and_folders_are_dropped_in(
    qtbot: QtBot, browser: Browser, session: VaultSession, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    (source / "tree" / "deep").mkdir(parents=True)
    (source / "tree" / "deep" / "a.txt").write_text("deep")
    (source / "b.bin").write_bytes(bytes(300_000))
    begin(qtbot, browser)
    drop(browser, files_mime(source / "tree", source / "b.bin"))
    qtbot.waitUntil(lambda: shown(browser) == ["tree", "b.bin"], timeout=20_000)
    qtbot.waitUntil(lambda: browser.banner.text.startswith("Imported 2 files and 2 folders"))
    assert names_in(session, "/tree/deep") == ["a.txt"]
    assert (source / "b.bin").exists(), "a drop copies"


def test_a_drop_on_a_folder_goes_into_it(
    qtbot: QtBot, browser: Browser, session: VaultSession, tmp_path: Path
) -> None:
    write_file(session, "/inbox/x")
    begin(qtbot, browser, "inbox")
    (tmp_path / "new.txt").write_text("1")
    drop(browser, files_mime(tmp_path / "new.txt"), on="inbox")
    qtbot.waitUntil(lambda: "new.txt" in names_in(session, "/inbox"), timeout=20_000)


def test_a_drag_inside_moves_and_can_be_undone(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    for name in ("/a.txt", "/b.txt", "/box/a.txt"):
        write_file(session, name, name.encode())
    begin(qtbot, browser, "a.txt", "b.txt", "box")
    select(browser, "a.txt", "b.txt")
    drop(browser, browser.table.drag_mime(), on="box")
    qtbot.waitUntil(lambda: shown(browser) == ["box"])
    assert names_in(session, "/box") == ["a (2).txt", "a.txt", "b.txt"]
    browser.does.undo.trigger()
    qtbot.waitUntil(lambda: shown(browser) == ["box", "a.txt", "b.txt"])
    assert names_in(session, "/box") == ["a.txt"]


def test_a_folder_is_not_moved_into_itself(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/box/x")
    begin(qtbot, browser, "box")
    select(browser, "box")
    drop(browser, browser.table.drag_mime(), on="box")
    qtbot.waitUntil(lambda: "Not moved" in browser.banner.text)
    assert names_in(session, "/box") == ["x"]


def test_cut_and_paste_moves(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a.txt", b"x")
    write_file(session, "/box/y")
    begin(qtbot, browser, "a.txt", "box")
    select(browser, "a.txt")
    browser.does.cut.trigger()
    assert not QGuiApplication.clipboard().mimeData().hasUrls(), "others would take a copy"
    with qtbot.waitSignal(browser.model.loaded):
        browser.open_at(0)
    browser.does.paste.trigger()
    qtbot.waitUntil(lambda: shown(browser) == ["a.txt", "y"])


def test_files_copied_elsewhere_are_pasted(
    qtbot: QtBot, browser: Browser, session: VaultSession, tmp_path: Path
) -> None:
    (tmp_path / "n.txt").write_text("1")
    QGuiApplication.clipboard().setMimeData(files_mime(tmp_path / "n.txt"))
    begin(qtbot, browser)
    browser.does.paste.trigger()
    qtbot.waitUntil(lambda: shown(browser) == ["n.txt"], timeout=20_000)


# -- looking ------------------------------------------------------------------------------------


def test_a_text_is_previewed(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a.txt", "Grüße\n".encode())
    begin(qtbot, browser, "a.txt")
    select(browser, "a.txt")
    qtbot.waitUntil(lambda: browser.preview_pane.text == "Grüße\n")


def test_an_image_is_previewed_from_memory(
    qtbot: QtBot, browser: Browser, session: VaultSession, tmp_path: Path
) -> None:
    image = QImage(3000, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    before = {path for path in tmp_path.rglob("*") if "places" not in path.parts}
    write_file(session, "/p.png", bytes(buffer.data().data()))
    begin(qtbot, browser, "p.png")
    select(browser, "p.png")
    qtbot.waitUntil(lambda: browser.preview_pane.image.width() == 1024)
    assert browser.preview_pane.image.pixelColor(0, 0).red() > 200
    after = {path for path in tmp_path.rglob("*") if "places" not in path.parts}
    assert after == before, "nothing was written outside the vault"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"\0\1\2" * 50, "No preview"), (b"\x89PNG\r\n\x1a\nrubbish", "No preview")],
)
def test_what_cannot_be_shown_says_why(
    qtbot: QtBot, browser: Browser, session: VaultSession, content: bytes, words: str
) -> None:
    write_file(session, "/f", content)
    begin(qtbot, browser, "f")
    select(browser, "f")
    qtbot.waitUntil(lambda: words in browser.preview_pane.text)


def test_properties_add_up(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/box/a.bin", bytes(200_000))
    write_file(session, "/box/sub/b.txt", b"12345")
    begin(qtbot, browser, "box")
    select(browser, "box")
    browser.does.properties.trigger()
    qtbot.waitUntil(lambda: isinstance(browser.edits.dialog, PropertiesDialog))
    dialog = browser.edits.dialog
    assert isinstance(dialog, PropertiesDialog)
    assert dialog.values["Holds"] == "2 files, 2 folders"
    assert "200,005 bytes" in dialog.values["Size"]
    assert dialog.values["On disk"].startswith("40 pieces")
    assert dialog.values["Place"] == "/box"
    dialog.reject()


@pytest.mark.parametrize("mode", [QClipboard.Mode.Clipboard, QClipboard.Mode.Selection])
def test_what_is_copied_from_properties_has_no_marks(
    qtbot: QtBot, browser: Browser, session: VaultSession, qapp: QApplication, mode: QClipboard.Mode
) -> None:
    clipboard = QGuiApplication.clipboard()
    if mode is QClipboard.Mode.Selection and not clipboard.supportsSelection():
        pytest.skip("no selection here")
    speak(qapp, Language.ARABIC)
    write_file(session, "/box/a.bin", b"12345")
    begin(qtbot, browser, "box")
    browser.edits.show_properties_of([Place(1, b"box")])
    qtbot.waitUntil(lambda: isinstance(browser.edits.dialog, PropertiesDialog))
    dialog = browser.edits.dialog
    assert isinstance(dialog, PropertiesDialog)
    place = next(iter(dialog.values.values()))
    assert place != "/box", "it comes with marks"
    clipboard.setText(place, mode)
    qtbot.waitUntil(lambda: clipboard.text(mode) == "/box")
    dialog.reject()


def test_nothing_is_left_on_screen_when_the_vault_is_locked(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/secret/plan.txt", b"secret words")
    begin(qtbot, browser, "secret")
    with qtbot.waitSignal(browser.model.loaded):
        browser.open_at(0)
    select(browser, "plan.txt")
    qtbot.waitUntil(lambda: browser.preview_pane.text == "secret words")
    with qtbot.waitSignal(session.closed):
        session.lock()
    assert session.state is VaultState.LOCKED
    assert shown(browser) == []
    assert "secret" not in browser.preview_pane.text + browser.preview_pane.title
    assert browser.breadcrumb.texts == ["Letters"]
    assert browser.edits.undo_stack.top is None


def test_the_way_keeps_where_one_is_as_long_as_there_is_room(qtbot: QtBot) -> None:
    way = Breadcrumb()
    qtbot.addWidget(way)
    names = ["Letters", "a folder of many", "another", "the third", "here"]
    way.show_steps(names)
    way.resize(1200, 30)
    way.show()
    assert way.texts == names
    seen = []
    for width in range(1200, 40, -10):
        way.resize(width, 30)
        assert way.texts[-1] == "here"
        if not seen or seen[-1] != way.texts:
            seen.append(way.texts)
    assert seen[1:-1] == [["Letters", *names[first:]] for first in (2, 3, 4)]
    assert seen[-1] == ["here"]
    way.resize(1200, 30)
    assert way.texts == names
    way.show_steps([*names, "deeper", "and deeper"])
    assert way.texts == ["Letters", *names[3:], "deeper", "and deeper"]
