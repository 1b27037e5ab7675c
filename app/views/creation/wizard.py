"""The wizard itself: from page to page, with the vault made between passphrase and recovery key."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.jobs.opening import CreateRequest, create
from app.jobs.worker import JobHandle, Worker
from app.text.translation import number, tr, tr_marked
from app.views.creation.page import WizardPage
from app.views.creation.passphrase_page import PassphrasePage
from app.views.creation.place_page import PlacePage
from app.views.creation.protection_page import ProtectionPage
from app.views.creation.recovery_page import ConfirmPage, RecoveryPage
from app.views.report_dialog import ReportDialog
from app.views.sentences import is_expected, sentence
from app.widgets.banner import Banner
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, muted, primary

if TYPE_CHECKING:
    from engine.vault import CreatedVault
    from engine.vault.credentials import KdfParameters


class CreateWizard(Dialog):
    """Makes one vault. Accepted when it exists and its recovery key was kept."""

    def __init__(self, parent: QWidget | None = None, *, kdf: KdfParameters | None = None) -> None:
        """Show the first page.

        Args:
            parent: The window.
            kdf: The cost of the key, where it is not to be measured; for tests.
        """
        super().__init__(parent)
        self.setWindowTitle(tr("New vault"))
        self.setMinimumSize(560, 520)
        self.created_path: Path | None = None
        """The vault's folder, from the moment it exists."""
        self.created_name = ""
        self._kdf = kdf
        self._handle: JobHandle | None = None
        self._worker = Worker("creation", self)
        self._judge = Worker("strength", self)
        self.place = PlacePage()
        self.protection = ProtectionPage()
        self.passphrase = PassphrasePage(self._judge, self._own_words)
        self.recovery = RecoveryPage()
        self.confirm = ConfirmPage()
        self.pages: tuple[WizardPage, ...] = (
            self.place,
            self.protection,
            self.passphrase,
            self.recovery,
            self.confirm,
        )
        self._stack = QStackedWidget()
        self.step = muted()
        self.banner = Banner()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Creating the vault"))
        self.back_button = QPushButton(tr("Back"))
        self.back_button.setAutoDefault(False)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.next_button = primary(tr("Next"))
        self.next_button.setDefault(True)
        self._build()
        self._show(0)

    def _build(self) -> None:
        for page in self.pages:
            self._stack.addWidget(page)
            page.changed.connect(self._update)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.step)
        row.addStretch()
        row.addWidget(self.cancel_button)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 4, GAP * 4, GAP * 4, GAP * 3)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addLayout(row)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.hide()
        self.back_button.clicked.connect(lambda: self._show(self._stack.currentIndex() - 1))
        self.next_button.clicked.connect(self._next)
        self.cancel_button.clicked.connect(self.reject)

    @property
    def page(self) -> WizardPage:
        """The page that is shown."""
        return self.pages[self._stack.currentIndex()]

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.banner.clear()
        self._update()
        self.page.enter()

    def _update(self) -> None:
        page, busy = self.page, self._handle is not None
        made = self.created_path is not None
        step = tr("Step {step} of {steps}").format(
            step=number(self._stack.currentIndex() + 1), steps=number(len(self.pages))
        )
        self.step.setText(step)
        self.next_button.setText(tr_marked(page.next_text))
        self.next_button.setEnabled(page.is_complete() and not busy)
        first = page is self.recovery if made else page is self.place
        self.back_button.setEnabled(not first and not busy)
        self.cancel_button.setVisible(not made)
        self.cancel_button.setEnabled(not busy)
        self._stack.setEnabled(not busy)
        self.progress.setVisible(busy)

    def _next(self) -> None:
        if self.page is self.passphrase:
            self._create()
        elif self.page is self.recovery:
            self.confirm.ask(self.recovery.key)
            self._show(self.pages.index(self.confirm))
        elif self.page is self.confirm:
            self._finish()
        else:
            self._show(self._stack.currentIndex() + 1)

    def _own_words(self) -> tuple[str, ...]:
        return (self.place.name.text(), *self.place.path.parts[-3:], "sigmavault")

    # -- making it ------------------------------------------------------------------------------

    def _create(self) -> None:
        request = CreateRequest(
            self.place.path,
            self.passphrase.first.text(),
            self.protection.parity_lanes,
            self.passphrase.unlock_time_s,
            self._kdf,
            self.passphrase.chosen_mode,
        )
        self._handle = self._worker.submit(
            partial(create, request), partial(self._created, request.path), self._not_created
        )
        self._update()

    def _created(self, path: Path, created: CreatedVault) -> None:
        self._handle = None
        self.created_path = path
        self.created_name = self.place.name.text().strip()
        self.passphrase.wipe()
        self.recovery.show_key(created.recovery_key_text, self.created_name, created.vault_id)
        self._show(self.pages.index(self.recovery))

    def _not_created(self, error: Exception) -> None:
        self._handle = None
        self._update()
        if is_expected(error):
            self.banner.say(sentence(error), "critical")
        else:
            ReportDialog(error, self).exec()

    # -- end ------------------------------------------------------------------------------------

    def _finish(self) -> None:
        self._end()
        self.accept()

    def reject(self) -> None:
        """Close. While the vault is being made, and before its key was kept, that has to wait."""
        if self._handle is not None:
            return
        if self.created_path is not None:
            self.banner.say(
                tr("Keep the recovery key first: it will not be shown again."), "warning"
            )
            return
        self._end()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button is Cancel."""
        self.reject()
        event.setAccepted(not self.isVisible())

    def _end(self) -> None:
        self.passphrase.wipe()
        self.recovery.show_key("", "")
        for worker in (self._judge, self._worker):
            worker.stop()
        self._worker.wait()
        self._judge.wait()
