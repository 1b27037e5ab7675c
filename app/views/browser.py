"""The file browser of one unlocked vault: where one is, what is there, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.jobs import entries
from app.jobs.entries import Place
from app.jobs.rows import Order, Row
from app.models.folder import FolderModel
from app.models.session import VaultSession
from app.settings.preferences import Preferences
from app.text.quantities import size
from app.text.translation import number, tr, trn
from app.views.browser_actions import BrowserActions, tool_button
from app.views.browser_edits import BrowserEdits
from app.views.browser_preview import PreviewLoader
from app.views.browser_traffic import BrowserTraffic
from app.views.browser_way import BrowserWay
from app.views.file_table import FileTable
from app.views.transfers import Transfers
from app.widgets.banner import Banner
from app.widgets.breadcrumb import Breadcrumb
from app.widgets.preview_pane import PreviewPane
from app.widgets.theme import GAP, muted

_FILTER_WAIT_MS = 150
_SUMMED = 5000
"""Selected rows whose sizes are added up; for more, the number has to do."""


class Browser(QWidget):
    """Shows one folder at a time."""

    unexpected = Signal(object)
    open_on_drive = Signal(bytes)
    """A file's path that is to be opened by its program, on the drive."""

    def __init__(
        self, session: VaultSession, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.model = FolderModel(session, self)
        self.table = FileTable(self.model)
        self.banner = Banner()
        self.breadcrumb = Breadcrumb()
        self.way = BrowserWay(session, self.breadcrumb, self)
        self.filter = QLineEdit()
        self.preview_pane = PreviewPane()
        self.status = muted()
        self.empty = QLabel()
        self.transfers = Transfers(session, self.banner, self)
        self.edits = BrowserEdits(self, session)
        self.previews = PreviewLoader(session, self.preview_pane, self)
        self.traffic = BrowserTraffic(self)
        self._filter_timer = QTimer(self, interval=_FILTER_WAIT_MS, singleShot=True)
        self._pending: tuple[bytes, bool] | None = None
        """A name to be selected, and whether to be edited, once it shows."""
        self._kept: tuple[set[bytes], bytes | None] = (set(), None)
        self.does = BrowserActions(self, preferences)
        self._build(preferences)
        self._connect()

    # -- building -------------------------------------------------------------------------------

    def _build(self, preferences: Preferences) -> None:
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter by name"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(180)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP * 2, GAP, GAP * 2, GAP)
        bar.setSpacing(GAP // 2)
        does = self.does
        for action in (does.back, does.forward, does.up):
            bar.addWidget(tool_button(action))
        bar.addSpacing(GAP // 2)
        bar.addWidget(self.breadcrumb, 1)
        bar.addWidget(self.filter)
        bar.addSpacing(GAP // 2)
        for action in (does.new_folder, does.import_files, does.export, does.preview):
            bar.addWidget(tool_button(action))
        bar.addWidget(does.more_button())
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("muted", True)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.empty.setParent(self.table.viewport())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        left = QWidget()
        inset = QHBoxLayout(left)
        inset.setContentsMargins(GAP, 0, 0, 0)
        inset.addWidget(self.table)
        splitter.addWidget(left)
        splitter.addWidget(self.preview_pane)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([640, 300])
        self.preview_pane.setVisible(preferences.show_preview)
        self.status.setWordWrap(False)
        self.status.setContentsMargins(GAP * 2, GAP // 2 + 2, GAP * 2, GAP // 2 + 2)
        notice = QHBoxLayout()
        notice.setContentsMargins(GAP * 2, 0, GAP * 2, 0)
        notice.addWidget(self.banner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addLayout(notice)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.status)

    def _connect(self) -> None:
        self.table.opened.connect(self.open_row)
        self.table.dropped.connect(self.traffic.dropped)
        self.table.drag_wanted.connect(self.traffic.add_drive_paths)
        self.table.customContextMenuRequested.connect(self.does.show_menu)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.way.arrived.connect(self._arrived)
        self.way.chosen.connect(self.open_folder)
        self.breadcrumb.dropped.connect(self.traffic.dropped_on_step)
        self.filter.textChanged.connect(self._filter_soon)
        self.filter.returnPressed.connect(self._leave_filter)
        self._filter_timer.timeout.connect(self._apply_filter)
        self.model.modelAboutToBeReset.connect(self._keep_selection)
        self.model.modelReset.connect(self._restore_selection)
        self.model.rowsInserted.connect(self._select_pending)
        self.model.counted.connect(self._counted)
        self.model.gone.connect(self._folder_gone)
        self.model.failed.connect(self.edits.failed)
        self.model.rename_asked.connect(self.edits.rename)
        self.edits.undo_stack_changed.connect(self.does.update)
        self.transfers.unexpected.connect(self.unexpected)
        self.edits.unexpected.connect(self.unexpected)

    # -- where one is ---------------------------------------------------------------------------

    @property
    def session(self) -> VaultSession:
        """The vault."""
        return self._session

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
        self.model.show_order(Order(hidden=self.does.hidden.isChecked()))
        self.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.way.start()

    def stop(self) -> None:
        """The vault is being locked: keep nothing of it."""
        self.model.clear()
        self.previews.clear()
        self.edits.forget()
        self.banner.clear()
        self.way.forget()

    def open_folder(self, ino: int, select: bytes | None = None) -> None:
        """Go to a folder, and select a name in it."""
        self._pending = (select, False) if select is not None else None
        self.way.open(ino)

    def _arrived(self) -> None:
        if self.filter.text():
            self.filter.blockSignals(True)
            self.filter.clear()
            self.filter.blockSignals(False)
            self._apply_filter()
        self.model.show_folder(self.folder)
        self.does.update()

    def _folder_gone(self) -> None:
        self.banner.say(tr("The folder that was shown here is gone."), "info")
        self.way.go_to_nearest()

    # -- opening --------------------------------------------------------------------------------

    def open_row(self, row: Row) -> None:
        """Enter a folder; look at a file, or hand it to its program where there is a drive."""
        if row.is_folder:
            self.open_folder(row.ino)
        elif row.is_link:
            place = self.model.place(row)
            self._session.ask(
                lambda vault, cancel, report: entries.follow(vault, place, cancel, report),
                self.open_folder,
                lambda _error: self._look_at(row),
            )
        elif self._session.state.is_mounted:
            self.open_on_drive.emit(self.way.folder_path.rstrip(b"/") + b"/" + row.name)
        else:
            self._look_at(row)

    def _look_at(self, row: Row) -> None:
        self.does.preview.setChecked(True)
        self.preview_pane.show()
        self.previews.show_row(row)

    def open_current(self) -> None:
        """Open the current entry."""
        current = self.table.currentIndex()
        if current.isValid():
            self.open_row(self.model.row_at(current))

    # -- filter, order, preview -----------------------------------------------------------------

    def focus_filter(self) -> None:
        """Type into the filter."""
        self.filter.setFocus()
        self.filter.selectAll()

    def _leave_filter(self) -> None:
        self._apply_filter()
        self.table.setFocus()

    def _filter_soon(self) -> None:
        self._filter_timer.start()

    def _apply_filter(self) -> None:
        self._filter_timer.stop()
        self._reorder(pattern=self.filter.text().strip())

    def toggle_hidden(self) -> None:
        """Show files whose names begin with a dot, or not."""
        self._reorder(hidden=self.does.hidden.isChecked())

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
        self._selection_changed()

    # -- selection ------------------------------------------------------------------------------

    def show_when_there(self, name: bytes, *, edit: bool = False) -> None:
        """Select a name as soon as the list has it."""
        at = self.model.find(name)
        if at < 0:
            self._pending = (name, edit)
        elif edit:
            self.table.edit_name(at)
        else:
            self.table.select(at)

    def _select_pending(self) -> None:
        if self._pending is None:
            return
        name, edit = self._pending
        if self.model.find(name) >= 0:
            self._pending = None
            # When the view has taken the rows in, too.
            QTimer.singleShot(0, self, lambda: self.show_when_there(name, edit=edit))

    def _keep_selection(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        names = {self.model.row_at(index).name for index in rows[:1000]}
        current = self.table.currentIndex()
        self._kept = (names, self.model.row_at(current).name if current.isValid() else None)

    def _restore_selection(self) -> None:
        names, current = self._kept
        self._kept = (set(), None)
        if self._pending is not None:
            self._select_pending()
        elif names:
            selection = self.table.selectionModel()
            flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
            for at, row in enumerate(self.model.rows):
                if row.name in names:
                    selection.select(self.model.index(at, 0), flags)
                    names.discard(row.name)
                    if not names:
                        break
            if current is not None and (at := self.model.find(current)) >= 0:
                selection.setCurrentIndex(self.model.index(at, 0), selection.SelectionFlag.NoUpdate)
        self._selection_changed()

    def _selection_changed(self) -> None:
        self._update_status()
        self.does.update()
        rows = self._few_selected()
        if not self.preview_pane.isVisibleTo(self):
            self.previews.clear()
        elif rows is not None and len(rows) == 1:
            self.previews.show_row(rows[0])
        else:
            self.previews.clear(self._selection_text())

    def _few_selected(self) -> list[Row] | None:
        """The selected rows, unless there are too many to look at each."""
        return self.table.selected_rows() if self.table.selected_count() <= _SUMMED else None

    def _selection_text(self) -> str:
        rows = self._few_selected()
        if rows is None:
            return _selected(self.table.selected_count())
        if not rows:
            return ""
        amount = sum(row.size for row in rows if row.is_file)
        if not amount:
            return _selected(len(rows))
        text = trn("%n selected, {size}", "%n selected, {size}", len(rows))
        return text.format(size=size(amount))

    # -- status ---------------------------------------------------------------------------------

    def _counted(self, rows: int, total: int, final: bool) -> None:
        self._total, self._final = total, final
        self._update_status()
        self.empty.setVisible(final and not rows)
        if final and not rows:
            if self.model.order.pattern:
                text = tr("No name here holds this text.")
            elif self._session.read_only:
                text = tr("This folder is empty.")
            else:
                text = tr("This folder is empty.\nDrop files here to encrypt them.")
            self.empty.setText(text)
            self.empty.resize(self.table.viewport().size())

    _total = 0
    _final = True

    def _update_status(self) -> None:
        rows = len(self.model.rows)
        if not self._final:
            text = tr("Loading… {count}").format(count=number(self._total))
        elif self.model.order.pattern:
            text = trn("{shown} of %n item", "{shown} of %n items", self._total).format(
                shown=number(rows)
            )
        else:
            text = trn("%n item", "%n items", rows)
        selected = self._selection_text()
        self.status.setText(f"{text}  ·  {selected}" if selected else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words in an empty folder stay in its middle."""
        super().resizeEvent(event)
        self.empty.resize(self.table.viewport().size())

    def selected_places(self) -> list[Place]:
        """Where the selected entries stand."""
        return [self.model.place(row) for row in self.table.selected_rows()]


def _selected(amount: int) -> str:
    return trn("%n selected", "%n selected", amount)
