"""A display that is not there, settings of its own for each test, and vaults with a cheap key."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6")

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication

from app.jobs.opening import passphrase_of
from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.text import translation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.views.browser import Browser
    from engine.vault.credentials import KdfParameters

PASSPHRASE = "correct horse battery staple"


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Neither the user's settings nor the user's mounts."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SIGMAVAULT_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(tmp_path / "state"))
    return home


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever language a test speaks, the next one begins with the sources' own."""
    yield
    translation.install(None)
    QLocale.setDefault(QLocale.c())
    if QGuiApplication.instance() is not None:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def make_vault(tmp_path: Path, fast_kdf: KdfParameters) -> Callable[..., Path]:
    """Makes a vault on disk, locked."""

    def make(name: str = "Letters", parity_lanes: int = 2) -> Path:
        from engine.vault import create_vault

        path = tmp_path / "places" / name
        create_vault(path, PASSPHRASE.encode(), parity_lanes=parity_lanes, kdf=fast_kdf)
        return path

    return make


@pytest.fixture
def vaults(qtbot: QtBot) -> Iterator[VaultListModel]:
    """An empty list of vaults; whatever is open at the end is locked."""
    model = VaultListModel()
    yield model
    close_all(qtbot, model)


@pytest.fixture
def session(qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]) -> VaultSession:
    """A vault of the list, unlocked."""
    session = vaults.add(make_vault())
    open_session(qtbot, session)
    return session


@pytest.fixture
def browser(qtbot: QtBot, session: VaultSession) -> Iterator[Browser]:
    """A browser of `session`; `tests.gui.browsing` goes about in it."""
    from app.settings.preferences import Preferences
    from app.views.browser import Browser

    browser = Browser(session, Preferences())
    session.closed.connect(browser.stop)
    browser.resize(1000, 600)
    browser.show()
    yield browser
    browser.hide()
    browser.stop()
    browser.deleteLater()


def open_session(qtbot: QtBot, session: VaultSession) -> None:
    """Unlock, and wait until it is."""
    qtbot.waitUntil(lambda: session.sighted)
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.unlock(passphrase_of(PASSPHRASE))


def close_all(qtbot: QtBot, model: VaultListModel) -> None:
    """Lock every vault and end every thread."""
    for session in model.sessions:
        qtbot.waitUntil(lambda each=session: each.state is not VaultState.UNLOCKING, timeout=20_000)
        if session.vault is not None:
            qtbot.waitUntil(
                lambda each=session: each.vault is None or each.lock(force=True), timeout=20_000
            )
            qtbot.waitUntil(lambda each=session: each.vault is None, timeout=60_000)
    model.stop()
    model.deleteLater()


def asked(qtbot: QtBot, session: VaultSession, job: Any) -> Any:
    """The result of a question to the vault."""
    results: list[Any] = []
    failures: list[Exception] = []
    assert session.ask(job, results.append, failures.append) is not None
    qtbot.waitUntil(lambda: bool(results or failures), timeout=30_000)
    if failures:
        raise failures[0]
    return results[0]


def write_file(session: VaultSession, path: str, content: bytes = b"") -> int:
    """Put a file into an unlocked vault, folders included, beside the window."""
    vault = session.vault
    assert vault is not None
    parent = 1
    *folders, name = path.encode().strip(b"/").split(b"/")
    for folder in folders:
        try:
            parent = vault.namespace.lookup(parent, folder).ino
        except Exception:
            parent = vault.namespace.mkdir(parent, folder, 0o755, 0, 0).ino
    inode = vault.namespace.create(parent, name, 0o644, 0, 0)
    if content:
        vault.namespace.write(inode.ino, 0, content)
    return inode.ino


def names_in(session: VaultSession, path: str = "/") -> list[str]:
    """What a folder of the vault holds, as the engine says."""
    vault = session.vault
    assert vault is not None
    folder = vault.namespace.resolve(path.encode())
    return [entry.name.decode() for entry in vault.namespace.entries(folder.ino)]


def let_jobs_end(qtbot: QtBot, session: VaultSession) -> None:
    """Wait for what a test has started: its last word must find the page still there."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not session.running_jobs, timeout=20_000)
    QCoreApplication.processEvents()
