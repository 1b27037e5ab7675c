"""Where one types what is to be found, and reads how much was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from app.text.translation import tr
from app.widgets.icons import icon
from app.widgets.theme import GAP, muted

_WAIT_MS = 200
"""A pause in typing; then the search begins."""


class SearchBar(QWidget):
    """A field, where to look, what was found, and a way out."""

    asked = Signal(str)
    """What is looked for; empty for nothing."""
    stopped = Signal()
    """Look no further."""
    closed = Signal()
    left = Signal()
    """Down from the field: to the results."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Search by name; * and ? stand for anything"))
        self.field.setAccessibleName(tr("Search by name"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.everywhere = _choice(tr("Whole vault"))
        self.here = _choice(tr("This folder"))
        self.here.setToolTip(tr("This folder, and all folders below it"))
        self.everywhere.setChecked(True)
        scope = QButtonGroup(self)
        scope.addButton(self.everywhere)
        scope.addButton(self.here)
        self.said = muted()
        self.said.setWordWrap(False)
        self.stop_button = self._button("close", tr("Stop searching"))
        self.close_button = self._button("close", tr("Close the search (Esc)"))
        self._wait = QTimer(self, interval=_WAIT_MS, singleShot=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP * 2, 0, GAP * 2, GAP)
        row.setSpacing(GAP)
        row.addWidget(self.field, 1)
        row.addWidget(self.everywhere)
        row.addWidget(self.here)
        row.addWidget(self.said)
        row.addWidget(self.stop_button)
        row.addWidget(self.close_button)
        self.stop_button.setText(tr("Stop"))
        self.stop_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.stop_button.hide()
        self.field.textChanged.connect(self._wait.start)
        self.field.returnPressed.connect(self._enter)
        scope.buttonToggled.connect(self._scope_changed)
        self._wait.timeout.connect(self._ask)
        self.stop_button.clicked.connect(self.stopped)
        self.close_button.clicked.connect(self.closed)

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(QSize(16, 16))
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    @property
    def pattern(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    @property
    def here_only(self) -> bool:
        """Whether only the folder that is shown, and what lies below it, is looked through."""
        return self.here.isChecked()

    def begin(self) -> None:
        """Show the bar, and let something be typed."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def end(self) -> None:
        """Forget what was typed, and hide."""
        self._wait.stop()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.everywhere.setChecked(True)
        self.say("", running=False)
        self.hide()

    def say(self, text: str, *, running: bool) -> None:
        """Tell how far it is."""
        self.said.setText(text)
        self.stop_button.setVisible(running)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys that lead out of the field."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.left.emit()
                return True
        return False

    def _scope_changed(self, _button: QAbstractButton, checked: bool) -> None:
        if checked:
            self._ask()

    def _enter(self) -> None:
        if self._wait.isActive():
            self._ask()
        else:
            self.left.emit()

    def _ask(self) -> None:
        self._wait.stop()
        self.asked.emit(self.pattern)


def _choice(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return button
