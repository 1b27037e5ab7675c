"""What the browser shows of second locks: padlocks, words, and menu entries by their state."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.jobs import locks
from app.jobs.entries import Place
from app.jobs.listing import EditKind, Edits, FolderListing, pages
from app.jobs.rows import Order, Row, rows_of
from app.models.session import VaultSession
from app.settings.preferences import Theme
from app.views.browser import Browser
from app.views.browser_locks import LockOffers, offers_for
from app.views.question_dialog import QuestionDialog
from app.widgets.theme import apply_theme, colours
from engine.errors import AlreadyLockedError, InsideLockError, InvalidOperationError, NotLockedError
from engine.namespace import LockMark
from engine.progress import CancelToken
from engine.vault import Vault
from tests.gui.browsing import begin, picture, select
from tests.gui.conftest import asked, let_jobs_end, names_in, write_file

SECOND = b"second"
CLOSED_WORDS, OPEN_WORDS = "Locked with a second passphrase", "Second lock, open for this session"
CLOSED, OPEN = LockMark(False, False, False), LockMark(True, False, False)

ROLES = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


def vault_of(session: VaultSession) -> Vault:
    assert session.vault is not None
    return session.vault


def mark_of(browser: Browser, name: str) -> LockMark | None:
    rows = browser.views.entries.rows
    return next(row.lock for row in rows if row.name == name.encode())


def shows(qtbot: QtBot, browser: Browser, **marks: LockMark | None) -> None:
    """Wait until names have these marks."""
    qtbot.waitUntil(
        lambda: {name: mark_of(browser, name) for name in marks} == marks, timeout=20_000
    )


@pytest.fixture
def locked(session: VaultSession) -> Vault:
    """A vault with a closed folder, an open file, and something under no lock."""
    write_file(session, "/private/inside", b"text")
    write_file(session, "/opened", b"open text")
    write_file(session, "/plain", b"plain text")
    vault = vault_of(session)
    for path in (b"/private", b"/opened"):
        vault.file_locks.lock(path, SECOND)
    vault.file_locks.open(b"/opened", SECOND)
    return vault


# -- lists -----------------------------------------------------------------------------------------


def test_a_list_comes_with_its_marks(locked: Vault) -> None:
    listing = FolderListing(locked.namespace, 1, Order())
    [rows] = [update.rows for update in pages(listing, CancelToken())]
    assert [(row.name, row.lock) for row in rows] == [
        (b"private", CLOSED),
        (b"opened", OPEN),
        (b"plain", None),
    ]
    assert [row.is_closed for row in rows] == [True, False, False]


def test_a_list_tells_marks_that_change_as_edits(locked: Vault) -> None:
    listing = FolderListing(locked.namespace, 1, Order())
    list(pages(listing, CancelToken()))
    assert listing.refresh_locks() is None
    locked.file_locks.open(b"/private", SECOND)
    update = listing.refresh_locks()
    assert isinstance(update, Edits)
    [(kind, at, row)] = update.edits
    assert (kind, at, row and row.lock) == (EditKind.UPDATE, 0, OPEN)
    locked.file_locks.remove(b"/private", SECOND)
    locked.file_locks.remove(b"/opened", SECOND)
    assert not locked.namespace.has_locks
    listing.refresh_locks()
    assert {row.lock for row in listing._all().rows} == {None}


def test_a_page_is_one_question_about_locks(locked: Vault, monkeypatch) -> None:
    namespace = locked.namespace
    top = namespace.mkdir(1, b"many", 0o755, 0, 0).ino
    for number in range(50):
        namespace.create(top, b"%d" % number, 0o100644, 0, 0)
    asked_for: list[int] = []
    ask = namespace.lock_marks
    monkeypatch.setattr(
        namespace, "lock_marks", lambda *arguments: asked_for.append(1) or ask(*arguments)
    )
    list(pages(FolderListing(namespace, top, Order()), CancelToken()))
    assert len(asked_for) == 1


# -- what is seen and said -------------------------------------------------------------------------


def test_words_say_it_too(qtbot: QtBot, browser: Browser, locked: Vault) -> None:
    begin(qtbot, browser, "private", "opened", "plain")
    said = {}
    for name in ("private", "opened", "plain"):
        index = browser.model.index(browser.model.find(name.encode()), 0)
        said[name] = [index.data(role) for role in ROLES]
    assert said == {
        "private": [f"private, Folder, {CLOSED_WORDS}", CLOSED_WORDS],
        "opened": [f"opened, File, {OPEN_WORDS}", OPEN_WORDS],
        "plain": ["plain, File", None],
    }


@pytest.fixture(params=[Theme.LIGHT, Theme.DARK])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp, Theme.SYSTEM)


@pytest.mark.parametrize("icons", [False, True])
def test_padlocks_are_drawn_by_state(
    qtbot: QtBot, browser: Browser, session: VaultSession, locked: Vault, theme: Theme, icons: bool
) -> None:
    write_file(session, "/also closed", b"x")
    locked.file_locks.lock(b"/also closed", SECOND)
    begin(qtbot, browser, "private", "opened", "plain", "also closed")
    if icons:
        browser.does.as_icons.trigger()
        qtbot.waitUntil(browser.views.icons.isVisible)
    view = browser.views.view
    drawn = view.viewport().grab().toImage()

    def inks(name: str) -> set[str]:
        """The colours at the entry's icon, without its name."""
        place = view.visualRect(view.entries.index(view.entries.find(name.encode()), 0))
        if icons:
            place.setHeight(place.height() * 2 // 3)
        else:
            place.setWidth(36)
        scale = drawn.devicePixelRatio()
        found = set()
        for x in range(round(place.left() * scale), round(place.right() * scale)):
            for y in range(round(place.top() * scale), round(place.bottom() * scale)):
                found.add(QColor(drawn.pixel(x, y)).name())
        return found

    c = colours()
    wanted = {"closed": c.text, "open": c.warning}
    seen = {
        name: {state for state, ink in wanted.items() if ink in inks(name)}
        for name in ("private", "also closed", "opened", "plain")
    }
    assert seen == {
        "private": {"closed"},
        "also closed": {"closed"},
        "opened": {"open"},
        "plain": set(),
    }


# -- what is offered -------------------------------------------------------------------------------


def offered(browser: Browser) -> list[str]:
    """The entries of the context menu's part for second locks."""
    menus = [action.menu() for action in browser.does.context_menu().actions()]
    found = [menu for menu in menus if menu is not None and menu.title() == "Second lock"]
    actions: list[QAction] = [each for menu in found for each in menu.actions()]
    assert all(each.isEnabled() == each.isVisible() for each in actions)
    return [each.text() for each in actions if each.isVisible()]


def test_the_menu_offers_what_can_be_done(qtbot: QtBot, browser: Browser, locked: Vault) -> None:
    locked.namespace.symlink(1, b"link", b"plain", 0, 0)
    begin(qtbot, browser, "private", "opened", "plain", "link")
    expected = {
        "plain": ["Lock with a second passphrase…"],
        "private": ["Unlock for this session…", "Remove the second lock…"],
        "opened": ["Lock again", "Remove the second lock…"],
        "link": [],
    }
    for name, texts in expected.items():
        select(browser, name)
        assert offered(browser) == texts, name
    select(browser, "plain", "private")
    assert offered(browser) == []
    with qtbot.waitSignal(browser.model.loaded):
        browser.open_folder(locked.namespace.resolve(b"/private").ino)
    select(browser, "inside")
    assert offered(browser) == ["Unlock for this session…"]


def test_a_vault_for_reading_only_offers_no_changes() -> None:
    row = Row(b"file", 2, 0o100644, 0, 0)
    assert offers_for(row, read_only=True) == LockOffers()
    closed = row._replace(lock=CLOSED)
    assert offers_for(closed, read_only=True) == LockOffers(open=True)
    broken_off = row._replace(lock=LockMark(False, False, True))
    assert offers_for(broken_off, read_only=True) == LockOffers(open=True)
    assert offers_for(broken_off, read_only=False) == LockOffers(lock=True, open=True, remove=True)


def test_the_offers_are_what_the_engine_allows(session: VaultSession, locked: Vault) -> None:
    """For each entry in each place: what is not offered is refused, and what is offered is done."""
    namespace, file_locks = locked.namespace, locked.file_locks
    private = namespace.resolve(b"/private").ino
    file_locks.open(b"/private", SECOND)
    for name in (b"moved", b"locked twice"):
        write_file(session, "/" + (b"private/" + name).decode(), b"text")
    namespace.rename(private, b"moved", 1, b"moved")
    write_file(session, "/apart/own", b"text")
    file_locks.lock(b"/apart/own", SECOND)
    file_locks.lock(b"/apart", SECOND)
    namespace.symlink(1, b"link", b"plain", 0, 0)

    def row_at(path: bytes) -> Row:
        folder, _, name = path.rpartition(b"/")
        parent = namespace.resolve(folder or b"/").ino
        [row] = rows_of(namespace, parent, [(name, namespace.lookup(parent, name))])
        return row

    paths = (b"/plain", b"/link", b"/opened", b"/moved", b"/private/inside", b"/apart/own",
             b"/private", b"/apart")  # fmt: skip
    for path in paths:
        offers = offers_for(row_at(path), read_only=False)
        if not offers.lock:
            with pytest.raises((AlreadyLockedError, InvalidOperationError)):
                file_locks.lock(path, SECOND)
        if not (offers.open or offers.close):
            with pytest.raises(NotLockedError):
                file_locks.open(path, SECOND)
            with pytest.raises(NotLockedError):
                file_locks.close(path)
        if not offers.remove:
            with pytest.raises((NotLockedError, InsideLockError)):
                file_locks.remove(path, SECOND)
    for path in paths:
        offers = offers_for(row_at(path), read_only=False)
        if offers.remove:
            file_locks.remove(path, SECOND)
            assert row_at(path).lock is None
            offers = offers_for(row_at(path), read_only=False)
        if offers.lock:
            file_locks.lock(path, SECOND)
            assert row_at(path).is_closed
            assert offers_for(row_at(path), read_only=False).open
            file_locks.open(path, SECOND)
            assert offers_for(row_at(path), read_only=False).close


# -- changes show at once --------------------------------------------------------------------------


def test_each_turn_of_a_lock_shows_at_once(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/diary/today", b"dear diary")
    begin(qtbot, browser, "diary")
    select(browser, "diary")
    place, text = Place(1, b"diary"), SECOND.decode()
    asked(qtbot, session, lambda v, c, r: locks.lock(v, place, text, c, r))
    shows(qtbot, browser, diary=CLOSED)
    assert offered(browser) == ["Unlock for this session…", "Remove the second lock…"]
    asked(qtbot, session, lambda v, c, r: locks.open_lock(v, place, text, c, r))
    shows(qtbot, browser, diary=OPEN)
    assert offered(browser) == ["Lock again", "Remove the second lock…"]
    asked(qtbot, session, lambda v, c, r: locks.close_lock(v, place, c, r))
    shows(qtbot, browser, diary=CLOSED)
    asked(qtbot, session, lambda v, c, r: locks.remove_lock(v, place, text, c, r))
    shows(qtbot, browser, diary=None)
    assert offered(browser) == ["Lock with a second passphrase…"]
    assert [row.name for row in browser.views.view.selected_rows()] == [b"diary"]


def test_inside_the_folder_it_shows_too(
    qtbot: QtBot, browser: Browser, session: VaultSession, locked: Vault
) -> None:
    begin(qtbot, browser, "private")
    with qtbot.waitSignal(browser.model.loaded):
        browser.open_folder(locked.namespace.resolve(b"/private").ino)
    shows(qtbot, browser, inside=LockMark(False, True, False))
    locked.file_locks.open(b"/private", SECOND)
    shows(qtbot, browser, inside=LockMark(True, True, False))
    locked.file_locks.close(b"/private")
    shows(qtbot, browser, inside=LockMark(False, True, False))
    locked.file_locks.remove(b"/private", SECOND)
    shows(qtbot, browser, inside=None)


def test_results_of_a_search_show_it_too(qtbot: QtBot, browser: Browser, locked: Vault) -> None:
    begin(qtbot, browser, "private")
    browser.does.search.trigger()
    browser.search_bar.field.setText("inside")
    qtbot.waitUntil(lambda: b"inside" in {row.name for row in browser.views.entries.rows})
    shows(qtbot, browser, inside=LockMark(False, True, False))
    select(browser, "inside")
    assert offered(browser) == ["Unlock for this session…"]
    locked.file_locks.open(b"/private", SECOND)
    shows(qtbot, browser, inside=LockMark(True, True, False))
    assert offered(browser) == ["Lock again"]


def test_what_was_shown_of_the_content_goes_with_the_key(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    """Also where the lock is closed by somebody else, as `lock-file --again` does."""
    write_file(session, "/words", b"secret words")
    write_file(session, "/photo.png", picture(60, 40))
    write_file(session, "/other.png", picture(60, 40))
    vault = vault_of(session)
    for path in (b"/words", b"/photo.png"):
        vault.file_locks.lock(path, SECOND)
        vault.file_locks.open(path, SECOND)
    begin(qtbot, browser, "words", "photo.png", "other.png")
    browser.does.preview.setChecked(True)
    browser.toggle_preview()
    browser.does.as_icons.trigger()
    select(browser, "words")

    def pictures() -> set[bytes]:
        rows = browser.model.rows
        return {row.name for row in rows if browser.thumbnails.picture(row) is not None}

    qtbot.waitUntil(lambda: browser.preview_pane.text == "secret words")
    qtbot.waitUntil(lambda: pictures() == {b"photo.png", b"other.png"}, timeout=20_000)
    vault.file_locks.close(b"/words")
    vault.file_locks.close(b"/photo.png")
    qtbot.waitUntil(lambda: "second lock that is closed" in browser.preview_pane.text)
    shows(qtbot, browser, words=CLOSED)
    qtbot.waitUntil(lambda: pictures() == {b"other.png"}, timeout=20_000)
    vault.file_locks.open(b"/words", SECOND)
    qtbot.waitUntil(lambda: browser.preview_pane.text == "secret words")
    vault.file_locks.open(b"/photo.png", SECOND)
    qtbot.waitUntil(lambda: pictures() == {b"photo.png", b"other.png"}, timeout=20_000)


def test_pictures_of_other_files_come_back_by_themselves(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/deep/words", b"secret words")
    write_file(session, "/other.png", picture(60, 40))
    vault = vault_of(session)
    vault.file_locks.lock(b"/deep/words", SECOND)
    vault.file_locks.open(b"/deep/words", SECOND)
    begin(qtbot, browser, "other.png")
    browser.does.as_icons.trigger()
    row = browser.model.rows[browser.model.find(b"other.png")]

    def key() -> int:
        found = browser.thumbnails.picture(row)
        return found.cacheKey() if found is not None else 0

    qtbot.waitUntil(lambda: key() != 0, timeout=20_000)
    first = key()
    vault.file_locks.close(b"/deep/words")
    qtbot.waitUntil(lambda: key() not in (0, first), timeout=20_000)


# -- the passphrase is forgotten -------------------------------------------------------------------


def delete_for_good(qtbot: QtBot, browser: Browser) -> str:
    """Answer the question; what it said."""
    question = browser.edits.dialog
    assert isinstance(question, QuestionDialog)
    said = " ".join(label.text() for label in question.findChildren(QLabel))
    question.action_button.click()
    let_jobs_end(qtbot, browser.session)
    return said


def test_what_is_locked_can_be_deleted_for_good(
    qtbot: QtBot, browser: Browser, session: VaultSession, locked: Vault
) -> None:
    begin(qtbot, browser, "private", "opened", "plain")
    select(browser, "plain")
    browser.does.purge.trigger()
    assert "passphrase" not in delete_for_good(qtbot, browser)
    select(browser, "private")
    browser.does.purge.trigger()
    assert "its passphrase is not asked for" in delete_for_good(qtbot, browser)
    qtbot.waitUntil(lambda: names_in(session) == ["opened"])


def test_one_entry_of_a_closed_folder_can_be_deleted_for_good(
    qtbot: QtBot, browser: Browser, session: VaultSession, locked: Vault
) -> None:
    begin(qtbot, browser, "private")
    with qtbot.waitSignal(browser.model.loaded):
        browser.open_folder(locked.namespace.resolve(b"/private").ino)
    select(browser, "inside")
    browser.does.delete.trigger()  # into the trash it does not go: the folder's names stay
    qtbot.waitUntil(lambda: "second lock that is closed" in browser.banner.text)
    browser.does.purge.trigger()
    delete_for_good(qtbot, browser)
    qtbot.waitUntil(lambda: names_in(session, "/private") == [])


def test_the_trash_can_be_emptied_of_it(
    qtbot: QtBot, browser: Browser, session: VaultSession, locked: Vault
) -> None:
    begin(qtbot, browser, "private")
    select(browser, "private")
    browser.does.delete.trigger()
    qtbot.waitUntil(lambda: "private" not in names_in(session))
    [trash] = [name for name in names_in(session) if name.startswith(".Trash")]
    assert names_in(session, f"/{trash}/files") == ["private"]
    browser.edits.show_trash()
    dialog = browser.edits.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    dialog.empty_asked.emit()
    delete_for_good(qtbot, browser)
    qtbot.waitUntil(lambda: names_in(session, f"/{trash}/files") == [])
    locked.namespace.sync()
    opened = locked.namespace.resolve(b"/opened").ino
    assert locked.namespace.lock_marks(1, range(1, 100)) == {opened: OPEN}
