"""Asking for a passphrase, or the recovery key, and staying alive while it is tried."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.jobs.opening import Credential, passphrase_of, recovery_key_of
from app.jobs.worker import JobHandle
from app.models.session import VaultSession
from app.views.report_dialog import ReportDialog
from app.views.sentences import is_expected, sentence
from app.widgets.banner import Banner
from app.widgets.passphrase import PassphraseEdit
from app.widgets.theme import GAP, heading, muted, primary
from engine.errors import MistypedRecoveryKeyError, WrongKeyError


class UnlockDialog(QDialog):
    """Unlocks one vault; accepted when it is."""

    def __init__(self, session: VaultSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._handle: JobHandle | None = None
        self.setWindowTitle(f"Unlock {session.entry.name}")
        self.setMinimumWidth(440)
        self.passphrase = PassphraseEdit("Passphrase")
        self.caps = QLabel("Caps lock is on.")
        self.caps.setProperty("tone", "warning")
        self.caps.hide()
        self.passphrase.caps_lock.connect(self.caps.setVisible)
        self.recovery = QLineEdit()
        self.recovery.setPlaceholderText("XXXX-XXXX-XXXX-…")
        self.recovery.setAccessibleName("Recovery key")
        self.read_only = QCheckBox("Open for reading only")
        self.banner = Banner()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Deriving the key")
        self.unlock_button = primary("Unlock")
        self.unlock_button.setDefault(True)
        self.cancel_button = QPushButton("Cancel")
        self.other_way = QPushButton("Use the recovery key")
        self.other_way.setProperty("flat", True)
        self.other_way.setAutoDefault(False)
        self._stack = QStackedWidget()
        self._build()
        self.unlock_button.clicked.connect(self._unlock)
        self.cancel_button.clicked.connect(self.reject)
        self.other_way.clicked.connect(self._switch)
        self.passphrase.textChanged.connect(self._update)
        self.recovery.textChanged.connect(self._update)
        self._update()
        self.passphrase.setFocus()

    def _build(self) -> None:
        for title, note, widgets in (
            (
                f"Unlock “{self._session.entry.name}”",
                "Enter the passphrase of this vault.",
                (self.passphrase, self.caps),
            ),
            (
                "Unlock with the recovery key",
                "The 14 groups that you kept when the vault was made; case and dashes do not matter.",
                (self.recovery,),
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
            self._stack.addWidget(page)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.other_way)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.unlock_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(self._stack)
        layout.addWidget(self.banner)
        layout.addWidget(self.read_only)
        layout.addWidget(self.progress)
        layout.addLayout(buttons)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the window does not jump when the bar comes
        self.progress.setSizePolicy(policy)
        self.progress.hide()

    @property
    def by_recovery_key(self) -> bool:
        """Whether the recovery key is asked for."""
        return self._stack.currentIndex() == 1

    # -- asking ---------------------------------------------------------------------------------

    def _switch(self) -> None:
        self._stack.setCurrentIndex(0 if self.by_recovery_key else 1)
        self.other_way.setText(
            "Use the passphrase" if self.by_recovery_key else "Use the recovery key"
        )
        self.banner.clear()
        (self.recovery if self.by_recovery_key else self.passphrase).setFocus()
        self._update()

    def _update(self) -> None:
        busy = self._handle is not None
        typed = self.recovery.text().strip() if self.by_recovery_key else self.passphrase.text()
        self.unlock_button.setEnabled(bool(typed) and not busy)
        for widget in (self.passphrase, self.recovery, self.read_only, self.other_way):
            widget.setEnabled(not busy)
        self.progress.setVisible(busy)

    def _unlock(self) -> None:
        self.banner.clear()
        credential: Credential
        if self.by_recovery_key:
            credential = recovery_key_of(self.recovery.text())
        else:
            credential = passphrase_of(self.passphrase.text())
        self._handle = self._session.unlock(
            credential, self._opened, self._not_opened, read_only=self.read_only.isChecked()
        )
        if self._handle is None:
            self.banner.say("The vault is busy; try again in a moment.", "warning")
        else:
            self._handle.cancelled.connect(self._cancelled)
        self._update()

    # -- answers --------------------------------------------------------------------------------

    def _opened(self) -> None:
        if self._handle is None:  # closed while the key was derived
            return
        self._handle = None
        self._forget()
        self.accept()

    def _not_opened(self, error: Exception) -> None:
        if self._handle is None:
            return
        self._handle = None
        self._update()
        if not is_expected(error):
            ReportDialog(error, self).exec()
            return
        wrong = isinstance(error, WrongKeyError)
        text = sentence(error)
        if wrong and self.by_recovery_key and not isinstance(error, MistypedRecoveryKeyError):
            text = "This is a recovery key, but not one of this vault."
        self.banner.say(text, "warning" if wrong else "critical")
        if wrong and not self.by_recovery_key:
            self.passphrase.mark_wrong(True)
            self.passphrase.selectAll()
        # When the field is enabled again, Qt has to be asked for the focus anew.
        field = self.recovery if self.by_recovery_key else self.passphrase
        QTimer.singleShot(0, field, lambda: field.setFocus(Qt.FocusReason.OtherFocusReason))

    def _cancelled(self) -> None:
        self._handle = None
        self._update()

    def reject(self) -> None:
        """Close; a derivation that runs is let go, and the vault stays locked."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        self._forget()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button is Cancel."""
        self.reject()
        event.accept()

    def _forget(self) -> None:
        self.passphrase.wipe()
        self.recovery.clear()
