"""Search by name: what fits, where it looks, what comes of it."""

from __future__ import annotations

import unicodedata

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.jobs import search as looking
from app.jobs.matching import name_matcher
from app.jobs.rows import Order, SortBy
from app.jobs.search import NameSearch, SearchQuery
from app.models.session import VaultSession
from app.views.browser import Browser
from engine.errors import CancelledError
from engine.progress import CancelToken
from engine.vault import Vault
from tests.gui.browsing import begin, select, shown
from tests.gui.conftest import names_in, write_file
from tests.gui.test_heartbeat import Heartbeat, longest_turn_s


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("inv", "Invoice.pdf", True),
        ("VOICE", "Invoice.pdf", True),
        ("strasse", "Straße 5", True),
        ("MÄRZ", unicodedata.normalize("NFD", "märz.txt"), True),
        (unicodedata.normalize("NFD", "märz"), "März.txt", True),
        ("inv*", "Invoice.pdf", True),
        ("inv*", "my invoice.pdf", False),
        ("*.pdf", "Invoice.PDF", True),
        ("m?rz*", unicodedata.normalize("NFD", "März.txt"), True),
        ("?", "ab", False),
        ("100%", "100% done", True),
        ("100%", "1000 done", False),
        ("a_b", "axb", False),
        ("[draft]", "[Draft] letter", True),
        ("[ab]*", "[ab]c", True),
        ("[ab]*", "ac", False),
    ],
)
def test_which_names_fit(pattern: str, name: str, fits: bool) -> None:
    assert name_matcher(pattern)(name.encode()) is fits


def test_a_name_that_is_no_text_can_be_found() -> None:
    assert name_matcher("old")(b"\xff old")
    assert name_matcher("*old")(b"\xff old")


# -- in the worker ------------------------------------------------------------------------------


def found(vault: Vault, query: SearchQuery, order: Order | None = None) -> list[str]:
    search = NameSearch(vault.namespace, query, order or Order())
    streamed = []
    while not search.complete:
        results = search.step(CancelToken())
        if not results.complete:
            streamed += results.found
    assert {each.place for each in streamed} <= {each.place for each in results.found}
    return [(each.folder.rstrip(b"/") + b"/" + each.row.name).decode() for each in results.found]


def tree(vault: Vault, *paths: str) -> None:
    for path in paths:
        parent = 1
        *folders, name = path.strip("/").split("/")
        for folder in folders:
            try:
                parent = vault.namespace.lookup(parent, folder.encode()).ino
            except Exception:
                parent = vault.namespace.mkdir(parent, folder.encode(), 0o755, 0, 0).ino
        vault.namespace.create(parent, name.encode(), 0o644, 0, 0)


@pytest.mark.parametrize("page", [1, 3, 5000])
def test_everything_is_found_once_with_its_path(
    vault: Vault, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PAGE", page)
    tree(vault, "/note.txt", "/a/note.txt", "/a/b/Notes/other.txt", "/z/denoted", "/a/b/x")
    assert found(vault, SearchQuery("note")) == [
        "/a/b/Notes", "/z/denoted", "/note.txt", "/a/note.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("page", [1, 5000])
def test_a_folder_that_was_moved_below_a_newer_one_is_found_in_its_place(
    vault: Vault, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PAGE", page)
    tree(vault, "/old/hit.txt", "/new/x")
    ns = vault.namespace
    ns.rename(1, b"old", ns.lookup(1, b"new").ino, b"old")
    assert found(vault, SearchQuery("hit")) == ["/new/old/hit.txt"]


def test_only_below_a_folder(vault: Vault) -> None:
    tree(vault, "/hit", "/a/hit", "/a/b/hit", "/ab/hit", "/.h/a/hit")
    a = vault.namespace.lookup(1, b"a").ino
    assert found(vault, SearchQuery("hit", folder=a)) == ["/a/hit", "/a/b/hit"]
    inside = vault.namespace.resolve(b"/.h/a").ino
    assert found(vault, SearchQuery("hit", folder=inside)) == ["/.h/a/hit"]


def test_hidden_names_and_the_trash(vault: Vault) -> None:
    tree(vault, "/.hit", "/.cache/hit", "/.Trash-0/files/hit", "/hit")
    assert found(vault, SearchQuery("hit")) == ["/hit"]
    hidden = found(vault, SearchQuery("hit", hidden=True))
    assert sorted(hidden) == ["/.cache/hit", "/.hit", "/hit"], "the trash has its own window"


def test_there_is_a_bound(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_FOUND", 5)
    tree(vault, *(f"/{number}.txt" for number in range(9)))
    search = NameSearch(vault.namespace, SearchQuery("txt"), Order())
    results = search.step(CancelToken())
    assert results.complete
    assert results.cut
    assert len(results.found) == 5
    exact = NameSearch(vault.namespace, SearchQuery("*[0-4].txt"), Order())
    assert not exact.step(CancelToken()).cut


def test_a_search_can_be_cancelled(vault: Vault) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        NameSearch(vault.namespace, SearchQuery("x"), Order()).step(token)


def test_results_are_ordered_by_their_folders(vault: Vault) -> None:
    tree(vault, "/b/1hit", "/a/2hit", "/C/0hit")
    order = Order(SortBy.FOLDER)
    assert found(vault, SearchQuery("hit"), order) == ["/a/2hit", "/b/1hit", "/C/0hit"]
    down = Order(SortBy.FOLDER, descending=True)
    assert found(vault, SearchQuery("hit"), down) == ["/C/0hit", "/b/1hit", "/a/2hit"]


# -- in the window ------------------------------------------------------------------------------


def look_for(qtbot: QtBot, browser: Browser, text: str) -> None:
    browser.does.search.trigger()
    browser.search_bar.field.setText(text)
    model = browser.found
    qtbot.waitUntil(
        lambda: model.query is not None and model.query.pattern == text and not model.running,
        timeout=20_000,
    )


def test_what_is_typed_is_found_and_shown_in_its_folder(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/deep/er/Invoice.pdf", b"12345")
    write_file(session, "/deep/other.txt")
    begin(qtbot, browser, "deep")
    qtbot.keyClick(browser.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(browser.search_bar.isVisible)
    qtbot.keyClicks(browser.search_bar.field, "invo")
    qtbot.waitUntil(lambda: shown(browser) == ["Invoice.pdf"], timeout=10_000)
    qtbot.waitUntil(lambda: browser.search_bar.said.text() == "1 found")
    results = browser.views.results
    texts = [browser.found.index(0, column).data() for column in range(3)]
    assert texts == ["Invoice.pdf", "/deep/er", "5 B"]
    qtbot.keyClick(browser.search_bar.field, Qt.Key.Key_Down)
    assert results.selected_ats() == [0]
    browser.does.reveal.trigger()
    qtbot.waitUntil(lambda: browser.breadcrumb.texts == ["Letters", "deep", "er"])
    qtbot.waitUntil(lambda: [row.name for row in browser.table.selected_rows()] == [b"Invoice.pdf"])
    assert not browser.search_bar.isVisible()


def test_escape_leads_back(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a.txt")
    begin(qtbot, browser, "a.txt")
    look_for(qtbot, browser, "zzz")
    assert "such a name" in browser.views.empty.text()
    assert browser.views.empty.isVisible()
    qtbot.keyClick(browser.search_bar.field, Qt.Key.Key_Escape)
    assert shown(browser) == ["a.txt"]
    assert not browser.search.is_on
    assert not browser.views.empty.isVisible()


def test_results_are_opened_renamed_and_deleted_where_they_are(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/one/hit.txt", b"first")
    write_file(session, "/two/hit.txt", b"second")
    begin(qtbot, browser, "one", "two")
    look_for(qtbot, browser, "hit")
    qtbot.waitUntil(lambda: len(shown(browser)) == 2)
    browser.views.results.select(1)
    qtbot.waitUntil(lambda: browser.preview_pane.text == "second")
    browser.edits.rename(browser.found.place_at(1), "hit renamed.txt")
    qtbot.waitUntil(lambda: names_in(session, "/two") == ["hit renamed.txt"])
    qtbot.waitUntil(
        lambda: sorted(shown(browser)) == ["hit renamed.txt", "hit.txt"], timeout=10_000
    )
    select(browser, "hit.txt")
    browser.does.delete.trigger()
    qtbot.waitUntil(lambda: names_in(session, "/one") == [])
    qtbot.waitUntil(lambda: shown(browser) == ["hit renamed.txt"], timeout=10_000)
    browser.does.undo.trigger()
    qtbot.waitUntil(lambda: names_in(session, "/one") == ["hit.txt"])


def test_what_is_made_meanwhile_is_found_too_and_the_selection_stays(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/b hit")
    begin(qtbot, browser, "b hit")
    look_for(qtbot, browser, "hit")
    browser.views.results.select(0)
    write_file(session, "/new/a hit")
    qtbot.waitUntil(lambda: shown(browser) == ["a hit", "b hit"], timeout=10_000)
    assert [row.name for row in browser.views.results.selected_rows()] == [b"b hit"]


def test_a_result_that_is_a_folder_is_entered(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a/target/x.txt")
    begin(qtbot, browser, "a")
    look_for(qtbot, browser, "target")
    browser.views.results.select(0)
    qtbot.keyClick(browser.views.results, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(browser) == ["x.txt"])
    assert browser.breadcrumb.texts == ["Letters", "a", "target"]


def test_only_this_folder(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/a/deep/hit")
    write_file(session, "/hit")
    begin(qtbot, browser, "a", "hit")
    with qtbot.waitSignal(browser.model.loaded):
        browser.open_at(0)
    look_for(qtbot, browser, "hit")
    assert len(shown(browser)) == 2
    browser.search_bar.here.click()
    qtbot.waitUntil(lambda: len(shown(browser)) == 1 and not browser.found.running)
    assert browser.found.folder_path_at(0) == b"/a/deep"


def test_a_search_that_is_stopped_keeps_what_it_has(
    qtbot: QtBot, browser: Browser, session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PAGE", 1)
    for number in range(300):
        write_file(session, f"/{number:03d} hit")
    begin(qtbot, browser, "299 hit")
    browser.does.search.trigger()
    browser.search_bar.field.setText("hit")
    qtbot.waitUntil(lambda: browser.found.running and len(browser.found.rows) > 2)
    assert browser.search_bar.stop_button.isVisible()
    browser.search_bar.stop_button.click()
    kept = len(browser.found.rows)
    assert not browser.found.running
    write_file(session, "/later hit")
    qtbot.wait(50)
    assert len(browser.found.rows) == kept < 300
    assert not browser.search_bar.stop_button.isVisible()


def test_a_hundred_thousand_names_are_searched_without_holding_the_window(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    assert session.vault is not None
    namespace = session.vault.namespace
    for part in range(10):
        folder = namespace.mkdir(1, b"part %d" % part, 0o755, 0, 0).ino
        with namespace._group():
            for number in range(10_000):
                namespace.create(folder, b"%d-%05d.txt" % (part, number), 0o644, 0, 0)
    begin(qtbot, browser, "part 0", "part 9")
    heart = Heartbeat()
    look_for(qtbot, browser, "txt")
    assert browser.search_bar.said.text() == "The first 10,000; there are more"
    look_for(qtbot, browser, "-099")
    assert len(shown(browser)) == 1000
    heart.stop()
    assert max(heart.busy) < longest_turn_s(), sorted(heart.busy)[-5:]


def test_locking_leaves_no_result(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    write_file(session, "/secret plan.txt")
    begin(qtbot, browser, "secret plan.txt")
    look_for(qtbot, browser, "secret")
    with qtbot.waitSignal(session.closed, timeout=30_000):
        session.lock()
    assert browser.found.rows == []
    assert browser.search_bar.field.text() == ""
    assert browser.found.query is None
