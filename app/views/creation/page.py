"""What the wizard's pages have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text.translation import Marked, mark, tr_marked
from app.widgets.theme import GAP, heading, muted


class WizardPage(QWidget):
    """A page: a title, a sentence, and below it the choice."""

    changed = Signal()
    """Whether one can go on may have changed."""

    title: Marked
    note: Marked | None = None
    next_text: Marked = mark("Next")

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP * 3 // 2)
        self.column.addWidget(heading(tr_marked(self.title)))
        if self.note:
            self.column.addWidget(muted(tr_marked(self.note)))
        self.column.addSpacing(GAP)

    def is_complete(self) -> bool:
        """Whether one can go on."""
        return True

    def enter(self) -> None:
        """The page is shown."""
