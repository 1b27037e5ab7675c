"""The mount toggle with a real mount: the browser and the drive are one and the same vault."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences
from app.views.vault_page import VaultPage
from tests.gui.conftest import let_jobs_end, open_session, write_file

pytestmark = [
    pytest.mark.fuse,
    pytest.mark.skipif(not os.path.exists("/dev/fuse"), reason="no FUSE on this machine"),
]


@pytest.fixture
def page(qtbot: QtBot, session: VaultSession) -> Iterator[VaultPage]:
    page = VaultPage(session, Preferences())
    page.resize(1000, 600)
    page.show()
    page.open_page._opened()
    yield page
    let_jobs_end(qtbot, session)
    page.hide()
    page.deleteLater()


def mount(qtbot: QtBot, page: VaultPage, session: VaultSession) -> Path:
    qtbot.mouseClick(page.open_page.mount_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state is VaultState.MOUNTED, timeout=30_000)
    return session.mountpoint


def other_program(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Look into the mount from another process: never from the window's."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip


def shown(page: VaultPage) -> list[str]:
    return [row.name.decode() for row in page.open_page.browser.model.rows]


def test_one_click_mounts_and_one_click_unmounts(
    qtbot: QtBot, page: VaultPage, session: VaultSession, own_settings: Path
) -> None:
    place = mount(qtbot, page, session)
    assert place == own_settings / "SigmaVault" / "Letters"
    assert page.open_page.mount_button.text() == "Unmount"
    assert page.open_page.open_button.isVisible()
    qtbot.mouseClick(page.open_page.mount_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state is VaultState.UNLOCKED, timeout=30_000)
    assert not place.exists(), "what is not there cannot be written into by mistake"


def test_browser_and_drive_see_each_other(
    qtbot: QtBot, page: VaultPage, session: VaultSession
) -> None:
    place = mount(qtbot, page, session)
    code = "import os,sys; os.chdir(sys.argv[1]); os.mkdir('folder');"
    code += "open('by drive.txt', 'w').write('from outside')"
    process = subprocess.Popen([sys.executable, "-c", code, str(place)])
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    qtbot.waitUntil(lambda: shown(page) == ["folder", "by drive.txt"], timeout=10_000)
    browser = page.open_page.browser
    browser.table.select(browser.model.find(b"by drive.txt"))
    qtbot.waitUntil(lambda: browser.preview_pane.text == "from outside", timeout=10_000)
    browser.edits.rename(browser.model.place_at(1), "renamed.txt")
    qtbot.waitUntil(lambda: shown(page) == ["folder", "renamed.txt"])
    assert other_program("import os,sys;print(*sorted(os.listdir(sys.argv[1])))", place).stdout == (
        "folder renamed.txt\n"
    )
    write_file(session, "/folder/new.txt", b"12")
    size = other_program(
        "import os,sys;print(os.stat(sys.argv[1]).st_size)", place / "folder/new.txt"
    )
    assert size.stdout == "2\n"


def test_a_drag_of_a_mounted_vault_carries_paths_that_others_can_read(
    qtbot: QtBot, page: VaultPage, session: VaultSession
) -> None:
    place = mount(qtbot, page, session)
    write_file(session, "/a b.txt", b"content")
    qtbot.waitUntil(lambda: shown(page) == ["a b.txt"])
    browser = page.open_page.browser
    browser.table.select(0)
    urls = browser.table.drag_mime().urls()
    assert [url.toLocalFile() for url in urls] == [str(place / "a b.txt")]
    read = other_program("import sys;print(open(sys.argv[1]).read())", urls[0].toLocalFile())
    assert read.stdout == "content\n"


def test_a_drive_in_use_says_by_whom_and_can_be_forced(
    qtbot: QtBot, page: VaultPage, session: VaultSession
) -> None:
    place = mount(qtbot, page, session)
    user = subprocess.Popen(
        [sys.executable, "-c",
         "import os,sys;os.chdir(sys.argv[1]);print('in',flush=True);sys.stdin.read()", str(place)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert user.stdout is not None
        assert user.stdout.readline() == b"in\n"
        qtbot.mouseClick(page.open_page.mount_button, Qt.MouseButton.LeftButton)
        banner = page.open_page.banner
        qtbot.waitUntil(lambda: "in use by" in banner.text, timeout=30_000)
        assert str(user.pid) in banner.text
        assert session.state is VaultState.MOUNTED
        page.open_page.ask_lock()
        qtbot.waitUntil(lambda: banner.button.text() == "Lock anyway", timeout=30_000)
        assert session.vault is not None
        banner.button.click()
        qtbot.wait(200)
    finally:
        assert user.stdin is not None
        user.stdin.close()
        user.wait(30)
        if user.stdout is not None:
            user.stdout.close()
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=30_000)


def test_a_drive_that_another_program_ejects_is_noticed(
    qtbot: QtBot, page: VaultPage, session: VaultSession
) -> None:
    place = mount(qtbot, page, session)
    process = subprocess.Popen(["fusermount3", "-u", str(place)])
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    qtbot.waitUntil(lambda: session.state is VaultState.UNLOCKED, timeout=30_000)
    assert session.vault is not None


def test_locking_unmounts_first_and_keeps_what_was_written(
    qtbot: QtBot, page: VaultPage, session: VaultSession
) -> None:
    place = mount(qtbot, page, session)
    process = subprocess.Popen(
        [sys.executable, "-c",
         "import sys;open(sys.argv[1]+'/last.txt','w').write('words')", str(place)]
    )  # fmt: skip
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    with qtbot.waitSignal(session.closed, timeout=30_000):
        page.open_page.ask_lock()
    assert not place.exists()
    open_session(qtbot, session)
    qtbot.waitUntil(lambda: shown(page) == ["last.txt"])


def test_a_place_that_will_not_do_is_told(
    qtbot: QtBot, page: VaultPage, session: VaultSession, tmp_path: Path
) -> None:
    from dataclasses import replace

    full = tmp_path / "full"
    full.mkdir()
    (full / "x").write_text("mine")
    session.change_entry(replace(session.entry, mountpoint=full))
    page.open_page.toggle_mount()
    qtbot.waitUntil(lambda: "not empty" in page.open_page.banner.text, timeout=20_000)
    assert session.state is VaultState.UNLOCKED
    assert (full / "x").exists()


def test_a_vault_that_the_command_line_has_mounted_is_shown_as_such(
    qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path], tmp_path: Path
) -> None:
    from app.cli.serving import MountRequest, start_serving
    from engine.mount import unmount
    from engine.vault.credentials import Passphrase
    from tests.gui.conftest import PASSPHRASE

    path, place = make_vault(), tmp_path / "elsewhere"
    place.mkdir()
    start_serving(MountRequest(path, place), Passphrase(PASSPHRASE.encode()))
    try:
        session = vaults.add(path)
        qtbot.waitUntil(lambda: session.state is VaultState.BUSY, timeout=20_000)
        assert session.detail == place
    finally:
        unmount(place)
    session.look()
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=20_000)
