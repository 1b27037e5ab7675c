"""Keys, paths that are typed, undo and redo, copies inside the vault, and what previews stand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.jobs import copying
from app.jobs.entries import Place, Target, find_path
from app.jobs.folders import completions
from app.models.session import VaultSession
from app.views.browser import Browser
from engine.errors import CancelledError, InvalidOperationError, NamespaceError
from engine.progress import CancelToken, ignore_progress
from engine.vault import Vault
from tests.gui.browsing import begin, select, shown
from tests.gui.conftest import let_jobs_end, names_in, write_file
from tests.gui.test_heartbeat import Heartbeat, longest_turn_s

K, M = Qt.Key, Qt.KeyboardModifier


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


# -- keys ---------------------------------------------------------------------------------------


def test_every_action_has_a_name_and_no_key_means_two_things(browser: Browser) -> None:
    seen: dict[str, str] = {}
    for action in browser.actions():
        assert action.text()
        for key in action.shortcuts():
            text = key.toString()
            assert text not in seen, f"{text}: {action.text()} and {seen[text]}"
            seen[text] = action.text()
    standard = QKeySequence.StandardKey
    for key in (standard.Undo, standard.Redo, standard.Find, standard.Copy, standard.Delete):
        assert QKeySequence(key).toString() in seen
    for text in ("F2", "F9", "Ctrl+1", "Ctrl+2", "Ctrl+L", "Backspace", "Alt+Up", "Ctrl+Shift+N"):
        assert text in seen


def test_controls_have_names_for_those_who_cannot_see_them(browser: Browser) -> None:
    bar = browser.search_bar
    for widget in (
        *browser.views.all_views, browser.folders, browser.filter, browser.path_edit,
        bar.field, bar.stop_button, bar.close_button,
    ):  # fmt: skip
        assert widget.accessibleName(), widget
    for button in (bar.everywhere, bar.here):
        assert button.text()


def test_history_by_keys(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a/b/c.txt")
    begin(qtbot, browser, "a")
    browser.activateWindow()
    browser.table.setFocus()
    browser.table.select(0)
    for key, modifier, names in (
        (K.Key_Return, M.NoModifier, ["b"]),
        (K.Key_Return, M.NoModifier, ["c.txt"]),
        (K.Key_Backspace, M.NoModifier, ["b"]),
        (K.Key_Up, M.AltModifier, ["a"]),
        (K.Key_Left, M.AltModifier, ["b"]),
        (K.Key_Left, M.AltModifier, ["c.txt"]),
        (K.Key_Right, M.AltModifier, ["b"]),
    ):
        if shown(browser) == ["b"] and not browser.table.currentIndex().isValid():
            browser.table.select(0)
        qtbot.keyClick(browser.table, key, modifier)
        qtbot.waitUntil(lambda names=names: shown(browser) == names)


def test_names_are_found_as_they_are_typed(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    for name in ("alpha", "beta", "bravo one", "bravo two", "Übung"):
        write_file(session, f"/{name}")
    begin(qtbot, browser, "alpha", "Übung")
    table = browser.table
    table.select(0)

    def at() -> str:
        return shown(browser)[table.currentIndex().row()]

    qtbot.keyClicks(table, "bra")
    assert at() == "bravo one"
    qtbot.keyClicks(table, "vo t")
    assert at() == "bravo two", "a space is a part of the name while one types"
    table._typed = ""  # a pause
    qtbot.keyClicks(table, "b")
    assert at() == "beta"
    qtbot.keyClicks(table, "b")
    assert at() == "bravo one", "the same letter goes on to the next"
    table._typed = ""
    table.keyboardSearch("ü")
    assert at() == "Übung"


def test_the_space_bar_shows_and_hides_the_preview(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a.txt", b"words")
    begin(qtbot, browser, "a.txt")
    browser.table.select(0)
    assert browser.preview_pane.isVisible()
    qtbot.keyClick(browser.table, K.Key_Space)
    assert not browser.preview_pane.isVisible()
    qtbot.keyClick(browser.table, K.Key_Space)
    qtbot.waitUntil(lambda: browser.preview_pane.text == "words")
    assert [row.name for row in browser.table.selected_rows()] == [b"a.txt"]


def test_the_menu_key_asks_for_the_menu_of_the_current_row(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a.txt")
    begin(qtbot, browser, "a.txt")
    browser.table.select(0)
    asked: list[QPoint] = []
    browser.views.menu_asked.connect(asked.append)
    qtbot.keyClick(browser.table, K.Key_Menu)
    rect = browser.table.visualRect(browser.model.index(0, 0))
    assert browser.table.viewport().mapFromGlobal(asked[0]) == rect.center()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert browser.does.rename in menu.actions()
    menu.close()


# -- paths --------------------------------------------------------------------------------------


def test_a_path_is_typed(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a/b/c.txt")
    begin(qtbot, browser, "a")
    browser.does.go_to.trigger()
    assert browser.path_edit.isVisible()
    assert not browser.breadcrumb.isVisible()
    assert browser.path_edit.selectedText() == "/"
    qtbot.keyClicks(browser.path_edit, "a/b/c.txt\r")
    qtbot.waitUntil(lambda: browser.breadcrumb.texts == ["Letters", "a", "b"])
    qtbot.waitUntil(lambda: [row.name for row in browser.table.selected_rows()] == [b"c.txt"])
    assert browser.breadcrumb.isVisible()
    browser.does.go_to.trigger()
    assert browser.path_edit.text() == "/a/b"
    browser.path_edit.setText("/nowhere")
    qtbot.keyClick(browser.path_edit, K.Key_Return)
    qtbot.waitUntil(lambda: "There is no “/nowhere”" in browser.banner.text)
    assert browser.path_edit.isVisible(), "to be mended"
    qtbot.keyClick(browser.path_edit, K.Key_Escape)
    assert browser.breadcrumb.isVisible()
    assert browser.folder_name == "b"


def press(qtbot: QtBot, edit: QLineEdit, key: Qt.Key) -> None:
    """Where the window system sends a key: to the list, while it is open."""
    qtbot.keyClick(QApplication.activePopupWidget() or edit, key)


def test_a_path_that_is_typed_is_completed(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    for path in ("/Letters/old/x", "/lists/x", "/.secret/x", "/lists.txt"):
        write_file(session, path)
    begin(qtbot, browser, "lists")
    browser.does.go_to.trigger()
    edit = browser.path_edit
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "/L")
    qtbot.waitUntil(lambda: edit.offered == ["/Letters/", "/lists/"])
    qtbot.keyClicks(edit, "e")
    qtbot.waitUntil(lambda: edit.offered == ["/Letters/"])
    press(qtbot, edit, K.Key_Tab)
    assert edit.text() == "/Letters/"
    qtbot.waitUntil(lambda: edit.offered == ["/Letters/old/"])
    press(qtbot, edit, K.Key_Escape)
    assert not edit.offered
    assert edit.isVisible(), "Escape closes the list alone"
    qtbot.keyClick(edit, K.Key_Backspace)
    qtbot.waitUntil(lambda: edit.offered == ["/Letters/"])
    press(qtbot, edit, K.Key_Down)
    press(qtbot, edit, K.Key_Return)
    assert edit.text() == "/Letters/", "what was chosen is taken, and not yet gone to"
    qtbot.waitUntil(lambda: edit.offered == ["/Letters/old/"])
    press(qtbot, edit, K.Key_Return)
    qtbot.waitUntil(lambda: browser.breadcrumb.texts == ["Letters", "Letters"])


def test_how_a_path_can_go_on(vault: Vault) -> None:
    ns = vault.namespace
    for name in ("a", "A b", "ä", ".dot"):
        ns.mkdir(1, name.encode(), 0o755, 0, 0)
    ns.mkdir(ns.lookup(1, b"a").ino, b"below", 0o755, 0, 0)
    ns.create(1, b"aaa.txt", 0o644, 0, 0)

    def ways(text: str, here: bytes = b"/", hidden: bool = False) -> tuple[str, ...]:
        return completions(vault, here, text, hidden, CancelToken(), ignore_progress)

    assert ways("/a") == ("/a/", "/A b/", "/ä/")
    assert ways("") == ("a/", "A b/", "ä/")
    assert ways("/.") == ("/.dot/",)
    assert ways("", hidden=True)[0] == ".dot/"
    assert ways("b", here=b"/a") == ("below/",)
    assert ways("a/b") == ("a/below/",)
    assert ways("../a/", here=b"/a") == ("../a/below/",)
    assert ways("/nowhere/x") == ()
    assert ways("/aaa.txt/") == ()


def test_where_paths_lead(vault: Vault) -> None:
    ns = vault.namespace
    a = ns.mkdir(1, b"a", 0o755, 0, 0).ino
    b = ns.mkdir(a, b"b", 0o755, 0, 0).ino
    ns.create(b, b"f", 0o644, 0, 0)
    ns.symlink(1, b"to b", b"a/b", 0, 0)

    def lead(text: str, here: bytes = b"/a") -> Target:
        return find_path(vault, here, text, CancelToken(), ignore_progress)

    assert lead("/") == lead("..") == lead("../../..") == Target(1)
    assert lead("b") == lead("/a/b/") == lead("./b/../b") == lead("/to b") == Target(b)
    assert lead("b/f") == lead("/a/b/f") == Target(b, b"f")
    assert lead("") == Target(a)
    for wrong in ("c", "b/f/x", "/b"):
        with pytest.raises(NamespaceError):
            lead(wrong)


# -- undo and redo ------------------------------------------------------------------------------


def test_what_was_undone_can_be_done_again(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a.txt", b"1")
    begin(qtbot, browser, "a.txt")
    does = browser.does
    browser.edits.rename(Place(1, b"a.txt"), "b.txt")
    qtbot.waitUntil(lambda: shown(browser) == ["b.txt"])
    select(browser, "b.txt")
    does.delete.trigger()
    qtbot.waitUntil(lambda: shown(browser) == [])
    assert not does.redo.isEnabled()
    for action, names in (
        (does.undo, ["b.txt"]), (does.undo, ["a.txt"]),
        (does.redo, ["b.txt"]), (does.redo, []), (does.undo, ["b.txt"]),
    ):  # fmt: skip
        qtbot.waitUntil(action.isEnabled)
        action.trigger()
        qtbot.waitUntil(lambda names=names: shown(browser) == names)
    assert names_in(session, f"/.Trash-{os.getuid()}/info") == []
    qtbot.waitUntil(does.redo.isEnabled)
    assert does.redo.text() == "Redo delete"
    browser.edits.rename(Place(1, b"b.txt"), "c.txt")
    qtbot.waitUntil(lambda: shown(browser) == ["c.txt"])
    qtbot.waitUntil(lambda: not does.redo.isEnabled())


# -- copies -------------------------------------------------------------------------------------


def test_copy_and_paste_makes_a_copy(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a.txt", b"content")
    write_file(session, "/box/deep/b.bin", bytes(200_000))
    begin(qtbot, browser, "a.txt", "box")
    select(browser, "a.txt", "box")
    browser.does.copy.trigger()
    browser.does.paste.trigger()
    qtbot.waitUntil(
        lambda: shown(browser) == ["box", "box (2)", "a (2).txt", "a.txt"], timeout=20_000
    )
    assert names_in(session, "/box (2)/deep") == ["b.bin"]
    let_jobs_end(qtbot, session)
    qtbot.wait(0)
    QGuiApplication.clipboard().clear()


def copy(
    vault: Vault, places: list[Place], folder: int, token: CancelToken | None = None
) -> object:
    return copying.copy(vault, places, folder, token or CancelToken(), ignore_progress)


def test_a_copy_is_like_the_original(vault: Vault) -> None:
    ns = vault.namespace
    a = ns.mkdir(1, b"a", 0o750, 7, 8).ino
    content = os.urandom(9_000_000)
    file = ns.create(a, b"f", 0o640, 7, 8)
    ns.write(file.ino, 0, content)
    ns.set_attributes(file.ino, mtime_ns=12345)
    ns.set_xattr(file.ino, b"user.note", b"x")
    ns.symlink(a, b"link", b"f", 7, 8)
    ns.mkdir(a, b"empty", 0o700, 7, 8)
    dest = ns.mkdir(1, b"dest", 0o755, 0, 0).ino
    done = copy(vault, [Place(1, b"a")], dest)
    assert done == copying.Copied((Place(dest, b"a"),), 1, len(content))
    made = ns.resolve(b"/dest/a/f")
    assert bytes(ns.read(made.ino, 0, 1 << 30)) == content
    assert (made.mode, made.uid, made.gid, made.mtime_ns) == (file.mode, 7, 8, 12345)
    assert ns.get_xattr(made.ino, b"user.note") == b"x"
    assert ns.readlink(ns.resolve(b"/dest/a/link").ino) == b"f"
    assert ns.resolve(b"/dest/a/empty").mode & 0o777 == 0o700
    assert bytes(ns.read(file.ino, 0, 10)) == content[:10]


def test_a_copy_that_is_cancelled_or_impossible_leaves_nothing(vault: Vault) -> None:
    ns = vault.namespace
    a = ns.mkdir(1, b"a", 0o755, 0, 0).ino
    for name in (b"1", b"2"):
        ns.write(ns.create(a, name, 0o644, 0, 0).ino, 0, bytes(100_000))
    inside = ns.mkdir(a, b"inside", 0o755, 0, 0).ino
    before = ns.inode_count
    for folder in (a, inside):
        with pytest.raises(InvalidOperationError):
            copy(vault, [Place(1, b"a")], folder)

    class Late(CancelToken):
        asked = 0

        def check(self) -> None:
            Late.asked += 1
            if Late.asked > 4:
                self.cancel()
            super().check()

    with pytest.raises(CancelledError):
        copy(vault, [Place(1, b"a")], 1, Late())
    assert [entry.name for entry in ns.entries(1)] == [b"a"]
    ns.sync()
    assert ns.inode_count == before


def test_two_of_one_name_are_both_copied(vault: Vault) -> None:
    ns = vault.namespace
    places = []
    for folder in (b"x", b"y"):
        ino = ns.mkdir(1, folder, 0o755, 0, 0).ino
        ns.write(ns.create(ino, b"n.txt", 0o644, 0, 0).ino, 0, folder)
        places.append(Place(ino, b"n.txt"))
    dest = ns.mkdir(1, b"dest", 0o755, 0, 0).ino
    ns.create(dest, b"n.txt", 0o644, 0, 0)
    copy(vault, places, dest)
    names = [entry.name for entry in ns.entries(dest)]
    assert names == [b"n (2).txt", b"n (3).txt", b"n.txt"]


# -- previews -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"x" * 5_000_000,
        "ä".encode() * 300_000,
        b"\n" * 200_000,
        ("\u202e\u200f" * 60_000).encode(),
        b"some words of a line that is as long as others are\n" * 5_000,
    ],
    ids=["one long line", "no spaces", "only lines", "right to left", "a book"],
)
def test_odd_texts_are_shown_without_holding_the_window(
    qtbot: QtBot, browser: Browser, session: VaultSession, content: bytes
) -> None:
    write_file(session, "/odd.txt", content)
    begin(qtbot, browser, "odd.txt")
    heart = Heartbeat()
    browser.table.select(0)
    qtbot.waitUntil(lambda: len(browser.preview_pane.text) > 900,
                    timeout=20_000)  # fmt: skip
    qtbot.wait(100)
    heart.stop()
    assert max(heart.busy) < longest_turn_s(), sorted(heart.busy)[-5:]
    assert "beginning" in browser.preview_pane._facts.text()
