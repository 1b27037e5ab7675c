"""The vault's folders as a Qt model of a tree: each is asked for when somebody opens it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QStandardItem, QStandardItemModel

from app.jobs.entries import Place, Step
from app.jobs.folders import Branch, Subfolder, branches, sort_key
from app.jobs.rows import display_name
from app.models.carrying import entries_mime
from app.models.session import VaultSession
from app.text.names import shown
from app.text.translation import tr
from engine.constants import ROOT_INODE

if TYPE_CHECKING:
    from engine.namespace import Change

Index = QModelIndex | QPersistentModelIndex

ROOT = QModelIndex()

FOLDER_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `Subfolder` of an item; None of the line that says that there is more."""

_GATHER_MS = 200
"""Changes within this time are one look at the folders that they are in."""


class TreeModel(QStandardItemModel):
    """One item for the vault's top, and one for each folder of those that were opened."""

    failed = Signal(object)
    rename_asked = Signal(object, str)
    """A folder's `Place`, and the name that was typed."""
    revealed = Signal(object)
    """The index of the folder that was to be found, after `reveal`."""

    def __init__(self, session: VaultSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._items: dict[int, QStandardItem] = {}
        self._loaded: set[int] = set()
        self._asked: Counter[int] = Counter()
        """Folders whose answer is on its way: what changes meanwhile may not be in it."""
        self._hidden = False
        self._stale: set[int] = set()
        self._timer = QTimer(self, interval=_GATHER_MS, singleShot=True)
        self._timer.timeout.connect(self._look_again)
        session.changed.connect(self._note_changes)
        session.entry_changed.connect(self._name_top)

    # -- what is shown --------------------------------------------------------------------------

    def start(self, *, hidden: bool) -> None:
        """Show the top of the vault; with folders whose names begin with a dot, or without."""
        self.forget()
        self._hidden = hidden
        top = self._new_item(Subfolder(ROOT_INODE, b"", True))
        self.appendRow(top)
        self._name_top()
        self.load([ROOT_INODE])

    def forget(self) -> None:
        """Show nothing."""
        self._timer.stop()
        self._stale.clear()
        self._items.clear()
        self._loaded.clear()
        self._asked.clear()
        self.clear()

    def show_hidden(self, hidden: bool) -> None:
        """Show folders whose names begin with a dot, or not."""
        if hidden != self._hidden:
            self._hidden = hidden
            self.load(sorted(self._loaded))

    def folder_at(self, index: Index) -> Subfolder | None:
        """The folder of an index."""
        found = index.data(FOLDER_ROLE)
        return found if isinstance(found, Subfolder) else None

    def place_at(self, index: Index) -> Place | None:
        """Where a folder stands; None of the top."""
        folder, parent = self.folder_at(index), self.folder_at(index.parent())
        return Place(parent.ino, folder.name) if folder is not None and parent is not None else None

    def index_of(self, ino: int) -> QModelIndex:
        """The index of a folder; an invalid one if the tree does not have it."""
        item = self._items.get(ino)
        return item.index() if item is not None else QModelIndex()

    # -- asking ---------------------------------------------------------------------------------

    def load(self, inos: Sequence[int]) -> None:
        """Ask what lies in some folders."""
        self._ask(inos, self._take)

    def need(self, index: Index) -> None:
        """Somebody opens a folder: ask what lies in it, unless that is known."""
        folder = self.folder_at(index)
        if folder is not None and folder.ino not in self._loaded:
            self.load([folder.ino])

    def reveal(self, steps: Sequence[Step]) -> None:
        """Find the last of the folders on a way from the top, and tell by `revealed`."""
        missing = [step.ino for step in steps[:-1] if step.ino not in self._loaded]
        if missing:
            self._ask(missing, partial(self._take_way, steps))
        else:
            self._tell_way(steps)

    def _ask(self, inos: Sequence[int], take: object) -> None:
        hidden, asked = self._hidden, tuple(inos)
        self._asked.update(asked)

        def done(found: tuple[Branch, ...]) -> None:
            self._asked.subtract(asked)
            if hidden == self._hidden and callable(take):
                take(found)

        self._session.ask(
            lambda vault, cancel, report: branches(vault, asked, hidden, cancel, report),
            done,
            self.failed.emit,
        )

    def _take_way(self, steps: Sequence[Step], found: Sequence[Branch]) -> None:
        self._take(found)
        self._tell_way(steps)

    def _tell_way(self, steps: Sequence[Step]) -> None:
        for parent, step in pairwise(steps):
            above = self._items.get(parent.ino)
            if above is not None and step.ino not in self._items:
                self._insert(above, Subfolder(step.ino, step.name, True))  # hidden, or past the cut
        index = self.index_of(steps[-1].ino)
        if index.isValid():
            self.revealed.emit(index)

    # -- taking ---------------------------------------------------------------------------------

    def _take(self, found: Sequence[Branch]) -> None:
        for branch in found:
            item = self._items.get(branch.ino)
            if item is None:
                continue
            if branch.folders is None:  # it is gone; its own folder is told, too
                self._drop_rows(item, 0, item.rowCount())
                continue
            self._loaded.add(branch.ino)
            self._fit(item, branch)

    def _fit(self, item: QStandardItem, branch: Branch) -> None:
        """Make an item's children those of the folder, and keep what was opened below them."""
        folders = branch.folders or ()
        wanted = {folder.ino for folder in folders}
        for row in reversed(range(item.rowCount())):
            child = self._folder(item.child(row))
            if child is None or child.ino not in wanted:
                self._drop_rows(item, row, 1)
        if not item.rowCount():
            for folder in folders:
                self._drop_elsewhere(folder.ino, item)
            item.appendRows([self._new_item(folder) for folder in folders])
        else:
            for row, folder in enumerate(folders):
                self._put(item, row, folder)
        if branch.cut:
            item.appendRow(_more_line())
        own = self._folder(item)
        if own is not None:
            item.setData(own._replace(has_folders=bool(folders)), FOLDER_ROLE)

    def _put(self, item: QStandardItem, row: int, folder: Subfolder) -> None:
        known = self._items.get(folder.ino)
        if known is not None and known.parent() is item:
            if known.row() != row:
                item.insertRow(row, item.takeRow(known.row()))
            if self._folder(known) != folder:
                known.setText(shown(folder.name))
                known.setData(folder, FOLDER_ROLE)
            return
        self._drop_elsewhere(folder.ino, item)
        item.insertRow(row, self._new_item(folder))

    def _insert(self, item: QStandardItem, folder: Subfolder) -> None:
        rows = range(item.rowCount())
        after = [self._folder(item.child(row)) for row in rows]
        at = next(
            (
                n
                for n, each in enumerate(after)
                if each is None or sort_key(each) > sort_key(folder)
            ),
            len(after),
        )
        item.insertRow(at, self._new_item(folder))

    def _new_item(self, folder: Subfolder) -> QStandardItem:
        item = QStandardItem(shown(folder.name))
        item.setEditable(folder.ino != ROOT_INODE)
        item.setDragEnabled(folder.ino != ROOT_INODE)
        item.setData(folder, FOLDER_ROLE)
        item.setToolTip(shown(folder.name))
        self._items[folder.ino] = item
        return item

    def _drop_elsewhere(self, ino: int, parent: QStandardItem) -> None:
        """A folder that was moved is no more where it was."""
        known = self._items.get(ino)
        above = known.parent() if known is not None else None
        if known is not None and above is not None and above is not parent:
            self._drop_rows(above, known.row(), 1)

    def _drop_rows(self, item: QStandardItem, row: int, count: int) -> None:
        waiting = [item.child(each) for each in range(row, row + count)]
        while waiting:
            each = waiting.pop()
            folder = self._folder(each)
            if folder is not None:
                self._items.pop(folder.ino, None)
                self._loaded.discard(folder.ino)
            waiting += [each.child(below) for below in range(each.rowCount())]
        item.removeRows(row, count)

    @staticmethod
    def _folder(item: QStandardItem) -> Subfolder | None:
        found = item.data(FOLDER_ROLE)
        return found if isinstance(found, Subfolder) else None

    # -- staying true ---------------------------------------------------------------------------

    def _note_changes(self, changes: Sequence[Change]) -> None:
        """Look again at folders in which names have changed, and at theirs: they may be empty now."""
        for parent in {change.parent for change in changes if change.kind == "entry"}:
            item = self._items.get(parent)
            if item is None:
                continue
            if parent in self._loaded or self._asked[parent] > 0:
                self._stale.add(parent)
            above: QStandardItem | None = item.parent()  # None of the top
            folder = self._folder(above) if above is not None else None
            if folder is not None:
                self._stale.add(folder.ino)
        if self._stale and not self._timer.isActive():
            self._timer.start()

    def _look_again(self) -> None:
        stale = {ino for ino in self._stale if ino in self._loaded or self._asked[ino] > 0}
        self._stale = set()
        if stale:
            self.load(sorted(stale))

    def _name_top(self) -> None:
        top = self._items.get(ROOT_INODE)
        if top is not None:
            top.setText(self._session.entry.name)

    # -- Qt's side ------------------------------------------------------------------------------

    def hasChildren(self, parent: Index = ROOT) -> bool:
        """A folder that was not opened yet says by itself whether there is something below it."""
        folder = self.folder_at(parent) if parent.isValid() else None
        if folder is None or folder.ino in self._loaded:
            return super().hasChildren(parent)
        return folder.has_folders

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name that was typed is the vault's to take; the item has it once the vault does."""
        if role != Qt.ItemDataRole.EditRole:
            return super().setData(index, value, role)
        place = self.place_at(index)
        if place is not None and value != display_name(place.name):
            self.rename_asked.emit(place, value)
        return False

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Folders as something to drop inside this vault."""
        places = [place for index in indexes if (place := self.place_at(index)) is not None]
        return entries_mime(self._session, places)


def _more_line() -> QStandardItem:
    line = QStandardItem(tr("More in the list"))
    line.setEnabled(False)
    return line
