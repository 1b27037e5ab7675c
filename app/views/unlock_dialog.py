"""Asking for what opens a vault, and staying alive while it is tried."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.jobs.opening import Means
from app.jobs.remembering import KeyringError, Trouble
from app.jobs.worker import JobHandle
from app.models.remembered import Remembered
from app.models.session import VaultSession
from app.text.translation import isolated, mark, tr, tr_marked
from app.views.report_dialog import ReportDialog
from app.views.rollback_dialog import RollbackDialog
from app.views.sentences import is_expected, sentence
from app.views.unlock_pages import UnlockPages, Way
from app.widgets.banner import Banner
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, primary
from engine.errors import (
    MistypedRecoveryKeyError,
    RollbackError,
    SecurityKeyError,
    WrongKeyError,
)
from engine.types import OnRollback

_NO_KEYRING = {
    Trouble.ABSENT: mark("Remember the passphrase (this desktop has no keyring)"),
    Trouble.UNGUARDED: mark("Remember the passphrase (the keyring here is not encrypted)"),
}
_KEYRING_FAILED = mark("Remember the passphrase (the keyring does not answer)")


_USE = {
    Way.PASSPHRASE: mark("Use the passphrase"),
    Way.RECOVERY: mark("Use the recovery key"),
    Way.KEYFILE: mark("Use a keyfile"),
    Way.DEVICE: mark("Use this device"),
    Way.SECURITY_KEY: mark("Use a security key"),
}

_WRONG = {
    Way.RECOVERY: mark("This is a recovery key, but not one of this vault."),
    Way.KEYFILE: mark("That did not open the vault. Check the keyfile, and the passphrase."),
    Way.DEVICE: mark("This device does not open the vault any more. Try another way."),
}


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
        self._look: JobHandle | None = None
        self.rollback: RollbackDialog | None = None
        """The question that is open just now."""
        self.setWindowTitle(tr("Unlock {vault}").format(vault=isolated(session.entry.name)))
        self.setMinimumWidth(440)
        self._pages = UnlockPages(session.entry.name)
        self.passphrase = self._pages.passphrase
        self.recovery = self._pages.recovery
        self.keyfile = self._pages.keyfile
        self.beside_keyfile = self._pages.beside_keyfile
        self.pin = self._pages.pin
        self.beside_security_key = self._pages.beside_security_key
        self.caps = self._pages.caps
        self._means = Means()
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
        self.cancel_button.setAutoDefault(False)  # Return unlocks, wherever the focus is just now
        self.other_way = QPushButton(tr("Use the recovery key"))
        self.other_way.setProperty("flat", True)
        self.other_way.setAutoDefault(False)
        self._build()
        self.unlock_button.clicked.connect(self._unlock)
        self.cancel_button.clicked.connect(self.reject)
        self.other_way.clicked.connect(self._ask_other_way)
        for field in (self.passphrase, self.recovery, self.keyfile):
            field.textChanged.connect(self._update)
        self._update()
        self.passphrase.setFocus()
        self._look = session.ask_means(self._offer)
        if remembered is not None:
            self._ask_keyring(remembered)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.other_way)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.unlock_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(self._pages)
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
    def way(self) -> Way:
        """What is asked for."""
        return self._pages.way

    @property
    def by_passphrase(self) -> bool:
        """Whether the passphrase alone is asked for: the one that a keyring may keep."""
        return self.way is Way.PASSPHRASE

    # -- asking ---------------------------------------------------------------------------------

    def _offer(self, means: Means) -> None:
        """What the vault takes is known: begin with what is easiest, if nothing was typed yet."""
        if not shiboken6.isValid(self) or self._look is None:
            return
        self._look = None
        self._means = means
        self.beside_keyfile.setVisible(means.keyfile_with_passphrase)
        self.beside_security_key.setVisible(means.security_key_with_passphrase)
        untouched = self.by_passphrase and not self.passphrase.text() and self._handle is None
        if untouched and means.this_device:
            self.use(Way.DEVICE)
        elif untouched and means.security_key and not means.passphrase:
            self.use(Way.SECURITY_KEY)
        elif untouched and means.keyfile and not means.passphrase:
            self.use(Way.KEYFILE)
        self._update()

    def _other_ways(self) -> list[Way]:
        means = self._means
        possible = {
            Way.PASSPHRASE: means.passphrase,
            Way.KEYFILE: means.keyfile,
            Way.DEVICE: means.this_device,
            Way.SECURITY_KEY: means.security_key,
            Way.RECOVERY: True,
        }
        return [way for way, there in possible.items() if there and way is not self.way]

    def _ask_other_way(self) -> None:
        ways = self._other_ways()
        if len(ways) == 1:
            self.use(ways[0])
            return
        menu = QMenu(self)
        for way in ways:
            action = menu.addAction(tr_marked(_USE[way]))
            action.triggered.connect(lambda _=False, way=way: self.use(way))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.other_way.mapToGlobal(self.other_way.rect().bottomLeft()))

    def use(self, way: Way) -> None:
        """Ask for something else."""
        self._pages.setCurrentIndex(way)
        self.banner.clear()
        self._field.setFocus()
        self._update()

    @property
    def _field(self) -> QWidget:
        """Where somebody types next, or what is pressed."""
        return self._pages.field or self.unlock_button

    def _update(self) -> None:
        busy = self._handle is not None
        ways = self._other_ways()
        self.other_way.setText(tr_marked(_USE[ways[0]]) if len(ways) == 1 else tr("Other ways…"))
        self.other_way.setVisible(bool(ways))
        self.unlock_button.setEnabled(self._pages.is_complete and not busy)
        for widget in (*self._pages.fields, self.read_only, self.other_way):
            widget.setEnabled(not busy)
        self.remember.setEnabled(self._has_keyring and not busy)
        self.remember.setVisible(self._remembered is not None and self.by_passphrase)
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
        if self._remembered is None or not self._has_keyring or not self.by_passphrase:
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
        self._handle = self._session.unlock(
            self._pages.credential(self._session.path),
            self._opened,
            self._not_opened,
            read_only=read_only,
            on_rollback=policy,
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
        elif wrong and self.way in _WRONG and not isinstance(error, MistypedRecoveryKeyError):
            text = tr_marked(_WRONG[self.way])
        mendable = wrong or isinstance(error, SecurityKeyError)
        self.banner.say(text, "warning" if mendable else "critical")
        if wrong and self.by_passphrase:
            self.passphrase.mark_wrong(True)
            self.passphrase.selectAll()
        # When the field is enabled again, Qt has to be asked for the focus anew.
        field = self._field
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
        if self._remembered is None or not self.by_passphrase or recalled is None:
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
        if self._look is not None:
            self._look.cancel()
            self._look = None
        self._questions = []
        self._recalled = None
        self._pages.wipe()
