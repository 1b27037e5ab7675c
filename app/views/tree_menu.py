"""What can be done with a folder of the tree."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.text.translation import tr
from engine.constants import ROOT_INODE

if TYPE_CHECKING:
    from app.views.browser import Browser


class TreeMenu(QObject):
    """Makes and shows the menu of a folder."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self._browser = browser

    def show(self, index: QModelIndex, point: QPoint) -> None:
        """Show a folder's menu at a point of the screen."""
        menu = self.menu(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def menu(self, index: QModelIndex) -> QMenu:
        """A folder's menu."""
        browser, edits = self._browser, self._browser.edits
        tree = browser.folders
        menu = QMenu(tree)
        folder = tree.folders.folder_at(index)
        if folder is None:
            return menu
        writable = not browser.session.read_only
        is_top = folder.ino == ROOT_INODE
        place = tree.folders.place_at(index)
        places = [place] if place is not None else []
        _add(menu, tr("Open"), partial(browser.open_folder, folder.ino))
        menu.addSeparator()
        _add(menu, tr("New folder"), partial(self._new_folder, folder.ino), writable)
        _add(menu, tr("Export…"), partial(browser.traffic.choose_export, places), not is_top)
        menu.addSeparator()
        _add(
            menu,
            tr("Rename"),
            lambda: tree.edit(tree.folders.index_of(folder.ino)),
            writable and not is_top,
        )
        _add(
            menu,
            tr("Move to trash"),
            partial(edits.delete_places, places),
            writable and not is_top,
        )
        menu.addSeparator()
        _add(menu, tr("Properties"), partial(edits.show_properties_of, places), not is_top)
        return menu

    def _new_folder(self, ino: int) -> None:
        """Its name is typed in the list, so that has to show where it is made."""
        if ino != self._browser.folder:
            self._browser.open_folder(ino)
        self._browser.edits.new_folder_in(ino)


def _add(menu: QMenu, text: str, do: Callable[[], object], enabled: bool = True) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _checked=False: do())
    action.setEnabled(enabled)
    return action
