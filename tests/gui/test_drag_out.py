"""Dragging out of a vault that is not mounted: a real mount, read by other programs."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from app.jobs import lending
from app.models import drag_mount
from app.models.carrying import ENTRIES_MIME, on_clipboard
from app.models.session import VaultSession
from app.models.state import VaultState
from app.settings.preferences import Preferences
from app.views.browser import Browser
from engine.errors import FuseUnavailableError, MountBusyError
from engine.mount import list_mounts
from tests.gui.conftest import open_session, write_file

pytestmark = [
    pytest.mark.fuse,
    pytest.mark.skipif(not os.path.exists("/dev/fuse"), reason="no FUSE on this machine"),
]


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "runtime"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder / "sigmavault"


@pytest.fixture
def browser(qtbot: QtBot, session: VaultSession, runtime: Path) -> Iterator[Browser]:
    browser = Browser(session, Preferences())
    session.closed.connect(browser.stop)
    browser.resize(900, 600)
    browser.show()
    yield browser
    QGuiApplication.clipboard().clear()
    browser.hide()
    browser.deleteLater()


def begin(qtbot: QtBot, browser: Browser, *names: str) -> None:
    with qtbot.waitSignal(browser.model.loaded):
        browser.start()
    qtbot.waitUntil(lambda: {row.name.decode() for row in browser.model.rows} >= set(names))
    browser.table.clearSelection()
    selection = browser.table.selectionModel()
    for name in names:
        index = browser.model.index(browser.model.find(name.encode()), 0)
        selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)


def other_program(qtbot: QtBot, code: str, *arguments: object) -> str:
    """What a program prints that looks into the mount; the window's loop goes on meanwhile."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    return process.communicate()[0]


READ = "import sys; sys.stdout.write(open(sys.argv[1]).read())"


def paths_of(mime: QMimeData) -> list[Path]:
    """As the other side of a drag gets them: the bytes of the format, not our objects."""
    lines = bytes(mime.data("text/uri-list").data()).decode().split()
    return [Path(QUrl(line).toLocalFile()) for line in lines]


def dragged(qtbot: QtBot, browser: Browser) -> QMimeData:
    mime = browser.table.drag_mime()
    qtbot.waitUntil(lambda: browser.traffic.lent.mount is not None, timeout=30_000)
    return mime


def test_what_is_dragged_has_a_path_that_other_programs_can_read(
    qtbot: QtBot, browser: Browser, session: VaultSession, runtime: Path, tmp_path: Path
) -> None:
    write_file(session, "/a b ü.txt", b"content")
    write_file(session, "/box/deep/c.txt", b"below")
    begin(qtbot, browser, "a b ü.txt", "box")
    mime = dragged(qtbot, browser)
    assert mime.formats()[0] == ENTRIES_MIME, "our own meaning comes first"
    box, file = paths_of(mime)
    assert file.parent == box.parent
    assert file.parent.parent == runtime
    assert stat.S_IMODE(runtime.stat().st_mode) == 0o700
    assert other_program(qtbot, READ, file) == "content"
    assert other_program(qtbot, READ, box / "deep" / "c.txt") == "below"
    copied = other_program(
        qtbot,
        "import shutil,sys; shutil.copytree(*sys.argv[1:]); print('done')",
        box,
        tmp_path / "x",
    )
    assert copied == "done\n"
    assert (tmp_path / "x" / "deep" / "c.txt").read_text() == "below"


def test_it_shows_later_changes_and_takes_none(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    ino = write_file(session, "/a.txt", b"old")
    begin(qtbot, browser, "a.txt")
    (path,) = paths_of(dragged(qtbot, browser))
    assert other_program(qtbot, READ, path) == "old"
    assert session.vault is not None
    session.vault.namespace.write(ino, 0, b"new content")
    write_file(session, "/later.txt", b"later")
    assert other_program(qtbot, READ, path) == "new content"
    assert other_program(qtbot, READ, path.parent / "later.txt") == "later"
    said = other_program(qtbot, "import sys; open(sys.argv[1], 'w')", path)
    assert "Read-only" in said


def test_the_paths_are_offered_before_the_mount_is_there(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    """Nothing waits: the mount is made while the drag is on its way."""
    write_file(session, "/a.txt", b"content")
    begin(qtbot, browser, "a.txt")
    first = browser.table.drag_mime()
    assert browser.traffic.lent.mount is None
    again = browser.table.drag_mime()
    assert paths_of(first) == paths_of(again), "one mount for both"
    qtbot.waitUntil(lambda: browser.traffic.lent.mount is not None, timeout=30_000)
    assert other_program(qtbot, READ, paths_of(first)[0]) == "content"


def test_locking_removes_it(
    qtbot: QtBot, browser: Browser, session: VaultSession, runtime: Path
) -> None:
    write_file(session, "/a.txt", b"content")
    begin(qtbot, browser, "a.txt")
    (path,) = paths_of(dragged(qtbot, browser))
    with qtbot.waitSignal(session.closed, timeout=30_000):
        session.lock()
    assert not path.parent.exists()
    assert list(runtime.iterdir()) == []
    assert list_mounts() == []
    open_session(qtbot, session)
    begin(qtbot, browser, "a.txt")
    (new,) = paths_of(dragged(qtbot, browser))
    assert new != path
    assert other_program(qtbot, READ, new) == "content"


def test_a_copy_that_is_under_way_is_not_cut_off_unless_it_must_be(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a.txt", b"content")
    begin(qtbot, browser, "a.txt")
    (path,) = paths_of(dragged(qtbot, browser))
    reader = subprocess.Popen(
        [sys.executable, "-c",
         "import sys; f=open(sys.argv[1]); print('in',flush=True); sys.stdin.read()", str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert reader.stdout is not None
        told: list[bytes] = []
        import threading

        thread = threading.Thread(target=lambda: told.append(reader.stdout.readline()))
        thread.start()
        qtbot.waitUntil(lambda: told == [b"in\n"], timeout=30_000)
        with qtbot.waitSignal(session.lock_refused, timeout=30_000) as refused:
            session.lock()
        assert isinstance(refused.args[0], MountBusyError)
        assert session.state is VaultState.UNLOCKED
        with qtbot.waitSignal(session.closed, timeout=30_000):
            session.lock(force=True)
        assert not path.parent.exists()
    finally:
        assert reader.stdin is not None
        reader.stdin.close()
        reader.wait(30)
        reader.stdout.close()
        thread.join()


def test_the_drive_can_be_mounted_meanwhile_and_then_it_goes(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a.txt", b"content")
    begin(qtbot, browser, "a.txt")
    (lent,) = paths_of(dragged(qtbot, browser))
    session.mount()
    qtbot.waitUntil(lambda: session.state is VaultState.MOUNTED, timeout=30_000)
    qtbot.waitUntil(lambda: browser.traffic.lent.mount is None, timeout=30_000)
    assert not lent.parent.exists()
    (path,) = paths_of(browser.table.drag_mime())
    assert path == session.mountpoint / "a.txt"
    assert other_program(qtbot, READ, path) == "content"
    session.unmount()
    qtbot.waitUntil(lambda: session.state is VaultState.UNLOCKED, timeout=30_000)
    assert other_program(qtbot, READ, paths_of(dragged(qtbot, browser))[0]) == "content"


def test_what_was_copied_can_still_be_pasted_elsewhere_when_the_drive_is_mounted(
    qtbot: QtBot, browser: Browser, session: VaultSession
) -> None:
    write_file(session, "/a.txt", b"content")
    begin(qtbot, browser, "a.txt")
    browser.does.copy.trigger()
    qtbot.waitUntil(lambda: browser.traffic.lent.mount is not None, timeout=30_000)
    (path,) = paths_of(QGuiApplication.clipboard().mimeData())
    session.mount()
    qtbot.waitUntil(lambda: session.state is VaultState.MOUNTED, timeout=30_000)
    assert other_program(qtbot, READ, path) == "content"


def test_it_goes_when_nobody_has_dragged_for_a_while(
    qtbot: QtBot, browser: Browser, session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_file(session, "/a.txt", b"content")
    begin(qtbot, browser, "a.txt")
    (path,) = paths_of(dragged(qtbot, browser))
    browser.traffic.lent.look()
    assert not browser.traffic.lent._returning
    monkeypatch.setattr(drag_mount, "KEPT_S", 0.0)
    browser.traffic.lent.look()
    qtbot.waitUntil(lambda: browser.traffic.lent.mount is None, timeout=30_000)
    assert not path.parent.exists()


def test_without_fuse_there_is_a_hint_and_no_second_try(
    qtbot: QtBot, browser: Browser, session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_fuse(*_: object) -> None:
        raise FuseUnavailableError(Path("/dev/fuse"), "missing")

    monkeypatch.setattr(drag_mount, "lend", no_fuse)
    write_file(session, "/a.txt", b"content")
    begin(qtbot, browser, "a.txt")
    browser.table.drag_mime()
    qtbot.waitUntil(lambda: "Export…" in browser.banner.text, timeout=10_000)
    mime = browser.table.drag_mime()
    assert mime.hasFormat(ENTRIES_MIME)
    assert not mime.hasUrls()


def test_a_folder_that_others_could_enter_is_closed_or_refused(tmp_path: Path) -> None:
    from engine.errors import MountError

    wide = tmp_path / "wide"
    wide.mkdir(mode=0o777)
    lending._make_folder(wide)
    assert stat.S_IMODE(wide.stat().st_mode) == 0o700
    (tmp_path / "link").symlink_to(wide)
    with pytest.raises(MountError):
        lending._make_folder(tmp_path / "link")


def test_a_clipboard_that_holds_nothing_at_all(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt gives None for it, on some platforms and at some times."""
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    assert on_clipboard().formats() == []
