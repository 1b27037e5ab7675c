"""Dialogs of the page with the ways in: a new way, a name, a recovery key that was just made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.jobs.ways_in import NewRecoveryKey, NewWay
from app.text.recovery_sheet import RecoverySheet
from app.text.translation import tr
from app.text.ways_in import ADDABLE, kind_note, kind_text, pin_text
from app.views.recovery_sheets import SheetActions
from app.widgets.fitting import Dialog
from app.widgets.keyfile import KeyfileRow
from app.widgets.passphrase import PassphraseEdit
from app.widgets.theme import GAP, heading, muted, primary

LONGEST_LABEL = 60


class WayDialog(Dialog):
    """A new way, or what an existing one is to take instead.

    Args:
        parent: The window.
        kind: The kind that is exchanged; None to choose one for a new way.
    """

    def __init__(self, parent: QWidget | None = None, kind: str | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(460)
        self._is_new = kind is None
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Kind"))
        for each in ADDABLE if kind is None else (kind,):
            self.kind.addItem(kind_text(each), each)
        self.note = muted()
        self.passphrase = PassphraseEdit(tr("Passphrase"))
        self.again = PassphraseEdit(tr("Passphrase again"))
        self._file_row = KeyfileRow()
        self.keyfile = self._file_row.edit
        self.pin = PassphraseEdit(pin_text())
        self.label = QLineEdit()
        self.label.setPlaceholderText(tr("Name, such as “Laptop” (may be left out)"))
        self.label.setAccessibleName(tr("Name"))
        self.label.setMaxLength(LONGEST_LABEL)
        self.action_button = primary(tr("Add") if self._is_new else tr("Change"))
        self.action_button.setDefault(True)
        self._build()
        self.kind.currentIndexChanged.connect(self._update)
        for edit in (self.passphrase, self.again, self.keyfile):
            edit.textChanged.connect(self._update)
        self.finished.connect(self._wipe)
        self._update()

    def _build(self) -> None:
        title = tr("Add a way to open this vault") if self._is_new else tr("Change this way")
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.action_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.action_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(title, 13))
        layout.addWidget(self.kind)
        layout.addWidget(self.note)
        for widget in (self.passphrase, self.again, self._file_row, self.pin, self.label):
            layout.addWidget(widget)
        layout.addSpacing(GAP)
        layout.addLayout(buttons)
        self.kind.setVisible(self._is_new)
        self.label.setVisible(self._is_new)

    @property
    def wanted(self) -> NewWay:
        """What was entered."""
        kind = str(self.kind.currentData())
        return NewWay(
            kind,
            self.passphrase.text() if "passphrase" in kind else "",
            Path(self.keyfile.text()) if "keyfile" in kind else None,
            self.label.text().strip(),
            self.pin.text() if "fido2" in kind else "",
        )

    def _update(self) -> None:
        kind = str(self.kind.currentData())
        self.note.setText(kind_note(kind))
        with_passphrase, with_file = "passphrase" in kind, "keyfile" in kind
        self.passphrase.setVisible(with_passphrase)
        self.again.setVisible(with_passphrase)
        self._file_row.setVisible(with_file)
        self.pin.setVisible("fido2" in kind)
        same = self.passphrase.text() == self.again.text()
        self.again.mark_wrong(bool(self.again.text()) and not same)
        complete = not with_passphrase or (bool(self.passphrase.text()) and same)
        self.action_button.setEnabled(complete and not (with_file and not self.keyfile.text()))

    def _wipe(self) -> None:
        for edit in (self.passphrase, self.again, self.pin):
            edit.wipe()


class NameDialog(Dialog):
    """Another name for a way."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(380)
        self.label = QLineEdit(name)
        self.label.setAccessibleName(tr("Name"))
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.selectAll()
        self.action_button = primary(tr("Rename"))
        self.action_button.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.action_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.action_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(tr("Rename this way"), 13))
        layout.addWidget(self.label)
        layout.addLayout(row)


class RecoveryKeyDialog(Dialog):
    """A recovery key that was just made: shown once, as groups and as words."""

    def __init__(
        self, made: NewRecoveryKey, vault_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        sheet = RecoverySheet(vault_name, made.vault_id, made.text, made.words)
        self.sheets = SheetActions(lambda: sheet, self)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(560)
        self.key = selectable(made.text, tr("Recovery key"))
        self.words = selectable(made.words, tr("Recovery key in words"))
        self.action_button = primary(tr("I have kept it"))
        self.action_button.clicked.connect(self.accept)
        form = QFormLayout()
        form.setSpacing(GAP * 2)
        form.addRow(tr("Key:"), self.key)
        form.addRow(tr("The same in words:"), self.words)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.sheets.save_button)
        row.addWidget(self.sheets.print_button)
        row.addStretch()
        row.addWidget(self.action_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 2)
        layout.addWidget(heading(tr("Keep the new recovery key"), 13))
        layout.addWidget(
            muted(
                tr(
                    "It is shown only now, and stored nowhere. Write it down, and keep it where the"
                    " vault is not. The recovery key before it opens nothing any more."
                )
            )
        )
        layout.addLayout(form)
        layout.addWidget(self.sheets.banner)
        layout.addLayout(row)


def selectable(text: str, name: str) -> QLabel:
    """A key to be read, and copied, in letters of one width."""
    label = QLabel(text)
    label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    label.setWordWrap(True)
    label.setAccessibleName(name)
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
