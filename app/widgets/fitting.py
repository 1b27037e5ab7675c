"""Windows that fit the screen: what is larger scrolls, where it would run off."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

FRAME = QSize(16, 48)
"""Room for a window's frame and title, in pixels at 100 %."""


def room_for(window: QWidget) -> QSize:
    """How large a window may be on its screen."""
    return window.screen().availableGeometry().size() - FRAME


def scrolling(content: QWidget) -> QScrollArea:
    """A page that keeps its least size, and scrolls where there is less room."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(content)
    return area


class Dialog(QDialog):
    """A dialog that scrolls when it is larger than the screen: large type, strong magnification."""

    def showEvent(self, event: QShowEvent) -> None:
        """See whether there is room enough."""
        room = room_for(self)
        wanted = self.sizeHint().expandedTo(self.minimumSize())
        if self.hasHeightForWidth():
            wanted.setHeight(max(wanted.height(), self.heightForWidth(wanted.width())))
        if wanted.width() > room.width() or wanted.height() > room.height():
            self._scroll()
        size = self.size().boundedTo(room)
        if size != self.size():
            self.resize(size)
        super().showEvent(event)

    def _scroll(self) -> None:
        layout = self.layout()
        if layout is None or self.findChild(QScrollArea, _NAME) is not None:
            return
        content = QWidget()
        content.setLayout(layout)  # with everything in it
        content.setMinimumSize(self.minimumSize())
        self.setMinimumSize(0, 0)
        area = scrolling(content)
        area.setObjectName(_NAME)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        bar = area.verticalScrollBar().sizeHint().width()
        self.resize((content.sizeHint() + QSize(bar, bar)).boundedTo(room_for(self)))


_NAME = "fitting"
