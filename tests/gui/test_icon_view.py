"""Icons beside the table: one model, one selection, and thumbnails that stay in memory."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.jobs import thumbnails as making
from app.jobs.images import decode
from app.models import thumbnails as keeping
from app.models.session import VaultSession
from app.settings.browser_layout import BrowserLayout, load_layout, save_layout
from app.settings.preferences import Preferences
from app.views.browser import Browser
from tests.gui.browsing import begin, drop_at, picture, select, shown
from tests.gui.conftest import names_in, write_file
from tests.gui.test_heartbeat import Heartbeat, longest_turn_s

left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def as_icons(qtbot: QtBot, browser: Browser) -> None:
    browser.does.as_icons.trigger()
    qtbot.waitUntil(browser.views.icons.isVisible)


def centre(browser: Browser, name: str) -> QPoint:
    icons = browser.views.icons
    return icons.visualRect(browser.model.index(browser.model.find(name.encode()), 0)).center()


def settled(qtbot: QtBot, browser: Browser, *names: str) -> None:
    """Wait until these have pictures."""
    rows = [row for row in browser.model.rows if row.name.decode() in names]
    assert len(rows) == len(names)
    kept = browser.thumbnails
    qtbot.waitUntil(lambda: all(kept.picture(row) is not None for row in rows), timeout=20_000)


# -- the grid -----------------------------------------------------------------------------------


def test_both_views_have_one_selection(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    for name in ("a", "b", "c"):
        write_file(session, f"/{name}", b"1")
    begin(qtbot, browser, "a", "b", "c")
    select(browser, "b")
    as_icons(qtbot, browser)
    assert [row.name for row in browser.views.icons.selected_rows()] == [b"b"]
    qtbot.mouseClick(browser.views.icons.viewport(), left, none, centre(browser, "c"))
    browser.does.as_table.trigger()
    assert [row.name for row in browser.table.selected_rows()] == [b"c"]
    chosen = browser.table.selectionModel().selectedRows()
    assert len(chosen) == 1, "whole rows, or the table would show half of it"


def test_the_choice_is_remembered(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    begin(qtbot, browser)
    as_icons(qtbot, browser)
    browser.does.tree.trigger()
    qtbot.waitUntil(lambda: load_layout() == BrowserLayout(icons=True, tree=False), timeout=10_000)
    other = Browser(session, Preferences())
    other.start()
    assert other.does.as_icons.isChecked()
    assert not other.folders.isVisibleTo(other)
    other.stop()
    other.deleteLater()


@pytest.mark.parametrize("text", ["", "icons = 3\ntree = 'x'\ntree_width = -4", "\0"])
def test_a_layout_that_makes_no_sense_is_the_usual_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "browser.toml").write_text(text)
    assert load_layout(tmp_path) == BrowserLayout()
    wanted = BrowserLayout(icons=True, tree=False, tree_width=321, preview_width=99)
    save_layout(wanted, tmp_path)
    assert load_layout(tmp_path) == wanted


def test_keys_go_about_in_the_grid(qtbot: QtBot, browser: Browser, session: VaultSession) -> None:
    names = [f"{number:02d}" for number in range(30)]
    for name in names:
        write_file(session, f"/{name}")
    begin(qtbot, browser, *names)
    as_icons(qtbot, browser)
    icons = browser.views.icons
    icons.select(0)
    columns = icons.columns
    assert columns > 2
    K = Qt.Key
    for key, at in (
        (K.Key_Right, 1), (K.Key_Down, 1 + columns), (K.Key_Left, columns), (K.Key_Up, 0),
        (K.Key_Up, 0), (K.Key_Left, 0), (K.Key_End, 29), (K.Key_Right, 29), (K.Key_Home, 0),
    ):  # fmt: skip
        qtbot.keyClick(icons, key)
        assert icons.currentIndex().row() == at, key
    assert icons.selected_ats() == [0]
    qtbot.keyClick(icons, K.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert icons.selected_ats() == list(range(columns + 1)), "all between, as in a text"
    qtbot.keyClicks(icons, "17")
    assert icons.currentIndex().row() == 17
    browser.does.select_all.trigger()
    assert icons.selected_count() == 30


def test_a_rubber_band_selects_what_it_meets(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    names = [f"{number:02d}" for number in range(30)]
    for name in names:
        write_file(session, f"/{name}")
    begin(qtbot, browser, *names)
    as_icons(qtbot, browser)
    icons, view = browser.views.icons, browser.views.icons.viewport()
    columns, last = icons.columns, icons.visualRect(browser.model.index(29, 0))
    icons.scrollTo(browser.model.index(29, 0))
    last = icons.visualRect(browser.model.index(29, 0))
    below = QPoint(view.width() - 2, last.center().y())
    assert not icons.indexAt(below).isValid()
    qtbot.mousePress(view, left, none, below)
    qtbot.mouseMove(view, QPoint(last.center().x() - 2, last.center().y() + 4))
    qtbot.mouseRelease(view, left, none, QPoint(last.center().x() - 2, last.center().y() + 4))
    inside = set(icons.selected_ats())
    assert 29 in inside
    assert all(at // columns == 29 // columns for at in inside), "only its line"
    qtbot.mouseClick(view, left, none, below)
    assert icons.selected_count() == 0, "a click beside the icons selects nothing"


def test_renaming_and_dropping_in_the_grid(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    from PySide6.QtWidgets import QLineEdit

    write_file(session, "/box/x")
    write_file(session, "/a.txt", b"1")
    begin(qtbot, browser, "box", "a.txt")
    as_icons(qtbot, browser)
    select(browser, "a.txt")
    browser.does.rename.trigger()
    editor = browser.views.icons.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.waitUntil(lambda: editor.selectedText() == "a")
    editor.insert("new")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(browser) == ["box", "new.txt"])
    select(browser, "new.txt")
    mime = browser.model.mime_of(browser.views.view.selected_ats())
    assert drop_at(browser.views.icons.viewport(), centre(browser, "box"), mime)
    qtbot.waitUntil(lambda: names_in(session, "/box") == ["new.txt", "x"])


def test_a_hundred_thousand_icons_do_not_hold_the_window(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    begin(qtbot, browser)
    as_icons(qtbot, browser)
    assert session.vault is not None
    namespace = session.vault.namespace
    folder = namespace.mkdir(1, b"crowd", 0o755, 0, 0).ino
    with namespace._group():
        for number in range(100_000):
            namespace.create(folder, b"%06d.png" % number, 0o644, 0, 0)
    qtbot.waitUntil(lambda: shown(browser) == ["crowd"])
    asked: set[int] = set()
    data = browser.model.data
    browser.model.data = lambda index, role=0: (asked.add(index.row()), data(index, role))[1]
    heart = Heartbeat()
    with qtbot.waitSignal(browser.model.loaded, timeout=60_000):
        browser.open_folder(folder)
    icons = browser.views.icons
    for part in range(11):
        bar = icons.verticalScrollBar()
        bar.setValue(bar.maximum() * part // 10)
        qtbot.wait(20)
    browser.does.select_all.trigger()
    qtbot.wait(50)
    icons.select(50_000)
    qtbot.wait(50)
    heart.stop()
    assert 99_999 in asked
    assert len(asked) < 1000
    assert max(heart.busy) < longest_turn_s(), sorted(heart.busy)[-5:]


# -- thumbnails ---------------------------------------------------------------------------------


def test_images_in_sight_get_a_picture_and_nothing_reaches_the_disk(
    qtbot: QtBot, browser: Browser, session: VaultSession, tmp_path: Path
) -> None:
    write_file(session, "/wide.png", picture(800, 100))
    write_file(session, "/photo.jpg", picture(300, 400, "JPG", "blue"))
    write_file(session, "/notes.txt", picture(10, 10))
    before = {path for path in tmp_path.rglob("*") if "places" not in path.parts}
    begin(qtbot, browser, "wide.png", "photo.jpg", "notes.txt")
    assert browser.thumbnails.kept_bytes == 0, "the table shows none, and none are made"
    as_icons(qtbot, browser)
    settled(qtbot, browser, "wide.png", "photo.jpg")
    rows = {row.name: row for row in browser.model.rows}
    wide = browser.thumbnails.picture(rows[b"wide.png"])
    assert wide is not None
    assert (wide.width(), wide.height()) == (96, 12)
    assert browser.thumbnails.picture(rows[b"notes.txt"]) is None
    grabbed = browser.views.icons.viewport().grab().toImage()
    assert grabbed.pixelColor(centre(browser, "photo.jpg") - QPoint(0, 20)).blue() > 200
    after = {path for path in tmp_path.rglob("*") if "places" not in path.parts}
    assert {path for path in after - before if "config" not in path.parts} == set()
    with qtbot.waitSignal(session.closed, timeout=30_000):
        session.lock()
    assert browser.thumbnails.kept_bytes == 0


def test_a_changed_image_gets_another_picture(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    ino = write_file(session, "/p.png", picture(50, 50))
    begin(qtbot, browser, "p.png")
    as_icons(qtbot, browser)
    settled(qtbot, browser, "p.png")
    assert session.vault is not None
    session.vault.namespace.write(ino, 0, picture(60, 30, colour="blue"))
    qtbot.waitUntil(lambda: (found := browser.thumbnails.picture(browser.model.rows[0])) is not None
                    and found.width() == 60, timeout=20_000)  # fmt: skip


def test_only_what_is_in_sight_is_read(
    qtbot: QtBot, browser: Browser, session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(120):
        write_file(session, f"/{number:03d}.png", picture(20, 20))
    made: list[int] = []
    make = making.thumbnail

    def noted(vault: object, ino: int, *rest: object) -> object:
        made.append(ino)
        return make(vault, ino, *rest)

    monkeypatch.setattr(keeping, "thumbnail", noted)
    begin(qtbot, browser, "119.png")
    as_icons(qtbot, browser)
    settled(qtbot, browser, "000.png")
    qtbot.waitUntil(lambda: browser.thumbnails.waiting == 0)
    assert 0 < len(made) < 60
    browser.views.icons.scrollToBottom()
    settled(qtbot, browser, "119.png")
    qtbot.waitUntil(lambda: browser.thumbnails.waiting == 0)
    assert len(made) < 110
    assert len(set(made)) == len(made), "none is made twice"


def test_what_went_out_of_sight_is_given_up(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a.png", picture(20, 20))
    write_file(session, "/b.png", picture(20, 20))
    begin(qtbot, browser, "a.png", "b.png")
    rows = list(browser.model.rows)
    browser.thumbnails.want(rows, 96)
    handle = browser.thumbnails._handle
    assert handle is not None
    browser.thumbnails.want((), 96)
    assert handle.cancel_asked
    qtbot.waitUntil(lambda: browser.thumbnails.waiting == 0)
    browser.thumbnails.want(rows, 96)
    qtbot.waitUntil(lambda: all(browser.thumbnails.picture(row) for row in rows))


def test_pictures_are_kept_within_a_bound(
    qtbot: QtBot, browser: Browser, session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        write_file(session, f"/{number}.png", picture(200, 200))
    begin(qtbot, browser, "7.png")
    monkeypatch.setattr(keeping, "KEPT_BYTES", 3 * 96 * 96 * 4 + 2000)
    rows = list(browser.model.rows)
    browser.thumbnails.want(rows, 96)
    qtbot.waitUntil(lambda: browser.thumbnails.waiting == 0, timeout=20_000)
    assert browser.thumbnails.kept_bytes <= keeping.KEPT_BYTES
    kept = [row.name for row in rows if browser.thumbnails.picture(row) is not None]
    assert kept == [b"5.png", b"6.png", b"7.png"], "the ones that were seen last"


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims to be huge: its rows are compressed zeros."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [bomb(60_000, 60_000), b"\x89PNG\r\n\x1a\nrubbish", picture(40, 40, "JPG")[:50], b"plain text"],
    ids=["bomb", "rubbish", "cut", "text"],
)
def test_what_is_no_good_image_has_the_plain_icon(
    qtbot: QtBot, browser: Browser, session: VaultSession, content: bytes
) -> None:
    write_file(session, "/bad.png", content)
    write_file(session, "/good.png", picture(40, 40))
    begin(qtbot, browser, "bad.png", "good.png")
    as_icons(qtbot, browser)
    settled(qtbot, browser, "good.png")
    qtbot.waitUntil(lambda: browser.thumbnails.waiting == 0)
    bad = next(row for row in browser.model.rows if row.name == b"bad.png")
    assert browser.thumbnails.picture(bad) is None
    browser.thumbnails.want([bad], 96)
    assert browser.thumbnails.waiting == 0, "it is not tried again and again"


def test_nothing_is_decoded_that_claims_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QImageReader

    read: list[QImage] = []
    monkeypatch.setattr(QImageReader, "read", lambda self: read.append(QImage()) or QImage())
    content = QByteArray(picture(100, 101))
    assert decode(content, "png", 96, most_pixels=10_000) is None
    assert read == []
    decode(content, "png", 96, most_pixels=10_100)
    assert len(read) == 1


def test_a_photograph_is_turned_upright() -> None:
    """EXIF orientation 6: the camera was held upright; what is stored lies on its side."""
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y in range(40):
        for x in range(20):
            image.setPixelColor(x, y, QColor("red"))
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", 100)
    plain = bytes(buffer.data().data())
    tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    exif = b"Exif\0\0" + tiff
    marked = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]
    found = decode(QByteArray(marked), "jpeg", 1024, 1_000_000)
    assert found is not None
    assert (found.width, found.height) == (40, 80)
    assert (found.image.width(), found.image.height()) == (40, 80)
    assert found.image.pixelColor(20, 5).green() < 80, "the red end is on top"
    assert found.image.pixelColor(20, 75).green() > 200
