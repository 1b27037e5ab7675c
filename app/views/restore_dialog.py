"""Restoring a saved header: which file, which passphrase of its time, and what that changes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.jobs import header as header_jobs
from app.jobs.opening import Credential, passphrase_of, recovery_key_of
from app.jobs.worker import JobHandle, Worker
from app.models.session import VaultSession
from app.text.translation import isolated, tr, trn
from app.views.report_dialog import ReportDialog
from app.views.sentences import is_expected, sentence
from app.widgets.banner import Banner
from app.widgets.fitting import Dialog
from app.widgets.passphrase import PassphraseEdit
from app.widgets.theme import GAP, heading, muted, primary
from engine.errors import MistypedRecoveryKeyError, WrongKeyError

if TYPE_CHECKING:
    from engine.vault import RestorePlan


class RestoreHeaderDialog(Dialog):
    """Checks first, and says what would change; restores at a second press. Accepted when done."""

    def __init__(
        self, session: VaultSession, worker: Worker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = worker
        self._handle: JobHandle | None = None
        self._plan: RestorePlan | None = None
        self.setWindowTitle(tr("Restore the header"))
        self.setMinimumWidth(520)
        self.file = QLineEdit()
        self.file.setPlaceholderText(tr("The saved header"))
        self.file.setAccessibleName(tr("The saved header"))
        self.choose_button = QPushButton(tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        self.passphrase = PassphraseEdit(tr("Passphrase of the time when it was saved"))
        self.recovery = QLineEdit()
        self.recovery.setPlaceholderText("XXXX-XXXX-XXXX-…")
        self.recovery.setAccessibleName(tr("Recovery key"))
        self.recovery.hide()
        self.other_way = QPushButton(tr("Use the recovery key"))
        self.other_way.setProperty("flat", True)
        self.other_way.setAutoDefault(False)
        self.banner = Banner()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Deriving the key"))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.restore_button = primary(tr("Check"))
        self.restore_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self._build()
        self.choose_button.clicked.connect(self._choose)
        self.other_way.clicked.connect(self._switch)
        self.restore_button.clicked.connect(self._go_on)
        self.cancel_button.clicked.connect(self.reject)
        for field in (self.file, self.passphrase, self.recovery):
            field.textChanged.connect(self._start_again)
        self._start_again()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        name = isolated(self._session.entry.name)
        layout.addWidget(heading(tr("Restore the header of “{name}”").format(name=name), 13))
        layout.addWidget(
            muted(
                tr(
                    "A copy of the header that was saved earlier takes the place of the vault's"
                    " own. The files in the vault are not touched. Afterwards the vault opens with"
                    " the passphrase and the recovery key of the time when the copy was saved."
                )
            )
        )
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.file, 1)
        row.addWidget(self.choose_button)
        layout.addLayout(row)
        layout.addWidget(self.passphrase)
        layout.addWidget(self.recovery)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.other_way)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.restore_button)
        layout.addLayout(buttons)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the wrapped texts are at this width."""
        layout = self.layout()
        if layout is not None:
            width = max(self.width() if self.isVisible() else 0, self.minimumWidth())
            self.setMinimumHeight(layout.totalHeightForWidth(width))
            self.resize(width, self.minimumHeight())

    def _say(self, text: str, tone: str) -> None:
        self.banner.say(text, tone)
        self._fit()

    @property
    def by_recovery_key(self) -> bool:
        """Whether the recovery key is asked for."""
        return not self.recovery.isHidden()

    # -- asking ---------------------------------------------------------------------------------

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose the saved header"))
        if chosen:
            self.file.setText(chosen)

    def _switch(self) -> None:
        wanted = not self.by_recovery_key
        self.recovery.setVisible(wanted)
        self.passphrase.setVisible(not wanted)
        self.other_way.setText(tr("Use the passphrase") if wanted else tr("Use the recovery key"))
        (self.recovery if wanted else self.passphrase).setFocus()
        self._start_again()

    def _start_again(self) -> None:
        """Something else was typed: what was found before does not count."""
        self._plan = None
        self.banner.clear()
        self._update()

    def _update(self) -> None:
        busy = self._handle is not None
        typed = self.recovery.text().strip() if self.by_recovery_key else self.passphrase.text()
        self.restore_button.setText(tr("Check") if self._plan is None else tr("Replace the header"))
        self.restore_button.setEnabled(bool(typed and self.file.text()) and not busy)
        fields = (self.file, self.choose_button, self.passphrase, self.recovery, self.other_way)
        for widget in fields:
            widget.setEnabled(not busy)
        self.progress.setVisible(busy)

    # -- doing ----------------------------------------------------------------------------------

    def _go_on(self) -> None:
        credential: Credential
        if self.by_recovery_key:
            credential = recovery_key_of(self.recovery.text())
        else:
            credential = passphrase_of(self.passphrase.text())
        file = Path(self.file.text())
        path = self._session.path
        if self._plan is None:
            self.banner.clear()
            job = partial(header_jobs.plan, path, file, credential)
            self._handle = self._worker.submit(job, self._checked, self._failed)
        else:
            job = partial(header_jobs.restore, path, file, credential)
            self._handle = self._worker.submit(job, self._restored, self._failed)
        self._handle.cancelled.connect(self._cancelled)
        self._update()

    def _checked(self, plan: RestorePlan) -> None:
        if self._handle is None:
            return
        self._handle = None
        self._plan = plan
        self._say(plan_text(plan), "warning" if plan.brought_back else "info")
        self._update()
        self.restore_button.setFocus()

    def _restored(self, _plan: RestorePlan) -> None:
        self._handle = None
        self._forget()
        self.accept()

    def _failed(self, error: Exception) -> None:
        if self._handle is None:
            return
        self._handle = self._plan = None
        self._update()
        if not is_expected(error):
            ReportDialog(error, self).exec()
            return
        wrong = isinstance(error, WrongKeyError) and not isinstance(error, MistypedRecoveryKeyError)
        text = tr("That does not open this header. It takes a passphrase or key of its time.")
        self._say(text if wrong else sentence(error), "warning" if wrong else "critical")
        field = self.recovery if self.by_recovery_key else self.passphrase
        # When the field is enabled again, Qt has to be asked for the focus anew.
        QTimer.singleShot(0, field, lambda: field.setFocus(Qt.FocusReason.OtherFocusReason))

    def _cancelled(self) -> None:
        self._handle = None
        self._update()

    def reject(self) -> None:
        """Close; a check that runs is let go."""
        if self._handle is not None:
            if self._plan is not None:
                return  # the header is being replaced: that takes a moment, and is not left half done
            self._handle.cancel()
            self._handle = None
        self._forget()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button is Cancel."""
        self.reject()
        if self.isVisible():
            event.ignore()
        else:
            event.accept()

    def _forget(self) -> None:
        self.passphrase.wipe()
        self.recovery.clear()


def plan_text(plan: RestorePlan) -> str:
    """What restoring a header would change."""
    if not plan.has_current:
        return tr("This header belongs to the vault. It opens with what you have just entered.")
    back, away = len(plan.brought_back), len(plan.taken_away)
    if not back and not away:
        return tr("This header belongs to the vault, and is the one that it has now.")
    words = [tr("This header belongs to the vault, and is not the one that it has now.")]
    if back:
        words.append(
            trn(
                "%n older passphrase or key opens the vault again.",
                "%n older passphrases or keys open the vault again.",
                back,
            )
        )
    if away:
        words.append(
            trn(
                "%n passphrase or key of now opens nothing any more.",
                "%n passphrases or keys of now open nothing any more.",
                away,
            )
        )
    return " ".join(words)
