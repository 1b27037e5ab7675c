"""What the window can do without until somebody clicks: half of the time that it takes to load."""

from __future__ import annotations

import importlib

from engine.progress import CancelToken, Report

MODULES = (
    "app.views.unlock_dialog",
    "app.views.open_page",
    "app.views.creation",
    "app.views.settings_dialog",
    "app.views.report_dialog",
    "app.views.restore_dialog",
)


def load_later(cancel: CancelToken, _report: Report) -> None:
    """Load it, in a worker's thread, once the window is there."""
    for name in MODULES:
        cancel.check()
        importlib.import_module(name)
