"""The way from the top of the vault to the folder that is shown; each step can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QToolButton, QWidget

from app.text.translation import tr
from app.widgets.icons import icon

MOST_SHOWN = 5
"""Steps that are shown at most: the top, and the last ones of the way."""


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
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons: list[QToolButton] = []
        self._arrows: list[QLabel] = []
        """Before each step but the first."""
        self._gap = QLabel("…")
        self._gap.setProperty("muted", True)
        self._is_cut = False
        self.setAccessibleName(tr("Path"))

    @property
    def texts(self) -> list[str]:
        """The steps that are shown."""
        return [each.text().replace("&&", "&") for each in self._buttons if not each.isHidden()]

    @property
    def buttons(self) -> Sequence[QToolButton]:
        """The steps' buttons, with those that have no room just now."""
        return self._buttons

    def show_steps(self, names: Sequence[str]) -> None:
        """Show the way; the first name is that of the top."""
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._gap:
                widget.hide()
                widget.deleteLater()
        last = len(names) - 1
        begin = max(1, len(names) - MOST_SHOWN + 1)
        self._is_cut = begin > 1
        numbers = [0, *range(begin, len(names))]
        self._buttons = [self._step(each, names[each], last=each == last) for each in numbers]
        self._arrows = [_arrow() for _ in numbers[1:]]
        self._layout.addWidget(self._buttons[0])
        self._layout.addWidget(self._gap)
        for arrow, button in zip(self._arrows, self._buttons[1:], strict=True):
            self._layout.addWidget(arrow)
            self._layout.addWidget(button)
        self._layout.addStretch()
        self._order_tabs()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the middle of the way, then the top; where one is is told as long as it can be."""
        widths = [_width(each) for each in self._buttons]
        arrows = [0, *(_width(each) for each in self._arrows)]
        gap = _width(self._gap)
        last = len(widths) - 1

        def needed(first: int) -> int:
            """With the top, and the steps from `first` on."""
            rest = sum(widths[first:]) + sum(arrows[first:])
            has_gap = first > 1 or self._is_cut
            return widths[0] + rest + (gap - arrows[first] if has_gap else 0)

        first = 1
        while first < last and needed(first) > self.width():
            first += 1
        top = last < 1 or needed(first) <= self.width()
        has_gap = last > 0 and (first > 1 or self._is_cut or not top)
        for number, button in enumerate(self._buttons):
            button.setVisible(number >= first or (number == 0 and top))
        for number, arrow in enumerate(self._arrows, 1):
            arrow.setVisible(number > first or (number == first and not has_gap))
        self._gap.setVisible(has_gap)

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
        return button


def _arrow() -> QLabel:
    label = QLabel()
    label.setPixmap(icon("chevron").pixmap(QSize(12, 12)))
    return label


def _width(widget: QWidget) -> int:
    widget.ensurePolished()
    return widget.sizeHint().width()
