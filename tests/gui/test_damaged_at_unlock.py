"""Vaults that do not open although the passphrase is right: each says why, and can be tried again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.session import VaultSession
from app.models.state import VaultState
from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences
from app.views.main_window import MainWindow
from app.views.unlock_dialog import UnlockDialog
from engine.vault import Vault
from engine.vault.credentials import Passphrase
from tests.gui.conftest import PASSPHRASE, open_session
from tests.support.headers import altered, body_of, mac_of, seal

Damage = Callable[[Path], None]


def rewrite_header(vault: Path, change: Callable[[bytes], bytes]) -> None:
    for copy in vault.glob("vault.sigma*"):
        copy.write_bytes(change(copy.read_bytes()))


def ruin_header(vault: Path) -> None:
    rewrite_header(vault, lambda raw: b"\xff" * len(raw))


def lose_header(vault: Path) -> None:
    for copy in vault.glob("vault.sigma*"):
        copy.unlink()


def come_from_the_future(vault: Path) -> None:
    rewrite_header(vault, lambda raw: seal(body_of(raw), mac_of(raw), version=99))


def lower_the_cost(vault: Path) -> None:
    path = ("key_slots", 0, "kdf", "passes")
    rewrite_header(vault, lambda raw: altered(raw, path, 1))


def change_the_shape(vault: Path) -> None:
    rewrite_header(vault, lambda raw: altered(raw, ("geometry", "parity_lanes"), 3))


def lose_roots(vault: Path) -> None:
    for band in (vault / "bands").iterdir():
        band.write_bytes(bytes(band.stat().st_size))


def lose_bands(vault: Path) -> None:
    shutil.rmtree(vault / "bands")


@pytest.fixture
def window(qtbot: QtBot, vaults: VaultListModel, make_vault: Callable[..., Path]) -> Iterator[
    MainWindow
]:  # fmt: skip
    vaults.add(make_vault())
    window = MainWindow(vaults, Preferences())
    window.sidebar.choose(0)
    window.show()
    qtbot.waitUntil(lambda: vaults.sessions[0].sighted, timeout=20_000)
    yield window
    if window.dialog is not None:
        window.dialog.reject()
    window.stop()
    window.hide()
    window.deleteLater()


def try_to_open(qtbot: QtBot, window: MainWindow, session: VaultSession) -> str:
    """Type the right passphrase; what the dialog says."""
    window.unlock(session)
    dialog = window.dialog
    assert isinstance(dialog, UnlockDialog)
    qtbot.keyClicks(dialog.passphrase, PASSPHRASE)
    qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.banner.text), timeout=30_000)
    assert dialog.passphrase.text() == PASSPHRASE, "what was typed is not lost"
    text = dialog.banner.text
    dialog.reject()
    qtbot.waitUntil(lambda: window.dialog is None)
    return text


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lower_the_cost, "the passphrase was not tried"),
        (change_the_shape, "damaged in every copy"),
        (lose_roots, "restore it from a backup"),
        (lose_bands, "restore it from a backup"),
    ],
)
def test_what_only_the_key_brings_to_light(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, damage: Damage, says: str
) -> None:
    (session,) = window.model.sessions
    shutil.copytree(session.path, tmp_path / "whole")
    damage(session.path)
    assert says in try_to_open(qtbot, window, session)
    shutil.rmtree(session.path)
    shutil.copytree(tmp_path / "whole", session.path)
    open_session(qtbot, session)
    assert session.state is VaultState.UNLOCKED, "put back from a backup, it opens"


@pytest.mark.parametrize(
    ("damage", "says", "button"),
    [
        (ruin_header, "damaged in every copy", "Restore the header…"),
        (lose_header, "header of this vault is gone", "Restore the header…"),
        (come_from_the_future, "or a newer one", "Look again"),
    ],
)
def test_what_is_seen_without_a_key(
    qtbot: QtBot, window: MainWindow, damage: Damage, says: str, button: str
) -> None:
    (session,) = window.model.sessions
    damage(session.path)
    session.look()
    qtbot.waitUntil(lambda: session.state is VaultState.DAMAGED, timeout=20_000)
    page = window.page_of(session).closed_page
    assert page.isVisible()
    assert (says in page.text.text(), page.button.text()) == (True, button), page.text.text()


def test_a_vault_that_somebody_else_has_open_names_them(qtbot: QtBot, window: MainWindow) -> None:
    (session,) = window.model.sessions
    with Vault.unlock(session.path, Passphrase(PASSPHRASE.encode()), purpose="a backup"):
        text = try_to_open(qtbot, window, session)
    assert "pid" in text
    assert "Close it there" in text
    assert session.state is VaultState.LOCKED
    open_session(qtbot, session)
