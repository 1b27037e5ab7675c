"""The way from the top of the vault to the folder that is shown; each step can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.text.translation import tr
from app.widgets.icons import icon

MOST_SHOWN = 5
"""Steps that are shown; the first of more are left out."""


class _Step(QToolButton):
    dropped = Signal(object)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAcceptDrops(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(event)


class Breadcrumb(QWidget):
    """Buttons in a row."""

    chosen = Signal(int)
    """Number of the step that was clicked; 0 is the top."""
    dropped = Signal(int, object)
    """Number of a step, and the `QDropEvent` on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons: list[QToolButton] = []
        self.setAccessibleName(tr("Path"))

    @property
    def texts(self) -> list[str]:
        """The steps that are shown."""
        return [button.text().replace("&&", "&") for button in self._buttons]

    @property
    def buttons(self) -> Sequence[QToolButton]:
        """The steps' buttons."""
        return self._buttons

    def show_steps(self, names: Sequence[str]) -> None:
        """Show the way; the first name is that of the top."""
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = []
        first = max(0, len(names) - MOST_SHOWN)
        for number, name in enumerate(names):
            if number and number < first + 1:
                continue
            if number:
                self._layout.addWidget(self._arrow(gap=number == first + 1 and first > 0))
            self._layout.addWidget(self._step(number, name, last=number == len(names) - 1))
        self._layout.addStretch()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Put the steps where this widget stands in the order of Tab, not behind everything else."""
        before = self.previousInFocusChain()
        while before is not None and (
            self.isAncestorOf(before) or not before.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            if before is self:  # once around
                return
            before = before.previousInFocusChain()
        if before is None:
            return
        for button in self._buttons:
            QWidget.setTabOrder(before, button)
            before = button

    def _step(self, number: int, name: str, *, last: bool) -> QToolButton:
        text = name if len(name) <= 28 else name[:26] + "…"
        button = _Step(text.replace("&", "&&"))
        button.setToolTip(name)
        button.setAccessibleName(tr("Go to {name}").format(name=name))
        if last:
            font = button.font()
            font.setBold(True)
            button.setFont(font)
        button.clicked.connect(lambda: self.chosen.emit(number))
        button.dropped.connect(lambda event: self.dropped.emit(number, event))
        self._buttons.append(button)
        return button

    def _arrow(self, *, gap: bool) -> QLabel:
        label = QLabel("…" if gap else "")
        if not gap:
            label.setPixmap(icon("chevron").pixmap(QSize(12, 12)))
        label.setProperty("muted", True)
        return label
