"""The browser's middle: a folder as a table or as icons, or what a search has found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from app.jobs.entries import Place
from app.jobs.rows import Row
from app.models.entry_model import EntryModel
from app.models.folder import FolderModel
from app.models.search import SearchModel
from app.models.thumbnails import Thumbnails
from app.views.entry_view import EntryView
from app.views.file_table import FileTable, ResultTable
from app.views.icon_view import IconView

_KEPT = 1000
"""Selected rows that are found again in a new list; looking for more would take too long."""

_SUMMED = 5000
"""Selected rows that are looked at each; for more, the number has to do."""


class BrowserViews(QStackedWidget):
    """One of them is shown. Table and icons have one model and one selection."""

    opened = Signal(int)
    """The number of a row that was double-clicked, or on which Enter was pressed."""
    dropped = Signal(object, object, object)
    drag_wanted = Signal(object)
    look_asked = Signal()
    menu_asked = Signal(QPoint)
    """Where on the screen."""
    selection_changed = Signal()

    def __init__(
        self,
        folder: FolderModel,
        found: SearchModel,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = FileTable(folder)
        self.icons = IconView(folder, thumbnails)
        self.results = ResultTable(found)
        own = self.icons.selectionModel()
        self.icons.setSelectionModel(self.table.selectionModel())
        own.deleteLater()
        self.empty = QLabel(self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setProperty("muted", True)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._folder_view: FileTable | IconView = self.table
        self._pending: tuple[bytes, bool] | None = None
        """A name to be selected, and whether to be edited, once it shows."""
        self._kept: tuple[set[Place], Place | None] = (set(), None)
        for view in self.all_views:
            self._connect(view)
        for view in (self.table, self.results):
            view.selectionModel().selectionChanged.connect(self.selection_changed)
        for model in (folder, found):
            model.modelAboutToBeReset.connect(partial(self._keep_selection, model))
            model.modelReset.connect(partial(self._restore_selection, model))
        folder.rowsInserted.connect(self._select_pending)

    def _connect(self, view: FileTable | IconView) -> None:
        self.addWidget(view)
        view.opened.connect(lambda _row: self.opened.emit(view.currentIndex().row()))
        view.dropped.connect(self.dropped)
        view.drag_wanted.connect(self.drag_wanted)
        view.look_asked.connect(self.look_asked)
        view.customContextMenuRequested.connect(partial(self._ask_menu, view))
        view.installEventFilter(self)

    # -- which one ------------------------------------------------------------------------------

    @property
    def all_views(self) -> Sequence[FileTable | IconView]:
        """Every view, shown or not."""
        return (self.table, self.icons, self.results)

    @property
    def view(self) -> FileTable | IconView:
        """The one that is shown."""
        return self.results if self.shows_results else self._folder_view

    @property
    def shows_results(self) -> bool:
        """Whether it is a search's results."""
        return self.currentWidget() is self.results

    @property
    def entries(self) -> EntryModel:
        """The model of what is shown."""
        return self.view.entries

    def show_icons(self, icons: bool) -> None:
        """Show folders as icons, or as a table."""
        old, self._folder_view = self._folder_view, self.icons if icons else self.table
        if not self.shows_results:
            self._switch(self._folder_view, had_focus=old.hasFocus())

    def show_results(self, results: bool) -> None:
        """Show what a search has found, or the folder."""
        if results != self.shows_results:
            had_focus = self.view.hasFocus()
            self._switch(self.results if results else self._folder_view, had_focus=had_focus)
            self.selection_changed.emit()

    def _switch(self, view: FileTable | IconView, *, had_focus: bool) -> None:
        self.setCurrentWidget(view)
        self.setFocusProxy(view)
        self.empty.raise_()
        view.scrollTo(view.currentIndex())
        if had_focus:
            view.setFocus()

    def say_empty(self, text: str) -> None:
        """Say why nothing is shown; with no text, something is."""
        self.empty.setVisible(bool(text))
        self.empty.setText(text)
        self.empty.resize(self.size())
        self.empty.raise_()

    # -- selection ------------------------------------------------------------------------------

    def few_selected(self) -> list[Row] | None:
        """The selected rows, unless there are too many to look at each."""
        view = self.view
        return view.selected_rows() if view.selected_count() <= _SUMMED else None

    def selected_places(self) -> list[Place]:
        """Where the selected entries stand."""
        entries = self.entries
        return [entries.place_at(at) for at in self.view.selected_ats()]

    def show_when_there(self, name: bytes, *, edit: bool = False) -> None:
        """Select a name of the folder as soon as the list has it."""
        view = self._folder_view
        at = view.entries.find(name)
        if at < 0:
            self._pending = (name, edit)
        elif edit:
            view.edit_name(at)
        else:
            view.select(at)

    def wait_for(self, name: bytes | None) -> None:
        """Select a name in the next folder; None: nothing in particular."""
        self._pending = (name, False) if name is not None else None

    def _select_pending(self) -> None:
        if self._pending is None:
            return
        name, edit = self._pending
        if self.table.entries.find(name) >= 0:
            self._pending = None
            # When the view has taken the rows in, too.
            QTimer.singleShot(0, self, lambda: self.show_when_there(name, edit=edit))

    def _view_of(self, model: EntryModel) -> FileTable:
        return self.results if self.results.entries is model else self.table

    def _keep_selection(self, model: EntryModel) -> None:
        view = self._view_of(model)
        places = {model.place_at(at) for at in view.selected_ats()[:_KEPT]}
        current = view.currentIndex()
        self._kept = (places, model.place_at(current.row()) if current.isValid() else None)

    def _restore_selection(self, model: EntryModel) -> None:
        places, current = self._kept
        self._kept = (set(), None)
        if model is self.table.entries and self._pending is not None:
            self._select_pending()
        elif places:
            self._select_places(model, places, current)
        self.selection_changed.emit()

    def _select_places(self, model: EntryModel, places: set[Place], current: Place | None) -> None:
        selection = self._view_of(model).selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        names = {place.name for place in places}
        for at, row in enumerate(model.rows):
            if row.name in names and (place := model.place_at(at)) in places:
                index = model.index(at, 0)
                selection.select(index, flags)
                if place == current:
                    selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
                places.discard(place)
                if not places:
                    break

    # -- menu -----------------------------------------------------------------------------------

    def _ask_menu(self, view: EntryView, point: QPoint) -> None:
        self.menu_asked.emit(view.viewport().mapToGlobal(point))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The menu's key asks for a menu where the current row is, not where the mouse is."""
        if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Menu:  # type: ignore[attr-defined]
            view = self.view
            self.menu_asked.emit(view.viewport().mapToGlobal(view.menu_point()))
            return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(640, 400)
