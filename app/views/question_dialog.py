"""A question with one thing to do."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.text.translation import tr
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, heading, muted, primary


class QuestionDialog(Dialog):
    """A question with one thing to do, and Cancel; or, without it, something to be known."""

    def __init__(
        self,
        title: str,
        text: str,
        action: str,
        parent: QWidget | None = None,
        *,
        danger: bool = False,
        cancel: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(420)
        self.action_button = primary(action)
        if danger:
            self.action_button.setProperty("primary", False)
            self.action_button.setProperty("danger", True)
        self.cancel_button = QPushButton(tr("Cancel"))
        (self.cancel_button if danger else self.action_button).setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(title, 13))
        layout.addWidget(muted(text))
        layout.addSpacing(GAP)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch()
        row.addWidget(self.cancel_button)
        self.cancel_button.setVisible(cancel)
        row.addWidget(self.action_button)
        layout.addLayout(row)
        self.action_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
