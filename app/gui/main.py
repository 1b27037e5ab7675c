"""Starting the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path


def can_show_window() -> bool:
    """Whether there is a display, and Qt to draw on it. Cheap: nothing of Qt is loaded."""
    return find_spec("PySide6") is not None and _has_display()


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the application.

    Args:
        arguments: Vaults to add to the list, and `--hidden` to start in the tray.

    Returns:
        The exit code.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    hidden = "--hidden" in given
    places = [str(Path(each).absolute()) for each in given if not each.startswith("-")]

    from app.cli.logs import quiet_logs
    from app.gui.application import Desktop, make_application
    from app.gui.instance import SingleInstance
    from app.gui.signals import quit_on_signals

    application = make_application([sys.argv[0]])
    quiet_logs()
    instance = SingleInstance()
    if not instance.claim(places):
        return 0
    desktop = Desktop(application, instance)
    desktop.catch_mistakes()
    if not (hidden and desktop.tray.is_available):
        desktop.show_window()
    for place in places:
        desktop.window.add_existing(Path(place))
    with quit_on_signals(desktop.quit):
        return application.exec()
