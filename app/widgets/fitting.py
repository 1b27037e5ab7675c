"""Windows that fit the screen: what is larger scrolls, where it would run off."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

FRAME = QSize(16, 48)
"""Room for a window's frame and title, in pixels at 100 %."""


def room_for(window: QWidget) -> QSize:
    """How large a window may be on its screen."""
    return window.screen().availableGeometry().size() - FRAME


class Content(QWidget):
    """What lies in a scrolling page: it asks for its least height, not for the one it would like."""

    def heightForWidth(self, width: int) -> int:
        """How high it must be, long texts wrapped; what was set as its least height, if it was."""
        layout = self.layout()
        if layout is None or self.minimumHeight():
            return self.minimumHeight()
        return layout.totalMinimumHeightForWidth(width)


def scrolling(content: Content) -> QScrollArea:
    """A page that keeps its least size, and scrolls where there is less room."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what lies in it has, and it follows
    area.setWidget(content)
    return area


class Dialog(QDialog):
    """A dialog that scrolls when it is larger than the screen: large type, strong magnification."""

    def showEvent(self, event: QShowEvent) -> None:
        """See whether there is room enough."""
        room = room_for(self)
        layout = self.layout()
        if layout is not None:
            wanted = self._least(layout, max(self.width(), self.minimumSizeHint().width()))
            if wanted.width() > room.width() or wanted.height() > room.height():
                self._scroll(layout, wanted)
        size = self.size().boundedTo(room)
        if size != self.size():
            self.resize(size)
        super().showEvent(event)

    def _least(self, layout: QLayout, width: int) -> QSize:
        """What the content needs when it is so wide, long texts wrapped."""
        least = layout.totalMinimumSize().expandedTo(self.minimumSize())
        width = max(width, least.width())
        height = layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else 0
        return QSize(width, max(height, least.height()))

    def _scroll(self, layout: QLayout, wanted: QSize) -> None:
        if self.findChild(QScrollArea, _NAME) is not None:
            return
        content = Content()
        content.setLayout(layout)  # with everything in it
        self.setMinimumSize(0, 0)
        area = scrolling(content)
        area.setObjectName(_NAME)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        bar = area.verticalScrollBar().sizeHint().width()
        self.resize((wanted + QSize(bar, 0)).boundedTo(room_for(self)))


_NAME = "fitting"
