"""Starting the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import engine
from app.text.translation import tr


def can_show_window() -> bool:
    """Whether there is a display, and Qt to draw on it. Cheap: nothing of Qt is loaded."""
    return find_spec("PySide6") is not None and _has_display()


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _why_no_window() -> str:
    if find_spec("PySide6") is None:
        return tr("The window needs PySide6, which is not installed. The commands work without it.")
    return tr("There is no display to open the window on. The commands work without one.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the application.

    Args:
        arguments: Vaults to open, and `--hidden` to start in the tray.

    Returns:
        The exit code.
    """
    given = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
    places = [str(Path(each).absolute()) for each in given.places]
    if not can_show_window() and not os.environ.get("QT_QPA_PLATFORM"):
        # Qt itself would end with a core dump and six lines about plugins.
        sys.stderr.write("sigmavault: " + _why_no_window() + "\n")
        return 1

    from app.cli.logs import quiet_logs
    from app.gui.application import HIDDEN, Desktop, make_application
    from app.gui.instance import SingleInstance
    from app.gui.signals import quit_on_signals
    from app.gui.trace import trace_first_paint

    application = make_application([sys.argv[0]])
    quiet_logs()
    instance = SingleInstance()
    hidden = given.hidden and not places
    if not instance.claim([HIDDEN] if hidden else places):
        return 0
    desktop = Desktop(application, instance)
    desktop.catch_mistakes()
    trace_first_paint(desktop.window.painted)
    if not hidden:
        desktop.show_window()
    for place in places:
        desktop.window.open_vault(Path(place))
    with quit_on_signals(desktop.end_now):
        return application.exec()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sigmavault-gui", description=tr("The window over your vaults.")
    )
    parser.add_argument(
        "places",
        nargs="*",
        metavar="VAULT",
        help=tr("A vault's folder, or the file vault.sigma in it: added to the list, and opened."),
    )
    parser.add_argument(
        "--hidden",
        action="store_true",
        help=tr("Start without a window; in the tray, or until started again."),
    )
    parser.add_argument("--version", action="version", version=f"sigmavault {engine.__version__}")
    return parser
