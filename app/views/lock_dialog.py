"""Asks for the passphrase of a second lock."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.text.translation import tr
from app.widgets.fitting import Dialog
from app.widgets.passphrase import PassphraseEdit
from app.widgets.theme import GAP, heading, muted, primary


class LockDialog(Dialog):
    """One passphrase, or a new one twice."""

    def __init__(
        self, title: str, text: str, action: str, parent: QWidget | None = None, *, is_new: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(440)
        self.passphrase = PassphraseEdit(tr("Second passphrase"))
        self.again = PassphraseEdit(tr("Second passphrase again"))
        self.again.setVisible(is_new)
        self._is_new = is_new
        self.action_button = primary(action)
        self.action_button.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(title, 13))
        layout.addWidget(muted(text))
        layout.addWidget(self.passphrase)
        layout.addWidget(self.again)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.action_button)
        layout.addLayout(row)
        self.action_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        for edit in (self.passphrase, self.again):
            edit.textChanged.connect(self._changed)
        self.finished.connect(self._wipe)
        self._changed()

    @property
    def secret(self) -> str:
        """What was typed."""
        return self.passphrase.text()

    def _changed(self) -> None:
        same = not self._is_new or self.passphrase.text() == self.again.text()
        self.again.mark_wrong(bool(self.again.text()) and not same)
        self.action_button.setEnabled(bool(self.passphrase.text()) and same)

    def _wipe(self) -> None:
        self.passphrase.wipe()
        self.again.wipe()
