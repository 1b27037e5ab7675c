"""A vault's page: closed, or open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.models.session import VaultSession
from app.settings.preferences import Preferences
from app.views.closed_page import ClosedPage
from app.views.open_page import OpenPage

_USE = frozenset(
    (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.Drop)
)


class VaultPage(QStackedWidget):
    """Shows the page that fits the vault's state."""

    unlock_asked = Signal()
    locate_asked = Signal()
    unmount_asked = Signal()
    restore_asked = Signal()
    unexpected = Signal(object)

    def __init__(
        self, session: VaultSession, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.closed_page = ClosedPage(session)
        self.open_page = OpenPage(session, preferences)
        self.addWidget(self.closed_page)
        self.addWidget(self.open_page)
        self.closed_page.unlock_asked.connect(self.unlock_asked)
        self.closed_page.look_asked.connect(session.look)
        self.closed_page.locate_asked.connect(self.locate_asked)
        self.closed_page.unmount_asked.connect(self.unmount_asked)
        self.closed_page.restore_asked.connect(self.restore_asked)
        self.open_page.unexpected.connect(self.unexpected)
        session.opened.connect(self._update)
        session.closed.connect(self._update)
        browser = self.open_page.browser
        for view in (*browser.views.all_views, browser.folders):
            view.viewport().installEventFilter(self)
            view.installEventFilter(self)
        self._update()

    def prefer(self, preferences: Preferences) -> None:
        """Take preferences that have changed."""
        does = self.open_page.browser.does
        for action, wanted in (
            (does.hidden, preferences.show_hidden),
            (does.preview, preferences.show_preview),
        ):
            if action.isChecked() != wanted:
                action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever uses the files is not idle."""
        if event.type() in _USE:
            self._session.touch()
        return super().eventFilter(watched, event)

    def _update(self) -> None:
        open_now = self._session.vault is not None
        self.setCurrentWidget(self.open_page if open_now else self.closed_page)
