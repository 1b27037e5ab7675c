"""A vault that is not open: what it is waiting for, and the one button that helps."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from app.models.session import VaultSession
from app.models.state import VaultState
from app.text.names import shown
from app.text.translation import tr
from app.views.sentences import is_expected, sentence
from app.widgets.banner import Banner
from app.widgets.icons import icon
from app.widgets.theme import GAP, centred_column, colours, heading, muted, primary
from engine.errors import HeaderDamagedError, UnsupportedVersionError

_ICON = 64


class ClosedPage(QWidget):
    """Icon, name, sentence, button."""

    unlock_asked = Signal()
    look_asked = Signal()
    locate_asked = Signal()
    forget_asked = Signal()
    restore_asked = Signal()
    """Of a vault that has lost its header."""
    unmount_asked = Signal()
    """Of a vault that another process has mounted."""

    def __init__(self, session: VaultSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.icon = QLabel()
        self.icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = heading("", 18)
        self.text = muted()
        for label in (self.name, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = primary("")
        self.button.setMinimumWidth(180)
        self.second = QPushButton()
        self.second.setProperty("flat", True)
        self.banner = Banner()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(180)
        layout = centred_column(self)
        layout.setSpacing(GAP)
        for widget, after in (
            (self.icon, GAP),
            (self.name, 0),
            (self.text, GAP * 2),
            (self.button, 0),
            (self.progress, 0),
            (self.second, 0),
        ):
            if isinstance(widget, QLabel):  # over the whole width, so that long texts can wrap
                layout.addWidget(widget)
            else:
                layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            layout.addSpacing(after)
        layout.addWidget(self.banner)
        layout.addStretch(3)
        self.button.clicked.connect(self._act)
        self.second.clicked.connect(self._act_second)
        session.state_changed.connect(self.refresh)
        session.entry_changed.connect(self.refresh)
        session.trouble.connect(self._trouble)
        session.opened.connect(self.banner.clear)
        self.refresh()

    def refresh(self) -> None:
        """Show the vault as it is now."""
        session = self._session
        state = session.state
        c = colours()
        name, tone, text, button, second = self._describe(state)
        self.icon.setPixmap(
            icon(name, getattr(c, tone)).pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF())
        )
        self.name.setText(session.entry.name)
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.progress.setVisible(
            state is VaultState.UNLOCKING or (state is VaultState.BUSY and not session.detail)
        )

    def _describe(self, state: VaultState) -> tuple[str, str, str, str, str]:
        """Icon, its colour, sentence, button, second button."""
        session = self._session
        place = shown(session.path)
        if state is VaultState.MISSING:
            text = tr("There is no vault at {place}. Is the disk plugged in?").format(place=place)
            return "missing", "muted", text, tr("Look again"), tr("Choose its new place…")
        if state is VaultState.DAMAGED:
            text = (
                sentence(session.error) if session.error is not None else tr("It cannot be read.")
            )
            if isinstance(session.error, HeaderDamagedError):
                return "warning", "critical", text, tr("Restore the header…"), tr("Look again")
            if isinstance(session.error, UnsupportedVersionError):
                return "warning", "warning", text, tr("Look again"), ""
            return "warning", "critical", text, tr("Try to unlock…"), ""
        if state is VaultState.UNLOCKING:
            return "lock", "muted", tr("Deriving the key…"), "", ""
        if state is VaultState.BUSY and session.detail is not None:
            text = tr("Another program has it mounted at {place}.").format(
                place=shown(session.detail)
            )
            return "drive", "accent", text, tr("Unmount there"), ""
        if state is VaultState.BUSY:
            return "busy", "muted", tr("Writing the last changes, and locking…"), "", ""
        return "lock", "muted", place, tr("Unlock…"), ""

    def _trouble(self, error: Exception) -> None:
        """It was locked, but not as it should have been: the disk is full, or gone."""
        if self._session.vault is None and is_expected(error):
            text = tr(
                "The last changes could not be written before the vault was locked. {why} What was"
                " written before them is kept."
            )
            self.banner.say(text.format(why=sentence(error)), "critical")

    def _act(self) -> None:
        state = self._session.state
        if state is VaultState.DAMAGED and isinstance(self._session.error, HeaderDamagedError):
            self.restore_asked.emit()
        elif state is VaultState.MISSING or isinstance(
            self._session.error, UnsupportedVersionError
        ):
            self.look_asked.emit()
        elif state is VaultState.BUSY:
            self.unmount_asked.emit()
        else:
            self.unlock_asked.emit()

    def _act_second(self) -> None:
        if self._session.state is VaultState.MISSING:
            self.locate_asked.emit()
        elif self._session.state is VaultState.DAMAGED:
            self.look_asked.emit()
