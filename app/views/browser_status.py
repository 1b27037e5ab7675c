"""The browser's words: how much there is, how much is selected, and why there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.text.quantities import size
from app.text.translation import number, tr, trn

if TYPE_CHECKING:
    from app.views.browser import Browser


class BrowserStatus(QObject):
    """Writes the line below, and the words in an empty list."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self._browser = browser
        self._total = 0
        self._final = True
        browser.model.counted.connect(self._counted)
        browser.search.changed.connect(self.update)

    def _counted(self, _rows: int, total: int, final: bool) -> None:
        self._total, self._final = total, final
        self.update()

    def update(self) -> None:
        """Say it anew."""
        views = self._browser.views
        results = views.shows_results
        text = self._results_text() if results else self._folder_text()
        selected = self.selection_text()
        self._browser.status.setText(f"{text}  ·  {selected}" if selected and text else text)
        if views.entries.rows:
            views.say_empty("")
        else:
            views.say_empty(self._no_results() if results else self._empty_folder())

    def selection_text(self) -> str:
        """How much is selected; empty for nothing."""
        views = self._browser.views
        rows = views.few_selected()
        if rows is None:
            return _selected(views.view.selected_count())
        if not rows:
            return ""
        amount = sum(row.size for row in rows if row.is_file)
        if not amount:
            return _selected(len(rows))
        text = trn("%n selected, {size}", "%n selected, {size}", len(rows))
        return text.format(size=size(amount))

    def _folder_text(self) -> str:
        model = self._browser.model
        if not self._final:
            return tr("Loading… {count}").format(count=number(self._total))
        if model.order.pattern:
            return trn("{shown} of %n item", "{shown} of %n items", self._total).format(
                shown=number(len(model.rows))
            )
        return trn("%n item", "%n items", len(model.rows))

    def _results_text(self) -> str:
        return trn("%n item found", "%n items found", len(self._browser.found.rows))

    def _empty_folder(self) -> str:
        browser = self._browser
        if not self._final or not browser.model.folder:
            return ""
        if browser.model.order.pattern:
            return tr("No name here fits this filter.")
        if browser.session.read_only:
            return tr("This folder is empty.")
        return tr("This folder is empty.\nDrop files here to encrypt them.")

    def _no_results(self) -> str:
        browser = self._browser
        if browser.found.running:
            return tr("Searching…")
        if browser.search_bar.here_only:
            return tr("Nothing of this name is here or below.\nLook in the whole vault, perhaps?")
        return tr("Nothing in this vault has such a name.")


def _selected(amount: int) -> str:
    return trn("%n selected", "%n selected", amount)
