"""Loads the preview of what is selected, a moment after it is: who scrolls by asks for nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.jobs.preview import ImagePreview, NoPreview, Preview, TextPreview, preview
from app.jobs.rows import Row
from app.jobs.worker import JobHandle
from app.models.entry_model import kind_text
from app.models.session import VaultSession
from app.text.names import shown
from app.text.quantities import moment, size
from app.text.translation import mark, tr, tr_marked
from app.views.entry_view import icon_name
from app.views.sentences import sentence
from app.widgets.preview_pane import PreviewPane

_WAIT_MS = 120

_REASONS = {
    NoPreview.EMPTY: mark("The file is empty."),
    NoPreview.TOO_LARGE: mark("Too large for a preview."),
    NoPreview.UNKNOWN: mark("No preview for this kind of file."),
}


class PreviewLoader(QObject):
    """Between the table and the pane."""

    def __init__(self, session: VaultSession, pane: PreviewPane, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pane = pane
        self._row: Row | None = None
        self._handle: JobHandle | None = None
        self._timer = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._load)
        self.clear()

    def clear(self, text: str = "") -> None:
        """Show nothing."""
        self._stop()
        self._row = None
        self._pane.show_nothing("", "", text or tr("Select a file to look into it."))

    def show_row(self, row: Row) -> None:
        """Show an entry."""
        if row == self._row:
            return
        self._stop()
        self._row = row
        self._pane.show_nothing(shown(row.name), _facts(row), "", icon_name(row))
        if row.is_file:
            self._timer.start()

    def _stop(self) -> None:
        self._timer.stop()
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _load(self) -> None:
        row = self._row
        if row is None:
            return
        self._handle = self._session.ask(
            lambda vault, cancel, report: preview(vault, row.ino, cancel, report),
            partial(self._loaded, row),
            partial(self._failed, row),
        )

    def _loaded(self, row: Row, found: Preview) -> None:
        if row is not self._row:
            return
        self._handle = None
        name, facts = shown(row.name), _facts(row)
        if isinstance(found, TextPreview):
            more = "" if found.whole else " · " + tr("beginning")
            self._pane.show_text(name, facts + more, found.text)
        elif isinstance(found, ImagePreview):
            self._pane.show_image(name, f"{facts} · {found.width} × {found.height}", found.image)
        else:
            self._pane.show_nothing(name, facts, tr_marked(_REASONS[found]), icon_name(row))

    def _failed(self, row: Row, error: Exception) -> None:
        if row is self._row:
            self._handle = None
            self._pane.show_nothing(shown(row.name), _facts(row), sentence(error), "warning")


def _facts(row: Row) -> str:
    parts = [kind_text(row)]
    if row.is_file:
        parts.append(size(row.size))
    return " · ".join([*parts, moment(row.mtime_ns)])
