"""The disk goes while a vault is open: it is said, nothing that was kept is lost, and it comes back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences
from app.views.main_window import MainWindow
from app.views.open_page import OpenPage
from engine.health import scrub
from engine.types import Severity
from engine.vault import create_vault
from engine.vault.credentials import KdfParameters
from tests.gui.conftest import PASSPHRASE, let_jobs_end, names_in, open_session, write_file
from tests.support.loop_disk import LoopDisk

pytestmark = pytest.mark.root

DISK_BYTES = 400 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[LoopDisk]:
    made = LoopDisk(tmp_path, DISK_BYTES)
    yield made
    made.detach()


@pytest.fixture
def window(
    qtbot: QtBot, disk: LoopDisk, vaults: VaultListModel, fast_kdf: KdfParameters
) -> Iterator[MainWindow]:
    """With one vault, on that disk, unlocked, with a file in it that is durable."""
    path = disk.root / "Letters"
    create_vault(path, PASSPHRASE.encode(), kdf=fast_kdf)
    session = vaults.add(path)
    window = MainWindow(vaults, Preferences())
    window.sidebar.choose(0)
    window.show()
    open_session(qtbot, session)
    write_file(session, "/kept.txt", b"kept")
    assert session.vault is not None
    session.vault.namespace.sync()
    yield window
    let_jobs_end(qtbot, session)
    if session.vault is not None and session.lock(force=True):
        qtbot.waitUntil(lambda: session.vault is None, timeout=60_000)
    window.stop()
    window.hide()
    window.deleteLater()


def page_of(window: MainWindow) -> tuple[VaultSession, OpenPage]:
    session = window.model.sessions[0]
    return session, window.page_of(session).open_page


def lock(qtbot: QtBot, session: VaultSession) -> list[Exception]:
    """Lock what cannot be written any more; what it complains of."""
    troubles: list[Exception] = []
    session.trouble.connect(troubles.append)
    with qtbot.waitSignal(session.closed, timeout=60_000):
        assert session.lock()
    session.trouble.disconnect(troubles.append)
    return troubles


def comes_back(qtbot: QtBot, disk: LoopDisk, session: VaultSession) -> None:
    """Plugged in again, it opens, and what was durable is there."""
    disk.detach()
    session.look()
    qtbot.waitUntil(lambda: session.state is VaultState.MISSING, timeout=20_000)
    disk.plug_in()
    session.look()
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=20_000)
    open_session(qtbot, session)
    assert "kept.txt" in names_in(session)
    assert session.vault is not None
    assert scrub(session.vault).worst is Severity.GOOD


def test_while_it_is_open(qtbot: QtBot, window: MainWindow, disk: LoopDisk) -> None:
    session, page = page_of(window)
    disk.pull()
    page.browser.edits.new_folder()
    big = disk.image.parent / "big.bin"
    big.write_bytes(os.urandom(20_000_000))
    page.browser.transfers.import_files([big], 1, "Letters")
    banner = page.browser.banner
    qtbot.waitUntil(lambda: banner.property("banner") == "critical", timeout=30_000)
    assert "disk" in banner.text
    assert lock(qtbot, session), "what could not be kept is told"
    told = window.page_of(session).closed_page.banner
    assert told.isVisible()
    assert "last changes" in told.text
    comes_back(qtbot, disk, session)
    assert "big.bin" not in names_in(session)


def test_while_files_are_imported(
    qtbot: QtBot, window: MainWindow, disk: LoopDisk, tmp_path: Path
) -> None:
    session, page = page_of(window)
    source = tmp_path / "album"
    source.mkdir()
    for number in range(40):
        (source / f"{number}.bin").write_bytes(os.urandom(4_000_000))
    page.browser.transfers.import_files([source], 1, "Letters")
    qtbot.waitUntil(
        lambda: any(
            each.latest is not None and each.latest.done > 20_000_000
            for each in session.running_jobs
        ),
        timeout=60_000,
    )
    disk.pull()
    banner = page.browser.banner
    qtbot.waitUntil(lambda: banner.property("banner") == "critical", timeout=30_000)
    let_jobs_end(qtbot, session)
    assert not session.running_jobs
    lock(qtbot, session)
    comes_back(qtbot, disk, session)
    whole = names_in(session, "/album") if "album" in names_in(session) else []
    for name in whole:
        assert session.vault is not None
        namespace = session.vault.namespace
        inode = namespace.resolve(b"/album/" + name.encode())
        assert bytes(namespace.read(inode.ino, 0, inode.size)) == (source / name).read_bytes()


def test_a_vault_whose_folder_goes_and_returns(
    qtbot: QtBot, window: MainWindow, disk: LoopDisk
) -> None:
    session, _page = page_of(window)
    assert not lock(qtbot, session)
    closed = window.page_of(session).closed_page
    disk.detach()
    closed.look_asked.emit()
    qtbot.waitUntil(lambda: session.state is VaultState.MISSING, timeout=20_000)
    assert "plugged in" in closed.text.text()
    assert closed.button.text() == "Look again"
    disk.attach()
    closed.button.click()
    qtbot.waitUntil(lambda: session.state is VaultState.LOCKED, timeout=20_000)
    open_session(qtbot, session)
    assert names_in(session) == ["kept.txt"]
