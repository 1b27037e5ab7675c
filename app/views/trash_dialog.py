"""What is in the vault's trash: to be put back, or deleted for good."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.jobs.trash import TrashEntry
from app.text.names import shown
from app.text.quantities import moment, size
from app.text.translation import tr, trn
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, heading, muted

MOST_SHOWN = 5000
"""Entries that are listed; a trash of more is emptied rather than searched."""


class TrashDialog(Dialog):
    """Lists the trash; what is done about it is the browser's."""

    restore_asked = Signal(object)
    """Names in the trash, a list of bytes."""
    empty_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Trash"))
        self.resize(640, 420)
        self._entries: tuple[TrashEntry, ...] = ()
        self.note = muted(tr("Loading…"))
        self.table = QTableWidget(0, 3)
        self.table.setTabKeyNavigation(False)  # Tab goes on to the buttons
        self.table.setHorizontalHeaderLabels([tr("Where it was"), tr("Deleted"), tr("Size")])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.verticalHeader().setDefaultSectionSize(32)
        self.table.setColumnWidth(1, 150)
        self.table.setAccessibleName(tr("Trash"))
        self.table.itemSelectionChanged.connect(self._update)
        self._stack = QStackedWidget()
        nothing = muted(tr("The trash is empty."))
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self.table)
        self._stack.addWidget(nothing)
        self.restore_button = QPushButton(tr("Put back"))
        self.empty_button = QPushButton(tr("Empty trash"))
        self.empty_button.setProperty("danger", True)
        self.close_button = QPushButton(tr("Close"))
        for button in (self.restore_button, self.empty_button):
            button.setAutoDefault(False)
        self.restore_button.clicked.connect(self._restore)
        self.empty_button.clicked.connect(self.empty_asked)
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.empty_button)
        row.addStretch()
        row.addWidget(self.restore_button)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(tr("Trash"), 13))
        layout.addWidget(self.note)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row)
        self._update()

    def show_entries(self, entries: Sequence[TrashEntry]) -> None:
        """Show what is in the trash."""
        self._entries = tuple(entries[:MOST_SHOWN])
        self.table.setRowCount(len(self._entries))
        for at, entry in enumerate(self._entries):
            amount = "" if entry.is_folder else size(entry.size)
            for column, text in enumerate((shown(entry.path), _when(entry), amount)):
                self.table.setItem(at, column, QTableWidgetItem(text))
        self._stack.setCurrentIndex(0 if entries else 1)
        note = trn(
            "%n entry. It takes space until the trash is emptied.",
            "%n entries. They take space until the trash is emptied.",
            len(entries),
        )
        if len(entries) > MOST_SHOWN:
            note += " " + trn("The latest is shown.", "The latest %n are shown.", MOST_SHOWN)
        self.note.setText(note)
        self._update()

    def _selected(self) -> list[bytes]:
        rows = {index.row() for index in self.table.selectedIndexes()}
        return [self._entries[at].name for at in sorted(rows)]

    def _update(self) -> None:
        self.restore_button.setEnabled(bool(self._selected()))
        self.empty_button.setEnabled(bool(self._entries))

    def _restore(self) -> None:
        self.restore_asked.emit(self._selected())


def _when(entry: TrashEntry) -> str:
    try:
        deleted = time.mktime(time.strptime(entry.deleted, "%Y-%m-%d %H:%M"))
    except (ValueError, OverflowError):  # whoever wrote the trash's records wrote something else
        return entry.deleted
    return moment(int(deleted) * 1_000_000_000)
