"""Asking for a passphrase, or the recovery key, and staying alive while it is tried."""

from __future__ import annotations

import shiboken6
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
from app.jobs.remembering import KeyringError, Trouble
from app.jobs.worker import JobHandle
from app.models.remembered import Remembered
from app.models.session import VaultSession
from app.text.translation import isolated, mark, tr, tr_marked
from app.views.report_dialog import ReportDialog
from app.views.rollback_dialog import RollbackDialog
from app.views.sentences import is_expected, sentence
from app.widgets.banner import Banner
from app.widgets.fitting import Dialog
from app.widgets.passphrase import PassphraseEdit
from app.widgets.theme import GAP, heading, muted, primary
from engine.errors import MistypedRecoveryKeyError, RollbackError, WrongKeyError
from engine.types import OnRollback

_NO_KEYRING = {
    Trouble.ABSENT: mark("Remember the passphrase (this desktop has no keyring)"),
    Trouble.UNGUARDED: mark("Remember the passphrase (the keyring here is not encrypted)"),
}
_KEYRING_FAILED = mark("Remember the passphrase (the keyring does not answer)")


class UnlockDialog(Dialog):
    """Unlocks one vault; accepted when it is.

    With `remembered`, the passphrase can be kept in the desktop's keyring.
    """

    def __init__(
        self,
        session: VaultSession,
        parent: QWidget | None = None,
        *,
        remembered: Remembered | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._remembered = remembered
        self._has_keyring = False
        self._recalled: str | None = None
        self._handle: JobHandle | None = None
        self._questions: list[JobHandle] = []
        self.rollback: RollbackDialog | None = None
        """The question that is open just now."""
        self.setWindowTitle(tr("Unlock {vault}").format(vault=isolated(session.entry.name)))
        self.setMinimumWidth(440)
        self.passphrase = PassphraseEdit(tr("Passphrase"))
        self.caps = QLabel(tr("Caps lock is on."))
        self.caps.setProperty("tone", "warning")
        self.caps.hide()
        self.passphrase.caps_lock.connect(self.caps.setVisible)
        self.recovery = QLineEdit()
        self.recovery.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.recovery.setPlaceholderText("XXXX-XXXX-XXXX-…")
        self.recovery.setAccessibleName(tr("Recovery key"))
        self.read_only = QCheckBox(tr("Open for reading only"))
        self.remember = QCheckBox(tr("Remember the passphrase in the keyring"))
        self.remember.setChecked(bool(session.entry.saved_as))
        self.remember.setVisible(remembered is not None)
        self.banner = Banner()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Deriving the key"))
        self.unlock_button = primary(tr("Unlock"))
        self.unlock_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.other_way = QPushButton(tr("Use the recovery key"))
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
        if remembered is not None:
            self._ask_keyring(remembered)

    def _build(self) -> None:
        for title, note, widgets in (
            (
                tr("Unlock “{vault}”").format(vault=isolated(self._session.entry.name)),
                tr("Enter the passphrase of this vault."),
                (self.passphrase, self.caps),
            ),
            (
                tr("Unlock with the recovery key"),
                tr(
                    "The 14 groups that you kept when the vault was made; case and dashes do not"
                    " matter."
                ),
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
        layout.addWidget(self.remember)
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
            tr("Use the passphrase") if self.by_recovery_key else tr("Use the recovery key")
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
        self.remember.setEnabled(self._has_keyring and not busy)
        self.remember.setVisible(self._remembered is not None and not self.by_recovery_key)
        self.progress.setVisible(busy)

    # -- the keyring ----------------------------------------------------------------------------

    def _ask_keyring(self, remembered: Remembered) -> None:
        """See whether there is one; ask it for the passphrase only if it was given it."""

        def there(_: None) -> None:
            if self._questions:
                self._has_keyring = True
                self._update()

        def not_there(error: Exception) -> None:
            if not self._questions:
                return
            trouble = error.trouble if isinstance(error, KeyringError) else None
            text = _NO_KEYRING.get(trouble, _KEYRING_FAILED) if trouble else _KEYRING_FAILED
            self.remember.setText(tr_marked(text))
            self.remember.setChecked(False)

        self._questions = [remembered.probe(there, not_there)]
        if self._session.entry.saved_as:
            self._questions.append(
                remembered.recall(self._session, self._found_in_keyring, self._no_answer)
            )

    def _found_in_keyring(self, passphrase: str | None) -> None:
        if not self._questions:  # the dialog is closed
            return
        if passphrase is None:
            self.remember.setChecked(False)
        elif not self.passphrase.text() and self._handle is None:
            self._recalled = passphrase
            self.passphrase.setText(passphrase)
            self.passphrase.selectAll()
            self.banner.say(tr("The passphrase was taken from the keyring."))

    def _no_answer(self, error: Exception) -> None:
        if self._questions and self._handle is None and isinstance(error, KeyringError):
            self.banner.say(sentence(error))

    def _keep_or_forget(self) -> None:
        """After a passphrase has opened the vault."""
        if self._remembered is None or not self._has_keyring or self.by_recovery_key:
            return
        typed = self.passphrase.text()
        if not self.remember.isChecked():
            self._remembered.forget(self._session)
        elif typed != self._recalled:
            self._remembered.save(self._session, typed)

    # -- trying ---------------------------------------------------------------------------------

    def _unlock(self, _checked: bool = False, *, knowing: OnRollback | None = None) -> None:
        """Try. `knowing` is what was answered about a copy that is older than it should be."""
        self.banner.clear()
        read_only = self.read_only.isChecked() or knowing is OnRollback.READ_ONLY
        policy = OnRollback.READ_ONLY if read_only else (knowing or OnRollback.REFUSE)
        credential: Credential
        if self.by_recovery_key:
            credential = recovery_key_of(self.recovery.text())
        else:
            credential = passphrase_of(self.passphrase.text())
        self._handle = self._session.unlock(
            credential, self._opened, self._not_opened, read_only=read_only, on_rollback=policy
        )
        if self._handle is None:
            self.banner.say(tr("The vault is busy; try again in a moment."), "warning")
        else:
            self._handle.cancelled.connect(self._cancelled)
        self._update()

    # -- answers --------------------------------------------------------------------------------

    def _opened(self) -> None:
        if self._handle is None:  # closed while the key was derived
            return
        self._handle = None
        self._keep_or_forget()
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
        if isinstance(error, RollbackError):
            self._ask_about(error)
            return
        wrong = isinstance(error, WrongKeyError)
        text = sentence(error)
        if wrong and self._was_remembered():
            text = tr("The saved passphrase does not open this vault any more; it was forgotten.")
        if wrong and self.by_recovery_key and not isinstance(error, MistypedRecoveryKeyError):
            text = tr("This is a recovery key, but not one of this vault.")
        self.banner.say(text, "warning" if wrong else "critical")
        if wrong and not self.by_recovery_key:
            self.passphrase.mark_wrong(True)
            self.passphrase.selectAll()
        # When the field is enabled again, Qt has to be asked for the focus anew.
        field = self.recovery if self.by_recovery_key else self.passphrase
        QTimer.singleShot(0, field, lambda: field.setFocus(Qt.FocusReason.OtherFocusReason))

    def _ask_about(self, error: RollbackError) -> None:
        """The key is right, and the vault is older than it should be: what now?"""
        self.rollback = dialog = RollbackDialog(error, self._session.entry.name, self)

        def answered(result: int) -> None:
            self.rollback = None
            dialog.deleteLater()
            if result == QDialog.DialogCode.Accepted:
                self._unlock(knowing=dialog.choice)
            else:
                self.banner.say(tr("The vault stays locked. Nothing was written to it."))

        dialog.finished.connect(answered)
        dialog.open()

    def _was_remembered(self) -> bool:
        """Whether what failed came from the keyring; it is kept no longer then."""
        recalled, self._recalled = self._recalled, None
        if self._remembered is None or self.by_recovery_key or recalled is None:
            return False
        if recalled != self.passphrase.text():
            self._recalled = recalled
            return False
        self._remembered.forget(self._session)
        return True

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
        for question in self._questions:
            if shiboken6.isValid(question) and not question.is_over:
                question.cancel()
        self._questions = []
        self._recalled = None
        self.passphrase.wipe()
        self.recovery.clear()
