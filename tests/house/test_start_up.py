"""The command line starts without what it does not need."""

from __future__ import annotations

import subprocess
import sys

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
