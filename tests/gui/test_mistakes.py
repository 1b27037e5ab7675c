"""A mistake of ours: told once, with nothing secret in it, and the vault is as safe as before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.models.vaults import VaultListModel
from app.settings.preferences import Preferences
from app.settings.vault_list import VaultEntry, save_vault_list
from app.views.main_window import MainWindow
from app.views.report_dialog import MOST_TOLD, ReportDialog
from engine.vault import Vault
from engine.vault.credentials import Passphrase
from tests.gui.conftest import PASSPHRASE
from tests.house.sources import ROOT

CANARY = "canary in a coal mine"

_PROGRAM = """
import sys, threading
from PySide6.QtCore import QTimer
from app.gui.application import Desktop, make_application
from app.jobs.opening import passphrase_of
from app.views.report_dialog import ReportDialog
application = make_application(["test"])
desktop = Desktop(application)
desktop.catch_mistakes()
desktop.show_window()
session = desktop.vaults.sessions[0]
passphrase, canary, where = sys.argv[1:]

def fail():
    secret = canary
    raise RuntimeError(f"could not use {secret}") from ValueError(secret)

def opened():
    vault = session.vault
    session.ask(lambda v, c, r: v.namespace.create(1, b"written", 0o644, 0, 0), made)

def made(_inode):
    if where == "slot":
        QTimer.singleShot(0, fail)
    elif where == "thread":
        threading.Thread(target=fail).start()
    else:
        session.ask(lambda v, c, r: fail(), failed=desktop.window.tell)
    look()

def look():
    dialog = desktop.window.findChild(ReportDialog)
    if dialog is None or not dialog.isVisible():
        QTimer.singleShot(20, look)
        return
    print(dialog.text.toPlainText(), flush=True)
    dialog.reject()
    desktop.quit()

def start():
    if session.sighted and not session.vault and not start.once:
        start.once = True
        session.unlock(passphrase_of(passphrase), opened, print)
start.once = False
session.state_changed.connect(start)
session.look()
sys.exit(application.exec())
"""


@pytest.mark.parametrize("where", ["slot", "thread", "job"])
def test_nothing_secret_is_told_and_nothing_is_lost(
    make_vault: Callable[..., Path], where: str
) -> None:
    path = make_vault()
    save_vault_list([VaultEntry(path, "Letters")])
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, PASSPHRASE, CANARY, where],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "RuntimeError" in run.stdout
    assert "in fail" in run.stdout
    for said in (run.stdout, run.stderr):
        assert CANARY not in said
        assert PASSPHRASE not in said
    with Vault.unlock(path, Passphrase(PASSPHRASE.encode())) as vault:
        assert b"written" in [entry.name for entry in vault.namespace.entries(1)]


def mistake(text: str) -> Exception:
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        return error


def test_one_report_for_many_mistakes_and_it_can_be_copied(
    qtbot: QtBot, vaults: VaultListModel
) -> None:
    window = MainWindow(vaults, Preferences())
    window.show()
    for number in range(MOST_TOLD + 5):
        window.report(mistake(str(number)))
    reports = window.findChildren(ReportDialog)
    assert len(reports) == 1
    assert reports[0].text.toPlainText().count("RuntimeError") == MOST_TOLD
    copy = next(each for each in reports[0].findChildren(QPushButton) if "Copy" in each.text())
    copy.click()
    assert QGuiApplication.clipboard().text() == reports[0].text.toPlainText()
    reports[0].reject()
    qtbot.waitUntil(lambda: not window._worker.jobs, timeout=30_000)
    window.stop()
    window.hide()
    window.deleteLater()
