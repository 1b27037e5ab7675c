"""The tree of folders: loaded when opened, follows the browser, takes drops, stays true."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.jobs import folders as looking
from app.models import tree
from app.models.session import VaultSession
from app.views.browser import Browser
from app.views.properties_dialog import PropertiesDialog
from tests.gui.browsing import begin, drop_at, files_mime, select, shown
from tests.gui.conftest import names_in, write_file

left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def start(qtbot: QtBot, browser: Browser, *names: str) -> None:
    begin(qtbot, browser, *names)
    qtbot.waitUntil(lambda: below(browser, "") != [], timeout=10_000)


def index_of(browser: Browser, path: str) -> QModelIndex:
    """The index of a path among what the tree has; an invalid one if it has it not."""
    model = browser.folders.folders
    index = model.index(0, 0)
    for part in path.strip("/").split("/") if path.strip("/") else []:
        rows = [model.index(row, 0, index) for row in range(model.rowCount(index))]
        index = next((each for each in rows if each.data() == part), QModelIndex())
        if not index.isValid():
            break
    return index


def below(browser: Browser, path: str) -> list[str]:
    model, index = browser.folders.folders, index_of(browser, path)
    return [model.index(row, 0, index).data() for row in range(model.rowCount(index))]


def current(browser: Browser) -> str:
    return str(browser.folders.currentIndex().data())


def test_folders_are_asked_for_when_they_are_opened(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a/b/c/x.txt")
    write_file(session, "/empty/x.txt")
    write_file(session, "/.hidden/x.txt")
    start(qtbot, browser, "a", "empty")
    assert index_of(browser, "").data() == "Letters"
    assert below(browser, "") == ["a", "empty"], "files and hidden folders are left out"
    model = browser.folders.folders
    assert model.hasChildren(index_of(browser, "/a"))
    assert not model.hasChildren(index_of(browser, "/empty"))
    assert below(browser, "/a") == []
    browser.folders.expand(index_of(browser, "/a"))
    qtbot.waitUntil(lambda: below(browser, "/a") == ["b"])
    browser.does.hidden.trigger()
    qtbot.waitUntil(lambda: below(browser, "") == [".hidden", "a", "empty"])
    assert below(browser, "/a") == ["b"], "what was open stays so"


def test_the_tree_follows_the_browser_and_leads_it(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a/b/c/x.txt")
    write_file(session, "/z/y.txt")
    start(qtbot, browser, "a", "z")
    qtbot.waitUntil(lambda: current(browser) == "Letters")
    assert session.vault is not None
    browser.open_folder(session.vault.namespace.resolve(b"/a/b/c").ino)
    qtbot.waitUntil(lambda: current(browser) == "c")
    assert browser.folders.isExpanded(index_of(browser, "/a/b"))
    pane = browser.folders
    with qtbot.waitSignal(browser.model.loaded):
        qtbot.mouseClick(
            pane.viewport(), left, none, pane.visualRect(index_of(browser, "/z")).center()
        )
    assert shown(browser) == ["y.txt"]
    qtbot.keyClick(pane, Qt.Key.Key_Up)
    assert shown(browser) == ["y.txt"], "keys go about in the tree"
    with qtbot.waitSignal(browser.model.loaded):
        qtbot.keyClick(pane, Qt.Key.Key_Return)
    assert browser.breadcrumb.texts == ["Letters", "a", "b", "c"]


def test_changes_from_elsewhere_show(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a/b/x.txt")
    write_file(session, "/d/x.txt")
    start(qtbot, browser, "a", "d")
    browser.folders.expand(index_of(browser, "/a"))
    qtbot.waitUntil(lambda: below(browser, "/a") == ["b"])
    assert session.vault is not None
    ns = session.vault.namespace
    a, d = ns.lookup(1, b"a").ino, ns.lookup(1, b"d").ino
    ns.mkdir(1, b"c", 0o755, 0, 0)
    qtbot.waitUntil(lambda: below(browser, "") == ["a", "c", "d"])
    assert below(browser, "/a") == ["b"]
    assert browser.folders.isExpanded(index_of(browser, "/a")), "what was open stays so"
    ns.rename(1, b"a", 1, b"zz")
    qtbot.waitUntil(lambda: below(browser, "") == ["c", "d", "zz"])
    assert below(browser, "/zz") == ["b"]
    assert not browser.folders.folders.hasChildren(index_of(browser, "/d"))
    ns.rename(a, b"b", d, b"b")
    qtbot.waitUntil(lambda: below(browser, "/zz") == [])
    qtbot.waitUntil(lambda: browser.folders.folders.hasChildren(index_of(browser, "/d")))
    browser.folders.expand(index_of(browser, "/d"))
    qtbot.waitUntil(lambda: below(browser, "/d") == ["b"])
    ns.rmdir(1, b"c")
    qtbot.waitUntil(lambda: below(browser, "") == ["d", "zz"])


def test_what_is_made_while_the_answer_is_on_its_way_is_not_missed(
    qtbot: QtBot, browser: Browser, session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.vault is not None
    namespace = session.vault.namespace
    namespace.mkdir(1, b"early", 0o755, 0, 0)
    told = threading.Event()
    ask = looking.branches

    def slow(*arguments: Any) -> Any:
        answer = ask(*arguments)
        if not told.is_set():
            namespace.mkdir(1, b"late", 0o755, 0, 0)
            session.changed.connect(lambda _: told.set())
            assert told.wait(20)
        return answer

    monkeypatch.setattr(tree, "branches", slow)
    browser.folders.folders.start(hidden=False)
    qtbot.waitUntil(lambda: below(browser, "") == ["early", "late"], timeout=20_000)


def test_drops_on_the_tree_move_and_import(
    qtbot: QtBot, browser: Browser, session: VaultSession, tmp_path: Path
) -> None:
    write_file(session, "/box/x.txt")
    write_file(session, "/a.txt", b"1")
    (tmp_path / "new.txt").write_text("from outside")
    start(qtbot, browser, "box", "a.txt")
    pane = browser.folders
    box = pane.visualRect(index_of(browser, "/box")).center()
    select(browser, "a.txt")
    mime = browser.model.mime_of(browser.table.selected_ats())
    assert drop_at(pane.viewport(), box, mime)
    qtbot.waitUntil(lambda: names_in(session, "/box") == ["a.txt", "x.txt"])
    assert drop_at(pane.viewport(), box, files_mime(tmp_path / "new.txt"))
    qtbot.waitUntil(lambda: "new.txt" in names_in(session, "/box"), timeout=20_000)
    assert (tmp_path / "new.txt").exists()
    nowhere = pane.viewport().rect().bottomLeft()
    assert not drop_at(pane.viewport(), nowhere, files_mime(tmp_path / "new.txt"))


def test_a_folder_can_be_dragged_out_of_the_tree(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/box/x.txt")
    write_file(session, "/a/b/y.txt")
    start(qtbot, browser, "a", "box")
    browser.folders.expand(index_of(browser, "/a"))
    qtbot.waitUntil(lambda: below(browser, "/a") == ["b"])
    model = browser.folders.folders
    mime = model.mimeData([index_of(browser, "/a/b")])
    box = browser.folders.visualRect(index_of(browser, "/box")).center()
    assert drop_at(browser.folders.viewport(), box, mime)
    qtbot.waitUntil(lambda: names_in(session, "/box") == ["b", "x.txt"])
    assert model.place_at(index_of(browser, "")) is None, "the top goes nowhere"


def test_a_folder_of_many_shows_the_first_and_the_one_that_is_shown(
    qtbot: QtBot, browser: Browser, session: VaultSession, monkeypatch: object
) -> None:
    assert session.vault is not None
    ns = session.vault.namespace
    many = ns.mkdir(1, b"many", 0o755, 0, 0).ino
    with ns._group():
        for number in range(looking.MOST_SHOWN + 50):
            ns.mkdir(many, b"%05d" % number, 0o755, 0, 0)
    start(qtbot, browser, "many")
    browser.folders.expand(index_of(browser, "/many"))
    qtbot.waitUntil(lambda: len(below(browser, "/many")) == looking.MOST_SHOWN + 1, timeout=20_000)
    assert below(browser, "/many")[-1] == "More in the list"
    last = b"%05d" % (looking.MOST_SHOWN + 49)
    browser.open_folder(ns.lookup(many, last).ino)
    qtbot.waitUntil(lambda: current(browser) == last.decode(), timeout=20_000)


def test_locking_leaves_no_name_in_the_tree(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/secret/x.txt")
    start(qtbot, browser, "secret")
    with qtbot.waitSignal(session.closed, timeout=30_000):
        session.lock()
    assert browser.folders.folders.rowCount() == 0


def test_the_key_shows_and_hides_it(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    begin(qtbot, browser)
    assert browser.folders.isVisible()
    browser.does.tree.trigger()
    assert not browser.folders.isVisible()
    assert browser.does.tree.shortcut().toString() == "F9"


# -- its menu -------------------------------------------------------------------------------------


def choices(browser: Browser, index: QModelIndex) -> dict[str, QAction]:
    return {each.text(): each for each in browser.tree_menu.menu(index).actions() if each.text()}


def test_the_menu_of_a_folder(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a/b/c.txt")
    start(qtbot, browser, "a")
    tree, index = browser.folders, index_of(browser, "/a")
    asked: list[QModelIndex] = []
    tree.menu_asked.disconnect()
    tree.menu_asked.connect(lambda index, _point: asked.append(index))
    middle = tree.visualRect(index).center()
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, middle, tree.viewport().mapToGlobal(middle))
    QApplication.sendEvent(tree.viewport(), event)
    assert asked == [index]
    choices(browser, index)["Open"].trigger()
    qtbot.waitUntil(lambda: browser.folder_name == "a")
    choices(browser, index)["Properties"].trigger()
    qtbot.waitUntil(lambda: browser.edits.dialog is not None)
    assert isinstance(browser.edits.dialog, PropertiesDialog)
    browser.edits.dialog.reject()
    choices(browser, index)["New folder"].trigger()
    qtbot.waitUntil(lambda: "New folder" in names_in(session, "/a"))
    choices(browser, index_of(browser, "/a"))["Move to trash"].trigger()
    qtbot.waitUntil(lambda: "a" not in names_in(session))
    browser.edits.undo()
    qtbot.waitUntil(lambda: "a" in names_in(session))


def test_a_folder_of_the_tree_is_renamed_in_place(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/old/c.txt")
    start(qtbot, browser, "old")
    tree, index = browser.folders, index_of(browser, "/old")
    choices(browser, index)["Rename"].trigger()
    editor = tree.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "old"
    editor.selectAll()
    qtbot.keyClicks(editor, "new")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names_in(session) == ["new"])
    qtbot.waitUntil(lambda: below(browser, "") == ["new"])


def test_the_top_stays_as_it_is(qtbot: QtBot, browser: Browser) -> None:
    begin(qtbot, browser)
    found = choices(browser, index_of(browser, ""))
    usable = {text for text, action in found.items() if action.isEnabled()}
    assert usable == {"Open", "New folder"}
