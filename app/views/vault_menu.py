"""What can be done with a vault of the list, as a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from app.models.session import VaultSession
from app.text.translation import tr
from app.views.header_actions import Choice

if TYPE_CHECKING:
    from app.views.main_window import MainWindow


def make_vault_menu(
    window: MainWindow, session: VaultSession, more: tuple[Choice, ...] = ()
) -> QMenu:
    """The menu, for the vault as it is now; the window does what is chosen."""
    menu = QMenu(window)
    state = session.state
    choices: tuple[Choice, ...] = (
        (tr("Unlock…"), partial(window.unlock, session), state.can_unlock),
        (tr("Lock"), partial(window.act, session), state.is_open),
        (tr("Settings…"), partial(window.show_vault_settings, session), True),
        *more,
        *_saved_passphrase(window, session),
        (tr("Remove from the list"), partial(window.forget, session), session.vault is None),
    )
    for text, do, possible in choices:
        action = menu.addAction(text)
        action.setEnabled(possible)
        action.triggered.connect(partial(call, do))
    return menu


def _saved_passphrase(window: MainWindow, session: VaultSession) -> tuple[Choice, ...]:
    """What can be done with a passphrase in the keyring: nothing where there is none."""
    if not session.entry.saved_as:
        return ()
    forget = partial(window.model.remembered.forget, session, window.tell)
    return ((tr("Forget the saved passphrase"), forget, True),)


def call(do: Callable[[], object], _checked: bool = False) -> None:
    """Do what an action stands for."""
    do()
