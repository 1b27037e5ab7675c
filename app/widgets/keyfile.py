"""Where a keyfile is named: typed, or chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.text.translation import tr
from app.widgets.theme import GAP


class KeyfileRow(QWidget):
    """A line for the path, and a button that asks for it."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("Keyfile"))
        self.edit.setAccessibleName(tr("Keyfile"))
        self.choose_button = QPushButton(tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.edit, 1)
        row.addWidget(self.choose_button)

    def _ask(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose the keyfile"))
        if path:
            self.edit.setText(path)
            self.chosen.emit()
