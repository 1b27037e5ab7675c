"""What the browser does with second locks: put on, open, close, take off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from app.jobs import locks
from app.jobs.entries import Place
from app.jobs.rows import Row
from app.models.session import VaultSession
from app.text.names import shown
from app.text.translation import tr
from app.views.lock_dialog import LockDialog

if TYPE_CHECKING:
    from app.views.browser import Browser
    from engine.namespace import Change


class LockOffers(NamedTuple):
    """What can be done about the second lock of an entry, as it stands now."""

    lock: bool = False
    open: bool = False
    close: bool = False
    remove: bool = False


def offers_for(row: Row, *, read_only: bool) -> LockOffers:
    """What `FileLocks` would do with an entry.

    A lock opens and closes from wherever it is seen; it comes off where it was put on, or where
    something that lies under it was moved to.
    """
    mark = row.lock
    if mark is None:
        return LockOffers(lock=not read_only and (row.is_file or row.is_folder))
    return LockOffers(
        lock=not read_only and mark.is_unfinished,  # once more, to the end
        open=not mark.is_open,
        close=mark.is_open,
        remove=not read_only and not mark.is_held,
    )


class BrowserLocks(QObject):
    """Acts on the one entry that is selected."""

    def __init__(self, browser: Browser, session: VaultSession) -> None:
        super().__init__(browser)
        self._browser = browser
        self._session = session
        self.dialog: LockDialog | None = None
        """The dialog that is open just now."""
        session.changed.connect(self._note_changes)

    def offers(self) -> LockOffers:
        """What can be done with the selection: something, if it is one entry."""
        view = self._browser.views.view
        if view.selected_count() != 1:
            return LockOffers()
        return offers_for(view.selected_rows()[0], read_only=self._session.read_only)

    def forget(self) -> None:
        """The vault is locked: nobody is asked any more."""
        if self.dialog is not None:
            self.dialog.reject()

    def lock(self) -> None:
        """Put the entry under a second passphrase, after saying what that means."""
        self._ask(
            tr("Lock “{name}” with a second passphrase?"),
            tr(
                "It then opens with this passphrase only, while the vault is open too. If the"
                " passphrase is forgotten, the content is lost for good: neither the vault's"
                " passphrase nor its recovery key opens it."
            ),
            tr("Lock"),
            self._lock,
            is_new=True,
        )

    def open(self) -> None:
        """Open the entry's second lock for the session."""
        text = tr("It stays open until you lock it again, or until the vault is locked.")
        self._ask(tr("Unlock “{name}” for this session"), text, tr("Unlock"), self._open)

    def close(self) -> None:
        """Close the entry's second lock."""
        places = self._browser.selected_places()
        if len(places) == 1:
            self._session.ask(
                lambda vault, cancel, report: locks.close_lock(vault, places[0], cancel, report),
                partial(self._tell, tr("“{name}” is locked again."), places[0]),
                self._browser.edits.failed,
            )

    def remove(self) -> None:
        """Take the entry's second lock off, for good."""
        text = tr("Whoever opens the vault can then read the content.")
        self._ask(
            tr("Remove the second lock of “{name}”?"), text, tr("Remove the lock"), self._remove
        )

    # -- details --------------------------------------------------------------------------------

    def _ask(
        self,
        title: str,
        text: str,
        action: str,
        do: Callable[[Place, str], object],
        *,
        is_new: bool = False,
    ) -> None:
        places = self._browser.selected_places()
        if len(places) != 1:
            return
        title = title.format(name=shown(places[0].name))
        dialog = LockDialog(title, text, action, self._browser.window(), is_new=is_new)
        dialog.accepted.connect(lambda: do(places[0], dialog.secret))
        dialog.finished.connect(partial(self._closed, dialog))
        self.dialog = dialog
        dialog.open()

    def _closed(self, dialog: LockDialog, _result: int) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None

    def _lock(self, place: Place, secret: str) -> None:
        self._session.run(
            lambda vault, cancel, report: locks.lock(vault, place, secret, cancel, report),
            partial(self._tell, tr("“{name}” is locked."), place),
            self._browser.edits.failed,
            label=tr("Locking with a second passphrase"),
        )

    def _open(self, place: Place, secret: str) -> None:
        self._session.run(
            lambda vault, cancel, report: locks.open_lock(vault, place, secret, cancel, report),
            partial(self._tell, tr("“{name}” is open for this session."), place),
            self._browser.edits.failed,
            label=tr("Opening a second lock"),
        )

    def _remove(self, place: Place, secret: str) -> None:
        self._session.run(
            lambda vault, cancel, report: locks.remove_lock(vault, place, secret, cancel, report),
            partial(self._tell, tr("“{name}” has no second lock any more."), place),
            self._browser.edits.failed,
            label=tr("Removing a second lock"),
        )

    def _note_changes(self, changes: Sequence[Change]) -> None:
        """Pictures and texts of before may be of what is locked now; others can be had now."""
        if any(change.kind == "lock" for change in changes):
            self._browser.thumbnails.clear()
            self._browser.previews.clear()
            self._browser.look_at_selection()

    def _tell(self, text: str, place: Place, _result: object) -> None:
        self._browser.banner.say(text.format(name=shown(place.name)), "info")
