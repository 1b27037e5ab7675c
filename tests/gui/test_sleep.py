"""The machine sleeps, or its screen locks: every vault is locked, and sleep waits for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.settings.vault_list import VaultEntry, save_vault_list
from tests.gui.conftest import PASSPHRASE
from tests.gui.desktop_bus import Logind, ScreenSaver, session_bus
from tests.house.sources import ROOT

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon")

PATIENCE_S = 30

_PROGRAM = """
import sys
from app.gui.application import Desktop, make_application
from app.jobs.opening import passphrase_of
application = make_application(["test"])
desktop = Desktop(application)
desktop.show_window()
session = desktop.vaults.sessions[0]
def say(*_):
    print(session.state.value, flush=True)
    if session.state.value == "locked" and session.sighted and not say.once:
        say.once = True
        session.unlock(passphrase_of(sys.argv[1]))
say.once = False
session.state_changed.connect(say)
session.look()
application.exec()
"""


class Program:
    """The application in a process of its own, with an unlocked vault."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, PASSPHRASE],
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT), "XDG_SESSION_ID": "7"},
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_for(self, state: str) -> None:
        """Read until the vault is in this state."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.strip() == state:
                return
        pytest.fail(f"ended before it was {state}")


def wait_until(condition: Callable[[], bool]) -> None:
    moment = threading.Event()
    for _ in range(PATIENCE_S * 50):
        if condition():
            return
        moment.wait(0.02)
    pytest.fail("it did not happen")


@pytest.fixture
def stage(
    tmp_path: Path, make_vault: Callable[..., Path]
) -> Iterator[tuple[Program, Logind, ScreenSaver]]:
    save_vault_list([VaultEntry(make_vault(), "Letters")])
    with ExitStack() as stack:
        system, own = tmp_path / "system", tmp_path / "own"
        for folder in (system, own):
            folder.mkdir()
        system_address = stack.enter_context(session_bus(system))
        own_address = stack.enter_context(session_bus(own))
        logind, saver = Logind(system_address), ScreenSaver(own_address)
        stack.callback(logind.close)
        stack.callback(saver.close)
        program = Program(
            {
                "DBUS_SYSTEM_BUS_ADDRESS": system_address,
                "DBUS_SESSION_BUS_ADDRESS": own_address,
                "QT_QPA_PLATFORM": "offscreen",
            }
        )
        with program.process:
            try:
                program.wait_for("unlocked")
                wait_until(lambda: bool(logind.held) and "GetSession" in logind.asked)
                yield program, logind, saver
            finally:
                program.process.kill()


def test_sleep_waits_until_everything_is_locked(
    stage: tuple[Program, Logind, ScreenSaver],
) -> None:
    program, logind, _ = stage
    assert not logind.is_let_go(0)
    logind.sleep(True)
    program.wait_for("locked")
    wait_until(lambda: logind.is_let_go(0))
    logind.sleep(False)
    wait_until(lambda: len(logind.held) == 2)
    assert not logind.is_let_go(1), "the next sleep waits, too"


@pytest.mark.parametrize("how", ["told", "by itself", "by its saver"])
def test_a_locked_screen_locks_the_vaults(
    stage: tuple[Program, Logind, ScreenSaver], how: str
) -> None:
    program, logind, saver = stage
    if how == "told":
        logind.lock()
    elif how == "by itself":
        logind.hint(True)
    else:
        saver.lock()
    program.wait_for("locked")


def test_an_unlocked_screen_locks_nothing(stage: tuple[Program, Logind, ScreenSaver]) -> None:
    program, logind, _ = stage
    before = logind.asked.count("Get")
    logind.hint(False)
    wait_until(lambda: logind.asked.count("Get") > before)
    logind.sleep(True)  # answered after that one, and the first thing to lock
    assert program.process.stdout is not None
    assert program.process.stdout.readline() == "busy\n"
    program.wait_for("locked")
