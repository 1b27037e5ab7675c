"""What ends a program from outside locks everything first, whoever uses what."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from app.settings.vault_list import VaultEntry, save_vault_list
from engine.vault import Vault
from engine.vault.credentials import Passphrase
from tests.gui.conftest import PASSPHRASE
from tests.house.sources import ROOT

_PROGRAM = """
import sys, threading
from functools import partial
from app.gui.application import Desktop, make_application
from app.gui.signals import quit_on_signals
from app.jobs.opening import passphrase_of
application = make_application(["test"])
desktop = Desktop(application)
desktop.show_window()
session = desktop.vaults.sessions[0]

def endless(_vault, cancel, _report):
    print("working", flush=True)
    while not cancel.cancelled:
        threading.Event().wait(0.01)
    cancel.check()

def opened():
    if sys.argv[2] == "mounted":
        session.mount(lambda: print("mounted", flush=True), print)
    elif sys.argv[2] == "working":
        session.run(endless, label="Importing")
    else:
        print("open", flush=True)

def start():
    if session.sighted and not session.vault and not start.once:
        start.once = True
        session.unlock(passphrase_of(sys.argv[1]), opened, print)
start.once = False
session.state_changed.connect(start)
session.look()
with quit_on_signals(desktop.end_now):
    code = application.exec()
print("ended", session.state.value, flush=True)
sys.exit(code)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize(
    "what", ["open", "working", pytest.param("mounted", marks=pytest.mark.fuse)]
)
def test_a_signal_locks_everything_and_ends(
    make_vault: Callable[..., Path], own_settings: Path, what: str, number: signal.Signals
) -> None:
    path = make_vault()
    save_vault_list([VaultEntry(path, "Letters")])
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, PASSPHRASE, what],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    drive = own_settings / "SigmaVault" / "Letters"
    kept = None
    with process, process.stdout:
        try:
            assert process.stdout.readline() == f"{what}\n"
            if what == "mounted":  # and in use: nobody is there to close the file
                kept = os.open(drive / "note", os.O_CREAT | os.O_WRONLY)
                os.write(kept, b"kept")
            process.send_signal(number)
            assert process.wait(60) == 0
            assert process.stdout.read() == "ended locked\n"
        finally:
            process.kill()
            if kept is not None:
                with suppress(OSError):  # its drive is gone
                    os.close(kept)
    assert not drive.exists()
    with Vault.unlock(path, Passphrase(PASSPHRASE.encode())) as vault:
        names = [entry.name for entry in vault.namespace.entries(1)]
        assert (b"note" in names) is (what == "mounted")
        if what == "mounted":
            inode = vault.namespace.resolve(b"/note")
            assert bytes(vault.namespace.read(inode.ino, 0, 10)) == b"kept"
