"""The file browser of one unlocked vault: where one is, what is there, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.jobs import entries
from app.jobs.entries import Place
from app.jobs.rows import Order, Row
from app.models.folder import FolderModel
from app.models.search import SearchModel
from app.models.session import VaultSession
from app.models.thumbnails import Thumbnails
from app.models.tree import TreeModel
from app.settings.preferences import Preferences
from app.text.translation import tr
from app.views.browser_actions import BrowserActions, tool_button
from app.views.browser_edits import BrowserEdits
from app.views.browser_locks import BrowserLocks
from app.views.browser_panes import BrowserPanes
from app.views.browser_preview import PreviewLoader
from app.views.browser_search import BrowserSearch
from app.views.browser_status import BrowserStatus
from app.views.browser_traffic import BrowserTraffic
from app.views.browser_views import BrowserViews
from app.views.browser_way import BrowserWay
from app.views.file_table import FileTable
from app.views.folder_tree import FolderTree
from app.views.search_bar import SearchBar
from app.views.transfers import Transfers
from app.views.tree_menu import TreeMenu
from app.widgets.banner import Banner
from app.widgets.breadcrumb import Breadcrumb
from app.widgets.path_edit import PathEdit
from app.widgets.preview_pane import PreviewPane
from app.widgets.theme import GAP, muted

_FILTER_WAIT_MS = 150
_ROOMY = 760
"""Pixels from which on the toolbar has room for the filter."""


class Browser(QWidget):
    """Shows one folder at a time, or what a search has found."""

    unexpected = Signal(object)
    open_on_drive = Signal(bytes)
    """A file's path that is to be opened by its program, on the drive."""

    def __init__(
        self, session: VaultSession, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.model = FolderModel(session, self)
        self.found = SearchModel(session, self)
        self.thumbnails = Thumbnails(session, self)
        self.views = BrowserViews(self.model, self.found, self.thumbnails)
        self.folders = FolderTree(TreeModel(session, self))
        self.banner = Banner()
        self.breadcrumb = Breadcrumb()
        self.path_edit = PathEdit()
        self.way = BrowserWay(session, self.breadcrumb, self.path_edit, self)
        self.filter = QLineEdit()
        self.search_bar = SearchBar()
        self.search = BrowserSearch(self, self.search_bar, self.found)
        self.preview_pane = PreviewPane()
        self.status = muted()
        self.transfers = Transfers(session, self.banner, self)
        self.edits = BrowserEdits(self, session)
        self.locks = BrowserLocks(self, session)
        self.previews = PreviewLoader(session, self.preview_pane, self)
        self.traffic = BrowserTraffic(self)
        self._filter_timer = QTimer(self, interval=_FILTER_WAIT_MS, singleShot=True)
        self.does = BrowserActions(self, preferences)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._build(preferences)
        self.panes = BrowserPanes(self)
        self.tells = BrowserStatus(self)
        self.tree_menu = TreeMenu(self)
        self._connect()

    # -- building -------------------------------------------------------------------------------

    def _build(self, preferences: Preferences) -> None:
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter by name"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(130)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        left = QWidget()
        inset = QHBoxLayout(left)
        inset.setContentsMargins(GAP, 0, 0, 0)
        inset.addWidget(self.views)
        left.setMinimumWidth(240)
        for part in (self.folders, left, self.preview_pane):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.preview_pane.setVisible(preferences.show_preview)
        self.status.setWordWrap(False)
        self.status.setContentsMargins(GAP * 2, GAP // 2 + 2, GAP * 2, GAP // 2 + 2)
        notice = QHBoxLayout()
        notice.setContentsMargins(GAP * 2, 0, GAP * 2, 0)
        notice.addWidget(self.banner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._toolbar())
        layout.addWidget(self.search_bar)
        layout.addLayout(notice)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.status)

    def _toolbar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP * 2, GAP, GAP * 2, GAP)
        bar.setSpacing(GAP // 2)
        does = self.does
        for action in (does.tree, does.back, does.forward, does.up):
            bar.addWidget(tool_button(action))
        bar.addSpacing(GAP // 2)
        bar.addWidget(self.breadcrumb, 1)
        bar.addWidget(self.path_edit, 1)
        bar.addWidget(self.filter)
        bar.addSpacing(GAP // 2)
        for action in (
            does.search,
            does.new_folder,
            does.import_files,
            does.export,
            does.as_table,
            does.as_icons,
            does.preview,
        ):
            bar.addWidget(tool_button(action))
        bar.addWidget(does.more_button())
        return bar

    def _connect(self) -> None:
        views, traffic = self.views, self.traffic
        views.opened.connect(self.open_at)
        views.dropped.connect(traffic.dropped)
        views.drag_wanted.connect(traffic.add_paths)
        views.look_asked.connect(self.does.preview.trigger)
        views.menu_asked.connect(self.does.show_menu)
        views.selection_changed.connect(self.look_at_selection)
        self.way.arrived.connect(self._arrived)
        self.way.chosen.connect(self.open_folder)
        self.way.not_found.connect(self._not_found)
        self.breadcrumb.dropped.connect(traffic.dropped_on_step)
        self.folders.chosen.connect(self.open_folder)
        self.folders.dropped.connect(traffic.dropped_on_folder)
        self.folders.menu_asked.connect(self.tree_menu.show)
        self.folders.folders.rename_asked.connect(self.edits.rename)
        self.way.steps_changed.connect(self._follow)
        self.filter.textChanged.connect(self._filter_soon)
        self.filter.returnPressed.connect(self._leave_filter)
        self._filter_timer.timeout.connect(self._apply_filter)
        self.model.gone.connect(self._folder_gone)
        self.model.counted.connect(self.does.update)
        for model in (self.model, self.found):
            model.failed.connect(self.edits.failed)
            model.rename_asked.connect(self.edits.rename)
        self.folders.folders.failed.connect(self.edits.failed)
        self.search.changed.connect(self.does.update)
        self.edits.undo_stack_changed.connect(self.does.update)
        self.transfers.unexpected.connect(self.unexpected)
        self.edits.unexpected.connect(self.unexpected)

    # -- where one is ---------------------------------------------------------------------------

    @property
    def session(self) -> VaultSession:
        """The vault."""
        return self._session

    @property
    def table(self) -> FileTable:
        """The folder as a table."""
        return self.views.table

    @property
    def folder(self) -> int:
        """The folder that is shown."""
        return self.way.folder

    @property
    def folder_name(self) -> str:
        """Its name, for people."""
        return self.way.folder_name

    def start(self) -> None:
        """The vault was unlocked: show its top."""
        self.filter.clear()
        self.panes.start()
        hidden = self.does.hidden.isChecked()
        self.model.show_order(Order(hidden=hidden))
        self.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.folders.folders.start(hidden=hidden)
        self.way.start()

    def stop(self) -> None:
        """The vault is being locked: keep nothing of it."""
        self.search.end()
        self.model.clear()
        self.thumbnails.clear()
        self.folders.folders.forget()
        self.previews.clear()
        self.edits.forget()
        self.locks.forget()
        self.banner.clear()
        self.way.forget()

    def open_folder(self, ino: int, select: bytes | None = None) -> None:
        """Go to a folder, and select a name in it."""
        if self.search.is_on:
            self.search.end()
        self.views.wait_for(select)
        self.way.open(ino)

    def _arrived(self) -> None:
        if self.filter.text():
            self.filter.blockSignals(True)
            self.filter.clear()
            self.filter.blockSignals(False)
            self._apply_filter()
        self.model.show_folder(self.folder)
        self.does.update()

    def _follow(self) -> None:
        if self._session.vault is not None:
            self.folders.folders.reveal(self.way.steps)

    def _folder_gone(self) -> None:
        self.banner.say(tr("The folder that was shown here is gone."), "info")
        self.way.go_to_nearest()

    def _not_found(self, path: str) -> None:
        self.banner.say(tr("There is no “{path}” in this vault.").format(path=path), "info")

    # -- opening --------------------------------------------------------------------------------

    def open_at(self, at: int) -> None:
        """Enter a folder; look at a file, or hand it to its program where there is a drive."""
        model = self.views.entries
        row, place = model.rows[at], model.place_at(at)
        folder = model.folder_path_at(at)
        if row.is_folder:
            self.open_folder(row.ino)
        elif row.is_link:
            self._session.ask(
                lambda vault, cancel, report: entries.follow(vault, place, cancel, report),
                self.open_folder,
                lambda _error: self._look_at(row),
            )
        elif self._session.state.is_mounted:
            path = self.way.folder_path if folder is None else folder
            self.open_on_drive.emit(path.rstrip(b"/") + b"/" + row.name)
        else:
            self._look_at(row)

    def _look_at(self, row: Row) -> None:
        self.does.preview.setChecked(True)
        self.preview_pane.show()
        self.previews.show_row(row)

    def open_current(self) -> None:
        """Open the current entry."""
        current = self.views.view.currentIndex()
        if current.isValid():
            self.open_at(current.row())

    def reveal(self) -> None:
        """Show what was found in the folder that holds it."""
        current = self.views.results.currentIndex()
        if self.views.shows_results and current.isValid():
            place = self.found.place_at(current.row())
            if place.parent == self.folder:
                self.search.end()
                self.views.show_when_there(place.name)
            else:
                self.open_folder(place.parent, place.name)

    # -- filter, order, what is shown -----------------------------------------------------------

    def focus_filter(self) -> None:
        """Type into the filter."""
        self.filter.show()
        self.filter.setFocus()
        self.filter.selectAll()

    def _leave_filter(self) -> None:
        self._apply_filter()
        self.views.setFocus()

    def _filter_soon(self) -> None:
        self._filter_timer.start()

    def _apply_filter(self) -> None:
        self._filter_timer.stop()
        self._reorder(pattern=self.filter.text().strip())

    def toggle_hidden(self) -> None:
        """Show files whose names begin with a dot, or not."""
        hidden = self.does.hidden.isChecked()
        self._reorder(hidden=hidden)
        self.folders.folders.show_hidden(hidden)
        self.search.again()

    def _reorder(self, pattern: str | None = None, hidden: bool | None = None) -> None:
        now = self.model.order
        wanted = Order(
            now.by,
            now.descending,
            now.pattern if pattern is None else pattern,
            now.hidden if hidden is None else hidden,
        )
        if wanted != now:
            self.model.show_order(wanted)

    def toggle_preview(self) -> None:
        """Show the preview pane, or not."""
        self.preview_pane.setVisible(self.does.preview.isChecked())
        self.look_at_selection()

    def arrange(self) -> None:
        """Show the folder, and what is beside it, as the buttons say."""
        self.panes.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the path needs the filter's place, unless something is typed there."""
        super().resizeEvent(event)
        self.filter.setVisible(self.width() >= _ROOMY or bool(self.filter.text()))

    # -- selection ------------------------------------------------------------------------------

    def select_all(self) -> None:
        """Select everything that is shown."""
        self.views.view.selectAll()

    def show_when_there(self, name: bytes, *, edit: bool = False) -> None:
        """Select a name of the folder as soon as the list has it."""
        self.views.show_when_there(name, edit=edit)

    def selected_places(self) -> list[Place]:
        """Where the selected entries stand."""
        return self.views.selected_places()

    def look_at_selection(self) -> None:
        """Say what is selected, offer what can be done with it, and show it."""
        self.tells.update()
        self.does.update()
        rows = self.views.few_selected()
        if not self.preview_pane.isVisibleTo(self):
            self.previews.clear()
        elif rows is not None and len(rows) == 1:
            self.previews.show_row(rows[0])
        else:
            self.previews.clear(self.tells.selection_text())
