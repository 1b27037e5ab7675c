"""A new key for a vault: what is presented for it, and what it will mean."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.jobs.rekeying import PlannedRekey, RekeyWish
from app.jobs.ways_in import WaysIn
from app.text.recovery_sheet import RecoverySheet
from app.text.translation import tr
from app.text.ways_in import pin_text, way_name
from app.views.recovery_sheets import SheetActions
from app.views.ways_dialogs import selectable
from app.widgets.fitting import Dialog
from app.widgets.keyfile import KeyfileRow
from app.widgets.passphrase import PassphraseEdit
from app.widgets.theme import GAP, heading, muted, primary


class RekeyDialog(Dialog):
    """Asks for what is to open the vault under its new key: a way is kept by presenting it."""

    def __init__(self, found: WaysIn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(500)
        kinds = {way.kind for way in found.ways}
        self._by_device = any(way.kind == "device" and way.is_here for way in found.ways)
        self._takes_passphrase = any("passphrase" in kind for kind in kinds)
        self._takes_keyfile = any("keyfile" in kind for kind in kinds)
        self._takes_security_key = any("fido2" in kind for kind in kinds)
        self.passphrase = PassphraseEdit(tr("Passphrase"))
        self.change = QCheckBox(tr("Change the passphrase too"))
        self.new = PassphraseEdit(tr("New passphrase"))
        self.again = PassphraseEdit(tr("New passphrase again"))
        self._file_row = KeyfileRow()
        self.keyfile = self._file_row.edit
        self.security_key = QCheckBox(tr("The security key that is plugged in"))
        self.pin = PassphraseEdit(pin_text())
        self.action_button = primary(tr("Continue"))
        self.action_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self._build()
        self.security_key.toggled.connect(self._update)
        self.change.toggled.connect(self._update)
        for edit in (self.passphrase, self.new, self.again, self.keyfile):
            edit.textChanged.connect(self._update)
        self.action_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.finished.connect(self._wipe)
        self._update()

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.action_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(tr("A new key for this vault"), 13))
        layout.addWidget(
            muted(
                tr(
                    "Changing a passphrase takes a moment, but an old copy of the vault still opens"
                    " with the old one. With a new key everything is sealed anew, in the background"
                    " and while you go on working; afterwards nothing that was revoked opens"
                    " anything on the disk. Copies made before stay as readable as they were."
                )
            )
        )
        layout.addWidget(muted(self._request()))
        for widget in (
            self.passphrase,
            self.change,
            self.new,
            self.again,
            self._file_row,
            self.security_key,
            self.pin,
        ):
            layout.addWidget(widget)
        layout.addSpacing(GAP)
        layout.addLayout(buttons)
        self.passphrase.setVisible(self._takes_passphrase)
        self.change.setVisible(self._takes_passphrase)
        self._file_row.setVisible(self._takes_keyfile)
        self.security_key.setVisible(self._takes_security_key)

    def _request(self) -> str:
        if self._by_device:
            return tr("This device stays a way in. What else is to stay one, give it here:")
        return tr("What is to open the vault afterwards has to be given here:")

    @property
    def wish(self) -> RekeyWish:
        """What was entered."""
        return RekeyWish(
            self.passphrase.text(),
            self.new.text() if self.change.isChecked() else "",
            Path(self.keyfile.text()) if self.keyfile.text() else None,
            self.security_key.isChecked(),
            self.pin.text(),
        )

    def _update(self) -> None:
        changes = self.change.isChecked()
        self.new.setVisible(changes)
        self.again.setVisible(changes)
        self.pin.setVisible(self.security_key.isChecked())
        same = self.new.text() == self.again.text()
        self.again.mark_wrong(changes and bool(self.again.text()) and not same)
        things = self.keyfile.text() or self.security_key.isChecked() or self._by_device
        given = self.passphrase.text() or things
        complete = bool(given) and (not changes or (bool(self.new.text()) and same))
        self.action_button.setEnabled(complete)

    def _wipe(self) -> None:
        for edit in (self.passphrase, self.pin, self.new, self.again):
            edit.wipe()


class RekeyPlanDialog(Dialog):
    """Says what opens the vault afterwards and what does not, shows the recovery key, and asks."""

    def __init__(
        self, planned: PlannedRekey, vault_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.planned = planned
        sheet = RecoverySheet(
            vault_name, planned.vault_id, planned.recovery_key, planned.recovery_words
        )
        self.sheets = SheetActions(lambda: sheet, self)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(560)
        self.kept = QLabel(_listed(planned.kept))
        self.revoked = QLabel(_listed(planned.revoked))
        self.key = selectable(planned.recovery_key, tr("Recovery key"))
        self.words = selectable(planned.recovery_words, tr("Recovery key in words"))
        self.noted = QCheckBox(tr("I have kept the new recovery key"))
        self.action_button = primary(tr("Give the vault the new key"))
        self.action_button.setProperty("primary", False)
        self.action_button.setProperty("danger", True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setDefault(True)
        self._build()
        self.noted.toggled.connect(self._update)
        self.action_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._update()

    def _build(self) -> None:
        form = QFormLayout()
        form.setSpacing(GAP * 2)
        form.addRow(tr("Opens it afterwards:"), self.kept)
        if self.planned.revoked:
            form.addRow(tr("Opens nothing afterwards:"), self.revoked)
        if self.planned.recovery_key:
            form.addRow(tr("New recovery key:"), self.key)
            form.addRow(tr("The same in words:"), self.words)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        if self.planned.recovery_key:
            buttons.addWidget(self.sheets.save_button)
            buttons.addWidget(self.sheets.print_button)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.action_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 2)
        layout.addWidget(heading(tr("This is what will change"), 13))
        layout.addLayout(form)
        layout.addWidget(self.sheets.banner)
        layout.addWidget(self.noted)
        layout.addLayout(buttons)
        self.noted.setVisible(bool(self.planned.recovery_key))

    def _update(self) -> None:
        self.action_button.setEnabled(not self.planned.recovery_key or self.noted.isChecked())


def _listed(ways: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(way_name(label, kind) for label, kind in ways)
