"""A line of bad or good news inside a page: what happened, and one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.text.translation import tr
from app.widgets.icons import icon
from app.widgets.theme import GAP, set_property

_ICONS = {"info": "info", "warning": "warning", "critical": "warning"}


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setIconSize(QSize(14, 14))
        self._close.setAccessibleName(tr("Dismiss"))
        self._close.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP * 3 // 2, GAP // 2, GAP, GAP // 2)
        layout.setSpacing(GAP)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        self._action: Callable[[], object] | None = None
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty when it is hidden."""
        return "" if self.isHidden() else self._label.text()

    @property
    def button(self) -> QPushButton:
        """The thing to do."""
        return self._button

    def say(
        self,
        text: str,
        tone: str = "info",
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence.

        Args:
            text: The sentence.
            tone: "info", "warning" or "critical".
            action: What the button says; empty for none.
            do: What the button does; the banner goes away.
        """
        self._label.setText(text)
        self._icon.setPixmap(icon(_ICONS[tone]).pixmap(18, 18))
        set_property(self, "banner", tone)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._action = do
        self.show()

    def clear(self) -> None:
        """Say nothing any more."""
        self._action = None
        self.hide()

    def _act(self) -> None:
        action = self._action
        self.clear()
        if action is not None:
            action()
