"""The list of vaults: a Qt model over their sessions, stored whenever it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.models.remembered import Remembered
from app.models.session import VaultSession
from app.models.state import VaultState, state_label
from app.settings.vault_list import VaultEntry, default_name, load_vault_list, save_vault_list
from app.text.names import shown
from app.text.translation import tr

Index = QModelIndex | QPersistentModelIndex

ROOT = QModelIndex()

SESSION_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
STATE_TEXT_ROLE = Qt.ItemDataRole.UserRole + 3


class VaultListModel(QAbstractListModel):
    """The vaults, in the user's order."""

    not_saved = Signal(object)
    """An `OSError`: the list on disk is still the old one."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.remembered = Remembered(self)
        """The passphrases in the desktop's keyring."""
        self._sessions = [self._session(entry) for entry in load_vault_list(folder)]

    @property
    def sessions(self) -> tuple[VaultSession, ...]:
        """Every vault's session."""
        return tuple(self._sessions)

    def session_of(self, path: Path) -> VaultSession | None:
        """The vault that lies there, if the list has it."""
        return next((each for each in self._sessions if each.path == path), None)

    def row_of(self, session: VaultSession) -> int:
        """Where a vault stands in the list."""
        return self._sessions.index(session)

    def add(self, path: Path, name: str = "") -> VaultSession:
        """Put a vault at the end of the list, unless it is there."""
        known = self.session_of(path)
        if known is not None:
            return known
        session = self._session(VaultEntry(path, name or self._free_name(default_name(path))))
        row = len(self._sessions)
        self.beginInsertRows(ROOT, row, row)
        self._sessions.append(session)
        self.endInsertRows()
        self.save()
        session.look()
        return session

    def forget(self, session: VaultSession) -> bool:
        """Take a locked vault off the list; nothing on disk changes. Whether it was done."""
        if session.vault is not None or session.state is VaultState.UNLOCKING:
            return False
        row = self.row_of(session)
        self.beginRemoveRows(ROOT, row, row)
        del self._sessions[row]
        self.endRemoveRows()
        self.save()
        session.stop()
        session.deleteLater()
        return True

    def look(self) -> None:
        """See which vaults are there."""
        for session in self._sessions:
            session.look()

    def save(self) -> None:
        """Store the list."""
        try:
            save_vault_list([session.entry for session in self._sessions], self._folder)
        except OSError as error:
            self.not_saved.emit(error)

    def stop(self) -> None:
        """End every thread."""
        self.remembered.stop()
        for session in self._sessions:
            session.stop()

    # -- Qt's side --------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many vaults there are."""
        return 0 if parent.isValid() else len(self._sessions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the list shows of a vault."""
        if not index.isValid():
            return None
        session = self._sessions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return session.entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown(session.path)
        if role == SESSION_ROLE:
            return session
        if role == STATE_ROLE:
            return session.state
        if role == STATE_TEXT_ROLE:
            return state_label(session.state)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{vault}, {state}").format(
                vault=session.entry.name, state=state_label(session.state)
            )
        return None

    # -- details ----------------------------------------------------------------------------------

    def _session(self, entry: VaultEntry) -> VaultSession:
        session = VaultSession(entry, self)
        session.state_changed.connect(lambda: self._tell(session))
        session.entry_changed.connect(lambda: self._tell(session))
        session.entry_changed.connect(self.save)
        return session

    def _tell(self, session: VaultSession) -> None:
        if session in self._sessions:
            index = self.index(self.row_of(session))
            self.dataChanged.emit(index, index)

    def _free_name(self, name: str) -> str:
        taken = {session.entry.name for session in self._sessions}
        candidate, number = name, 1
        while candidate in taken:
            number += 1
            candidate = f"{name} {number}"
        return candidate
