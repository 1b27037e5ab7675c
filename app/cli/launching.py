"""How another process of this program is started, whichever way the program itself was."""

from __future__ import annotations

import sys
from pathlib import Path

import app

_FROZEN_NAMES = {"app": "sigmavault", "app.gui": "sigmavault-gui"}
"""In a bundle that holds its own interpreter each module that can be run is a program."""

_RUN = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=True)"
)


def command_of(module: str) -> list[str]:
    """The command line that runs `python -m MODULE` out of the folder that this program is in.

    The folder is an argument and not in PYTHONPATH, which every program that the other process
    starts would inherit: a file manager with our libraries in its Python.
    """
    if getattr(sys, "frozen", False):
        ending = ".exe" if sys.platform == "win32" else ""
        return [str(Path(sys.executable).with_name(_FROZEN_NAMES[module] + ending))]
    # -P keeps the current folder out of the module path: a folder named "app" that lies there by
    # chance, or by intent, would be run in our place.
    folder = Path(app.__file__).resolve().parents[1]
    return [sys.executable, "-P", "-c", _RUN, str(folder), module]
