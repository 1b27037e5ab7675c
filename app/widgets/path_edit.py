"""A line to type a path into, in the breadcrumb's place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from app.text.translation import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PathEdit(QLineEdit):
    """Enter takes the path, Escape or a click elsewhere leaves it; a list says how it could go on."""

    entered = Signal(str)
    left = Signal()
    begun = Signal(str)
    """What was typed so far; `offer` says how it could go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Path of a folder in the vault"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as paths run
        self._ways = QStringListModel(self)
        self._list = QListView()
        self._list.setAccessibleName(tr("Folders"))
        self._list.setStyleSheet("QListView::item { padding: 5px 8px; }")
        self._completer = QCompleter(self._ways, self)
        self._completer.setPopup(self._list)
        # With no prefix of its own: what fits was found in the vault.
        self._completer.setWidget(self)
        self._completer.activated.connect(self._take)
        self.returnPressed.connect(lambda: self.entered.emit(self.text().strip()))
        self.textEdited.connect(self.begun)

    @property
    def offered(self) -> list[str]:
        """Paths that are in the list."""
        return self._ways.stringList() if self._list.isVisible() else []

    def begin(self, path: str) -> None:
        """Let a path be typed, beginning with that of the folder that is shown."""
        self.setText(path)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def offer(self, typed: str, ways: Sequence[str]) -> None:
        """Say how what was typed could go on, unless something else stands there by now."""
        if typed != self.text() or not self.isVisible():
            return
        self._ways.setStringList(list(ways))
        if ways and list(ways) != [typed]:
            self._completer.complete()
        else:
            self._list.hide()

    def _take(self, way: str) -> None:
        self.setText(way)
        self.begun.emit(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape changes nothing; while the list is open, it closes that alone."""
        if self._list.isVisible() and event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif (
            self._list.isVisible() and event.key() in _ENTER and self._list.currentIndex().isValid()
        ):
            event.ignore()  # the completer takes what is chosen
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            if event.key() in _ENTER:
                self._list.hide()
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes the way that is chosen in the list, or the first."""
        if not (forward and self._list.isVisible()):
            return super().focusNextPrevChild(forward)
        at = max(0, self._list.currentIndex().row())
        self._take(self._ways.stringList()[at])
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere does not want it any more; a menu or another window may come back."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.left.emit()
