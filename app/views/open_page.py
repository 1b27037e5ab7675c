"""An open vault: its name and state, the drive, the lock, and the pages below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.jobs.worker import JobHandle
from app.models.session import VaultSession
from app.models.state import VaultState, state_label
from app.settings.preferences import Preferences
from app.text.names import shown
from app.text.translation import isolated, tr
from app.views.browser import Browser
from app.views.health_page import HealthPage
from app.views.question_dialog import QuestionDialog
from app.views.sentences import is_expected, sentence
from app.views.ways_page import WaysPage
from app.widgets.banner import Banner
from app.widgets.icons import icon
from app.widgets.job_bar import JobBar
from app.widgets.theme import GAP, heading, muted
from engine.errors import MountBusyError
from engine.progress import Progress

BAR_AFTER_MS = 300
"""A job that ends sooner is not worth a bar that comes and goes."""


class OpenPage(QWidget):
    """Header, tabs, job bar."""

    unexpected = Signal(object)

    def __init__(
        self, session: VaultSession, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._handle: JobHandle | None = None
        self.name = heading("", 15)
        self.state_text = muted()
        self.open_button = QPushButton(icon("open"), tr("Show files"))
        self.open_button.setToolTip(tr("Open the drive in the file manager"))
        self.mount_button = QPushButton(icon("drive"), tr("Mount as drive"))
        self.lock_button = QPushButton(icon("lock"), tr("Lock"))
        self.banner = Banner()
        self.browser = Browser(session, preferences)
        self.health = HealthPage(session)
        self.ways = WaysPage(session)
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self.job_bar = JobBar()
        self.question: QuestionDialog | None = None
        self._bar_timer = QTimer(self, interval=BAR_AFTER_MS, singleShot=True)
        self._bar_timer.timeout.connect(self._show_bar)
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        self.state_text.setWordWrap(False)
        words.addWidget(self.name)
        words.addWidget(self.state_text)
        header = QHBoxLayout()
        header.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP)
        header.setSpacing(GAP)
        header.addLayout(words, 1)
        for button in (self.open_button, self.mount_button, self.lock_button):
            button.setIconSize(QSize(16, 16))
            header.addWidget(button)
        for text, page in (
            (tr("Files"), self.browser),
            (tr("Health"), self.health),
            (tr("Ways in"), self.ways),
        ):
            self.tabs.addTab(text)
            self.stack.addWidget(page)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("Pages"))
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP * 2, 0, GAP * 2, 0)
        bar.addWidget(self.tabs)
        bar.addStretch()
        notice = QHBoxLayout()
        notice.setContentsMargins(GAP * 2, 0, GAP * 2, GAP // 2)
        notice.addWidget(self.banner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addLayout(notice)
        layout.addLayout(bar)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.job_bar)

    def _connect(self) -> None:
        session = self._session
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.open_button.clicked.connect(self.show_drive)
        self.mount_button.clicked.connect(self.toggle_mount)
        self.lock_button.clicked.connect(self.ask_lock)
        self.job_bar.pause_asked.connect(self._pause)
        self.job_bar.cancel_asked.connect(self._cancel)
        self.browser.unexpected.connect(self.unexpected)
        self.browser.open_on_drive.connect(self._open_file)
        self.health.unexpected.connect(self.unexpected)
        self.ways.unexpected.connect(self.unexpected)
        session.state_changed.connect(self.refresh)
        session.entry_changed.connect(self.refresh)
        session.opened.connect(self._opened)
        session.closed.connect(self._closed)
        session.job_started.connect(self._watch)
        session.trouble.connect(self._trouble)
        session.lock_refused.connect(self._lock_refused)

    # -- state ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the vault as it is now."""
        session = self._session
        state = session.state
        self.name.setText(isolated(session.entry.name))
        text = state_label(state)
        if state.is_mounted:
            text = tr("{state} at {place}").format(state=text, place=shown(session.mountpoint))
        elif session.read_only:
            text = tr("{state}, read-only").format(state=text)
        self.state_text.setText(text)
        self.mount_button.setText(tr("Unmount") if state.is_mounted else tr("Mount as drive"))
        self.mount_button.setIcon(icon("eject" if state.is_mounted else "drive"))
        self.open_button.setVisible(state.is_mounted)
        for button in (self.mount_button, self.lock_button):
            button.setEnabled(state.is_open)

    def _opened(self) -> None:
        self.banner.clear()
        if self._session.notice:
            self.banner.say(self._session.notice, "warning")
        self.tabs.setCurrentIndex(0)
        self.browser.start()
        self.health.start()
        self.ways.start()
        self.browser.views.setFocus()

    def _closed(self) -> None:
        self.browser.stop()
        self.health.stop()
        self.ways.stop()
        if self.question is not None:
            self.question.reject()

    # -- lock -----------------------------------------------------------------------------------

    def ask_lock(self) -> None:
        """Lock; while something runs, after a question."""
        running = self._session.running_jobs
        if not running:
            self._session.lock()
            return
        dialog = QuestionDialog(
            tr("Lock while something runs?"),
            tr("{job} is not done. It is cancelled, and leaves nothing half done.").format(
                job=running[0].label
            ),
            tr("Cancel it and lock"),
            self.window(),
        )
        self._ask(dialog, self._session.lock)

    def _lock_refused(self, error: Exception) -> None:
        self.refresh()
        if isinstance(error, MountBusyError):
            self.banner.say(
                sentence(error),
                "warning",
                tr("Lock anyway"),
                lambda: self._session.lock(force=True),
            )
        else:
            self._trouble(error)

    # -- drive ----------------------------------------------------------------------------------

    def toggle_mount(self) -> None:
        """Mount, or unmount."""
        self.banner.clear()
        if self._session.state is VaultState.UNLOCKED:
            self._session.mount(failed=self._trouble)
        else:
            self._session.unmount(self._unmount_failed)

    def _unmount_failed(self, error: Exception) -> None:
        if isinstance(error, MountBusyError):
            self.banner.say(
                sentence(error),
                "warning",
                tr("Unmount anyway"),
                lambda: self._session.unmount(self._trouble, force=True),
            )
        else:
            self._trouble(error)

    def show_drive(self) -> None:
        """Show the drive in the desktop's file manager: a program of its own looks into it."""
        self._open_url(QUrl.fromLocalFile(str(self._session.mountpoint)))

    def _open_file(self, path: bytes) -> None:
        name = path.decode("utf-8", "surrogateescape")
        self._open_url(QUrl.fromLocalFile(str(self._session.mountpoint) + name))

    def _open_url(self, url: QUrl) -> None:
        if not QDesktopServices.openUrl(url):
            self.banner.say(
                tr("No program was found for {file}.").format(file=shown(url.toLocalFile())),
                "warning",
            )

    # -- jobs -----------------------------------------------------------------------------------

    def _watch(self, handle: JobHandle) -> None:
        handle.ended.connect(partial(self._job_ended, handle))
        handle.progressed.connect(partial(self._progressed, handle))
        if self._handle is None:
            self._take(handle)

    def _take(self, handle: JobHandle) -> None:
        self._handle = handle
        self._bar_timer.start()

    def _show_bar(self) -> None:
        if self._handle is not None:
            waiting = len(self._session.running_jobs) - 1
            self.job_bar.begin(self._handle.label, waiting, can_pause=self._handle.can_pause)
            if self._handle.latest is not None:
                self.job_bar.show_progress(self._handle.latest)

    def _progressed(self, handle: JobHandle, progress: Progress) -> None:
        if handle is self._handle and self.job_bar.isVisibleTo(self):
            self.job_bar.show_progress(progress)

    def _job_ended(self, handle: JobHandle) -> None:
        if handle is not self._handle:
            return
        self._handle = None
        self._bar_timer.stop()
        left = [handle for handle in self._session.running_jobs if handle.label]
        if left:
            self._take(left[0])
        else:
            self.job_bar.end()

    def _pause(self, paused: bool) -> None:
        if self._handle is not None:
            if paused:
                self._handle.pause()
            else:
                self._handle.resume()

    def _cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self.job_bar.cancelling()

    # -- details --------------------------------------------------------------------------------

    def _trouble(self, error: Exception) -> None:
        if is_expected(error):
            self.banner.say(sentence(error), "critical")
        else:
            self.unexpected.emit(error)

    def _ask(self, dialog: QuestionDialog, do: object) -> None:
        self.question = dialog

        def answered(result: int) -> None:
            self.question = None
            dialog.deleteLater()
            if result == QDialog.DialogCode.Accepted and callable(do):
                do()

        dialog.finished.connect(answered)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()
