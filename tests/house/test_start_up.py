"""The command line and the window start without what they do not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT


def loaded_by(code: str) -> set[str]:
    """The top-level modules that are loaded after some code has run, in a fresh interpreter."""
    probe = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_the_command_line_loads_no_window() -> None:
    loaded = loaded_by("import app.cli")
    assert "app" in loaded
    assert loaded.isdisjoint({"PySide6", "shiboken6"})


def test_the_engine_loads_no_window_and_no_application() -> None:
    loaded = loaded_by("import engine.vault, engine.mount")
    assert "engine" in loaded
    assert loaded.isdisjoint({"PySide6", "shiboken6", "app", "typer", "rich"})


def test_looking_at_a_header_loads_no_arithmetic() -> None:
    """numpy costs a tenth of a second of every command, and only a fallback needs it."""
    assert "numpy" not in loaded_by("from engine.vault import read_info")


_FIRST_PAINT = """
import sys
from PySide6.QtCore import QTimer
from app.gui.application import Desktop, make_application

application = make_application(["test"])
desktop = Desktop(application)
desktop.window.painted.connect(lambda: print(*sys.modules))
desktop.window.painted.connect(lambda: QTimer.singleShot(0, desktop.quit))
desktop.show_window()
sys.exit(application.exec())
"""

_NOT_BEFORE_A_CLICK = {
    "apsw", "argon2", "asyncio", "click", "cryptography", "jeepney", "keyring", "mfusepy", "numpy",
    "pyeclib", "pyqtgraph", "rich", "secretstorage", "zxcvbn",
    "engine.benchmark", "engine.health", "engine.mount", "engine.vault",
    "app.views.benchmark_page", "app.views.creation", "app.views.open_page", "app.views.report_dialog",
    "app.views.settings_dialog", "app.views.unlock_dialog",
    "PySide6.QtDBus",
}  # fmt: skip
"""What somebody who only looks at the list of vaults has no use for."""


def loaded_at_first_paint(folder: Path, vaults: str = "") -> set[str]:
    (folder / "vaults.toml").write_text(vaults)
    run = subprocess.run(
        [sys.executable, "-c", _FIRST_PAINT],
        cwd=ROOT,
        env={
            **os.environ, "QT_QPA_PLATFORM": "offscreen", "SIGMAVAULT_CONFIG_DIR": str(folder),
        },
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return set(run.stdout.splitlines()[0].split())


@pytest.mark.parametrize(
    "vaults", ["", '[[vault]]\nplace = "file:///nowhere"\nname = "Letters"\n'], ids=["none", "one"]
)
def test_the_window_is_drawn_without_what_a_click_needs(tmp_path: Path, vaults: str) -> None:
    pytest.importorskip("PySide6")
    loaded = loaded_at_first_paint(tmp_path, vaults)
    assert "app.views.main_window" in loaded
    assert loaded & _NOT_BEFORE_A_CLICK == set()


def test_the_rest_is_loaded_once_the_window_is_there() -> None:
    pytest.importorskip("PySide6")
    code = (
        "from app.views.later import MODULES, load_later\n"
        "from engine.progress import CancelToken, ignore_progress\n"
        "load_later(CancelToken(), ignore_progress)\n"
        "import sys\n"
        "assert MODULES and set(MODULES) <= set(sys.modules)"
    )
    assert "app" in loaded_by(code)


def test_help_loads_no_engine() -> None:
    loaded = loaded_by("from app.cli import main\nmain(['--help'])")
    assert "click" in loaded
    assert loaded.isdisjoint(
        {"apsw", "argon2", "cryptography", "keyring", "mfusepy", "numpy", "pyeclib", "zxcvbn"}
    )


def test_the_module_runs_as_the_program() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "app", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    from engine import __version__

    assert __version__ in run.stdout
