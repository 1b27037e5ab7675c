"""What comes into the browser and goes out of it: drops, drags, clipboard, files that are chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.jobs.rows import Row
from app.models.folder import ENTRIES_MIME, local_paths, places_of
from app.text.names import shown
from app.text.translation import tr

if TYPE_CHECKING:
    from app.views.browser import Browser


class BrowserTraffic(QObject):
    """The browser's doors."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self._browser = browser

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

    def choose_export(self) -> None:
        """Ask for a folder, and export the selection into it."""
        browser = self._browser
        chosen = QFileDialog.getExistingDirectory(browser, tr("Export to"))
        if chosen:
            browser.transfers.export_files(browser.selected_places(), Path(chosen))

    def add_drive_paths(self, mime: QMimeData) -> None:
        """Give other programs the selection's paths, where there is a drive."""
        browser = self._browser
        if browser.session.state.is_mounted:
            browser.model.add_urls(mime, browser.table.selected_rows(), browser.way.folder_path)

    def copy_selection(self) -> None:
        """Put the selection on the clipboard."""
        QGuiApplication.clipboard().setMimeData(self._browser.table.drag_mime())
