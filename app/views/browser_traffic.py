"""What comes into the browser and goes out of it: drops, drags, clipboard, files that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.jobs.entries import Place
from app.jobs.rows import Row
from app.models.carrying import ENTRIES_MIME, add_urls, entries_mime, local_paths, places_of
from app.models.drag_mount import DragMount
from app.text.names import shown
from app.text.translation import tr
from app.views.sentences import is_expected, sentence

if TYPE_CHECKING:
    from app.views.browser import Browser


class BrowserTraffic(QObject):
    """The browser's doors."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self._browser = browser
        self.lent = DragMount(browser.session, self)
        self.lent.failed.connect(self._not_lent)

    # -- in -------------------------------------------------------------------------------------

    def take(self, mime: QMimeData, folder: int, folder_name: str) -> None:
        """Entries of this vault are moved; files from outside are imported."""
        browser = self._browser
        session = browser.session
        if session.read_only:
            browser.banner.say(tr("The vault is open for reading only."), "warning")
            return
        own = places_of(mime, session) if mime.hasFormat(ENTRIES_MIME) else []
        if own:
            browser.edits.move(own, folder)
            return
        sources = local_paths(mime)
        if sources:
            browser.transfers.import_files(sources, folder, folder_name)
        elif mime.hasFormat(ENTRIES_MIME):
            browser.banner.say(
                tr("To move files between vaults, mount the one that they come from."), "info"
            )

    def dropped(self, mime: QMimeData, target: Row | None, _action: Qt.DropAction) -> None:
        """Something was dropped on a folder of the table, or beside one."""
        if target is not None:
            self.take(mime, target.ino, shown(target.name))
        else:
            self.take(mime, self._browser.folder, self._browser.folder_name)

    def dropped_on_folder(self, mime: QMimeData, folder: int, name: str) -> None:
        """Something was dropped on a folder of the tree."""
        self.take(mime, folder, name)

    def dropped_on_step(self, number: int, event: QDropEvent) -> None:
        """Something was dropped on a step of the way."""
        step = self._browser.way.steps[number]
        name = shown(step.name) if step.name else self._browser.session.entry.name
        event.acceptProposedAction()
        self.take(event.mimeData(), step.ino, name)

    def choose_import(self) -> None:
        """Ask for files, and import them."""
        browser = self._browser
        chosen, _ = QFileDialog.getOpenFileNames(browser, tr("Import files"))
        sources = [Path(each) for each in chosen]
        browser.transfers.import_files(sources, browser.folder, browser.folder_name)

    def choose_import_folder(self) -> None:
        """Ask for a folder, and import it."""
        browser = self._browser
        chosen = QFileDialog.getExistingDirectory(browser, tr("Import a folder"))
        if chosen:
            browser.transfers.import_files([Path(chosen)], browser.folder, browser.folder_name)

    # -- out ------------------------------------------------------------------------------------

    def choose_export(self, places: Sequence[Place] | None = None) -> None:
        """Ask for a folder, and export entries into it; the selection, if none are named."""
        browser = self._browser
        chosen = QFileDialog.getExistingDirectory(browser, tr("Export to"))
        if chosen:
            wanted = browser.selected_places() if places is None else places
            browser.transfers.export_files(wanted, Path(chosen))

    def add_paths(self, mime: QMimeData) -> None:
        """Give other programs the selection's paths: on the drive, or on a mount for the occasion."""
        browser = self._browser
        state = browser.session.state
        root = browser.session.mountpoint if state.is_mounted else self.lent.begin()
        if root is not None:
            add_urls(mime, root, self._selected_paths())

    def _selected_paths(self) -> list[bytes]:
        views, here = self._browser.views, self._browser.way.folder_path
        paths = []
        for at in views.view.selected_ats():
            folder = views.entries.folder_path_at(at)
            folder = here if folder is None else folder
            paths.append(folder.rstrip(b"/") + b"/" + views.entries.rows[at].name)
        return paths

    def _not_lent(self, error: Exception) -> None:
        if is_expected(error):
            why = sentence(error)
            text = tr("Nothing can be dragged out: {why} Use Export… instead.").format(why=why)
            self._browser.banner.say(text, "warning", tr("Export…"), self.choose_export)
        else:
            self._browser.edits.failed(error)

    def copy_selection(self, *, to_others: bool) -> None:
        """Put the selection on the clipboard; for other programs, too, or for us alone."""
        browser = self._browser
        if not browser.views.view.selected_count():
            return
        mime = entries_mime(browser.session, browser.selected_places())
        if to_others:
            self.add_paths(mime)
        QGuiApplication.clipboard().setMimeData(mime)
