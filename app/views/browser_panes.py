"""How the browser is arranged, and that it is arranged so the next time."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.settings.browser_layout import BrowserLayout, load_layout, save_layout

if TYPE_CHECKING:
    from app.views.browser import Browser

_SAVE_AFTER_MS = 800
"""A splitter that is dragged is stored once, when it rests."""

_log = logging.getLogger(__name__)


class BrowserPanes(QObject):
    """Table or icons, the tree, and how wide the panes are."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self._browser = browser
        self._layout = BrowserLayout()
        self._timer = QTimer(self, interval=_SAVE_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._save)
        browser.splitter.splitterMoved.connect(self._moved)
        self._show(BrowserLayout())

    def start(self) -> None:
        """As it was left, in this vault or another one."""
        self._timer.stop()
        self._show(load_layout())

    def arrange(self) -> None:
        """Take over what the buttons say."""
        does = self._browser.does
        self._show(
            replace(self._layout, icons=does.as_icons.isChecked(), tree=does.tree.isChecked())
        )
        self._timer.start()

    def _show(self, layout: BrowserLayout) -> None:
        browser = self._browser
        self._layout = layout
        does = browser.does
        (does.as_icons if layout.icons else does.as_table).setChecked(True)
        does.tree.setChecked(layout.tree)
        browser.views.show_icons(layout.icons)
        browser.folders.setVisible(layout.tree)
        rest = max(1, browser.width() - layout.tree_width - layout.preview_width)
        browser.splitter.setSizes([layout.tree_width, rest, layout.preview_width])

    def _moved(self) -> None:
        tree, _, preview = self._browser.splitter.sizes()
        self._layout = replace(
            self._layout,
            tree_width=tree or self._layout.tree_width,
            preview_width=preview or self._layout.preview_width,
        )
        self._timer.start()

    def _save(self) -> None:
        layout = self._layout
        # Not in the window's thread: a disk may take its time. A vault that is locked by now has
        # another occasion.
        self._browser.session.ask(
            lambda _vault, _cancel, _report: save_layout(layout), failed=self._not_saved
        )

    def _not_saved(self, error: Exception) -> None:
        # It looks as usual the next time; nobody needs to be told.
        _log.warning("the browser's layout was not stored: %s", type(error).__name__)
