"""A vault that was double-clicked: a real process is given its path, as a desktop would."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.vault import create_vault
from tests.house.sources import ROOT

if TYPE_CHECKING:
    from engine.vault.credentials import KdfParameters

pytest.importorskip("PySide6")

WATCHED = """
import sys
from PySide6.QtCore import QTimer
import app.gui.application as application

make, asked = application.make_application, set()

def make_watched(arguments):
    made = make(arguments)
    timer = QTimer(made, interval=20)

    def look():
        for widget in made.topLevelWidgets():
            if type(widget).__name__ == "UnlockDialog" and widget.isVisible():
                if widget.windowTitle() not in asked:
                    asked.add(widget.windowTitle())
                    print(widget.windowTitle(), flush=True)
                    widget.reject()

    timer.timeout.connect(look)
    timer.start()
    return made

application.make_application = make_watched
from app.gui.main import main
sys.exit(main())
"""
"""The window, with every question for a passphrase named on standard output, and declined."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "SIGMAVAULT_CONFIG_DIR": str(tmp_path / "config"),
        "SIGMAVAULT_STATE_DIR": str(tmp_path / "state"),
    }


@pytest.fixture
def start(
    environment: dict[str, str], tmp_path: Path
) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the watched window; ends it as a desktop would."""
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str | Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", WATCHED, *arguments],
            env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        running.append(process)
        return process

    yield start
    for process in running:
        process.terminate()
        process.communicate(timeout=60)
        assert process.returncode == 0


@pytest.fixture
def vaults(tmp_path: Path, fast_kdf: KdfParameters) -> list[Path]:
    paths = [tmp_path / "Käse", tmp_path / "Brot"]
    for path in paths:
        create_vault(path, b"correct horse battery staple", parity_lanes=0, kdf=fast_kdf)
    return paths


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], 30)
    assert ready, "the window asked for nothing"
    return process.stdout.readline().strip()


def test_a_double_click_asks_for_the_passphrase_in_the_window_that_is_there(
    start: Callable[..., subprocess.Popen[str]], vaults: list[Path], environment: dict[str, str]
) -> None:
    first = start(vaults[0] / "vault.sigma")
    assert line_of(first) == "Unlock Käse"
    second = subprocess.run(
        [sys.executable, "-m", "app.gui", str(vaults[1])],
        env=environment, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert second.returncode == 0, "handed over, and gone"
    assert line_of(first) == "Unlock Brot"
    listed = (Path(environment["SIGMAVAULT_CONFIG_DIR"]) / "vaults.toml").read_text()
    assert all(name in listed for name in ("Käse", "Brot"))


def test_the_command_line_opens_the_window_that_is_there(
    start: Callable[..., subprocess.Popen[str]], vaults: list[Path], environment: dict[str, str]
) -> None:
    first = start(vaults[0])
    assert line_of(first) == "Unlock Käse"
    handed = subprocess.run(
        [sys.executable, "-m", "app", "open", "Brot/vault.sigma"],
        env=environment, cwd=vaults[1].parent, timeout=60, check=False,
    )  # fmt: skip
    assert handed.returncode == 0
    assert line_of(first) == "Unlock Brot"


@pytest.mark.parametrize(
    ("arguments", "without", "said"),
    [
        (["open", "."], [], "no vault"),
        (["open"], ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"], "no display"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(
    environment: dict[str, str], tmp_path: Path, arguments: list[str], without: list[str], said: str
) -> None:
    for name in without:
        environment.pop(name, None)
    run = subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert said in run.stderr
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""
