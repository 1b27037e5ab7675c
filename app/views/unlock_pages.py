"""What opens a vault, as it is typed or chosen: one page for each way."""

from __future__ import annotations

import enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.jobs.opening import (
    Credential,
    device_of,
    keyfile_of,
    passphrase_of,
    recovery_key_of,
    security_key_of,
)
from app.text.translation import isolated, tr
from app.text.ways_in import pin_text
from app.widgets.keyfile import KeyfileRow
from app.widgets.passphrase import PassphraseEdit
from app.widgets.theme import GAP, heading, muted


class Way(enum.IntEnum):
    """What is asked for; the number of its page."""

    PASSPHRASE = 0
    RECOVERY = 1
    KEYFILE = 2
    DEVICE = 3
    SECURITY_KEY = 4


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
        self._keyfile_row = KeyfileRow()
        self._keyfile_row.chosen.connect(self._keyfile_chosen)
        self.keyfile = self._keyfile_row.edit
        self.beside_keyfile = PassphraseEdit(tr("Passphrase, if it takes one too"))
        self.pin = PassphraseEdit(pin_text())
        self.beside_security_key = PassphraseEdit(tr("Passphrase, if it takes one too"))
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
                (self._keyfile_row, self.beside_keyfile),
            ),
            (
                tr("Unlock with this device"),
                tr("This device has a key of its own for this vault; nothing has to be typed."),
                (),
            ),
            (
                tr("Unlock with a security key"),
                tr("Plug it in, and touch it when it blinks."),
                (self.pin, self.beside_security_key),
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
            Way.SECURITY_KEY: self.pin,
        }
        return fields.get(self.way)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """All that takes input."""
        return (
            self.passphrase, self.recovery, self._keyfile_row, self.beside_keyfile, self.pin,
            self.beside_security_key,
        )  # fmt: skip

    @property
    def is_complete(self) -> bool:
        """Whether there is something to try. Spaces may be a passphrase."""
        if self.way is Way.RECOVERY:
            return bool(self.recovery.text().strip())
        if self.way is Way.SECURITY_KEY:
            return True  # it need not have a PIN
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
            case Way.SECURITY_KEY:
                return security_key_of(vault, self.pin.text(), self.beside_security_key.text())

    def wipe(self) -> None:
        """Forget what was typed."""
        for edit in (self.passphrase, self.beside_keyfile, self.pin, self.beside_security_key):
            edit.wipe()
        self.recovery.clear()

    def _keyfile_chosen(self) -> None:
        (self.beside_keyfile if self.beside_keyfile.isVisible() else self.keyfile).setFocus()
