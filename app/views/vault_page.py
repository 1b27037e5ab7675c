"""A vault's page: closed, or open. The open one is made when the vault is first unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.models.session import VaultSession
from app.models.state import VaultState
from app.settings.preferences import Preferences
from app.views.closed_page import ClosedPage

if TYPE_CHECKING:
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
        self._preferences = preferences
        self._open_page: OpenPage | None = None
        self.closed_page = ClosedPage(session)
        self.addWidget(self.closed_page)
        self.closed_page.unlock_asked.connect(self.unlock_asked)
        self.closed_page.look_asked.connect(session.look)
        self.closed_page.locate_asked.connect(self.locate_asked)
        self.closed_page.unmount_asked.connect(self.unmount_asked)
        self.closed_page.restore_asked.connect(self.restore_asked)
        session.state_changed.connect(self._prepare)
        session.opened.connect(self._update)
        session.closed.connect(self._update)
        self._update()

    @property
    def open_page(self) -> OpenPage:
        """What an open vault shows."""
        if self._open_page is None:
            self._open_page = self._make_open_page()
        return self._open_page

    def _make_open_page(self) -> OpenPage:
        from app.views.open_page import OpenPage  # a third of what the window loads

        page = OpenPage(self._session, self._preferences)
        page.unexpected.connect(self.unexpected)
        browser = page.browser
        for view in (*browser.views.all_views, browser.folders):
            view.viewport().installEventFilter(self)
            view.installEventFilter(self)
        self.addWidget(page)
        return page

    def _prepare(self) -> None:
        """Make the open page while the key is derived: it has to hear that the vault is open."""
        if self._session.state is VaultState.UNLOCKING:
            self.open_page.refresh()

    def prefer(self, preferences: Preferences) -> None:
        """Take preferences that have changed."""
        self._preferences = preferences
        if self._open_page is None:
            return
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
