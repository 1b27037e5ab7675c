"""What opens a vault, as it is typed or chosen: one page for each way."""

from __future__ import annotations

import enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.jobs.opening import Credential, device_of, keyfile_of, passphrase_of, recovery_key_of
from app.text.translation import isolated, tr
from app.widgets.passphrase import PassphraseEdit
from app.widgets.theme import GAP, heading, muted


class Way(enum.IntEnum):
    """What is asked for; the number of its page."""

    PASSPHRASE = 0
    RECOVERY = 1
    KEYFILE = 2
    DEVICE = 3


class UnlockPages(QStackedWidget):
    """The pages; what they hold is the dialog's to try and to wipe."""

    def __init__(self, vault_name: str) -> None:
        super().__init__()
        self.passphrase = PassphraseEdit(tr("Passphrase"))
        self.caps = QLabel(tr("Caps lock is on."))
        self.caps.setProperty("tone", "warning")
        self.caps.hide()
        self.passphrase.caps_lock.connect(self.caps.setVisible)
        self.recovery = QLineEdit()
        self.recovery.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.recovery.setPlaceholderText("XXXX-XXXX-XXXX-…")
        self.recovery.setAccessibleName(tr("Recovery key"))
        self.keyfile = QLineEdit()
        self.keyfile.setPlaceholderText(tr("Keyfile"))
        self.keyfile.setAccessibleName(tr("Keyfile"))
        self.choose_button = QPushButton(tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self._choose_keyfile)
        self.beside_keyfile = PassphraseEdit(tr("Passphrase, if it takes one too"))
        self._build(vault_name)

    def _build(self, vault_name: str) -> None:
        for title, note, widgets in (
            (
                tr("Unlock “{vault}”").format(vault=isolated(vault_name)),
                tr("Enter the passphrase of this vault."),
                (self.passphrase, self.caps),
            ),
            (
                tr("Unlock with the recovery key"),
                tr(
                    "The 14 groups that you kept when the vault was made, or the same in words;"
                    " case and dashes do not matter."
                ),
                (self.recovery,),
            ),
            (
                tr("Unlock with a keyfile"),
                tr("The file that this vault was given as a key. It is only read."),
                (self._keyfile_row(), self.beside_keyfile),
            ),
            (
                tr("Unlock with this device"),
                tr("This device has a key of its own for this vault; nothing has to be typed."),
                (),
            ),
        ):
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GAP)
            column.addWidget(heading(title))
            column.addWidget(muted(note))
            column.addSpacing(GAP)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch()
            self.addWidget(page)

    def _keyfile_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.keyfile, 1)
        line.addWidget(self.choose_button)
        return row

    @property
    def way(self) -> Way:
        """What is asked for."""
        return Way(self.currentIndex())

    @property
    def field(self) -> QLineEdit | None:
        """Where somebody types next."""
        fields = {
            Way.PASSPHRASE: self.passphrase,
            Way.RECOVERY: self.recovery,
            Way.KEYFILE: self.keyfile,
        }
        return fields.get(self.way)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """All that takes input."""
        return (
            self.passphrase, self.recovery, self.keyfile, self.choose_button, self.beside_keyfile,
        )  # fmt: skip

    @property
    def is_complete(self) -> bool:
        """Whether there is something to try. Spaces may be a passphrase."""
        if self.way is Way.RECOVERY:
            return bool(self.recovery.text().strip())
        return self.field is None or bool(self.field.text())

    def credential(self, vault: Path) -> Credential:
        """What is to be tried."""
        match self.way:
            case Way.PASSPHRASE:
                return passphrase_of(self.passphrase.text())
            case Way.RECOVERY:
                return recovery_key_of(self.recovery.text())
            case Way.KEYFILE:
                return keyfile_of(Path(self.keyfile.text()), self.beside_keyfile.text())
            case Way.DEVICE:
                return device_of(vault)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.passphrase.wipe()
        self.beside_keyfile.wipe()
        self.recovery.clear()

    def _choose_keyfile(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose the keyfile"))
        if chosen:
            self.keyfile.setText(chosen)
            (self.beside_keyfile if self.beside_keyfile.isVisible() else self.keyfile).setFocus()
