"""The browser's search: from what is typed to the results, and back to the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.search import SearchQuery
from app.models.search import SearchModel
from app.text.translation import tr, trn
from app.views.search_bar import SearchBar
from engine.constants import ROOT_INODE

if TYPE_CHECKING:
    from app.views.browser import Browser


class BrowserSearch(QObject):
    """Between the bar, the model and the browser."""

    changed = Signal()
    """Something else is looked for, more was found, or the search was left."""

    def __init__(self, browser: Browser, bar: SearchBar, model: SearchModel) -> None:
        super().__init__(browser)
        self._browser = browser
        self._bar = bar
        self._model = model
        bar.hide()
        bar.asked.connect(self._ask)
        bar.stopped.connect(model.stop)
        bar.closed.connect(self.end)
        bar.left.connect(self._go_to_results)
        model.progressed.connect(self._progressed)

    @property
    def is_on(self) -> bool:
        """Whether results are shown."""
        return self._model.query is not None

    def begin(self) -> None:
        """Let something be typed."""
        self._bar.begin()

    def end(self) -> None:
        """Back to the folder."""
        had_focus = self._bar.field.hasFocus() or self._browser.views.view.hasFocus()
        self._model.clear()
        self._bar.end()
        self._browser.views.show_results(False)
        if had_focus:
            self._browser.views.setFocus()
        self.changed.emit()

    def again(self) -> None:
        """Hidden files are looked for now, or not any more."""
        if self.is_on:
            self._ask(self._bar.pattern)

    def _ask(self, pattern: str) -> None:
        if not pattern:
            self._model.clear()
            self._bar.say("", running=False)
            self._browser.views.show_results(False)
            self.changed.emit()
            return
        folder = self._browser.folder if self._bar.here_only else ROOT_INODE
        query = SearchQuery(pattern, folder, hidden=self._browser.does.hidden.isChecked())
        self._model.start(query)
        self._browser.views.show_results(True)
        self._progressed()

    def _go_to_results(self) -> None:
        views = self._browser.views
        if views.shows_results and self._model.rows and not views.results.currentIndex().isValid():
            views.results.select(0)
        views.setFocus()

    def _progressed(self) -> None:
        found = len(self._model.rows)
        if self._model.running:
            text = tr("Searching…") if not found else trn("%n found…", "%n found…", found)
        elif self._model.cut:
            text = trn("The first %n; there are more", "The first %n; there are more", found)
        else:
            text = trn("%n found", "%n found", found)
        self._bar.say(text, running=self._model.running)
        self.changed.emit()
